"""Headers of prior states of records (RFC 7089)."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from archive.addresses import RecordKey
from archive.models import Edition, RecordVersion
from archive.versions import permanent_urls
from archive.versions.mementos import MementoSeries, format_date, list_record_mementos


def add_version_headers(
    response: HttpResponse, key: RecordKey, history: Sequence[RecordVersion], line: RecordVersion
) -> HttpResponse:
    """Set the headers of a line of the history of a record, given by its present key, and return the response."""
    series = list_record_mementos(permanent_urls.name_in_addresses(key), history)
    is_memento = line.outcome == RecordVersion.Outcome.RECORD
    add_memento_headers(response, series, line.edition, is_memento=is_memento, is_alive=history[-1].is_in_force)
    return response


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
