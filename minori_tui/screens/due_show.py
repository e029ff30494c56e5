"""How deadlines are written for the operator: how long is left, what, whose, until when. Text out, nothing parsed again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from minori_tui.domain import moments
from minori_tui.domain.legal_clock import Deadline, days_left, minutes_left, state
from minori_tui.i18n import N_, _
from minori_tui.screens import show

if TYPE_CHECKING:
    from minori_tui.domain.deadlines import Reason

LATE, NEAR = "!!", "!"
"""Signs of what is overdue, and of what ends today or tomorrow or in hours: never told by colour alone."""
STATES = {"overdue": N_("overdue"), "today": N_("today"), "upcoming": N_("upcoming"), "done": N_("done"),
          "waiting": N_("waits for the step before")}


class Named(Protocol):
    """Who a deadline is about."""

    @property
    def surname(self) -> str:
        """Surname."""

    @property
    def given_name(self) -> str:
        """Given name."""


def short_name(item: Named) -> str:
    """Surname and the initial of the given name: what may stand on a screen that lies open all day."""
    initial = item.given_name.strip()[:1]
    return f"{item.surname} {initial}." if initial else item.surname


def fact(value: Any) -> object:
    """A fact of a sentence: a moment as offices write it, the rest as everywhere."""
    return moments.show(value) if isinstance(value, datetime) else show.fact(value)


def sentence(reason: Reason) -> str:
    """One sentence of an explanation, in the operator's language."""
    message, facts = reason
    return _(message, **{name: fact(value) for name, value in facts.items()})


def sentences(reasons: Iterable[Reason]) -> list[str]:
    """The sentences one after the other."""
    return [sentence(reason) for reason in reasons]


def title(deadline: Deadline) -> str:
    """What is to be done."""
    return _(deadline.title)


def when(value: date | None) -> str:
    """``22/11/2026``, or ``22/11/2026 18:40`` where the minute counts; a dash when it is not known."""
    return show.UNKNOWN if value is None else moments.show(value)


def brief_when(value: date | None) -> str:
    """The same on eleven cells: a moment loses its year."""
    return f"{moments.local(value):%d/%m %H:%M}" if isinstance(value, datetime) else when(value)


def clock(minutes: int) -> str:
    """Hours and minutes: ``03:12h``; what is late has a minus."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else ''}{hours:02}:{rest:02}h"


def left(deadline: Deadline, now: datetime) -> str:
    """The sign and how long is left: ``!!   -41 d``, ``!   03:12h``, ``8 d``."""
    minutes = minutes_left(deadline, now)
    if minutes is not None:
        return f"{LATE if minutes < 0 else NEAR:<2} {clock(minutes):>7}"
    days = days_left(deadline, moments.local(now).date())
    sign = LATE if state(deadline, now) == "overdue" else NEAR if 0 <= days <= 1 else ""
    return f"{sign:<2} {_('{days} d', days=days):>7}"


def late(deadline: Deadline) -> bool:
    """Whether it was done after its day or minute; a day alone is taken to be in time on the same day."""
    done, due = deadline.done_at, deadline.due
    if done is None:
        return False
    if isinstance(done, datetime) and isinstance(due, datetime):
        return done.astimezone(UTC) > due.astimezone(UTC)
    return moments.day_of(done) > moments.day_of(due)


def standing(deadline: Deadline, now: datetime) -> str:
    """How it stands, in a word or in the time that is left."""
    if deadline.waived:
        return _("not due")
    if deadline.done_at is not None:
        return f"{LATE} {_('late')}" if late(deadline) else _("done")
    how = state(deadline, now)
    return _("waiting") if how == "waiting" else _("over") if how == "done" else left(deadline, now)
