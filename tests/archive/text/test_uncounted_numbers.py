"""Numbers that count nobody, told from those of persons by the words beside them."""

from __future__ import annotations

import pytest

from archive.text.number_words import find_numbers
from archive.text.uncounted_numbers import find_uncounted


def list_counts(text: str, *, counts_persons: bool = True) -> list[int | str | None]:
    """Return the numbers of a text that may count persons."""
    uncounted = find_uncounted(text, counts_persons=counts_persons)
    return [number.order or number.number for number in find_numbers(text) if number.span not in uncounted]


@pytest.mark.parametrize(
    "text",
    [
        *["لم ينج أحد", "لم ينج أحد من السجناء", "ما من أحد يعرف", "لم أر أحدا", "إذا تخلف أحد", "لم ينج واحد منهم", "كل واحد منا"],
        *["غير واحد من السجناء", "واحدا تلو الآخر", "واحدا بعد الآخر", "every one of us", "one another"],
        *[
            "one by one",
            "one after the other",
            "einer nach dem anderen",
            "ein jeder",
            "ein Teil der Häftlinge",
        ],
    ],
)
def test_one_that_means_nobody_or_anybody_is_no_person(text):
    assert list_counts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *["أحد السجناء", "أحد سجناء المعسكر", "إحدى السجينات", "قُتل أحدهم", "سجين واحد", "واحد منا", "مات واحد بعد أيام"],
        *["لم ينج إلا واحد", "لم ينج غير واحد", "لا يزال واحد منهم حيا", "one of us", "one of the prisoners", "only one survived"],
        *["كان واحد منهم حيا", "كان أحدهم يهوديا", "وكان أحد السجناء طبيبا", "أسر واحد منهم", "وصف واحد من الناجين ذلك"],
        *["أحد رفاقي مات", "أحد أصدقائي مات", "قتلوا أحد أبناء عمي", "أحد إخوتي قتل", "أحد قادة القافلة", "أحد ضباط المعسكر"],
        *["only one could still walk", "of those left, one had to be carried", "ein anderer Häftling", "eine andere Frau starb"],
        *["one guard", "einer von uns", "ein Häftling wurde erschossen", "eine von uns"],
    ],
)
def test_one_person_is_counted(text):
    assert list_counts(text) == [1]


@pytest.mark.parametrize(
    "text",
    [
        *[
            "في أحد الأيام",
            "في إحدى الليالي",
            "مرة واحدة",
            "في آن واحد",
            "دفعة واحدة",
            "يوم واحد",
            "one day",
            "one morning",
            "one winter",
        ],
        *[
            "ein Tag",
            "eine Nacht",
            "يوم الأحد",
            "مساء الاثنين",
            "سرنا ثلاثة أيام",
            "three long days",
            "a three-day march",
            "drei Tage",
        ],
        *[
            "30 كم",
            "ثلاثين كيلومترا",
            "30 to 40 km",
            "thirty kilometres",
            "30 Kilometer",
            "hundreds of kilometres",
            "مئات الكيلومترات",
        ],
        *[
            "كان عمره 16 عاما",
            "في سن 16",
            "at the age of 16",
            "aged 16",
            "a 16-year-old boy",
            "im Alter von 16",
            "16-jährige Jungen",
        ],
        *["ثلاث مرات", "three times", "drei Mal", "20 Grad unter Null", "200 grams of bread"],
    ],
)
def test_times_ages_and_measures_count_nobody(text):
    assert list_counts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *["عام 1945", "في عامي 1944 و1945", "في 18 كانون الثاني 1945", "عام ألف وتسعمئة وخمسة وأربعين", "منذ 1943", "in 1945"],
        *[
            "on January 18, 1945",
            "18 January 1945",
            "winter of 1944",
            "from 1943 to 1945",
            "1944-1945",
            "am 18. Januar 1945",
            "seit 1944",
        ],
        *[
            "الساعة 10",
            "half past five",
            "at 10 o’clock",
            "um 10 Uhr",
            "الصفحة 12",
            "pp. 12-14",
        ],
        *["prisoner number 174517", "رقمي 12345", "Nummer 12345", "ص. 12", "20 Jan 1945"],
        *["Seite 12", "القرن العشرين", "في الخامس والعشرين من يناير", "في السادسة عشرة", "the twenty-first"],
    ],
)
def test_dates_times_labels_and_ordinals_count_nobody(text):
    assert list_counts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1945 prisoners", [1945]),
        ("of 1900 prisoners 300 died", [1900, 300]),
        ("In January 30 prisoners died", [30]),
        ("20 may have died", [20]),
        ("march 20 prisoners to the wood", [20]),
        ("in each block 500 prisoners", [500]),
        ("In the barrack 600 women waited", [600]),
        ("في كل عربة ثمانون سجينا", [80]),
        ("في الثكنة 200 مريض", [200]),
        ("في كانون الثاني 600 سجين خرجوا", [600]),
        ("بعد ثلاثة أيام مات عشرون", [20]),
        ("وصل في يناير 1945 ستمئة سجين", [600]),
        ("at 3 o'clock in the morning 60 were shot", [60]),
        ("20 with typhus died", [20]),
        ("20 wegen Diebstahls erschossen", [20]),
        ("nach 30 Kilometern waren 40 tot", [40]),
        ("أحد عشر سجينا", [11]),
        ("twenty-two survived", [22]),
        # Numbers below 1900 are seldom years.
        ("Im Winter 1600 Tote", [1600]),
        ("Es waren im Januar 1800 Menschen", [1800]),
        ("seit 1600 Menschen dort waren", [1600]),
        ("مات في الشتاء 1600", [1600]),
        ("of 1600, 200 lived", [1600, 200]),
        ("وصل العدد إلى 1600", [1600]),
        ("from 1500 to 1600 were shot", [1500, 1600]),
        ("von 1500 bis 1600 Häftlingen", [1500, 1600]),
        ("in 1871", []),
        # The place of those who are counted is no label with their number.
        ("in the last hut 30 remained", [30]),
        ("in a small room 20 slept", [20]),
        ("كنا في الغرفة أربعين", [40]),
        ("كان في الثكنة 60 منا", [60]),
        ("بقي في المبنى ثمانون", [80]),
        ("fifty road workers", [50]),
        ("twenty night guards", [20]),
    ],
)
def test_number_of_persons_beside_other_numbers_is_counted(text, expected):
    assert list_counts(text) == expected


@pytest.mark.parametrize("text", ["forty wagons", "fifty families", "two columns", "أربعون عربة", "عشر عربات", "fünfzig Familien"])
def test_wagons_and_families_have_a_unit_of_their_own(text):
    assert list_counts(text) == []
    assert len(list_counts(text, counts_persons=False)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whom or what these count, only a reader can say.
        *[
            ("forty barracks", 40),
            ("two train guards", 2),
            ("in every wagon 80 men", 80),
            ("fifty road workers", 50),
            ("twenty night guards", 20),
        ],
        *[
            ("Block 11", 11),
            ("in the hut 60 slept", 60),
            ("كنا في الغرفة 40", 40),
            ("rows of five", 5),
            ("one could still walk", 1),
        ],
        *[("ارتفع العدد إلى 1944", 1944), ("حتى الاثنان ماتا", 2), ("ما قاله أحد السجناء", 1), ("لم يستطع أحد السجناء المشي", 1)],
        *[("300 barracks elders", 300), ("one hand-picked man", 1), ("100 way-worn men", 100), ("عشرون من القرية خرجوا", 20)],
    ],
)
def test_what_may_be_a_number_of_persons_is_left_to_the_archivist(text, expected):
    assert list_counts(text) == [expected]
