"""A field of several lines that shows and takes plain text. Apart from the other fields: the list of cases has none."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.widgets import TextArea

from minori_tui.domain.text import clean, shown
from minori_tui.i18n import N_


class PlainTextArea(TextArea):
    """A field of several lines under the same rules; Tab leaves it, so that no text field is a trap."""

    TAKES_LETTERS = True  # keys typed into it hold nothing back (see the app)

    BINDINGS = [
        Binding("ctrl+home", "text_edge(False)", N_("Beginning of the text"), show=False),
        Binding("ctrl+end", "text_edge(True)", N_("End of the text"), show=False),
    ]

    def __init__(self, value: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        """``value`` is the first text."""
        super().__init__(value, id=id, classes=classes, compact=True, tab_behavior="focus", soft_wrap=True)
        self.cursor_blink = False

    def put(self, text: str) -> None:
        """Put the program's own ``text`` in the field: nothing to undo afterwards."""
        self.load_text(text)

    def action_text_edge(self, end: bool) -> None:
        """Go to the end of the whole text, or to its beginning."""
        self.move_cursor(self.document.end if end else (0, 0))

    def action_select_all(self) -> None:
        """F7 means the same everywhere: it is the screen's."""
        raise SkipAction

    def action_select_line(self) -> None:
        """F6 is the screen's too."""
        raise SkipAction

    def get_line(self, line_index: int) -> Text:
        """Line number ``line_index`` as drawn: hidden characters as signs."""
        return Text(shown(self.document.get_line(line_index)), end="", no_wrap=True)

    async def _on_paste(self, event: events.Paste) -> None:
        """Paste the text without its control, bidirectional and invisible characters."""
        event.prevent_default()
        event.stop()
        text = clean(event.text, multiline=True)
        if text:
            self.replace(text, *self.selection, maintain_selection_offset=False)

    def action_undo(self) -> None:
        """Undo in the field; with nothing to undo the key is the screen's."""
        before = self.text
        super().action_undo()
        if self.text == before:
            raise SkipAction
