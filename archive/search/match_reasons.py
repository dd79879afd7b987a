"""What two spellings of a folded word differ in, as few rules of folding as tell it. For the line that says why a hit is one.

Why a hit is one, in words of the active language: a short sentence for each way in which a term was found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from operator import methodcaller

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.search.matching import NameSpelling, TermMatch
from archive.search.words import Word, split_words, stem_word
from archive.text.folding import LATIN_LETTERS, TATWEEL, fold_text

VOWEL_SIGNS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
LETTER_TABLES = {
    "hamza": str.maketrans("آأإٱؤئ", "ااااوي"),
    "ta": str.maketrans("ةە", "هه"),
    "ya": str.maketrans("ىی", "يي"),
    "kaf": str.maketrans("کگ", "كك"),
}


def _fold_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(one, one)) for one in text)


def _fold_accents(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.translate(LATIN_LETTERS).replace("ß", "ss"))
    return "".join(one for one in plain if VOWEL_SIGNS.match(one) or "\u0653" <= one <= "\u0655" or not unicodedata.combining(one))


FOLDING_RULES: dict[str, Callable[[str], str]] = {
    "vowels": lambda text: VOWEL_SIGNS.sub("", text),
    "tatweel": lambda text: "".join(one for one in text if one != TATWEEL and unicodedata.category(one) != "Cf"),
    **{name: methodcaller("translate", table) for name, table in LETTER_TABLES.items()},
    "digits": _fold_digits,
    "accents": _fold_accents,
}


def find_folding_rules(one: str, other: str) -> list[str]:
    """The names of the rules without which the spellings would differ: none if they are the same, ``letters`` if no rule here tells it."""
    if one == other:
        return []
    if fold_text(one) != fold_text(other) or _apply_rules(FOLDING_RULES, one) != _apply_rules(FOLDING_RULES, other):
        return ["letters"]
    needed = dict(FOLDING_RULES)
    for name in FOLDING_RULES:
        fewer = {key: rule for key, rule in needed.items() if key != name}
        if _apply_rules(fewer, one) == _apply_rules(fewer, other):
            needed = fewer
    return list(needed)


def _apply_rules(rules: dict[str, Callable[[str], str]], text: str) -> str:
    for rule in rules.values():
        text = rule(text)
    return text


# Of reasons, so many are told.
MAX_REASONS = 4
RULE_DESCRIPTIONS = {
    "vowels": gettext_lazy("vowel signs left out"),
    "tatweel": gettext_lazy("tatweel and invisible characters left out"),
    "hamza": gettext_lazy("أ, إ, آ, ؤ and ئ read without hamza"),
    "ta": gettext_lazy("ة read as ه"),
    "ya": gettext_lazy("ى read as ي"),
    "kaf": gettext_lazy("Persian letters read as Arabic ones"),
    "digits": gettext_lazy("digits of another script read as 0–9"),
    "accents": gettext_lazy("accents left out, letters such as ß and ł written plainly"),
    "letters": gettext_lazy("letters of the same meaning read alike"),
}
NAME_ORIGINS = {
    "gazetteer-label": gettext_lazy("“%(typed)s” is a name of %(name)s in the gazetteer"),
    "gazetteer-variant": gettext_lazy("“%(typed)s” is a spelling variant of %(name)s in the gazetteer"),
    "source": gettext_lazy("a source spells %(name)s “%(typed)s”"),
}


def list_reasons(found: Iterable[TermMatch], names: dict[tuple[str, str], str], own: tuple[str, str]) -> list[str]:
    """The reasons, each once, the plainest first. ``names``: what a place is called in the active language; ``own``: what was found.

    Of words that are a name, it is told as a name of the place itself, and elsewhere only if they do not stand there as typed.
    """
    told: dict[str, None] = {}
    found = list(found)
    stands = {match.term for match in found if match.match_kind == "spelt"}
    its = {match.term for match in found if match.named and (match.named.name.kind, match.named.name.identifier) == own}
    named = {one for term in its for one in (term, *term.split())}
    found = [
        one
        for one in found
        if (one.match_kind == "name" and (one.term in its or not {*one.term.split()} <= stands))
        or (one.match_kind != "name" and one.term not in named)
    ]
    for match in sorted(found, key=lambda one: ("spelt", "stem", "beginning", "name").index(one.match_kind)):
        told |= dict.fromkeys(_describe_match(match, names, own))
    return list(told)[:MAX_REASONS]


def describe_filters(records: Iterable[tuple[str, str]], date: str) -> list[str]:
    """What a hit concerns, where it was asked for by nothing else: kinds and names of records, and a date as typed."""
    told = [
        (_("in the source “%(name)s”") if kind == "source" else _("concerns %(name)s")) % {"name": name} for kind, name in records
    ]
    return [*told, *([_("what is told of it may fall in %(date)s") % {"date": date}] if date else [])]


def describe_name(typed: str, name: NameSpelling, called: str, *, whence: bool) -> str:
    """That what was typed is a name of a place, and how it was read as that; ``whence``: and where the name was met."""
    said = NAME_ORIGINS[name.met] % {"typed": typed, "name": called}
    said = f"{said} ({name.where})" if whence and name.where else said
    rules = dict.fromkeys(rule for one, other in _pair_spellings(typed, name.spelling) for rule in find_folding_rules(one, other))
    return said + (_(": ") + _("; ").join(str(RULE_DESCRIPTIONS[rule]) for rule in rules) if rules else "")


def _pair_spellings(typed: str, spelling: str) -> Iterator[tuple[str, str]]:
    """The words of what was typed and of the name, as each is spelt; none where the name has other words, as one with a second in brackets."""
    asked, known = split_words(typed), split_words(spelling)
    if [one.folded for one in asked] == [one.folded for one in known]:
        yield from ((one.form, other.form) for one, other in zip(asked, known, strict=True))


def _describe_match(match: TermMatch, names: dict[tuple[str, str], str], own: tuple[str, str]) -> Iterator[str]:
    asked, found = match.query_word, match.text_word
    if match.named:
        name = match.named.name
        place = (name.kind, name.identifier)
        yield describe_name(_trim_term(match.term), name, names.get(place, name.identifier), whence=place == own)
    elif match.match_kind == "beginning":
        yield _("“%(word)s” begins with “%(typed)s”") % {"word": match.matched_text, "typed": _trim_term(match.term)}
    elif match.match_kind == "stem":
        said = _("“%(word)s” has the same stem as “%(typed)s”") % {"word": match.matched_text, "typed": _trim_term(match.term)}
        told = list(dict.fromkeys(_describe_affixes(asked, found)))
        yield said + (_(": ") + _("; ").join(told) if told else "")
    elif told := [str(RULE_DESCRIPTIONS[rule]) for rule in find_folding_rules(asked.form, found.form)]:
        typed = asked.span.of(match.term)
        yield _("“%(typed)s” found as “%(word)s”:") % {"typed": typed, "word": match.matched_text} + " " + _("; ").join(told)
    elif match.is_exact:
        yield _("“%(typed)s” stands there") % {"typed": _trim_term(match.term)}


def _trim_term(term: str) -> str:
    """A term from its first word to its last, without the signs around them."""
    found = split_words(term)
    return term[found[0].span.start : found[-1].span.end]


def _describe_affixes(asked: Word, found: Word) -> Iterator[str]:
    """What was taken off either of two Arabic words of one stem and not off the other, each ending as it is spelt."""
    one, other = stem_word(asked.folded), stem_word(found.folded)
    for part in (one.prefix, other.prefix) if one.prefix != other.prefix else ():
        if part:
            yield _("article ال left out") if part == "ال" else _("prefix %(part)s left out") % {"part": part}
    for part, word in ((one.suffix, asked), (other.suffix, found)) if one.suffix != other.suffix else ():
        if part:
            last = word.form[-1]
            yield _("ending %(part)s left out") % {"part": part[:-1] + (last if fold_text(last) == part[-1] else part[-1])}
