"""Words of a text that a glossary explains, found by the forms that are written down for them and by nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

# Conjunctions and prepositions that Arabic joins to the word after them.
JOINED_LETTERS = "وفبلك"


class Glossary:
    """``forms``: by term, the words that stand for it. A form is found as a whole word, in Arabic also after one joined letter."""

    def __init__(self, forms: Mapping[str, Iterable[str]]) -> None:
        self.terms = {form: term for term, listed in forms.items() for form in listed}
        longest = sorted(self.terms, key=len, reverse=True)
        words = "|".join(map(re.escape, longest))
        self.pattern = re.compile(rf"(?:(?<!\w)|(?<=\b[{JOINED_LETTERS}]))(?:{words})(?!\w)") if words else None

    def mark_terms(self, text: str, seen: set[str]) -> Iterator[tuple[str, str]]:
        """The text in parts, each with the term it is the first mention of, or with nothing; ``seen`` gains the terms found."""
        at = 0
        for match in self.pattern.finditer(text) if self.pattern else ():
            term = self.terms[match[0]]
            if term not in seen:
                seen.add(term)
                yield text[at : match.start()], ""
                yield match[0], term
                at = match.end()
        yield text[at:], ""
