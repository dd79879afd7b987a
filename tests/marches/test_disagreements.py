"""Problems of disagreements between claims with routes: the routes must differ on every matter stated."""

import pytest

from tests.support.corrupted_fixtures import check_case, corrupt_fixtures, find_problems, replace_text

SPRING, WINTER = "claims/evacuation-spring-1945-mauthausen.yaml", "claims/evacuation-winter-1944-1945.yaml"
BALTIC_ROUTE = "routes/last-weeks-1945-to-baltic.yaml"
DIFFERS_FROM = "differs_from:\n  - claim: {}\n    matters: {}\nevidence:\n"


def differing(id_: str, file: str, claim: str, matters: str, *values: str):
    return replace_text(id_, file, "evidence:\n", DIFFERS_FROM.format(claim, matters), *values)


WITHOUT_DIRECTION = differing("claim.no-difference", SPRING, "evacuation-winter-1944-1945", "[origin, ⌖direction]", "direction")
CASES = [
    WITHOUT_DIRECTION,
    differing(
        "claim.no-difference", WINTER, "evacuation-spring-1945-mauthausen", "[⌖means]", "means", "evacuation-spring-1945-mauthausen"
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_part_not_stated_by_a_route_is_no_difference(case, tmp_path):
    check_case(case, tmp_path)


def test_same_direction_is_no_difference(tmp_path):
    same = replace_text("", BALTIC_ROUTE, "value: north", "value: west")
    case = differing("", WINTER, "evacuation-last-weeks-baltic", "[origin, direction]")
    assert [problem.id for problem in find_problems(corrupt_fixtures(tmp_path, same, case))] == ["claim.no-difference"]
    assert find_problems(corrupt_fixtures(tmp_path / "other", case)) == []


def test_claim_without_a_route_may_differ_on_any_part(tmp_path):
    case = differing("", WINTER, "evacuations-on-foot", "[means, origin]")
    assert find_problems(corrupt_fixtures(tmp_path, case)) == []
