"""A document that is being accessioned, with the mentions and dates that are proposed for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from archive.accession.sentence_dates import DateProposal, UnresolvedDate, find_dates
from archive.accession.tei_header import TeiHeader
from archive.accession.tei_markup import MarkedDate, MarkedPlace, PlaceIdentifier
from archive.fixtures.documents.tei_text import LeftOutElement
from archive.text.anchoring import Span, find_unique_context
from archive.text.gaps import has_gap
from archive.text.names import NameMatch, find_names


class IncomingSentence(NamedTuple):
    """A sentence: its reference, its span of the text in code points, its characters."""

    ref: str
    span: Span
    text: str


class StoredFile(NamedTuple):
    """A file to be stored: its name and bytes."""

    file: str
    content: bytes

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hex."""
        return sha256(self.content).hexdigest()


class ProposedMention(NamedTuple):
    """A proposed mention: sentence, places it may mean, span in code points of the sentence.

    ``address``: what the document refers the name to, if no place of the archive is known to be there; empty otherwise.
    """

    sentence: IncomingSentence
    places: tuple[str, ...]
    span: Span
    address: str = ""

    @property
    def context(self) -> tuple[str, str]:
        """Prefix and suffix that make the quotation unique in its sentence."""
        return find_unique_context(self.sentence.text, self.span)


class UnresolvedName(NamedTuple):
    """A name of a place of the archive that the document refers to another place, at ``address``."""

    sentence: IncomingSentence
    span: Span
    address: str


@dataclass(frozen=True)
class IncomingDocument:
    """A document; ``paragraphs``: spans of sentences; ``received``: the original, unless it is the text itself.

    ``left_out``: elements of TEI that the text is without, None for other documents; ``marked_dates``, ``marked_places``: what its
    markup states.
    """

    identifier: str
    language: str
    text: StoredFile
    characters: str
    paragraphs: list[list[Span]]
    today: date
    received: StoredFile | None = None
    encoding: str = ""
    header: TeiHeader = field(default_factory=TeiHeader)
    left_out: list[LeftOutElement] | None = None
    marked_dates: list[MarkedDate] = field(default_factory=list)
    marked_places: list[MarkedPlace] = field(default_factory=list)

    def sentences(self) -> Iterator[IncomingSentence]:
        """Yield the sentences in order."""
        for number, spans in enumerate(self.paragraphs, 1):
            for at, span in enumerate(spans, 1):
                yield IncomingSentence(f"{number}.{at}", span, span.of(self.characters))

    def find_mentions(
        self, labels: Iterable[tuple[str, str]], identifiers: Iterable[PlaceIdentifier] = ()
    ) -> tuple[list[ProposedMention], list[UnresolvedName]]:
        """Return the mentions of places in order, and the names that the document refers to other places.

        ``labels``: pairs of place and label; ``identifiers``: of the places, in authority files.
        """
        identifiers = list(identifiers)
        names: dict[Span, tuple[tuple[str, ...], str]] = {
            name.span: (name.places, "") for name in find_names(self.characters, labels, self.language)
        }
        others: dict[Span, str] = {}
        for marked in self.marked_places:
            overlapping = [span for span in names if span.overlaps(marked.span)]
            named = [item.place for item in identifiers if any(map(item.is_at, marked.addresses))]
            if named and not has_gap(marked.span.of(self.characters)):
                for span in overlapping:
                    del names[span]
                names[marked.span] = tuple(dict.fromkeys(named)), ""
                continue
            for span in overlapping:
                other = {item.place for item in identifiers if any(map(item.shares_file, marked.addresses))}
                address = " ".join(marked.addresses)
                places = tuple(place for place in names[span][0] if place not in other)
                if places:
                    names[span] = places, address
                else:
                    del names[span]
                    others[span] = address
        matches = [NameMatch(span, places) for span, (places, _address) in sorted(names.items())]
        mentions = [
            ProposedMention(sentence, name.places, move_into_sentence(name.span, sentence), names[name.span][1])
            for name, sentence in assign_to_sentences(matches, self.sentences())
        ]
        left = assign_to_sentences([NameMatch(span, ()) for span in sorted(others)], self.sentences())
        return mentions, [
            UnresolvedName(sentence, move_into_sentence(name.span, sentence), others[name.span]) for name, sentence in left
        ]

    def dates(self) -> Iterator[tuple[IncomingSentence, list[DateProposal], list[UnresolvedDate]]]:
        """Yield each sentence with its proposed and its unresolved dates."""
        for sentence in self.sentences():
            marked = [
                item._replace(span=move_into_sentence(item.span, sentence))
                for item in self.marked_dates
                if item.span.within(sentence.span)
            ]
            yield sentence, *_merge_dates(sentence.text, *find_dates(sentence.text, self.language), marked)


def _merge_dates(
    text: str, proposals: list[DateProposal], unresolved: list[UnresolvedDate], marked: list[MarkedDate]
) -> tuple[list[DateProposal], list[UnresolvedDate]]:
    """Return the dates of a sentence with those that its markup states; one that its words state otherwise is unresolved."""
    for item in marked:
        read = [proposal for proposal in proposals if proposal.span.overlaps(item.span)]
        if [proposal.edtf for proposal in read] == [item.edtf]:
            continue
        proposals = [proposal for proposal in proposals if proposal not in read]
        unresolved = [other for other in unresolved if not other.span.overlaps(item.span)]
        if read or has_gap(item.span.of(text)):
            unresolved.append(UnresolvedDate(item.span, "markup-differs" if read else "gap"))
        else:
            proposals.append(DateProposal(item.span, item.edtf, item.sense, item.rules))
    return sorted(proposals), sorted(unresolved)


def move_into_sentence(span: Span, sentence: IncomingSentence) -> Span:
    """Return a span of the text as one of the sentence."""
    return Span(span.start - sentence.span.start, span.end - sentence.span.start)


def assign_to_sentences(
    names: list[NameMatch], sentences: Iterator[IncomingSentence]
) -> Iterator[tuple[NameMatch, IncomingSentence]]:
    """Yield each name with its sentence, both in order of the text; names across sentences are left out."""
    sentence = next(sentences, None)
    for name in names:
        while sentence and sentence.span.end <= name.span.start:
            sentence = next(sentences, None)
        if sentence and name.span.within(sentence.span):
            yield name, sentence
