"""Formats of records: lines of every format are read for ever, as the current format.

``format_1.jsonl`` has a line of each kind in format 1, as published. Never change it once edition 1 is published for good; until then
``DJANGO_SETTINGS_MODULE=tests.settings python -m tests.archive.ledger.test_formats`` writes it again.
"""

from __future__ import annotations

import json
import sys
from copy import deepcopy
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from archive.addresses import RegisteredKind
from archive.editions.ledger_records import RecordLine, make_mentions, make_passages, make_record, make_source
from archive.fixtures.records.authorities import AuthorityFileRecord
from archive.fixtures.records.claims import ClaimRecord, QuestionRecord
from archive.fixtures.records.primer import StoryRecord, TermRecord
from archive.fixtures.records.types import Quote
from archive.ledger import formats
from archive.ledger.canonical import digest_line
from archive.ledger.chain import read_ledger
from archive.ledger.formats import current_format, list_text_digests, upgrade_record
from archive.ledger.lines import parse_version_line
from camps.records import PlaceRecord
from marches.records import RouteRecord
from tests.support.ledgers import DEPARTURE, RETURN, TEXT_DIGEST, publish_lines, record_line

EXAMPLE = Path(__file__).with_name("format_1.jsonl")
# Kinds of record that edition 1 had
KINDS = {"authority", "camp", "claim", "place", "question", "route", "sentence", "source", "story", "term"}


def split_words(kind: str, record: dict) -> dict:
    """Make the made-up next format, in which the words of a claim are a list."""
    return {**record, "words": record["words"].split()} if kind == "claim" else record


def add_upgrade(monkeypatch) -> None:
    monkeypatch.setattr(formats, "UPGRADES", [*formats.UPGRADES, split_words])


def test_there_is_an_example_of_every_kind_in_format_1():
    parsed = [parse_version_line(line) for line in EXAMPLE.read_bytes().splitlines()]
    assert {line.kind for line in parsed} == KINDS
    assert {*get_args(RegisteredKind), "sentence"} >= KINDS
    assert b"".join(line.encode() for line in parsed) == EXAMPLE.read_bytes()


def test_records_of_format_1_are_read_in_the_current_format():
    records = {}
    for line in map(parse_version_line, EXAMPLE.read_bytes().splitlines()):
        records[line.kind] = upgrade_record(line.kind, line.value, 1)
    quoting = [
        line_type.model_validate_json(json.dumps({"record": records[kind]}), extra="allow").record
        for kind, line_type in (("claim", RecordLine[ClaimRecord]), ("route", RecordLine[RouteRecord]))
    ]
    types = {
        "camp": (PlaceRecord,),
        "place": (PlaceRecord,),
        "authority": (AuthorityFileRecord, "follows"),
        "question": (QuestionRecord, "follows"),
        "term": (TermRecord, "follows"),
        "story": (StoryRecord, "follows"),
    }
    for kind, (record_type, *without) in types.items():
        assert make_record(record_type, records[kind], *without)
    source, mentions = make_source(records["source"]), make_mentions(records["source"])
    assert mentions.source == records["sentence"]["source"] == source.source
    assert [*map(list_unknown_fields, [*quoting, mentions])] == [set(), set(), set()]
    paragraph = records["sentence"]["ref"].partition(".")[0]
    parts = [part for part in records["source"]["paragraphs"] if part["ref"] == paragraph]
    assert make_passages({**records["source"], "paragraphs": parts}, [records["sentence"]]).source == source.source
    assert list_text_digests("source", records["source"]) == [source.text.sha256]


def list_unknown_fields(part: object) -> set[str]:
    """Return the fields of a record and its parts that their types lack; quotations of the ledger have four more."""
    if isinstance(part, list):
        return set().union(*map(list_unknown_fields, part))
    if not isinstance(part, BaseModel):
        return set()
    unknown = {*(part.model_extra or ())} - ({"start", "end", "text", "status"} if isinstance(part, Quote) else set())
    return unknown.union(*(list_unknown_fields(value) for _name, value in part))


def test_the_current_format_is_the_number_of_upgrades(monkeypatch):
    assert current_format() == 4
    add_upgrade(monkeypatch)
    assert current_format() == 5


def test_claims_of_format_1_state_no_numbers_and_other_records_stay_as_they_are():
    lines = [parse_version_line(line) for line in EXAMPLE.read_bytes().splitlines()]
    for line in lines:
        added = {"quantities": []} if line.kind == "claim" else {}
        assert upgrade_record(line.kind, dict(line.value), 1) == {**line.value, **added}


def test_numbers_of_a_claim_of_format_2_stay():
    record = {"claim": "departure", "quantities": [{"of": "died", "order": "thousands"}]}
    assert upgrade_record("claim", deepcopy(record), 2)["quantities"] == [{"of": "died", "order": "thousands", "unit": "persons"}]


def test_numbers_before_format_4_count_persons_and_those_of_format_4_keep_their_unit():
    stop = {"stop": "camp", "quantities": [{"of": "died", "exactly": 3}]}
    (upgraded,) = upgrade_record("route", {"route": "march", "stops": [deepcopy(stop)]}, 3)["stops"]
    assert upgraded["quantities"] == [{"of": "died", "exactly": 3, "unit": "persons"}]
    wagons = {"claim": "departure", "quantities": [{"of": "evacuated", "exactly": 3, "unit": "wagons"}]}
    assert upgrade_record("claim", deepcopy(wagons), 4) == wagons


def test_movement_before_format_4_claims_the_least():
    assert upgrade_record("movement", {"movement": "march"}, 3) == {"movement": "march", "certainty": "possible"}
    certain = {"movement": "march", "certainty": "certain"}
    assert upgrade_record("movement", dict(certain), 4) == certain


def test_stops_of_format_2_state_no_numbers_and_those_of_format_3_keep_theirs():
    route = {"route": "march", "form": "stops", "stops": [{"stop": "camp"}]}
    assert upgrade_record("route", {**route, "stops": [{"stop": "camp"}]}, 2)["stops"] == [{"stop": "camp", "quantities": []}]
    counted = {**route, "stops": [{"stop": "camp", "quantities": [{"of": "died", "unit": "persons", "exactly": 3}]}]}
    assert upgrade_record("route", counted, 4) == counted
    sets = {"route": "march", "form": "sets"}
    assert upgrade_record("route", dict(sets), 2) == sets


def test_a_record_is_upgraded_step_by_step(monkeypatch):
    def append_step(number: int) -> formats.Upgrade:
        return lambda _kind, record: {"steps": [*record["steps"], number]}

    monkeypatch.setattr(formats, "UPGRADES", [append_step(2), append_step(3)])
    assert [upgrade_record("claim", {"steps": []}, number)["steps"] for number in (1, 2, 3)] == [[2, 3], [3], []]


def test_old_lines_stay_and_are_read_in_the_new_format(folder, monkeypatch):
    before = [path.read_bytes() for path in sorted(folder.glob("*.jsonl"))]
    add_upgrade(monkeypatch)
    ledger = read_ledger(folder)
    assert ledger.read_record(ledger.last_lines[RETURN])["words"] == ["changed"]
    assert ledger.read_final_record(DEPARTURE)["words"] == ["changed"]
    assert json.loads(ledger.read_last_line(RETURN))["record"] == ledger.read_last_record(RETURN)
    assert ledger.texts == {TEXT_DIGEST}
    ledger = publish_lines(folder, record_line(ledger, RETURN, {"words": ["two", "words"]}))
    assert [edition.header.format for edition in ledger.editions] == [4, 4, 4, 5]
    assert ledger.read_record(ledger.last_lines[RETURN]) == {"words": ["two", "words"]}
    assert json.loads(ledger.read_last_line(RETURN))["record"] == {"words": ["two", "words"]}
    assert [path.read_bytes() for path in sorted(folder.glob("*.jsonl"))[:3]] == before


def test_code_of_the_old_format_refuses_the_new_one(folder, monkeypatch):
    with monkeypatch.context() as newer:
        add_upgrade(newer)
        publish_lines(folder, record_line(read_ledger(folder), RETURN, {"words": []}))
    with pytest.raises(Exception, match=r"^0004\.jsonl:1: ledger\.newer-format"):
        read_ledger(folder)


def write_example_of_format_1() -> None:
    """Write a line of each kind of the published edition 1; the sentence is of the source."""
    lines: dict[str, bytes] = {}
    for content in Path("fixtures/editions/0001.jsonl").read_bytes().splitlines()[1:]:
        lines.setdefault(parse_version_line(content).kind, content)
    EXAMPLE.write_bytes(b"".join(content + b"\n" for content in lines.values()))
    sys.stdout.write("".join(f"{digest_line(content)}\n" for content in lines.values()))


if __name__ == "__main__":
    write_example_of_format_1()
