"""What becomes of an answer in a baked site: a file, or a redirect in the language of its reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from archive.baking.asking import Answer
from archive.baking.files import file_of
from archive.labels import LANGUAGES

Ask = Callable[..., Answer]
REDIRECTS = (301, 302, 303)


@dataclass
class Lead:
    """An address that has no answer of its own: ``status`` and, by the reader's language, where it leads."""

    status: int
    to: dict[str, str] = field(default_factory=dict)


def lead(ask: Ask, address: str) -> Lead:
    """Where an address that redirects sends the readers of each language."""
    found = Lead(ask(address).status)
    for language in LANGUAGES:
        found.to[language] = ask(address, HTTP_ACCEPT_LANGUAGE=language).header("Location")
    return found


def name_of(address: str, answer: Answer) -> str:
    """The file of an answer."""
    return file_of(address, answer.header("Content-Type"))
