"""Records that disagree with each other or with the text are refused, each with its place and what was found."""

from hashlib import sha256
from pathlib import Path

import pytest

from archive.catalogue import CATALOGUE
from tests.archive import (
    test_collect,
    test_corruption,
    test_disagreements,
    test_drafts,
    test_folder,
    test_published,
    test_receipt,
    test_retirement,
    test_tiling,
)
from tests.broken import MENTIONS, QUESTIONS, SOURCE, TEXT, Case, Place, check_case, copy, found, swap
from tests.camps import test_checks as camps
from tests.marches import test_checks as marches

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


def nul(path: Path) -> Place:
    """A U+0000 between two sentences, accessioned as it stands."""
    text = path.read_bytes().decode()
    path.write_bytes(content := f"{text[:146]}\0{text[147:]}".encode())
    record = path.with_name("source.yaml")
    record.write_text(record.read_text("utf-8").replace(DIGEST, sha256(content).hexdigest()), "utf-8")
    return 4, 9


def superseding_itself(path: Path) -> Place:
    """A source that supersedes itself."""
    text = path.read_text("utf-8")
    path.write_text(text + "supersedes: ushmm-death-marches\n", "utf-8")
    return text.count("\n") + 1, 13


CASES = [
    Case("source.nul-character", TEXT, nul, ("146",), at=SOURCE),
    swap("source.wrong-digest", SOURCE, f"sha256: {DIGEST}", f"sha256: ⌖{'0' * 64}", "death-marches.ar.txt", DIGEST, "0" * 64),
    swap("source.wrong-length", SOURCE, "bytes: 4014", "bytes: ⌖4015", "death-marches.ar.txt", "4014", "4015"),
    swap("source.wrong-length", SOURCE, "characters: 2240", "characters: ⌖2239", "death-marches.ar.txt", "2240", "2239"),
    Case("source.supersedes-circle", SOURCE, superseding_itself, ("ushmm-death-marches",)),
    swap("source.unknown", SOURCE, "accessioned:", "supersedes: ⌖death-march\naccessioned:", "death-march"),
    swap(
        "passage.unknown",
        BELARUS,
        OFFENSIVE,
        OFFENSIVE.replace("ushmm-death-marches:1.1", "⌖ushmm-death-marches:1.11"),
        "ushmm-death-marches:1.11",
    ),
    swap("passage.unknown", MENTIONS, "ushmm-death-marches:1.2", "⌖ushmm-death-marches:9.1", "ushmm-death-marches:9.1"),
    swap(
        "anchor.quote-not-found",
        BELARUS,
        'quote: "عملية هجوم',
        'quote: "عملي⌖ات هجوم',
        "عمليات هجوم ضخمة",
        "ushmm-death-marches:1.1",
    ),
    swap(
        "anchor.quote-elsewhere",
        HIMMLER,
        ORDER,
        ORDER.replace("1.4", "1.3").replace('"', '⌖"'),
        "بعد فترة وجيزة ،",
        "marches:1.3",
        "marches:1.4",
    ),
    swap(
        "anchor.wrong-context",
        MENTIONS,
        BUCHENWALD,
        'quote: "بوخنفالد"\n    prefix: "ال⌖ي "',
        "بوخنفالد",
        "الي ",
        "ushmm-death-marches:3.5",
    ),
    swap(
        "anchor.wrong-context",
        MENTIONS,
        BUCHENWALD,
        'quote: "بوخنفالد"\n    prefix: "إلى "\n    suffix: "⌖،"',
        "بوخنفالد",
        "ushmm-death-marches:3.5",
    ),
    swap("anchor.quote-ambiguous", MENTIONS, BUCHENWALD, 'quote: ⌖"بوخنفالد"', "بوخنفالد", "2", "ushmm-death-marches:3.5"),
    swap("claim.no-evidence", DIED_CLAIM, DIED, "evidence: ⌖[]", "thousands-died"),
    swap("claim.date-outside-evidence", HIMMLER, 'quote: "بعد فترة وجيزة"', 'quote: ⌖"إلى الغرب."', "إلى الغرب."),
    swap("date.not-edtf", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖"summer 1944"', "summer 1944"),
    swap("date.not-edtf", SOURCE, "origin:", 'published: ⌖"7.5.1945"\norigin:', "7.5.1945"),
    swap("date.season-in-interval", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖"1944-21/1944-22"', "1944-21/1944-22"),
    swap("date.backwards", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖"1945-05/1944-05"', "1945-05/1944-05"),
    swap("date.no-bound", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖"../.."', "../.."),
    swap(
        "mention.overlaps", MENTIONS, "  - place: camp:auschwitz", f"{OVERLAPPING}  - place: camp:auschwitz", "لوبلان", "مايدانيك"
    ),
    swap("date.unsupported", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖"1944-34"', "1944-34"),
    swap(
        "question.unknown",
        WINTER,
        "- evacuation-direction",
        "- ⌖evacuation-directions",
        "evacuation-directions",
        "(evacuation-direction?)",
    ),
    swap("subject.unknown", MAJDANEK, "camp:majdanek", "⌖camp:maidanek", "camp:maidanek", "(camp:majdanek?)"),
    swap("subject.unknown", MENTIONS, "place:eastern-belarus", "⌖place:belarus", "place:belarus"),
    swap("record.twice", SURRENDER, "date:\n", f"{AGAIN}date:\n", "وفي الشرق في 9 مايو 1945", f"{SURRENDER}:15:12"),
    swap("record.twice", MAJDANEK, "- camp:majdanek", "- camp:majdanek\n  - ⌖camp:majdanek", "camp:majdanek", f"{MAJDANEK}:14:5"),
    swap(
        "record.twice",
        WINTER,
        "- evacuation-direction",
        "- evacuation-direction\n  - ⌖evacuation-direction",
        "evacuation-direction",
        WINTER,
    ),
    swap("record.twice", MENTIONS, "  - place: camp:auschwitz", f"{THE_CAMP_AGAIN}  - place: camp:auschwitz", "المخيم", MENTIONS),
    swap("record.duplicate-id", QUESTIONS, "question: prisoners-held", "question: ⌖camp-founded", "camp-founded", QUESTIONS),
    swap(
        "record.file-name",
        SPRING_ROUTE,
        "route: spring-1945-to-mauthausen",
        "route: ⌖spring",
        "spring",
        "spring-1945-to-mauthausen",
    ),
    swap(
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


def test_every_problem_of_the_catalogue_has_its_case():
    cases = [
        *CASES,
        *test_collect.CASES,
        *test_corruption.CASES,
        *test_disagreements.CASES,
        *test_drafts.CASES,
        *test_folder.CASES,
        *test_tiling.CASES,
        *test_published.CASES,
        *test_receipt.CASES,
        *test_retirement.CASES,
        *camps.CASES,
        *marches.CASES,
    ]
    assert {case.id for case in cases} == set(CATALOGUE)


def test_the_published_fixtures_have_no_problem(tmp_path):
    assert found(copy(tmp_path)) == []
