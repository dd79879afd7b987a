"""The interface in Arabic is whole: every message of the code and the templates has its Arabic, and nothing else stands there."""

from __future__ import annotations

import ast
import gettext
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.utils.translation.template import templatize

from tests.support.repository import APPS, ROOT

CATALOGUE = ROOT / "locale" / "ar" / "LC_MESSAGES" / "django.po"
HEADER = [
    "Project-Id-Version: Shawahid",
    "Language: ar",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
    "Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;",
]
NAMES = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = {**DEFAULT_KEYWORDS, **{f"{name}_{how}": DEFAULT_KEYWORDS[name] for name in NAMES for how in ("lazy", "noop")}}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[#0\- +]*\d*(?:\.\d+)?[a-zA-Z%]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
ARABIC = re.compile(r"[\u0621-\u064a]")
# Digits of other scripts, quotation marks that are not «», and Latin stops after Arabic words.
FOREIGN = re.compile(r"[\u0660-\u0669\u06f0-\u06f9\u066a-\u066c\"'“”‘’]|(?<=[\u0600-\u06ff»])[,;?]")

Key = tuple[str | None, str]


@dataclass
class Found:
    """A message of the code: its plural if it has one, and the files it stands in, in order."""

    plural: str | None = None
    files: list[str] = field(default_factory=list)


def source_files() -> list[Path]:
    """Whatever may hold messages: the code of the three apps and every template."""
    code = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    return sorted(code + templates, key=lambda path: path.relative_to(ROOT).as_posix())


def messages_of(name: str, text: str) -> Iterator[tuple[Key, str | None]]:
    """The messages of one file in the order of its lines: context and msgid, and the plural."""
    # A template made Python by Django is not indented as Python is; within parentheses it need not be.
    code = text if name.endswith(".py") else f"({templatize(text)})"
    for _line, words, _comments, context in extract("python", io.BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"}):
        one, plural = words if isinstance(words, tuple) else (words, None)
        yield (context, one), plural


def all_messages() -> dict[Key, Found]:
    """Every message of the code, by file and then by line; each stands where it is first met."""
    messages: dict[Key, Found] = {}
    for path in source_files():
        name = path.relative_to(ROOT).as_posix()
        for key, plural in messages_of(name, path.read_text(encoding="utf-8")):
            found = messages.setdefault(key, Found())
            found.plural = found.plural or plural
            found.files += [] if name in found.files else [name]
    return messages


def test_no_message_stands_within_an_f_string_where_it_is_not_found():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            formatted = [one for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(one, ast.JoinedStr)]
            calls = [one for whole in formatted for one in ast.walk(whole) if isinstance(one, ast.Call) and one.args]
            lost = [one for one in calls if ast.unparse(one.func) in KEYWORDS and isinstance(one.args[0], ast.Constant)]
            assert not lost, (path, ast.unparse(lost[0]))


def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as text:
        return read_po(text, abort_invalid=True)


def written(whole: Catalog) -> dict[Key, Message]:
    """The messages of a catalogue in the order of its lines, without its header."""
    return {(message.context, _one(message)): message for message in whole if message.id}


def _one(message: Message) -> str:
    return message.id[0] if message.pluralizable else message.id


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if message.pluralizable else (message.string,)


@pytest.fixture(scope="module")
def in_code() -> dict[Key, Found]:
    return all_messages()


@pytest.fixture(scope="module")
def in_arabic() -> dict[Key, Message]:
    return written(catalogue())


# What is there


def test_every_message_has_its_arabic(in_code, in_arabic):
    assert [key for key in in_code if key not in in_arabic] == []
    assert len(in_code) > 200


def test_every_arabic_message_is_one_of_the_code(in_code, in_arabic):
    assert [key for key in in_arabic if key not in in_code] == []


def test_plurals_are_the_same(in_code, in_arabic):
    plurals = {key: message.id[1] if message.pluralizable else None for key, message in in_arabic.items()}
    assert plurals == {key: found.plural for key, found in in_code.items()}


def test_nothing_is_fuzzy_or_obsolete(in_arabic):
    assert [key for key, message in in_arabic.items() if message.fuzzy] == []
    assert list(catalogue().obsolete) == []


def test_the_order_is_that_of_the_files_and_their_lines(in_code, in_arabic):
    order = zip(in_arabic, in_code, strict=True)
    assert next(((stands, expected) for stands, expected in order if stands != expected), None) is None


def test_every_message_names_the_files_it_stands_in(in_code, in_arabic):
    assert {key: message.locations for key, message in in_arabic.items()} == {
        key: [(name, None) for name in found.files] for key, found in in_code.items()
    }


def test_the_header_says_what_is_needed_and_no_more():
    head = CATALOGUE.read_text(encoding="utf-8").partition("\n\n")[0].partition('msgstr ""\n')[2]
    assert [ast.literal_eval(line).removesuffix("\n") for line in head.splitlines()] == HEADER


# How it is worded


def faults(message: Message) -> Iterator[str]:
    """What is wrong with the Arabic of one message."""
    ids = message.id if message.pluralizable else (message.id,)
    forms = _forms(message)
    if message.pluralizable and len(forms) != 6:
        yield f"{len(forms)} plural forms"
    latin = {word for one in ids for word in LATIN.findall(PLACEHOLDER.sub("", one))}
    for number, form in enumerate(forms):
        bare = PLACEHOLDER.sub("", form)
        if not form.strip() or (any(word != word.upper() for word in latin) and not ARABIC.search(bare)):
            yield f"form {number} is not translated"
        # None, one and two are said by the Arabic noun itself, without the number.
        if not _same_places(ids[-1], form, spared=1 if message.pluralizable and number < 3 else 0):
            yield f"form {number} has other placeholders"
        yield from (f"form {number} has the Latin word {word}" for word in LATIN.findall(bare) if word not in latin)
        yield from (f"form {number} has the sign {sign}" for sign in FOREIGN.findall(bare))
        if form.count("\u200e") % 2:
            yield f"form {number} has a left-to-right mark (U+200E) without its fellow"


def _same_places(english: str, arabic: str, spared: int) -> bool:
    wanted, given = Counter(PLACEHOLDER.findall(english)), Counter(PLACEHOLDER.findall(arabic))
    return not given - wanted and (wanted - given).total() <= spared


def test_the_arabic_is_sound(in_arabic):
    assert {_one(message): found for message in in_arabic.values() if (found := list(faults(message)))} == {}


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
def test_unsound_arabic_is_seen(english, arabic):
    assert list(faults(Message(english, arabic)))


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
def test_sound_arabic_is_let_through(english, arabic):
    assert list(faults(Message(english, arabic))) == []


# How it is found and compiled


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("one.py", 'A = _("Camps")', ((None, "Camps"), None)),
        ("one.py", 'A = gettext_lazy("A" " camp")', ((None, "A camp"), None)),
        ("one.py", 'A = gettext_noop("Camps")', ((None, "Camps"), None)),
        ("one.py", 'A = pgettext_lazy("map", "Camps")', (("map", "Camps"), None)),
        ("one.py", 'A = ngettext("%(n)s camp", "%(n)s camps", n) % {"n": n}', ((None, "%(n)s camp"), "%(n)s camps")),
        ("one.html", '    <p>\n  {% translate "Camps" %}', ((None, "Camps"), None)),
        ("one.html", '<p lang="ar">شاهد</p> {% translate "Camps" context "map" %}', (("map", "Camps"), None)),
        ("one.html", '{{ _("Camps") }}', ((None, "Camps"), None)),
        ("one.html", "{% blocktranslate trimmed %}\n  A\n  camp\n{% endblocktranslate %}", ((None, "A camp"), None)),
        (
            "one.html",
            "{% blocktranslate count n=x %}{{ n }} camp{% plural %}{{ n }} camps{% endblocktranslate %}",
            ((None, "%(n)s camp"), "%(n)s camps"),
        ),
    ],
)
def test_a_message_is_found(name, text, found):
    assert list(messages_of(name, text)) == [found]


def test_the_command_compiles_what_has_changed(tmp_path, settings, in_arabic):
    source = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_bytes(CATALOGUE.read_bytes())
    settings.LOCALE_PATHS = [tmp_path]
    said = [io.StringIO(), io.StringIO()]
    for out in said:
        call_command("compile_catalogues", stdout=out)
    assert [out.getvalue() for out in said] == [f"ar: {len(in_arabic)} messages\n", ""]
    with source.with_suffix(".mo").open("rb") as compiled:
        speaks = gettext.GNUTranslations(compiled)
    one = next(message for message in in_arabic.values() if message.pluralizable)
    assert tuple(speaks.ngettext(*one.id, number) for number in (0, 1, 2, 3, 11, 100)) == one.string
    assert [
        message for message in in_arabic.values() if not message.pluralizable and speaks.gettext(message.id) != message.string
    ] == []
