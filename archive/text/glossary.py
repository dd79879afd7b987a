"""Words of a text that a glossary explains, matched by the forms recorded for each term only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

# Conjunctions and prepositions that Arabic joins to the word after them.
JOINED_LETTERS = "وفبلك"


class Glossary:
    """Terms and their ``forms``. A form matches as a whole word, in Arabic also after one joined letter."""

    def __init__(self, forms: Mapping[str, Iterable[str]]) -> None:
        self.terms = {form: term for term, term_forms in forms.items() for form in term_forms}
        # Without forms the pattern matches nothing.
        longest_first = "|".join(map(re.escape, sorted(self.terms, key=len, reverse=True))) or "(?!)"
        self.pattern = re.compile(rf"(?:(?<!\w)|(?<=\b[{JOINED_LETTERS}]))(?:{longest_first})(?!\w)")

    def mark_terms(self, text: str, seen: set[str]) -> Iterator[tuple[str, str]]:
        """Yield the text in parts, each with the term that it mentions first, or an empty string.

        Terms in ``seen`` are not marked again; the marked ones are added to it.
        """
        at = 0
        for match in self.pattern.finditer(text):
            term = self.terms[match[0]]
            if term not in seen:
                seen.add(term)
                yield text[at : match.start()], ""
                yield match[0], term
                at = match.end()
        yield text[at:], ""
