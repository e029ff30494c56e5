"""The first line: program and archive, who is working, the day. Nothing in it moves with the clock."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from minori_tui.i18n import _
from minori_tui.widgets.lines import FrameLine, Piece
from minori_tui.widgets.plain import one_line


class TitleLine(FrameLine):
    """Store name on the left, operator and date on the right; a marked banner when the archive is the invented one."""

    def __init__(self, store: str = "", operator: str = "", day: str = "", *, demo: bool = False) -> None:
        """``day`` is already written for the reader; ``demo`` marks an archive of invented people."""
        super().__init__()
        self._store, self._operator, self._day, self._demo = store, operator, day, demo

    def show(self, *, store: str, operator: str, day: str, demo: bool = False) -> None:
        """Change what the line says."""
        self._store, self._operator, self._day, self._demo = store, operator, day, demo
        self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """The banner is never cut: it goes before the names."""
        banner = f" {_('DEMONSTRATION ARCHIVE')} " if self._demo else ""
        name = one_line(f" Minori ─ {self._store} " if self._store else " Minori ")
        right = one_line(" ─ ".join(part for part in (self._operator, self._day) if part)) + " "
        room = max(0, width - cell_len(name) - cell_len(banner) - cell_len(right))
        return ((banner, "alarm"), (name, "strong"), (" " * room, ""), (right, ""))
