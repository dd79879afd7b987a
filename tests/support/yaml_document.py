"""A single fixture file, read without the rest of the folder."""

from pathlib import Path

import pytest

from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading import yaml_documents
from archive.fixtures.reading.files import RejectedFile, decode_utf8, read_bytes
from archive.fixtures.reading.yaml_documents import YamlDocument, parse_yaml


def read_yaml(root: Path, name: str) -> YamlDocument:
    """Parse the YAML file ``name`` below ``root``. Raises Refused."""
    return parse_yaml(name, decode_utf8(name, read_bytes(root, name)))


def check_both_readers(text: str) -> None:
    """Assert that a text has the same data in the same order, or the same problems, without the quick reader of simple YAML."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_documents, "read_simple_yaml", lambda *_arguments: None)
        expected = _read(text)
    assert repr(_read(text)) == repr(expected)


def _read(text: str) -> tuple[object, tuple[Problem, ...]]:
    try:
        return parse_yaml("record.yaml", text).data, ()
    except RejectedFile as rejected:
        return None, rejected.problems
