"""The steps make what the tables declare; they run once, in one transaction, after a verified copy."""

import re
import subprocess
import sys

import pytest
from sqlalchemy import create_engine

from minori_tui.data import driver, schema
from minori_tui.data.store import create_store, open_store
from minori_tui.data.tables import metadata
from minori_tui.data.triggers import history_triggers, journal_guards, recorded_tables
from minori_tui.domain.errors import StoreTrouble


@pytest.fixture(scope="module")
def stepped(tmp_path_factory):
    connection = driver.connect(tmp_path_factory.mktemp("s") / "s", bytes(32), must_exist=False)
    schema.apply(connection, None)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def declared():
    engine = create_engine("sqlite://", module=driver.module)
    with engine.connect() as connection:
        metadata.create_all(connection)
        yield connection.connection.driver_connection


def listed(connection, pragma):
    cursor = connection.execute(f"PRAGMA {pragma}")
    return sorted((row for row in cursor.fetchall()), key=repr)


def sql_of(connection, table):
    return connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()[0]


REFERENCES = re.compile(r",?\s*(FOREIGN KEY\(\w+\))?\s*REFERENCES \w+ \(\w+\) ON DELETE RESTRICT")
"""Compared by the pragma: a column that was added later says it in its own line."""


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_a_table_is_as_declared(stepped, declared, table):
    assert listed(stepped, f"table_xinfo({table})") == listed(declared, f"table_xinfo({table})")
    references = [sorted(row[2:] for row in listed(c, f"foreign_key_list({table})")) for c in (stepped, declared)]
    assert references[0] == references[1]
    words = [sorted(re.findall(r"'[^']*'|\w+|[^\s\w]", REFERENCES.sub("", sql_of(c, table)))) for c in (stepped, declared)]
    assert words[0] == words[1]  # checks, STRICT, AUTOINCREMENT


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_its_indexes_are_as_declared(stepped, declared, table):
    def indexes(connection):
        return {row[1]: (row[2:], listed(connection, f"index_xinfo({row[1]})"))
                for row in connection.execute(f"PRAGMA index_list({table})").fetchall()}

    assert indexes(stepped) == indexes(declared)


def test_no_other_tables_than_those_of_the_lookup(stepped):
    tables = {r[0] for r in stepped.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    others = tables - set(metadata.tables) - {"sqlite_sequence"}
    assert all(name.startswith("lookup_") for name in others)


def test_triggers_are_those_of_the_module(stepped):
    found = {r[0]: r[1] for r in stepped.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")}
    wanted = [sql for t in recorded_tables() for sql in history_triggers(t.name, list(t.columns.keys()))] + journal_guards()
    assert sorted(found.values()) == sorted(sql.removesuffix(";") for sql in wanted)


def test_every_table_with_an_operation_and_a_version_is_recorded():
    recorded = {t.name for t in recorded_tables()}
    assert {"person", "case_file", "event", "lawyer", "operator", "facility"} <= recorded
    plain = {"code", "journal_state", "operation", "operation_insert", "store_meta", "history", "import_batch", "import_row",
             "access_entry", "draft", "looked"}
    assert recorded == set(metadata.tables) - plain
    assert all(c.foreign_keys for t in recorded_tables() for c in [t.columns["op_id"]])


def test_ids_of_recorded_rows_are_never_used_twice(stepped):
    for table in recorded_tables():
        assert "AUTOINCREMENT" in sql_of(stepped, table.name)
        assert "STRICT" in sql_of(stepped, table.name)


def test_every_reference_protects_its_parent(stepped):
    for table in metadata.tables:
        assert all(row[6] == "RESTRICT" for row in stepped.execute(f"PRAGMA foreign_key_list({table})"))


def test_numbers_of_the_steps_have_no_gap():
    numbers = [number for number, _ in schema.steps()]
    assert numbers == list(range(1, schema.latest() + 1))


STEP = "ALTER TABLE person ADD COLUMN nickname TEXT;\n\nUPDATE store_meta SET value = value || '+' WHERE key = 'name'"


@pytest.fixture
def older(tmp_path, monkeypatch):
    """An archive that is one step behind this program."""
    place = tmp_path / "a.minori", tmp_path / "config"
    create_store(*place, name="Prova").close()
    newer(monkeypatch)
    return place


def newer(monkeypatch, sql=STEP):
    steps, latest = [*schema.steps(), (schema.latest() + 1, sql)], schema.latest() + 1
    monkeypatch.setattr(schema, "steps", lambda: steps)
    monkeypatch.setattr(schema, "latest", lambda: latest)


def test_an_older_format_is_brought_forward_after_a_copy(older):
    store = open_store(*older)
    assert store.meta()["name"] == "Prova+"
    with store.read() as connection:
        assert schema.version(connection) == schema.latest()
    store.close()
    copies = sorted(p.name for p in (older[0].parent / "backups").iterdir())
    assert copies == [f"a.v{schema.latest() - 1}-0.minori", f"a.v{schema.latest() - 1}-0.minori.keys"]
    open_store(*older).close()


def test_the_copy_is_the_archive_as_it_was(older, monkeypatch):
    open_store(*older).close()
    copy = next((older[0].parent / "backups").glob("*.minori"))
    monkeypatch.undo()
    store = open_store(copy, older[1])
    assert store.meta()["name"] == "Prova"
    store.close()


def test_a_step_that_fails_leaves_the_old_format(older, monkeypatch):
    monkeypatch.undo()
    newer(monkeypatch, STEP + ";\n\nINSERT INTO nowhere VALUES (1)")
    with pytest.raises(StoreTrouble):
        open_store(*older)
    monkeypatch.undo()
    store = open_store(*older)
    assert store.meta()["name"] == "Prova"
    store.close()


MIGRATE = """import sys; from pathlib import Path; from minori_tui.data import schema
from minori_tui.data.store import open_store
steps, latest = [*schema.steps(), (schema.latest() + 1, sys.argv[3])], schema.latest() + 1
schema.steps, schema.latest = lambda: steps, lambda: latest
open_store(Path(sys.argv[1]), Path(sys.argv[2])).close()"""


def test_four_programs_started_at_once_migrate_once(older):
    children = [subprocess.Popen([sys.executable, "-c", MIGRATE, *older, STEP], stderr=subprocess.PIPE) for _ in range(4)]
    assert [child.communicate()[1] for child in children] == [b""] * 4
    assert [child.returncode for child in children] == [0] * 4
    store = open_store(*older)
    assert store.meta()["name"] == "Prova+"
    store.close()
    assert not list(older[0].parent.rglob("*.tmp"))
