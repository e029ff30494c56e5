"""Diario: the entries of the case, the latest first, and the whole text of the selected one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.containers import Vertical

from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.services.records import EventRow
from minori_tui.widgets.columns import Column
from minori_tui.widgets.plain import one_line
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

COLUMNS = (
    Column("at", N_("When"), 16), Column("kind", N_("What"), 18, grow=1),
    Column("nature", N_("Nature"), 15, min_terminal_width=100), Column("outcome", N_("Outcome"), 10, min_terminal_width=100),
    Column("author", N_("By"), 14, min_terminal_width=100, grow=1), Column("text", N_("Text"), 20, grow=4),
)
RESERVED = "§"
"""Marks a reserved entry."""


class Diary(Vertical):
    """The list above, the entry below."""

    DEFAULT_CSS = """
    Diary RecordTable { height: 1fr; }
    Diary TextPane { height: 40%; min-height: 6; }
    """

    def __init__(self, label: Callable[[str, str | None], str]) -> None:
        super().__init__()
        self._label = label
        self._entries: dict[object, EventRow] = {}
        self.table = RecordTable(COLUMNS, empty=N_("No entry yet: F6 writes one"))
        self.table.cursor_hook = self._selected
        self.detail = TextPane()

    def compose(self) -> list[RecordTable | TextPane]:
        """List and text; Tab goes to the text, to scroll a long one."""
        return [self.table, self.detail]

    @property
    def current(self) -> EventRow | None:
        """The selected entry."""
        row = self.table.current
        return self._entries.get(row.key) if row else None

    def show(self, entries: Sequence[EventRow]) -> None:
        """Show the entries."""
        self._entries = {e.event_id: e for e in entries}
        self.table.show(Filtered([self._row(e) for e in entries]), keep_place=True)
        self._selected(self.table.current)

    def _row(self, entry: EventRow) -> ListRow:
        kind = (f"{RESERVED} " if entry.reserved else "") + self._label("event_kind", entry.kind)
        return ListRow(entry.event_id, (
            show.moment(entry.at), kind, self._label("event_nature", entry.nature), self._label("event_outcome", entry.outcome),
            entry.author or show.UNKNOWN, entry.text or ""))

    def _selected(self, row: Row | None) -> None:
        entry = self._entries.get(row.key) if row else None
        self.detail.say(self._whole(entry) if entry else "")

    def _whole(self, entry: EventRow) -> str:
        facts = [self._label("event_nature", entry.nature), self._label("event_outcome", entry.outcome), entry.by_whom or "",
                 entry.intervention or "", entry.author or "", _("reserved") if entry.reserved else ""]
        head = " · ".join(f for f in facts if f and f != show.UNKNOWN)
        return (one_line(head) + "\n" if head else "") + (entry.text or "")
