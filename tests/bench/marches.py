"""Invented marches of STOPS stops, each with a claim of its own that quotes a sentence for each stop, and movements that join them.

The first movement joins ACCOUNTS marches, each of the others two. The marches of a movement go the same way, each of them beginning one place
later. Every second stop has a date, every fifth a number, every tenth a description in place of a record of its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from archive.models import Anchor, Claim, Quantity, Subject, bulk
from archive.text.anchoring import Span, extract_context
from archive.vocabulary import PERSONS, QUANTITY_RANKS
from marches.models import Account, MarchStop, Movement, Route, StopQuantity

STOPS, ACCOUNTS = 50, 4
# Distances, in places, of the stops of a march and of the movements: every place is a stop of as many marches
STOP_STEP, MARCH_STEP = 7, 50
# Key of the first invented record of most tables; keys of the claims of marches, of their anchors and of their numbers begin at their own
FIRST, FIRST_CLAIM, FIRST_ANCHOR = 10_000, 5_000_000, 8_000_000
ANCHORS_OF_A_MARCH = 200
WORD = re.compile(r"\S+")
EVENTS = ("departure", "halt", "night", "killing", "arrival")

Row = dict[str, object]


class Spot(NamedTuple):
    """A sentence to which claims are anchored: its key and its text."""

    passage: int
    text: str

    def quote(self, number: int, count: int = 1) -> Row:
        """Return the columns of the span of ``count`` words, the first by its number; of fewer at the end of the sentence."""
        words = [*WORD.finditer(self.text)]
        first = number % len(words)
        span = Span(words[first].start(), words[min(first + count, len(words)) - 1].end())
        prefix, suffix = extract_context(self.text, span)
        return {"start": span.start, "end": span.end, "exact": self.text[span.start : span.end], "prefix": prefix, "suffix": suffix}


class MarchKeys(NamedTuple):
    """The number of a march, from 0, and the keys of its subject and of its claim."""

    number: int
    subject: int
    claim: int


def insert_marches(count: int, places: int, spots: Sequence[Spot], build_claim: Callable[..., Row]) -> None:
    """Insert marches and movements; ``build_claim`` returns the row of a claim by its key."""
    marches = [MarchKeys(number, FIRST + places + number, FIRST_CLAIM + number) for number in range(count)]
    bulk.insert_rows(Subject, (_name_march(march) for march in marches))
    claims = (
        {
            **build_claim(march.claim, dated=True),
            "identifier": f"invented-route-{march.number}",
            "edtf": day,
            "earliest": day,
            "latest": day,
        }
        for march, day in ((march, _find_day(march, 0)) for march in marches)
    )
    bulk.insert_rows(Claim, claims)
    bulk.insert_rows(Claim.subjects.through, (row for march in marches for row in _list_subjects(march, places)))
    bulk.insert_rows(Anchor, (row for march in marches for row in _list_anchors(march, spots)))
    routes = ({"subject_id": march.subject, "claim_id": march.claim, "form": "stops", "direction": ""} for march in marches)
    bulk.insert_rows(Route, ({**row, "direction_anchor_id": None} for row in routes))
    bulk.insert_rows(MarchStop, (_build_stop(march, at, places) for march in marches for at in range(STOPS)))
    numbered = [(march, at) for march in marches for at in range(0, STOPS, 5)]
    bulk.insert_rows(Quantity, (_build_quantity(march, at) for march, at in numbered))
    pairs = ((_get_number_key(march, at), _get_stop_key(march, at)) for march, at in numbered)
    bulk.insert_rows(StopQuantity, ({"quantity_id": quantity, "stop_id": stop} for quantity, stop in pairs))
    _insert_movements(marches)


def _name_march(march: MarchKeys) -> Row:
    names = {"name_ar": f"مسار {march.number}", "name_en": f"Route {march.number}"}
    return {"id": march.subject, "kind": "route", "identifier": f"invented-route-{march.number}", **names}


def _find_place(march: MarchKeys, at: int, places: int) -> int | None:
    """Return the key of the place of a stop; None if the account describes it only."""
    if at % 10 == 9:
        return None
    movement, account = _find_movement(march.number)
    return FIRST + (MARCH_STEP * movement + STOP_STEP * (at + account)) % places


def _find_movement(march: int) -> tuple[int, int]:
    """Return the number of the movement of a march, and that of the march in it, both from 0."""
    if march < ACCOUNTS:
        return 0, march
    later, account = divmod(march - ACCOUNTS, 2)
    return later + 1, account


def _list_subjects(march: MarchKeys, places: int) -> Iterator[Row]:
    found = (_find_place(march, at, places) for at in range(STOPS))
    for subject in dict.fromkeys([march.subject, *filter(None, found)]):
        yield {"claim_id": march.claim, "subject_id": subject}


def _find_day(march: MarchKeys, at: int) -> date:
    return date(1945, 1, 10) + timedelta(days=march.number % 90 + at)


def _get_key(march: MarchKeys, at: int) -> int:
    """Return the key of the anchor of a stop's words."""
    return FIRST_ANCHOR + ANCHORS_OF_A_MARCH * march.number + at


def _get_number_key(march: MarchKeys, at: int) -> int:
    """Return the key of a stop's number, and of the anchor of its words."""
    return _get_key(march, 3 * STOPS + 1 + at // 5)


def _get_stop_key(march: MarchKeys, at: int) -> int:
    return FIRST + STOPS * march.number + at


def _list_anchors(march: MarchKeys, spots: Sequence[Spot]) -> Iterator[Row]:
    """Yield the words of a march: of each stop, its date and what its claim says of it."""
    for at in range(STOPS):
        repeated, spot = divmod(march.number * STOPS + at, len(spots))
        sentence, nth = spots[spot], repeated % 2  # other words of a sentence that is quoted again
        own = {"claim_id": march.claim, "status": "plain", "passage_id": sentence.passage}
        for key, role, word, words in (
            (_get_key(march, at), "stop", nth, 5),
            (_get_key(march, STOPS + at), "stop", 5 + nth, 3),
            (_get_key(march, 2 * STOPS + at), "statement", nth, 9),
            *([(_get_number_key(march, at), "quantity", 2 + nth, 2)] if at % 5 == 0 else []),
            *([(_get_key(march, 3 * STOPS), "date", 5 + nth, 3)] if at == 0 else []),
        ):
            yield {**own, "id": key, "role": role, **sentence.quote(word, words)}


def _build_stop(march: MarchKeys, at: int, places: int) -> Row:
    place, is_dated = _find_place(march, at, places), at % 2 == 0
    day = _find_day(march, at) if is_dated else None
    described = {f"description_{language}": "" if place else words for language, words in (("ar", "حظيرة"), ("en", "a barn"))}
    return {
        "id": _get_stop_key(march, at),
        "route_id": march.subject,
        "position": at + 1,
        "identifier": f"stop-{at + 1}",
        "event": EVENTS[0] if at == 0 else EVENTS[-1] if at == STOPS - 1 else EVENTS[1 + at % 3],
        "place_id": place,
        **described,
        "after": [at] if at else [],
        "omission": at % 12 == 11,
        "status": "plain",
        "anchor_id": _get_key(march, at),
        "edtf": day.isoformat() if day else "",
        "sense": "",
        "earliest": day,
        "latest": day,
        **{f"{name}_{language}": "" for name in ("date_words", "date_note") for language in ("ar", "en")},
        "date_anchor_id": _get_key(march, STOPS + at) if is_dated else None,
        "means": "on-foot" if at == 0 else "",
        "means_anchor_id": _get_key(march, at) if at == 0 else None,
        "direction": "",
        "direction_anchor_id": None,
    }


def _build_quantity(march: MarchKeys, at: int) -> Row:
    counted = "on-march" if at % 10 == 0 else "killed"
    bounds = {"lower": 100 + at, "upper": 100 + at, "is_about": False, "order": "", "note_ar": "", "note_en": ""}
    key = _get_number_key(march, at)
    counting = {"rank": QUANTITY_RANKS[counted, PERSONS], "counted": counted, "unit": PERSONS}
    return {"id": key, "claim_id": march.claim, "anchor_id": key, **counting, **bounds}


def _insert_movements(marches: Sequence[MarchKeys]) -> None:
    """Join the first ACCOUNTS marches, and of the others every second one with the one before it."""
    pairs = zip(marches[ACCOUNTS::2], marches[ACCOUNTS + 1 :: 2], strict=False)
    joined = [marches[:ACCOUNTS], *pairs]
    names = {
        "name_ar": "حركة",
        "name_en": "Movement",
        "reason_ar": "المكان واحد",
        "reason_en": "The places are the same",
        "certainty": "probable",
    }
    bulk.insert_rows(Movement, ({"id": FIRST + at, "identifier": f"invented-movement-{at}", **names} for at in range(len(joined))))
    bulk.insert_rows(
        Account,
        (
            {"id": march.subject, "movement_id": FIRST + at, "route_id": march.subject}
            for at, accounts in enumerate(joined)
            for march in accounts
        ),
    )
