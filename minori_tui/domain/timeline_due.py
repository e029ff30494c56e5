"""Deadlines as the picture shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from minori_tui.domain.legal_clock import Deadline, state
from minori_tui.domain.moments import day_of
from minori_tui.domain.timeline import DueFacts, State


def due_facts(deadlines: Iterable[Deadline], now: datetime) -> Iterator[DueFacts]:
    """The deadlines that have a day of their own as they stand at ``now``; what waits for another step has none yet."""
    for one in deadlines:
        found = state(one, now)
        if found != "waiting":
            yield DueFacts(one.rule.code, one.title, day_of(one.due), f"{one.due:%H:%M}" if isinstance(one.due, datetime) else "",
                           _state(one, found), one.subject, one.subject_id, one.occurrence)


def _state(one: Deadline, found: str) -> State:
    """Done late is told apart from done; what was waived or is over by itself has no state."""
    if found == "overdue":
        return "overdue"
    if found != "done":
        return "due"
    if one.done_at is None:
        return ""
    return "late" if _later(one.done_at, one.due) else "done"


def _later(done: date, due: date) -> bool:
    if isinstance(done, datetime) and isinstance(due, datetime):
        return done.timestamp() > due.timestamp()
    return day_of(done) > day_of(due)
