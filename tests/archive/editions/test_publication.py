"""The additions of the next edition: outcomes, joined histories, and returns; on records in memory, without a database."""

from __future__ import annotations

import pytest

from archive.addresses import RecordKey
from archive.editions.publication import find_broken_promises, plan_publication
from archive.ledger.lines import RECORD, RENAMED, WITHDRAWN, parse_version_line
from tests.support import records
from tests.support.edition_sequences import Content, EditionSequence
from tests.support.ledgers import NOTE, REASON

A, B, C, D = (RecordKey("claim", name) for name in "abcd")
LETTER, BOOK = RecordKey("source", "letter"), RecordKey("source", "book")


@pytest.fixture
def sequence(tmp_path) -> EditionSequence:
    """A source, a claim ``a`` and a camp are published."""
    sequence = EditionSequence(tmp_path, 0)
    copy = sequence.copy
    for table in (copy.sources, copy.claims, copy.places, copy.questions):
        table.clear()
    copy.sources["letter"] = Content(0)
    copy.claims["a"] = Content(0, source="letter")
    copy.places["x"] = Content(0, kind="camp")
    copy.questions |= {"first": Content(0), "second": Content(0)}
    publish(sequence)
    return sequence


def publish(sequence: EditionSequence) -> dict[str, str]:
    """Publish and check; return what was new by key."""
    before = sequence.ledger.number
    sequence.publish()
    sequence.check()
    lines = {key: version.outcome for key, version in sequence.ledger.last_lines.items() if version.edition > before}
    return {str(key): outcome for key, outcome in sorted(lines.items())}


def plan(sequence: EditionSequence) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the changes that publishing would report."""
    changes = plan_publication(sequence.copy.make_fixtures(), sequence.ledger).changes
    return [(change.outcome, str(RecordKey(change.kind, change.identifier)), change.fields) for change in changes]


def rename_claim(sequence: EditionSequence, old: RecordKey, new: RecordKey) -> None:
    sequence.copy.claims[new.identifier] = sequence.copy.claims.pop(old.identifier)
    sequence.retire(old, new)


def find_problems(sequence: EditionSequence) -> list[tuple[str, str]]:
    problems = find_broken_promises(sequence.copy.make_fixtures(), sequence.ledger)
    return [(problem.id, str(problem.values.get("identifier"))) for problem in problems]


def test_nothing_new_is_no_edition(sequence):
    assert plan(sequence) == []
    assert publish(sequence) == {}
    assert sequence.ledger.number == 1


def test_other_words_of_a_claim_are_a_change(sequence):
    sequence.copy.claims["a"] = Content(1, source="letter")
    assert plan(sequence) == [("changed", "claim:a", ("statement.en", "evidence"))]
    assert publish(sequence) == {"claim:a": RECORD}
    ledger = sequence.ledger
    assert ledger.last_lines[A].previous is not None


def test_content_that_returns_is_another_version(sequence):
    first = sequence.ledger.last_lines[A].version
    for variant in (1, 0):
        sequence.copy.claims["a"] = Content(variant, source="letter")
        publish(sequence)
    assert sequence.ledger.last_lines[A].version != first
    assert sequence.ledger.number == 3


def test_another_reading_is_a_change_of_the_sentence_and_of_what_quotes_it(sequence):
    sequence.copy.sources["letter"] = Content(1)
    outcomes = {f"sentence:letter:{ref}": RECORD for ref in ("1.1", "1.2", "2.1", "2.2")}
    assert publish(sequence) == {"claim:a": RECORD, **outcomes, "source:letter": RECORD}


def test_history_of_a_renamed_record_is_joined(sequence):
    rename_claim(sequence, A, B)
    assert plan(sequence) == [("renamed", "claim:a", ()), ("added", "claim:b", ())]
    assert publish(sequence) == {"claim:a": RENAMED, "claim:b": RECORD}
    ledger = sequence.ledger
    assert ledger.renamed_from == {B: A}
    assert ledger.last_lines[B].previous == ledger.last_lines[A].version


@pytest.mark.parametrize("reverse", [False, True])
def test_history_of_a_record_that_is_renamed_twice_follows_its_last_name(reverse, sequence):
    rename_claim(sequence, A, B)
    publish(sequence)
    rename_claim(sequence, B, C)
    if reverse:
        sequence.copy.register = dict(reversed(sequence.copy.register.items()))
    fixtures = sequence.copy.make_fixtures()
    lines = {line.key: line for line in map(parse_version_line, plan_publication(fixtures, sequence.ledger).lines)}
    assert (lines[A].value, lines[B].value) == ("claim:c", "claim:c")
    assert publish(sequence) == {"claim:a": RENAMED, "claim:b": RENAMED, "claim:c": RECORD}
    assert sequence.ledger.renamed_from == {B: A, C: B}


def test_two_records_that_become_one(sequence):
    sequence.copy.claims["b"] = Content(1, source="letter")
    publish(sequence)
    sequence.copy.claims["d"] = sequence.copy.claims.pop("a")
    del sequence.copy.claims["b"]
    for key in (A, B):
        sequence.retire(key, D)
    sequence.origins = {}
    assert publish(sequence) == {"claim:a": RENAMED, "claim:b": RENAMED, "claim:d": RECORD}
    assert sequence.ledger.renamed_from[D] in (A, B)


def test_a_withdrawn_record_that_was_renamed_after_all_is_joined(sequence):
    content = sequence.copy.claims.pop("a")
    sequence.copy.register[A] = {**A._asdict(), "withdrawn": "2026-11-28", "reason": REASON}
    assert publish(sequence) == {"claim:a": WITHDRAWN}
    sequence.copy.claims["b"] = content
    sequence.copy.register[A] = {**A._asdict(), "renamed": "b"}
    assert publish(sequence) == {"claim:a": RENAMED, "claim:b": RECORD}
    assert sequence.ledger.renamed_from == {B: A}


def test_a_camp_becomes_a_place(sequence):
    sequence.turn_place()
    assert publish(sequence) == {"camp:x": RENAMED, "place:x": RECORD}
    ledger = sequence.ledger
    assert ledger.renamed_from == {RecordKey("place", "x"): RecordKey("camp", "x")}


def test_a_renamed_source_takes_its_sentences_along(sequence):
    sequence.copy.sources["book"] = sequence.copy.sources.pop("letter")
    sequence.copy.claims["a"] = Content(0, source="book")
    sequence.retire(LETTER, BOOK)
    sentences = ("1.1", "1.2", "2.1", "2.2")
    assert publish(sequence) == {
        "claim:a": RECORD,
        **{f"sentence:book:{ref}": RECORD for ref in sentences},
        **{f"sentence:letter:{ref}": RENAMED for ref in sentences},
        "source:book": RECORD,
        "source:letter": RENAMED,
    }
    joined = {RecordKey("sentence", f"book:{ref}"): RecordKey("sentence", f"letter:{ref}") for ref in sentences}
    assert sequence.ledger.renamed_from == {BOOK: LETTER, **joined}


def withdraw_source(sequence: EditionSequence) -> None:
    """Withdraw the source and its claim."""
    sequence.copy.claims.clear()
    sequence.copy.sources.clear()
    for key in (A, LETTER):
        sequence.copy.register[key] = {**key._asdict(), "withdrawn": "2026-11-28", "reason": REASON}
    outcomes = publish(sequence)
    assert outcomes.keys() == {"claim:a", "source:letter", *(f"sentence:letter:{ref}" for ref in ("1.1", "1.2", "2.1", "2.2"))}
    assert {*outcomes.values()} == {WITHDRAWN}


def return_source(sequence: EditionSequence, content: Content) -> None:
    sequence.copy.sources["letter"] = content
    sequence.copy.register[LETTER] = {**sequence.copy.register[LETTER], "returned": NOTE}


def test_a_withdrawn_source_returns_as_it_was_with_the_reason_at_all_its_lines(sequence):
    withdraw_source(sequence)
    return_source(sequence, Content(0))
    assert find_problems(sequence) == []
    lines = plan_publication(sequence.copy.make_fixtures(), sequence.ledger).lines
    assert {line.key.kind: line.reason for line in map(parse_version_line, lines)} == {"source": NOTE, "sentence": NOTE}
    assert {*publish(sequence).values()} == {RECORD}


def test_a_withdrawn_source_does_not_return_with_other_readings(sequence):
    withdraw_source(sequence)
    title = sequence.ledger.read_final_record(LETTER)["title"]
    return_source(sequence, Content(2))  # another title
    assert ("register.returned-differs", "source:letter") in find_problems(sequence)
    return_source(sequence, Content(0))
    fixtures = sequence.copy.make_fixtures()
    for at, located in enumerate(fixtures.archive.passages):
        fixtures.archive.passages[at] = records.passages(located.record.source, status="uncertain")
    problems = [(problem.id, problem.values["identifier"]) for problem in find_broken_promises(fixtures, sequence.ledger)]
    assert problems == [("register.returned-differs", f"sentence:letter:{ref}") for ref in ("1.1", "1.2", "2.1", "2.2")]
    assert title["en"] == "Letter 0"


def test_a_withdrawn_source_is_not_renamed_to_one_with_another_text(sequence):
    withdraw_source(sequence)
    sequence.copy.sources["book"] = Content(0)
    sequence.copy.register[LETTER] = {**LETTER._asdict(), "renamed": "book"}
    assert find_problems(sequence) == []
    fixtures = sequence.copy.make_fixtures()
    sources = fixtures.archive.sources
    sources[:] = [records.change(located, "text", "sha256", value="0" * 64) for located in sources]
    problems = [(problem.id, problem.values["identifier"]) for problem in find_broken_promises(fixtures, sequence.ledger)]
    assert problems == [("source.published-text", "book")]


def test_a_withdrawn_record_does_not_return_as_another(sequence):
    sequence.copy.claims.pop("a")
    sequence.copy.register[A] = {**A._asdict(), "withdrawn": "2026-11-28", "reason": REASON}
    publish(sequence)
    sequence.copy.claims["a"] = Content(1, source="letter")
    sequence.copy.register[A]["returned"] = NOTE
    assert find_problems(sequence) == [("register.returned-differs", "claim:a")]


def test_a_question_keeps_its_place_in_the_list(sequence):
    questions = sequence.copy.questions
    sequence.copy.questions = dict(reversed(questions.items()))
    assert plan(sequence) == [("changed", "question:second", ("follows",)), ("changed", "question:first", ("follows",))]
    publish(sequence)


def test_retired_identifiers_need_an_entry(sequence):
    sequence.copy.claims.clear()
    sequence.copy.places.clear()
    sequence.copy.questions.clear()
    keys = ("camp:x", "claim:a", "question:first", "question:second")
    assert find_problems(sequence) == [("register.missing-entry", key) for key in keys]
