"""Production as processes on 127.0.0.1, from the files in deploy/: ``make prod-local``.

PostgreSQL with a streaming replica, two gunicorns that read the replica first, and nginx with its cache. It runs until interrupted;
its data are in a temporary folder.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from tests.support import deploy_files
from tests.support.binaries import AS_NOBODY, NOBODY, give_to_nobody, nginx, postgres_folder
from tests.support.ports import free_ports
from tests.support.processes import Processes, status, wait_for

REPOSITORY = Path(__file__).resolve().parents[2]
APPS = ("app-a", "app-b")
PARTS = ("nginx", *APPS, "replica", "primary")
PYTHON = sys.executable


class Topology:
    """Context of all parts by name, which can be killed and started again, and end with the context."""

    def __init__(self, port: int = 0, metrics: bool = True):
        numbers = free_ports(7)
        self.ports = dict(zip((*PARTS, "metrics-a", "metrics-b"), [port or numbers[0], *numbers[1:]], strict=True))
        self.origin = f"http://127.0.0.1:{self.ports['nginx']}"
        self.metrics = metrics

    def __enter__(self) -> Topology:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends all parts on SIGTERM too
        self.folder = Path(tempfile.mkdtemp(prefix="shawahid-production-"))
        try:
            self._prepare()
            self.start_all()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *raised) -> None:
        for name in [part for part in PARTS if part in self.processes.running]:
            self.processes.end(name, signal.SIGINT if name in ("primary", "replica") else signal.SIGTERM)
        shutil.rmtree(self.folder)

    def start_all(self) -> None:
        """Start all parts in the order of their dependencies, and load the archive."""
        for name in ("primary", "replica"):
            self.start(name)
        self.manage("migrate", "-v", "0")
        self.load(REPOSITORY / "fixtures")
        for name in (*APPS, "nginx"):
            self.start(name)

    def start(self, name: str, **variables: str) -> None:
        """Start a part and wait until it serves. ``variables`` are for a gunicorn."""
        if name in APPS:
            self._app(name, variables)
        else:
            {"primary": self._primary, "replica": self._replica, "nginx": self._nginx}[name]()

    def kill(self, *names: str) -> None:
        """Kill parts at once."""
        for name in names:
            self.processes.kill(name)

    def load(self, fixtures: Path, edition: int = 1) -> None:
        """Load an edition into the primary, and so into the replica."""
        self.manage("load_fixtures", "--fixtures", str(fixtures), "--edition", str(edition))

    def edition(self) -> str:
        """Return the digest of the current edition."""
        with urlopen(f"http://127.0.0.1:{self.ports['app-a']}/readyz", timeout=5) as answer:
            return json.load(answer)["edition"]

    def manage(self, *arguments: str) -> str:
        """Run a management command as the loader; return its output. Raises RuntimeError."""
        url = f"postgres://shawahid_loader@127.0.0.1:{self.ports['primary']}/shawahid"
        environment = self.environment("loader") | {"DATABASE_URL": url, "LOAD_DATABASE_URL": url}
        result = subprocess.run(
            [PYTHON, "manage.py", *arguments], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
        )
        if result.returncode:
            raise RuntimeError(f"manage.py {arguments[0]}: {result.stderr}")
        return result.stdout

    def environment(self, role: str) -> dict[str, str]:
        """Return the variables of a process of the archive."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "DATABASE_", "DJANGO_"))}
        return inherited | {
            "CANONICAL_ORIGIN": self.origin,
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "info",
            "PGPASSFILE": str(self.folder / f"secrets/{role}.pgpass"),
            "VAR_ROOT": str(self.folder / "var"),
        }

    # Set-up of each part

    def _prepare(self) -> None:
        """Create secrets, a copy of deploy/ readable by the database's user, and static files."""
        self.folder.chmod(0o755)
        for name in ("logs", "var", "sockets"):
            (self.folder / name).mkdir()
        self.processes = Processes(self.folder / "logs")
        give_to_nobody(self.folder / "sockets")
        shutil.copytree(deploy_files.DEPLOY, self.folder / "deploy")
        users = {"DATABASE_USER": str(NOBODY.pw_uid if NOBODY else os.geteuid()), "ARCHIVE_USER": str(os.geteuid())}
        subprocess.run([self.folder / "deploy/secrets.sh", self.folder / "secrets"], check=True, env=os.environ | users)
        collect = [PYTHON, "manage.py", "collectstatic", "--noinput", "-v", "0"]
        subprocess.run(collect, cwd=REPOSITORY, check=True, env=self.environment("reader"))

    def _database(self, name: str, data: Path) -> list[str]:
        return [
            *("-D", str(data), "-p", str(self.ports[name]), "-k", str(self.folder / "sockets")),
            *("-c", f"config_file={self.folder}/deploy/postgres/postgresql.conf"),
            *("-c", f"hba_file={self.folder}/deploy/postgres/pg_hba.conf", "-c", "listen_addresses=127.0.0.1"),
        ]

    def _postgres_environment(self, **more: str) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return inherited | {
            "PATH": f"{postgres_folder()}:{os.environ['PATH']}",
            "SECRETS": str(self.folder / "secrets"),
            "ROLES_SQL": str(self.folder / "deploy/postgres/roles.sql"),
            "LC_ALL": "C.UTF-8",
            **more,
        }

    def _primary(self) -> None:
        data, environment = self.folder / "primary", self._postgres_environment()
        new = not data.exists()
        if new:
            data.mkdir(mode=0o700)
            give_to_nobody(data)
            secret = self.folder / "secrets/postgres.password"
            command = ["initdb", "-D", str(data), "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "-k"]
            subprocess.run([*AS_NOBODY, *command], check=True, env=environment, capture_output=True, cwd=self.folder)
        self.processes.start("primary", [*AS_NOBODY, "postgres", *self._database("primary", data)], environment, self.folder)
        self._wait_for_database("primary")
        if new:
            password = (self.folder / "secrets/postgres.password").read_text()
            connection = {"PGHOST": str(self.folder / "sockets"), "PGPORT": str(self.ports["primary"]), "PGPASSWORD": password}
            subprocess.run([self.folder / "deploy/postgres/first-start.sh"], check=True, env=environment | connection)

    def _replica(self) -> None:
        data = self.folder / "replica"
        if not data.exists():
            data.mkdir(mode=0o700)
            give_to_nobody(data)
        environment = self._postgres_environment(
            PGDATA=str(data),
            PRIMARY_HOST="127.0.0.1",
            PRIMARY_PORT=str(self.ports["primary"]),
            PASSFILE=str(self.folder / "sockets/replicator.pgpass"),
        )
        script = str(self.folder / "deploy/postgres/replica.sh")
        self.processes.start("replica", [*AS_NOBODY, "sh", script, *self._database("replica", data)], environment, self.folder)
        self._wait_for_database("replica")

    def _wait_for_database(self, name: str) -> None:
        command = [postgres_folder() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.ports[name])]
        wait_for(f"{name}: {self.processes.log(name)[-500:]}", lambda: subprocess.run(command, check=False).returncode == 0)

    def database_url(self) -> str:
        """Return the URL of readers: the replica, or the primary if it is down."""
        hosts = f"127.0.0.1:{self.ports['replica']},127.0.0.1:{self.ports['primary']}"
        return f"postgres://shawahid_reader@{hosts}/shawahid?target_session_attrs=prefer-standby&connect_timeout=2"

    def _app(self, name: str, variables: dict[str, str]) -> None:
        environment = self.environment("reader") | {
            "BIND": f"127.0.0.1:{self.ports[name]}",
            "WORKERS": "2",
            "DATABASE_URL": self.database_url(),
            "METRICS_PORT": str(self.ports[name.replace("app", "metrics")]) if self.metrics else "",
            **variables,
        }
        self.processes.start(name, [PYTHON, "-m", "gunicorn", "archive.wsgi"], environment, REPOSITORY)
        address = f"http://127.0.0.1:{self.ports[name]}/readyz"
        wait_for(f"{name}: {self.processes.log(name)[-500:]}", lambda: status(address) == 200)

    def _nginx(self) -> None:
        run = self.folder / "nginx"
        values = deploy_files.get_loopback_variables(run, self.ports["nginx"], (self.ports["app-a"], self.ports["app-b"]))
        values["NGINX_PAGES"] = str(self.folder / "deploy/nginx")
        conf = deploy_files.write_configuration(run, values)
        give_to_nobody(run)
        command = [nginx(), "-e", "stderr", "-c", str(conf), "-g", "daemon off;"]
        self.processes.start("nginx", command, os.environ, run)
        wait_for("nginx", lambda: status(f"{self.origin}/healthz") == 200)


def main() -> None:
    """Run until interrupted. ``PORT`` is nginx's, 8500 by default."""
    with Topology(int(os.environ.get("PORT", "8500"))) as production:
        sys.stdout.write(f"==> {production.origin}/  {production.ports}\n    files: {production.folder}\n")
        sys.stdout.flush()
        try:
            while True:
                time.sleep(60)
        except KeyboardInterrupt:
            sys.stdout.write("==> ending\n")


if __name__ == "__main__":
    main()
