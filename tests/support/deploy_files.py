"""nginx's configuration from its templates, with ``${NAMES}`` from an environment as the container image does."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
TEMPLATES = sorted((DEPLOY / "nginx").glob("*.template"))
NAME = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")


def list_variables() -> set[str]:
    """Return the variables of the templates."""
    return {name for template in TEMPLATES for name in NAME.findall(template.read_text(encoding="utf-8"))}


def render(text: str, values: Mapping[str, str]) -> str:
    """Replace the variables of a text. Raises KeyError for an unknown one."""
    return NAME.sub(lambda match: values[match[1]], text)


def write_configuration(folder: Path, values: Mapping[str, str]) -> Path:
    """Write the files into the folder; return the path of nginx.conf."""
    folder.mkdir(parents=True, exist_ok=True)
    for template in TEMPLATES:
        text = render(template.read_text(encoding="utf-8"), values)
        (folder / template.name.removesuffix(".template")).write_text(text, encoding="utf-8")
    return folder / "nginx.conf"


def style_digest() -> str:
    """Return the Content-Security-Policy source of the style in unavailable.html."""
    page = (DEPLOY / "nginx" / "unavailable.html").read_text(encoding="utf-8")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    return "sha256-" + base64.b64encode(sha256(style.encode()).digest()).decode()


def get_loopback_variables(run: Path, port: int, upstreams: tuple[int, int], **more: str) -> dict[str, str]:
    """Return the variables for servers on 127.0.0.1 with their files below ``run``."""
    first, second = (f"127.0.0.1:{upstream}" for upstream in upstreams)
    values = {
        "NGINX_RUN": str(run),
        "NGINX_LOG": str(run / "answers.log"),
        "NGINX_CACHE": str(run / "cache"),
        "NGINX_CACHE_SIZE": "256m",
        "NGINX_PAGES": str(DEPLOY / "nginx"),
        "NGINX_PAGE_STYLE": style_digest(),
        "NGINX_LISTEN": f"127.0.0.1:{port}",
        "NGINX_CONNECTIONS": "400",
        "NGINX_UPSTREAM_A": first,
        "NGINX_UPSTREAM_B": second,
        "NGINX_SCHEME": "",
        "NGINX_TLS": str(run / "tls-off*.conf"),
        "NGINX_LISTEN_TLS": "127.0.0.1:443",
        "NGINX_ACME": str(run / "acme"),
        "NGINX_CERTIFICATE": "",
        "NGINX_CERTIFICATE_KEY": "",
    }
    return values | more
