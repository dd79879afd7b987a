"""Served style sheets: those of a page in one file, in their order, meaning what the separate ones mean."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.management import call_command
from django.template import Context, Template

from archive.web import stylesheets
from archive.web.stylesheets import JoinedStylesheetStorage, find_stylesheet_sets, list_stylesheet_files

FONT = re.compile(r'url\("?\.\./fonts/([^")?#]+)')


@pytest.fixture
def collected(tmp_path, settings, monkeypatch):
    """The storage of a site whose files were collected as `make serve` collects them."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "archive.web.stylesheets.JoinedStylesheetStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    storage = JoinedStylesheetStorage()
    monkeypatch.setattr(stylesheets, "staticfiles_storage", storage)
    monkeypatch.setattr("django.contrib.staticfiles.storage.staticfiles_storage", storage)
    return storage


def served(storage, name: str) -> str:
    return Path(storage.path(storage.stored_name(name))).read_text("utf-8")


def rules(css: str) -> str:
    """A style sheet without comments and white space, as no rule needs them to be told from another here."""
    return re.sub(r"\s|;(?=\s*})|(?<=:)0(?=\.)", "", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


def test_every_set_of_sheets_that_a_template_asks_for_is_one_file_with_all_of_them_in_order(collected):
    sets = list(find_stylesheet_sets(settings.TEMPLATES[0]["DIRS"]))
    assert ["fonts", "base", "record"] in sets
    for names in sets:
        (path,) = list_stylesheet_files(" ".join(names))
        joined = rules(served(collected, path))
        begins = [joined.index(rules(served(collected, f"archive/css/{name}.css"))) for name in names]
        assert begins == sorted(begins)


def test_what_is_served_is_shorter_and_without_comments(collected):
    for name in ("base", "map"):
        original = Path(finders.find(f"archive/css/{name}.css")).read_text("utf-8")
        css = served(collected, f"archive/css/{name}.css")
        assert "/*" in original
        assert "/*" not in css
        assert len(css) < len(original)


def test_a_joined_sheet_leads_to_the_collected_fonts(collected):
    fonts = FONT.findall(served(collected, *list_stylesheet_files("fonts base record")))
    assert len(fonts) > 10
    assert all(collected.exists(f"archive/fonts/{name}") for name in fonts)


def test_a_page_links_to_one_file_or_while_it_is_written_to_each(collected, monkeypatch):
    page = Template('{% load stylesheets %}{% page_stylesheets "tables" %}{% stylesheets "disagreements" %}')
    assert re.findall(r"css/([a-z-]+)\.[0-9a-f]{8}\.css", page.render(Context())) == ["fonts-base-record-tables", "disagreements"]
    monkeypatch.setattr(stylesheets, "staticfiles_storage", StaticFilesStorage())
    assert list_stylesheet_files("fonts base") == ["archive/css/fonts.css", "archive/css/base.css"]


def test_a_sheet_that_is_asked_for_and_not_there_ends_the_collecting(collected, monkeypatch):
    monkeypatch.setattr(stylesheets, "find_stylesheet_sets", lambda _folders: [["base", "nothing"]])
    with pytest.raises(FileNotFoundError, match="nothing"):
        call_command("collectstatic", interactive=False, verbosity=0)
