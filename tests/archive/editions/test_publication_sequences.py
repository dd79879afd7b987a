"""Random sequences of editions: no line ever changes, and a database loaded edition by edition equals one that is loaded at once."""

from __future__ import annotations

import pytest

from archive.editions.database_digest import digest_database
from archive.editions.edition_load import compute_state, load_edition
from archive.ledger.chain import read_ledger
from archive.models import RecordVersion
from tests.support.databases import clear_editions
from tests.support.edition_sequences import EditionSequence, run_sequence

# Seeds for each test, so that the tests can run in parallel; ``make prove-editions`` runs 10,000.
SEEDS = 20


@pytest.mark.one_engine
@pytest.mark.parametrize("first", range(0, 60, SEEDS))
def test_no_line_ever_changes(first):
    for seed in range(first, first + SEEDS):
        run_sequence(seed, 4)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_a_database_loaded_edition_by_edition_equals_one_loaded_at_once(seed):
    known: dict[str, str] = {}
    states: set[str] = set()

    def load(ledger) -> None:
        states.add(compute_state(ledger))
        load_edition(ledger)
        rows = dict(RecordVersion.objects.values_list("version", "line"))
        assert {version for version in known if version not in rows} == set()
        changed = {version for version, line in known.items() if rows[version] != line}
        assert changed <= ledger.suppressed.keys()
        known.update(rows)

    clear_editions()
    sequence = run_sequence(seed, 4, load, then=compare_with_rebuilt)
    assert len(states) >= sequence.ledger.number - 1


def compare_with_rebuilt(sequence: EditionSequence) -> None:
    """Assert that loading the ledger into empty tables, or again, makes the same rows."""
    digest = digest_database()
    clear_editions()
    load_edition(read_ledger(sequence.folder))
    assert digest_database() == digest
    load_edition(read_ledger(sequence.folder), again=True)
    assert digest_database() == digest
