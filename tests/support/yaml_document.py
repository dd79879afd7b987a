"""A fixture file read on its own, without the folder around it."""

from pathlib import Path

from archive.fixturefiles import decode, read_bytes
from archive.yamlfiles import Document, parse_yaml


def read_yaml(root: Path, name: str) -> Document:
    """The YAML file ``name`` below ``root``. Raises Refused."""
    return parse_yaml(name, decode(name, read_bytes(root, name)))
