"""The journal as it is read: operations, what they changed, who looked at a record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from minori_tui.data.driver import Connection

_OF_CASE = {
    "case_file": "SELECT id FROM case_file WHERE id = :case",
    "person": "SELECT person_id FROM case_file WHERE id = :case",
    "case_spell": "SELECT id FROM case_spell WHERE case_id = :case",
    "assignment": "SELECT id FROM assignment WHERE case_id = :case",
    "referral": "SELECT id FROM referral WHERE case_id = :case",
    "event": "SELECT id FROM event WHERE case_id = :case",
    "address": "SELECT a.id FROM address a JOIN case_file c ON c.person_id = a.person_id WHERE c.id = :case",
    "contact": "SELECT a.id FROM contact a JOIN case_file c ON c.person_id = a.person_id WHERE c.id = :case",
    "schooling": "SELECT a.id FROM schooling a JOIN case_file c ON c.person_id = a.person_id WHERE c.id = :case",
    "court_order": "SELECT order_id FROM order_child WHERE case_id = :case",
    "order_child": "SELECT id FROM order_child WHERE case_id = :case",
    "order_parent": "SELECT id FROM order_parent WHERE case_id = :case",
    "custody_terms": "SELECT t.id FROM custody_terms t JOIN order_child x ON x.order_id = t.order_id WHERE x.case_id = :case",
    "legal_role": "SELECT id FROM legal_role WHERE case_id = :case",
    "hearing": "SELECT h.id FROM hearing h JOIN event e ON e.id = h.event_id WHERE e.case_id = :case",
    "deadline_mark": "SELECT id FROM deadline_mark WHERE case_id = :case",
    "relationship": "SELECT a.id FROM relationship a JOIN case_file c ON c.person_id = a.person_id WHERE c.id = :case",
}
_OF_CASE |= {"deadline_mark": "SELECT id FROM deadline_mark WHERE case_id = :case"}
_OF_CASE |= {"intervention": "SELECT id FROM intervention WHERE case_id = :case"} | {
    table: f"SELECT d.id FROM {table} d JOIN intervention i ON i.id = d.intervention_id WHERE i.case_id = :case"
    for table in ("intervention_pause", "home_support", "support_hours", "supervised_contact", "foster_placement",
                  "residential_placement", "day_care", "inquiry", "extended_care")}
_BOOKKEEPING = frozenset({"id", "version", "op_id", "match_key", "case_id", "person_id", "intervention_id"})


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One operation. ``kind`` is a code, ``subject`` the file number or file name, ``at`` UTC."""

    op_id: int
    at: str
    operator: str | None
    kind: str
    subject: str | None
    reason: str | None
    undoes: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after an operation; both None-able, ``old`` is None for a new row."""

    op_id: int
    table: str
    row_id: int
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class View:
    """Somebody opened (exported, printed) the record."""

    at: str
    operator: str
    act: str
    detail: str | None


_OPERATION = ("SELECT o.id, o.at, p.name, o.kind, o.subject, o.reason, o.undoes FROM operation o "
              "LEFT JOIN operator p ON p.id = o.operator_id")


def operations(connection: Connection, *, subject: str | None = None, before: int | None = None,
               limit: int = 50) -> list[OperationRow]:
    """The latest operations, newest first; with ``subject`` those about one file; ``before`` continues where a page ended."""
    wanted = [(sql, value) for sql, value in (("o.subject = ?", subject), ("o.id < ?", before)) if value is not None]
    condition = f" WHERE {' AND '.join(sql for sql, _ in wanted)}" if wanted else ""
    return [OperationRow(*r) for r in connection.execute(
        f"{_OPERATION}{condition} ORDER BY o.id DESC LIMIT ?", (*(value for _, value in wanted), limit))]


def operation(connection: Connection, op_id: int) -> OperationRow | None:
    """One operation."""
    row = connection.execute(f"{_OPERATION} WHERE o.id = ?", (op_id,)).fetchone()
    return OperationRow(*row) if row else None


def compensations(connection: Connection) -> dict[int, list[int]]:
    """For each operation that was undone or redone: the operations that did it (one: a redo is undone in its turn, never
    the operation that it did again)."""
    found: dict[int, list[int]] = {}
    for op_id, undone in connection.execute("SELECT id, undoes FROM operation WHERE undoes IS NOT NULL ORDER BY id"):
        found.setdefault(undone, []).append(op_id)
    return found


def last_of(op_id: int, compensations: dict[int, list[int]]) -> tuple[int, bool]:
    """The end of the chain operation → undo → redo → undo …, and whether the operation stands there."""
    stands = True
    while op_id in compensations:
        op_id, stands = compensations[op_id][-1], not stands
    return op_id, stands


def in_force(op_id: int, compensations: dict[int, list[int]]) -> bool:
    """An operation stands unless something that stands took it back."""
    return last_of(op_id, compensations)[1]


def case_operations(connection: Connection, case_id: int) -> tuple[list[OperationRow], list[Change]]:
    """Every operation that touched a case, newest first, and every field it changed."""
    changes: list[Change] = []
    for table, sql in _OF_CASE.items():
        for (row_id,) in connection.execute(sql, {"case": case_id}).fetchall():
            changes += _changes_of(connection, table, row_id)
    number = connection.execute("SELECT file_number FROM case_file WHERE id = ?", (case_id,)).fetchone()
    named = [o.op_id for o in operations(connection, subject=number[0], limit=10_000)] if number else []
    wanted = sorted({c.op_id for c in changes} | set(named), reverse=True)
    rows = (operation(connection, op_id) for op_id in wanted)
    return [r for r in rows if r], changes


def _changes_of(connection: Connection, table: str, row_id: int) -> list[Change]:
    """The life of a row, field by field: its kept images and the present one, each compared with the one before."""
    cursor = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
    now = cursor.fetchone()
    images = [json.loads(r[0]) for r in connection.execute(
        "SELECT old FROM history WHERE tbl = ? AND row_id = ? ORDER BY id", (table, row_id))]
    if now is not None:
        images.append(dict(zip([c[0] for c in cursor.description], now, strict=True)))
    changes = []
    before: dict[str, Any] = {}
    for image in images:
        changes += [Change(image["op_id"], table, row_id, name, before.get(name), value) for name, value in image.items()
                    if name not in _BOOKKEEPING and value != before.get(name)]
        before = image
    return changes


def views(connection: Connection, entity: str, entity_id: int, limit: int = 200) -> list[View]:
    """Who looked at a record, the latest first."""
    return [View(*r) for r in connection.execute(
        "SELECT a.at, coalesce(p.name, a.operator), a.act, a.detail FROM access_entry a "
        "LEFT JOIN operator p ON p.code = a.operator WHERE a.entity = ? AND a.entity_id = ? ORDER BY a.id DESC LIMIT ?",
        (entity, entity_id, limit))]


_NAMED_BY = {
    "authority_id": "SELECT name FROM authority WHERE id = ?", "facility_id": "SELECT name FROM facility WHERE id = ?",
    "lawyer_id": "SELECT surname || ' ' || given_name FROM lawyer WHERE id = ?",
    "person_id": "SELECT surname || ' ' || given_name FROM person WHERE id = ?",
    "other_id": "SELECT surname || ' ' || given_name FROM person WHERE id = ?",
    "operator_id": "SELECT name FROM operator WHERE id = ?", "author_id": "SELECT name FROM operator WHERE id = ?",
    "household_id": "SELECT label FROM household WHERE id = ?",
    "order_id": "SELECT coalesce(order_number, registry_number, received_on, filed_on) FROM court_order WHERE id = ?",
    "follows_id": "SELECT coalesce(order_number, registry_number, received_on, filed_on) FROM court_order WHERE id = ?",
    "event_id": "SELECT at FROM event WHERE id = ?",
}
"""Fields that point to another record, with what that record is called today."""


def names_of(connection: Connection, changes: list[Change]) -> dict[tuple[str, int], str]:
    """What the records are called that changed fields point to: (field, number of the row) -> name."""
    wanted = {(c.field, value) for c in changes if c.field in _NAMED_BY for value in (c.old, c.new) if isinstance(value, int)}
    found = {}
    for field, row_id in wanted:
        row = connection.execute(_NAMED_BY[field], (row_id,)).fetchone()
        if row and row[0]:
            found[field, row_id] = str(row[0])
    for row_id in {c.row_id for c in changes if c.table == "intervention" and c.field == "end_reason"}:
        row = connection.execute("SELECT kind FROM intervention WHERE id = ?", (row_id,)).fetchone()
        if row:
            found["kind", row_id] = str(row[0])  # its list of reasons depends on it
    return found
