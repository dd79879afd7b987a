"""Whether paragraphs and sentences tile a text: in order, without overlap, with nothing but white space between them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from archive.anchoring import Span, first_difference
from archive.drafts import Path_
from archive.folder import Kept
from archive.hints import of_exact
from archive.problems import Problem
from archive.records import ParagraphRecord, PassagesRecord, SentenceRecord


def check_tiling(kept: Kept[PassagesRecord], text: str) -> Iterator[Problem]:
    """Every problem of the spans of ``kept`` against the ``text`` they divide; spans in code points."""
    yield from _numbers(kept)
    yield from _exact(kept, text)
    yield from _inside(kept)
    yield from _apart(kept)
    yield from _tiles(kept, text)


def _each(kept: Kept[PassagesRecord]) -> Iterator[tuple[tuple[str, int, str, int], SentenceRecord]]:
    for at, paragraph in enumerate(kept.record.paragraphs):
        for index, sentence in enumerate(paragraph.sentences):
            yield ("paragraphs", at, "sentences", index), sentence


def _numbers(kept: Kept[PassagesRecord]) -> Iterator[Problem]:
    for number, paragraph in enumerate(kept.record.paragraphs, 1):
        expected: list[tuple[Path_, str, str]] = [(("paragraphs", number - 1), paragraph.ref, str(number))]
        for index, sentence in enumerate(paragraph.sentences):
            expected.append((("paragraphs", number - 1, "sentences", index), sentence.ref, f"{number}.{index + 1}"))
        for path, ref, right in expected:
            if ref != right:
                yield Problem("passage.wrong-ref", kept.spot(*path, "ref"), {"ref": ref, "expected": right})


def _exact(kept: Kept[PassagesRecord], text: str) -> Iterator[Problem]:
    paragraphs = [(("paragraphs", at), part) for at, part in enumerate(kept.record.paragraphs)]
    parts: list[tuple[Path_, ParagraphRecord | SentenceRecord]] = [*paragraphs, *_each(kept)]
    for path, part in parts:
        if not part.start < part.end <= len(text):
            values = {"ref": part.ref, "end": part.end, "length": len(text)}
            yield Problem("passage.out-of-text", kept.spot(*path, "end"), values)
            continue
        stands = text[part.start : part.end]
        if isinstance(part, SentenceRecord) and (at := first_difference(part.exact, stands)) is not None:
            values = {"ref": part.ref, "offset": at, "given": _character(part.exact, at), "stands": _character(stands, at)}
            spot = kept.document.inside(part.exact, at, *path, "exact")
            yield Problem("passage.wrong-text", spot, values, of_exact(part.exact, text))


def _character(text: str, at: int) -> str:
    return f"“{text[at]}” U+{ord(text[at]):04X}" if at < len(text) else "—"


def _inside(kept: Kept[PassagesRecord]) -> Iterator[Problem]:
    for path, sentence in _each(kept):
        paragraph = kept.record.paragraphs[path[1]]
        if not Span(sentence.start, sentence.end).within(Span(paragraph.start, paragraph.end)):
            values = {"ref": sentence.ref, "start": paragraph.start, "end": paragraph.end}
            yield Problem("passage.outside-paragraph", kept.spot(*path, "start"), values)


def _apart(kept: Kept[PassagesRecord]) -> Iterator[Problem]:
    for at, (previous, paragraph) in enumerate(pairwise(kept.record.paragraphs), 1):
        if paragraph.start < previous.end:
            values = {"ref": paragraph.ref, "start": paragraph.start, "previous": previous.ref, "end": previous.end}
            yield Problem("passage.overlap", kept.spot("paragraphs", at, "start"), values)


def _tiles(kept: Kept[PassagesRecord], text: str) -> Iterator[Problem]:
    previous, end = "—", 0
    path: Path_ = ()
    for path, sentence in _each(kept):
        if sentence.start < end:
            values = {"ref": sentence.ref, "start": sentence.start, "previous": previous, "end": end}
            yield Problem("passage.overlap", kept.spot(*path, "start"), values)
        elif text[end : sentence.start].strip():
            values = {"ref": sentence.ref, "previous": previous, "between": text[end : sentence.start].strip()[:60]}
            yield Problem("passage.gap", kept.spot(*path, "start"), values)
        previous, end = sentence.ref, sentence.end
    if text[end:].strip():
        yield Problem(
            "passage.gap", kept.spot(*path, "end"), {"ref": "—", "previous": previous, "between": text[end:].strip()[:60]}
        )
