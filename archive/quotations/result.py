"""Result of the check of a quotation: its parts, where their words are, and the verdict."""

from __future__ import annotations

from typing import NamedTuple

from archive.quotations.alignment import MAX_GAP
from archive.quotations.assertions import states_something
from archive.quotations.nearest_passage import NearestPassage
from archive.quotations.nearest_words import count_other_words
from archive.quotations.quotation import NormalizedQuotation
from archive.quotations.text_index import TextMatch
from archive.quotations.tokens import tokenize_text
from archive.text.anchoring import Span
from archive.text.closest_match import Difference


class QuotationPart(NamedTuple):
    """A span of the normalized quotation and the places where its words are.

    ``differences``: from the first place, none if it is exact; ``may_have_more``: there may be other places that were not searched;
    ``cut_words``: the words of the source in which it begins and ends, if it does not have them whole; ``omitted``: what the text has
    between the part before it and this one, None if they are not in order near each other; ``is_isolated``: a single word that is
    elsewhere.
    """

    span: Span
    words: str
    places: tuple[TextMatch, ...] = ()
    differences: tuple[Difference, ...] = ()
    may_have_more: bool = False
    cut_words: tuple[str, str] = ("", "")
    omitted: str | None = None
    is_isolated: bool = False

    @property
    def kinds(self) -> set[str]:
        """Return the kinds of texts in which it is."""
        return {place.region.kind for place in self.places}

    @property
    def other_words(self) -> int:
        """Return how many words differ from the source's."""
        return count_other_words(self.differences)

    @property
    def is_near_previous(self) -> bool:
        """Return whether few words of the text are between the part before it and this one."""
        return self.omitted is not None and len(tokenize_text(self.omitted)) <= MAX_GAP

    @property
    def states_something(self) -> bool:
        """Return whether its words state something by themselves."""
        return states_something([token.folded for token in tokenize_text(self.words)])


class QuotationResult(NamedTuple):
    """The form of a quotation that was looked up, and its parts; ``has_ellipses``: each part between ellipses is in one place.

    ``is_reordered``: one text has the same words in another order.
    """

    normalized: NormalizedQuotation
    parts: tuple[QuotationPart, ...]
    has_ellipses: bool = False
    in_order: bool = True
    is_reordered: bool = False
    nearest: NearestPassage | None = None

    @property
    def located_parts(self) -> list[QuotationPart]:
        """Return the parts that were found, without single words that are elsewhere."""
        return [part for part in self.parts if part.places and not part.is_isolated]

    @property
    def is_shortened(self) -> bool:
        """Return whether all parts are near each other in one text, in order: words between them are left out."""
        return bool(self.parts) and all(part.is_near_previous for part in self.parts[1:])

    @property
    def other_words(self) -> int:
        """Return how many words differ from the source's."""
        return sum(part.other_words for part in self.parts)

    @property
    def cut_words(self) -> tuple[str, str]:
        """Return the words of the source in which the quotation begins and ends."""
        return (self.parts[0].cut_words[0], self.parts[-1].cut_words[1]) if self.parts else ("", "")

    @property
    def verdict(self) -> str:
        """Return the verdict.

        ``exact``; ``spelling``; ``other-words``; ``partly-joined``: all its words, not together; ``partly``; ``absent``;
        ``undecided`` if not everything was searched; ``wordless`` without a word.
        """
        located = self.located_parts
        if not self.parts:
            return "wordless"
        is_whole = len(located) == len(self.parts)
        if is_whole and (self.is_reordered or not (len(located) == 1 or (self.has_ellipses and self.in_order))):
            if self.is_reordered or self.is_shortened or any(part.states_something for part in located):
                return "partly-joined"
        elif is_whole:
            if self.other_words:
                return "other-words"
            is_exact = not any(part.differences for part in located) and not self.normalized.is_reversed
            return "exact" if is_exact else "spelling"
        elif any(part.states_something for part in located):
            return "partly"
        return "undecided" if any(part.may_have_more and not part.places for part in self.parts) else "absent"
