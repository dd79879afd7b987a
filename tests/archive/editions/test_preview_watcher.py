"""The preview looks at its folder when a file in it has changed, however it was saved, and when the folder goes and comes back."""

import shutil
import threading
import time

import pytest

from archive.editions import preview_watcher

pytestmark = pytest.mark.one_engine


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A watched folder; ``looks`` grows by what its only file says at every look."""
    root, looks, stop = tmp_path / "fixtures", [], threading.Event()
    (root / "claims").mkdir(parents=True)
    file = root / "claims/one.yaml"
    file.write_text("first")
    monkeypatch.setattr(
        preview_watcher, "check_and_load", lambda *_words: looks.append(file.read_text() if file.exists() else None)
    )
    watcher = threading.Thread(target=preview_watcher.watch_fixtures, args=(root, None, stop))
    watcher.start()
    time.sleep(0.3)
    yield root, file, looks
    stop.set()
    watcher.join(10)
    assert not watcher.is_alive()


def wait(looks: list, expected: str | None) -> None:
    last = time.monotonic() + 20
    while not looks or looks[-1] != expected:
        assert time.monotonic() < last, looks
        time.sleep(0.05)


def test_a_file_saved_in_place_or_by_rename_is_looked_at(folder):
    _root, file, looks = folder
    file.write_text("second")
    wait(looks, "second")
    file.with_name(".one.swp").write_text("third")
    file.with_name(".one.swp").replace(file)
    wait(looks, "third")
    assert looks == ["second", "third"]


def test_what_editors_keep_beside_a_file_is_not_looked_at(folder):
    _root, file, looks = folder
    file.with_name(".one.yaml.swp").write_text("x")
    file.with_name("one.yaml~").write_text("x")
    time.sleep(1.5)
    assert looks == []


@pytest.mark.parametrize("away", [shutil.rmtree, lambda root: root.rename(root.with_name("elsewhere"))])
def test_a_folder_that_goes_and_comes_back_is_watched_again(folder, away):
    root, file, looks = folder
    away(root)
    wait(looks, None)
    file.parent.mkdir(parents=True)
    file.write_text("again")
    wait(looks, "again")
    file.write_text("later")
    wait(looks, "later")
