"""What the derived indexes share: ids in chunks, rows by their first column, and how the words of names sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from minori_tui.data.driver import Connection
from minori_tui.domain.sounds import remainders, sound

CHUNK = 2_000
T = TypeVar("T")


def chunks(ids: Iterable[T]) -> Iterator[list[T]]:
    """The items in lists of ``CHUNK`` at most."""
    items = list(ids)
    for start in range(0, len(items), CHUNK):
        yield items[start:start + CHUNK]


def marks(values: Sequence[Any]) -> str:
    """A question mark for each value, for a list in SQL."""
    return ",".join("?" * len(values))


def grouped(connection: Connection, sql: str, ids: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of a query by their first column, for the ids put in place of ``{ids}``."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in connection.execute(sql.replace("{ids}", marks(ids)), ids):
        found.setdefault(row[0], []).append(tuple(row[1:]))
    return found


def write_sounds(connection: Connection, words: Iterable[str]) -> None:
    """Note the sound of each name word that was not known, and what is left of word and sound without one letter."""
    fresh: list[str] = []
    for chunk in chunks(sorted(w for w in words if w.isalpha())):
        known = {r[0] for r in connection.execute(f"SELECT word FROM lookup_word WHERE word IN ({marks(chunk)})", chunk)}
        fresh += [w for w in chunk if w not in known]
    connection.executemany("INSERT INTO lookup_word (word, sound) VALUES (?, ?)", [(w, sound(w)) for w in fresh])
    near: dict[str, list[str]] = {}
    for word in sorted(fresh):
        for rest in remainders(word) | remainders(sound(word)):
            near.setdefault(rest, []).append(word)
    # in the order of the table, so that each page of it is written once
    connection.executemany("INSERT INTO lookup_near (rest, word) VALUES (?, ?)",
                           [(rest, word) for rest in sorted(near) for word in near[rest]])
