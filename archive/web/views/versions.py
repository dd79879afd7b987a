"""Pages of editions, of the history of each record, and of its versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from archive.addresses import PassageKey, RecordKey
from archive.formats.cited_states import VERSION_KINDS, describe_cited_version
from archive.formats.past_representations import represent_past_claim
from archive.models import Edition, RecordVersion
from archive.versions import permanent_urls
from archive.versions.change_rows import ChangeRow, list_change_rows
from archive.versions.edition_state import EditionState
from archive.versions.history import (
    VERSION_DIGITS,
    AmbiguousVersion,
    ChangeKind,
    UnknownVersion,
    count_changes,
    find_version_before,
    get_current_edition,
    list_changes,
    load_history,
    load_previous_lines,
    select_version,
)
from archive.versions.record_state import RecordState
from archive.versions.record_titles import get_title
from archive.web.cache.cache_key import reads_parameters
from archive.web.memento_headers import add_version_headers
from archive.web.page_urls import (
    build_history_url,
    build_page_url,
    build_version_url,
    describe_translations,
)
from archive.web.paging import paginate
from archive.web.record_fields import load_source_languages, read_record_fields
from archive.web.record_page import describe_past_record

EDITIONS_PER_PAGE, CHANGES_PER_PAGE, VERSIONS_PER_PAGE = 30, 60, 20
# Maximum later versions that a version's page names
MAX_LATER_LINES = 10
# Maximum changes between two versions on a page, and changed fields in a sentence
MAX_CHANGES, MAX_LABELS = 100, 4
# By the kind of record, the field with its identifier, if it is not named like the kind
OWN_FIELDS = {"camp": "place", "sentence": "ref", "story": "line"}


@dataclass(frozen=True)
class HistoryEntry:
    """A line of the ledger with what it does to its record.

    ``title``: of the record, in the active language; ``changes``: the first against the version before; ``more_changes``: how many
    more there are; ``former``: the key of the record
    that it continues under a new name.
    """

    line: RecordVersion
    change: str
    title: str
    changes: Sequence[ChangeRow] = ()
    more_changes: int = 0
    former: RecordKey | None = None

    @property
    def key(self) -> RecordKey:
        """Return the key of the record."""
        return self.line.key

    @property
    def target(self) -> RecordKey | None:
        """Return the key under which a renamed record goes on."""
        renamed = self.line.fields.get("renamed")
        return RecordKey.parse(renamed) if renamed else None

    @property
    def day(self) -> date | None:
        """Return the day of a withdrawal; None if it is none."""
        day = self.line.fields.get("withdrawn")
        return date.fromisoformat(day) if day else None

    @property
    def reason(self) -> str:
        """Return the reason that the line states, in the active language; empty if it states none."""
        return (self.line.reason or {}).get(get_language(), "")

    @property
    def why(self) -> str:
        """Return the reason of the change, or else the note of the edition."""
        return self.reason or self.line.edition.note

    @property
    def changed_labels(self) -> list[str]:
        """Return the first labels of the fields that changed, each once."""
        labels: list[str] = list(dict.fromkeys(change.label for change in self.changes))
        return labels if len(labels) <= MAX_LABELS else [*labels[:MAX_LABELS], "…"]

    @property
    def address(self) -> str:
        """Return the address of the page of the line."""
        return build_version_url(self.line.key, self.line.version)

    @property
    def history_address(self) -> str:
        """Return the address of the history of the record."""
        return build_history_url(self.target or self.line.key)


@reads_parameters("page")
def editions(request: HttpRequest) -> HttpResponse:
    """Render a page of the editions, the newest first. ``?page=``: its number."""
    listed = paginate(Edition.objects.order_by("-number"), request, "page", EDITIONS_PER_PAGE)
    return render(request, "versions/editions.html", {"listed": listed})


@reads_parameters("page", "change")
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """Render an edition: its note, its digests, and a page of what is new in it. ``?change=``: only lines of this ChangeKind."""
    edition = get_object_or_404(Edition, number=number)
    chosen = request.GET.get("change", "")
    if chosen and chosen not in ChangeKind.values:
        raise Http404
    lines, counts = list_changes(number, chosen).select_related("edition"), count_changes(number)
    count = counts.get(chosen, 0) if chosen else sum(counts.values())
    listed = paginate(lines, request, "page", CHANGES_PER_PAGE, count=count)
    context = {
        "shown_edition": edition,
        "listed": listed,
        "entries": _make_change_entries(list(listed)),
        "counts": counts,
        "chosen": chosen,
        "before": f"change={chosen}" if chosen else "",
        "permanent": permanent_urls.build_archive_edition_url(number),
        "is_last": edition == get_current_edition(),
        "seals": sorted(edition.seals.values_list("suffix", flat=True)),
    }
    return render(request, "versions/edition.html", context)


def _make_change_entries(lines: list) -> list[HistoryEntry]:
    """Return the entries of annotated lines. Two queries: lines of withdrawals have the title of the record that they follow."""
    previous = load_previous_lines(lines)
    earlier = load_previous_lines(previous.values()) if any(not line.is_in_force for line in previous.values()) else {}
    entries = []
    for line in lines:
        before = previous.get(line.previous)
        titled = next(
            (version for version in (line, before, before and earlier.get(before.previous)) if version and version.record), None
        )
        title = get_title(line.key, titled.record if titled else None)[get_language()]
        former = before.key if before and before.key != line.key else None
        entries.append(HistoryEntry(line, line.change, title, former=former))
    return entries


@reads_parameters("page")
def record_versions(request: HttpRequest, kind: str, identifier: str, ref: str = "") -> HttpResponse:
    """Render the history of a record, the newest version first; 301 to that of the record that it became. ``?page=``: its number."""
    key, history = _load_history(kind, identifier, ref)
    if key != _make_key(kind, identifier, ref):
        return HttpResponsePermanentRedirect(build_history_url(key))
    listed = paginate(history[::-1], request, "page", VERSIONS_PER_PAGE)
    entries = _make_history_entries(history, list(listed))
    final = next((entry for entry in entries if entry.line.is_in_force), entries[0])
    context = {
        "key": key,
        "title": final.title,
        "entries": entries,
        "listed": listed,
        "last": history[-1],
        "page_address": build_page_url(key) if history[-1].is_in_force else "",
        "permanent": permanent_urls.build_history_url(key),
    }
    return render(request, "versions/history.html", context)


@reads_parameters()
def record_version(request: HttpRequest, kind: str, identifier: str, version: str, ref: str = "") -> HttpResponse:
    """Render a version of a record; 301 from other ways to write its name, 300 or 404 if it is not one version, 451 if suppressed.

    It has the headers of a memento (RFC 7089), as at its permanent address.
    """
    key, history = _load_history(kind, identifier, ref)
    try:
        line = select_version(history, version)
    except AmbiguousVersion as error:
        return _render_no_version(request, key, version, error.versions, 300)
    except UnknownVersion as error:
        return _render_no_version(request, key, version, [error.other] if error.other else [], 404)
    if key != _make_key(kind, identifier, ref) or version != line.version[:VERSION_DIGITS]:
        return HttpResponsePermanentRedirect(build_version_url(key, line.version))
    at = history.index(line)
    if line.outcome == RecordVersion.Outcome.SUPPRESSED:
        return add_version_headers(_render_suppressed(request, key, line), key, history, line)
    shown = history[at : at + 1 + MAX_LATER_LINES]
    entries = {entry.line.pk: entry for entry in _make_history_entries(history, [*shown, history[-1]])}
    entry, *later = (entries[shown_line.pk] for shown_line in shown)
    last, line = entries[history[-1].pk], entry.line
    record = line.record
    context = {
        "key": key,
        "entry": entry,
        "title": entry.title,
        "last": last,
        "later": later,
        "next": next((entry for entry in later if entry.changes), None),
        **_compare_with_current(line, last.line),
        "fields": read_record_fields(line.key, record) if record else [],
        "is_last": line == history[-1],
        "page_address": build_page_url(key) if history[-1].is_in_force else "",
        "permanent": permanent_urls.build_version_url(line),
        "history_address": build_history_url(key),
        **(_describe_claim(line) if record and line.kind in VERSION_KINDS else {"described": entry.title}),
        **describe_translations(lambda: build_version_url(key, line.version)),
    }
    return add_version_headers(render(request, "versions/version.html", context), key, history, line)


def _render_suppressed(request: HttpRequest, key: RecordKey, line: RecordVersion) -> HttpResponse:
    """Render the reason that is in place of a suppressed version."""
    line.refresh_from_db(fields=["line"])
    reason = (line.reason or {}).get(get_language(), "")
    context = {"line": line, "reason": reason, "history_address": build_history_url(key)}
    return render(request, "versions/suppressed.html", context, status=451)


def _describe_claim(line: RecordVersion) -> dict[str, object]:
    """Return the metadata by which a version of a claim is cited."""
    claim = represent_past_claim(RecordState(EditionState(line.edition), line.key, line))
    return describe_past_record({**claim, "cited": describe_cited_version(line)}, get_language())


def _compare_with_current(line: RecordVersion, last: RecordVersion) -> dict[str, object]:
    """Return whether a record still reads as in a version, and the changes since then if it is still in force."""
    before, after = line.record, last.record
    if before is None or after is None:
        return {"is_current": False, "changes_since": []}
    # The identifier of the record, and its place in a list, are not what it says.
    ignored = {OWN_FIELDS.get(line.kind, line.kind), "follows"}
    before, after = ({name: value for name, value in record.items() if name not in ignored} for record in (before, after))
    changes = list_change_rows(line.kind, before, after, load_source_languages(after))
    return {
        "is_current": not changes,
        "changes_since": changes[:MAX_CHANGES],
        "more_changes": max(0, len(changes) - MAX_CHANGES),
    }


def _make_key(kind: str, identifier: str, ref: str) -> RecordKey:
    return RecordKey(kind, str(PassageKey(identifier, ref)) if ref else identifier)


def _load_history(kind: str, identifier: str, ref: str) -> tuple[RecordKey, list[RecordVersion]]:
    """Return the key that a record has now, and its history without lines. Raises Http404 if there never was such a record."""
    key, history = load_history(_make_key(kind, identifier, ref))
    if not history:
        raise Http404
    return key, history


def _make_history_entries(history: list[RecordVersion], lines: Iterable[RecordVersion]) -> list[HistoryEntry]:
    """Return the entries of some lines of a history, compared with the version before each. Two queries."""
    positions = {line.pk: at for at, line in enumerate(history)}
    before = {line.pk: find_version_before(history, positions[line.pk]) for line in lines}
    needed = {*before, *(line.pk for line in before.values() if line)}
    loaded = {line.pk: line for line in RecordVersion.objects.filter(pk__in=needed).select_related("edition")}
    languages = load_source_languages([line.record for line in loaded.values()])
    return [
        _compare_entry(
            loaded[pk], history[positions[pk] - 1] if positions[pk] else None, loaded[former.pk] if former else None, languages
        )
        for pk, former in before.items()
    ]


def _compare_entry(
    line: RecordVersion, previous: RecordVersion | None, before: RecordVersion | None, languages: Mapping[str, str]
) -> HistoryEntry:
    """Return the entry of a line that follows ``previous``; ``before``: the last version before it."""
    record, former_record = line.record, before.record if before else None
    title = get_title(line.key, record or former_record)[get_language()]
    if record is None:
        return HistoryEntry(line, line.outcome, title)
    if previous is None:
        return HistoryEntry(line, ChangeKind.ADDED, title)
    changes = list_change_rows(line.kind, former_record, record, languages) if former_record else ()
    change = ChangeKind.RETURNED if previous.outcome == RecordVersion.Outcome.WITHDRAWN else ChangeKind.CHANGED
    former = previous.key if previous.key != line.key else None
    return HistoryEntry(line, change, title, changes[:MAX_CHANGES], max(0, len(changes) - MAX_CHANGES), former)


def _render_no_version(request: HttpRequest, key: RecordKey, name: str, versions: list[RecordVersion], status: int) -> HttpResponse:
    """Render the answer to a name that is not one version of a record: ``versions`` are those that may be meant."""
    context = {
        "key": key,
        "name": name[:64],
        "versions": [(line, build_version_url(line.key, line.version)) for line in versions],
        "history_address": build_history_url(key),
        "is_ambiguous": status == 300,
    }
    return render(request, "versions/no_such_version.html", context, status=status)
