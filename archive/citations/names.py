"""Authors as CSL styles set them: order of the names and of their parts, conjunctions, “et al.”.

A name is {"literal"} or {"family", "given"}; an item has none to four.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from archive.citations.pieces import choose_comma, is_edge_letter_arabic, join_with_commas

CslName = dict[str, str]
# Particles before a family name: “van der ”, “al-”, “d’”.
PARTICLES = re.compile(r"((?:[a-zà-öø-ÿ’']+(?:[ -]|(?<=[’'])))+)(?=[A-ZÀ-ÖØ-Þ])")
ET_AL = {"en": "et al.", "ar": "وآخرون"}


def format_given_first(name: CslName, language: str = "en") -> str:
    """Write a name as spoken: given name, family name."""
    return name.get("literal") or " ".join(filter(None, [_space_initials(name.get("given", "")), name.get("family", "")]))


def format_family_first(name: CslName, language: str) -> str:
    """Write a name inverted: family name, comma, given name."""
    return name.get("literal") or join_with_commas([name.get("family", ""), _space_initials(name.get("given", ""))], language)


def format_particle_last(name: CslName, language: str) -> str:
    """Write a name inverted with its particles last: “Berg, Jan van der”."""
    family = name.get("family", "")
    particles = PARTICLES.match(family)
    if not (particles and name.get("given")):
        return format_family_first(name, language)
    return f"{format_family_first({**name, 'family': family[particles.end() :]}, language)} {particles[1].strip()}"


def format_initials(name: CslName, language: str) -> str:
    """Write a name as family name, comma, initials: “Levy, J.-L. A.”."""
    words = _space_initials(name.get("given", "")).split()
    initials = ["-".join(f"{half[0]}." for half in word.split("-") if half) for word in words]
    return name.get("literal") or join_with_commas([name.get("family", ""), " ".join(initials)], language)


def join_all_names(
    names: list[CslName], first: Callable, others: Callable, language: str, *, serial: bool, symbol: bool = False
) -> str:
    """Join all names, the last with “and”; ``first`` and ``others`` format a name.

    ``serial``: a comma before “and” even between two, unless the second is an institution;
    ``symbol``: “&” for “and”, except in Arabic.
    """
    formatted = [(others if index else first)(name, language) for index, name in enumerate(names)]
    if len(formatted) < 2:
        return "".join(formatted)
    before = join_with_commas(formatted[:-1], language)
    comma = choose_comma(before, language) if len(names) > 2 or (serial and "literal" not in names[-1]) else ""
    return f"{before}{comma} {prefix_conjunction(formatted[-1], language, symbol=symbol)}"


def join_first_and_others(names: list[CslName], first: Callable, language: str, *, pause: bool) -> str:
    """Write the first name and “et al.”, with a comma between if ``pause``."""
    name = first(names[0], language)
    return f"{name}{choose_comma(name, language) if pause else ''} {ET_AL[language]}"


def prefix_conjunction(name: str, language: str, *, symbol: bool = False) -> str:
    """Write “and” before a name; the Arabic conjunction is joined to an Arabic name."""
    if language == "ar":
        return f"و{name}" if is_edge_letter_arabic(name) else f"و {name}"
    return f"& {name}" if symbol else f"and {name}"


def _space_initials(name: str) -> str:
    """Write a full stop and a space after each initial: “J.K.” as “J. K.”, “Miriam A” as “Miriam A.”."""
    name = re.sub(r"\.(?=\w)", ". ", name)
    return re.sub(r"(?<![\w.’'-])([A-Z])(?![\w.’'-])", r"\1.", name)
