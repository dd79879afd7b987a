"""The same queries have the same answers on either engine: each runs this against what is written here.

``SEARCH_ANSWERS=write`` writes today’s answers down; read the difference.
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
# Of so many hits the order is written down.
TOP = 12


def answer(text: str, *, exact: bool = False) -> dict[str, object]:
    """How many of each kind, the first of them in their order, under what they are filed; else what is suggested instead."""
    try:
        query = parse_query(text, exact=exact)
        found = find_documents(query, parse_filters(query.filters))
    except QueryError as refusal:
        return {"refused": refusal.reason}
    if not found.documents:
        return {"suggested": suggest_queries(query)}
    first = [f"{one.kind}:{one.identifier}" for one in found.documents if one.kind != "page"][:TOP]
    counts = {kind: count for kind, count in found.counts.items() if kind != "page"}
    filed = {kind: sum(counter.values()) for kind, counter in sorted(found.count_marks().items())}
    return {"counts": counts, "first": first, "filed": filed}


def test_every_query_is_answered_as_it_is_written():
    with override("en"):
        given = {"spelt": {text: answer(text) for text in ANSWERS["spelt"]}}
        given["exact"] = {text: answer(text, exact=True) for text in list(ANSWERS["spelt"])[::6]}
    if os.environ.get("SEARCH_ANSWERS") == "write":
        FILE.write_text(json.dumps(given, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    assert len(given["spelt"]) == 300
    assert given == json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "name", ["Buchenwald", "بوخنفالد", "بوخنوالد", "بوخن‌والد", "Бухенвальд", "BUCHENWALD", "بُوخنفالد", "KZ Buchenwald"]
)
def test_every_spelling_leads_to_the_camp(name):
    assert answer(name)["first"][0] == "camp:buchenwald"


@pytest.mark.parametrize("name", ["Oświęcim", "oswiecim", "OŚWIĘCIM"])
def test_the_polish_name_of_a_town_leads_to_its_camp(name):
    assert answer(name)["first"][0] == "camp:auschwitz"


@pytest.mark.parametrize("text", ["", "a", "الموت", "camp:dachau", "x -y"])
def test_a_form_for_machines_has_the_same_hits_in_the_same_order(text):
    data = Client().get("/en/search.json", {"q": text}).json()
    shown = [f"{one['kind']}:{one['identifier']}" for one in data["hits"] if one["kind"] != "page"]
    assert shown == answer(text).get("first", [])[: len(shown)] or len(shown) > TOP
