"""A list to choose from by typing: the base of the value picker, the palette and the choice of colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.widget import Widget

from minori_tui.domain.text import fold
from minori_tui.i18n import N_, _
from minori_tui.screens.base import MinoriModal
from minori_tui.widgets.columns import Column
from minori_tui.widgets.lookup_input import LookupInput
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

FRAME_LINES, TALLEST = 7, 20
"""Lines of a picker that are not its list; lines of the tallest (dialogs.tcss)."""


@dataclass(frozen=True)
class Filtered:
    """Rows in memory, as a source."""

    rows: Sequence[Row]

    @property
    def total(self) -> int:
        """All of them."""
        return len(self.rows)

    @property
    def known_at_least(self) -> int:
        """All of them."""
        return len(self.rows)

    def window(self, first: int, count: int) -> Sequence[Row]:
        """A slice."""
        return self.rows[first:first + count]


def matching(rows: Sequence[ListRow], text: str) -> list[ListRow]:
    """The rows that have every word typed at the beginning of one of theirs; those that begin with the text first."""
    wanted = fold(text).split()
    found = []
    for row in rows:
        folded = fold(" ".join(row.cells))
        words = folded.split()
        if all(any(word.startswith(part) for word in words) for part in wanted):
            found.append((not folded.startswith(" ".join(wanted)), row))
    return [row for _later, row in sorted(found, key=lambda item: item[0])]


class Picker(MinoriModal[str]):
    """Type to narrow the list, arrows to move, Enter to take; the result is the key of the row, None after Esc."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("label", N_("Value"), 30, grow=2), Column("note", "", 16, grow=1))

    def __init__(self, heading: str, rows: Sequence[ListRow], *, current: str = "",
                 text: str = "") -> None:
        """``heading`` and the cells are shown as they are; ``current`` is the key the cursor starts on; ``text`` is what
        was typed already, which narrows the list from the start if anything fits it."""
        super().__init__()
        self._heading, self._all, self._start = heading, rows, current
        self._typed = text if text and matching(rows, text) else ""
        self.table = RecordTable(self.COLUMNS, Filtered(rows), empty=N_("Nothing like this"), classes="dialog--fill")
        self.box = LookupInput(self._narrow, self.table, placeholder=_("type to search"))

    @property
    def heading(self) -> str:
        """The title given."""
        return self._heading

    def compose_body(self) -> Iterable[Widget]:
        """Search box and list."""
        yield self.box
        yield self.table

    def on_mount(self) -> None:
        """A box as tall as its list needs; the cursor on the present value."""
        box = self.query_one(".dialog")
        box.add_class("dialog--tall")
        if len(self._all) + FRAME_LINES < TALLEST:
            box.styles.height = len(self._all) + FRAME_LINES
        if self._typed:
            self.box.set_text(self._typed)
        self.call_after_refresh(self._go_to_current)

    def _go_to_current(self) -> None:
        place = next((n for n, row in enumerate(self._all) if row.key == self._start), 0)
        if place and not self.box.value:
            self.table.go_to(place)

    def _narrow(self, text: str) -> None:
        self.table.show(Filtered(matching(self._all, text)))

    @on(RecordTable.Opened)
    def _taken(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.take(str(event.key))

    def take(self, key: str) -> None:
        """Enter on a row. (A plain method: Textual calls ``@on`` handlers of every class, overridden or not.)"""
        self.dismiss(key)
