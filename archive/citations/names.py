"""Authors, as the styles of CSL set them: who comes first, in what order, joined by what.

Every function takes the item's list of names, each {"literal"} or {"family", "given"}, none to four of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from archive.citations.pieces import choose_comma, is_edge_letter_arabic, join_with_commas

CslName = dict[str, str]
CONJUNCTIONS = {"en": "and ", "ar": "و "}
# The particles before a family name: «van der », «al-», «d’».
PARTICLES = re.compile(r"((?:[a-zà-öø-ÿ’']+(?:[ -]|(?<=[’'])))+)(?=[A-ZÀ-ÖØ-Þ])")
ET_AL = {"en": "et al.", "ar": "وآخرون"}


def format_given_first(name: CslName, language: str = "en") -> str:
    """Takes a name; gives it as it is said: given name, family name."""
    return name.get("literal") or " ".join(filter(None, [_space_initials(name.get("given", "")), name.get("family", "")]))


def format_family_first(name: CslName, language: str) -> str:
    """Takes a name; gives the family name, a comma, the given name."""
    return name.get("literal") or join_with_commas([name.get("family", ""), _space_initials(name.get("given", ""))], language)


def format_particle_last(name: CslName, language: str) -> str:
    """Takes a name; gives it inverted with its particles last: «Berg, Jan van der»."""
    family, found = name.get("family", ""), PARTICLES.match(name.get("family", ""))
    if not (found and name.get("given")):
        return format_family_first(name, language)
    return f"{format_family_first({**name, 'family': family[found.end() :]}, language)} {found[1].strip()}"


def format_initials(name: CslName, language: str) -> str:
    """Takes a name; gives the family name, a comma, the initials: «Levy, J.-L. A.»."""
    words = _space_initials(name.get("given", "")).split()
    initials = ["-".join(f"{half[0]}." for half in word.split("-") if half) for word in words]
    return name.get("literal") or join_with_commas([name.get("family", ""), " ".join(initials)], language)


def join_all_names(
    names: list[CslName], first: Callable, rest: Callable, language: str, *, serial: bool, symbol: bool = False
) -> str:
    """Takes names and how to write the first and the rest; gives them all, the last joined by «and».

    ``serial``: a comma stands before «and» even between two, unless the second is an institution;
    ``symbol``: «&» for «and», which Arabic does not have.
    """
    said = [(rest if index else first)(name, language) for index, name in enumerate(names)]
    if len(said) < 2:
        return "".join(said)
    before = join_with_commas(said[:-1], language)
    pause = len(said) > 2 or (serial and "literal" not in names[-1])
    return f"{before}{choose_comma(before, language) if pause else ''} {_prefix_conjunction(said[-1], language, symbol)}"


def join_first_and_others(names: list[CslName], first: Callable, language: str, *, pause: bool) -> str:
    """Takes names and how to write the first; gives it and «et al.», after a comma if ``pause``."""
    said = first(names[0], language)
    return f"{said}{choose_comma(said, language) if pause else ''} {ET_AL[language]}"


def _prefix_conjunction(name: str, language: str, symbol: bool = False) -> str:
    """«and» and the name after it; the Arabic conjunction is written as one word with an Arabic name."""
    if symbol and language == "en":
        return f"& {name}"
    joined = CONJUNCTIONS[language]
    return f"{joined.strip() if language == 'ar' and is_edge_letter_arabic(name) else joined}{name}"


def _space_initials(given: str) -> str:
    """Initials each with a full stop and a space: «J.K.» is «J. K.», «Miriam A» is «Miriam A.»."""
    given = re.sub(r"\.(?=\w)", ". ", given)
    return re.sub(r"(?<![\w.’'-])([A-Z])(?![\w.’'-])", r"\1.", given)
