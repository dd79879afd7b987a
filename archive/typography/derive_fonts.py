"""Makes the site's fonts: ``python -m archive.typography.derive_fonts NODE_MODULES FOLDER`` (needs fonttools, of the dev extra).

Takes the folder that ``npm install`` made of @fontsource/eb-garamond, source-sans-3, amiri and noto-naskh-arabic
(all under the SIL Open Font License 1.1), keeps the characters of FACES, and writes WOFF2 files and their licences
into FOLDER. The files are committed; this is run again only to renew them.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

LATIN = "U+0020-007E,U+00A0-00FF,U+0131,U+2010-2014,U+2018-201A,U+201C-201E,U+2020,U+2021,U+2026,U+2032,U+2033,U+2192,U+2190,U+2265,U+2264"
LATIN_EXT = "U+0100-0130,U+0132-017F,U+0218-021B"
ARABIC = "U+0600-06FF,U+200C-200F,U+061C,U+2066-2069,U+25CC"
DIGITS = "U+0020-007E,U+00A0,U+00AB,U+00BB,U+2013"
FACES = {
    "eb-garamond-latin-400-normal": LATIN,
    "eb-garamond-latin-400-italic": LATIN,
    "eb-garamond-latin-500-normal": LATIN,
    "eb-garamond-latin-ext-400-normal": LATIN_EXT,
    "source-sans-3-latin-400-normal": DIGITS,
    "source-sans-3-latin-600-normal": DIGITS,
    "amiri-arabic-400-normal": ARABIC,
    "amiri-latin-400-normal": DIGITS,
    "noto-naskh-arabic-arabic-400-normal": ARABIC,
    "noto-naskh-arabic-arabic-600-normal": ARABIC,
}
FEATURES = ["calt", "ccmp", "curs", "fina", "init", "isol", "kern", "liga", "locl", "mark", "medi", "mkmk", "rlig"]


def derive(packages: Path, folder: Path) -> None:
    """Writes every face and licence; FOLDER must exist."""
    for face, characters in FACES.items():
        package = next(name for name in sorted(_names(packages), key=len, reverse=True) if face.startswith(f"{name}-"))
        subset(packages / "@fontsource" / package / "files" / f"{face}.woff2", characters, folder / f"{face}.woff2")
        shutil.copyfile(packages / "@fontsource" / package / "LICENSE", folder / f"{package}.LICENSE.txt")


def subset(source: Path, characters: str, target: Path) -> None:
    """Writes the part of a font that sets ``characters`` (ranges as in CSS), as WOFF2."""
    options = Options(flavor="woff2", layout_features=FEATURES, hinting=False, desubroutinize=True, notdef_outline=True)
    font = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(characters))
    subsetter.subset(font)
    save_font(font, str(target), options)


def _names(packages: Path) -> list[str]:
    return [folder.name for folder in (packages / "@fontsource").iterdir()]


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("packages", type=Path)
    arguments.add_argument("folder", type=Path)
    derive(**vars(arguments.parse_args()))
