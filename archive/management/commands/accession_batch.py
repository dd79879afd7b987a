"""``manage.py accession_batch FOLDER --defaults FILE``: add all documents of a folder, or undo that with ``--undo RECORD``."""

from __future__ import annotations

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.editions.accession_batch import DEFAULT_MAX_CLAIMS, BatchOptions, BatchResult, add_documents, undo_batch
from archive.editions.fixture_changes import AccessionError
from archive.management.console import ArchiveCommand, print_refusal, require_folder, show_progress
from archive.vocabulary import LANGUAGES


class Command(ArchiveCommand):
    help = (
        "Takes every document of a folder into the fixtures, as “accession” does, with the defaults of a YAML file. All of them are written, "
        "or none. Exit status 1 if the batch is refused, 2 if there is no such folder; then nothing is changed."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder, the defaults, the limit and the record."""
        parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="the folder of the documents")
        parser.add_argument(
            "--defaults", type=Path, help="a YAML file: language, publisher, rights and so on; by default FOLDER.yaml"
        )
        parser.add_argument("--record", type=Path, help="the record by which the batch can be undone; by default FOLDER.batch.json")
        parser.add_argument("--undo", type=Path, metavar="RECORD", help="delete the drafts of a batch, if none has been edited")
        parser.add_argument(
            "--max-claims",
            type=int,
            default=DEFAULT_MAX_CLAIMS,
            help="proposed claims beyond which you are asked, or the batch is refused",
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing, only say what would be done")
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to put them into")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(
        self,
        *,
        folder: Path | None,
        defaults: Path | None,
        record: Path | None,
        undo: Path | None,
        max_claims: int,
        dry_run: bool,
        fixtures: Path,
        lang: str,
        **options: object,
    ) -> None:
        """Print what was written or deleted, or why nothing was."""
        with override(lang):
            require_folder(fixtures)
            try:
                if undo:
                    self.undo(undo, fixtures, dry_run=dry_run)
                elif folder is None:
                    raise CommandError(_("Name the folder of the documents, or --undo and the record of a batch."), returncode=2)
                else:
                    require_folder(folder)
                    beside = folder if folder.name else folder.resolve()
                    defaults = defaults or beside.with_name(f"{beside.name}.yaml")
                    record = record or beside.with_name(f"{beside.name}.batch.json")
                    self.add(folder, fixtures, BatchOptions(defaults, record, max_claims, dry_run))
            except AccessionError as error:
                print_refusal(self, error.problems, error.root, lang)
                raise SystemExit(1) from None

    def add(self, folder: Path, fixtures: Path, options: BatchOptions) -> None:
        """Add the documents; print their counts and how to undo the batch."""
        with show_progress(_("Reading the documents")) as begin:
            result = add_documents(folder, fixtures, options, timezone.localdate(), self.confirm, begin)
        self.print_documents(result)
        if options.dry_run:
            self.stdout.write(_("Nothing was written."))
            return
        self.stdout.write(
            _("To undo it, as long as no file of it is edited: accession_batch --undo %(file)s") % {"file": options.record}
        )
        self.stdout.write(_("Next: in each folder do what “accession” asks for; docs/archivists/ explains it step by step."))

    def confirm(self, claims: int) -> bool:
        """Ask whether so many claims are to be written; no, if nobody is there to answer."""
        if not sys.stdin.isatty():
            return False
        question = _("The batch proposes %(count)s claims. Write them all? [y/N]") % {"count": claims}
        return input(f"{question} ").strip().lower() in ("y", "yes", "ن", "نعم")

    def print_documents(self, result: BatchResult) -> None:
        """Print a line for each document, and a total."""
        for document, drafts in result.documents:
            values = {**vars(drafts), "identifier": document.options.identifier}
            self.stdout.write(
                "    " + _("%(identifier)s: sentences: %(sentences)s, mentions: %(mentions)s, dates: %(dates)s") % values
            )
        values = {"documents": len(result.documents), "claims": result.claims}
        self.stdout.write(_("Documents: %(documents)s, proposed claims: %(claims)s.") % values)

    def undo(self, record: Path, fixtures: Path, *, dry_run: bool) -> None:
        """Delete the files of a batch; print how many."""
        with show_progress() as begin:
            names = undo_batch(record, fixtures, dry_run=dry_run, begin=begin)
        self.stdout.write(_("Files of the batch: %(count)s.") % {"count": len(names)})
        self.stdout.write(
            _("Nothing was deleted.") if dry_run else _("All of them are deleted; the fixtures are as they were before it.")
        )
