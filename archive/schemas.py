"""The shape of a fixture record as a JSON Schema (2020-12), for editors and other programs. Made from the record's own type.

It describes the file as YAML 1.2 reads it: numbers as numbers, days as texts, and an optional field left out, never empty.
"""

from __future__ import annotations

from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def schema_of(shape: type[BaseModel], title: str) -> dict:
    """The schema of one kind of file."""
    return {"$schema": DIALECT, "title": title, **_plainer(shape.model_json_schema())}


def _plainer(node):
    """The node without pydantic's titles, without nulls, and with a pattern beside the format of a day, which few programs check."""
    if isinstance(node, list):
        return [_plainer(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _plainer(value) for key, value in node.items() if not _is_noise(key, value)}
    if kept.get("format") == "date":
        kept["pattern"] = DAY
    choices = _choices(kept.get("anyOf", []))
    if "anyOf" in kept and len(choices) == 1:
        del kept["anyOf"]
        return {**kept, **choices[0]}
    return {**kept, "anyOf": choices} if choices else kept


def _is_noise(key: str, value: object) -> bool:
    """Titles made of the field's name, and the default of what may be left out; a field called title is neither."""
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)


def _choices(choices: list[dict]) -> list[dict]:
    """What may stand there in a file: never null; and where a number may stand, not the same number as a text."""
    kept = [one for one in choices if one != {"type": "null"}]
    numbers = [one for one in kept if one.get("type") == "number"]
    return numbers or kept
