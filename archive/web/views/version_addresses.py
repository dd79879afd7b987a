"""Permanent addresses below those of records: of their versions, of their state in an edition, and of their history.

``/id/<kind>/<identifier>/<version>`` is a version for ever: its ``.json`` is the line of the ledger, all else is drawn from that line by
the present code. ``…/edition/<n>`` is the record as its page showed it in an edition, ``…/versions`` its history and TimeMap.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from archive.addresses import PassageKey, RecordKey
from archive.formats import FORMAT_NAMES, MEDIA_TYPES
from archive.formats.cited_states import CITED_KINDS, describe_cited_edition
from archive.formats.histories import describe_history, describe_passage_history, format_history_feed, format_timemap
from archive.formats.past_records import describe_state, write_past_format
from archive.formats.past_representations import represent_past_span
from archive.models import Edition, RecordVersion
from archive.text.references import InvalidReference, Reference, parse_reference, split_numbers
from archive.versions import permanent_urls
from archive.versions.edition_state import EditionState
from archive.versions.history import (
    MIN_VERSION_DIGITS,
    AmbiguousVersion,
    UnknownVersion,
    find_version_before,
    follow_renames,
    get_current_edition,
    list_history,
    load_history,
    load_reasons,
    select_version,
)
from archive.versions.mementos import MementoSeries, list_passage_mementos, list_record_mementos
from archive.versions.record_state import RecordState, load_passage_state, load_record_state
from archive.versions.record_titles import get_title
from archive.vocabulary import OTHER_LANGUAGE, RECORD_KIND_PLURALS
from archive.web import record_pages
from archive.web.headers import format_links, list_history_links, preferred_media_type
from archive.web.memento_headers import add_memento_headers, add_version_headers
from archive.web.record_fields import read_record_fields
from archive.web.record_kinds import HTML, RecordKind
from archive.web.record_page import describe_past_record
from archive.web.signposting import format_state_links
from archive.web.views import versions
from archive.web.views.address_problems import AddressProblem
from archive.web.views.permanent import SeeOtherResponse, render_unknown_format

# Formats of a version or a state that are drawn from the ledger's record; of these a kind has those that it has of its records.
PAST_FORMATS = ("jsonld", "csl.json", "bib", "ris", "txt")
HISTORY_FORMATS = ("json", "link", "atom")
# Maximum related records of a kind on the page of a state; its JSON has all.
MAX_RELATED = 500
Outcome = RecordVersion.Outcome
RELATED_NAMES = {
    "claims": RECORD_KIND_PLURALS["claim"],
    "differs_from": gettext_lazy("Claims that differ from it"),
    "places": gettext_lazy("Camps and places"),
    "questions": gettext_lazy("Questions that it answers"),
    "routes": RECORD_KIND_PLURALS["route"],
    "sentences": RECORD_KIND_PLURALS["sentence"],
    "sources": RECORD_KIND_PLURALS["source"],
    "subjects": gettext_lazy("Camps, places and routes"),
}


@dataclass(frozen=True, eq=False)
class AddressView:
    """View of one sort of address of a kind, which chooses the format by suffix or ``Accept``.

    ``respond`` is called with the view, the request, a format or "" for the page, and the arguments of the path; it may raise
    AddressProblem.
    """

    name: str
    formats: tuple[str, ...]
    respond: Callable[..., HttpResponseBase]
    kind: RecordKind | None = None

    @property
    def offers(self) -> tuple[str, ...]:
        """Return the media types between which ``Accept`` chooses: the page's first, then those of the formats."""
        return (HTML, *(_strip_parameters(MEDIA_TYPES[suffix]) for suffix in self.formats))

    def __call__(self, request: HttpRequest, suffix: str = "", **arguments: str) -> HttpResponseBase:
        if suffix:
            if suffix not in self.formats:
                return render_unknown_format(request, suffix, self.list_formats(request, suffix))
            return self.call(request, suffix, **arguments)
        media_type = preferred_media_type(request.headers.get("Accept", ""), self.offers)
        response: HttpResponseBase
        if media_type is None:
            response = render(request, "web/not_acceptable.html", {"formats": self.list_formats(request)}, status=406)
        else:
            chosen = next((format_ for format_ in self.formats if _strip_parameters(MEDIA_TYPES[format_]) == media_type), "")
            response = self.call(request, chosen, **arguments)
            if chosen and response.status_code == 200:
                response.headers["Content-Location"] = f"{request.path}.{chosen}"
        patch_vary_headers(response, ("Accept",))
        return response

    def call(self, request: HttpRequest, format_: str, **arguments: str) -> HttpResponseBase:
        """Return the response in a format, or the page if it is empty; a problem in the same form."""
        try:
            return self.respond(self, request, format_, **arguments)
        except AddressProblem as problem:
            return problem.render(request, as_page=not format_)

    def list_formats(self, request: HttpRequest, suffix: str = "") -> list[dict[str, str]]:
        """Return the formats of the address of a request: name, address and media type."""
        address = request.build_absolute_uri(request.path).removesuffix(f".{suffix}")
        return [
            {"name": FORMAT_NAMES[format_], "address": f"{address}.{format_}", "type": MEDIA_TYPES[format_]}
            for format_ in self.formats
        ]


def make_version_view(name: str, kind: RecordKind | None) -> AddressView:
    """Return the view of the versions of a kind, named as in addresses; ``kind``: its formats, None if its records have no address."""
    return AddressView(name, _list_past_formats(kind), respond_version, kind)


def make_state_view(name: str, kind: RecordKind | None) -> AddressView:
    """Return the view of the records of a kind in an edition."""
    return AddressView(name, _list_past_formats(kind), respond_state, kind)


def make_history_view(name: str, kind: RecordKind | None) -> AddressView:
    """Return the view of the histories of a kind."""
    return AddressView(name, HISTORY_FORMATS, respond_history, kind)


def make_part_view(name: str) -> AddressView:
    """Return the view of the records of a kind that are parts of a page, such as the terms of the glossary."""
    return AddressView(name, (), respond_part)


def _list_past_formats(kind: RecordKind | None) -> tuple[str, ...]:
    return ("json", *(suffix for suffix in PAST_FORMATS if kind and suffix in kind.formats))


def _strip_parameters(media_type: str) -> str:
    return media_type.partition(";")[0]


def parse_passage(identifier: str) -> tuple[RecordKey, Reference]:
    """Return the key of the source of a passage, and its reference there. Raises AddressProblem."""
    source, text = PassageKey.parse(identifier)
    try:
        return RecordKey("source", source), parse_reference(text)
    except InvalidReference:
        raise AddressProblem(
            404, _("A passage is named by its source and a reference such as 3, 3.5, 3.4-3.5 or 3.5@12-40.")
        ) from None


def parse_address(name: str, identifier: str) -> tuple[RecordKey, Reference | None]:
    """Return the key in the ledger of the record at an address; of a passage that is no single sentence, of its source, and its reference.

    Raises AddressProblem.
    """
    if name != "passage":
        return RecordKey(name, identifier), None
    source, ref = parse_passage(identifier)
    if _is_in_sentence(ref) and not ref.characters:
        return RecordKey("sentence", str(PassageKey(source.identifier, ref.first))), None
    return source, ref


def _is_in_sentence(ref: Reference) -> bool:
    return ref.first == ref.last and len(split_numbers(ref.first)) == 2


def respond_version(view: AddressView, request: HttpRequest, format_: str, identifier: str, version: str) -> HttpResponse:
    """Return a version of a record; 301 from other ways to name it."""
    key, ref = parse_address(view.name, identifier)
    if ref:
        address = permanent_urls.build_record_url(RecordKey("passage", identifier))
        words = _("Versions have the single sentences of a source. Other passages are named by their address and an edition.")
        raise AddressProblem(404, words, [(address, address)])
    current, history = load_history(key)
    try:
        line = select_version(history, version.lower())
    except (AmbiguousVersion, UnknownVersion) as error:
        if not format_:
            return _render_version_page(request, key, version.lower())
        raise _make_version_problem(key, version, error) from error
    if redirect := _redirect_to_canonical(request, permanent_urls.build_version_url(line)):
        return redirect
    if not format_:
        return _render_version_page(request, current, line.version[: permanent_urls.VERSION_DIGITS])
    if line.outcome == Outcome.SUPPRESSED:
        raise _make_suppression_problem(line)
    if format_ == "json":
        response = _make_response(line.line, "json", RecordState(EditionState(line.edition), line.key, line))
    elif line.outcome == Outcome.RECORD:
        past = RecordState(EditionState(line.edition), line.key, line)
        response = _write_past(view, past, format_, permanent_urls.build_version_url(line))
    else:
        words = _("The ledger says here what became of the record; only .json has it.")
        raise AddressProblem(410, words, [_make_link(permanent_urls.build_version_url(line, "json"))])
    response = add_version_headers(response, current, history, line)
    suffixes = view.formats if line.outcome == Outcome.RECORD else () if line.outcome == Outcome.SUPPRESSED else ("json",)
    if suffixes:
        response.headers["Link"] += f", {format_state_links(permanent_urls.build_version_url(line), suffixes, format_)}"
    return response


def respond_state(view: AddressView, request: HttpRequest, format_: str, identifier: str, number: str) -> HttpResponse:
    """Return a record as it was in an edition; 301 to the name that it had then, 410 if it was withdrawn."""
    key, ref = parse_passage(identifier) if view.name == "passage" else (RecordKey(view.name, identifier), None)
    edition = find_edition(number)
    line = _find_line_in(key, RecordKey(view.name, identifier), edition)
    named = _rename(line.key, ref)
    address = permanent_urls.build_edition_url(named, edition.number)
    if redirect := _redirect_to_canonical(request, address):
        return redirect
    state = EditionState(edition)
    try:
        past = load_passage_state(state, line, ref) if ref else load_record_state(state, line)
    except InvalidReference:
        words = _("The source had no such passage in edition %(edition)s.") % {"edition": edition.number}
        raise AddressProblem(404, words, [_make_link(permanent_urls.build_edition_url(line.key, edition.number))]) from None
    if not format_:
        response = _render_state_page(request, past, address, view.kind)
    elif format_ == "json":
        response = _make_response(_write_json(describe_state(past)), "json", past)
    else:
        response = _write_past(view, past, format_, address)
    current, history = load_history(key)
    add_memento_headers(response, _list_mementos(_rename(current, ref)), edition, is_alive=history[-1].is_in_force)
    response.headers["Link"] += f", {format_state_links(address, view.formats, format_)}"
    return response


def respond_history(view: AddressView, request: HttpRequest, format_: str, identifier: str) -> HttpResponse:
    """Return the history of a record, as JSON, TimeMap or feed; 303 to its page; 301 to that of the record that it became."""
    key, ref = parse_address(view.name, identifier)
    current, history = load_history(key)
    if not history:
        raise _make_unknown_problem(RecordKey(view.name, identifier))
    named = _rename(current, ref)
    if redirect := _redirect_to_canonical(request, permanent_urls.build_history_url(named)):
        return redirect
    if not format_:
        return SeeOtherResponse(record_pages.build_history_url(_choose_history_page(current, ref)))
    series = _list_mementos(named)
    if format_ == "link":
        text = format_timemap(series)
    elif ref:
        described = describe_passage_history(series)
        text = _write_json(described) if format_ == "json" else format_history_feed(series, described["states"])
    else:
        described = describe_history(series, load_reasons(list_history(current, with_lines=False)))
        text = _write_json(described) if format_ == "json" else format_history_feed(series, described["versions"])
    response = _make_response(text, format_)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Link"] = f"{series.format_original_link()}, {series.format_timegate_link()}"
    return response


def respond_part(view: AddressView, request: HttpRequest, format_: str, identifier: str) -> HttpResponse:
    """Return 303 to the page that shows a record, or to its history; 301 if the record was renamed, 410 if it was withdrawn."""
    key = RecordKey(view.name, identifier)
    current, last = follow_renames(key)
    if last is None:
        raise _make_unknown_problem(key)
    if redirect := _redirect_to_canonical(request, permanent_urls.build_record_url(current)):
        return redirect
    if last.outcome == Outcome.WITHDRAWN:
        words = {"record": key, "day": last.fields["withdrawn"], "reason": (last.reason or {}).get(get_language(), "")}
        raise AddressProblem(
            410, _("%(record)s was withdrawn on %(day)s: %(reason)s") % words, [_make_link(permanent_urls.build_history_url(key))]
        )
    response = SeeOtherResponse(record_pages.build_page_url(current) or record_pages.build_history_url(current))
    response.headers["Link"] = format_links(list_history_links(permanent_urls.build_record_url(current)))
    return response


def load_series(name: str, identifier: str) -> MementoSeries:
    """Return the mementos of the record at an address. Raises AddressProblem if there never was such a record."""
    key, ref = parse_address(name, identifier)
    current, history = load_history(key)
    if not history:
        raise _make_unknown_problem(RecordKey(name, identifier))
    return _list_mementos(_rename(current, ref))


def _list_mementos(named: RecordKey) -> MementoSeries:
    """Return the mementos of a record under its present name. Raises AddressProblem if its source has no such passage."""
    key, ref = parse_address(*named)
    if not ref:
        return list_record_mementos(named, list_history(key, with_lines=False))
    history = list_history(key, with_lines=False)
    final = next((line.edition for line in reversed(history) if line.is_in_force), None)
    edition = get_current_edition() if history[-1].is_in_force else final
    try:
        return list_passage_mementos(EditionState(edition or history[-1].edition), key.identifier, ref)
    except InvalidReference:
        raise _make_unknown_problem(named) from None


def find_edition(number: str) -> Edition:
    """Return an edition until the current one. Raises AddressProblem."""
    current = get_current_edition()
    edition = Edition.objects.filter(number=int(number)).first() if current and int(number) <= current.number else None
    if edition is None:
        words = _("There is no edition %(edition)s; the last one is %(last)s.")
        raise AddressProblem(404, words % {"edition": int(number), "last": current.number if current else 0})
    return edition


def _find_line_in(key: RecordKey, named: RecordKey, edition: Edition) -> RecordVersion:
    """Return the version of a record in force in an edition, under the name that it had then. Raises AddressProblem."""
    current, last = follow_renames(key, until=edition.number)
    if last is None:
        raise _make_unknown_problem(named)
    history = list_history(current, with_lines=False)
    line = next((line for line in reversed(history) if line.edition_id <= edition.number and line.outcome != Outcome.RENAMED), None)
    words = {"record": named, "edition": edition.number}
    if line is None:
        first = history[0]
        words["first"] = first.edition_id
        sentence = _("%(record)s did not exist in edition %(edition)s; it was first published in edition %(first)s.")
        raise AddressProblem(404, sentence % words, [_make_link(permanent_urls.build_edition_url(first.key, first.edition_id))])
    if line.outcome == Outcome.WITHDRAWN:
        before = find_version_before(history, history.index(line))
        words |= {"day": line.fields["withdrawn"], "reason": (line.reason or {}).get(get_language(), "")}
        sentence = _("%(record)s was withdrawn on %(day)s and is not in edition %(edition)s: %(reason)s")
        raise AddressProblem(410, sentence % words, [_make_link(permanent_urls.build_version_url(before))] if before else [])
    if line.outcome == Outcome.SUPPRESSED:
        raise _make_suppression_problem(line)
    return RecordVersion.objects.select_related("edition").get(pk=line.pk)


def _make_version_problem(key: RecordKey, name: str, error: UnknownVersion | AmbiguousVersion) -> AddressProblem:
    words: dict[str, object] = {"record": _rename(key), "name": name}
    if isinstance(error, AmbiguousVersion):
        links = [_make_link(permanent_urls.build_version_url(line)) for line in error.versions]
        return AddressProblem(300, _("The names of several versions of %(record)s begin with %(name)s.") % words, links)
    if len(name) < MIN_VERSION_DIGITS:
        words["minimum"] = MIN_VERSION_DIGITS
        return AddressProblem(404, _("A version is named by %(minimum)s hexadecimal digits or more.") % words)
    if error.other:
        words["other"] = _rename(error.other.key)
        links = [_make_link(permanent_urls.build_version_url(error.other))]
        return AddressProblem(404, _("%(name)s is a version of %(other)s, not of %(record)s.") % words, links)
    links = [_make_link(permanent_urls.build_history_url(key))]
    return AddressProblem(404, _("%(record)s has no version %(name)s.") % words, links)


def _make_suppression_problem(line: RecordVersion) -> AddressProblem:
    reason = (line.reason or {}).get(get_language(), "")
    words = _("The archive may no longer show this version. Its place in the ledger and its digest remain. %(reason)s")
    return AddressProblem(451, (words % {"reason": reason}).strip(), version=line.version, edition=line.edition_id)


def _make_unknown_problem(key: RecordKey) -> AddressProblem:
    return AddressProblem(404, _("The archive never had %(record)s.") % {"record": key})


def _make_link(address: str) -> tuple[str, str]:
    return address, address


def _rename(key: RecordKey, ref: Reference | None = None) -> RecordKey:
    """Return the key in addresses of a record, or of a passage of a source."""
    if ref:
        return RecordKey("passage", str(PassageKey(key.identifier, str(ref))))
    return permanent_urls.name_in_addresses(key)


def _choose_history_page(key: RecordKey, ref: Reference | None) -> RecordKey:
    """Return the record whose page has the history of a passage: its sentence if it is in one, else its source."""
    if ref and _is_in_sentence(ref):
        return RecordKey("sentence", str(PassageKey(key.identifier, ref.first)))
    return key


def _redirect_to_canonical(request: HttpRequest, address: str) -> HttpResponse | None:
    """Return a redirect to an address, given without its suffix, unless it is that of the request."""
    suffix = request.resolver_match.kwargs.get("suffix") if request.resolver_match else ""
    path = urlsplit(address).path + (f".{suffix}" if suffix else "")
    return None if request.path == path else HttpResponse(status=301, headers={"Location": path})


def _render_version_page(request: HttpRequest, key: RecordKey, version: str) -> HttpResponse:
    """Render the page of a version at its permanent address."""
    source, ref = PassageKey.parse(key.identifier)
    return versions.record_version(request, kind=key.kind, identifier=source, version=version, ref=ref)


def _render_state_page(request: HttpRequest, past: RecordState, address: str, kind: RecordKind | None) -> HttpResponse:
    """Render a record as it was in an edition, with the records that its page showed, each with its version."""
    record, language, is_passage = past.record, get_language(), past.span is not None
    related = {name: lines for name, lines in past.related.items() if not (is_passage and name == "sentences")}
    context = {
        "past": past,
        "title": (past.text or str(past.key)) if is_passage else get_title(past.key, record)[language],
        "shown_edition": past.state.edition,
        "fields": [] if is_passage else read_record_fields(past.key, record),
        "sentences": [(line, read_record_fields(line.key, line.record or {})) for line in past.related.get("sentences", ())]
        if is_passage
        else [],
        "related": [
            (
                RELATED_NAMES[name],
                [
                    (line, permanent_urls.build_version_url(line), get_title(line.key, line.record)[language])
                    for line in lines[:MAX_RELATED]
                ],
                max(0, len(lines) - MAX_RELATED),
            )
            for name, lines in related.items()
        ],
        "mentions": [represent_past_span(past.state, mention) for _source, mention in past.mentions[:MAX_RELATED]],
        "version_address": permanent_urls.build_version_url(past.version),
        "page_address": permanent_urls.build_record_url(past.key),
        "permanent": address,
        **(_describe_state(kind, past) if kind else {}),
        "other_address": _find_living_page(past.key),
    }
    return render(request, "versions/record_in_edition.html", context)


def _describe_state(kind: RecordKind, past: RecordState) -> dict[str, object]:
    """Return the metadata by which a record in an edition is cited; none if the source of a passage is not in the ledger."""
    record = kind.represent_past(past)
    if record["kind"] == "passage" and record["source"] is None:
        return {}
    if past.key.kind in CITED_KINDS and not past.passage:
        record |= {"cited": describe_cited_edition(past.key, past.state.edition.number)}
    return describe_past_record(record, get_language())


def _find_living_page(key: RecordKey) -> str:
    """Return the address of the record's own page in the other language: the state has one address for both."""
    with override(OTHER_LANGUAGE[get_language() or settings.LANGUAGE_CODE]):
        return record_pages.build_page_url(key) or reverse("home")


def _write_past(view: AddressView, past: RecordState, format_: str, address: str) -> HttpResponse:
    """Return a prior state in a format of its kind, drawn by the present code."""
    if view.kind is None:
        raise Http404
    record = view.kind.represent_past(past)
    if format_ == "txt" and record["text"] is None:
        words = _("The text of the source is not in the loaded edition. It is in the folder “texts” of the ledger, by its SHA-256.")
        raise AddressProblem(404, words, sha256=past.record["text"]["sha256"])
    return _make_response(write_past_format(view.kind, record, past, format_, address), format_, past)


def _make_response(text: str, format_: str, past: RecordState | None = None) -> HttpResponse:
    response = HttpResponse(text.encode(), content_type=MEDIA_TYPES[format_])
    if past:
        name = f"{past.key.identifier.replace(':', '-')}-{past.version.version[: permanent_urls.VERSION_DIGITS]}.{format_}"
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _write_json(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
