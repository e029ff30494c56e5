"""ctrl+p: the commands of the screen by name."""

from __future__ import annotations

from collections.abc import Sequence

from minori_tui.commands.registry import Command, key_name
from minori_tui.i18n import N_, _
from minori_tui.screens.dialogs.picker import Picker
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow


class Palette(Picker):
    """Every command of the screen below with its key; the result is the id of the command."""

    COLUMNS = (Column("label", N_("Command"), 12), Column("key", N_("Key"), 8), Column("help", "", 30, grow=1))

    def __init__(self, commands: Sequence[tuple[Command, str | None]]) -> None:
        """Each command with the reason why it cannot be used now, if there is one."""
        self._reasons = {command.id: reason for command, reason in commands}
        rows = [
            ListRow(c.id, (_(c.label), key_name(c.keys[0]) if c.keys else "", f"· {reason}" if reason else _(c.help)))
            for c, reason in commands
        ]
        super().__init__(_("Commands"), rows)

    def take(self, key: str) -> None:
        """A command that cannot be used now says why and the palette stays."""
        reason = self._reasons.get(key)
        if reason:
            self.say(reason, trouble=True)
        else:
            self.dismiss(key)
