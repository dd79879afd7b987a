"""The files of deploy/ and compose: whole, in step with each other, without secrets, and accepted by nginx."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
import yaml

from tests.support import deploy_files
from tests.support.binaries import nginx
from tests.support.repository import ROOT

pytestmark = pytest.mark.one_engine

COMPOSE, REPLICA = (yaml.safe_load((ROOT / name).read_text(encoding="utf-8")) for name in ("compose.yaml", "compose.replica.yaml"))
SERVICES = [service for one in (COMPOSE, REPLICA) for service in one["services"].values()]


def accepted(tmp_path, **more: str) -> str:
    """What nginx says of the configuration that the templates make."""
    conf = deploy_files.write(tmp_path, deploy_files.on_loopback(tmp_path, 8500, (8501, 8502), **more))
    words = [nginx(), "-t", "-e", "stderr", "-c", str(conf)]
    return subprocess.run(words, capture_output=True, text=True, check=False).stderr


def test_nginx_accepts_its_configuration(tmp_path):
    assert "test is successful" in accepted(tmp_path)


def test_nginx_accepts_it_with_tls(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=archive.example"]
    subprocess.run(["openssl", *words, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    tls = {"NGINX_CERTIFICATE": str(certificate), "NGINX_CERTIFICATE_KEY": str(key), "NGINX_TLS": str(tmp_path / "tls.conf")}
    assert "test is successful" in accepted(tmp_path, **tls, NGINX_LISTEN_TLS="127.0.0.1:8543")


def test_a_fault_in_the_configuration_would_be_seen(tmp_path):
    assert "test failed" in accepted(tmp_path, NGINX_CACHE_SIZE="much")


def test_compose_gives_every_variable_of_the_templates_and_no_other():
    given = {name for name in COMPOSE["services"]["nginx"]["environment"] if not name.startswith("NGINX_ENVSUBST_")}
    assert given == deploy_files.names()


def test_the_style_of_the_page_for_when_nothing_answers_is_the_one_allowed():
    assert COMPOSE["services"]["nginx"]["environment"]["NGINX_PAGE_STYLE"] == deploy_files.style_digest()


def test_whoever_loads_makes_pages_beforehand_as_those_who_serve_would():
    """What the code's name is made from must be the same in both, or no page made beforehand is ever read."""
    told = []
    for service in ("load", "app-a", "app-b"):
        given = {
            name: value for name, value in COMPOSE["services"][service]["environment"].items() if value and "ANSWERS" not in name
        }
        given |= {"CANONICAL_ORIGIN": "https://archive.example", "WORKERS": "2", "LOG_LEVEL": "info"}
        words = "from django.conf import settings; print(settings.STATIC_ROOT, settings.CANONICAL_ORIGIN, settings.PREPARED_PAGES)"
        given |= {"DJANGO_SETTINGS_MODULE": "archive.settings", "PATH": os.environ["PATH"]}
        done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, env=given, capture_output=True, text=True, check=True)
        told.append(done.stdout.replace(str(ROOT), "/app"))
    assert told == [told[0]] * 3
    assert told[0].startswith("/app/var/static ")


def test_what_compose_mounts_is_there():
    mounted = [volume.split(":")[0] for service in SERVICES for volume in service.get("volumes", []) if volume.startswith("./")]
    assert len(mounted) >= 4
    assert [name for name in mounted if not (ROOT / name).exists()] == []


def test_every_image_has_its_major_version():
    images = {service["image"] for service in SERVICES if "image" in service} - {"shawahid"}
    assert len(images) == 2
    assert [name for name in images if not re.fullmatch(r"\w+:\d+(\.\d+)?-bookworm", name)] == []


def test_secrets_are_files_that_one_script_makes_and_git_leaves_out(tmp_path):
    subprocess.run(
        [ROOT / "deploy/secrets.sh", tmp_path / "secrets"], check=True, env=os.environ | {"DATABASE_USER": str(os.getuid())}
    )
    made = {path.name for path in (tmp_path / "secrets").iterdir()}
    named = {name for service in SERVICES for name in service.get("secrets", [])}
    assert named == set(COMPOSE["secrets"])
    assert made >= named
    assert all((path.stat().st_mode & 0o077) == 0 for path in (tmp_path / "secrets").iterdir())
    assert "/secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    urls = re.findall(r"postgres://\S+", (ROOT / "compose.yaml").read_text() + (ROOT / "compose.replica.yaml").read_text())
    assert len(urls) >= 3
    assert [url for url in urls if re.match(r"postgres://[^@/]*:", url)] == []


@pytest.mark.parametrize("service", ["app-a", "app-b"])
def test_readers_read_as_a_role_that_cannot_write_and_the_replica_first(service):
    alone = COMPOSE["services"][service]["environment"]["DATABASE_URL"]
    both = REPLICA["services"][service]["environment"]["DATABASE_URL"]
    assert alone.startswith("postgres://shawahid_reader@primary/")
    assert both.startswith("postgres://shawahid_reader@replica,primary/")
    assert "target_session_attrs=prefer-standby" in both


def test_nothing_that_is_said_fills_the_disk_and_nothing_gains_rights():
    for service in SERVICES:
        if "image" in service:
            assert service["logging"]["options"].keys() == {"max-size", "max-file"}
            assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_image_is_given_all_that_it_copies():
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")}
    lines = [
        line.split()[1:-1] for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if line.startswith("COPY")
    ]
    copied = {name for names in lines for name in names if not name.startswith(("--from", "/"))}
    assert copied == kept
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert "LICENSE" in copied, "MIT: the notice is in all copies"


def test_only_nginx_is_reached_from_outside():
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["nginx"]
    assert COMPOSE["networks"]["inside"]["internal"]


@pytest.mark.parametrize("service", ["app-a", "app-b"])
def test_answers_made_beforehand_lie_where_alone_the_container_can_be_written_to(service):
    made = COMPOSE["services"][service]
    assert made["read_only"]
    assert made["environment"]["ANSWERS_ROOT"] in made["tmpfs"]
