"""What others did to the cases that somebody follows, since that somebody last looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.data.queries.due import Mine
from minori_tui.data.store import Store

_QUIET = "('operator.add', 'demo.fill')"
_OF_CASE = ("case_spell", "assignment", "referral", "event", "intervention", "order_child", "legal_role", "deadline_mark")
"""Tables whose rows name their case. An operation on one case says so itself; these tell of imports and of orders for several."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An operation of somebody else on a case (None: on many, a file that was imported). ``at`` is UTC."""

    op_id: int
    at: str
    operator: str | None
    kind: str
    subject: str | None
    case_id: int | None
    file_number: str | None
    surname: str | None
    given_name: str | None


def last_look(connection: Connection, operator: str, fallback: str) -> int:
    """The last operation that an operator has seen; for one who never looked, the last one before a moment (UTC)."""
    row = connection.execute("SELECT op_id FROM looked WHERE operator_code = ?", (operator,)).fetchone()
    row = row or connection.execute("SELECT id FROM operation WHERE at < ? ORDER BY id DESC LIMIT 1", (fallback,)).fetchone()
    return row[0] if row else 0


def note_look(store: Store, operator: str, at: str) -> None:
    """Write down that an operator has seen everything up to now, committed at once; not part of the journal."""
    with store.read() as connection:
        connection.execute(
            "INSERT INTO looked (operator_code, op_id, at) SELECT ?1, coalesce(max(id), 0), ?2 FROM operation WHERE true "
            "ON CONFLICT (operator_code) DO UPDATE SET op_id = excluded.op_id, at = excluded.at", (operator, at))


_SELECT = ("SELECT o.id, o.at, w.name, o.kind, o.subject, c.id, c.file_number, p.surname, p.given_name FROM operation o "
           "LEFT JOIN operator w ON w.id = o.operator_id ")


def changed(connection: Connection, after: int, operator_id: int | None, mine: Mine | None = None) -> list[Changed]:
    """What others did after an operation, the latest first: to the cases of ``mine`` one row a case, else one an operation."""
    if mine is None:
        return [Changed(*row) for row in connection.execute(
            f"{_SELECT} LEFT JOIN case_file c ON c.file_number = o.subject LEFT JOIN person p ON p.id = c.person_id "
            f"WHERE o.id > ? AND o.operator_id IS NOT ? AND o.kind NOT IN {_QUIET} ORDER BY o.id DESC", (after, operator_id))]
    found = {pair for op_id, subject in connection.execute(
        f"SELECT id, subject FROM operation WHERE id > ? AND operator_id IS NOT ? AND kind NOT IN {_QUIET}",
        (after, operator_id)).fetchall() for pair in _touched(connection, op_id, subject, mine)}
    return [Changed(*row) for op_id, case_id in sorted(found, reverse=True) for row in connection.execute(
        f"{_SELECT} JOIN case_file c ON c.id = ? JOIN person p ON p.id = c.person_id WHERE o.id = ?", (case_id, op_id))]


def _touched(connection: Connection, op_id: int, subject: str | None, mine: Mine) -> Iterator[tuple[int, int]]:
    """An operation with each of the cases of ``mine`` that it touched."""
    sql = [f"SELECT id FROM case_file WHERE file_number = ? AND id IN ({mine.sql})"]
    values: list[tuple[Any, ...]] = [(subject, *mine.values)]
    for table, first, last in connection.execute("SELECT tbl, first_id, last_id FROM operation_insert WHERE op_id = ?",
                                                 (op_id,)).fetchall():
        if table in _OF_CASE:  # from the cases, of which there are few, to their rows: an import may have made millions
            sql.append(f"SELECT t.case_id FROM ({mine.sql}) m CROSS JOIN {table} t ON t.case_id = m.case_id "
                       "WHERE t.id BETWEEN ? AND ?")
            values.append((*mine.values, first, last))
        elif table == "case_file":
            sql.append(f"SELECT case_id FROM ({mine.sql}) WHERE case_id BETWEEN ? AND ?")
            values.append((*mine.values, first, last))
    names = ", ".join(f"'{table}'" for table in _OF_CASE)
    sql.append("SELECT CASE h.tbl WHEN 'case_file' THEN h.row_id ELSE json_extract(h.old, '$.case_id') END AS touched "
               f"FROM history h WHERE h.op_id = ? AND h.tbl IN ('case_file', {names}) AND touched IN ({mine.sql})")
    values.append((op_id, *mine.values))
    for query, bound in zip(sql, values, strict=True):
        yield from ((op_id, case_id) for (case_id,) in connection.execute(query, bound))
