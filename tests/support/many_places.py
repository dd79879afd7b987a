"""Many invented places and routes, written to the tables directly."""

from __future__ import annotations

import random
from copy import copy
from datetime import date

from archive.models import Anchor, Claim, Role, Subject
from camps.models import Place
from marches.models import Route, Stop


def add_places(count: int, seed: int = 1) -> list[Place]:
    """Add camps with positions around 51° N, 16° E; every twentieth is a main camp."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    start = Subject.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    subjects = [
        Subject(
            pk=start + number,
            kind=Subject.Kind.CAMP,
            identifier=f"invented-{number}",
            name_ar=f"معسكر {number}",
            name_en=f"Invented {number}",
        )
        for number in range(count)
    ]
    Subject.objects.bulk_create(subjects)
    places = [
        Place(
            subject=subject,
            kind="camp" if number % 20 == 0 else "subcamp",
            is_named=True,
            latitude=f"{chance.gauss(51, 1.5):.4f}",
            longitude=f"{chance.gauss(16, 3):.4f}",
            confidence="low",
            reference_ar="موضع مختلق",
            reference_en="An invented position",
            recorded=date(2026, 11, 29),
        )
        for number, subject in enumerate(subjects)
    ]
    Place.objects.bulk_create(places)
    return list(Place.objects.filter(pk__gte=start))


def add_routes(count: int, places: list[Place], seed: int = 1) -> list[Route]:
    """Add routes between sets of the places; their claims, and the words of each, are copies of those of the first route of the archive."""
    chance, model = random.Random(seed), Route.objects.select_related("claim").first()  # noqa: S311 (no secret)
    assert model is not None
    anchor = model.claim.anchors.exclude(role=Role.DATE).first()
    assert isinstance(anchor, Anchor)
    start = Subject.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    next_claim = Claim.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    subjects, claims = [], []
    for number in range(count):
        subjects.append(
            Subject(
                pk=start + number,
                kind=Subject.Kind.ROUTE,
                identifier=f"march-{number}",
                name_ar=f"مسيرة {number}",
                name_en=f"March {number}",
            )
        )
        claim = Claim.objects.get(pk=model.claim_id)
        claim.pk, claim.identifier = next_claim + number, f"march-{number}"
        claims.append(claim)
    Subject.objects.bulk_create(subjects)
    Claim.objects.bulk_create(claims)
    routes = [Route(subject=subject, claim=claim) for subject, claim in zip(subjects, claims, strict=True)]
    Route.objects.bulk_create(routes)
    next_anchor, stops = Anchor.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1, []
    anchors = [replace_keys(anchor, next_anchor + number, claim) for number, claim in enumerate(claims)]
    Anchor.objects.bulk_create(anchors)
    for route, words in zip(routes, anchors, strict=True):
        ends = chance.sample(places, chance.randint(2, 7))
        roles = [Stop.Role.ORIGIN, *[chance.choice(Stop.Role.values) for _ in ends[2:]], Stop.Role.DESTINATION]
        stops += [Stop(route=route, place=place, role=role, anchor=words) for place, role in zip(ends, roles, strict=True)]
    first = Stop.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    for number, stop in enumerate(stops, first):  # PostgreSQL does not know the keys of rows that were loaded
        stop.pk = number
    Stop.objects.bulk_create(stops)
    return routes


def replace_keys(anchor: Anchor, key: int, claim: Claim) -> Anchor:
    """Return a copy of an anchor for another claim."""
    copied = copy(anchor)
    copied.pk, copied.claim = key, claim
    return copied
