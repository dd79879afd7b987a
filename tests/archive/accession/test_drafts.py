"""Draft claims carry a comment for every rule by which their date was made, in both languages."""

from datetime import date

import pytest

from archive.accession.draft_records import build_drafts
from archive.accession.incoming import IncomingDocument, StoredFile
from archive.text.segmentation import segment_text

DAY_FIRST = (
    "In the figures the day is read first where the language writes it so, or where the second number is no month.",
    "قُرئ اليوم أولا في الأرقام حيث تكتبه اللغة كذلك، أو حيث لا يصلح العدد الآخر شهرا.",
)
YEAR_ONLY = (
    "Only years and figures are read in this language; look whether there is a day or month beside it.",
    "لا يُقرأ في هذه اللغة إلا السنوات والأرقام؛ انظر هل بجانبها يوم أو شهر.",
)


def draft_claim(text: str, language: str) -> list[str]:
    """Return the lines of the draft claim of a text of one sentence with one date."""
    part = StoredFile("document.txt", text.encode())
    incoming = IncomingDocument("new-source", language, part, text, segment_text(text, language), date(2026, 1, 1))
    return build_drafts(incoming, []).files["claims/new-source-1-1.yaml"].decode().splitlines()


@pytest.mark.parametrize(
    ("text", "language", "remarks"),
    [
        ("Am 3.4.1945 kamen sie.", "de", DAY_FIRST),
        ("Vom 3.4.1945 bis 5.4.1945 gingen sie.", "de", DAY_FIRST),
        ("Dnia 3.4.1945 przyszli.", "pl", DAY_FIRST),
        ("On 13.4.1945 they came.", "en", DAY_FIRST),
        ("Przyszli w 1945 roku.", "pl", YEAR_ONLY),
        ("Przyszli 1945-05-07.", "pl", YEAR_ONLY),
    ],
)
def test_rule_of_a_date_is_written_above_it_in_both_languages(text, language, remarks):
    lines = draft_claim(text, language)
    date_at = lines.index("date:")
    assert lines[date_at - 2 : date_at] == [f"# {remark}" for remark in remarks]


@pytest.mark.parametrize(
    ("text", "language"), [("They came in May 1945.", "en"), ("They came on 4/25/1945.", "en"), ("Im Mai 1945 kamen sie.", "de")]
)
def test_date_without_a_rule_has_no_remark_of_one(text, language):
    comments = [line.removeprefix("# ") for line in draft_claim(text, language)]
    assert not {*DAY_FIRST, *YEAR_ONLY} & set(comments)
