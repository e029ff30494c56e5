"""Days and columns: the mapping never turns back, every zoom has ticks that fit."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minori_tui.domain.time_scale import ZOOMS, Scale, scale_for, ticks

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
FIRST, LAST = date(2024, 9, 2), date(2027, 9, 24)


@settings(max_examples=400)
@given(st.sampled_from(ZOOMS), DAYS, DAYS, st.integers(10, 200))
def test_later_days_are_never_further_left(zoom, one, other, width):
    scale = scale_for(zoom, FIRST, LAST, width)
    low, high = sorted((one, other))
    assert scale.column(low) <= scale.column(high)


@settings(max_examples=400)
@given(st.sampled_from(ZOOMS), DAYS, st.integers(10, 200))
def test_the_first_day_of_a_column_is_in_it(zoom, day, width):
    scale = scale_for(zoom, FIRST, LAST, width)
    column = scale.column(day)
    first = scale.day(column)
    assert scale.column(first) == column
    assert first <= day
    if scale.days > 1:
        assert scale.column(first - timedelta(days=1)) == column - 1
    assert scale.end_column(day + timedelta(days=1)) > column


@settings(max_examples=300)
@given(DAYS, st.integers(0, 20_000), st.integers(1, 250))
def test_everything_fits_into_the_widest_zoom(first, days, width):
    last = first + timedelta(days=days)
    scale = scale_for("all", first, last, width)
    assert scale.column(first) == 0
    assert scale.column(last) < width


@settings(max_examples=400)
@given(st.sampled_from(ZOOMS), DAYS, st.integers(20, 200), st.sampled_from(["it", "en"]))
def test_ticks_stand_in_order_inside_the_window_and_do_not_touch(zoom, day, width, language):
    scale = scale_for(zoom, FIRST, LAST, width)
    first = scale.column(day)
    upper, lower = ticks(scale, first, width, language)
    columns = [tick.column for tick in lower]
    assert columns == sorted(set(columns))
    assert all(first <= tick.column < first + width for tick in (*upper, *lower))
    assert all(len(one.label) < other.column - one.column for one, other in pairwise(lower))


@pytest.mark.parametrize(("zoom", "language", "upper", "lower"), [
    ("day", "it", ["nov 2026"], ["22", "23", "24"]),
    ("week", "it", ["nov 2026", "dic 2026"], ["23", "30", "7"]),
    ("month", "en", ["2026", "2027"], ["Dec", "Jan", "Feb"]),
    ("quarter", "it", ["2026", "2027"], ["gen", "apr", "lug"]),
    ("year", "it", ["2026", "2027", "2028", "2029"], ["gen", "lug", "gen"]),
])
def test_labels(zoom, language, upper, lower):
    scale = scale_for(zoom, FIRST, LAST, 30)
    found = ticks(scale, scale.column(date(2026, 11, 22)), 30, language)
    assert [tick.label for tick in found[0]][:4] == upper
    assert [tick.label for tick in found[1]][:3] == lower


def test_a_century_still_has_years():
    scale = scale_for("all", date(1950, 1, 1), date(2049, 12, 31), 60)
    upper, lower = ticks(scale, 0, 60, "it")
    assert upper == ()
    assert [tick.label for tick in lower] == ["1950", "1960", "1970", "1980", "1990", "2000", "2010", "2020", "2030", "2040",
                                               "2050"]


def test_the_ends_of_the_calendar():
    scale = Scale("year", 1, 30)
    assert scale.day(-5) == date.min
    assert scale.day(10**9) == date.max
    assert [tick.label for tick in ticks(scale, scale.column(date.max) - 20, 60, "it")[1]] == ["lug", "gen", "lug"]
    assert scale.end_column(date.min) == scale.column(date.min) + 1
