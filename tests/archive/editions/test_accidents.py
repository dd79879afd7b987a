"""Accidents that would break what was published: each is a problem on an empty machine, without a database, and nothing is published."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from archive.editions import pipeline
from archive.ledger.chain import LEDGER_FOLDER, LedgerFault, read_ledger, require_edition
from tests.support.commands import publish

SOURCE_NAME = "ushmm-death-marches"
SOURCE_FOLDER = f"sources/{SOURCE_NAME}"
TEXT, SOURCE, PASSAGES = (f"{SOURCE_FOLDER}/{name}" for name in ("death-marches.ar.txt", "source.yaml", "passages.yaml"))
CLAIM, ROUTE = "claims/thousands-died.yaml", "routes/spring-1945-to-mauthausen.yaml"
QUOTE = "مات الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق"
REASON = "reason: {ar: سبب, en: A reason}"

Edit = Callable[[Path], object]


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Path:
    """The fixtures with a ledger of two editions; in the second one, a claim was withdrawn."""
    root = tmp_path_factory.mktemp("published") / "fixtures"
    shutil.copytree(settings.FIXTURES_ROOT, root, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns(LEDGER_FOLDER))
    shutil.copyfile(root / CLAIM, root / "claims/extra.yaml")
    replace("claims/extra.yaml", "claim: thousands-died", "claim: extra")(root)
    assert publish(root)[0] == 0
    delete("claims/extra.yaml")(root)
    register(f"{{kind: claim, identifier: extra, withdrawn: 2026-11-28, {REASON}}}")(root)
    assert publish(root)[0] == 0
    return root


@pytest.fixture
def root(published, tmp_path) -> Path:
    return shutil.copytree(published, tmp_path / "fixtures", copy_function=shutil.copyfile)


def replace(file: str, *pairs: str) -> Edit:
    """Return the edit that replaces every first text of a pair by the second one; each must occur once."""

    def edit(root: Path) -> None:
        text = (root / file).read_bytes().decode()
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
            text = text.replace(old, new)
        (root / file).write_bytes(text.encode())

    return edit


def replace_everywhere(pattern: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        for path in root.rglob("*.yaml"):
            path.write_bytes(re.sub(pattern, new, path.read_bytes().decode()).encode())

    return edit


def delete(file: str) -> Edit:
    return lambda root: (root / file).unlink()


def register(entry: str) -> Edit:
    def edit(root: Path) -> None:
        path = root / "register.yaml"
        text = path.read_bytes().decode().replace("retired: []", "retired:")
        path.write_bytes(f"{text.rstrip()}\n  - {entry}\n".encode())

    return edit


def rename_claim(root: Path) -> None:
    """Rename a claim wherever its name occurs."""
    (root / CLAIM).rename(root / "claims/thousands-dead.yaml")
    replace_everywhere(r"\bthousands-died\b", "thousands-dead")(root)


def rename_source(root: Path) -> None:
    """Rename the source wherever its name occurs."""
    (root / SOURCE_FOLDER).rename(root / "sources/death-marches")
    replace_everywhere(rf"\b{SOURCE_NAME}\b(?!/)", "death-marches")(root)


def turn_camp(root: Path) -> None:
    """Turn a camp into a region wherever it is named."""
    replace("places/majdanek.yaml", "kind: camp\n", "kind: region\n")(root)
    replace_everywhere("camp:majdanek", "place:majdanek")(root)


def lengthen_text(root: Path) -> None:
    """Append a line feed to the text, and let the record agree."""
    text = root / TEXT
    old, new = text.read_bytes(), text.read_bytes() + b"\n"
    text.write_bytes(new)
    counts = [str(number) for content in (old, new) for number in (len(content), len(content.decode()))]
    digests = [sha256(content).hexdigest() for content in (old, new)]
    replace(SOURCE, *digests, f"bytes: {counts[0]}", f"bytes: {counts[2]}", f"characters: {counts[1]}", f"characters: {counts[3]}")(
        root
    )


def move_span(root: Path) -> None:
    """Let the first sentence end a character later."""
    replace(
        PASSAGES,
        'ref: "1.1"\n        start: 0\n        end: 146',
        'ref: "1.1"\n        start: 0\n        end: 147',
        '/ مايدانيك."\n',
        '/ مايدانيك. "\n',
    )(root)


def change_question(root: Path) -> None:
    replace_everywhere(r"\bprisoners-counted\b", "number-of-prisoners")(root)


MISSING = "register.missing-entry"
ACCIDENTS: dict[str, tuple[Edit, set[tuple[str, str]]]] = {
    "claim renamed": (rename_claim, {(MISSING, "claim:thousands-died")}),
    "source renamed everywhere": (rename_source, {(MISSING, f"source:{SOURCE_NAME}")}),
    "text lengthened": (lengthen_text, {("source.published-text", SOURCE_NAME)}),
    "camp turned into a place": (turn_camp, {(MISSING, "camp:majdanek")}),
    "route deleted": (delete(ROUTE), {(MISSING, "route:spring-1945-to-mauthausen")}),
    "register deleted": (delete("register.yaml"), {("file.missing", "None")}),
    "entry dropped": (
        lambda root: shutil.copyfile(settings.FIXTURES_ROOT / "register.yaml", root / "register.yaml"),
        {("register.dropped-entry", "claim:extra")},
    ),
    "term renamed": (replace("primer.yaml", "- term: ss\n", "- term: ss-men\n"), {(MISSING, "term:ss")}),
    "question renamed": (change_question, {(MISSING, "question:prisoners-counted")}),
    "span moved": (move_span, {("passage.published-span", "1.1")}),
    "claim made a draft": (replace("claims/thousands-freed-on-the-march.yaml", "claim: ", "draft: true\nclaim: "), set()),
    "route made a draft": (
        replace(ROUTE, "route: ", "draft: true\nroute: "),
        {("draft.published", "route:spring-1945-to-mauthausen")},
    ),
}


def list_problems(root: Path) -> list:
    """Return what check_fixtures finds, problems only."""
    return [problem for problem in pipeline.check_fixtures(root) if problem.level == "problem"]


@pytest.mark.parametrize("name", [*ACCIDENTS, "primer deleted"])
def test_an_accident_is_a_problem_and_nothing_is_published(name, root):
    edit, expected = ACCIDENTS.get(name, (delete("primer.yaml"), set()))
    ledger = read_ledger(root / LEDGER_FOLDER)
    edit(root)
    problems = {(problem.id, str(problem.values.get("identifier") or problem.values.get("ref"))) for problem in list_problems(root)}
    if name == "primer deleted":
        kinds = {key.kind for key, _version in ledger.iterate_in_force()} & {"term", "story"}
        expected = {(MISSING, str(key)) for key, _version in ledger.iterate_in_force() if key.kind in kinds}
    if expected:
        assert problems == expected
    assert problems
    for language in ("ar", "en"):
        status, printed = publish(root, language)
        assert status == 1
        assert [id_ for id_, _identifier in problems if id_ not in printed] == []
    assert sorted(path.name for path in (root / LEDGER_FOLDER).iterdir()) == ["0001.jsonl", "0002.jsonl", "texts"]


LAST = f"{LEDGER_FOLDER}/0002.jsonl"


def change_digit(root: Path) -> None:
    path = root / LEDGER_FOLDER / "0001.jsonl"
    path.write_bytes(path.read_bytes().replace(b"50.0262", b"50.0263"))


def swap_lines(root: Path) -> None:
    path = root / LEDGER_FOLDER / "0001.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1:3] = lines[2:0:-1]
    path.write_bytes(b"".join(lines))


def replace_by_another_archive(root: Path) -> None:
    path = root / LEDGER_FOLDER / "0001.jsonl"
    header, versions = path.read_bytes().split(b"\n", 1)
    fields = json.loads(header) | {"note": {"ar": "أرشيف آخر", "en": "Another archive"}}
    content = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(content + b"\n" + versions)


LEDGER_ACCIDENTS: dict[str, tuple[Edit, str, str]] = {
    "edited": (change_digit, "ledger.wrong-digest", "editions/0001.jsonl:1:1"),
    "reordered": (swap_lines, "ledger.wrong-order", "editions/0001.jsonl:3:1"),
    "missing": (delete(f"{LEDGER_FOLDER}/0001.jsonl"), "ledger.missing-file", "editions/0001.jsonl:1:1"),
    "of another archive": (replace_by_another_archive, "ledger.broken-chain", "editions/0002.jsonl:1:1"),
    "cut off": (
        lambda root: (root / LAST).write_bytes((root / LAST).read_bytes()[:-9]),
        "ledger.cut-off",
        "editions/0002.jsonl:2:1",
    ),
    "text lost": (lambda root: shutil.rmtree(root / LEDGER_FOLDER / "texts"), "ledger.no-text", "editions/texts/{digest}:1:1"),
}


@pytest.mark.parametrize("name", LEDGER_ACCIDENTS)
def test_a_damaged_ledger_is_a_problem_and_nothing_is_published(name, root):
    edit, id_, place = LEDGER_ACCIDENTS[name]
    digest = sha256((root / TEXT).read_bytes()).hexdigest()
    edit(root)
    replace("claims/thousands-freed-on-the-march.yaml", "evidence:", "evidence: ")(root)
    assert [(problem.id, str(problem.location)) for problem in list_problems(root)] == [(id_, place.format(digest=digest))]
    before = sorted((root / LEDGER_FOLDER).rglob("*"))
    for language in ("ar", "en"):
        status, printed = publish(root, language)
        assert (status, id_ in printed) == (1, True)
    assert sorted((root / LEDGER_FOLDER).rglob("*")) == before


def test_a_ledger_whose_last_file_was_cut_away_lacks_the_expected_edition(root):
    expected = read_ledger(root / LEDGER_FOLDER).editions[-1].digest
    (root / LAST).unlink()
    assert list_problems(root) == []
    with pytest.raises(LedgerFault, match=r"^0001\.jsonl:1: ledger\.not-expected"):
        require_edition(read_ledger(root / LEDGER_FOLDER), expected)


def test_a_signature_shows_that_the_last_file_was_cut_away(root):
    (root / LAST).with_suffix(".sig").write_bytes(b"")
    (root / LAST).unlink()
    assert [(problem.id, str(problem.location)) for problem in list_problems(root)] == [
        ("ledger.missing-file", "editions/0002.jsonl:1:1")
    ]


def read_lines(root: Path, edition: int) -> dict[str, dict]:
    """Return the lines of an edition by ``kind:identifier``."""
    lines = map(json.loads, (root / LEDGER_FOLDER / f"{edition:04}.jsonl").read_bytes().splitlines()[1:])
    return {f"{line['kind']}:{line['identifier']}": line for line in lines}


def test_evidence_that_moves_to_other_words_is_published_as_a_change(root):
    replace(CLAIM, QUOTE, QUOTE.split(" ، ")[0])(root)
    assert list_problems(root) == []
    status, printed = publish(root)
    assert status == 0
    assert "thousands-died: evidence" in printed
    lines = read_lines(root, 3)
    assert lines.keys() == {"claim:thousands-died"}
    evidence = lines["claim:thousands-died"]["record"]["evidence"][0]
    text = (root / TEXT).read_bytes().decode()
    assert evidence["quote"] in text
    assert evidence["end"] - evidence["start"] == len(evidence["quote"])


def test_a_renamed_claim_continues_its_history(root):
    rename_claim(root)
    register("{kind: claim, identifier: thousands-died, renamed: thousands-dead}")(root)
    assert publish(root)[0] == 0
    lines = read_lines(root, 3)
    assert (lines["claim:thousands-died"]["renamed"], lines["claim:thousands-dead"]["record"]["claim"]) == (
        "claim:thousands-dead",
        "thousands-dead",
    )
    ledger = read_ledger(root / LEDGER_FOLDER)
    assert [(str(key), str(former)) for key, former in ledger.renamed_from.items()] == [
        ("claim:thousands-dead", "claim:thousands-died")
    ]


def test_a_camp_that_becomes_a_place_continues_its_history(root):
    turn_camp(root)
    register("{kind: camp, identifier: majdanek, renamed: 'place:majdanek'}")(root)
    status, printed = publish(root)
    assert (status, printed) == (0, printed)
    assert read_lines(root, 3)["camp:majdanek"]["renamed"] == "place:majdanek"
    ledger = read_ledger(root / LEDGER_FOLDER)
    assert [(str(key), str(former)) for key, former in ledger.renamed_from.items()] == [("place:majdanek", "camp:majdanek")]


def test_a_withdrawn_route_has_its_reason(root):
    delete(ROUTE)(root)
    register(f"{{kind: route, identifier: spring-1945-to-mauthausen, withdrawn: 2026-11-27, {REASON}}}")(root)
    assert publish(root)[0] == 0
    line = read_lines(root, 3)["route:spring-1945-to-mauthausen"]
    assert (line["withdrawn"], line["reason"]) == ("2026-11-27", {"ar": "سبب", "en": "A reason"})


def restore_files(root: Path, *pairs: str) -> None:
    """Return the withdrawn claim, changed."""
    replace("register.yaml", "reason: {ar: سبب, en: A reason}", f"{REASON}, returned: {{ar: عاد, en: It is sound}}")(root)
    shutil.copyfile(root / CLAIM, root / "claims/extra.yaml")
    replace("claims/extra.yaml", "claim: thousands-died", "claim: extra", *pairs)(root)


def test_a_withdrawn_claim_returns_as_the_same_record(root):
    restore_files(root)
    assert publish(root)[0] == 0
    ledger, lines = read_ledger(root / LEDGER_FOLDER), read_lines(root, 3)
    assert lines["claim:extra"]["reason"] == {"ar": "عاد", "en": "It is sound"}
    assert lines["claim:extra"]["record"] == read_lines(root, 1)["claim:extra"]["record"]
    assert (
        len(
            {
                line["previous"]
                for line in (lines["claim:extra"], read_lines(root, 1)["claim:extra"], read_lines(root, 2)["claim:extra"])
            }
        )
        == 3
    )
    assert ledger.number == 3


def test_a_withdrawn_claim_does_not_return_as_another(root):
    restore_files(root, "Thousands", "Many thousands")
    assert [(problem.id, problem.values["identifier"]) for problem in list_problems(root)] == [
        ("register.returned-differs", "claim:extra")
    ]
    assert publish(root)[0] == 1


def test_nothing_to_publish_is_no_error_and_no_edition(root):
    status, printed = publish(root)
    assert (status, "nothing differs from edition 2" in printed) == (0, True)
    assert read_ledger(root / LEDGER_FOLDER).number == 2


def test_dry_run_writes_nothing(root):
    replace(CLAIM, QUOTE, QUOTE.split(" ، ")[0])(root)
    status, printed = publish(root, dry_run=True)
    assert (status, "thousands-died: evidence" in printed) == (0, True)
    assert read_ledger(root / LEDGER_FOLDER).number == 2
