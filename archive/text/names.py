"""Names of known places in a text: whole words, the longest first, none overlapping another. Spans in code points of the text.

Names are compared folded (``archive.text.folding``). In Arabic text the letters و ف ب ل ك and the article may be written onto a name: they
are passed over, and the span is the name’s alone. Of a label these forms are looked for: the whole; what is left without “KZ” or “KL”;
the part before brackets and the part within; the last part of names joined by a slash. A part before a slash, which is the town in
“Lublin/Majdanek”, is looked for in no label by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from archive.text.anchoring import Span
from archive.text.folding import fold_text, fold_with_offsets
from archive.text.languages import get_primary_language

ARABIC_PREFIX = r"(?:[وف]?(?:[بلك]?(?:ال)?|لل))"
CAMP_ABBREVIATION = re.compile(r"k[zl] ")
BRACKETED = re.compile(r"(.*\S) \((.+)\)")
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")


class NameMatch(NamedTuple):
    """A name in the text, and the places that it may mean, the first of them proposed."""

    span: Span
    places: tuple[str, ...]


def list_name_forms(label: str) -> list[str]:
    """The folded forms of a label that are looked for."""
    whole = fold_text(label)
    found = [whole, CAMP_ABBREVIATION.sub("", whole)]
    for one in list(found):
        bracketed = BRACKETED.fullmatch(one)
        found += bracketed.groups() if bracketed else []
        found += [one.rpartition("/")[2].strip()] if "/" in one else []
    return list(dict.fromkeys(found))


def _find_town_names(label: str) -> set[str]:
    whole = fold_text(label)
    return {whole.partition("/")[0].strip()} if "/" in whole else set()


def find_names(text: str, labels: Iterable[tuple[str, str]], language: str) -> list[NameMatch]:
    """Every name of ``labels``, given as place and label, that stands in ``text``; ``language``: that of the text, a BCP 47 tag."""
    labels = list(labels)
    towns = set().union(*(_find_town_names(label) for _place, label in labels))
    places: dict[str, list[str]] = {}
    for place, label in labels:
        for form in list_name_forms(label):
            if form not in towns and place not in places.setdefault(form, []):
                places[form].append(place)
    found: list[NameMatch] = []
    taken = bytearray(len(text))
    source = fold_with_offsets(text)
    for form in sorted(filter(None, places), key=lambda one: (-len(one), one)):
        for match in _compile_name_pattern(form, language).finditer(source.text):
            span = source.span(*match.span("name"))
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
                found.append(NameMatch(span, tuple(places[form])))
    return sorted(found)


def _compile_name_pattern(form: str, language: str) -> re.Pattern:
    before = ARABIC_PREFIX if get_primary_language(language) == "ar" and ARABIC_LETTER.match(form) else ""
    name = r" ?/ ?".join(re.escape(part.strip()).replace(r"\-", "- ?") for part in form.split("/"))
    return re.compile(rf"(?<!\w){before}(?P<name>{name})(?!\w)")
