"""The dated claims of a page as a timeline, wide and narrow, with those marked that differ from others."""

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
from archive.vocabulary import STATUS_WORDS, find_least_certain

# Maximum code points of a label made from a statement.
LABEL_LENGTH = 60
# Between the words after a label.
SEPARATOR = " · "


def sort_dated_claims(claims: Iterable[Claim]) -> list[Claim]:
    """Return the dated claims in the order of ``ClaimQuerySet.in_order_of_time``."""
    dated = [claim for claim in claims if claim.edtf]
    return sorted(dated, key=lambda claim: (claim.earliest or claim.latest or date.max, claim.latest or date.max, claim.pk))


def build_timeline(claims: Iterable[Claim], routed: Collection[int] = (), *, small: bool = False) -> dict[str, object]:
    """Return ``wide`` and ``narrow``, charts of the dated claims, only ``narrow`` if it is ``small``; empty if none can be drawn.

    ``routed``: the keys of claims that state routes. The axis spans all dated claims of the archive, so that pages can be
    compared with one another: one query.
    """
    axis = _load_axis()
    if axis is None:
        return {}
    bars = [(claim, make_bar(parse_date(claim.edtf), claim.sense, axis)) for claim in sort_dated_claims(claims)]
    entries = tuple(_build_entry(claim, bar, claim.pk in routed) for claim, bar in bars if bar)
    if not entries:
        return {}
    names = ("narrow",) if small else ("wide", "narrow")
    return {"only": small, **{name: Chart(axis, entries, get_language(), CHART_SIZES[name]) for name in names}}


@cached_per_edition
def _load_axis() -> Axis | None:
    return make_axis(parse_date(edtf) for edtf in Claim.objects.dated().values_list("edtf", flat=True).distinct())


def _build_entry(claim: Claim, bar: Bar, is_route: bool) -> ChartEntry:
    refs = {
        anchor.passage.ref: reverse("passage", args=[anchor.passage.source.identifier, anchor.ref]) + "#words"
        for anchor in claim.anchors.all()
        if anchor.role == Role.DATE
    }
    status = find_least_certain(anchor.status for anchor in claim.anchors.all() if anchor.role in (Role.STATEMENT, Role.DATE))
    return ChartEntry(
        words=claim.label or shorten_words(claim.statement, LABEL_LENGTH),
        href=reverse("claim", args=[claim.identifier]),
        bar=bar,
        refs=tuple(refs.items()),
        tone="route" if is_route else "",
        note=SEPARATOR.join(filter(None, [_("differs") if claim.disagreements else "", str(STATUS_WORDS.get(status, ""))])),
    )
