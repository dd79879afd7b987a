"""Which records a record refers to."""

import pytest

from archive.ledger.lines import RECORD, VersionLine
from archive.ledger.references import list_references
from tests.support.changed_records import CHANGED_CLAIM


def list_references_of(kind: str, identifier: str, record: dict) -> list[str]:
    """Return what a record refers to, on a line of the ledger."""
    line = VersionLine(kind, identifier, None, RECORD, record)
    return list_references(line.key, line.encode())


def test_claim_refers_to_its_subjects_and_to_the_paragraphs_and_sources_that_it_quotes():
    claim = CHANGED_CLAIM | {
        "answers": ["who-was-marched"],
        "differs_from": [{"claim": "other-claim", "note": {"ar": "camp:dachau وغيره", "en": "camp:dachau and others"}}],
    }
    assert list_references_of("claim", "invented-departure", claim) == [
        "camp:neuengamme",
        "camp:sachsenhausen",
        "claim:other-claim",
        "passage:letter:1",
        "place:baltic-sea",
        "question:who-was-marched",
        "source:letter",
    ]


def test_sentence_refers_to_its_paragraph():
    assert list_references_of("sentence", "letter:3.12", {"source": "letter"}) == ["passage:letter:3"]


def test_place_refers_to_nothing_that_is_looked_up():
    assert list_references_of("place", "here", {"place": "here", "part_of": "place:there"}) == []


def test_route_refers_to_its_claim_and_its_places_and_to_what_it_quotes_each_once():
    stops = [{"place": f"place:{name}", "passage": f"letter:{ref}", "after": None} for name, ref in [("a", "1.1"), ("b", "1.2")]]
    assert list_references_of("route", "march", {"route": "march", "claim": "departure", "stops": stops * 2}) == [
        "claim:departure",
        "passage:letter:1",
        "place:a",
        "place:b",
        "source:letter",
    ]


@pytest.mark.parametrize("words", ['he said "camp:dachau', '"place:sea"', '\\"route:march', '"claim":"other', 'a\\\\"camp:x'])
def test_words_that_end_like_a_reference_are_none(words):
    quote = {"quote": words, "prefix": words, "suffix": f"{words} ", "label": {"ar": words, "en": words}}
    assert list_references_of("claim", "departure", {"claim": "departure", "evidence": [quote]}) == []


def test_words_that_look_like_a_reference_are_none():
    words = '"passage":"letter:9.9","claim":"other" "camp:dachau" \\"place:sea\\" ["routes":["a","b"]]'
    claim = {"claim": "departure", "statement": {"ar": words, "en": f"{words}\n"}, "answers": [], "differs_from": []}
    assert list_references_of("claim", "departure", claim) == []
