"""The state of a search in its URL, and the URLs of searches that differ from it by one choice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from archive.search.query import QueryError

# Hits per page, and the highest page number.
PAGE_SIZE, MAX_PAGES = 20, 100
RECORD_FILTERS = ("camp", "place", "route", "source")


@dataclass(frozen=True)
class SearchState:
    """The query as typed, the filters (records by kind and identifier, an EDTF date), and the page number, from 1.

    ``sort``: “date”, or empty for the order of the search.
    """

    text: str = ""
    kind: str = ""
    records: tuple[tuple[str, str], ...] = ()
    date: str = ""
    exact: bool = False
    page: int = 1
    sort: str = ""

    @classmethod
    def from_query(cls, parameters: QueryDict) -> SearchState:
        """Return the state in a query string; raise ``QueryError`` if the page is not a number in range."""
        page = parameters.get("page") or "1"
        if not (page.isascii() and page.isdigit() and len(page) < 9 and 1 <= int(page) <= MAX_PAGES):
            raise QueryError("page", page[:20])
        records = tuple((name, value.strip()) for name in RECORD_FILTERS for value in parameters.getlist(name) if value.strip())
        text, kind, date = (parameters.get(name, "").strip() for name in ("q", "kind", "date"))
        sort = "date" if parameters.get("sort") == "date" else ""
        return cls(text, kind, records, date, parameters.get("exact", "") == "on", int(page), sort)

    @property
    def filter_pairs(self) -> list[tuple[str, str]]:
        """Return the filters by name and value."""
        return [*self.records, *((name, value) for name, value in (("date", self.date), ("kind", self.kind)) if value)]

    @property
    def query(self) -> str:
        """Return the query string, with parameters always in the same order."""
        pairs = [("q", self.text), *self.filter_pairs, *([("exact", "on")] if self.exact else []), ("sort", self.sort)]
        return urlencode([pair for pair in pairs if pair[1]] + ([("page", str(self.page))] if self.page > 1 else []))

    def with_changes(self, **changes: Any) -> SearchState:
        """Return a changed search, at its first page unless ``changes`` has one."""
        return replace(self, **{"page": 1, **changes})

    def with_filter_toggled(self, name: str, value: str) -> SearchState:
        """Return the search with a filter added, or removed if it has it."""
        if name == "date":
            return self.with_changes(date="" if self.date == value else value)
        records = tuple(record for record in self.records if record != (name, value))
        return self.with_changes(records=records if records != self.records else (*records, (name, value)))
