"""Commands that are killed at random moments, or whose disk fills up at a random byte: nothing may be lost."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.bench.torture.site import TortureSite
from tests.bench.torture.tables import print_line, select_shares

DISK_MB = 128
# Shares of the kills and full disks, by command
KILLS = {"publish": 60, "load": 25, "load --again": 25, "warm": 50, "bake": 25, "backup": 15}
DISKS = {"publish": 25, "load": 25, "load --again": 15, "warm": 20, "bake": 15}
# One in so many interrupted commands is run again to its end.
COMPLETED = 5


class Interruptions:
    """Interrupted commands of a site, and the counts of what was tried. ``only``: the commands; all if it is empty."""

    def __init__(self, site: TortureSite, only: Collection[str]) -> None:
        self.site, self.only = site, only
        self.counts: dict[str, Counter[str]] = {}

    def interrupt_all(
        self, shares: dict[str, int], total: int, interrupt: Callable[[str, float], tuple[bool, str]], how: str
    ) -> None:
        """Interrupt commands, and check that what is there is whole afterwards, and that the command can be run again."""
        for command, count in select_shares(shares, total, self.only):
            counts = self.counts[f"{command}, {how}"] = Counter()
            self.site.restore(first=command == "load")
            start, before = time.perf_counter(), self.measure()
            self.run(command)
            extent = time.perf_counter() - start if how == "killed" else self.measure_need(command, before)
            for number in range(count):
                self.site.restore(first=command == "load")
                is_interrupted, fault = interrupt(command, self.site.random.uniform(0, extent))
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

        self.site.forget_connections()
        return forked_process.start(lambda: self.call(command, limit))

    def call(self, command: str, limit: int | None) -> int:
        """Call a command in this process, as manage.py would."""
        from django.core.management import CommandError, call_command

        log = os.open(self.site.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1), os.dup2(log, 2)
        sys.stdout = sys.stderr = os.fdopen(log, "w")
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        arguments, options = {
            "publish": (["publish"], {"note_ar": "طبعة للاختبار", "note_en": "An edition for a test"}),
            "load": (["load_fixtures"], {}),
            "load --again": (["load_fixtures"], {"again": True}),
            "warm": (["warm"], {}),
            "bake": (["bake", str(self.site.baked)], {}),
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
        shutil.rmtree(self.site.root / "backup", ignore_errors=True)
        environment = os.environ | {"MANAGE": f"{sys.executable} manage.py"}
        with self.site.log.open("ab") as log:
            return subprocess.Popen(
                ["deploy/backup.sh", self.site.root / "backup"], env=environment, stdout=log, stderr=log, start_new_session=True
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
        limit = None if os.path.ismount(self.site.disk) else int(free)
        filler = self.site.disk / "filler"
        if limit is None:
            space = shutil.disk_usage(self.site.disk).free - int(free)
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(space, 1))
        status = self.run(command, limit)
        filler.unlink(missing_ok=True)
        fault = "it ended in a traceback" if status == 99 else self.find_left_over(command) if status else ""
        return status != 0, fault

    def measure(self) -> int:
        """Return the bytes of all files of the site."""
        return sum(path.stat().st_size for path in self.site.root.rglob("*") if path.is_file())

    def measure_need(self, command: str, before: int) -> int:
        """Return the bytes that a command needs on the disk, a little more than less."""
        written = {"publish": [], "warm": self.site.answers.glob("*.sqlite3"), "bake": self.site.baked.rglob("*")}.get(
            command, [self.site.database]
        )
        return max(sum(path.stat().st_size for path in written if path.is_file()), self.measure() - before, 2**13) * 5 // 4

    def find_loss(self, command: str) -> str:
        """Return what is neither as before the command nor as after it."""
        from archive.editions import verification

        if command == "bake":
            folders = [folder for folder in (self.site.baked, self.site.baked.with_name(".baked.baked")) if folder.is_dir()]
            faults = list(verification.verify_baked(folders[0])) if folders else ["no folder"]
            return str(faults) if faults else ""
        if command == "backup":
            folder = self.site.root / "backup"
            check = ["sha256sum", "--quiet", "-c", "SHA256SUMS"]
            is_whole = not folder.exists() or subprocess.run(check, cwd=folder, check=False, capture_output=True).returncode == 0
            return "" if is_whole else "the backup is not whole"
        faults = self.site.find_faults({"warm": "answers"}.get(command, "sqlite"))
        return str(faults) if faults else ""

    def find_left_over(self, command: str) -> str:
        """Return names of files that a command began and left."""
        names = {
            path.name for path in self.site.root.rglob("*") if path.name.startswith((".publishing-", ".baked", ".archive.sqlite3"))
        }
        if self.site.answers.is_dir() and command == "warm":
            names |= {path.name for path in self.site.answers.iterdir()} - {
                path.name + suffix for path in self.site.answers.glob("*.sqlite3") for suffix in ("", ".sha256")
            }
        return f"left over: {names}" if names else ""


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
