"""Addresses that the citations of published records carry."""

from __future__ import annotations

from archive.models import LoadedState, RecordVersion


def get_cited_address(permanent: str) -> str:
    """Return the address, without origin, of the state of a record that is cited, by the record's permanent address."""
    kind, identifier = permanent.removeprefix("/id/").split("/")
    if kind == "claim":
        return f"{permanent}/{RecordVersion.objects.filter(kind=kind, identifier=identifier).latest('pk').version[:16]}"
    return permanent if kind == "passage" else f"{permanent}/edition/{LoadedState.objects.get().edition_id}"
