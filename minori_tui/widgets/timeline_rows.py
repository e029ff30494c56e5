"""What a picture over time is made of: its lines, and how they are put into words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from minori_tui.domain.timeline import Bar, Lane, Span, TimeMark

Item = Bar | TimeMark | Span


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line: its name, and its lane; a line without a lane is a heading. ``strong`` sets a name apart."""

    key: object
    label: str
    lane: Lane | None = None
    strong: bool = False


class TimelineRows(Protocol):
    """The lines of a picture; only those on the screen are asked for."""

    @property
    def total(self) -> int:
        """How many there are."""

    def row(self, index: int) -> TimelineRow:
        """One of them, from 0 on."""


class Listed:
    """Lines in memory."""

    def __init__(self, rows: Sequence[TimelineRow] = ()) -> None:
        self._rows = tuple(rows)

    @property
    def total(self) -> int:
        """All of them."""
        return len(self._rows)

    def row(self, index: int) -> TimelineRow:
        """One of them."""
        return self._rows[index]


@dataclass(frozen=True, slots=True)
class Words:
    """How the widget puts things into words: what is under the cursor, what is written in a bar, each sign explained."""

    tell: Callable[[TimelineRow, date, Sequence[Item]], str]
    label: Callable[[TimelineRow, Bar], str]
    legend: Sequence[str] = ()
