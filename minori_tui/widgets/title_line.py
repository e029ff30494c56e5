"""The first line: program and archive, who is working, the day. Nothing in it moves with the clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from minori_tui.i18n import _
from minori_tui.widgets.lines import FrameLine, Piece
from minori_tui.widgets.plain import fit, one_line


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
        """The banner and the day are never cut: the program's name goes first, then the end of the operator's."""
        facts = self._facts
        banner = f" {_('DEMONSTRATION ARCHIVE')} " if facts.demo else ""
        store, operator, day = one_line(facts.store), one_line(facts.operator), one_line(facts.day)
        end = f" ─ {day} " if day and operator else f" {day} "
        name = f" Minori ─ {store} " if store else " Minori "
        room = width - cell_len(banner) - cell_len(end)
        if cell_len(name) + cell_len(operator) > room and store:
            name = f" {store} "
        room -= cell_len(name)
        operator = operator if cell_len(operator) <= room else fit(operator, max(0, room))
        return ((banner, "alarm"), (name, "strong"), (" " * (room - cell_len(operator)), ""), (operator + end, ""))
