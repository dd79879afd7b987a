"""Served style sheets: those of a page are joined in order in one file with the same rules."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.management import call_command
from django.template import Context, Template

from archive.templatetags.stylesheets import letter_stylesheet
from archive.web import stylesheets
from archive.web.stylesheets import JoinedStylesheetStorage, find_stylesheet_sets, list_stylesheet_files

FONT = re.compile(r'url\("?\.\./fonts/([^")?#]+)')


@pytest.fixture
def collected(tmp_path, settings, monkeypatch):
    """Collect the static files as `make serve` does; return the storage."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "archive.web.stylesheets.JoinedStylesheetStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    storage = JoinedStylesheetStorage()
    monkeypatch.setattr(stylesheets, "staticfiles_storage", storage)
    monkeypatch.setattr("django.contrib.staticfiles.storage.staticfiles_storage", storage)
    return storage


def read_served(storage, name: str) -> str:
    return Path(storage.path(storage.stored_name(name))).read_text("utf-8")


def minify(css: str) -> str:
    """Return a style sheet without comments and white space, to compare rules."""
    return re.sub(r"\s|;(?=\s*})|(?<=:)0(?=\.)", "", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


def test_every_set_of_sheets_is_one_file_in_order(collected):
    sets = list(find_stylesheet_sets(settings.TEMPLATES[0]["DIRS"]))
    assert ["fonts", "base", "record", "sections"] in sets
    for names in sets:
        (path,) = list_stylesheet_files(" ".join(names))
        joined = minify(read_served(collected, path))
        begins = [joined.index(minify(read_served(collected, f"archive/css/{name}.css"))) for name in names]
        assert begins == sorted(begins)


def test_served_sheet_is_shorter_and_has_no_comments(collected):
    for name in ("base", "map"):
        original = Path(finders.find(f"archive/css/{name}.css")).read_text("utf-8")
        css = read_served(collected, f"archive/css/{name}.css")
        assert "/*" in original
        assert "/*" not in css
        assert len(css) < len(original)


def test_joined_sheet_links_to_the_collected_fonts(collected):
    names = "fonts base record sections latin accents cyrillic arabic words embed"
    fonts = FONT.findall(read_served(collected, *list_stylesheet_files(names)))
    assert len(fonts) > 10
    assert all(collected.exists(f"archive/fonts/{name}") for name in fonts)


def test_page_links_to_one_file_or_in_development_to_each(collected, monkeypatch):
    page = Template('{% load stylesheets %}{% page_stylesheets "tables map" %}{% stylesheets "disagreements" %}')
    assert re.findall(r"css/([a-z-]+)\.[0-9a-f]{8}\.css", page.render(Context())) == [
        "fonts-base-record-sections-tables-map",
        "disagreements",
    ]
    monkeypatch.setattr(stylesheets, "staticfiles_storage", StaticFilesStorage())
    assert list_stylesheet_files("fonts base") == ["archive/css/fonts.css", "archive/css/base.css"]


@pytest.mark.parametrize(
    ("language", "text", "sheets", "preloaded"),
    [
        ("en", "Oświęcim", ["accents"], ["eb-garamond-latin-ext-400-normal"]),
        (
            "en",
            "50° × 2 ż",
            ["latin", "accents"],
            ["eb-garamond-latin-more-400-normal", "eb-garamond-latin-ext-400-normal"],
        ),
        ("ar", "Oświęcim", ["accents"], []),
        ("ar", "Бухенвальд", ["cyrillic"], []),
        ("ar", "ہٹلر", ["arabic"], []),
    ],
)
def test_page_with_rarer_letters_links_to_their_faces_alone(language, text, sheets, preloaded):
    links = letter_stylesheet(Context({"language": language}), f"<p>{text}</p>")
    assert re.findall(r"fonts/([\w-]+)\.", links) == preloaded
    assert re.findall(r'<link rel="stylesheet" href="[^"]*/(latin|accents|cyrillic|arabic)\b', links) == sheets


def test_page_without_rarer_letters_has_no_link_to_them():
    assert letter_stylesheet(Context({"language": "en"}), "<p>Flossenbürg “é” — شواهد</p>") == ""


def test_missing_sheet_fails_collectstatic(collected, monkeypatch):
    monkeypatch.setattr(stylesheets, "find_stylesheet_sets", lambda _folders: [["base", "nothing"]])
    with pytest.raises(FileNotFoundError, match="nothing"):
        call_command("collectstatic", interactive=False, verbosity=0)
