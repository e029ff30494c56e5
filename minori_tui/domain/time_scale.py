"""Days on a line of columns: zoom steps, the mapping day ↔ column, and the ticks of the axis.

Columns are counted from the beginning of the calendar, not from the window: a day keeps its column while the window moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ZOOMS = ("day", "week", "month", "quarter", "year", "all")
"""From the closest to the farthest; named after what is told apart at a glance."""
_RATIOS = {"day": (4, 1), "week": (1, 1), "month": (1, 4), "quarter": (1, 13), "year": (1, 30)}
"""Columns for so many days: a month is about 8 columns at ``month``, a year 12 at ``year``."""

MONTHS = {
    "it": ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")}
_FEWEST = {"day": 4, "week": 4, "month": 4, "quarter": 4, "half": 4, "year": 5, "5 years": 5, "10 years": 5, "50 years": 5}
"""Columns a unit needs for its label and a blank."""
_MEAN_DAYS = {"day": 1, "week": 7, "month": 28, "quarter": 90, "half": 181, "year": 365, "5 years": 1826, "10 years": 3652,
              "50 years": 18262}
_MONTH_STEP = {"month": 1, "quarter": 3, "half": 6}
_YEAR_STEP = {"year": 1, "5 years": 5, "10 years": 10, "50 years": 50}


@dataclass(frozen=True, slots=True)
class Scale:
    """``columns`` columns stand for ``days`` days; column 0 begins on the day with the ordinal ``origin``."""

    zoom: str
    columns: int
    days: int
    origin: int = 0

    def column(self, day: date) -> int:
        """The (first) column of a day. Never falls as days go on."""
        return (day.toordinal() - self.origin) * self.columns // self.days

    def day(self, column: int) -> date:
        """The first day that is in a column, or whose columns it is one of; days beyond the calendar are its ends."""
        ordinal = column // self.columns if self.days == 1 else -(-column * self.days // self.columns)
        return date.fromordinal(min(max(ordinal + self.origin, 1), date.max.toordinal()))

    def end_column(self, day: date) -> int:
        """The column after the last one of the day before ``day``: where something that ends on ``day`` stops."""
        before = day - timedelta(days=1) if day > date.min else day
        return self.column(before) + (self.columns if self.days == 1 else 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label and the column it begins at (from the beginning of the calendar)."""

    column: int
    label: str


def scale_for(zoom: str, first: date, last: date, width: int) -> Scale:
    """The scale of a zoom; ``all`` fits the days from ``first`` to ``last`` into ``width`` columns, never closer than a day
    a column."""
    if zoom != "all":
        return Scale(zoom, *_RATIOS[zoom])
    days = (last - first).days + 1
    room = max(1, width - 1)  # the last column stays free for what goes on
    return Scale("all", 1, 1, first.toordinal()) if days <= room else Scale("all", room, days, first.toordinal())


def ticks(scale: Scale, first: int, width: int, language: str) -> tuple[tuple[Tick, ...], tuple[Tick, ...]]:
    """The upper and the lower line of the axis for the columns from ``first`` on: years or months above, their parts below.

    The upper label of what began before the window stands at its left edge.
    """
    unit = _unit(scale)
    upper = "month" if unit in ("day", "week") else "year" if unit in _MONTH_STEP else ""
    minor = [Tick(scale.column(day), _label(unit, day, language)) for day in _starts(unit, scale, first, width)]
    major = [Tick(max(first, scale.column(day)), _upper_label(upper, day, language))
             for day in _starts(upper, scale, first, width)] if upper else []
    inside = [tick for tick in minor if first <= tick.column < first + width]
    heads = [tick for n, tick in enumerate(major) if n + 1 == len(major) or major[n + 1].column > tick.column]
    return tuple(t for t in heads if t.column < first + width), tuple(inside)


def _unit(scale: Scale) -> str:
    """The finest unit whose labels fit."""
    for unit, days in _MEAN_DAYS.items():
        if days * scale.columns >= _FEWEST[unit] * scale.days:
            return unit
    return "50 years"


def _starts(unit: str, scale: Scale, first: int, width: int) -> Iterator[date]:
    """The beginnings of the unit from the one at or before the window on."""
    day, last = _start(unit, scale.day(first)), scale.day(first + width)
    while day is not None and day <= last:
        yield day
        day = _next(unit, day)


def _start(unit: str, day: date) -> date | None:
    if unit == "day":
        return day
    if unit == "week":
        monday = day.toordinal() - day.weekday()
        return date.fromordinal(max(1, monday))
    if unit in _MONTH_STEP:
        step = _MONTH_STEP[unit]
        return date(day.year, (day.month - 1) // step * step + 1, 1)
    step = _YEAR_STEP[unit]
    return date(max(1, day.year // step * step), 1, 1)


def _next(unit: str, day: date) -> date | None:
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=1 if unit == "day" else 7)
        if unit in _MONTH_STEP:
            month = day.month + _MONTH_STEP[unit]
            return date(day.year + (month > 12), month - 12 if month > 12 else month, 1)
        return date(day.year // _YEAR_STEP[unit] * _YEAR_STEP[unit] + _YEAR_STEP[unit], 1, 1)
    except (ValueError, OverflowError):
        return None


def _label(unit: str, day: date, language: str) -> str:
    if unit in ("day", "week"):
        return f"{day.day}"
    return MONTHS[language][day.month - 1] if unit in _MONTH_STEP else f"{day.year}"


def _upper_label(unit: str, day: date, language: str) -> str:
    return f"{MONTHS[language][day.month - 1]} {day.year}" if unit == "month" else f"{day.year}"
