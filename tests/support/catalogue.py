"""The Arabic catalogue of messages and the messages of the code. ``make messages`` gives the catalogue the order of the code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.support.repository import APPS, ROOT

CATALOGUE = ROOT / "locale" / "ar" / "LC_MESSAGES" / "django.po"
NAMES = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = {**DEFAULT_KEYWORDS, **{f"{name}_{suffix}": DEFAULT_KEYWORDS[name] for name in NAMES for suffix in ("lazy", "noop")}}

# Context and msgid
Key = tuple[str | None, str]


@dataclass
class CodeMessage:
    """A message of the code: its plural if it has one, and the files that use it, in order."""

    plural: str | None = None
    files: list[str] = field(default_factory=list)


def list_source_files() -> list[Path]:
    """Return the files that may hold messages: the code of the apps and all templates."""
    code = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    return sorted(code + templates, key=lambda path: path.relative_to(ROOT).as_posix())


def extract_messages(name: str, text: str) -> Iterator[tuple[Key, str | None]]:
    """Yield the messages of a file in the order of its lines, each with its plural."""
    # Django turns a template into Python without indentation; parentheses make that valid.
    code = text if name.endswith(".py") else f"({templatize(text)})"
    for _line, strings, _comments, context in extract("python", io.BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"}):
        singular, plural = strings if isinstance(strings, tuple) else (strings, None)
        yield (context, singular), plural


def collect_messages() -> dict[Key, CodeMessage]:
    """Return every message of the code, in the order of files and lines."""
    messages: dict[Key, CodeMessage] = {}
    for path in list_source_files():
        name = path.relative_to(ROOT).as_posix()
        for key, plural in extract_messages(name, path.read_text(encoding="utf-8")):
            message = messages.setdefault(key, CodeMessage())
            message.plural = message.plural or plural
            message.files += [] if name in message.files else [name]
    return messages


def parse_catalogue(text: str) -> Catalog:
    """Parse a catalogue. Raises PoFileError."""
    return read_po(io.StringIO(text), abort_invalid=True)


def index_messages(catalogue: Catalog) -> dict[Key, Message]:
    """Return the messages of a catalogue in the order of its lines, without its header."""
    return {(message.context, get_singular(message)): message for message in catalogue if message.id}


def get_singular(message: Message) -> str:
    """Return the msgid of a message."""
    return message.id[0] if message.pluralizable else message.id


def sort_catalogue(text: str, messages: dict[Key, CodeMessage]) -> str:
    """Return the catalogue with the order and the ``#:`` lines of the code's messages; others go to its end, without places."""
    header, *entries = text.strip("\n").split("\n\n")
    entries = ["\n".join(line for line in entry.split("\n") if not line.startswith("#:")) for entry in entries]
    by_key = {next(iter(index_messages(parse_catalogue(f"{header}\n\n{entry}")))): entry for entry in entries}
    used = [f"#: {' '.join(message.files)}\n{by_key.pop(key)}" for key, message in messages.items() if key in by_key]
    return "\n\n".join([header, *used, *by_key.values()]) + "\n"


def main() -> int:
    """Rewrite the catalogue; name the messages without Arabic and those without use, which set exit status 1."""
    in_code, text = collect_messages(), CATALOGUE.read_text(encoding="utf-8")
    in_arabic = index_messages(parse_catalogue(text))
    CATALOGUE.write_text(sort_catalogue(text, in_code), encoding="utf-8")
    differences = [f"no Arabic: {key}" for key in in_code.keys() - in_arabic] + [
        f"unused: {key}" for key in in_arabic.keys() - in_code
    ]
    sys.stdout.write("".join(f"{line}\n" for line in sorted(differences)))
    return int(bool(differences))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    raise SystemExit(main())
