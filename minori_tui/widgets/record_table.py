"""The list of records: constant cost at any number of rows.

Only the rows on screen are ever asked for. The widget keeps its own first row and cursor instead of a virtual size
with a scrollbar, because each change of a virtual size makes Textual lay the whole screen out again; and it answers
``render_lines`` with strips it keeps, which skips the styles cache. Hence no border and no padding on this widget.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from minori_tui.i18n import N_, _
from minori_tui.widgets.columns import GAP, Column, Slot, plan
from minori_tui.widgets.lines import Straight
from minori_tui.widgets.plain import fit
from minori_tui.widgets.row_source import Countable, ListRow, NoRows, Row, RowSource

__all__ = ["Countable", "ListRow", "NoRows", "RecordTable", "Row", "RowSource"]

SIGN = "▌"
"""Marks the selected row, so that it is never told by colour alone."""
_NARROW = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]*").fullmatch
"""Texts of visible characters of one cell each (Latin letters, dashes, quotation marks): nearly all there are."""


def _line(cells: Sequence[str], slots: Sequence[Slot]) -> str:
    """The cells of a row side by side, each exactly as wide as its column."""
    texts = [cells[slot.index] for slot in slots]
    if not _NARROW("".join(texts)):
        return (" " * GAP).join(fit(text, slot.width, slot.column.align) for text, slot in zip(texts, slots, strict=True))
    fitted = []
    for text, slot in zip(texts, slots, strict=True):
        width = slot.width
        if len(text) > width:
            text = text[:width - 1] + "…"
        fitted.append(text.rjust(width) if slot.column.align == "right" else text.ljust(width))
    return (" " * GAP).join(fitted)


class RecordTable(Straight, can_focus=True):
    """A windowed list with a header line and a cursor."""

    ALLOW_SELECT = False  # dragging the mouse would copy personal data without a trace
    COMPONENT_CLASSES = {"record-table--header", "record-table--row", "record-table--cursor", "record-table--empty"}
    DEFAULT_CSS = """
    RecordTable { height: 1fr; width: 1fr; background: $background; color: $foreground; }
    RecordTable > .record-table--header { text-style: bold underline; color: $foreground; background: $background; }
    RecordTable > .record-table--row { color: $foreground; background: $background; }
    RecordTable > .record-table--cursor { color: $foreground; background: $background; text-style: reverse; }
    RecordTable > .record-table--empty { color: $text-muted; background: $background; }
    """
    BINDINGS = [
        Binding("up,k", "move(-1)", N_("Row up"), show=False, id="list.up"),
        Binding("down,j", "move(1)", N_("Row down"), show=False, id="list.down"),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, id="list.page_up"),
        Binding("pagedown", "page(1)", N_("Page down"), show=False, id="list.page_down"),
        Binding("home,ctrl+home", "first", N_("First row"), show=False, id="list.first"),
        Binding("end,ctrl+end", "last", N_("Last row"), show=False, id="list.last"),
        Binding("enter", "open", N_("Open"), show=False, id="list.enter"),
    ]

    class Opened(Message):
        """The operator pressed Enter on a row."""

        def __init__(self, table: RecordTable, key: object) -> None:
            super().__init__()
            self.table, self.key = table, key

        @property
        def control(self) -> RecordTable:
            """The list it happened in."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column],
        source: RowSource | None = None,
        *,
        empty: str = N_("No records"),
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """``empty`` is the message id shown instead of rows."""
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.source: RowSource = source or NoRows()
        self.empty = empty
        self.top = 0
        """Number of the first row on screen."""
        self.cursor = 0
        """Number of the selected row."""
        self.cursor_hook: Callable[[Row | None], None] | None = None
        """Called at once when another record is selected, so that what it repaints leaves in the same frame."""
        self._sort: tuple[str, bool] | None = None
        self._rows: Sequence[Row] = ()
        self._slots: tuple[Slot, ...] = ()
        self._laid = 0  # cells that the columns and the gaps between them take
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._looks: dict[str, Style] = {}
        self._width = 0
        self._height = 0
        self._announced: object = object()

    # ---- what it shows

    @property
    def current(self) -> Row | None:
        """The selected row; None when the list is empty."""
        index = self.cursor - self.top
        return self._rows[index] if 0 <= index < len(self._rows) else None

    @property
    def page_rows(self) -> int:
        """How many rows fit below the header."""
        return max(1, self._height - 1)

    @property
    def shown_rows(self) -> Sequence[Row]:
        """The rows on screen now."""
        return self._rows

    def show(self, source: RowSource, *, keep_key: object | None = None, keep_place: bool = False) -> None:
        """Show another source. The cursor goes to its first row, unless ``keep_place`` leaves it where it is
        (reading the same list again) or ``keep_key`` is the key of a row of the page then shown."""
        before, before_cursor, before_top, painted = self._rows, self.cursor - self.top, self.top, self._strips
        self.source = source
        if not keep_place:
            self.top = self.cursor = 0
        self._read()
        if keep_key is not None:
            for index, row in enumerate(self._rows):
                if row.key == keep_key:
                    self.cursor = self.top + index
        self._repaint_changed(before, before_cursor, before_top, painted)
        self._announce()

    def sorted_by(self, key: str | None, *, descending: bool = False) -> None:
        """Mark the column ``key`` as the one the rows are in the order of (the source does the sorting)."""
        self._sort = None if key is None else (key, descending)
        self._strips.pop((0, False), None)
        self.refresh(Region(0, 0, self._width, 1))

    # ---- reading

    def _read(self) -> None:
        """Read the visible window; a list that became shorter moves the window back to its last page."""
        self._strips = {}
        if not self._height:
            self._rows = ()
            return
        self._rows = self.source.window(self.top, self.page_rows)
        if not self._rows and self.top:
            last = self._last_known()
            self.top = max(0, last - self.page_rows + 1)
            self._rows = self.source.window(self.top, self.page_rows)
        if self._rows:
            self.cursor = min(max(self.cursor, self.top), self.top + len(self._rows) - 1)
        else:
            self.top = self.cursor = 0

    def _last_known(self) -> int:
        total = self.source.total
        return max(0, (self.source.known_at_least if total is None else total) - 1)

    # ---- moving

    def go_to(self, row: int) -> None:
        """Put the cursor on row number ``row`` (0 is the first), or on the nearest there is."""
        before, before_top = self.cursor, self.top
        total = self.source.total
        row = max(0, row if total is None else min(row, total - 1))
        page = self.page_rows
        if self.top <= row < self.top + len(self._rows):
            self.cursor = row
        elif self._rows:
            # Half a page at once at the edge: a list that moves by one line repaints wholly at every key.
            half = page // 2
            wanted = row - half if row < self.top else row - page + 1 + half
            if abs(row - before) > 1:
                wanted = self.top + (row - before)
            wanted = max(0, wanted if total is None else min(wanted, total - page))
            self._show_from(wanted, row)
        if self.top != before_top:
            self.refresh()
        elif self.cursor != before:
            self.refresh(*(Region(0, 1 + y - self.top, self._width, 1) for y in (before, self.cursor)))
        self._announce()

    def _show_from(self, top: int, row: int) -> None:
        rows = self.source.window(top, self.page_rows)
        if top and 0 < len(rows) < self.page_rows:
            # The end turned up while the rows were not counted: show the last full page.
            row = min(row, top + len(rows) - 1)
            top = max(0, top + len(rows) - self.page_rows)
            rows = self.source.window(top, self.page_rows)
        if not rows:
            self.cursor = self.top + len(self._rows) - 1
            return
        self.top, self._rows = top, rows
        self.cursor = min(max(row, top), top + len(rows) - 1)
        self._strips.clear()

    def action_move(self, rows: int) -> None:
        """Move the cursor by ``rows``."""
        self.go_to(self.cursor + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by whole pages."""
        self.go_to(self.cursor + pages * self.page_rows)

    def action_first(self) -> None:
        """Go to the first row."""
        self.go_to(0)

    def action_last(self) -> None:
        """Go to the last row; counts the rows first when the source has not."""
        last = self._last_known()
        if self.source.total is None and isinstance(self.source, Countable):
            last = max(0, self.source.count() - 1)
        self.go_to(last)

    def action_open(self) -> None:
        """Tell the screen to open the selected record."""
        if (row := self.current) is not None:
            self.post_message(self.Opened(self, row.key))

    def _announce(self) -> None:
        row = self.current
        key = None if row is None else row.key
        if key == self._announced:
            return
        self._announced = key
        if self.cursor_hook is not None:
            self.cursor_hook(row)

    # ---- painting

    def _repaint_changed(
        self, before: Sequence[Row], before_cursor: int, before_top: int, painted: dict[tuple[int, bool], Strip]
    ) -> None:
        """Repaint the lines whose text or cursor changed: with results that overlap this is a part of the page. The
        other lines keep the strips they were ``painted`` with."""
        if not before or not self._rows or before_top != self.top:
            self.refresh()
            return
        cursor, dirty = self.cursor - self.top, []
        for y in range(max(len(before), len(self._rows))):
            old = before[y].cells if y < len(before) else None
            new = self._rows[y].cells if y < len(self._rows) else None
            if old != new or ((y == cursor) != (y == before_cursor)):
                dirty.append(Region(0, y + 1, self._width, 1))
            elif (strip := painted.get((y + 1, y == cursor))) is not None:
                self._strips[y + 1, y == cursor] = strip
        if dirty:
            self.refresh(*dirty)

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Read the rows that fit while the screen is being laid out, so that they are in the frame that this ends with: the
        event that tells of a new size comes after it."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if size != (self._width, self._height):
            self._fit(size)
        return changed

    def _fit(self, size: Size) -> None:
        """Lay the columns out again and read the rows that fit now."""
        self._width, self._height = size
        self._slots = plan(self.columns, max(0, self._width - 2), self.app.size.width)
        self._laid = sum(slot.width for slot in self._slots) + GAP * max(0, len(self._slots) - 1)
        if self.cursor >= self.top + self.page_rows:
            self.top = self.cursor - self.page_rows + 1
        self._read()
        self.refresh()
        self._announce()

    def notify_style_update(self) -> None:
        """Forget painted lines when the theme or the state of the widget changes."""
        super().notify_style_update()
        self._strips.clear()
        self._looks.clear()

    def _style(self, name: str) -> Style:
        """The look of a part, already through the line filters (no colour, dim): they work on styles alone."""
        look = self._looks.get(name)
        if look is None:
            strip = Strip([Segment(" ", self.get_component_rich_style(f"record-table--{name}"))])
            for line_filter in self.get_line_filters():
                strip = strip.apply_filter(line_filter, self.background_colors[1])
            look = self._looks[name] = next(iter(strip)).style or Style()
        return look

    def _header(self) -> Segment:
        titles = []
        for slot in self._slots:
            title = _(slot.column.title)
            if self._sort and self._sort[0] == slot.column.key:
                title = fit(title, min(len(title), slot.width - 2)) + (" ▼" if self._sort[1] else " ▲")
            titles.append(fit(title, slot.width, slot.column.align))
        return Segment(fit("  " + (" " * GAP).join(titles), self._width), self._style("header"))

    def _body(self, y: int, selected: bool) -> Segment:
        if y < len(self._rows):
            line = (SIGN + " " if selected else "  ") + _line(self._rows[y].cells, self._slots)
            rest = self._width - len(SIGN) - 1 - self._laid
            return Segment(line + " " * rest if rest >= 0 else fit(line, self._width),
                           self._style("cursor" if selected else "row"))
        if y == 0 and self._height:
            return Segment(fit("  " + _(self.empty), self._width), self._style("empty"))
        return Segment(" " * self._width, self._style("row"))

    def render_line(self, y: int) -> Strip:
        """Line ``y`` of the widget: the header, then the rows."""
        selected = y > 0 and y - 1 == self.cursor - self.top and bool(self._rows)
        strip = self._strips.get((y, selected))
        if strip is None:
            strip = Strip([self._header() if y == 0 else self._body(y - 1, selected)], self._width)
            self._strips[y, selected] = strip
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of ``crop``, from the strips kept (the styles cache would cost as much again)."""
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span == (0, self._width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    # ---- mouse: it works everywhere and is needed nowhere

    def on_click(self, event: events.Click) -> None:
        """Select the row under the pointer; a double click opens it."""
        if 1 <= event.y <= len(self._rows):
            self.go_to(self.top + event.y - 1)
            if event.chain == 2:
                self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down three rows."""
        event.stop()
        self.action_move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up three rows."""
        event.stop()
        self.action_move(-3)
