"""Log records as text or JSON, without anything that identifies a reader.

A line of JSON has time, level, logger, message and the ``fields`` of the record; other attributes of the record are not logged.
Addresses of readers are cut to their network (/24, /48), addresses of pages to their path.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network

IPV4_PATTERN = r"\d{1,3}(?:\.\d{1,3}){3}"
IPV6_PATTERN = r"(?<![\w:])(?=[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:)[0-9A-Fa-f:]{3,39}(?![\w:])"
IP_ADDRESS = re.compile(rf"(?<![\d.]){IPV4_PATTERN}(?![\d.])|{IPV6_PATTERN}")
URL_QUERY = re.compile(r"(/[^\s?'\"<>]*)\?[^\s'\"<>]*")


class JsonFormatter(logging.Formatter):
    """Formats a record as a JSON object; ``fields`` of the record, a dict, are added to it."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": anonymize(record.getMessage()),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["error"] = anonymize(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


class TextFormatter(logging.Formatter):
    """Formats a record as text, without anything that identifies a reader."""

    def format(self, record: logging.LogRecord) -> str:
        return anonymize(super().format(record))


def anonymize(text: str) -> str:
    """Return the text without queries of addresses, and with IP addresses cut to their networks."""
    return IP_ADDRESS.sub(lambda match: mask_address(match[0]), URL_QUERY.sub(r"\1", text))


def mask_address(address: str) -> str:
    """Return the network of an IP address: its first 24 bits, or 48 of IPv6.

    Loopback addresses and text that is no address are returned unchanged.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if parsed.is_loopback or parsed.is_unspecified:
        return address
    return str(ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False).network_address)
