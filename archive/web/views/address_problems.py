"""Responses to permanent addresses that lead to nothing: a page for readers, ``application/problem+json`` (RFC 9457) for machines."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.formats import write_json

PROBLEM_TYPE = "application/problem+json"


class AddressProblem(Exception):
    """Why an address has no representation: a status, a sentence in the reader's language, and links: pairs of address and text.

    ``members``: more members of the problem for machines.
    """

    def __init__(self, status: int, detail: str, links: Sequence[tuple[str, str]] = (), **members: object) -> None:
        super().__init__(status, detail)
        self.status, self.detail, self.links, self.members = status, str(detail), links, members

    def render(self, request: HttpRequest, *, as_page: bool) -> HttpResponse:
        """Return the response."""
        if as_page:
            context = {"status": self.status, "detail": self.detail, "links": self.links}
            return render(request, "web/address_problem.html", context, status=self.status)
        problem = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            **self.members,
            **({"links": [{"href": address, "title": text} for address, text in self.links]} if self.links else {}),
        }
        headers = {"Content-Language": get_language()}
        body = write_json(problem)
        return HttpResponse(body.encode(), status=self.status, content_type=PROBLEM_TYPE, headers=headers)
