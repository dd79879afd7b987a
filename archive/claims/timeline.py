"""The dated claims of a page as a timeline and as a list by month, with those marked that differ from others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.claims.disagreements import load_differing_keys
from archive.dates.edtf import EdtfDate, parse_date
from archive.dates.words import describe_date
from archive.edition_cache import cached_per_edition
from archive.models import Claim, Role
from archive.text.characters import shorten_words
from archive.timelines.axis import Axis, Bar, make_axis, make_bar
from archive.timelines.chart import CHART_SIZES, Chart, ChartEntry, ChartMark
from archive.vocabulary import STATUS_WORDS, find_least_certain

# Maximum code points of a label made from a statement.
LABEL_LENGTH = 60
# Between the words after a label.
SEPARATOR = " · "


class DatedStop(NamedTuple):
    """A stop of a march with a date: in EDTF and a sense, and in words; what happened, where, and the address of the stop."""

    edtf: str
    sense: str
    date: str
    event: str
    place: str
    address: str


# By the key of a claim that states a route, the dated stops of the route, in the order of time.
RoutedClaims = Mapping[int, Sequence[DatedStop]]


def sort_dated_claims(claims: Iterable[Claim]) -> list[Claim]:
    """Return the dated claims in the order of ``ClaimQuerySet.in_order_of_time``."""
    dated = [claim for claim in claims if claim.edtf]
    return sorted(dated, key=lambda claim: (claim.earliest or claim.latest or date.max, claim.latest or date.max, claim.pk))


class TimelineMonth(NamedTuple):
    """The rows whose time begins in a month, or ends in it if its beginning is not stated; ``name``: the month, or a year, in words.

    ``rows``: claims, and stops of marches that have a row of their own.
    """

    name: str
    rows: list[Any]

    @property
    def claims(self) -> list[Claim]:
        """Return the claims among the rows."""
        return [row for row in self.rows if isinstance(row, Claim)]


def build_timeline(
    claims: Iterable[Claim],
    routed: RoutedClaims | None = None,
    *,
    small: bool = False,
    labels: Mapping[int, tuple[str, str]] | None = None,
) -> dict[str, object]:
    """Return ``chart``, of the dated claims, and ``months``, the same as a list for narrow windows; empty if none can be drawn.

    A ``small`` chart fits every window and has no list. ``routed``: the claims that state routes; each gets its ``dated_stops``. ``labels``: of some claims by their keys, words in
    place of theirs and their address. The axis spans all dated
    claims of the archive, so that pages can be compared with one another: one query.
    """
    axis, routed = _load_axis(), routed or {}
    if axis is None:
        return {}
    dated = add_stops(sort_dated_claims(claims), routed)
    bars = [(claim, make_bar(parse_date(claim.edtf), claim.sense, axis)) for claim in dated]
    differing = load_differing_keys()
    named = labels or {}
    entries = tuple(
        _build_entry(claim, bar, axis, is_route=claim.pk in routed, differs=claim.pk in differing, label=named.get(claim.pk))
        for claim, bar in bars
        if bar
    )
    if not entries:
        return {}
    chart = Chart(axis, entries, get_language(), CHART_SIZES["narrow" if small else "wide"])
    return {"small": small, "chart": chart, "months": [] if small else group_by_month(dated)}


def add_stops(claims: Iterable[Claim], routed: RoutedClaims) -> list[Claim]:
    """Return claims with the ``dated_stops`` of their routes: copies, where there are any, since pages in both languages share the claims."""
    return [_copy_with_stops(claim, routed[claim.pk]) if routed.get(claim.pk) else claim for claim in claims]


def _copy_with_stops(claim: Claim, stops: Sequence[DatedStop]) -> Claim:
    claim = copy(claim)
    claim.dated_stops = stops
    return claim


def group_by_month(rows: Iterable[Any]) -> list[TimelineMonth]:
    """Return dated claims and stops, which are in the order of time, by the month or year that is first stated."""
    return [TimelineMonth(name, list(group)) for name, group in groupby(rows, _name_month)]


def _name_month(row: Any) -> str:
    edtf, day = parse_date(row.edtf), row.earliest or row.latest
    part = edtf.start if row.earliest and isinstance(edtf.start, EdtfDate) else edtf.end or edtf.start
    has_month = isinstance(part, EdtfDate) and (part.month or part.season)
    period = f"{day:%Y-%m}" if day and has_month else f"{day.year:04}" if day else ""
    return describe_date(parse_date(period), None, get_language()) if period else ""


def get_claim_label(claim: Claim) -> str:
    """Return a claim in a few words: its label, or else the beginning of its statement."""
    return claim.label or shorten_words(claim.statement, LABEL_LENGTH)


@cached_per_edition
def _load_axis() -> Axis | None:
    return make_axis(parse_date(edtf) for edtf in Claim.objects.dated().values_list("edtf", flat=True).distinct())


def _build_marks(stops: Iterable[DatedStop], axis: Axis) -> tuple[ChartMark, ...]:
    """Return the stops on the axis, each in the middle of its time; those beyond it are in the lists only."""
    bars = ((stop, make_bar(parse_date(stop.edtf), stop.sense, axis)) for stop in stops)
    marks = (ChartMark((bar.start + bar.end) / 2, _describe_stop(stop)) for stop, bar in bars if bar)
    return tuple(sorted(marks, key=lambda mark: mark.at))


def _describe_stop(stop: DatedStop) -> str:
    return "".join([stop.date, _(": "), stop.event, _(", "), stop.place])


def _build_entry(claim: Claim, bar: Bar, axis: Axis, *, is_route: bool, differs: bool, label: tuple[str, str] | None) -> ChartEntry:
    words, href = label or (get_claim_label(claim), reverse("claim", args=[claim.identifier]))
    refs = {
        anchor.passage.ref: reverse("passage", args=[anchor.passage.source.identifier, anchor.ref]) + "#words"
        for anchor in claim.anchors.all()
        if anchor.role == Role.DATE
    }
    status = find_least_certain(anchor.status for anchor in claim.anchors.all() if anchor.role in (Role.STATEMENT, Role.DATE))
    return ChartEntry(
        words=words,
        href=href,
        bar=bar,
        refs=tuple(refs.items()),
        tone="route" if is_route else "",
        note=SEPARATOR.join(filter(None, [_("differs") if differs else "", str(STATUS_WORDS.get(status, ""))])),
        marks=_build_marks(claim.dated_stops, axis),
    )
