"""A table of places becomes drafts; what may be a place of the archive is asked, and bad input is refused whole at its place."""

import csv
import re

import pytest
import yaml

from archive.editions import pipeline
from archive.fixtures.problems.import_messages import IMPORT_MESSAGES
from camps.place_import import plan
from camps.place_import.cells import find_cell_problem
from tests.support.corrupted_fixtures import copy_fixtures
from tests.support.place_tables import HEADER, import_places, read_places, write_large_table, write_table

MAPPING = """columns:
  id: No
  kind: Type
  names.en: Name
  names.ar: Arabic
  latitude: Lat
  longitude: Lon
  authorities.wikidata: QID
kinds:
  KL: camp
reference: {ar: "قائمة مختلقة", en: "An invented list"}
confidence: medium
"""
CSV_HEADER = "No,Type,Name,Arabic,Lat,Lon,QID,Notes"


def write_csv(folder, *rows, header=CSV_HEADER):
    (folder / "mapping.yaml").write_text(MAPPING, "utf-8")
    (folder / "table.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return folder / "table.csv", folder / "mapping.yaml"


def list_problems(printed: str) -> list[tuple[str, int, int]]:
    return [(id_, int(line), int(column)) for line, column, id_ in re.findall(r":(\d+):(\d+): (import\.[\w-]+)$", printed, re.M)]


def list_outcomes(folder) -> dict[str, tuple[str, str]]:
    with open(folder / "table.report.csv", encoding="utf-8") as file:
        return {row["id"]: (row["outcome"], row["place"]) for row in csv.DictReader(file)}


def answer(folder, **answers):
    path = folder / "table.review.yaml"
    text = path.read_text("utf-8")
    for row, words in answers.items():
        text = re.sub(rf'(- row: "{row[1:]}"\n.*?answer: )""', rf'\1"{words}"', text, count=1, flags=re.DOTALL)
    path.write_text(text, "utf-8")
    return path


def test_linked_places_become_drafts_that_the_check_finds_sound(tmp_path):
    root = copy_fixtures(tmp_path)
    table = write_table(
        tmp_path,
        "1|Invented Berga|list|1944|subcamp|بيرغا@ar;Berga an der Elster@de;Berha||12.1650|50.75512|camp:buchenwald",
        "2|Invented Barn|list|1944|site||wd:Q999999999;whg:12|12.2|50.8|1",
    )
    run = import_places(root, table)
    assert run.status == 0, run.printed
    assert "Rows read: 2, matched: 0, to be asked: 0, drafts: 2, refused: 0." in run.printed
    assert "Columns that were not read: title_source, start." in run.printed
    fixtures, problems = pipeline.read_fixtures(root)
    assert problems == []
    assert {"camp:invented-berga", "place:invented-barn"} <= fixtures.drafts
    berga = yaml.safe_load((root / "places/invented-berga.yaml").read_text("utf-8"))
    assert berga["names"] == {"ar": "بيرغا", "en": "Invented Berga"}
    assert berga["part_of"] == "camp:buchenwald"
    assert berga["variants"] == [{"language": "de", "name": "Berga an der Elster"}, {"language": "und", "name": "Berha"}]
    assert (berga["coordinates"]["latitude"], berga["coordinates"]["longitude"]) == (50.7551, 12.165)
    barn = (root / "places/invented-barn.yaml").read_text("utf-8")
    assert yaml.safe_load(barn)["part_of"] == "camp:invented-berga"
    assert yaml.safe_load(barn)["names"] == {"ar": "", "en": "Invented Barn"}
    assert "whg:12" in barn


def test_a_mapping_says_what_the_columns_of_any_table_mean(tmp_path):
    root = copy_fixtures(tmp_path)
    table, mapping = write_csv(tmp_path, '7,KL,"Invented, Camp",المعسكر المختلق,50.5,12.5,Q999999999,x')
    run = import_places(root, table, mapping=mapping)
    assert run.status == 0, run.printed
    camp = yaml.safe_load((root / "places/invented-camp.yaml").read_text("utf-8"))
    assert (camp["kind"], camp["names"]["en"], camp["coordinates"]["confidence"]) == ("camp", "Invented, Camp", "medium")
    assert camp["coordinates"]["reference"]["en"] == "An invented list"
    assert camp["authorities"][0]["identifier"] == "Q999999999"
    assert "Columns that were not read: Notes." in run.printed


def test_the_same_identifier_of_an_authority_file_is_a_match_and_nothing_is_written_twice(tmp_path):
    root = copy_fixtures(tmp_path)
    table = write_table(tmp_path, "1|Oswiecim|list|1944|camp||wd:Q7341|19.2|50.03|", "2|Invented|list|1944|subcamp|||||1")
    assert import_places(root, table).status == 0
    assert list_outcomes(tmp_path) == {"1": ("matched", "camp:auschwitz"), "2": ("written", "camp:invented")}
    before = read_places(root)
    assert import_places(root, table).status == 0
    assert list_outcomes(tmp_path) == {"1": ("matched", "camp:auschwitz"), "2": ("matched", "camp:invented")}
    assert read_places(root) == before


@pytest.mark.parametrize(
    ("row", "place", "why"),
    [
        ("1|Gross Rosen|x|1944|camp|||16.28|50.99|", "camp:gross-rosen", "the same name"),
        ("1|Buchenvald|x|1944|camp|||11.25|51.02|", "camp:buchenwald", "a name that sounds alike"),
        ("1|Grosrozen|x|1944|camp|جروس روزين@ar||||", "camp:gross-rosen", "the same name, one of the two has no position"),
        ("1|Lager Ettersberg|x|1944|camp|||11.2490|51.0213|", "camp:buchenwald", "less than 1 km away"),
        ("1|Dachau|x|1944|town|||11.43|48.26|", "camp:dachau", "it is of another kind"),
        ("1|Dachau|x|1944|camp|||19|54|", "camp:dachau", "more than 100 km away"),
        ("1|Majdanek|x|1944|camp||wd:Q999999999|22.6|51.2|", "camp:majdanek", "another identifier"),
        ("1|Stutthof|x|1944|camp||wd:Q7341|12|49|", "camp:auschwitz", "the same identifier, but more than 100 km"),
    ],
)
def test_a_row_that_may_mean_a_place_is_asked_about_with_the_reason(tmp_path, row, place, why):
    root = copy_fixtures(tmp_path)
    before = read_places(root)
    run = import_places(root, write_table(tmp_path, row))
    assert run.status == 0, run.printed
    assert "to be asked: 1, drafts: 0" in run.printed
    question = yaml.safe_load((tmp_path / "table.review.yaml").read_text("utf-8"))["rows"][0]
    candidates = {candidate["place"]: candidate["why"] for candidate in question["candidates"]}
    assert why in candidates[place]
    assert question["answer"] == ""
    assert read_places(root) == before


def test_a_new_name_near_a_place_of_another_kind_is_not_asked_about(tmp_path):
    root = copy_fixtures(tmp_path)
    run = import_places(root, write_table(tmp_path, "1|Invented Station|x|1944|station|||11.2490|51.0213|"))
    assert "to be asked: 0, drafts: 1" in run.printed


def test_answers_decide_and_the_parts_of_a_row_wait_for_its_answer(tmp_path):
    root = copy_fixtures(tmp_path)
    table = write_table(
        tmp_path,
        "1|Dachau|x|1944|camp|||||",
        "2|Buchenwald|x|1944|camp|||||",
        "3|Auschwitz|x|1944|camp|||||",
        "4|Stutthof|x|1944|camp|||||",
        "5|Invented Part|x|1944|subcamp|||||2",
        "6|Invented Part of a Part|x|1944|site|||||5",
    )
    assert "Not written yet, because they are part of a row that is asked about: 2." in import_places(root, table).printed
    again = import_places(root, table)
    assert [id_ for id_, _line, _column in list_problems(again.printed)] == ["import.review-exists"]
    review = answer(tmp_path, _1="camp:dachau", _2="new", _3="skip")
    run = import_places(root, table, review=review)
    assert run.status == 0, run.printed
    assert list_outcomes(tmp_path) == {
        "1": ("matched", "camp:dachau"),
        "2": ("written", "camp:buchenwald-2"),
        "3": ("skipped", ""),
        "4": ("asked", ""),
        "5": ("written", "camp:invented-part"),
        "6": ("written", "place:invented-part-of-a-part"),
    }
    assert yaml.safe_load((root / "places/invented-part.yaml").read_text("utf-8"))["part_of"] == "camp:buchenwald-2"
    assert pipeline.read_fixtures(root)[1] == []


def test_review_file_is_in_the_language_of_the_archivist(tmp_path):
    root = copy_fixtures(tmp_path)
    import_places(root, write_table(tmp_path, "1|Dachau|x|1944|camp|||||"), "ar")
    review = (tmp_path / "table.review.yaml").read_text("utf-8")
    assert "الاسم نفسه" in review
    assert "داخاو" in review


def test_answers_to_another_table_and_wrong_answers_are_refused(tmp_path):
    root = copy_fixtures(tmp_path)
    table = write_table(tmp_path, "1|Dachau|x|1944|camp|||||")
    import_places(root, table)
    run = import_places(root, table, review=answer(tmp_path, _1="camp:dachow"))
    assert [id_ for id_, _line, _column in list_problems(run.printed)] == ["import.wrong-answer"]
    write_table(tmp_path, "1|Dachau|x|1945|camp|||||")
    run = import_places(root, table, review=tmp_path / "table.review.yaml")
    assert [id_ for id_, _line, _column in list_problems(run.printed)] == ["import.other-table"]


GOOD = "1|Invented One|x|1944|camp|||12.1|50.1|"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2|Two|x|1944|camp|||12,1|50.1|", ("import.decimal-comma", 3, 21)),
        ("2|Two|x|1944|camp|||12°6'|50.1|", ("import.wrong-degrees", 3, 21)),
        ("2|Two|x|1944|camp|||12.1|95.5|", ("import.exchanged", 3, 26)),
        ("2|Two|x|1944|camp|||212.1|50.1|", ("import.out-of-range", 3, 21)),
        ("2|Two|x|1944|camp|||0|0.0|", ("import.zero-position", 3, 23)),
        ('2|"Two\nThree"|x|1944|camp|||12.1|50.1|', ("import.character", 3, 3)),
        ("2|Tw\x01o|x|1944|camp|||12.1|50.1|", ("import.character", 3, 3)),
        ("2|\u202eTwo|x|1944|camp|||12.1|50.1|", ("import.character", 3, 3)),
        ("2|Tw\ufffd|x|1944|camp|||12.1|50.1|", ("import.character", 3, 3)),
        ("2|Tw\ufeffo|x|1944|camp|||12.1|50.1|", ("import.character", 3, 3)),
        ("2|Gro?-Berga|x|1944|camp|||12.1|50.1|", ("import.character", 3, 3)),
        ("2|=B2|x|1944|camp|||12.1|50.1|", ("import.formula", 3, 3)),
        ("2|#NAME?|x|1944|camp|||12.1|50.1|", ("import.formula", 3, 3)),
        ("2|Two|x|1944|camp|||=H2/10|50.1|", ("import.formula", 3, 21)),
        ("2|dto.|x|1944|camp|||12.1|50.1|", ("import.ditto", 3, 3)),
        ("2|〃|x|1944|camp|||12.1|50.1|", ("import.ditto", 3, 3)),
        ("2|Two|x|1944|كذلك|||12.1|50.1|", ("import.ditto", 3, 14)),
        ("2|'Two|x|1944|camp|||12.1|50.1|", ("import.apostrophe", 3, 3)),
        ("'2|Two|x|1944|camp|||12.1|50.1|", ("import.apostrophe", 3, 1)),
        ("2|GroÃŸ|x|1944|camp|||12.1|50.1|", ("import.mojibake", 3, 3)),
        ("2|???|x|1944|camp|||12.1|50.1|", ("import.no-name", 3, 3)),
        ("2|unbekannt|x|1944|camp|||12.1|50.1|", ("import.no-name", 3, 3)),
        ("2|18.01.1945|x|1944|camp|||12.1|50.1|", ("import.no-name", 3, 3)),
        ("2|invented one|x|1944|camp|||12.1005|50.1|", ("import.repeated-place", 3, 1)),
        ("2|Two|x|1944|camp|||12.1|50.1|2", ("import.part-of-itself", 3, 31)),
        ("2|Two|x|1944|camp|||50.1|12.1|", ("import.likely-exchanged", 3, 26)),
        ("2|Two|x|1944|camp||||50.1|", ("import.half-position", 3, 22)),
        ("2||x|1944|camp|||12.1|50.1|", ("import.empty-name", 3, 3)),
        ("|Two|x|1944|camp|||12.1|50.1|", ("import.empty-id", 3, 1)),
        ("1|Two|x|1944|camp|||12.1|50.1|", ("import.duplicate", 3, 1)),
        ("2|Two|x|1944|Lager|||12.1|50.1|", ("import.unknown-kind", 3, 14)),
        ("2|Two|x|1944|camp|||12.1|50.1||x", ("import.too-many-cells", 3, 32)),
        ("2|Two|x|1944|camp||wd:7341|12.1|50.1|", ("import.wrong-match", 3, 20)),
        ("2|Two|x|1944|camp|||12.1|50.1|camp:nowhere", ("import.unknown-whole", 3, 31)),
    ],
)
def test_a_row_that_is_refused_refuses_all_at_its_place(tmp_path, row, expected):
    root = copy_fixtures(tmp_path)
    before = read_places(root)
    run = import_places(root, write_table(tmp_path, GOOD, row))
    assert run.status == 1
    assert list_problems(run.printed) == [expected]
    assert "Nothing was written" in run.printed
    assert read_places(root) == before
    assert not list(tmp_path.glob("table.re*"))


def test_lines_of_delimiters_and_names_with_signs_of_their_own_are_no_problem(tmp_path):
    root = copy_fixtures(tmp_path)
    rows = ["2|’s-Invented|x|1944|camp|||12.6|50.6|", "|||||||||", "3|'t Invented?|x|1944|camp|||12.9|50.9|", "|||||||||"]
    run = import_places(root, write_table(tmp_path, GOOD, *rows))
    assert run.status == 0, run.printed
    assert "Rows read: 3," in run.printed


@pytest.mark.parametrize("wholes", ["1", "21", "231"])
def test_a_cycle_of_rows_is_refused_with_all_of_it(tmp_path, wholes):
    root = copy_fixtures(tmp_path)
    names = ("One", "Two", "Three")
    rows = [f"{at}|Invented {names[at - 1]}|x|1944|camp|||12.{at}|50.1|{whole}" for at, whole in enumerate(wholes, 1)]
    run = import_places(root, write_table(tmp_path, *rows))
    assert list_problems(run.printed) == [("import.part-of-itself", 2, len(rows[0]))]
    assert f": 1 → {' → '.join(wholes)}." in run.printed


@pytest.mark.parametrize("code", ["DO", "ID"])
def test_codes_of_countries_are_no_ditto_marks(code):
    assert find_cell_problem("country", code) is None
    assert find_cell_problem("names.en", code) == ("import.ditto", {})


def test_rows_with_identifiers_of_their_own_may_have_one_name_and_position(tmp_path):
    root = copy_fixtures(tmp_path)
    rows = [f"{at}|Invented One|x|1944|camp||wd:Q99999999{at}|12.1|50.1|" for at in (1, 2)]
    assert "drafts: 2" in import_places(root, write_table(tmp_path, *rows)).printed


def test_both_coordinates_out_of_range_are_told(tmp_path):
    run = import_places(copy_fixtures(tmp_path), write_table(tmp_path, "2|Two|x|1944|camp|||212.1|95.5|"))
    assert list_problems(run.printed) == [("import.out-of-range", 2, 21), ("import.out-of-range", 2, 27)]


def test_the_part_of_a_row_that_is_left_out_keeps_its_name_in_a_comment(tmp_path):
    root = copy_fixtures(tmp_path)
    table = write_table(tmp_path, "1|Dachau|x|1944|camp|||||", "2|Invented Part|x|1944|subcamp|||12.1|50.1|1")
    import_places(root, table)
    assert "drafts: 1" in import_places(root, table, review=answer(tmp_path, _1="skip")).printed
    draft = (root / "places/invented-part.yaml").read_text("utf-8")
    assert "part_of:" not in draft
    assert "part of “Dachau”" in draft


def test_a_row_that_is_answered_twice_is_refused(tmp_path):
    root = copy_fixtures(tmp_path)
    table = write_table(tmp_path, "1|Dachau|x|1944|camp|||||")
    import_places(root, table)
    review = answer(tmp_path, _1="new")
    text = review.read_text("utf-8")
    review.write_text(text + text[text.index("  - row") :].replace('"new"', "skip"), "utf-8")
    run = import_places(root, table, review=review)
    assert [id_ for id_, _line, _column in list_problems(run.printed)] == ["import.answered-twice"]


def test_a_refused_run_leaves_the_report_of_an_earlier_one(tmp_path, monkeypatch):
    root = copy_fixtures(tmp_path)
    table = write_table(tmp_path, GOOD)
    (tmp_path / "table.report.csv").write_text("earlier", "utf-8")
    # A draft that the check refuses is told at its row: the file is nowhere to be seen.
    monkeypatch.setattr(plan, "build_place_draft", lambda *_arguments: b"place: [")
    run = import_places(root, table)
    assert run.status == 1
    assert f"{table}:2:1: yaml.syntax" in run.printed
    assert (tmp_path / "table.report.csv").read_text("utf-8") == "earlier"


def test_positions_that_seem_exchanged_can_be_accepted(tmp_path):
    root = copy_fixtures(tmp_path)
    table = write_table(tmp_path, "2|Two|x|1944|camp|||50.1|12.1|", "3|Three|x|1944|camp|||0|0|")
    assert import_places(root, table, accept_far=True).status == 0


def test_missing_columns_are_named_in_the_mapping_or_in_the_table(tmp_path):
    root = copy_fixtures(tmp_path)
    table, mapping = write_csv(tmp_path, "7,KL,A,ا,50.5,12.5,Q1,x", header=CSV_HEADER.replace("Name", "Names"))
    run = import_places(root, table, mapping=mapping)
    assert list_problems(run.printed) == [("import.no-column", 4, 13)]
    assert "(Names?)" in run.printed
    run = import_places(root, write_table(tmp_path, "1|A", header="identifier\ttitle"))
    assert list_problems(run.printed) == [("import.not-linked-places", 1, 1)]


def test_two_thousand_faults_are_one_summary(tmp_path):
    root = copy_fixtures(tmp_path)
    table = write_table(tmp_path, *(f"{number}|Name|x|1944|Lager|||||" for number in range(2000)))
    run = import_places(root, table)
    assert run.status == 1
    assert len(list_problems(run.printed)) == 20
    assert "import.unknown-kind: 2000" in run.printed


def test_two_thousand_doubtful_rows_are_one_line(tmp_path):
    root = copy_fixtures(tmp_path)
    run = import_places(root, write_table(tmp_path, *(f"{number}|Dachau|x|1944|camp|||||" for number in range(2000))))
    assert "to be asked: 2000" in run.printed
    assert len(run.printed.splitlines()) < 10


def test_two_thousand_rows_are_imported_and_recognised(tmp_path):
    root = copy_fixtures(tmp_path)
    table = write_large_table(tmp_path, 2000)
    assert "Rows read: 2000, matched: 0, to be asked: 0, drafts: 2000, refused: 0." in import_places(root, table).printed
    assert pipeline.read_fixtures(root)[1] == []
    assert "matched: 2000, to be asked: 0, drafts: 0" in import_places(root, table).printed


def test_a_dry_run_writes_nothing(tmp_path):
    root = copy_fixtures(tmp_path)
    before = read_places(root)
    run = import_places(root, write_table(tmp_path, GOOD, "2|Dachau|x|1944|camp|||||"), dry_run=True)
    assert "to be asked: 1, drafts: 1" in run.printed
    assert "Nothing was written." in run.printed
    assert read_places(root) == before
    assert {path.name for path in tmp_path.glob("table*")} == {"table.tsv"}


def test_every_problem_of_a_table_has_three_sentences():
    assert all(len(sentences) == 3 for sentences in IMPORT_MESSAGES.values())
    assert HEADER.split("\t")[0] == "id"
