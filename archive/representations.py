"""Rows of the record as plain dicts, ready for any format. Texts in both languages are ``{"ar": …, "en": …}``.

Offsets are code points, half-open, and say of what: ``start``/``end`` of the whole source, ``passage_start``/``passage_end`` of
the passage; ``byte_start``/``byte_end`` count bytes of the source's UTF-8 file.
"""

from __future__ import annotations

from django.db.models import Model

from archive import dates, differing
from archive.addresses import permanent
from archive.anchoring import Span, byte_span, context
from archive.labels import LANGUAGES
from archive.models import Anchor, Claim, Mention, Passage, Source, Subject
from archive.passages import PassageView
from archive.record_keys import PassageKey

WORDS_SHOWN = 48


def both(row: Model, field: str) -> dict[str, str] | None:
    """A translated field in both languages, or None if it is empty."""
    texts = {language: getattr(row, f"{field}_{language}") for language in LANGUAGES}
    return texts if any(texts.values()) else None


def source_head(row: Source) -> dict[str, object]:
    """What every citation of a source needs, without its text."""
    return {
        "kind": "source",
        "identifier": row.identifier,
        "permanent": permanent("source", row.identifier),
        "title": both(row, "title"),
        "title_supplied": row.title_supplied,
        "author": both(row, "author"),
        "publisher": both(row, "publisher"),
        "published_in": both(row, "published_in"),
        "published": row.published,
        "language": row.language,
        "sha256": row.sha256,
        "bytes": row.byte_length,
        "characters": row.character_length,
        "origin": row.origin_address,
        "rights": row.rights_statement,
        "rights_note": both(row, "rights_note"),
        "remark": both(row, "remark"),
        "accessioned": row.accessioned.isoformat(),
    }


def source(row: Source) -> dict[str, object]:
    """A source with its text, passages, mentions and claims. Six queries."""
    sentences = list(row.passages.sentences().select_related("reading", "paragraph"))
    mentions = Mention.objects.filter(passage__source=row).with_words().select_related("subject")
    claims = Claim.objects.resting_on(sentences).with_evidence()
    return {
        **source_head(row),
        "text": row.text,
        "paragraphs": [{"ref": one.ref, "start": one.start, "end": one.end} for one in row.passages.paragraphs()],
        "sentences": [sentence(one) for one in sentences],
        "mentions": [{**span(one), "subject": subject(one.subject), "form": one.form} for one in mentions],
        "claims": [claim(one) for one in claims],
    }


def sentence(row: Passage) -> dict[str, object]:
    """A sentence with its reading."""
    reading = {"language": row.reading.language, "status": row.reading.status, "text": row.reading.text}
    return {
        "ref": row.ref,
        "permanent": permanent("passage", str(PassageKey(row.source.identifier, row.ref))),
        "paragraph": row.paragraph and row.paragraph.ref,
        "start": row.start,
        "end": row.end,
        "text": row.text,
        "reading": {**reading, "note": both(row.reading, "note")},
    }


def passage(view: PassageView) -> dict[str, object]:
    """A passage: its exact characters, the readings of the sentences it lies in, and the claims that rest on it."""
    row, chosen = view.source, view.chosen or view.span
    identifier = str(PassageKey(row.identifier, str(view.ref)))
    words = chosen.of(row.text)
    prefix, suffix = context(row.text, chosen)
    return {
        "kind": "passage",
        "identifier": identifier,
        "permanent": permanent("passage", identifier),
        "source": source_head(row),
        "ref": str(view.ref),
        "is_paragraph": view.is_paragraph,
        "text": words,
        "words": shortened(words),
        "prefix": prefix,
        "suffix": suffix,
        **_offsets(row.text, chosen),
        "sentences": [sentence(one) for one in view.sentences],
        "claims": [{"permanent": permanent("claim", one.identifier), "statement": both(one, "statement")} for one in view.claims],
    }


def claim(row: Claim) -> dict[str, object]:
    """A claim with its date and the words it rests on; needs ``with_evidence``."""
    anchors = list(row.anchors.all())
    return {
        "kind": "claim",
        "identifier": row.identifier,
        "permanent": permanent("claim", row.identifier),
        "statement": both(row, "statement"),
        "date": date(row),
        "anchors": [anchor(one) for one in anchors],
        "about": [subject(one) for one in row.subjects.all()],
        "sources": [source_head(one) for one in row.cited_sources],
    }


def claim_and_others(row: Claim) -> dict[str, object]:
    """A claim, and under ``differs_from`` the claims that differ from it and on what; needs ``with_disagreements`` too."""
    others = [{"permanent": permanent("claim", one.claim.identifier), "matters": one.matters} for one in differing.against(row)]
    return {**claim(row), "differs_from": others}


def date(row: Claim) -> dict[str, object] | None:
    """A claim's date, or None: EDTF, its sense, its days, its ends as written, the words in both languages."""
    if not row.edtf:
        return None
    edtf = dates.parse(row.edtf)
    return {
        "edtf": row.edtf,
        "sense": row.sense,
        "is_interval": edtf.end is not None,
        "earliest": row.earliest and row.earliest.isoformat(),
        "latest": row.latest and row.latest.isoformat(),
        "words": both(row, "date_words"),
        "note": both(row, "date_note"),
    }


def anchor(row: Anchor) -> dict[str, object]:
    """The words a claim rests on, and what they do for it."""
    return {**span(row), "role": row.role, "status": row.status, "language": row.passage.source.language}


def span(row: Anchor | Mention) -> dict[str, object]:
    """Exact characters of a passage, by every way of naming them."""
    text, within = row.passage.source.text, row.passage.start
    prefix, suffix = context(text, Span(within + row.start, within + row.end))
    return {
        "permanent": permanent("passage", str(PassageKey(row.passage.source.identifier, row.ref))),
        "source": permanent("source", row.passage.source.identifier),
        "sentence": row.passage.ref,
        "ref": row.ref,
        "exact": row.exact,
        "prefix": prefix,
        "suffix": suffix,
        "passage_start": row.start,
        "passage_end": row.end,
        **_offsets(text, Span(within + row.start, within + row.end)),
    }


def subject(row: Subject) -> dict[str, object]:
    """A camp, place or route by its permanent address and names."""
    return {
        "kind": row.kind,
        "identifier": row.identifier,
        "permanent": permanent(row.kind, row.identifier),
        "name": both(row, "name"),
    }


def shortened(words: str, length: int = WORDS_SHOWN) -> str:
    """The beginning of the words, cut at white space, with an ellipsis if cut."""
    words = " ".join(words.split())
    if len(words) <= length:
        return words
    return words[: length + 1].rpartition(" ")[0].rstrip(" ،؛,;") + "…"


def _offsets(text: str, where: Span) -> dict[str, int]:
    in_bytes = byte_span(text, where)
    return {"start": where.start, "end": where.end, "byte_start": in_bytes.start, "byte_end": in_bytes.end}
