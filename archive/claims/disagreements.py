"""What pages show of claims that differ: each beside the others, none before them but by the alphabet.

The order is that of the claims' identifiers, the same on every page, and says nothing of their weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.models import Claim, Disagreement
from archive.vocabulary import sort_matters

# By the keys of two claims, the lower one first: the matters on which they differ.
DisagreementMatters = Mapping[tuple[int, int], list[str]]


@dataclass(frozen=True)
class DifferingClaim:
    """Another claim, and the matters on which it differs."""

    claim: Claim
    matters: list[str]


@dataclass(frozen=True)
class GroupedClaim:
    """A claim that stands beside others, and how it differs from each of them."""

    claim: Claim
    differs_from: list[DifferingClaim]


@dataclass(frozen=True)
class DisagreementGroup:
    """Claims that differ from one another, and all the matters on which any two of them do."""

    claims: list[GroupedClaim]
    matters: list[str]


def load_disagreements(claims: Iterable[Claim]) -> DisagreementMatters:
    """The disagreements in which any of ``claims`` has a part; one query."""
    return _collect_matters(Disagreement.objects.involving([claim.pk for claim in claims]))


def group_disagreements(claims: Iterable[Claim], without: Iterable[int] = ()) -> list[DisagreementGroup]:
    """Each of ``claims`` that differs from another with all that it differs from, whatever those are about.

    ``without``: keys of claims that are left aside. One query if none differs, five otherwise.
    """
    aside, claims = set(without), list(claims)
    found = {key for pair in load_disagreements(claims) if not aside & {*pair} for key in pair}
    if not found:
        return []
    told = _collect_matters(Disagreement.objects.among(found))
    rows = {claim.pk: claim for claim in Claim.objects.filter(pk__in=found).with_evidence().order_by("identifier")}
    return [_build_group([rows[key] for key in rows if key in keys], told) for keys in _find_components(rows, told)]


def load_differing_claims(claim: Claim) -> list[DifferingClaim]:
    """What one claim differs from, with its evidence, and on what. One query if from nothing, five otherwise."""
    return [
        other for group in group_disagreements([claim]) for one in group.claims if one.claim == claim for other in one.differs_from
    ]


def list_differing_claims(claim: Claim) -> list[DifferingClaim]:
    """What one claim differs from, and on what; needs ``with_disagreements``."""
    matters = defaultdict(list)
    for other, matter in claim.disagreements:
        matters[other].append(matter)
    return [DifferingClaim(other, sort_matters(matters[other])) for other in sorted(matters, key=lambda one: one.identifier)]


def _collect_matters(rows: Iterable[Disagreement]) -> DisagreementMatters:
    told = defaultdict(list)
    for row in rows:
        told[row.claim_id, row.other_id].append(row.matter)
    return {pair: sort_matters(matters) for pair, matters in told.items()}


def _claim_pair(one: Claim, other: Claim) -> tuple[int, int]:
    return min(one.pk, other.pk), max(one.pk, other.pk)


def _find_components(keys: Iterable[int], told: DisagreementMatters) -> list[set[int]]:
    """The keys, those together between which there is a chain of disagreements; in their order."""
    parts: list[set[int]] = [{key} for key in keys]
    for pair in told:
        joined = [part for part in parts if part & {*pair}]
        joined[0].update(*joined[1:])
        parts = [part for part in parts if not any(part is other for other in joined[1:])]
    return parts


def _build_group(members: list[Claim], told: DisagreementMatters) -> DisagreementGroup:
    statements = [
        GroupedClaim(
            one, [DifferingClaim(other, told[_claim_pair(one, other)]) for other in members if _claim_pair(one, other) in told]
        )
        for one in members
    ]
    return DisagreementGroup(
        statements, sort_matters(matter for one in statements for other in one.differs_from for matter in other.matters)
    )
