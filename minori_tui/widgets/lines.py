"""Lines of the frame: title, status and keys. Each is one line that repaints only when its words change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from minori_tui.widgets.plain import fit

Piece = tuple[str, str]
"""A text and the name of its look: one of ``PLAIN_LOOKS`` or ``alarm``, whose colours come from the theme."""
PLAIN_LOOKS = {"": Style(), "strong": Style(bold=True), "dim": Style(dim=True)}


class Kept(Widget):
    """A widget that keeps its strips until something about it changes: Textual asks every widget on the screen for them
    at each letter typed, and its own cache costs as much as the letter."""

    _painted: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """What was painted last, unless it has to be painted again."""
        if self._painted is None or self._painted[0] != crop:
            self._painted = crop, super().render_lines(crop)
        return self._painted[1]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint again what has changed."""
        self._painted = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Paint again in the new colours."""
        self._painted = None
        super().notify_style_update()


class Straight(Widget):
    """A widget whose repaint is asked of the screen at once. Textual first sends the widget a message of its own, so that a
    letter that changes three widgets would wake three tasks before the screen."""

    def check_idle(self) -> None:
        """As on the next idle moment, now."""
        if self._running:
            self._check_refresh()


class Covered(Horizontal):
    """Widgets side by side that cover it wholly, so that nothing of its own is ever seen and nothing is painted."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """No strips at all."""
        return []


class FrameLine(Straight, Kept):
    """One line of plain text in several looks, exactly as wide as the screen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"line--alarm"}  # each costs every line a pass of the style sheet, at the start and after
    DEFAULT_CSS = """
    FrameLine { height: 1; width: 1fr; background: $panel; color: $foreground; }
    FrameLine > .line--alarm { background: $error; color: $foreground; text-style: bold reverse; }
    """

    def pieces(self, width: int) -> Sequence[Piece]:
        """What the line says in ``width`` cells, from left to right."""
        raise NotImplementedError

    def _look(self, name: str) -> Style:
        plain = PLAIN_LOOKS.get(name)
        return self.get_component_rich_style(f"line--{name}", partial=True) if plain is None else plain

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


class SayingLine(FrameLine):
    """A line that repaints only when what it says changes."""

    text = ""

    def say(self, text: str) -> None:
        """Change what it says."""
        if text != self.text:
            self.text = text
            self.refresh()
