"""What queries about many records share: ids in chunks, a mark for each value, rows by their first column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from minori_tui.data.driver import Connection

CHUNK = 2_000
"""Records that one query asks for, when nothing else is said."""
T = TypeVar("T")


def chunks(items: Iterable[T], size: int = 0) -> Iterator[list[T]]:
    """The items in lists of ``size`` at most (0: ``CHUNK``)."""
    every, step = list(items), size or CHUNK
    for start in range(0, len(every), step):
        yield every[start:start + step]


def marks(values: Sequence[Any]) -> str:
    """A question mark for each value, for a list in SQL."""
    return ",".join("?" * len(values))


def grouped(connection: Connection, sql: str, ids: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of a query by their first column, without it, for the ids put in place of ``{ids}``."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in connection.execute(sql.replace("{ids}", marks(ids)), tuple(ids)):
        found[row[0]].append(row[1:])
    return found
