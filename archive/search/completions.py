"""Completions of an unfinished query, each of which finds something."""

from __future__ import annotations

from collections.abc import Iterable

from archive.search import engine
from archive.search.find import has_records
from archive.search.query import QUOTATION_MARKS, find_open_filter
from archive.search.words import Word, split_words

# Completions of the last of several words that are tried, for each that is wanted.
TRIED_PER_COMPLETION = 2


def suggest_completions(typed: str, limit: int) -> list[str]:
    """Return names that begin as typed, then the text with its last word completed; for a filter only names of its kind.

    After other words the last one is completed with names and words that some record has beside them, names first.
    """
    if open_filter := find_open_filter(typed):
        return _complete_filter(typed, *open_filter, limit)
    words = split_words(typed)
    if not words:
        return []
    names = [spelling for _folded, spelling in engine.find_prefix_names(_join_words(words), limit)]
    last = words[-1]
    before = typed[: last.span.start]
    if before.strip(QUOTATION_MARKS + " "):
        tried = limit * TRIED_PER_COMPLETION
        pairs = [*engine.find_prefix_names(last.folded, tried), *engine.find_prefix_words(last.folded, tried)]
        completed: list[str] = []
        for text in dict.fromkeys(before + spelling for _folded, spelling in pairs[:tried]):
            if len(names) + len(completed) < limit and has_records(text):
                completed.append(text)
    else:
        completed = [before + spelling for _word, spelling in engine.find_prefix_words(last.folded, limit)]
    return list(dict.fromkeys([*names, *completed]))[:limit]


def _complete_filter(typed: str, kind: str, start: int, limit: int) -> list[str]:
    words = split_words(typed[start:])
    names = engine.find_prefix_names(_join_words(words), limit, kind) if words else []
    values = (f'"{spelling}"' if " " in spelling else spelling for _folded, spelling in names)
    return list(dict.fromkeys(typed[:start].rstrip(QUOTATION_MARKS) + value for value in values))


def _join_words(words: Iterable[Word]) -> str:
    return " ".join(word.folded for word in words)
