"""Requests to permanent addresses below those of records, and the addresses of versions of the invented editions."""

from __future__ import annotations

from django.test import Client

from archive.addresses import RecordKey
from archive.models import Edition, RecordVersion
from archive.versions.edition_state import EditionState
from tests.support.invented_editions import REWORDED

ORIGIN = "http://127.0.0.1:8000"
SOURCE = "ushmm-death-marches"
CLAIM = f"/id/claim/{REWORDED}"
PASSAGE = f"/id/passage/{SOURCE}"


def fetch(address: str, language: str = "en", accept: str = "text/html"):
    return Client().get(address, headers={"accept-language": language, "accept": accept})


def list_versions(kind: str, identifier: str) -> list[RecordVersion]:
    return list(RecordVersion.objects.filter(kind=kind, identifier=identifier).order_by("pk"))


def find_address(kind: str, identifier: str, edition: int) -> str:
    version = EditionState(Edition.objects.get(number=edition)).find_line(RecordKey(kind, identifier))
    return f"/id/{'passage' if kind == 'sentence' else kind}/{identifier}/{version.version[:16]}"
