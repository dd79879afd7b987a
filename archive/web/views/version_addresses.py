"""Permanent addresses of versions, ``/id/<kind>/<identifier>/<version>``.

The ``.json`` of a version is the line of the ledger for ever; all else is drawn from that line by the present code.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from archive.addresses import PassageKey, RecordKey
from archive.models import RecordVersion
from archive.versions import permanent_urls
from archive.versions.edition_state import EditionState
from archive.versions.history import (
    MIN_VERSION_DIGITS,
    AmbiguousVersion,
    UnknownVersion,
    load_history,
    select_version,
)
from archive.versions.record_state import RecordState
from archive.web.memento_headers import add_version_headers
from archive.web.record_kinds import RecordKind
from archive.web.signposting import format_state_links
from archive.web.views import versions
from archive.web.views.address_problems import AddressProblem
from archive.web.views.address_view import AddressView, list_past_formats, make_response, redirect_to_canonical, write_past
from archive.web.views.record_addresses import make_link, make_suppression_problem, name_record, parse_address

Outcome = RecordVersion.Outcome


def make_version_view(name: str, kind: RecordKind | None) -> AddressView:
    """Return the view of the versions of a kind, named as in addresses; ``kind``: its formats, None if its records have no address."""
    return AddressView(name, list_past_formats(kind), respond_version, kind)


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
    if redirect := redirect_to_canonical(request, permanent_urls.build_version_url(line)):
        return redirect
    if not format_:
        return _render_version_page(request, current, line.version[: permanent_urls.VERSION_DIGITS])
    if line.outcome == Outcome.SUPPRESSED:
        raise make_suppression_problem(line)
    if format_ == "json":
        response = make_response(line.line, "json", RecordState(EditionState(line.edition), line.key, line))
    elif line.outcome == Outcome.RECORD:
        past = RecordState(EditionState(line.edition), line.key, line)
        response = write_past(view, past, format_, permanent_urls.build_version_url(line))
    else:
        words = _("The ledger says here what became of the record; only .json has it.")
        raise AddressProblem(410, words, [make_link(permanent_urls.build_version_url(line, "json"))])
    response = add_version_headers(response, current, history, line)
    suffixes = view.formats if line.outcome == Outcome.RECORD else () if line.outcome == Outcome.SUPPRESSED else ("json",)
    if suffixes:
        response.headers["Link"] += f", {format_state_links(permanent_urls.build_version_url(line), suffixes, format_)}"
    return response


def _make_version_problem(key: RecordKey, name: str, error: UnknownVersion | AmbiguousVersion) -> AddressProblem:
    words: dict[str, object] = {"record": name_record(key), "name": name}
    if isinstance(error, AmbiguousVersion):
        links = [make_link(permanent_urls.build_version_url(line)) for line in error.versions]
        return AddressProblem(300, _("The names of several versions of %(record)s begin with %(name)s.") % words, links)
    if len(name) < MIN_VERSION_DIGITS:
        words["minimum"] = MIN_VERSION_DIGITS
        return AddressProblem(404, _("A version is named by %(minimum)s hexadecimal digits or more.") % words)
    if error.other:
        words["other"] = name_record(error.other.key)
        links = [make_link(permanent_urls.build_version_url(error.other))]
        return AddressProblem(404, _("%(name)s is a version of %(other)s, not of %(record)s.") % words, links)
    links = [make_link(permanent_urls.build_history_url(key))]
    return AddressProblem(404, _("%(record)s has no version %(name)s.") % words, links)


def _render_version_page(request: HttpRequest, key: RecordKey, version: str) -> HttpResponse:
    """Render the page of a version at its permanent address."""
    source, ref = PassageKey.parse(key.identifier)
    return versions.record_version(request, kind=key.kind, identifier=source, version=version, ref=ref)
