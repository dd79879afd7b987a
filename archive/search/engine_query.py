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

from archive.search.words import Word, WordSpelling, find_stem

FIELD_GAP = "."
# Bytes of the tokens of one document: more than a sentence ever has, less than an engine takes.
MAX_TOKEN_BYTES = 200_000


@dataclass(frozen=True)
class Phrase:
    """Tokens one after another; often one alone."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class AllOf:
    """Every part."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class AnyOf:
    """One of the parts at least."""

    parts: tuple[Expression, ...]


Expression = Phrase | AllOf | AnyOf


@dataclass(frozen=True)
class EngineQuery:
    """What a document must have, and what it must not."""

    wanted: Expression
    unwanted: tuple[Expression, ...] = ()


def make_token(one: str) -> Phrase:
    """A single token."""
    return Phrase((one,))


def match_stem(word: str) -> Expression:
    """A word under any of the spellings that share its stem."""
    root = find_stem(word)
    return AnyOf(tuple(map(make_token, dict.fromkeys((f"~{root}", root, word)))))


def match_spelling(word: Word) -> EngineQuery:
    """A word as it is spelt and not otherwise."""
    if word.form == word.folded:
        return EngineQuery(make_token(word.folded), (make_token(f"!{word.folded}"),))
    return EngineQuery(make_token(f"={word.form}"))


def match_mark(one: str) -> Phrase:
    """A mark."""
    return make_token(f"#{one}")


def list_tokens(fields: list[list[WordSpelling]], marks: list[str]) -> tuple[list[str], list[str]]:
    """The tokens of a document: its words in order, GAP between fields; and the rest, each once."""
    ordered: list[str] = []
    different: dict[WordSpelling, None] = {}
    room = MAX_TOKEN_BYTES
    for words in fields:
        ordered += [FIELD_GAP] if ordered else []
        words, room = _fit_words(words, room)
        ordered += [word.folded for word in words]
        different.update(dict.fromkeys(words))
    rest: dict[str, None] = dict.fromkeys(f"#{one}" for one in marks)
    spelt = set()
    for folded, form, _spelling in different:
        if (root := find_stem(folded)) != folded:
            rest[f"~{root}"] = None
        if form == folded:
            spelt.add(folded)
        else:
            rest[f"={form}"] = None
    rest |= dict.fromkeys(f"!{word}" for word in dict.fromkeys(ordered) if word != FIELD_GAP and word not in spelt)
    return ordered, list(rest)


def _fit_words(words: list[WordSpelling], room: int) -> tuple[list[WordSpelling], int]:
    """As many of the words as there is room for, and the room that is left."""
    needed = list(accumulate(12 * len(word.folded) for word in words))
    if not needed or needed[-1] <= room:
        return words, room - (needed[-1] if needed else 0)
    return words[: bisect_right(needed, room)], 0


def to_fts5(ask: EngineQuery) -> str:
    """For ``MATCH``."""
    wanted = _expression_to_fts5(ask.wanted)
    return f"({wanted}) NOT ({' OR '.join(map(_expression_to_fts5, ask.unwanted))})" if ask.unwanted else wanted


def _expression_to_fts5(node: Expression) -> str:
    if isinstance(node, Phrase):
        return '"' + " ".join(node.tokens) + '"'
    return _join_parts(node, _expression_to_fts5, " AND ", " OR ")


def to_tsquery(ask: EngineQuery) -> str:
    """For ``@@``, to be cast to ``tsquery``."""
    return " & ".join([f"({_expression_to_tsquery(ask.wanted)})", *(f"!({_expression_to_tsquery(one)})" for one in ask.unwanted)])


def _expression_to_tsquery(node: Expression) -> str:
    if isinstance(node, Phrase):
        return "(" + " <-> ".join(f"'{one}'" for one in node.tokens) + ")"
    return _join_parts(node, _expression_to_tsquery, " & ", " | ")


def _join_parts(node: AllOf | AnyOf, write: Callable[[Expression], str], every: str, some: str) -> str:
    return "(" + (every if isinstance(node, AllOf) else some).join(map(write, node.parts)) + ")"


def to_tsvector(ordered: list[str], rest: list[str]) -> str:
    """The tokens of a document as PostgreSQL reads a ``tsvector``."""
    places: dict[str, list[int]] = {}
    for at, one in enumerate(ordered, 1):
        if one != FIELD_GAP:
            places.setdefault(one, []).append(min(at, 16383))
    placed = [f"'{one}':{','.join(map(str, found[:250]))}" for one, found in places.items()]
    return " ".join(placed + [f"'{one}'" for one in rest])
