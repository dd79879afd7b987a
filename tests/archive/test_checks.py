"""Records that disagree with each other or with the text are refused, each with its place and what was found."""

import ast
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from archive.catalogue import CATALOGUE
from tests.support.corrupted_fixtures import (
    MENTIONS,
    QUESTIONS,
    SOURCE,
    TEXT,
    Case,
    Position,
    check_case,
    copy_fixtures,
    find_problems,
    replace_text,
)
from tests.support.repository import ROOT

BELARUS = "claims/belarus-offensive-1944.yaml"
HIMMLER = "claims/himmler-evacuation-order.yaml"
DIED_CLAIM = "claims/thousands-died.yaml"
MAJDANEK = "claims/majdanek-first-major-camp-overrun.yaml"
SPRING_ROUTE = "routes/spring-1945-to-mauthausen.yaml"
SURRENDER = "claims/surrender-east-1945-05-09.yaml"
WINTER = "claims/evacuation-winter-1944-1945.yaml"
DIGEST = "09cfd77110fea7e25ee9590f466348470caca1ff2b4417476b17789e3443d469"
BUCHENWALD = 'quote: "بوخنفالد"\n    prefix: "إلى "'
SHOT = 'quote: "وبناء على أوامر صريحة ، أطلقوا'
OFFENSIVE = 'evidence:\n  - passage: ushmm-death-marches:1.1\n    quote: "عملية'
ORDER = 'evidence:\n  - passage: ushmm-death-marches:1.4\n    quote: "بعد'
AGAIN = '  - passage: ushmm-death-marches:4.3\n    quote: ⌖"وفي الشرق في 9 مايو 1945"\n'
DIED = 'evidence:\n  - passage: ushmm-death-marches:3.3\n    quote: "مات الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق"'
THE_CAMP_AGAIN = '  - place: camp:dachau\n    passage: ushmm-death-marches:1.2\n    quote: ⌖"المخيم"\n    form: description\n'
OVERLAPPING = '  - place: camp:dachau\n    passage: ushmm-death-marches:1.1\n    quote: ⌖"مايدانيك"\n    form: name\n'


def nul(path: Path) -> Position:
    """A U+0000 between two sentences, accessioned as it stands."""
    text = path.read_bytes().decode()
    path.write_bytes(content := f"{text[:146]}\0{text[147:]}".encode())
    record = path.with_name("source.yaml")
    record.write_text(record.read_text("utf-8").replace(DIGEST, sha256(content).hexdigest()), "utf-8")
    return 4, 9


def superseding_itself(path: Path) -> Position:
    """A source that supersedes itself."""
    text = path.read_text("utf-8")
    path.write_text(text + "supersedes: ushmm-death-marches\n", "utf-8")
    return text.count("\n") + 1, 13


CASES = [
    Case("source.nul-character", TEXT, nul, ("146",), at=SOURCE),
    replace_text(
        "source.wrong-digest", SOURCE, f"sha256: {DIGEST}", f"sha256: ⌖{'0' * 64}", "death-marches.ar.txt", DIGEST, "0" * 64
    ),
    replace_text("source.wrong-length", SOURCE, "bytes: 4014", "bytes: ⌖4015", "death-marches.ar.txt", "4014", "4015"),
    replace_text("source.wrong-length", SOURCE, "characters: 2240", "characters: ⌖2239", "death-marches.ar.txt", "2240", "2239"),
    Case("source.supersedes-circle", SOURCE, superseding_itself, ("ushmm-death-marches",)),
    replace_text("source.unknown", SOURCE, "accessioned:", "supersedes: ⌖death-march\naccessioned:", "death-march"),
    replace_text(
        "passage.unknown",
        BELARUS,
        OFFENSIVE,
        OFFENSIVE.replace("ushmm-death-marches:1.1", "⌖ushmm-death-marches:1.11"),
        "ushmm-death-marches:1.11",
    ),
    replace_text("passage.unknown", MENTIONS, "ushmm-death-marches:1.2", "⌖ushmm-death-marches:9.1", "ushmm-death-marches:9.1"),
    replace_text(
        "anchor.quote-not-found",
        BELARUS,
        'quote: "عملية هجوم',
        'quote: "عملي⌖ات هجوم',
        "عمليات هجوم ضخمة",
        "ushmm-death-marches:1.1",
    ),
    replace_text(
        "anchor.quote-elsewhere",
        HIMMLER,
        ORDER,
        ORDER.replace("1.4", "1.3").replace('"', '⌖"'),
        "بعد فترة وجيزة ،",
        "marches:1.3",
        "marches:1.4",
    ),
    replace_text(
        "anchor.wrong-context",
        MENTIONS,
        BUCHENWALD,
        'quote: "بوخنفالد"\n    prefix: "ال⌖ي "',
        "بوخنفالد",
        "الي ",
        "ushmm-death-marches:3.5",
    ),
    replace_text(
        "anchor.wrong-context",
        MENTIONS,
        BUCHENWALD,
        'quote: "بوخنفالد"\n    prefix: "إلى "\n    suffix: "⌖،"',
        "بوخنفالد",
        "ushmm-death-marches:3.5",
    ),
    replace_text("anchor.quote-ambiguous", MENTIONS, BUCHENWALD, 'quote: ⌖"بوخنفالد"', "بوخنفالد", "2", "ushmm-death-marches:3.5"),
    replace_text("claim.no-evidence", DIED_CLAIM, DIED, "evidence: ⌖[]", "thousands-died"),
    replace_text("claim.date-outside-evidence", HIMMLER, 'quote: "بعد فترة وجيزة"', 'quote: ⌖"إلى الغرب."', "إلى الغرب."),
    replace_text("date.not-edtf", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖"summer 1944"', "summer 1944"),
    replace_text("date.not-edtf", SOURCE, "origin:", 'published: ⌖"7.5.1945"\norigin:', "7.5.1945"),
    replace_text("date.season-in-interval", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖"1944-21/1944-22"', "1944-21/1944-22"),
    replace_text("date.backwards", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖"1945-05/1944-05"', "1945-05/1944-05"),
    replace_text("date.no-bound", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖"../.."', "../.."),
    replace_text(
        "mention.overlaps", MENTIONS, "  - place: camp:auschwitz", f"{OVERLAPPING}  - place: camp:auschwitz", "لوبلان", "مايدانيك"
    ),
    replace_text("date.unsupported", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖"1944-34"', "1944-34"),
    replace_text(
        "question.unknown",
        WINTER,
        "- evacuation-direction",
        "- ⌖evacuation-directions",
        "evacuation-directions",
        "(evacuation-direction?)",
    ),
    replace_text("subject.unknown", MAJDANEK, "camp:majdanek", "⌖camp:maidanek", "camp:maidanek", "(camp:majdanek?)"),
    replace_text("subject.unknown", MENTIONS, "place:eastern-belarus", "⌖place:belarus", "place:belarus"),
    replace_text("record.twice", SURRENDER, "date:\n", f"{AGAIN}date:\n", "وفي الشرق في 9 مايو 1945", f"{SURRENDER}:15:12"),
    replace_text(
        "record.twice", MAJDANEK, "- camp:majdanek", "- camp:majdanek\n  - ⌖camp:majdanek", "camp:majdanek", f"{MAJDANEK}:14:5"
    ),
    replace_text(
        "record.twice",
        WINTER,
        "- evacuation-direction",
        "- evacuation-direction\n  - ⌖evacuation-direction",
        "evacuation-direction",
        WINTER,
    ),
    replace_text(
        "record.twice", MENTIONS, "  - place: camp:auschwitz", f"{THE_CAMP_AGAIN}  - place: camp:auschwitz", "المخيم", MENTIONS
    ),
    replace_text(
        "record.duplicate-id", QUESTIONS, "question: prisoners-held", "question: ⌖camp-founded", "camp-founded", QUESTIONS
    ),
    replace_text(
        "record.file-name",
        SPRING_ROUTE,
        "route: spring-1945-to-mauthausen",
        "route: ⌖spring",
        "spring",
        "spring-1945-to-mauthausen",
    ),
    replace_text(
        "record.file-name",
        MENTIONS,
        "source: ushmm-death-marches",
        "source: ⌖death-marches",
        "death-marches",
        "ushmm-death-marches",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    check_case(case, tmp_path)


def case_ids(path: Path) -> Iterator[str]:
    """The problem ids of the cases that a module lists in ``CASES`` or ``…_CASES``, each the first argument of a call."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("CASES") and isinstance(node.value, ast.List):
            first = [call.args[0] for call in node.value.elts if isinstance(call, ast.Call)]
            yield from (argument.value for argument in first if isinstance(argument, ast.Constant))


def test_every_problem_of_the_catalogue_has_its_case():
    assert set(CATALOGUE) - {id_ for path in (ROOT / "tests").rglob("*.py") for id_ in case_ids(path)} == set()


def test_the_published_fixtures_have_no_problem(tmp_path):
    assert find_problems(copy_fixtures(tmp_path)) == []
