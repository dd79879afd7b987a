"""Nginx configuration that serves the baked files under the addresses and with the headers of the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Template

from archive.editions.bake.links import is_of_history
from archive.editions.bake.site import Redirect, Refusal
from archive.formats import strip_parameters
from archive.web.cross_origin import PREFLIGHT_HEADERS
from archive.web.wsgi_client import WsgiResponse

TEMPLATE = Path(__file__).with_name("nginx.conf")
# Headers that nginx derives from the file.
FILE_HEADERS = {"content-type", "content-length", "etag", "last-modified", "date", "server", "content-encoding", "vary"}
MAX_TOKEN_LENGTH = 4000


class TokenTooLong(Exception):
    """A token longer than nginx's parser accepts: the address that it belongs to."""


class _ConfigTemplate(Template):
    delimiter = "%%"


def render_configuration(
    root: str,
    listen: str,
    server_name: str,
    pages: Mapping[str, WsgiResponse],
    redirects: Mapping[str, Redirect],
    refusals: Mapping[str, Refusal],
    types: Mapping[str, str],
) -> str:
    """Return the configuration for the ``http`` block of nginx.

    ``root``: the folder of the files; ``pages``: the responses with files, by address; ``redirects``: the redirects, ``refusals``: the
    addresses that are no longer shown; ``types``: the media type of every suffix of a representation. Raises TokenTooLong.
    """
    responses = {**pages, **{address: refusal.response for address, refusal in refusals.items()}}
    headers = {
        name: _header_values(name, responses)
        for name in sorted({name for response in responses.values() for name in _header_names(response)})
    }
    return _ConfigTemplate(TEMPLATE.read_text(encoding="utf-8")).substitute(
        root=root,
        listen=listen,
        server_name=server_name,
        wanted=_render_entries(
            (f"~*^\\s*{strip_parameters(type_).replace('+', '[+]')}\\b", f".{suffix}") for suffix, type_ in types.items()
        ),
        types=" ".join(f'"{type_}" {suffix.rpartition(".")[2]};' for suffix, type_ in types.items() if suffix != "json"),
        pages=_render_entries(
            (address, redirect.targets["ar"].removeprefix("/ar"))
            for address, redirect in redirects.items()
            if redirect.status == 303
        ),
        represented=_render_entries(_list_representations(pages, redirects, types)),
        moved=_render_entries(
            _add_plain({address: redirect.targets["ar"] for address, redirect in redirects.items() if redirect.status == 301})
        ),
        withdrawn=_render_entries(_list_refused(refusals, 410)),
        suppressed=_render_entries(_list_refused(refusals, 451)),
        refused=_render_entries((address, address) for address in refusals if not address.endswith(".json")),
        headers="\n".join(_render_map(name, values) for name, values in headers.items()),
        add_headers="\n".join(f"  add_header {name} $sent_{_variable_name(name)} always;" for name in headers),
        preflight_headers="\n".join(f"    add_header {name} {_quote(value, name)};" for name, value in PREFLIGHT_HEADERS),
    )


def _list_refused(refusals: Mapping[str, Refusal], status: int) -> Iterable[tuple[str, str]]:
    return _add_plain({address: refusal.file for address, refusal in refusals.items() if refusal.response.status == status})


def _add_plain(targets: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield addresses with what they lead to; those of histories without their suffix too, where only JSON is written."""
    for address, target in targets.items():
        yield address, target
        plain = address.removesuffix(".json")
        if plain not in targets and is_of_history(address):
            yield plain, target.removesuffix(".json") if target.startswith("/id/") else target


def _header_names(response: WsgiResponse) -> list[str]:
    return [name for name, _value in response.headers if name.lower() not in FILE_HEADERS]


def _header_values(name: str, pages: Mapping[str, WsgiResponse]) -> dict[str, str]:
    return {address: response.header(name) for address, response in pages.items()}


def _render_map(name: str, values: Mapping[str, str]) -> str:
    usual = Counter(values.values()).most_common(1)[0][0]
    unusual = _render_entries((address, value) for address, value in values.items() if value != usual)
    example = next(address for address, value in values.items() if value == usual)
    return f"map $described $sent_{_variable_name(name)} {{\n  default {_quote(usual, example)};\n{unusual}\n}}"


def _list_representations(
    pages: Iterable[str], redirects: Mapping[str, Redirect], types: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    addresses = set(pages)
    for address in redirects:
        yield from ((f".{suffix} {address}", f"{address}.{suffix}") for suffix in types if f"{address}.{suffix}" in addresses)


def _render_entries(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"  {_quote(key, key)} {_quote(value, key)};" for key, value in pairs)


def _quote(text: str, address: str) -> str:
    if len(text) > MAX_TOKEN_LENGTH:
        raise TokenTooLong(address)
    escaped = text if text.startswith("~") else text.replace("\\", "\\\\")
    return '"' + escaped.replace('"', '\\"') + '"'


def _variable_name(name: str) -> str:
    return name.lower().replace("-", "_")
