"""After which full stops a sentence goes on: abbreviations by language, the last full stop left out.

``BEFORE``: something always follows (Dr. Meyer, Nr. 5, z.B.), so that the full stop never ends a sentence. ``AT_END``: though a single
letter, or letters with full stops between them, which else are initials, it may stand at the end (1945 r., 10 p.m.). What is in neither
ends a sentence unless a small letter follows, which is enough for etc. and usw. Languages are the first part of a BCP 47 tag; a
language that is not here has the common ones alone. Short on purpose: what is missing costs the archivist one line.
"""

from __future__ import annotations

from archive.folding import folded

COMMON = "dr prof mr mrs ms st cf ca vol vols ed eds fol ff nr nos pp tel"
BEFORE = {
    "ar": "مج تر تح",
    "en": "gen col lt sgt capt maj gov hon messrs jan feb apr aug sept sep oct nov dec viz approx fig figs ch cit ibid",
    "de": "abs abt art bd bde bzw dipl dir evtl frl gen ggf hl hrsg hptm ing inkl insb jan feb mrz apr aug sept okt nov dez kap kgl "
    "lt max min mio mrd obltn rd rgt sog sta str tgb vgl zit zt",
    "pl": "al bl gen godz gm hr im inż jr kpt ks lic mgr mjr np nr os pl por plk płk pow ppłk prof ref rot rtm sw św sygn tab tj tzn "
    "tzw ul ur woj wg wyd zm zob",
    "fr": "av chap env fig mm mme mlle sq",
    "ru": "акад арх гл гор ген им инж оп пер пл проф св см ср ст стр тов ул",
    "he": "עמ מס",
}
AT_END = {
    "ar": "ص.م ق.م",
    "fa": "ق.م",
    "en": "a.m p.m",
    "de": "n.chr v.chr u.s.w",
    "pl": "r w",
    "ru": "г гг в вв т.д т.п",
}
# With a number after them they are abbreviations, else they may be words: “No. 7”, “No. Never.”
BEFORE_NUMBER = frozenset(["no", "art", "sec", "par", "ch", "p", "pp", "s"])
# Languages that put a full stop after ordinal numbers, and so after days and the numbers of kings.
ORDINAL = frozenset(
    ["bs", "cs", "da", "de", "et", "fi", "fo", "hr", "hu", "is", "lb", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr"]
)


def _table(words: dict[str, str], common: str = "") -> dict[str, frozenset[str]]:
    return {language: frozenset(folded(f"{common} {listed}").split()) for language, listed in words.items()}


_BEFORE, _AT_END, _COMMON = _table(BEFORE, COMMON), _table(AT_END), frozenset(COMMON.split())


def never_ends(word: str, language: str) -> bool:
    """Whether a full stop after ``word`` never ends a sentence of the ``language`` (a BCP 47 tag)."""
    return folded(word) in _BEFORE.get(_primary(language), _COMMON)


def numbers(word: str) -> bool:
    """Whether ``word``, with a full stop and a number after it, is an abbreviation, in whatever language."""
    return folded(word) in BEFORE_NUMBER


def may_end(word: str, language: str) -> bool:
    """Whether a full stop after ``word``, a letter or letters with full stops, may end a sentence."""
    return folded(word) in _AT_END.get(_primary(language), frozenset())


def has_ordinal_stops(language: str) -> bool:
    """Whether the language writes ordinal numbers with a full stop."""
    return _primary(language) in ORDINAL


def _primary(language: str) -> str:
    return language.partition("-")[0]
