"""Dates as operators type them and as files hold them: reading, showing, and counting.

Reading never guesses: what could be two dates, or none, is refused with a remedy. Counting follows the common calendar:
months by the name of the day (art. 155 c.p.c.), the last day of the month if that day is missing (art. 2963 c.c.).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from minori_tui.domain.errors import FieldError, FieldProblem

Rule = Literal["any", "birth", "future", "past"]
"""How a date leans: ``birth`` and ``past`` may not be after today; ``future`` and ``any`` may be anything."""

FIRST_YEAR, LAST_YEAR = 1800, 2200
PIVOT_YEARS = 30
"""A two-digit year further ahead than this belongs to the last century (deadlines, terms)."""

_MONTHS_IT = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
    "novembre", "dicembre")
_MONTHS_EN = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december")
_MONTH_OF = {name[:size]: number for names in (_MONTHS_IT, _MONTHS_EN) for number, name in enumerate(names, 1)
             for size in range(3, len(name) + 1)}
_DAYS_IT = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
_DAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_OF = {spelt[:size]: number for names in (_DAYS_IT, _DAYS_EN) for number, name in enumerate(names)
               for spelt in (name, name.replace("ì", "i")) for size in range(3, len(name) + 1)}
_SHIFTS = {"oggi": 0, "today": 0, "ieri": -1, "yesterday": -1, "domani": 1, "tomorrow": 1, "dopodomani": 2}
_UNITS = {"g": "d", "gg": "d", "giorno": "d", "giorni": "d", "d": "d", "day": "d", "days": "d",
          "s": "w", "sett": "w", "settimana": "w", "settimane": "w", "w": "w", "week": "w", "weeks": "w",
          "m": "m", "mese": "m", "mesi": "m", "month": "m", "months": "m",
          "a": "y", "anno": "y", "anni": "y", "y": "y", "year": "y", "years": "y"}

LONGEST = 60
"""Characters beyond which no text is a date: nothing longer is looked at."""

_NUMERIC = re.compile(r"(\d{1,2})([/.\- ])\s?(\d{1,2})(?:\2)\s?(\d{4}|\d{2})", re.ASCII).fullmatch
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII).fullmatch
_NAMED = re.compile(r"(\d{1,2})\s?(?:[°º^ª]|st|nd|rd|th)?[\s./-]*(?:di |of )?([a-z]{3,})\.?,?"
                    r"(?:[\s./-]*(?:del |of )?'?(\d{4}|\d{2}))?", re.ASCII).fullmatch
_MONTH_FIRST = re.compile(r"([a-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII).fullmatch
_OFFSET = re.compile(r"([+-])\s?(\d{1,4})\s?([a-z]+)", re.ASCII).fullmatch
_EDGE = re.compile(r"(fine|inizio|end of|start of)(?: the)? (mese|anno|month|year)", re.ASCII).fullmatch
_TIME_TAIL = re.compile(r"[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?Z?$", re.ASCII | re.IGNORECASE)
_CLOCK = re.compile(r"(?:^|[ T,]+)(?:(?:alle|ore|h|at|h\.)\s*)?(\d{1,2})[:.](\d{2})(?::\d{2}(?:\.\d+)?)?Z?$",
                    re.ASCII | re.IGNORECASE)
_HOUR = re.compile(r"(?:^|[ ,]+)(?:alle|ore|h|at)\.?\s*(\d{1,2})$", re.ASCII | re.IGNORECASE)


class AgeThreshold(NamedTuple):
    """An age the law makes matter, the day it is reached, and where the law says so."""

    rule: str
    years: int
    on: date
    source: str


AGE_SOURCES = {
    6: "art. 2 c. 2 L. 184/1983",
    12: "art. 4 c. 1 L. 184/1983",
    14: "art. 473-bis.8 c.p.c.",
    18: "art. 2 c.c.",
    21: "art. 25 R.D.L. 1404/1934; art. 13 c. 2 L. 47/2017",
}
"""The ages that change what may or must be done, with the article of each (rules ``AGE-*``)."""


def parse_date(text: str, today: date, *, rule: Rule = "any", field: str = "date", shortcuts: bool = True) -> date:
    """The date written in ``text``: ISO, day/month/year with ``/ . -`` or blanks, or with the month in words.

    ``shortcuts`` also takes what people type by hand: ``oggi``, ``lun``, ``+15g``, ``-3m``, ``fine mese``, ``2503``
    (25 March of this year); turn it off for files, where a bare number or word is a slip. A time behind the date is
    ignored. Raises ``FieldError``; its code is ``no-end`` for the year 9999, which many archives write for "open".
    """
    text = text.strip()
    if len(text) == 10 and text[4] == "-" == text[7]:
        year, month, day, short = text[:4], text[5:7], text[8:], False
    elif len(text) == 10 and text[2] == text[5] and text[2] in "/.-":
        year, month, day, short = text[6:], text[3:5], text[:2], False
    else:
        return _slow(text, today, rule, field, shortcuts)
    if not (year.isdecimal() and month.isdecimal() and day.isdecimal() and text.isascii()):
        return _slow(text, today, rule, field, shortcuts)
    return _checked(int(year), int(month), int(day), short, today, rule, field, text)


def _slow(text: str, today: date, rule: Rule, field: str, shortcuts: bool) -> date:
    """All forms but the two most common ones."""
    if len(text) > LONGEST:
        raise _problem(field, "date-format", text)
    plain = " ".join(_TIME_TAIL.sub("", text).lower().split())
    parts = _parts(plain)
    if parts is not None:
        year, month, day, short = parts
        return _checked(year, month, day, short, today, rule, field, text)
    if shortcuts:
        typed = _shortcut(plain, today, rule)
        if typed is not None:
            return _within(typed, today, rule, field, text)
    raise _problem(field, _shape_of(plain), text)


def _parts(text: str) -> tuple[int, int, int, bool] | None:
    """Year, month, day and "the year has two digits" of a full date; month 0 = a word that is no month."""
    if found := _NUMERIC(text):
        return int(found[4]), int(found[3]), int(found[1]), len(found[4]) == 2
    if found := _ISO(text):
        return int(found[1]), int(found[2]), int(found[3]), False
    first, _, rest = text.partition(" ")
    if rest and first.rstrip(",.") in _WEEKDAY_OF:
        text = rest
        if found := _NUMERIC(text):
            return int(found[4]), int(found[3]), int(found[1]), len(found[4]) == 2
    if (found := _NAMED(text)) and found[3] and found[2] in _MONTH_OF:
        return int(found[3]), _MONTH_OF[found[2]], int(found[1]), len(found[3]) == 2
    if (found := _MONTH_FIRST(text)) and found[1] in _MONTH_OF:
        return int(found[3]), _MONTH_OF[found[1]], int(found[2]), False
    if len(text) == 8 and text.isascii() and text.isdecimal():
        if FIRST_YEAR <= int(text[4:]) <= LAST_YEAR:
            return int(text[4:]), int(text[2:4]), int(text[:2]), False
        return int(text[:4]), int(text[4:6]), int(text[6:]), False
    return None


def _shortcut(text: str, today: date, rule: Rule) -> date | None:
    """What only a person at the keyboard writes; ``None`` when it is none of these."""
    if text in _SHIFTS:
        return today + timedelta(days=_SHIFTS[text])
    if text in _WEEKDAY_OF:
        ahead = (_WEEKDAY_OF[text] - today.weekday()) % 7
        return today + timedelta(days=ahead - 7 if ahead and rule in ("past", "birth") else ahead)
    if found := _OFFSET(text):
        return _shifted(today, int(found[1] + found[2]), _UNITS.get(found[3], ""))
    if found := _EDGE(text):
        return _edge(today, found[1] in ("fine", "end of"), found[2] in ("mese", "month"))
    if text.isascii() and text.isdecimal() and len(text) in (4, 6):
        year = _century(int(text[4:]), today, rule, int(text[2:4]), int(text[:2])) if len(text) == 6 else today.year
        return _real(year, int(text[2:4]), int(text[:2]))
    if (found := _NAMED(text)) and not found[3] and found[2] in _MONTH_OF:
        return _real(today.year, _MONTH_OF[found[2]], int(found[1]))
    return None


def _shifted(today: date, count: int, unit: str) -> date | None:
    """Today and ``count`` days, weeks, months or years; ``None`` for an unknown unit or beyond the calendar."""
    try:
        if unit in ("m", "y"):
            return add_months(today, count if unit == "m" else 12 * count)
        return today + timedelta(days=count if unit == "d" else 7 * count) if unit else None
    except (ValueError, OverflowError):
        return None


def _edge(today: date, last: bool, month: bool) -> date:
    """First or last day of this month or year."""
    if month:
        return today.replace(day=monthrange(today.year, today.month)[1] if last else 1)
    return date(today.year, 12, 31) if last else date(today.year, 1, 1)


def _real(year: int, month: int, day: int) -> date | None:
    """The date, or ``None`` if the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _century(short: int, today: date, rule: Rule, month: int, day: int) -> int:
    """The full year of a two-digit one: what is past is never after today, the rest at most ``PIVOT_YEARS`` ahead."""
    year = 2000 + short
    if rule in ("birth", "past"):
        return year - 100 if (year, month, day) > (today.year, today.month, today.day) else year
    return year - 100 if year > today.year + PIVOT_YEARS else year


def _checked(year: int, month: int, day: int, short: bool, today: date, rule: Rule, field: str, text: str) -> date:
    """The date of these numbers, or the problem with them."""
    if short:
        year = _century(year, today, rule, month, day)
    try:
        found = date(year, month, day)
    except ValueError:
        raise _impossible(year, month, day, field, text) from None
    return _within(found, today, rule, field, text)


def _within(found: date, today: date, rule: Rule, field: str, text: str) -> date:
    """The date, if its year is one of ours and the rule allows it."""
    if found.year == 9999:
        raise _problem(field, "no-end", text)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _problem(field, "date-year", text, first=FIRST_YEAR, last=LAST_YEAR)
    if found > today and rule in ("birth", "past"):
        raise _problem(field, "date-future", text, today=format_date(today))
    return found


def _impossible(year: int, month: int, day: int, field: str, text: str) -> FieldError:
    """Why the calendar has no such date, with the swapped one offered when it exists."""
    if not 1 <= month <= 12:
        swapped = _real(year, day, month)
        if swapped is not None:
            return _problem(field, "date-order", text, suggestion=format_date(swapped))
        return _problem(field, "date-month", text, month=month)
    if year == 0:
        return _problem(field, "date-year", text, first=FIRST_YEAR, last=LAST_YEAR)
    return _problem(field, "date-day", text, last=monthrange(year, month)[1], month=f"{month:02}/{year}")


def _shape_of(text: str) -> str:
    """The code of what a text that is no date looks like."""
    if text.isascii() and text.isdecimal() and len(text) == 5:
        return "date-serial"
    if re.fullmatch(r"\d{1,2}[/.\-]\d{4}|\d{4}[/.\-]\d{1,2}|\d{4}", text, re.ASCII):
        return "date-incomplete"
    return "date-format"


_MESSAGES = {
    "no-end": "The year 9999 means no end: leave it empty",
    "date-year": "The year must be between {first} and {last}",
    "date-future": "The date is after today ({today})",
    "date-order": "There is no such month: write day/month/year; perhaps {suggestion}",
    "date-month": "There is no month {month}: write day/month/year",
    "date-day": "There is no such day: {month} has {last} days",
    "date-serial": "This is a spreadsheet's day number, not a date: format the cell as a date",
    "date-incomplete": "Write the day too, for example 22/11/2026",
    "date-format": "Not a date: write for example 22/11/2026, 22 nov 2026 or 2026-11-22",
    "time": "Not a time: write for example 18:40",
}


def _problem(field: str, code: str, value: str, **facts: Any) -> FieldError:
    """The error of one field with the sentence of its code."""
    return FieldError(FieldProblem(field, code, _MESSAGES[code], facts, value))


def parse_moment(
    text: str, today: date, *, rule: Rule = "any", field: str = "moment", shortcuts: bool = True
) -> datetime:
    """The local moment, to the minute: a date, then an optional time (``18:40``, ``18.40``, ``alle 18:40``, ``ore 18``).

    A time alone is a time of today (``shortcuts`` only); a date alone is its midnight. Raises ``FieldError``.
    """
    text = text.strip()
    clock = _CLOCK.search(text) or _HOUR.search(text) if len(text) <= LONGEST else None
    if clock is None:
        day = parse_date(text, today, rule=rule, field=field, shortcuts=shortcuts)
        return datetime(day.year, day.month, day.day)
    hour, minute = int(clock[1]), int(clock[2]) if clock.re is _CLOCK else 0
    if hour > 23 or minute > 59:
        raise _problem(field, "time", text)
    before = text[:clock.start()].strip()
    if not before and shortcuts:
        return datetime(today.year, today.month, today.day, hour, minute)
    day = parse_date(before, today, rule=rule, field=field, shortcuts=shortcuts)
    return datetime(day.year, day.month, day.day, hour, minute)


def has_time(text: str) -> bool:
    """Whether a text that ``parse_moment`` reads says a time: a day without one is not its midnight."""
    text = text.strip()
    return len(text) <= LONGEST and bool(_CLOCK.search(text) or _HOUR.search(text))


def format_date(day: date) -> str:
    """The date as Italian offices write it: ``22/11/2026``."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def as_day(value: date | str | None) -> date | None:
    """A day that is held as a date or as ISO text; None is unknown."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def add_months(day: date, months: int) -> date:
    """The same day number so many months later (earlier if negative): *ex nominatione dierum*, art. 155 c.p.c.

    When the month has no such day, its last day (art. 2963 c.c.). Raises ``ValueError`` beyond the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("beyond the calendar")
    number = day.day if day.day < 29 else min(day.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, number)


def birthday(birth: date, years: int) -> date:
    """The day the person reaches the age; born on 29 February: 28 February in common years (the cautious reading)."""
    return add_months(birth, 12 * years)


def age_on(birth: date, day: date) -> int:
    """The age in completed years on ``day``; negative before the birth."""
    years = day.year - birth.year
    return years if birthday(birth, years) <= day else years - 1


def ages_that_matter(birth: date, today: date) -> AgeThreshold | None:
    """The next of the ages in ``AGE_SOURCES`` from today on (today included); ``None`` after the last."""
    for years, source in AGE_SOURCES.items():
        reached = birthday(birth, years)
        if reached >= today:
            return AgeThreshold(f"AGE-{years}", years, reached, source)
    return None
