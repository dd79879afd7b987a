"""Names of known places in a text: whole words, the longest first, none overlapping another. Spans in code points of the text.

Names are compared folded (``archive.folding``). In Arabic text the letters و ف ب ل ك and the article may be written onto a name: they
are passed over, and the span is the name’s alone. Of a label these forms are looked for: the whole; what is left without “KZ” or “KL”;
the part before brackets and the part within; the last part of names joined by a slash. A part before a slash, which is the town in
“Lublin/Majdanek”, is looked for in no label by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from archive.anchoring import Ambiguous, Span, locate
from archive.folding import fold, folded

PREFIXED = r"(?:[وف]?(?:[بلك]?(?:ال)?|لل))"
KIND = re.compile(r"k[zl] ")
BRACKETED = re.compile(r"(.*\S) \((.+)\)")
ARABIC = re.compile(r"[\u0621-\u064a]")
STEP = re.compile(r"\s+|\S+")


class Found(NamedTuple):
    """A name in the text, and the places that it may mean, the first of them proposed."""

    span: Span
    places: tuple[str, ...]


def forms(label: str) -> list[str]:
    """The folded forms of a label that are looked for."""
    whole = folded(label)
    found = [whole, KIND.sub("", whole)]
    for one in list(found):
        bracketed = BRACKETED.fullmatch(one)
        found += bracketed.groups() if bracketed else []
        found += [one.rpartition("/")[2].strip()] if "/" in one else []
    return list(dict.fromkeys(found))


def _first_parts(label: str) -> set[str]:
    whole = folded(label)
    return {whole.partition("/")[0].strip()} if "/" in whole else set()


def find_names(text: str, labels: Iterable[tuple[str, str]], language: str) -> list[Found]:
    """Every name of ``labels``, given as place and label, that stands in ``text``; ``language``: that of the text, a BCP 47 tag."""
    labels = list(labels)
    towns = set().union(*(_first_parts(label) for _place, label in labels))
    places: dict[str, list[str]] = {}
    for place, label in labels:
        for form in forms(label):
            if form not in towns and place not in places.setdefault(form, []):
                places[form].append(place)
    found: list[Found] = []
    taken = bytearray(len(text))
    source = fold(text)
    for form in sorted(filter(None, places), key=lambda one: (-len(one), one)):
        for match in _pattern(form, language).finditer(source.text):
            span = source.span(*match.span("name"))
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
                found.append(Found(span, tuple(places[form])))
    return sorted(found)


def _pattern(form: str, language: str) -> re.Pattern:
    before = PREFIXED if language.partition("-")[0] == "ar" and ARABIC.match(form) else ""
    name = r" ?/ ?".join(re.escape(part.strip()).replace(r"\-", "- ?") for part in form.split("/"))
    return re.compile(rf"(?<!\w){before}(?P<name>{name})(?!\w)")


def distinguish(passage: str, span: Span) -> tuple[str, str]:
    """The least prefix and suffix, in whole words and signs, by which ``span`` alone is meant in ``passage``; empty where it need none."""
    prefix = suffix = ""
    while True:
        try:
            locate(passage, span.of(passage), prefix, suffix)
        except Ambiguous:
            start, end = span.start - len(prefix), span.end + len(suffix)
            if start > 0:
                prefix = _step_back(passage[:start]) + prefix
            else:
                suffix += next(STEP.finditer(passage, end))[0]
        else:
            return prefix, suffix


def _step_back(before: str) -> str:
    """The last word of what stands before, with the white space after it."""
    return next(re.finditer(r"\S*\s*\Z", before))[0]
