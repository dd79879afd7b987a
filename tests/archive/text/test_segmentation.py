"""Sentences are proposed in many languages, and no character of the text is lost."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as some

from archive.fixtures.checks.sources import check_tiling
from archive.fixtures.folder import FixtureFolder, LocatedRecord
from archive.fixtures.reading.listing import Listing
from archive.fixtures.reading.record_cache import RecordCache
from archive.fixtures.reading.yaml_documents import YamlDocument
from archive.fixtures.records.sources import PassagesRecord
from archive.text.segmentation import MAX_WRAPPED_LINE, segment_text

SOURCE = "sources/ushmm-death-marches"
SAMPLES = {
    "ar": [
        "وصل د. أحمد سنة 1945 م.",
        "ثم رحل ... وعاد.",
        "انظر ص. 45؛ ففيها الخبر.",
        "هل عاد؟",
        "قال: «ذهبت.»",
        "وقال أ. ب. سالم كلاما!",
    ],
    "en": [
        "The U.S. Army came on foot for 3.5 miles.",
        "“Stop!” he said.",
        "Dr. Hill and H. B. Stone left at 10 p.m. in the dark.",
        "It was late... and they went on (see p. 5. It tells more).",
        "Nothing was left.[3]",
        "Why?",
        "He wrote: “We are well.”",
        "They lived at St. Mary’s, No. 7; e.g. in May.",
    ],
    "de": [
        "Am 9. Mai 1945 kam Dr. Meyer in das Haus Nr. 5 der 3. Straße.",
        "Der Brief vom 7.5.1945 (vgl. S. 4) lag z. B. oben, z.B. im Schrank usw. und blieb dort.",
        "„Wo ist er?“ fragte sie.",
        "„Komm her.“",
        "Dann ging H. Weber mit Wilhelm II. zum Fluss.",
    ],
    "pl": ["W 1945 r. wrócił dr. Nowak.", "Było to w 1945 r.", "Potem ks. Adam poszedł na ul. Długą.", "Czy wrócił?"],
    "fa": ["او در بهار آمد.", "چرا رفت؟", "نمی\u200cدانیم…"],
    "he": ["הוא בא בשנת 1945.", 'ד"ר לוי כתב על כך.', "מדוע?", "א. ב. כהן ידע."],
    "ru": ["В 1945 г. он вернулся.", "Это было в 1945 г.", "Потом А. С. Иванов... ушёл.", "— Где? — спросил он.", "Там!"],
    "ur": ["وہ آیا۔", "کیوں؟"],
    "zh": ["他来了。", "为什么？"],
    "hi": ["वह आया।", "क्यों?"],
}


def split_sentences(text: str, language: str) -> list[list[str]]:
    return [[sentence.of(text) for sentence in paragraph] for paragraph in segment_text(text, language)]


@pytest.mark.parametrize("language", SAMPLES)
def test_sentences_are_split_in_each_language(language):
    between = "" if language == "zh" else " "
    assert split_sentences(between.join(SAMPLES[language]), language) == [SAMPLES[language]]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ar", "ذهبوا؛ ثم عادوا؛ ثم ماتوا"),
        ("en", "see www.example.org/?a=b for No. 5"),
        ("en", "It cost 1.50! and more"),
        ("de", "im 19. Jahrhundert"),
        ("pl", "w XX. wieku"),
        ("en", "1. The first."),
        ("en", "101. The order"),
        ("en", "In 1944 H. Weber came"),
        ("de", "Dann… 1945 kam er"),
        ("de", "Er kam am\n2. Mai"),
    ],
)
def test_no_sentence_ends_within(language, sentence):
    assert split_sentences(sentence, language) == [[sentence]]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It was late... ", "Then they went."],
        ["Was it late?.. ", "1945 began."],
        ["It was late...! ", "1945 began."],
        ["The camp was full. ", "1945 began."],
        ["1945. ", "The war ended."],
        ["The first order is not in the archive. ", "2. The second is."],
    ],
)
def test_sentence_ends_before_the_next(sentences):
    assert split_sentences("".join(sentences), "en") == [[sentence.strip() for sentence in sentences]]


def test_proposal_for_the_founding_source_equals_its_passages():
    folder = FixtureFolder(Listing.of(settings.FIXTURES_ROOT), RecordCache(None))
    (passages,), problems = folder.records([f"{SOURCE}/passages.yaml"], PassagesRecord)
    text = (settings.FIXTURES_ROOT / SOURCE / "death-marches.ar.txt").read_bytes().decode()
    decided = [[(sentence.start, sentence.end) for sentence in paragraph.sentences] for paragraph in passages.record.paragraphs]
    proposed = [[tuple(span) for span in paragraph] for paragraph in segment_text(text, "ar")]
    assert not problems
    assert sum(map(len, decided)) == 20
    assert proposed == decided


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A wrapped\nline. And\nanother.\n\nNew one.", [["A wrapped\nline.", "And\nanother."], ["New one."]]),
        ("One a line.\nTwo a line.\nThree", [["One a line."], ["Two a line."], ["Three"]]),
        ("Title\n" + "Long " * 50 + "line.\nMore", [["Title"], [("Long " * 50 + "line.")], ["More"]]),
        ("One.\r\n \t\r\nTwo.", [["One."], ["Two."]]),
        ("Page one\fpage two", [["Page one"], ["page two"]]),
        ("They took:\n1. bread\n2. water\nand 7. May", [["They took:", "1. bread", "2. water\nand 7.", "May"]]),
        ("• one\n• two", [["• one", "• two"]]),
        ("They took much.\n1. bread\n2. water", [["They took much.", "1. bread", "2. water"]]),
        ("Taken:\n1. bread\n2. water\nleft:\n1. shoes", [["Taken:", "1. bread", "2. water\nleft:", "1. shoes"]]),
        ("• one\n2. May", [["• one\n2.", "May"]]),
        ("One.\nAnd two\nlines", [["One.", "And two\nlines"]]),
        ("One.\nTwo.\n\nA title\n\nThree.", [["One."], ["Two."], ["A title"], ["Three."]]),
        (" \n\n ", []),
        ("", []),
    ],
)
def test_paragraphs_and_lists(text, expected):
    assert split_sentences(text, "en") == expected


@pytest.mark.parametrize(("length", "paragraphs"), [(MAX_WRAPPED_LINE, 1), (MAX_WRAPPED_LINE + 1, 2)])
def test_line_longer_than_a_wrapped_one_is_a_paragraph(length, paragraphs):
    assert len(segment_text("x" * length + "\nmore", "en")) == paragraphs


WRAPPED = "Snow lay deep, and many of us had no\nshoes. Whoever could not go on was shot\nat the side of the road."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{WRAPPED}\nSource: https://example.org/{'x' * 200}\n{WRAPPED}", 3),
        (f"{WRAPPED}\n{'A note that is not wrapped. ' * 9}\n{WRAPPED}", 3),
        (f"A heading\n{'A long paragraph ' * 20}\nAn address\n{'Another long one ' * 20}\nA name", 5),
    ],
)
def test_one_long_line_does_not_make_every_line_a_paragraph(text, count):
    assert len(segment_text(text, "en")) == count


@pytest.mark.parametrize(
    ("language", "text", "turns"),
    [
        (
            "en",
            "Q: Where were you\nA: At home, and we\nleft on foot\nQ: How many",
            ["Q: Where were you", "A: At home, and we\nleft on foot", "Q: How many"],
        ),
        ("en", "Q. Where?\nA. Here.\nQ. When\nA. Then", ["Q. Where?", "A. Here.", "Q. When", "A. Then"]),
        ("en", "INTERVIEWER: Where\nMR. LEVI: At home\nand there", ["INTERVIEWER: Where", "MR. LEVI: At home\nand there"]),
        (
            "en",
            "Anna Levi: Where\nHe: Here\nAnna Levi: When\nHe: Then",
            ["Anna Levi: Where", "He: Here", "Anna Levi: When", "He: Then"],
        ),
        ("en", "Q: Where? A: Here. Q: When? A: Then.", ["Q: Where?", "A: Here.", "Q: When?", "A: Then."]),
        ("ar", "س: أين كنت؟ ج: في البيت. س: ومتى؟", ["س: أين كنت؟", "ج: في البيت.", "س: ومتى؟"]),
        ("ar", "س : أين\nج : في البيت\nثم مشينا\nس : ومتى", ["س : أين", "ج : في البيت\nثم مشينا", "س : ومتى"]),
        ("de", "Frage: Wo\nAntwort: Hier\nund dort", ["Frage: Wo", "Antwort: Hier\nund dort"]),
        ("en", "00:01:12 Q: Where\n00:01:20 A: Here", ["00:01:12 Q: Where", "00:01:20 A: Here"]),
        ("en", "[00:12] INT: Where\n[00:20] ANNA: Here", ["[00:12] INT: Where", "[00:20] ANNA: Here"]),
        ("en", "**Q:** Where\n**A:** Here\n**Q:** When", ["**Q:** Where", "**A:** Here", "**Q:** When"]),
    ],
)
def test_turn_of_a_speaker_is_a_paragraph(language, text, turns):
    assert [
        "".join(text[slice(*span)] for span in [(spans[0].start, spans[-1].end)]) for spans in segment_text(text, language)
    ] == turns


@pytest.mark.parametrize("text", ["The list: one\nand two of\nthem all.", "Note: this is\nwrapped text and\nno turn."])
def test_single_label_is_no_turn(text):
    assert len(segment_text(text, "en")) == 1


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("ar", ["نهضوا نهضة عظيمة. . . ولا البيان، ولا الشعر. . . .؟ ", "ثم سكتوا."]),
        ("en", ["He asked . . . ", "Then we went . . . on."]),
        ("en", ["From ⟨…⟩ They came. ", "Then ⟨…⟩."]),
    ],
)
def test_spaced_dots_are_an_ellipsis_and_a_gap_ends_no_sentence(language, sentences):
    assert split_sentences("".join(sentences), language) == [[sentence.strip() for sentence in sentences]]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["(He was shot. So was she.) ", "We went on (so he says.) to the west."]),
        ("ar", ["[قُتل. وقُتلت.] ", "ثم مضينا."]),
        ("en", ["[crying] I was there. ", "[pause] Yes."]),
        ("en", ["He stopped. [coughs] and went. ", "So."]),
        ("en", ["They fled. ", "[The guards] shot. ", "So."]),
        ("fr", ["M. Lévy est parti. ", "« Où ? » ", "Il ne savait pas."]),
        ("de", ["Er ging. ", "»Wohin?« ", "Dorthin."]),
        ("en", ["We had:\n", "a) bread\n", "b) soup"]),
        ("en", ["We had:\n", "– bread\n", "– soup"]),
        ("en", ["We went\n– all of us –\non foot"]),
        ("en", ["See https://a.example/x.html. ", "Then we left."]),
        ("pl", ["Szliśmy ok. 40 km. ", "Było zimno."]),
    ],
)
def test_brackets_around_a_sentence_and_addresses_end_it(language, sentences):
    assert split_sentences("".join(sentences), language) == [[sentence.strip() for sentence in sentences]]


def check_proposal(text: str, language: str):
    """Return the problems of the proposed passages."""
    paragraphs = [
        {
            "ref": str(number),
            "start": spans[0].start,
            "end": spans[-1].end,
            "sentences": [
                {
                    "ref": f"{number}.{at}",
                    "start": span.start,
                    "end": span.end,
                    "exact": span.of(text),
                    "reading": {"language": "en", "status": "plain", "text": "-"},
                }
                for at, span in enumerate(spans, 1)
            ],
        }
        for number, spans in enumerate(segment_text(text, language), 1)
    ]
    record = PassagesRecord.model_construct(
        source="a", paragraphs=PassagesRecord.model_validate({"source": "a", "paragraphs": paragraphs}).paragraphs
    )
    return list(check_tiling(LocatedRecord(record, YamlDocument("passages.yaml", None, lambda: "")), text))


SIGNS = some.text(alphabet=some.sampled_from("aBQA:1 .!?…؟؛۔。'\"”«»()[]⟨⟩\n\r\t\f•دمس٣\u00a0\u200f"), min_size=1)


@given(some.text() | SIGNS, some.sampled_from(["ar", "en", "de", "xx"]))
def test_sentences_and_white_space_tile_any_text(text, language):
    if not text.strip():
        assert segment_text(text, language) == []
        return
    assert check_proposal(text, language) == []
    assert segment_text(text, language) == segment_text(text, language)
    covered = "".join(sentence for paragraph in split_sentences(text, language) for sentence in paragraph)
    assert "".join(covered.split()) == "".join(text.split())
