"""Rows of an archive of any size, beside the founding one: places, routes, sources with their sentences, and claims.

The first invented source has a twentieth of all sentences, each of the others OF_A_SOURCE. Every tenth sentence names a place, and every
fifth claim is about one. Routes are marches stop by stop: see ``marches``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from django.core.management.color import no_style
from django.db import connection, transaction

from archive.models import (
    Anchor,
    Claim,
    Edition,
    Mention,
    Passage,
    Reading,
    RecordVersion,
    Source,
    SourceCoverage,
    Subject,
    bulk,
)
from camps.models import Place, PlaceName
from tests.bench.marches import FIRST, Spot, insert_marches
from tests.bench.searchtexts import LETTERS, Sentence, sentences, vocabulary

OF_A_SOURCE, OF_A_PARAGRAPH, OF_A_MAIN_CAMP = 50, 5, 25
# Key of the first invented passage
FIRST_PASSAGE = 1_000_000
FIRST_DAY, DAYS = date(1944, 6, 1), 365


class Size(NamedTuple):
    """The number of invented records of each kind."""

    places: int
    routes: int
    sentences: int
    claims: int


def grow(size: Size) -> None:
    """Insert the rows of an archive of a size."""
    with transaction.atomic():
        _advance_sequences()
        _insert_places(size.places)
        founding = _list_founding_spots()
        spots = [*_insert_sources(size.sentences, size.places), *founding]
        insert_claims(size.claims, size.places, spots)
        # Each march in an account of its own, as long as there are more sources than the large one
        told = spots[size.sentences // 20 :] if size.sentences > OF_A_SOURCE * size.routes else spots
        insert_marches(size.routes, size.places, told, build_claim)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _advance_sequences() -> None:
    """Let PostgreSQL number rows after those that were loaded with their keys."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Reading, Claim.subjects.through]):
            cursor.execute(statement)


def _list_founding_spots() -> list[Spot]:
    return [Spot(passage.pk, passage.text) for passage in Passage.objects.filter(kind="sentence").select_related("source")]


def _insert_places(count: int) -> None:
    arabic, english = (vocabulary(language) for language in LETTERS)
    keys = range(FIRST, FIRST + count)
    names = {pk: _name_place(pk - FIRST, arabic, english) for pk in keys}
    bulk.insert_rows(
        Subject,
        (
            {"id": pk, "kind": "camp", "identifier": f"invented-{pk}", "name_ar": ar, "name_en": en}
            for pk, (ar, en) in names.items()
        ),
    )
    bulk.insert_rows(Place, (_build_place(pk) for pk in keys))
    labels = (
        {"place_id": pk, "language": language, "name": name, "kind": "label", "met_ar": "", "met_en": ""}
        for pk, pair in names.items()
        for language, name in zip(LETTERS, pair, strict=True)
    )
    bulk.insert_rows(PlaceName, ({"id": FIRST + nth, **row} for nth, row in enumerate(labels)))


def _name_place(nth: int, arabic: list[str], english: list[str]) -> tuple[str, str]:
    """Return the names of a place; those of subcamps are as long as names of camps of work are: “Waldberg (Arbeitslager der …)”."""
    if nth % OF_A_MAIN_CAMP == 0:
        return arabic[nth], f"{english[nth].capitalize()} camp"
    owner = (nth + OF_A_MAIN_CAMP) % len(arabic)
    return (
        f"{arabic[nth]} (معسكر عمل في مصانع طائرات {arabic[owner]})",
        f"{english[nth].capitalize()} (labour camp of {english[owner].capitalize()} Aircraft Works)",
    )


def _build_place(pk: int) -> dict[str, object]:
    nth = pk - FIRST
    texts = {f"{name}_{language}": "" for name in ("city", "today_reference") for language in LETTERS}
    return {
        "subject_id": pk,
        "kind": "camp" if nth % OF_A_MAIN_CAMP == 0 else "subcamp",
        "part_of_id": pk - nth % OF_A_MAIN_CAMP if nth % OF_A_MAIN_CAMP else None,
        "is_named": True,
        "latitude": round(47 + nth * 0.618 % 8, 4),
        "longitude": round(8 + nth * 0.414 % 16, 4),
        "confidence": "high",
        "reference_ar": "مرجع",
        "reference_en": "Invented reference",
        "recorded": date(2026, 1, 1),
        **texts,
    }


def _divide(count: int) -> Iterator[int]:
    """Yield the number of sentences of each source."""
    large = count // 20
    if large:
        yield large
    yield from [OF_A_SOURCE] * ((count - large) // OF_A_SOURCE)
    if rest := (count - large) % OF_A_SOURCE:
        yield rest


def _insert_sources(count: int, places: int) -> Iterator[Spot]:
    like, remaining, first = Source.objects.first(), sentences(count), FIRST_PASSAGE
    numbered = enumerate(_divide(count), FIRST)
    for few in bulk.iterate_batches(numbered, 200):
        texts = [(pk, list(islice(remaining, length))) for pk, length in few]
        bulk.insert_rows(Source, (_build_source(like, pk, text) for pk, text in texts))
        bulk.insert_rows(SourceCoverage, (_build_coverage(pk, text) for pk, text in texts))
        passages = []
        for pk, text in texts:
            passages += _list_passages(pk, text, first + len(passages))
        bulk.insert_rows(Passage, (row for row, _sentence in passages))
        read = [(row["id"], sentence) for row, sentence in passages if sentence]
        note = {"number": 1, "language": "en", "status": "plain", "note_ar": "", "note_en": "", "by_ar": "", "by_en": ""}
        bulk.insert_rows(Reading, ({"passage_id": pk, "text": sentence.reading, **note} for pk, sentence in read))
        bulk.insert_rows(
            Mention,
            (
                {"id": pk, "passage_id": pk, "subject_id": FIRST + pk % places, "form": "name", **Spot(pk, sentence.text).quote(0)}
                for pk, sentence in read[::10]
            ),
        )
        yield from (Spot(pk, sentence.text) for pk, sentence in read)
        first += len(passages)


def _build_source(like: Source, pk: int, text: list[Sentence]) -> dict[str, object]:
    words = " ".join(sentence.text for sentence in text)
    row = {field.column: getattr(like, field.attname) for field in Source._meta.concrete_fields}
    lengths = {"byte_length": len(words.encode()), "character_length": len(words)}
    own = {"id": pk, "identifier": f"invented-{pk}", "text": words, "sha256": sha256(words.encode()).hexdigest()}
    return {**row, **own, **lengths, "supersedes_id": None}


def _build_coverage(pk: int, text: list[Sentence]) -> dict[str, int]:
    count = sum(len(sentence.text) for sentence in text)
    covered = {"sentences_with_claims": 0, "covered_letters": 0, "covered_characters": 0}
    return {"source_id": pk, "sentences": len(text), "letters": count, "characters": count, **covered}


def _list_passages(source: int, text: list[Sentence], key: int) -> list[tuple[dict, Sentence | None]]:
    """Return the rows of the paragraphs and sentences of a source, with the sentences."""
    rows, at = [], 0
    for number, part in enumerate(bulk.iterate_batches(text, OF_A_PARAGRAPH), 1):
        paragraph = key + len(rows)
        end = at + sum(len(sentence.text) + 1 for sentence in part) - 1
        row = {"id": paragraph, "source_id": source, "kind": "paragraph", "ref": str(number), "start": at, "end": end}
        rows.append(({**row, "paragraph_id": None}, None))
        for nth, sentence in enumerate(part, 1):
            own = {"id": key + len(rows), "kind": "sentence", "ref": f"{number}.{nth}", "paragraph_id": paragraph}
            rows.append(({**row, **own, "start": at, "end": at + len(sentence.text)}, sentence))
            at += len(sentence.text) + 1
    return rows


def insert_claims(count: int, places: int, spots: list[Spot]) -> None:
    """Insert claims with their versions; every seventh has no date, and every fifth is about a place."""
    keys = range(FIRST, FIRST + count)
    bulk.insert_rows(Claim, (build_claim(pk, dated=pk % 7 != 0) for pk in keys))
    bulk.insert_rows(Anchor, (_build_anchor(pk, pk, spots[pk % len(spots)]) for pk in keys))
    bulk.insert_rows(
        Claim.subjects.through, ({"claim_id": pk, "subject_id": FIRST + pk // 5 % places} for pk in keys if pk % 5 == 0)
    )
    edition = Edition.objects.order_by("number").first()
    versions = (
        {
            "edition_id": edition.pk,
            "kind": "claim",
            "identifier": f"invented-{pk}",
            "version": sha256(str(pk).encode()).hexdigest(),
            "previous": "",
        }
        for pk in keys
    )
    bulk.insert_rows(
        RecordVersion, ({"id": 10**7 + nth, **row, "outcome": "record", "line": "{}"} for nth, row in enumerate(versions))
    )


def build_claim(pk: int, *, dated: bool) -> dict[str, object]:
    day = FIRST_DAY + timedelta(days=pk % DAYS)
    words = {f"{name}_{language}": "" for name in ("date_words", "date_note", "label") for language in LETTERS}
    return {
        "id": pk,
        "identifier": f"invented-{pk}",
        "statement_ar": f"القول رقم {pk}: يقول المصدر شيئًا واحدًا عن مكان ما في ذلك اليوم",
        "statement_en": f"Statement {pk}: the source says one thing about a place on that day",
        "edtf": day.isoformat() if dated else "",
        "sense": "",
        "earliest": day if dated else None,
        "latest": day if dated else None,
        **words,
    }


def _build_anchor(pk: int, claim: int, spot: Spot) -> dict[str, object]:
    own = {"id": 10 * FIRST + pk, "claim_id": claim, "role": "statement", "status": "plain", "passage_id": spot.passage}
    return {**own, **spot.quote(0)}
