"""Mementos (RFC 7089): the prior states of a record, each with the instant from which it was in force."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.http import http_date

from archive.addresses import PassageKey, RecordKey
from archive.models import Edition, RecordVersion
from archive.text.references import Reference
from archive.versions import permanent_urls
from archive.versions.edition_state import EditionState
from archive.versions.history import list_history


class Memento(NamedTuple):
    """A prior state: its permanent address, and the edition since which it was in force."""

    url: str
    edition: Edition

    @property
    def date(self) -> str:
        """Return the instant as HTTP has it, such as ``Sun, 29 Nov 2026 04:00:00 GMT``."""
        return format_date(self.edition.instant)


@dataclass(frozen=True)
class MementoSeries:
    """The mementos of a record, the first one first. ``key``: of the record, as addresses have it."""

    key: RecordKey
    mementos: list[Memento]

    def find(self, edition: int) -> int:
        """Return the position of the memento in force in an edition; before the first one that of the first."""
        return max(0, bisect_right([memento.edition.number for memento in self.mementos], edition) - 1)

    def format_links(self, edition: int) -> Iterator[str]:
        """Yield the links of a response about the memento in force in an edition: RFC 7089, 2.2, and the TimeMap and TimeGate."""
        yield self.format_original_link()
        yield self.format_timegate_link()
        yield self.format_timemap_link()
        if self.mementos:
            at, last = self.find(edition), len(self.mementos) - 1
            relations: dict[int, list[str]] = {}
            for relation, position in (("first", 0), ("prev", at - 1), ("", at), ("next", at + 1), ("last", last)):
                if 0 <= position <= last:
                    relations.setdefault(position, []).append(relation)
            for position, names in sorted(relations.items()):
                yield self.format_memento(position, *filter(None, names))

    def format_memento(self, position: int, *relations: str) -> str:
        """Return the link to a memento."""
        memento = self.mementos[position]
        return f'<{memento.url}>; rel="{" ".join([*relations, "memento"])}"; datetime="{memento.date}"'

    def format_original_link(self, relation: str = "original") -> str:
        """Return the link to the record itself."""
        return f'<{permanent_urls.build_record_url(self.key)}>; rel="{relation}"'

    def format_timegate_link(self) -> str:
        """Return the link to the TimeGate."""
        return f'<{permanent_urls.build_timegate_url(self.key)}>; rel="timegate"'

    def format_timemap_link(self, relation: str = "timemap") -> str:
        """Return the link to the TimeMap, with the first and the last instant that it covers."""
        link = f'<{permanent_urls.build_history_url(self.key, "link")}>; rel="{relation}"; type="application/link-format"'
        if not self.mementos:
            return link
        return f'{link}; from="{self.mementos[0].date}"; until="{self.mementos[-1].date}"'


def format_date(instant: datetime) -> str:
    """Return an instant as an HTTP date (RFC 9110, 5.6.7)."""
    return http_date(instant.timestamp())


def list_record_mementos(named: RecordKey, history: Iterable[RecordVersion]) -> MementoSeries:
    """Return the versions of a record, with those under its former names; suppressed ones are left out.

    ``named``: its key in addresses; ``history``: its lines.
    """
    versions = (version for version in history if version.outcome == RecordVersion.Outcome.RECORD)
    return MementoSeries(named, [Memento(permanent_urls.build_version_url(version), version.edition) for version in versions])


def list_passage_mementos(state: EditionState, source: str, ref: Reference) -> MementoSeries:
    """Return a passage in each edition in which a sentence of it changed. Raises InvalidReference if there is no such passage."""
    refs = [PassageKey.parse(sentence.identifier).ref for sentence in state.select_passage(source, ref)]
    names = dict.fromkeys(version.identifier for version in list_history(RecordKey("source", source), with_lines=False))
    identifiers = [str(PassageKey(name, sentence)) for name in names for sentence in refs]
    lines = RecordVersion.objects.filter(kind="sentence", identifier__in=identifiers, outcome=RecordVersion.Outcome.RECORD)
    changed = {line.edition: PassageKey.parse(line.identifier).source for line in lines.defer("line").select_related("edition")}
    mementos = [
        Memento(permanent_urls.build_edition_url(RecordKey("passage", str(PassageKey(name, str(ref)))), edition.number), edition)
        for edition, name in sorted(changed.items(), key=lambda item: item[0].number)
    ]
    return MementoSeries(RecordKey("passage", str(PassageKey(source, str(ref)))), mementos)
