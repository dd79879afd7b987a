"""Known places are found by their complete names, and each match can be anchored."""

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


def find_in_text(text: str, language: str = "ar") -> list[tuple[str, str]]:
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
    assert [name for name, _place in find_in_text(text)] == names


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
    assert [name for name, _place in find_in_text(text, "de")] == names


def test_joined_letters_are_skipped_in_arabic_only():
    assert find_in_text("وداخاو", "fa") == []


def test_name_that_touches_a_gap_is_none():
    assert find_in_text("Dach⟨…⟩au, Dachau⟨…⟩er, ⟨…⟩Dachau", "de") == []
    assert [name for name, _place in find_in_text("⟨…⟩ Dachau ⟨…⟩", "de")] == ["Dachau"]


def test_name_of_two_places_lists_both():
    assert find_names("Dachau", LABELS, "de")[0].places == ("camp:dachau", "place:other-dachau")


def test_founding_source_yields_the_mentions_that_the_archivist_recorded():
    fixtures = pipeline.read_fixtures(settings.FIXTURES_ROOT)[0]
    labels = [(place.record.key, name) for place in fixtures.places for name in place.record.names.model_dump().values()]
    labels += [(place.record.key, variant.name) for place in fixtures.places for variant in place.record.variants]
    text = fixtures.archive.texts["ushmm-death-marches"]
    sentences = [sentence for paragraph in segment_text(text, "ar") for sentence in paragraph]
    proposed = []
    for match in find_names(text, labels, "ar"):
        sentence = next(sentence for sentence in sentences if match.span.within(sentence))
        span = Span(match.span.start - sentence.start, match.span.end - sentence.start)
        proposed.append((match.places[0], match.span.of(text), *find_unique_context(sentence.of(text), span)))
    recorded = [
        (mention.place, mention.quote, mention.prefix, mention.suffix)
        for mention in next(iter(fixtures.archive.mentions)).record.mentions
        if mention.form == "name"
    ]
    assert proposed == recorded
