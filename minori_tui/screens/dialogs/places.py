"""g: the main places, each by the first letter of its name that is free, or by its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events, on
from textual.widget import Widget

from minori_tui.commands.registry import Command, key_name
from minori_tui.domain.text import fold
from minori_tui.i18n import N_, _
from minori_tui.screens.base import MinoriModal
from minori_tui.screens.dialogs.picker import FRAME_LINES, Filtered
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable


def letters(names: Sequence[str]) -> list[str]:
    """One letter a name: the first of its own that no name before it has; empty when all are taken."""
    taken: list[str] = []
    for name in names:
        taken.append(next((c for c in fold(name) if c.isalpha() and c not in taken), ""))
    return taken


class Places(MinoriModal[str]):
    """The places; the result is the id of the command that goes to the chosen one."""

    TITLE_ID = N_("Go to")
    COLUMNS = (Column("letter", N_("Key"), 6), Column("name", N_("Place"), 16, grow=1), Column("keys", N_("Also"), 12))

    def __init__(self, commands: Sequence[Command]) -> None:
        """The commands that go to a place."""
        super().__init__()
        self._keys: dict[str, str] = {}
        rows = []
        for command, letter in zip(commands, letters([_(c.label) for c in commands]), strict=True):
            self._keys |= dict.fromkeys((letter, *command.keys), command.id)
            rows.append(ListRow(command.id, (letter, _(command.label), " ".join(key_name(key) for key in command.keys))))
        self.table = RecordTable(self.COLUMNS, Filtered(rows), classes="dialog--fill")

    def compose_body(self) -> Iterable[Widget]:
        """The list."""
        yield self.table

    def on_mount(self) -> None:
        """A box as tall as the list."""
        box = self.query_one(".dialog")
        box.add_class("dialog--tall")
        box.styles.height = len(self.table.source.window(0, 20)) + FRAME_LINES - 1

    def on_key(self, event: events.Key) -> None:
        """The letter, number or key of a place goes there."""
        command = self._keys.get(event.key) or self._keys.get(event.character or "")
        if command:
            event.stop()
            self.dismiss(command)

    @on(RecordTable.Opened)
    def _chosen(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.dismiss(str(event.key))
