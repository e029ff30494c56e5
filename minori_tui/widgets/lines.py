"""Lines of the frame: title, status and keys. Each is one line that repaints only when its words change."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from minori_tui.widgets.plain import fit

Piece = tuple[str, str]
"""A text and the name of its look: "" or one of ``FrameLine.LOOKS``."""


class FrameLine(Widget):
    """One line of plain text in several looks, exactly as wide as the screen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"line--strong", "line--dim", "line--alarm"}
    DEFAULT_CSS = """
    FrameLine { height: 1; width: 1fr; background: $panel; color: $foreground; }
    FrameLine > .line--strong { text-style: bold; }
    FrameLine > .line--dim { text-style: dim; }
    FrameLine > .line--alarm { background: $error; color: $foreground; text-style: bold reverse; }
    """

    def pieces(self, width: int) -> Sequence[Piece]:
        """What the line says in ``width`` cells, from left to right."""
        raise NotImplementedError

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"line--{name}", partial=True) if name else Style()

    def render_line(self, y: int) -> Strip:
        """The line, cut or filled to the width there is."""
        width = self.content_size.width
        left, segments = width, []
        for text, look in self.pieces(width):
            text = fit(text, min(cell_len(text), left))
            left -= cell_len(text)
            segments.append(Segment(text, self._look(look)))
        segments.append(Segment(" " * left, Style()))
        return Strip(segments, width).apply_style(self.rich_style)
