"""The first line: program and archive, who is working, the day. Nothing in it moves with the clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from minori_tui.i18n import _
from minori_tui.widgets.lines import FrameLine, Piece
from minori_tui.widgets.plain import one_line


class TitleFacts(NamedTuple):
    """What the title line says. ``day`` is already written for the reader; ``demo``: the people are invented."""

    store: str = ""
    operator: str = ""
    day: str = ""
    demo: bool = False


class TitleLine(FrameLine):
    """Store name on the left, operator and date on the right; a marked banner when the archive is the invented one."""

    def __init__(self, facts: TitleFacts | None = None) -> None:
        super().__init__()
        self._facts = facts or TitleFacts()

    def show(self, facts: TitleFacts) -> None:
        """Change what the line says."""
        self._facts = facts
        self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """The banner is never cut: it goes before the names."""
        banner = f" {_('DEMONSTRATION ARCHIVE')} " if self._facts.demo else ""
        name = one_line(f" Minori ─ {self._facts.store} " if self._facts.store else " Minori ")
        right = one_line(" ─ ".join(part for part in (self._facts.operator, self._facts.day) if part)) + " "
        room = max(0, width - cell_len(name) - cell_len(banner) - cell_len(right))
        return ((banner, "alarm"), (name, "strong"), (" " * room, ""), (right, ""))
