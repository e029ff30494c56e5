"""The arithmetic of the legal clock: days that are not working days, and terms.

Every rule is one pure function that cites its source and can say its arithmetic in sentences. Two kinds of day are never
mixed: the *legal end* of a term, and the *last safe working day*, on which an office can still act.

* Procedural terms: art. 155 c.p.c. - the first day is not counted, months and years follow the calendar, a last day that
  is a holiday moves on; for acts done outside a hearing a Saturday does as well.
* Durations and ages are not procedural terms and never move (24 months of foster care, the 18th and 21st birthday).
* Terms in hours (art. 403 c.c.) are counted to the minute and never move.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Literal, overload

from minori_tui.domain.dates import add_months

Unit = Literal["H", "D", "M", "Y"]
Reason = tuple[str, dict[str, Any]]
"""One sentence of an explanation: an English message id and the facts that fill it."""

# Day and month, and the first year in which they are a holiday: L. 260/1949 as amended by L. 54/1977,
# D.P.R. 792/1985 (6 January), L. 336/2000 (2 June) and L. 151/2025 (4 October). The patron saint's day does not count.
_HOLIDAYS = ((1, 1, 0), (6, 1, 1986), (25, 4, 0), (1, 5, 0), (2, 6, 2001), (15, 8, 0), (4, 10, 2026), (1, 11, 0),
             (8, 12, 0), (25, 12, 0), (26, 12, 0))
_SATURDAY, _SUNDAY = 5, 6


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The national holidays of a year, Sundays apart: the civil list and Easter Monday."""
    fixed = {date(year, month, day) for day, month, since in _HOLIDAYS if year >= since}
    return frozenset(fixed | {easter(year) + timedelta(days=1)})


def is_holiday(day: date) -> bool:
    """Whether a term that ends on ``day`` ends on a holiday (Sundays are; Saturdays are not)."""
    return day.weekday() == _SUNDAY or day in holidays(day.year)


def is_working_day(day: date) -> bool:
    """Whether an office works on ``day``: neither Saturday nor holiday."""
    return day.weekday() != _SATURDAY and not is_holiday(day)


def roll_forward(day: date, saturday: bool = False) -> date:
    """The end of a procedural term whose last day is ``day``: the next day that is not a holiday.

    ``saturday``: the act is done outside a hearing, so that a Saturday moves on too (art. 155, fourth and fifth
    paragraph, c.p.c.).
    """
    while is_holiday(day) or (saturday and day.weekday() == _SATURDAY):
        day += timedelta(days=1)
    return day


def last_safe_working_day(day: date) -> date:
    """The last day an office can act for a term or duration that ends on ``day``: that day or the working day before."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


@overload
def add_term(anchor: datetime, number: int, unit: Unit) -> datetime: ...
@overload
def add_term(anchor: date, number: int, unit: Literal["D", "M", "Y"]) -> date: ...
def add_term(anchor: date, number: int, unit: Unit) -> date:
    """The end of a term of ``number`` hours, days, months or years from ``anchor``, before any rolling.

    The anchor itself is not counted. Months and years end on the same day number, or on the last day of a shorter month
    (art. 155 c.p.c.; art. 2963 c.c.). Hours need a moment: a plain date raises ``ValueError``; with a zone they are counted
    exactly when the clocks change. Over months and years a moment keeps its time of day.
    """
    if unit == "H":
        if not isinstance(anchor, datetime):
            raise ValueError("a term in hours runs from a moment, not from a day")
        return anchor + timedelta(hours=number) if anchor.tzinfo is None else (
            anchor.astimezone(UTC) + timedelta(hours=number)).astimezone(anchor.tzinfo)
    if unit == "D":
        return anchor + timedelta(days=number)
    months = number * (12 if unit == "Y" else 1)
    if isinstance(anchor, datetime):
        return datetime.combine(add_months(anchor.date(), months), anchor.timetz())
    return add_months(anchor, months)
