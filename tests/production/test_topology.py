"""Production on 127.0.0.1 from the files in deploy/: refusals, logs, metrics, and service while parts are down."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest

from tests.production.slow_clients import SlowClients, time_requests
from tests.production.topology import APPS, REPOSITORY, Topology
from tests.production.traffic import ask
from tests.support.binaries import postgres_folder
from tests.support.processes import status, wait_for

pytestmark = [pytest.mark.one_engine, pytest.mark.xdist_group("topology")]

PAGE = "/en/camps/dachau/"


@pytest.fixture(scope="module")
def production():
    with Topology() as topology:
        yield topology


def request(production: Topology, address: str, method: str = "GET", headers: dict | None = None):
    """Return a response of nginx with its body."""
    connection = HTTPConnection("127.0.0.1", production.ports["nginx"], timeout=20)
    connection.request(method, address, headers={"Host": "127.0.0.1", **(headers or {})})
    response = connection.getresponse()
    response.body = response.read()
    connection.close()
    return response


def read_log(production: Topology, path: str, method: str = "GET") -> list[dict]:
    """Return nginx's log lines of a path, which it writes after the response."""

    def find_entries() -> list[dict]:
        lines = (production.folder / "nginx/answers.log").read_text().splitlines(keepends=True)
        entries = [json.loads(line) for line in lines if line.endswith("\n")]
        return [entry for entry in entries if (entry["path"], entry["method"]) == (path, method)]

    wait_for(f"{method} {path} in the log", find_entries)
    return find_entries()


def run_sql(production: Topology, server: str, role: str, statement: str, **variables: str) -> subprocess.CompletedProcess:
    """Run a statement as a role."""
    url = f"postgres://{role}@127.0.0.1:{production.ports[server]}/shawahid"
    environment = production.environment(role.removeprefix("shawahid_")) | variables
    command = [postgres_folder() / "psql", "-XAtq", "-d", url, "-c", statement]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("statement", ["DELETE FROM archive_anchor", "CREATE TABLE other ()", "TRUNCATE archive_edition"])
def test_database_refuses_writes_of_readers(production, statement):
    assert "read-only transaction" in run_sql(production, "primary", "shawahid_reader", statement).stderr
    read_write = {"PGOPTIONS": "-c default_transaction_read_only=off"}
    assert "permission denied" in run_sql(production, "primary", "shawahid_reader", statement, **read_write).stderr
    assert "read-only transaction" in run_sql(production, "replica", "shawahid_loader", statement, **read_write).stderr


@pytest.mark.parametrize(
    "statement", ["SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')", "SELECT pg_logical_emit_message(true, 'x', 'x')"]
)
def test_readers_cannot_write_large_objects_or_messages(production, statement):
    assert "permission denied" in run_sql(production, "primary", "shawahid_reader", statement).stderr


def test_readers_are_connected_to_the_replica(production):
    readers = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'shawahid_reader' AND pid <> pg_backend_pid()"
    assert int(run_sql(production, "replica", "shawahid_reader", readers).stdout) > 0
    assert int(run_sql(production, "primary", "shawahid_reader", readers).stdout) == 0


def test_nginx_refuses_post_and_oversized_requests(production):
    refused = request(production, PAGE, "POST")
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD")
    long = request(production, "/" + "a" * 9000)
    assert (long.status, "العنوان أطول من أن يُقرأ" in long.body.decode()) == (414, True)
    assert request(production, PAGE, headers={"X-Long": "a" * 9000}).status == 431
    assert refused.headers["Server"] == "nginx"
    assert b"nginx/" not in refused.body


@pytest.mark.parametrize(
    "line",
    [
        "Host: other.example",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: xchunked",
        "X: a\x01b",
        "X: a\r\n" * 70,
    ],
)
@pytest.mark.parametrize("part", ["nginx", "app-a"])
def test_malformed_request_is_refused_without_harm(production, part, line):
    before = production.processes.workers("app-a") | production.processes.workers("app-b")
    for _time in range(4):
        with socket.create_connection(("127.0.0.1", production.ports[part]), timeout=10) as connection:
            connection.sendall(f"GET /en/?n=rules HTTP/1.1\r\nHost: 127.0.0.1\r\n{line}\r\n\r\n".encode())
            assert connection.recv(12)[:10] == b"HTTP/1.1 4"
    assert production.processes.workers("app-a") | production.processes.workers("app-b") == before
    assert "Traceback" not in production.processes.log("app-a") + production.processes.log("app-b")


def test_acme_challenges_are_served(production):
    token = production.folder / "nginx/acme/.well-known/acme-challenge/token"
    token.parent.mkdir(parents=True)
    token.write_text("answer")
    response = request(production, "/.well-known/acme-challenge/token")
    assert (response.status, response.body, response.headers["Content-Type"]) == (200, b"answer", "text/plain")
    assert request(production, "/.well-known/acme-challenge/%2e%2e/%2e%2e/nginx.conf").status == 404
    assert request(production, "/.well-known/acme-challenge/other").status == 404


def test_backup_is_restored_into_a_second_database(production, tmp_path):
    """Run the commands of the guide, with as.sh as in the database's container."""
    port, sockets = str(production.ports["primary"]), str(production.folder / "sockets")
    path = f"{postgres_folder()}:{os.environ['PATH']}"
    common = production.environment("loader") | {
        "SECRETS": str(production.folder / "secrets"),
        "PGHOST": sockets,
        "PGPORT": port,
        "PATH": path,
    }
    as_role, deploy = str(production.folder / "deploy/postgres/as.sh"), production.folder / "deploy"

    def run(*command: str, database: str = "shawahid") -> str:
        url = f"postgres://shawahid_loader@127.0.0.1:{port}/{database}"
        environment = common | {"DATABASE_URL": url, "PG_URL": f"dbname={database}", "MANAGE": f"{sys.executable} manage.py"}
        environment |= {name: f"{as_role} loader {name.lower()}" for name in ("PG_DUMP", "PG_RESTORE", "PSQL")}
        result = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
        assert (result.returncode, result.stderr) == (0, "")
        return result.stdout

    run(str(deploy / "backup.sh"), str(tmp_path / "backup"))
    create = ["createdb", "-O", "shawahid_loader", "-T", "template0", "-E", "UTF8", "--locale", "C.UTF-8", "shawahid_drill"]
    run(as_role, "postgres", *create)
    assert "is restored" in run(str(deploy / "restore.sh"), str(tmp_path / "backup"), database="shawahid_drill")
    run(as_role, "postgres", "dropdb", "shawahid_drill")


def test_cached_response_is_identical(production):
    first, repeated = request(production, PAGE), request(production, PAGE)
    assert (repeated.body, repeated.headers["ETag"]) == (first.body, first.headers["ETag"])
    assert request(production, PAGE, headers={"If-None-Match": first.headers["ETag"]}).status == 304
    assert request(production, PAGE, "HEAD").headers["ETag"] == first.headers["ETag"]
    assert [entry["cache"] for entry in read_log(production, PAGE, "HEAD")] == ["HIT"]


def test_responses_are_correct_after_cache_files_are_deleted(production):
    """Nginx keeps files open; forty requests reach each of its processes."""
    address = "/en/camps/?n=files"
    first = request(production, address)
    files = [path for path in (production.folder / "nginx/cache").rglob("*") if path.is_file()]
    cached = [path for path in files if address.encode() in path.read_bytes()]
    assert cached
    for file in cached:
        file.unlink()
    for _time in range(40):
        repeated = request(production, address)
        assert (repeated.status, repeated.body, repeated.headers["ETag"]) == (200, first.body, first.headers["ETag"])


def test_log_lines_of_processes_are_not_mixed(production):
    for number in range(200):
        request(production, f"/en/claims/{number}/")
    assert len(read_log(production, "/en/claims/199/")) == 1


def test_health_is_never_cached(production):
    for _time in range(2):
        assert request(production, "/readyz").headers["Cache-Control"] == "no-store"


def test_logs_have_no_personal_data_and_no_queries(production):
    request(
        production,
        "/en/camps/?q=secretword",
        headers={"X-Forwarded-For": "203.0.113.77", "User-Agent": "tellingname", "Referer": "http://r/?secretword"},
    )
    assert read_log(production, "/en/camps/")
    log = (production.folder / "nginx/answers.log").read_text() + "".join(
        production.processes.log(name) for name in ("nginx", *APPS)
    )
    assert [word for word in ("secretword", "203.0.113.77", "tellingname") if word in log] == []
    for name in APPS:
        assert all(json.loads(line)["logger"] for line in production.processes.log(name).splitlines())


def test_metrics_are_served_on_their_own_port(production):
    request(production, "/en/claims/?n=counted")
    metrics = [ask(production.ports[name], "/metrics", {})[2].decode() for name in ("metrics-a", "metrics-b")]
    assert 'page="claims",status="200"' in "".join(metrics)
    assert f'shawahid_edition_first_seen_seconds{{edition="{production.edition()}"}}' in metrics[0]
    assert request(production, "/metrics").status == 404


def test_slow_clients_do_not_delay_others(production):
    with SlowClients(production.ports["nginx"], 100):
        times, unanswered = time_requests(production.ports["nginx"], fresh=False)
    assert times
    assert not unanswered


def test_nginx_serves_cached_pages_and_an_error_page_without_applications(production):
    cached = request(production, PAGE)
    production.kill(*APPS)
    try:
        assert request(production, PAGE).body == cached.body
        fresh = request(production, f"{PAGE}?n=gone")
        assert fresh.status == 502
        assert "لا يمكن الوصول إلى الأرشيف الآن" in fresh.body.decode()
        assert (fresh.headers["Cache-Control"], fresh.headers["Retry-After"]) == ("no-store", "30")
        assert "unsafe" not in fresh.headers["Content-Security-Policy"]
        assert request(production, "/readyz").status == 502
    finally:
        for name in APPS:
            production.start(name)


def test_primary_replaces_the_replica_and_readiness_needs_one_of_them(production):
    production.kill("replica")
    assert request(production, f"{PAGE}?n=primary").status == 200
    production.kill("primary")
    assert status(f"http://127.0.0.1:{production.ports['app-a']}/healthz") == 200
    assert status(f"http://127.0.0.1:{production.ports['app-a']}/readyz") == 503
    for name in ("primary", "replica"):
        production.start(name)
    wait_for("readiness", lambda: status(f"{production.origin}/readyz") == 200)
    assert request(production, f"{PAGE}?n=again").status == 200
