"""Permanent addresses of records in an edition, ``/id/<kind>/<identifier>/edition/<n>``: the record with all that its page showed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from archive.addresses import RecordKey
from archive.formats import write_json
from archive.formats.cited_states import CITED_KINDS, describe_cited_edition
from archive.formats.past_records import describe_state
from archive.formats.past_representations import represent_past_span
from archive.models import Edition, RecordVersion
from archive.text.references import InvalidReference
from archive.versions import permanent_urls
from archive.versions.edition_state import EditionState
from archive.versions.history import (
    find_version_before,
    follow_renames,
    list_history,
    load_history,
)
from archive.versions.record_state import RecordState, load_passage_state, load_record_state
from archive.versions.record_titles import get_title
from archive.vocabulary import OTHER_LANGUAGE, RECORD_KIND_PLURALS
from archive.web import page_urls
from archive.web.memento_headers import add_memento_headers
from archive.web.record_fields import read_record_fields
from archive.web.record_kinds import RecordKind
from archive.web.record_page import describe_past_record
from archive.web.signposting import format_state_links
from archive.web.views.address_problems import AddressProblem
from archive.web.views.address_view import (
    AddressView,
    list_past_formats,
    make_response,
    redirect_to_canonical,
    write_past,
)
from archive.web.views.history_addresses import list_mementos
from archive.web.views.record_addresses import (
    find_edition,
    make_link,
    make_suppression_problem,
    make_unknown_problem,
    name_record,
    parse_passage,
)

# Maximum related records of a kind on the page of a state; its JSON has all.
MAX_RELATED = 500
Outcome = RecordVersion.Outcome
RELATED_NAMES = {
    "claims": RECORD_KIND_PLURALS["claim"],
    "differs_from": gettext_lazy("Claims that differ from it"),
    "places": gettext_lazy("Camps and places"),
    "questions": gettext_lazy("Questions that it answers"),
    "movements": RECORD_KIND_PLURALS["movement"],
    "routes": RECORD_KIND_PLURALS["route"],
    "sentences": RECORD_KIND_PLURALS["sentence"],
    "sources": RECORD_KIND_PLURALS["source"],
    "subjects": gettext_lazy("Camps, places and routes"),
}


def make_state_view(name: str, kind: RecordKind | None) -> AddressView:
    """Return the view of the records of a kind in an edition."""
    return AddressView(name, list_past_formats(kind), respond_state, kind)


def respond_state(view: AddressView, request: HttpRequest, format_: str, identifier: str, number: str) -> HttpResponse:
    """Return a record as it was in an edition; 301 to the name that it had then, 410 if it was withdrawn."""
    key, ref = parse_passage(identifier) if view.name == "passage" else (RecordKey(view.name, identifier), None)
    edition = find_edition(number)
    line = _find_line_in(key, RecordKey(view.name, identifier), edition)
    named = name_record(line.key, ref)
    address = permanent_urls.build_edition_url(named, edition.number)
    if redirect := redirect_to_canonical(request, address):
        return redirect
    state = EditionState(edition)
    try:
        past = load_passage_state(state, line, ref) if ref else load_record_state(state, line)
    except InvalidReference:
        words = _("The source had no such passage in edition %(edition)s.") % {"edition": edition.number}
        raise AddressProblem(404, words, [make_link(permanent_urls.build_edition_url(line.key, edition.number))]) from None
    if not format_:
        response = _render_state_page(request, past, address, view.kind)
    elif format_ == "json":
        response = make_response(write_json(describe_state(past)), "json", past)
    else:
        response = write_past(view, past, format_, address)
    current, history = load_history(key)
    add_memento_headers(response, list_mementos(name_record(current, ref)), edition, is_alive=history[-1].is_in_force)
    response.headers["Link"] += f", {format_state_links(address, view.formats, format_)}"
    return response


def _find_line_in(key: RecordKey, named: RecordKey, edition: Edition) -> RecordVersion:
    """Return the version of a record in force in an edition, under the name that it had then. Raises AddressProblem."""
    current, last = follow_renames(key, until=edition.number)
    if last is None:
        raise make_unknown_problem(named)
    history = list_history(current, with_lines=False)
    line = next((line for line in reversed(history) if line.edition_id <= edition.number and line.outcome != Outcome.RENAMED), None)
    words = {"record": named, "edition": edition.number}
    if line is None:
        first = history[0]
        words["first"] = first.edition_id
        sentence = _("%(record)s did not exist in edition %(edition)s; it was first published in edition %(first)s.")
        raise AddressProblem(404, sentence % words, [make_link(permanent_urls.build_edition_url(first.key, first.edition_id))])
    if line.outcome == Outcome.WITHDRAWN:
        before = find_version_before(history, history.index(line))
        words |= {"day": line.fields["withdrawn"], "reason": (line.reason or {}).get(get_language(), "")}
        sentence = _("%(record)s was withdrawn on %(day)s and is not in edition %(edition)s: %(reason)s")
        raise AddressProblem(410, sentence % words, [make_link(permanent_urls.build_version_url(before))] if before else [])
    if line.outcome == Outcome.SUPPRESSED:
        raise make_suppression_problem(line)
    return RecordVersion.objects.select_related("edition").get(pk=line.pk)


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
        return page_urls.build_page_url(key) or reverse("home")
