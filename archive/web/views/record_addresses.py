"""Keys of records by what addresses have of them, editions by their number, and the problems of addresses below those of records."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.addresses import PassageKey, RecordKey
from archive.models import Edition, RecordVersion
from archive.text.references import InvalidReference, Reference, parse_reference, split_numbers
from archive.versions import permanent_urls
from archive.versions.history import (
    get_current_edition,
)
from archive.web.views.address_problems import AddressProblem


def parse_passage(identifier: str) -> tuple[RecordKey, Reference]:
    """Return the key of the source of a passage, and its reference there. Raises AddressProblem."""
    source, text = PassageKey.parse(identifier)
    try:
        return RecordKey("source", source), parse_reference(text)
    except InvalidReference:
        raise AddressProblem(
            404, _("A passage is named by its source and a reference such as 3, 3.5, 3.4-3.5 or 3.5@12-40.")
        ) from None


def parse_address(name: str, identifier: str) -> tuple[RecordKey, Reference | None]:
    """Return the key in the ledger of the record at an address; of a passage that is no single sentence, of its source, and its reference.

    Raises AddressProblem.
    """
    if name != "passage":
        return RecordKey(name, identifier), None
    source, ref = parse_passage(identifier)
    if is_in_sentence(ref) and not ref.characters:
        return RecordKey("sentence", str(PassageKey(source.identifier, ref.first))), None
    return source, ref


def is_in_sentence(ref: Reference) -> bool:
    """Return whether a passage is a sentence or in one."""
    return ref.first == ref.last and len(split_numbers(ref.first)) == 2


def name_record(key: RecordKey, ref: Reference | None = None) -> RecordKey:
    """Return the key in addresses of a record, or of a passage of a source."""
    if ref:
        return RecordKey("passage", str(PassageKey(key.identifier, str(ref))))
    return permanent_urls.name_in_addresses(key)


def find_edition(number: str) -> Edition:
    """Return an edition until the current one. Raises AddressProblem."""
    current = get_current_edition()
    edition = Edition.objects.filter(number=int(number)).first() if current and int(number) <= current.number else None
    if edition is None:
        words = _("There is no edition %(edition)s; the last one is %(last)s.")
        raise AddressProblem(404, words % {"edition": int(number), "last": current.number if current else 0})
    return edition


def make_link(address: str) -> tuple[str, str]:
    """Return the link of a problem to an address."""
    return address, address


def make_unknown_problem(key: RecordKey) -> AddressProblem:
    """Return the problem of a record that there never was."""
    return AddressProblem(404, _("The archive never had %(record)s.") % {"record": key})


def make_suppression_problem(line: RecordVersion) -> AddressProblem:
    """Return the problem of a suppressed version, with the reason in the active language."""
    reason = (line.reason or {}).get(get_language(), "")
    words = _("The archive may no longer show this version. Its place in the ledger and its digest remain. %(reason)s")
    return AddressProblem(451, (words % {"reason": reason}).strip(), version=line.version, edition=line.edition_id)
