"""Text fields that show and take plain text: what is pasted is washed, what is stored shows its hidden characters."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.widgets import Input

from minori_tui.domain.text import clean, shown
from minori_tui.i18n import N_

UNDO_STEPS = 200
"""How many typed states a field remembers."""


class TypingHistory:
    """What was typed before, for the undo of one text field."""

    def __init__(self) -> None:
        self._past: list[str] = []
        self._future: list[str] = []
        self._moving = False

    def typed(self, before: str) -> None:
        """Remember the text that was there before a change, unless the change is an undo itself."""
        if not self._moving:
            self._past = [*self._past[1 - UNDO_STEPS:], before]
            self._future.clear()

    def forget(self) -> None:
        """Start anew: the text was put there by the program."""
        self._past.clear()
        self._future.clear()

    def step(self, box: Input, *, back: bool) -> bool:
        """Undo (or do again) one change of ``box``; False when there is none."""
        source, target = (self._past, self._future) if back else (self._future, self._past)
        if not source:
            return False
        target.append(box.value)
        self._moving = True
        try:
            box.value = source.pop()
            box.cursor_position = len(box.value)
        finally:
            self._moving = False
        return True


class PlainInput(Input):
    """A one-line field with undo, a still cursor and no raw control characters, in or out.

    ``ctrl+z`` undoes typing here as long as there is some, then it is the undo of the screen.
    """

    TAKES_LETTERS = True  # keys typed into it hold nothing back (see the app)

    BINDINGS = [
        Binding("ctrl+z", "undo_typing", N_("Undo typing"), show=False),
        Binding("ctrl+y", "redo_typing", N_("Redo typing"), show=False),
    ]

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        select_on_focus: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """``value`` is the first text, which is not typed text: it cannot be undone."""
        self._history = TypingHistory()
        self._before = value
        super().__init__(
            value, placeholder=placeholder, id=id, classes=classes, compact=True, select_on_focus=select_on_focus
        )
        self.cursor_blink = False
        self._history.forget()

    def put(self, text: str) -> None:
        """Put the program's own ``text`` in the field: nothing to undo afterwards."""
        self.value = text
        self.cursor_position = len(text)
        self._history.forget()

    def _remember(self, value: str) -> None:
        if value != self._before:
            self._history.typed(self._before)
            self._before = value

    def _watch_value(self, value: str) -> None:
        self._remember(value)
        super()._watch_value(value)

    def _on_paste(self, event: events.Paste) -> None:
        """Paste the text without its control, bidirectional and invisible characters, its lines joined."""
        event.prevent_default()
        event.stop()
        text = clean(event.text)
        if text:
            start, end = sorted(self.selection)
            self.replace(text, start, end)

    @property
    def _value(self) -> Text:
        """The text as drawn: hidden characters as signs, one for one, so that positions stay true."""
        text = "•" * len(self.value) if self.password else shown(self.value)
        return Text(text, no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(shown(self.value[:position]))

    def action_undo_typing(self) -> None:
        """Undo in the field; with nothing to undo the key is the screen's."""
        if not self._history.step(self, back=True):
            raise SkipAction

    def action_redo_typing(self) -> None:
        """Do again what was undone in the field; with nothing to redo the key is the screen's."""
        if not self._history.step(self, back=False):
            raise SkipAction
