"""Where paragraphs and sentences of a text begin and end: a proposal, for any language. Spans in code points, nothing copied or changed.

Sentences and the white space between them cover the text; the same text gives the same spans. Paragraphs stand between blank lines. A
single line end divides paragraphs too where the text has one paragraph a line: where a line is longer than 200 code points, or more
than half of the lines that are followed by another end as a sentence does. Else lines are taken as wrapped. Page ends (U+000C) and the
separators U+000B and U+001C to U+001F always divide paragraphs, for no record can quote them. ``sentences`` tells how sentences are found.
"""

from __future__ import annotations

import re
from itertools import pairwise

from archive.anchoring import Span
from archive.sentences import TERMINATED, sentences, trimmed

LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1f\x85\u2028\u2029]")
PAGE_ENDS = frozenset("\v\f\x1c\x1d\x1e\x1f")
LONG_LINE = 200


def divide(text: str, language: str) -> list[list[Span]]:
    """The sentences of each paragraph of ``text``; ``language`` is a BCP 47 tag. Nothing for text that is white space alone."""
    return [sentences(text, block, language) for block in paragraphs(text)]


def paragraphs(text: str) -> list[Span]:
    """The paragraphs, white space around them left out."""
    lines = _lines(text)
    one_a_line = _one_a_line([line.of(text).strip() for line in lines])
    blocks: list[Span] = []
    begun = False
    for line in lines:
        if not line.of(text).strip():
            begun = False
            continue
        if begun and not one_a_line and text[line.start - 1] not in PAGE_ENDS:
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(line)
        begun = True
    return [trimmed(text, block) for block in blocks]


def _lines(text: str) -> list[Span]:
    """Every line without its end."""
    ends = [match.span() for match in LINE_END.finditer(text)]
    starts = [0, *(end for _start, end in ends)]
    return [Span(start, end) for start, end in zip(starts, [*(start for start, _end in ends), len(text)], strict=True)]


def _one_a_line(lines: list[str]) -> bool:
    followed = [one for one, after in pairwise(lines) if one and after]
    finished = sum(bool(TERMINATED.search(one[-12:])) for one in followed)
    return any(len(one) > LONG_LINE for one in lines) or finished * 2 > len(followed)
