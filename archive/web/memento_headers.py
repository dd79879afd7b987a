"""Headers of prior states of records (RFC 7089)."""

from __future__ import annotations

from django.http import HttpResponse

from archive.models import Edition
from archive.versions.mementos import MementoSeries, format_date


def add_memento_headers(
    response: HttpResponse, series: MementoSeries, edition: Edition, *, is_memento: bool = True, is_alive: bool = True
) -> None:
    """Set the headers of a prior state (RFC 7089, 2): robots do not index it, and the living record is the canonical one."""
    links = list(series.format_links(edition.number))
    if is_alive:
        links.append(series.format_original_link("canonical"))
    response.headers["Link"] = ", ".join(links)
    response.headers["X-Robots-Tag"] = "noindex"
    if is_memento:
        response.headers["Memento-Datetime"] = format_date(edition.instant)
