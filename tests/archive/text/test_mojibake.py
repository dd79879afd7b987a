"""Words whose UTF-8 was read in another encoding are recognized, and other words with such letters are not."""

import pytest

from archive.text.mojibake import repair_mojibake


@pytest.mark.parametrize("text", ["Größe", "Oświęcim", "أوشفيتز", "Освенцим", "“go!” – he said", "café"])
def test_misread_text_is_repaired(text):
    misread = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    assert repair_mojibake(misread) == text
    assert repair_mojibake(text) == ""


def test_lost_bytes_are_replaced():
    assert repair_mojibake("Ø£ÙˆØ´ÙÙŠØªØ²") == "أوش\ufffdيتز"


@pytest.mark.parametrize("text", ["", "CAFÉ»", "São Paulo", "Å", "«ARMADÄ»", "MANHÃ", "×2", "Ø 3 km", "â", "ÃŸ in ت"])
def test_letters_as_words_have_them_are_none(text):
    assert repair_mojibake(text) == ""
