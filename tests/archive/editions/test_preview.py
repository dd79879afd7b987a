"""The preview shows the current fixtures after each change, with drafts marked and problems on the pages that they concern."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.http import Http404
from django.test import Client, RequestFactory

from archive.web.preview_state import PREVIEW_STATE, DraftRecord, FixturesState
from archive.web.views.preview import preview_overview, preview_version
from tests.support.corrupted_fixtures import BELARUS, copy_fixtures
from tests.support.ports import free_port
from tests.support.repository import ROOT

CLAIM = "claims/belarus-offensive-1944/"
DRAFT_CLAIM = "claims/thousands-died.yaml"


class Site:
    """A preview of the fixtures below ``root``, in a separate process."""

    def __init__(self, root: Path, var: Path) -> None:
        self.root, self.port = root, free_port()
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings_preview", "VAR_ROOT": str(var)}
        environment.pop("DATABASE_URL", None)
        words = [sys.executable, "manage.py", "preview", "--fixtures", str(root), "--port", str(self.port)]
        # Whoever runs the tests in the background has had Ctrl-C ignored, which is handed on.
        self.process = subprocess.Popen(
            words,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.until(lambda: self.version() == 1)

    def get(self, address: str) -> str:
        """Return a page of any status."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/{address}", timeout=30) as answer:
                return answer.read().decode()
        except HTTPError as error:
            return error.read().decode()

    def version(self) -> int:
        try:
            return json.loads(self.get("preview/version"))["version"]
        except OSError:
            return 0

    def until(self, done) -> None:
        """Wait at most a minute for a condition."""
        last = time.monotonic() + 60
        while not done():
            assert time.monotonic() < last
            time.sleep(0.1)

    def change(self, file: str, old: str, new: str) -> None:
        """Save a changed file and wait until it was checked."""
        version, path = self.version(), self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        self.until(lambda: self.version() > version)

    def end(self) -> str:
        """Interrupt the preview as Ctrl-C does; return what it printed."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=30)[0]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("preview")
    site = Site(copy_fixtures(folder), folder / "var")
    yield site
    if site.process.poll() is None:
        site.end()


@pytest.mark.one_engine
def test_page_states_that_it_is_unpublished(site):
    assert "Preview: not published." in site.get(f"en/{CLAIM}")
    assert "معاينة: غير منشور." in site.get(f"ar/{CLAIM}")


@pytest.mark.one_engine
def test_a_problem_is_shown_on_the_page_it_concerns_and_the_last_good_state_stays(site):
    site.change(BELARUS, "عملية هجوم ضخمة", "عملية هجوم ضخمه")
    claim_page, other_page, problems_page = (
        site.get(address) for address in (f"ar/{CLAIM}", "ar/claims/thousands-died/", "ar/preview/")
    )
    for page in (claim_page, problems_page):
        assert "anchor.quote-not-found" in page
        assert f"{BELARUS}:" in page
        assert "ARABIC LETTER TEH MARBUTA" in page
    assert "anchor.quote-not-found" not in other_page
    assert "شُنّ هجوم ضخم" in claim_page
    site.change(BELARUS, "ضخمه", "ضخمة")
    assert "anchor.quote-not-found" not in site.get(f"ar/{CLAIM}")


@pytest.mark.one_engine
def test_a_change_is_shown(site):
    mark = '<span class="draft-mark">unpublished</span>'
    assert mark not in site.get(f"en/{CLAIM}")
    site.change(BELARUS, "massive", "large")
    changed = site.get(f"en/{CLAIM}")
    assert "A large offensive" in changed
    assert changed.count(mark) == 2  # at the last change of the record, and in the footer
    assert mark in site.get("en/editions/")


@pytest.mark.one_engine
def test_a_draft_is_shown_and_marked_wherever_it_is_named(site):
    site.change(DRAFT_CLAIM, "claim: thousands-died", "draft: true\nclaim: thousands-died")
    mark = '<span class="draft-mark">draft</span>'
    assert site.get("en/claims/").count(mark) == 1
    assert site.get("en/sources/ushmm-death-marches/3.3/").count(mark) == 1
    assert "This record is a draft." in site.get("en/claims/thousands-died/")
    assert "This record is a draft." not in site.get(f"en/{CLAIM}")
    assert DRAFT_CLAIM in site.get("en/preview/")


@pytest.mark.one_engine
def test_half_a_file_is_a_problem_and_no_end(site):
    site.change(BELARUS, "evidence:", "evidence: [")
    assert "yaml.syntax" in site.get("en/preview/")
    site.change(BELARUS, "evidence: [", "evidence:")
    assert "yaml.syntax" not in site.get("en/preview/")


@pytest.mark.one_engine
def test_record_that_cannot_be_shown_has_its_problems_at_its_address(site):
    version = site.version()
    (site.root / "claims/new.yaml").write_text("claim: new\n")
    site.until(lambda: site.version() > version)
    assert "record.missing-field" in site.get("en/claims/new/")
    (site.root / "claims/new.yaml").unlink()


@pytest.mark.one_engine
def test_second_preview_on_the_same_port_reports_it(site, tmp_path):
    words = [sys.executable, "manage.py", "preview", "--fixtures", str(site.root), "--port", str(site.port)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings_preview", "VAR_ROOT": str(tmp_path)}
    result = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert result.returncode == 1
    assert f"The port {site.port} cannot be used" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.one_engine
def test_an_interrupt_ends_it_quietly(site):
    printed = site.end()
    assert site.process.returncode == 0
    assert "Traceback" not in printed
    assert "0 problems." in printed


@pytest.mark.django_db
def test_published_pages_have_nothing_of_it():
    page = Client().get("/en/claims/").content.decode()
    assert "preview" not in page
    assert "draft" not in page


@pytest.mark.django_db
def test_without_drafts_a_list_is_the_same_to_the_byte(monkeypatch):
    before = Client().get("/en/claims/").content
    monkeypatch.setattr(
        PREVIEW_STATE, "state", FixturesState(Path(), drafts=(DraftRecord("claim", "thousands-died", DRAFT_CLAIM, 0),))
    )
    monkeypatch.setattr("archive.web.context_processors._preview_context", lambda _request, _language: {})
    marked = Client().get("/en/claims/").content
    assert marked.replace(b' <span class="draft-mark">draft</span>', b"") == before
    assert marked != before


@pytest.mark.one_engine
@pytest.mark.parametrize("view", [preview_overview, preview_version])
def test_a_process_that_has_not_looked_at_the_fixtures_has_no_preview_page(view):
    with pytest.raises(Http404):
        view(RequestFactory().get("/"))
