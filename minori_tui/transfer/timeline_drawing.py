"""The picture of a timeline as shapes in millimetres, for whatever draws them (SVG, PDF). Patterns and signs, not colours, tell
things apart: it is printed in grey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from minori_tui.domain.facts import PLACEMENTS
from minori_tui.domain.time_scale import scale_for, ticks
from minori_tui.domain.timeline import HEARING, Bar, Lane, Span, TimeMark
from minori_tui.transfer.chronology import Chronology, Section

Fill = Literal["foster", "home", "bar", "order", "planned", "suspended", "gap", "overlap"]
Shape = Literal["disc", "ring", "cross", "half", "diamond", "square", "triangle", "hollow", "pin", "tick", "alarm", "dot"]

GUTTER, LANE, AXIS, FOOT = 52.0, 6.0, 9.0, 3.5
"""Millimetres: names of the lanes, height of a lane, of the axis, of the word below the line of today."""
BAR = 3.6
LETTER = 2.0
"""Millimetres that a character of the axis or of a label takes, generously."""
SHAPES: dict[str, Shape] = {"held": "disc", "missed": "ring", "late": "half", "cancelled": "cross"}
DUE: dict[str, Shape] = {"due": "pin", "overdue": "alarm", "done": "tick", "late": "half", "": "dot"}
KINDS: dict[str, Shape] = {HEARING: "square", "report_sent": "triangle", "report_received": "hollow"}


@dataclass(frozen=True, slots=True)
class Box:
    """A bar or a defect: its place, how it is filled, what it says when it is pointed at."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill
    says: str = ""
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line; ``strong`` is today, the others are guides; ``arrow`` ends in a point."""

    x1: float
    y1: float
    x2: float
    y2: float
    strong: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """A text that begins at ``x`` on the base line ``y``; ``size`` in points."""

    x: float
    y: float
    text: str
    size: float = 8
    strong: bool = False
    halo: bool = False  # on something: with white around it


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark around its middle; ``count`` is how many there are when they lie on one another."""

    x: float
    y: float
    shape: Shape
    says: str = ""
    count: int = 1


Part = Box | Stroke | Writing | Sign
EXPLAINED: tuple[Shape, ...] = ("disc", "ring", "cross", "half", "diamond", "triangle", "square", "pin", "tick", "alarm")
FILLED: tuple[Fill, ...] = ("gap", "overlap", "planned", "suspended")
"""The shapes and fills that are explained, in the order of ``Chronology.legend``."""


class Drawing:
    """Shapes of the lanes of one case; all the cases of a paper share one axis."""

    def __init__(self, paper: Chronology, width: float) -> None:
        """``width`` is that of the whole picture in millimetres."""
        self._paper, self._room = paper, width - GUTTER
        self._first = paper.first
        self._days = max(1, (paper.last - paper.first).days + 1)

    def x(self, day: date) -> float:
        """Where a day begins; days outside the paper are at its edges."""
        return GUTTER + self._room * min(max((day - self._first).days, 0), self._days) / self._days

    @staticmethod
    def height(lanes: int) -> float:
        """Millimetres of a picture of so many lanes."""
        return AXIS + LANE * lanes + FOOT

    def parts(self, section: Section, lanes: slice = slice(None)) -> Iterator[Part]:
        """The shapes of some lanes of a case under an axis; the origin is the upper left corner."""
        chosen = list(zip(section.timeline.lanes, section.names, strict=True))[lanes]
        bottom = self.height(len(chosen)) - FOOT
        yield from self._axis(bottom)
        for n, (lane, name) in enumerate(chosen):
            top = AXIS + LANE * n
            yield Writing(0, top + 4.2, name)
            yield from self._lane(lane, top)
        now = self.x(self._paper.today)
        if self._paper.first <= self._paper.today <= self._paper.last:
            yield Stroke(now, 3.5, now, bottom, strong=True)
            word = self._paper.today_word
            yield Writing(max(GUTTER, now - LETTER * len(word) / 2), bottom + 2.8, word, 7, True)

    def legend(self) -> tuple[list[Part], float]:
        """What the shapes mean, in rows from the upper left corner, and their height; in the order of the paper's legend."""
        shapes: list[Sign | Box] = [*(Sign(2, 0, shape) for shape in EXPLAINED), *(Box(0, -BAR / 2, 5, BAR, f) for f in FILLED)]
        parts: list[Part] = []
        x, y = 0.0, 2.0
        for shape, (_sign, meaning) in zip(shapes, self._paper.legend, strict=False):
            wide = 8 + LETTER * len(meaning)
            if x + wide > GUTTER + self._room:
                x, y = 0.0, y + LANE
            parts += (replace(shape, x=shape.x + x, y=shape.y + y), Writing(x + 6, y + 0.9, meaning, 7))
            x += wide
        return parts, y + 3

    def _axis(self, bottom: float) -> Iterator[Part]:
        columns = int(self._room / LETTER)
        scale = scale_for("all", self._paper.first, self._paper.last, columns)
        upper, lower = ticks(scale, 0, columns, self._paper.language)
        for line, y, top in ((upper, 3.0, 0.0), (lower, 7.6, 4.5)):
            for tick in line:
                x = self.x(scale.day(tick.column))
                yield Stroke(x, top, x, bottom)
                yield Writing(x + 0.5, y, tick.label, 7, line is upper)

    def _lane(self, lane: Lane, top: float) -> Iterator[Part]:
        for span in lane.spans:
            if span.gap:
                yield self._span(span, top, "gap")
        for bar in sorted(lane.bars, key=lambda b: b.begins - b.ends(self._paper.today)):
            yield from self._bar(bar, top)
        for span in lane.spans:
            if not span.gap and any(b.subject_id in (span.first_id, span.second_id) for b in lane.bars):
                yield self._span(span, top, "overlap")
        yield from self._marks(lane.marks, top)

    def _span(self, span: Span, top: float, fill: Fill) -> Box:
        start, stop = self.x(span.since), self.x(span.to or self._paper.today)
        return Box(start, top + 1.2, max(0.6, stop - start), BAR, fill, self._paper.said(span), True)

    def _bar(self, bar: Bar, top: float) -> Iterator[Part]:
        today, y = self._paper.today, top + 1.2
        tomorrow = today + timedelta(days=1)
        start, begun, stop = self.x(bar.begins), self.x(bar.since), self.x(bar.ends(today))
        now = min(max(self.x(tomorrow), begun), stop)
        fill, says, alarm = _fill(bar), self._paper.said(bar), bar.expired(today)
        if bar.planned:
            yield Box(start, y, max(0.6, stop - start), BAR, "planned", says)
            return
        if begun > start:
            yield Box(start, y, begun - start, BAR, "planned", says)
        yield Box(begun, y, max(0.6, now - begun), BAR, fill, says, alarm)
        if stop > now:
            yield Box(now, y, stop - now, BAR, "planned", says)
        for since, to in bar.pauses:
            left, right = self.x(since), min(self.x(to) if to else now, stop)
            yield Box(left, y, max(0.6, right - left), BAR, "suspended", says)
        if bar.to is None:
            yield Stroke(stop, y + BAR / 2, stop + 2.5, y + BAR / 2, arrow=True)
        label, room = self._paper.in_bar(bar), stop - begun - 2
        if label and room > LETTER * 4:
            height = y + (0.6 if fill == "order" else 2.7)
            yield Writing(begun + 1.8, height, _cut(label, int(room / (LETTER * 0.72))), 6.5, halo=True)

    def _marks(self, marks: Sequence[TimeMark], top: float) -> Iterator[Part]:
        """Marks closer than their size become one sign with their number, that of the worst of them."""
        groups: list[list[TimeMark]] = []
        for mark in (m for m in marks if self._paper.first <= m.at <= self._paper.last):
            if groups and self.x(mark.at) - self.x(groups[-1][0].at) < BAR / 2:
                groups[-1].append(mark)
            else:
                groups.append([mark])
        for group in groups:
            worst = min(group, key=_rank)
            says = "\n".join(f"{m.at:%d/%m/%Y}  {self._paper.said(m)}" for m in group)
            yield Sign(self.x(group[0].at), top + 3, _shape(worst), says, len(group))


def _rank(mark: TimeMark) -> int:
    order = ("overdue", "missed", "late", "cancelled")
    return order.index(mark.state) if mark.state in order else len(order)


def _shape(mark: TimeMark) -> Shape:
    if mark.subject == "deadline":
        return DUE[mark.state]
    if mark.state:
        return SHAPES[mark.state]
    return "diamond" if mark.subject == "order" else KINDS.get(mark.kind, "dot")


def _fill(bar: Bar) -> Fill:
    if bar.subject == "order":
        return "order"
    return ("foster" if bar.kind == "AFF" else "home") if bar.kind in PLACEMENTS else "bar"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:max(0, most - 1)] + "…"
