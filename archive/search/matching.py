"""Where a query’s terms stand in a text, and how each was found there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archive.search.query import Term
from archive.search.words import Word, split_folded, stem_word
from archive.text.anchoring import Span
from archive.text.folding import fold_with_offsets
from archive.text.names import ARABIC_LETTER, ARABIC_PREFIX


class NameSpelling(NamedTuple):
    """A name of a place: as spelt, in folded words; of which place; ``met`` and ``where``: as in SearchName."""

    spelling: str
    words: tuple[str, ...]
    kind: str
    identifier: str
    met: str = ""
    where: str = ""


class NamedPlace(NamedTuple):
    """That a term, or several one after another, are a name of a place; ``known``: the folded words of every name that this has."""

    typed: str
    name: NameSpelling
    name_words: tuple[tuple[str, ...], ...]


class TermMatch(NamedTuple):
    """``span``: code points of the text; ``how``: spelt (as typed, letters read alike), stem, beginning or name; ``term``: as typed;
    ``asked`` and ``found``: the word of the query and that of the text, both the name’s for a name; ``named``: of a name alone; ``stands``: the characters of the text;
    ``whole``: whether every word of the term stands there as it is spelt."""

    span: Span
    match_kind: str
    term: str
    query_word: Word
    text_word: Word
    named: NamedPlace | None = None
    matched_text: str = ""
    is_exact: bool = True


def find_matches(text: str, terms: Sequence[Term], named: Iterable[NamedPlace] = (), *, exact: bool = False) -> list[TermMatch]:
    """Every place where a term stands, in the order of the text; what overlaps belongs to one match, the best."""
    source = fold_with_offsets(text)
    here = split_folded(source)
    found: list[TermMatch] = []
    every = [match for how in (_match_term, _match_stem) for term in terms for match in how(here, term, exact)]
    for one in named:
        for span in (source.span(*match.span("name")) for match in _names_pattern(one.name_words).finditer(source.text)):
            word = Word(" ".join(one.name.words), span, span.of(text))
            every.append(TermMatch(span, "name", one.typed, word, word, one))
    for match in every:
        if not any(match.span.overlaps(other.span) for other in found):
            found.append(match._replace(matched_text=match.span.of(text)))
    return sorted(found, key=lambda match: match.span)


def _names_pattern(names: Iterable[tuple[str, ...]]) -> re.Pattern:
    """Any of the names, longest first, with the letters that Arabic writes onto them."""
    alone = []
    for words in sorted(set(names), key=lambda one: (-len(" ".join(one)), one)):
        alone.append((ARABIC_PREFIX if ARABIC_LETTER.match(words[0]) else "", r"[\W_]+".join(map(re.escape, words))))
    before = "|".join(dict.fromkeys(prefix for prefix, _name in alone if prefix))
    return re.compile(rf"(?<!\w)(?:{before})(?P<name>{'|'.join(name for _prefix, name in alone)})(?!\w)")


def _match_term(here: list[Word], term: Term, exact: bool) -> list[TermMatch]:
    asked = [word.form if exact else word.folded for word in term.words]
    stands = [word.form if exact else word.folded for word in here]
    if term.kind == "prefix":
        before, last = asked[:-1], term.words[-1]
        return [
            TermMatch(Span(here[at].span.start, word.span.end), "beginning", term.typed, last, word)
            for at, word in enumerate(here[len(before) :])
            if word.folded.startswith(last.folded) and stands[at : at + len(before)] == before
        ]
    found = []
    for at in _find_runs(stands, asked):
        pairs = list(zip(term.words, here[at : at + len(asked)], strict=True))
        whole = all(word.form == other.form for word, other in pairs)
        found += [TermMatch(other.span, "spelt", term.typed, word, other, is_exact=whole) for word, other in pairs]
    return found


def _match_stem(here: list[Word], term: Term, exact: bool) -> list[TermMatch]:
    if exact or term.kind != "word" or len(term.words) > 1:
        return []
    wanted, root = term.words[0], stem_word(term.words[0].folded).stem
    alike = (word for word in here if word.folded == root or stem_word(word.folded).stem == root)
    return [TermMatch(word.span, "stem", term.typed, wanted, word) for word in alike]


def _find_runs(here: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Where ``wanted`` stands in ``here``, one after another."""
    if not wanted:
        return []
    return [at for at, one in enumerate(here) if one == wanted[0] and list(here[at : at + len(wanted)]) == list(wanted)]
