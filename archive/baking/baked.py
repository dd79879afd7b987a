"""Every answer of the site, reached from given addresses by what each leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from archive.baking.asking import Answer
from archive.baking.files import file_of
from archive.baking.following import links
from archive.labels import LANGUAGES

Ask = Callable[..., Answer]
REDIRECTS = (301, 302, 303)


@dataclass
class Lead:
    """An address that has no answer of its own: ``status`` and, by the reader's language, where it leads."""

    status: int
    to: dict[str, str] = field(default_factory=dict)


def follow(ask: Ask, origin: str, starts: Iterable[str], is_live: Callable[[str], bool]) -> Iterator[tuple[str, Answer]]:
    """Every address within ``origin`` that ``starts`` lead to, each once, with its answer. ``is_live``: what no file can answer."""
    seen, waiting = set(), list(dict.fromkeys(starts))
    while waiting:
        address = waiting.pop()
        if address in seen or is_live(address):
            continue
        seen.add(address)
        answer = ask(address)
        yield address, answer
        waiting += links(answer, address, origin)


def lead(ask: Ask, address: str) -> Lead:
    """Where an address that redirects sends the readers of each language."""
    found = Lead(ask(address).status)
    for language in LANGUAGES:
        found.to[language] = ask(address, HTTP_ACCEPT_LANGUAGE=language).header("Location")
    return found


def name_of(address: str, answer: Answer) -> str:
    """The file of an answer."""
    return file_of(address, answer.header("Content-Type"))
