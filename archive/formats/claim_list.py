"""Claims as the list of all of them shows each: without the texts of their sources, which 100,000 claims would read again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from operator import itemgetter

from archive.addresses import PassageKey, build_permanent_url
from archive.formats.representations import represent_listed_quantity
from archive.models import Anchor, Claim, Disagreement, Quantity, Role
from archive.models.chunks import CHUNK_SIZE, iterate_chunks
from archive.vocabulary import LANGUAGES, sort_matters

LISTED_FIELDS = ("pk", "identifier", "edtf", "sense", "earliest", "latest", *(f"statement_{language}" for language in LANGUAGES))
SPAN_FIELDS = ("passage__source__identifier", "passage__ref", "start", "end", "exact")
Grouped = dict[int, list[dict[str, object]]]


def represent_listed_claims() -> Iterator[dict[str, object]]:
    """Yield all claims in the order of the texts, with what their list shows of each (``archive.formats.table``).

    Seven queries for each chunk. Values are read, no objects of the models, which would take half of the time.
    """
    for claims in iterate_chunks(Claim.objects.values_list(*LISTED_FIELDS), CHUNK_SIZE, itemgetter(0)):
        # The claims of a chunk are all those from its first key to its last
        keys = (claims[0][0], claims[-1][0])
        anchors, subjects, differing = _load_anchors(keys), _load_subjects(keys), _load_differences(keys)
        quantities = _load_quantities(keys)
        for pk, identifier, edtf, sense, earliest, latest, *statements in claims:
            yield {
                "kind": "claim",
                "identifier": identifier,
                "permanent": build_permanent_url("claim", identifier),
                "statement": dict(zip(LANGUAGES, statements, strict=True)),
                "date": _represent_days(edtf, sense, earliest, latest) if edtf else None,
                "anchors": anchors[pk],
                "about": subjects[pk],
                "differs_from": differing[pk],
                "quantities": quantities[pk],
            }


def _represent_days(edtf: str, sense: str, earliest: date | None, latest: date | None) -> dict[str, object]:
    first, last = (day and day.isoformat() for day in (earliest, latest))
    return {"edtf": edtf, "sense": sense, "earliest": first, "latest": last}


def _load_anchors(claims: tuple[int, int]) -> Grouped:
    """Return the words that state each of the claims from one key to another."""
    rows = Anchor.objects.filter(claim__pk__range=claims, role=Role.STATEMENT).order_by("pk")
    grouped: Grouped = defaultdict(list)
    for claim, status, *span in rows.values_list("claim_id", "status", *SPAN_FIELDS):
        grouped[claim].append({"role": "statement", "status": status, **represent_listed_span(*span)})
    return grouped


def represent_listed_span(source: str, ref: str, start: int, end: int, exact: str) -> dict[str, object]:
    """Return exact characters of a passage, of the values of SPAN_FIELDS, with their permanent address."""
    return {"permanent": build_permanent_url("passage", str(PassageKey(source, f"{ref}@{start}-{end}"))), "exact": exact}


def _load_quantities(claims: tuple[int, int]) -> Grouped:
    """Return the numbers that each of the claims from one key to another states, with their words."""
    rows = Quantity.objects.filter(claim__pk__range=claims)
    spans = rows.values_list("pk", *(f"anchor__{field}" for field in SPAN_FIELDS))
    words = {pk: represent_listed_span(*span) for pk, *span in spans}
    grouped: Grouped = defaultdict(list)
    for row in rows:
        grouped[row.claim_id].append({**represent_listed_quantity(row), "words": words[row.pk]})
    return grouped


def _load_subjects(claims: tuple[int, int]) -> Grouped:
    rows = Claim.subjects.through.objects.filter(claim__pk__range=claims).order_by("subject_id")
    grouped: Grouped = defaultdict(list)
    for claim, kind, identifier in rows.values_list("claim_id", "subject__kind", "subject__identifier"):
        grouped[claim].append({"permanent": build_permanent_url(kind, identifier)})
    return grouped


def _load_differences(claims: tuple[int, int]) -> Grouped:
    """Return the claims that differ from each, by their identifiers, and on what."""
    matters: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one, other in (("claim", "other"), ("other", "claim")):
        rows = Disagreement.objects.filter(**{f"{one}__pk__range": claims}).order_by("pk")
        for claim, identifier, matter in rows.values_list(f"{one}_id", f"{other}__identifier", "matter"):
            matters[claim, identifier].append(matter)
    grouped: Grouped = defaultdict(list)
    for (claim, identifier), names in sorted(matters.items()):
        grouped[claim].append({"permanent": build_permanent_url("claim", identifier), "matters": sort_matters(names)})
    return grouped
