"""Says what was refused, why, and that nothing was done."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Button

from minori_tui.domain.errors import Conflict, MinoriError
from minori_tui.i18n import N_, _
from minori_tui.screens.base import MinoriModal, sentence
from minori_tui.screens.dialogs.text import PlainText


class ErrorDialog(MinoriModal[None]):
    """What, why, and what to do; any key that closes dialogs closes it."""

    TITLE_ID = N_("Not possible")

    def __init__(self, error: MinoriError) -> None:
        super().__init__()
        self._error = error

    def compose_body(self) -> Iterable[Widget]:
        """The sentence of the error, then what became of the data."""
        yield PlainText(sentence(self._error))
        yield PlainText(
            _("Nothing was changed. F5 on the screen below reads the present state.")
            if isinstance(self._error, Conflict) else _("Nothing was changed.")
        )
        yield Button(_("Close"), id="close")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Close."""
        event.stop()
        self.dismiss(None)
