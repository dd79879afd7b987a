"""A note is shown whole, and only what truly stands in the source is shown as the source's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.sources.notes import NotePart, split_note

SOURCE = "سمحت لأول مرة الى اجتياح ، لوبلان / مايدانيك. كان SS يكن لديه الوقت"
REFS = {"1.1", "1.2", "3.5", "12.10"}
NOTES = st.text(alphabet="“”«»لوبان SSab.,()-123٣ ", max_size=40)


def parts(note: str, language: str, kind: str) -> list[str]:
    return [part.text for part in split_note(note, language, SOURCE, REFS) if part.kind == kind]


@given(NOTES, st.sampled_from(["ar", "en"]))
def test_the_parts_joined_are_the_note(note, language):
    found = split_note(note, language, SOURCE, REFS)
    assert "".join(part.text for part in found) == note
    assert all(part.text for part in found)


@given(NOTES, st.sampled_from(["ar", "en"]))
def test_nothing_is_the_sources_that_does_not_stand_in_it(note, language):
    assert all(words in SOURCE for words in parts(note, language, "source"))


@pytest.mark.parametrize(("note", "language"), [("Read “لوبلان” as Lublin.", "en"), ("قُرئت «لوبلان» على أنها Lublin.", "ar")])
def test_quoted_words_of_the_source_are_its_own(note, language):
    assert parts(note, language, "source") == ["لوبلان"]


@pytest.mark.parametrize("note", ["“لوبلين”", "«سمحت  لأول»", "“SS”", "لوبلان", "“”"])
def test_other_words_are_not_the_sources(note):
    assert parts(note, "en", "source") == []


def test_words_in_the_other_script_are_set_apart():
    assert parts("تُكتب Lublin/Majdanek و Gross-Rosen عادة", "ar", "foreign") == ["Lublin/Majdanek", "Gross-Rosen"]
    assert parts("usually written لوبلين, not “لوبلين” here", "en", "foreign") == ["لوبلين", "لوبلين"]
    assert parts("words in plain English", "en", "foreign") == parts("كلمات عربية", "ar", "foreign") == []


@pytest.mark.parametrize(
    "whole",
    [
        "https://archive.example/id/claim/thousands-died",
        "SHA-256 09cfd771",
        "UTF-8",
        "48°15′24.13″ N, 14°30′6.31″ E",
        "53.4306, 10.2336",
        "07-0353-3",
    ],
)
def test_an_address_or_a_digest_is_one_run_in_arabic(whole):
    assert parts(f"في {whole}، ثم", "ar", "foreign") == [whole]


def test_references_that_exist_are_found_among_the_words():
    assert split_note("See 1.1–1.2 (3.5).", "en", SOURCE, REFS) == [
        NotePart("plain", "See "),
        NotePart("ref", "1.1"),
        NotePart("plain", "–"),
        NotePart("ref", "1.2"),
        NotePart("plain", " ("),
        NotePart("ref", "3.5"),
        NotePart("plain", ")."),
    ]


@pytest.mark.parametrize("note", ["9.9", "21.1", "1.10", "1.1.1", "0.1", "11.15", "1.100"])
def test_other_numbers_are_no_references(note):
    assert parts(note, "en", "ref") == []


def test_a_reference_at_the_end_of_a_sentence_is_one():
    assert parts("This follows 12.10.", "en", "ref") == ["12.10"]
