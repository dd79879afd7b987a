"""Fixture files in YAML: text in, plain data out, with the place of every value. Only plain mappings, lists and texts are let through.

One pass over the parser's events makes the data; the places are found in a pass of their own, when a problem asks for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from archive.characters import code_point
from archive.fixturefiles import Refused, decode, read_bytes
from archive.problems import Problem, Spot, spot_of

DEPTH_LIMIT = 12
MARK = "\ufeff"
# Where lines end for the parser.
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]")
# Without any of these a text has no anchor, alias, tag or escape, and what is plain need not be looked for.
CAREFUL = re.compile("[&*!\\\\\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]")
Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """One YAML file: ``data`` of dicts, lists and strings; ``text`` gives what the file holds, for the places of its values."""

    file: str
    data: object
    text: Callable[[], str]

    @cached_property
    def spots(self) -> dict[Path_, Spot]:
        """Where each value stands, by its path; of a key, under its path with ``<key>``."""
        try:
            return _places(self.file, self.text())
        except (Refused, yaml.YAMLError):
            return {}

    def spot(self, *path: str | int) -> Spot:
        """The place of the value at ``path``, or of the nearest value around it."""
        while path and path not in self.spots:
            path = path[:-1]
        return self.spots.get(path, Spot(self.file))

    def inside(self, value: str, at: int, *path: str | int) -> Spot:
        """The place of the code point ``at`` of the text ``value`` that stands at ``path``; where the file writes that text otherwise
        than it reads, over several lines or with escapes, the place of its beginning."""
        spot = self.spot(*path)
        rest = BREAK.split(self.text())[spot.line - 1][spot.column - 1 :] if path in self.spots else ""
        quoted = rest[:1] in ('"', "'")
        return Spot(spot.file, spot.line, spot.column + quoted + at) if rest.startswith(value, quoted) else spot


def read_yaml(root: Path, name: str) -> Document:
    """The YAML file ``name`` with every scalar as a string; Refused on bad syntax, aliases, tags or a key that stands twice."""
    return parse_yaml(name, decode(name, read_bytes(root, name)))


def parse_yaml(name: str, text: str) -> Document:
    """The same of a file's ``text``."""
    if text.startswith(MARK):
        raise _not_allowed(Spot(name), code_point(MARK))
    try:
        data = _Builder(name).build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        spot = _spot(name, mark) if mark else Spot(name)
        raise Refused(Problem("yaml.syntax", spot, {"reason": error.problem or error.context or ""})) from None
    except yaml.reader.ReaderError as error:  # its position is in bytes
        at = len(text.encode()[: error.position].decode())
        raise _not_allowed(spot_of(name, text, at), code_point(text[at])) from None
    return Document(name, data, lambda: text)


class _Builder:
    """Plain data from the events of one document; what is not plain is refused where it begins."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.whole: object = {}
        # The containers around the place that is read, the key each waits with, and the lines of the keys it has.
        self.around: list[tuple[object, str | None, dict[str, int]]] = []
        self.inner: object = None
        self.key: str | None = None
        self.lines: dict[str, int] = {}
        self.steps = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.start,
            yaml.SequenceStartEvent: self.start,
            yaml.MappingEndEvent: self.end,
            yaml.SequenceEndEvent: self.end,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        self.documents = 0

    def build(self, text: str) -> object:
        """The data of the text's one document; an empty dict of an empty one."""
        if CAREFUL.search(text):
            self.steps |= {
                yaml.ScalarEvent: self.plain_scalar,
                yaml.MappingStartEvent: self.plain,
                yaml.SequenceStartEvent: self.plain,
            }
        next_event = yaml.CSafeLoader(text).get_event
        while (event := next_event()) is not None:
            step = self.steps.get(event.__class__)
            if step:
                step(event)
        return self.whole

    def plain_scalar(self, event: yaml.ScalarEvent) -> None:
        self.refuse_marks(event)
        if control := CONTROL.search(event.value):
            raise _not_allowed(_spot(self.name, event.start_mark), code_point(control[0]))
        self.scalar(event)

    def plain(self, event: yaml.CollectionStartEvent) -> None:
        self.refuse_marks(event)
        self.start(event)

    def refuse_marks(self, event: yaml.NodeEvent) -> None:
        if event.anchor or event.tag:
            raise _not_allowed(_spot(self.name, event.start_mark), f"&{event.anchor}" if event.anchor else event.tag)

    def scalar(self, event: yaml.ScalarEvent) -> None:
        inner = self.inner
        if inner.__class__ is not dict:
            self.put(event.value)
        elif self.key is not None:
            inner[self.key] = event.value
            self.key = None
        else:
            self.key = key = event.value
            line = event.start_mark.line + 1
            if self.lines.setdefault(key, line) != line or key in inner:
                values = {"key": key, "first": self.lines[key]}
                raise Refused(Problem("yaml.duplicate-key", _spot(self.name, event.start_mark), values))

    def start(self, event: yaml.CollectionStartEvent) -> None:
        if self.inner.__class__ is dict and self.key is None:
            raise _not_allowed(_spot(self.name, event.start_mark), "? […]")
        if len(self.around) >= DEPTH_LIMIT:
            raise Refused(Problem("yaml.too-deep", _spot(self.name, event.start_mark), {"limit": DEPTH_LIMIT}))
        new: object = {} if event.__class__ is yaml.MappingStartEvent else []
        self.around.append((self.inner, self.key, self.lines))
        self.inner, self.key, self.lines = new, None, {}

    def end(self, event: yaml.CollectionEndEvent) -> None:
        done = self.inner
        self.inner, self.key, self.lines = self.around.pop()
        self.put(done)

    def put(self, value: object) -> None:
        if self.inner.__class__ is dict:
            self.inner[self.key] = value
            self.key = None
        elif self.inner is not None:
            self.inner.append(value)
        else:
            self.whole = value

    def alias(self, event: yaml.AliasEvent) -> None:
        raise _not_allowed(_spot(self.name, event.start_mark), f"*{event.anchor}")

    def document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            values = {"reason": "but found another document"}
            raise Refused(Problem("yaml.syntax", _spot(self.name, event.start_mark), values))


def _not_allowed(spot: Spot, what: str) -> Refused:
    return Refused(Problem("yaml.not-allowed", spot, {"what": what}))


def _spot(name: str, mark: yaml.Mark) -> Spot:
    return Spot(name, mark.line + 1, mark.column + 1)


def _places(name: str, text: str) -> dict[Path_, Spot]:
    spots: dict[Path_, Spot] = {}

    def walk(node: yaml.Node, path: Path_) -> None:
        spots[path] = _spot(name, node.start_mark)
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                walk(item, (*path, index))
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, (*path, key.value))
                spots[(*path, key.value, "<key>")] = _spot(name, key.start_mark)

    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if node is not None:
        walk(node, ())
    return spots
