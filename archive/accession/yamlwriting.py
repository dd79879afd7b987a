"""YAML as the fixtures have it, line by line: quoted texts that read back to the very characters, comments in both languages."""

from __future__ import annotations

import re

from archive.accession.remarks import comment
from archive.labels import LANGUAGES
from archive.schemas import line

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?=[0-9]*[a-df])[0-9a-f]{64}")
# What YAML 1.1 takes for a truth value or for nothing.
WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Shapeless, and yet letters’ company in Persian and Indic words: shown as they stand.
JOINERS = "\u200c\u200d"


def quoted(text: str) -> str:
    """A double-quoted scalar; what cannot be seen is escaped."""
    return '"' + "".join(_escaped(one) for one in text) + '"'


def _escaped(one: str) -> str:
    if one in ESCAPES:
        return ESCAPES[one]
    if one.isprintable() or one in JOINERS:
        return one
    return f"\\x{ord(one):02x}" if ord(one) < 0x100 else f"\\u{ord(one):04x}" if ord(one) < 0x10000 else f"\\U{ord(one):08x}"


def scalar(value: object) -> str:
    """A number or word as it is, any other text quoted."""
    text = str(value)
    return text if isinstance(value, int) or (PLAIN.fullmatch(text) and text.lower() not in WORDS) else quoted(text)


class Lines:
    """A file of a kind being written; ``schemas`` is their folder as seen from the file, ``indent`` the depth of what follows, in spaces."""

    def __init__(self, schemas: str, kind: str) -> None:
        self.lines = [line(schemas, kind)]

    def remark(self, id_: str, indent: int = 0, **values: object) -> None:
        """A comment in both languages."""
        self.lines += [f"{' ' * indent}# {line}" for line in comment(id_, **values)]

    def mark(self) -> None:
        """The mark of a draft."""
        self.lines.append("draft: true")

    def field(self, name: str, value: object, indent: int = 0) -> None:
        """A key with its value."""
        self.lines.append(f"{' ' * indent}{name}: {scalar(value)}")

    def text(self, name: str, value: str, indent: int = 0) -> None:
        """A key with a text that is always quoted."""
        self.lines.append(f"{' ' * indent}{name}: {quoted(value)}")

    def open(self, name: str, indent: int = 0) -> None:
        """A key whose value follows in the lines below."""
        self.lines.append(f"{' ' * indent}{name}:")

    def bilingual(self, name: str, values: dict[str, str], indent: int = 0) -> None:
        """A text in both languages, empty where it is not given."""
        self.open(name, indent)
        for language in LANGUAGES:
            self.text(language, values.get(language, ""), indent + 2)

    def unused(self, *lines: str) -> None:
        """Lines of YAML that are commented out."""
        self.lines += [f"# {line}" for line in lines]

    def content(self) -> bytes:
        """The file's bytes."""
        return ("\n".join(self.lines) + "\n").encode()
