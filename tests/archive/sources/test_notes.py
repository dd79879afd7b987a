"""Notes are split into parts without loss; only words that occur in the source are shown as quoted."""

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
def test_joined_parts_equal_the_note(note, language):
    split = split_note(note, language, SOURCE, REFS)
    assert "".join(part.text for part in split) == note
    assert all(part.text for part in split)


@given(NOTES, st.sampled_from(["ar", "en"]))
def test_parts_shown_as_quoted_occur_in_the_source(note, language):
    assert all(words in SOURCE for words in parts(note, language, "source"))


@pytest.mark.parametrize(("note", "language"), [("Read “لوبلان” as Lublin.", "en"), ("قُرئت «لوبلان» على أنها Lublin.", "ar")])
def test_quoted_words_of_the_source_are_marked(note, language):
    assert parts(note, language, "source") == ["لوبلان"]


@pytest.mark.parametrize("note", ["“لوبلين”", "«سمحت  لأول»", "“SS”", "لوبلان", "“”"])
def test_other_words_are_not_marked_as_quoted(note):
    assert parts(note, "en", "source") == []


def test_words_in_the_other_script_are_separate_parts():
    assert parts("تُكتب Lublin/Majdanek و Gross-Rosen عادة", "ar", "foreign") == ["Lublin/Majdanek", "Gross-Rosen"]
    assert parts("usually written لوبلين, not “لوبلين” here", "en", "foreign") == ["لوبلين", "لوبلين"]
    assert parts("words in plain English", "en", "foreign") == parts("كلمات عربية", "ar", "foreign") == []


@pytest.mark.parametrize(
    "latin",
    [
        "https://archive.example/id/claim/thousands-died",
        "SHA-256 09cfd771",
        "UTF-8",
        "48°15′24.13″ N, 14°30′6.31″ E",
        "53.4306, 10.2336",
        "07-0353-3",
    ],
)
def test_address_or_digest_is_one_part_in_arabic(latin):
    assert parts(f"في {latin}، ثم", "ar", "foreign") == [latin]


def test_existing_references_are_separate_parts():
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
def test_other_numbers_are_not_references(note):
    assert parts(note, "en", "ref") == []


def test_reference_before_a_full_stop_is_found():
    assert parts("This follows 12.10.", "en", "ref") == ["12.10"]
