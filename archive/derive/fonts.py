"""Derive the site's fonts: ``python -m archive.derive.fonts NODE_MODULES FOLDER`` (needs fonttools, of the dev extra).

Reads the folder that ``npm install`` made of @fontsource/eb-garamond, source-sans-3, amiri and noto-naskh-arabic
(all under the SIL Open Font License 1.1), keeps the characters of FACES, and writes WOFF2 files and their licences
into FOLDER. The files are committed; this is run again only to renew them.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

# Characters of most pages are in one file, rarer ones in another, which browsers request only when needed.
LATIN = "U+0020-007E,U+00A0,U+00AB,U+00B7,U+00BB,U+00C4,U+00D6,U+00DC,U+00DF,U+00E4,U+00E9,U+00F3,U+00F6,U+00FC,U+2013,U+2014,U+2018-201A,U+201C-201E,U+2026"
LATIN_MORE = "U+00A1-00AA,U+00AC-00B6,U+00B8-00BA,U+00BC-00C3,U+00C5-00D5,U+00D7-00DB,U+00DD-00DE,U+00E0-00E3,U+00E5-00E8,U+00EA-00F2,U+00F4-00F5,U+00F7-00FB,U+00FD-00FF,U+0131,U+2010-2012,U+2020,U+2021,U+2032,U+2033,U+2039-203A,U+2190-2193,U+2264-2265"
LATIN_EXT = "U+0100-0130,U+0132-017F,U+0218-021B"
CYRILLIC = "U+0400-045F"
ARABIC = "U+0020,U+060C,U+061B-061C,U+061F,U+0621-063A,U+0640-0652,U+0670,U+200C-200F,U+2066-2069"
ARABIC_MORE = "U+0600-060B,U+060D-061A,U+061D-061E,U+0620,U+063B-063F,U+0653-066F,U+0671-06FF,U+25CC"
DIGIT_CHARACTERS = "U+0020-007E,U+00A0,U+00AB,U+00BB,U+2013"
REFERENCE_CHARACTERS = "U+0020,U+002C-002E,U+0030-0039,U+0040,U+0061-007A,U+2013"
# By derived face: the original face and the characters.
FACES = {
    "eb-garamond-latin-400-normal": ("eb-garamond-latin-400-normal", LATIN),
    "eb-garamond-latin-400-italic": ("eb-garamond-latin-400-italic", LATIN),
    "eb-garamond-latin-500-normal": ("eb-garamond-latin-500-normal", LATIN),
    "eb-garamond-latin-more-400-normal": ("eb-garamond-latin-400-normal", LATIN_MORE),
    "eb-garamond-latin-more-400-italic": ("eb-garamond-latin-400-italic", LATIN_MORE),
    "eb-garamond-latin-ext-400-normal": ("eb-garamond-latin-ext-400-normal", LATIN_EXT),
    "eb-garamond-cyrillic-400-normal": ("eb-garamond-cyrillic-400-normal", CYRILLIC),
    "source-sans-3-latin-400-normal": ("source-sans-3-latin-400-normal", DIGIT_CHARACTERS),
    "source-sans-3-latin-600-normal": ("source-sans-3-latin-600-normal", REFERENCE_CHARACTERS),
    "amiri-arabic-400-normal": ("amiri-arabic-400-normal", ARABIC),
    "amiri-arabic-more-400-normal": ("amiri-arabic-400-normal", ARABIC_MORE),
    "noto-naskh-arabic-arabic-400-normal": ("noto-naskh-arabic-arabic-400-normal", ARABIC),
    "noto-naskh-arabic-arabic-600-normal": ("noto-naskh-arabic-arabic-600-normal", ARABIC),
    "noto-naskh-arabic-arabic-more-400-normal": ("noto-naskh-arabic-arabic-400-normal", ARABIC_MORE),
}
# EB Garamond has required ligatures (rlig) too, which draw “*source” or “^direct” as signs of genealogists: nobody who searches with an asterisk wants one.
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
ARABIC_FEATURES = [*FEATURES, "calt", "curs", "fina", "init", "isol", "medi", "rlig"]


def derive_fonts(packages: Path, folder: Path) -> None:
    """Write every face and licence into ``folder``, which must exist."""
    longest_first = sorted((packages / "@fontsource").iterdir(), key=lambda package: len(package.name), reverse=True)
    for face, (original, characters) in FACES.items():
        package = next(package for package in longest_first if face.startswith(f"{package.name}-"))
        features = ARABIC_FEATURES if "arabic" in face else FEATURES
        subset_font(package / "files" / f"{original}.woff2", characters, features, folder / f"{face}.woff2")
        shutil.copyfile(package / "LICENSE", folder / f"{package.name}.LICENSE.txt")


def subset_font(source: Path, characters: str, features: list[str], target: Path) -> None:
    """Write a font with only ``characters`` (ranges as in CSS) and OpenType ``features`` as WOFF2."""
    options = Options(flavor="woff2", layout_features=features, hinting=False, desubroutinize=True, notdef_outline=True)
    font = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(characters))
    subsetter.subset(font)
    save_font(font, str(target), options)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("packages", type=Path)
    arguments.add_argument("folder", type=Path)
    derive_fonts(**vars(arguments.parse_args()))
