"""The application served in a thread, on the test's own database connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.db import connection, connections


class SilentHandler(WSGIRequestHandler):
    """Serve without a line on standard error for each request."""

    def log_message(self, *_arguments):
        """Write nothing."""


@contextmanager
def serve_in_thread(application: Callable) -> Iterator[str]:
    """Serve ``application`` while the context lasts; yield its origin. The test needs the fixture ``one_connection``."""

    def run() -> None:
        connections["default"] = own
        server.serve_forever(poll_interval=0.05)

    own = connections["default"]
    with make_server("127.0.0.1", 0, application, handler_class=SilentHandler) as server:
        thread = Thread(target=run, daemon=True)
        connection.inc_thread_sharing()
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            connection.dec_thread_sharing()
