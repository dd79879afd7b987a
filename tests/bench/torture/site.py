"""The site that is damaged: a published, loaded, warm and baked archive in a folder, with a pristine copy beside it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random

SEED = 15


class TortureSite:
    """A site in a folder on a disk of its own, and its pristine copy; ``random``: what chance decides, always the same."""

    def __init__(self, folder: Path, disk: Path) -> None:
        self.random = Random(SEED)  # noqa: S311
        self.pristine, self.root, self.disk, self.log = folder / "pristine", disk / "site", disk, folder / "log"
        self.fixtures, self.var = self.root / "fixtures", self.root / "var"
        self.database, self.answers, self.baked = self.var / "archive.sqlite3", self.var / "answers", self.root / "baked"

    def prepare(self) -> None:
        """Publish two editions, load, check, warm and bake them, and copy everything; shorten warm and bake to a few pages."""
        from django.core.management import call_command

        from archive.editions import stored_pages
        from archive.editions.bake import baker
        from archive.editions.deposit import database
        from archive.editions.pipeline import check_fixtures, get_record_cache_path
        from archive.ledger.chain import read_ledger
        from archive.models import Source
        from tests.support.commands import publish

        addresses = tuple(
            f"/{language}/{page}" for language in ("ar", "en") for page in ("", "camps/", "sources/", "claims/", "about/")
        )
        stored_pages.START_ADDRESSES, stored_pages._list_links = addresses, lambda *_arguments: ()
        baker.list_start_addresses, baker.SiteBaker._links = lambda _kinds: addresses, lambda *_arguments: ()
        for folder in (self.var, self.pristine):
            folder.mkdir(parents=True)
        shutil.copytree("fixtures", self.fixtures)
        with quiet():
            call_command("migrate", verbosity=0)
            self.forget_connections()
            shutil.copyfile(self.database, self.pristine / "empty.sqlite3")
            database.call_command = self.copy_tables
            call_command("load_fixtures")
            self.forget_connections()
            shutil.copytree(self.var, self.pristine / "first")
            self.change_claim("large")
            assert publish(self.fixtures)[0] == 0
            call_command("load_fixtures")
            call_command("warm")
            call_command("bake", self.baked)
        self.change_claim("huge")
        self.cache = get_record_cache_path(self.fixtures)
        self.problems = check_fixtures(self.fixtures, cache=self.cache)
        self.source = Source.objects.get().identifier
        self.texts = read_ledger(self.fixtures / "editions").texts
        self.forget_connections()
        shutil.copytree(self.root, self.pristine / "site")

    def copy_tables(self, *_arguments: object, **_options: object) -> None:
        """Copy the empty tables into a new database, in place of the migrations, which take longer than a load."""
        from django.db import connection

        shutil.copyfile(self.pristine / "empty.sqlite3", connection.settings_dict["NAME"])

    def change_claim(self, word: str) -> None:
        """Change a word of a record in the working copy."""
        path = self.fixtures / "claims/belarus-offensive-1944.yaml"
        text = path.read_text(encoding="utf-8")
        for old in ("massive", "large"):
            text = text.replace(old, word)
        path.write_text(text, encoding="utf-8")

    def restore(self, *, first: bool = False) -> None:
        """Make the site pristine; with ``first``, with a database of the first edition."""
        self.forget_connections()
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.pristine / "site", self.root)
        if first:
            shutil.rmtree(self.var)
            shutil.copytree(self.pristine / "first", self.var)

    def forget_connections(self) -> None:
        """Close connections, whose caches would hide damage of the file."""
        from django.db import connections

        connections.close_all()

    def find_faults(self, target: str) -> list:
        """Return what verify_archive finds."""
        from archive.editions import verification

        self.forget_connections()
        if target == "baked":
            return list(verification.verify_baked(self.baked))
        parts = {"answers": ["answers"], "caches": ["caches"]}.get(target, ["ledger", "database"])
        return [fault for part in parts for fault in verification.verify(part, self.fixtures)]


@contextmanager
def quiet() -> Iterator[None]:
    """Drop what commands print."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield
