"""``manage.py bake DIR``: write the whole site as static files, with the configuration that serves them."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.servers.basehttp import get_internal_wsgi_application
from django.utils.translation import gettext as _
from tqdm import tqdm

from archive.editions.bake.baker import BrokenLink, EditionChanged, SiteBaker
from archive.editions.bake.nginx_config import TokenTooLong
from archive.editions.bake.site import CHECKSUM_FILE
from archive.urls import RECORD_KINDS

BAR_FORMAT = "{n_fmt} | {elapsed}"


class Command(BaseCommand):
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

    def handle(self, *, folder: Path, relative: bool, listen: str, root: str, **options: object) -> None:
        """Bake into a temporary folder and then replace DIR with it, so that DIR never mixes two editions."""
        folder = folder.resolve()
        if folder.exists() and any(folder.iterdir()) and not (folder / CHECKSUM_FILE).is_file():
            raise CommandError(_("%(name)s is not empty, and was not baked; nothing was written.") % {"name": folder}, returncode=2)
        if not Path(settings.STATIC_ROOT).is_dir():
            raise CommandError(_("There are no static files; run manage.py collectstatic first."), returncode=2)
        temporary = folder.with_name(f".{folder.name}.baking")
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        try:
            count = self._bake(temporary, relative, listen, root or str(folder))
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)
        temporary.rename(folder)
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
