"""Reasons of hits in the active language: a sentence for each way in which a term matches, and a line that says them briefly.

Two spellings of a folded word are explained by the fewest rules of folding that make them equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import methodcaller
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.search.matching import PlaceName, TermMatch
from archive.search.words import split_words, stem_word
from archive.text.folding import LATIN_LETTERS, TATWEEL, fold_text

# Reasons of a hit that are shown.
MAX_REASONS = 4
# Kinds of match, the plainest first.
MATCH_KINDS = ("spelt", "stem", "attached", "hamza", "spelling", "beginning", "synonym", "name")
VOWEL_SIGNS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
LETTER_TABLES = {
    "hamza": str.maketrans("آأإٱؤئ", "ااااوي"),
    "ta": str.maketrans("ةە", "هه"),
    "ya": str.maketrans("ىی", "يي"),
    "kaf": str.maketrans("کگ", "كك"),
}
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
RELATION_REASONS = {
    "attached": gettext_lazy("“%(word)s” is “%(typed)s” with other letters written onto it"),
    "hamza": gettext_lazy("“%(word)s” is “%(typed)s” with the hamza written otherwise"),
    "spelling": gettext_lazy("“%(word)s” is “%(typed)s” in British or American spelling"),
    "synonym": gettext_lazy("the glossary explains “%(word)s” together with “%(typed)s”"),
}
NAME_ORIGINS = {
    "gazetteer-label": gettext_lazy("“%(typed)s” is a name of %(name)s in the gazetteer"),
    "gazetteer-variant": gettext_lazy("“%(typed)s” is a spelling variant of %(name)s in the gazetteer"),
    "source": gettext_lazy("a source spells %(name)s “%(typed)s”"),
}


class Reason(NamedTuple):
    """Why a record was found, with the rule or the origin; briefly that it contains ``word``, or ``brief``.

    ``is_explained``: the text says more than these.
    """

    text: str
    word: str = ""
    brief: str = ""
    is_explained: bool = False


def _fold_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(character, character)) for character in text)


def _fold_accents(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.translate(LATIN_LETTERS).replace("ß", "ss"))
    return "".join(
        sign for sign in plain if VOWEL_SIGNS.match(sign) or "\u0653" <= sign <= "\u0655" or not unicodedata.combining(sign)
    )


FOLDING_RULES: dict[str, Callable[[str], str]] = {
    "vowels": lambda text: VOWEL_SIGNS.sub("", text),
    "tatweel": lambda text: "".join(sign for sign in text if sign != TATWEEL and unicodedata.category(sign) != "Cf"),
    **{name: methodcaller("translate", table) for name, table in LETTER_TABLES.items()},
    "digits": _fold_digits,
    "accents": _fold_accents,
}


def find_folding_rules(first: str, second: str) -> list[str]:
    """Return the names of the rules that make two spellings equal: none for equal ones, ``letters`` if no rule here does."""
    if first == second:
        return []
    if fold_text(first) != fold_text(second) or not _is_equal_under(FOLDING_RULES, first, second):
        return ["letters"]
    needed = list(FOLDING_RULES)
    for name in FOLDING_RULES:
        fewer = [other for other in needed if other != name]
        if _is_equal_under(fewer, first, second):
            needed = fewer
    return needed


def _is_equal_under(names: Iterable[str], first: str, second: str) -> bool:
    for name in names:
        first, second = FOLDING_RULES[name](first), FOLDING_RULES[name](second)
    return first == second


def list_reasons(matches: Iterable[TermMatch], labels: Mapping[tuple[str, str], str], record: tuple[str, str]) -> list[Reason]:
    """Return the reasons of a hit, each once, the plainest first; ``labels`` are names of places in the active language.

    A name of the record itself is explained as a name only; elsewhere a name is explained only if the text does not spell it as typed.
    """
    matches = list(matches)
    spelt = {match.term for match in matches if match.match_kind == "spelt"}
    own_names = {match.term for match in matches if match.named and match.named.name.place == record}
    own_terms = own_names.union(*(term.split() for term in own_names))
    reasons: dict[str, Reason] = {}
    for match in sorted(matches, key=lambda match: MATCH_KINDS.index(match.match_kind)):
        is_name = match.match_kind == "name"
        if (match.term in own_names or not spelt.issuperset(match.term.split())) if is_name else match.term not in own_terms:
            for reason in _describe_match(match, labels, record):
                reasons.setdefault(reason.text, reason)
        if len(reasons) >= MAX_REASONS:
            break
    return list(reasons.values())[:MAX_REASONS]


def list_brief_reasons(reasons: Iterable[Reason]) -> list[str]:
    """Return the reasons without rules and origins: in one line all words that the record contains, then the others."""
    reasons = list(reasons)
    words = _(", ").join(dict.fromkeys(_("“%(word)s”") % {"word": reason.word} for reason in reasons if reason.word))
    others = dict.fromkeys(reason.brief or reason.text for reason in reasons if not reason.word)
    return [*([_("contains %(words)s") % {"words": words}] if words else []), *others]


def describe_filters(records: Iterable[tuple[str, str]], date: str) -> list[Reason]:
    """Return the reasons of a hit of a query without words: kinds and names of the records that it concerns, and a date as typed."""
    reasons = [
        (_("in the source “%(name)s”") if kind == "source" else _("concerns %(name)s")) % {"name": name} for kind, name in records
    ]
    return [Reason(text) for text in [*reasons, *([_("what is said of it may fall in %(date)s") % {"date": date}] if date else [])]]


def _describe_name(typed: str, name: PlaceName, label: str, *, with_origin: bool) -> str:
    """Return how the typed words are a name of a place, called ``label``, and ``with_origin`` where the name was met."""
    reason = NAME_ORIGINS[name.origin] % {"typed": typed, "name": label}
    if with_origin and name.where:
        reason += f" ({name.where})"
    typed_words, name_words = split_words(typed), split_words(name.spelling)
    rules: dict[str, None] = {}
    # The name may have other words as well, such as a second name in brackets.
    if [word.folded for word in typed_words] == [word.folded for word in name_words]:
        for typed_word, name_word in zip(typed_words, name_words, strict=True):
            rules |= dict.fromkeys(find_folding_rules(typed_word.form, name_word.form))
    return _add_details(reason, _describe_rules(rules))


def _describe_rules(rules: Iterable[str]) -> list[str]:
    return [str(RULE_DESCRIPTIONS[rule]) for rule in rules]


def _add_details(reason: str, details: Iterable[str]) -> str:
    joined = _("; ").join(details)
    return reason + _(": ") + joined if joined else reason


def _describe_match(match: TermMatch, labels: Mapping[tuple[str, str], str], record: tuple[str, str]) -> Iterator[Reason]:
    term_words = split_words(match.term)
    typed = match.term[term_words[0].span.start : term_words[-1].span.end]
    parameters = {"word": match.matched_text, "typed": typed}
    if match.match_kind in RELATION_REASONS:
        yield Reason(RELATION_REASONS[match.match_kind] % parameters, match.matched_text, is_explained=True)
    elif match.named and match.named.is_similar:
        name = match.named.name
        label = labels.get(name.place, name.identifier)
        text = _("“%(typed)s” is read as “%(spelling)s”, a name of %(name)s") % {
            "typed": typed,
            "spelling": name.spelling,
            "name": label,
        }
        is_own = name.place == record
        yield Reason(text) if is_own else Reason(text, match.matched_text, is_explained=True)
    elif match.named:
        name = match.named.name
        is_own = name.place == record
        text = _describe_name(typed, name, labels.get(name.place, name.identifier), with_origin=is_own)
        word, brief = ("", _("“%(typed)s” is a name of it") % parameters) if is_own else (match.matched_text, "")
        yield Reason(text, word, brief, is_explained=True)
    elif match.match_kind == "beginning":
        yield Reason(_("“%(word)s” begins with “%(typed)s”") % parameters, match.matched_text, is_explained=True)
    elif match.match_kind == "stem":
        text = _add_details(_("“%(word)s” has the same stem as “%(typed)s”") % parameters, dict.fromkeys(_describe_affixes(match)))
        yield Reason(text, match.matched_text, is_explained=True)
    elif details := _describe_rules(find_folding_rules(match.query_word.form, match.text_word.form)):
        parameters["typed"] = match.query_word.span.of(match.term)
        text = _("“%(typed)s” found as “%(word)s”:") % parameters + " " + _("; ").join(details)
        yield Reason(text, match.matched_text, is_explained=True)
    elif match.is_exact:
        yield Reason(_("contains “%(typed)s”") % parameters, typed)


def _describe_affixes(match: TermMatch) -> Iterator[str]:
    """Yield what was removed from one of two Arabic words of the same stem and not from the other, endings as they are spelt."""
    words = (match.query_word, match.text_word)
    first, second = (stem_word(word.folded) for word in words)
    if first.prefix != second.prefix:
        for prefix in filter(None, (first.prefix, second.prefix)):
            yield _("article ال left out") if prefix == "ال" else _("prefix %(part)s left out") % {"part": prefix}
    if first.suffix != second.suffix:
        for suffix, word in zip((first.suffix, second.suffix), words, strict=True):
            if suffix:
                last = word.form[-1] if fold_text(word.form[-1]) == suffix[-1] else suffix[-1]
                yield _("ending %(part)s left out") % {"part": suffix[:-1] + last}
