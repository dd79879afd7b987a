"""Records become rows in one order with exact spans; no database: the rows are taken before they are inserted."""

from __future__ import annotations

from datetime import date

import pytest

from archive import bulk, load
from archive.models import Anchor, Claim, Mention, Passage, Question, Reading, Retired, Source, Subject
from archive.recordtypes import Bilingual
from tests.support.records import (
    BILINGUAL,
    TEXT,
    archive,
    change,
    claim,
    mentions,
    passages,
    questions,
    quote,
    register,
    source,
)

NAME = Bilingual(ar="نص", en="Text")


@pytest.fixture
def inserted(monkeypatch):
    """The rows of each table, as they would be inserted."""
    tables: dict[type, list[dict]] = {}

    def insert(model, rows):
        tables.setdefault(model, []).extend(rows)

    monkeypatch.setattr(bulk, "insert", insert)
    return tables


def load_all(*kepts, subjects=("dachau", "auschwitz"), texts=None):
    records = archive(*kepts, register(), questions("who", "when"), texts=texts)
    loaded = load.load_texts(records)
    load.add_subjects(loaded, "camp", [(name, NAME) for name in subjects])
    load.load_claims(records, loaded)
    return loaded


def order(inserted) -> list[str]:
    rows = sorted(inserted[Claim], key=lambda row: row["id"])
    assert [row["id"] for row in rows] == list(range(1, len(rows) + 1))
    return [row["identifier"] for row in rows]


def test_claims_are_numbered_in_the_order_of_the_words_they_quote(inserted):
    load_all(
        source(),
        passages(),
        claim("a", quote("The train", "letter:2.1")),
        claim("b", quote("train")),
        claim("c", quote("The train")),
    )
    assert order(inserted) == ["c", "b", "a"]


def test_first_words_decide_before_the_words_of_the_date_and_the_last_words(inserted):
    dawn, west = {**quote("dawn"), "edtf": "1945"}, {**quote("west", "letter:1.2"), "edtf": "1945"}
    train, left, went = quote("The train"), quote("left"), quote("went west", "letter:1.2")
    load_all(
        source(),
        passages(),
        claim("dated-late", train, went, date=west),
        claim("dated-early", train, went, date=dawn),
        claim("undated-long", went, train),
        claim("undated-short", train, left),
        claim("short", train),
        claim("a-second-short", train),
        claim("later", left, date=dawn),
    )
    assert order(inserted) == ["a-second-short", "short", "undated-short", "undated-long", "dated-early", "dated-late", "later"]


def test_claims_of_an_earlier_source_come_first(inserted):
    load_all(
        source("note"),
        source("letter"),
        passages("note"),
        passages("letter"),
        claim("a", quote("The train")),
        claim("b", quote("It was empty.", "note:2.2")),
    )
    assert order(inserted) == ["b", "a"]


def test_source_of_the_first_evidence_decides(inserted):
    load_all(
        source("note"),
        source("letter"),
        passages("note"),
        passages("letter"),
        claim("a", quote("The train"), quote("The train", "note:1.1")),
        claim("b", quote("It was empty.", "note:2.2")),
    )
    assert order(inserted) == ["b", "a"]


def test_passages_are_numbered_with_their_paragraphs(inserted):
    loaded = load_all(source(), passages())
    assert [(row["id"], row["ref"], row["kind"], row["paragraph_id"]) for row in inserted[Passage]] == [
        (1, "1", "paragraph", None),
        (2, "1.1", "sentence", 1),
        (3, "1.2", "sentence", 1),
        (4, "2", "paragraph", None),
        (5, "2.1", "sentence", 4),
        (6, "2.2", "sentence", 4),
    ]
    assert [TEXT[row["start"] : row["end"]] for row in inserted[Passage]][3:5] == [
        "The train came back. It was empty.",
        "The train came back.",
    ]
    assert {row["source_id"] for row in inserted[Passage]} == {1}
    assert loaded.passages["letter:2.2"] == 6


def test_readings_belong_to_sentences(inserted):
    kept = change(passages(), "paragraphs", 0, "sentences", 1, "note", value=BILINGUAL)
    kept = change(kept, "paragraphs", 0, "sentences", 1, "reading", "status", value="uncertain")
    loaded = load_all(source(), kept)
    assert [row["passage_id"] for row in inserted[Reading]] == [2, 3, 5, 6]
    assert inserted[Reading][1] == {
        "passage_id": 3,
        "language": "en",
        "status": "uncertain",
        "text": "It went west.",
        "note_ar": "نص",
        "note_en": "Text",
    }
    assert (inserted[Reading][0]["note_ar"], inserted[Reading][0]["status"]) == ("", "plain")
    assert loaded.statuses == {"letter:1.2": "uncertain"}


def test_source_keeps_its_text_and_what_it_supersedes(inserted):
    load_all(
        source("letter", supersedes="note", remark=BILINGUAL, published="1945-05"), source("note"), passages(), passages("note")
    )
    first, second = inserted[Source]
    assert (first["id"], first["identifier"], first["text"], first["supersedes_id"]) == (1, "letter", TEXT, 2)
    assert (first["published"], first["remark_ar"], first["title_supplied"], first["accessioned"]) == (
        "1945-05",
        "نص",
        False,
        date(2026, 11, 23),
    )
    assert (first["byte_length"], first["character_length"], first["language"]) == (len(TEXT), len(TEXT), "en")
    assert (second["supersedes_id"], second["published"], second["remark_en"], second["origin_note_en"]) == (None, "", "", "Text")


def test_anchors_cover_the_words_with_their_context(inserted):
    load_all(source(), passages(), claim("a", quote("left"), date={**quote("left"), "edtf": "1945"}))
    statement, dated = inserted[Anchor]
    assert statement == {
        "id": 1,
        "claim_id": 1,
        "role": "statement",
        "status": "plain",
        "passage_id": 2,
        "start": 10,
        "end": 14,
        "exact": "left",
        "prefix": "The train ",
        "suffix": " at dawn.",
    }
    assert (dated["id"], dated["role"]) == (2, "date")


def test_prefix_and_suffix_choose_among_the_same_words(inserted):
    load_all(source(), passages(), claim("a", quote("t", prefix="lef"), quote("t", suffix=" d")))
    assert [row["start"] for row in inserted[Anchor]] == [13, 16]


def test_anchor_has_the_status_of_the_evidence_around_it_or_of_its_sentence(inserted):
    kept = change(passages(), "paragraphs", 0, "sentences", 0, "reading", "status", value="emended")
    narrowed = quote("The train left", reading="uncertain")
    load_all(
        source(), kept, claim("a", narrowed, quote("at dawn"), quote("It", "letter:1.2"), date={**quote("left"), "edtf": "1945"})
    )
    assert [(row["exact"], row["status"]) for row in inserted[Anchor]] == [
        ("The train left", "uncertain"),
        ("at dawn", "emended"),
        ("It", "plain"),
        ("left", "uncertain"),
    ]


def test_claim_has_its_date_and_its_bounds(inserted):
    dated = {**quote("dawn"), "edtf": "1945-01", "sense": "by", "words": BILINGUAL, "note": BILINGUAL}
    load_all(source(), passages(), claim("a", quote("dawn"), date=dated, label=BILINGUAL), claim("b", quote("went", "letter:1.2")))
    rows = {row["identifier"]: row for row in inserted[Claim]}
    assert (rows["a"]["edtf"], rows["a"]["sense"], rows["a"]["earliest"], rows["a"]["latest"]) == (
        "1945-01",
        "by",
        None,
        date(1945, 1, 31),
    )
    assert (rows["a"]["date_words_ar"], rows["a"]["date_note_en"], rows["a"]["label_ar"], rows["a"]["statement_en"]) == (
        "نص",
        "Text",
        "نص",
        "Text",
    )
    assert (rows["b"]["edtf"], rows["b"]["sense"], rows["b"]["earliest"], rows["b"]["latest"]) == ("", "", None, None)
    assert (rows["b"]["date_words_en"], rows["b"]["label_en"]) == ("", "")


def test_claims_are_related_to_subjects_and_questions(inserted):
    loaded = load_all(source(), passages(), claim("b", about=["camp:auschwitz", "camp:dachau"], answers=["when"]), claim("a"))
    assert loaded.claims == {"a": 1, "b": 2}
    assert inserted[Claim.subjects.through] == [{"claim_id": 2, "subject_id": 2}, {"claim_id": 2, "subject_id": 1}]
    assert inserted[Claim.answers.through] == [{"claim_id": 2, "question_id": 2}]
    assert [(row["id"], row["identifier"], row["asked_of"], row["text_ar"]) for row in inserted[Question]] == [
        (1, "who", ["camp"], "نص"),
        (2, "when", ["camp"], "نص"),
    ]


def test_subjects_of_a_second_kind_are_numbered_on(inserted):
    loaded = load_all(source(), passages())
    load.add_subjects(loaded, "place", [("sea", NAME)])
    assert loaded.subjects == {"camp:dachau": 1, "camp:auschwitz": 2, "place:sea": 3}
    assert inserted[Subject][-1] == {"id": 3, "kind": "place", "identifier": "sea", "name_ar": "نص", "name_en": "Text"}


def test_mentions_are_numbered_over_all_sources(inserted):
    load_all(
        source("letter"),
        source("note"),
        passages("letter"),
        passages("note"),
        mentions(quote("train"), quote("dawn", form="description")),
        mentions(quote("west", "note:1.2", place="camp:auschwitz"), identifier="note"),
    )
    assert [(row["id"], row["subject_id"], row["form"], row["passage_id"], row["exact"]) for row in inserted[Mention]] == [
        (1, 1, "name", 2, "train"),
        (2, 1, "description", 2, "dawn"),
        (3, 2, "name", 9, "west"),
    ]


def test_retired_identifiers_are_kept(inserted):
    entries = register(
        {"kind": "claim", "identifier": "old", "renamed": "new"},
        {"kind": "camp", "identifier": "gone", "withdrawn": "2027-01-31", "reason": BILINGUAL},
    )
    load.load_texts(archive(source(), passages(), entries))
    assert inserted[Retired] == [
        {"id": 1, "kind": "claim", "identifier": "old", "renamed": "new", "withdrawn": None, "reason_ar": "", "reason_en": ""},
        {
            "id": 2,
            "kind": "camp",
            "identifier": "gone",
            "renamed": "",
            "withdrawn": date(2027, 1, 31),
            "reason_ar": "نص",
            "reason_en": "Text",
        },
    ]
