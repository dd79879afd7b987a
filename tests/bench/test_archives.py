"""Kept archives of the benchmarks are built once, and answers of both engines are compared."""

import json

import pytest

from tests.bench.archives import BenchArchive, compare_answers, digest_answer, read_options


class FakeArchive(BenchArchive):
    """An archive whose steps answer at once; ``database`` is what both steps return as the only answer."""

    def run(self, step: str, engine: str) -> dict:
        (self.folder / f"{step}-{engine}").write_text("run", encoding="utf-8")
        return {"seconds": 1} if step == "build" else {"times": {}, "answers": {"query": self.database}}


def test_kept_archive_is_built_once(tmp_path):
    archive = FakeArchive("tests.bench.search", 1000, tmp_path, "")
    assert archive.build("sqlite") == {"seconds": 1}
    (tmp_path / "build-sqlite").unlink()
    assert archive.build("sqlite") == {"seconds": 1}
    assert not (tmp_path / "build-sqlite").exists()


def test_archive_that_was_not_completed_is_built_again(tmp_path):
    (tmp_path / "bench.sqlite3").write_bytes(b"half")
    FakeArchive("tests.bench.search", 1000, tmp_path, "").build("sqlite")
    assert not (tmp_path / "bench.sqlite3").exists()


def test_different_answers_of_the_engines_end_the_benchmark(tmp_path, capsys):
    same, other = (FakeArchive("tests.bench.search", 1000, tmp_path, answer) for answer in ("same", "other"))
    same.ask("sqlite")
    same.ask("postgresql")
    assert "1 answers of sqlite and postgresql are equal" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="1 of 1 answers"):
        other.ask("postgresql")


def test_answers_of_other_code_are_not_compared(tmp_path):
    (tmp_path / "answers-sqlite.json").write_text(json.dumps({"code": "old", "answers": {"query": "same"}}), encoding="utf-8")
    FakeArchive("tests.bench.search", 1000, tmp_path, "other").ask("postgresql")


def test_missing_answer_is_a_difference():
    with pytest.raises(SystemExit):
        compare_answers({"query": digest_answer([1])}, {}, ("sqlite", "postgresql"))


def test_options_choose_sizes_and_engines():
    assert read_options(["1_000", "--engine=sqlite", "--keep"]) == ([1000], ["sqlite"], True)
    assert read_options([]).engines == ["sqlite", "postgresql"]
