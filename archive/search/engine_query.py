"""Queries to an engine as trees of tokens, and their text for SQLite's FTS5 and for PostgreSQL's ``tsquery``.

Tokens of the index, the same on both engines: a folded word; ``~`` and a stem that differs from the word; ``=`` and a spelling that
differs from the folded word; ``!`` and a folded word that the document never spells so; ``#`` and a mark. Folded words keep their
order, so that phrases can be found; other tokens have none. No token holds a quotation mark, a backslash or white space.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain

from archive.addresses import RecordKey
from archive.search.words import MAX_WORD_LENGTH, Word, WordSpelling, stem_word

# Token between two fields of a document, so that no phrase matches across them.
FIELD_GAP = "."
# Bytes of the tokens of a document: more than a sentence ever has, less than PostgreSQL's limit of a tsvector.
MAX_TOKEN_BYTES = 200_000
# Bytes counted for a letter of a word: its encoding, with the word's stem, spelling and absence.
BYTES_PER_LETTER = 12
# PostgreSQL's limits of a tsvector: the highest position, and positions of a token.
MAX_POSITION, MAX_POSITIONS = 16383, 250


@dataclass(frozen=True)
class Phrase:
    """Tokens one after another; often a single one."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class AllOf:
    """Documents that every part matches."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class AnyOf:
    """Documents that at least one part matches."""

    parts: tuple[Expression, ...]


Expression = Phrase | AllOf | AnyOf


@dataclass(frozen=True)
class EngineQuery:
    """The expression that a document must match, and those that it must not."""

    wanted: Expression
    unwanted: tuple[Expression, ...] = ()


def make_token(token: str) -> Phrase:
    """Return the expression of a single token."""
    return Phrase((token,))


def match_stem(word: str) -> AnyOf:
    """Return the expression of all words that share the stem of a folded word."""
    stem = stem_word(word).stem
    return AnyOf(tuple(map(make_token, dict.fromkeys((f"~{stem}", stem, word)))))


def match_spelling(word: Word) -> EngineQuery:
    """Return the query for a word in its own spelling only."""
    if word.form == word.folded:
        return EngineQuery(make_token(word.folded), (make_token(f"!{word.folded}"),))
    return EngineQuery(make_token(f"={word.form}"))


def match_mark(mark: str | RecordKey) -> Phrase:
    """Return the expression of a mark."""
    return make_token(f"#{mark}")


def cut_fields(fields: list[list[WordSpelling]]) -> list[list[WordSpelling]]:
    """Return the fields of a document, without the words whose tokens would be more than MAX_TOKEN_BYTES: those are not indexed."""
    if sum(map(len, fields)) <= MAX_TOKEN_BYTES // (BYTES_PER_LETTER * MAX_WORD_LENGTH):
        return fields
    free_bytes = MAX_TOKEN_BYTES
    indexed = []
    for field in fields:
        size = BYTES_PER_LETTER * len("".join([word.folded for word in field]))
        indexed.append(_select_fitting(field, free_bytes) if size > free_bytes else field)
        free_bytes -= size
    return indexed


def list_tokens(fields: list[list[WordSpelling]], marks: list[str]) -> tuple[list[str], list[str]]:
    """Return the folded words of a document in order, with FIELD_GAP between fields, and its other tokens, each once."""
    ordered: list[str] = []
    for field in fields:
        if ordered:
            ordered.append(FIELD_GAP)
        ordered += [word.folded for word in field]
    words = dict.fromkeys(chain.from_iterable(fields))
    others = [f"#{mark}" for mark in marks]
    others += chain.from_iterable([word.tokens for word in words])
    if spelt := [word.folded for word in words if not word.is_plain]:
        plain = {word.folded for word in words if word.is_plain}
        others += [f"!{folded}" for folded in spelt if folded not in plain]
    return ordered, list(dict.fromkeys(others))


def _select_fitting(words: list[WordSpelling], free_bytes: int) -> list[WordSpelling]:
    """Return the first words whose tokens take no more than so many bytes."""
    ends = accumulate(BYTES_PER_LETTER * len(word.folded) for word in words)
    return [word for word, end in zip(words, ends, strict=True) if end <= free_bytes]


def to_fts5(query: EngineQuery) -> str:
    """Return the text of a query for FTS5's ``MATCH``."""
    write = partial(_write_expression, phrase='"{}"', between=" ", every=" AND ", some=" OR ")
    wanted = write(query.wanted)
    return f"({wanted}) NOT ({' OR '.join(map(write, query.unwanted))})" if query.unwanted else wanted


def to_tsquery(query: EngineQuery) -> str:
    """Return the text of a query to be cast to ``tsquery``."""
    write = partial(_write_expression, phrase="('{}')", between="' <-> '", every=" & ", some=" | ")
    return " & ".join([f"({write(query.wanted)})", *(f"!({write(expression)})" for expression in query.unwanted)])


def _write_expression(expression: Expression, *, phrase: str, between: str, every: str, some: str) -> str:
    """Return an expression: a format of phrases, and what is between tokens of a phrase, parts that must all match, and alternatives."""
    if isinstance(expression, Phrase):
        return phrase.format(between.join(expression.tokens))
    write = partial(_write_expression, phrase=phrase, between=between, every=every, some=some)
    return f"({(every if isinstance(expression, AllOf) else some).join(map(write, expression.parts))})"


def to_tsvector(ordered: list[str], others: list[str]) -> str:
    """Return the text of a document's tokens to be cast to ``tsvector``."""
    positions: dict[str, list[int]] = {}
    for position, token in enumerate(ordered, 1):
        if token != FIELD_GAP:
            positions.setdefault(token, []).append(min(position, MAX_POSITION))
    placed = [f"'{token}':{','.join(map(str, own[:MAX_POSITIONS]))}" for token, own in positions.items()]
    return " ".join(placed + [f"'{token}'" for token in others])
