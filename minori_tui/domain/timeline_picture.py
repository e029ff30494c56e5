"""Lanes as signs on a line: what the screen and the plain text draw. Never colour alone: each thing has a sign of its own.

Signs are one cell wide in every terminal (East Asian width neutral or ambiguous); ``ASCII`` is for terminals and printers that
know nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from minori_tui.domain.facts import PLACEMENTS
from minori_tui.domain.time_scale import Scale
from minori_tui.domain.timeline import ADVERSE, HEARING, Bar, Lane, Span, TimeMark

Run = tuple[str, str]
"""Signs side by side that look the same, and their look: ``''``, ``bar``, ``placement``, ``planned``, ``label``, ``alarm``,
``today``."""
Labels = Callable[[Bar], str]
"""What is written into a bar, one cell a character; empty for nothing."""
LEAST_LABEL = 6
"""Characters of a label below which it is left out rather than cut."""
LEAST_EDGED = 3
"""Columns of a bar from which on its ends have signs of their own."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one way of drawing."""

    fills: dict[str, str]
    edges: tuple[str, str]  # where a bar begins and where it has ended, if it is long enough
    order: str
    order_edges: tuple[str, str]
    other: str
    planned: str
    rest: str  # from today to the planned end
    suspended: str
    open_end: str
    gap: str
    overlap: str
    today: str
    expired: str
    states: dict[str, str]
    kinds: dict[str, str]
    deadlines: dict[str, str]
    entry: str

    def of(self, mark: TimeMark) -> str:
        """The sign of one mark."""
        if mark.subject == "deadline":
            return self.deadlines[mark.state]
        if mark.state:
            return self.states[mark.state]
        return self.kinds["order"] if mark.subject == "order" else self.kinds.get(mark.kind, self.entry)

    def fill(self, bar: Bar) -> str:
        """The sign that fills a bar."""
        return self.order if bar.subject == "order" else self.fills.get(bar.kind, self.other)


UNICODE = Signs(
    fills={"AFF": "▓", "COM": "█"}, edges=("▐", "▌"), order="─", order_edges=("├", "┤"), other="▒",
    planned="░", rest="┄", suspended="═", open_end="►", gap="?", overlap="X",
    today="│", expired="!", states={"held": "●", "missed": "○", "late": "◊", "cancelled": "×"},
    kinds={"order": "◆", HEARING: "■", "report_sent": "▲", "report_received": "△"},
    deadlines={"due": "▼", "overdue": "!", "done": "√", "late": "◊", "": "·"}, entry="•")
ASCII = Signs(
    fills={"AFF": "#", "COM": "%"}, edges=("[", "]"), order="-", order_edges=("[", "]"), other="=",
    planned=":", rest=".", suspended="~", open_end=">", gap="?", overlap="X",
    today="|", expired="!", states={"held": "*", "missed": "o", "late": "r", "cancelled": "x"},
    kinds={"order": "D", HEARING: "H", "report_sent": "^", "report_received": "v"},
    deadlines={"due": "V", "overdue": "!", "done": "+", "late": "r", "": ","}, entry="'")


class _Line:
    """A line of cells from column ``first`` on."""

    def __init__(self, first: int, width: int) -> None:
        self.first, self.width = first, width
        self.signs, self.looks = [" "] * width, [""] * width

    def put(self, column: int, sign: str, look: str) -> None:
        """One cell, if it is in the window."""
        at = column - self.first
        if 0 <= at < self.width:
            self.signs[at], self.looks[at] = sign, look

    def fill(self, start: int, stop: int, sign: str, look: str) -> None:
        """The cells from ``start`` to before ``stop`` that are in the window."""
        low, high = max(start - self.first, 0), min(stop - self.first, self.width)
        if low < high:
            self.signs[low:high] = sign * (high - low)
            self.looks[low:high] = [look] * (high - low)

    def look(self, column: int) -> str:
        """How a cell looks: a mark on a bar looks as the bar does, since each change of look costs the terminal dozens of
        bytes."""
        look = self.looks[column - self.first]
        return "" if look in ("label", "today") else look

    def runs(self) -> list[Run]:
        """The cells, those of one look together."""
        found: list[Run] = []
        start = 0
        for at in range(1, self.width + 1):
            if at == self.width or self.looks[at] != self.looks[start]:
                found.append(("".join(self.signs[start:at]), self.looks[start]))
                start = at
        return found


def paint(lane: Lane, scale: Scale, first: int, width: int, today: date, signs: Signs, labels: Labels | None = None) -> list[Run]:
    """The cells of a lane in the columns ``first`` to ``first + width - 1``.

    Every bar has a cell at least and every column with marks a sign: that of the worst state among them, else how many.
    """
    line = _Line(first, width)
    line.put(scale.column(today), signs.today, "today")
    gaps = [(scale.column(span.since), scale.end_column(span.to or today)) for span in lane.spans if span.gap]
    for start, stop in gaps:
        line.fill(start, max(stop, start + 1), signs.gap, "alarm")
    for bar in sorted(lane.bars, key=lambda b: (b.kind in PLACEMENTS, b.begins - b.ends(today))):  # short lie on long
        _paint_bar(line, bar, scale, today, signs)
    for start, stop in gaps:
        if signs.gap not in line.signs[max(0, start - first):max(0, stop - first)]:  # too short to show between the two bars
            line.put(start, signs.gap, "alarm")
    for bar in lane.bars:
        if labels is not None:
            _write(line, bar, scale, today, labels(bar))
    for span in lane.spans:
        if not span.gap:
            _paint_overlap(line, lane, span, scale, today, signs)
    for column, marks in _columns(lane.marks, scale, first, width).items():
        sign, alarm = _together(marks, signs)
        line.put(column, sign, "alarm" if alarm else line.look(column))
    return line.runs()


def bar_columns(bar: Bar, scale: Scale, today: date) -> tuple[int, int]:
    """The first column of a bar and the one after its last; always one at least."""
    start = scale.column(bar.begins)
    return start, max(start + 1, scale.end_column(bar.ends(today)))


def _paint_bar(line: _Line, bar: Bar, scale: Scale, today: date, signs: Signs) -> None:
    start, stop = bar_columns(bar, scale, today)
    if stop <= line.first or start > line.first + line.width:
        return
    tomorrow = scale.end_column(today + timedelta(days=1))
    look = "placement" if bar.kind in PLACEMENTS else "bar"
    if bar.planned:
        line.fill(start, stop, signs.planned, "planned")
        return
    begun = scale.column(bar.since)
    line.fill(start, begun, signs.planned, "planned")
    line.fill(begun, max(begun + 1, min(stop, tomorrow)), signs.fill(bar), look)
    line.fill(max(begun + 1, tomorrow), stop, signs.rest, "planned")
    if stop - begun >= LEAST_EDGED:
        begin, end = signs.order_edges if bar.subject == "order" else signs.edges
        line.put(begun, begin, look)
        if bar.to is not None and stop <= tomorrow:
            line.put(stop - 1, end, look)
    for since, to in bar.pauses:
        paused = scale.column(since)
        line.fill(paused, max(paused + 1, min(stop, scale.end_column(to) if to else tomorrow)), signs.suspended, look)
    if bar.expired(today) and bar.planned_to is not None:
        line.fill(max(begun, scale.column(bar.planned_to)), stop, signs.fill(bar), "alarm")
        line.put(max(begun, scale.column(bar.planned_to)), signs.expired, "alarm")
    if bar.to is None:
        line.put(stop, signs.open_end, "alarm" if bar.expired(today) else look)


def _paint_overlap(line: _Line, lane: Lane, span: Span, scale: Scale, today: date, signs: Signs) -> None:
    """The double days, on each line that holds one of the two placements."""
    if any(bar.subject_id in (span.first_id, span.second_id) for bar in lane.bars):
        start = scale.column(span.since)
        stop = scale.end_column(span.to or today + timedelta(days=1))
        line.fill(start, max(start + 1, stop), signs.overlap, "alarm")


def _write(line: _Line, bar: Bar, scale: Scale, today: date, text: str) -> None:
    """The label inside what is seen of the bar, a cell after its beginning; cut, or left out when there is no room."""
    start, stop = bar_columns(bar, scale, today)
    low, high = max(start, line.first) + 1, min(stop, line.first + line.width) - 1
    room = high - low - 2
    if not text or room < min(LEAST_LABEL, len(text)):
        return
    text = text if len(text) <= room else text[:room - 1] + "."
    for at, sign in enumerate(f" {text} "):
        line.put(low + at, sign, "label")


def _columns(marks: Sequence[TimeMark], scale: Scale, first: int, width: int) -> dict[int, list[TimeMark]]:
    found: dict[int, list[TimeMark]] = {}
    for mark in marks:
        column = scale.column(mark.at)
        if first <= column < first + width:
            found.setdefault(column, []).append(mark)
    return found


def _together(marks: Sequence[TimeMark], signs: Signs) -> tuple[str, bool]:
    """The sign of the marks of one column: of the worst (True), else of the one there is, else how many there are."""
    for state in ADVERSE:
        for mark in marks:
            if mark.state == state:
                return signs.of(mark), True
    if len(marks) == 1:
        return signs.of(marks[0]), False
    return str(len(marks)) if len(marks) < 10 else "+", False
