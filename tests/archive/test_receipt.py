"""A source that was received in another encoding, or in TEI, keeps the document as it came; the text must be what that gives."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from archive.received import is_encoding, likely
from tests.support.corrupted_fixtures import SOURCE, TEXT, Case, Position, check_case, copy_fixtures, find_problems

DIGEST = "    bytes: 4014\n"
ARABIC = "windows-1256"
FILE = "characters: 2240\n"


def received(encoding: str, content: bytes | None, mark: str = "", also: dict[str, str] | None = None):
    """The founding source as if it had been received in ``encoding``; ``mark``: the field at which the fault is told."""

    def edit(path: Path) -> Position:
        text = path.with_name("death-marches.ar.txt").read_bytes().decode()
        stands = text.encode(ARABIC) if content is None else content
        path.with_name("received.txt").write_bytes(stands)
        digest = sha256(stands).hexdigest()
        fields = {"file": "received.txt", "encoding": encoding, "sha256": digest, "bytes": str(len(stands)), **(also or {})}
        part = "received:\n" + "".join(f"  {name}: {value}\n" for name, value in fields.items())
        record = path.read_text("utf-8").replace(FILE, FILE + part)
        path.write_text(record, "utf-8")
        lines = record.splitlines()
        start = lines.index("received:")
        at = next((at for at, line in enumerate(lines) if at > start and line.startswith(f"  {mark}: ")), 0)
        return at + 1, len(mark) + 5

    return edit


CASES = [
    Case("source.received-differs", SOURCE, received(ARABIC, "عملية هحوم".encode(ARABIC), "file"), ("7", "U+062D", "U+062C")),
    Case("source.received-unreadable", SOURCE, received("utf-16-le", b"abc", "encoding"), ("received.txt", "utf-16-le")),
    Case("source.received-unreadable", SOURCE, received("tei", b"<TEI>", "encoding"), ("received.txt", "tei")),
    Case("source.wrong-digest", SOURCE, received(ARABIC, None, "sha256", {"sha256": "0" * 64}), ("received.txt", "0" * 64)),
    Case("source.wrong-length", SOURCE, received(ARABIC, None, "bytes", {"bytes": "1"}), ("received.txt", "2240", "1")),
    Case("record.wrong-value", SOURCE, received("rot13", None, "encoding"), ("rot13", "windows-1256")),
    Case("file.missing", SOURCE, received(ARABIC, None, "file", {"file": "other.txt"}), ("other.txt",)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    check_case(case, tmp_path)


def test_a_text_that_is_what_was_received_has_no_problem(tmp_path):
    root = copy_fixtures(tmp_path)
    received(ARABIC, None)(root / SOURCE)
    assert find_problems(root) == []
    (root / TEXT).write_bytes((root / TEXT).read_bytes() + b"x")
    assert "source.received-differs" in {one.id for one in find_problems(root)}


def test_two_sources_of_one_identifier_may_differ_in_what_was_received(tmp_path):
    root = copy_fixtures(tmp_path)
    shutil.copytree((root / SOURCE).parent, (root / SOURCE).parent.with_name("zz-again"))
    received(ARABIC, None)(root / SOURCE)
    assert "record.duplicate-id" in {one.id for one in find_problems(root)}


@pytest.mark.parametrize("name", ["windows-1256", "ISO-8859-6", "utf-16", "utf-8-sig", "cp1250", "tei"])
def test_an_encoding_of_documents_is_one(name):
    assert is_encoding(name)


@pytest.mark.parametrize("name", ["rot13", "hex", "base64", "idna", "unicode_escape", "utf-7", "nonsense", "", "a\0b"])
def test_what_is_no_encoding_of_documents_is_none(name):
    assert not is_encoding(name)


def test_likely_encodings_are_shown_with_what_they_would_read():
    shown = dict(likely("مسيرات الموت".encode("iso-8859-6")))
    assert shown["iso-8859-6"] == "مسيرات الموت"
    assert len(shown) > 1
    assert [name for name, _words in likely("Łódź".encode("utf-16"))] == ["utf-16"]
