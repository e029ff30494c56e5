"""The fields of an intervention as forms and commands know them: which ones a kind has, their parsers, and a record as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from minori_tui.data.codes import load_list
from minori_tui.data.queries.interventions import DETAILS, InterventionView
from minori_tui.domain import interventions as rules
from minori_tui.domain.dates import add_months
from minori_tui.domain.errors import FieldError, FieldProblem
from minori_tui.domain.fields import (
    ParseContext,
    ParsedValue,
    Parser,
    date_of,
    hours,
    minutes,
    money,
    note,
    text_of,
    whole_number,
    yes_no,
)
from minori_tui.domain.moments import moment_of
from minori_tui.i18n import N_
from minori_tui.services.forms import Values, code_of

TIMES = ("started_on", "planned_start", "planned_end")
END = ("ended_on", "end_reason")
_COURT = ("consent", "order_number")
_AGREED = ("consent", "agreement_on", "order_number")
OF_KIND: Mapping[str, tuple[str, ...]] = {
    "ADM": (*_AGREED, "provider", "educator", "weekly_hours", "weekly_visits", "project_on"),
    "IP": (*_COURT, "with_whom", "place", "provider", "every_days", "time_of_day", "minutes"),
    "AFF": (*_AGREED, "family", "nights_per_week", "kinship", "time", "character", "emergency", "legal_risk", "executive_on",
            "signs_ordinary", "signs_extraordinary", "daily_fee"),
    "COM": (*_COURT, "facility", "family_type", "with_parent", "emergency", "why_not_home", "why_not_foster", "character",
            "nights_per_week", "plan_on", "daily_fee"),
    "SEMI": (*_AGREED, "facility", "days_per_week", "lunch", "dinner", "transport", "daily_fee"),
    "IND": ("order_number", "question", "due_on", "extension_asked_on", "extended_to", "provider"),
    "MON": (*_COURT, "provider"),
    "PSI": (*_AGREED, "provider"),
    "SAS": ("order_number", "provider"),
    "PRO": ("order_number", "requested_on", "consent_on", "withdrawn_on", "family", "facility", "provider"),
}
"""What a form asks of each kind, between its dates and its end."""
MAIN = (*TIMES, *END, "consent", "agreement_on", "provider", "family", "daily_fee", "notes")
"""The fields that are columns of the intervention itself, under the same names."""
_LINKED = ("order_number", "facility")
_COLUMN = {"weekly_hours": "weekly_minutes"}
CODE_LISTS = {"kind": "intervention_kind", "consent": "consent", "kinship": "foster_kinship", "time": "foster_time"}
"""Which code list gives the values of a field (F4); ``end_reason`` and ``character`` depend on the kind."""
CHARACTERS = {"AFF": "foster_character", "COM": "residential_character"}
PLAN = ("first_on", "every_days", "until", "time_of_day", "place")
CONTACT = ("at", "outcome", "by_whom", "text")


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields of the form of a kind, in reading order."""
    return (*TIMES, *OF_KIND[kind], *END, "notes")


def list_of(kind: str, name: str) -> str | None:
    """The code list of a field of a kind, if it has one."""
    if name == "end_reason":
        return rules.end_list(kind)
    return CHARACTERS.get(kind) if name == "character" else CODE_LISTS.get(name)


def detail_columns(kind: str) -> tuple[str, ...]:
    """The columns of the details of a kind."""
    return DETAILS[kind][1] if kind in DETAILS else ()


def column_of(name: str) -> str:
    """The column that keeps a field."""
    return _COLUMN.get(name, name)


def kind_parser(text: str, context: ParseContext) -> ParsedValue:
    """A kind by its code (ADM), its long name (home_support), or the words for it in either language."""
    return ParsedValue(rules.kind_of(text)) if rules.kind_of(text) else _code("intervention_kind")(text, context)


def clock_time(text: str, context: ParseContext) -> ParsedValue:
    """A time of day, ``14:30`` in the store."""
    hour, _, minute = text.strip().lower().replace(".", ":").removeprefix("ore ").partition(":")
    if hour.isdecimal() and (minute or "0").isdecimal() and int(hour) < 24 and int(minute or 0) < 60:
        return ParsedValue(f"{int(hour):02d}:{int(minute or 0):02d}")
    raise FieldError(FieldProblem(context.field, "time", N_("Not a time: write for example 18:40"), {}, text))


def day_or_month(text: str, context: ParseContext) -> ParsedValue:
    """A day, or a month (``10/2026``, ``2026-10``), which is kept as ``2026-10``."""
    first, _, last = text.strip().replace("-", "/").replace(".", "/").partition("/")
    if first.isdecimal() and last.isdecimal() and 4 in (len(first), len(last)):
        month, year = (int(last), int(first)) if len(first) == 4 else (int(first), int(last))
        if 1 <= month <= 12 and year >= 1900:
            return ParsedValue(f"{year:04d}-{month:02d}")
    return date_of("past")(text, context)


def month_end(month: str) -> date:
    """The last day of a month written ``2026-10``."""
    return date.fromordinal(add_months(date.fromisoformat(f"{month}-01"), 1).toordinal() - 1)


def _code(name: str) -> Parser:
    return code_of(name, list(load_list(name)))


@cache
def parsers(kind: str) -> dict[str, Parser]:
    """The parsers of everything that may be said of an intervention of a kind: of each field of its form, and of those that
    any kind may have."""
    known: dict[str, Parser] = {
        **dict.fromkeys(("planned_start", "planned_end", "due_on", "extended_to"), date_of("future")),
        **dict.fromkeys(("started_on", "ended_on", "agreement_on", "executive_on", "project_on", "plan_on", "requested_on",
                         "consent_on", "withdrawn_on", "extension_asked_on"), date_of("any")),
        **dict.fromkeys(("emergency", "legal_risk", "with_parent", "family_type", "lunch", "dinner", "transport"), yes_no),
        **dict.fromkeys(("why_not_home", "why_not_foster", "question", "notes"), note),
        "consent": _code("consent"), "kinship": _code("foster_kinship"), "time": _code("foster_time"),
        "end_reason": _code(rules.end_list(kind)), "weekly_hours": hours, "weekly_visits": whole_number(1, 50),
        "nights_per_week": whole_number(0, 7), "days_per_week": whole_number(1, 7), "every_days": whole_number(1, 365),
        "minutes": minutes, "time_of_day": clock_time, "daily_fee": money,
    }
    if kind in CHARACTERS:
        known["character"] = _code(CHARACTERS[kind])
    names = dict.fromkeys((*fields_of(kind), *MAIN, *_LINKED))
    return {"kind": kind_parser, **{name: known.get(name) or text_of() for name in names}}


@cache
def hours_parsers() -> dict[str, Parser]:
    """The fields of hours that were done."""
    return {"worked_on": day_or_month, "hours": hours, "by_whom": text_of(), "note": text_of()}


@cache
def plan_parsers() -> dict[str, Parser]:
    """The fields of a calendar of contacts."""
    return {"first_on": date_of("any"), "every_days": whole_number(1, 365), "until": date_of("future"),
            "time_of_day": clock_time, "place": text_of()}


@cache
def contact_parsers() -> dict[str, Parser]:
    """The fields of one contact that took place or did not."""
    return {"at": moment_of(), "outcome": _code("event_outcome"), "by_whom": text_of(), "text": note}


def stored_values(view: InterventionView) -> Values:
    """The fields of an intervention as they are stored, under the names of the form."""
    main = {name: getattr(view, name) for name in (*MAIN, *_LINKED)}
    details = {name: view.details.get(column_of(name)) for name in OF_KIND[view.kind]
               if column_of(name) in detail_columns(view.kind)}
    return {"kind": view.kind} | main | details


def form_values(view: InterventionView) -> dict[str, str]:
    """An intervention as text for its form: dates as they are written here, codes as stored."""
    return {name: _text(name, value) for name, value in stored_values(view).items()}


_YES_NO = frozenset(("emergency", "legal_risk", "with_parent", "family_type", "lunch", "dinner", "transport"))


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in _YES_NO:
        return "sì" if value else "no"
    if name == "daily_fee":
        return money_text(int(value))
    if name == "weekly_hours":
        return hours_text(int(value))
    if isinstance(value, str) and len(value) == 10 and value[4] == "-" == value[7] and name not in ("family", "provider"):
        return "/".join(reversed(value.split("-")))
    return str(value)


def money_text(cents: int) -> str:
    """An amount as it is written here: ``1.234,56``."""
    return f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"


def hours_text(count: int) -> str:
    """Minutes as hours: ``4``, ``4:30``."""
    return f"{count // 60}:{count % 60:02d}" if count % 60 else str(count // 60)
