"""Asks once before something that cannot be taken back lightly; the default is no."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events, on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Button

from minori_tui.domain.text import fold
from minori_tui.i18n import N_, _
from minori_tui.screens.base import MinoriModal
from minori_tui.screens.dialogs.text import PlainText


class Confirm(MinoriModal[bool]):
    """Yes or no, with the object's name in the question. The result is True only for yes."""

    TITLE_ID = N_("Please confirm")
    BINDINGS = [
        Binding("left", "app.focus_previous", N_("Previous"), show=False),
        Binding("right", "app.focus_next", N_("Next"), show=False),
    ]

    def __init__(self, question: str, *, yes: str = N_("Yes"), no: str = N_("No")) -> None:
        """``question`` is translated already; ``yes`` and ``no`` are message ids of the answers."""
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose_body(self) -> Iterable[Widget]:
        """The question, then no (which has the focus) and yes."""
        yield PlainText(self._question)
        no, yes = Button(_(self._no), id="no"), Button(_(self._yes), id="yes")
        yield Horizontal(no, yes, classes="dialog--buttons")

    @on(Button.Pressed)
    def _answered_by(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")

    def on_key(self, event: events.Key) -> None:
        """The first letter of an answer gives it."""
        letter = fold(event.character or "")
        for word, answer in ((self._no, False), (self._yes, True)):
            if letter and fold(_(word)).startswith(letter):
                event.stop()
                self.dismiss(answer)

    def action_back(self) -> None:
        """Esc is no."""
        self.dismiss(False)
