"""``manage.py publish``: write the next edition of the working copy to the ledger."""

import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.editions import pipeline, publication
from archive.editions.changes import render_changes
from archive.editions.error_reports import make_ledger_problem
from archive.editions.fixture_set import FixtureSet
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reports import format_text
from archive.ledger.chain import LEDGER_FOLDER, Ledger, LedgerFault, read_ledger
from archive.ledger.faults import verify_texts
from archive.ledger.lines import parse_instant
from archive.ledger.writing import compose_header, lock_ledger, write_edition, write_file
from archive.management.console import ArchiveCommand, require_folder, show_progress
from archive.vocabulary import LANGUAGES

SIGNATURE_NAMESPACE = "shawahid-edition"


class Command(ArchiveCommand):
    help = "Publishes the working copy: checks it and writes the next edition to the ledger, or says that there is nothing to publish. Exit status 1 on a problem, 2 if there is no such folder or no note."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder, the note and instant of the edition, and the key that signs it."""
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to publish")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")
        parser.add_argument("--dry-run", action="store_true", help="report what would be published, and write nothing")
        parser.add_argument("--first", action="store_true", help="begin a new ledger with edition 1, where none is published")
        for language in LANGUAGES:
            parser.add_argument(f"--note-{language}", default="", help=f"the note of the edition, in “{language}”")
        parser.add_argument(
            "--at", type=parse_instant, help="the instant of publication, such as 2026-11-29T12:00:00Z; now by default"
        )
        parser.add_argument("--sign", type=Path, metavar="KEY", help="the SSH key that signs the edition, with ssh-keygen")

    def handle(
        self, *, fixtures: Path, lang: str, dry_run: bool, first: bool, at: datetime | None, sign: Path | None, **options: str
    ) -> None:
        """Check the working copy, print what is new in it, write the edition, and read it again."""
        with override(lang):
            require_folder(fixtures)
            try:
                ledger = read_ledger(fixtures / LEDGER_FOLDER)
                verify_texts(ledger)
                is_published = self.publish(ledger, self.read_publishable(fixtures, ledger, lang), at, options, dry_run, first)
                # Read when the records are freed: both need much memory.
                current = read_ledger(ledger.folder) if is_published else ledger
                if sign and current.editions and not dry_run:
                    sign_edition(current.editions[-1].path, sign)
            except LedgerFault as fault:
                self.refuse([make_ledger_problem(fault)], fixtures, lang)
            except OSError as error:
                raise CommandError(_("The edition cannot be written: %(reason)s.") % {"reason": error}) from None
            if is_published:
                values = {"edition": current.number, "digest": current.editions[-1].digest}
                self.stdout.write(_("Edition %(edition)s is published: %(digest)s") % values)

    def publish(
        self, ledger: Ledger, published: FixtureSet, at: datetime | None, options: Mapping[str, str], dry_run: bool, first: bool
    ) -> bool:
        """Print what is new in the records and write the edition; return whether it was written. Raises LedgerFault, OSError, CommandError."""
        planned = publication.plan_publication(published, ledger)
        if not planned.lines:
            self.stdout.write(
                _("There is nothing to publish: nothing differs from edition %(edition)s.") % {"edition": ledger.number}
            )
            return False
        self.stdout.write(render_changes(planned.changes))
        if dry_run:
            self.stdout.write(_("Nothing was published."))
            return False
        if not ledger.editions and not first:
            message = _(
                "No edition is published here. If the archive has editions, restore editions/; to begin with edition 1, add --first. Nothing was published."
            )
            raise CommandError(message, returncode=2)
        instant = at or publication.choose_instant(ledger, timezone.now())
        if ledger.editions and instant <= ledger.editions[-1].header.instant:
            raise CommandError(_("The instant must be later than that of the last edition."), returncode=2)
        note = {language: self.read_note(language, options[f"note_{language}"]) for language in LANGUAGES}
        write_edition(ledger.folder, compose_header(ledger, planned.lines, instant, note), planned.lines, planned.texts)
        return True

    def read_publishable(self, fixtures: Path, ledger: Ledger, lang: str) -> FixtureSet:
        """Return the records without drafts, read without a cache; print the problems and exit if there are any."""
        digests = pipeline.digest_files(fixtures)
        with show_progress() as begin:
            records, problems = pipeline.read_fixtures(fixtures, thorough=True, begin=begin)
        published = pipeline.exclude_drafts(records)
        problems = problems or [
            *pipeline.find_changed_files(records, digests),
            *publication.find_broken_promises(published, ledger),
        ]
        if problems:
            self.refuse(problems, fixtures, lang)
        return published

    def refuse(self, problems: list[Problem], fixtures: Path, lang: str) -> None:
        """Print problems, and exit with status 1."""
        self.stderr.write(format_text(problems, fixtures, lang))
        self.stderr.write(_("Nothing was published."))
        raise SystemExit(1)

    def read_note(self, language: str, note: str) -> str:
        """Return the note in a language; ask for it on a terminal. Raises CommandError."""
        question = _("Note of the edition, in %(language)s: ") % {"language": language}
        with suppress(EOFError):
            note = note or (input(question) if sys.stdin.isatty() else "")
        if not note.strip() or has_surrogates(note):
            raise CommandError(
                _("An edition has a note in both languages, in UTF-8: --note-ar and --note-en. Nothing was published."),
                returncode=2,
            )
        return note.strip()


def sign_edition(path: Path, key: Path) -> None:
    """Write the signature of an edition's header line, without its line feed, in OpenSSH's format, unless it has one.

    Raises CommandError; OSError.
    """
    signature = path.with_suffix(".sig")
    if not signature.exists():
        with path.open("rb") as file:
            content = sign_header(key, file.readline().removesuffix(b"\n"))
        with lock_ledger(path.parent):
            write_file(signature, content)


def sign_header(key: Path, header: bytes) -> bytes:
    """Return the signature of a header. Raises CommandError."""
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", SIGNATURE_NAMESPACE]
    try:
        return subprocess.run(command, input=header, capture_output=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", b"").decode(errors="replace").strip() or error
        raise CommandError(_("The edition is published, but could not be signed: %(reason)s") % {"reason": reason}) from None


def has_surrogates(text: str) -> bool:
    """Return whether a text from the command line has bytes that are not UTF-8."""
    return any(0xD800 <= ord(character) <= 0xDFFF for character in text)
