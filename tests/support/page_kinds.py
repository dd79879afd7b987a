"""One page of every kind, for all checks of pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

from tests.support.example_fixtures import AUTUMN_ROUTE, FEBRUARY
from tests.support.march_example import MARCH_M, MOVEMENT
from tests.support.repository import ROOT

LANGUAGES = ("ar", "en")
SOURCE = "ushmm-death-marches"
EXAMPLE = "invented-notice-en"


def find_first_version(kind: str, identifier: str) -> str:
    """Return the name, as addresses have it, of a record's version in edition 1."""
    return _list_versions(kind, identifier)[0]


def find_last_version(kind: str, identifier: str) -> str:
    """Return the name, as addresses have it, of a record's version in force."""
    return _list_versions(kind, identifier)[-1]


def _list_versions(kind: str, identifier: str) -> list[str]:
    files = sorted((ROOT / "fixtures" / "editions").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_bytes().splitlines()[1:]]
    records = ((line, json.loads(line)) for line in lines)
    return [
        sha256(line).hexdigest()[:16] for line, fields in records if (fields["kind"], fields["identifier"]) == (kind, identifier)
    ]


@dataclass(frozen=True)
class PageKind:
    """A kind of page. ``path`` is relative to the language; with a leading slash it depends on Accept-Language.

    ``invented`` pages need the invented examples.
    """

    name: str
    path: str
    status: int = 200
    invented: bool = False

    def address(self, language: str) -> str:
        """Return the address in a language."""
        return self.path if self.path.startswith("/") else f"/{language}/{self.path}"


KINDS = (
    PageKind("home", ""),
    PageKind("camps", "camps/"),
    PageKind("camp", "camps/sachsenhausen/"),
    PageKind("camp without evacuations", "camps/majdanek/"),
    PageKind("place", "places/baltic-sea/"),
    PageKind("routes", "routes/"),
    PageKind("route", "routes/winter-1944-1945-westward/"),
    PageKind("sources", "sources/"),
    PageKind("reading room", f"sources/{SOURCE}/"),
    PageKind("coverage", f"sources/{SOURCE}/coverage/"),
    PageKind("paragraph", f"sources/{SOURCE}/3/"),
    PageKind("sentence", f"sources/{SOURCE}/3.5/"),
    PageKind("characters", f"sources/{SOURCE}/3.5@12-40/"),
    PageKind("claims", "claims/"),
    PageKind("claim", "claims/evacuation-last-weeks-baltic/"),
    PageKind("claim with a number", "claims/shootings-on-orders/"),
    PageKind("numbers", "numbers/"),
    PageKind("start", "start/"),
    PageKind("glossary", "glossary/"),
    PageKind("timeline", "timeline/"),
    PageKind("map", "map/"),
    PageKind("map of a time", "map/?time=1944-summer"),
    PageKind("map of an area", "map/?area=10.4,50.5,11.2,51"),
    PageKind("map of no area", "map/?area=16,50,20", status=400),
    PageKind("map of no time", "map/?time=1944", status=404),
    PageKind("search", "search/"),
    PageKind("search, found", "search/?q=Buchenwald"),
    PageKind("search, not found", "search/?q=Buchenwlad"),
    PageKind("search, words in context", "search/concordance/?q=march&order=after"),
    PageKind("search, refused", "search/?q=date%3Anever", status=400),
    PageKind("verify", "verify/"),
    PageKind(
        "verify, exact",
        "verify/?q=%D9%85%D8%A7%D8%AA+%D8%A7%D9%84%D8%A2%D9%84%D8%A7%D9%81+%D9%85%D9%86+%D8%A7%D9%84%D8%B3%D8%AC%D9%86%D8%A7%D8%A1",
    ),
    PageKind(
        "verify, but for spelling",
        "verify/?q=%D9%85%D8%A7%D8%AA+%D8%A7%D9%84%D8%A7%D9%84%D8%A7%D9%81+%D9%85%D9%86+%D8%A7%D9%84%D8%B3%D8%AC%D9%86%D8%A7%D8%A1",
    ),
    PageKind("verify, absent", "verify/?q=nothing+of+this"),
    PageKind("about", "about/"),
    PageKind("searching", "about/searching/"),
    PageKind("method", "about/method/"),
    PageKind("how do we know", "about/how-do-we-know/"),
    PageKind("citing", "about/citing/"),
    PageKind("verify a citation", "about/verify-a-citation/"),
    PageKind("data", "about/data/"),
    PageKind("rights", "about/rights/"),
    PageKind("accessibility", "about/accessibility/"),
    PageKind("embedded claim", "embed/claim/thousands-died/"),
    PageKind("embedded passage", f"embed/passage/{SOURCE}:3.5/"),
    PageKind("editions", "editions/"),
    PageKind("edition", "editions/1/"),
    PageKind("history", "claims/thousands-died/versions/"),
    PageKind("version", f"claims/thousands-died/versions/{find_first_version('claim', 'thousands-died')}/"),
    PageKind("version of a source", f"sources/{SOURCE}/versions/{find_first_version('source', SOURCE)}/"),
    PageKind("no such version", "claims/thousands-died/versions/00000000/", status=404),
    PageKind("no such page", "nothing-here/", status=404),
    PageKind("no such passage", f"sources/{SOURCE}/9.9/", status=404),
    PageKind("no such format", "/id/camp/dachau.doc", status=404),
    PageKind("camp that sources differ on", "camps/buchenwald/", invented=True),
    PageKind("route that sources differ on", f"routes/{AUTUMN_ROUTE}/", invented=True),
    PageKind("route by stops", f"routes/{MARCH_M}/", invented=True),
    PageKind("place of a march", "places/invented-lower-ford/", invented=True),
    PageKind("movement", f"movements/{MOVEMENT}/", invented=True),
    PageKind("claim that differs", f"claims/{FEBRUARY}/", invented=True),
    PageKind("reading room, English source", f"sources/{EXAMPLE}/?coverage=shown", invented=True),
    PageKind("coverage, words without a claim", f"sources/{EXAMPLE}/coverage/", invented=True),
)
PUBLISHED = tuple(kind for kind in KINDS if not kind.invented)
VISITS = tuple((kind, language) for language in LANGUAGES for kind in KINDS)
VISIT_NAMES = tuple(f"{kind.name}-{language}" for kind, language in VISITS)


def select_kinds(*names: str) -> tuple[PageKind, ...]:
    """Return kinds by name, in this order."""
    by_name = {kind.name: kind for kind in KINDS}
    return tuple(by_name[name] for name in names)
