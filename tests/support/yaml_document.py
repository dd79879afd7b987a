"""A single fixture file, read without the rest of the folder."""

from pathlib import Path

from archive.fixtures.reading.files import decode_utf8, read_bytes
from archive.fixtures.reading.yaml_documents import YamlDocument, parse_yaml


def read_yaml(root: Path, name: str) -> YamlDocument:
    """Parse the YAML file ``name`` below ``root``. Raises Refused."""
    return parse_yaml(name, decode_utf8(name, read_bytes(root, name)))
