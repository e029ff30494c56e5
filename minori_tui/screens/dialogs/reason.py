"""Asks for a text: the reason of a closure, of a correction, of a decision."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from minori_tui.i18n import N_, _
from minori_tui.screens.base import MinoriModal
from minori_tui.screens.dialogs.text import PlainText
from minori_tui.widgets.plain_input import PlainInput


class Reason(MinoriModal[str]):
    """One line of text, which may not be empty; the result is the text, None after Esc."""

    TITLE_ID = N_("Reason")

    def __init__(self, question: str, *, text: str = "", title: str = "") -> None:
        """``question`` is translated already; ``text`` is what the line starts with; ``title`` is the message id of the frame
        when it is no reason that is asked for."""
        super().__init__()
        self._question, self._title = question, title or self.TITLE_ID
        self.box = PlainInput(text)

    @property
    def heading(self) -> str:
        """What is asked for."""
        return _(self._title)

    def compose_body(self) -> Iterable[Widget]:
        """Question and line."""
        yield PlainText(self._question)
        yield self.box

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.say(_("A few words are needed here"), trouble=True)
