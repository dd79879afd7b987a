"""Fixture files in YAML: text in, plain data out, with the place of every value. Only plain mappings, lists and texts are let through.

One pass over the parser's events makes the data; the places are found in a pass of their own, when a problem asks for one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from archive.anchoring import Span
from archive.characters import code_point
from archive.fixturefiles import Refused
from archive.problems import Problem, Spot
from archive.yamlscalars import offset_in

DEPTH_LIMIT = 12
MARK = "\ufeff"
# Where lines end for editors; for the parser they also end at U+0085, U+2028 and U+2029, so that its own lines are not told.
BREAK = re.compile("\r\n|[\n\r]")
CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]")
# Without any of these a text has no anchor, alias, tag or escape, and what is plain need not be looked for.
CAREFUL = re.compile("[&*!\\\\\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]")
Path_ = tuple[str | int, ...]
Data = str | dict[str, "Data"] | list["Data"]
Container = dict[str, Data] | list[Data]


@dataclass(frozen=True)
class Document:
    """One YAML file: ``data`` of dicts, lists and strings; ``text`` gives what the file holds, for the places of its values."""

    file: str
    data: object
    text: Callable[[], str]

    @cached_property
    def _places(self) -> tuple[str, dict[Path_, Span], Lines]:
        """What the file holds, where in it each value stands by its path, and of a key, by its path with ``<key>``."""
        try:
            text = self.text()
            return text, _places(text), Lines(self.file, text)
        except (Refused, yaml.YAMLError):
            return "", {}, Lines(self.file, "")

    def spot(self, *path: str | int) -> Spot:
        """The place of the value at ``path``, or of the nearest value around it."""
        _text, places, lines = self._places
        while path and path not in places:
            path = path[:-1]
        return lines.spot(places[path].start) if path in places else Spot(self.file)

    def inside(self, value: str, at: int, *path: str | int) -> Spot:
        """The place of the code point ``at`` of the text ``value`` that stands at ``path``, over several lines and with escapes or not."""
        text, places, lines = self._places
        if path not in places:
            return self.spot(*path)
        return lines.spot(places[path].start + offset_in(places[path].of(text), value, at))


class Lines:
    """The lines of a file as an editor counts them."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.starts = [0, *(match.end() for match in BREAK.finditer(text))]

    def spot(self, at: int) -> Spot:
        """The place of the code point ``at``."""
        line = bisect_right(self.starts, at)
        return Spot(self.file, line, at - self.starts[line - 1] + 1)


def parse_yaml(name: str, text: str) -> Document:
    """The YAML file ``name``, which holds ``text``, with every scalar as a string; Refused on bad syntax, aliases, tags or a key that
    stands twice."""
    if text.startswith(MARK):
        raise _not_allowed(Spot(name), code_point(MARK))
    try:
        data = _Builder(name, text).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        spot = Lines(name, text).spot(mark.index) if mark else Spot(name)
        raise Refused(Problem("yaml.syntax", spot, {"reason": error.problem or error.context or ""})) from None
    except yaml.reader.ReaderError as error:  # its position is in bytes
        at = len(text.encode()[: error.position].decode())
        raise _not_allowed(Lines(name, text).spot(at), code_point(text[at])) from None
    return Document(name, data, lambda: text)


class _Builder:
    """Plain data from the events of one document; what is not plain is refused where it begins."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.whole: Data = {}
        # The containers around the place that is read, the key each waits with, and where the keys it has begin.
        self.around: list[tuple[Container | None, str | None, dict[str, int]]] = []
        self.inner: Container | None = None
        self.key: str | None = None
        self.keys: dict[str, int] = {}
        # Each step takes the events of its class.
        self.steps: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.start,
            yaml.SequenceStartEvent: self.start,
            yaml.MappingEndEvent: self.end,
            yaml.SequenceEndEvent: self.end,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        self.documents = 0

    def build(self) -> Data:
        """The data of the text's one document; an empty dict of an empty one."""
        if CAREFUL.search(self.text):
            self.steps |= {
                yaml.ScalarEvent: self.plain_scalar,
                yaml.MappingStartEvent: self.plain,
                yaml.SequenceStartEvent: self.plain,
            }
        next_event = yaml.CSafeLoader(self.text).get_event
        while (event := next_event()) is not None:
            step = self.steps.get(event.__class__)
            if step:
                step(event)
        return self.whole

    def plain_scalar(self, event: yaml.ScalarEvent) -> None:
        self.refuse_marks(event)
        if control := CONTROL.search(event.value):
            raise _not_allowed(self.spot(event), code_point(control[0]))
        self.scalar(event)

    def plain(self, event: yaml.CollectionStartEvent) -> None:
        self.refuse_marks(event)
        self.start(event)

    def refuse_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if mark := f"&{event.anchor}" if event.anchor else event.tag:
            raise _not_allowed(self.spot(event), mark)

    def scalar(self, event: yaml.ScalarEvent) -> None:
        inner = self.inner
        if not isinstance(inner, dict):
            self.put(event.value)
        elif self.key is not None:
            inner[self.key] = event.value
            self.key = None
        else:
            self.key = key = event.value
            at = _start(event)
            if (first := self.keys.setdefault(key, at)) != at:
                lines = Lines(self.name, self.text)
                raise Refused(Problem("yaml.duplicate-key", lines.spot(at), {"key": key, "first": lines.spot(first).line}))

    def start(self, event: yaml.CollectionStartEvent) -> None:
        if isinstance(self.inner, dict) and self.key is None:
            raise _not_allowed(self.spot(event), "? […]")
        if len(self.around) >= DEPTH_LIMIT:
            raise Refused(Problem("yaml.too-deep", self.spot(event), {"limit": DEPTH_LIMIT}))
        new: Container = {} if event.__class__ is yaml.MappingStartEvent else []
        self.around.append((self.inner, self.key, self.keys))
        self.inner, self.key, self.keys = new, None, {}

    def end(self, event: yaml.CollectionEndEvent) -> None:
        done = self.inner
        self.inner, self.key, self.keys = self.around.pop()
        if done is not None:
            self.put(done)

    def spot(self, event: yaml.Event) -> Spot:
        return Lines(self.name, self.text).spot(_start(event))

    def put(self, value: Data) -> None:
        if isinstance(self.inner, list):
            self.inner.append(value)
        elif self.inner is None:
            self.whole = value
        elif self.key is not None:
            self.inner[self.key] = value
            self.key = None

    def alias(self, event: yaml.AliasEvent) -> None:
        raise _not_allowed(self.spot(event), f"*{event.anchor}")

    def document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            values = {"reason": "but found another document"}
            raise Refused(Problem("yaml.syntax", self.spot(event), values))


def _start(event: yaml.Event) -> int:
    """Return the code point at which the event begins; the parser marks every one."""
    return event.start_mark.index if event.start_mark else 0


def _not_allowed(spot: Spot, what: str) -> Refused:
    return Refused(Problem("yaml.not-allowed", spot, {"what": what}))


def _places(text: str) -> dict[Path_, Span]:
    places: dict[Path_, Span] = {}

    def walk(node: yaml.Node, path: Path_) -> None:
        places[path] = _span(node)
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                walk(item, (*path, index))
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, (*path, key.value))
                places[(*path, key.value, "<key>")] = _span(key)

    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if node is not None:
        walk(node, ())
    return places


def _span(node: yaml.Node) -> Span:
    return Span(node.start_mark.index, node.end_mark.index)
