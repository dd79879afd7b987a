"""What a draft may leave unwritten, in the words of JSON Schema; the same that ``drafts`` fills. Pure.

The schema of a record that may be a draft asks for no text; unless the record says ``draft: true``, a second schema beside it, of
the same names after ``Written``, asks for every text there must be.
"""

from __future__ import annotations

# How the patterns of texts and of addresses begin; what has another pattern, such as an identifier, is never left empty.
UNWRITTEN = (r"\S", "^https?:")
REF, WRITTEN = "#/$defs/", "#/$defs/Written"
DRAFT = {"properties": {"draft": {"const": True}}, "required": ["draft"]}


def loosened(schema: dict) -> dict:
    """The schema of a kind of file, with room for drafts if its records may be drafts; otherwise the schema as it is."""
    if "draft" not in schema["properties"]:
        return schema
    parts = dict(schema["$defs"])
    whole = {key: value for key, value in schema.items() if key != "$defs"}
    written = {name: _written(part, parts) for name, part in parts.items()}
    return {
        **_loose(whole, parts),
        "if": DRAFT,
        "else": _written(whole, parts),
        "$defs": {
            **{name: _loose(part, parts) for name, part in parts.items()},
            **{f"Written{name}": part for name, part in written.items() if part},
        },
    }


def _loose(part: dict, parts: dict) -> dict:
    """The part as a draft may have it: a text empty, a part made of texts alone empty or nothing, and any of these left out."""
    if "properties" not in part:
        return part
    required = [name for name in part.get("required", ()) if not _may_wait(part["properties"][name], parts)]
    properties = {name: _empty_too(field) if _is_text(field) else field for name, field in part["properties"].items()}
    empty = {"type": ["object", "string", "null"], "maxLength": 0} if _is_all_text(part, parts) else {}
    kept = {key: value for key, value in part.items() if key != "required"}
    return {**kept, **empty, "properties": properties, **({"required": required} if required else {})}


def _empty_too(field: dict) -> dict:
    kept = {key: value for key, value in field.items() if key != "minLength"}
    return {**kept, "type": ["string", "null"], "pattern": f"^$|{field['pattern']}"}


def _written(part: dict, parts: dict) -> dict:
    """What a published record must have where a draft need not; empty if there is nothing of the kind."""
    fields = part.get("properties", {})
    required = [name for name in part.get("required", ()) if _may_wait(fields[name], parts)]
    asked = {name: asked for name, field in fields.items() if (asked := _asked(field, parts))}
    empty = {"type": "object"} if _is_all_text(part, parts) else {}
    return {**empty, **({"required": required} if required else {}), **({"properties": asked} if asked else {})}


def _asked(field: dict, parts: dict) -> dict:
    if _is_text(field):
        return {"type": "string", "minLength": 1}
    if "items" in field:
        return {"items": asked} if (asked := _asked(field["items"], parts)) else {}
    name = _name(field)
    return {"$ref": WRITTEN + name} if name and _written(parts[name], parts) else {}


def _may_wait(field: dict, parts: dict) -> bool:
    return _is_text(field) or (bool(_name(field)) and _is_all_text(parts[_name(field)], parts))


def _is_text(field: dict) -> bool:
    return field.get("pattern", "").startswith(UNWRITTEN)


def _is_all_text(part: dict, parts: dict) -> bool:
    """Whether whatever the part must have may be left unwritten."""
    required = part.get("required", ())
    return bool(required) and all(_may_wait(part["properties"][name], parts) for name in required)


def _name(field: dict) -> str:
    return field.get("$ref", "").removeprefix(REF)
