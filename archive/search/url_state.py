"""What the address of a search says, and the addresses of the searches that differ from it by one choice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from archive.search.query import QueryError

PAGE_SIZE = 20
RECORD_FILTERS = ("camp", "place", "route", "source")
MAX_PAGES = 100


@dataclass(frozen=True)
class SearchState:
    """``text``: the query as typed; ``records``: filters by kind and value; ``date``: EDTF; ``page``: from 1."""

    text: str = ""
    kind: str = ""
    records: tuple[tuple[str, str], ...] = ()
    date: str = ""
    exact: bool = False
    page: int = 1

    @classmethod
    def from_query(cls, given: QueryDict) -> SearchState:
        """That of a query string; what it does not know is passed over. Raises Refused for a page that is no number."""
        page = given.get("page") or "1"
        if not (page.isascii() and page.isdigit() and len(page) < 9 and 1 <= int(page) <= MAX_PAGES):
            raise QueryError("page", page[:20])
        records = tuple((name, value.strip()) for name in RECORD_FILTERS for value in given.getlist(name) if value.strip())
        text, kind, date = (given.get(name, "").strip() for name in ("q", "kind", "date"))
        return cls(text, kind, records, date, given.get("exact", "") == "on", int(page))

    @property
    def filter_pairs(self) -> list[tuple[str, str]]:
        """Its filters by name and value."""
        return [*self.records, *((name, value) for name, value in (("date", self.date), ("kind", self.kind)) if value)]

    @property
    def query(self) -> str:
        """The query string, always in the same order."""
        pairs = [("q", self.text), *self.filter_pairs, *([("exact", "on")] if self.exact else [])]
        return urlencode([pair for pair in pairs if pair[1]] + ([("page", str(self.page))] if self.page > 1 else []))

    def with_changes(self, **changes: Any) -> SearchState:
        """Another search, from its first page unless ``changes`` say which."""
        return replace(self, **{"page": 1, **changes})

    def with_filter_toggled(self, name: str, value: str) -> SearchState:
        """With a filter, or without it if it is there."""
        if name == "date":
            return self.with_changes(date="" if self.date == value else value)
        kept = tuple(one for one in self.records if one != (name, value))
        return self.with_changes(records=kept if len(kept) < len(self.records) else (*kept, (name, value)))
