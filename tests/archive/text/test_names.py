"""Known places are found by their names, whole and exactly as they stand; a quotation of each can be anchored."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as some

from archive.editions import pipeline
from archive.text.anchoring import Span, find_unique_context, locate_quote
from archive.text.names import find_names
from archive.text.segmentation import segment_text

LABELS = [
    ("camp:dachau", "KZ Dachau"),
    ("camp:dachau", "داخاو"),
    ("camp:gross-rosen", "Gross-Rosen (Rogoźnica)"),
    ("camp:gross-rosen", "جروس روزين"),
    ("camp:majdanek", "Lublin/Majdanek"),
    ("camp:majdanek", "KL Lublin (Majdanek)"),
    ("camp:majdanek", "لوبلان/مايدانيك"),
    ("place:baltic-sea", "بحر البلطيق"),
    ("place:sea", "بحر"),
    ("place:other-dachau", "Dachau"),
    ("camp:flossenburg", "Flossenbürg"),
]


def found(text: str, language: str = "ar") -> list[tuple[str, str]]:
    return [(one.span.of(text), one.places[0]) for one in find_names(text, LABELS, language)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وداخاو فداخاو بداخاو لداخاو كداخاو", ["داخاو"] * 5),
        ("فبداخاو والداخاو للداخاو", ["داخاو"] * 3),
        ("إلى دَاخَاوَ ثم داخـاو", ["دَاخَاوَ", "داخـاو"]),
        ("داخاوي مداخاو", []),
        ("في بحر البلطيق وبحر آخر", ["بحر البلطيق", "بحر"]),
        ("لوبلان / مايدانيك، ومايدانيك، ولوبلان", ["لوبلان / مايدانيك", "مايدانيك"]),
        ("جروس\n روزين", ["جروس\n روزين"]),
    ],
)
def test_names_in_arabic(text, names):
    assert [name for name, _place in found(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("KZ Dachau, DACHAU, Dachauer", ["KZ Dachau", "DACHAU"]),
        ("Groß-Rosen; Gross‑Rosen; Rogoźnica", ["Groß-Rosen", "Gross‑Rosen", "Rogoźnica"]),
        ("KL Lublin (Majdanek), Majdanek, Lublin", ["KL Lublin (Majdanek)", "Majdanek"]),
        ("Flossenburg", ["Flossenburg"]),
    ],
)
def test_names_in_latin_letters(text, names):
    assert [name for name, _place in found(text, "de")] == names


def test_letters_before_a_name_are_passed_over_in_arabic_alone():
    assert found("وداخاو", "fa") == []


def test_a_name_of_two_places_tells_both():
    assert find_names("Dachau", LABELS, "de")[0].places == ("camp:dachau", "place:other-dachau")


def test_the_founding_source_gives_the_mentions_that_the_archivist_recorded():
    fixtures = pipeline.read_fixtures(settings.FIXTURES_ROOT)[0]
    labels = [(kept.record.key, name) for kept in fixtures.places for name in kept.record.names.model_dump().values()]
    text = fixtures.archive.texts["ushmm-death-marches"]
    sentences = [one for paragraph in segment_text(text, "ar") for one in paragraph]
    proposed = []
    for one in find_names(text, labels, "ar"):
        sentence = next(other for other in sentences if one.span.within(other))
        span = Span(one.span.start - sentence.start, one.span.end - sentence.start)
        proposed.append((one.places[0], one.span.of(text), *find_unique_context(sentence.of(text), span)))
    recorded = [
        (one.place, one.quote, one.prefix, one.suffix)
        for one in next(iter(fixtures.archive.mentions)).record.mentions
        if one.form == "name"
    ]
    assert proposed == recorded


@given(some.text(alphabet="ab و", min_size=1), some.data())
def test_prefix_and_suffix_always_tell_the_words_apart(passage, data):
    start = data.draw(some.integers(0, len(passage) - 1))
    span = Span(start, data.draw(some.integers(start + 1, len(passage))))
    assert locate_quote(passage, span.of(passage), *find_unique_context(passage, span)) == span
