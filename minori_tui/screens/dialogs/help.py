"""F1: what can be done on the screen below, with the keys, from its commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from minori_tui.commands.registry import Command, by_group, key_name
from minori_tui.i18n import N_, _
from minori_tui.screens.base import MinoriModal
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.screens.dialogs.text import PlainText
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

MOVING = (
    (N_("↑ ↓ PgUp PgDn"), N_("Move in a list, also while typing in its search box")),
    (N_("Tab"), N_("Next field or part of the screen")),
)
"""Keys that work everywhere and are no commands."""


def help_rows(commands: Sequence[tuple[Command, str | None]]) -> list[ListRow]:
    """One row a group and one a command: its keys, a mark when it is dangerous, what it does or why it cannot."""
    reasons = {command.id: reason for command, reason in commands}
    rows: list[ListRow] = []
    for group, members in by_group(command for command, _reason in commands).items():
        rows.append(ListRow(f"group {group}", ("", f"── {_(group)} ──")))
        for command in members:
            text = f"{_(command.label)}: {_(command.help)}" + (f" ({_('asks first')})" if command.dangerous else "")
            if reasons[command.id]:
                text = f"· {text} — {reasons[command.id]}"
            rows.append(ListRow(command.id, (" ".join(key_name(key) for key in command.keys), text)))
    rows += [ListRow(f"move {n}", (_(keys), _(what))) for n, (keys, what) in enumerate(MOVING)]
    return rows


class HelpDialog(MinoriModal[None]):
    """The keys of the screen below; the row under the cursor is written out in full."""

    TITLE_ID = N_("Help")
    COLUMNS = (Column("keys", N_("Key"), 15), Column("what", N_("What it does"), 30, grow=1))

    def __init__(self, commands: Sequence[tuple[Command, str | None]]) -> None:
        """The commands with the reasons why they cannot be used now."""
        super().__init__()
        self.rows = help_rows(commands)
        self.detail = PlainText(classes="dialog--detail")
        self.table = RecordTable(self.COLUMNS, Filtered(self.rows), classes="dialog--fill")
        self.table.cursor_hook = self._tell

    def compose_body(self) -> Iterable[Widget]:
        """The list and the full text of its row."""
        yield self.table
        yield self.detail

    def on_mount(self) -> None:
        """A tall box."""
        self.query_one(".dialog").add_class("dialog--tall")

    def action_help(self) -> None:
        """F1 again closes the help."""
        self.dismiss(None)

    def _tell(self, row: Row | None) -> None:
        self.detail.say(row.cells[1] if row else "")
