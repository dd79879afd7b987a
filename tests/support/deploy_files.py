"""The templates of nginx's configuration → its files, as the container image does it: ``${NAMES}`` from an environment."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
TEMPLATES = sorted((DEPLOY / "nginx").glob("*.template"))
NAME = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")


def names() -> set[str]:
    """The variables that the templates ask for."""
    return {name for template in TEMPLATES for name in NAME.findall(template.read_text(encoding="utf-8"))}


def rendered(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled in. Raises KeyError for one that is not given."""
    return NAME.sub(lambda found: values[found[1]], text)


def write(folder: Path, values: Mapping[str, str]) -> Path:
    """Writes every template's file into the folder; gives nginx's main one."""
    folder.mkdir(parents=True, exist_ok=True)
    for template in TEMPLATES:
        text = rendered(template.read_text(encoding="utf-8"), values)
        (folder / template.name.removesuffix(".template")).write_text(text, encoding="utf-8")
    return folder / "nginx.conf"


def style_digest() -> str:
    """What a Content-Security-Policy says of the style of the page for when nothing can answer."""
    page = (DEPLOY / "nginx" / "unavailable.html").read_text(encoding="utf-8")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    return "sha256-" + base64.b64encode(sha256(style.encode()).digest()).decode()


def on_loopback(run: Path, port: int, upstreams: tuple[int, int], **more: str) -> dict[str, str]:
    """The variables for processes on 127.0.0.1, with their files below ``run``."""
    first, second = (f"127.0.0.1:{one}" for one in upstreams)
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
