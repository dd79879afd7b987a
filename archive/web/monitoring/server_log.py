"""The logger of gunicorn (``logger_class`` in ``gunicorn.conf.py``), which logs and counts each response."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import timedelta

from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http.message import Request
from gunicorn.http.wsgi import Response

from archive.web.monitoring.logs import JsonFormatter, TextFormatter

# Beginning of gunicorn's message about a malformed request, with the reader's address and parts of the request
INVALID_REQUEST = "Invalid request from ip="


class ServerLogger(Logger):
    """Logs gunicorn's messages without data of readers, as JSON if ``LOG_FORMAT`` is ``json``, and a line for each response without address, query or headers."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        formatter = JsonFormatter() if os.environ.get("LOG_FORMAT") == "json" else TextFormatter(self.error_fmt, self.datefmt)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(formatter)

    def warning(self, msg: str, *args: object, **kwargs: object) -> None:
        """Log a warning; a malformed request by the name of its fault alone."""
        if msg.startswith(INVALID_REQUEST):
            msg, args = "Malformed request refused: %s", (type(sys.exc_info()[1]).__name__,)
        super().warning(msg, *args, **kwargs)

    def access(self, resp: Response, req: Request, environ: Mapping[str, object], request_time: timedelta) -> None:
        """Count the response, and log it if the access log is enabled."""
        from archive.web.monitoring import metrics  # Django is set up by now, in this process

        if metrics.is_enabled:
            metrics.count_response(environ, parse_status(resp), request_time.total_seconds())
        if self.access_log_enabled:
            self.access_log.info("answered", extra={"fields": build_access_fields(resp, environ, request_time)})


def parse_status(resp: Response) -> int:
    """Return the status code of a response; never raises, since an exception would end the process.

    A response by which gunicorn itself refuses a request has only the status line.
    """
    return getattr(resp, "status_code", None) or int(str(resp.status).split()[0])


def build_access_fields(resp: Response, environ: Mapping[str, object], request_time: timedelta) -> dict[str, object]:
    """Return the fields of a response's log line."""
    return {
        "method": environ.get("REQUEST_METHOD"),
        "path": environ.get("PATH_INFO"),
        "status": parse_status(resp),
        "bytes": resp.sent,
        "milliseconds": round(request_time.total_seconds() * 1000, 1),
    }
