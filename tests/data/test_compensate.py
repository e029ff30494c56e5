"""Taking back operations on any table: removed, changed and made rows, several times in one operation, in chunks."""

import pytest

from minori_tui.data import compensate as module
from minori_tui.data.compensate import compensate
from minori_tui.data.store import create_store
from minori_tui.data.unit import Unit
from minori_tui.domain.errors import Refused


@pytest.fixture
def store(tmp_path):
    made = create_store(tmp_path / "a.minori", tmp_path / "config")
    yield made
    made.close()


def work(store, kind="import"):
    return Unit(store, "anna", "Anna", "2026-03-02T12:00:00.000Z", kind)


def back(store, op_id):
    with work(store, "undo") as unit:
        unit.takes_back(op_id)
        compensate(unit, op_id)
    return unit.op_id


def households(store):
    with store.read() as connection:
        return [tuple(r) for r in connection.execute("SELECT id, label FROM household ORDER BY id")]


def put(unit, *labels):
    unit.many("INSERT INTO household (version, op_id, label) VALUES (1, ?, ?)", [(unit.op_id, label) for label in labels])


def relabel(unit, label, where="1"):
    unit.run(f"UPDATE household SET label = label || ?, version = version + 1, op_id = ? WHERE {where}", (label, unit.op_id))


@pytest.fixture
def made(store):
    with work(store) as unit:
        put(unit, *"abcdef")
    return unit.op_id


def test_removed_rows_come_back_with_their_ids(store, made):
    before = households(store)
    with work(store) as unit:
        unit.run("DELETE FROM household WHERE id IN (1, 2, 3, 5)")
    undone = back(store, unit.op_id)
    assert households(store) == before
    with store.read() as connection:
        ranges = connection.execute("SELECT first_id, last_id FROM operation_insert WHERE op_id = ? ORDER BY id", (undone,))
        assert [tuple(r) for r in ranges] == [(1, 3), (5, 5)]
    back(store, undone)
    assert households(store) == [(4, "d"), (6, "f")]


@pytest.mark.parametrize("chunk", [1, 2, 5_000])
def test_one_operation_that_does_everything_several_times(store, made, monkeypatch, chunk):
    monkeypatch.setattr(module, "_CHUNK", chunk)
    before = households(store)
    with work(store) as unit:
        relabel(unit, "1")
        put(unit, "new")
        relabel(unit, "2", "id > 3")
        unit.run("DELETE FROM household WHERE id IN (2, 7)")
        relabel(unit, "3", "id IN (1, 6)")
    after = households(store)
    undone = back(store, unit.op_id)
    assert households(store) == before
    redone = back(store, undone)
    assert households(store) == after
    back(store, redone)
    assert households(store) == before


def test_later_changes_removals_and_references_are_named(store, made):
    cases = []
    with work(store) as unit:
        relabel(unit, "!", "id = 2")
    cases.append(unit.op_id)
    with pytest.raises(Refused) as caught:
        back(store, made)
    assert caught.value.facts["operation"] == unit.op_id
    back(store, unit.op_id)
    with work(store, "case.new") as child:
        child.run("INSERT INTO person (version, op_id, surname, given_name, match_key) VALUES (1, ?, 'A', 'B', 'x')",
                  (child.op_id,))
        child.run("INSERT INTO household_member (version, op_id, household_id, person_id) VALUES (1, ?, 3, 1)", (child.op_id,))
    before = households(store)
    with pytest.raises(Refused) as caught:
        back(store, made)
    assert (caught.value.facts["operation"], caught.value.facts["kind"]) == (child.op_id, "case.new")
    assert households(store) == before
    back(store, child.op_id)
    back(store, made)
    assert households(store) == []


def test_a_change_of_a_row_that_was_removed_since(store, made):
    with work(store) as changed:
        relabel(changed, "!", "id = 2")
    with work(store) as removed:
        removed.run("DELETE FROM household WHERE id = 2")
    with pytest.raises(Refused) as caught:
        back(store, changed.op_id)
    assert caught.value.facts["operation"] == removed.op_id


def test_an_operation_without_rows(store, made):
    with work(store) as unit:
        pass
    before = households(store)
    back(store, unit.op_id)
    assert households(store) == before


def test_lawyers_return_to_the_lookup(store):
    with work(store) as unit:
        unit.run("INSERT INTO lawyer (version, op_id, surname, given_name, match_key) VALUES (1, ?, 'Neri', 'Ivo', 'neriivo')",
                 (unit.op_id,))
        unit.run("INSERT INTO lawyer_office (version, op_id, lawyer_id, city) VALUES (1, ?, 1, 'Lovere')", (unit.op_id,))
        unit.touched_lawyers.add(1)

    def found():
        with store.read() as connection:
            return connection.execute("SELECT rowid FROM lookup_lawyer WHERE lookup_lawyer MATCH 'neri'").fetchall()

    assert len(found()) == 1
    undone = back(store, unit.op_id)
    assert found() == []
    back(store, undone)
    assert len(found()) == 1
