"""The shape of a fixture record as a JSON Schema (2020-12), for editors and other programs. Made from the record's own type.

It describes the file as YAML 1.2 reads it: numbers as numbers, days as texts, and an optional field left out, never empty.
What a field holds is said in both languages, from ``fieldwords``. What a draft may leave unwritten is for ``draftschemas``.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, override
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from archive.draftschemas import loosened
from archive.fieldwords import EXAMPLES, FIELDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
# In ECMA-262, by which JSON Schema matches, the first knows no letter but Latin ones; that there is a letter is left to the check.
LETTERED, WRITTEN = r"\w", r"\S"
# Right-to-left isolate and its end: Arabic with field names in it is shown in a paragraph that runs from left to right.
ISOLATED = "\u2067%s\u2069"


def file_name(kind: str) -> str:
    """The name of the file that holds the schema of a kind."""
    return f"{kind}.schema.json"


def line(folder: str, kind: str) -> str:
    """The first line of a fixture file of that kind: it tells an editor where the schema is; ``folder``: seen from the file."""
    return f"# yaml-language-server: $schema={folder}/{file_name(kind)}"


def schema_of(shape: type[BaseModel], kind: str, title: str) -> dict:
    """The schema of one kind of file. Its ``$id`` is relative: it is named by where it is found."""
    schema = _plainer(shape.model_json_schema(schema_generator=_Described))
    return {"$schema": DIALECT, "$id": file_name(kind), "title": title, **loosened(schema)}


def words_of(record: type[BaseModel], field: str) -> str:
    """What a field holds, in English and below it in Arabic. KeyError if nobody has said it."""
    sentence = FIELDS[_known(record, field, FIELDS)]
    with override("en"):
        english = gettext(sentence)
    with override("ar"):
        return f"{english}\n\n{ISOLATED % gettext(sentence)}"


def _known(record: type[BaseModel], field: str, table: dict) -> str:
    """Under what key a table speaks of a field: by its record's name, or by that of the record it was taken over from."""
    return next((key for one in record.__mro__ if (key := f"{one.__name__}.{field}") in table), f"{record.__name__}.{field}")


class _Described(GenerateJsonSchema):
    """Pydantic's schema, with our words for the fields in place of the docstrings of the types."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        made, record = super().model_schema(schema), schema["cls"]
        made.pop("description", None)
        for name, field in made["properties"].items():
            field["description"] = words_of(record, name)
            if examples := EXAMPLES.get(_known(record, name, EXAMPLES)):
                field["examples"] = examples
        return made


def _plainer(node: Any) -> Any:
    """The node without pydantic's titles, without nulls, and with a pattern beside the format of a day, which few programs check."""
    if isinstance(node, list):
        return [_plainer(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _plainer(value) for key, value in node.items() if not _is_noise(key, value)}
    if kept.get("format") == "date":
        kept["pattern"] = DAY
    if kept.get("pattern") == LETTERED:
        kept["pattern"] = WRITTEN
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
