"""Problems of route records: they must quote their claim, and words that name each place."""

import pytest

from tests.support.corrupted_fixtures import check_case, copy_file, replace_text

BALTIC = "routes/last-weeks-1945-to-baltic.yaml"
WINTER = "routes/winter-1944-1945-westward.yaml"
SPRING = "routes/spring-1945-to-mauthausen.yaml"
MEANS = "means:\n  - value: rail\n    passage: ushmm-death-marches:3.5\n    quote: {}\n  - value: {}\n    passage: ushmm-death-marches:3.5\n    quote: {}\n"

CASES = [
    replace_text(
        "claim.unknown", SPRING, "claim: evacuation-spring-1945-mauthausen", "claim: ⌖evacuation-spring", "evacuation-spring"
    ),
    replace_text(
        "route.evidence-outside-claim", BALTIC, 'quote: "شمالا"', 'quote: ⌖"غربا"', "غربا", "evacuation-last-weeks-baltic"
    ),
    replace_text("route.place-not-in-words", WINTER, "- camp:stutthof", "- ⌖camp:neuengamme", "camp:neuengamme"),
    replace_text("route.place-twice", WINTER, "- camp:stutthof", "- ⌖camp:auschwitz", "camp:auschwitz"),
    replace_text("subject.unknown", WINTER, "- camp:stutthof", "- ⌖camp:stuthof", "camp:stuthof", "(camp:stutthof?)"),
    replace_text("anchor.quote-not-found", BALTIC, 'quote: "بحر البلطيق"', 'quote: "⌖البحر البلطيق"', "البحر البلطيق"),
    copy_file(
        "record.duplicate-id", "routes/spring-again.yaml", "spring-1945-to-mauthausen.yaml", "claim: ", "claim: ⌖", f"{SPRING}:3:8"
    ),
    replace_text(
        "record.twice", BALTIC, "direction:\n", MEANS.format('"شمالا"', "ship", '⌖"شمالا"') + "direction:\n", "شمالا", BALTIC
    ),
    replace_text(
        "record.twice", BALTIC, "direction:\n", MEANS.format('"شمالا"', "⌖rail", '"بحر البلطيق"') + "direction:\n", "rail", BALTIC
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    check_case(case, tmp_path)
