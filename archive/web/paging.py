"""Long lists divided into pages, with the page's number in the address."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

FIRST_PAGE_VALUES = ("", "1")


def paginate(rows: QuerySet | Sequence, request: HttpRequest, name: str, size: int) -> Page:
    """Return the page of ``size`` rows whose number, from 1, the query gives as ``name``; the first if it gives none.

    Raises Http404 if there is no such page. Rows are counted only where one page does not hold them all.
    """
    number = request.GET.get(name, "").strip()
    if number in FIRST_PAGE_VALUES:
        shown = list(rows[: size + 1])
        return Page(shown[:size], 1, Paginator(rows if len(shown) > size else shown, size))
    try:
        return Paginator(rows, size).page(number)
    except InvalidPage:
        raise Http404 from None
