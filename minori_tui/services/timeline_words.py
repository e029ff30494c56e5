"""Timelines in words: names of lanes, what a bar or mark says, the signs explained. For screens, papers and files alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from minori_tui.domain.dates import age_on, format_date
from minori_tui.domain.timeline import Bar, Lane, Span, Timeline, TimeMark
from minori_tui.domain.timeline_picture import Signs
from minori_tui.i18n import N_, _, language, n_

Item = Bar | TimeMark | Span
Labeller = Callable[[str, str | None], str]
"""Gives the label of a code: (list, code)."""

LANES = {"legal": N_("Court orders"), "placement": N_("Placement"), "contacts": N_("Contacts and notes"),
         "reports": N_("Reports"), "deadlines": N_("Deadlines")}
STATES = {"held": N_("held"), "missed": N_("missed"), "late": N_("late"), "cancelled": N_("cancelled"), "done": N_("done"),
          "due": N_("falls due"), "overdue": N_("OVERDUE")}
SEVERAL = "2-9"
RESERVED = "§"
"""Marks a reserved entry."""
_DAYS = {"it": ("lun", "mar", "mer", "gio", "ven", "sab", "dom"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def weekday(day: date) -> str:
    """``dom 22/11/2026``."""
    return f"{_DAYS[language()][day.weekday()]} {format_date(day)}"


class TimelineWords:
    """The words for the codes of one store."""

    def __init__(self, label: Labeller, today: date) -> None:
        self._label, self._today = label, today

    def lane(self, lane: Lane) -> str:
        """The name of a lane; the further lines of one lane have its number before it."""
        name = f"{lane.kind} {lane.where}".rstrip() if lane.name == "intervention" else _(LANES[lane.name])
        return f"  {lane.row + 1}· {name}" if lane.row else name

    def whose(self, timeline: Timeline, name: str) -> str:
        """The heading of a case: its number, ``name``, the age."""
        born = timeline.birth_date
        age = f" · {_('{years} years', years=age_on(born, self._today))}" if born else ""
        return f"{timeline.file_number}  {name}{age}"

    def in_bar(self, bar: Bar) -> str:
        """What is written into a bar of the picture: where, for a placement; else nothing that the name of the lane says not."""
        if bar.subject == "order":
            return self.kind(bar)
        return f"{bar.kind} {bar.where}".rstrip() if bar.kind in ("AFF", "COM") else ""

    @staticmethod
    def in_strip(bar: Bar) -> str:
        """The same where one lane holds all kinds: the kind alone, for bars lie on one another there."""
        return bar.kind

    def kind(self, item: Bar | TimeMark) -> str:
        """What it is: the label of the kind, or the title of the rule."""
        if item.subject == "deadline":
            return _(item.title) if isinstance(item, TimeMark) else item.kind
        return self._label({"order": "order_kind", "event": "event_kind"}.get(item.subject, "intervention_kind"), item.kind)

    def said(self, item: Item) -> str:
        """One item in words, without its day."""
        if isinstance(item, Span):
            return self._span(item)
        if isinstance(item, Bar):
            return " · ".join(filter(None, (self.kind(item), item.where, self._times(item))))
        state = _(STATES[item.state]) if item.state else ""
        reserved = f"{RESERVED} {_('reserved')}" if item.reserved else ""
        return " · ".join(filter(None, (self.kind(item), state, reserved, item.text)))

    def tell(self, day: date, items: Sequence[Item]) -> str:
        """What is under the cursor: the day, the first thing in words, how much more there is."""
        when = weekday(day) + (f" · {_('today')}" if day == self._today else "")
        if not items:
            return when
        first, more = items[0], len(items) - 1
        if isinstance(first, TimeMark):
            when = weekday(first.at) + (f" {first.time}" if first.time else "") + (
                f" · {_('today')}" if first.at == self._today else "")
        rest = f" · {n_('{count} more here', '{count} more here', more)}" if more else ""
        return f"{when} · {self.said(first)}{rest}"

    def _span(self, span: Span) -> str:
        if span.code == "PL-NEW-WHILE-OPEN":
            return _("New placement from {day} while the one before has no end", day=format_date(span.since))
        end = span.to or self._today
        days = (end - span.since).days
        if span.gap:
            return n_("No placement from {since} to {until}: {count} day", "No placement from {since} to {until}: {count} days",
                      days, since=format_date(span.since), until=format_date(end))
        return n_("Two placements from {since} to {until}: {count} day", "Two placements from {since} to {until}: {count} days",
                  days, since=format_date(span.since), until=format_date(end))

    def _times(self, bar: Bar) -> str:
        """From when to when, in words."""
        since, planned = format_date(bar.since), format_date(bar.planned_to) if bar.planned_to else ""
        if bar.planned:
            text = _("planned from {since}", since=since)
        elif bar.to is not None and bar.to <= self._today:
            text = _("from {since} to {until}", since=since, until=format_date(bar.to))
        elif bar.to is not None:
            text = _("from {since}, ends {until}", since=since, until=format_date(bar.to))
        elif bar.expired(self._today):
            text = _("from {since}, was to end {until} and GOES ON", since=since, until=planned)
        elif planned:
            text = _("from {since}, planned to end {until}", since=since, until=planned)
        else:
            text = _("from {since}, going on", since=since)
        return "; ".join((text, *(self._pause(*pause) for pause in bar.pauses)))

    @staticmethod
    def _pause(since: date, until: date | None) -> str:
        if until is None:
            return _("suspended since {since}", since=format_date(since))
        return _("suspended from {since} to {until}", since=format_date(since), until=format_date(until))


def legend(signs: Signs, lanes: Sequence[Lane] | None = None) -> list[tuple[str, str]]:
    """The signs and what they mean, the most needed first; only those that are in the ``lanes`` when they are given."""
    used = None if lanes is None else _used(signs, lanes)
    return [(sign, meaning) for sign, meaning in _legend(signs) if used is None or sign in used]


def _used(signs: Signs, lanes: Sequence[Lane]) -> set[str]:
    used = {SEVERAL} | {signs.of(mark) for lane in lanes for mark in lane.marks}
    used |= {signs.gap if span.gap else signs.overlap for lane in lanes for span in lane.spans}
    for bar in (bar for lane in lanes for bar in lane.bars):
        used |= {sign for sign, there in ((signs.planned, bar.planned or bar.planned_from), (signs.suspended, bar.pauses),
                                          (signs.open_end, bar.to is None)) if there}
    return used


def _legend(signs: Signs) -> list[tuple[str, str]]:
    return [
        (signs.states["held"], _("held")), (signs.states["missed"], _("missed")), (signs.states["cancelled"], _("cancelled")),
        (signs.states["late"], _("late")), (signs.kinds["order"], _("court order")), (signs.kinds["report_sent"], _("report")),
        (signs.kinds["hearing"], _("hearing")), (signs.deadlines["due"], _("deadline")), (signs.deadlines["done"], _("done")),
        (signs.deadlines["overdue"], _("overdue")), (signs.gap, _("no placement")), (signs.overlap, _("two placements")),
        (signs.planned, _("only planned")), (signs.suspended, _("suspended")), (signs.open_end, _("goes on")),
        (SEVERAL, _("several"))]
