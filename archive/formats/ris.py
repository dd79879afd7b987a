"""Citations as RIS: UTF-8, CRLF, type ELEC."""

from __future__ import annotations


def format_entry(item: dict) -> str:
    """One entry from a CSL-JSON item."""
    fields = [
        ("TY", "ELEC"),
        ("TI", item["title"]),
        *(("AU", one["literal"]) for one in item.get("author", [])),
        ("PY", str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""),
        ("T2", item["container-title"]),
        ("PB", item["container-title"]),
        ("UR", item["URL"]),
        ("LA", item["language"]),
        ("N1", item["note"]),
        ("ID", item["id"]),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in fields if value or tag == "ER")
