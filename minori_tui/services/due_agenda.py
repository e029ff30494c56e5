"""The morning sheet: what runs in hours, what is overdue, what is near, and what else to look at. Every count is the length of
the list it stands for; lists are made as far as they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Generic, TypeVar

from minori_tui.data.driver import Connection
from minori_tui.data.queries import changed as changes
from minori_tui.data.queries import due as queries
from minori_tui.data.queries.changed import Changed
from minori_tui.data.queries.due import Appointment, DueKey, Incomplete, Mine, Silent, Window
from minori_tui.data.queries.rules import rule_book
from minori_tui.domain.moments import local
from minori_tui.services.context import Context
from minori_tui.services.due_items import DueItem, Paged, items, mine_of, paged

NEAR_DAYS, UPCOMING_DAYS, APPOINTMENT_DAYS, SILENT_DAYS, LOOK_BACK_DAYS, HOURS_DAYS = 2, 30, 7, 60, 7, 7
"""Today and tomorrow · days of the list · days of appointments · days without an entry that make a case silent · how far back
changes are told to somebody who never looked · how long a term in hours that is over stays with those that run, at the top: a
removal that loses its effect is not to be looked for among what is overdue for months."""
T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Section(Generic[T]):
    """A list and its length."""

    count: int
    rows: Sequence[T]


@dataclass(frozen=True, slots=True)
class Agenda:
    """The sheet of a day, of the cases of an operator (``mine``) or of all. Deadlines stand in one section each."""

    today: date
    mine: bool
    hours: Section[DueItem]  # terms in hours that run or are just over, the first to end first
    overdue: Section[DueItem]
    soon: Section[DueItem]  # today and tomorrow
    upcoming: Section[DueItem]
    appointments: Section[Appointment]
    changed: Section[Changed]
    incomplete: Section[Incomplete]
    silent: Section[Silent] | None
    """None while it has not been counted: of all cases of a large archive that takes seconds (``silent``)."""
    silent_days: int = SILENT_DAYS
    last_operation: int = 0
    """The last operation of the journal when the sheet was read: as long as it is the same, nothing was written."""


def windows(now: datetime) -> dict[str, Window]:
    """The windows of the four sections of deadlines at a moment of the office; together they are disjoint."""
    today = local(now).date()
    day, recent = today.isoformat(), (today - timedelta(days=HOURS_DAYS)).isoformat()
    near, far = ((today + timedelta(days=n)).isoformat() for n in (NEAR_DAYS, UPCOMING_DAYS + 1))
    return {"hours": Window(recent, far, day, "minutes"), "overdue": Window(queries.FIRST, day, day, "late", recent),
            "soon": Window(day, near, day, "days"), "upcoming": Window(near, far, day, "days")}


def agenda(context: Context, mine: bool, *, whole: bool = True) -> Agenda:
    """The sheet as it stands now; not ``whole``: without the cases of which nothing was written for long."""
    today = context.clock.today()
    day, week = today.isoformat(), (today + timedelta(days=APPOINTMENT_DAYS + 1)).isoformat()
    with context.store.read() as connection:
        last = queries.last_operation(connection)
        own = mine_of(context, connection) if mine else None
        due = _of_mine(context, connection, own) if own else _of_all(context)
        met = queries.appointments(connection, day, week, own)
        others = _changed(context, connection, own)
        incomplete = queries.count_incomplete(connection, day, own)
    hours, overdue, soon, upcoming = (Section(len(due[name]), due[name]) for name in ("hours", "overdue", "soon", "upcoming"))
    mend = Paged(incomplete, _reader(context, partial(queries.incomplete, today=day, mine=own)))
    return Agenda(today, mine, hours, overdue, soon, upcoming, Section(len(met), met), Section(len(others), others),
                  Section(incomplete, mend), silent(context, mine) if whole else None, last_operation=last)


def silent(context: Context, mine: bool) -> Section[Silent]:
    """The open cases of which nothing was written for long."""
    today = context.clock.today()
    since, end = ((today + timedelta(days=n)).isoformat() for n in (-SILENT_DAYS, 1))
    with context.store.read() as connection:
        # those of an operator are found at once, of all only how many there are
        keys = queries.silent_keys(connection, since, end, mine_of(context, connection)) if mine else None
        count = queries.count_silent(connection, since, end) if keys is None else len(keys)

    def fetch(offset: int, limit: int) -> list[Silent]:
        with context.store.read() as connection:
            some = (keys[offset:offset + limit] if keys is not None
                    else queries.silent_keys(connection, since, end, offset=offset, limit=limit))
            return queries.silent(connection, some, since)

    return Section(count, Paged(count, fetch))


def _reader(context: Context, query: Callable[..., list[T]]) -> Callable[[int, int], list[T]]:
    """Pages of a query, read when they are looked at."""
    def fetch(offset: int, limit: int) -> list[T]:
        with context.store.read() as connection:
            return query(connection, offset=offset, limit=limit)

    return fetch


def _of_all(context: Context) -> dict[str, Paged[DueItem]]:
    return {name: paged(context, window, None) for name, window in windows(context.clock.now()).items()}


def _of_mine(context: Context, connection: Connection, mine: Mine) -> dict[str, Paged[DueItem]]:
    """The sections of few cases: their keys by one question, shared out here."""
    places = windows(context.clock.now())
    keys = queries.keys(connection, Window(queries.FIRST, places["upcoming"].end, mine.on), mine)
    found = {}
    for name, window in places.items():
        wanted = [key for key in keys if window.holds(key)]
        found[name] = Paged(len(wanted), partial(_page, context, wanted))
    return found


def _page(context: Context, keys: Sequence[DueKey], offset: int, limit: int) -> list[DueItem]:
    with context.store.read() as connection:
        return items(connection, keys[offset:offset + limit], rule_book(connection))


def _changed(context: Context, connection: Connection, mine: Mine | None) -> list[Changed]:
    """What others did since the operator looked."""
    fallback = (context.clock.now() - timedelta(days=LOOK_BACK_DAYS)).isoformat()
    after = changes.last_look(connection, context.actor.code, fallback)
    who = mine.operator_id if mine else queries.operator_id(connection, context.actor.code)
    return changes.changed(connection, after, who, mine)


def look_done(context: Context) -> None:
    """What others changed up to now has been seen by the operator at work."""
    changes.note_look(context.store, context.actor.code, context.clock.utc())
