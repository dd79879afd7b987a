"""Names of waters on the base map, in both languages, and where those of seas may stand (map units)."""

from __future__ import annotations

WATERS = {
    "baltic-sea": {"en": "Baltic Sea", "ar": "بحر البلطيق"},
    "north-sea": {"en": "North Sea", "ar": "بحر الشمال"},
    "rhine": {"en": "Rhine", "ar": "الراين"},
    "elbe": {"en": "Elbe", "ar": "الإلبه"},
    "oder": {"en": "Oder", "ar": "الأودر"},
    "vistula": {"en": "Vistula", "ar": "الفيستولا"},
    "danube": {"en": "Danube", "ar": "الدانوب"},
}

SEAS = {
    "baltic-sea": ((570, 48), (600, 40), (540, 60), (560, 75), (640, 40), (560, 90), (520, 85), (600, 68)),
    "north-sea": ((52, 92), (48, 120), (60, 60), (58, 140)),
}
