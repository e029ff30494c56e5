"""The timeline of a case: what went on from when to when (bars) and what happened on which day (marks), lane by lane.

Pure: made of the facts of a case, the entries of its diary and its deadlines. A bar covers ``[since, to)``: the day of ``to``
does not belong to it. What is drawn on the screen, on paper and in files is always this one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from minori_tui.domain.facts import PLACEMENTS, CaseFacts, InterventionFacts, OrderFacts
from minori_tui.domain.integrity import DefectivePair, PairCode, defective_pairs

LaneName = Literal["legal", "placement", "intervention", "contacts", "reports", "deadlines"]
State = Literal["", "held", "missed", "late", "cancelled", "done", "due", "overdue"]
"""How a mark stands: meetings are held, missed, late or cancelled; deadlines due, overdue, done, or done late; all else ''."""
Subject = Literal["event", "order", "intervention", "deadline"]

REPORTS = frozenset({"report_sent", "report_received"})
HEARING, CONTACT = "hearing", "supervised_contact"
WITHOUT_TERM = frozenset({"revocation"})
"""Orders that are an act of one day and no measure that goes on."""
FORESIGHT_DAYS = 366
"""Deadlines further ahead (an 18th birthday) are drawn, but do not stretch the picture."""
ADVERSE: tuple[State, ...] = ("overdue", "missed", "late", "cancelled")
"""The states that must not disappear behind others, the worst first."""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One entry of the diary. ``at`` is ISO, to the day or to the minute."""

    event_id: int
    at: str
    kind: str
    outcome: str | None = None
    by_whom: str | None = None
    intervention: str | None = None
    intervention_id: int | None = None
    reserved: bool = False
    text: str | None = None

    @property
    def day(self) -> date:
        """The day it happened, or will happen."""
        return date.fromisoformat(self.at[:10])

    @property
    def time(self) -> str:
        """The time of day, ``14:30``; empty when it is not known."""
        return self.at[11:16]


@dataclass(frozen=True, slots=True)
class DueFacts:
    """A deadline as far as the picture needs it: the day, how it stands, and the message id of its title."""

    rule: str
    title: str
    on: date
    time: str
    state: State
    hangs_on: str = "child"  # child, order or intervention
    subject_id: int | None = None
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that goes on for a time. ``to`` None: still going on; ``planned_to`` is the day it is expected to end.

    ``planned``: it has not begun. ``planned_from``: it was to begin on this earlier day. ``pauses``: it was suspended.
    """

    kind: str
    since: date
    to: date | None
    subject: Subject
    subject_id: int
    where: str = ""
    planned: bool = False
    planned_from: date | None = None
    planned_to: date | None = None
    pauses: tuple[tuple[date, date | None], ...] = ()

    @property
    def begins(self) -> date:
        """The first day that is drawn."""
        return min(self.since, self.planned_from or self.since)

    def ends(self, today: date) -> date:
        """The day after the last one that is drawn: what goes on goes up to ``today`` included, or to its planned end."""
        end = self.to
        if end is None:
            end = max(self.planned_to or self.since, today + timedelta(days=1))
        return max(end, self.since + timedelta(days=1))

    def expired(self, today: date) -> bool:
        """Whether it goes on although its planned end has passed."""
        return self.to is None and not self.planned and self.planned_to is not None and self.planned_to <= today


@dataclass(frozen=True, slots=True)
class TimeMark:
    """Something of one day. ``kind`` is the kind of the entry or order, or the code of the rule; ``title`` the message id of a
    rule's title; ``text`` what was written. A deadline is named by its rule, ``hangs_on``, ``subject_id``, ``occurrence``."""

    at: date
    kind: str
    subject: Subject
    subject_id: int | None
    state: State = ""
    time: str = ""
    text: str = ""
    title: str = ""
    reserved: bool = False
    occurrence: int = 0
    hangs_on: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A defect between two consecutive placements: the days without one, or with two. ``to`` None: up to now."""

    code: PairCode
    since: date
    to: date | None
    first_id: int
    second_id: int

    @property
    def gap(self) -> bool:
        """Whether days are missing (else they are double)."""
        return self.code == "PL-GAP"


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the picture. ``kind`` and ``where`` tell the lanes of interventions apart; ``row`` counts the lines a lane
    needs when its bars overlap (0 is the first)."""

    name: LaneName
    bars: tuple[Bar, ...] = ()
    marks: tuple[TimeMark, ...] = ()
    spans: tuple[Span, ...] = ()
    kind: str = ""
    where: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole picture of one case. ``first`` and ``last`` are the first and the last day that something is drawn on."""

    case_id: int
    file_number: str
    surname: str
    given_name: str
    birth_date: date | None
    lanes: tuple[Lane, ...]
    gaps: tuple[Span, ...]
    overlaps: tuple[Span, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Stop:
    """A day of a lane worth stopping at: a mark, a defect, or an end of a bar (``edge``: ``start`` or ``end``)."""

    day: date
    item: Bar | TimeMark | Span
    edge: str = ""


def stops(lane: Lane, today: date) -> tuple[Stop, ...]:
    """Where the arrows stop in a lane, in the order of the days."""
    found = [Stop(mark.at, mark) for mark in lane.marks] + [Stop(span.since, span) for span in lane.spans]
    for bar in lane.bars:
        found.append(Stop(bar.begins, bar, "start"))
        if bar.to is not None or bar.planned_to is not None:
            found.append(Stop(max(bar.begins, bar.ends(today) - timedelta(days=1)), bar, "end"))
    return tuple(sorted(found, key=lambda stop: (stop.day, stop.edge == "end")))


def covering(lane: Lane, since: date, until: date, today: date) -> tuple[Bar | TimeMark | Span, ...]:
    """What of a lane touches the days from ``since`` to before ``until``: marks, then defects, then bars."""
    return (*(m for m in lane.marks if since <= m.at < until),
            *(s for s in lane.spans if s.since < until and (s.to is None or s.to > since)),
            *(b for b in lane.bars if b.begins < until and b.ends(today) > since))


def build(case: CaseFacts, events: Iterable[EventFacts] = (), deadlines: Iterable[DueFacts] = (), *, today: date) -> Timeline:
    """The timeline of a case as it looks on ``today``."""
    entries = sorted(events, key=lambda e: (e.at, e.event_id))
    spans = placement_spans(case.interventions)
    placed = [i for i in case.interventions if i.kind in PLACEMENTS]
    others = [i for i in case.interventions if i.kind not in PLACEMENTS]
    owners = {i.intervention_id: i for i in others}
    owned: dict[int, list[TimeMark]] = {}
    legal = [_order_mark(order) for order in case.orders if order.begins_on is not None]
    contacts, reports = [], []
    for entry in entries:
        mark, owner = _event_mark(entry), _owner(entry, others, owners)
        if owner is not None and entry.kind not in REPORTS and entry.kind != HEARING:
            owned.setdefault(owner, []).append(mark)
        elif entry.kind in REPORTS:
            reports.append(mark)
        elif entry.kind == HEARING:
            legal.append(mark)
        else:
            contacts.append(mark)
    due = [TimeMark(d.on, d.rule, "deadline", d.subject_id, d.state, d.time, title=d.title, occurrence=d.occurrence,
                    hangs_on=d.hangs_on) for d in deadlines]
    lanes = [
        *_rows(Lane("legal", tuple(filter(None, map(_order_bar, case.orders))), _in_order(legal)), today),
        *_rows(Lane("placement", tuple(map(intervention_bar, placed)), spans=spans), today),
        *_intervention_lanes(others, owned, today),
        *(Lane(name, marks=_in_order(found)) for name, found in _single(contacts, reports, due) if found)]
    lanes = [lane for lane in lanes if lane.bars or lane.marks]
    first, last = _range(lanes, case.opened_on, today)
    return Timeline(case.case_id, case.file_number, case.surname, case.given_name, case.birth_date, tuple(lanes),
                    tuple(s for s in spans if s.gap), tuple(s for s in spans if not s.gap), first, last)


def within(timeline: Timeline, since: date | None, until: date | None, today: date) -> Timeline:
    """The same timeline with only what touches the days from ``since`` to ``until`` (both included; None: no bound)."""
    low, high = since or date.min, until or date.max

    def touches(item: Bar | TimeMark | Span) -> bool:
        if isinstance(item, TimeMark):
            return low <= item.at <= high
        if isinstance(item, Span):
            return item.since <= high and (item.to is None or item.to > low)
        return item.begins <= high and item.ends(today) > low

    lanes = [replace(lane, bars=tuple(filter(touches, lane.bars)), marks=tuple(filter(touches, lane.marks)),
                     spans=tuple(filter(touches, lane.spans))) for lane in timeline.lanes]
    return replace(timeline, lanes=tuple(lane for lane in lanes if lane.bars or lane.marks or lane.spans),
                   gaps=tuple(filter(touches, timeline.gaps)), overlaps=tuple(filter(touches, timeline.overlaps)),
                   first=max(timeline.first, low), last=max(min(timeline.last, high), low if since else date.min))


def placement_spans(interventions: Sequence[InterventionFacts]) -> tuple[Span, ...]:
    """The defects between consecutive placements that have begun (see ``integrity``): the next starts before this ends
    (overlap), after it ended (gap), or while it has no end (new while open)."""
    return tuple(map(_span, defective_pairs(interventions)))


def _span(pair: DefectivePair) -> Span:
    """The days of a defect: those that both cover, or none does."""
    first, then = pair.first, pair.then
    ids, begins, ended = (first.intervention_id, then.intervention_id), then.started_on, first.ended_on
    assert begins is not None  # only those that have begun are in order
    if ended is None:
        return Span(pair.code, begins, then.ended_on, *ids)
    if pair.code == "PL-GAP":
        return Span(pair.code, ended, begins, *ids)
    return Span(pair.code, begins, min(ended, then.ended_on) if then.ended_on else ended, *ids)


def intervention_bar(one: InterventionFacts) -> Bar:
    """The bar of one intervention."""
    since = one.started_on or one.planned_start
    assert since is not None  # the table has one of the two
    early = one.planned_start if one.started_on and one.planned_start and one.planned_start < one.started_on else None
    return Bar(one.kind, since, one.ended_on if one.started_on else one.ended_on or one.planned_end, "intervention",
               one.intervention_id, one.where, one.started_on is None, early, one.planned_end, one.pauses)


def _order_text(order: OrderFacts) -> str:
    return " · ".join(filter(None, (order.number, order.authority)))


def _order_bar(order: OrderFacts) -> Bar | None:
    """An order that has a term, or was ended: from its effect to its end. The rest are marks alone."""
    since = order.begins_on
    if since is None or order.kind in WITHOUT_TERM:
        return None
    term = order.term_on
    end = order.ended_on or term
    if end is None or end < since:
        return None
    return Bar(order.kind, since, end, "order", order.order_id, _order_text(order), planned_to=term)


def _order_mark(order: OrderFacts) -> TimeMark:
    since = order.begins_on
    assert since is not None
    when = order.occurred_at
    return TimeMark(since, order.kind, "order", order.order_id, time=f"{when:%H:%M}" if when and when.date() == since else "",
                    text=_order_text(order))


def _event_mark(entry: EventFacts) -> TimeMark:
    states: dict[str | None, State] = {"held": "held", "missed": "missed", "late": "late", "cancelled": "cancelled"}
    text = " · ".join(filter(None, (entry.by_whom, entry.text)))
    return TimeMark(entry.day, entry.kind, "event", entry.event_id, states.get(entry.outcome, ""), entry.time, text,
                    reserved=entry.reserved)


def _owner(entry: EventFacts, others: Sequence[InterventionFacts], owners: dict[int, InterventionFacts]) -> int | None:
    """The intervention whose lane the entry belongs to: the one it names, else the supervised contact of that time."""
    if entry.intervention_id is not None:
        return entry.intervention_id if entry.intervention_id in owners else None
    wanted = entry.intervention if entry.intervention else "IP" if entry.kind == CONTACT else None
    fitting = [i for i in others if i.kind == wanted and _covers(i, entry.day)]
    return fitting[0].intervention_id if len(fitting) == 1 else None


def _covers(one: InterventionFacts, day: date) -> bool:
    since = one.started_on or one.planned_start
    return since is not None and since <= day and (one.ended_on is None or day <= one.ended_on)


def _single(contacts: list[TimeMark], reports: list[TimeMark], due: list[TimeMark]) -> tuple[
        tuple[LaneName, list[TimeMark]], ...]:
    return ("contacts", contacts), ("reports", reports), ("deadlines", due)


def _in_order(marks: Iterable[TimeMark]) -> tuple[TimeMark, ...]:
    return tuple(sorted(marks, key=lambda m: (m.at, m.time, m.subject, m.subject_id or 0, m.occurrence)))


def _intervention_lanes(others: Sequence[InterventionFacts], owned: dict[int, list[TimeMark]], today: date) -> list[Lane]:
    """A lane for each kind and place; its marks are those of all its interventions."""
    groups: dict[tuple[str, str], list[InterventionFacts]] = {}
    for one in others:
        groups.setdefault((one.kind, one.where), []).append(one)
    lanes: list[Lane] = []
    for (kind, where), members in groups.items():
        marks = [mark for one in members for mark in owned.get(one.intervention_id, ())]
        bars = tuple(map(intervention_bar, members))
        lanes += _rows(Lane("intervention", bars, _in_order(marks), kind=kind, where=where), today)
    return lanes


def _rows(lane: Lane, today: date) -> list[Lane]:
    """The lane on as many lines as it needs for its bars not to lie on each other; the marks are on the first."""
    rows: list[list[Bar]] = []
    ends: list[date] = []
    for bar in sorted(lane.bars, key=lambda b: (b.begins, b.subject_id)):
        row = next((n for n, end in enumerate(ends) if end <= bar.begins), len(rows))
        if row == len(rows):
            rows.append([])
            ends.append(bar.begins)
        rows[row].append(bar)
        ends[row] = bar.ends(today) if bar.to is None else max(bar.to, bar.begins)
    return [replace(lane, bars=tuple(bars), marks=lane.marks if n == 0 else (),
                    spans=tuple(s for s in lane.spans if n == 0 or not s.gap), row=n)
            for n, bars in enumerate(rows or [[]])]


def _range(lanes: Sequence[Lane], opened: date | None, today: date) -> tuple[date, date]:
    days = [today, *([opened] if opened else [])]
    for lane in lanes:
        days += [m.at for m in lane.marks if m.subject != "deadline" or (m.at - today).days <= FORESIGHT_DAYS]
        days += [b.begins for b in lane.bars]
        days += [b.ends(today) - timedelta(days=1) for b in lane.bars]
    return min(days), max(days)
