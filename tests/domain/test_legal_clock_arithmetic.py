"""The arithmetic of terms against independent oracles: another calendar library, a hand table of Easter, every day of nine years.

Oracles: dateutil for months, years and hours across the change of the clocks; the holidays package for the Italian list. That
list also has Easter Sunday and the day of national unity, kept on the first Sunday of November: Sundays, which are days off
anyway. So days off are compared, not the two lists.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import holidays
import pytest
from clock_kit import case, day, intervention, one, order
from dateutil import tz
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from minori_tui.domain import moments
from minori_tui.domain.deadlines import add_term, is_holiday, is_working_day, last_safe_working_day, roll_forward
from minori_tui.domain.legal_clock import RULES, rolled, term_end
from minori_tui.domain.legal_clock.days_off import day_off
from minori_tui.domain.legal_clock.deadline import period_end

FIRST, LAST = date(2024, 1, 1), date(2032, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
ITALIAN = frozenset(holidays.country_holidays("IT", years=range(2023, 2037)))
EASTER_MONDAYS = {date.fromisoformat(text) for text in (  # by hand, from the tables of the Gregorian Easter
    "2024-04-01", "2025-04-21", "2026-04-06", "2027-03-29", "2028-04-17", "2029-04-02", "2030-04-22", "2031-04-14", "2032-03-29")}
ROLLING = {rule.rolling: rule for rule in RULES if rule.unit == "D"}
ROME = tz.gettz("Europe/Rome")
DAYS = st.dates(date(2001, 6, 1), date(2090, 1, 1))


def off(when: date) -> bool:
    """A day on which a term may not end, by the oracle."""
    return when.weekday() == 6 or when in ITALIAN


def first_after(when: date, closed: frozenset[int]) -> date:
    while off(when) or when.weekday() in closed:
        when += timedelta(days=1)
    return when


def test_every_day_of_nine_years():
    assert len(EVERY_DAY) == 3_288
    for when in EVERY_DAY:
        assert is_holiday(when) is off(when), when
        assert is_working_day(when) is (not off(when) and when.weekday() != 5), when
        assert roll_forward(when) == first_after(when, frozenset()), when
        assert roll_forward(when, saturday=True) == first_after(when, frozenset((5,))), when
        safe = when
        while off(safe) or safe.weekday() == 5:
            safe -= timedelta(days=1)
        assert last_safe_working_day(when) == safe, when
        assert add_term(when, 6, "M") == when + relativedelta(months=6), when
        assert add_term(when, 24, "M") == when + relativedelta(months=24), when
        assert (day_off(when) is None) is is_working_day(when), when


def test_easter_mondays_by_hand():
    said = {d for d in EVERY_DAY if (off := day_off(d)) and "Easter" in off[0]}
    assert said == EASTER_MONDAYS


def test_named_holidays_of_nine_years():
    """Each holiday is called by its name in each year, a Sunday or not; 4 October only from 2026 on."""
    named = [(d, said[0]) for d in EVERY_DAY if (said := day_off(d)) and "holiday" in said[0]]
    by_name: dict[str, list[date]] = {}
    for when, text in named:
        by_name.setdefault(text, []).append(when)
    francis = by_name.pop("{day} is a holiday: Saint Francis.")
    assert [d.year for d in francis] == list(range(2026, 2033))
    assert len(by_name) == 11
    assert all(len(days) == 9 for days in by_name.values())
    assert day_off(date(2020, 10, 4)) == ("{day} is a Sunday.", {"day": date(2020, 10, 4)})


@settings(max_examples=3_000, deadline=None)
@given(DAYS, st.integers(1, 130), st.sampled_from("MY"))
def test_months_and_years_against_dateutil(start, number, unit):
    theirs = start + (relativedelta(months=number) if unit == "M" else relativedelta(years=number))
    assert add_term(start, number, unit) == theirs


@settings(max_examples=3_000, deadline=None)
@given(DAYS, st.integers(1, 12), st.integers(1, 24))
def test_periods_never_drift(start, number, occurrence):
    """Counted from the start each time: a short month on the way does not shorten the next ones."""
    end = period_end(start, occurrence, number, "M")
    assert end == start + relativedelta(months=number * occurrence)
    assert end.day == start.day or (end + timedelta(days=1)).day == 1
    assert period_end(start, occurrence, number, "D") == start + timedelta(days=number * occurrence)
    assert period_end(start, occurrence, 1, "Y") == start + relativedelta(years=occurrence)


@settings(max_examples=3_000, deadline=None)
@given(st.dates(date(2023, 3, 1), date(2035, 12, 1)), st.sampled_from(sorted(ROLLING)))
def test_days_and_rolling_against_the_oracle(start, rolling):
    rule = ROLLING[rolling]
    end = term_end(rule, start)
    assert (end - start).days == (rule.number if not rule.backwards else -rule.number)
    closed = {"holiday": frozenset(), "procedural": frozenset((5,))}
    assert rolled(rule, end) == (end if rolling == "none" else first_after(end, closed[rolling]))


@settings(max_examples=2_000, deadline=None)
@given(st.datetimes(datetime(2022, 6, 23), datetime(2036, 1, 1), timezones=st.just(UTC)))
def test_the_hours_of_a_removal_against_dateutil(instant):
    instant = instant.replace(second=0, microsecond=0)
    facts = case(order(1, "emergency_removal", occurred_at=moments.write(instant)))
    for code, hours in (("A403-1", 0), ("A403-2", 24), ("A403-3", 96), ("A403-4", 144), ("A403-6", 192)):
        due = one(facts, code).due
        theirs = (instant + timedelta(hours=hours)).astimezone(ROME)
        assert isinstance(due, datetime)
        assert due.astimezone(UTC) == theirs.astimezone(UTC)
        assert due.replace(tzinfo=None) == theirs.replace(tzinfo=None)


@settings(max_examples=2_000, deadline=None)
@given(st.dates(date(2023, 3, 1), date(2060, 1, 1)))
def test_durations_never_roll(start):
    facts = case(intervention(1, "AFF", consent="judicial", started_on=start.isoformat()))
    end = one(facts, "AFF-1")
    assert end.due == end.legal_due == start + relativedelta(months=24)
    assert end.last_working_day == last_safe_working_day(end.due)
    assert one(facts, "AFF-3").due == start + relativedelta(months=6)
    assert one(facts, "AFF-2").due == end.due - timedelta(days=90)


@settings(max_examples=2_000, deadline=None)
@given(st.dates(date(2005, 4, 28), date(2050, 1, 1)))
def test_birthdays_never_roll(born):
    """dateutil too takes 28 February for 29 February in common years."""
    facts = case(intervention(1, "PRO", requested_on="2030-01-01", started_on="2030-01-01"), birth_date=born.isoformat())
    for code, years in (("AGE-18", 18), ("AGE-21", 21)):
        assert one(facts, code).due == one(facts, code).legal_due == born + relativedelta(years=years)


@pytest.mark.parametrize("code", sorted({r.code for r in RULES}))
@pytest.mark.parametrize("anchor", ["2024-02-29", "2026-08-31", "2026-10-24"])
def test_every_rule_counts_from_any_day(code, anchor):
    """Also those from which no deadline of a case is made: AFF-4, ART9-4, ALBO."""
    start = day(anchor)
    for rule in (r for r in RULES if r.code == code and r.holds_on(start)):
        end = term_end(rule, start)
        if rule.number is None:
            assert end == start
        elif rule.unit == "H":
            assert end == moments.add_hours(moments.midnight(start), rule.number)
        else:
            number = -rule.number if rule.backwards else rule.number
            delta = {"D": relativedelta(days=number), "M": relativedelta(months=number), "Y": relativedelta(years=number)}
            assert end == start + delta[rule.unit]
        assert rolled(rule, end) >= end
