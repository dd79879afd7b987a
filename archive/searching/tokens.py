"""Words of a text, folded, with where they stand in it. A word is a run of letters, digits and marks; all else divides words."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from archive.anchoring import Span
from archive.characters import class_of
from archive.folding import Folded, fold

# Of a longer word only so much is compared, on every engine.
LONGEST = 60
# The last plane of scripts in use ends before it; what stands beyond are no marks of words.
LAST_MARK = 0x1F000


class Word(NamedTuple):
    """``folded``: as compared; ``span``: where it stands, in code points of the text; ``form``: see ``form``."""

    folded: str
    span: Span
    form: str


# The marks that folding leaves, such as vowel signs of Devanagari, are of the word.
WORD = re.compile(rf"(?:[^\W_]|[{class_of('Mn', 'Mc', 'Me', last=LAST_MARK)}])+")


def words(text: str) -> list[Word]:
    """The words in the order of the text."""
    return of_folded(fold(text))


def of_folded(source: Folded) -> list[Word]:
    """The words of a text that is folded already."""
    found = []
    for match in WORD.finditer(source.text):
        span = source.span(*match.span())
        found.append(Word(match[0][:LONGEST], span, form(span.of(source.original))))
    return found


def form(word: str) -> str:
    """A word as it is spelt: Unicode’s composed form, without capitals; marks and letters as they stand."""
    return unicodedata.normalize("NFC", word).lower()[:LONGEST]
