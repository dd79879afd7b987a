"""Every message of the code and the templates has an Arabic translation; the catalogue has no others."""

from __future__ import annotations

import ast
import gettext
import io
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from django.core.management import call_command

from tests.support.catalogue import (
    CATALOGUE,
    KEYWORDS,
    CodeMessage,
    Key,
    collect_messages,
    extract_messages,
    get_singular,
    index_messages,
    parse_catalogue,
    sort_catalogue,
)
from tests.support.repository import APPS, ROOT

HEADER = [
    "Project-Id-Version: Shawahid",
    "Language: ar",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
    "Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;",
]
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[#0\- +]*\d*(?:\.\d+)?[a-zA-Z%]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
ARABIC = re.compile(r"[\u0621-\u064a]")
# Digits of other scripts, quotation marks that are not «», and Latin stops after Arabic words.
FOREIGN = re.compile(r"[\u0660-\u0669\u06f0-\u06f9\u066a-\u066c\"'“”‘’]|(?<=[\u0600-\u06ff»])[,;?]")


def test_no_message_is_inside_an_f_string():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            f_strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
            calls = [node for f_string in f_strings for node in ast.walk(f_string) if isinstance(node, ast.Call) and node.args]
            messages = [call for call in calls if ast.unparse(call.func) in KEYWORDS and isinstance(call.args[0], ast.Constant)]
            assert not messages, (path, ast.unparse(messages[0]))


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if message.pluralizable else (message.string,)


@pytest.fixture(scope="module")
def in_code() -> dict[Key, CodeMessage]:
    return collect_messages()


@pytest.fixture(scope="module")
def catalogue() -> str:
    return CATALOGUE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def in_arabic(catalogue) -> dict[Key, Message]:
    return index_messages(parse_catalogue(catalogue))


# Completeness


def test_every_message_has_an_arabic_translation(in_code, in_arabic):
    assert [key for key in in_code if key not in in_arabic] == []
    assert len(in_code) > 200


def test_catalogue_has_no_unused_message(in_code, in_arabic):
    assert [key for key in in_arabic if key not in in_code] == []


def test_plurals_agree_with_the_code(in_code, in_arabic):
    plurals = {key: message.id[1] if message.pluralizable else None for key, message in in_arabic.items()}
    assert plurals == {key: message.plural for key, message in in_code.items()}


def test_no_message_is_fuzzy_or_obsolete(catalogue, in_arabic):
    assert [key for key, message in in_arabic.items() if message.fuzzy] == []
    assert list(parse_catalogue(catalogue).obsolete) == []


def test_order_and_places_are_those_of_the_code(catalogue, in_code):
    assert sort_catalogue(catalogue, in_code) == catalogue, "run: make messages"


def test_sorting_moves_entries_and_replaces_places():
    catalogue = (
        'msgid ""\nmsgstr ""\n\n#: old.py\nmsgid "A"\nmsgstr "ا"\n\nmsgctxt "map"\nmsgid "B"\nmsgstr "ب"\n\nmsgid "C"\nmsgstr "ج"\n'
    )
    sorted_catalogue = sort_catalogue(
        catalogue, {("map", "B"): CodeMessage(files=["b.py", "c.py"]), (None, "A"): CodeMessage(files=["a.py"])}
    )
    assert sorted_catalogue.split("\n\n")[1:] == [
        '#: b.py c.py\nmsgctxt "map"\nmsgid "B"\nmsgstr "ب"',
        '#: a.py\nmsgid "A"\nmsgstr "ا"',
        'msgid "C"\nmsgstr "ج"\n',
    ]


def test_header_has_the_required_fields_only(catalogue):
    head = catalogue.partition("\n\n")[0].partition('msgstr ""\n')[2]
    assert [ast.literal_eval(line).removesuffix("\n") for line in head.splitlines()] == HEADER


# Wording


def find_faults(message: Message) -> Iterator[str]:
    """Yield the faults of a translation."""
    ids = message.id if message.pluralizable else (message.id,)
    forms = _forms(message)
    if message.pluralizable and len(forms) != 6:
        yield f"{len(forms)} plural forms"
    latin = {word for english in ids for word in LATIN.findall(PLACEHOLDER.sub("", english))}
    for number, form in enumerate(forms):
        text = PLACEHOLDER.sub("", form)
        if not form.strip() or (any(word != word.upper() for word in latin) and not ARABIC.search(text)):
            yield f"form {number} is not translated"
        # The Arabic noun itself expresses zero, one and two; these forms may omit the number.
        if not _have_same_placeholders(ids[-1], form, omitted=1 if message.pluralizable and number < 3 else 0):
            yield f"form {number} has other placeholders"
        yield from (f"form {number} has the Latin word {word}" for word in LATIN.findall(text) if word not in latin)
        yield from (f"form {number} has the sign {sign}" for sign in FOREIGN.findall(text))
        if form.count("\u200e") % 2:
            yield f"form {number} has a left-to-right mark (U+200E) that is not closed"


def _have_same_placeholders(english: str, arabic: str, omitted: int) -> bool:
    expected, actual = Counter(PLACEHOLDER.findall(english)), Counter(PLACEHOLDER.findall(arabic))
    return not actual - expected and (expected - actual).total() <= omitted


def test_translations_have_no_faults(in_arabic):
    assert {get_singular(message): faults for message in in_arabic.values() if (faults := list(find_faults(message)))} == {}


SIX = tuple("جملة" for _ in range(6))


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("Camps", ""),
        ("Camps", "Camps"),
        ("Camps", " "),
        ("Camps", "المعسكرات KZ"),
        ("Recorded %(day)s.", "سُجّلت."),
        ("Recorded %(day)s.", "سُجّلت في %(days)s."),
        ("Recorded %(day)s.", "سُجّلت في %(day)s و%(day)s."),
        ("? or %% at its end", "آخره ?"),
        ("Coast, rivers", "السواحل, والأنهار"),
        ("“Camps”", "“المعسكرات”"),
        ("In 1944", "في عام ١٩٤٤"),
        ("A range (3.4-3.5)", "مدى (\u200e3.4-3.5)"),
        (("%(n)s sentence", "%(n)s sentences"), SIX),
        (("%(n)s sentence", "%(n)s sentences"), (*SIX[:3], *("%(n)s جملة",) * 2)),
        (("%(n)s sentence", "%(n)s sentences"), (*SIX[:2], "", *("%(n)s جملة",) * 3)),
    ],
)
def test_faulty_translation_is_reported(english, arabic):
    assert list(find_faults(Message(english, arabic)))


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("UTF-8, digest SHA-256", "بصمة SHA-256، UTF-8"),
        ("APA", "APA"),
        (", ", "، "),
        ("A range (3.4-3.5)", "مدى (\u200e3.4-3.5\u200e)"),
        ("EDTF with ?, ~ or %% at its end", "صيغة EDTF، وفي آخرها ? أو ~ أو %%"),
        (("%(n)s sentence", "%(n)s sentences"), (*SIX[:3], *("%(n)s جملة",) * 3)),
    ],
)
def test_correct_translation_is_accepted(english, arabic):
    assert list(find_faults(Message(english, arabic))) == []


# Extraction and compilation


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("file.py", 'A = _("Camps")', ((None, "Camps"), None)),
        ("file.py", 'A = gettext_lazy("A" " camp")', ((None, "A camp"), None)),
        ("file.py", 'A = gettext_noop("Camps")', ((None, "Camps"), None)),
        ("file.py", 'A = pgettext_lazy("map", "Camps")', (("map", "Camps"), None)),
        ("file.py", 'A = ngettext("%(n)s camp", "%(n)s camps", n) % {"n": n}', ((None, "%(n)s camp"), "%(n)s camps")),
        ("file.html", '    <p>\n  {% translate "Camps" %}', ((None, "Camps"), None)),
        ("file.html", '<p lang="ar">شاهد</p> {% translate "Camps" context "map" %}', (("map", "Camps"), None)),
        ("file.html", '{{ _("Camps") }}', ((None, "Camps"), None)),
        ("file.html", "{% blocktranslate trimmed %}\n  A\n  camp\n{% endblocktranslate %}", ((None, "A camp"), None)),
        (
            "file.html",
            "{% blocktranslate count n=x %}{{ n }} camp{% plural %}{{ n }} camps{% endblocktranslate %}",
            ((None, "%(n)s camp"), "%(n)s camps"),
        ),
    ],
)
def test_message_is_extracted(name, text, message):
    assert list(extract_messages(name, text)) == [message]


def test_command_compiles_changed_catalogues(tmp_path, settings, in_arabic):
    source = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_bytes(CATALOGUE.read_bytes())
    settings.LOCALE_PATHS = [tmp_path]
    outputs = [io.StringIO(), io.StringIO()]
    for output in outputs:
        call_command("compile_catalogues", stdout=output)
    assert [output.getvalue() for output in outputs] == [f"ar: {len(in_arabic)} messages\n", ""]
    with source.with_suffix(".mo").open("rb") as compiled:
        translations = gettext.GNUTranslations(compiled)
    plural = next(message for message in in_arabic.values() if message.pluralizable)
    assert tuple(translations.ngettext(*plural.id, number) for number in (0, 1, 2, 3, 11, 100)) == plural.string
    singulars = [message for message in in_arabic.values() if not message.pluralizable]
    assert [message for message in singulars if _translate(translations, message) != message.string] == []


def _translate(translations: gettext.GNUTranslations, message: Message) -> str:
    return translations.pgettext(message.context, message.id) if message.context else translations.gettext(message.id)
