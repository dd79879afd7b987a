"""Database rows as plain dicts, the input of every format. Texts in both languages are ``{"ar": …, "en": …}``.

Offsets are code points, half-open: ``start``/``end`` of the whole source, ``passage_start``/``passage_end`` of
the passage; ``byte_start``/``byte_end`` count bytes of the source's UTF-8 file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from archive.addresses import PassageKey, build_permanent_url
from archive.claims import disagreements
from archive.dates.edtf import parse_date
from archive.models import Anchor, Claim, Mention, Passage, Quantity, Reading, Source, Subject
from archive.sources.passage_view import PassageView
from archive.text.anchoring import Span, compute_byte_span, extract_context
from archive.text.characters import shorten_words
from archive.vocabulary import LANGUAGES


def translated(row: Model, field: str) -> dict[str, str] | None:
    """Return a translated field in both languages, or None if it is empty."""
    texts = {language: getattr(row, f"{field}_{language}") for language in LANGUAGES}
    return texts if any(texts.values()) else None


def represent_source_head(row: Source) -> dict[str, object]:
    """Return the facts of a source that citations need, without its text."""
    return {
        "kind": "source",
        "identifier": row.identifier,
        "permanent": build_permanent_url("source", row.identifier),
        "title": translated(row, "title"),
        "title_supplied": row.title_supplied,
        "author": translated(row, "author"),
        "publisher": translated(row, "publisher"),
        "published_in": translated(row, "published_in"),
        "published": row.published,
        "language": row.language,
        "sha256": row.sha256,
        "bytes": row.byte_length,
        "characters": row.character_length,
        "origin": row.origin_address,
        "rights": row.rights_statement,
        "rights_note": translated(row, "rights_note"),
        "remark": translated(row, "remark"),
        "accessioned": row.accessioned.isoformat(),
    }


def represent_source(row: Source) -> dict[str, object]:
    """Return a source with its text, passages, mentions and claims. Seven queries."""
    sentences = list(row.passages.sentences().select_related("paragraph").prefetch_related("readings"))
    mentions = Mention.objects.filter(passage__source=row).with_texts().select_related("subject")
    claims = Claim.objects.quoting(sentences).with_evidence()
    return {
        **represent_source_head(row),
        "text": row.text,
        "paragraphs": [{"ref": part.ref, "start": part.start, "end": part.end} for part in row.passages.paragraphs()],
        "sentences": list(map(represent_sentence, sentences)),
        "mentions": [
            {**represent_span(mention), "subject": represent_subject(mention.subject), "form": mention.form} for mention in mentions
        ],
        "claims": list(map(represent_claim, claims)),
    }


def represent_sentence(row: Passage) -> dict[str, object]:
    """Return a sentence with its first reading, and all its readings; needs these."""
    readings = list(map(_represent_reading, row.readings.all()))
    return {
        "ref": row.ref,
        "permanent": build_permanent_url("passage", str(PassageKey(row.source.identifier, row.ref))),
        "paragraph": row.paragraph and row.paragraph.ref,
        "start": row.start,
        "end": row.end,
        "text": row.text,
        "reading": readings[0],
        "readings": readings,
    }


def _represent_reading(row: Reading) -> dict[str, object]:
    """Return a reading; ``by`` is None if it is the archive's."""
    fields = {"language": row.language, "status": row.status, "text": row.text}
    return {**fields, "note": translated(row, "note"), "by": translated(row, "by")}


def represent_passage(view: PassageView, claims: Iterable[Claim] | None = None) -> dict[str, object]:
    """Return a passage: its exact characters, the readings of its sentences, and the claims on it, or only some ``claims`` of them."""
    row, span = view.source, view.chosen or view.span
    identifier = str(PassageKey(row.identifier, str(view.ref)))
    words = span.of(row.text)
    prefix, suffix = extract_context(row.text, span)
    return {
        "kind": "passage",
        "identifier": identifier,
        "permanent": build_permanent_url("passage", identifier),
        "source": represent_source_head(row),
        "ref": str(view.ref),
        "is_paragraph": view.is_paragraph,
        "text": words,
        "words": shorten_words(words),
        "prefix": prefix,
        "suffix": suffix,
        **_represent_offsets(row, span),
        "sentences": list(map(represent_sentence, view.sentences)),
        "claims": [
            {"permanent": build_permanent_url("claim", claim.identifier), "statement": translated(claim, "statement")}
            for claim in (view.claims if claims is None else claims)
        ],
    }


def represent_claim(row: Claim) -> dict[str, object]:
    """Return a claim with its date and evidence; needs ``with_evidence``."""
    return {
        **_represent_statement(row),
        "anchors": list(map(represent_anchor, row.anchors.all())),
        "about": list(map(represent_subject, row.subjects.all())),
        "sources": list(map(represent_source_head, row.cited_sources)),
    }


def describe_claim(row: Claim) -> dict[str, object]:
    """Return what the page of another record says of a claim to machines; needs ``with_links`` or ``with_cited_stops``."""
    return {
        **_represent_statement(row),
        "anchors": [{"role": anchor.role, "status": anchor.status} for anchor in row.anchors.all()],
    }


def _represent_statement(row: Claim) -> dict[str, object]:
    return {
        "kind": "claim",
        "identifier": row.identifier,
        "permanent": build_permanent_url("claim", row.identifier),
        "statement": translated(row, "statement"),
        "date": represent_date(row),
    }


def represent_claim_numbers(row: Claim) -> dict[str, object]:
    """Return a claim, and under ``quantities`` the numbers that it states; needs ``with_quantities`` too."""
    quantities = [represent_quantity(quantity) for quantity in row.quantities.all()]
    return {**represent_claim(row), "quantities": quantities}


def represent_quantity(row: Quantity) -> dict[str, object]:
    """Return a number with what it counts, its unit and its words; ``value``: see ``QuantityValue.notation``."""
    return describe_quantity(row, represent_anchor(row.words))


def describe_quantity(row: Quantity, words: dict[str, object]) -> dict[str, object]:
    """Return a number with what it counts and its unit, and its ``words``."""
    fields = {name: getattr(row, name) for name in ("lower", "upper", "is_about", "order")}
    return {**represent_listed_quantity(row), **fields, "note": translated(row, "note"), "words": words}


def represent_listed_quantity(row: Quantity) -> dict[str, object]:
    """Return what a number counts, its unit and its value, as tables show them, without its words."""
    return {"of": row.counted, "unit": row.unit, "value": row.value.notation}


def represent_claim_differences(row: Claim) -> dict[str, object]:
    """Return a claim with its numbers, and under ``differs_from`` the claims that differ from it and on what.

    Needs ``with_quantities`` and ``with_disagreements`` too.
    """
    others = [
        {"permanent": build_permanent_url("claim", other.claim.identifier), "matters": other.matters}
        for other in disagreements.list_differing_claims(row)
    ]
    return {**represent_claim_numbers(row), "differs_from": others}


def represent_date(row: Any) -> dict[str, object] | None:
    """Return the date of a claim or a stop, or None: EDTF, its sense, its first and last day, the words in both languages."""
    if not row.edtf:
        return None
    return {
        "edtf": row.edtf,
        "sense": row.sense,
        "is_interval": parse_date(row.edtf).end is not None,
        "earliest": row.earliest and row.earliest.isoformat(),
        "latest": row.latest and row.latest.isoformat(),
        "words": translated(row, "date_words"),
        "note": translated(row, "date_note"),
    }


def describe_span(row: Anchor | Mention) -> dict[str, object]:
    """Return exact characters of a passage with their permanent address alone."""
    address = build_permanent_url("passage", str(PassageKey(row.passage.source.identifier, row.ref)))
    return {"permanent": address, "exact": row.exact}


def represent_span(row: Anchor | Mention) -> dict[str, object]:
    """Return exact characters of a passage with their permanent address, context and offsets."""
    text, start = row.passage.source.text, row.passage.start
    span = Span(start + row.start, start + row.end)
    prefix, suffix = extract_context(text, span)
    return {
        **describe_span(row),
        "source": build_permanent_url("source", row.passage.source.identifier),
        "sentence": row.passage.ref,
        "ref": row.ref,
        "prefix": prefix,
        "suffix": suffix,
        "passage_start": row.start,
        "passage_end": row.end,
        **_represent_offsets(row.passage.source, span),
    }


def represent_anchor(row: Anchor) -> dict[str, object]:
    """Return the words that a claim is anchored to, with their role and reading status."""
    return {**represent_span(row), "role": row.role, "status": row.status, "language": row.passage.source.language}


def represent_subject(row: Subject) -> dict[str, object]:
    """Return a camp, place or route by its permanent address and names."""
    return {
        "kind": row.kind,
        "identifier": row.identifier,
        "permanent": build_permanent_url(row.kind, row.identifier),
        "name": translated(row, "name"),
    }


def _represent_offsets(source: Source, span: Span) -> dict[str, int]:
    byte_span = compute_byte_span(source.text, source.sha256, span)
    return {"start": span.start, "end": span.end, "byte_start": byte_span.start, "byte_end": byte_span.end}
