"""The life of a case in spells, and who works on it: intervals ``[from, to)``, never a flag that forgets its past.

A case opens, closes and may reopen: each stretch is a spell. A person may be assigned to it in a role for a time; in one
role only one person at a time, so that "who answers for this case" always has one answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from minori_tui.domain.errors import FieldProblem

Status = Literal["open", "closed"]

_BEFORE_OPENING = "The case was opened on {day}: it cannot close before"


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of a case: open on the days ``[opened_on, closed_on)``; not closed yet when ``closed_on`` is None."""

    opened_on: date
    closed_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who holds a role on the days ``[assigned_on, ended_on)``; still holds it when ``ended_on`` is None, and the first day
    may not be known. ``operator`` tells people apart, ``name`` is what they are called."""

    role: str
    operator: str
    assigned_on: date | None
    ended_on: date | None = None
    name: str = ""


def overlaps(from_a: date, to_a: date | None, from_b: date, to_b: date | None) -> bool:
    """Whether two intervals share a day; an end equal to the next start touches, it does not overlap."""
    return (to_b is None or from_a < to_b) and (to_a is None or from_b < to_a)


def status_on(spells: Sequence[Spell], day: date) -> Status:
    """Whether the case was open on ``day``."""
    return "open" if any(s.opened_on <= day and (s.closed_on is None or day < s.closed_on) for s in spells) else "closed"


def current(spells: Sequence[Spell]) -> Spell | None:
    """The spell that is not closed yet, if there is one."""
    return next((s for s in spells if s.closed_on is None), None)


def check_open(spells: Sequence[Spell], day: date, today: date) -> list[FieldProblem]:
    """What forbids a case to open on ``day``: the future, a spell still open, a day before the end of an earlier spell."""
    problems = _not_future("opened_on", day, today)
    now = current(spells)
    if now is not None:
        problems.append(_problem("opened_on", "case-open", "The case is already open since {day}", day, now.opened_on))
        return problems
    ended = max((s.closed_on for s in spells if s.closed_on is not None), default=day)
    if day < ended:
        problems.append(_problem("opened_on", "spell-overlap",
                                 "The case was open until {day}: choose that day or a later one", day, ended))
    return problems


def check_reopen(spells: Sequence[Spell], day: date, today: date) -> list[FieldProblem]:
    """What forbids a closed case to reopen on ``day``: as for opening, and never having been open."""
    if not spells:
        return [_problem("opened_on", "case-never-open", "The case was never open", day)]
    return check_open(spells, day, today)


def check_close(spells: Sequence[Spell], day: date, reason: str | None, today: date) -> list[FieldProblem]:
    """What forbids a case to close on ``day``: not being open, a day before its opening, the future, no reason given.

    ``day`` is the first day on which the case is no longer open; it may be the day of opening (opened by mistake).
    """
    now = current(spells)
    if now is None:
        return [_problem("closed_on", "case-closed", "The case is not open", day)]
    problems = _not_future("closed_on", day, today)
    if day < now.opened_on:
        problems.append(_problem("closed_on", "closed-before-opened", _BEFORE_OPENING, day, now.opened_on))
    if not reason:
        problems.append(_problem("closing_reason", "reason-missing", "Say why the case closes"))
    return problems


def check_spell(opened_on: date, closed_on: date | None, today: date) -> list[FieldProblem]:
    """What is wrong with one spell by itself, as it comes from a form or an imported row."""
    problems = _not_future("opened_on", opened_on, today)
    if closed_on is not None:
        problems += _not_future("closed_on", closed_on, today)
        if closed_on < opened_on:
            problems.append(_problem("closed_on", "closed-before-opened", _BEFORE_OPENING, closed_on, opened_on))
    return problems


def check_assignment(spells: Sequence[Spell], held: Sequence[Assignment], role: str, operator: str,
                     day: date) -> list[FieldProblem]:
    """What forbids ``operator`` to take ``role`` from ``day`` on: a case that is not open, a day before its opening, a role
    that the same person holds already, or that somebody held on a later day. Who holds it now gives it up on that day.
    """
    spell = current(spells)
    if spell is None:
        return [_problem("valid_from", "case-closed", "The case is not open", day)]
    if day < spell.opened_on:
        return [_problem("valid_from", "before-opening", "The case is open since {day}: choose that day or a later one", day,
                         spell.opened_on)]
    for other in (a for a in held if a.role == role):
        if other.ended_on is None and other.operator == operator:
            return [FieldProblem("operator", "already-assigned", "{name} already has this role", {"name": other.name})]
        taken = other.ended_on or other.assigned_on
        if taken is not None and taken > day:
            message = ("This role was held until {day}: choose that day or a later one" if other.ended_on
                       else "This role is held since {day}: choose that day or a later one")
            return [_problem("valid_from", "assignment-overlap", message, day, taken)]
    return []


def _not_future(field: str, day: date, today: date) -> list[FieldProblem]:
    """The problem of a day that has not come yet."""
    return [_problem(field, "in-the-future", "This day has not come yet", day)] if day > today else []


def _problem(field: str, code: str, message: str, value: date | None = None, day: date | None = None) -> FieldProblem:
    """One problem of a field: the value as typed, and the day its sentence names."""
    return FieldProblem(field, code, message, {"day": day} if day else {}, value.isoformat() if value else "")
