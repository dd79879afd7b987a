"""Citations of records as CSL-JSON (Citation Style Language data, 1.0.2), and from it as BibTeX and RIS.

An item is a web page of the archive. Its title names the exact words, their place and the source with its digest, because
styles print a title whole and leave most other fields out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.formats import ARCHIVE_NAME
from archive.text.characters import shorten_words

# Hexadecimal digits of a digest in a title: of the text that is cited itself, and of the source of what is cited by version or edition.
TEXT_DIGEST_LENGTH, DIGEST_LENGTH = 16, 8
VERSION_LENGTH = 16
SOURCE_KINDS = ("source", "passage")
LOCATOR_PATTERNS = {"ar": {True: "الفقرة {}", False: "الجملة {}"}, "en": {True: "paragraph {}", False: "sentence {}"}}
TITLE_PATTERNS = {
    "ar": {"camp": "معسكر {}", "place": "{}", "route": "مسار: {}", "movement": "عملية إخلاء: {}"},
    "en": {"camp": "{} camp", "place": "{}", "route": "Route: {}", "movement": "Movement: {}"},
}
SEPARATORS = {"ar": "، ", "en": ", "}
SOURCE_SEPARATORS = {"ar": "؛ ", "en": "; "}
# Maximum sources named in a title.
MAX_SOURCES_NAMED = 3
MORE_SOURCES = {
    "ar": ("ومصدر آخر", "ومصدران آخران", "ومصادر أخرى عددها {}"),
    "en": ("and one more source", "and two more sources", "and {} more sources"),
}
ATTRIBUTION = {"ar": "، عن ", "en": ", after "}
# The state that is cited, in a title: by version, by edition; of a source, which may have editions of its own, by edition of the archive.
VERSION_PATTERNS = {"ar": "النسخة {version}، الطبعة {edition}", "en": "version {version}, edition {edition}"}
EDITION_PATTERNS = {"ar": "الطبعة {edition}", "en": "edition {edition}"}
ARCHIVE_EDITION_PATTERNS = {"ar": "الطبعة {edition} من الأرشيف", "en": "edition {edition} of the archive"}
CURRENT_PATTERNS = {"ar": "أحدث حال: {current}", "en": "newest state: {current}"}
# What a key of BibTeX cannot hold
INVALID_IN_KEY = re.compile(r"[^\w.:-]", re.ASCII)
# Maximum code points of a title that is shortened
SHORT_TITLE_LENGTH = 80
# Characters that TeX gives a meaning to, or prints as others; letters besides ASCII are written as UTF-8.
TEX_ESCAPES = str.maketrans(
    {
        **{character: f"\\{character}" for character in "%&#$_"},
        **{
            character: f"{{\\text{name}}}"
            for character, name in {
                "\\": "backslash",
                # BibTeX counts braces without regard to backslashes.
                "{": "braceleft",
                "}": "braceright",
                "~": "asciitilde",
                "^": "asciicircum",
                "`": "asciigrave",
                "'": "quotesingle",
                '"': "quotedbl",
                "<": "less",
                ">": "greater",
                "|": "bar",
            }.items()
        },
    }
)
# Pairs of characters that TeX prints as one
TEX_LIGATURE = re.compile("-(?=-)|,(?=,)")
# By language of the words, the name that babel and biblatex have for it
BABEL_LANGUAGES = {
    "ar": "arabic",
    "cs": "czech",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "he": "hebrew",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "ru": "russian",
    "sk": "slovak",
    "uk": "ukrainian",
}


def build_item(record: dict, language: str) -> dict[str, object]:
    """Return the item of a source, passage, claim, camp, place, route or movement dict, worded in ``language``.

    Its own language is that of the words that it cites: of a source and a passage the source's, of the archive's words ``language``. Its
    id is a key that BibTeX can hold, the same in every format.
    It has no date of access, which reference managers add, and no ``version`` or ``edition``: the styles print these as of a program or a
    book, or leave them out. The title names them.
    """
    cited, state = list_cited_sources(record), record.get("cited")
    return {
        "id": INVALID_IN_KEY.sub("-", record["identifier"]),
        "type": "webpage",
        "title": _format_title(record, cited, language),
        "title-short": _format_short_title(record, language),
        "container-title": ARCHIVE_NAME[language],
        **_format_author(record, cited, language),
        **_format_issued(cited),
        "URL": state["permanent"] if state else record["permanent"],
        "language": cited[0]["language"] if record["kind"] in SOURCE_KINDS else language,
        "note": "; ".join(_list_notes(record, cited, language)),
    }


def _list_notes(record: dict, cited: list[dict], language: str) -> Iterator[str]:
    """Yield the digests in full, and the address of the newest state."""
    yield from (f"SHA-256 {source['sha256']}" for source in cited)
    yield from record.get("notes", ())
    if state := record.get("cited"):
        yield (VERSION_PATTERNS if state["version"] else ARCHIVE_EDITION_PATTERNS)[language].format(**state)
        yield CURRENT_PATTERNS[language].format(**state)


def _format_state(state: dict, language: str) -> str:
    return (VERSION_PATTERNS if state["version"] else EDITION_PATTERNS)[language].format(**state)


def list_cited_sources(record: dict) -> list[dict]:
    """Return the sources that a record's words are from, each once; of a source, itself."""
    return [record] if record["kind"] == "source" else [record["source"]] if "source" in record else record["sources"]


def _format_title(record: dict, cited: list[dict], language: str) -> str:
    state = record.get("cited") or {}
    if record["kind"] == "source":
        edition = ARCHIVE_EDITION_PATTERNS[language].format(**state) if state else ""
        return SEPARATORS[language].join(filter(None, [_describe_source(record, record, language), edition]))
    if record["kind"] == "passage":
        locator = LOCATOR_PATTERNS[language][record["is_paragraph"]].format(record["ref"])
        return SEPARATORS[language].join([f"«{record['words']}»", locator, _describe_source(record, record["source"], language)])
    if record["kind"] == "claim":
        title = record["statement"][language]
    else:
        title = TITLE_PATTERNS[language][record["kind"]].format(record["name"][language])
    if state:
        title = f"{title.rstrip('.')} ({_format_state({**state, 'version': state['version'][:VERSION_LENGTH]}, language)})"
    return f"{title.rstrip('.')}{ATTRIBUTION[language]}{_describe_sources(record, cited, language)}" if cited else title


def _format_short_title(record: dict, language: str) -> str:
    """Return the title without the state and the sources; reference managers would cut the whole title at its first colon."""
    if record["kind"] == "source":
        return _bracket_title(record, language)
    if record["kind"] == "passage":
        return f"«{record['words']}»"
    if record["kind"] == "claim":
        return shorten_words(record["statement"][language], SHORT_TITLE_LENGTH).rstrip(".")
    pattern = "{}" if record["kind"] in ("route", "movement") else TITLE_PATTERNS[language][record["kind"]]
    return pattern.format(record["name"][language])


def _bracket_title(source: dict, language: str) -> str:
    """Return the title of a source, in brackets if the archive supplied it."""
    return f"[{source['title'][language]}]" if source["title_supplied"] else source["title"][language]


def _describe_sources(record: dict, cited: list[dict], language: str) -> str:
    """Return the first sources in the order of their accession, and how many more there are."""
    names = [_describe_source(record, source, language) for source in cited[:MAX_SOURCES_NAMED]]
    if left := len(cited) + record.get("more_sources", 0) - len(names):
        names.append(MORE_SOURCES[language][min(left, 3) - 1].format(left))
    return SOURCE_SEPARATORS[language].join(names)


def _describe_source(record: dict, source: dict, language: str) -> str:
    """Return the title, the place of publication, the publisher unless it is named as the author, and the digest."""
    has_publisher = source["author"] or record["kind"] not in SOURCE_KINDS
    digits = TEXT_DIGEST_LENGTH if record["kind"] in SOURCE_KINDS else DIGEST_LENGTH
    parts = [
        _bracket_title(source, language),
        source["published_in"] and source["published_in"][language],
        source["publisher"][language] if has_publisher else "",
        f"SHA-256 {source['sha256'][:digits]}",
    ]
    return SEPARATORS[language].join(filter(None, parts))


def _format_author(record: dict, cited: list[dict], language: str) -> dict[str, object]:
    """Return the author of a source's own words, or else its publisher; the archive's pages have none."""
    author = record["kind"] in SOURCE_KINDS and (cited[0]["author"] or cited[0]["publisher"])
    return {"author": [{"literal": author[language]}]} if author else {}


def _format_issued(cited: list[dict]) -> dict[str, object]:
    """Return the year of a single source; several have none in common."""
    year = len(cited) == 1 and cited[0]["published"][:4]
    return {"issued": {"date-parts": [[int(year)]]}} if year and year.isascii() and year.isdigit() else {}


def format_bibtex(item: dict) -> str:
    """Return a BibTeX entry in UTF-8, Arabic unchanged, for the classic styles and for biblatex.

    ``@misc`` with ``howpublished`` is what the classic styles print with its address; they know no ``@online`` and no ``url``. Braces
    preserve the case of titles and keep a name whole. ``key`` sorts an entry without an author. No style prints ``annote``, which holds
    the whole digest: the title has its first digits.
    """
    fields = {
        "title": f"{{{escape_tex(item['title'])}}}",
        "shorttitle": f"{{{escape_tex(item['title-short'])}}}",
        "author": " and ".join(f"{{{escape_tex(author['literal'])}}}" for author in item.get("author", [])),
        "key": "" if "author" in item else item["id"],
        "year": _format_year(item),
        "organization": escape_tex(item["container-title"]),
        "howpublished": f"\\url{{{item['URL']}}}",
        "url": item["URL"],
        "langid": BABEL_LANGUAGES.get(item["language"], ""),
        "annote": escape_tex(item["note"]),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{item['id']},\n{lines}}}\n"


def escape_tex(text: str) -> str:
    """Return a text that TeX prints as it is, character by character."""
    return TEX_LIGATURE.sub(r"\g<0>{}", " ".join(text.split()).translate(TEX_ESCAPES))


def _format_year(item: dict) -> str:
    return str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""


def format_ris(item: dict) -> str:
    """Return a RIS entry of type ELEC in UTF-8, with CRLF as line ends."""
    fields = [
        ("TY", "ELEC"),
        ("TI", item["title"]),
        ("ST", item["title-short"]),
        *(("AU", author["literal"]) for author in item.get("author", [])),
        ("PY", _format_year(item)),
        ("T2", item["container-title"]),
        ("PB", item["container-title"]),
        ("UR", item["URL"]),
        ("LA", item["language"]),
        ("N1", item["note"]),
        ("ID", item["id"]),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in fields if value or tag == "ER")
