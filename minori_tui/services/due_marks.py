"""What operators do about a deadline: done, planned for another day, fixed by the court, not due here.

Nothing of the rule is changed: a mark is written beside it, under one operation of the journal that can be taken back. What
hangs on a step that was done starts from the moment written down here, not from when it was due.
"""

from __future__ import annotations

from datetime import date, datetime

from minori_tui.domain.errors import FieldError, FieldProblem, InvalidFields, Refused
from minori_tui.domain.facts import Act
from minori_tui.domain.legal_clock import Deadline, DeadlineKey
from minori_tui.domain.moments import day_of, local, minute_of, moment_of, read, show, write
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.due_items import one

LONGEST = 2_000
"""Characters of a reason or of an evidence."""


def mark_done(context: Context, key: DeadlineKey, at_text: str = "", evidence: str = "") -> None:
    """Write down that it was done, when (empty: now), and what proves it.

    To the minute where the term is in hours; not in the future, and not before what the term runs from. Raises
    ``InvalidFields`` and ``NotFound``, and ``Refused`` for a term that only a fact can end (24 months of foster care).
    """
    with context.store.read() as connection:
        case, found, _ = one(connection, key)
    _refuse_what_facts_end(found)
    at = _moment(context, found, at_text, "at") if at_text.strip() else _now(context, found)
    problems = _not_yet(context, at) or _too_early(found, at)
    if problems:
        raise InvalidFields(problems)
    _write(context, case.file_number, found, "done", at=write(at), evidence=_text(evidence, "evidence", needed=False))


def reschedule(context: Context, key: DeadlineKey, to_text: str, reason: str) -> None:
    """Plan it for another day, with the reason; the day of the law does not move. Raises ``InvalidFields`` and ``NotFound``."""
    with context.store.read() as connection:
        case, found, _ = one(connection, key)
    to = _moment(context, found, to_text, "to", minute=False)
    if day_of(to) < context.clock.today():
        raise InvalidFields([FieldProblem("to", "past", N_("This day is over: plan it for today or later"), {}, to_text)])
    _write(context, case.file_number, found, "rescheduled", new_due=write(to), reason=_text(reason, "reason"))


def court_date(context: Context, key: DeadlineKey, to_text: str, reason: str) -> None:
    """Write down the day that a court fixed instead, and by which order: it counts, the day of the rule stays beside it.

    Raises ``InvalidFields`` and ``NotFound``.
    """
    with context.store.read() as connection:
        case, found, _ = one(connection, key)
    to = _moment(context, found, to_text, "to")
    _write(context, case.file_number, found, "court_date", new_due=write(to), reason=_text(reason, "reason"))


def waive(context: Context, key: DeadlineKey, reason: str) -> None:
    """Write down that it does not apply here, and why. Raises ``InvalidFields``, ``NotFound`` and ``Refused`` as above."""
    with context.store.read() as connection:
        case, found, _ = one(connection, key)
    _refuse_what_facts_end(found)
    _write(context, case.file_number, found, "waived", reason=_text(reason, "reason"))


def _refuse_what_facts_end(found: Deadline) -> None:
    if found.rule.settled_by:
        raise Refused(found.rule.settled_by, code="ended-by-facts")


_KINDS: dict[Act, str] = {"done": "deadline.done", "rescheduled": "deadline.plan", "court_date": "deadline.court",
                          "waived": "deadline.waive"}


def _write(context: Context, number: str, deadline: Deadline, act: Act, *, at: str | None = None, new_due: str | None = None,
           reason: str | None = None, evidence: str | None = None) -> None:
    """The mark, under an operation of its own; the case is indexed again."""
    from minori_tui.data.tables import DeadlineMark

    key = deadline.key
    with context.unit(_KINDS[act], number) as unit:
        unit.add(DeadlineMark(case_id=key.case_id, rule=key.rule, subject=key.subject, subject_id=key.subject_id,
                              occurrence=key.occurrence, due=write(deadline.due), act=act, at=at, new_due=new_due, reason=reason,
                              evidence=evidence))
        unit.touched_cases.add(key.case_id)


def _moment(context: Context, deadline: Deadline, text: str, field: str, *, minute: bool | None = None) -> date:
    """A typed day or moment. For a term in hours a day without a time is refused, unless ``minute`` says otherwise."""
    from minori_tui.domain.fields import ParseContext  # loaded when something is typed, not when a list is shown

    needed = deadline.in_hours if minute is None else minute
    parser = minute_of() if needed else moment_of()
    try:
        value = parser(text, ParseContext(field, context.clock.today(), typed=True)).value
    except FieldError as error:
        raise InvalidFields([error.problem]) from None
    if value is None:
        raise InvalidFields([FieldProblem(field, "required", N_("Write the day"), {}, text)])
    return read(str(value))


def _now(context: Context, deadline: Deadline) -> date:
    """Now: to the minute for a term in hours, else today."""
    return local(context.clock.now().replace(second=0)) if deadline.in_hours else context.clock.today()


def _not_yet(context: Context, at: date) -> list[FieldProblem]:
    now = local(context.clock.now())
    if at <= now if isinstance(at, datetime) else at <= now.date():
        return []
    return [FieldProblem("at", "in-the-future", N_("This has not come yet: write when it was done"), {}, show(at))]


def _too_early(deadline: Deadline, at: date) -> list[FieldProblem]:
    """What was done before the fact that starts its term is a slip of the keyboard.

    A term that is counted back from its anchor, or that only is its anchor (a day that was planned), is met before it. While
    the step before is not recorded the anchor is not a fact.
    """
    start = deadline.anchor_at
    if deadline.waiting or deadline.rule.backwards or not (deadline.in_hours or day_of(start) < day_of(deadline.term_end)):
        return []
    timed = isinstance(at, datetime) and isinstance(start, datetime)
    if at >= start if timed else day_of(at) >= day_of(start):
        return []
    return [FieldProblem("at", "before-anchor", N_("The term runs from {start}: it cannot have been met before"),
                         {"start": show(start)}, show(at))]


def _text(text: str, field: str, *, needed: bool = True) -> str | None:
    """A reason or an evidence. Raises ``InvalidFields``."""
    found = " ".join(text.split())
    if needed and not found:
        raise InvalidFields([FieldProblem(field, "required", N_("Say why: who reads it later must understand it"))])
    if len(found) > LONGEST:
        raise InvalidFields([FieldProblem(field, "too-long", N_("At most {most} characters"), {"most": LONGEST})])
    return found or None
