"""One intention, one transaction, one operation: all of it or nothing, and nobody's work overwritten."""

import subprocess
import sys

import pytest

from minori_tui.data.store import create_store
from minori_tui.data.tables import Person
from minori_tui.data.unit import Unit
from minori_tui.domain.errors import Conflict, Refused, StoreTrouble


@pytest.fixture
def store(tmp_path):
    made = create_store(tmp_path / "a.minori", tmp_path / "config")
    yield made
    made.close()


def work(store, kind="case.edit", **more):
    return Unit(store, more.pop("operator", "anna"), "Anna Verdi", "2026-03-02T12:00:00.000Z", kind, **more)


def rows(store, sql, *values):
    with store.read() as connection:
        return [tuple(r) for r in connection.execute(sql, values)]


def person(surname="Rossi", **more):
    return Person(surname=surname, given_name="Ada", match_key="x", **more)


def counts(store):
    tables = [r[0] for r in rows(store, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")]
    return {t: rows(store, f"SELECT count(*) FROM {t}") for t in tables}


def test_the_operation_says_who_when_what_and_why(store):
    with work(store, "case.edit", subject="2026/0001", reason="richiesta del tribunale") as unit:
        unit.add(person())
    assert rows(store, "SELECT o.at, o.kind, o.subject, o.reason, o.undoes, p.code, p.name FROM operation o JOIN operator p "
                "ON p.id = o.operator_id WHERE o.id = ?", unit.op_id) == [
        ("2026-03-02T12:00:00.000Z", "case.edit", "2026/0001", "richiesta del tribunale", None, "anna", "Anna Verdi")]
    assert rows(store, "SELECT op_id FROM journal_state") == [(None,)]


def test_a_new_operator_is_entered_once_by_an_operation_of_its_own(store):
    for operator in ("anna", "anna", "bruno", "anna"):
        with work(store, operator=operator):
            pass
    assert rows(store, "SELECT kind FROM operation ORDER BY id") == [
        (k,) for k in ("operator.add", "case.edit", "case.edit", "operator.add", "case.edit", "case.edit")]
    assert rows(store, "SELECT code, op_id FROM operator ORDER BY id") == [("anna", 1), ("bruno", 4)]
    assert rows(store, "SELECT op_id, tbl, first_id, last_id FROM operation_insert") == [
        (1, "operator", 1, 1), (4, "operator", 2, 2)]


def test_ranges_of_new_rows(store):
    with work(store) as first:
        for _ in range(3):
            first.add(person())
    with work(store) as second:
        second.add(person())
        second.many("INSERT INTO person (version, op_id, surname, given_name, match_key) VALUES (1, ?, 'V', 'A', 'x')",
                    [(second.op_id,)] * 5)
        second.many("INSERT INTO household (version, op_id, label) VALUES (1, ?, 'x')", [])
    assert rows(store, "SELECT op_id, first_id, last_id FROM operation_insert WHERE tbl = 'person'") == [
        (first.op_id, 1, 3), (second.op_id, 4, 9)]


def test_an_exception_takes_everything_back(store):
    with work(store):
        pass
    before = counts(store)
    with pytest.raises(Refused), work(store, operator="bruno") as unit:  # noqa: PT012 - the block is the unit of work
        unit.add(person())
        unit.name("2026/0009")
        raise Refused("no")
    assert counts(store) == before
    assert rows(store, "SELECT op_id FROM journal_state") == [(None,)]


def test_a_stale_version_is_a_conflict_and_writes_nothing(store):
    with work(store) as unit:
        row = unit.add(person(notes="prima"))
    with work(store) as unit:
        unit.change(Person, row.id, 1, notes="seconda")
    before = counts(store)
    for version in (1, 3):
        with pytest.raises(Conflict) as caught, work(store) as unit:  # noqa: PT012 - the block is the unit of work
            unit.add(person("Altro"))
            unit.change(Person, row.id, version, notes="terza")
        assert caught.value.facts["code"] == "changed-meanwhile"
    assert counts(store) == before
    assert rows(store, "SELECT notes, version FROM person") == [("seconda", 2)]


@pytest.mark.parametrize("values", [{"surname": ""}, {"birth_date": "2/3/2015"}, {"sex": "X"}, {"op_id": 999}])
def test_what_the_tables_refuse_is_a_sentence_without_values(store, values):
    before = counts(store)
    with pytest.raises(StoreTrouble) as caught, work(store) as unit:  # noqa: PT012 - the block is the unit of work
        row = unit.add(person(notes="segretissimo"))
        unit.run(f"UPDATE person SET {next(iter(values))} = ?, version = 2 WHERE id = ?", (*values.values(), row.id))
    assert caught.value.facts["name"].startswith("SQLITE_CONSTRAINT")
    assert "segretissimo" not in repr((caught.value, caught.value.facts))
    assert counts(store) == before


def test_trouble_in_the_index_and_at_the_end_is_a_sentence_too(store, monkeypatch):
    with work(store):
        pass
    connection = store.connect()
    connection.execute("DROP TABLE lookup_case")
    connection.close()
    with pytest.raises(StoreTrouble), work(store) as unit:
        unit.touched_cases.add(1)
    with pytest.raises(StoreTrouble), work(store) as unit:
        unit.raw.execute("SELECT * FROM lookup_case")
    with pytest.raises(StoreTrouble), work(store) as unit:  # noqa: PT012 - the block is the unit of work
        unit.run("PRAGMA defer_foreign_keys = ON")
        unit.run("INSERT INTO case_file (version, op_id, file_number, person_id) VALUES (1, ?, 'x', 99)", (unit.op_id,))
    assert rows(store, "SELECT count(*) FROM case_file") == [(0,)]


def test_trouble_at_the_beginning(store):
    connection = store.connect()
    connection.execute("ALTER TABLE operation RENAME TO elsewhere")
    connection.close()
    with pytest.raises(StoreTrouble), work(store):
        pytest.fail("cannot begin")


ADD = """import sys; from pathlib import Path
from minori_tui.data.store import open_store; from minori_tui.data.unit import Unit
s = open_store(Path(sys.argv[1]), Path(sys.argv[2]))
for _ in range(15):
    with Unit(s, sys.argv[3], "", "2026-03-02T12:00:00.000Z", "case.edit") as u:
        n = u.rows("SELECT count(*) FROM person")[0][0]
        u.run("INSERT INTO person (version, op_id, surname, given_name, match_key) VALUES (1, ?, ?, 'A', 'x')", (u.op_id, str(n)))
s.close()"""


def test_several_writers_lose_nothing(store, tmp_path):
    children = [subprocess.Popen([sys.executable, "-c", ADD, tmp_path / "a.minori", tmp_path / "config", f"op{n}"])
                for n in range(3)]
    assert [child.wait() for child in children] == [0, 0, 0]
    assert rows(store, "SELECT surname FROM person ORDER BY id") == [(str(n),) for n in range(45)]
    inserted = rows(store, "SELECT first_id, last_id FROM operation_insert WHERE tbl = 'person' ORDER BY id")
    assert inserted == [(n, n) for n in range(1, 46)]
