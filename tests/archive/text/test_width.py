"""Estimated widths against the fonts that the site serves, where a font's table has them: Latin letters join nothing."""

import pytest
from fontTools.ttLib import TTFont

from archive.maps.labels import WATER_NAMES
from archive.text.width import estimate_rise, estimate_width, has_arabic_letter
from camps.models import Place
from tests.support.map_figures import figure, labels
from tests.support.repository import ROOT

FONTS = ROOT / "archive" / "static" / "archive" / "fonts"


def real_width(text: str, font: TTFont) -> float:
    """The sum of the advances, in ems; kerning, which mostly tightens, left out."""
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    return sum(advances[glyphs[ord(character)]][0] for character in text) / font["head"].unitsPerEm


@pytest.mark.django_db
@pytest.mark.published_pages
def test_no_latin_label_is_wider_than_reckoned():
    font = TTFont(FONTS / "eb-garamond-latin-500-normal.woff2")
    words = {label.words for label in labels(figure("en"))} | {words["en"] for words in WATER_NAMES.values()}
    assert len(words) > len(Place.objects.all())
    tight = {
        text: (real_width(text, font), estimate_width(text, 1))
        for text in words
        if real_width(text, font) > estimate_width(text, 1)
    }
    assert not tight


def test_a_width_grows_with_the_size_and_the_text():
    assert estimate_width("Dachau", 20) == pytest.approx(2 * estimate_width("Dachau", 10))
    assert estimate_width("داخاو", 10) < estimate_width("فلوسنبرج", 10)


def test_marks_on_letters_take_no_width():
    assert estimate_width("مُ", 10) == estimate_width("م", 10)


def test_arabic_reaches_further_up_and_down():
    assert has_arabic_letter("شتاء 1944")
    assert not has_arabic_letter("winter 1944–1945")
    assert all(arabic > latin for arabic, latin in zip(estimate_rise("شتاء"), estimate_rise("winter"), strict=True))
