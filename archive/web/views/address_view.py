"""Views of addresses below those of records, which choose a format by suffix or ``Accept``, and their responses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from archive.formats import FORMAT_NAMES, MEDIA_TYPES, strip_parameters
from archive.formats.past_records import write_past_format
from archive.versions import permanent_urls
from archive.versions.record_state import RecordState
from archive.web.headers import preferred_media_type
from archive.web.record_kinds import HTML, RecordKind
from archive.web.views.address_problems import AddressProblem
from archive.web.views.permanent import render_unknown_format

# Formats of a version or a state that are drawn from the ledger's record; of these a kind has those that it has of its records.
PAST_FORMATS = ("jsonld", "csl.json", "bib", "ris", "txt")


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
        return (HTML, *(strip_parameters(MEDIA_TYPES[suffix]) for suffix in self.formats))

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
            chosen = next((format_ for format_ in self.formats if strip_parameters(MEDIA_TYPES[format_]) == media_type), "")
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


def list_past_formats(kind: RecordKind | None) -> tuple[str, ...]:
    """Return the formats of a version or a state of a kind."""
    return ("json", *(suffix for suffix in PAST_FORMATS if kind and suffix in kind.formats))


def redirect_to_canonical(request: HttpRequest, address: str) -> HttpResponse | None:
    """Return a redirect to an address, given without its suffix, unless it is that of the request."""
    suffix = request.resolver_match.kwargs.get("suffix") if request.resolver_match else ""
    path = urlsplit(address).path + (f".{suffix}" if suffix else "")
    return None if request.path == path else HttpResponse(status=301, headers={"Location": path})


def write_past(view: AddressView, past: RecordState, format_: str, address: str) -> HttpResponse:
    """Return a prior state in a format of its kind, drawn by the present code. Raises AddressProblem if its text is not in the database."""
    if view.kind is None:
        raise Http404
    record = view.kind.represent_past(past)
    if format_ == "txt" and record["text"] is None:
        words = _("The text of the source is not in the loaded edition. It is in the folder “texts” of the ledger, by its SHA-256.")
        raise AddressProblem(404, words, sha256=past.record["text"]["sha256"])
    return make_response(write_past_format(view.kind, record, past, format_, address), format_, past)


def make_response(text: str, format_: str, past: RecordState | None = None) -> HttpResponse:
    """Return a text in a format; ``past``: the prior state that it is about."""
    response = HttpResponse(text.encode(), content_type=MEDIA_TYPES[format_])
    if past:
        name = f"{past.key.identifier.replace(':', '-')}-{past.version.version[: permanent_urls.VERSION_DIGITS]}.{format_}"
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
