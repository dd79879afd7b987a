"""A ledger of three editions, written once and copied for each test, because writing waits for the disk."""

import shutil
from pathlib import Path

import pytest

from tests.support.ledgers import write_example


@pytest.fixture(scope="session")
def example(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "editions"
    write_example(folder)
    return folder


@pytest.fixture
def folder(example, tmp_path) -> Path:
    """Return a copy of the example."""
    return shutil.copytree(example, tmp_path / "editions")
