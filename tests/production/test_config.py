"""The files of deploy/ and compose are complete and consistent, hold no secrets, and are accepted by nginx."""

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
SERVICES = [service for compose in (COMPOSE, REPLICA) for service in compose["services"].values()]


def check_configuration(tmp_path, **more: str) -> str:
    """Return nginx's messages about the rendered configuration."""
    conf = deploy_files.write_configuration(tmp_path, deploy_files.get_loopback_variables(tmp_path, 8500, (8501, 8502), **more))
    command = [nginx(), "-t", "-e", "stderr", "-c", str(conf)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def test_nginx_accepts_its_configuration(tmp_path):
    assert "test is successful" in check_configuration(tmp_path)


def test_nginx_accepts_its_configuration_with_tls(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    arguments = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=archive.example"]
    subprocess.run(["openssl", *arguments, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    tls = {"NGINX_CERTIFICATE": str(certificate), "NGINX_CERTIFICATE_KEY": str(key), "NGINX_TLS": str(tmp_path / "tls.conf")}
    assert "test is successful" in check_configuration(tmp_path, **tls, NGINX_LISTEN_TLS="127.0.0.1:8543")


def test_nginx_refuses_a_wrong_configuration(tmp_path):
    assert "test failed" in check_configuration(tmp_path, NGINX_CACHE_SIZE="much")


def test_compose_sets_the_variables_of_the_templates():
    variables = {name for name in COMPOSE["services"]["nginx"]["environment"] if not name.startswith("NGINX_ENVSUBST_")}
    assert variables == deploy_files.list_variables()


def test_policy_allows_the_style_of_the_error_page():
    assert COMPOSE["services"]["nginx"]["environment"]["NGINX_PAGE_STYLE"] == deploy_files.style_digest()


def test_load_stores_pages_under_the_code_version_of_the_processes_that_serve():
    outputs = []
    for service in ("load", "app-a", "app-b"):
        environment = {
            name: value
            for name, value in COMPOSE["services"][service]["environment"].items()
            if value and "RESPONSE_CACHE" not in name
        }
        environment |= {"CANONICAL_ORIGIN": "https://archive.example", "WORKERS": "2", "LOG_LEVEL": "info"}
        code = "from django.conf import settings; print(settings.STATIC_ROOT, settings.CANONICAL_ORIGIN, settings.SHARED_CACHE_SECONDS)"
        environment |= {"DJANGO_SETTINGS_MODULE": "archive.settings", "PATH": os.environ["PATH"]}
        result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        outputs.append(result.stdout.replace(str(ROOT), "/app"))
    assert outputs == [outputs[0]] * 3
    assert outputs[0].startswith("/app/var/static ")


def test_mounted_files_exist():
    mounted = [volume.split(":")[0] for service in SERVICES for volume in service.get("volumes", []) if volume.startswith("./")]
    assert len(mounted) >= 4
    assert [name for name in mounted if not (ROOT / name).exists()] == []


def test_every_image_has_its_major_version():
    images = {service["image"] for service in SERVICES if "image" in service} - {"shawahid"}
    images.add(COMPOSE["services"]["app-a"]["build"]["args"]["BASE"])
    assert len(images) == 3
    assert [name for name in images if not re.fullmatch(r"\$\{[A-Z]+_IMAGE:-\w+:\d+(\.\d+)?(-slim)?-bookworm\}", name)] == []
    assert (
        f"\nARG BASE={COMPOSE['services']['app-a']['build']['args']['BASE'][len('${PYTHON_IMAGE:-') : -1]}\n"
        in (ROOT / "Dockerfile").read_text()
    )


def test_secrets_are_files_ignored_by_git(tmp_path):
    subprocess.run(
        [ROOT / "deploy/secrets.sh", tmp_path / "secrets"], check=True, env=os.environ | {"DATABASE_USER": str(os.getuid())}
    )
    created = {path.name for path in (tmp_path / "secrets").iterdir()}
    named = {name for service in SERVICES for name in service.get("secrets", [])}
    assert named == set(COMPOSE["secrets"])
    assert created >= named
    assert all((path.stat().st_mode & 0o077) == 0 for path in (tmp_path / "secrets").iterdir())
    assert "/secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    urls = re.findall(r"postgres://\S+", (ROOT / "compose.yaml").read_text() + (ROOT / "compose.replica.yaml").read_text())
    assert len(urls) >= 3
    assert [url for url in urls if re.match(r"postgres://[^@/]*:", url)] == []


@pytest.mark.parametrize("service", ["app-a", "app-b"])
def test_applications_connect_as_reader_to_the_replica_first(service):
    primary_only = COMPOSE["services"][service]["environment"]["DATABASE_URL"]
    with_replica = REPLICA["services"][service]["environment"]["DATABASE_URL"]
    assert primary_only.startswith("postgres://shawahid_reader@primary/")
    assert with_replica.startswith("postgres://shawahid_reader@replica,primary/")
    assert "target_session_attrs=prefer-standby" in with_replica


def test_logs_are_limited_and_privileges_fixed():
    for service in SERVICES:
        if "image" in service:
            assert service["logging"]["options"].keys() == {"max-size", "max-file"}
            assert service["security_opt"] == ["no-new-privileges:true"]
            assert service["cap_drop"] == ["ALL"]
            assert set(service.get("cap_add", [])) <= {"CHOWN", "DAC_READ_SEARCH", "FOWNER", "SETGID", "SETUID"}
            assert service["read_only"]
            assert "/tmp" in service["tmpfs"]  # noqa: S108


def test_dockerfile_copies_the_files_of_the_build_context():
    context = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")}
    lines = [
        line.split()[1:-1] for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if line.startswith("COPY")
    ]
    copied = {name for names in lines for name in names if not name.startswith(("--from", "/"))}
    assert copied == context
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert "LICENSE" in copied, "MIT requires the notice in all copies"


def test_only_nginx_is_published():
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["nginx"]
    assert COMPOSE["networks"]["inside"]["internal"]


@pytest.mark.parametrize("service", ["load", "app-a", "app-b"])
def test_stored_responses_are_in_the_volume_that_load_and_the_processes_share(service):
    container = COMPOSE["services"][service]
    assert container["read_only"]
    assert container["volumes"] == [f"answers:{container['environment']['RESPONSE_CACHE_ROOT']}"]
    assert "answers" in COMPOSE["volumes"]
    assert f"install -d -o 10001 {container['environment']['RESPONSE_CACHE_ROOT']}" in (ROOT / "Dockerfile").read_text()
