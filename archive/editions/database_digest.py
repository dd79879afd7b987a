"""One digest of a whole database, the same on every engine, to compare a restored archive or a replica with the original."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256

from django.db import models, transaction
from django.utils.translation import override

from archive.fixity.tables import list_models
from archive.ledger.chain import LEDGER_FOLDER, TEXTS_FOLDER, name_file
from archive.models import Edition, Source

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


def list_ledger_digests() -> Iterator[tuple[str, str]]:
    """Yield the SHA-256 and the name, in the fixtures folder, of each ledger file and text of the loaded edition. Raises DatabaseError."""
    for number, digest in Edition.objects.values_list("number", "file_digest"):
        yield digest, f"{LEDGER_FOLDER}/{name_file(number)}"
    for digest in Source.objects.order_by("sha256").values_list("sha256", flat=True).distinct():
        yield digest, f"{LEDGER_FOLDER}/{TEXTS_FOLDER}/{digest}"


def iterate_rows(model: type[models.Model]) -> Iterator[tuple]:
    """Return the rows of a table, ordered by key; those of a many-to-many table by their columns, without the generated key."""
    columns = [field.attname for field in model._meta.concrete_fields if not (model._meta.auto_created and field.primary_key)]
    order = columns if model._meta.auto_created else ["pk"]
    return model._base_manager.order_by(*order).values_list(*columns).iterator()


def encode_value(value: object) -> str:
    """Return a text for a value that JSON has no type for, the same on every engine. Raises TypeError for one of another type."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(type(value).__name__)
