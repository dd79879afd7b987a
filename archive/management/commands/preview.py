"""``manage.py preview``: the site over the fixtures as they are being written, drafts included, on this machine alone."""

import os
import socketserver
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from wsgiref import simple_server

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from archive.editions import preview_watcher
from archive.management.console import require_folder
from archive.vocabulary import LANGUAGES
from archive.web.cache.wsgi_cache import CachingApplication
from archive.web.preview_state import FixturesState

HOST = "127.0.0.1"


class PreviewServer(socketserver.ThreadingMixIn, simple_server.WSGIServer):
    """A thread a request; requests under way do not keep the process from ending."""

    daemon_threads = True
    allow_reuse_address = True


class QuietRequestHandler(simple_server.WSGIRequestHandler):
    """Writes no line a request."""

    def log_message(self, *words: object) -> None:
        """Nothing."""


class Command(BaseCommand):
    help = "Serves the fixtures, drafts included, from a database of its own; looks again whenever a file changes. Ctrl-C ends it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder to show, the port, and the language of what is printed."""
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to show")
        parser.add_argument("--port", type=int, default=8001, help="the port on 127.0.0.1")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of what is printed")

    def handle(self, *, fixtures: Path, port: int, lang: str, **options: object) -> None:
        """Looks, serves and watches until it is stopped."""
        origin = f"http://{HOST}:{port}"
        with override(lang):
            require_folder(fixtures)
            if not settings.PREVIEW:  # settings are made once: begin again with those of a preview
                settled = {**os.environ, "PREVIEW": "true", "CANONICAL_ORIGIN": origin}
                os.execve(sys.executable, [sys.executable, *sys.argv], settled)  # noqa: S606
            server, told = self.create_server(port), partial(self.print_state, lang)
            preview_watcher.create_database()
            preview_watcher.check_and_load(fixtures, told)
            self.stdout.write(_("Preview: %(address)s/ (Ctrl-C ends it)") % {"address": origin})
            self.serve(server, fixtures, told)

    def create_server(self, port: int) -> PreviewServer:
        """The server, listening. Raises CommandError if something else has the port."""
        try:
            server = PreviewServer((HOST, port), QuietRequestHandler)
        except OSError as error:
            words = _("The port %(port)s cannot be used: %(reason)s. Try another, with --port.")
            raise CommandError(words % {"port": port, "reason": error.strerror}) from None
        server.set_app(CachingApplication(get_wsgi_application()))
        return server

    def serve(self, server: PreviewServer, fixtures: Path, told: Callable[[FixturesState], None]) -> None:
        """Answers, and watches beside that, until interrupted."""
        stop = threading.Event()
        threading.Thread(target=preview_watcher.watch_fixtures, args=(fixtures, told, stop), daemon=True).start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            stop.set()
            server.server_close()

    def print_state(self, lang: str, state: FixturesState) -> None:
        """A line for every look at the fixtures; the watcher has a thread, and so a language, of its own."""
        with override(lang):
            words = [
                ngettext("%(count)s problem.", "%(count)s problems.", state.problem_count) % {"count": state.problem_count},
                ngettext("%(count)s warning.", "%(count)s warnings.", state.warning_count) % {"count": state.warning_count},
            ]
        when = f"{state.checked:%H:%M:%S}"
        self.stdout.write(" ".join([when, *([state.load_error] if state.load_error else words)]))
