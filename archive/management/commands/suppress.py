"""``manage.py suppress``: remove a version or a text from the ledger, as a law or a court demands."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from archive.editions.error_reports import make_ledger_problem
from archive.fixtures.reports import format_text
from archive.ledger.chain import LEDGER_FOLDER, Ledger, LedgerFault, read_ledger
from archive.ledger.suppression import SuppressionRefused, suppress_text, suppress_version
from archive.ledger.writing import lock_ledger
from archive.management.console import ArchiveCommand, require_folder
from archive.vocabulary import LANGUAGES

# Hexadecimal digits of a version, as in addresses; and those of the SHA-256 of a text.
VERSION_NAME, TEXT_NAME = re.compile(r"[0-9a-f]{8,64}"), re.compile(r"[0-9a-f]{64}")
REFUSALS = {
    "unknown": gettext_noop("The ledger has no version %(version)s."),
    "ambiguous": gettext_noop("%(count)s versions have a name that begins with %(version)s. Give more of its digits."),
    "suppressed": gettext_noop("The version %(version)s of %(key)s is suppressed already."),
    "no-record": gettext_noop("%(version)s is not a version of %(key)s, but says that it was withdrawn or renamed."),
    "in-force": gettext_noop("%(version)s is the version in force of %(key)s. First change or withdraw the record, and publish."),
    "unknown-text": gettext_noop("The ledger has no text %(digest)s."),
    "suppressed-text": gettext_noop("The text %(digest)s is suppressed already."),
    "text-in-force": gettext_noop(
        "The text %(digest)s is in force: %(key)s is of it. First withdraw the source and all that quotes it, and publish."
    ),
}


class Command(ArchiveCommand):
    help = "Removes a version, or a text, from the ledger, as a law or a court demands, and puts the reason in its place; all digests still verify. Exit status 1 if it is unknown or in force, or the ledger is not intact, 2 if there is no such folder or no reason."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the version or text to remove, the reason, and the folder."""
        parser.add_argument("version", nargs="?", default="", help="the version: 8 or more of its 64 hexadecimal digits")
        parser.add_argument("--text", default="", metavar="SHA256", help="remove this text or received document instead")
        for language in LANGUAGES:
            parser.add_argument(f"--reason-{language}", default="", help=f"the reason, in “{language}”")
        parser.add_argument(
            "--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder with the ledger, in editions/"
        )
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, version: str, text: str, fixtures: Path, lang: str, **options: str) -> None:
        """Replace the line, or the text, and print what is left to do."""
        with override(lang):
            require_folder(fixtures)
            reason = {language: options[f"reason_{language}"].strip() for language in LANGUAGES}
            if not all(reason.values()):
                raise CommandError(_("A reason is needed in both languages: --reason-ar and --reason-en."), returncode=2)
            if bool(version) == bool(text) or not (VERSION_NAME.fullmatch(version) or TEXT_NAME.fullmatch(text)):
                raise CommandError(_("Give either a version, 8 to 64 hexadecimal digits, or --text with a SHA-256."), returncode=2)
            try:
                with lock_ledger(fixtures / LEDGER_FOLDER, self.report_wait):
                    ledger = read_ledger(fixtures / LEDGER_FOLDER)
                    self.suppress_text(ledger, text, reason) if text else self.suppress_version(ledger, version, reason)
            except LedgerFault as fault:
                self.stderr.write(format_text([make_ledger_problem(fault)], fixtures, lang))
                raise SystemExit(1) from None
            except SuppressionRefused as refusal:
                raise CommandError(_(REFUSALS[refusal.code]) % refusal.values) from None
            except OSError as error:
                raise CommandError(_("The ledger cannot be written: %(reason)s.") % {"reason": error}) from None
            self.stdout.write(
                _("Now run manage.py load_fixtures. Backups, deposits and the history of the version control still have it.")
            )

    def report_wait(self) -> None:
        """Print why nothing happens yet."""
        self.stderr.write(_("An edition is being loaded or published; this waits until the ledger is free."))

    def suppress_version(self, ledger: Ledger, version: str, reason: dict[str, str]) -> None:
        """Suppress a version and print which."""
        stored = suppress_version(ledger, version, reason)
        message = _("The version %(version)s of %(key)s, of edition %(edition)s, is suppressed.")
        self.stdout.write(message % {"version": stored.version, "key": stored.key, "edition": stored.edition})

    def suppress_text(self, ledger: Ledger, digest: str, reason: dict[str, str]) -> None:
        """Suppress a text, and print the versions that quote it still."""
        quoting = suppress_text(ledger, digest, reason)
        self.stdout.write(_("The text %(digest)s is suppressed.") % {"digest": digest})
        if quoting:
            self.stdout.write(_("These versions quote it still; suppress them too if the law demands it:"))
        for stored in quoting:
            self.stdout.write(f"{stored.version}  {stored.key}")
