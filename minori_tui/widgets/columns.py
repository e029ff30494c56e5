"""Which columns of a list fit, and how wide each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from minori_tui.widgets.plain import Align

GAP = 2
"""Cells between two columns."""


class Column(NamedTuple):
    """One column of a list.

    ``title`` is a message id; ``width`` is in cells and the least it is drawn with. The column is hidden on terminals
    narrower than ``min_terminal_width``; when the columns left do not fit, the one with the highest ``priority`` goes
    first. Cells left over go to the columns with ``grow``, in proportion.
    """

    key: str
    title: str
    width: int
    min_terminal_width: int = 0
    priority: int = 0
    align: Align = "left"
    grow: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A column that is drawn: its place among the cells of a row and its width in terminal cells."""

    column: Column
    index: int
    width: int


def _needed(slots: Sequence[tuple[int, Column]]) -> int:
    return sum(column.width for _index, column in slots) + GAP * max(0, len(slots) - 1)


def plan(columns: Sequence[Column], width: int, terminal_width: int) -> tuple[Slot, ...]:
    """The columns to draw in ``width`` cells on a terminal of ``terminal_width`` cells, in their order."""
    kept = [(index, column) for index, column in enumerate(columns) if column.min_terminal_width <= terminal_width]
    while len(kept) > 1 and _needed(kept) > width:
        # The later of two equal columns goes first: the left side of a list names the record.
        kept.remove(max(kept, key=lambda item: (item[1].priority, item[0])))
    spare = max(0, width - _needed(kept))
    shares = sum(column.grow for _index, column in kept)
    slots = []
    for index, column in kept:
        extra = spare * column.grow // shares if shares else 0
        slots.append(Slot(column, index, min(column.width + extra, width)))
    return tuple(slots)
