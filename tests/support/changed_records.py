"""Invented versions of records, as the ledger has them, and versions that follow them."""

from __future__ import annotations

import copy
from typing import Any

LANGUAGES = {"letter": "ar"}
DIGEST = "09cfd77110fea7e25ee9590f466348470caca1ff2b4417476b17789e3443d469"


def _quote(ref: str, quote: str, start: int, **fields: object) -> dict[str, Any]:
    span = {"start": start, "end": start + len(quote), "text": DIGEST}
    return {"passage": f"letter:{ref}", "quote": quote, "prefix": "", "suffix": "", "status": "plain", **span, **fields}


CLAIM: dict[str, Any] = {
    "claim": "invented-departure",
    "statement": {
        "ar": "في شتاء 1944-1945 أُخرج آلاف السجناء من معسكر ساكسنهاوزن (Sachsenhausen) مشيا نحو الشمال الغربي، ومات كثيرون منهم.",
        "en": "In the winter of 1944–1945 thousands of prisoners were marched from Sachsenhausen to the north-west; many of them died.",
    },
    "label": None,
    "about": ["camp:sachsenhausen", "camp:neuengamme"],
    "evidence": [
        _quote("1.1", "من ساكسنهاوزن وشمالا", 10, reading=None),
        _quote("1.2", "مات كثيرون", 0, reading=None),
    ],
    "date": _quote("1.1", "شتاء 1944", 3)
    | {
        "edtf": "1944-12~/1945-02~",
        "sense": None,
        "words": None,
        "note": {"ar": "يؤرّخ النص الانطلاق.", "en": "The text dates the start."},
    },
    "answers": [],
    "differs_from": [],
}
CHANGED_CLAIM = copy.deepcopy(CLAIM)
CHANGED_CLAIM["statement"] = {
    "ar": "في شتاء 1944-1945 أُخرج مئات السجناء من معسكر ساكسنهاوزن (Oranienburg) مشيا نحو الشمال، ومات كثيرون منهم في الطريق.",
    "en": "In the winter of 1944–1945 hundreds of prisoners were marched from Sachsenhausen to the north; many of them died on the way.",
}
CHANGED_CLAIM["label"] = {"ar": "الخروج من ساكسنهاوزن", "en": "Departure from Sachsenhausen"}
CHANGED_CLAIM["about"] = ["camp:neuengamme", "camp:sachsenhausen", "place:baltic-sea"]
CHANGED_CLAIM["evidence"] = [
    _quote("1.1", "من ساكسنهاوزن وشمالا نيونغامي", 10, reading=None),
    _quote("1.2", "مات كثيرون", 0, reading=None, status="emended"),
    _quote("1.3", "سيرا على الأقدام", 4, reading=None, status="uncertain"),
]
CHANGED_CLAIM["date"] = None

PLACE: dict[str, Any] = {
    "place": "sachsenhausen",
    "kind": "camp",
    "names": {"ar": "ساكسنهاوزن", "en": "Sachsenhausen", "de": "KZ Sachsenhausen"},
    "variants": [{"language": "ar", "name": "زاكسنهاوزن", "met": None, "recorded": None}],
    "coordinates": {
        "latitude": "52.7662",
        "longitude": "13.2624",
        "confidence": "medium",
        "reference": {"ar": "مجموعة بيانات SS Camps، الرقم 19-0856-3", "en": "SS Camps dataset 19-0856-3"},
        "recorded": "2026-11-23",
    },
    "authorities": [{"authority": "wikidata", "identifier": "Q154498", "recorded": "2026-11-23"}],
}
CHANGED_PLACE = copy.deepcopy(PLACE)
CHANGED_PLACE["names"] |= {"en": "Sachsenhausen (Oranienburg)", "pl": "Sachsenhausen"}
CHANGED_PLACE["variants"].insert(0, {"language": "pl", "name": "Oranienburg", "met": None, "recorded": "2026-11-30"})
CHANGED_PLACE["coordinates"] |= {"latitude": "52.7658", "longitude": "-13.2624", "confidence": "high"}
CHANGED_PLACE["coordinates"]["reference"] = {
    "ar": "مجموعة بيانات SS Camps، الرقم 19-0856-4، نقلا عن USHMM Encyclopedia، المجلد 1",
    "en": "SS Camps dataset 19-0856-4, after USHMM Encyclopedia vol. 1",
}
CHANGED_PLACE["authorities"] = []

SENTENCE: dict[str, Any] = {
    "source": "letter",
    "ref": "1.1",
    "start": 0,
    "end": 41,
    "exact": "أُخرج السجناء من ساكسنهاوزن وشمالا نيونغامي",
    "text": DIGEST,
    "readings": [
        {
            "language": "en",
            "status": "uncertain",
            "text": "The prisoners were taken from Sachsenhausen and, to the north, Neuengamme.",
            "note": {
                "ar": "قُرئت «شمالا» على معنى «في الشمال»، وتُكتب Neuengamme عادة «نوينغامه».",
                "en": "“شمالا” is read as “in the north”; Neuengamme is usually written نوينغامه.",
            },
        }
    ],
}
CHANGED_SENTENCE = copy.deepcopy(SENTENCE)
CHANGED_SENTENCE["readings"][0] |= {
    "status": "emended",
    "text": "The prisoners were taken northwards from Sachsenhausen and Neuengamme.",
    "note": {
        "ar": "قُرئت «شمالا» على معنى «نحو الشمال»، وتُكتب Neuengamme عادة «نوينغامه».",
        "en": "“شمالا” is read as “northwards”; Neuengamme is usually written نوينغامه.",
    },
}
