"""The checked texts by passage: what a quotation is looked for in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from sys import intern
from typing import NamedTuple

from archive.anchoring import Ambiguous, NotFound, Span, context, first_difference, locate, occurrences
from archive.collect import ArchiveRecords
from archive.fixturefiles import nearest
from archive.folder import Kept
from archive.folding import folded
from archive.hints import of_context, of_near
from archive.nearquote import FOLDED, Near, alike_stretch, nearest_stretch
from archive.problems import Problem
from archive.record_keys import PassageKey, RecordKey
from archive.records import ParagraphRecord, PassagesRecord, SentenceRecord
from archive.recordtypes import Quote

# Passages of the source among which words near to a quotation are looked for.
LOOKED_AT = 1000


class PassageText(NamedTuple):
    """A passage's characters; its span of the source in code points."""

    span: Span
    text: str


class Passages(Mapping[str, PassageText]):
    """Every passage of every source by its identifier, ``source:ref``; ``unread``: sources that cannot be judged.

    Texts and spans are read when the first passage is asked for, and kept: a text once, whatever the number of its passages.
    """

    def __init__(self, records: ArchiveRecords) -> None:
        self._records = records
        # The same words are asked for several times, one after the other.
        self._passage = lru_cache(maxsize=256)(self._cut)
        self._find = lru_cache(maxsize=1024)(lambda passage, *words: locate(self._passage(passage).text, *words))
        # Many quotations may be looked for in the same passages.
        self._folded = lru_cache(maxsize=LOOKED_AT)(lambda passage: folded(self[passage].text))
        keys = [*records.sources.keys, *records.passages.keys, *records.mentions.keys]
        misnamed = [file for key, file in keys if RecordKey.parse(key).identifier != Path(file).parent.name]
        files = [file for file in (*records.unread, *misnamed) if file.startswith("sources/")]
        self.unread = frozenset(Path(file).parent.name for file in files)

    def __getitem__(self, passage: str) -> PassageText:
        return self._passage(passage)

    def _cut(self, passage: str) -> PassageText:
        source, ref = PassageKey.parse(passage)
        text, spans = self._sources[source]
        return PassageText(spans[ref], spans[ref].of(text))

    def __iter__(self) -> Iterator[str]:
        return (str(PassageKey(source, ref)) for source in self._sources for ref in self._sources[source][1])

    def __len__(self) -> int:
        return sum(len(spans) for _text, spans in self._sources.values())

    @cached_property
    def _sources(self) -> dict[str, tuple[str, dict[str, Span]]]:
        """By source, its text, and the span of each reference."""
        texts = self._records.texts
        found: dict[str, tuple[str, dict[str, Span]]] = {}
        for kept in self._records.passages:
            source = kept.record.source
            if source in texts:
                spans = {intern(part.ref): Span(part.start, part.end) for part in _parts(kept.record)}
                found.setdefault(source, (texts[source], {}))[1].update(spans)
        return found

    def of_source(self, source: str) -> list[str]:
        """The identifiers of one source's passages."""
        return [str(PassageKey(source, ref)) for ref in self._sources[source][1]] if source in self._sources else []

    def find(self, quote: Quote) -> Span:
        """The quotation's span of its passage, in code points. Raises KeyError, NotFound or Ambiguous."""
        return self._find(quote.passage, quote.quote, quote.prefix, quote.suffix)

    def place_of(self, quote: Quote) -> tuple[str, Span] | None:
        """The passage and the quotation's span of it; None if it cannot be anchored."""
        try:
            return quote.passage, self.find(quote)
        except (KeyError, ValueError):
            return None

    def is_unread(self, passage: str) -> bool:
        """Whether nothing can be said of the passage, because a file of its source could not be read."""
        return PassageKey.parse(passage).source in self.unread

    def problem_of(self, quote: Quote, kept: Kept, *path: str | int) -> Problem | None:
        """Why the quotation at ``path`` of a record cannot be anchored, or None if it can."""
        if self.is_unread(quote.passage):
            return None
        values: dict[str, object] = {"quote": quote.quote, "passage": quote.passage}
        try:
            self.find(quote)
        except KeyError:
            near = nearest(quote.passage, self.of_source(PassageKey.parse(quote.passage).source) or self)
            return Problem("passage.unknown", kept.spot(*path, "passage"), {"identifier": quote.passage, "nearest": near})
        except NotFound:
            return self._not_found(quote, kept, path, values)
        except Ambiguous as error:
            return Problem("anchor.quote-ambiguous", kept.spot(*path, "quote"), {**values, "count": error.count})
        return None

    def _not_found(self, quote: Quote, kept: Kept, path: tuple, values: dict[str, object]) -> Problem:
        if quote.quote in (text := self[quote.passage].text):
            return self._wrong_context(quote, text, kept, path, values)
        elsewhere = self._elsewhere(quote.quote)
        if not elsewhere:
            near = self._nearest(quote)
            first = next((difference.at for difference in near[0].differences), 0) if near else 0
            spot = kept.document.inside(quote.quote, first, *path, "quote")
            return Problem("anchor.quote-not-found", spot, values, tuple(of_near(*near)) if near else ())
        return Problem("anchor.quote-elsewhere", kept.spot(*path, "quote"), {**values, "elsewhere": max(elsewhere, key=len)})

    def _wrong_context(self, quote: Quote, text: str, kept: Kept, path: tuple, values: dict[str, object]) -> Problem:
        """The first letter of the context that differs where the least of it does, and what stands around the words there."""
        places = [Span(at, at + len(quote.quote)) for at in occurrences(text, quote.quote)]
        before = {one: _parting(quote.prefix, text[max(0, one.start - len(quote.prefix)) : one.start]) for one in places}
        best = min(places, key=lambda one: before[one] is not None)
        field, at = "prefix", before[best]
        if at is None:
            field, at = "suffix", first_difference(quote.suffix, text[best.end :][: len(quote.suffix)]) or 0
        spot = kept.document.inside(getattr(quote, field), at, *path, field)
        values = {**values, "prefix": quote.prefix, "suffix": quote.suffix}
        return Problem("anchor.wrong-context", spot, values, of_context(context(text, one) for one in places))

    def _alike(self, words: str, passage: str) -> Near | None:
        text = self[passage].text
        return alike_stretch(words, text) if len(text) <= FOLDED and folded(words).strip() in self._folded(passage) else None

    def _elsewhere(self, words: str) -> list[str]:
        """The passages in which the words stand, of the first source that has any."""
        for source, (text, spans) in self._sources.items():
            if words in text and (found := [str(PassageKey(source, ref)) for ref, span in spans.items() if words in span.of(text)]):
                return found
        return []

    def _nearest(self, quote: Quote) -> tuple[Near, str] | None:
        """The nearest words of the passage named, with its identifier; if none are near, of any passage of its source."""
        source = PassageKey.parse(quote.passage).source
        others = sorted(self.of_source(source), key=len, reverse=True)
        for names in ([quote.passage], others[:LOOKED_AT]):
            found = [(near, name) for name in names if (near := nearest_stretch(quote.quote, self[name].text))]
            found = found or [(near, name) for name in names if (near := self._alike(quote.quote, name))]
            if found:
                return min(found, key=lambda one: one[0].distance)
        return None


def _parting(prefix: str, stands: str) -> int | None:
    """The offset in ``prefix`` of its last character that is not that of ``stands``, counted from the ends; None if there is none."""
    back = first_difference(prefix[::-1], stands[::-1])
    return None if back is None else len(prefix) - 1 - back


def _parts(record: PassagesRecord) -> Iterator[ParagraphRecord | SentenceRecord]:
    for paragraph in record.paragraphs:
        yield paragraph
        yield from paragraph.sentences
