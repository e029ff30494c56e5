"""What an import will write, collected while its rows are compared: new rows, new values, what the lookup must know."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from minori_tui.data.queries import batches
from minori_tui.data.queries.matching import Row


class New(Row):
    """A row that may come to be written: it knows its table, so that whoever refers to it can bring it along."""

    __slots__ = ("planned", "table")

    def __init__(self, table: str, values: Row) -> None:
        super().__init__(values)
        self.table, self.planned = table, False


class Plan:
    """The writes of one import. New rows are dicts without id; a reference to one is the dict itself."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}
        self.updates: dict[tuple[str, int], Row] = {}
        self.cases: list[Row] = []
        self.touched: set[int] = set()  # stored cases whose orders or interventions changed: they are indexed again
        self.persons: set[int] = set()  # stored ones that changed: the cases that show them are indexed again
        self.lawyers: list[Row] = []
        self.housed: list[Row] = []  # new lawyers whose row is that of their first office as well
        self._counters: dict[str, int] = {}
        self._inserts: list[batches.Insert] = []

    def __bool__(self) -> bool:
        return bool(self.rows or self.updates)

    def add(self, table: str, row: Row) -> Row:
        """A new row, after those it refers to."""
        if isinstance(row, New):
            if row.planned:
                return row
            row.planned = True
            for value in row.values():
                if isinstance(value, New):
                    self.add(value.table, value)
        self.rows.setdefault(table, []).append(row)
        return row

    def put(self, table: str, row: Row, **values: Any) -> None:
        """New values for a row, stored or new."""
        row.update(values)
        if "version" in row:
            self.updates.setdefault((table, row["id"]), {}).update(values)

    def ready(self, counters: dict[str, int]) -> None:
        """Number the new rows after ``counters`` and make their tuples: everything that needs no lock."""
        first = counters.get("lawyer_office", 0) + 1
        batches.number(self.rows, counters | {"lawyer_office": first - 1 + len(self.housed)})
        self._inserts = batches.inserts(self.rows)
        if self.housed:
            self._inserts.append(batches.first_offices(self.housed, first))
        self._counters = {table: counters.get(table, 0) for table in (*self.rows, "lawyer_office")}

    def fits(self, counters: dict[str, int]) -> bool:
        """Whether the numbers given by ``ready`` are still the next ones."""
        return all(counters.get(table, 0) == last for table, last in self._counters.items())

    @property
    def inserts(self) -> list[batches.Insert]:
        """The tuples of the new rows, once ``ready``."""
        return self._inserts


@contextmanager
def no_collection() -> Iterator[None]:
    """Without the search for reference cycles: the rows of a file hold none, and there are millions of cells to walk over.

    What was made meanwhile is kept out of later searches too, the one at the end of the program included; it goes away as
    soon as nobody refers to it, like everything else.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
