"""Changed bytes of each kind of file, and changed rows of PostgreSQL: each must be detected, or have no effect, and be repaired."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from random import Random

from tests.bench.torture.site import TortureSite, quiet
from tests.bench.torture.tables import print_line, select_shares

# Shares of the changed bytes, by what has them
FLIPS = {"sqlite": 60, "postgresql": 30, "ledger": 30, "texts": 20, "answers": 20, "caches": 20, "baked": 20}


class ByteDamage:
    """Damage to a site, and the counts of what was tried. ``only``: the kinds of files that are damaged; all if it is empty."""

    def __init__(self, site: TortureSite, only: Collection[str]) -> None:
        self.site, self.only = site, only
        self.counts: dict[str, Counter[str]] = {}

    def flip_all(self, total: int) -> None:
        """Change single bytes, and check that each is detected and repaired."""
        for target, count in select_shares(FLIPS, total, self.only):
            counts = self.counts[target] = Counter()
            self.site.restore()
            if target == "postgresql":
                counts.update(self.call_apart(self.flip_rows, count))
                print_line(target, counts)
                continue
            for _number in range(count):
                path = self.choose_file(target)
                pristine = path.read_bytes()
                self.site.forget_connections()
                path.write_bytes(change_byte(pristine, self.site.random))
                counts["tried"] += 1
                faults = self.site.find_faults(target)
                harmless = not faults and target == "caches" and self.is_check_the_same()
                counts["detected"] += bool(faults)
                counts["without effect"] += harmless
                is_safe = (faults or harmless) and self.serves_no_damage(target)
                self.repair(target, path, pristine)
                is_repaired = not self.site.find_faults(target)
                counts["repaired"] += is_repaired
                if not (is_safe and is_repaired):
                    counts["lost"] += 1
                    print(f"lost: {target} {path.name} {faults}")
                    self.site.restore()
            print_line(target, counts)

    def choose_file(self, target: str) -> Path:
        """Return a file of a target, by chance; larger ones more often."""
        folder = {
            "ledger": self.site.fixtures / "editions",
            "texts": self.site.fixtures / "editions/texts",
            "baked": self.site.baked,
        }.get(target)
        if folder:
            pattern = {"ledger": "*.jsonl", "texts": "*", "baked": "**/*"}[target]
            files = sorted(path for path in folder.glob(pattern) if path.is_file())
            return self.site.random.choices(files, [path.stat().st_size for path in files])[0]
        return {
            "sqlite": self.site.database,
            "answers": next(self.site.answers.glob("*.sqlite3"), None),
            "caches": self.site.cache,
        }[target]

    def is_check_the_same(self) -> bool:
        """Return whether a check with the cache finds the same problems as before."""
        from archive.editions.pipeline import check_fixtures

        return check_fixtures(self.site.fixtures, cache=self.site.cache) == self.site.problems

    def serves_no_damage(self, target: str) -> bool:
        """Return whether no text is served that is not the published one, and no damaged stored response at all."""
        from archive.web.cache.cache_key import CODINGS, CacheKey
        from archive.web.cache.responses import DECODERS
        from archive.web.cache.stores import WarmFile, iterate_stored_rows

        if target == "answers":
            file = next((self.site.pristine / "site/var/answers").glob("*.sqlite3"))
            warm = WarmFile(self.site.answers / file.name)
            for row in iterate_stored_rows(file):
                for coding in CODINGS:
                    found = warm.get(CacheKey(*json.loads(row.cache_key)), coding)
                    if found and found[0]._replace(body=b"") != row.head:
                        return False
                    if found and (DECODERS[coding](found[1]) if found[1] else found[0].body) != row.rendered.body:
                        return False
            return True
        if target not in ("sqlite", "postgresql"):
            return True
        self.site.forget_connections()
        status, body = request(f"/id/source/{self.site.source}.txt")
        return status != 200 or sha256(body).hexdigest() in self.site.texts

    def repair(self, target: str, path: Path, pristine: bytes) -> None:
        """Do what verify_archive says."""
        from django.core.management import call_command

        from archive.editions.pipeline import check_fixtures

        self.site.forget_connections()
        with quiet():
            if target in ("sqlite", "postgresql"):
                call_command("load_fixtures", again=True)
            elif target == "answers":
                call_command("warm")
            elif target == "baked":
                call_command("bake", self.site.baked)
            elif target == "caches":
                path.unlink(missing_ok=True)
                check_fixtures(self.site.fixtures, cache=path)
            else:  # from the version control
                path.write_bytes(pristine)

    def call_apart(self, function: Callable[[int], Counter[str]], count: int) -> Counter[str]:
        """Call a function in a process of its own, since Django keeps things of one engine in memory."""
        with ProcessPoolExecutor(1, get_context("fork")) as pool:
            return pool.submit(function, count).result()

    def flip_rows(self, count: int) -> Counter[str]:
        """Change single characters or numbers of rows in PostgreSQL by UPDATE; return the counts."""
        from django.core.management import call_command
        from django.db import DatabaseError, connection

        counts: Counter[str] = Counter()
        with postgresql_database():
            with quiet():
                call_command("migrate", verbosity=0)
                call_command("load_fixtures")
            while counts["tried"] < count:
                try:
                    self.update_row(connection)
                except DatabaseError:  # a constraint forbids this value
                    continue
                counts["tried"] += 1
                faults = self.site.find_faults("postgresql")
                counts["detected"] += bool(faults)
                is_safe = faults and self.serves_no_damage("postgresql")
                self.repair("postgresql", self.site.database, b"")
                is_repaired = not self.site.find_faults("postgresql")
                counts["repaired"] += is_repaired
                counts["lost"] += not (is_safe and is_repaired)
        return counts

    def update_row(self, connection) -> None:
        """Change a value of a row of a table that a load writes. Raises DatabaseError."""
        from django.db import DatabaseError

        from archive.fixity.tables import list_models

        model = self.site.random.choice(list_models())
        table, key = model._meta.db_table, model._meta.pk.column
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT "{key}" FROM "{table}" ORDER BY 1')  # noqa: S608
            keys = [row[0] for row in cursor.fetchall()]
            fields = [field for field in model._meta.concrete_fields if not field.primary_key and not field.is_relation]
            if not keys or not fields:
                raise DatabaseError("nothing to change")
            field, row = self.site.random.choice(fields), self.site.random.choice(keys)
            cursor.execute(f'SELECT "{field.column}" FROM "{table}" WHERE "{key}" = %s', [row])  # noqa: S608
            value = cursor.fetchone()[0]
            changed = change_value(value, self.site.random)
            if changed is None:
                raise DatabaseError("nothing to change")
            cursor.execute(f'UPDATE "{table}" SET "{field.column}" = %s WHERE "{key}" = %s', [changed, row])  # noqa: S608


def request(address: str) -> tuple[int, bytes]:
    """Return status and body of a response of the application; 500 if it raises."""
    from tests.support.wsgi_client import WSGIClient

    try:
        response = WSGIClient().get(address)
    except Exception:
        return 500, b""
    return response.status, response.body


def change_byte(content: bytes, random: Random) -> bytes:
    """Return the bytes with one of them changed."""
    changed = bytearray(content)
    changed[random.randrange(len(changed))] ^= random.randrange(1, 256)
    return bytes(changed)


def change_value(value: object, random: Random) -> object | None:
    """Return a value of a column with one character or bit changed; None if it has none."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value ^ 1 << random.randrange(8)
    if isinstance(value, bytes | memoryview) and len(value):
        return change_byte(bytes(value), random)
    if isinstance(value, str) and value:
        at = random.randrange(len(value))
        return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    return None


@contextmanager
def postgresql_database() -> Iterator[None]:
    """Use a new database on the tests' PostgreSQL as the default one."""
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.db.utils import ConnectionHandler

    from tests import settings_postgres
    from tests.support.databases import Database

    usual = connections[DEFAULT_DB_ALIAS]
    server = dict(settings_postgres.DATABASES["default"])
    name = f"torture_{os.getpid()}"
    connections[DEFAULT_DB_ALIAS] = ConnectionHandler({DEFAULT_DB_ALIAS: server})[DEFAULT_DB_ALIAS]
    admin = Database(server).reader()
    admin.cursor().execute(f'CREATE DATABASE "{name}"')
    connections[DEFAULT_DB_ALIAS] = ConnectionHandler({DEFAULT_DB_ALIAS: server | {"NAME": name}})[DEFAULT_DB_ALIAS]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = usual
        admin.cursor().execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        admin.close()
