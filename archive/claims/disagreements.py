"""Claims that differ from one another, as pages show them: side by side, none preferred.

The order is that of the claims' identifiers, the same on every page, and does not rank them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from django.db.models import Q, QuerySet

from archive.edition_cache import cached_per_edition
from archive.models import Claim, Disagreement
from archive.models.cached_rows import load_rows
from archive.vocabulary import sort_matters

# By the keys of two claims, the lower one first: the matters on which they differ.
DisagreementMatters = Mapping[tuple[int, int], list[str]]


class DifferingClaim(NamedTuple):
    """Another claim, and the matters on which it differs."""

    claim: Claim
    matters: list[str]


class GroupedClaim(NamedTuple):
    """A claim of a group, and how it differs from others of it."""

    claim: Claim
    differs_from: list[DifferingClaim]


class DisagreementGroup(NamedTuple):
    """Claims that differ from one another, and all the matters on which any two of them do."""

    claims: list[GroupedClaim]
    matters: list[str]


@cached_per_edition
def load_differing_keys() -> frozenset[int]:
    """Return the keys of all claims that differ from another, which most do not."""
    return frozenset(chain.from_iterable(Disagreement.objects.order_by().values_list("claim_id", "other_id")))


def load_disagreements(claims: Iterable[Claim]) -> DisagreementMatters:
    """Return the disagreements of any of ``claims``; one query if there are any."""
    differing = load_differing_keys()
    keys = tuple(claim.pk for claim in claims if claim.pk in differing)
    return _collect_matters(load_rows(_select_disagreements, keys)) if keys else {}


def _select_disagreements(keys: tuple[int, ...]) -> QuerySet[Disagreement]:
    return Disagreement.objects.filter(Q(claim__in=keys) | Q(other__in=keys))


def group_disagreements(claims: Iterable[Claim], without: Iterable[int] = ()) -> list[DisagreementGroup]:
    """Return each of ``claims`` that differs from another with all that it differs from, whatever those are about.

    ``without``: keys of claims that are left out. No query if none differs, five otherwise.
    """
    excluded = set(without)
    keys = {key for pair in load_disagreements(claims) if not excluded & {*pair} for key in pair}
    if not keys:
        return []
    matters = _collect_matters(Disagreement.objects.filter(claim__in=keys, other__in=keys))
    rows = {claim.pk: claim for claim in Claim.objects.filter(pk__in=keys).with_evidence().order_by("identifier")}
    return [_build_group([rows[key] for key in rows if key in component], matters) for component in _find_components(rows, matters)]


def load_differing_claims(claim: Claim) -> list[DifferingClaim]:
    """Return the claims from which one differs, with evidence, and on what; no query if there are none, five otherwise."""
    grouped = (member for group in group_disagreements([claim]) for member in group.claims)
    return next((member.differs_from for member in grouped if member.claim == claim), [])


def list_differing_claims(claim: Claim) -> list[DifferingClaim]:
    """Return the claims from which one differs, and on what; needs ``with_disagreements``."""
    matters = defaultdict(list)
    for other, matter in claim.disagreements:
        matters[other].append(matter)
    return [DifferingClaim(other, sort_matters(matters[other])) for other in sorted(matters, key=lambda other: other.identifier)]


def _collect_matters(rows: Iterable[Disagreement]) -> DisagreementMatters:
    matters = defaultdict(list)
    for row in rows:
        matters[row.claim_id, row.other_id].append(row.matter)
    return {pair: sort_matters(names) for pair, names in matters.items()}


def _find_components(keys: Iterable[int], pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Return the keys in their order, those together that a chain of disagreements connects."""
    components: list[set[int]] = [{key} for key in keys]
    for pair in pairs:
        first, *others = [component for component in components if component & {*pair}]
        first.update(*others)
        components = [component for component in components if not any(component is other for other in others)]
    return components


def _build_group(claims: list[Claim], matters: DisagreementMatters) -> DisagreementGroup:
    grouped = []
    for claim in claims:
        pairs = [(other, (min(claim.pk, other.pk), max(claim.pk, other.pk))) for other in claims]
        grouped.append(GroupedClaim(claim, [DifferingClaim(other, matters[pair]) for other, pair in pairs if pair in matters]))
    return DisagreementGroup(
        grouped, sort_matters(matter for claim in grouped for other in claim.differs_from for matter in other.matters)
    )
