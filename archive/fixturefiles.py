"""Reading fixture files: bytes in, plain data with the place of every value out. Nothing is guessed and nothing repaired."""

from __future__ import annotations

import difflib
import errno
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from archive.characters import code_point
from archive.problems import Problem, Spot

DEPTH_LIMIT = 12
MARK = "\ufeff"
CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]")
NOTHING = ("~", "null", "Null", "NULL")
Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """One YAML file: ``data`` of dicts, lists and strings; ``spots`` tells where each value stands, by its path."""

    file: str
    data: object
    spots: dict[Path_, Spot]

    def spot(self, *path: str | int) -> Spot:
        """The place of the value at ``path``, or of the nearest value around it."""
        while path and path not in self.spots:
            path = path[:-1]
        return self.spots.get(path, Spot(self.file))


class Refused(Exception):
    """A file that cannot be read at all; carries its one problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.id)
        self.problem = problem


def read_bytes(root: Path, name: str) -> bytes:
    """The bytes of ``name`` below ``root``; Refused if there is no such file or it cannot be read."""
    try:
        if not stat.S_ISREG((root / name).stat().st_mode):
            raise Refused(Problem("file.unreadable", Spot(name), {"reason": os.strerror(errno.EINVAL)}))
        return (root / name).read_bytes()
    except FileNotFoundError:
        raise Refused(Problem("file.missing", Spot(name), {"name": name})) from None
    except OSError as error:
        raise Refused(Problem("file.unreadable", Spot(name), {"reason": error.strerror or str(error)})) from None


def decode(name: str, content: bytes) -> str:
    """UTF-8 bytes as text, no newline translated, no mark dropped; Refused at the first byte that is not UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        values = {"byte": f"0x{content[error.start]:02X}", "offset": error.start}
        raise Refused(Problem("file.not-utf8", _after(name, content[: error.start].decode("utf-8")), values)) from None


def read_yaml(root: Path, name: str) -> Document:
    """The YAML file ``name`` with every scalar as a string; Refused on bad syntax, aliases, tags or a key that stands twice."""
    text = decode(name, read_bytes(root, name))
    if text.startswith(MARK):
        raise _not_allowed(Spot(name), code_point(MARK))
    try:
        _refuse_depth(name, text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        spot = Spot(name, mark.line + 1, mark.column + 1) if mark else Spot(name)
        raise Refused(Problem("yaml.syntax", spot, {"reason": error.problem or error.context or ""})) from None
    except yaml.reader.ReaderError as error:  # its position is in bytes
        before = text.encode()[: error.position].decode()
        raise _not_allowed(_after(name, before), code_point(text[len(before)])) from None
    spots: dict[Path_, Spot] = {}
    data = {} if node is None else _plain(name, node, (), spots)
    return Document(name, data, spots)


def _refuse_depth(name: str, text: str) -> None:
    """Walks the events first: aliases, tags and deep nesting are refused before anything is built of them."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        spot = Spot(name, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _not_allowed(spot, f"{'*' if isinstance(event, yaml.AliasEvent) else '&'}{event.anchor}")
        if getattr(event, "tag", None):
            raise _not_allowed(spot, event.tag)
        for character in CONTROL.findall(getattr(event, "value", "")):
            raise _not_allowed(spot, code_point(character))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH_LIMIT:
            raise Refused(Problem("yaml.too-deep", spot, {"limit": DEPTH_LIMIT}))


def _not_allowed(spot: Spot, what: str) -> Refused:
    return Refused(Problem("yaml.not-allowed", spot, {"what": what}))


def _after(name: str, before: str) -> Spot:
    return Spot(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _plain(name: str, node: yaml.Node, path: Path_, spots: dict[Path_, Spot]) -> object:
    spots[path] = Spot(name, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        return "" if node.style is None and node.value in NOTHING else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(name, item, (*path, index), spots) for index, item in enumerate(node.value)]
    return _mapping(name, node, path, spots)


def _mapping(name: str, node: yaml.Node, path: Path_, spots: dict[Path_, Spot]) -> dict[str, object]:
    lines: dict[str, int] = {}
    data: dict[str, object] = {}
    for key_node, value_node in node.value:
        spot = Spot(name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            raise _not_allowed(spot, "? […]")
        key = key_node.value
        if key in lines:
            raise Refused(Problem("yaml.duplicate-key", spot, {"key": key, "first": lines[key]}))
        lines[key] = spot.line
        data[key] = _plain(name, value_node, (*path, key), spots)
        spots[(*path, key, "<key>")] = spot
    return data


def nearest(word: str, known: Iterable[str]) -> str:
    """“: did you mean …?” for the known identifier most like ``word``, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" ({close[0]}?)" if close else ""
