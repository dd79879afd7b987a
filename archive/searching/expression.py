"""What is asked of an engine, as a tree of tokens, and its text in the language of SQLite’s FTS5 and of PostgreSQL’s ``tsquery``.

Tokens of the index, the same on both: a word as folded; ``~`` and a stem, where that is not the word itself; ``=`` and a word as it is
spelt, where that is not its folded form; ``!`` and a word that the document has in no such spelling; ``#`` and a mark. Words stand in
order, so that phrases are found; the rest has no order. No token holds a quotation mark, a backslash or white space.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from archive.searching.stemming import stem
from archive.searching.tokens import Spelt, Word

GAP = "."
# Bytes of the tokens of one document: more than a sentence ever has, less than an engine takes.
LARGEST = 200_000


@dataclass(frozen=True)
class Phrase:
    """Tokens one after another; often one alone."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class All:
    """Every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Any:
    """One of the parts at least."""

    parts: tuple[Node, ...]


Node = Phrase | All | Any


@dataclass(frozen=True)
class Ask:
    """What a document must have, and what it must not."""

    wanted: Node
    unwanted: tuple[Node, ...] = ()


def token(one: str) -> Phrase:
    """A single token."""
    return Phrase((one,))


def stem_of(word: str) -> Node:
    """A word under any of the spellings that share its stem."""
    root = stem(word)
    return Any(tuple(map(token, dict.fromkeys((f"~{root}", root, word)))))


def spelling_of(word: Word) -> Ask:
    """A word as it is spelt and not otherwise."""
    if word.form == word.folded:
        return Ask(token(word.folded), (token(f"!{word.folded}"),))
    return Ask(token(f"={word.form}"))


def mark(one: str) -> Phrase:
    """A mark."""
    return token(f"#{one}")


def tokens(fields: list[list[Spelt]], marks: list[str]) -> tuple[list[str], list[str]]:
    """The tokens of a document: its words in order, GAP between fields; and the rest, each once."""
    ordered: list[str] = []
    different: dict[Spelt, None] = {}
    room = LARGEST
    for words in fields:
        ordered += [GAP] if ordered else []
        words, room = _fitting(words, room)
        ordered += [word.folded for word in words]
        different.update(dict.fromkeys(words))
    rest: dict[str, None] = dict.fromkeys(f"#{one}" for one in marks)
    spelt = set()
    for folded, form, _spelling in different:
        if (root := stem(folded)) != folded:
            rest[f"~{root}"] = None
        if form == folded:
            spelt.add(folded)
        else:
            rest[f"={form}"] = None
    rest |= dict.fromkeys(f"!{word}" for word in dict.fromkeys(ordered) if word != GAP and word not in spelt)
    return ordered, list(rest)


def _fitting(words: list[Spelt], room: int) -> tuple[list[Spelt], int]:
    """As many of the words as there is room for, and the room that is left."""
    needed = list(accumulate(12 * len(word.folded) for word in words))
    if not needed or needed[-1] <= room:
        return words, room - (needed[-1] if needed else 0)
    return words[: bisect_right(needed, room)], 0


def fts5(ask: Ask) -> str:
    """For ``MATCH``."""
    wanted = _fts5(ask.wanted)
    return f"({wanted}) NOT ({' OR '.join(map(_fts5, ask.unwanted))})" if ask.unwanted else wanted


def _fts5(node: Node) -> str:
    if isinstance(node, Phrase):
        return '"' + " ".join(node.tokens) + '"'
    return _joined(node, _fts5, " AND ", " OR ")


def tsquery(ask: Ask) -> str:
    """For ``@@``, to be cast to ``tsquery``."""
    return " & ".join([f"({_tsquery(ask.wanted)})", *(f"!({_tsquery(one)})" for one in ask.unwanted)])


def _tsquery(node: Node) -> str:
    if isinstance(node, Phrase):
        return "(" + " <-> ".join(f"'{one}'" for one in node.tokens) + ")"
    return _joined(node, _tsquery, " & ", " | ")


def _joined(node: All | Any, write: Callable[[Node], str], every: str, some: str) -> str:
    return "(" + (every if isinstance(node, All) else some).join(map(write, node.parts)) + ")"


def tsvector(ordered: list[str], rest: list[str]) -> str:
    """The tokens of a document as PostgreSQL reads a ``tsvector``."""
    places: dict[str, list[int]] = {}
    for at, one in enumerate(ordered, 1):
        if one != GAP:
            places.setdefault(one, []).append(min(at, 16383))
    placed = [f"'{one}':{','.join(map(str, found[:250]))}" for one, found in places.items()]
    return " ".join(placed + [f"'{one}'" for one in rest])
