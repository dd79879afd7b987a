"""Lists of more stops than SQLite may have terms of a nested condition."""

import csv
import io
import json

import pytest
from django.db import transaction
from django.db.models.signals import post_init
from django.test import Client

from archive.editions.deposit.database import open_edition_database
from archive.formats import table
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.models import Anchor, LoadedState, Role
from marches.models import MarchStop
from marches.representations import iterate_routes
from marches.route_tables import iterate_marches, iterate_route_heads
from tests.bench.growth import Size, grow

# SQLite refuses conditions nested deeper than this.
MOST_NESTED = 1000
# Marches, and the movements that join four of them and each two of the others
ROUTES, MOVEMENTS = 25, 11


@pytest.fixture
def many_stops(db):
    """Let the test use an archive of marches with more than MOST_NESTED stops together."""
    with transaction.atomic():
        grow(Size(60, ROUTES, 100, 100))
        LoadedState.objects.update(digest="many stops")
        assert MarchStop.objects.count() > MOST_NESTED
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("many_stops")
@pytest.mark.parametrize("name", ["routes.csv", "routes.stops.csv", "movements.csv"])
def test_table_has_every_row_of_an_archive_of_many_stops(name):
    response = Client().get(f"/id/{name}")
    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode().removeprefix("\ufeff"))))
    invented = {row["route"] if "stops" in name else row["identifier"] for row in rows if "invented" in str(row)}
    assert len(invented) == (MOVEMENTS if name == "movements.csv" else ROUTES)


@pytest.mark.usefixtures("many_stops")
def test_tables_have_the_rows_of_the_whole_records():
    whole = list(iterate_routes())
    assert list(map(table.build_route_row, iterate_route_heads())) == list(map(table.build_route_row, whole))
    assert "".join(table.write_stops(iterate_marches())) == "".join(table.write_stops(whole))


@pytest.mark.usefixtures("many_stops")
def test_table_of_routes_reads_few_of_the_words_of_marches():
    """Of 25 marches of 50 stops those of their first and last stops."""
    loaded = []
    post_init.connect(lambda instance, **_: loaded.append(instance.role), sender=Anchor, weak=False, dispatch_uid="count")
    try:
        Client().get("/id/routes.csv")
    finally:
        post_init.disconnect(sender=Anchor, dispatch_uid="count")
    assert 0 < loaded.count(Role.STOP) < MarchStop.objects.count() / 2


@pytest.mark.usefixtures("many_stops")
def test_geojson_has_every_route_of_an_archive_of_many_stops():
    response = Client().get("/id/routes.geojson")
    features = json.loads(b"".join(response))["features"]
    routes = [feature for feature in features if feature["properties"].get("form") == "stops"]
    assert len(routes) == ROUTES


def test_package_has_every_route_of_an_archive_of_many_stops(db, settings, tmp_path):
    """A package is written from a SQLite database, also where the archive is on PostgreSQL."""
    with open_edition_database(read_ledger(settings.FIXTURES_ROOT / LEDGER_FOLDER), tmp_path / "edition.sqlite3"):
        grow(Size(60, ROUTES, 100, 100))
        assert sum(route["form"] == "stops" for route in iterate_routes()) == ROUTES
