"""Likely encodings are ranked by how much their words look like the language's, and shown with these words."""

import pytest

from archive.accession.encoding_guesses import find_wide_encoding, guess_encodings, show_words

TEXTS = {
    "de": "HEADING\n\nWir verließen Auschwitz am 18. Jänner. Die Häftlinge waren übermüdet; die Größe der Kolonne …",
    "pl": "Zażółć gęślą jaźń. Więźniowie wyszli z Oświęcimia; śnieg był głęboki.",
    "fr": "Les déportés quittèrent Auschwitz à pied; la neige était très épaisse où nous allâmes.",
    "ar": "شهادة أحد الناجين. في 18 يناير 1945 خرجنا من أوشفيتز و كان الثلج كثيفا.",
    "ru": "Заключённых вывели из лагеря. Снег был глубокий, и мы шли три дня.",
    "he": "יצאנו מאושוויץ ביום 18 בינואר 1945. השלג היה עמוק.",
}
ENCODINGS = {
    "de": "windows-1252 iso-8859-15 cp850 cp437 mac-roman utf-16-le utf-16-be utf-32-le utf-16",
    "pl": "windows-1250 iso-8859-2 cp852 mac-latin2",
    "fr": "windows-1252 cp850 mac-roman",
    "ar": "windows-1256 iso-8859-6 cp720 mac-arabic utf-16-le utf-16-be utf-32-be",
    "ru": "windows-1251 koi8-r cp866 iso-8859-5 mac-cyrillic",
    "he": "windows-1255 iso-8859-8 cp862",
}
CASES = [(language, encoding) for language, names in ENCODINGS.items() for encoding in names.split()]


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_likeliest_encoding_reads_as_the_right_one(language, encoding):
    content = TEXTS[language].replace("…", "").encode(encoding)
    best = guess_encodings(content, language)[0]
    assert content.decode(best.encoding) == content.decode(encoding)


def test_text_is_found_although_its_language_is_named_wrongly():
    assert guess_encodings(TEXTS["ar"].encode("windows-1256"), "en")[0].encoding == "windows-1256"


@pytest.mark.parametrize("encoding", ["windows-1252", "mac-roman"])
def test_marks_alone_tell_the_encoding_where_they_are_written(encoding):
    text = "They left – “go!” he said – and the guard’s dog followed them…"
    best = guess_encodings(text.encode(encoding), "en")[0]
    assert text.encode(encoding).decode(best.encoding) == text


def test_accented_letters_are_as_frequent_as_their_base():
    assert "Άουσβιτς" in guess_encodings("Φύγαμε από το Άουσβιτς με τα πόδια".encode("windows-1253"), "el")[0].words


def test_a_long_line_of_dots_is_a_word_like_others():
    text = f"Größe {'.' * 20_000}ß 12"
    assert guess_encodings(text.encode("windows-1252"), "de")[0].words.startswith("Größe ")


def test_nothing_is_offered_for_bytes_that_are_no_text():
    assert guess_encodings(bytes(range(256)), "de") == []


def test_encodings_that_read_the_same_are_offered_once():
    words = [guess.words for guess in guess_encodings("Größe".encode("windows-1252"), "de")]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_text_without_a_mark_is_recognized(encoding):
    assert find_wide_encoding("Only ASCII letters here.\n".encode(encoding), "en").encoding == encoding
    assert find_wide_encoding(b"Only ASCII letters here.\x07\n", "en") is None


def test_shown_words_are_around_the_first_that_is_not_ascii():
    assert show_words("A heading of many words, " * 9 + "dann verließen wir den Ort. " + "Mehr davon. " * 9).startswith("… ")
    assert "verließen" in show_words("A heading of many words, " * 9 + "dann verließen wir den Ort.")
    assert show_words("Größe") == "Größe"
