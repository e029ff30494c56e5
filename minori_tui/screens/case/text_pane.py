"""Text that scrolls, wrapped here: its height is known when it is shown and not found out by a later layout.

(A ``Static`` of automatic height that is updated while its pane is being shown can keep the height of the text before, and
then the rest of the new text is not seen.)
"""

from __future__ import annotations

from rich.cells import cell_len, chop_cells
from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from minori_tui.domain.text import shown


def wrapped(text: str, width: int) -> list[str]:
    """The text on lines of at most ``width`` cells, broken at blanks; a longer word is cut."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = chop_cells(word, width) or [""]
        lines += whole
    return [*lines, line]


class TextPane(VerticalScroll):
    """A text of the store, any length, on as many lines as it needs."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TextPane { border-top: solid $foreground; padding: 0 1; }
    TextPane Static { width: 1fr; height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._lines = Static("", markup=False)

    def compose(self) -> list[Static]:
        """The lines."""
        return [self._lines]

    @property
    def text(self) -> str:
        """What it says, not wrapped."""
        return self._text

    def say(self, text: str) -> None:
        """Show a text from its beginning; its hidden characters are shown as signs."""
        if text != self._text:
            self._text = text
            self._lay_out()
            self.scroll_home(animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap again for the width there is."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = max(10, self.size.width - self.styles.scrollbar_size_vertical)
        lines = [line for part in shown(self._text, multiline=True).split("\n") for line in wrapped(part, width)]
        self._lines.styles.height = len(lines)
        self._lines.update(Content("\n".join(lines)))
