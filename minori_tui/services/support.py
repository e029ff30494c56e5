"""What is done within an intervention: hours of home education, the calendar of supervised contacts and how each one went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from minori_tui.data.queries import cases as case_queries
from minori_tui.data.queries import interventions as queries
from minori_tui.data.queries.interventions import HoursRow, InterventionView
from minori_tui.domain.deadlines import holidays
from minori_tui.domain.errors import FieldProblem, InvalidFields, NotFound
from minori_tui.domain.interventions import minutes_planned
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.forms import read_form
from minori_tui.services.intervention_fields import contact_parsers, hours_parsers, month_end, plan_parsers

if TYPE_CHECKING:
    from minori_tui.data.unit import Unit

MOST_CONTACTS = 200
"""Contacts that one calendar may hold: four years of a week each; more is a slip."""
KIND = "supervised_contact"


@dataclass(frozen=True, slots=True)
class Planned:
    """The contacts that were written in the diary, and the days left out because they are holidays."""

    days: tuple[date, ...]
    left_out: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: its diary entry, its moment, how it went (None: not told), and because of whom."""

    event_id: int
    at: str
    outcome: str | None
    by_whom: str | None


def hours_of(context: Context, intervention_id: int) -> list[HoursRow]:
    """The hours done, the latest first."""
    with context.store.read() as connection:
        return queries.hours(connection, intervention_id)


def contacts_of(context: Context, intervention_id: int) -> list[Contact]:
    """The contacts of an intervention, the latest first."""
    with context.store.read() as connection:
        return [Contact(*row) for row in queries.contacts(connection, intervention_id)]


def planned_so_far(seen: InterventionView, today: date) -> int | None:
    """The minutes of home education that should have been done by now; None when no weekly time is recorded."""
    weekly = seen.details.get("weekly_minutes")
    if not weekly or seen.started_on is None:
        return None
    ended = date.fromisoformat(seen.ended_on) if seen.ended_on else None
    return minutes_planned(int(weekly), date.fromisoformat(seen.started_on), ended, seen.pause_days, today)


def record_hours(context: Context, seen: InterventionView, values: Mapping[str, str]) -> int:
    """Write hours of home education done on a day or in a whole month (as an invoice tells); returns the id of the row.

    A month that is recorded as a whole takes no single days, nor the reverse: nothing is counted twice.
    """
    today = context.clock.today()
    if seen.kind != "ADM":
        raise InvalidFields([FieldProblem("worked_on", "not-home-support", N_("Hours belong to home education"))])
    read = read_form(values, hours_parsers(), ("worked_on", "hours"), today)
    when, whole = str(read["worked_on"]), len(str(read["worked_on"])) == 7
    day = month_end(when).isoformat() if whole else when
    problems = _wrong_hours(seen, when, day, whole, today)
    if problems:
        raise InvalidFields(problems)
    from minori_tui.data.tables import SupportHours

    with context.unit("intervention.hours") as unit:
        _refuse_twice(unit, seen, day[:7], whole)
        made = unit.add(SupportHours(intervention_id=seen.intervention_id, worked_on=day, minutes=int(str(read["hours"])),
                                     whole_month=int(whole), by_whom=_text(read.get("by_whom")), note=_text(read.get("note"))))
        _name(unit, seen)
    return int(made.id or 0)


def _wrong_hours(seen: InterventionView, when: str, day: str, whole: bool, today: date) -> list[FieldProblem]:
    first = f"{when}-01" if whole else when
    if first > today.isoformat():
        return [FieldProblem("worked_on", "in-the-future", N_("This day has not come yet"), {}, when)]
    if seen.started_on is None or day < seen.started_on:
        return [FieldProblem("worked_on", "not-started", N_("It has not started on that day"), {}, when)]
    if seen.ended_on is not None and first >= seen.ended_on:
        return [FieldProblem("worked_on", "ended", N_("It has ended already, on {day}"),
                             {"day": date.fromisoformat(seen.ended_on)}, when)]
    return []


def _refuse_twice(unit: Unit, seen: InterventionView, month: str, whole: bool) -> None:
    other = unit.rows("SELECT whole_month FROM support_hours WHERE intervention_id = ? AND substr(worked_on, 1, 7) = ? "
                      "AND (whole_month = 1 OR ?)", (seen.intervention_id, month, int(whole)))
    if other:
        said = N_("This month is recorded as a whole: its hours would count twice") if other[0][0] else N_(
            "Single days of this month are recorded: they would count twice")
        raise InvalidFields([FieldProblem("worked_on", "counted-twice", said)])


def plan_contacts(context: Context, seen: InterventionView, values: Mapping[str, str]) -> Planned:
    """Write the supervised contacts to come in the diary: from a day on, every so many days, until a day (included).

    National holidays are left out, and told. The calendar that was used is kept with the intervention.
    """
    if seen.kind != "IP":
        raise InvalidFields([FieldProblem("first_on", "not-contact", N_("A calendar belongs to supervised contact"))])
    given = {"every_days": str(seen.details.get("every_days") or ""), "time_of_day": seen.details.get("time_of_day") or "",
             "place": seen.details.get("place") or "", **values}
    today = context.clock.today()
    read = read_form(given, plan_parsers(), ("first_on", "every_days", "until"), today)
    first, until = date.fromisoformat(str(read["first_on"])), date.fromisoformat(str(read["until"]))
    days = _calendar(seen, first, until, int(read["every_days"] or 1))
    kept = tuple(day for day in days if day not in holidays(day.year))
    from minori_tui.data.tables import Event, SupervisedContact

    with context.unit("intervention.contacts") as unit:
        author, label = context.actor.name or context.actor.code, seen.details.get("with_whom")
        for day in kept:
            at = f"{day.isoformat()}T{read['time_of_day']}" if read.get("time_of_day") else day.isoformat()
            if queries.contact_on(unit.raw, seen.intervention_id, at) is None:
                unit.add(Event(case_id=seen.case_id, at=at, kind=KIND, intervention_id=seen.intervention_id,
                               intervention=label, text=_text(read.get("place")), author=author))
        if seen.details_row is not None:
            unit.change(SupervisedContact, *seen.details_row, every_days=read["every_days"],
                        time_of_day=read.get("time_of_day"), place=read.get("place"))
        _name(unit, seen)
    return Planned(kept, tuple(day for day in days if day not in kept))


def _calendar(seen: InterventionView, first: date, until: date, every: int) -> list[date]:
    """The days of the calendar. Raises ``InvalidFields``."""
    begins = date.fromisoformat(seen.started_on or seen.planned_start or "0001-01-01")
    ends = date.fromisoformat(seen.ended_on) if seen.ended_on else date.max
    problem = None
    if until < first:
        problem = FieldProblem("until", "ended-before-start", N_("It starts on {day}: it cannot end before"), {"day": first})
    elif first < begins:
        problem = FieldProblem("first_on", "not-started", N_("It has not started on that day"))
    elif until >= ends:
        problem = FieldProblem("until", "ended", N_("It has ended already, on {day}"), {"day": ends})
    elif (until - first).days // every >= MOST_CONTACTS:
        problem = FieldProblem("until", "too-many", N_("More than {most} contacts: choose an earlier day"),
                               {"most": MOST_CONTACTS})
    if problem is not None:
        raise InvalidFields([problem])
    return [first + timedelta(days=n) for n in range(0, (until - first).days + 1, every)]


def record_contact(context: Context, seen: InterventionView, values: Mapping[str, str]) -> int:
    """Write how a contact went: held, missed, late or cancelled, and because of whom. The entry planned for that day (for that
    minute, when it is given) is completed; without one a new entry is written. Returns the diary entry.
    """
    if seen.kind != "IP":
        raise InvalidFields([FieldProblem("at", "not-contact", N_("A calendar belongs to supervised contact"))])
    today = context.clock.today()
    read = read_form({"at": f"{today:%d/%m/%Y}", **values}, contact_parsers(), ("at", "outcome"), today)
    at, outcome = str(read["at"]), str(read["outcome"])
    if outcome != "cancelled" and at[:10] > today.isoformat():
        raise InvalidFields([FieldProblem("outcome", "not-yet", N_("What has not happened yet has no outcome"))])
    from minori_tui.data.tables import Event

    with context.unit("intervention.contact") as unit:
        _name(unit, seen)
        planned = queries.contact_on(unit.raw, seen.intervention_id, at)
        written = {"outcome": outcome, "by_whom": read.get("by_whom")} | ({"text": read["text"]} if read.get("text") else {})
        if planned is not None:
            found = case_queries.event(unit.raw, planned)
            unit.change(Event, planned, found[0].version if found else 0, **written)
            return planned
        new: dict[str, Any] = {"case_id": seen.case_id, "at": at, "kind": KIND, "intervention_id": seen.intervention_id,
                               "intervention": seen.details.get("with_whom"),
                               "author": context.actor.name or context.actor.code, **written}
        return int(unit.add(Event(**new)).id or 0)


def _name(unit: Unit, seen: InterventionView) -> None:
    """Name the operation after the case, and let what is derived from it follow."""
    found = unit.rows("SELECT c.file_number FROM intervention i JOIN case_file c ON c.id = i.case_id WHERE i.id = ?",
                      (seen.intervention_id,))
    if not found:
        raise NotFound("There is no such intervention.", code="no-intervention")
    unit.name(str(found[0][0]))
    unit.touched_cases.add(seen.case_id)


def _text(value: object) -> str | None:
    return str(value) if value else None
