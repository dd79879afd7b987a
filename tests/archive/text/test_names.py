"""Known places are matched by their complete names, and a quotation of each can be anchored."""

import pytest
from django.conf import settings

from archive.editions import pipeline
from archive.text.anchoring import Span, find_unique_context
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


def matched(text: str, language: str = "ar") -> list[tuple[str, str]]:
    return [(match.span.of(text), match.places[0]) for match in find_names(text, LABELS, language)]


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
    assert [name for name, _place in matched(text)] == names


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
    assert [name for name, _place in matched(text, "de")] == names


def test_joined_letters_are_skipped_in_arabic_only():
    assert matched("وداخاو", "fa") == []


def test_name_of_two_places_lists_both():
    assert find_names("Dachau", LABELS, "de")[0].places == ("camp:dachau", "place:other-dachau")


def test_founding_source_yields_the_mentions_that_the_archivist_recorded():
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
