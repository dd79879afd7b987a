"""Sources, their passages and mentions, checked on records in memory."""

from __future__ import annotations

from hashlib import sha256

import pytest

from archive.checks import check_mentions, check_passages, check_source, check_together
from archive.receipt import check_received
from archive.tiling import check_tiling
from tests.support.records import (
    TEXT,
    archive,
    change,
    known,
    mentions,
    passages,
    questions,
    quote,
    source,
    summary,
)

SOURCE, PASSAGES, MENTIONS = (f"sources/letter/{name}.yaml" for name in ("source", "passages", "mentions"))


def check(kept, *others, **options):
    return list(check_source(kept, known(archive(kept, *others, **options))))


def received_file(content: bytes, encoding: str = "utf-16", **fields) -> dict[str, object]:
    return {"file": "received.txt", "encoding": encoding, "sha256": sha256(content).hexdigest(), "bytes": len(content), **fields}


def test_sound_source_has_no_problem():
    assert check(source()) == []


def test_digest_length_and_characters_are_compared_with_the_file():
    kept = change(change(source(), "text", "bytes", value=1), "text", "characters", value=2)
    first, second = check(kept)
    assert summary([first, second]) == [
        ("source.wrong-length", f"{SOURCE}#text/bytes"),
        ("source.wrong-length", f"{SOURCE}#text/characters"),
    ]
    assert dict(first.values) == {"name": "text.txt", "found": len(TEXT), "expected": 1, "unit": "bytes"}
    assert dict(second.values) == {"name": "text.txt", "found": len(TEXT), "expected": 2, "unit": "characters"}
    (wrong,) = check(change(source(), "text", "sha256", value="0" * 64))
    digest = sha256(TEXT.encode()).hexdigest()
    assert (wrong.id, dict(wrong.values)) == (
        "source.wrong-digest",
        {"name": "text.txt", "found": digest, "expected": "0" * 64},
    )
    assert str(wrong.spot) == f"{SOURCE}#text/sha256"


def test_null_character_is_reported_with_its_offset():
    (problem,) = check(source(text="a\0b"), texts={"letter": "a\0b"})
    assert (problem.id, str(problem.spot), dict(problem.values)) == ("source.nul-character", f"{SOURCE}#text/file", {"offset": 1})


def test_source_is_named_as_its_folder():
    kept = change(source(), "source", value="note")
    problems = check(kept)
    assert summary(problems) == [("record.file-name", f"{SOURCE}#source")]
    assert dict(problems[0].values) == {"identifier": "note", "name": "letter"}


def test_superseded_source_must_be_known_and_a_near_name_is_proposed():
    (problem,) = check(source(supersedes="lettr"))
    assert (problem.id, str(problem.spot)) == ("source.unknown", f"{SOURCE}#supersedes")
    assert problem.values["identifier"] == "lettr"
    assert "letter" in problem.values["nearest"]
    assert check(source(supersedes="note"), source("note")) == []


@pytest.mark.parametrize(
    ("published", "ids"),
    [
        ("1945-05", []),
        ("May 1945", ["date.not-edtf"]),
        ("../..", ["date.no-bound"]),
        ("1944-XX-01", ["date.unsupported"]),
        ("1945-05/1944-05", ["date.backwards"]),
    ],
)
def test_day_of_publication_is_a_date_with_a_bound(published, ids):
    problems = check(source(published=published))
    assert summary(problems) == [(id_, f"{SOURCE}#published") for id_ in ids]
    assert all(problem.values["found"] == published for problem in problems)


def test_text_that_cannot_be_read_is_not_compared():
    kept = change(source(), "text", "bytes", value=1)
    records = archive(kept)
    records.texts.texts.clear()
    assert list(check_source(kept, known(records))) == []


def test_unreadable_text_does_not_hide_a_fault_of_the_received_document():
    content = TEXT.encode("utf-16")
    kept = source(received=received_file(content, bytes=1))
    records = archive(kept, received={"letter": content})
    records.texts.texts.clear()
    assert summary(check_source(kept, known(records))) == [("source.wrong-length", f"{SOURCE}#received/bytes")]


# The document as received


def test_received_document_that_gives_the_text_has_no_problem():
    content = TEXT.encode("utf-16")
    assert check(source(received=received_file(content)), received={"letter": content}) == []


def test_first_character_that_differs_from_the_received_document_is_named():
    content = TEXT.replace("dawn", "dusk").encode("utf-16")
    (problem,) = check(source(received=received_file(content)), received={"letter": content})
    assert (problem.id, str(problem.spot)) == ("source.received-differs", f"{SOURCE}#received/file")
    assert (problem.values["offset"], problem.values["encoding"]) == (TEXT.index("dawn") + 1, "utf-16")
    assert ("U+0061" in problem.values["here"], "U+0075" in problem.values["there"]) == (True, True)


def test_end_of_either_text_is_named_by_a_dash():
    longer = f"{TEXT}!".encode("utf-16")
    (problem,) = check(source(received=received_file(longer)), received={"letter": longer})
    assert (problem.values["here"], problem.values["offset"]) == ("—", len(TEXT))
    shorter = TEXT[:-1].encode("utf-16")
    (problem,) = check(source(received=received_file(shorter)), received={"letter": shorter})
    assert (problem.values["there"], problem.values["offset"]) == ("—", len(TEXT) - 1)


def test_received_document_of_another_digest_is_not_compared():
    content = b"\xff\xfea\0"
    kept = source(received=received_file(content, sha256="0" * 64))
    assert summary(check(kept, received={"letter": content})) == [("source.wrong-digest", f"{SOURCE}#received/sha256")]


def test_received_document_in_another_encoding_is_unreadable():
    kept = source(received=received_file(b"abc", encoding="utf-16-le"))
    (problem,) = check_received(kept, b"abc", TEXT)
    assert (problem.id, str(problem.spot)) == ("source.received-unreadable", f"{SOURCE}#received/encoding")
    assert (problem.values["name"], problem.values["encoding"]) == ("received.txt", "utf-16-le")
    assert problem.values["reason"]


# All sources together


def test_circle_of_two_superseding_sources_is_two_problems():
    problems = list(check_together(archive(source("a", supersedes="b"), source("b", supersedes="a"))))
    assert summary(problems) == [
        ("source.supersedes-circle", "sources/a/source.yaml#supersedes"),
        ("source.supersedes-circle", "sources/b/source.yaml#supersedes"),
    ]
    assert [problem.values["identifier"] for problem in problems] == ["a", "b"]


def test_source_that_leads_into_a_circle_is_not_part_of_it():
    together = archive(source("a", supersedes="b"), source("b", supersedes="c"), source("c", supersedes="b"))
    circles = [problem.values["identifier"] for problem in check_together(together) if problem.id == "source.supersedes-circle"]
    assert circles == ["b", "c"]


def test_chain_of_superseding_sources_is_no_circle():
    assert list(check_together(archive(source("a", supersedes="b"), source("b", supersedes="c"), source("c")))) == []


def test_source_has_one_successor():
    (problem,) = check_together(archive(source("a", supersedes="c"), source("b", supersedes="c"), source("c")))
    assert (problem.id, str(problem.spot)) == ("record.twice", "sources/b/source.yaml#supersedes")
    assert (problem.values["found"], str(problem.values["first"])) == ("c", "sources/a/source.yaml#supersedes")


def test_identifiers_of_sources_and_questions_are_unique():
    twice = change(source("b"), "source", value="a")
    (problem,) = check_together(archive(source("a"), twice))
    assert (problem.id, str(problem.spot)) == ("record.duplicate-id", "sources/b/source.yaml#source")
    assert (problem.values["identifier"], str(problem.values["first"])) == ("a", "sources/a/source.yaml#source")
    (problem,) = check_together(archive(questions("who", "when", "who")))
    assert (problem.id, str(problem.spot)) == ("record.duplicate-id", "questions.yaml#questions/2/question")
    assert (problem.values["identifier"], str(problem.values["first"])) == ("who", "questions.yaml#questions/0/question")


# Passages


def tiling(*path, value, text=TEXT):
    return list(check_tiling(change(passages(), *path, value=value), text))


def test_passages_that_tile_the_text_have_no_problem():
    assert list(check_tiling(passages(), TEXT)) == []


@pytest.mark.parametrize("text", ["One.Two.", "One.\nTwo."])
def test_touching_spans_do_not_overlap(text):
    assert list(check_tiling(passages(text=text), text)) == []


def test_refs_are_counted_from_one():
    problems = tiling("paragraphs", 1, "ref", value="3")
    assert summary(problems) == [("passage.wrong-ref", f"{PASSAGES}#paragraphs/1/ref")]
    assert dict(problems[0].values) == {"ref": "3", "expected": "2"}
    problems = tiling("paragraphs", 1, "sentences", 1, "ref", value="2.1")
    assert summary(problems) == [("passage.wrong-ref", f"{PASSAGES}#paragraphs/1/sentences/1/ref")]
    assert dict(problems[0].values) == {"ref": "2.1", "expected": "2.2"}


def test_passage_ends_within_the_text():
    end = len(TEXT)
    assert tiling("paragraphs", 1, "end", value=end) == []
    (problem,) = tiling("paragraphs", 1, "end", value=end + 1)
    assert (problem.id, str(problem.spot)) == ("passage.out-of-text", f"{PASSAGES}#paragraphs/1/end")
    assert dict(problem.values) == {"ref": "2", "end": end + 1, "length": end}


@pytest.mark.parametrize("length", [0, -1])
def test_passage_is_not_empty(length):
    start = passages().record.paragraphs[0].sentences[1].start
    ids = [problem.id for problem in tiling("paragraphs", 0, "sentences", 1, "end", value=start + length)]
    assert ids[0] == "passage.out-of-text"


def test_exact_words_are_compared_with_the_text():
    (problem,) = tiling("paragraphs", 0, "sentences", 1, "exact", value="It want west.")
    assert (problem.id, str(problem.spot), problem.spot.column) == (
        "passage.wrong-text",
        f"{PASSAGES}#paragraphs/0/sentences/1/exact",
        5,
    )
    assert dict(problem.values) == {"ref": "1.2", "offset": 4, "given": "“a” U+0061", "stands": "“e” U+0065"}
    assert problem.hints == ()


def test_words_that_stand_elsewhere_are_shown_with_their_span():
    (problem,) = tiling("paragraphs", 0, "sentences", 1, "exact", value="It was empty.")
    start = TEXT.index("It was")
    assert [dict(hint.values) for hint in problem.hints] == [{"start": start, "end": start + 13}]


def test_exact_words_that_end_early_differ_at_their_end():
    (problem,) = tiling("paragraphs", 0, "sentences", 1, "exact", value="It went west")
    assert (problem.values["given"], problem.values["stands"]) == ("—", "“.” U+002E")


def test_sentence_lies_in_its_paragraph():
    (outside,) = [
        one for one in tiling("paragraphs", 1, "start", value=TEXT.index("The train came") + 1) if one.id != "passage.gap"
    ]
    assert (outside.id, str(outside.spot)) == ("passage.outside-paragraph", f"{PASSAGES}#paragraphs/1/sentences/0/start")
    assert dict(outside.values) == {"ref": "2.1", "start": TEXT.index("The train came") + 1, "end": len(TEXT)}


def test_paragraphs_do_not_overlap():
    end = passages().record.paragraphs[0].end
    (problem,) = tiling("paragraphs", 1, "start", value=end - 1)
    assert (problem.id, str(problem.spot)) == ("passage.overlap", f"{PASSAGES}#paragraphs/1/start")
    assert dict(problem.values) == {"ref": "2", "start": end - 1, "previous": "1", "end": end}
    assert tiling("paragraphs", 1, "start", value=end) == []


def test_sentences_do_not_overlap():
    kept = change(passages(), "paragraphs", 0, "sentences", 1, "start", value=TEXT.index(".") + 1)
    kept = change(kept, "paragraphs", 0, "sentences", 1, "exact", value=" It went west.")
    assert list(check_tiling(kept, TEXT)) == []
    kept = change(kept, "paragraphs", 0, "sentences", 1, "start", value=TEXT.index("."))
    kept = change(kept, "paragraphs", 0, "sentences", 1, "exact", value=". It went west.")
    (problem,) = check_tiling(kept, TEXT)
    assert (problem.id, str(problem.spot)) == ("passage.overlap", f"{PASSAGES}#paragraphs/0/sentences/1/start")
    assert dict(problem.values) == {"ref": "1.2", "start": 22, "previous": "1.1", "end": 23}


def test_letters_between_sentences_are_a_gap():
    kept = change(passages(), "paragraphs", 0, "sentences", 1, "start", value=TEXT.index("went"))
    kept = change(kept, "paragraphs", 0, "sentences", 1, "exact", value="went west.")
    (problem,) = check_tiling(kept, TEXT)
    assert (problem.id, str(problem.spot)) == ("passage.gap", f"{PASSAGES}#paragraphs/0/sentences/1/start")
    assert dict(problem.values) == {"ref": "1.2", "previous": "1.1", "between": "It"}


def test_letters_before_the_first_and_after_the_last_sentence_are_a_gap():
    begun, ended = f"Now {TEXT}", f"{TEXT} {'x' * 70}"
    (problem,) = check_tiling(change(passages(text=begun), "paragraphs", 0, value=late(begun)), begun)
    assert dict(problem.values) == {"ref": "1.1", "previous": "—", "between": "Now"}
    (problem,) = check_tiling(passages(), ended)
    assert (problem.id, str(problem.spot)) == ("passage.gap", f"{PASSAGES}#paragraphs/1/sentences/1/end")
    assert dict(problem.values) == {"ref": "—", "previous": "2.2", "between": "x" * 60}
    assert list(check_tiling(passages(), f"{TEXT} \n")) == []


def late(text: str) -> dict[str, object]:
    """The first paragraph of a text, its first sentence beginning with its second word."""
    paragraph = passages(text=text).record.paragraphs[0].model_dump()
    first = paragraph["sentences"][0]
    return {**paragraph, "sentences": [{**first, "start": 4, "exact": first["exact"][4:]}, *paragraph["sentences"][1:]]}


def test_passages_are_named_as_their_folder_and_checked_against_a_readable_text():
    wrong = change(passages(), "paragraphs", 1, "ref", value="3")
    assert summary(check_passages(wrong, known(archive(source(), wrong)))) == [
        ("passage.wrong-ref", f"{PASSAGES}#paragraphs/1/ref")
    ]
    assert list(check_passages(wrong, known(archive(wrong)))) == []
    assert list(check_passages(wrong, known(archive(source(), wrong, texts={"letter": "\0"})))) == []
    other = change(passages(), "source", value="note")
    assert summary(check_passages(other, known(archive(other)))) == [("record.file-name", f"{PASSAGES}#source")]


# Mentions


def check_words(*quotes, subjects=("camp:dachau",), **options):
    kept = mentions(*quotes, **options)
    return list(check_mentions(kept, known(archive(source(), passages(), kept), subjects)))


def test_sound_mentions_have_no_problem():
    assert check_words(quote("train"), quote("dawn"), quote("The train", "letter:2.1")) == []


def test_touching_mentions_do_not_overlap():
    assert check_words(quote("The "), quote("train")) == []


def test_mentions_that_share_a_character_overlap():
    (problem,) = check_words(quote("The train"), quote("train left"))
    assert (problem.id, str(problem.spot)) == ("mention.overlaps", f"{MENTIONS}#mentions/1/quote")
    assert dict(problem.values) == {"quote": "train left", "other": "The train"}


def test_mention_overlaps_each_earlier_one():
    assert [one.values["other"] for one in check_words(quote("The"), quote("train"), quote("The train left"))] == ["The", "train"]


def test_words_not_found_do_not_hide_a_later_overlap():
    ids = [one.id for one in check_words(quote("The train"), quote("bus"), quote("train left"))]
    assert sorted(ids) == ["anchor.quote-not-found", "mention.overlaps"]


def test_same_words_are_mentioned_once():
    (problem,) = check_words(quote("train"), quote("train"))
    assert (problem.id, str(problem.spot)) == ("record.twice", f"{MENTIONS}#mentions/1/quote")
    assert (problem.values["found"], str(problem.values["first"])) == ("train", f"{MENTIONS}#mentions/0/quote")


def test_mentioned_place_and_passage_must_be_known():
    (problem,) = check_words(quote("train", place="camp:dachav"))
    assert (problem.id, str(problem.spot)) == ("subject.unknown", f"{MENTIONS}#mentions/0/place")
    (problem,) = check_words(quote("train", "letter:1.9"))
    assert (problem.id, str(problem.spot)) == ("passage.unknown", f"{MENTIONS}#mentions/0/passage")


def test_passage_of_another_source_is_unknown_here():
    kept = mentions(quote("train", "note:1.1"))
    records = archive(source(), passages(), source("note"), passages("note"), kept)
    assert summary(check_mentions(kept, known(records))) == [("passage.unknown", f"{MENTIONS}#mentions/0/passage")]
    other = change(mentions(), "source", value="note")
    assert summary(check_mentions(other, known(archive(other)))) == [("record.file-name", f"{MENTIONS}#source")]
