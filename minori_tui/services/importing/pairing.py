"""Which row of a file is about which of several records that only provider, family and facility tell apart."""

from __future__ import annotations

from collections.abc import Sequence

Where = tuple[str, str, int]
"""Folded provider, folded family, facility; empty or 0 when not said."""
SEVERAL = -1
"""Several records fit a row and nothing tells which is meant."""


def pair(rows: Sequence[Where], records: Sequence[Where]) -> list[int]:
    """For each row the place of its record, or ``SEVERAL``; places from ``len(records)`` on are new records, in their order.

    The same words find the same record, each record first for one row of its own; then a row that leaves something out takes
    the only record that does not contradict it; then what is left over on both sides, one each, is a record that changed.
    """
    found: list[int | None] = [None] * len(rows)
    free = set(range(len(records)))

    def take(row: int, place: int) -> None:
        found[row] = place
        free.discard(place)

    for row, where in enumerate(rows):
        same = [p for p, other in enumerate(records) if other == where]
        if same:
            take(row, next((p for p in same if p in free), same[-1]))
    for row, where in enumerate(rows):
        fitting = [p for p in sorted(free) if _agree(where, records[p])]
        if found[row] is None and len(fitting) == 1:
            take(row, fitting[0])
    left = [row for row in range(len(rows)) if found[row] is None]
    if len(free) == 1 and len({rows[row] for row in left}) == 1:
        for row in left:
            found[row] = next(iter(free))
        return [p for p in found if p is not None]
    made: list[Where] = []
    return [p if p is not None else _left_over(rows[row], records, free, made) for row, p in enumerate(found)]


def _left_over(where: Where, records: Sequence[Where], free: set[int], made: list[Where]) -> int:
    """The place of a row that found no record of its own."""
    if free:
        return SEVERAL
    known = [*records, *made]
    fitting = [p for p, other in enumerate(known) if other == where] or [
        p for p, other in enumerate(known) if where != ("", "", 0) and _within(where, other)]
    if fitting:
        return fitting[0]
    if where == ("", "", 0) and known:
        return 0 if len(known) == 1 else SEVERAL
    made.append(where)
    return len(records) + len(made) - 1


def _agree(one: Where, other: Where) -> bool:
    """Whether two descriptions do not contradict each other."""
    return all(not a or not b or a == b for a, b in zip(one, other, strict=True))


def _within(one: Where, other: Where) -> bool:
    """Whether everything that one says the other says too."""
    return all(not a or a == b for a, b in zip(one, other, strict=True))
