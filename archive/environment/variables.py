"""Variables of the environment, read as numbers, words, folders and addresses; standard library only, for gunicorn and make.

Every function that reads one returns the default if the variable is not set, and raises InvalidVariable for a value that is not allowed.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Collection, MutableMapping
from pathlib import Path

LOG_LEVELS = ("debug", "info", "warning", "error", "critical")
JOURNAL_MODES = ("delete", "truncate", "persist", "memory", "wal", "off")
TRUE_WORDS = ("true", "on", "ok", "y", "yes", "1")
FALSE_WORDS = ("false", "off", "n", "no", "0", "")
HOST_PATTERN = r"\.?(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?|\[[0-9a-f:.]+\]"
MAX_PORT = 65_535
MAX_NUMBER = 2**31 - 1


class InvalidVariable(ValueError):
    """A variable has a value that is not allowed; the message names the variable, the value and what is expected."""

    def __init__(self, name: str, value: str, expected: str, advice: str) -> None:
        super().__init__(f"{name} is “{value}”. Expected: {expected}. Try: {advice}")


def read_number(name: str, default: int, minimum: int = 0, maximum: int = MAX_NUMBER) -> int:
    """Return a whole number between the limits, both included."""
    return parse_number(name, os.environ.get(name) or str(default), default, minimum, maximum)


def parse_number(name: str, value: str, default: int, minimum: int = 0, maximum: int = MAX_NUMBER) -> int:
    """Return ``value``, the value of the variable ``name``, as a number."""
    digits = value.strip()
    if digits.isascii() and digits.isdecimal() and len(digits) <= 10 and minimum <= int(digits) <= maximum:
        return int(digits)
    limits = f"from {minimum}" if maximum == MAX_NUMBER else f"from {minimum} to {maximum}"
    raise InvalidVariable(name, value, f"a whole number {limits}", f"{name}={default}")


def read_word(name: str, default: str, words: Collection[str]) -> str:
    """Return one of ``words``, in lower case."""
    value = os.environ.get(name) or default
    if value.lower() in words:
        return value.lower()
    raise InvalidVariable(name, value, f"one of {', '.join(words)}", f"{name}={default}")


def read_boolean(name: str, default: bool) -> bool:
    """Return whether the variable is on."""
    words = (*TRUE_WORDS, *FALSE_WORDS)
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in words:
        return value.lower() in TRUE_WORDS
    raise InvalidVariable(name, value, "true or false", f"{name}=false")


def read_hosts(name: str, default: list[str]) -> list[str]:
    """Return names of hosts, which are divided by commas; a leading point includes subdomains, ``*`` is any host."""
    value = os.environ.get(name)
    if value is None:
        return default
    hosts = [host.strip() for host in value.split(",") if host.strip()]
    for host in hosts:
        if host != "*" and not re.fullmatch(HOST_PATTERN, host, re.IGNORECASE):
            expected = "names of hosts without scheme, port or path, divided by commas"
            raise InvalidVariable(name, value, expected, f"{name}=archive.example,www.archive.example")
    return hosts


def read_address(name: str, schemes: Collection[str]) -> str:
    """Return an address with one of the schemes, or an empty text."""
    value = os.environ.get(name, "")
    if not value or (value.startswith(tuple(schemes)) and value not in schemes and not re.search(r"\s", value)):
        return value
    raise InvalidVariable(
        name, value, f"an address that begins with {' or '.join(schemes)}", f"{name}=https://archive.example/errors"
    )


def read_listening(name: str, default: str) -> list[str]:
    """Return the addresses to listen on: ``host:port``, ``unix:path`` or ``fd://number``, divided by commas."""
    value = os.environ.get(name) or default
    for address in value.split(","):
        host, _colon, port = address.strip().rpartition(":")
        is_port = port.isascii() and port.isdecimal() and len(port) <= 5 and int(port) <= MAX_PORT
        if not address.strip().startswith(("unix:", "fd://")) and not (is_port and re.fullmatch(HOST_PATTERN, host, re.IGNORECASE)):
            raise InvalidVariable(name, value, "host:port, with a port from 0 to 65535, or unix:path", f"{name}={default}")
    return [address.strip() for address in value.split(",")]


def read_folder(name: str, default: Path) -> Path:
    """Return the folder that a variable names; it need not exist. Raises InvalidVariable if it is something else."""
    value = os.environ.get(name)
    folder = Path(value or default)
    if value and folder.exists() and not folder.is_dir():
        raise InvalidVariable(name, value, "a folder", f"{name}={default}")
    return folder


def read_hsts_options(is_secure: bool) -> tuple[bool, bool]:
    """Return whether HSTS includes subdomains, and whether browsers may preload it. Raises InvalidVariable."""
    subdomains, preload = read_boolean("HSTS_INCLUDE_SUBDOMAINS", False), read_boolean("HSTS_PRELOAD", False)
    if preload and not subdomains:
        raise InvalidVariable(
            "HSTS_PRELOAD", os.environ["HSTS_PRELOAD"], "HSTS_INCLUDE_SUBDOMAINS too", "HSTS_INCLUDE_SUBDOMAINS=true"
        )
    return is_secure and subdomains, is_secure and preload


# Names of variables until 0.1.0, with the new name; empty where there is none. They work in 0.2.0.
RENAMED_VARIABLES = {"ANSWERS_MB": "RESPONSE_CACHE_MB", "ANSWERS_ROOT": "RESPONSE_CACHE_ROOT", "PREPARED_PAGES": ""}


def apply_renamed_variables(variables: MutableMapping[str, str]) -> None:
    """Give the values of variables under an old name to the new one, unless it has a value, with a warning for each."""
    for old, new in RENAMED_VARIABLES.items():
        if old in variables:
            advice = f"it is now {new}; the old name stops working in the next release" if new else "it is ignored; remove it"
            warnings.warn(f"{old} is set: {advice}.", FutureWarning, stacklevel=2)
            if new:
                variables.setdefault(new, variables[old])
