"""What a load makes of edition 1, whose files never change. Rows that a later load keeps must be those that its code would make."""

from __future__ import annotations

import json
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from archive.editions.database_digest import encode_value
from archive.editions.edition_load import LOADER_VERSION
from archive.models import LoadedState
from tests.support.databases import read_archive_rows, read_full_text

# The version of the loader, and the SHA-256 of the rows and tokens that it makes
LOADED = (17, "a31bec324770329c13fa50f2ffd04aa4dc00b9a489331d7975a45e868d7d1c51")


@pytest.mark.one_engine
def test_loader_that_makes_other_rows_or_tokens_has_another_version(db):
    call_command("load_fixtures", "--edition", "1", verbosity=0, stdout=StringIO())
    rows = read_archive_rows()
    del rows[LoadedState._meta.db_table]  # it depends on the version
    content = json.dumps([rows, read_full_text(connection)], ensure_ascii=False, default=encode_value)
    made = (LOADER_VERSION, sha256(content.encode()).hexdigest())
    assert made == LOADED, "raise LOADER_VERSION in archive/editions/edition_load.py, and write both values here"
