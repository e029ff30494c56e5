"""The index stays what the records say: after changes, removals and undo it equals one that is made again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import Child, Kin, add_children, lookup_tables
from relevance import CAST, crowd

from minori_tui.data import lookup_index, many
from minori_tui.data.compensate import compensate
from minori_tui.data.driver import Connection
from minori_tui.data.lookup_index import due_range, sort_key
from minori_tui.data.queries.lookup import Search
from minori_tui.data.store import Store
from minori_tui.data.tables import Address, Assignment, CaseFile, CaseSpell, Contact, Person, Relationship
from minori_tui.data.unit import Unit
from minori_tui.domain.lookup import parse

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2079, 6, 5))


def unit(store: Store, kind: str = "test") -> Unit:
    return Unit(store, "mr", "M. R.", "2026-11-22T09:00:00.000Z", kind)


def same_as_rebuilt(connection: Connection) -> None:
    """Compare with an index made from nothing. Words that nobody has any more may stay among the sounds until then."""
    before = lookup_tables(connection)
    connection.execute("BEGIN IMMEDIATE")
    lookup_index.rebuild(connection)
    after = lookup_tables(connection)
    connection.execute("ROLLBACK")
    for table in ("lookup_word", "lookup_near"):
        assert set(after.pop(table)) <= set(before.pop(table))
    assert before == after


def test_changes_removals_and_undo_leave_the_index_as_a_rebuild_makes_it(store: Store) -> None:
    with store.read() as connection:
        cases = add_children(connection, [*CAST.values(), *crowd(60)])
        same_as_rebuilt(connection)
        first = lookup_tables(connection)
        case = cases["2025/0119"]
        person = connection.execute("SELECT person_id FROM case_file WHERE id = ?", (case,)).fetchone()[0]
    with unit(store) as work:
        work.change(Person, person, 1, surname="Della Lucia", birth_date="2017-01-01")
        work.change(CaseFile, case, 1, file_number="2026/0001", review_on="2027-01-01", municipality="H615")
        work.touched_cases.add(case)
        changed = work.op_id
    with store.read() as connection:
        same_as_rebuilt(connection)
        assert Search(connection, parse("dellalucia", TODAY)).count() == 1
        assert Search(connection, parse("2025/0119", TODAY)).count() == 0
    with unit(store) as work:
        spell = work.rows("SELECT id FROM case_spell WHERE case_id = ?", (case,))[0][0]
        work.change(CaseSpell, spell, 1, closed_on="2026-10-10")
        mother = work.add(Person(surname="Nuova", given_name="Madre", match_key="x"))
        work.add(Relationship(person_id=person, other_id=mother.id, kind="mother"))
        work.add(Contact(person_id=mother.id, kind="phone", value="0346 11111", match_key="034611111"))
        work.add(Address(person_id=person, street="Via Altrove 9", municipality="H615", protected=0))
        work.add(Assignment(case_id=case, operator_id=work.rows("SELECT id FROM operator")[0][0], role="educator"))
        work.touched_cases.add(case)
        grown = work.op_id
    with store.read() as connection:
        same_as_rebuilt(connection)
        assert Search(connection, parse("034611111", TODAY)).count() == 1
    for op in (grown, changed):
        with unit(store, "undo") as work:
            compensate(work, op)
        with store.read() as connection:
            same_as_rebuilt(connection)
    with store.read() as connection:
        last = lookup_tables(connection)
        assert {t: last[t] for t in ("lookup_case", "lookup_text", "lookup_code")} == {
            t: first[t] for t in ("lookup_case", "lookup_text", "lookup_code")}


def test_a_case_taken_back_disappears(store: Store) -> None:
    with unit(store) as work:
        child = work.add(Person(surname="Pinco", given_name="Ada", match_key="pinco ada"))
        case = work.add(CaseFile(file_number="2026/0009", person_id=child.id))
        work.touched_cases.add(case.id or 0)
        made = work.op_id
    with store.read() as connection:
        assert Search(connection, parse("pinco", TODAY)).count() == 1
    with unit(store, "undo") as work:
        compensate(work, made)
    with store.read() as connection:
        assert Search(connection, parse("pinco", TODAY)).count() == 0
        assert all(not rows for table, rows in lookup_tables(connection).items() if table not in ("lookup_word", "lookup_near"))


def test_many_cases_at_once_and_one_by_one_give_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.read() as connection:
        cases = add_children(connection, crowd(90), index=False)
        monkeypatch.setattr(many, "CHUNK", 20)
        connection.execute("BEGIN")
        lookup_index.refresh_cases(connection, cases.values())
        at_once = lookup_tables(connection)
        lookup_index.rebuild(connection)
        assert lookup_tables(connection) == at_once
        for case in cases.values():
            lookup_index.refresh_cases(connection, [case])
        assert lookup_tables(connection) == at_once
        connection.execute("COMMIT")


def test_what_a_case_is_found_by_is_written_once(store: Store) -> None:
    with store.read() as connection:
        add_children(connection, [Child("De Luca", "Ada", "2025/0001", code="DLCADA15E45C800X", kin=(
            Kin("mother", "Rossi", "Ada", "0346 1234"), Kin("father", "De Luca", "Ugo", "0346 1234")))])
        words = {term for term, _ in lookup_tables(connection)["lookup_text"]}
        assert {"de", "luca", "deluca", "ada", "1de", "1deluca", "1rossi", "1ugo", "3o", "4clusone", "60", "0f"} <= words
        codes = connection.execute("SELECT codes FROM lookup_case").fetchone()[0]
        assert codes == "20250001 dlcada15e45c800x 03461234"


@given(st.integers(1, 2**24 - 1), DAYS, st.integers(1, 2**24 - 1), DAYS)
def test_places_are_in_the_order_of_the_list(one: int, day: date, other: int, later: date) -> None:
    due, due_later = sort_key(one, is_open=True, day=day), sort_key(other, is_open=True, day=later)
    assert (due < due_later) == ((day, one) < (later, other))
    none = sort_key(one, is_open=True, day=None)
    closed, closed_later = sort_key(one, is_open=False, day=day), sort_key(other, is_open=False, day=later)
    assert max(due, due_later) < none < min(closed, closed_later)
    assert (closed < closed_later) == ((-day.toordinal(), one) < (-later.toordinal(), other))
    first, last = due_range(day)
    assert (first <= due_later <= last) == (later <= day)
