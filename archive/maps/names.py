"""Names of waters on the base map, in both languages, and where the middles of the seas' names may stand, best first (map units)."""

from __future__ import annotations

from archive.maps.curves import Point

WATERS = {
    "baltic-sea": {"en": "Baltic Sea", "ar": "بحر البلطيق"},
    "north-sea": {"en": "North Sea", "ar": "بحر الشمال"},
    "rhine": {"en": "Rhine", "ar": "الراين"},
    "elbe": {"en": "Elbe", "ar": "الإلبه"},
    "oder": {"en": "Oder", "ar": "الأودر"},
    "vistula": {"en": "Vistula", "ar": "الفيستولا"},
    "danube": {"en": "Danube", "ar": "الدانوب"},
}

SEAS: dict[str, list[Point]] = {
    "baltic-sea": [(x, y) for y in (48, 60, 72, 84, 96) for x in (570, 600, 540, 630, 510, 660, 490)],
    "north-sea": [(x, y) for y in (92, 120, 60, 140) for x in (52, 60, 68)],
}
