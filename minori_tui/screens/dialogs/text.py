"""A paragraph of a dialog, as plain text."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from minori_tui.domain.text import shown


class PlainText(Static):
    """Text on as many lines as it needs; never markup, hidden characters shown as signs."""

    ALLOW_SELECT = False

    def __init__(self, text: str = "", *, id: str | None = None, classes: str = "dialog--text") -> None:
        super().__init__(Content(shown(text, multiline=True)), markup=False, id=id, classes=classes)

    def say(self, text: str) -> None:
        """Show another text of the same height: nothing is laid out again."""
        self.update(Content(shown(text, multiline=True)), layout=False)
