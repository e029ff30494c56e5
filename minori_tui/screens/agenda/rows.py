"""The rows of the agenda. Loaded by the thread that reads the first sheet, not before the first frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from minori_tui.domain import moments
from minori_tui.i18n import _, language
from minori_tui.screens import due_show, show
from minori_tui.screens.agenda.lines import DAYS, Counts
from minori_tui.screens.session import Session
from minori_tui.services import due
from minori_tui.services.due import Appointment, DueItem
from minori_tui.services.following import follows_cases
from minori_tui.widgets.row_source import Written
from minori_tui.widgets.section_table import Section, Sections


class SheetRow(NamedTuple):
    """One line of the sheet: a deadline, or an appointment (no ``item``). ``detail`` and ``more`` say it in full."""

    key: object
    cells: tuple[str, ...]
    number: str
    detail: str
    more: str = ""
    item: DueItem | None = None


class Sheet(NamedTuple):
    """What was read, ready to be shown."""

    agenda: due.Agenda
    sections: Sections
    mine: bool
    counts_hours: bool
    standing: str

    @property
    def counts(self) -> Counts:
        """What else to look at."""
        one = self.agenda
        return Counts(one.changed.count, one.silent.count if one.silent else None, one.incomplete.count, one.silent_days)


def read_sheet(session: Session, mine: bool | None, before: due.Agenda | None = None) -> Sheet:
    """The sheet of today: mine or all; None: mine when the operator follows cases. ``before``: the sheet that was read last;
    what takes long to count is taken from it as long as nothing was written."""
    context = session.context
    agenda = due.agenda(context, follows_cases(context) if mine is None else mine, whole=False)
    if before is not None and _state(before) == _state(agenda):
        agenda = replace(agenda, silent=before.silent)
    label = partial(_label, session)

    def deadlines(section: due.Section[DueItem]) -> Written[DueItem]:
        return Written(section.rows, lambda item, _place: due_row(item, session.context.clock.now()))

    def titled(name: str, title: str, count: int) -> tuple[str, str]:
        return name, f"{title} ({count})"

    sections = Sections([
        Section(*titled("hours", _("Terms in hours"), agenda.hours.count), deadlines(agenda.hours)),
        Section(*titled("overdue", _("Overdue"), agenda.overdue.count), deadlines(agenda.overdue)),
        Section(*titled("soon", _("Today and tomorrow"), agenda.soon.count), deadlines(agenda.soon)),
        Section(*titled("upcoming", _("Next 30 days"), agenda.upcoming.count), deadlines(agenda.upcoming)),
        Section(*titled("appointments", _("Appointments"), agenda.appointments.count),
                Written(agenda.appointments.rows, lambda met, _place: appointment_row(met, label, agenda.today))),
    ])
    return Sheet(agenda, sections, agenda.mine, _has_minutes(agenda), _standing(agenda))


def _state(agenda: due.Agenda) -> tuple[object, ...]:
    """What the counts of a sheet depend on."""
    return agenda.today, agenda.mine, agenda.last_operation


def with_silent(sheet: Sheet, session: Session) -> Sheet:
    """The sheet with the cases of which nothing was written for long; counting them may take seconds."""
    return sheet._replace(agenda=replace(sheet.agenda, silent=due.silent(session.context, sheet.mine)))


def _has_minutes(agenda: due.Agenda) -> bool:
    """Whether the sheet shows hours, so that it has to wake every minute."""
    return bool(agenda.hours.count)


def _standing(agenda: due.Agenda) -> str:
    """What is being seen, for the status line."""
    parts = [_("overdue: {count}", count=agenda.overdue.count), _("today and tomorrow: {count}", count=agenda.soon.count),
             _("in 30 days: {count}", count=agenda.upcoming.count)]
    if agenda.hours.count:
        parts.insert(0, _("in hours: {count}", count=agenda.hours.count))
    return " · ".join(parts)


def due_row(item: DueItem, now: datetime) -> SheetRow:
    """One deadline as a line."""
    deadline = item.deadline
    cells = (due_show.left(deadline, now), item.file_number, due_show.short_name(item), due_show.title(deadline),
             due_by(deadline.due, moments.local(now).date()), item.worker or show.UNKNOWN,
             due_show.sentence(deadline.anchor).rstrip("."))
    return SheetRow(item.key, cells, item.file_number, _detail(item), _more(item), item)


def _detail(item: DueItem) -> str:
    """What is to be done, by whom, by which rule."""
    deadline, rule = item.deadline, item.deadline.rule
    watched = _("others act, the service watches") if rule.owner == "other" else ""
    return " · ".join(filter(None, (due_show.title(deadline), rule.source, rule.code, watched)))


def _more(item: DueItem) -> str:
    """The fact it runs from, the last day on which the office can act, what was planned."""
    deadline = item.deadline
    parts = [due_show.sentence(deadline.anchor).rstrip(".")]
    if deadline.last_working_day is not None and deadline.last_working_day != deadline.due:
        parts.append(_("last working day {day}", day=due_show.when(deadline.last_working_day)))
    if deadline.rescheduled_to is not None:
        parts.append(_("planned for {day}", day=due_show.when(deadline.rescheduled_to)))
    return " · ".join(parts)


def due_by(value: date, today: date) -> str:
    """The day on nine cells, so that what is due has the room: the year only when it is not this one (``25/06``,
    ``12/01/27``); hours with the day of the week as long as there is one such day (``lun 10:30``)."""
    day = moments.day_of(value)
    if isinstance(value, datetime) and abs((day - today).days) < len(DAYS[language()]):
        return f"{_weekday(day)} {moments.local(value):%H:%M}"
    return f"{day:%d/%m}" if day.year == today.year else f"{day:%d/%m/%y}"


def appointment_row(met: Appointment, label: Callable[[str], str], today: date) -> SheetRow:
    """An entry of the diary that is still to come. A reserved one does not say what it is about."""
    at = moments.read(met.at)
    text = _("reserved") if met.reserved else met.text or ""
    what = " · ".join(filter(None, (label(met.kind), met.by_whom, text)))
    cells = (_time(at), met.file_number, due_show.short_name(met), what, due_by(moments.day_of(at), today),
             met.author or show.UNKNOWN, "")
    return SheetRow(("event", met.event_id), cells, met.file_number, what)


def _time(at: date) -> str:
    """The day of the week and the time: ``lun  14:30``."""
    time = f"{moments.local(at):%H:%M}" if isinstance(at, datetime) else ""
    return f"{_weekday(at)} {time:>6}"


def _weekday(day: date) -> str:
    return DAYS[language()][day.weekday()][:3]


def _label(session: Session, kind: str) -> str:
    from minori_tui.services import records  # only when there are appointments: it loads the national lists

    return records.label_of(session.context, "event_kind", kind, language()) or kind
