"""The identifier that Software Heritage gives a text, and its place on the page of a source."""

import subprocess

import pytest
from django.test import Client

from archive.models import Source
from archive.text.swhid import compute_swhid
from tests.support.repository import ROOT


@pytest.mark.parametrize("content", [b"", b"a\n", "نص\r\n".encode(), (ROOT / "README.ar.md").read_bytes()])
def test_swhid_ends_with_the_digest_of_git(tmp_path, content):
    (tmp_path / "text").write_bytes(content)
    command = ["git", "hash-object", "--no-filters", str(tmp_path / "text")]
    digest = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert compute_swhid(content) == f"swh:1:cnt:{digest}"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("en", "git hash-object prints"), ("ar", "ويطبع الأمر")])
def test_page_of_a_source_prints_its_swhid(language, words):
    source = Source.objects.get()
    text = (ROOT / "fixtures/sources/ushmm-death-marches/death-marches.ar.txt").read_bytes()
    page = Client().get(f"/{language}/sources/{source.identifier}/").content.decode()
    assert compute_swhid(text) in page
    assert words in page
