"""Order of the parts of a quotation: their places in the order of one text, what is left out between them, and isolated words."""

from __future__ import annotations

from collections.abc import Sequence

from archive.quotations.nearest_words import describe_differences
from archive.quotations.result import QuotationPart
from archive.quotations.text_index import TextMatch
from archive.quotations.tokens import tokenize_text
from archive.text.anchoring import Span


def arrange_parts(parts: list[QuotationPart]) -> tuple[tuple[QuotationPart, ...], bool]:
    """Return the parts with their places in the order of one text, if there is one, and whether there is."""
    located = [part for part in parts if part.places]
    ordered = _order_places(located)
    if ordered is None:
        several = [part for part in located if len(tokenize_text(part.words)) > 1]
        ordered = _order_places(several) if len(several) < len(located) else None
        in_order = ordered is not None
        placed = {part.span: part for part in ordered or ()}
        ordered = [placed.get(part.span, part) for part in located]
    else:
        in_order = True
    arranged, following = [], iter(ordered)
    previous: QuotationPart | None = None
    for part in parts:
        if part.places:
            part = next(following)
            if not part.differences and part.places[0].words != part.words:
                part = part._replace(differences=describe_differences(part.words, part.places[0].words))
            part = part._replace(omitted=_find_omitted(previous, part) if in_order else None)
            previous = part
        arranged.append(part)
    return tuple(_mark_isolated(arranged)), in_order


def _mark_isolated(parts: Sequence[QuotationPart]) -> list[QuotationPart]:
    """Return the parts; a single word that is not near its neighbours in the same text is isolated."""
    marked = []
    for at, part in enumerate(parts):
        is_single = bool(part.places) and len(parts) > 1 and len(tokenize_text(part.words)) == 1
        following = next((other for other in parts[at + 1 :] if other.places), None)
        marked.append(
            part._replace(is_isolated=is_single and not (part.is_near_previous or (following and following.is_near_previous)))
        )
    return marked


def _find_omitted(before: QuotationPart | None, part: QuotationPart) -> str | None:
    """Return the characters of the text between two parts; None if they are not in one region in this order."""
    if before is None:
        return None
    first, second = before.places[0], part.places[0]
    if first.text_key != second.text_key or first.span.end > second.span.start:
        return None
    for region in (first.region, second.region):
        gap = Span(first.span.end - region.start, second.span.start - region.start)
        if gap.start >= 0 and gap.end <= len(region.text):
            return gap.of(region.text)
    return None


def _order_places(parts: Sequence[QuotationPart]) -> list[QuotationPart] | None:
    """Return the parts, the first place of each being after that of the part before it in the same text; None if impossible.

    Of several such orders it is the one that is nearest together.
    """
    best: tuple[int, list[TextMatch]] | None = None
    for first in parts[0].places if parts else ():
        chosen = [first]
        for part in parts[1:]:
            after = [place for place in part.places if place.text_key == first.text_key and place.span.start >= chosen[-1].span.end]
            if not after:
                break
            chosen.append(min(after, key=lambda place: place.span))
        extent = chosen[-1].span.end - first.span.start
        if len(chosen) == len(parts) and (best is None or extent < best[0]):
            best = extent, chosen
    if best is None:
        return None if parts else []
    return [
        part._replace(places=(first, *(place for place in part.places if place != first)))
        for part, first in zip(parts, best[1], strict=True)
    ]
