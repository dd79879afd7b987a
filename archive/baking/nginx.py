"""The configuration of nginx that serves the baked files under the addresses and with the headers of the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template

from archive.baking.asking import Answer
from archive.baking.baked import Lead

TEMPLATE = Path(__file__).with_name("nginx.conf")
# What nginx makes of the file itself.
OF_THE_FILE = {"content-type", "content-length", "etag", "last-modified", "date", "server", "content-encoding", "vary"}
LONGEST = 4000


class TooLong(Exception):
    """A word that nginx's configuration cannot hold; carries the address that it belongs to."""


class _Lines(Template):
    delimiter = "%%"


def configuration(
    root: str, listen: str, server_name: str, pages: Mapping[str, Answer], leads: Mapping[str, Lead], types: Mapping[str, str]
) -> str:
    """The configuration, for the ``http`` block of nginx.

    ``root``: the folder of the files; ``pages``: the answers with files, by address; ``leads``: the addresses without, and where they lead;
    ``types``: the media type of every suffix of a representation. TooLong if a header is longer than nginx's parser takes.
    """
    headers = {name: _values(name, pages) for name in sorted({name for one in pages.values() for name in _names(one)})}
    return _Lines(TEMPLATE.read_text(encoding="utf-8")).substitute(
        root=root,
        listen=listen,
        server_name=server_name,
        wanted=_lines((f"~*^\\s*{bare(type_).replace('+', '[+]')}\\b", f".{suffix}") for suffix, type_ in types.items()),
        types=" ".join(f'"{type_}" {suffix.rpartition(".")[2]};' for suffix, type_ in types.items()),
        pages=_lines((address, one.to["ar"].removeprefix("/ar")) for address, one in leads.items() if one.status == 303),
        represented=_lines(_represented(pages, leads, types)),
        moved=_lines((address, one.to["ar"]) for address, one in leads.items() if one.status == 301),
        gone=_lines((address, address) for address, one in leads.items() if one.status == 410),
        headers="\n".join(_map(name, values) for name, values in headers.items()),
        add_headers="\n".join(f"  add_header {name} $sent_{_word(name)} always;" for name in headers),
    )


def bare(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0]


def _names(answer: Answer) -> list[str]:
    return [name for name, _value in answer.headers if name.lower() not in OF_THE_FILE]


def _values(name: str, pages: Mapping[str, Answer]) -> dict[str, str]:
    return {address: answer.header(name) for address, answer in pages.items()}


def _map(name: str, values: Mapping[str, str]) -> str:
    usual = Counter(values.values()).most_common(1)[0][0]
    unusual = _lines((address, value) for address, value in values.items() if value != usual)
    one = next(address for address, value in values.items() if value == usual)
    return f"map $request_uri $sent_{_word(name)} {{\n  default {_quoted(usual, one)};\n{unusual}\n}}"


def _represented(pages: Iterable[str], leads: Mapping[str, Lead], types: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    there = set(pages)
    for address in leads:
        yield from ((f".{one} {address}", f"{address}.{one}") for one in types if f"{address}.{one}" in there)


def _lines(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"  {_quoted(key, key)} {_quoted(value, key)};" for key, value in pairs)


def _quoted(text: str, of: str) -> str:
    if len(text) > LONGEST:
        raise TooLong(of)
    escaped = text if text.startswith("~") else text.replace("\\", "\\\\")
    return '"' + escaped.replace('"', '\\"') + '"'


def _word(name: str) -> str:
    return name.lower().replace("-", "_")
