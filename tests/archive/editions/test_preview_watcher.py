"""The preview checks its folder after each change, however a file was saved, and after the folder itself was replaced."""

import shutil
import threading
import time

import pytest

from archive.editions import preview_watcher

pytestmark = pytest.mark.one_engine


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Yield a watched folder, its only file, and the list of contents of this file at each check."""
    root, checks, stop = tmp_path / "fixtures", [], threading.Event()
    (root / "claims").mkdir(parents=True)
    file = root / "claims/one.yaml"
    file.write_text("first")
    monkeypatch.setattr(
        preview_watcher, "check_and_load", lambda *_words: checks.append(file.read_text() if file.exists() else None)
    )
    watcher = threading.Thread(target=preview_watcher.watch_fixtures, args=(root, None, stop))
    watcher.start()
    time.sleep(0.3)
    yield root, file, checks
    stop.set()
    watcher.join(10)
    assert not watcher.is_alive()


def wait_for_check(checks: list, expected: str | None) -> None:
    deadline = time.monotonic() + 20
    while not checks or checks[-1] != expected:
        assert time.monotonic() < deadline, checks
        time.sleep(0.05)


def test_file_saved_in_place_or_by_rename_is_checked(folder):
    _root, file, checks = folder
    file.write_text("second")
    wait_for_check(checks, "second")
    file.with_name(".one.swp").write_text("third")
    file.with_name(".one.swp").replace(file)
    wait_for_check(checks, "third")
    assert checks == ["second", "third"]


def test_temporary_files_of_editors_are_ignored(folder):
    _root, file, checks = folder
    file.with_name(".one.yaml.swp").write_text("x")
    file.with_name("one.yaml~").write_text("x")
    time.sleep(1.5)
    assert checks == []


@pytest.mark.parametrize("away", [shutil.rmtree, lambda root: root.rename(root.with_name("elsewhere"))])
def test_replaced_folder_is_watched_again(folder, away):
    root, file, checks = folder
    away(root)
    wait_for_check(checks, None)
    file.parent.mkdir(parents=True)
    file.write_text("again")
    wait_for_check(checks, "again")
    file.write_text("later")
    wait_for_check(checks, "later")
