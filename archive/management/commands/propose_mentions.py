"""``manage.py propose_mentions [--place camp:…]``: look for the names of places in all sources, and propose mentions as drafts."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.editions.fixture_changes import AccessionError
from archive.editions.mention_proposals import MentionProposals, propose_mentions
from archive.management.console import ArchiveCommand, print_refusal, require_folder, show_progress
from archive.vocabulary import LANGUAGES

MAX_SOURCES_LISTED = 100


class Command(ArchiveCommand):
    help = (
        "Looks for all names of places in all sources, and adds mentions as drafts to their mentions.yaml. Words with a mention, and words "
        "that were proposed before, are left out. Exit status 1 if it is refused, 2 if there is no fixtures folder; then nothing is changed."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the places, the folder and the language."""
        parser.add_argument(
            "--place", action="append", default=[], dest="places", help="only this place, as camp:… or place:…; may be repeated"
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing, only say what would be proposed")
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder of the sources")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, places: list[str], dry_run: bool, fixtures: Path, lang: str, **options: object) -> None:
        """Print how many mentions were proposed in each source, or why nothing was written."""
        with override(lang):
            require_folder(fixtures)
            try:
                with show_progress(_("Searching")) as begin:
                    proposals = propose_mentions(fixtures, places, dry_run=dry_run, begin=begin)
            except AccessionError as error:
                print_refusal(self, error.problems, error.root, lang)
                raise SystemExit(1) from None
            self.print_result(proposals, dry_run=dry_run)

    def print_result(self, proposals: MentionProposals, *, dry_run: bool) -> None:
        """Print the count of each source, and the next steps."""
        for source, mentions in proposals.sources[:MAX_SOURCES_LISTED]:
            self.stdout.write(f"    sources/{source}/mentions.yaml: {len(mentions)}")
        if len(proposals.sources) > MAX_SOURCES_LISTED:
            self.stdout.write(_("Further sources: %(count)s.") % {"count": len(proposals.sources) - MAX_SOURCES_LISTED})
        values = {
            "mentions": sum(len(mentions) for _source, mentions in proposals.sources),
            "sources": len(proposals.sources),
            "searched": proposals.searched,
        }
        self.stdout.write(_("Proposed mentions: %(mentions)s, in sources: %(sources)s; sources searched: %(searched)s.") % values)
        if proposals.without_file:
            words = _("Not searched, because they have no mentions.yaml (write “source” and “mentions: []” into it): %(sources)s.")
            self.stdout.write(words % {"sources": ", ".join(proposals.without_file)})
        if dry_run:
            self.stdout.write(_("Nothing was written."))
        elif proposals.sources:
            self.stdout.write(_("Compare each with the text, then delete its line “draft: true”; delete those that are wrong."))
