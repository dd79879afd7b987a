"""A ledger in which a claim became one that existed already."""

import pytest

from archive.editions.edition_load import load_edition
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from tests.support.commands import publish
from tests.support.corrupted_fixtures import copy_fixtures
from tests.support.invented_editions import REWORDED, WITHDRAWN, replace


@pytest.fixture
def joined_claims(tmp_path):
    """Load a second edition, in which a claim became one that existed already."""
    root = copy_fixtures(tmp_path)
    (root / "claims" / f"{WITHDRAWN}.yaml").unlink()
    replace(root / "primer.yaml", f"[{WITHDRAWN}]", f"[{REWORDED}]")
    replace(root / "register.yaml", "[]", f"[{{kind: claim, identifier: {WITHDRAWN}, renamed: {REWORDED}}}]")
    assert publish(root, note_ar="ضمّ مستخلَصين.", note_en="Two claims are joined.")[0] == 0
    load_edition(read_ledger(root / LEDGER_FOLDER))
