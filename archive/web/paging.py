"""Long lists divided into pages, with the page's number in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

FIRST_PAGE_VALUES = ("", "1")
# Name of the number of a page in addresses, unless a page has several lists; its value for all rows on one page, where that is offered
PAGE, ALL = "page", "all"


class NoSuchPage(Http404):
    """A list has no page of the number asked for; ``query``: of the address of the nearest page, whose number is ``nearest``."""

    def __init__(self, nearest: int, query: str) -> None:
        super().__init__(query)
        self.nearest, self.query = nearest, query


class ListPage(NamedTuple):
    """One of several pages of a list, which has an address, a title and neighbours of its own.

    ``query``: that of its address, with a question mark, empty for the first page; ``previous`` and ``following``: those of its neighbours,
    None if there are none.
    """

    number: int
    pages: int
    query: str
    previous: str | None
    following: str | None


def paginate(
    rows: QuerySet | Sequence, request: HttpRequest, name: str, size: int, orphans: int = 0, count: int | None = None
) -> Page:
    """Return the page of ``size`` rows whose number, from 1, the query gives as ``name``; the first if it gives none.

    The last page has up to ``orphans`` rows more, so that none has only as few.
    Raises NoSuchPage, which is answered with 404, if there is no such page. Rows are counted only where one page does not hold them all,
    and ``count``, their number, is not given.
    """
    number, paginator = request.GET.get(name, "").strip(), Paginator(rows, size, orphans)
    if count is not None:
        paginator.count = count  # in place of the value that it would find and keep
    if number in FIRST_PAGE_VALUES:
        shown = list(rows[: size + orphans + 1])
        is_cut = len(shown) > size + orphans
        return Page(shown[:size], 1, paginator) if is_cut else Page(shown, 1, Paginator(shown, size, orphans))
    try:
        return paginator.page(number)
    except InvalidPage:
        raise _refuse_number(request, name, number, paginator.num_pages) from None


def paginate_or_show_all(rows: Sequence, request: HttpRequest, name: str, size: int, orphans: int = 0) -> Page:
    """Return the page that ``paginate`` returns; one page of all rows if the query asks for these, to print them."""
    if request.GET.get(name) == ALL:
        return Paginator(rows, max(1, len(rows))).page(1)
    return paginate(rows, request, name, size, orphans)


def describe_page(page: Page) -> tuple[int, int]:
    """Return the number of a page and the number of all, which is 1 if one page shows all."""
    return page.number, page.paginator.num_pages


def read_page_number(request: HttpRequest, count: int) -> int | None:
    """Return the number of the page, from 1 to ``count``, that the query names; None if it names none. Raises NoSuchPage."""
    number = request.GET.get(PAGE, "").strip()
    if not number:
        return None
    if not _is_number(number) or not 1 <= int(number) <= count:
        raise _refuse_number(request, PAGE, number, count)
    return int(number)


def _refuse_number(request: HttpRequest, name: str, number: str, count: int) -> NoSuchPage:
    nearest = min(max(1, int(number)), count) if _is_number(number) else 1
    others = {key: str(value) for key, value in request.GET.items() if key != name}
    return NoSuchPage(nearest, _build_query(others, nearest, name))


def _is_number(number: str) -> bool:
    return number.removeprefix("-").isdecimal() and len(number) < 10


def name_page(request: HttpRequest, number: int, count: int, others: Mapping[str, str] | None = None, first: int = 1) -> None:
    """Make a page of a list known to the head of the HTML: its number in the title, its own address, its neighbours.

    ``others``: parameters that its address has besides the number; ``first``: the page that an address without a number
    shows. Nothing changes if the list has one page and no such parameters.
    """
    if count == 1 and not others:
        return
    queries = {at: _build_query(others or {}, at, first=first) for at in (number - 1, number, number + 1) if 1 <= at <= count}
    request.list_page = ListPage(number, count, queries[number], queries.get(number - 1), queries.get(number + 1))  # type: ignore[attr-defined]


def _build_query(others: Mapping[str, str], number: int, name: str = PAGE, first: int = 1) -> str:
    parameters = {**others, **({name: str(number)} if number != first else {})}
    return f"?{urlencode(parameters)}" if parameters else ""


def list_jumps(number: int, count: int) -> list[int]:
    """Return pages to which a page of a long list leads besides its neighbours: the first, the last, and some at growing distances.

    From any page every other one is reached in a number of steps that grows with the logarithm of ``count``.
    """
    distances = [sign * step for step in (10, 100, 1000, 10_000) for sign in (-1, 1)]
    jumps = {1, count, *(at for at in (number + distance for distance in distances) if 1 <= at <= count)}
    return sorted(jumps - {number})
