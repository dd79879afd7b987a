"""Word-by-word comparison of two texts in any script. Every character of both is in one of the runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq

from archive.text.characters import make_character_class
from archive.versions.differences import number_items

RunKind = Literal["same", "removed", "added"]
# Product of the numbers of words up to which texts are aligned: 10,000 by 10,000 words take about a second and 25 MB.
MAX_COMPARED_PAIRS = 100_000_000
# Maximum words of a common run between two longer changes that is joined to them
MAX_JOINED_WORDS = 2
# Combining marks and invisible format characters belong to their word; so do signs between letters or digits, as in 1944-12.
MARKS = make_character_class("Mn", "Mc", "Me", "Cf")
WORD = re.compile(rf"[\w{MARKS}]+(?:['’-][\w{MARKS}]+|(?<=\d)[.,:](?=\d)[\w{MARKS}]+)*")
TOKEN = re.compile(rf"(?P<space>\s*)(?P<word>{WORD.pattern}|\S|$)")


class WordRun(NamedTuple):
    """Characters that both texts have, or only the old (removed) or the new one (added)."""

    kind: RunKind
    text: str


class Token(NamedTuple):
    """A word or a punctuation mark, and the white space before it. The last one of a text is empty."""

    space: str
    word: str


class Change(NamedTuple):
    """Characters of the old and of the new text between two runs that they share; ``is_same``: such a run."""

    old: str
    new: str
    is_same: bool


def compare_words(old: str, new: str) -> list[WordRun]:
    """Return the runs of two texts. Same and removed ones, joined, are the old text; same and added ones the new text.

    Where one text replaces another, the removed run comes first. Texts beyond MAX_COMPARED_PAIRS are compared from both ends only.
    """
    changes = _join_short_runs(_merge(_compare_tokens(_split_tokens(old), _split_tokens(new))))
    runs = chain.from_iterable(map(_make_runs, _merge(changes)))
    return [WordRun(kind, "".join(run.text for run in group)) for kind, group in groupby(runs, lambda run: run.kind)]


def _split_tokens(text: str) -> list[Token]:
    return [Token(match["space"], match["word"]) for match in TOKEN.finditer(text)]


def _compare_tokens(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Change]:
    """Yield every token of both texts, aligned by their words; white space before equal words may differ."""
    for tag, old_start, old_end, new_start, new_end in _align(old, new):
        if tag != "equal":
            yield Change(_join(old[old_start:old_end]), _join(new[new_start:new_end]), is_same=False)
            continue
        for former, token in zip(old[old_start:old_end], new[new_start:new_end], strict=True):
            yield Change(former.space, token.space, is_same=former.space == token.space)
            yield Change(token.word, token.word, is_same=True)


def _align(old: Sequence[Token], new: Sequence[Token]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield opcodes as difflib has them. The empty last tokens are always equal."""
    numbers = number_items([token.word for token in old], [token.word for token in new])
    start = _count_common(*numbers)
    shorter = min(len(old), len(new)) - start
    end = min(_count_common(*(items[::-1] for items in numbers)), shorter)
    old_end, new_end = len(old) - end, len(new) - end
    yield ("equal", 0, start, 0, start)
    if (old_end - start) * (new_end - start) > MAX_COMPARED_PAIRS:
        yield ("replace", start, old_end, start, new_end)
    else:
        for opcode in LCSseq.opcodes(numbers[0][start:old_end], numbers[1][start:new_end]):
            old_span = start + opcode.src_start, start + opcode.src_end
            yield (opcode.tag, *old_span, start + opcode.dest_start, start + opcode.dest_end)
    yield ("equal", old_end, len(old), new_end, len(new))


def _count_common(first: Sequence[int], second: Sequence[int]) -> int:
    return next(
        (at for at, (left, right) in enumerate(zip(first, second, strict=False)) if left != right), min(len(first), len(second))
    )


def _join(tokens: Iterable[Token]) -> str:
    return "".join(f"{token.space}{token.word}" for token in tokens)


def _merge(changes: Iterable[Change]) -> list[Change]:
    """Return the changes with neighbours of the same kind joined, and without empty ones."""
    present = (change for change in changes if change.old or change.new)
    return [
        Change("".join(change.old for change in group), "".join(change.new for change in group), is_same)
        for is_same, group in ((is_same, list(group)) for is_same, group in groupby(present, lambda change: change.is_same))
    ]


def _join_short_runs(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes; a run of few words between two changes of more words counts as changed."""
    sizes = [_count_words(change) for change in changes]
    for at, change in enumerate(changes):
        is_between = 0 < at < len(changes) - 1
        is_short = is_between and sizes[at] <= MAX_JOINED_WORDS and sizes[at] < min(sizes[at - 1], sizes[at + 1])
        yield change._replace(is_same=change.is_same and not is_short)


def _count_words(change: Change) -> int:
    return max(len(WORD.findall(text)) for text in (change.old, change.new))


def _make_runs(change: Change) -> Iterator[WordRun]:
    """Yield the runs of a change that are not empty; white space at both ends of both texts is the same."""
    if change.is_same:
        yield WordRun("same", change.old)
        return
    old, new = change.old, change.new
    start = _count_common_space(old, new)
    end = _count_common_space(old[start:][::-1], new[start:][::-1])
    parts: list[tuple[RunKind, str]] = [
        ("same", old[:start]),
        ("removed", old[start : len(old) - end]),
        ("added", new[start : len(new) - end]),
        ("same", old[len(old) - end :]),
    ]
    yield from (WordRun(kind, text) for kind, text in parts if text)


def _count_common_space(old: str, new: str) -> int:
    """Return the length of the white space with which both texts begin."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (first, second) in pairs if first != second or not first.isspace()), min(len(old), len(new)))
