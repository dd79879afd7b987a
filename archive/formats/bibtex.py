"""Citations as BibLaTeX (``@online``), UTF-8, Arabic kept; braces keep the case of titles."""

from __future__ import annotations

ESCAPES = str.maketrans(
    {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_"}
)
BABEL_LANGUAGES = {"ar": "arabic", "en": "english"}


def format_entry(item: dict) -> str:
    """One entry from a CSL-JSON item."""
    fields = {
        "title": f"{{{_escape(item['title'])}}}",
        "author": " and ".join(f"{{{_escape(one['literal'])}}}" for one in item.get("author", [])),
        "date": str(item["issued"]["date-parts"][0][0]) if "issued" in item else "",
        "organization": _escape(item["container-title"]),
        "url": item["URL"],
        "langid": BABEL_LANGUAGES[item["language"]],
        "note": _escape(item["note"]),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{make_citation_key(item['id'])},\n{lines}}}\n"


def make_citation_key(identifier: str) -> str:
    """A citation key: the identifier with what BibTeX's keys cannot hold as hyphens."""
    return "".join(letter if letter.isalnum() or letter in ".:-" else "-" for letter in identifier)


def _escape(text: str) -> str:
    return text.translate(ESCAPES)
