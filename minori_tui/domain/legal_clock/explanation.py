"""Why this day: every step from the fact that starts a term to the day it is due, and what would change it.

Sentences are English message ids with facts; days in the facts are ``date``, moments ``datetime`` of the office's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from minori_tui.domain.deadlines import Reason
from minori_tui.domain.facts import CaseFacts, Mark
from minori_tui.domain.legal_clock.book import STANDARD, RuleBook
from minori_tui.domain.legal_clock.changes import changes_of
from minori_tui.domain.legal_clock.days_off import day_off
from minori_tui.domain.legal_clock.deadline import Deadline, days_left, minutes_left, missed_periods
from minori_tui.domain.legal_clock.rule import ALWAYS
from minori_tui.domain.moments import day_of, local


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a deadline is due when it is. ``steps`` in the order of the arithmetic; ``changes``: what would move or settle it.

    ``consequence`` and ``note`` (what of the rule was read and what is general knowledge) are message ids without facts.
    """

    steps: tuple[Reason, ...]
    changes: tuple[Reason, ...]
    source: str
    verified: bool
    consequence: str
    note: str


def explain(case: CaseFacts, deadline: Deadline, book: RuleBook, now: datetime) -> Explanation:
    """Every step to the day of one deadline of the case, as it stands at ``now`` (the office's time)."""
    rule = deadline.rule
    steps = [*_version(deadline), deadline.anchor, *_term(deadline), *_rolling(deadline), *_court(deadline), *deadline.notes,
             *_working_day(deadline, local(now).date()), *_acts(case, deadline), *_adjusted(deadline, book),
             *_distance(deadline, now)]
    return Explanation(tuple(steps), changes_of(deadline), rule.source, rule.verified, rule.consequence, rule.note)


def _version(deadline: Deadline) -> list[Reason]:
    """Which version of the rule, when a law brought it into force."""
    rule = deadline.rule
    if rule.in_force_to is not None and rule.in_force_from != ALWAYS:
        return [("The rule as in force from {first} until {last} holds: the day it is counted from decides.",
                 {"first": rule.in_force_from, "last": rule.in_force_to - timedelta(days=1)})]
    if rule.in_force_to is not None:
        return [("The rule as in force until {last} holds: the day it is counted from decides.",
                 {"last": rule.in_force_to - timedelta(days=1)})]
    return [] if rule.in_force_from == ALWAYS else [("The rule is in force from {first}.", {"first": rule.in_force_from})]


_BY_UNIT = {"D": "{number} days: the first day is not counted, holidays in between are. The count ends on {end}.",
            "M": "{number} months by the name of the day, whatever the days in between. The count ends on {end}.",
            "Y": "{number} years by the name of the day. The count ends on {end}."}
_BACK = {"D": "{number} days before it: {end}.", "M": "{number} months before it: {end}.",
         "Y": "{number} years before it: {end}."}


def _term(deadline: Deadline) -> list[Reason]:
    """How the term is counted from its anchor."""
    rule, end = deadline.rule, deadline.term_end
    if deadline.every is not None:
        return _period(deadline)
    if rule.code.startswith("AGE-") and rule.number is not None:
        return _age(day_of(deadline.anchor_at), rule.number, day_of(end))
    if rule.number is None or rule.unit is None:
        return []
    if isinstance(end, datetime):
        return _hours(deadline, rule.number, end)
    if deadline.rule.code in ("AFF-1", "ASS-1") and deadline.occurrence:
        return [("The end moves to {end}.", {"end": end})]  # an extension: its months are in the notes
    start = day_of(deadline.anchor_at)
    said = [((_BACK if rule.backwards else _BY_UNIT)[rule.unit], {"number": rule.number, "end": end})]
    return said + (_short_month(start, end) if rule.unit in ("M", "Y") else [])


def _hours(deadline: Deadline, number: int, end: datetime) -> list[Reason]:
    """Hours are counted on the clock of the world: a change of the clocks moves the time of day only."""
    if number == 0:
        return [("At once: {end}.", {"end": end})]
    said: list[Reason] = [("{number} hours, to the minute, over Sundays and holidays too: {end}.",
                           {"number": number, "end": end})]
    start = deadline.anchor_at
    if isinstance(start, datetime) and local(start).utcoffset() != end.utcoffset():
        said.append(("The clocks change in between: the hours are counted exactly, the time of day shifts.", {}))
    return said


_PERIODS = {"H": "", "D": "Period {count}: {number} days each, counted from the start. It ends on {end}.",
            "M": "Period {count}: {number} months each, counted from the start by the name of the day. It ends on {end}.",
            "Y": "Period {count}: {number} years each, counted from the start. It ends on {end}."}


def _period(deadline: Deadline) -> list[Reason]:
    number, unit = deadline.every or (0, "M")
    said: list[Reason] = [(_PERIODS[unit], {"count": deadline.occurrence, "number": number, "end": deadline.term_end})]
    return said if unit == "D" else said + _short_month(day_of(deadline.anchor_at), day_of(deadline.term_end))


def _short_month(start: date, end: date) -> list[Reason]:
    """The sentence for a month that has no such day."""
    if start.day == end.day:
        return []
    return [("That month has no day {number}: its last day counts (art. 2963 c.c.).", {"number": start.day})]


def _age(born: date, years: int, day: date) -> list[Reason]:
    said: list[Reason] = [("Turns {years} on {day}.", {"years": years, "day": day})]
    if (day.month, day.day) != (born.month, born.day):
        said.append(("Born on 29 February: in a common year the birthday is taken to be 28 February.", {}))
    return said


def _rolling(deadline: Deadline) -> list[Reason]:
    """Each day off on which the term would end, and where it ends in fact."""
    end, rule = deadline.term_end, deadline.rule
    if isinstance(end, datetime) or rule.number is None:
        return []
    day = day_of(deadline.legal_due)
    between = (day_off(end + timedelta(days=n)) for n in range((day - end).days))
    said: list[Reason] = [off for off in between if off is not None]
    if day > end:
        said.append(("The term moves on to {day} (art. 155 c.p.c.).", {"day": day}))
    if (off := day_off(day)) is not None:
        said.append(off)
        said.append(("A Saturday moves only the term of a procedural act outside a hearing: this one ends on it.", {})
                    if rule.rolling == "holiday" else ("The legal day stays: durations, ages and reports do not move.", {}))
    if rule.rolling != "none" and any(d.month == 8 for d in (day_of(deadline.anchor_at), end)):
        said.append(("August is counted: the protection of children is taken not to be suspended (general knowledge).", {}))
    return said


def _court(deadline: Deadline) -> list[Reason]:
    """The day a court fixed, beside the one the rule alone would give."""
    if deadline.court_due is None:
        return []
    if deadline.court_due == deadline.legal_due:
        return [("The court fixed the same day, {court}.", {"court": deadline.court_due})]
    return [("The court fixed {court}: it takes the place of {legal}, which the rule alone would give.",
             {"court": deadline.court_due, "legal": deadline.legal_due})]


def _working_day(deadline: Deadline, today: date) -> list[Reason]:
    """The last day on which the office can act; once it is over, only why it was not the last day of the term."""
    last = deadline.last_working_day
    if last is None or not deadline.pending:
        return []
    end = day_of(deadline.term_end if deadline.court_due is None else deadline.court_due)
    if last == end:
        return [("{day} is a working day: the office can act until then.", {"day": last})] if last >= today else []
    said: list[Reason] = []
    if deadline.court_due is not None and (off := day_off(end)) is not None:
        said.append(off)
    return [*said, ("{day} is not a working day: the last one before it is {last}.", {"day": end, "last": last})]


def _acts(case: CaseFacts, deadline: Deadline) -> list[Reason]:
    """What was done about it: done and how late, waived, planned for another day, waiting for the step before."""
    said: list[Reason] = []
    if deadline.waiting:
        said.append(("The step before is not recorded as done: this is the latest possible moment.", {}))
    if deadline.rescheduled_to is not None:
        mark = _last(case, deadline, "rescheduled")
        said.append(("The office planned it for {day} ({reason}): the legal day does not move.",
                     {"day": deadline.rescheduled_to, "reason": (mark and mark.reason) or "-"}))
    if deadline.waived:
        mark = _last(case, deadline, "waived")
        said.append(("It was waived: {reason}.", {"reason": (mark and mark.reason) or "-"}))
    if deadline.done_at is not None:
        said += _done(case, deadline, deadline.done_at)
    return said


def _done(case: CaseFacts, deadline: Deadline, done: date) -> list[Reason]:
    """That it was done, how late, and the evidence."""
    said: list[Reason] = [("Done: {day}.", {"day": done})]
    if isinstance(done, datetime) and isinstance(deadline.due, datetime):
        late = (done.astimezone(UTC) - deadline.due.astimezone(UTC)) // timedelta(minutes=1)
        if late > 0:
            said.append(("That was {hours} h {minutes} min late.", {"hours": late // 60, "minutes": late % 60}))
    elif (days := (day_of(done) - day_of(deadline.due)).days) > 0:
        said.append(("That was {days} days late.", {"days": days}))
    mark = _last(case, deadline, "done")
    return [*said, ("Evidence: {text}.", {"text": mark.evidence})] if mark and mark.evidence else said


def _last(case: CaseFacts, deadline: Deadline, act: str) -> Mark | None:
    """The last mark of an act about the deadline; else one about the same step under another name (its order, say)."""
    found = [m for m in case.marks if m.act == act and m.rule == deadline.rule.code and m.occurrence == deadline.occurrence]
    own = [m for m in found if (m.subject, m.subject_id) == (deadline.subject, deadline.subject_id)]
    return own[-1] if own else found[-1] if found else None


_STANDARD = {"H": "The coordinator adjusted the term: the table says {number} hours ({reason}).",
             "D": "The coordinator adjusted the term: the table says {number} days ({reason}).",
             "M": "The coordinator adjusted the term: the table says {number} months ({reason}).",
             "Y": "The coordinator adjusted the term: the table says {number} years ({reason})."}


def _adjusted(deadline: Deadline, book: RuleBook) -> list[Reason]:
    """That the office changed the rule, with its reason; and that the rule is not verified."""
    rule, said = deadline.rule, list[Reason]()
    plain = STANDARD.version(rule.code, max(rule.in_force_from, ALWAYS))
    change = book.adjustments.get(rule.code)
    if plain is not None and plain.number is not None and plain.unit and (plain.number, plain.unit) != (rule.number, rule.unit):
        said.append((_STANDARD[plain.unit], {"number": plain.number, "reason": (change and change.reason) or "-"}))
    if not rule.verified:
        said.append(("This rule is not verified: check it before relying on it.", {}))
    return said


def _distance(deadline: Deadline, now: datetime) -> list[Reason]:
    """How far away it is; nothing once it is done."""
    if not deadline.pending:
        return []
    said: list[Reason] = []
    if (missed := missed_periods(deadline, local(now).date())) > 1:
        said.append(("Periods that are over without a report: {count}.", {"count": missed}))
    minutes = minutes_left(deadline, now)
    if minutes is not None:
        hours, rest = divmod(abs(minutes), 60)
        return [*said, ("Time left: {hours} h {minutes} min." if minutes >= 0 else "Overdue by {hours} h {minutes} min.",
                        {"hours": hours, "minutes": rest})]
    days = days_left(deadline, local(now).date())
    if days < 0 and deadline.rule.lapses:
        return [*said, ("The day is over: nothing is left to do.", {})]
    if days < 0:
        return [*said, ("Overdue: days late {days}.", {"days": -days})]
    return [*said, ("Today.", {}) if not days else ("Days left: {days}.", {"days": days})]
