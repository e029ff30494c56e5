"""Lanes over time: the picture of ``domain.timeline`` on the screen, driven by keys.

Like the list of records it asks only for the lines on screen, keeps the strips it has painted and answers ``render_lines``
with them; a line of the picture is worked out once for each zoom, place and width. No border and no padding on this widget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from minori_tui.domain.time_scale import ZOOMS, Scale, scale_for
from minori_tui.domain.timeline import Stop, covering, stops
from minori_tui.domain.timeline_picture import UNICODE, Run, Signs, paint
from minori_tui.i18n import N_, _
from minori_tui.widgets.lines import Straight
from minori_tui.widgets.plain import fit, one_line
from minori_tui.widgets.timeline_lines import ZOOM_NAMES, axis, in_lines, reversed_at, side_by_side
from minori_tui.widgets.timeline_mouse import PointedAt
from minori_tui.widgets.timeline_rows import Item, Listed, TimelineRow, TimelineRows, Words

SELECTED = "▌"
AXIS_LINES, WORD_LINES = 2, 2
GUTTERS = ((140, 34), (100, 26), (0, 21))
"""Cells of the names of the lanes, by the width there is."""
LEGENDS = ((26, 3), (12, 1), (0, 0))
"""Lines that explain the signs at most, by the height there is."""
KEPT_STRIPS = 2_000
"""Painted lines that are kept at most."""


class TimelineView(PointedAt, Straight, can_focus=True):
    """Axis, lanes, and below them what is under the cursor in words. The cursor is a lane and a day of it."""

    ALLOW_SELECT = False  # dragging the mouse would copy personal data without a trace
    COMPONENT_CLASSES = {"timeline--plain", "timeline--axis", "timeline--head", "timeline--bar", "timeline--placement",
                         "timeline--planned", "timeline--alarm", "timeline--today", "timeline--cursor", "timeline--words"}
    DEFAULT_CSS = """
    TimelineView { height: 1fr; width: 1fr; background: $background; color: $foreground; }
    TimelineView > .timeline--plain { color: $foreground; background: $background; }
    TimelineView > .timeline--axis { color: $foreground; background: $background; }
    TimelineView > .timeline--head { color: $foreground; background: $background; text-style: bold; }
    TimelineView > .timeline--bar { color: $secondary; background: $background; }
    TimelineView > .timeline--placement { color: $primary; background: $background; }
    TimelineView > .timeline--planned { color: $foreground; background: $background; }
    TimelineView > .timeline--alarm { color: $error; background: $background; text-style: bold; }
    TimelineView > .timeline--today { color: $warning; background: $background; }
    TimelineView > .timeline--cursor { color: $foreground; background: $background; text-style: bold reverse; }
    TimelineView > .timeline--words { color: $foreground; background: $panel; }
    """
    BINDINGS = [
        Binding("up,k", "lane(-1)", N_("Lane above"), show=False, id="timeline.up"),
        Binding("down,j", "lane(1)", N_("Lane below"), show=False, id="timeline.down"),
        Binding("pageup", "page(-1)", N_("Lanes above"), show=False, id="timeline.page_up"),
        Binding("pagedown", "page(1)", N_("Lanes below"), show=False, id="timeline.page_down"),
        Binding("home", "edge(-1)", N_("First mark of the lane"), show=False, id="timeline.home"),
        Binding("end", "edge(1)", N_("Last mark of the lane"), show=False, id="timeline.end"),
        Binding("ctrl+home", "corner(-1)", N_("First lane"), show=False, id="timeline.top"),
        Binding("ctrl+end", "corner(1)", N_("Last lane"), show=False, id="timeline.bottom"),
    ]

    class Opened(Message):
        """Enter on a line: what is under the cursor, None on a heading or where nothing is."""

        def __init__(self, view: TimelineView, row: TimelineRow, item: Item | None) -> None:
            super().__init__()
            self.view, self.row, self.item = view, row, item

        @property
        def control(self) -> TimelineView:
            """The picture it happened in."""
            return self.view

    def __init__(self, words: Words, *, signs: Signs = UNICODE, empty: str = N_("Nothing to show"),
                 id: str | None = None) -> None:
        """``empty`` is the message id shown when there is no line."""
        super().__init__(id=id)
        self.words, self.signs, self.empty = words, signs, empty
        self.rows: TimelineRows = Listed()
        self.today = date.min
        self.zoom = "month"
        self.cursor = 0
        """Number of the line with the cursor."""
        self.day = date.min
        """The day under the cursor."""
        self.stop: Stop | None = None
        """What the cursor stands on, when it came there by stepping from mark to mark."""
        self.top = self.left = 0
        self._first = self._last = date.min
        self._scale = Scale("month", 1, 4)
        self._strips: dict[tuple[object, ...], list[Run]] = {}
        self._looks: dict[str, Style] = {}
        self._legend: list[str] = []
        self._width = self._height = 0
        self._shown = False

    # ---- what it shows

    def show(self, rows: TimelineRows, *, today: date, first: date, last: date, keep_place: bool = False) -> None:
        """Show other lines: ``first`` and ``last`` are the days that the widest zoom shows; ``keep_place`` leaves the cursor."""
        self.rows, self.today, self._first, self._last = rows, today, first, max(last, first)
        self._strips.clear()
        self._legend = self._explained()
        if not (keep_place and self._shown):
            self.top = 0
            self.cursor = next((n for n in range(min(2, rows.total)) if rows.row(n).lane is not None), 0)
            self.day, self.stop = today, None
            self._shown = True
            self._rescale()
            self._place_day(self._columns * 3 // 4)
        else:
            self._rescale()
            self.stop = self.stop if self.stop in self._stops() else None
        self._keep_cursor()
        self.refresh()

    @property
    def current(self) -> TimelineRow | None:
        """The line with the cursor."""
        return self.rows.row(self.cursor) if self.cursor < self.rows.total else None

    @property
    def under(self) -> tuple[Item, ...]:
        """What is under the cursor, the mark it stands on first."""
        row = self.current
        if row is None or row.lane is None:
            return ()
        column = self._scale.column(self.day)
        until = self._scale.day(column + 1)
        found = covering(row.lane, self.day if self._scale.days == 1 else self._scale.day(column),
                         max(until, self.day + timedelta(days=1)), self.today)
        return found if self.stop is None else (self.stop.item, *(i for i in found if i is not self.stop.item))

    @property
    def _gutter(self) -> int:
        return next(cells for least, cells in GUTTERS if self._width >= least)

    @property
    def _columns(self) -> int:
        return max(1, self._width - self._gutter)

    @property
    def _legend_lines(self) -> int:
        return len(self._legend)

    @property
    def lanes_on_screen(self) -> int:
        """How many lines fit between the axis and the words."""
        return max(1, self._height - AXIS_LINES - WORD_LINES - self._legend_lines)

    def _stops(self) -> tuple[Stop, ...]:
        row = self.current
        return stops(row.lane, self.today) if row is not None and row.lane is not None else ()

    # ---- moving

    def _rescale(self) -> None:
        self._scale = scale_for(self.zoom, self._first, self._last, self._columns)
        if self.zoom == "all":
            self.left = 0

    def _place_day(self, at: int) -> None:
        """Move the window so that the day of the cursor is in its column ``at``."""
        if self.zoom != "all":
            self.left = self._scale.column(self.day) - min(max(at, 0), self._columns - 1)

    def _keep_cursor(self) -> None:
        """The cursor is on a line that exists, and on the screen."""
        self.cursor = max(0, min(self.cursor, self.rows.total - 1))
        page = self.lanes_on_screen
        self.top = max(0, min(self.top, max(0, self.rows.total - page)))
        if not self.top <= self.cursor < self.top + page:
            self.top = max(0, min(self.cursor - page // 2, self.rows.total - page))

    def change_zoom(self, steps: int) -> None:
        """Come closer (negative) or go farther by so many steps; the day of the cursor keeps its column."""
        place = max(0, min(ZOOMS.index(self.zoom) + steps, len(ZOOMS) - 1))
        if ZOOMS[place] == self.zoom:
            return
        before = self._painted()
        at = self._scale.column(self.day) - self.left
        self.zoom = ZOOMS[place]
        self._rescale()
        self._place_day(at)
        self._refresh_changed(before)

    def pan(self, steps: int) -> None:
        """Move the window by quarters; the cursor goes along only when it would leave it."""
        if self.zoom == "all":
            return
        before = self._painted()
        self.left += steps * max(1, self._columns // 4)
        low, high = self._scale.day(self.left), self._scale.day(self.left + self._columns - 1)
        if not low <= self.day <= high:
            self.day, self.stop = min(max(self.day, low), high), None
        self._refresh_changed(before)

    def step(self, direction: int) -> None:
        """To the next mark of the lane in this direction; where there is none, pan."""
        found = self._stops()
        if self.stop in found:
            place = found.index(self.stop) + direction
        elif direction > 0:
            place = next((n for n, stop in enumerate(found) if stop.day > self.day), len(found))
        else:
            place = next((n for n in reversed(range(len(found))) if found[n].day < self.day), -1)
        if 0 <= place < len(found):
            self._go(found[place])
        else:
            self.pan(direction)

    def _go(self, stop: Stop) -> None:
        before = self._painted()
        self.day, self.stop = stop.day, stop
        if not 0 <= self._scale.column(self.day) - self.left < self._columns:
            self._place_day(self._columns // 2)
        self._refresh_changed(before)

    def go_to_today(self) -> None:
        """The cursor on today, in sight."""
        before = self._painted()
        self.day, self.stop = self.today, None
        if not 0 <= self._scale.column(self.day) - self.left < self._columns:
            self._place_day(self._columns * 3 // 4)
        self._refresh_changed(before)

    def go_to_row(self, index: int) -> None:
        """Put the cursor on a line, at the day where it is."""
        before = self._painted()
        self.cursor, self.stop = index, None
        self._keep_cursor()
        here = self._scale.column(self.day)
        self.stop = next((s for s in self._stops() if self._scale.column(s.day) == here), None)
        if self.stop is not None:
            self.day = self.stop.day
        self._refresh_changed(before)

    def action_lane(self, lines: int) -> None:
        """Up or down."""
        self.go_to_row(self.cursor + lines)

    def action_page(self, pages: int) -> None:
        """Up or down by a page."""
        self.go_to_row(self.cursor + pages * self.lanes_on_screen)

    def action_corner(self, direction: int) -> None:
        """To the first or the last line."""
        self.go_to_row(0 if direction < 0 else self.rows.total - 1)

    def action_edge(self, direction: int) -> None:
        """To the first or the last mark of the lane."""
        found = self._stops()
        if found:
            self._go(found[0 if direction < 0 else -1])

    def point(self, x: int, y: int) -> bool:
        """The cursor to a cell of the widget; False when no lane is there."""
        row = self.top + y - AXIS_LINES
        if y < AXIS_LINES or row >= min(self.rows.total, self.top + self.lanes_on_screen):
            return False
        if x >= self._gutter:
            self.day = self._scale.day(self.left + x - self._gutter)
        self.go_to_row(row)
        return True

    def open(self) -> None:
        """Tell the screen that what is under the cursor is to be opened."""
        row = self.current
        if row is not None:
            self.post_message(self.Opened(self, row, next(iter(self.under), None)))

    # ---- painting

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Fit into a new size while the screen is being laid out."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if size != (self._width, self._height):
            at = (self._scale.column(self.day) - self.left) / self._columns if self._width else 0.75
            self._width, self._height = size
            self._strips.clear()
            self._legend = self._explained()
            if self._shown:
                self._rescale()
                self._place_day(int(at * self._columns))
                self._keep_cursor()
            self.refresh()
        return changed

    def notify_style_update(self) -> None:
        """Forget the looks when the theme changes."""
        super().notify_style_update()
        self._looks.clear()

    def _painted(self) -> list[Strip]:
        """The lines as they are."""
        return [self.render_line(y) for y in range(self._height)]

    def _refresh_changed(self, before: Sequence[Strip]) -> None:
        """Paint the lines again that are no longer as they were: a step in time leaves what goes on all the time alone."""
        changed = [y for y, (old, new) in enumerate(zip(before, self._painted(), strict=True)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, self._width, 1) for y in changed))

    def _style(self, name: str) -> Style:
        """The look of a part, already through the line filters (no colour, dim)."""
        name = name if f"timeline--{name}" in self.COMPONENT_CLASSES else "plain"
        look = self._looks.get(name)
        if look is None:
            strip = Strip([Segment(" ", self.get_component_rich_style(f"timeline--{name}"))])
            for line_filter in self.get_line_filters():
                strip = strip.apply_filter(line_filter, self.background_colors[1])
            look = self._looks[name] = next(iter(strip)).style or Style()
        return look

    def _kept(self, key: tuple[object, ...], make: Callable[[], list[Run]]) -> list[Run]:
        """The signs of a line, worked out once for each lane, zoom, place and width."""
        key = (*key, self.zoom, self.left, self._width)
        found = self._strips.get(key)
        if found is None:
            if len(self._strips) >= KEPT_STRIPS:
                self._strips.clear()
            found = self._strips[key] = make()
        return found

    def _strip(self, runs: Sequence[Run]) -> Strip:
        """The line, neighbours that look the same in one piece."""
        segments: list[Segment] = []
        for text, look in runs:
            style = self._style(look)
            if segments and segments[-1].style == style:
                text = segments.pop().text + text
            segments.append(Segment(text, style))
        return Strip(segments, self._width)

    def _axis(self, upper: bool) -> list[Run]:
        if not self._shown:
            return [(" " * self._width, "axis")]
        zoom = f" {_(ZOOM_NAMES[self.zoom])}" if upper else ""
        line = axis(self._scale, self.left, self._columns, self.today, self.signs, upper=upper)
        return [(fit(zoom, self._gutter), "axis"), (line, "axis")]

    def _lane(self, row: TimelineRow) -> list[Run]:
        if row.lane is None:
            return [(" " * self._columns, "plain")]
        return paint(row.lane, self._scale, self.left, self._columns, self.today, self.signs,
                     lambda bar: self.words.label(row, bar))

    def _row(self, index: int) -> Strip:
        if index >= self.rows.total:
            text = "  " + _(self.empty) if not self.rows.total and index == 0 and self._shown else ""
            return self._strip([(fit(text, self._width), "plain")])
        row, here = self.rows.row(index), index == self.cursor
        name = (SELECTED if here else " ") + row.label
        if row.lane is None:
            return self._strip([(fit(name, self._width), "head")])
        runs = self._kept((row.key,), lambda: self._lane(row))
        if here:
            runs = reversed_at(runs, self._scale.column(self.day) - self.left)
        return self._strip([(fit(name, self._gutter - 1) + " ", "head" if here or row.strong else "plain"), *runs])

    def _explained(self) -> list[str]:
        """The signs explained, on as many lines as there is room for: those that no lane needs, too."""
        least = next(lines for least, lines in LEGENDS if self._height >= least)
        left = self._height - AXIS_LINES - WORD_LINES - self.rows.total
        return side_by_side(self.words.legend, self._width, max(least, min(LEGENDS[0][1], left)))

    def _said(self) -> list[str]:
        row = self.current
        text = one_line(self.words.tell(row, self.day, self.under)) if row is not None else ""
        return in_lines(text, max(1, self._width - 2), WORD_LINES)

    def render_line(self, y: int) -> Strip:
        """Line ``y``: the axis, the lanes, the words, the legend."""
        if y < AXIS_LINES:
            return self._strip(self._kept(("axis", y), lambda: self._axis(y == 0)))
        below = y - (self._height - WORD_LINES - self._legend_lines)
        if below < 0:
            return self._row(self.top + y - AXIS_LINES)
        if below < WORD_LINES:
            return self._strip([(fit(" " + self._said()[below], self._width), "words")])
        return self._strip([(fit(self._legend[below - WORD_LINES], self._width), "plain")])

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of ``crop``."""
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span == (0, self._width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]


__all__ = ["Item", "Listed", "TimelineRow", "TimelineRows", "TimelineView", "Words"]
