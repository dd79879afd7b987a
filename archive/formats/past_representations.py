"""Records of the ledger, as they were in an edition, as the dicts that every format writes.

Other records are named and described as they were in the same edition. What the tables no longer hold is left out: without the text of
its source, a quotation has no offsets in bytes.
"""

from __future__ import annotations

from typing import Any

from archive.addresses import PassageKey, RecordKey, build_permanent_url
from archive.dates.edtf import parse_date
from archive.models import RecordVersion
from archive.text.anchoring import Span, compute_byte_span, extract_context
from archive.text.characters import shorten_words
from archive.text.quantity_values import VALUE_FIELDS, make_value
from archive.text.references import split_numbers
from archive.versions.edition_state import EditionState
from archive.versions.record_state import RecordState, find_quotation_span, list_quotations, list_stop_quotations
from archive.vocabulary import LANGUAGES, QUANTITY_RANKS

Texts = dict[str, str]


def represent_past_source(past: RecordState) -> dict[str, object]:
    """Return a source with its text, passages and claims."""
    record, state = past.record, past.state
    return {
        **_represent_source_head(past.key, record),
        "text": state.find_text(record["text"]["sha256"]),
        "sentences": [represent_past_sentence(sentence) for sentence in past.related.get("sentences", ())],
        "claims": [represent_past_claim_of(state, claim) for claim in past.related.get("claims", ())],
    }


def represent_past_passage(past: RecordState) -> dict[str, object]:
    """Return a passage, or a version of a sentence: its exact characters, the readings of its sentences, and the claims on it."""
    state = past.state
    if past.passage is None or past.span is None:
        return _represent_sentence_version(past)
    return {
        **_represent_passage_head(past.key, state, past.version, past.text or "", past.span),
        "ref": str(past.passage),
        "is_paragraph": len(split_numbers(past.passage.first)) == 1,
        "sentences": [represent_past_sentence(sentence) for sentence in past.related["sentences"]],
        "claims": [represent_past_claim_of(state, claim) for claim in past.related["claims"]],
    }


def _represent_sentence_version(past: RecordState) -> dict[str, object]:
    record = past.record
    source = past.state.find(RecordKey("source", record["source"]))
    span = Span(record["start"], record["end"])
    return {
        **_represent_passage_head(RecordKey("passage", past.key.identifier), past.state, source, record["exact"], span),
        "ref": record["ref"],
        "is_paragraph": False,
        "sentences": [represent_past_sentence(past.version)],
        "claims": [],
    }


def _represent_passage_head(
    key: RecordKey, state: EditionState, source: RecordVersion | None, words: str, span: Span
) -> dict[str, object]:
    record = source.record if source else None
    text = state.find_text(record["text"]["sha256"]) if record else None
    prefix, suffix = extract_context(text, span) if text is not None else ("", "")
    return {
        **_represent_identity(key),
        "source": _represent_source_head(source.key, record) if source and record else None,
        "text": words,
        "words": shorten_words(words),
        "prefix": prefix,
        "suffix": suffix,
        **_represent_offsets(text, record["text"]["sha256"] if record else "", span),
    }


def represent_past_sentence(version: RecordVersion) -> dict[str, object]:
    """Return a sentence with its first reading, and all its readings."""
    record = version.record or {}
    return {
        "ref": record["ref"],
        "permanent": build_permanent_url("passage", version.identifier),
        "start": record["start"],
        "end": record["end"],
        "text": record["exact"],
        "reading": record["readings"][0],
        "readings": record["readings"],
    }


def represent_past_claim(past: RecordState) -> dict[str, object]:
    """Return a claim, and under ``differs_from`` the claims that differ from it."""
    differences = {difference["claim"]: difference["matters"] for difference in past.record["differs_from"]}
    for version in past.related.get("differs_from", ()):
        for difference in (version.record or {})["differs_from"]:
            if difference["claim"] == past.key.identifier:
                differences[version.identifier] = difference["matters"]
    others = [
        {"permanent": build_permanent_url("claim", claim), "matters": matters} for claim, matters in sorted(differences.items())
    ]
    claim = represent_past_claim_of(past.state, past.version)
    subjects = [str(version.key) for version in past.related.get("subjects", ())] or past.record["about"]
    anchors = [
        represent_past_span(past.state, quotation) | {"role": role}
        for route in past.related.get("routes", ())
        for role, quotation in _list_route_quotations(route.record or {})
    ]
    stops = [stop for route in past.related.get("routes", ()) for stop in (route.record or {}).get("stops", ())]
    at_stops = [represent_past_quantity(past.state, quantity) for stop in stops for quantity in stop["quantities"]]
    return {
        **claim,
        "anchors": [*claim["anchors"], *anchors],
        "quantities": sorted(
            [*claim["quantities"], *at_stops], key=lambda quantity: QUANTITY_RANKS[quantity["of"], quantity["unit"]]
        ),
        "about": represent_past_subjects(past.state, subjects),
        "differs_from": others,
    }


def _list_route_quotations(route: dict) -> list[tuple[str, dict]]:
    """Return the quotations of a route, each with its role in the route's claim."""
    groups = [("origin", route.get("origins")), ("destination", route.get("destinations"))]
    parts = [*groups, ("direction", route["direction"]), *(("means", means) for means in route["means"])]
    stops = [
        quotation for stop in route.get("stops", ()) for quotation in (*list_stop_quotations(stop).values(), *stop["quantities"])
    ]
    by_span = {(quotation["passage"], quotation["start"], quotation["end"]): quotation for quotation in reversed(stops)}
    spans = dict.fromkeys((quotation["passage"], quotation["start"], quotation["end"]) for quotation in stops)
    return [(role, part) for role, part in parts if part] + [("stop", by_span[span]) for span in spans]


def represent_past_claim_of(state: EditionState, version: RecordVersion) -> dict[str, Any]:
    """Return a claim with its date and evidence."""
    record = version.record or {}
    date = record["date"]
    quotations = [("statement", quotation) for quotation in record["evidence"]] + ([("date", date)] if date else [])
    numbers = {(quotation["passage"], quotation["start"], quotation["end"]): quotation for quotation in record["quantities"]}
    quotations += [("quantity", quotation) for quotation in numbers.values()]
    anchors = [represent_past_span(state, quotation) | {"role": role} for role, quotation in quotations]
    return {
        **_represent_identity(version.key),
        "statement": record["statement"],
        "date": represent_past_date(date) if date else None,
        "anchors": anchors,
        "about": represent_past_subjects(state, record["about"]),
        "sources": list_past_sources(state, record),
        "quantities": [represent_past_quantity(state, quantity) for quantity in record["quantities"]],
    }


def represent_past_quantity(state: EditionState, quantity: dict) -> dict[str, Any]:
    """Return a number with what it counts, its unit and its words."""
    value = make_value(*(quantity[name] for name in VALUE_FIELDS))
    words = represent_past_span(state, quantity) | {"role": "quantity"}
    head = {"of": quantity["of"], "unit": quantity["unit"], "value": value.notation}
    return {**head, **value._asdict(), "note": quantity["note"], "words": words}


def represent_past_date(date: dict) -> dict[str, object]:
    """Return a date: EDTF, its sense, its first and last day, the words in both languages."""
    earliest, latest = parse_date(date["edtf"]).bounds(date["sense"] or "")
    return {
        "edtf": date["edtf"],
        "sense": date["sense"] or "",
        "is_interval": parse_date(date["edtf"]).end is not None,
        "earliest": earliest and earliest.isoformat(),
        "latest": latest and latest.isoformat(),
        "words": date["words"],
        "note": date["note"],
    }


def represent_past_span(state: EditionState, quotation: dict) -> dict[str, object]:
    """Return a quotation with its permanent address, context and offsets."""
    source, ref = PassageKey.parse(quotation["passage"])
    span, text = find_quotation_span(state, quotation), state.find_text(quotation["text"])
    record = state.find_record(RecordKey("source", source))
    prefix, suffix = extract_context(text, span) if text is not None and span else (quotation["prefix"], quotation["suffix"])
    place = f"{ref}@{quotation['start']}-{quotation['end']}"
    return {
        "permanent": build_permanent_url("passage", str(PassageKey(source, place))),
        "source": build_permanent_url("source", source),
        "sentence": ref,
        "ref": place,
        "exact": quotation["quote"],
        "prefix": prefix,
        "suffix": suffix,
        "status": quotation.get("status"),
        "language": record["text"]["language"] if record else "",
        "passage_start": quotation["start"],
        "passage_end": quotation["end"],
        **(_represent_offsets(text, quotation["text"], span) if span else {}),
    }


def represent_past_subjects(state: EditionState, names: list[str]) -> list[dict[str, object]]:
    """Return camps, places and routes, given by their keys, by permanent address and name."""
    keys = [RecordKey.parse(name) for name in names]
    state.load(keys)
    return [{**_represent_identity(key), "name": get_name(state.find_record(key), key)} for key in keys]


def get_name(record: dict | None, key: RecordKey) -> Texts:
    """Return the name of a camp, place or route in both languages; its identifier if it has none."""
    names = (record.get("names") or record.get("name") or record.get("description") or {}) if record else {}
    return {language: names.get(language) or key.identifier for language in LANGUAGES}


def list_past_sources(state: EditionState, record: dict) -> list[dict[str, object]]:
    """Return the sources that a record quotes, each once."""
    sources = dict.fromkeys(PassageKey.parse(quotation["passage"]).source for quotation in list_quotations(record))
    keys = [RecordKey("source", source) for source in sources]
    state.load(keys)
    records = ((key, state.find_record(key)) for key in keys)
    return [_represent_source_head(key, source) for key, source in records if source]


def _represent_source_head(key: RecordKey, record: dict) -> dict[str, object]:
    title = {language: record["title"][language] for language in LANGUAGES}
    return {
        **_represent_identity(key),
        "title": title,
        "title_supplied": record["title"]["supplied"],
        "author": record["author"],
        "publisher": record["publisher"],
        "published_in": record["published_in"],
        "published": record["published"] or "",
        "language": record["text"]["language"],
        "sha256": record["text"]["sha256"],
        "bytes": record["text"]["bytes"],
        "characters": record["text"]["characters"],
        "origin": record["origin"]["address"],
        "rights": record["rights"]["statement"],
        "rights_note": record["rights"]["note"],
        "remark": record["remark"],
        "accessioned": record["accessioned"],
    }


def _represent_identity(key: RecordKey) -> dict[str, object]:
    return {"kind": key.kind, "identifier": key.identifier, "permanent": build_permanent_url(*key)}


def _represent_offsets(text: str | None, sha256: str, span: Span) -> dict[str, int]:
    offsets = {"start": span.start, "end": span.end}
    if text is None:
        return offsets
    byte_span = compute_byte_span(text, sha256, span)
    return offsets | {"byte_start": byte_span.start, "byte_end": byte_span.end}
