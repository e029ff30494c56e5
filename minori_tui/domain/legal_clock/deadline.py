"""What falls due: one deadline as a value, and how it stands at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

from minori_tui.domain.deadlines import Reason, Unit, add_term, last_safe_working_day
from minori_tui.domain.facts import Subject
from minori_tui.domain.legal_clock.rule import Rule
from minori_tui.domain.moments import day_of, local

State = Literal["overdue", "today", "upcoming", "done", "waiting"]


class DeadlineKey(NamedTuple):
    """What names a deadline for good: marks, links and calendars refer to it by this."""

    case_id: int
    rule: str
    subject: Subject
    subject_id: int | None
    occurrence: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline of a case, the same on whatever day it is asked for.

    ``term_end`` is where the count ends, ``legal_due`` the same after holidays (if the rule rolls), ``court_due`` the day a
    court fixed instead; ``due`` is the court's day when there is one, else the legal one. Days are ``date``, terms in hours are
    moments of the office's zone. ``rescheduled_to`` is a plan of the office and moves none of them. ``waiting``: it hangs on a
    step that has not been done yet, and ``due`` is its latest possible moment.
    """

    case_id: int
    rule: Rule
    title: str
    subject: Subject
    subject_id: int | None
    occurrence: int
    anchor: Reason
    anchor_at: date
    term_end: date
    legal_due: date
    due: date
    court_due: date | None = None
    done_at: date | None = None
    waived: bool = False
    waiting: bool = False
    rescheduled_to: date | None = None
    notes: tuple[Reason, ...] = ()
    every: tuple[int, Unit] | None = None
    """How often it comes back, for what does."""
    covered: tuple[int, ...] = ()
    """Later occurrences that are settled already."""

    @property
    def key(self) -> DeadlineKey:
        """The name of the deadline."""
        return DeadlineKey(self.case_id, self.rule.code, self.subject, self.subject_id, self.occurrence)

    @property
    def pending(self) -> bool:
        """Neither done nor waived. What ``rule.lapses`` stays pending but is never overdue (codes in ``LAPSING``)."""
        return self.done_at is None and not self.waived

    @property
    def in_hours(self) -> bool:
        """Whether it is due to the minute."""
        return isinstance(self.due, datetime)

    @property
    def last_working_day(self) -> date | None:
        """The last working day on which the office can act; None for what is due to the minute.

        For a term that ends on a day off: the working day before it, although the law lets the term move on.
        """
        day = self.term_end if self.court_due is None else self.court_due
        return None if isinstance(self.due, datetime) or isinstance(day, datetime) else last_safe_working_day(day)


def state(deadline: Deadline, now: datetime) -> State:
    """How the deadline stands at ``now`` (the office's time when it has no zone).

    ``done`` also when it was waived or, for what lapses by itself, when its day is over; ``overdue`` from the minute after a
    term in hours, from the day after any other; ``waiting`` until the step it hangs on is done.
    """
    if not deadline.pending:
        return "done"
    if deadline.waiting:
        return "waiting"
    late, same = _against(deadline.due, now)
    if late:
        return "done" if deadline.rule.lapses else "overdue"
    return "today" if same else "upcoming"


def _against(due: date, now: datetime) -> tuple[bool, bool]:
    """Whether ``due`` is over at ``now``, and whether it is on that day."""
    today = local(now).date()
    if isinstance(due, datetime):
        return _utc(now) > _utc(due), day_of(due) == today
    return due < today, due == today


def _utc(moment: datetime) -> datetime:
    """In UTC: two moments of one zone are otherwise compared and subtracted by the wall clock."""
    return local(moment).astimezone(UTC)


def days_left(deadline: Deadline, today: date) -> int:
    """Days from ``today`` to the day it is due; negative when overdue."""
    return (day_of(deadline.due) - day_of(today)).days


def minutes_left(deadline: Deadline, now: datetime) -> int | None:
    """Whole minutes to the moment it is due, negative when over; None for what is due on a day."""
    if not isinstance(deadline.due, datetime):
        return None
    return (_utc(deadline.due) - _utc(now)) // timedelta(minutes=1)


def missed_periods(deadline: Deadline, today: date) -> int:
    """For what comes back: how many periods are over at ``today`` without a report, this one included; else 0."""
    if deadline.every is None or not deadline.pending or deadline.waiting:
        return 0
    number, unit = deadline.every
    today, missed, occurrence = day_of(today), 0, deadline.occurrence
    due = day_of(deadline.due)
    while due < today:
        missed += occurrence not in deadline.covered
        occurrence += 1
        due = period_end(day_of(deadline.anchor_at), occurrence, number, unit)
    return missed


def period_end(start: date, occurrence: int, number: int, unit: Unit) -> date:
    """The end of the given period, each counted from the start: months never drift to the days of a shorter one."""
    return start + timedelta(days=occurrence * number) if unit == "D" else add_term(start, occurrence * number, "M" if unit == "M"
                                                                                     else "Y")
