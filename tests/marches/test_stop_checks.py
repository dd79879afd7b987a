"""Problems of routes by stops: of their form, and of each stop, its place, its words, its date and its place in the order."""

from __future__ import annotations

import random
import textwrap
from graphlib import CycleError, TopologicalSorter

import pytest

from marches.checks import find_cycle
from marches.records import StopRecord, list_preceding
from tests.support.corrupted_fixtures import check_case, corrupt_fixtures, find_problems, replace_text
from tests.support.march_example import ROUTE_M, ROUTE_S, add_march

SPRING = "routes/spring-1945-to-mauthausen.yaml"
SETS_STOP = (
    "stops:\n  - stop: x\n    event: halt\n    place: camp:mauthausen\n    passage: ushmm-death-marches:3.5\n    quote: ماوتهاوزن\n"
)
THREE = '        quote: "three of us died"\n'
ORIGINS = "origins:\n  passage: invented-account-m-en:2.1\n  quote: Quarry Camp\n  places: ['camp:invented-quarry-camp']\n"
DESTINATIONS = 'destinations:\n  passage: ushmm-death-marches:3.5\n  quote: "ماوتهاوزن"\n  places:\n    - camp:mauthausen\n'
SECOND = "  - stop: barn\n    event: night\n    place: place:invented-barn\n"
BURIAL = (
    '    place: place:invented-lower-ford\n    passage: invented-account-m-en:2.4\n    quote: "They were buried at Lower Ford"\n'
)
MARKED_BURIAL = {"- stop: lower-ford-burial": "- ⌖stop: lower-ford-burial"}


def second_in(place: str) -> tuple[str, str]:
    """Return the second stop, and the same with another place."""
    return SECOND, SECOND.replace("place:invented-barn", place)


NUMBER = "    quantities:\n      - of: died\n        exactly: 3\n        passage: invented-account-m-en:3.4\n" + THREE
WALKED, MARKED_NUMBER = '      quote: "walked"\n', NUMBER.replace("of: died", "of: ⌖died")
# By problem, what is changed in the claim of the route too.
CLAIM_EDITS = {
    "route.evidence-outside-claim": (
        "They were buried at Lower Ford by the wall of the churchyard.",
        "by the wall of the churchyard",
    ),
    "quantity.in-claim": ("\ndate:\n", f"\n{textwrap.dedent(NUMBER)}date:\n"),
}
CASES = [
    replace_text("route.wrong-form", ROUTE_M, "stops:\n  - stop: quarry", f"⌖{ORIGINS}stops:\n  - stop: quarry", "origins", "sets"),
    replace_text("route.wrong-form", SPRING, "origins:\n", f"⌖{SETS_STOP}origins:\n", "stops", "sets"),
    replace_text("record.missing-field", SPRING, DESTINATIONS, "", "destinations", also={"\nroute: spring": "\n⌖route: spring"}),
    replace_text("record.twice", ROUTE_M, "- stop: freed", "- stop: ⌖barn", "barn"),
    replace_text("record.wrong-value", ROUTE_M, "event: burial", "event: ⌖[burial, death]"),
    replace_text("record.wrong-value", ROUTE_M, "event: burial", "event: ⌖rest", "rest", "departure, halt"),
    replace_text("record.wrong-value", ROUTE_M, "omission: true", "omission: ⌖yes", "yes", "true, false"),
    replace_text(
        "record.missing-field",
        ROUTE_M,
        BURIAL,
        BURIAL.replace("    passage: invented-account-m-en:2.4\n", ""),
        "passage",
        also=MARKED_BURIAL,
    ),
    replace_text("record.missing-field", ROUTE_M, BURIAL, BURIAL[: BURIAL.index("    quote")], "quote", also=MARKED_BURIAL),
    replace_text("yaml.duplicate-key", ROUTE_M, "event: burial\n", "event: burial\n    ⌖event: death\n", "event"),
    replace_text("route.stop-place", ROUTE_M, SECOND, "  - stop: ⌖barn\n    event: night\n", "barn"),
    replace_text(
        "route.stop-place",
        ROUTE_M,
        SECOND,
        SECOND + '    description:\n      ⌖ar: "حظيرة"\n      en: "A barn"\n',
        "barn",
    ),
    replace_text("subject.unknown", ROUTE_M, *second_in("⌖place:invented-bam"), "place:invented-bam", "(place:invented-barn?)"),
    replace_text("route.place-not-in-words", ROUTE_M, *second_in("⌖place:invented-milltown"), "place:invented-milltown"),
    replace_text("anchor.quote-not-found", ROUTE_M, "They were buried at Lower Ford", "They were burie⌖t at Lower Ford", "buriet"),
    replace_text(
        "route.evidence-outside-claim",
        ROUTE_M,
        'quote: "They were buried at Lower Ford"',
        'quote: ⌖"They were buried at Lower Ford"',
        "invented-march-by-m",
    ),
    replace_text(
        "route.unknown-stop", ROUTE_M, "after: [wood, upper-ford]", "after: [wood, ⌖uper-ford]", "uper-ford", "(upper-ford?)"
    ),
    replace_text("record.twice", ROUTE_M, "after: [wood, upper-ford]", "after: [wood, upper-ford, ⌖wood]", "wood"),
    replace_text("route.stop-cycle", ROUTE_M, "after: []", "after: ⌖[milltown]", "brickworks-camp → milltown → brickworks-camp"),
    replace_text("route.stop-cycle", ROUTE_M, "after: []", "after: ⌖[brickworks-camp]", "brickworks-camp → brickworks-camp"),
    replace_text("quantity.not-in-words", ROUTE_M, "exactly: 3", "exactly: ⌖30", "three of us died", "30"),
    replace_text("anchor.quote-not-found", ROUTE_M, '"three of us died"', '"three of us d⌖yed"', "dyed"),
    replace_text("quantity.two-values", ROUTE_M, "exactly: 3", "exactly: 3\n        about: ⌖3", "died"),
    replace_text("quantity.no-value", ROUTE_M, "      - of: died\n        exactly: 3\n", "      - ⌖of: died\n", "died"),
    replace_text("record.wrong-value", ROUTE_M, "- of: died", "- of: ⌖dead", "dead"),
    replace_text("record.wrong-value", ROUTE_M, "unit: wagons", "unit: ⌖carts", "carts", "persons, families, columns, wagons"),
    replace_text("quantity.share-over-whole", ROUTE_S, "about: 33", "about: ⌖133", "arrived", "133", "percent-of-march"),
    replace_text("quantity.share-in-a-word", ROUTE_S, "about: 33", "order: ⌖hundreds", "arrived", "hundreds"),
    replace_text("quantity.not-in-words", ROUTE_S, "about: 33", "about: ⌖40", "40", "33"),
    replace_text("quantity.share-rounded", ROUTE_S, "about: 33", "exactly: ⌖33", "33", "about"),
    replace_text("quantity.in-claim", ROUTE_M, "- of: died", "- of: ⌖died", "invented-march-by-m"),
    replace_text("record.twice", ROUTE_M, BURIAL, BURIAL + NUMBER, "died", also={WALKED + NUMBER: WALKED + MARKED_NUMBER}),
    replace_text("date.not-edtf", ROUTE_M, '"1945-01-30~"', '⌖"1945-01-32"', "1945-01-32"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    if case.id in CLAIM_EDITS:
        narrow = replace_text("", "claims/invented-march-by-m.yaml", *CLAIM_EDITS[case.id])
        edit = case.edit
        case = case._replace(edit=lambda path: (narrow.edit(path.parents[1] / narrow.file), edit(path))[1])
    check_case(case, tmp_path, add_march)


def test_example_has_no_problem_and_a_place_may_come_twice(tmp_path):
    assert find_problems(add_march(tmp_path)) == []


def test_published_route_must_not_depend_on_the_draft_of_a_place(tmp_path):
    root = add_march(tmp_path)
    place = root / "places/invented-oakmere.yaml"
    place.write_text(place.read_text("utf-8") + "draft: true\n", "utf-8")
    problems = [problem for problem in find_problems(root) if problem.location.file == ROUTE_M]
    assert [(problem.id, problem.values["identifier"]) for problem in problems] == [("draft.rested-on", "place:invented-oakmere")]


def test_routes_by_stops_differ_on_what_their_ends_and_means_are(tmp_path):
    root = add_march(tmp_path)
    claim = root / "claims/invented-march-by-s.yaml"
    text = claim.read_text("utf-8")
    claim.write_text(text.replace("matters: [date]", "matters: [date, origin, means]"), "utf-8")
    assert find_problems(root) == []
    claim.write_text(text.replace("matters: [date]", "matters: [date, destination]"), "utf-8")
    (problem,) = find_problems(root)
    assert (problem.id, problem.values["matter"]) == ("claim.no-difference", "destination")


def make_stops(order: list[list[int] | None]) -> list[StopRecord]:
    """Return stops with these numbers, from 0, of stops that precede each; None if ``after`` is not written."""
    words = {"event": "halt", "place": "camp:dachau", "passage": "s:1.1", "quote": "x"}
    return [
        StopRecord.model_validate(
            {**words, "stop": f"s{at}", "after": after if after is None else [f"s{number}" for number in after]}
        )
        for at, after in enumerate(order)
    ]


def test_without_after_a_stop_follows_the_one_before():
    assert list_preceding(make_stops([None, None, [], [0, 2], None])) == [[], ["s0"], [], ["s0", "s2"], ["s3"]]
    assert list_preceding([]) == []


def test_a_cycle_is_found_in_random_orders_if_and_only_if_there_is_one():
    chance, found = random.Random(17), 0  # noqa: S311
    for _round in range(600):
        count = chance.randint(1, 9)
        choices = [None, *range(count)]
        order = [
            None
            if chance.random() < 0.4
            else sorted({number for number in chance.choices(choices, k=chance.randint(0, 2)) if number is not None})
            for _at in range(count)
        ]
        stops = make_stops(order)
        preceding = dict(zip((stop.stop for stop in stops), list_preceding(stops), strict=True))
        cycle = find_cycle(stops)
        try:
            TopologicalSorter(preceding).prepare()
            assert cycle == []
        except CycleError:
            found += 1
            assert all(before in preceding[after] for before, after in zip(cycle, [*cycle[1:], cycle[0]], strict=True))
            assert len({*cycle}) == len(cycle) > 0
    assert 100 < found < 500


def test_route_without_stops_is_refused_where_it_begins(tmp_path):
    form = replace_text("record.missing-field", SPRING, "name:\n", "form: stops\nname:\n")
    root = corrupt_fixtures(tmp_path, form)
    assert [(problem.id, problem.values["field"]) for problem in find_problems(root)] == [("record.missing-field", "stops")]
