"""The earlier texts of a diary entry: nothing that was written is lost by a correction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from minori_tui.i18n import N_
from minori_tui.screens import show
from minori_tui.screens.base import MinoriModal
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable, Row


class Versions(MinoriModal[None]):
    """When each text was written and by whom, the latest first; the selected one below."""

    TITLE_ID = N_("Earlier texts of the entry")
    DEFAULT_CSS = "Versions RecordTable { height: 6; } Versions TextPane { height: 1fr; }"

    def __init__(self, texts: Sequence[tuple[str, str | None, str]]) -> None:
        """``texts``: when (UTC), who, and the whole entry as it was."""
        super().__init__()
        self._texts = texts
        rows = [ListRow(n, (show.local(at), who or show.UNKNOWN)) for n, (at, who, _text) in enumerate(texts)]
        self.table = RecordTable((Column("at", N_("Written on"), 16), Column("who", N_("Who"), 20, grow=1)), Filtered(rows))
        self.table.cursor_hook = self._selected
        self.detail = TextPane()

    def compose_body(self) -> Iterable[Widget]:
        """List and text."""
        yield from (self.table, self.detail)

    def on_mount(self) -> None:
        """A tall box."""
        self.query_one(".dialog").add_class("dialog--tall")
        self._selected(self.table.current)

    def _selected(self, row: Row | None) -> None:
        self.detail.say(self._texts[row.key][2] if row is not None and isinstance(row.key, int) else "")
