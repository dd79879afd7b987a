"""``manage.py preview``: serve the fixtures, drafts included, on this machine only, and reload them when they change."""

import os
import socketserver
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from wsgiref import simple_server

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from archive.editions import preview_watcher
from archive.management.console import ArchiveCommand, require_folder
from archive.vocabulary import LANGUAGES
from archive.web.cache.wsgi_cache import CachingApplication
from archive.web.preview_state import FixturesState

HOST = "127.0.0.1"


class PreviewServer(socketserver.ThreadingMixIn, simple_server.WSGIServer):
    """A server with one thread per request; running requests do not prevent the process from ending."""

    daemon_threads = True
    allow_reuse_address = True


class QuietRequestHandler(simple_server.WSGIRequestHandler):
    """A handler that logs no requests."""

    def log_message(self, *arguments: object) -> None:
        """Log nothing."""


class Command(ArchiveCommand):
    help = "Serves the fixtures, drafts included, from a separate database, and reloads them whenever a file changes. Stop it with Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder to serve, the port, and the language of the messages."""
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to serve")
        parser.add_argument("--port", type=int, default=8001, help="the port on 127.0.0.1")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, fixtures: Path, port: int, lang: str, **options: object) -> None:
        """Load the fixtures, then serve and watch them until interrupted."""
        origin = f"http://{HOST}:{port}"
        with override(lang):
            require_folder(fixtures)
            if not settings.PREVIEW:  # settings cannot change in a process: start again with those of a preview
                environment = {**os.environ, "PREVIEW": "true", "CANONICAL_ORIGIN": origin}
                os.execve(sys.executable, [sys.executable, *sys.argv], environment)  # noqa: S606
            server, report = self.create_server(port), partial(self.print_state, lang)
            preview_watcher.create_database()
            preview_watcher.check_and_load(fixtures, report)
            self.stdout.write(_("Preview: %(address)s/ (Ctrl-C ends it)") % {"address": origin})
            self.serve(server, fixtures, report)

    def create_server(self, port: int) -> PreviewServer:
        """Return the server, already listening. Raises CommandError if the port cannot be used."""
        try:
            server = PreviewServer((HOST, port), QuietRequestHandler)
        except OSError as error:
            message = _("The port %(port)s cannot be used: %(reason)s. Try another, with --port.")
            raise CommandError(message % {"port": port, "reason": error.strerror}) from None
        server.set_app(CachingApplication(get_wsgi_application()))
        return server

    def serve(self, server: PreviewServer, fixtures: Path, report: Callable[[FixturesState], None]) -> None:
        """Serve requests, and watch the fixtures in another thread, until interrupted."""
        stop = threading.Event()
        threading.Thread(target=preview_watcher.watch_fixtures, args=(fixtures, report, stop), daemon=True).start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            stop.set()
            server.server_close()

    def print_state(self, lang: str, state: FixturesState) -> None:
        """Print one line about a check of the fixtures; called in the watcher's thread, which has its own active language."""
        with override(lang):
            counts = [
                ngettext("%(count)s problem.", "%(count)s problems.", state.counts["problem"]) % {"count": state.counts["problem"]},
                ngettext("%(count)s warning.", "%(count)s warnings.", state.counts["warning"]) % {"count": state.counts["warning"]},
            ]
        self.stdout.write(" ".join([f"{state.checked:%H:%M:%S}", *([state.load_error] if state.load_error else counts)]))
