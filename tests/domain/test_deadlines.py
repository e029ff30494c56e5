from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.domain import deadlines
from minori_tui.domain.deadlines import add_term, is_holiday, is_working_day, last_safe_working_day, roll_forward

DAYS = st.dates(date(2001, 1, 1), date(2100, 1, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("year", "sunday"), [
    (1961, "1961-04-02"), (2000, "2000-04-23"), (2008, "2008-03-23"), (2011, "2011-04-24"), (2019, "2019-04-21"),
    (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28"), (2038, "2038-04-25"),
    (2049, "2049-04-18"), (2285, "2285-03-22"),
])
def test_easter(year, sunday):
    assert deadlines.easter(year) == day(sunday)


@pytest.mark.parametrize(("when", "expected"), [
    ("2026-01-01", True), ("2026-01-06", True), ("2026-04-05", True), ("2026-04-06", True), ("2026-04-25", True),
    ("2026-05-01", True), ("2026-06-02", True), ("2026-08-15", True), ("2027-10-04", True), ("2026-11-01", True),
    ("2026-12-08", True), ("2026-12-25", True), ("2026-12-26", True), ("2026-11-22", True),  # a Sunday
    ("2025-10-04", False),  # L. 151/2025 is in force from 2026; a Saturday
    ("2024-10-04", False), ("2026-11-21", False), ("2026-08-14", False), ("2000-06-02", False), ("2003-06-02", True),
])
def test_is_holiday(when, expected):
    assert is_holiday(day(when)) is expected


def test_a_year_has_twelve_holidays_from_2026():
    assert len(deadlines.holidays(2025)) == 11
    assert len(deadlines.holidays(2026)) == 12


# rule, anchor, number, unit, legal end before rolling, after rolling, after rolling with the Saturday rule, last safe day
@pytest.mark.parametrize(("anchor", "number", "unit", "end", "rolled", "rolled_saturday", "safe"), [
    ("2025-12-19", 24, "M", "2027-12-19", "2027-12-20", "2027-12-20", "2027-12-17"),
    ("2024-02-29", 24, "M", "2026-02-28", "2026-02-28", "2026-03-02", "2026-02-27"),
    ("2026-01-15", 24, "M", "2028-01-15", "2028-01-15", "2028-01-17", "2028-01-14"),
    ("2026-08-31", 6, "M", "2027-02-28", "2027-03-01", "2027-03-01", "2027-02-26"),
    ("2025-03-31", 6, "M", "2025-09-30", "2025-09-30", "2025-09-30", "2025-09-30"),
    ("2026-06-25", 6, "M", "2026-12-25", "2026-12-28", "2026-12-28", "2026-12-24"),
    ("2026-04-16", 15, "D", "2026-05-01", "2026-05-02", "2026-05-04", "2026-04-30"),
    ("2026-03-22", 15, "D", "2026-04-06", "2026-04-07", "2026-04-07", "2026-04-03"),
    ("2026-12-15", 10, "D", "2026-12-25", "2026-12-28", "2026-12-28", "2026-12-24"),
    ("2027-09-24", 10, "D", "2027-10-04", "2027-10-05", "2027-10-05", "2027-10-01"),
    ("2024-02-29", 1, "Y", "2025-02-28", "2025-02-28", "2025-02-28", "2025-02-28"),
])
def test_terms(anchor, number, unit, end, rolled, rolled_saturday, safe):
    legal = add_term(day(anchor), number, unit)
    assert legal == day(end)
    assert roll_forward(legal) == day(rolled)
    assert roll_forward(legal, saturday=True) == day(rolled_saturday)
    assert last_safe_working_day(legal) == day(safe)


def test_the_chain_of_an_emergency_removal():
    """Art. 403 c.c.: hours to the minute, over Easter, never rolled; days from the latest possible decree."""
    placed = datetime(2026, 4, 3, 22, 40)
    papers = add_term(placed, 24, "H")
    request = add_term(papers, 72, "H")
    decree = add_term(request, 48, "H")
    hearing = add_term(decree.date(), 15, "D")
    assert papers == datetime(2026, 4, 4, 22, 40)
    assert request == datetime(2026, 4, 7, 22, 40)
    assert decree == datetime(2026, 4, 9, 22, 40)
    assert hearing == date(2026, 4, 24)
    assert add_term(hearing, 15, "D") == date(2026, 5, 9)


def test_a_moment_keeps_its_time_over_months():
    assert add_term(datetime(2026, 8, 31, 9, 15), 6, "M") == datetime(2027, 2, 28, 9, 15)


def test_hours_need_a_moment():
    with pytest.raises(ValueError, match="from a moment"):
        add_term(date(2026, 4, 3), 24, "H")  # type: ignore[call-overload]


@given(DAYS)
def test_rolling_stops_at_the_first_day_that_may_end_a_term(when):
    for saturday in (False, True):
        end = roll_forward(when, saturday)
        assert not is_holiday(end)
        assert not (saturday and end.weekday() == 5)
        assert all(is_holiday(d) or (saturday and d.weekday() == 5)
                   for d in (when + timedelta(n) for n in range((end - when).days)))


@given(DAYS)
def test_the_safe_day_is_the_last_working_day(when):
    safe = last_safe_working_day(when)
    assert is_working_day(safe)
    assert not any(is_working_day(safe + timedelta(n)) for n in range(1, (when - safe).days + 1))
