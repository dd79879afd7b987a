"""The baked edition behind nginx answers every address as the site itself does. Needs nginx; .ci/run installs it."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.binaries import nginx
from tests.support.ports import free_ports
from tests.support.repository import ROOT

# What names the server and the moment, or the form of the file, and no content.
OF_THE_SERVER = {
    "date",
    "server",
    "etag",
    "connection",
    "last-modified",
    "content-length",
    "accept-ranges",
    "transfer-encoding",
    "vary",
}
WRAPPED = """daemon off; {2} pid {0}/pid; error_log {0}/error.log; worker_processes 1; events {{}}
http {{ access_log off; client_body_temp_path {0}/b; proxy_temp_path {0}/p; fastcgi_temp_path {0}/f; uwsgi_temp_path {0}/u;
scgi_temp_path {0}/s; include {1}/nginx.conf; }}"""


def got(port: int, address: str, host: str, **headers: str):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Host": host, **headers})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


def waited_for(port: int) -> None:
    for _try in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing listens on {port}")


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The site under gunicorn and the same, baked, under nginx: both ports, the host they answer for, and what was baked."""
    program = nginx()
    work = tmp_path_factory.mktemp("baked")
    site, baked = free_ports(2)
    host = f"127.0.0.1:{site}"
    env = {
        **os.environ,
        "VAR_ROOT": str(work / "var"),
        "CANONICAL_ORIGIN": f"http://{host}",
        "DJANGO_SETTINGS_MODULE": "archive.settings",
    }
    env.pop("DATABASE_URL", None)
    (work / "var").mkdir()

    def manage(*words: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, capture_output=True, text=True
        ).stdout

    manage("migrate", "-v", "0")
    manage("collectstatic", "--noinput", "-v", "0")
    manage("load_fixtures")
    manage("bake", str(work / "out"), "--listen", f"127.0.0.1:{baked}")
    (work / "nginx.conf").write_text(WRAPPED.format(work, work / "out", "user root;" if os.getuid() == 0 else ""))
    serving = [
        sys.executable,
        "-m",
        "gunicorn",
        "archive.wsgi",
        "-b",
        host,
        "-w",
        "2",
        "--no-control-socket",
        "--log-level",
        "error",
    ]
    running = [
        subprocess.Popen(serving, cwd=ROOT, env=env),
        subprocess.Popen([program, "-p", str(work), "-c", str(work / "nginx.conf")]),
    ]
    try:
        waited_for(site)
        waited_for(baked)
        yield site, baked, host, work / "out"
    finally:
        for one in running:
            one.terminate()
            one.wait(20)


def test_every_address_is_answered_alike(both):
    site, baked, host, out = both
    told = json.loads((out / "addresses.json").read_text())
    assert len(told["files"]) > 1000
    differing = []
    with ThreadPoolExecutor(2) as readers:
        answers = [list(readers.map(lambda address, port=port: got(port, address, host), told["files"])) for port in (site, baked)]
    for address, (status, headers, body), (as_baked, baked_headers, baked_body) in zip(told["files"], *answers, strict=True):
        compared = [{name: value for name, value in one.items() if name not in OF_THE_SERVER} for one in (headers, baked_headers)]
        if (status, body, compared[0]) != (as_baked, baked_body, compared[1]):
            differing.append((address, status, as_baked, body == baked_body, set(compared[0].items()) ^ set(compared[1].items())))
    assert differing == []


@pytest.mark.parametrize("language", ["ar", "en", "de, en;q=0.5", "en-GB,ar;q=0.3", ""])
def test_every_address_that_leads_on_leads_alike(both, language):
    site, baked, host, out = both
    for address in json.loads((out / "addresses.json").read_text())["leads"]:
        answers = [got(port, address, host, **{"Accept-Language": language}) for port in (site, baked)]
        assert [(status, headers.get("location")) for status, headers, _body in answers][:1] * 2 == [
            (status, headers.get("location")) for status, headers, _body in answers
        ], address


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/id/camp/dachau", {"Accept": "application/ld+json"}),
        ("/id/camp/dachau", {"Accept": "application/geo+json"}),
        ("/id/passage/ushmm-death-marches:3.5", {"Accept": "application/ld+json"}),
        ("/en/camps", {}),
        ("/ar/?from=a-friend", {}),
        ("/id/camp/nowhere", {}),
        ("/en/nowhere/", {}),
        ("/static/nowhere.css", {}),
    ],
)
def test_other_ways_of_asking_are_answered_alike(both, address, headers):
    site, baked, host, _out = both
    (status, said, _body), (as_baked, baked_said, _also) = got(site, address, host, **headers), got(baked, address, host, **headers)
    assert (status, said.get("location")) == (as_baked, baked_said.get("location"))


def test_characters_that_no_page_links_to_lead_to_their_passage(both):
    _site, baked, host, _out = both
    status, headers, _body = got(baked, "/en/sources/ushmm-death-marches/3.5@1-2/", host)
    assert (status, headers["location"]) == (302, "/en/sources/ushmm-death-marches/3.5/")


def test_nothing_but_get_and_head_is_taken(both):
    _site, baked, host, _out = both
    connection = http.client.HTTPConnection("127.0.0.1", baked, timeout=10)
    connection.request("POST", "/ar/", headers={"Host": host})
    assert connection.getresponse().status == 405
    connection.close()


def test_all_digests_hold(both):
    checked = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=both[3], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")
