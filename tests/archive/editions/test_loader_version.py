"""What a load makes of edition 1, whose files never change. Rows that a later load keeps must be those that its code would make."""

from __future__ import annotations

import json
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from archive.editions.database_digest import digest_database
from archive.editions.pipeline import LOADER_VERSION
from tests.support.databases import read_full_text

# The version of the loader, and the SHA-256 of the rows and tokens that it makes
LOADED = (13, "c7715e92179cbbd33234663436c01e1a71a4c6ff706783731b933ecd1f7bf57b")


@pytest.mark.one_engine
def test_loader_that_makes_other_rows_or_tokens_has_another_version(db):
    call_command("load_fixtures", "--edition", "1", verbosity=0, stdout=StringIO())
    content = json.dumps([digest_database(), read_full_text(connection)], ensure_ascii=False)
    made = (LOADER_VERSION, sha256(content.encode()).hexdigest())
    assert made == LOADED, "raise LOADER_VERSION in archive/editions/pipeline.py, and write both values here"
