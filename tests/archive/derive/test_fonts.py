"""The letters that the site serves set everything it shows, and each face declares what its file holds."""

import re
import subprocess

import pytest
from fontTools.ttLib import TTFont

from archive.templatetags.stylesheets import LETTER_SHEETS
from tests.support.repository import ROOT

STATIC = ROOT / "archive" / "static" / "archive"
FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
SHEETS = ("fonts", *LETTER_SHEETS)
TEXT_FOLDERS = ("templates/", "locale/", "fixtures/")
INVISIBLE = set("\n\t\r\ufeff\u200f\u2067\u2069")


def read_sheet(name: str) -> str:
    return (STATIC / "css" / f"{name}.css").read_text(encoding="utf-8")


def faces() -> list[dict[str, str]]:
    css = "".join(read_sheet(name) for name in SHEETS)
    listed = []
    for body in FACE.findall(css):
        rules = dict(re.findall(r"([\w-]+):\s*([^;]+)", body))
        file = re.search(r'url\("\.\./fonts/([^"]+)"\)', rules["src"])
        if file:
            listed.append({**rules, "family": rules["font-family"].strip('"'), "file": file[1]})
    return listed


def declared(face: dict[str, str]) -> set[str]:
    characters: set[str] = set()
    for span in re.findall(r"U\+([0-9A-F]+(?:-[0-9A-F]+)?)", face["unicode-range"]):
        first, _, last = span.partition("-")
        characters |= {chr(at) for at in range(int(first, 16), int(last or first, 16) + 1)}
    return characters


def glyphs(face: dict[str, str]) -> set[str]:
    return {chr(at) for at in TTFont(STATIC / "fonts" / face["file"]).getBestCmap()}


def set_by(*families: str) -> set[str]:
    """Characters that some upright, regular face of the families both holds and is asked for."""
    chosen = [face for face in faces() if face["family"] in families and face.get("font-style", "normal") == "normal"]
    return set().union(*(glyphs(face) & declared(face) for face in chosen))


def list_characters() -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z", *TEXT_FOLDERS], cwd=ROOT, capture_output=True, check=True
    )
    texts = (
        (ROOT / name).read_text(encoding="utf-8")
        for name in listed.stdout.decode().split("\0")
        if name and not name.endswith(".md") and (ROOT / name).is_file()
    )
    return set("".join(texts)) - INVISIBLE


@pytest.mark.parametrize(
    "families", [("EB Garamond", "Noto Naskh Arabic"), ("Noto Naskh Arabic", "Sized Garamond", "EB Garamond")], ids=str
)
def test_everything_shown_has_a_letter(families):
    assert sorted(list_characters() - set_by(*families)) == []


def test_the_verbatim_texts_are_set_in_amiri_and_their_latin_letters_in_garamond():
    for text in (ROOT / "fixtures" / "sources").glob("*/*.ar.txt"):
        assert set(text.read_text(encoding="utf-8")) - set_by("Amiri", "Even Garamond") - INVISIBLE == set()


def test_letters_after_an_asterisk_stay_letters():
    """EB Garamond draws “*source” and “^direct” as signs of genealogists; here they are what a reader searches for."""
    for path in (STATIC / "fonts").glob("eb-garamond-*.woff2"):
        substitutions = TTFont(path)["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in TTFont(path) else []
        assert "rlig" not in {record.FeatureTag for record in substitutions}


def test_every_file_is_used_and_small():
    files = {path.name: path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")}
    assert set(files) == {face["file"] for face in faces()}
    assert max(files.values()) < 80_000


def test_every_family_carries_its_licence():
    licences = {path.name.removesuffix(".LICENSE.txt"): path for path in (STATIC / "fonts").glob("*.LICENSE.txt")}
    assert all("SIL Open Font License" in path.read_text(encoding="utf-8") for path in licences.values())
    assert [face["file"] for face in faces() if not face["file"].startswith(tuple(licences))] == []


def test_no_font_is_loaded_from_another_site():
    assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", "".join(map(read_sheet, SHEETS)))
