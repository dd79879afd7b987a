"""A document that is being accessioned: its text, how it was received, and what is proposed of it. Pure."""

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
    """A sentence: its number, its span of the text in code points, its characters."""

    ref: str
    span: Span
    text: str


class StoredFile(NamedTuple):
    """A file that is kept: its name and bytes."""

    file: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Its digest, as hex."""
        return sha256(self.content).hexdigest()


class ProposedMention(NamedTuple):
    """A proposed mention: its sentence, the places it may mean, and its span of the sentence."""

    sentence: IncomingSentence
    places: tuple[str, ...]
    span: Span

    @property
    def context(self) -> tuple[str, str]:
        """Prefix and suffix by which it alone is meant in its sentence."""
        return find_unique_context(self.sentence.text, self.span)


@dataclass(frozen=True)
class IncomingDocument:
    """``paragraphs``: the spans of each one's sentences; ``received``: the document as received and its encoding, if it is not the text."""

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
        """The sentences in their order."""
        for number, spans in enumerate(self.paragraphs, 1):
            for at, span in enumerate(spans, 1):
                yield IncomingSentence(f"{number}.{at}", span, span.of(self.characters))

    def find_mentions(self, labels: Iterable[tuple[str, str]]) -> list[ProposedMention]:
        """The mentions of places, given as place and label, in the order of the text."""
        found = find_names(self.characters, labels, self.language)
        return list(_assign_to_sentences(found, self.sentences()))

    def dates(self) -> Iterator[tuple[IncomingSentence, list[DateProposal], list[UnresolvedDate]]]:
        """The dates of every sentence, and those that are left."""
        for sentence in self.sentences():
            yield sentence, *find_dates(sentence.text, self.language)


def _assign_to_sentences(found: list[NameMatch], sentences: Iterator[IncomingSentence]) -> Iterator[ProposedMention]:
    """Each name with its sentence, both in the order of the text; a name that lies in none is left out."""
    sentence = next(sentences, None)
    for one in found:
        while sentence and sentence.span.end <= one.span.start:
            sentence = next(sentences, None)
        if sentence and one.span.within(sentence.span):
            yield ProposedMention(
                sentence, one.places, Span(one.span.start - sentence.span.start, one.span.end - sentence.span.start)
            )
