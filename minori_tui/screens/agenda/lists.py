"""The lists behind the counts of the agenda: as many rows as the count says; Enter opens the case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from textual import on
from textual.widget import Widget

from minori_tui.commands import keys
from minori_tui.i18n import N_, _
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.form_base import FormHeading
from minori_tui.screens.session import Session
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

CASE_COLUMNS = (Column("number", N_("File"), 10), Column("name", N_("Child"), 14, grow=1))


class Looked:
    """Found records as rows of a list, written when they come into sight."""

    def __init__(self, found: Sequence[Any], row: Callable[[Any, int], ListRow]) -> None:
        self._found, self._row = found, row

    @property
    def total(self) -> int:
        """All of them."""
        return len(self._found)

    @property
    def known_at_least(self) -> int:
        """All of them."""
        return len(self._found)

    def window(self, first: int, count: int) -> list[Row]:
        """Those on the screen."""
        return [self._row(found, first + n) for n, found in enumerate(self._found[first:first + count])]


class FoundList(MinoriScreen[None]):
    """What a count counts. ``columns`` come after file number and name; ``pane`` is the pane of the case that Enter opens."""

    ACTIONS = (keys.OPEN,)
    AUTO_FOCUS = "RecordTable"

    def __init__(self, session: Session, heading: str, columns: Sequence[Column], rows: Looked, pane: str) -> None:
        super().__init__()
        self.session, self._heading, self._pane = session, heading, pane
        self.table = RecordTable((*CASE_COLUMNS, *columns), rows)

    def compose_body(self) -> Iterable[Widget]:
        """What is counted, and the list."""
        yield FormHeading(self._heading)
        yield self.table

    def why_not_open(self) -> str | None:
        """A row with a case must be selected: an import is about many."""
        row = self.table.current
        return None if row is not None and row.cells[0] else _("No case is selected")

    def action_open(self) -> None:
        """Open the case of the row."""
        row = self.table.current
        if row is not None and row.cells[0]:
            from minori_tui.screens.case.screen import CaseScreen

            self.app.push_screen(CaseScreen(self.session, row.cells[0], self._pane))

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.action_open()
