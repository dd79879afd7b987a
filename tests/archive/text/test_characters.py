"""Character classes made of general categories."""

import re
import sys
import unicodedata

from archive.text.characters import make_character_class

MARKS = ("Mn", "Mc", "Me", "Cf")


def test_class_has_every_mark_and_format_character_of_unicode_and_nothing_else():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    found = re.findall(f"[{make_character_class(*MARKS)}]", everything)
    assert found == [character for character in everything if unicodedata.category(character) in MARKS]


def test_class_ends_at_the_last_code_point():
    assert make_character_class("Mn", last=0x0302) == "\\U00000300-\\U00000302"
