"""A document that is being accessioned, with the mentions and dates that are proposed for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from archive.accession.sentence_dates import DateProposal, UnresolvedDate, find_dates
from archive.accession.tei_header import TeiHeader
from archive.text.anchoring import Span, find_unique_context
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
    """A proposed mention: sentence, places it may mean, span in code points of the sentence."""

    sentence: IncomingSentence
    places: tuple[str, ...]
    span: Span

    @property
    def context(self) -> tuple[str, str]:
        """Prefix and suffix that make the quotation unique in its sentence."""
        return find_unique_context(self.sentence.text, self.span)


@dataclass(frozen=True)
class IncomingDocument:
    """A document; ``paragraphs``: spans of sentences; ``received``: the original, unless it is the text itself."""

    identifier: str
    language: str
    text: StoredFile
    characters: str
    paragraphs: list[list[Span]]
    today: date
    received: StoredFile | None = None
    encoding: str = ""
    header: TeiHeader = field(default_factory=TeiHeader)

    def sentences(self) -> Iterator[IncomingSentence]:
        """Yield the sentences in order."""
        for number, spans in enumerate(self.paragraphs, 1):
            for at, span in enumerate(spans, 1):
                yield IncomingSentence(f"{number}.{at}", span, span.of(self.characters))

    def find_mentions(self, labels: Iterable[tuple[str, str]]) -> list[ProposedMention]:
        """Return the mentions of places in order; ``labels``: pairs of place and label."""
        names = find_names(self.characters, labels, self.language)
        return list(_assign_to_sentences(names, self.sentences()))

    def dates(self) -> Iterator[tuple[IncomingSentence, list[DateProposal], list[UnresolvedDate]]]:
        """Yield each sentence with its proposed and its unresolved dates."""
        for sentence in self.sentences():
            yield sentence, *find_dates(sentence.text, self.language)


def _assign_to_sentences(names: list[NameMatch], sentences: Iterator[IncomingSentence]) -> Iterator[ProposedMention]:
    """Yield each name with its sentence, both in order of the text; names across sentences are left out."""
    sentence = next(sentences, None)
    for name in names:
        while sentence and sentence.span.end <= name.span.start:
            sentence = next(sentences, None)
        if sentence and name.span.within(sentence.span):
            offset = sentence.span.start
            yield ProposedMention(sentence, name.places, Span(name.span.start - offset, name.span.end - offset))
