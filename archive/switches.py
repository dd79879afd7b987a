"""The view switches of the reading room: links, each of which changes one view and keeps the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from archive.labels import VIEWS


class Choice(NamedTuple):
    """One view: its word, the query of its address, whether it is the one looked at."""

    word: str
    query: str
    current: bool


class Switch(NamedTuple):
    """The views to choose from, under their name."""

    name: str
    choices: list[Choice]


def chosen(asked: Mapping[str, str]) -> dict[str, str]:
    """By switch, the view asked for, or the first where none is, or none that there is."""
    return {name: asked[name] if asked.get(name) in views else next(iter(views)) for name, (_word, views) in VIEWS.items()}


def switches(current: Mapping[str, str], claim: str = "") -> Iterator[Switch]:
    """The switches under the ``current`` views; their links keep the ``claim`` that is looked at."""
    kept = {"claim": claim} if claim else {}
    for name, (title, views) in VIEWS.items():
        choices = [
            Choice(str(word), urlencode({**current, name: view, **kept}), current[name] == view) for view, word in views.items()
        ]
        yield Switch(str(title), choices)
