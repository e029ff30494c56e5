"""What must hold of a court order, of a role in a proceeding and of a hearing, each rule with its article.

Two sorts of answers: what the law forbids blocks (a foster order of 25 months, a report period over six months, an order
received before it was filed); what is only missing or odd is a warning and never blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from minori_tui.domain import moments
from minori_tui.domain.dates import add_months
from minori_tui.domain.errors import FieldProblem
from minori_tui.domain.facts import counts_from
from minori_tui.domain.text import fold

LONGEST_MONTHS = 24
"""Months: art. 4 c. 4 (foster care) and art. 5-bis c. 1 lett. g (custody of the social service) L. 184/1983."""
REPORT_MONTHS = 6
"""Months between two reports: art. 4 c. 3 (foster care) and art. 5-bis c. 1 lett. h (custody) L. 184/1983."""
PERIODIC = frozenset({"foster_care", "service_custody", "residential"})
"""Orders that the half-yearly report belongs to; art. 5 c. 3 L. 184/1983 extends the rules of foster care to homes."""

CUSTODY_POINTS = {"a": "custody_placed_with", "b": "service_acts", "c": "carer_acts", "d": "parent_acts", "e": "curator_acts",
                  "f": "service_tasks"}
"""Points of art. 5-bis c. 1 L. 184/1983 -> field; (g) is ``duration_months``, (h) ``report_every_months``."""
ENDING = {"revocation": "revoked"}
"""Kinds of order that end the one they follow, and how."""

Standing = Literal["in_force", "not_yet", "expired", "extended", "replaced", "ended"]
"""How an order stands for one child on a day. ``expired``: its term ran out and nobody ended, extended or revoked it;
``replaced``: an order of its own kind follows it."""


def check_order(values: Mapping[str, Any], today: date, now: datetime | None = None) -> list[FieldProblem]:
    """What is wrong with the parsed values of an order, in the order of its fields; warnings have ``warning=True``.

    Values are under the names of the import fields, plus ``child_kind`` (what is ordered for this child when it differs),
    ``placed_with``, ``provisional``, ``hearing_at`` and the fields of ``CUSTODY_POINTS``; days are ISO text or dates, an
    absent or empty one is unknown. ``now`` (local) lets a removal later today be refused to the minute.
    """
    kinds = {str(values[name]) for name in ("kind", "child_kind") if values.get(name)}
    return [*_dates(values, today), *_removal(values, kinds, today, now), *_duration(values, kinds), *_period(values, kinds),
            *_points(values, kinds)]


def _dates(values: Mapping[str, Any], today: date) -> list[FieldProblem]:
    """Filed, received and fixed days against each other and today."""
    filed, received, due = (_day(values.get(name)) for name in ("filed_on", "received_on", "due_on"))
    found = [FieldProblem(name, "date-future", "The date is after today ({today})", {"today": today}, day.isoformat())
             for name, day in (("filed_on", filed), ("received_on", received)) if day and day > today]
    if filed and received and received < filed:
        found.append(FieldProblem("received_on", "received-before-filed", "Received before it was filed ({day}): one of the two "
                                  "days is wrong", {"day": filed}, received.isoformat()))
    if not any(values.get(name) for name in ("filed_on", "received_on", "effective_on", "occurred_at")):
        found.append(FieldProblem("received_on", "no-day", "Without the day it was filed or received no term can be computed",
                                  warning=True))
    if due and (first := received or filed) and due < first:
        found.append(FieldProblem("due_on", "due-before-order", "The day fixed by the court lies before the order ({day})",
                                  {"day": first}, due.isoformat(), warning=True))
    return found


def _removal(values: Mapping[str, Any], kinds: set[str], today: date, now: datetime | None) -> list[FieldProblem]:
    """Emergency removal: every term of art. 403 c.c. runs from the minute the child was placed in safety."""
    said, removal = values.get("occurred_at"), "emergency_removal" in kinds
    day = _day(said)
    if removal and not _timed(said):
        return [FieldProblem("occurred_at", "no-minute", "Write the day and the minute the child was placed in safety: the "
                             "24 hours of art. 403 c.c. run from it", {}, _text(said))]
    if day is None:
        return []
    moment = _read(said)
    if day > today or (now is not None and isinstance(moment, datetime) and moments.local(moment) > moments.local(now)):
        return [FieldProblem("occurred_at", "moment-future", "This moment has not come yet", {}, _text(said))]
    earlier = [d for name in ("filed_on", "received_on") if (d := _day(values.get(name))) and d < day]
    if removal and earlier:
        return [FieldProblem("occurred_at", "after-the-order", "The child was placed in safety after the order was filed or "
                             "received ({day})", {"day": min(earlier)}, _text(said), warning=True)]
    return []


def _duration(values: Mapping[str, Any], kinds: set[str]) -> list[FieldProblem]:
    """The longest duration the law allows."""
    months = _number(values.get("duration_months"))
    if months is None or months <= LONGEST_MONTHS or not kinds & {"foster_care", "service_custody"}:
        return []
    return [FieldProblem("duration_months", "too-long-a-term", (
        "Foster care lasts at most 24 months (art. 4 c. 4 L. 184/1983): an extension is an order of its own"
        if "foster_care" in kinds else
        "Custody of the social service lasts at most 24 months (art. 5-bis c. 1 lett. g L. 184/1983)"), {}, str(months))]


def _period(values: Mapping[str, Any], kinds: set[str]) -> list[FieldProblem]:
    """How seldom the service may report. Where no law fixes it the judge does (art. 473-bis.27 c.p.c.): a warning."""
    months = _number(values.get("report_every_months"))
    if months is None or months <= REPORT_MONTHS:
        return []
    if not kinds & PERIODIC:
        return [FieldProblem("report_every_months", "long-period", "Longer than the 6 months that the law sets for foster care "
                             "and custody: check the order", {}, str(months), warning=True)]
    return [FieldProblem("report_every_months", "report-period", (
        "A report is due at least every 6 months (art. 5-bis c. 1 lett. h L. 184/1983)" if "service_custody" in kinds else
        "A report is due at least every 6 months (art. 4 c. 3 L. 184/1983)"), {}, str(months))]


def missing_points(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The letters of art. 5-bis c. 1 L. 184/1983 that an order of custody does not state, (g) and (h) included.

    With whom the child lives (a) may be said for this child alone.
    """
    fields = {**CUSTODY_POINTS, "g": "duration_months", "h": "report_every_months"}
    said = {letter for letter, name in fields.items() if values.get(name)}
    return tuple(letter for letter in fields if letter not in said and not (letter == "a" and values.get("placed_with")))


def _points(values: Mapping[str, Any], kinds: set[str]) -> list[FieldProblem]:
    letters = missing_points(values) if "service_custody" in kinds else ()
    if not letters:
        return []
    return [FieldProblem("kind", "custody-points", "The order does not state points {letters} of art. 5-bis c. 1 L. 184/1983",
                         {"letters": ", ".join(letters)}, warning=True)]


def number_key(number: str | None) -> str | None:
    """What two writings of one order number have in common: folded, without signs and blanks, without the words before the
    number (``n. 1234/2026``, ``Decreto 1234-2026`` and ``1234 2026`` are one). None when there is none."""
    words = fold(number or "").split()
    first = next((place for place, word in enumerate(words) if any(map(str.isdigit, word))), 0)
    return "".join(words[first:]) or None


# ---- how an order stands

def begins(values: Mapping[str, Any]) -> date | None:
    """The day an order counts from: when it takes effect, else when it was filed, else when it came."""
    return counts_from(*(_day(values.get(name)) for name in ("effective_on", "filed_on", "received_on")))


def ends(values: Mapping[str, Any]) -> date | None:
    """The last day of an order with a duration, by the calendar and never moved for a holiday: a duration is not a
    procedural term (art. 155 c.p.c. does not apply)."""
    first, months = begins(values), _number(values.get("duration_months"))
    return add_months(first, months) if first and months else None


def standing(first: date | None, last: date | None, ended_on: date | None, extended: bool, today: date) -> Standing:
    """How an order stands: ``first`` and ``last`` as ``begins`` and ``ends`` say, ``extended`` by a later order."""
    if ended_on is not None and ended_on <= today:
        return "ended"
    if first is not None and first > today:
        return "not_yet"
    if last is not None and last < today:
        return "extended" if extended else "expired"
    return "in_force"


# ---- roles and hearings

def check_role(values: Mapping[str, Any]) -> list[FieldProblem]:
    """What is wrong with the parsed values of a legal role (``valid_from``, ``valid_to``)."""
    first, last = _day(values.get("valid_from")), _day(values.get("valid_to"))
    if first and last and last < first:
        return [FieldProblem("valid_to", "end-before-start", "The end is before the beginning ({day})", {"day": first},
                             last.isoformat())]
    return []


def check_hearing(values: Mapping[str, Any], today: date) -> list[FieldProblem]:
    """What is wrong with the parsed values of a hearing (``at``, ``carers_summoned_on``, ``outcome``)."""
    at, summoned = _day(values.get("at")), _day(values.get("carers_summoned_on"))
    found = []
    if summoned and summoned > today:
        found.append(FieldProblem("carers_summoned_on", "date-future", "The date is after today ({today})",
                                  {"today": today}, summoned.isoformat()))
    if at and summoned and summoned > at:
        found.append(FieldProblem("carers_summoned_on", "summoned-after", "Foster carers are summoned before the hearing "
                                  "({day}), on pain of nullity (art. 5 c. 1 L. 184/1983)", {"day": at}, summoned.isoformat()))
    if at and at > today and values.get("outcome") not in (None, "", "cancelled"):
        found.append(FieldProblem("outcome", "not-yet", "What has not happened yet has no outcome"))
    return found


# ---- values

def _day(value: Any) -> date | None:
    """The civil day of a stored or parsed value; None when there is none."""
    return moments.day_of(_read(value)) if value else None


def _timed(value: Any) -> bool:
    """Whether a value says a time of the day."""
    return bool(value) and isinstance(_read(value), datetime)


def _read(value: Any) -> date | datetime:
    return value if isinstance(value, date) else moments.read(str(value))


def _text(value: Any) -> str:
    return "" if value is None else moments.write(value) if isinstance(value, date) else str(value)


def _number(value: Any) -> int | None:
    return None if value in (None, "") else int(value)
