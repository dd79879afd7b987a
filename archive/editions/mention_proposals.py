"""Mentions proposed for the sources of the fixtures: all names of all places, or of some, in all texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import NamedTuple

from archive.accession.incoming import IncomingSentence, ProposedMention
from archive.accession.mention_proposals import ArchivedSource, add_proposals
from archive.addresses import PassageKey, RecordKey
from archive.editions import pipeline
from archive.editions.accession import list_place_names
from archive.editions.fixture_changes import AccessionError, change_fixtures
from archive.editions.fixture_set import FixtureSet
from archive.fixtures.folder import LocatedRecord, ProgressFactory, no_progress
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile
from archive.fixtures.records.sources import MentionsRecord
from archive.text.anchoring import QuoteAmbiguous, QuoteNotFound, Span, locate_quote


class SourceProposals(NamedTuple):
    """A source with the mentions that are proposed for it."""

    source: str
    mentions: list[ProposedMention]


class MentionProposals(NamedTuple):
    """The sources with proposals, how many sources were searched, and those that were not, because they have no ``mentions.yaml``."""

    sources: list[SourceProposals]
    searched: int
    without_file: list[str]


def propose_mentions(
    root: Path, places: Iterable[str] = (), *, dry_run: bool = False, begin: ProgressFactory = no_progress
) -> MentionProposals:
    """Write draft mentions into the ``mentions.yaml`` of every source, and return them; ``places``: only these, by key.

    Raises AccessionError; then nothing was written.
    """
    fixtures, faults = pipeline.read_fixtures(root, begin=begin)
    chosen = frozenset(places) or None
    _check_places(fixtures, chosen or frozenset())
    labels = list(list_place_names(fixtures))
    tick = begin(len(fixtures.archive.mentions))
    results, files, problems, searched = [], dict[str, bytes](), list[Problem](), set[str]()
    for located, source in _list_sources(fixtures):
        searched.add(source.identifier)
        try:
            if proposals := source.propose(labels, chosen):
                files[located.file] = add_proposals(source, proposals)
                results.append(SourceProposals(source.identifier, proposals))
        except RejectedFile as rejected:
            problems += rejected.problems
        tick()
    # A source that cannot be read would be left out without a word.
    problems += (fault for fault in faults if fault.level == "problem" and _find_source(fault) not in ("", *searched))
    if problems:
        raise AccessionError(problems, root)
    if files:
        change_fixtures(root, files, begin=begin, dry_run=dry_run)
    without_file = {located.record.source for located in fixtures.archive.sources} - searched
    return MentionProposals(results, len(searched), sorted(without_file))


def _find_source(problem: Problem) -> str:
    """Return the identifier of the source in whose folder a problem is, or an empty text."""
    folder, _slash, rest = problem.location.file.partition("/")
    return rest.partition("/")[0] if folder == "sources" else ""


def _check_places(fixtures: FixtureSet, chosen: Set[str]) -> None:
    known = {key for key, _file in fixtures.places.keys_and_files}
    unknown = [Problem("mention.unknown-place", Location("--place"), {"found": place}) for place in sorted(chosen - known)]
    if unknown:
        raise AccessionError(unknown, Path())


def _list_sources(fixtures: FixtureSet) -> Iterator[tuple[LocatedRecord[MentionsRecord], ArchivedSource]]:
    """Yield each source whose text, passages and mentions can be read, with the record of its mentions."""
    records = fixtures.archive
    for located in records.mentions:
        identifier = located.record.source
        source = records.sources.get(str(RecordKey("source", identifier)))
        passages = records.passages.get(str(RecordKey("passages", identifier)))
        if source is None or passages is None or identifier not in records.texts:
            continue
        text = records.texts[identifier]
        sentences = [
            IncomingSentence(sentence.ref, Span(sentence.start, sentence.end), text[sentence.start : sentence.end])
            for paragraph in passages.record.paragraphs
            for sentence in paragraph.sentences
        ]
        mentioned = list(_locate_mentions(located.record, sentences))
        yield located, ArchivedSource(identifier, source.record.text.language, text, sentences, mentioned, located.document)


def _locate_mentions(record: MentionsRecord, sentences: list[IncomingSentence]) -> Iterator[Span]:
    """Yield the spans of the mentions in the text; one that is not found there is a problem of the check."""
    by_ref = {sentence.ref: sentence for sentence in sentences}
    for mention in record.mentions:
        sentence = by_ref.get(PassageKey.parse(mention.passage).ref)
        if sentence is None:
            continue
        try:
            span = locate_quote(sentence.text, mention.quote, mention.prefix, mention.suffix)
        except (QuoteNotFound, QuoteAmbiguous):
            continue
        yield span.moved(sentence.span.start)
