"""Character classes of general categories."""

import re
import sys
import unicodedata

from archive.text.characters import make_character_class

MARKS = ("Mn", "Mc", "Me", "Cf")


def test_class_has_every_mark_and_format_of_unicode_and_nothing_else():
    points = {chr(point) for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) in MARKS}
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert set(re.findall(f"[{make_character_class(*MARKS)}]", everything)) == points


def test_class_ends_at_the_last_code_point():
    assert make_character_class("Mn", last=0x301) == r"\U00000300-\U00000301"
