"""The dated claims of a page as a timeline: wide and narrow, and which of them differ from others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.dates import parse
from archive.memory import once_an_edition
from archive.models import Claim, Role
from archive.representations import shortened
from archive.timelines.axis import Axis, axis_of
from archive.timelines.bars import Bar, bar_of
from archive.timelines.chart import SIZES, Chart, Entry

WORDS = 60


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """The dated ones, as ``ClaimQuerySet.in_order_of_time`` orders them."""
    dated = [one for one in claims if one.edtf]
    return sorted(dated, key=lambda one: (one.earliest or one.latest or date.max, one.latest or date.max, one.pk))


def picture(claims: Iterable[Claim], routed: Collection[int] = (), *, small: bool = False) -> dict[str, object]:
    """For a page: ``wide`` and ``narrow``, the charts of the dated ones among ``claims``; only ``narrow`` if it is ``small``.

    ``routed``: the keys of the claims that routes rest on. Empty if none of the claims can be drawn. Over the time that all dated claims
    of the archive span, so that one page can be compared with another: one query.
    """
    if (whole := _axis()) is None:
        return {}
    drawn = [(one, bar_of(parse(one.edtf), one.sense, whole)) for one in in_order(claims)]
    entries = tuple(_entry(one, bar, one.pk in routed) for one, bar in drawn if bar)
    if not entries:
        return {}
    names = ("narrow",) if small else ("wide", "narrow")
    return {"only": small, **{name: Chart(whole, entries, get_language(), SIZES[name]) for name in names}}


@once_an_edition
def _axis() -> Axis | None:
    return axis_of(parse(edtf) for edtf in Claim.objects.dated().values_list("edtf", flat=True).distinct())


def _entry(claim: Claim, bar: Bar, is_route: bool) -> Entry:
    when = [anchor for anchor in claim.anchors.all() if anchor.role == Role.DATE]
    refs = {one.passage.ref: reverse("passage", args=[one.passage.source.identifier, one.ref]) + "#words" for one in when}
    return Entry(
        words=claim.label or shortened(claim.statement, WORDS),
        href=reverse("claim", args=[claim.identifier]),
        bar=bar,
        refs=tuple(refs.items()),
        tone="route" if is_route else "",
        note=_("differs") if claim.disagreements else "",
    )
