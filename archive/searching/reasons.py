"""Why a hit is one, in words of the active language: a short sentence for each way in which a term was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.folding import folded
from archive.searching.matching import Match, Name
from archive.searching.spelling import differences
from archive.searching.stemming import stemmed
from archive.searching.tokens import Word, words

# Of reasons, so many are told.
TOLD = 4
READ_AS = {
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
MET = {
    "gazetteer-label": gettext_lazy("“%(typed)s” is a name of %(name)s in the gazetteer"),
    "gazetteer-variant": gettext_lazy("“%(typed)s” is a spelling variant of %(name)s in the gazetteer"),
    "source": gettext_lazy("a source spells %(name)s “%(typed)s”"),
}


def reasons(found: Iterable[Match], names: dict[tuple[str, str], str], own: tuple[str, str]) -> list[str]:
    """The reasons, each once, the plainest first. ``names``: what a place is called in the active language; ``own``: what was found.

    Of words that are a name, it is told as a name of the place itself, and elsewhere only if they do not stand there as typed.
    """
    told: dict[str, None] = {}
    found = list(found)
    stands = {match.term for match in found if match.how == "spelt"}
    its = {match.term for match in found if match.named and (match.named.name.kind, match.named.name.identifier) == own}
    named = {one for term in its for one in (term, *term.split())}
    found = [
        one
        for one in found
        if (one.how == "name" and (one.term in its or not {*one.term.split()} <= stands))
        or (one.how != "name" and one.term not in named)
    ]
    for match in sorted(found, key=lambda one: ("spelt", "stem", "beginning", "name").index(one.how)):
        told |= dict.fromkeys(_of(match, names, own))
    return list(told)[:TOLD]


def of_filters(records: Iterable[tuple[str, str]], date: str) -> list[str]:
    """What a hit concerns, where it was asked for by nothing else: kinds and names of records, and a date as typed."""
    told = [
        (_("in the source “%(name)s”") if kind == "source" else _("concerns %(name)s")) % {"name": name} for kind, name in records
    ]
    return [*told, *([_("what is told of it may fall in %(date)s") % {"date": date}] if date else [])]


def of_name(typed: str, name: Name, called: str, *, whence: bool) -> str:
    """That what was typed is a name of a place, and how it was read as that; ``whence``: and where the name was met."""
    said = MET[name.met] % {"typed": typed, "name": called}
    said = f"{said} ({name.where})" if whence and name.where else said
    rules = dict.fromkeys(rule for one, other in _read_as(typed, name.spelling) for rule in differences(one, other))
    return said + (_(": ") + _("; ").join(str(READ_AS[rule]) for rule in rules) if rules else "")


def _read_as(typed: str, spelling: str) -> Iterator[tuple[str, str]]:
    """The words of what was typed and of the name, as each is spelt; none where the name has other words, as one with a second in brackets."""
    asked, known = words(typed), words(spelling)
    if [one.folded for one in asked] == [one.folded for one in known]:
        yield from ((one.form, other.form) for one, other in zip(asked, known, strict=True))


def _of(match: Match, names: dict[tuple[str, str], str], own: tuple[str, str]) -> Iterator[str]:
    asked, found = match.asked, match.found
    if match.named:
        name = match.named.name
        place = (name.kind, name.identifier)
        yield of_name(_said(match.term), name, names.get(place, name.identifier), whence=place == own)
    elif match.how == "beginning":
        yield _("“%(word)s” begins with “%(typed)s”") % {"word": match.stands, "typed": _said(match.term)}
    elif match.how == "stem":
        said = _("“%(word)s” has the same stem as “%(typed)s”") % {"word": match.stands, "typed": _said(match.term)}
        told = list(dict.fromkeys(_left_out(asked, found)))
        yield said + (_(": ") + _("; ").join(told) if told else "")
    elif told := [str(READ_AS[rule]) for rule in differences(asked.form, found.form)]:
        typed = asked.span.of(match.term)
        yield _("“%(typed)s” found as “%(word)s”:") % {"typed": typed, "word": match.stands} + " " + _("; ").join(told)
    elif match.whole:
        yield _("“%(typed)s” stands there") % {"typed": _said(match.term)}


def _said(term: str) -> str:
    """A term from its first word to its last, without the signs around them."""
    found = words(term)
    return term[found[0].span.start : found[-1].span.end]


def _left_out(asked: Word, found: Word) -> Iterator[str]:
    """What was taken off either of two Arabic words of one stem and not off the other, each ending as it is spelt."""
    one, other = stemmed(asked.folded), stemmed(found.folded)
    for part in (one.before, other.before) if one.before != other.before else ():
        if part:
            yield _("article ال left out") if part == "ال" else _("prefix %(part)s left out") % {"part": part}
    for part, word in ((one.after, asked), (other.after, found)) if one.after != other.after else ():
        if part:
            last = word.form[-1]
            yield _("ending %(part)s left out") % {"part": part[:-1] + (last if folded(last) == part[-1] else part[-1])}
