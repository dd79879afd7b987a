"""One digest of a whole database, the same on every engine, to compare a restored archive or a replica with the original."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import override

APP_LABELS = ("archive", "camps", "marches")
DIGEST_LANGUAGE = "en"


def digest_database() -> str:
    """Return the SHA-256, as hex, of all rows of the archive, read in one transaction. Raises DatabaseError."""
    digest = sha256()
    # In the language of a user, translated fields would be read from its columns.
    with override(DIGEST_LANGUAGE), transaction.atomic():
        for model in list_models():
            digest.update(f"{model._meta.db_table}\n".encode())
            for row in iterate_rows(model):
                digest.update(json.dumps(row, ensure_ascii=False, sort_keys=True, default=encode_value).encode() + b"\n")
    return digest.hexdigest()


def list_models() -> list[type[models.Model]]:
    """Return the models of the three apps, by the name of their tables."""
    models_of_apps = (model for app in APP_LABELS for model in apps.get_app_config(app).get_models(include_auto_created=True))
    return sorted(models_of_apps, key=lambda model: model._meta.db_table)


def iterate_rows(model: type[models.Model]) -> Iterator[tuple]:
    """Return the rows of a table, ordered by key; those of a many-to-many table by their columns, without the generated key."""
    columns = [field.attname for field in model._meta.concrete_fields if not (model._meta.auto_created and field.primary_key)]
    order = columns if model._meta.auto_created else ["pk"]
    return model._base_manager.order_by(*order).values_list(*columns).iterator()


def encode_value(value: object) -> str:
    """Return a text for a value that JSON has no type for, the same on every engine."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(type(value).__name__)
