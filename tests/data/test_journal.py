"""Every change of every recorded table leaves its trace, in the same transaction, and nothing rewrites it."""

import json
import re

import pytest
from sqlalchemy import CheckConstraint, UniqueConstraint

from minori_tui.data import access
from minori_tui.data.driver import DatabaseError
from minori_tui.data.queries import journal as queries
from minori_tui.data.store import create_store
from minori_tui.data.triggers import recorded_tables
from minori_tui.data.unit import Unit

TABLES = {t.name: t for t in recorded_tables()}
PARENTS = {"person", "case_file", "court_order", "intervention", "event", "roster", "lawyer"}
"""Tables with a second row: others hold one row for each of theirs."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("journal")
    made = create_store(folder / "a.minori", folder / "config")
    with work(made) as unit:
        for name in TABLES:  # parents first: a row 1 in each, so that references hold
            insert(unit, name, filled(TABLES[name], 1))
            if name in PARENTS:
                insert(unit, name, filled(TABLES[name], 2))
    yield made
    made.close()


def work(store, kind="case.edit"):
    return Unit(store, "anna", "Anna", "2026-03-02T12:00:00.000Z", kind)


def words(table):
    """The first of the few words that a column takes, by column."""
    found = (re.fullmatch(r"(\w+) IN \('([^']*)'.*\)", check) for check in checks(table))
    return {match[1]: match[2] for match in found if match}


def once(table):
    """The columns that are unique, alone or together with others."""
    unique = [[c.name for c in part.columns] for part in (*table.indexes, *table.constraints)
              if getattr(part, "unique", False) or isinstance(part, UniqueConstraint)]
    return {name for names in unique for name in names} | {c.name for c in table.columns if c.unique}


def days(table):
    """The columns that take a day."""
    return {check.partition(" GLOB ")[0] for check in checks(table) if " GLOB " in check}


def checks(table):
    return [str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)]


def filled(table, number, word="prima"):
    """A value in every column."""
    values = {}
    for column in table.columns:
        if column.name in ("id", "version", "op_id"):
            continue
        if column.foreign_keys:
            values[column.name] = 2 if column.name == "other_id" or (number > 1 and column.name in once(table)) else 1
        elif column.name in days(table):
            values[column.name] = f"2020-01-{number % 28 + 1:02}"
        elif column.type.python_type is int:
            values[column.name] = 1
        elif column.name in words(table):
            values[column.name] = words(table)[column.name]
        else:
            values[column.name] = f"{word} {column.name} {number}"
    return values


def insert(unit, table, values):
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    cursor = unit.run(f"INSERT INTO {table} (version, op_id, {names}) VALUES (1, ?, {marks})", (unit.op_id, *values.values()))
    return cursor.lastrowid


def other_values(table, values):
    """Each value replaced by another one that the table allows."""
    def other(name, value):
        if table.columns[name].nullable and name != "started_on":  # an intervention begins some day
            return None
        return value if not isinstance(value, str) or name in words(table) or name in days(table) else value + " dopo"

    return {name: other(name, value) for name, value in values.items()}


def history(store, after=0):
    with store.read() as connection:
        return [(*r[:4], json.loads(r[4])) for r in connection.execute(
            "SELECT op_id, tbl, row_id, act, old FROM history WHERE id > ? ORDER BY id", (after,))]


def last(store, table="history"):
    with store.read() as connection:
        return connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_each_write_is_kept_with_old_and_new(store, name):
    table, before = TABLES[name], last(store)
    values = filled(table, 77)
    with work(store) as made:
        row_id = insert(made, name, values)
    assert history(store, before) == []
    new = other_values(table, values)
    with work(store) as changed:
        sets = ", ".join(f"{c} = ?" for c in new)
        changed.run(f"UPDATE {name} SET {sets}, version = 2, op_id = ? WHERE id = ?", (*new.values(), changed.op_id, row_id))
    with work(store) as removed:
        removed.run(f"DELETE FROM {name} WHERE id = ?", (row_id,))
    first = {"id": row_id, "version": 1, "op_id": made.op_id} | values
    second = {"id": row_id, "version": 2, "op_id": changed.op_id} | new
    assert history(store, before) == [(changed.op_id, name, row_id, "U", first), (removed.op_id, name, row_id, "D", second)]
    with store.read() as connection:
        assert connection.execute("SELECT tbl, first_id, last_id FROM operation_insert WHERE op_id = ?",
                                  (made.op_id,)).fetchall() == [(name, row_id, row_id)]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_change_outside_a_unit_is_refused(store, name):
    connection, before = store.connect(), last(store)
    column = next(c.name for c in TABLES[name].columns if c.name not in ("id", "version", "op_id"))
    present = connection.execute(f"SELECT * FROM {name} ORDER BY id").fetchall()
    for sql in (f"UPDATE {name} SET {column} = {column}", f"UPDATE {name} SET version = version + 1",
                f"UPDATE {name} SET op_id = 1, version = version + 1", f"UPDATE {name} SET id = id + 1000", f"DELETE FROM {name}",
                f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}", f"REPLACE INTO {name} SELECT * FROM {name}"):
        with pytest.raises(DatabaseError):
            connection.execute(sql)
    assert connection.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() == present
    assert last(store) == before
    connection.close()


@pytest.mark.parametrize("sql", [
    "UPDATE person SET notes = 'x' WHERE id = 1", "UPDATE person SET notes = 'x', version = version + 1 WHERE id = 1",
    "UPDATE person SET notes = 'x', op_id = (SELECT op_id FROM journal_state) WHERE id = 1",
    "UPDATE person SET notes = 'x', op_id = 1, version = version + 1 WHERE id = 1",
    "UPDATE person SET id = 900, op_id = (SELECT op_id FROM journal_state), version = version + 1 WHERE id = 2"])
def test_a_change_inside_a_unit_needs_its_operation_and_a_new_version(store, sql):
    from minori_tui.domain.errors import StoreTrouble

    before = last(store)
    with pytest.raises(StoreTrouble), work(store) as unit:
        unit.run(sql)
    assert last(store) == before


@pytest.mark.parametrize("table", ["history", "operation", "operation_insert", "access_entry"])
def test_the_journal_only_grows(store, table):
    access.note(store, "anna", "2026-03-02T12:00:00Z", "open", "case", 1, None)
    with work(store) as unit:
        unit.run("UPDATE person SET notes = 'y', version = version + 1, op_id = ? WHERE id = 1", (unit.op_id,))
    connection = store.connect()
    rows = connection.execute(f"SELECT * FROM {table}").fetchall()
    assert rows
    for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id", f"UPDATE {table} SET id = id + 10000",
                f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}", f"UPDATE OR REPLACE {table} SET id = 1"):
        with pytest.raises(DatabaseError, match="journal only grows"):
            connection.execute(sql)
    assert connection.execute(f"SELECT * FROM {table}").fetchall() == rows
    connection.close()


def test_replacing_a_row_inside_a_unit_keeps_the_old_one(store):
    with work(store) as unit:
        number = insert(unit, "household", {"label": "vecchia"})
    before = last(store)
    with work(store) as unit:
        unit.run("INSERT OR REPLACE INTO household (id, version, op_id, label) VALUES (?, 9, ?, 'nuova')", (number, unit.op_id))
    (entry,) = history(store, before)
    assert entry[:4] == (unit.op_id, "household", number, "D")
    assert entry[4]["label"] == "vecchia"


def test_ids_are_not_used_again(store):
    with work(store) as unit:
        gone = insert(unit, "household", {"label": "x"})
        unit.run("DELETE FROM household WHERE id = ?", (gone,))
        assert insert(unit, "household", {"label": "y"}) == gone + 1


def test_a_rollback_leaves_no_trace(store):
    before = last(store), last(store, "operation"), last(store, "operation_insert")
    with pytest.raises(KeyboardInterrupt), work(store) as unit:  # noqa: PT012 - the block is the unit of work
        unit.run("UPDATE person SET notes = 'z', version = version + 1, op_id = ? WHERE id = 1", (unit.op_id,))
        raise KeyboardInterrupt
    assert (last(store), last(store, "operation"), last(store, "operation_insert")) == before


def test_pages_of_operations(store):
    with store.read() as connection:
        rows = queries.operations(connection, limit=10)
        assert [r.op_id for r in rows] == sorted((r.op_id for r in rows), reverse=True)
        rest = queries.operations(connection, before=rows[3].op_id, limit=6)
        assert rest == rows[4:]
        assert queries.operation(connection, rows[0].op_id) == rows[0]
        assert queries.operation(connection, 10**6) is None
        assert queries.operations(connection, subject="none") == []
