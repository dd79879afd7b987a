"""Addresses of the pages of a record, its history and its versions, by the record's key, in the active language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override

from archive.addresses import RECORD_KINDS, PassageKey, RecordKey
from archive.versions.history import VERSION_DIGITS
from archive.vocabulary import LANGUAGES, OTHER_LANGUAGE


def build_page_url(key: RecordKey) -> str:
    """Return the address of the page that shows a record; empty if none does."""
    if key.kind in RECORD_KINDS:
        return reverse(key.kind, args=[key.identifier])
    if key.kind == "sentence":
        return reverse("passage", args=[*PassageKey.parse(key.identifier)])
    if key.kind == "term":
        return f"{reverse('glossary')}#{key.identifier}"
    return reverse("start") if key.kind == "story" else ""


def build_history_url(key: RecordKey) -> str:
    """Return the address of the page of a record's history."""
    return reverse("record_versions", kwargs=_make_arguments(key))


def build_version_url(key: RecordKey, version: str) -> str:
    """Return the address of the page of a version."""
    return reverse("record_version", kwargs={**_make_arguments(key), "version": version[:VERSION_DIGITS]})


def describe_translations(build: Callable[[], str]) -> dict[str, object]:
    """Return the context that leads from a page to the same in each language; ``build`` returns its address in the active one."""
    addresses = {}
    for language in LANGUAGES:
        with override(language):
            addresses[language] = build()
    return {
        "alternates": list(addresses.items()),
        "other_address": addresses[OTHER_LANGUAGE[get_language() or settings.LANGUAGE_CODE]],
    }


def _make_arguments(key: RecordKey) -> dict[str, str]:
    if key.kind == "sentence":
        source, ref = PassageKey.parse(key.identifier)
        return {"kind": key.kind, "identifier": source, "ref": ref}
    return {"kind": key.kind, "identifier": key.identifier}
