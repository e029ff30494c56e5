"""What falls due and what is found is kept as the facts say it, whatever was written, undone or brought forward."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import Child, add_children, operation
from test_facts import fill, put

from minori_tui.data import demo, lookup_due, lookup_index, schema
from minori_tui.data.lookup_due import kept, next_of
from minori_tui.data.queries.explain import explain
from minori_tui.data.queries.facts import case_facts
from minori_tui.data.queries.lookup import Search
from minori_tui.data.queries.rules import rule_book
from minori_tui.data.store import create_store, open_store
from minori_tui.domain.errors import StoreTrouble
from minori_tui.domain.facts import CaseFacts, InterventionFacts, OrderFacts
from minori_tui.domain.legal_clock import STANDARD, deadlines
from minori_tui.domain.lookup import number_codes, parse
from minori_tui.domain.moments import ROME, write

TODAY = date(2026, 11, 22)


def facts(born=None, review=None, is_open=True, **more):
    return CaseFacts(1, "2026/0001", "Rossi", "Ada", born and date.fromisoformat(born), is_open=is_open,
                     review_on=review and date.fromisoformat(review), **more)


@pytest.mark.parametrize(("born", "review", "rule", "when"), [
    ("2010-05-10", "2026-12-01", "REVIEW", "2026-12-01"),
    ("2010-05-10", "2028-12-01", "AGE-18", "2028-05-10"),
    ("2010-05-10", "2028-05-10", "AGE-18", "2028-05-10"),  # the same day: the law before the plan
    ("2010-05-10", None, "AGE-18", "2028-05-10"),
    (None, "2026-12-01", "REVIEW", "2026-12-01"),
    ("2010-05-10", "2025-01-15", "REVIEW", "2025-01-15"),  # overdue stays
    ("2005-05-10", "2026-12-01", "AGE-18", "2023-05-10"),
    ("2020-05-10", None, "AGE-18", "2038-05-10"),  # the twelfth birthday comes before, and asks for nothing
])
def test_the_next_thing_to_do(born, review, rule, when):
    found = next_of(d for d in deadlines(facts(born, review)) if kept(d))
    assert (found.rule.code, write(found.due)) == (rule, when)


def test_nothing_to_do():
    assert next_of(d for d in deadlines(facts("2010-05-10", "2026-12-01", is_open=False)) if kept(d)) is None
    assert next_of([]) is None


def test_what_others_must_do_and_what_waits_is_not_the_next_thing():
    removal = OrderFacts(5, "emergency_removal", "", "Sindaco", "other", occurred_at=datetime(2026, 11, 20, 8, 0, tzinfo=ROME))
    found = [d for d in deadlines(facts(orders=(removal,))) if kept(d)]
    assert {d.rule.code for d in found} == {"A403-1", "A403-2"}
    assert next_of(found).rule.code == "A403-1"
    assert next_of(d for d in found if d.rule.owner == "other") is None


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
MAYBE = st.none() | DAYS
ORDERS = st.builds(OrderFacts, st.integers(1, 9), st.sampled_from([
    "foster_care", "service_custody", "residential", "inquiry", "extension", "revocation", "extended_care", "emergency_removal"]),
    st.just("1/25"), st.just("TM"), st.sampled_from(["juvenile_court", "guardianship_judge"]), MAYBE, MAYBE, MAYBE,
    st.none() | st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)).map(lambda d: d.replace(tzinfo=ROME, second=0)),
    st.none() | st.integers(1, 24), st.none() | st.integers(1, 6), MAYBE, ended_on=MAYBE)
KINDS = st.sampled_from(["ADM", "AFF", "COM", "IND", "PRO", "SAS"])
INTERVENTIONS = st.builds(InterventionFacts, st.integers(1, 9), KINDS, MAYBE, MAYBE, MAYBE, MAYBE, st.sampled_from(
    [None, "consensual", "judicial"]), st.none() | st.integers(1, 9))


@settings(max_examples=300)
@given(st.lists(ORDERS, max_size=4, unique_by=lambda o: o.order_id),
       st.lists(INTERVENTIONS, max_size=4, unique_by=lambda i: i.intervention_id), MAYBE)
def test_no_deadline_of_a_case_has_the_name_of_another(orders, interventions, born):
    case = facts(born and born.isoformat(), "2026-12-01", orders=tuple(orders), interventions=tuple(interventions))
    keys = [d.key for d in deadlines(case) if kept(d)]
    assert len(keys) == len(set(keys))


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """A small synthetic district, read by several tests."""
    folder = tmp_path_factory.mktemp("district")
    demo.make(folder / "d.minori", folder / "config", size="300", seed=3, today=TODAY)
    store = open_store(folder / "d.minori", folder / "config")
    yield store
    store.close()


def test_what_is_kept_is_what_the_facts_say(district):
    with district.read() as connection:
        stored = set(connection.execute("SELECT * FROM lookup_due"))
        listed = dict(connection.execute("SELECT case_id, next_due FROM lookup_case WHERE next_due IS NOT NULL"))
        ids = [r[0] for r in connection.execute("SELECT id FROM case_file")]
        found = case_facts(connection, ids)
        assert lookup_due.stale(connection) == []
    pending = {case_id: [d for d in deadlines(case) if kept(d)] for case_id, case in found.items()}
    assert stored == {(write(d.due), d.case_id, d.rule.code, d.subject, d.subject_id or 0, d.occurrence, d.rule.owner)
                      for each in pending.values() for d in each}
    first = {case_id: write(one.due)[:10] for case_id, each in pending.items() if (one := next_of(each))}
    assert first == listed
    assert {row[6] for row in stored} == {"service", "other"}
    assert any(len(row[0]) > 10 for row in stored)  # a removal runs


def test_interventions_under_way_and_numbers_of_orders_find_their_case(store):
    with store.read() as connection:
        cases = add_children(connection, [Child("Rossi", "Ada", "2026/0001"), Child("Bini", "Ugo", "2026/0002"),
                                          Child("Poli", "Eva", "2026/0003", closed="2026-01-01")])
        fill(connection, cases["2026/0001"])
        with operation(connection) as op:
            put(connection, op, "intervention", case_id=cases["2026/0003"], kind="ADM", started_on="2025-01-01")
            lookup_index.refresh_cases(connection, cases.values())

        def found(text):
            return [hit.file_number for hit in Search(connection, parse(text, TODAY)).window(0, 10)]

        hit = Search(connection, parse("rossi", TODAY)).window(0, 1)[0]
        assert hit.activity == "COM IND PRO"  # where the child lives first; what ended or is only planned is not there
        for text in ("int:com", "int:comunità", "int:inserimento", "int:prosieguo", "1204/25", "1204/2025", "120425", "55/26"):
            assert found(text) == ["2026/0001"], text
        for text in ("int:aff", "int:adm", "int:xyz", "1204/24"):
            assert found(text) == [], text
        for text, message, facts_ in (("1204/2025", "order or proceeding {number}", {"number": "1204/25"}),
                                      ("int:com", "under way: {kinds}", {"kinds": "COM IND PRO"})):
            reasons = explain(connection, cases["2026/0001"], parse(text, TODAY))
            assert [(r.message, r.facts) for r in reasons] == [(message, facts_)]


@pytest.mark.parametrize(("number", "codes"), [
    ("1204/25", ["120425", "12042025"]), ("n. 1204/2025", ["n12042025", "12042025", "120425"]),
    ("R.G. 0012/2024 V.G.", ["rg00122024vg", "122024", "1224"]), ("ABC", ["abc"]), ("—", []),
])
def test_codes_of_a_number(number, codes):
    assert number_codes(number) == codes


def old_store(tmp_path, monkeypatch):
    """An archive made by the first step only, with a case in it and codes of its time."""
    place, first = (tmp_path / "old.minori", tmp_path / "config"), schema.steps()[:1]
    with monkeypatch.context() as patch:
        patch.setattr(schema, "steps", lambda: first)
        patch.setattr(schema, "latest", lambda: 1)
        store = create_store(*place)
        with store.read() as connection:
            connection.execute("DELETE FROM code WHERE list IN ('order_kind', 'intervention_kind')")
            with operation(connection) as op:
                person = put(connection, op, "person", surname="Rossi", given_name="Ada", match_key="rossiada",
                             birth_date="2010-05-10")
                case = put(connection, op, "case_file", file_number="2026/0001", person_id=person, review_on="2026-12-01")
                put(connection, op, "case_spell", case_id=case, opened_on="2026-01-01")
                connection.execute("INSERT INTO lookup_case (sort, case_id, file_number, surname, given_name, name_key, status, "
                                   "number_key, number_order, codes) "
                                   "VALUES (1, ?, '2026/0001', 'x', 'x', 'x', 'open', 'x', 'x', '')", (case,))
        store.close()
    return place


def test_an_archive_of_the_first_step_is_brought_forward(tmp_path, monkeypatch):
    place = old_store(tmp_path, monkeypatch)
    store = open_store(*place)
    with store.read() as connection:
        assert schema.version(connection) == schema.latest()
        assert [(r[0], r[2]) for r in connection.execute("SELECT * FROM lookup_due ORDER BY due")] == [
            ("2026-12-01", "REVIEW"), ("2028-05-10", "AGE-18")]
        assert connection.execute("SELECT next_due, due_rule FROM lookup_case").fetchall() == [("2026-12-01", "REVIEW")]
        lists = dict(connection.execute("SELECT list, count(*) FROM code GROUP BY list"))
        assert (lists["order_kind"], lists["intervention_kind"]) == (13, 10)
        assert connection.execute("SELECT count(*) FROM (SELECT DISTINCT list, code, valid_from FROM code)").fetchone() == (
            sum(lists.values()),)
    store.close()
    open_store(*place).close()


def test_bringing_forward_is_whole_or_not_at_all(tmp_path, monkeypatch):
    place = old_store(tmp_path, monkeypatch)
    with monkeypatch.context() as patch:
        def stop(_connection):
            raise StoreTrouble("stopped")

        patch.setattr(lookup_index, "rebuild", stop)
        with pytest.raises(StoreTrouble):
            open_store(*place)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "latest", lambda: 1)
        store = open_store(*place)
        with store.read() as connection:
            assert schema.version(connection) == 1
            assert connection.execute("SELECT count(*) FROM code WHERE list = 'order_kind'").fetchone() == (0,)
        store.close()


def test_an_adjusted_rule_makes_its_cases_stale(store):
    with store.read() as connection:
        cases = add_children(connection, [Child("Rossi", "Ada", "2026/0001"), Child("Bini", "Ugo", "2026/0002")])
        with operation(connection) as op:
            put(connection, op, "intervention", case_id=cases["2026/0001"], kind="ADM", started_on="2026-10-01")
            put(connection, op, "intervention", case_id=cases["2026/0002"], kind="IP", started_on="2026-10-01")
            lookup_index.refresh_cases(connection, cases.values())
        assert rule_book(connection) is STANDARD
        with operation(connection) as op:
            put(connection, op, "rule_setting", rule="ADM-1", number=6, unit="M", warn_days="20 5", reason="contratto")
        rule = rule_book(connection).rule("ADM-1", TODAY)
        assert (rule.number, rule.unit, rule.warn_days, rule.active) == (6, "M", (20, 5), True)
        assert lookup_due.stale(connection) == [cases["2026/0001"]]
        with operation(connection):
            lookup_index.refresh_cases(connection, cases.values())
        assert lookup_due.stale(connection) == []
        assert ("2027-04-01",) in connection.execute("SELECT due FROM lookup_due WHERE rule = 'ADM-1'").fetchall()
        assert date(2026, 10, 1) + timedelta(days=182) == date(2027, 4, 1)
