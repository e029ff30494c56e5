"""What an import compares its rows with: records of the store as plain dicts, and who wrote them last.

Everything is read in few queries, and only when the table is not empty; nothing here writes or locks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from minori_tui.data.driver import Connection
from minori_tui.data.many import chunks, marks
from minori_tui.data.queries.journal import compensations, in_force

Row = dict[str, Any]
CHUNK = 500
IMPORT = "import"  # the kind of the operations that imports make


def rows_of(connection: Connection, sql: str, values: Sequence[Any] = ()) -> list[Row]:
    """The rows of a query as dicts by column name."""
    cursor = connection.execute(sql, values)
    names = [c[0] for c in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def by_ids(connection: Connection, table: str, column: str, ids: Iterable[int], order: str = "id") -> dict[int, list[Row]]:
    """Whole rows of a table grouped by a column that holds one of the ids."""
    found: dict[int, list[Row]] = {}
    for chunk in chunks(sorted(set(ids)), CHUNK):
        for row in rows_of(connection, f"SELECT * FROM {table} WHERE {column} IN ({marks(chunk)}) ORDER BY {order}", chunk):
            found.setdefault(row[column], []).append(row)
    return found


def everything(connection: Connection, table: str, order: str = "id") -> list[Row]:
    """All rows of a table."""
    return rows_of(connection, f"SELECT * FROM {table} ORDER BY {order}")


def is_empty(connection: Connection, table: str) -> bool:
    """Whether the table has no row."""
    return connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None


def state(connection: Connection) -> int:
    """A number that grows with every operation but the entering of the operator at work: the version of the store."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM operation WHERE kind <> 'operator.add'").fetchone()[0])


def counters(connection: Connection) -> dict[str, int]:
    """The last id that each table has given away (ids are never used twice)."""
    return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def case_heads(connection: Connection) -> Iterator[tuple[int, str, int, str, str, str | None, str | None]]:
    """Of every case: id, file number, person, surname, given name, birth date, fiscal code."""
    yield from connection.execute(
        "SELECT c.id, c.file_number, p.id, p.surname, p.given_name, p.birth_date, p.fiscal_code "
        "FROM case_file c JOIN person p ON p.id = c.person_id ORDER BY c.id"
    )


def orders_numbered(connection: Connection, keys: Iterable[str]) -> list[Row]:
    """The orders with one of these numbers (folded, without signs)."""
    found: list[Row] = []
    for chunk in chunks(sorted(set(keys)), CHUNK):
        found += rows_of(connection, f"SELECT * FROM court_order WHERE match_key IN ({marks(chunk)})", chunk)
    return found


def unlinked_events(connection: Connection, cases: Iterable[int]) -> list[Row]:
    """The diary entries of cases that name an intervention in words and are not linked to one."""
    found: list[Row] = []
    for chunk in chunks(sorted(set(cases)), CHUNK):
        found += rows_of(connection, f"SELECT * FROM event WHERE case_id IN ({marks(chunk)}) AND "
                                     "intervention IS NOT NULL AND intervention_id IS NULL", chunk)
    return found


def person_heads(connection: Connection) -> Iterator[tuple[int, str, str, str | None, str | None]]:
    """Of every person: id, surname, given name, birth date, fiscal code."""
    yield from connection.execute("SELECT id, surname, given_name, birth_date, fiscal_code FROM person ORDER BY id")


def parents(connection: Connection) -> Iterator[tuple[int, str, int, str, str]]:
    """Of every child with known parents: the child, what the other is, the other and its names."""
    yield from connection.execute(
        "SELECT r.person_id, r.kind, o.id, o.surname, o.given_name FROM relationship r JOIN person o "
        "ON o.id = r.other_id WHERE r.kind IN ('mother', 'father') AND r.valid_to IS NULL ORDER BY r.id"
    )


Newer = Literal["hand", "import"] | None


class Origins:
    """Which import wrote a stored row last, and what has happened to it since."""

    def __init__(self, connection: Connection, sha256: str) -> None:
        self._connection = connection
        self._imports = {r[0] for r in connection.execute("SELECT id FROM operation WHERE kind = ?", (IMPORT,))}
        undone = compensations(connection)
        same = [r[0] for r in connection.execute("SELECT op_id FROM import_batch WHERE sha256 = ? ORDER BY id DESC", (sha256,))]
        self.same_file = next((op for op in same if in_force(op, undone)), None)
        self._lives: dict[tuple[str, int], tuple[list[int], list[tuple[int, Row]]]] = {}

    def of_value(self, table: str, row: Row, column: str) -> Newer:
        """Who wrote a value after its import: ``hand``, a later ``import``, or None when nobody did.

        Its import is the one of this very file, when the file was taken in before; else the last that wrote the row. A row
        that no import wrote has no newer values.
        """
        if not self._imports or (row["op_id"] in self._imports and self.same_file in (None, row["op_id"])):
            return None
        reference = self._reference(table, row)
        if reference is None:
            return None
        kept = self._life(table, row)[1]
        image = next((old for op, old in kept if op > reference), None)
        if image is None or image.get(column) == row.get(column):
            return None
        writer = row["op_id"]
        for _, old in reversed(kept):
            if old.get(column) != row.get(column):
                break
            writer = old["op_id"]
        return "import" if writer in self._imports else "hand"

    def of_row(self, table: str, row: Row, owner_table: str, owner: Row) -> Newer:
        """The same for a whole row that belongs to a record (a telephone, a school)."""
        if not self._imports or "version" not in row or "version" not in owner:
            return None
        reference = self._reference(owner_table, owner)
        made = self._life(table, row)[0][0]
        if reference is None or made <= reference:
            return None
        if made not in self._imports:
            return "hand"
        return "import" if reference == self.same_file else None

    def _life(self, table: str, row: Row) -> tuple[list[int], list[tuple[int, Row]]]:
        """The operations that wrote a row, the first first, and its kept images, each with the operation that replaced it."""
        known = (table, row["id"])
        if known not in self._lives:
            kept = [
                (op, json.loads(old))
                for op, old in self._connection.execute(
                    "SELECT op_id, old FROM history WHERE tbl = ? AND row_id = ? ORDER BY id", (table, row["id"])
                )
            ]
            self._lives[known] = [old["op_id"] for _, old in kept] + [row["op_id"]], kept
        return self._lives[known]

    def _reference(self, table: str, row: Row) -> int | None:
        """The import that the file's values are compared with: this file's own, else the last that wrote the row."""
        writers = self._life(table, row)[0]
        same: int | None = self.same_file
        if same is not None and writers[0] <= same:
            return same
        found: list[int] = [w for w in writers if w in self._imports]
        return max(found, default=None)


def earlier_lists(
    connection: Connection, kind: str
) -> list[tuple[int, str, int, set[tuple[str, int]], list[tuple[int, str, str]]]]:
    """The batches of a kind that stand: id, file name, rows, the records they wrote, and their rejected (line, field, code)."""
    found = []
    undone = compensations(connection)
    batches = connection.execute(
        "SELECT id, op_id, file_name, rows FROM import_batch WHERE kind = ? ORDER BY id", (kind,)
    ).fetchall()
    for batch, op_id, name, count in batches:
        if not in_force(op_id, undone):
            continue
        records: set[tuple[str, int]] = set()
        rejected: list[tuple[int, str, str]] = []
        for line, verdict, table, row_id, field, code, alike in connection.execute(
            "SELECT line, verdict, tbl, row_id, field, code, count FROM import_row WHERE batch_id = ?", (batch,)
        ):
            if table is not None and verdict != "conflict":
                records.update((table, number) for number in range(row_id, row_id + alike))
            elif verdict == "rejected":
                rejected.append((line, field or "", code or ""))
        found.append((batch, name, count, records, rejected))
    return found


_NAMES = {
    "lawyer": "surname || ' ' || given_name",
    "person": "surname || ' ' || given_name",
    "case_file": "file_number",
    "facility": "name",
    "order_child": "(SELECT c.file_number || ' ' || coalesce(o.order_number, o.registry_number, o.kind) FROM case_file c, "
    "court_order o WHERE c.id = order_child.case_id AND o.id = order_child.order_id)",
    "intervention": "(SELECT file_number FROM case_file WHERE id = case_id) || ' ' || kind || ' ' || "
    "coalesce(started_on, planned_start)",
}


def names_of(connection: Connection, table: str, ids: Sequence[int]) -> list[str]:
    """What records are called, for a sentence."""
    return [r[0] for r in connection.execute(f"SELECT {_NAMES[table]} FROM {table} WHERE id IN ({marks(ids)}) ORDER BY id", ids)]
