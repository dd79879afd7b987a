"""Citations as BibLaTeX (``@online``), UTF-8, Arabic kept; braces keep the case of titles."""

from __future__ import annotations

ESCAPES = str.maketrans(
    {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_"}
)
LANGUAGES = {"ar": "arabic", "en": "english"}


def entry(item: dict) -> str:
    """One entry from a CSL-JSON item."""
    fields = {
        "title": f"{{{_text(item['title'])}}}",
        "author": " and ".join(f"{{{_text(one['literal'])}}}" for one in item.get("author", [])),
        "date": str(item["issued"]["date-parts"][0][0]) if "issued" in item else "",
        "organization": _text(item["container-title"]),
        "url": item["URL"],
        "langid": LANGUAGES[item["language"]],
        "note": _text(item["note"]),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{key(item['id'])},\n{lines}}}\n"


def key(identifier: str) -> str:
    """A citation key: the identifier with what BibTeX's keys cannot hold as hyphens."""
    return "".join(letter if letter.isalnum() or letter in ".:-" else "-" for letter in identifier)


def _text(text: str) -> str:
    return text.translate(ESCAPES)
