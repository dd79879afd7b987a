"""Rows of the record as plain dicts, ready for any format. Texts in both languages are ``{"ar": …, "en": …}``.

Offsets are code points, half-open, and say of what: ``start``/``end`` of the whole source, ``passage_start``/``passage_end`` of
the passage; ``byte_start``/``byte_end`` count bytes of the source's UTF-8 file.
"""

from __future__ import annotations

from django.db.models import Model

from archive.addresses import PassageKey, build_permanent_url
from archive.claims import disagreements
from archive.dates.edtf import parse_date
from archive.models import Anchor, Claim, Mention, Passage, Source, Subject
from archive.sources.passage_view import PassageView
from archive.text.anchoring import Span, compute_byte_span, extract_context
from archive.text.characters import shorten_words
from archive.vocabulary import LANGUAGES


def translated(row: Model, field: str) -> dict[str, str] | None:
    """A translated field in both languages, or None if it is empty."""
    texts = {language: getattr(row, f"{field}_{language}") for language in LANGUAGES}
    return texts if any(texts.values()) else None


def represent_source_head(row: Source) -> dict[str, object]:
    """What every citation of a source needs, without its text."""
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
    """A source with its text, passages, mentions and claims. Six queries."""
    sentences = list(row.passages.sentences().select_related("reading", "paragraph"))
    mentions = Mention.objects.filter(passage__source=row).with_texts().select_related("subject")
    claims = Claim.objects.quoting(sentences).with_evidence()
    return {
        **represent_source_head(row),
        "text": row.text,
        "paragraphs": [{"ref": one.ref, "start": one.start, "end": one.end} for one in row.passages.paragraphs()],
        "sentences": [represent_sentence(one) for one in sentences],
        "mentions": [{**represent_span(one), "subject": represent_subject(one.subject), "form": one.form} for one in mentions],
        "claims": [represent_claim(one) for one in claims],
    }


def represent_sentence(row: Passage) -> dict[str, object]:
    """A sentence with its reading."""
    reading = {"language": row.reading.language, "status": row.reading.status, "text": row.reading.text}
    return {
        "ref": row.ref,
        "permanent": build_permanent_url("passage", str(PassageKey(row.source.identifier, row.ref))),
        "paragraph": row.paragraph and row.paragraph.ref,
        "start": row.start,
        "end": row.end,
        "text": row.text,
        "reading": {**reading, "note": translated(row.reading, "note")},
    }


def represent_passage(view: PassageView) -> dict[str, object]:
    """A passage: its exact characters, the readings of the sentences it lies in, and the claims that rest on it."""
    row, chosen = view.source, view.chosen or view.span
    identifier = str(PassageKey(row.identifier, str(view.ref)))
    words = chosen.of(row.text)
    prefix, suffix = extract_context(row.text, chosen)
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
        **_represent_offsets(row.text, chosen),
        "sentences": [represent_sentence(one) for one in view.sentences],
        "claims": [
            {"permanent": build_permanent_url("claim", one.identifier), "statement": translated(one, "statement")}
            for one in view.claims
        ],
    }


def represent_claim(row: Claim) -> dict[str, object]:
    """A claim with its date and the words it rests on; needs ``with_evidence``."""
    anchors = list(row.anchors.all())
    return {
        "kind": "claim",
        "identifier": row.identifier,
        "permanent": build_permanent_url("claim", row.identifier),
        "statement": translated(row, "statement"),
        "date": represent_date(row),
        "anchors": [represent_anchor(one) for one in anchors],
        "about": [represent_subject(one) for one in row.subjects.all()],
        "sources": [represent_source_head(one) for one in row.cited_sources],
    }


def represent_claim_differences(row: Claim) -> dict[str, object]:
    """A claim, and under ``differs_from`` the claims that differ from it and on what; needs ``with_disagreements`` too."""
    others = [
        {"permanent": build_permanent_url("claim", one.claim.identifier), "matters": one.matters}
        for one in disagreements.list_differing_claims(row)
    ]
    return {**represent_claim(row), "differs_from": others}


def represent_date(row: Claim) -> dict[str, object] | None:
    """A claim's date, or None: EDTF, its sense, its days, its ends as written, the words in both languages."""
    if not row.edtf:
        return None
    edtf = parse_date(row.edtf)
    return {
        "edtf": row.edtf,
        "sense": row.sense,
        "is_interval": edtf.end is not None,
        "earliest": row.earliest and row.earliest.isoformat(),
        "latest": row.latest and row.latest.isoformat(),
        "words": translated(row, "date_words"),
        "note": translated(row, "date_note"),
    }


def represent_anchor(row: Anchor) -> dict[str, object]:
    """The words a claim rests on, and what they do for it."""
    return {**represent_span(row), "role": row.role, "status": row.status, "language": row.passage.source.language}


def represent_span(row: Anchor | Mention) -> dict[str, object]:
    """Exact characters of a passage, by every way of naming them."""
    text, within = row.passage.source.text, row.passage.start
    prefix, suffix = extract_context(text, Span(within + row.start, within + row.end))
    return {
        "permanent": build_permanent_url("passage", str(PassageKey(row.passage.source.identifier, row.ref))),
        "source": build_permanent_url("source", row.passage.source.identifier),
        "sentence": row.passage.ref,
        "ref": row.ref,
        "exact": row.exact,
        "prefix": prefix,
        "suffix": suffix,
        "passage_start": row.start,
        "passage_end": row.end,
        **_represent_offsets(text, Span(within + row.start, within + row.end)),
    }


def represent_subject(row: Subject) -> dict[str, object]:
    """A camp, place or route by its permanent address and names."""
    return {
        "kind": row.kind,
        "identifier": row.identifier,
        "permanent": build_permanent_url(row.kind, row.identifier),
        "name": translated(row, "name"),
    }


def _represent_offsets(text: str, where: Span) -> dict[str, int]:
    in_bytes = compute_byte_span(text, where)
    return {"start": where.start, "end": where.end, "byte_start": in_bytes.start, "byte_end": in_bytes.end}
