"""The checked texts by passage: what a quotation is looked for in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from archive.anchoring import Ambiguous, NotFound, Span, locate
from archive.collect import ArchiveRecords
from archive.fixturefiles import nearest
from archive.hints import Hint, of_near
from archive.nearquote import nearest_stretch
from archive.problems import Problem, Spot
from archive.recordtypes import Quote


class PassageText(NamedTuple):
    """A passage's characters; its span of the source in code points."""

    span: Span
    text: str


class Passages(dict[str, PassageText]):
    """Every passage of every source by its identifier, ``source:ref``; ``unread``: sources that cannot be judged."""

    unread: frozenset[str] = frozenset()

    @classmethod
    def of(cls, records: ArchiveRecords) -> Passages:
        """The passages whose sources could be read."""
        passages = cls()
        misnamed = [
            kept.file for kept in [*records.sources, *records.passages] if kept.record.source != Path(kept.file).parent.name
        ]
        passages.unread = frozenset(Path(file).parent.name for file in [*records.unread, *misnamed] if file.startswith("sources/"))
        for kept in records.passages:
            source = kept.record.source
            for part in _parts(kept.record) if source in records.texts else ():
                span = Span(part.start, part.end)
                passages[f"{source}:{part.ref}"] = PassageText(span, span.of(records.texts[source]))
        return passages

    def find(self, quote: Quote) -> Span:
        """The quotation's span of its passage, in code points. Raises KeyError, NotFound or Ambiguous."""
        return locate(self[quote.passage].text, quote.quote, quote.prefix, quote.suffix)

    def place_of(self, quote: Quote) -> tuple[str, Span] | None:
        """The passage and the quotation's span of it; None if it cannot be anchored."""
        try:
            return quote.passage, self.find(quote)
        except (KeyError, ValueError):
            return None

    def is_unread(self, passage: str) -> bool:
        """Whether nothing can be said of the passage, because a file of its source could not be read."""
        return passage.split(":")[0] in self.unread

    def problem_of(self, quote: Quote, spot: Spot, passage_spot: Spot) -> Problem | None:
        """Why the quotation cannot be anchored, or None if it can."""
        if self.is_unread(quote.passage):
            return None
        if quote.passage not in self:
            values = {"identifier": quote.passage, "nearest": nearest(quote.passage, self)}
            return Problem("passage.unknown", passage_spot, values)
        values: dict[str, object] = {"quote": quote.quote, "passage": quote.passage}
        try:
            self.find(quote)
        except NotFound:
            return self._not_found(quote, spot, values)
        except Ambiguous as error:
            return Problem("anchor.quote-ambiguous", spot, {**values, "count": error.count})
        return None

    def _not_found(self, quote: Quote, spot: Spot, values: dict[str, object]) -> Problem:
        if quote.quote in self[quote.passage].text:
            context = {"prefix": quote.prefix, "suffix": quote.suffix}
            return Problem("anchor.wrong-context", spot, {**values, **context})
        elsewhere = [name for name, passage in self.items() if quote.quote in passage.text]
        if not elsewhere:
            return Problem("anchor.quote-not-found", spot, values, self._nearest(quote))
        return Problem("anchor.quote-elsewhere", spot, {**values, "elsewhere": max(elsewhere, key=len)})

    def _nearest(self, quote: Quote) -> tuple[Hint, ...]:
        """The nearest words of the passage named; if none are near, of any passage of its source."""
        source = quote.passage.partition(":")[0]
        others = sorted((name for name in self if name.startswith(f"{source}:")), key=len, reverse=True)
        for names in ([quote.passage], others):
            found = [(near, name) for name in names if (near := nearest_stretch(quote.quote, self[name].text))]
            if found:
                return tuple(of_near(*min(found, key=lambda one: one[0].distance)))
        return ()


def _parts(record) -> Iterator:
    for paragraph in record.paragraphs:
        yield paragraph
        yield from paragraph.sentences
