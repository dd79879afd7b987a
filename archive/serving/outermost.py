"""The WSGI application around Django: it refuses, answers 304 and what is kept, and asks Django for the rest.

An answer is a function of the edition, the code, the address and what the headers come to (``Asked``). Its entity tag names these and the
coding, so that whoever has it is told so before anything is looked up or made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.translation import get_language_from_path, override

from archive.baking.asking import run
from archive.health import ALIVE, READY
from archive.memory import MADE_OF
from archive.metrics import FROM_CACHE
from archive.middleware import preferred
from archive.serving import limits
from archive.serving.answers import Answer, Headers, Made, entity_tag, known_again
from archive.serving.asked import Asked, asked, coding
from archive.serving.editions import Watch
from archive.serving.shelves import OfEdition

Start = Callable[[str, Headers], object]
KEPT = ("200", "301", "302", "303", "404", "410")
BARE = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]


class Outermost:
    """Serves ``application``, of whose answers it keeps at most ``ANSWERS_MB``. With none to keep it only refuses."""

    def __init__(self, application: Callable) -> None:
        self.application = application
        self.watch, self.answers = Watch(), OfEdition("")

    def __call__(self, environ: dict, start: Start) -> Iterable[bytes]:
        """As PEP 3333 has it."""
        if refused := limits.refusal(environ):
            return refuse(refused, environ, start)
        if not settings.ANSWERS_MB or not is_for_django(environ):
            return self.pass_on(environ, start)
        answers = self.of(self.watch.look())
        wanted, code = asked(environ), coding(environ)
        known = environ.get("HTTP_IF_NONE_MATCH", "")
        environ[FROM_CACHE] = "hit"
        if known and answers.edition and (tag := entity_tag(answers.edition, wanted, code)) in known:
            return not_modified(wanted, tag, start)
        if (answer := answers.find(wanted, code)) is None:
            environ[FROM_CACHE] = "miss"
            answer = self.make(environ, wanted, code)
        if known.strip() == "*" and answer.tag:
            return not_modified(wanted, answer.tag, start)
        start(answer.status, list(answer.headers))
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]

    def pass_on(self, environ: dict, start: Start) -> Iterable[bytes]:
        """What Django answers, as it is; to HEAD without the body."""
        body = self.application(environ, start)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        getattr(body, "close", bool)()
        return [b""]

    def of(self, edition: str) -> OfEdition:
        """The answers of the edition that is loaded."""
        if self.answers.edition != edition:
            self.answers = OfEdition(edition)
        return self.answers

    def make(self, environ: dict, wanted: Asked, code: str) -> Answer:
        """The answer made by Django, and kept if it is one that stays the same until the edition changes."""
        made, edition = made_by(self.application, wanted.settle(environ))
        if not edition or not lasts(made, wanted):
            return Answer(made.status, made.headers, made.body, "", "")
        self.watch.edition = edition
        return self.of(edition).keep(wanted, code, made.bare)


def made_by(application: Callable, environ: dict) -> tuple[Made, str]:
    """What an application answers, and of which edition; of none if it did not say."""
    return Made(*run(application, environ)), environ.get(MADE_OF, "")


def lasts(made: Made, wanted: Asked) -> bool:
    """Whether an answer depends on nothing but the edition and what was asked; one that says itself how long it holds does not."""
    said = {name.lower(): value for name, value in made.headers}
    varies = {name.strip() for name in said.get("vary", "").split(",")} - {""}
    return made.status[:3] in KEPT and "cache-control" not in said and varies <= set(wanted.vary.split(", "))


def is_for_django(environ: dict) -> bool:
    """Whether a request is one for a page: not for a static file or how this process is, nor one that Django refuses or leads elsewhere for
    its host or scheme."""
    path = environ.get("PATH_INFO", "")
    if path.startswith(settings.STATIC_URL) or path in (ALIVE, READY) or not _is_ours(environ.get("HTTP_HOST", "")):
        return False
    forwarded = environ.get("HTTP_X_FORWARDED_PROTO", "").partition(",")[0].strip()
    return not settings.SECURE_SSL_REDIRECT or "https" in (environ["wsgi.url_scheme"], forwarded)


@lru_cache(maxsize=256)
def _is_ours(host: str) -> bool:
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def not_modified(wanted: Asked, tag: str, start: Start) -> list[bytes]:
    """304: the reader has it already."""
    start("304 Not Modified", known_again(wanted, tag))
    return [b""]


def refuse(status: str, environ: dict, start: Start) -> list[bytes]:
    """Why a request is not answered, in the language of its address, or else the reader's."""
    named = get_language_from_path(environ.get("PATH_INFO", "")[:8])
    with override(named or preferred(environ.get("HTTP_ACCEPT_LANGUAGE", "")[:1000])):
        words = f"{limits.PROBLEMS[status]}\n".encode()
    headers = [*BARE, ("Content-Length", str(len(words))), ("Vary", "Accept-Language")]
    start(status, headers + ([("Allow", "GET, HEAD")] if status.startswith("405") else []))
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else words]
