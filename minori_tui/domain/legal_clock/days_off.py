"""Why a day is not a working day, in words: the named holiday, a Sunday, a Saturday."""

from __future__ import annotations

from datetime import date, timedelta

from minori_tui.domain.deadlines import Reason, easter, holidays, is_holiday, is_working_day

_SUNDAY = "{day} is a Sunday."
_SATURDAY = "{day} is a Saturday."
_EASTER_MONDAY = "{day} is a holiday: Easter Monday."
_NAMED = {
    (1, 1): "{day} is a holiday: New Year's Day.",
    (6, 1): "{day} is a holiday: Epiphany.",
    (25, 4): "{day} is a holiday: Liberation Day.",
    (1, 5): "{day} is a holiday: Labour Day.",
    (2, 6): "{day} is a holiday: Republic Day.",
    (15, 8): "{day} is a holiday: Assumption Day.",
    (4, 10): "{day} is a holiday: Saint Francis.",
    (1, 11): "{day} is a holiday: All Saints.",
    (8, 12): "{day} is a holiday: Immaculate Conception.",
    (25, 12): "{day} is a holiday: Christmas.",
    (26, 12): "{day} is a holiday: Saint Stephen.",
}


def day_off(day: date) -> Reason | None:
    """The sentence that says why the office is closed on ``day``; None on a working day. A holiday goes before its weekday."""
    if is_working_day(day):
        return None
    if not is_holiday(day):
        return _SATURDAY, {"day": day}
    if day == easter(day.year) + timedelta(days=1):
        return _EASTER_MONDAY, {"day": day}
    # 4 October is a holiday from 2026 on only: a Sunday before is just a Sunday.
    return (_NAMED[day.day, day.month] if day in holidays(day.year) else _SUNDAY), {"day": day}
