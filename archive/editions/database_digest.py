"""What a database holds, in one digest that is the same on every engine: to compare a restored archive, or a replica, with another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256

from django.apps import apps
from django.db import models, transaction

from archive.models import PreparedPage

APP_LABELS = ("archive", "camps", "marches")
# What is made of the other tables, and differs with the code.
DERIVED_MODELS = {PreparedPage}


def digest_database() -> str:
    """SHA-256 over every row of every table of the archive, read anew in one state, as hex. Raises DatabaseError."""
    found = sha256()
    with transaction.atomic():
        for model in list_models():
            found.update(f"{model._meta.db_table}\n".encode())
            for row in iterate_rows(model):
                found.update(json.dumps(row, ensure_ascii=False, sort_keys=True, default=encode_value).encode() + b"\n")
    return found.hexdigest()


def list_models() -> list[type[models.Model]]:
    """Every table of the three apps that holds something of its own, by name."""
    found = (model for app in APP_LABELS for model in apps.get_app_config(app).get_models(include_auto_created=True))
    return sorted(set(found) - DERIVED_MODELS, key=lambda model: model._meta.db_table)


def iterate_rows(model: type[models.Model]) -> Iterator[tuple]:
    """The rows of a table, ordered by their columns; the numbers that a database gives to mere pairs are left out."""
    columns = [field.attname for field in model._meta.concrete_fields if not (model._meta.auto_created and field.primary_key)]
    order = columns if model._meta.auto_created else ["pk"]
    return model._base_manager.order_by(*order).values_list(*columns).iterator()


def encode_value(value: object) -> str:
    """A value that JSON does not know, the same from every engine."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(type(value).__name__)
