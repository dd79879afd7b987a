"""Permanent addresses of histories, ``/id/<kind>/<identifier>/versions``, and of records that are parts of a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.addresses import PassageKey, RecordKey
from archive.formats import write_json
from archive.formats.histories import describe_history, describe_passage_history, format_history_feed, format_timemap
from archive.models import RecordVersion
from archive.text.references import InvalidReference, Reference
from archive.versions import permanent_urls
from archive.versions.edition_state import EditionState
from archive.versions.history import (
    follow_renames,
    get_current_edition,
    list_history,
    load_history,
    load_reasons,
)
from archive.versions.mementos import MementoSeries, list_passage_mementos, list_record_mementos
from archive.web import page_urls
from archive.web.headers import format_links, list_history_links
from archive.web.record_kinds import RecordKind
from archive.web.views.address_problems import AddressProblem
from archive.web.views.address_view import AddressView, make_response, redirect_to_canonical
from archive.web.views.permanent import SeeOtherResponse
from archive.web.views.record_addresses import is_in_sentence, make_link, make_unknown_problem, name_record, parse_address

HISTORY_FORMATS = ("json", "link", "atom")
Outcome = RecordVersion.Outcome


def make_history_view(name: str, kind: RecordKind | None) -> AddressView:
    """Return the view of the histories of a kind."""
    return AddressView(name, HISTORY_FORMATS, respond_history, kind)


def make_part_view(name: str) -> AddressView:
    """Return the view of the records of a kind that are parts of a page, such as the terms of the glossary."""
    return AddressView(name, (), respond_part)


def respond_history(view: AddressView, request: HttpRequest, format_: str, identifier: str) -> HttpResponse:
    """Return the history of a record, as JSON, TimeMap or feed; 303 to its page; 301 to that of the record that it became."""
    key, ref = parse_address(view.name, identifier)
    current, history = load_history(key)
    if not history:
        raise make_unknown_problem(RecordKey(view.name, identifier))
    named = name_record(current, ref)
    if redirect := redirect_to_canonical(request, permanent_urls.build_history_url(named)):
        return redirect
    if not format_:
        return SeeOtherResponse(page_urls.build_history_url(_choose_history_page(current, ref)))
    series = list_mementos(named)
    if format_ == "link":
        text = format_timemap(series)
    elif ref:
        described = describe_passage_history(series)
        text = write_json(described) if format_ == "json" else format_history_feed(series, described["states"])
    else:
        described = describe_history(series, load_reasons(list_history(current, with_lines=False)))
        text = write_json(described) if format_ == "json" else format_history_feed(series, described["versions"])
    response = make_response(text, format_)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Link"] = f"{series.format_original_link()}, {series.format_timegate_link()}"
    return response


def respond_part(view: AddressView, request: HttpRequest, format_: str, identifier: str) -> HttpResponse:
    """Return 303 to the page that shows a record, or to its history; 301 if the record was renamed, 410 if it was withdrawn."""
    key = RecordKey(view.name, identifier)
    current, last = follow_renames(key)
    if last is None:
        raise make_unknown_problem(key)
    if redirect := redirect_to_canonical(request, permanent_urls.build_record_url(current)):
        return redirect
    if last.outcome == Outcome.WITHDRAWN:
        words = {"record": key, "day": last.fields["withdrawn"], "reason": (last.reason or {}).get(get_language(), "")}
        raise AddressProblem(
            410, _("%(record)s was withdrawn on %(day)s: %(reason)s") % words, [make_link(permanent_urls.build_history_url(key))]
        )
    response = SeeOtherResponse(page_urls.build_page_url(current) or page_urls.build_history_url(current))
    response.headers["Link"] = format_links(list_history_links(permanent_urls.build_record_url(current)))
    return response


def load_series(name: str, identifier: str) -> MementoSeries:
    """Return the mementos of the record at an address. Raises AddressProblem if there never was such a record."""
    key, ref = parse_address(name, identifier)
    current, history = load_history(key)
    if not history:
        raise make_unknown_problem(RecordKey(name, identifier))
    return list_mementos(name_record(current, ref))


def list_mementos(named: RecordKey) -> MementoSeries:
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
        raise make_unknown_problem(named) from None


def _choose_history_page(key: RecordKey, ref: Reference | None) -> RecordKey:
    """Return the record whose page has the history of a passage: its sentence if it is in one, else its source."""
    if ref and is_in_sentence(ref):
        return RecordKey("sentence", str(PassageKey(key.identifier, ref.first)))
    return key
