"""``manage.py accession FILE --id … --lang …``: add a document with drafts of its records."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.accession.draft_records import DraftFiles
from archive.accession.draft_yaml import UNRESOLVED_REASONS, make_one_line
from archive.accession.intake import AccessionOptions
from archive.addresses import PassageKey
from archive.editions.accession import AccessionError, add_document
from archive.fixtures.problems.hints import Hint
from archive.fixtures.reports import format_text
from archive.management.console import ArchiveCommand, require_folder
from archive.vocabulary import LANGUAGES

MAX_DATES_LISTED = 20


class Command(ArchiveCommand):
    help = (
        "Takes a document into the fixtures, byte for byte, with drafts of its records: source, sentences, places, dates. "
        "Exit status 1 if it is refused, 2 if there is no fixtures folder; then nothing is changed."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the document, its identifier, language and encoding, and the target folder."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the document: plain text, or TEI P5")
        parser.add_argument("--id", required=True, dest="identifier", help="the source’s identifier: a-z, 0-9 and hyphens")
        parser.add_argument("--lang", required=True, dest="language", help="the language of the text: ar, en, de, pl, fa …")
        parser.add_argument("--encoding", default="", help="the encoding of the file, such as windows-1256; UTF-8 if not given")
        parser.add_argument("--format", default="", dest="form", help="text or tei; if it is not given, the content decides")
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to put it into")
        parser.add_argument("--messages", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(
        self,
        *,
        file: Path,
        identifier: str,
        language: str,
        encoding: str,
        form: str,
        fixtures: Path,
        messages: str,
        **options: object,
    ) -> None:
        """Print what was written and what to do next, or why nothing was written."""
        with override(messages):
            require_folder(fixtures)
            accession_options = AccessionOptions(identifier, language, encoding, form)
            try:
                drafts = add_document(file, fixtures, accession_options, timezone.localdate())
            except AccessionError as error:
                self.stderr.write(format_text(error.problems, error.root, messages))
                self.stderr.write(_("Nothing was written; the fixtures are as they were."))
                raise SystemExit(1) from None
            self.print_result(drafts, fixtures, identifier)

    def print_result(self, drafts: DraftFiles, fixtures: Path, identifier: str) -> None:
        """Print the written files, the proposals, the unresolved dates and the next steps."""
        self.stdout.write(_("The document is in the fixtures, byte for byte. Written, with drafts of its records:"))
        shown = [name for name in drafts.files if not name.startswith("claims/")]
        for name in [*shown, *([f"claims/{identifier}-*.yaml"] if drafts.dates else [])]:
            self.stdout.write(f"    {fixtures / name}")
        self.stdout.write(
            _("Proposed: paragraphs: %(paragraphs)s, sentences: %(sentences)s, mentions of places: %(mentions)s, dates: %(dates)s.")
            % vars(drafts)
        )
        self.print_left_out(drafts)
        self.print_unread_dates(drafts, identifier)
        self.print_unresolved_names(drafts, identifier)
        self.stdout.write("\n" + "\n".join(self.next_steps(fixtures, identifier)))

    def print_left_out(self, drafts: DraftFiles) -> None:
        """Print which elements of a TEI document are not in the text."""
        if drafts.left_out is None:
            return
        if not drafts.left_out:
            self.stdout.write(_("Nothing of the document’s body was left out of the text."))
        for item in drafts.left_out:
            self.stdout.write(Hint("text.left-out", vars(item)).translate())

    def print_unresolved_names(self, drafts: DraftFiles, identifier: str) -> None:
        """Print the names that the document refers to places other than those of the archive."""
        for name in drafts.unresolved_names:
            self.stdout.write(
                _("Left to you: the name “%(words)s” in sentence %(ref)s: the document refers it to %(address)s.")
                % {
                    "words": make_one_line(name.span.of(name.sentence.text)),
                    "ref": str(PassageKey(identifier, name.sentence.ref)),
                    "address": make_one_line(name.address),
                }
            )

    def print_unread_dates(self, drafts: DraftFiles, identifier: str) -> None:
        """Print the unresolved dates, at most MAX_DATES_LISTED."""
        for sentence, date in drafts.unresolved[:MAX_DATES_LISTED]:
            words, reason = make_one_line(date.span.of(sentence.text)), UNRESOLVED_REASONS[date.reason]
            self.stdout.write(
                _("Left to you: the date “%(words)s” in sentence %(ref)s: %(reason)s.")
                % {"words": words, "ref": str(PassageKey(identifier, sentence.ref)), "reason": _(reason)}
            )
        if len(drafts.unresolved) > MAX_DATES_LISTED:
            self.stdout.write(
                _("Further dates left to you: %(count)s; comments in passages.yaml tell which.")
                % {"count": len(drafts.unresolved) - MAX_DATES_LISTED}
            )

    def next_steps(self, fixtures: Path, identifier: str) -> list[str]:
        """Return what to do next."""
        folder = fixtures / "sources" / identifier
        return [
            _("Next:"),
            "1. "
            + _("Open %(file)s and fill in what is empty; a comment above each tells what belongs there.")
            % {"file": folder / "source.yaml"},
            "2. "
            + _("In passages.yaml, mentions.yaml and the claims compare every proposal with the text; correct it, or delete it."),
            "3. "
            + _("Run “.venv/bin/python manage.py check_fixtures”: it tells what is wrong, and what is still unwritten in drafts."),
            "4. " + _("When a record is complete, delete its line “draft: true”; until then it is not published."),
            _("All of this is explained step by step in %(folder)s.") % {"folder": "docs/archivists/"},
        ]
