"""Recorded answers to 300 queries, which must be the same on both engines.

``SEARCH_ANSWERS=write`` records the current answers; review the difference.
"""

import json
import os
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from archive.search.find import find_documents, parse_filters, suggest_queries
from archive.search.query import QueryError, parse_query

pytestmark = pytest.mark.django_db
FILE = Path(__file__).with_name("answers.json")
ANSWERS = json.loads(FILE.read_text(encoding="utf-8"))
# Hits of which the order is recorded.
MAX_RECORDED_HITS = 12


def answer(text: str, *, exact: bool = False) -> dict[str, object]:
    """Return the counts by kind, the first hits in order and the counts of marks; or the suggestions or the refusal."""
    try:
        query = parse_query(text, exact=exact)
        results = find_documents(query, parse_filters(query.filters))
    except QueryError as refusal:
        return {"refused": refusal.reason}
    if not results.documents:
        return {"suggested": suggest_queries(results)}
    first = [f"{hit.kind}:{hit.identifier}" for hit in results.documents if hit.kind != "page"][:MAX_RECORDED_HITS]
    counts = {kind: count for kind, count in results.counts.items() if kind != "page"}
    marks = {kind: sum(counter.values()) for kind, counter in sorted(results.count_marks().items())}
    return {"counts": counts, "first": first, "filed": marks}


def test_every_query_has_its_recorded_answer():
    with override("en"):
        answers = {"spelt": {text: answer(text) for text in ANSWERS["spelt"]}}
        answers["exact"] = {text: answer(text, exact=True) for text in list(ANSWERS["spelt"])[::6]}
    if os.environ.get("SEARCH_ANSWERS") == "write":
        FILE.write_text(json.dumps(answers, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    assert len(answers["spelt"]) == 300
    assert answers == json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "name", ["Buchenwald", "بوخنفالد", "بوخنوالد", "بوخن‌والد", "Бухенвальд", "BUCHENWALD", "بُوخنفالد", "KZ Buchenwald"]
)
def test_every_spelling_finds_the_camp_first(name):
    assert answer(name)["first"][0] == "camp:buchenwald"


@pytest.mark.parametrize("name", ["Oświęcim", "oswiecim", "OŚWIĘCIM"])
def test_polish_name_of_a_town_finds_its_camp_first(name):
    assert answer(name)["first"][0] == "camp:auschwitz"


@pytest.mark.parametrize("text", ["", "a", "الموت", "camp:dachau", "x -y"])
def test_json_has_the_same_hits_in_the_same_order(text):
    data = Client().get("/en/search.json", {"q": text}).json()
    hits = [f"{hit['kind']}:{hit['identifier']}" for hit in data["hits"] if hit["kind"] != "page"]
    assert hits == answer(text).get("first", [])[: len(hits)] or len(hits) > MAX_RECORDED_HITS


@pytest.mark.parametrize("name", ["S.S.", "S. S.", "s s"])
def test_letters_with_full_stops_are_an_abbreviation(name):
    assert "term:ss" in answer(name)["first"]


def test_family_name_of_a_glossary_term_is_suggested_for_a_short_word():
    assert answer("هملر") == {"suggested": ["هيملر"]}
