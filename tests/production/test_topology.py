"""Production, stood up on loopback from its own files: what it refuses, what it counts and tells, and what goes on when parts are gone."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest

from tests.production.slow_clients import Dribblers, waits
from tests.production.topology import APPS, REPOSITORY, Topology
from tests.production.traffic import ask
from tests.support.binaries import postgres_folder
from tests.support.processes import status, wait_for

pytestmark = [pytest.mark.one_engine, pytest.mark.xdist_group("topology")]

PAGE = "/en/camps/dachau/"


@pytest.fixture(scope="module")
def production():
    with Topology() as made:
        yield made


def answer(production: Topology, address: str, method: str = "GET", headers: dict | None = None):
    """A response of nginx, read to its end, with its body."""
    connection = HTTPConnection("127.0.0.1", production.ports["nginx"], timeout=20)
    connection.request(method, address, headers={"Host": "127.0.0.1", **(headers or {})})
    response = connection.getresponse()
    response.body = response.read()
    connection.close()
    return response


def logged(production: Topology, path: str, method: str = "GET") -> list[dict]:
    """What nginx has written of a path; it writes after it has answered."""

    def seen() -> list[dict]:
        lines = (production.folder / "nginx/answers.log").read_text().splitlines(keepends=True)
        told = [json.loads(line) for line in lines if line.endswith("\n")]
        return [one for one in told if (one["path"], one["method"]) == (path, method)]

    wait_for(f"{method} {path} in the log", seen)
    return seen()


def sql(production: Topology, server: str, role: str, statement: str, **variables: str) -> subprocess.CompletedProcess:
    """A statement as a role."""
    url = f"postgres://{role}@127.0.0.1:{production.ports[server]}/shawahid"
    environment = production.environment(role.removeprefix("shawahid_")) | variables
    words = [postgres_folder() / "psql", "-XAtq", "-d", url, "-c", statement]
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("statement", ["DELETE FROM archive_anchor", "CREATE TABLE other ()", "TRUNCATE archive_edition"])
def test_the_database_itself_refuses_readers_that_write(production, statement):
    assert "read-only transaction" in sql(production, "primary", "shawahid_reader", statement).stderr
    insisting = {"PGOPTIONS": "-c default_transaction_read_only=off"}
    assert "permission denied" in sql(production, "primary", "shawahid_reader", statement, **insisting).stderr
    assert "read-only transaction" in sql(production, "replica", "shawahid_loader", statement, **insisting).stderr


@pytest.mark.parametrize(
    "statement", ["SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')", "SELECT pg_logical_emit_message(true, 'x', 'x')"]
)
def test_readers_leave_nothing_beside_the_tables_either(production, statement):
    assert "permission denied" in sql(production, "primary", "shawahid_reader", statement).stderr


def test_readers_are_at_the_replica(production):
    readers = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'shawahid_reader' AND pid <> pg_backend_pid()"
    assert int(sql(production, "replica", "shawahid_reader", readers).stdout) > 0
    assert int(sql(production, "primary", "shawahid_reader", readers).stdout) == 0


def test_nginx_refuses_to_write_and_to_read_too_much(production):
    refused = answer(production, PAGE, "POST")
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD")
    long = answer(production, "/" + "a" * 9000)
    assert (long.status, "العنوان أطول من أن يُقرأ" in long.body.decode()) == (414, True)
    assert answer(production, PAGE, headers={"X-Long": "a" * 9000}).status == 400
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
def test_a_request_that_breaks_the_rules_ends_with_itself(production, part, line):
    """It is refused and counted; no process ends of it."""
    before = production.processes.workers("app-a") | production.processes.workers("app-b")
    for _time in range(4):
        with socket.create_connection(("127.0.0.1", production.ports[part]), timeout=10) as connection:
            connection.sendall(f"GET /en/?n=rules HTTP/1.1\r\nHost: 127.0.0.1\r\n{line}\r\n\r\n".encode())
            assert connection.recv(12)[:10] == b"HTTP/1.1 4"
    assert production.processes.workers("app-a") | production.processes.workers("app-b") == before
    assert "Traceback" not in production.processes.log("app-a") + production.processes.log("app-b")


def test_a_certificate_authority_finds_what_it_asks_for(production):
    token = production.folder / "nginx/acme/.well-known/acme-challenge/token"
    token.parent.mkdir(parents=True)
    token.write_text("answer")
    found = answer(production, "/.well-known/acme-challenge/token")
    assert (found.status, found.body, found.headers["Content-Type"]) == (200, b"answer", "text/plain")
    assert answer(production, "/.well-known/acme-challenge/%2e%2e/%2e%2e/nginx.conf").status == 404
    assert answer(production, "/.well-known/acme-challenge/other").status == 404


def test_a_backup_is_tried_in_a_database_beside_the_archive(production, tmp_path):
    """The commands of the guide, with as.sh as in the database's container."""
    port, sockets = str(production.ports["primary"]), str(production.folder / "sockets")
    path = f"{postgres_folder()}:{os.environ['PATH']}"
    common = production.environment("loader") | {
        "SECRETS": str(production.folder / "secrets"),
        "PGHOST": sockets,
        "PGPORT": port,
        "PATH": path,
    }
    as_role, deploy = str(production.folder / "deploy/postgres/as.sh"), production.folder / "deploy"

    def run(*words: str, database: str = "shawahid") -> str:
        url = f"postgres://shawahid_loader@127.0.0.1:{port}/{database}"
        given = common | {"DATABASE_URL": url, "PG_URL": f"dbname={database}", "MANAGE": f"{sys.executable} manage.py"}
        given |= {name: f"{as_role} loader {name.lower()}" for name in ("PG_DUMP", "PG_RESTORE", "PSQL")}
        done = subprocess.run(words, cwd=REPOSITORY, env=given, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    run(str(deploy / "backup.sh"), str(tmp_path / "kept"))
    made = ["createdb", "-O", "shawahid_loader", "-T", "template0", "-E", "UTF8", "--locale", "C.UTF-8", "shawahid_drill"]
    run(as_role, "postgres", *made)
    assert "is restored" in run(str(deploy / "restore.sh"), str(tmp_path / "kept"), database="shawahid_drill")
    run(as_role, "postgres", "dropdb", "shawahid_drill")


def test_a_kept_answer_is_the_same_answer(production):
    first, again = answer(production, PAGE), answer(production, PAGE)
    assert (again.body, again.headers["ETag"]) == (first.body, first.headers["ETag"])
    assert answer(production, PAGE, headers={"If-None-Match": first.headers["ETag"]}).status == 304
    assert answer(production, PAGE, "HEAD").headers["ETag"] == first.headers["ETag"]
    assert [one["cache"] for one in logged(production, PAGE, "HEAD")] == ["HIT"]


def test_what_is_kept_is_right_when_its_files_are_taken_away(production):
    """nginx holds files open; each of its processes is asked."""
    address = "/en/camps/?n=files"
    first = answer(production, address)
    kept = [one for one in (production.folder / "nginx/cache").rglob("*") if one.is_file() and address.encode() in one.read_bytes()]
    assert kept
    for file in kept:
        file.unlink()
    for _time in range(40):
        again = answer(production, address)
        assert (again.status, again.body, again.headers["ETag"]) == (200, first.body, first.headers["ETag"])


def test_lines_of_all_processes_are_whole(production):
    for number in range(200):
        answer(production, f"/en/claims/{number}/")
    assert len(logged(production, "/en/claims/199/")) == 1


def test_health_is_never_kept(production):
    for _time in range(2):
        assert answer(production, "/readyz").headers["Cache-Control"] == "no-store"


def test_logs_name_no_reader_and_nothing_she_asked_for(production):
    answer(
        production,
        "/en/camps/?q=secretword",
        headers={"X-Forwarded-For": "203.0.113.77", "User-Agent": "tellingname", "Referer": "http://r/?secretword"},
    )
    assert logged(production, "/en/camps/")
    told = (production.folder / "nginx/answers.log").read_text() + "".join(
        production.processes.log(name) for name in ("nginx", *APPS)
    )
    assert [word for word in ("secretword", "203.0.113.77", "tellingname") if word in told] == []
    for name in APPS:
        assert all(json.loads(line)["logger"] for line in production.processes.log(name).splitlines())


def test_what_is_counted_is_told_on_a_port_of_its_own(production):
    answer(production, "/en/claims/?n=counted")
    told = [ask(production.ports[name], "/metrics", {})[2].decode() for name in ("metrics-a", "metrics-b")]
    assert 'page="claims",status="200"' in "".join(told)
    assert f'shawahid_edition_first_seen_seconds{{edition="{production.edition()}"}}' in told[0]
    assert answer(production, "/metrics").status == 404


def test_slow_clients_hold_nobody_up(production):
    with Dribblers(production.ports["nginx"], 100):
        took, unanswered = waits(production.ports["nginx"], fresh=False)
    assert took
    assert not unanswered


def test_kept_pages_are_answered_when_nothing_stands_behind_and_others_told_kindly(production):
    kept = answer(production, PAGE)
    production.kill(*APPS)
    try:
        assert answer(production, PAGE).body == kept.body
        fresh = answer(production, f"{PAGE}?n=gone")
        assert fresh.status == 502
        assert "لا يمكن الوصول إلى الأرشيف الآن" in fresh.body.decode()
        assert (fresh.headers["Cache-Control"], fresh.headers["Retry-After"]) == ("no-store", "30")
        assert "unsafe" not in fresh.headers["Content-Security-Policy"]
        assert answer(production, "/readyz").status == 502
    finally:
        for name in APPS:
            production.start(name)


def test_without_a_replica_the_primary_is_read_and_without_both_nobody_is_ready(production):
    production.kill("replica")
    assert answer(production, f"{PAGE}?n=primary").status == 200
    production.kill("primary")
    assert status(f"http://127.0.0.1:{production.ports['app-a']}/healthz") == 200
    assert status(f"http://127.0.0.1:{production.ports['app-a']}/readyz") == 503
    for name in ("primary", "replica"):
        production.start(name)
    wait_for("readiness", lambda: status(f"{production.origin}/readyz") == 200)
    assert answer(production, f"{PAGE}?n=again").status == 200
