"""``manage.py bake DIR``: the whole site as static files, with the configuration that serves them."""

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

BAR_FORMAT = "{n_fmt} | {elapsed}"


class Command(BaseCommand):
    help = "Writes the whole site into DIR as files, compressed forms beside them, with an nginx configuration and all digests."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, what for, and under which address nginx is to listen."""
        parser.add_argument(
            "folder", type=Path, metavar="DIR", help="not there yet, empty, or baked before; replaced when all is done"
        )
        parser.add_argument("--relative", action="store_true", help="links from file to file, for reading without a server")
        parser.add_argument("--listen", default="127.0.0.1:8080", help="what nginx listens on")
        parser.add_argument("--root", default="", help="where the files will lie on the server, if not in DIR")

    def handle(self, *, folder: Path, relative: bool, listen: str, root: str, **options: object) -> None:
        """Bakes beside DIR and then takes its place, so that DIR is never half of one edition and half of another."""
        folder = folder.resolve()
        if folder.exists() and any(folder.iterdir()) and not (folder / CHECKSUM_FILE).is_file():
            raise CommandError(_("%(name)s is not empty, and was not baked; nothing was written.") % {"name": folder}, returncode=2)
        if not Path(settings.STATIC_ROOT).is_dir():
            raise CommandError(_("There are no static files; run manage.py collectstatic first."), returncode=2)
        beside = folder.with_name(f".{folder.name}.baking")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        try:
            count = self._bake(beside, relative, listen, root or str(folder))
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
        self.stdout.write(_("Baked: %(count)s addresses, in %(name)s.") % {"count": count, "name": folder})

    def _bake(self, beside: Path, relative: bool, listen: str, root: str) -> int:
        oven = SiteBaker(get_internal_wsgi_application(), beside)
        try:
            count = sum(1 for _address in tqdm(oven.bake(), bar_format=BAR_FORMAT, delay=1, disable=None, leave=False))
            if relative:
                oven.make_relative()
            oven.write_manifests(listen, root)
        except BrokenLink as unbaked:
            address, status = unbaked.args
            said = _("The site leads to %(address)s and answers %(status)s there; nothing was written.")
            raise CommandError(said % {"address": address, "status": status}) from None
        except EditionChanged:
            raise CommandError(_("Another edition was loaded meanwhile; nothing was written. Begin again.")) from None
        except TokenTooLong as too_long:
            said = _("A header of %(address)s is longer than nginx can be told; nothing was written.")
            raise CommandError(said % {"address": too_long}) from None
        return count
