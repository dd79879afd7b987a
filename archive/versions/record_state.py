"""A record as it was in an edition, with the records that its page showed: claims, sentences, places and others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from archive.addresses import PassageKey, RecordKey
from archive.ledger.references import name_paragraph
from archive.models import RecordVersion
from archive.text.anchoring import Span
from archive.text.references import InvalidReference, Reference
from archive.versions.edition_state import EditionState


@dataclass
class RecordState:
    """A record in an edition: ``version`` is the one in force, of a passage that of its source.

    ``related``: by name, the versions that the record's page showed; ``mentions``: those of a place, or in a passage, each with the
    identifier of its source; ``passage``: its reference; ``span``: its characters, in code points of the source.
    """

    state: EditionState
    key: RecordKey
    version: RecordVersion
    related: dict[str, list[RecordVersion]] = field(default_factory=dict)
    mentions: list[tuple[str, dict]] = field(default_factory=list)
    passage: Reference | None = None
    span: Span | None = None

    @property
    def record(self) -> dict:
        """Return the record in the current format."""
        return self.version.record or {}

    @property
    def text(self) -> str | None:
        """Return the words of a passage; None if the text of its source is not loaded and its sentences do not hold them."""
        if self.span is None:
            return None
        if (text := self.state.find_text(self.record["text"]["sha256"])) is not None:
            return self.span.of(text)
        if len(self.related["sentences"]) == 1 and (sentence := self.related["sentences"][0].record):
            span = self.span.moved(-sentence["start"])
            return span.of(sentence["exact"]) if span.start >= 0 and span.end <= len(sentence["exact"]) else None
        return None


def load_record_state(state: EditionState, version: RecordVersion) -> RecordState:
    """Return a record that is in force in an edition, given by its version there, with the records that its page showed."""
    record_state = RecordState(state, version.key, version)
    _LOADERS.get(version.kind, _load_nothing)(record_state)
    record_state.related = {name: versions for name, versions in record_state.related.items() if versions}
    return record_state


def load_passage_state(state: EditionState, source: RecordVersion, ref: Reference) -> RecordState:
    """Return a passage of a source that is in force in an edition. Raises InvalidReference if the source had no such passage."""
    sentences = state.select_passage(source.identifier, ref)
    paragraphs = {name_paragraph(sentence.identifier) for sentence in sentences}
    first, last = (_find_passage_span(state, source.identifier, name) for name in (ref.first, ref.last))
    if first is None or last is None:
        raise InvalidReference("unknown")
    span = Span(first.start, last.end)
    if ref.characters:
        if ref.characters.end > span.end - span.start:
            raise InvalidReference("too-far")
        span = ref.characters.moved(span.start)
        sentences = [sentence for sentence in sentences if (own := _get_span(sentence)) and own.overlaps(span)]
    passage = RecordState(state, RecordKey("passage", str(PassageKey(source.identifier, str(ref)))), source, passage=ref, span=span)
    claims = state.list_referring(paragraphs, "claim")
    passage.related = {
        "sentences": sentences,
        "claims": [claim for claim in claims if _quotes_span(state, claim, source.identifier, span)],
    }
    mentions = (mention for mention in passage.record["mentions"] if _overlaps(state, mention, source.identifier, span))
    passage.mentions = [(source.identifier, mention) for mention in mentions]
    return passage


def list_stops(route: dict) -> list[str]:
    """Return the keys of the places of a route that have records, each once."""
    groups = (route[role]["places"] for role in ("origins", "destinations") if role in route)
    stops = (stop["place"] for stop in route.get("stops", ()) if stop["place"])
    return list(dict.fromkeys([*chain.from_iterable(groups), *stops]))


def list_stop_quotations(stop: dict) -> dict[str, dict]:
    """Return the quotations of a stop: of its own words under ``stop``, and those of its date, means and direction as far as it has them."""
    parts = {"stop": stop, **{name: stop[name] for name in ("date", "means", "direction")}}
    return {name: quotation for name, quotation in parts.items() if quotation}


def list_quotations(value: object) -> Iterator[dict]:
    """Yield the quotations in a record."""
    if isinstance(value, dict):
        if "quote" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from list_quotations(item)


def _load_nothing(found: RecordState) -> None:
    """Load nothing: the page showed the record alone."""


def _load_claim(found: RecordState) -> None:
    record = found.record
    naming = found.state.list_referring([str(found.key)], "claim", "route")
    named = [RecordKey("claim", difference["claim"]) for difference in record["differs_from"]]
    differing = [*_find(found, named), *(version for version in naming if version.kind == "claim" and version.key != found.key)]
    routes = [version for version in naming if version.kind == "route"]
    subjects = [*record["about"], *(subject for route in routes for subject in (str(route.key), *list_stops(route.record or {})))]
    found.related = {
        "subjects": _find(found, map(RecordKey.parse, dict.fromkeys(subjects))),
        "routes": routes,
        "differs_from": list({version.key: version for version in differing}.values()),
        "questions": _find(found, (RecordKey("question", question) for question in record["answers"])),
        **_find_quoted(found),
    }


def _load_place(found: RecordState) -> None:
    naming = found.state.list_referring([str(found.key)], "claim", "route", "source")
    routes = [version for version in naming if version.kind == "route"]
    of_routes = _find(found, (RecordKey("claim", (route.record or {})["claim"]) for route in routes))
    claims = {claim.key: claim for claim in (*naming, *of_routes) if claim.kind == "claim"}
    part_of = found.record["part_of"]
    found.related = {
        "claims": list(claims.values()),
        "routes": routes,
        "places": _find(found, [RecordKey.parse(part_of)] if part_of else []),
    }
    sources = (version for version in naming if version.kind == "source")
    mentions = ((source.identifier, mention) for source in sources for mention in (source.record or {})["mentions"])
    found.mentions = [(source, mention) for source, mention in mentions if mention["place"] == str(found.key)]


def _load_route(found: RecordState) -> None:
    record = found.record
    naming = found.state.list_referring([str(found.key)], "claim", "movement")
    claims = [*_find(found, [RecordKey("claim", record["claim"])]), *(version for version in naming if version.kind == "claim")]
    found.related = {
        "claims": list({claim.key: claim for claim in claims}.values()),
        "places": _find(found, map(RecordKey.parse, list_stops(record))),
        "movements": [version for version in naming if version.kind == "movement"],
        **_find_quoted(found),
    }


def _load_movement(found: RecordState) -> None:
    routes = _find(found, (RecordKey("route", route) for route in found.record["routes"]))
    claims = _find(found, (RecordKey("claim", (route.record or {})["claim"]) for route in routes))
    places = dict.fromkeys(place for route in routes for place in list_stops(route.record or {}))
    found.related = {"routes": routes, "claims": claims, "places": _find(found, map(RecordKey.parse, places))}


def _load_source(found: RecordState) -> None:
    source = found.key.identifier
    found.related = {
        "sentences": found.state.list_sentences(source, (paragraph["ref"] for paragraph in found.record["paragraphs"])),
        "claims": found.state.list_referring([str(found.key)], "claim"),
    }


def _load_question(found: RecordState) -> None:
    found.related = {"claims": found.state.list_referring([str(found.key)], "claim")}


def _load_story(found: RecordState) -> None:
    found.related = {"claims": _find(found, (RecordKey("claim", claim) for claim in found.record["claims"]))}


_LOADERS = {
    "claim": _load_claim,
    "camp": _load_place,
    "place": _load_place,
    "route": _load_route,
    "movement": _load_movement,
    "source": _load_source,
    "question": _load_question,
    "story": _load_story,
}


def _find(found: RecordState, keys: Iterable[RecordKey]) -> list[RecordVersion]:
    """Return the versions of records in force in the edition."""
    keys = list(keys)
    found.state.load(keys)
    return [version for version in map(found.state.find, keys) if version]


def _find_quoted(found: RecordState) -> dict[str, list[RecordVersion]]:
    """Return the sentences that a record quotes, and their sources."""
    passages = dict.fromkeys(PassageKey.parse(quotation["passage"]) for quotation in list_quotations(found.record))
    return {
        "sentences": _find(found, (RecordKey("sentence", str(passage)) for passage in passages if "." in passage.ref)),
        "sources": _find(found, dict.fromkeys(RecordKey("source", passage.source) for passage in passages)),
    }


def find_quotation_span(state: EditionState, quotation: dict) -> Span | None:
    """Return the characters of a quotation, in code points of the source; None if its passage is not in force in the edition."""
    source, ref = PassageKey.parse(quotation["passage"])
    passage = _find_passage_span(state, source, ref)
    return Span(passage.start + quotation["start"], passage.start + quotation["end"]) if passage else None


def _find_passage_span(state: EditionState, source: str, ref: str) -> Span | None:
    """Return the span of a paragraph or a sentence in a source."""
    if "." in ref:
        return _get_span(state.find(RecordKey("sentence", str(PassageKey(source, ref)))))
    record = state.find_record(RecordKey("source", source))
    paragraphs = {
        paragraph["ref"]: Span(paragraph["start"], paragraph["end"]) for paragraph in (record or {}).get("paragraphs", ())
    }
    return paragraphs.get(ref)


def _get_span(sentence: RecordVersion | None) -> Span | None:
    record = sentence.record if sentence else None
    return Span(record["start"], record["end"]) if record else None


def _quotes_span(state: EditionState, claim: RecordVersion, source: str, span: Span) -> bool:
    return any(_overlaps(state, quotation, source, span) for quotation in list_quotations(claim.record))


def _overlaps(state: EditionState, quotation: dict, source: str, span: Span) -> bool:
    """Return whether a character of a quotation is in the span of the source."""
    own = find_quotation_span(state, quotation)
    return own is not None and PassageKey.parse(quotation["passage"]).source == source and own.overlaps(span)
