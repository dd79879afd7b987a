"""``manage.py bake DIR``: write the whole site as static files, with the configuration that serves them."""

import re
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.servers.basehttp import get_internal_wsgi_application
from django.utils.translation import gettext as _
from django.utils.translation import override
from tqdm import tqdm

from archive.editions.bake.baker import BrokenLink, EditionChanged, SiteBaker
from archive.editions.bake.nginx_config import TokenTooLong
from archive.editions.bake.site import CHECKSUM_FILE
from archive.environment.variables import MAX_PORT
from archive.management.console import ArchiveCommand
from archive.urls import RECORD_KINDS
from archive.vocabulary import LANGUAGES

# Value of nginx's directive listen
LISTEN_PATTERN = re.compile(r"(?:(?:[A-Za-z0-9.-]+|\*|\[[0-9A-Fa-f:.]+\]):)?(?P<port>[0-9]{1,5})|unix:/[^\s;{}\"'$]+")
# Characters that nginx would not read as part of a quoted path
UNQUOTABLE = re.compile(r"[\"\\$\x00-\x1f\x7f]")
BAR_FORMAT = "{n_fmt} | {elapsed}"


class Command(ArchiveCommand):
    help = "Writes the whole site into DIR as static files with compressed forms, an nginx configuration and the checksums of all files."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the folder, the kind of links, and the address and root folder for nginx."""
        parser.add_argument(
            "folder", type=Path, metavar="DIR", help="new, empty or written by bake before; replaced when everything is written"
        )
        parser.add_argument(
            "--relative", action="store_true", help="make links lead from file to file, for reading without a server"
        )
        parser.add_argument("--listen", default="127.0.0.1:8080", help="address and port that nginx listens on")
        parser.add_argument("--root", default="", help="folder of the files on the server, if not DIR")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, folder: Path, relative: bool, listen: str, root: str, lang: str, **options: object) -> None:
        """Bake into a temporary folder and then replace DIR with it, so that DIR never mixes two editions."""
        with override(lang):
            folder = folder.resolve()
            check_options(folder, listen, root)
            try:
                self._replace(folder, relative, listen, root)
            except OSError as error:
                raise CommandError(_("%(name)s cannot be written: %(reason)s.") % {"name": folder, "reason": error}) from None

    def _replace(self, folder: Path, relative: bool, listen: str, root: str) -> None:
        if not Path(settings.STATIC_ROOT).is_dir():
            raise CommandError(_("There are no static files; run manage.py collectstatic first."), returncode=2)
        temporary = folder.with_name(f".{folder.name}.baking")
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        try:
            count = self._bake(temporary, relative, listen, root or str(folder))
            replace_folder(folder, temporary)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        self.stdout.write(_("Baked: %(count)s addresses, in %(name)s.") % {"count": count, "name": folder})

    def _bake(self, folder: Path, relative: bool, listen: str, root: str) -> int:
        baker = SiteBaker(get_internal_wsgi_application(), RECORD_KINDS, folder)
        try:
            count = sum(1 for _address in tqdm(baker.bake(), bar_format=BAR_FORMAT, delay=1, disable=None, leave=False))
            if relative:
                baker.make_relative()
            baker.write_manifests(listen, root)
        except BrokenLink as error:
            address, status = error.args
            words = _("The site leads to %(address)s and answers %(status)s there; nothing was written.")
            raise CommandError(words % {"address": address, "status": status}) from None
        except EditionChanged:
            raise CommandError(_("Another edition was loaded meanwhile; nothing was written. Begin again.")) from None
        except TokenTooLong as too_long:
            words = _("A header of %(address)s is longer than nginx can be told; nothing was written.")
            raise CommandError(words % {"address": too_long}) from None
        return count


def check_options(folder: Path, listen: str, root: str) -> None:
    """Raise CommandError unless DIR can be replaced and nginx can read the options."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not (folder / CHECKSUM_FILE).is_file()):
        raise CommandError(_("%(name)s is not empty, and was not baked; nothing was written.") % {"name": folder}, returncode=2)
    match = LISTEN_PATTERN.fullmatch(listen)
    if not match or not 0 < int(match["port"] or 1) <= MAX_PORT:
        message = _("--listen is “%(found)s”. Expected: an address and a port, or a port. Try: --listen 127.0.0.1:8080")
        raise CommandError(message % {"found": listen}, returncode=2)
    if UNQUOTABLE.search(root or str(folder)):
        message = _(
            "nginx cannot be told the folder “%(found)s”. Expected: no quotation mark, backslash, dollar sign or control character."
        )
        raise CommandError(message % {"found": root or folder}, returncode=2)


def replace_folder(folder: Path, new: Path) -> None:
    """Put a folder in place of another one, which is moved aside first and deleted last, so that one of them is always whole."""
    old = folder.with_name(f".{folder.name}.baked")
    if folder.exists():
        shutil.rmtree(old, ignore_errors=True)
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
