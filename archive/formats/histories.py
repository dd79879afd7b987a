"""Histories of records and of the archive: as JSON, as TimeMap (RFC 7089, 5, in the link format of RFC 6690), and as Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.formats.opensearch import ATOM_TYPE, escape_text, join_lines, render_link
from archive.models import Edition, RecordVersion
from archive.versions import permanent_urls
from archive.versions.mementos import MementoSeries

# Maximum entries of a feed
MAX_ENTRIES = 100
Outcome = RecordVersion.Outcome


def describe_history(series: MementoSeries, history: Sequence[RecordVersion]) -> dict[str, Any]:
    """Return the history of a record as plain data, the first version first. Lines that are deferred are not read."""
    versions = []
    for line in history:
        described = {
            "version": line.version,
            "address": permanent_urls.build_version_url(line),
            "edition": line.edition_id,
            "published": line.edition.published,
            "outcome": line.outcome,
            "kind": permanent_urls.ADDRESS_KINDS.get(line.kind, line.kind),
            "identifier": line.identifier,
            "previous": line.previous or None,
        }
        fields = {} if "line" in line.get_deferred_fields() else line.fields
        described |= {name: fields[name] for name in (Outcome.WITHDRAWN, Outcome.RENAMED, "reason") if name in fields}
        versions.append(described)
    return {**_describe_series(series), "versions": versions}


def describe_passage_history(series: MementoSeries) -> dict[str, Any]:
    """Return the editions in which a sentence of a passage changed, as plain data."""
    states = [
        {"address": memento.url, "edition": memento.edition.number, "published": memento.edition.published}
        for memento in series.mementos
    ]
    return {**_describe_series(series), "states": states}


def _describe_series(series: MementoSeries) -> dict[str, Any]:
    return {
        "kind": permanent_urls.ADDRESS_KINDS.get(series.key.kind, series.key.kind),
        "identifier": series.key.identifier,
        "permanent": permanent_urls.build_record_url(series.key),
        "timemap": permanent_urls.build_history_url(series.key, "link"),
        "feed": permanent_urls.build_history_url(series.key, "atom"),
    }


def format_timemap(series: MementoSeries) -> str:
    """Return a TimeMap: the original, the TimeMap itself, the TimeGate and all mementos, a link a line."""
    last = len(series.mementos) - 1
    names: dict[int, list[str]] = {position: [] for position in range(last + 1)}
    if series.mementos:
        names[0].append("first")
        names[last].append("last")
    links = [
        series.format_original_link(),
        series.format_timegate_link(),
        series.format_timemap_link("self"),
        *(series.format_memento(position, *relations) for position, relations in names.items()),
    ]
    return ",\n".join(links) + "\n"


def format_history_feed(series: MementoSeries, entries: Sequence[dict[str, Any]]) -> str:
    """Return the newest entries of a history as a feed in the active language."""
    permanent = permanent_urls.build_record_url(series.key)
    title = _("Shawahid: history of %(record)s") % {"record": series.key}
    notes = {edition.number: edition.note for edition in Edition.objects.filter(number__in={entry["edition"] for entry in entries})}
    rows = [
        (
            entry["address"],
            _format_entry_title(entry),
            entry["published"],
            (entry.get("reason") or {}).get(get_language()) or notes[entry["edition"]],
        )
        for entry in reversed(entries[-MAX_ENTRIES:])
    ]
    return _render_feed(title, permanent_urls.build_history_url(series.key, "atom"), permanent, rows)


def _format_entry_title(entry: dict[str, Any]) -> str:
    outcomes = {
        Outcome.RECORD: _("Version of edition %(edition)s"),
        Outcome.WITHDRAWN: _("Withdrawn in edition %(edition)s"),
        Outcome.RENAMED: _("Renamed in edition %(edition)s"),
        Outcome.SUPPRESSED: _("Suppressed version of edition %(edition)s"),
    }
    return outcomes[entry.get("outcome", Outcome.RECORD)] % {"edition": entry["edition"]}


def format_editions_feed(editions: Iterable[Edition]) -> str:
    """Return editions, the newest first, as a feed in the active language."""
    rows = [
        (
            permanent_urls.build_archive_edition_url(edition.number),
            _("Edition %(number)s") % {"number": edition.number},
            edition.published,
            edition.note,
        )
        for edition in editions
    ]
    address = settings.CANONICAL_ORIGIN + reverse("editions")
    return _render_feed(_("Shawahid: editions"), permanent_urls.build_editions_url("atom"), address, rows)


def _render_feed(title: str, own: str, page: str, rows: Sequence[tuple[str, str, str, str]]) -> str:
    """Return a feed; ``rows``: the address, title, instant and summary of each entry, the newest first."""
    author = _("Shawahid")
    return join_lines(
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{get_language()}">',
        f"<title>{escape_text(title)}</title><id>{escape_text(own)}</id><updated>{rows[0][2] if rows else '1970-01-01T00:00:00Z'}</updated>",
        f"<author><name>{escape_text(author)}</name></author>",
        render_link("self", ATOM_TYPE, own),
        render_link("alternate", "text/html", page),
        *(
            f"<entry><id>{escape_text(address)}</id><title>{escape_text(name)}</title><updated>{published}</updated>"
            f"{render_link('alternate', 'text/html', address)}<summary>{escape_text(summary)}</summary></entry>"
            for address, name, published, summary in rows
        ),
        "</feed>",
    )
