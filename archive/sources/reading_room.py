"""The reading room: a row for each sentence with its runs, reading, note and claims, and the switches of its views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models import Claim, Mention, Passage, Reading
from archive.search.found_words import FoundWords
from archive.sources.sentence_claims import ShownClaims
from archive.text.anchoring import Span
from archive.text.languages import get_language_name
from archive.text.references import Reference
from archive.text.runs import Mark, Run, split_runs
from archive.text.span_coverage import SentenceCoverage
from archive.vocabulary import LANGUAGES, READING_SWITCHES, letter

# The view that shows all readings, in the order of the records.
ALL_READINGS = "all"


class MarginClaim(NamedTuple):
    """A claim in the margin; ``letter``: empty if the sentence has one only; ``current``: named by the address.

    ``stated_at``: the number of an earlier sentence of the page that it quotes too, beside which it is stated, and its letter there.
    """

    claim: Claim
    letter: str
    current: bool
    stated_at: tuple[str, str] | None = None


@dataclass(frozen=True)
class SentenceRow:
    """A sentence of the reading room with the readings and the claims that are shown; ``coverage``: None where it is not shown.

    ``claim_count``: of all claims on it.
    """

    passage: Passage
    runs: list[Run]
    readings: list[Reading]
    entries: list[MarginClaim]
    claim_count: int
    opens_paragraph: bool
    coverage: SentenceCoverage | None = None

    @property
    def paragraph(self) -> str:
        """Return the number of its paragraph."""
        return self.passage.ref.partition(".")[0]

    @property
    def has_more_claims(self) -> bool:
        """Return whether there are claims on it that are not shown."""
        return self.claim_count > len(self.entries)

    @property
    def has_unlabelled_reading(self) -> bool:
        """Return whether a reading has no label that says whose it is: in another language than the text it cannot be mistaken for it."""
        return any(not reading.by and reading.language != self.passage.source.language for reading in self.readings)

    @property
    def has_several_remarks(self) -> bool:
        """Return whether there are several remarks below it: notes, and that words of it have no claim."""
        return len(self.remarked_readings) + self.is_unclaimed > 1

    @property
    def remarked_readings(self) -> list[Reading]:
        """Return the readings whose note is shown: the first, whose note is on the sentence, and those shown that have one of their own."""
        first = self.passage.reading
        return [reading for reading in dict.fromkeys([first, *self.readings]) if reading.note]

    @property
    def is_unclaimed(self) -> bool:
        """Return whether coverage is shown, and words of it have no claim."""
        return bool(self.coverage and (not self.coverage.claims or self.uncovered))

    @property
    def uncovered(self) -> list[tuple[Reference, str]]:
        """Return the words without a claim, each span with its reference."""
        ref, text = self.passage.ref, self.passage.text
        spans = self.coverage.uncovered if self.coverage else ()
        return [(Reference(ref, ref, span), span.of(text)) for span in spans]

    def with_marks(self, marks: Iterable[Mark]) -> SentenceRow:
        """Return the row with more words of the sentence marked."""
        present = dict.fromkeys(mark for run in self.runs for mark in run.marks)
        return replace(self, runs=split_runs(self.passage.text, [*present, *marks]))


def build_rows(
    sentences: list[Passage],
    claims: Iterable[Claim],
    mentions: Iterable[Mention],
    language: str,
    current: str = "",
    coverage: Iterable[SentenceCoverage] = (),
    readings: str = "",
    shown: ShownClaims | None = None,
) -> list[SentenceRow]:
    """Return rows for ``sentences`` in their order; words that ``coverage`` knows no claim for are marked.

    ``readings``: the language of those shown, by default the interface's, or ALL_READINGS. ``shown``: which of the claims are beside which
    sentence, by default all. The sentences need their source and readings, the claims ``with_evidence``.
    """
    claims = list(claims)
    shown = shown or ShownClaims.of(claims)
    by_key = {claim.pk: claim for claim in claims}
    coverages = {sentence.ref: sentence for sentence in coverage}
    marks = _group_marks(claims, mentions, current)
    for sentence in sentences:
        if measured := coverages.get(sentence.ref):
            marks[sentence.pk] += [Mark(span, measured) for span in measured.uncovered]
    letters = {sentence.pk: _list_letters(sentence, shown, language) for sentence in sentences}
    first_places: dict[int, tuple[str, str]] = {}
    for sentence in sentences:
        for key, own_letter in letters[sentence.pk]:
            first_places.setdefault(key, (sentence.ref, own_letter))
    paragraphs = [None, *(sentence.paragraph_id for sentence in sentences)]
    return [
        SentenceRow(
            passage=sentence,
            runs=split_runs(sentence.text, marks[sentence.pk]),
            readings=_select_readings(sentence, readings or language),
            entries=_list_entries(sentence, letters[sentence.pk], by_key, current, first_places),
            claim_count=shown.count(sentence.pk),
            opens_paragraph=paragraph != sentence.paragraph_id,
            coverage=coverages.get(sentence.ref),
        )
        for paragraph, sentence in zip(paragraphs, sentences, strict=False)
    ]


def mark_found_words(rows: Sequence[SentenceRow], found: FoundWords | None) -> list[SentenceRow]:
    """Return the rows with the words of a search marked in the text of the source."""
    if found is None:
        return list(rows)
    return [row.with_marks(Mark(match.span, match) for match in found.find_matches(row.passage.text)) for row in rows]


def _select_readings(sentence: Passage, language: str) -> list[Reading]:
    return list(sentence.readings.all()) if language == ALL_READINGS else [sentence.find_reading(language)]


def list_reading_languages(sentences: Iterable[Passage]) -> list[str]:
    """Return the languages of the readings, each once, in the order of the first sentences; needs their readings."""
    return list(dict.fromkeys(reading.language for sentence in sentences for reading in sentence.readings.all()))


def _list_entries(
    sentence: Passage,
    letters: Iterable[tuple[int, str]],
    claims: Mapping[int, Claim],
    current: str,
    first_places: Mapping[int, tuple[str, str]],
) -> list[MarginClaim]:
    """Return the claims beside a sentence, given by their keys and letters.

    ``claims``, and ``first_places``, the numbers of the sentences beside which they are first and their letters there, by their keys.
    """
    entries = []
    for key, own_letter in letters:
        claim, first = claims[key], first_places[key]
        stated_at = first if first[0] != sentence.ref else None
        entries.append(MarginClaim(claim, own_letter, claim.identifier == current, stated_at))
    return entries


def _list_letters(sentence: Passage, shown: ShownClaims, language: str) -> list[tuple[int, str]]:
    """Return the keys of the claims beside a sentence with their letters, which are empty if it has one claim only."""
    is_alone = shown.count(sentence.pk) == 1
    return [(key, "" if is_alone else letter(number, language)) for number, key in shown.list_beside(sentence.pk)]


def _group_marks(claims: Iterable[Claim], mentions: Iterable[Mention], current: str) -> defaultdict[int, list[Mark]]:
    """Return by the keys of passages marks of their mentions and of the current claim's evidence."""
    marks: defaultdict[int, list[Mark]] = defaultdict(list)
    anchors = (anchor for claim in claims if claim.identifier == current for anchor in claim.anchors.all())
    for words in (*mentions, *anchors):
        marks[words.passage_id].append(Mark(Span(words.start, words.end), words))
    return marks


class ViewOption(NamedTuple):
    """A view: its label, the query string of its address, whether it is the current one."""

    word: str
    query: str
    current: bool


class ViewSwitch(NamedTuple):
    """Views to choose from, and the name of the switch."""

    name: str
    choices: list[ViewOption]


def choose_views(query: Mapping[str, str], source_language: str, languages: Sequence[str], language: str) -> dict[str, str]:
    """Return for each switch the view that the query names, or else the default.

    That is the first view, and of the readings that in the interface's ``language`` if ``languages``, those of the readings, have it.
    ``text`` was once the language of the text shown, and links to these views stay.
    """
    defaults = {"reading": language} if language in languages else {}
    chosen = {}
    for name, (_title, views) in _list_switches(languages).items():
        view = query.get(name)
        if name == "text" and view in LANGUAGES:
            view = "source" if view == source_language else "reading"
        chosen[name] = view if view in views else defaults.get(name) or next(iter(views))
    return chosen


def _list_switches(languages: Sequence[str]) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the switches, with the readings in ``languages``, and all of them if there are several."""
    readings = {code: get_language_name(code, get_language()) for code in languages}
    whole = {ALL_READINGS: str(_("all"))} if len(languages) > 1 else {}
    switches = {
        name: (str(title), {view: str(word) for view, word in views.items()}) for name, (title, views) in READING_SWITCHES.items()
    }
    return {**switches, "reading": (switches["reading"][0], {**readings, **whole})}


def build_switches(
    current: Mapping[str, str], default: Mapping[str, str], languages: Sequence[str], claim: str = "", page: int = 1
) -> Iterator[ViewSwitch]:
    """Yield the switches that offer a choice.

    Each link changes one of the ``current`` views and preserves the others, the ``claim`` and the number of the ``page``. Views are named
    in one order, and the ``default`` ones not at all, so that each choice of views has one address.
    """
    kept = {**({"claim": claim} if claim else {}), **({"page": str(page)} if page > 1 else {})}
    for name, (title, views) in _list_switches(languages).items():
        if len(views) < 2:
            continue
        choices = []
        for view, word in views.items():
            chosen = {at: other for at, other in {**current, name: view}.items() if other != default[at]}
            choices.append(ViewOption(str(word), urlencode({**chosen, **kept}), current[name] == view))
        yield ViewSwitch(str(title), choices)
