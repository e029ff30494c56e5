"""The diary of a case as a list: what each entry is, and how it begins. Whole texts are read one at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.data.queries.cases import EventRow

BEGINNING = 200
"""Characters of a text that the list shows at most."""


@dataclass(frozen=True, slots=True)
class EntryHead:
    """An entry in the list. ``versions``: how many earlier texts are kept of it."""

    event_id: int
    at: str
    kind: str
    nature: str | None
    outcome: str | None
    author: str | None
    reserved: int
    beginning: str | None
    versions: int


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it stood once: when it was written so (UTC), by whom."""

    entry: EventRow
    at: str
    operator: str | None


def heads(connection: Connection, case_id: int, *, natures: Sequence[str | None] | None = None,
          kinds: Sequence[str | None] | None = None, since: str | None = None, until: str | None = None,
          reserved: bool | None = None,
          fits: Callable[[str | None, str | None, str | None], bool] | None = None) -> list[EntryHead]:
    """The entries of a case, the latest first. ``natures`` may hold None; ``since`` and ``until`` are days, both included;
    ``fits`` is asked about text, author and with whom."""
    conditions: list[str] = ["case_id = ?"]
    values: list[Any] = [case_id]
    for sql, value in _conditions(natures, kinds, since, until, reserved):
        conditions.append(sql)
        values += value
    text = "text" if fits else f"substr(text, 1, {BEGINNING})"
    rows = connection.execute(
        f"SELECT id, at, kind, nature, outcome, author, reserved, {text}, "
        "(SELECT count(*) FROM history h WHERE h.tbl = 'event' AND h.row_id = event.id), by_whom "
        f"FROM event WHERE {' AND '.join(conditions)} ORDER BY at DESC, id DESC", values)
    return [EntryHead(*(*row[:7], row[7] and row[7][:BEGINNING], row[8])) for row in rows
            if fits is None or fits(row[7], row[5], row[9])]


def _conditions(natures: Sequence[str | None] | None, kinds: Sequence[str | None] | None, since: str | None, until: str | None,
                reserved: bool | None) -> Iterator[tuple[str, list[Any]]]:
    if natures is not None:
        known = [n for n in natures if n is not None]
        marks = ",".join("?" * len(known))
        yield f"(nature IN ({marks}){' OR nature IS NULL' if None in natures else ''})", known
    if kinds is not None:
        yield f"kind IN ({','.join('?' * len(kinds))})", list(kinds)
    if since:
        yield "at >= ?", [since]
    if until:
        yield "substr(at, 1, 10) <= ?", [until]
    if reserved is not None:
        yield "reserved = ?", [int(reserved)]


def count(connection: Connection, case_id: int) -> int:
    """How many entries a case has."""
    return int(connection.execute("SELECT count(*) FROM event WHERE case_id = ?", (case_id,)).fetchone()[0])


def versions(connection: Connection, event_id: int) -> list[Version]:
    """The earlier texts of an entry, the latest first."""
    names = list(EventRow.__dataclass_fields__)
    found = []
    for (old,) in connection.execute("SELECT old FROM history WHERE tbl = 'event' AND row_id = ? ORDER BY id DESC", (event_id,)):
        image = json.loads(old)
        at, operator = connection.execute("SELECT o.at, p.name FROM operation o LEFT JOIN operator p ON p.id = o.operator_id "
                                          "WHERE o.id = ?", (image["op_id"],)).fetchone()
        values = {name: image[name] for name in names if name != "event_id"}
        found.append(Version(EventRow(event_id=image["id"], **values), at, operator))
    return found
