"""Moments of the office: local time of Rome, to the minute, exact when the clocks change.

In the store a moment is ISO text without a zone (``2026-11-22T18:40``); only in the hour that comes twice in October it
carries its offset (``2026-10-25T02:30+02:00``), so that 24 hours stay 24 hours. What an operator types in that hour is
never guessed: the question goes back to the operator. A time that the clocks skip in March is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from minori_tui.domain import dates
from minori_tui.domain.clock import ROME
from minori_tui.domain.dates import Rule, format_date
from minori_tui.domain.errors import FieldError, FieldProblem
from minori_tui.domain.text import clean

if TYPE_CHECKING:  # the parsers load what reading a store need not wait for
    from minori_tui.domain.fields import ParseContext, ParsedValue, Parser

_SUMMER = frozenset(("legale", "estiva", "summer", "cest"))
_NAMED = re.compile(r"\s+\(?(?:ora\s+)?(legale|estiva|solare|invernale|summer|winter|cest|cet)(?:\s+time)?\)?$", re.IGNORECASE)
_OFFSET = re.compile(r"(?<=[:.]\d\d)(?:\.\d+)?\s?(?:([+-])(\d{2})(?::?(\d{2}))?|Z)$", re.ASCII | re.IGNORECASE)
_MIDNIGHT_OF_A_SHEET = re.compile(r"[T ]00:00:00(?:\.0+)?$", re.ASCII | re.IGNORECASE)

_MESSAGES = {
    "ambiguous-time": "On {day} the clocks go back: {time} comes twice. Write {time} summer for the first, {time} winter for"
                      " the second",
    "no-such-time": "On {day} the clocks go forward: there is no {time}",
    "wrong-season": "On {day} at {time} there is only one time: leave the last word out",
    "time-needed": "Write the time as well, to the minute: for example {day} 18:40",
}


def local(moment: datetime) -> datetime:
    """The moment in the office's zone; one without zone is the office's own time (``fold`` says which of two).

    A local time that does not exist is taken as the clocks would show it (an hour later): only ``at`` and ``parse`` refuse it.
    """
    if moment.tzinfo is None:
        return moment.replace(tzinfo=ROME).astimezone(UTC).astimezone(ROME)
    return moment if moment.tzinfo is ROME else moment.astimezone(ROME)


def midnight(day: date) -> datetime:
    """The first minute of a day in the office's zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ROME)


def day_of(value: date) -> date:
    """The office's civil day of a day or moment."""
    return local(value).date() if isinstance(value, datetime) else value


def add_hours(moment: datetime, hours: int) -> datetime:
    """So many hours later, counted exactly: an hour that the clocks skip or repeat changes the wall time, not the count."""
    return (local(moment).astimezone(UTC) + timedelta(hours=hours)).astimezone(ROME)


def comes_twice(moment: datetime) -> bool:
    """Whether the local time of the moment comes twice on its day."""
    wall = local(moment)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def read(text: str) -> date | datetime:
    """What the store holds: a day, or a moment in the office's zone. Raises ``ValueError`` for any other text.

    Text with another offset is converted. In the hour that comes twice a text without offset is the first one: a term that
    runs from it ends sooner, never later.
    """
    return local(datetime.fromisoformat(text)) if len(text) > 10 else date.fromisoformat(text)


def write(value: date | datetime) -> str:
    """The text of the store: ISO to the day or to the minute, with an offset only where the local time comes twice."""
    if not isinstance(value, datetime):
        return value.isoformat()
    wall = local(value)
    text = wall.replace(tzinfo=None).isoformat(timespec="minutes")
    return text + _offset(wall) if comes_twice(wall) else text


def show(value: date | datetime) -> str:
    """As Italian offices write it: ``25/10/2026``, ``25/10/2026 18:40``; with the offset where the time comes twice."""
    if not isinstance(value, datetime):
        return format_date(value)
    wall = local(value)
    text = f"{format_date(wall)} {wall:%H:%M}"
    return f"{text} ({_offset(wall)})" if comes_twice(wall) else text


def _offset(wall: datetime) -> str:
    offset = wall.strftime("%z")
    return f"{offset[:3]}:{offset[3:5]}"


def at(wall: datetime, *, summer: bool | None = None, field: str = "moment", typed: str = "") -> datetime:
    """The moment of a local time without zone; ``summer`` says which of two it is.

    Raises ``FieldError``: ``ambiguous-time`` when it comes twice and nothing says which, ``no-such-time`` when the clocks
    skip it, ``wrong-season`` when it comes once and ``summer`` is the other one.
    """
    first, second = wall.replace(tzinfo=ROME, fold=0), wall.replace(tzinfo=ROME, fold=1)
    if first.astimezone(UTC).astimezone(ROME).replace(tzinfo=None) != wall.replace(fold=0):
        raise _problem(field, "no-such-time", wall, typed)
    if first.utcoffset() != second.utcoffset():
        if summer is None:
            raise _problem(field, "ambiguous-time", wall, typed)
        return first if summer else second
    if summer is not None and summer is not bool(first.dst()):
        raise _problem(field, "wrong-season", wall, typed)
    return first


def parse(text: str, today: date, *, rule: Rule = "any", field: str = "moment", shortcuts: bool = True) -> datetime:
    """The moment that was typed: as ``dates.parse_moment``, in the office's zone, a date alone being its first minute.

    In the hour that comes twice ``02:30 legale`` (or ``+02:00``) is the first, ``02:30 solare`` (``+01:00``) the second. A text
    with an offset or ``Z`` names one moment of the world and is converted. Raises ``FieldError`` (see ``at``).
    """
    text = text.strip()
    if found := _OFFSET.search(text):
        wall = dates.parse_moment(text[:found.start()], today, rule=rule, field=field, shortcuts=shortcuts)
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0)) if found[1] else timedelta()
        shift = -offset if found[1] == "-" else offset
        return (wall.replace(tzinfo=UTC) - shift).astimezone(ROME)
    named = _NAMED.search(text)
    wall = dates.parse_moment(text[:named.start()] if named else text, today, rule=rule, field=field, shortcuts=shortcuts)
    return at(wall, summer=named[1].lower() in _SUMMER if named else None, field=field, typed=text)


def has_time(text: str) -> bool:
    """Whether a text that ``parse`` reads says a time: a day without one is not its midnight."""
    text = text.strip()
    return bool(_OFFSET.search(text)) or dates.has_time(_NAMED.sub("", text))


def moment_of(rule: Rule = "any") -> Parser:
    """The parser of a day with an optional time, for the store (``write``); a day without a time stays a day.

    In a file a midnight with seconds is a day: spreadsheets write it behind every date.
    """
    from minori_tui.domain.fields import UNKNOWN, ParsedValue, is_null_word

    def parser(text: str, context: ParseContext) -> ParsedValue:
        found = clean(text)
        if is_null_word(found):
            return UNKNOWN
        moment = parse(found, context.today, rule=rule, field=context.field, shortcuts=context.typed)
        return ParsedValue(write(moment if _timed(found, context) else moment.date()))

    return parser


def minute_of(rule: Rule = "any") -> Parser:
    """The parser of a moment that must be known to the minute: a date without a time is refused (``time-needed``).

    Art. 403 c.c. counts hours from the minute in which the child was placed in safety: no time may be made up.
    """
    from minori_tui.domain.fields import UNKNOWN, ParsedValue, is_null_word

    def parser(text: str, context: ParseContext) -> ParsedValue:
        found = clean(text)
        if is_null_word(found):
            return UNKNOWN
        moment = parse(found, context.today, rule=rule, field=context.field, shortcuts=context.typed)
        if not _timed(found, context):
            raise _problem(context.field, "time-needed", moment, text)
        return ParsedValue(write(moment))

    return parser


def _timed(text: str, context: ParseContext) -> bool:
    """Whether the text says a time that somebody meant."""
    return has_time(text) and (context.typed or not _MIDNIGHT_OF_A_SHEET.search(text))


def _problem(field: str, code: str, wall: datetime, typed: str) -> FieldError:
    """The error of one field with the sentence of its code."""
    return FieldError(FieldProblem(field, code, _MESSAGES[code],
                                   {"day": format_date(wall), "time": f"{wall:%H:%M}"}, typed))
