"""Permanent addresses as text: ``/id/<kind>/<identifier>``, with the archive's origin before them."""

from __future__ import annotations

from django.conf import settings


def permanent(kind: str, identifier: str, suffix: str = "") -> str:
    """The permanent address of a record, or with ``suffix`` (such as ``jsonld``) of one of its representations."""
    return f"{settings.CANONICAL_ORIGIN}/id/{kind}/{identifier}{'.' if suffix else ''}{suffix}"


def listed(kind: str, suffix: str = "") -> str:
    """The permanent address of the list of all records of a kind."""
    return f"{settings.CANONICAL_ORIGIN}/id/{kind}s{'.' if suffix else ''}{suffix}"
