"""Diario: the entries of the case, the latest first, and the whole text of the selected one."""

from __future__ import annotations

from collections.abc import Sequence

from minori_tui.commands import keys
from minori_tui.i18n import N_, _, n_
from minori_tui.screens import show
from minori_tui.screens.case.pane import CasePane, Labeller
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.services import records
from minori_tui.services.context import Context
from minori_tui.services.records import CaseView, EventRow
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


class Diary(CasePane):
    """The list above, the entry below."""

    NAME, TITLE, COMMANDS = "diary", N_("Diary"), keys.DIARY

    DEFAULT_CSS = """
    Diary RecordTable { height: 1fr; }
    Diary TextPane { height: 40%; min-height: 6; }
    """

    def __init__(self, label: Labeller) -> None:
        super().__init__(label)
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

    def read(self, context: Context, view: CaseView) -> list[EventRow]:
        """The latest entries."""
        return records.diary(context, view.case_id)

    def target(self) -> RecordTable:
        """The list."""
        return self.table

    def standing(self) -> str:
        """How many entries there are."""
        return n_("{count} diary entry", "{count} diary entries", len(self._entries))

    def open_selected(self) -> None:
        """Enter: correct the entry."""
        self.action_correct()

    def why_not_correct(self) -> str | None:
        """There must be an entry."""
        return None if self.current else _("No entry yet: F6 writes one")

    def action_correct(self) -> None:
        """Write a corrected text over the selected entry; the old one stays in the journal."""
        from minori_tui.screens.case.forms import CorrectEvent

        if self.current is not None and self.case.view is not None:
            self.app.push_screen(CorrectEvent(self.case.session, self.case.view, self.current), self.case.done)

    def show(self, entries: Sequence[EventRow], view: CaseView) -> None:
        """Show the entries."""
        self._entries = {e.event_id: e for e in entries}
        self.table.show(Filtered([self._row(e) for e in entries]), keep_place=True)
        self._selected(self.table.current)

    def _row(self, entry: EventRow) -> ListRow:
        kind = (f"{RESERVED} " if entry.reserved else "") + self.label("event_kind", entry.kind)
        return ListRow(entry.event_id, (
            show.moment(entry.at), kind, self.label("event_nature", entry.nature), self.label("event_outcome", entry.outcome),
            entry.author or show.UNKNOWN, entry.text or ""))

    def _selected(self, row: Row | None) -> None:
        entry = self._entries.get(row.key) if row else None
        self.detail.say(self._whole(entry) if entry else "")

    def _whole(self, entry: EventRow) -> str:
        facts = [self.label("event_nature", entry.nature), self.label("event_outcome", entry.outcome), entry.by_whom or "",
                 entry.intervention or "", entry.author or "", _("reserved") if entry.reserved else ""]
        head = " · ".join(f for f in facts if f and f != show.UNKNOWN)
        return (one_line(head) + "\n" if head else "") + (entry.text or "")
