"""The search box of a list: the letter and what it finds leave in one frame.

Textual paints once per tick after the first change, so a search that runs in a worker costs a frame for the letter,
a wait of up to a sixtieth of a second, and a frame for the results. Here the search runs inside the watcher of the
value (it must take a few milliseconds at most), and the two watchers of ``Input`` that lay the screen out again at
every letter are replaced. They are private names of Textual 8.2: ``tests/tui/test_lookup_input.py`` guards them.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets.input import Selection

from minori_tui.domain.text import shown
from minori_tui.i18n import N_
from minori_tui.widgets.lines import Straight
from minori_tui.widgets.plain_input import PlainInput
from minori_tui.widgets.record_table import RecordTable


class LookupInput(PlainInput, Straight):
    """A one-line search box that drives a ``RecordTable`` without losing the focus.

    Posts ``Left`` when Esc is pressed in an empty box; never posts ``Input.Changed`` (the search callback is the way).
    """

    DEFAULT_CSS = """
    LookupInput { height: 1; border: none; padding: 0; background: $background; }
    LookupInput:focus { border: none; background-tint: 0%; }
    """
    BINDINGS = [
        Binding("up", "list('move', -1)", N_("Row up"), show=False),
        Binding("down", "list('move', 1)", N_("Row down"), show=False),
        Binding("pageup", "list('page', -1)", N_("Page up"), show=False),
        Binding("pagedown", "list('page', 1)", N_("Page down"), show=False),
        Binding("ctrl+home", "list('first')", N_("First row"), show=False),
        Binding("ctrl+end", "list('last')", N_("Last row"), show=False),
        Binding("enter", "list('open')", N_("Open"), show=False),
        Binding("escape", "clear_or_leave", N_("Clear, then leave"), show=False),
    ]

    class Left(Message):
        """Esc was pressed and there was nothing left to clear."""

        def __init__(self, box: LookupInput) -> None:
            super().__init__()
            self.box = box

        @property
        def control(self) -> LookupInput:
            """The box it happened in."""
            return self.box

    def __init__(
        self,
        search: Callable[[str], None],
        table: RecordTable,
        *,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """``search`` gets the text at every change and must show its results before it returns."""
        self._looks: dict[bool, tuple[Style, Style]] = {}  # of the text and of the cursor, with the focus and without
        super().__init__(placeholder=placeholder, id=id, classes=classes, select_on_focus=False)
        self._search = search
        self._table = table
        self._initial_value = False

    def set_text(self, text: str) -> None:
        """Put ``text`` in the box, as if typed (it is searched at once)."""
        self.value = text
        self.cursor_position = len(text)

    # ---- private seams of Input (see the module's docstring)

    def _overflows(self) -> bool:
        return cell_len(self.value) >= self.content_size.width

    def _watch_value(self, value: str) -> None:
        """Search at once. The width of the text matters to the layout only while it is longer than the box."""
        self._remember(value)
        if self._overflows() or self.scroll_x:
            self.virtual_size = Size(self.content_width, 1)
        self._search(value)
        self.selection = self.selection

    def _watch_selection(self, selection: Selection) -> None:
        """Move the terminal's cursor; scroll only a text that is longer than the box."""
        self.app.cursor_position = self.cursor_screen_offset
        if self._overflows() or self.scroll_x:
            self.scroll_to_region(Region(self._cursor_offset, 0, width=1, height=1), force=True, animate=False)

    # ---- painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is typed and the cursor. The usual case (nothing selected, nothing scrolled, the text fits) is drawn here:
        going through Rich and the styles cache costs a tenth of a typed letter. Hence no border and no padding here."""
        value, width = self.value, crop.width
        usual = value and self.selection.is_empty and not self.scroll_x and not self._suggestion and crop.height == 1
        text = shown(value) + " "
        if not usual or (width < len(text) if text.isascii() else width < cell_len(text)):
            return super().render_lines(crop)
        at = self.cursor_position
        look, cursor = self._looks.get(self.has_focus) or self._work_out_looks()
        rest = " " * (width - cell_len(text))
        parts = (Segment(text[:at], look), Segment(text[at], cursor), Segment(text[at + 1:] + rest, look))
        return [Strip([part for part in parts if part.text], width)]

    def _work_out_looks(self) -> tuple[Style, Style]:
        """How the text and the cursor look, already through the line filters (no colour, dim): they work on styles alone."""
        look = self.rich_style
        cursor = look + self.get_component_rich_style("input--cursor") if self.has_focus else look
        strip = Strip([Segment(" ", look), Segment(" ", cursor)])
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, self.background_colors[1])
        first, last = (segment.style or Style() for segment in strip)
        self._looks[self.has_focus] = first, last
        return first, last

    def notify_style_update(self) -> None:
        """Forget the looks when the theme or the state of the box changes."""
        super().notify_style_update()
        self._looks.clear()

    # ---- keys

    def action_list(self, what: str, amount: int = 0) -> None:
        """Hand a movement key to the list."""
        if what == "move":
            self._table.action_move(amount)
        elif what == "page":
            self._table.action_page(amount)
        elif what == "first":
            self._table.action_first()
        elif what == "last":
            self._table.action_last()
        else:
            self._table.action_open()

    def action_clear_or_leave(self) -> None:
        """Esc: empty the box; when it is empty already, say that the operator wants to leave."""
        if self.value:
            self.value = ""
        else:
            self.post_message(self.Left(self))
