"""The description of a package's tables: a Frictionless Data Package (version 1), with the meaning and type of every column."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from archive.formats.table import VALUE_SEPARATOR
from archive.ledger.lines import EditionHeader
from archive.vocabulary import CERTAINTIES, LANGUAGES

# Types of the columns that are no plain strings
COLUMN_TYPES: Mapping[str, dict[str, object]] = {
    "permanent": {"type": "string", "format": "uri", "constraints": {"required": True, "unique": True}},
    "identifier": {"type": "string", "constraints": {"required": True}},
    "sha256": {"type": "string", "constraints": {"required": True, "pattern": "[0-9a-f]{64}"}},
    "version": {"type": "string", "constraints": {"pattern": "[0-9a-f]{64}"}},
    "edition": {"type": "integer", "constraints": {"minimum": 1}},
    "bytes": {"type": "integer", "constraints": {"required": True, "minimum": 0}},
    "characters": {"type": "integer", "constraints": {"required": True, "minimum": 0}},
    "accessioned": {"type": "date"},
    "earliest": {"type": "date"},
    "latest": {"type": "date"},
    "recorded": {"type": "date"},
    "country": {"type": "string", "constraints": {"pattern": "[A-Z]{2}"}},
    "city_distance": {"type": "integer", "constraints": {"minimum": 0}},
    "city_distance_by": {"type": "string", "constraints": {"enum": ["computed", "stated"]}},
    "today_recorded": {"type": "date"},
    "latitude": {"type": "number", "constraints": {"minimum": -90, "maximum": 90}},
    "longitude": {"type": "number", "constraints": {"minimum": -180, "maximum": 180}},
    "order": {"type": "integer", "constraints": {"minimum": 1}},
    "precision": {"type": "integer", "constraints": {"minimum": 1}},
    "omission": {"type": "boolean"},
    "certainty": {"type": "string", "constraints": {"enum": [*CERTAINTIES]}},
}
COLUMN_MEANINGS: Mapping[str, str | Promise] = {
    "permanent": _("Permanent address of the record."),
    "identifier": _("Identifier of the record, unique among those of its kind."),
    "language": _("Language of the text, as a BCP 47 tag."),
    "sha256": _("SHA-256 of the verbatim text’s file, in hexadecimal digits."),
    "bytes": _("Length of the text’s file in bytes of UTF-8."),
    "characters": _("Length of the text in Unicode code points."),
    "origin": _("Address from which the document was taken."),
    "rights": _("Address of the rights statement or licence."),
    "accessioned": _("Day on which the document entered the archive."),
    "title": _("Title of the document."),
    "publisher": _("Who published or keeps the document."),
    "statement": _("The claim in one sentence."),
    "version": _("SHA-256 of the version of the record in force, which is its line in the ledger."),
    "edition": _("Number of the edition in which this version was published."),
    "cited": _("Permanent address of this version, by which the record is cited."),
    "edtf": _("Date of what is claimed, in EDTF (ISO 8601-2)."),
    "sense": _("Sense of the date, where it is not the time of the event itself."),
    "earliest": _("Earliest day that the date allows."),
    "latest": _("Latest day that the date allows."),
    "about": _("Permanent addresses of the places that the claim is about."),
    "evidence": _("Permanent addresses of the words that state the claim."),
    "words": _("The quoted words, in the order of the column “evidence”."),
    "reading": _("How each of these words is read: plain, emended, supplied or uncertain."),
    "status": _("How certain the reading of the words that state the route is: plain, emended, supplied or uncertain."),
    "differs_from": _("Permanent addresses of the claims that this one differs from."),
    "differs_on": _("What each of these claims differs on."),
    "counted": _("Whom each number of the claim or stop counts."),
    "numbers": _(
        "These numbers: 600, 600~ (about), 500/600 (a range), 500/.. (at least), ../600 (at most), or an order of magnitude such as hundreds. They are not to be added up."
    ),
    "number_evidence": _("Permanent addresses of the words that state each number."),
    "number_words": _("The quoted words, in the order of the column “number_evidence”."),
    "number_units": _(
        "In what each number counts them: persons, families, columns, wagons, trains, ships, percent-of-march (of those on the march) or percent-of-camp (of those in the camp)."
    ),
    "type": _("Kind of the place."),
    "name": _("Name of the record."),
    "latitude": _("Latitude in decimal degrees (WGS 84)."),
    "longitude": _("Longitude in decimal degrees (WGS 84)."),
    "confidence": _("How certain the position is: high, medium, low or symbolic."),
    "reference": _("Where the position was taken from."),
    "recorded": _("Day on which the position was recorded."),
    "country": _("Country of today, by its code (ISO 3166-1 alpha-2)."),
    "city": _("Nearest city of today; not a name of the place."),
    "city_distance": _("Distance to this city in whole kilometres."),
    "city_distance_by": _(
        "Whether this distance was computed from both positions, or stated by the reference: computed or stated."
    ),
    "today_reference": _("Where country and city of today were taken from."),
    "today_recorded": _("Day on which they were recorded."),
    "claim": _("Permanent address of the claim that the route is drawn from."),
    "reason": _("Why the archive believes that the accounts describe one movement."),
    "certainty": _("How certain the archive is that they do: certain, probable or possible."),
    "routes": _("Permanent addresses of the routes that are accounts of the movement."),
    "claims": _("Permanent addresses of the claims that state these routes, in the same order."),
    "origins": _("Permanent addresses of the places that the route leaves."),
    "destinations": _("Permanent addresses of the places that the route leads to."),
    "direction": _("Direction of the route, if the source states only that."),
    "form": _("sets: from one set of places to another; stops: stop by stop, in the table “routes.stops”."),
    "route": _("Permanent address of the route."),
    "order": _("Position of the stop in the order of the account, from 1."),
    "after": _("Positions of the stops that precede it."),
    "omission": _("true if the account leaves stops out before this one."),
    "event": _(
        "What happened at the stop: departure, halt, night, killing, burial, death, entrainment, transfer, joined, split, arrival or liberation."
    ),
    "place": _("Permanent address of the place of the stop; empty if the place has no record."),
    "means": _("Means of travel of the whole route, or to the stop: on-foot, rail or ship."),
    "means_evidence": _("Permanent addresses of the words that state the means of travel."),
    "means_words": _("The quoted words, in the order of the column “means_evidence”."),
    "stop_means": _("Means of travel to the stops of the route, each once, in the order of the account."),
    "movement": _("Permanent address of the movement that the archive takes the route for an account of."),
    "date_evidence": _("Permanent address of the words that date the route or the stop."),
    "date_words": _("The quoted words at this address."),
    "direction_evidence": _("Permanent address of the words that state the direction."),
    "direction_words": _("The quoted words, in the order of the column “direction_evidence”."),
    "origin_evidence": _("Permanent addresses of the words that name these places, in the order of the column “origins”."),
    "origin_words": _("The quoted words, in the order of the column “origin_evidence”."),
    "destination_evidence": _(
        "Permanent addresses of the words that name these places, in the order of the column “destinations”."
    ),
    "destination_words": _("The quoted words, in the order of the column “destination_evidence”."),
    "precision": _("Within how many kilometres the place is of the position, if this is known."),
    "part_of": _("Permanent address of the place that it is part of: of a subcamp, its main camp."),
}
SEVERAL_VALUES = _("Several values are separated by “%(separator)s”.")
LIST_COLUMNS = (
    *(
        "about",
        "evidence",
        "words",
        "reading",
        "differs_from",
        "differs_on",
        "origins",
        "destinations",
        "after",
        "routes",
        "claims",
    ),
    *("counted", "numbers", "number_evidence", "number_words", "number_units"),
    *("means", "means_evidence", "means_words", "stop_means"),
    *("origin_evidence", "origin_words", "destination_evidence", "destination_words"),
)
# By table, the columns whose values are addresses in another table
FOREIGN_KEYS = {"routes": {"claim": "claims", "movement": "movements"}, "routes.stops": {"route": "routes"}}


def describe_tables(tables: Mapping[str, bytes], header: EditionHeader, origin: str) -> dict[str, object]:
    """Return the data package of CSV tables, by their names. Raises KeyError for a column without a meaning."""
    return {
        "profile": "tabular-data-package",
        "name": f"shawahid-edition-{header.edition}",
        "id": f"{origin}/id/edition/{header.edition}",
        "title": f"Shawahid, edition {header.edition}",
        "title_ar": f"شواهد، الطبعة {header.edition}",
        "description": header.note["en"],
        "description_ar": header.note["ar"],
        "version": str(header.edition),
        "created": header.published,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "resources": [_describe_table(name, content, tables) for name, content in sorted(tables.items())],
    }


def _describe_table(name: str, content: bytes, tables: Collection[str]) -> dict[str, object]:
    columns = next(csv.reader(io.StringIO(content.decode(), newline="")))
    keys = [
        {"fields": column, "reference": {"resource": table, "fields": "permanent"}}
        for column, table in FOREIGN_KEYS.get(name, {}).items()
        if table in tables  # without records there is none, and the column is empty
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": {
            "fields": [_describe_column(column) for column in columns],
            "primaryKey": "identifier",
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _describe_column(column: str) -> dict[str, object]:
    type_ = COLUMN_TYPES.get(column, {"type": "string"})
    return {"name": column, **type_, "description": _state_meaning(column, "en"), "description_ar": _state_meaning(column, "ar")}


def _state_meaning(column: str, language: str) -> str:
    """Return the meaning of a column in a language. A translated column is named after the field and the language of the value."""
    field, _underscore, value_language = column.rpartition("_")
    translated = value_language in LANGUAGES
    with override(language):
        parts = [str(COLUMN_MEANINGS[field if translated else column])]
        if translated:
            parts.append(str(VALUE_LANGUAGES[value_language]))
        if column in LIST_COLUMNS:
            parts.append(SEVERAL_VALUES % {"separator": VALUE_SEPARATOR})
    return " ".join(parts)


VALUE_LANGUAGES = {"ar": _("In Arabic."), "en": _("In English.")}
