"""``python -m tests.bench.torture [FLIPS [KILLS [DISKS [NAME …]]]]``: damage the archive in every way, and check that nothing is lost.

Three tables: bytes changed in each kind of file, and rows changed in PostgreSQL; commands killed at random moments; commands whose disk
fills up at a random byte. Damage must be detected by ``verify_archive``, or be proved to have no effect; no damaged text may be served;
the command that is named must repair it. The seed is fixed. Full disks are a tmpfs for root, else a limit of the size of files.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from tests.bench.torture.damage import ByteDamage
from tests.bench.torture.interruptions import DISKS, KILLS, Interruptions, small_disk
from tests.bench.torture.site import SEED, TortureSite
from tests.bench.torture.tables import print_head, print_line


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
        site = TortureSite(Path(name), disk)
        site.prepare()
        print(
            f"prepared in {time.perf_counter() - start:.0f} s; a full disk is a {'tmpfs' if os.path.ismount(disk) else 'limit of file size'}"
        )
        print_head()
        damage, interruptions = ByteDamage(site, only), Interruptions(site, only)
        damage.flip_all(flips)
        interruptions.interrupt_all(KILLS, kills, interruptions.kill, "killed")
        interruptions.interrupt_all(DISKS, disks, interruptions.fill_disk, "full disk")
        site.forget_connections()
        total = sum([*damage.counts.values(), *interruptions.counts.values()], Counter())
        print_line("all", total)
    print(f"{time.perf_counter() - start:.0f} s, processor time {time.process_time():.0f} s; seed {SEED}")
    return 1 if total["lost"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4]), only=sys.argv[4:]))
