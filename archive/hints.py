"""What is shown beyond a problem's three sentences, for the archivist to judge: the nearest words, and how they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from archive.characters import named, shown
from archive.nearquote import Difference, Near

if TYPE_CHECKING:
    from archive.problems import Spot

MOST = 8

HINTS: dict[str, str] = {
    "near.stretch": _("Nearest to it, in %(passage)s: “%(stands)s”."),
    "near.exchanged": _("Character %(at)s of the quotation (%(kind)s): here %(given)s, in the source %(stands)s."),
    "near.extra": _("Character %(at)s of the quotation (%(kind)s): here %(given)s, in the source nothing."),
    "near.lacking": _("Before character %(at)s of the quotation (%(kind)s): here nothing, in the source %(stands)s."),
    "near.more": _("Further differences: %(count)s."),
    "context.stands": _("They stand there after “%(before)s” and before “%(after)s”."),
    "exact.stands": _("These very characters stand in the text once, with start: %(start)s and end: %(end)s."),
    "encoding.likely": _("Read as %(encoding)s it would begin: “%(words)s”"),
    "places.others": _("Also at (line:column): %(places)s."),
}

KINDS: dict[str, str] = {
    "alef": _("alef with or without hamza or madda"),
    "ya": _("ya and alef maqsura"),
    "ta": _("ta marbuta and ha"),
    "kaf": _("Arabic and Persian kaf"),
    "tatweel": _("tatweel"),
    "space-before": _("space before a punctuation mark"),
    "space": _("space"),
    "figures": _("the same digit in other figures"),
    "digit": _("digit"),
    "form": _("the same character in another Unicode form"),
    "letter": _("letter"),
    "vowel": _("vowel mark or other combining mark"),
    "punctuation": _("punctuation mark"),
    "pointing": _("punctuation mark and space"),
    "invisible": _("invisible character"),
    "several": _("several characters"),
    "character": _("other character"),
}


@dataclass(frozen=True)
class Hint:
    """A further sentence: a key of HINTS and what fills it; ``kind`` among the values is a key of KINDS."""

    id: str
    values: Mapping[str, object]

    def words(self) -> str:
        """The sentence in the language that is active."""
        kind = KINDS.get(str(self.values.get("kind")))
        return gettext(HINTS[self.id]) % {**self.values, **({"kind": gettext(kind)} if kind else {})}


def of_others(spots: Sequence[Spot]) -> tuple[Hint, ...]:
    """Further places of the same thing in the same file, at most MOST of them; nothing if there is none."""
    places = ", ".join(f"{spot.line}:{spot.column}" for spot in spots[:MOST]) + (" …" if len(spots) > MOST else "")
    return (Hint("places.others", {"places": places}),) if spots else ()


def of_exact(exact: str, text: str) -> tuple[Hint, ...]:
    """Where ``exact`` stands in ``text``, as start and end in code points; nothing unless it stands there once."""
    start = text.find(exact)
    if start < 0 or text.find(exact, start + 1) >= 0:
        return ()
    return (Hint("exact.stands", {"start": start, "end": start + len(exact)}),)


def of_context(places: Iterable[tuple[str, str]]) -> tuple[Hint, ...]:
    """What stands before and after words, at the first MOST of their places."""
    return tuple(Hint("context.stands", {"before": before, "after": after}) for before, after in islice(places, MOST))


def of_near(near: Near, passage: str) -> Iterator[Hint]:
    """The nearest words and, at most MOST of them, their differences."""
    yield Hint("near.stretch", {"passage": passage, "stands": near.stands})
    for difference in near.differences[:MOST]:
        yield _of(difference)
    if len(near.differences) > MOST:
        yield Hint("near.more", {"count": len(near.differences) - MOST})


def _of(difference: Difference) -> Hint:
    id_ = "near.exchanged" if difference.given and difference.stands else "near.extra" if difference.given else "near.lacking"
    values = {"given": _shown(difference.given), "stands": _shown(difference.stands)}
    return Hint(id_, {"at": difference.at + 1, "kind": difference.kind, **values})


def _shown(characters: str) -> str:
    """A few characters by their names; more of them as they stand."""
    return " + ".join(map(named, characters)) if len(characters) <= 3 else shown(characters)
