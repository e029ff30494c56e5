"""Taking an operation back: the old images are written again under a new operation. Nothing of the journal is touched.

Rows the operation made are removed (their image is kept), rows it changed get their image back, rows it removed are there
again with their ids. When later work rests on any of them it is refused, and that work is named.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from minori_tui.data import lookup_due
from minori_tui.domain.errors import Refused

if TYPE_CHECKING:
    from minori_tui.data.unit import Unit

_CASES_OF = {
    "case_file": "SELECT id FROM case_file WHERE id BETWEEN ? AND ?",
    "person": "SELECT c.id FROM case_file c WHERE c.person_id BETWEEN ?1 AND ?2 UNION SELECT c.id FROM relationship r "
              "JOIN case_file c ON c.person_id = r.person_id WHERE r.other_id BETWEEN ?1 AND ?2",
    **{table: f"SELECT case_id FROM {table} WHERE id BETWEEN ? AND ?" for table in ("case_spell", "assignment", "referral")},
    **{table: f"SELECT c.id FROM {table} x JOIN case_file c ON c.person_id = x.person_id WHERE x.id BETWEEN ?1 AND ?2 UNION "
              f"SELECT c.id FROM {table} x JOIN relationship r ON r.other_id = x.person_id JOIN case_file c "
              "ON c.person_id = r.person_id WHERE x.id BETWEEN ?1 AND ?2" for table in ("address", "contact", "relationship")},
    **{table: f"SELECT case_id FROM {table} WHERE id BETWEEN ? AND ?" for table in ("order_child", "order_parent", "legal_role")},
    "court_order": "SELECT case_id FROM order_child WHERE order_id BETWEEN ? AND ?",
    "custody_terms": "SELECT x.case_id FROM custody_terms t JOIN order_child x ON x.order_id = t.order_id "
                     "WHERE t.id BETWEEN ? AND ?",
    "hearing": "SELECT e.case_id FROM hearing h JOIN event e ON e.id = h.event_id WHERE h.id BETWEEN ? AND ?",
}
_DETAILS = ("intervention_pause", "home_support", "foster_placement", "residential_placement", "inquiry", "extended_care")
_CASES_OF |= {
    **{table: f"SELECT case_id FROM {table} WHERE id BETWEEN ? AND ?"
       for table in ("order_child", "legal_role", "deadline_mark", "intervention")},
    **{table: f"SELECT i.case_id FROM {table} x JOIN intervention i ON i.id = x.intervention_id WHERE x.id BETWEEN ? AND ?"
       for table in _DETAILS},
    "court_order": "SELECT case_id FROM order_child WHERE order_id BETWEEN ? AND ?",
    "custody_terms": "SELECT r.case_id FROM custody_terms t JOIN order_child r ON r.order_id = t.order_id "
                     "WHERE t.id BETWEEN ? AND ?",
    "event": "SELECT case_id FROM event WHERE kind = 'hearing' AND id BETWEEN ? AND ?",
    "hearing": "SELECT e.case_id FROM hearing h JOIN event e ON e.id = h.event_id WHERE h.id BETWEEN ? AND ?",
    "facility": "SELECT case_id FROM intervention WHERE facility_id BETWEEN ? AND ?",
}
_LAWYERS_OF = {"lawyer": "SELECT id FROM lawyer WHERE id BETWEEN ? AND ?",
               "lawyer_office": "SELECT lawyer_id FROM lawyer_office WHERE id BETWEEN ? AND ?"}
_CHUNK = 5_000


def compensate(unit: Unit, op_id: int) -> None:
    """Undo ``op_id`` inside ``unit``. Raises ``Refused`` (with the later operation) and changes nothing then."""
    unit.run("PRAGMA defer_foreign_keys = ON")
    made = unit.rows("SELECT tbl, first_id, last_id FROM operation_insert WHERE op_id = ? ORDER BY id", (op_id,))
    images = unit.rows("SELECT tbl, row_id, act, old FROM history WHERE op_id = ? ORDER BY id DESC", (op_id,))
    _check_made(unit, op_id, made)
    _check_changed(unit, op_id, [(t, r) for t, r, act, _ in images if act == "U"])
    for table, first, last in made:
        _touch(unit, table, first, last)
    for table, row_id in {(t, r) for t, r, act, _ in images if act == "U"}:
        _touch(unit, table, row_id, row_id)
    _write_back(unit, images)
    for table, first, last in sorted(made, key=lambda m: _depth(m[0]), reverse=True):
        unit.run(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (first, last))
    for table, row_id in {(t, r) for t, r, _, _ in images}:
        _touch(unit, table, row_id, row_id)
    if "rule_setting" in {*(m[0] for m in made), *(i[0] for i in images)}:
        unit.touched_cases.update(lookup_due.stale(unit.raw))


def _depth(table: str) -> int:
    """Parents before children: a RESTRICT reference is checked at once, even in a transaction that defers the others."""
    from minori_tui.data.tables import metadata

    return [t.name for t in metadata.sorted_tables].index(table)


def _touch(unit: Unit, table: str, first: int, last: int) -> None:
    """Note the cases and lawyers whose place in the lookup depends on these rows."""
    if table in _CASES_OF:
        unit.touched_cases.update(r[0] for r in unit.rows(_CASES_OF[table], (first, last)))
    elif table in _LAWYERS_OF:
        unit.touched_lawyers.update(r[0] for r in unit.rows(_LAWYERS_OF[table], (first, last)))


def _write_back(unit: Unit, images: Iterable[tuple[str, int, str, str]]) -> None:
    """Give changed rows their old image, and removed rows their place; runs of like rows go in one statement."""
    restored: dict[str, list[int]] = {}
    for table, act, rows in _runs(images):
        columns = [c for c in rows[0] if c not in ("id", "version", "op_id")]
        if act == "U":
            sets = ", ".join(f"{c} = ?" for c in columns)
            unit.many(f"UPDATE {table} SET {sets}, version = version + 1, op_id = ? WHERE id = ?",
                      [(*(row[c] for c in columns), unit.op_id, row["id"]) for row in rows])
        else:
            names = ", ".join(["id", "version", "op_id", *columns])
            marks = ", ".join("?" * (len(columns) + 3))
            unit.many(f"INSERT INTO {table} ({names}) VALUES ({marks})",
                      [(row["id"], row["version"] + 1, unit.op_id, *(row[c] for c in columns)) for row in rows])
            restored.setdefault(table, []).extend(row["id"] for row in rows)
    unit.many("INSERT INTO operation_insert (op_id, tbl, first_id, last_id) VALUES (?, ?, ?, ?)",
              [(unit.op_id, table, first, last) for table, ids in restored.items() for first, last in _ranges(ids)])


def _runs(images: Iterable[tuple[str, int, str, str]]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Consecutive images of one table and kind, in the order given; a row that comes twice starts a new run."""
    run: list[dict[str, Any]] = []
    seen: set[int] = set()
    now = ("", "")
    for table, row_id, act, old in images:
        if run and ((table, act) != now or row_id in seen or len(run) == _CHUNK):
            yield (*now, run)
            run, seen = [], set()
        now = (table, act)
        run.append(json.loads(old))
        seen.add(row_id)
    if run:
        yield (*now, run)


def _ranges(ids: list[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in sorted(ids):
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last


def _check_made(unit: Unit, op_id: int, made: list[tuple[str, int, int]]) -> None:
    """Refuse when a row that would be removed was changed later, or a row of later work refers to it."""
    references = _references(unit, {table for table, _, _ in made})
    for table, first, last in made:
        if table == "operator":
            for (other,) in unit.rows("SELECT id FROM operation WHERE operator_id BETWEEN ? AND ? LIMIT 1", (first, last)):
                _refuse_unless(unit, op_id, [other])
        for holder, column in [(table, "id"), *references.get(table, [])]:
            rows = unit.rows(f"SELECT id, op_id FROM {holder} WHERE {column} BETWEEN ? AND ? AND op_id <> ?",
                             (first, last, op_id))
            for row_id, other in rows:
                _refuse_unless(unit, op_id, _same_image(unit, holder, row_id, other))


def _check_changed(unit: Unit, op_id: int, rows: list[tuple[str, int]]) -> None:
    """Refuse when a row that would get its old image back was changed again, or removed, by later work."""
    for table, row_id in rows:
        found = unit.rows(f"SELECT op_id FROM {table} WHERE id = ?", (row_id,)) or unit.rows(
            "SELECT op_id FROM history WHERE tbl = ? AND row_id = ? AND act = 'D' ORDER BY id DESC LIMIT 1", (table, row_id))
        if found and found[0][0] != op_id:
            _refuse_unless(unit, op_id, _same_image(unit, table, row_id, found[0][0]))


def _same_image(unit: Unit, table: str, row_id: int, op_id: int) -> list[int]:
    """The operations after which a row looked as it looks after ``op_id``: an undo shows the image of the operation before
    the one it undid, and that one may be an undo or redo itself. The last is the one that first made the row look so."""
    same = []
    while True:
        same.append(op_id)
        undoes = unit.rows("SELECT undoes FROM operation WHERE id = ? AND undoes IS NOT NULL", (op_id,))
        image = undoes and unit.rows("SELECT json_extract(old, '$.op_id') FROM history WHERE tbl = ? AND row_id = ? "
                                     "AND op_id = ? ORDER BY id LIMIT 1", (table, row_id, undoes[0][0]))
        if not image:
            return same
        op_id = image[0][0]


def _references(unit: Unit, tables: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Which recorded tables refer to each of these tables, and by which column."""
    found: dict[str, list[tuple[str, str]]] = {}
    names = [r[0] for r in unit.rows("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'")]
    for child in names:
        for row in unit.rows(f"PRAGMA foreign_key_list({child})"):
            if row[2] in tables:
                found.setdefault(row[2], []).append((child, row[3]))
    return found


def _refuse_unless(unit: Unit, op_id: int, found: list[int]) -> None:
    """Refuse, naming the later operation, unless the row still looks as ``op_id`` left it."""
    if op_id not in found:
        later = unit.rows("SELECT id, kind, subject, at FROM operation WHERE id = ?", (found[-1],))[0]
        raise Refused("It cannot be taken back: later work rests on it.", code="later-work", operation=later[0], kind=later[1],
                      subject=later[2] or "", at=later[3])
