"""The legal clock: days that are not working days, terms, ages, and what a case falls due for next.

Every rule is one pure function that cites its source and can say its arithmetic in sentences. Two kinds of day are never
mixed: the *legal end* of a term, and the *last safe working day*, on which an office can still act.

* Procedural terms: art. 155 c.p.c. - the first day is not counted, months and years follow the calendar, a last day that
  is a holiday moves on; for acts done outside a hearing a Saturday does as well.
* Durations and ages are not procedural terms and never move (24 months of foster care, the 18th and 21st birthday).
* Terms in hours (art. 403 c.c.) are counted to the minute and never move.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Literal, overload

from minori_tui.domain.dates import AGE_SOURCES, add_months, birthday

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


def turns_18(birth_date: date) -> date:
    """The day of coming of age (art. 2 c.c.); born on 29 February: 28 February in common years."""
    return birthday(birth_date, 18)


def extended_care_ends(birth_date: date) -> date:
    """The day on which extended care ends at the latest: the 21st birthday.

    Art. 25 R.D.L. 20 July 1934 n. 1404; for unaccompanied foreign children art. 13 L. 7 April 2017 n. 47.
    """
    return birthday(birth_date, 21)


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due on ``day``, by which rule, and how the day was found.

    ``title`` and the sentences of ``why`` are English message ids; ``source`` is a citation, the same in every language
    (empty: a date that an operator chose).
    """

    day: date
    rule: str
    title: str
    source: str
    why: tuple[Reason, ...]

    @property
    def last_working_day(self) -> date:
        """The last working day on which the office can act."""
        return last_safe_working_day(self.day)


def age_18(birth_date: date) -> Due:
    """Rule AGE-18: at 18 the case closes, unless care is extended; the extension is to be asked for before."""
    day = turns_18(birth_date)
    why: list[Reason] = [("Born on {birth_date}.", {"birth_date": birth_date}),
                         ("Turns {years} on {day}.", {"years": 18, "day": day})]
    if (day.month, day.day) != (birth_date.month, birth_date.day):
        why.append(("Born on 29 February: in a common year the birthday is taken to be 28 February.", {}))
    why += _working_day(day)
    return Due(day, "AGE-18", "Comes of age: close, or ask for extended care",
               f"{AGE_SOURCES[18]}; {AGE_SOURCES[21]}", tuple(why))


def planned_review(review_on: date) -> Due:
    """Rule REVIEW: the review that the operators of the case have planned."""
    why: list[Reason] = [("The operators of the case planned a review on {day}.", {"day": review_on})]
    return Due(review_on, "REVIEW", "Planned review", "", tuple(why + _working_day(review_on)))


def next_due(birth_date: date | None, review_on: date | None, is_open: bool, today: date) -> Due | None:
    """What an open case falls due for next: the earlier of coming of age and the planned review; law before plan.

    What is overdue stays, and stays first, until it is dealt with. A closed case, or one of which neither day is known,
    falls due for nothing. ``today`` only adds the sentence that says how far away the day is.
    """
    if not is_open:
        return None
    found = [age_18(birth_date)] if birth_date else []
    found += [planned_review(review_on)] if review_on else []
    if not found:
        return None
    due = min(found, key=lambda d: d.day)
    return Due(due.day, due.rule, due.title, due.source, (*due.why, _distance(due.day, today)))


def _working_day(day: date) -> list[Reason]:
    """The sentence for a day on which the office is closed; none for a working day."""
    last = last_safe_working_day(day)
    return [] if last == day else [("{day} is not a working day: the last one before it is {last}.",
                                    {"day": day, "last": last})]


def _distance(day: date, today: date) -> Reason:
    """How far ``day`` is from ``today``."""
    days = (day - today).days
    if days < 0:
        return "Overdue: days late {days}.", {"days": -days}
    return ("Today.", {}) if not days else ("Days left: {days}.", {"days": days})
