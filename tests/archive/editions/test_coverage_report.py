"""``check_fixtures --coverage``: after the problems, a table a source, aligned in both languages; an object for programs."""

import json
import re
from hashlib import sha256
from io import StringIO
from pathlib import Path
from textwrap import dedent

import pytest
from django.core.management import call_command
from django.utils.translation import override

from archive.sources.coverage import describe_total
from archive.text.characters import count_cells
from archive.text.span_coverage import TextExtent, TotalCoverage
from tests.support.corrupted_fixtures import TEXT, copy_fixtures, delete_file, delete_primer

TEXT_OF_SECOND = "أُخلي المعسكر في 7 مايو 1945. لم يُعدّ أحد. ومات 12 رجلا.\n"
SENTENCES = ["أُخلي المعسكر في 7 مايو 1945.", "لم يُعدّ أحد.", "ومات 12 رجلا."]
ENGLISH = """\
    No problem found.

    Source second: The claims quote 2 of 3 sentences, and 70% of all letters and digits.
    text           claims    letters   characters   share
    sentence 1.1        2   18 of 22     22 of 29     82%
    sentence 1.2        0     0 of 8      0 of 13      0%   no claim quotes it
    sentence 1.3        1   10 of 10     12 of 13    100%
    in total                28 of 40     34 of 55     70%
    """
ARABIC = """\
    لا مشكلة.

    المصدر second: تستند المستخلَصات إلى 2 من 3 جمل، وإلى 70% من حروف الكلمات وأرقامها.
    النص         المستخلَصات     الحروف     الرموز   النسبة
    الجملة 1.1            2   18 من 22   22 من 29      82%
    الجملة 1.2            0     0 من 8    0 من 13       0%   لا يقوم عليها مستخلَص
    الجملة 1.3            1   10 من 10   12 من 13     100%
    المجموع                   28 من 40   34 من 55      70%
    """


def report(root: Path, language: str = "en", form: str = "text", *, coverage: bool = True) -> str:
    """Return the standard output."""
    out = StringIO()
    try:
        call_command("check_fixtures", fixtures=root, lang=language, form=form, coverage=coverage, stdout=out, stderr=StringIO())
    except SystemExit as end:
        assert end.code == 1
    return out.getvalue()


def add_second(root: Path) -> Path:
    """Write a second source: three sentences, two claims that overlap on the first, none on the second, one on the third."""
    folder = root / "sources" / "second"
    folder.mkdir()
    (folder / "text.txt").write_bytes(TEXT_OF_SECOND.encode())
    first = (root / "sources/ushmm-death-marches/source.yaml").read_text(encoding="utf-8")
    facts = {
        "sha256": sha256(TEXT_OF_SECOND.encode()).hexdigest(),
        "bytes": len(TEXT_OF_SECOND.encode()),
        "characters": len(TEXT_OF_SECOND),
    }
    for name, value in {"source": "second", "file": "text.txt", **facts}.items():
        first = re.sub(rf"^( *{name}): .*$", rf"\1: {value}", first, count=1, flags=re.MULTILINE)
    (folder / "source.yaml").write_text(first, encoding="utf-8")
    parts = []
    for number, sentence in enumerate(SENTENCES, 1):
        start = TEXT_OF_SECOND.index(sentence)
        reading = {"language": "en", "status": "plain", "text": "Read."}
        parts.append({"ref": f"1.{number}", "start": start, "end": start + len(sentence), "exact": sentence, "reading": reading})
    passages = {"source": "second", "paragraphs": [{"ref": "1", "start": 0, "end": len(TEXT_OF_SECOND) - 1, "sentences": parts}]}
    (folder / "passages.yaml").write_text(json.dumps(passages, ensure_ascii=False), encoding="utf-8")
    for name, ref, *quotes in (
        ("second-emptied", "1.1", "أُخلي المعسكر في 7"),
        ("second-camp", "1.1", "المعسكر في 7", "1945"),
        ("second-died", "1.3", "ومات 12 رجلا"),
    ):
        evidence = [{"passage": f"second:{ref}", "quote": quote} for quote in quotes]
        claim = {"claim": name, "statement": {"ar": "مستخلَص.", "en": "Said."}, "evidence": evidence}
        (root / "claims" / f"{name}.yaml").write_text(json.dumps(claim, ensure_ascii=False), encoding="utf-8")
    return root


@pytest.fixture
def second(tmp_path) -> Path:
    """Return fixtures with the second source only."""
    root = add_second(copy_fixtures(tmp_path))
    for path in [*root.glob("sources/ushmm-death-marches/*"), *root.glob("places/*"), *root.glob("routes/*")]:
        path.unlink()
    (root / "sources/ushmm-death-marches").rmdir()
    delete_primer(root).joinpath("primer.yaml").write_text("terms: []\nstory: []\n")
    for path in root.glob("claims/*"):
        if not path.name.startswith("second-"):
            path.unlink()
    return root


@pytest.fixture
def two(tmp_path) -> Path:
    """Return the published fixtures with the second source."""
    return add_second(copy_fixtures(tmp_path))


@pytest.mark.parametrize(("language", "text"), [("en", ENGLISH), ("ar", ARABIC)])
def test_table_is_in_the_requested_language(language, text, second):
    assert report(second, language) == dedent(text)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_columns_end_in_the_same_cell_of_the_terminal(language, two):
    for table in report(two, language).rstrip("\n").split("\n\n")[1:]:
        ends = [[count_cells(line[: part.end()]) for part in re.finditer(r"\S+(?: \S+)*", line)] for line in table.splitlines()[1:]]
        assert len({widths[-1] for widths in ends if len(widths) < 6}) == 1, table
        assert len({tuple(widths[1:5]) for widths in ends if len(widths) > 4}) == 1, table


def test_every_line_of_an_arabic_table_begins_in_arabic(two):
    tables = report(two, "ar").split("\n\n")[1:]
    assert all("\u0621" <= line[0] <= "\u064a" for table in tables for line in table.splitlines())


def test_several_sources_have_a_total_of_all(two):
    last = report(two).split("\n\n")[-1].splitlines()
    assert last[0] == "All sources: The claims quote 22 of 23 sentences, and 99% of all letters and digits."
    assert [line.split("   ")[0].strip() for line in last[1:]] == [
        "text",
        "source second",
        "source ushmm-death-marches",
        "in total",
    ]
    assert last[-1].split()[2:] == ["1829", "of", "1841", "2216", "of", "2273", "99%"]


def test_coverage_is_reported_only_with_the_option(two):
    assert report(two, coverage=False) == "No problem found.\n"
    assert report(two, form="json", coverage=False) == "[]\n"


def test_programs_get_problems_and_coverage(second):
    (second / "claims/strange.yml").write_text("x")
    report_data = json.loads(report(second, form="json"))
    assert [problem["id"] for problem in report_data["problems"]] == ["file.unexpected"]
    assert report_data["problems"] == json.loads(report(second, form="json", coverage=False))
    total = {
        "sentences": 3,
        "sentences_with_claims": 2,
        "letters": {"covered": 28, "whole": 40},
        "characters": {"covered": 34, "whole": 55},
        "percent": 70,
    }
    assert report_data["coverage"]["total"] == total
    [source] = report_data["coverage"]["sources"]
    assert (source["source"], source["total"]) == ("second", total)
    assert source["sentences"][0] == {
        "ref": "1.1",
        "claims": 2,
        "letters": {"covered": 18, "whole": 22},
        "characters": {"covered": 22, "whole": 29},
        "percent": 82,
        "uncovered": [{"start": 19, "end": 23}],
    }


def test_github_format_has_the_problems_only(second):
    (second / "claims/strange.yml").write_text("x")
    assert report(second, form="github") == report(second, form="github", coverage=False)


def test_a_quotation_that_is_not_found_covers_nothing(second):
    claim = second / "claims/second-died.yaml"
    claim.write_text(claim.read_text(encoding="utf-8").replace("12", "13"), encoding="utf-8")
    out = report(second)
    assert "anchor.quote-not-found" in out
    assert out.splitlines()[-2].split("   ")[-1] == "no claim quotes it"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Source ushmm-death-marches is not counted, because of the problems of its files."),
        ("ar", "لم يُحسب المصدر ushmm-death-marches لما في ملفاته من مشكلات."),
    ],
)
def test_a_source_that_cannot_be_counted_is_named(language, line, two):
    delete_file(two / TEXT)
    out = report(two, language)
    assert line in out.splitlines()
    assert json.loads(report(two, language, "json"))["coverage"]["sources"][1]["total"] is None


@pytest.mark.parametrize(
    ("sentences", "words"),
    [(1, "1 من جملة واحدة"), (2, "1 من جملتين"), (3, "1 من 3 جمل"), (11, "1 من 11 جملة"), (100, "1 من 100 جملة")],
)
def test_sentences_are_counted_as_arabic_counts_them(sentences, words):
    with override("ar"):
        assert words in describe_total(TotalCoverage(sentences, 1, TextExtent(1, 1), TextExtent(2, 2)))
