"""TimeGates of records (RFC 7089, pattern 2.1): 302 from ``/id/<kind>/<identifier>/timegate`` to a prior state, by ``Accept-Datetime``."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from archive.versions import timegate
from archive.web.views.address_problems import AddressProblem
from archive.web.views.history_addresses import load_series

VARY = "accept-datetime"


def make_timegate_view(name: str) -> Callable[..., HttpResponse]:
    """Return the view of the TimeGates of a kind, named as in addresses."""

    def view(request: HttpRequest, identifier: str) -> HttpResponse:
        try:
            response = _choose_memento(request, name, identifier)
        except AddressProblem as problem:
            response = problem.render(request, as_page=False)
        patch_vary_headers(response, (VARY,))
        return response

    return view


def _choose_memento(request: HttpRequest, name: str, identifier: str) -> HttpResponse:
    """Return 302 to the state in force at the requested instant; the first one before it, the last one without an instant."""
    series = load_series(name, identifier)
    header = request.headers.get("Accept-Datetime", "")
    try:
        number = timegate.find_edition(header, timegate.load_instants())
    except ValueError:
        words = _("Accept-Datetime is no date such as “Sun, 29 Nov 2026 04:00:00 GMT”.")
        raise AddressProblem(400, words) from None
    if not series.mementos:
        raise AddressProblem(451, _("No version of this record may be shown."))
    memento = series.mementos[series.find(number)]
    headers = {"Location": urlsplit(memento.url).path, "Link": ", ".join(series.format_links(number))}
    return HttpResponse(status=302, headers=headers)
