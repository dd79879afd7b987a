"""A table is read as RFC 4180 says, each cell with its place; what is unclear is refused there."""

import pytest

from archive.accession.table_files import decode_table, read_table
from archive.fixtures.reading.files import RejectedFile


def refuse(text: str, delimiter: str = ",") -> list[tuple[str, int, int]]:
    with pytest.raises(RejectedFile) as refused:
        read_table("table.csv", text, delimiter)
    return [(problem.id, problem.location.line, problem.location.column) for problem in refused.value.problems]


def test_cells_have_their_words_and_places():
    table = read_table("table.csv", '\ufeffid,name\r\n1, "Berga" \r\n\r\n2,"a ""b"",\nc"\n3,d', ",")
    assert [cell.text for cell in table.header] == ["id", "name"]
    assert [[cell.text for cell in row] for row in table.rows] == [["1", '"Berga"'], ["2", 'a "b",\nc'], ["3", "d"]]
    assert [(row[1].line, row[1].column) for row in table.rows] == [(2, 3), (4, 3), (6, 3)]
    assert (table.header[0].line, table.header[0].column) == (1, 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_row(end):
    table = read_table("table.tsv", end.join(["id\tname", "1\ta", "2\tb", ""]), "tab")
    assert [[cell.text for cell in row] for row in table.rows] == [["1", "a"], ["2", "b"]]


def test_rows_with_other_numbers_of_cells_are_all_refused():
    assert refuse("a,b\n1,2,3\n1,2\n1\n") == [("import.too-many-cells", 2, 5), ("import.too-few-cells", 4, 1)]


def test_a_cell_that_is_not_closed_is_refused_where_it_begins():
    assert refuse('a,b\n1,"two\n3,4\n') == [("import.quotation-mark", 2, 3)]
    assert refuse('a,b\n1,"two" more\n') == [("import.quotation-mark", 2, 3)]


def test_a_table_without_rows_or_with_equal_columns_is_refused():
    assert refuse("") == refuse("a,b\n") == [("import.no-rows", 1, 1)]
    assert refuse("a,b,a\n1,2,3\n") == [("import.repeated-column", 1, 5)]


def test_another_delimiter_and_a_note_of_it_are_refused():
    assert refuse("a;b\n1;2\n") == refuse("a\tb\n1\t2\n") == [("import.other-delimiter", 1, 1)]
    assert refuse("a,b\n1,2\n", ";") == [("import.other-delimiter", 1, 1)]
    for first in ("sep=;", "\ufeffSEP=;", '"sep=;"'):
        assert refuse(f"{first}\r\na;b\r\n1;2\r\n", ";") == [("import.separator-line", 1, 1)]


@pytest.mark.parametrize("encoding", ["nonsense", "base64", "idna", "undefined"])
def test_a_name_that_is_no_encoding_of_text_is_refused(encoding):
    with pytest.raises(RejectedFile) as refused:
        decode_table("table.csv", b"id,name\n1,Berga\n", encoding)
    assert (refused.value.problem.id, refused.value.problem.location.file) == ("accession.encoding", "--encoding")


def test_lines_of_delimiters_alone_are_left_out():
    assert len(read_table("table.csv", "a;b\n1;2\n;\n ;;;\n3;4\n;;;;\n", ";").rows) == 2


def test_a_page_that_is_called_a_table_is_none():
    with pytest.raises(RejectedFile) as refused:
        decode_table("table.csv", b"\xef\xbb\xbf<html><table><tr><td>id</td></tr></table></html>")
    assert refused.value.problem.id == "import.other-format"


def test_a_workbook_is_no_table():
    with pytest.raises(RejectedFile) as refused:
        decode_table("table.xlsx", b"PK\x03\x04workbook")
    assert refused.value.problem.id == "import.other-format"


@pytest.mark.parametrize(
    ("content", "problem", "guess"),
    [
        ("id,name\n1,Berga,برغا,50.9\n".encode("windows-1256"), "accession.not-utf8", "windows-1256"),
        (
            "id,name,arabic,latitude,longitude\n1,Berga,برغا,50.91,16.31\n".encode("utf-16-be"),
            "accession.wide-encoding",
            "utf-16-be",
        ),
        ("id,name\n1,Łódź\n".encode("utf-16"), "accession.not-utf8", "utf-16"),
        ("id,name\n1,Berga\n2,Gusen\n".encode("utf-16-le"), "accession.wide-encoding", "utf-16-le"),
        ("id,name\n1,Groß-Rosen\n2,Flossenbürg\n".encode("windows-1252"), "accession.not-utf8", "windows-1252"),
    ],
)
def test_another_encoding_is_refused_with_the_likely_ones(content, problem, guess):
    with pytest.raises(RejectedFile) as refused:
        decode_table("table.csv", content)
    assert refused.value.problem.id == problem
    assert guess in [hint.values["encoding"] for hint in refused.value.problem.hints]


def test_a_stated_encoding_is_read():
    assert decode_table("table.csv", "1,Łódź".encode("windows-1250"), "windows-1250") == "1,Łódź"
