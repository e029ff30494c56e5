"""Where a list of records gets its rows from: only the windows that are on the screen are ever asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")


class Row(Protocol):
    """One row: its key and the text of every column, in the order of the columns."""

    @property
    def key(self) -> object:
        """What tells this record from all others."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The text of each column; any text at all, it is never parsed."""


class ListRow(NamedTuple):
    """A plain row for sources that have nothing better."""

    key: object
    cells: tuple[str, ...]


class RowSource(Protocol):
    """An ordered list of rows that can be read in windows."""

    @property
    def total(self) -> int | None:
        """How many rows there are; None when they have not been counted."""

    @property
    def known_at_least(self) -> int:
        """A number of rows there certainly are; used while ``total`` is None."""

    def window(self, first: int, count: int) -> Sequence[Row]:
        """Rows ``first`` to ``first + count - 1``; fewer at the end of the list."""


@runtime_checkable
class Countable(Protocol):
    """A source that can count its rows when asked; the End key asks."""

    def count(self) -> int:
        """The exact number of rows."""


class Written(Generic[T]):
    """Records that are known, as rows that are written when they come into sight (what they say may change by the minute)."""

    def __init__(self, records: Sequence[T], write: Callable[[T, int], Row]) -> None:
        """``write`` makes the row of a record at its place."""
        self._records, self._write = records, write

    @property
    def total(self) -> int:
        """All of them."""
        return len(self._records)

    @property
    def known_at_least(self) -> int:
        """All of them."""
        return len(self._records)

    def window(self, first: int, count: int) -> list[Row]:
        """Those on the screen."""
        return [self._write(record, first + n) for n, record in enumerate(self._records[first:first + count])]


class NoRows:
    """The empty source."""

    total: int | None = 0
    known_at_least = 0

    def window(self, first: int, count: int) -> Sequence[Row]:
        """No rows at all."""
        return ()
