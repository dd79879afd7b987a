"""``python -m tests.bench.torture [FLIPS [KILLS [DISKS [NAME …]]]]``: damage the archive in every way, and check that nothing is lost.

Three tables: bytes changed in each kind of file, and rows changed in PostgreSQL; commands killed at random moments; commands whose disk
fills up at a random byte. Damage must be detected by ``verify_archive``, or be proved to have no effect; no damaged text may be served;
the command that is named must repair it. The seed is fixed. Full disks are a tmpfs for root, else a limit of the size of files.
"""

from __future__ import annotations

import io
import json
import logging
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from random import Random

SEED = 15
DISK_MB = 128
# Shares of the flips, by what is changed, and of the kills and full disks, by command
FLIPS = {"sqlite": 60, "postgresql": 30, "ledger": 30, "texts": 20, "answers": 20, "caches": 20, "baked": 20}
KILLS = {"publish": 60, "load": 25, "load --again": 25, "warm": 50, "bake": 25, "backup": 15}
DISKS = {"publish": 25, "load": 25, "load --again": 15, "warm": 20, "bake": 15}
# One in so many interrupted commands is run again to its end.
COMPLETED = 5
COLUMNS = ("tried", "detected", "without effect", "repaired", "lost")


class Torture:
    """A site in a folder on a disk of its own, its pristine copy beside it, and the counts of what was tried."""

    def __init__(self, folder: Path, disk: Path, only: Collection[str]) -> None:
        self.random = Random(SEED)  # noqa: S311
        self.pristine, self.site, self.disk = folder / "pristine", disk / "site", disk
        self.log, self.only = folder / "log", only
        self.counts: dict[str, Counter[str]] = {}
        self.fixtures, self.var = self.site / "fixtures", self.site / "var"
        self.database, self.answers, self.baked = self.var / "archive.sqlite3", self.var / "answers", self.site / "baked"

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
        shutil.copytree(self.site, self.pristine / "site")

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
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.copytree(self.pristine / "site", self.site)
        if first:
            shutil.rmtree(self.var)
            shutil.copytree(self.pristine / "first", self.var)

    def forget_connections(self) -> None:
        """Close connections, whose caches would hide damage of the file."""
        from django.db import connections

        connections.close_all()

    def select(self, shares: dict[str, int], total: int) -> Iterator[tuple[str, int]]:
        """Yield the shares of a smaller or larger total, at least one each, of those that are chosen."""
        for name, share in shares.items():
            if total and (not self.only or name in self.only):
                yield name, max(1, round(share * total / sum(shares.values())))

    # Flips

    def flip_all(self, total: int) -> None:
        """Change single bytes, and check that each is detected and repaired."""
        for target, count in self.select(FLIPS, total):
            counts = self.counts[target] = Counter()
            self.restore()
            if target == "postgresql":
                counts.update(self.call_apart(self.flip_rows, count))
                print_line(target, counts)
                continue
            for _number in range(count):
                path = self.choose_file(target)
                pristine = path.read_bytes()
                self.forget_connections()
                path.write_bytes(change_byte(pristine, self.random))
                counts["tried"] += 1
                faults = self.find_faults(target)
                harmless = not faults and target == "caches" and self.is_check_the_same()
                counts["detected"] += bool(faults)
                counts["without effect"] += harmless
                is_safe = (faults or harmless) and self.serves_no_damage(target)
                self.repair(target, path, pristine)
                is_repaired = not self.find_faults(target)
                counts["repaired"] += is_repaired
                if not (is_safe and is_repaired):
                    counts["lost"] += 1
                    print(f"lost: {target} {path.name} {faults}")
                    self.restore()
            print_line(target, counts)

    def choose_file(self, target: str) -> Path:
        """Return a file of a target, by chance; larger ones more often."""
        folder = {"ledger": self.fixtures / "editions", "texts": self.fixtures / "editions/texts", "baked": self.baked}.get(target)
        if folder:
            pattern = {"ledger": "*.jsonl", "texts": "*", "baked": "**/*"}[target]
            files = sorted(path for path in folder.glob(pattern) if path.is_file())
            return self.random.choices(files, [path.stat().st_size for path in files])[0]
        return {"sqlite": self.database, "answers": next(self.answers.glob("*.sqlite3"), None), "caches": self.cache}[target]

    def find_faults(self, target: str) -> list:
        """Return what verify_archive finds."""
        from archive.editions import verification

        self.forget_connections()
        if target == "baked":
            return list(verification.verify_baked(self.baked))
        parts = {"answers": ["answers"], "caches": ["caches"]}.get(target, ["ledger", "database"])
        return [fault for part in parts for fault in verification.verify(part, self.fixtures)]

    def is_check_the_same(self) -> bool:
        """Return whether a check with the cache finds the same problems as before."""
        from archive.editions.pipeline import check_fixtures

        return check_fixtures(self.fixtures, cache=self.cache) == self.problems

    def serves_no_damage(self, target: str) -> bool:
        """Return whether no text is served that is not the published one, and no damaged stored response at all."""
        from archive.web.cache.cache_key import CODINGS, CacheKey
        from archive.web.cache.responses import DECODERS
        from archive.web.cache.stores import WarmFile, iterate_stored_rows

        if target == "answers":
            file = next((self.pristine / "site/var/answers").glob("*.sqlite3"))
            warm = WarmFile(self.answers / file.name)
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
        self.forget_connections()
        status, body = request(f"/id/source/{self.source}.txt")
        return status != 200 or sha256(body).hexdigest() in self.texts

    def repair(self, target: str, path: Path, pristine: bytes) -> None:
        """Do what verify_archive says."""
        from django.core.management import call_command

        from archive.editions.pipeline import check_fixtures

        self.forget_connections()
        with quiet():
            if target in ("sqlite", "postgresql"):
                call_command("load_fixtures", again=True)
            elif target == "answers":
                call_command("warm")
            elif target == "baked":
                call_command("bake", self.baked)
            elif target == "caches":
                path.unlink(missing_ok=True)
                check_fixtures(self.fixtures, cache=path)
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
                faults = self.find_faults("postgresql")
                counts["detected"] += bool(faults)
                is_safe = faults and self.serves_no_damage("postgresql")
                self.repair("postgresql", self.database, b"")
                is_repaired = not self.find_faults("postgresql")
                counts["repaired"] += is_repaired
                counts["lost"] += not (is_safe and is_repaired)
        return counts

    def update_row(self, connection) -> None:
        """Change a value of a row of a table that a load writes. Raises DatabaseError."""
        from django.db import DatabaseError

        from archive.fixity.tables import list_models

        model = self.random.choice(list_models())
        table, key = model._meta.db_table, model._meta.pk.column
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT "{key}" FROM "{table}" ORDER BY 1')  # noqa: S608
            keys = [row[0] for row in cursor.fetchall()]
            fields = [field for field in model._meta.concrete_fields if not field.primary_key and not field.is_relation]
            if not keys or not fields:
                raise DatabaseError("nothing to change")
            field, row = self.random.choice(fields), self.random.choice(keys)
            cursor.execute(f'SELECT "{field.column}" FROM "{table}" WHERE "{key}" = %s', [row])  # noqa: S608
            value = cursor.fetchone()[0]
            changed = change_value(value, self.random)
            if changed is None:
                raise DatabaseError("nothing to change")
            cursor.execute(f'UPDATE "{table}" SET "{field.column}" = %s WHERE "{key}" = %s', [changed, row])  # noqa: S608

    # Kills and full disks

    def interrupt_all(
        self, shares: dict[str, int], total: int, interrupt: Callable[[str, float], tuple[bool, str]], how: str
    ) -> None:
        """Interrupt commands, and check that what is there is whole afterwards, and that the command can be run again."""
        for command, count in self.select(shares, total):
            counts = self.counts[f"{command}, {how}"] = Counter()
            self.restore(first=command == "load")
            start, before = time.perf_counter(), self.measure()
            self.run(command)
            extent = time.perf_counter() - start if how == "killed" else self.measure_need(command, before)
            for number in range(count):
                self.restore(first=command == "load")
                is_interrupted, fault = interrupt(command, self.random.uniform(0, extent))
                counts["tried"] += 1
                counts["detected"] += is_interrupted
                fault = fault or self.find_loss(command)
                if not fault and number % COMPLETED == 0:
                    self.run(command)
                    fault = self.find_loss(command) or self.find_left_over(command)
                counts["repaired"] += not fault
                if fault:
                    counts["lost"] += 1
                    print(f"lost: {command}: {fault}")
            print_line(f"{command}, {how}", counts)

    def run(self, command: str, limit: int | None = None) -> int:
        """Run a command to its end in its own process; return its exit status, 99 if it ends in a traceback."""
        from tests.support import forked_process

        if command == "backup":
            return self.start_backup().wait()
        return forked_process.wait(self.start(command, limit))

    def start(self, command: str, limit: int | None = None) -> int:
        """Start a command in a forked process; return its id."""
        from tests.support import forked_process

        self.forget_connections()
        return forked_process.start(lambda: self.call(command, limit))

    def call(self, command: str, limit: int | None) -> int:
        """Call a command in this process, as manage.py would."""
        from django.core.management import CommandError, call_command

        log = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1), os.dup2(log, 2)
        sys.stdout = sys.stderr = os.fdopen(log, "w")
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        arguments, options = {
            "publish": (["publish"], {"note_ar": "طبعة للاختبار", "note_en": "An edition for a test"}),
            "load": (["load_fixtures"], {}),
            "load --again": (["load_fixtures"], {"again": True}),
            "warm": (["warm"], {}),
            "bake": (["bake", str(self.baked)], {}),
        }[command]
        try:
            call_command(*arguments, **options)
        except CommandError as error:
            return error.returncode
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    def start_backup(self) -> subprocess.Popen:
        """Start backup.sh in a process group of its own."""
        shutil.rmtree(self.site / "backup", ignore_errors=True)
        environment = os.environ | {"MANAGE": f"{sys.executable} manage.py"}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                ["deploy/backup.sh", self.site / "backup"], env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, command: str, seconds: float) -> tuple[bool, str]:
        """Start a command and kill it after some seconds; return whether it was still running."""
        from tests.support import forked_process

        if command == "backup":
            process = self.start_backup()
            with suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
                return False, ""
            os.killpg(process.pid, 9)
            process.wait()
            return True, ""
        process_id = self.start(command)
        time.sleep(seconds)
        os.kill(process_id, 9)
        return forked_process.wait(process_id) == -9, ""

    def fill_disk(self, command: str, free: float) -> tuple[bool, str]:
        """Run a command with some bytes free on its disk; return whether it failed, and what is wrong in how it ended."""
        limit = None if os.path.ismount(self.disk) else int(free)
        filler = self.disk / "filler"
        if limit is None:
            space = shutil.disk_usage(self.disk).free - int(free)
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(space, 1))
        status = self.run(command, limit)
        filler.unlink(missing_ok=True)
        fault = "it ended in a traceback" if status == 99 else self.find_left_over(command) if status else ""
        return status != 0, fault

    def measure(self) -> int:
        """Return the bytes of all files of the site."""
        return sum(path.stat().st_size for path in self.site.rglob("*") if path.is_file())

    def measure_need(self, command: str, before: int) -> int:
        """Return the bytes that a command needs on the disk, a little more than less."""
        written = {"publish": [], "warm": self.answers.glob("*.sqlite3"), "bake": self.baked.rglob("*")}.get(
            command, [self.database]
        )
        return max(sum(path.stat().st_size for path in written if path.is_file()), self.measure() - before, 2**13) * 5 // 4

    def find_loss(self, command: str) -> str:
        """Return what is neither as before the command nor as after it."""
        from archive.editions import verification

        if command == "bake":
            folders = [folder for folder in (self.baked, self.baked.with_name(".baked.baked")) if folder.is_dir()]
            faults = list(verification.verify_baked(folders[0])) if folders else ["no folder"]
            return str(faults) if faults else ""
        if command == "backup":
            folder = self.site / "backup"
            check = ["sha256sum", "--quiet", "-c", "SHA256SUMS"]
            is_whole = not folder.exists() or subprocess.run(check, cwd=folder, check=False, capture_output=True).returncode == 0
            return "" if is_whole else "the backup is not whole"
        faults = self.find_faults({"warm": "answers"}.get(command, "sqlite"))
        return str(faults) if faults else ""

    def find_left_over(self, command: str) -> str:
        """Return names of files that a command began and left."""
        names = {path.name for path in self.site.rglob("*") if path.name.startswith((".publishing-", ".baked", ".archive.sqlite3"))}
        if self.answers.is_dir() and command == "warm":
            names |= {path.name for path in self.answers.iterdir()} - {
                path.name + suffix for path in self.answers.glob("*.sqlite3") for suffix in ("", ".sha256")
            }
        return f"left over: {names}" if names else ""


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
def quiet() -> Iterator[None]:
    """Drop what commands print."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield


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


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a small disk in memory, if this process may; else use a folder."""
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", disk]
    is_mounted = os.geteuid() == 0 and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    try:
        yield disk
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", disk], check=True)


def print_line(name: str, counts: Counter[str]) -> None:
    """Print a line of the table."""
    print(f"{name:<22}" + "".join(f"{counts[column]:>16}" for column in COLUMNS), flush=True)


def main(flips: int = 200, kills: int = 200, disks: int = 100, only: Collection[str] = ()) -> int:
    """Print the tables; return 1 if anything is lost."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="shawahid-torture-") as name, small_disk(Path(name)) as disk:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            "DATABASE_ACCESS": "write",
            "DATABASE_URL": f"sqlite:///{disk}/site/var/archive.sqlite3",
            "VAR_ROOT": f"{disk}/site/var",
            "FIXTURES_ROOT": f"{disk}/site/fixtures",
            "STATIC_ROOT": f"{name}/static",
            "RESPONSE_CACHE_MB": "0",
        }
        # Before Django reads the names of the files
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]
        subprocess.run(collect, check=True)
        import django

        django.setup()
        logging.disable()
        torture = Torture(Path(name), disk, only)
        torture.prepare()
        print(
            f"prepared in {time.perf_counter() - start:.0f} s; a full disk is a {'tmpfs' if os.path.ismount(disk) else 'limit of file size'}"
        )
        print(" " * 22 + "".join(f"{column:>16}" for column in COLUMNS))
        torture.flip_all(flips)
        torture.interrupt_all(KILLS, kills, torture.kill, "killed")
        torture.interrupt_all(DISKS, disks, torture.fill_disk, "full disk")
        torture.forget_connections()
        total = sum(torture.counts.values(), Counter())
        print_line("all", total)
    print(f"{time.perf_counter() - start:.0f} s, processor time {time.process_time():.0f} s; seed {SEED}")
    return 1 if total["lost"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4]), only=sys.argv[4:]))
