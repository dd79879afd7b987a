"""Timelines show only stated bounds; labels overlap neither each other nor bars, in both languages, at any width."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.dates.edtf import parse_date
from archive.maps.geometry import Box
from archive.timelines.axis import Axis, make_axis, make_bar
from archive.timelines.chart import CHART_SIZES, Chart, ChartEntry, ChartMark

YEAR = Axis(date(1944, 6, 1), date(1945, 6, 1))
DATES = st.sampled_from(
    [
        "1944-22",
        "1944-06~/",
        "1944-12~/1945-02~",
        "1945-05-09",
        "/1945-05-09~",
        "1944-10~/1945",
        "1945-21",
        "1945-01",
        "1944-XX",
        "1943",
    ]
)
WORDS = st.sampled_from(["أمر هيملر", "غربا، من أوشفيتز وشتوتهوف وجروس روزين إلى بوخنفالد وفلوسنبرج وداخاو وساكسنهاوزن", "Order", "North to the Baltic Sea, from Sachsenhausen and Neuengamme, in the last weeks of the war"])  # fmt: skip


def make_year_bar(edtf: str, sense: str = "", axis: Axis = YEAR):
    return make_bar(parse_date(edtf), sense, axis)


def test_axis_spans_the_months_of_the_dates():
    assert make_axis(map(parse_date, ["1944-22", "1944-10~/1945", "1945-05-09"])) == YEAR
    assert make_axis([parse_date("1944")]) == Axis(date(1944, 1, 1), date(1945, 1, 1))
    assert make_axis([]) is None


@pytest.mark.parametrize(("edtf", "sense"), [("1944-06~/", "not-before"), ("1944-06/", ""), ("1944-06/..", "")])
def test_bar_without_stated_end_is_open(edtf, sense):
    bar = make_year_bar(edtf, sense)
    assert (bar.kind, bar.start, bar.hard_end) == ("from", 0, 0)


@pytest.mark.parametrize(("edtf", "sense"), [("/1945-05-31", ""), ("1945-05", "by"), ("1945-05-31", "until"), ("../1945-05", "")])
def test_bar_without_stated_beginning_is_open(edtf, sense):
    bar = make_year_bar(edtf, sense)
    assert (bar.kind, bar.end, bar.hard_start) == ("until", 100, 100)


def test_approximate_bounds_are_soft_and_exact_ones_hard():
    both, last, none = make_year_bar("1944-12~/1945-02~"), make_year_bar("1944-12/1945-02~"), make_year_bar("1944-12/1945-02")
    assert both.start < both.hard_start < both.hard_end < both.end
    assert last.start == last.hard_start < last.hard_end < last.end
    assert none.start == none.hard_start < none.hard_end == none.end


def test_day_is_a_point_and_unbounded_year_runs_on():
    assert make_year_bar("1945-05-09").kind == "point"
    assert make_year_bar("1944-10~/1945").runs_on == ("end",)
    assert make_year_bar("1944").runs_on == ("start",)


def test_legend_has_only_the_signs_on_the_chart():
    def signs(*dates: str, tone: str = "") -> set[str]:
        entries = tuple(ChartEntry("x", "/x", make_year_bar(edtf), tone=tone) for edtf in dates)
        return Chart(YEAR, entries, "en", CHART_SIZES["narrow"]).signs

    assert signs("1945-05-09") == set()
    assert signs("1945-01") == {"full"}
    assert signs("1944-12~/1945-02~", tone="route") == {"full", "soft", "route"}
    assert signs("1944-06~/", "1944") == {"open", "full", "beyond"}


def test_date_outside_the_axis_has_no_bar():
    assert make_year_bar("1943") is None
    assert make_year_bar("1946-01", "not-before") is None
    assert make_year_bar("1940-01", "until") is None


def boxes(chart: Chart, width: float) -> list[tuple[str, Box]]:
    """Return the box of every line of every label, and of every bar, in a drawing of a width in pixels."""
    placed = []
    for row in chart.rows:
        for line, y in row.label.lines:
            is_last = line == row.label.lines[-1][0]
            at = float(row.label.x[:-1]) * width / 100 + float(row.label.dx)
            long = chart.measure_width(line, row.entry, is_last=is_last)
            to_right = (row.label.anchor == "start") != chart.is_rtl
            left = at if to_right else at - long
            placed.append(
                (f"{line} {row.y}", Box(left, float(y) - 0.7 * chart.size.text, left + long, float(y) + 0.2 * chart.size.text))
            )
        ends = sorted(float(percent[:-1]) * width / 100 for percent in (row.start, row.end))
        placed.append((f"bar {row.y}", Box(ends[0] - 5, float(row.y) - 5, ends[1] + 5, float(row.y) + 5)))
    return placed


@given(
    st.lists(st.tuples(WORDS, DATES), min_size=1, max_size=8), st.sampled_from(["ar", "en"]), st.sampled_from(sorted(CHART_SIZES))
)
def test_labels_do_not_overlap_and_stay_in_the_frame(rows, language, size):
    axis = make_axis(parse_date(edtf) for _words, edtf in rows)
    bars = [(words, make_bar(parse_date(edtf), "", axis)) for words, edtf in rows]
    entries = tuple(ChartEntry(words, "/x", bar, (("3.5", "/y"),)) for words, bar in bars if bar)
    chart = Chart(axis, entries, language, CHART_SIZES[size])
    for width in (chart.size.min_width, chart.size.min_width * 1.3, chart.size.min_width * 1.6):
        placed = boxes(chart, width)
        assert [(first, second) for (first, a), (second, b) in combinations(placed, 2) if a.overlaps(b)] == []
        assert [
            name for name, box in placed if not name.startswith("bar") and not (box.left >= -0.5 and box.right <= width + 0.5)
        ] == []
        assert max(box.bottom for _name, box in placed) <= chart.height


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("size", sorted(CHART_SIZES))
def test_each_year_is_labelled_once_and_arabic_months_have_both_names(language, size):
    ticks = Chart(YEAR, (), language, CHART_SIZES[size]).ticks
    assert [sum(tick.lines[-1].endswith(f" {year}") for tick in ticks) for year in (1944, 1945)] == [1, 1]
    assert {len(tick.lines) for tick in ticks} == ({2} if language == "ar" else {1})


def test_arabic_month_has_both_names_and_then_the_year():
    assert " ".join(Chart(YEAR, (), "ar", CHART_SIZES["wide"]).ticks[0].lines) == "يونيو (حزيران) 1944"


def test_arabic_time_runs_from_right_to_left():
    entry = ChartEntry("أمر", "/x", make_year_bar("1944-06~/"), ())
    arabic, english = (Chart(YEAR, (entry,), language, CHART_SIZES["wide"]).rows[0] for language in ("ar", "en"))
    assert (arabic.start, english.start) == ("100%", "0%")
    assert (arabic.arrows[0][1], english.arrows[0][1]) == ("earlier", "later")


@pytest.mark.parametrize(("language", "at"), [("en", "80%"), ("ar", "20%")])
def test_label_begins_after_the_last_stop_of_a_march(language, at):
    entry = ChartEntry("March", "#", make_year_bar("1945-01-18"), marks=(ChartMark(70, "first"), ChartMark(80, "last")))
    chart = Chart(YEAR, (entry,), language, CHART_SIZES["wide"])
    (row,) = chart.rows
    assert [title for _x, title in row.marks] == ["first", "last"]
    assert row.label.x == row.marks[-1][0] == at
    assert "stops" in chart.signs


@pytest.mark.parametrize("language", ["ar", "en"])
def test_long_note_narrows_the_last_line_of_a_label(language):
    words, note = "westward from the camps in the east to those in the west", "differs · emended reading"
    chart = Chart(
        YEAR, (ChartEntry(words, "", make_year_bar("1945-05-01"), (("3.5", ""),), note=note),), language, CHART_SIZES["narrow"]
    )
    lines = [line for line, _y in chart.rows[0].label.lines]
    assert " ".join(lines) == words
    assert len(lines) <= 4
    assert chart.measure_width(lines[-1], chart.entries[0]) <= CHART_SIZES["narrow"].min_width


@pytest.mark.parametrize(
    ("language", "words", "note"),
    [
        ("en", "North to the Baltic Sea, from Sachsenhausen and Neuengamme", "uncertain"),
        ("ar", "في شهادة م. المختلَقة خرجت مسيرة من معسكر المحجر في 18 يناير…", "يخالفه غيره"),
    ],
)
def test_lines_of_a_label_are_about_equal(language, words, note):
    entry = ChartEntry(words, "", make_year_bar("1945-05-01"), (("3.5", ""),), note=note)
    chart = Chart(YEAR, (entry,), language, CHART_SIZES["narrow"])
    widths = [chart.measure_width(line, entry, is_last=False) for line, _y in chart.rows[0].label.lines]
    assert len(widths) == 3
    assert min(widths) > max(widths) / 2
