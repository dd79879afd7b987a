"""The dated claims of a page as a timeline: wide and narrow, and which of them differ from others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.dates.edtf import parse_date
from archive.edition_cache import cached_per_edition
from archive.models import Claim, Role
from archive.text.characters import shorten_words
from archive.timelines.axis import Axis, Bar, make_axis, make_bar
from archive.timelines.chart import CHART_SIZES, Chart, ChartEntry

LABEL_LENGTH = 60


def sort_dated_claims(claims: Iterable[Claim]) -> list[Claim]:
    """The dated ones, as ``ClaimQuerySet.in_order_of_time`` orders them."""
    dated = [one for one in claims if one.edtf]
    return sorted(dated, key=lambda one: (one.earliest or one.latest or date.max, one.latest or date.max, one.pk))


def build_timeline(claims: Iterable[Claim], routed: Collection[int] = (), *, small: bool = False) -> dict[str, object]:
    """For a page: ``wide`` and ``narrow``, the charts of the dated ones among ``claims``; only ``narrow`` if it is ``small``.

    ``routed``: the keys of the claims that routes rest on. Empty if none of the claims can be drawn. Over the time that all dated claims
    of the archive span, so that one page can be compared with another: one query.
    """
    if (whole := _load_axis()) is None:
        return {}
    drawn = [(one, make_bar(parse_date(one.edtf), one.sense, whole)) for one in sort_dated_claims(claims)]
    entries = tuple(_build_entry(one, bar, one.pk in routed) for one, bar in drawn if bar)
    if not entries:
        return {}
    names = ("narrow",) if small else ("wide", "narrow")
    return {"only": small, **{name: Chart(whole, entries, get_language(), CHART_SIZES[name]) for name in names}}


@cached_per_edition
def _load_axis() -> Axis | None:
    return make_axis(parse_date(edtf) for edtf in Claim.objects.dated().values_list("edtf", flat=True).distinct())


def _build_entry(claim: Claim, bar: Bar, is_route: bool) -> ChartEntry:
    when = [anchor for anchor in claim.anchors.all() if anchor.role == Role.DATE]
    refs = {one.passage.ref: reverse("passage", args=[one.passage.source.identifier, one.ref]) + "#words" for one in when}
    return ChartEntry(
        words=claim.label or shorten_words(claim.statement, LABEL_LENGTH),
        href=reverse("claim", args=[claim.identifier]),
        bar=bar,
        refs=tuple(refs.items()),
        tone="route" if is_route else "",
        note=_("differs") if claim.disagreements else "",
    )
