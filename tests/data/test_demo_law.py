"""Orders, interventions and terms of the synthetic archive: believable numbers, valid by the program's own rules, and what is
planted is found where the manifest says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime

import pytest

from minori_tui.data import demo
from minori_tui.data.codes import load_list
from minori_tui.data.demo import draw
from minori_tui.data.queries.facts import case_facts
from minori_tui.data.store import open_store
from minori_tui.domain.integrity import CHECKS, check_case
from minori_tui.domain.interventions import check_intervention, end_list
from minori_tui.domain.legal_clock import days_left, deadlines, state
from minori_tui.domain.orders import check_order

TODAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 9, 0)


def read(store, sql, *values):
    with store.read() as connection:
        cursor = connection.execute(sql, values)
        names = [c[0] for c in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def facts_of(store):
    with store.read() as connection:
        ids = [r[0] for r in connection.execute("SELECT id FROM case_file")]
        return {f.file_number: f for f in case_facts(connection, ids).values()}


@pytest.fixture(scope="module", params=[1, 7])
def archive(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("law")
    manifest = demo.make(folder / "s.minori", folder / "config", seed=request.param, today=TODAY)
    store = open_store(folder / "s.minori", folder / "config")
    yield store, manifest, facts_of(store)
    store.close()


def numbers_of(manifest, code):
    return next(p for p in manifest.planted if p.code == code).file_numbers


# --- how many ---------------------------------------------------------------------------------------------------------

def test_as_many_of_each_kind_as_a_district_has(archive):
    store, _, _ = archive
    children = {r["kind"]: r["n"] for r in read(store, "SELECT kind, count(DISTINCT case_id) AS n FROM intervention "
                                                       "WHERE ended_on IS NULL AND started_on IS NOT NULL GROUP BY kind")}
    for kind, low, high in (("AFF", 8, 16), ("COM", 9, 16), ("ADM", 40, 80), ("IP", 15, 40)):
        assert low <= children[kind] <= high, kind
    assert set(children) == {i.code for i in load_list("intervention_kind")}
    ordered = {r["kind"] for r in read(store, "SELECT DISTINCT kind FROM court_order")}
    assert ordered >= {"foster_care", "service_custody", "residential", "supervised_contact", "inquiry", "monitoring",
                       "emergency_removal", "extended_care", "extension"}


def test_an_orderly_office_with_a_few_things_late(archive):
    _, _, facts = archive
    late, soon = set(), 0
    for number, fact in facts.items():
        for deadline in deadlines(fact):
            now = state(deadline, NOW)
            if now == "overdue":
                late.add(number)
            elif now in ("today", "upcoming") and days_left(deadline, TODAY) <= 30:
                soon += 1
    assert 5 <= len(late) <= 30  # of 240, with five social workers
    assert 40 <= soon <= 120


def test_a_nation_is_in_order_and_its_cases_are_small(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "_DISTRICT_AT_MOST", 100)
    manifest = demo.make(tmp_path / "n.minori", tmp_path / "config", size=3_000, today=TODAY)
    store = open_store(tmp_path / "n.minori", tmp_path / "config")
    try:
        planted = {n for p in manifest.planted for n in p.file_numbers}
        others = {n: f for n, f in facts_of(store).items() if n not in planted}
        late = sum(any(state(d, NOW) == "overdue" for d in deadlines(f)) for f in others.values())
        assert 0.002 <= late / len(others) <= 0.025
        assert 0.25 <= manifest.counts["order_child"] / manifest.counts["case_file"] <= 0.8
        assert 0.6 <= manifest.counts["intervention"] / manifest.counts["case_file"] <= 1.2
        assert manifest.counts["support_hours"] <= 60  # those of the planted cases at most
        assert manifest.counts["authority"] == 60
    finally:
        store.close()


# --- valid by the program's own rules -----------------------------------------------------------------------------------

@pytest.mark.parametrize(("sql", "list_name"), [
    ("SELECT DISTINCT kind FROM court_order", "order_kind"), ("SELECT DISTINCT kind FROM authority", "authority_kind"),
    ("SELECT DISTINCT kind FROM order_child WHERE kind IS NOT NULL", "order_kind"),
    ("SELECT DISTINCT measure AS kind FROM order_parent", "parent_measure"),
    ("SELECT DISTINCT role AS kind FROM legal_role", "legal_role"),
    ("SELECT DISTINCT consent AS kind FROM intervention", "consent"),
    ("SELECT DISTINCT kinship AS kind FROM foster_placement", "foster_kinship"),
    ("SELECT DISTINCT character AS kind FROM residential_placement", "residential_character"),
    ("SELECT DISTINCT end_reason AS kind FROM order_child WHERE end_reason IS NOT NULL", "order_end")])
def test_codes_are_those_of_the_lists(archive, sql, list_name):
    found = {r["kind"] for r in read(archive[0], sql)}
    assert found
    assert found <= {item.code for item in load_list(list_name)}


def test_reasons_of_ends_are_of_the_list_of_the_kind(archive):
    found = read(archive[0], "SELECT DISTINCT kind, end_reason FROM intervention WHERE ended_on IS NOT NULL")
    assert len(found) >= 4
    for row in found:
        assert row["end_reason"] in {i.code for i in load_list(end_list(row["kind"]))}


def test_no_form_would_refuse_an_order(archive):
    store, _, _ = archive
    for order in read(store, "SELECT o.*, r.kind AS child_kind FROM court_order o JOIN order_child r ON r.order_id = o.id"):
        assert [p for p in check_order(order, TODAY) if not p.warning] == [], order["id"]


def test_no_form_would_refuse_an_intervention_but_what_is_planted(archive):
    store, manifest, _ = archive
    wrong = {n for code in ("PL-UNDER-SIX", "PL-OVER-21", "PL-NO-REASONS") for n in numbers_of(manifest, code)}
    for row in read(store, "SELECT i.*, c.file_number, p.birth_date, f.family_type, n.nights_per_week, h.weekly_minutes AS "
                           "weekly_hours FROM intervention i JOIN case_file c ON c.id = i.case_id JOIN person p "
                           "ON p.id = c.person_id LEFT JOIN facility f ON f.id = i.facility_id LEFT JOIN foster_placement n "
                           "ON n.intervention_id = i.id LEFT JOIN home_support h ON h.intervention_id = i.id"):
        if row["file_number"] not in wrong:
            born = date.fromisoformat(row["birth_date"])
            assert [p for p in check_intervention(row, TODAY, born) if not p.warning] == [], row["file_number"]


def test_everything_hangs_together(archive):
    store, _, _ = archive
    assert read(store, "PRAGMA foreign_key_check") == []
    none = "SELECT count(*) AS n FROM "
    for sql in (
        # an entry of the diary, an order, a mark: of the same child as the intervention it names
        none + "event e JOIN intervention i ON i.id = e.intervention_id WHERE i.case_id <> e.case_id",
        none + "intervention i WHERE order_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM order_child r "
               "WHERE r.order_id = i.order_id AND r.case_id = i.case_id)",
        none + "deadline_mark m JOIN intervention i ON i.id = m.subject_id WHERE m.subject = 'intervention' "
               "AND i.case_id <> m.case_id",
        none + "deadline_mark m WHERE subject = 'order' AND NOT EXISTS (SELECT 1 FROM order_child r "
               "WHERE r.order_id = m.subject_id AND r.case_id = m.case_id)",
        none + "order_parent p WHERE NOT EXISTS (SELECT 1 FROM order_child r WHERE r.order_id = p.order_id "
               "AND r.case_id = p.case_id)",
        none + "order_parent p JOIN case_file c ON c.id = p.case_id WHERE NOT EXISTS (SELECT 1 FROM relationship r "
               "WHERE r.person_id = c.person_id AND r.other_id = p.person_id AND r.kind = p.parent)",
        none + f"deadline_mark WHERE at > '{TODAY}T23:59'",
        none + "intervention i JOIN home_support h ON h.intervention_id = i.id WHERE i.kind <> 'ADM'",
        none + "support_hours s JOIN intervention i ON i.id = s.intervention_id WHERE s.worked_on < i.started_on",
        none + "intervention i WHERE kind = 'COM' AND NOT EXISTS (SELECT 1 FROM residential_placement r "
               "WHERE r.intervention_id = i.id)",
    ):
        assert read(store, sql) == [{"n": 0}], sql


def test_order_numbers_are_given_once(archive):
    given = [r["order_number"] for r in read(archive[0], "SELECT order_number FROM court_order WHERE order_number IS NOT NULL")]
    assert len(given) == len(set(given)) > 100


# --- what is planted ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("code", [c.code for c in CHECKS if c.code != "PL-ENDED-BEFORE-START"])
def test_each_check_finds_its_planted_file_and_few_others(archive, code):
    _, manifest, facts = archive
    found = Counter(f.file_number for f in facts.values() for x in check_case(f)
                    if x.code == code and (x.since is None or x.since <= TODAY))
    (number,) = numbers_of(manifest, code)
    assert found[number] == 1
    assert sum(found.values()) <= 3


@pytest.mark.parametrize(("code", "rule", "due", "done"), [
    ("removal-papers", "A403-2", "2026-11-22T21:40", {"A403-1"}),
    ("removal-prosecutor", "A403-3", "2026-11-23T10:30", {"A403-1", "A403-2"}),
    ("removal-hearing", "A403-5", "2026-11-26", {"A403-1", "A403-2", "A403-3", "A403-4", "A403-6"})])
def test_the_removals_count_down(archive, code, rule, due, done):
    _, manifest, facts = archive
    (number,) = numbers_of(manifest, code)
    chain = {d.rule.code: d for d in deadlines(facts[number]) if d.rule.code.startswith("A403")}
    assert {c for c, d in chain.items() if d.done_at is not None} == done
    assert state(chain[rule], NOW) in ("today", "upcoming")
    assert chain[rule].due.isoformat()[:len(due)] == due


def test_a_removal_that_went_its_whole_way(archive):
    _, manifest, facts = archive
    (number,) = numbers_of(manifest, "removal-whole")
    chain = [d for d in deadlines(facts[number]) if d.rule.code.startswith("A403")]
    assert {d.rule.code for d in chain if d.done_at} == {f"A403-{n}" for n in range(1, 8)}
    assert all(d.done_at <= d.due for d in chain if d.done_at and d.rule.code != "A403-1")  # "at once" was after the act
    assert not any(state(d, NOW) == "overdue" for d in chain)


def test_siblings_in_one_order_with_different_outcomes(archive):
    store, manifest, _ = archive
    numbers = numbers_of(manifest, "siblings-one-order")
    marks = ",".join("?" * len(numbers))
    found = read(store, "SELECT r.order_id, coalesce(r.kind, o.kind) AS kind, p.measure FROM order_child r JOIN court_order o "
                        "ON o.id = r.order_id JOIN case_file c ON c.id = r.case_id JOIN order_parent p ON p.order_id = o.id AND "
                        f"p.case_id = c.id AND p.parent = 'father' WHERE c.file_number IN ({marks})", *numbers)
    assert len(found) == 3
    assert len({r["order_id"] for r in found}) == 1
    assert {r["kind"] for r in found} == {"residential", "foster_care", "home_support"}
    assert {r["measure"] for r in found} == {"suspended", "instructions"}


@pytest.mark.parametrize(("code", "rule", "expected"), [
    ("foster-waiting", "AFF-1", "overdue"), ("foster-extended", "AFF-1", "upcoming"), ("report-late", "CPC-27", "overdue"),
    ("responsible-due", "ASS-3", "upcoming"), ("extended-care", "AGE-18", "done"), ("extended-care", "AGE-21", "upcoming")])
def test_terms_that_an_agenda_must_show(archive, code, rule, expected):
    _, manifest, facts = archive
    (number,) = numbers_of(manifest, code)
    states = defaultdict(set)
    for deadline in deadlines(facts[number]):
        states[deadline.rule.code].add(state(deadline, NOW))
    assert expected in states[rule]
    assert "overdue" not in states["AFF-2"]


def test_a_beginning_to_come_is_planned(archive):
    store, manifest, _ = archive
    (number,) = numbers_of(manifest, "planned-start")
    found = read(store, "SELECT planned_start, started_on FROM intervention i JOIN case_file c ON c.id = i.case_id "
                        "WHERE c.file_number = ?", number)
    assert found == [{"planned_start": "2026-12-07", "started_on": None}]


# --- the parts ----------------------------------------------------------------------------------------------------------

def test_a_shuffled_deck_holds_the_same_cards():
    deck = draw.Draw(3).shuffled(range(50))
    assert sorted(deck) == list(range(50)) != deck


@pytest.mark.parametrize("day", range(date(2026, 11, 16).toordinal(), date(2026, 11, 23).toordinal()))
def test_working_days(day):
    for move, ahead in ((draw.working, True), (draw.working_before, False)):
        moved = date.fromordinal(move(day))
        assert moved.weekday() < 5
        assert (move(day) >= day) is ahead or move(day) == day
        assert abs(move(day) - day) <= 2
