"""Deadlines over a real archive: windows, marks, the morning sheet; every count is the length of its list."""

from datetime import date, datetime, timedelta

import pytest

from minori_tui.data.demo import make
from minori_tui.data.store import open_store
from minori_tui.domain.clock import FixedClock
from minori_tui.domain.errors import InvalidFields, NotFound, Refused
from minori_tui.domain.legal_clock import DeadlineKey, state
from minori_tui.domain.moments import ROME, write
from minori_tui.services import due, due_items, events, interventions, journal, orders, records
from minori_tui.services.cases import assign_case, close_case, edit_case, new_case
from minori_tui.services.context import Actor, Context
from minori_tui.services.due_agenda import windows

# noon of Monday 2 March 2026 (see conftest)
REMOVAL = {"authority": "Sindaco di Clusone", "kind": "emergency_removal", "occurred_at": "01/03/2026 18:40",
           "received_on": "01/03/2026"}


@pytest.fixture
def case(context, child):
    number = new_case(context, child | {"opened_on": "01/02/2026"})
    assign_case(context, number, {"operator": "anna", "role": "social_worker", "valid_from": "01/02/2026"})
    return number


@pytest.fixture
def removed(context, case):
    """A child placed in safety on Sunday at 18:40."""
    orders.add_order(context, case, REMOVAL)
    return case


def id_of(context, number):
    return records.peek(context, number).case_id


def found(context, number):
    return {item.key.rule: item for item in due.of_case(context, id_of(context, number))}


def codes(items):
    return [item.key.rule for item in items]


def problems(error):
    return [(p.field, p.code) for p in error.value.problems]


def test_a_window_holds_what_is_overdue_and_what_is_near(context, case):
    edit_case(context, records.peek(context, case), {"review_on": "10/03/2026"})
    assert codes(due.due(context, 30)) == ["REVIEW"]
    assert codes(due.due(context, 8)) == ["REVIEW"]
    assert codes(due.due(context, 7)) == []
    assert codes(due.due(context, None)) == ["REVIEW", "AGE-12", "AGE-14", "AGE-18"]
    assert codes(due.due(context, None, case=case)) == ["REVIEW", "AGE-12", "AGE-14", "AGE-18"]
    assert codes(due.due(context, None, mine=True)) == ["REVIEW", "AGE-12", "AGE-14", "AGE-18"]
    item = due.due(context, 30)[0]
    assert (item.file_number, item.surname, item.given_name, item.worker) == (case, "Rossi", "Luca", "Anna Verdi")
    with pytest.raises(NotFound):
        due.due(context, 30, case="1999/1")


def test_mine_are_the_cases_followed_today(context, case, later, child):
    edit_case(context, records.peek(context, case), {"review_on": "10/03/2026"})
    other = new_case(context, child | {"given_name": "Ugo"})
    edit_case(context, records.peek(context, other), {"review_on": "11/03/2026"})
    assert [i.file_number for i in due.due(context, 30)] == [case, other]
    assert [i.file_number for i in due.due(context, 30, mine=True)] == [case]
    bruno = Context(context.store, Actor("bruno", "Bruno"), context.clock)
    assert due.due(bruno, 30, mine=True) == []
    assign_case(later(context, 2026, 3, 3), case, {"operator": "bruno", "role": "social_worker", "valid_from": "03/03/2026"})
    assert [i.file_number for i in due.due(bruno, 30, mine=True)] == []  # from tomorrow on
    assert [i.file_number for i in due.due(later(bruno, 2026, 3, 3), 30, mine=True)] == [case]
    assert due.due(later(context, 2026, 3, 3), 30, mine=True) == []


def test_what_lapses_by_itself_is_not_overdue(context, child, later):
    new_case(context, child | {"birth_date": "01/04/2014"})
    assert codes(due.due(context, 30)) == ["AGE-12"]
    after = later(context, 2026, 4, 2)
    assert codes(due.due(after, 30)) == []
    assert due.agenda(after, False).overdue.count == 0
    assert codes(due.due(after, None)) == ["AGE-14", "AGE-18"]


def test_a_chain_starts_each_link_from_its_actual_minute(context, removed, check_lookup):
    links = found(context, removed)
    assert write(links["A403-2"].deadline.due) == "2026-03-02T18:40"
    assert links["A403-3"].deadline.waiting
    assert codes(due.due(context, 30)) == ["A403-1", "A403-2"]  # what waits has no place among the days
    due.mark_done(context, links["A403-2"].key, "02/03/2026 10:15", " PEC  123 ")
    links = found(context, removed)
    assert (links["A403-2"].evidence, write(links["A403-2"].deadline.done_at)) == ("PEC 123", "2026-03-02T10:15")
    assert not links["A403-3"].deadline.waiting
    assert write(links["A403-3"].deadline.due) == "2026-03-05T10:15"
    assert codes(due.due(context, 30)) == ["A403-1", "A403-3"]
    check_lookup(context.store)
    journal.undo(context)
    assert codes(due.due(context, 30)) == ["A403-1", "A403-2"]
    check_lookup(context.store)
    journal.redo(context)
    assert codes(due.due(context, 30)) == ["A403-1", "A403-3"]
    check_lookup(context.store)


def test_the_journal_names_what_was_done(context, removed):
    links = found(context, removed)
    due.mark_done(context, links["A403-1"].key)
    due.reschedule(context, links["A403-2"].key, "oggi", "domani chiuso")
    due.court_date(context, links["A403-2"].key, "03/03/2026 10:00", "decreto 5/26")
    due.waive(context, links["AGE-14"].key, "affidato ad altri")
    entries = journal.log(context, subject=removed, limit=4)
    assert [(e.operation.kind, e.title.format(**e.facts)) for e in entries] == [
        ("deadline.waive", f"Deadline of case {removed} set aside"),
        ("deadline.court", f"Day fixed by a court in case {removed}"),
        ("deadline.plan", f"Deadline of case {removed} planned anew"), ("deadline.done", f"Deadline of case {removed} met")]
    _, changes, _ = journal.register(context, id_of(context, removed))
    assert {c.new for c in changes if c.table == "deadline_mark" and c.field == "act"} == {
        "done", "rescheduled", "court_date", "waived"}


def test_done_is_now_when_nothing_is_said(context, removed):
    links = found(context, removed)
    due.mark_done(context, links["A403-1"].key)
    due.mark_done(context, links["AGE-14"].key, evidence="")
    after = found(context, removed)
    assert after["A403-1"].deadline.done_at == datetime(2026, 3, 2, 12, 0, tzinfo=ROME)
    assert after["AGE-14"].deadline.done_at == date(2026, 3, 2)
    assert after["AGE-14"].evidence is None


@pytest.mark.parametrize(("rule", "text", "problem"), [
    ("A403-2", "02/03/2026", ("at", "time-needed")), ("A403-2", "oggi", ("at", "time-needed")),
    ("A403-2", "02/03/2026 12:01", ("at", "in-the-future")), ("A403-2", "01/03/2026 18:39", ("at", "before-anchor")),
    ("AGE-14", "03/03/2026", ("at", "in-the-future")), ("AGE-14", "03/05/2015", ("at", "before-anchor")),
    ("A403-2", "29/03/2026 02:30", ("at", "no-such-time")), ("A403-2", "26/10/2025 02:30", ("at", "ambiguous-time")),
    ("A403-2", "boh", None), ("AGE-14", "-", None),
])
def test_when_it_cannot_have_been_done(context, removed, rule, text, problem, content):
    before = content(context.store)
    with pytest.raises(InvalidFields) as error:
        due.mark_done(context, found(context, removed)[rule].key, text)
    assert problem is None or problems(error) == [problem]
    assert {p.field for p in error.value.problems} == {"at"}
    assert content(context.store) == before


def test_a_day_counted_back_or_planned_is_met_before_it(context, case):
    """What a placement asks for before it ends, and a review, are done before the day they are counted from."""
    edit_case(context, records.peek(context, case), {"review_on": "10/04/2026"})
    interventions.add(context, case, {"kind": "AFF", "started_on": "01/02/2026", "family": "Poli", "consent": "consensual",
                                      "agreement_on": "01/02/2026", "executive_on": "05/02/2026"})
    links = found(context, case)
    for rule in ("REVIEW", "AFF-2"):
        due.mark_done(context, links[rule].key, "01/03/2026")
        assert found(context, case)[rule].deadline.done_at == date(2026, 3, 1)
    with pytest.raises(InvalidFields) as error:
        due.mark_done(context, links["AFF-3"].key, "31/01/2026")
    assert problems(error) == [("at", "before-anchor")]


def test_a_plan_moves_no_day_of_the_law_and_a_court_does(context, removed, check_lookup):
    links = found(context, removed)
    legal = links["A403-2"].deadline.due
    due.reschedule(context, links["A403-2"].key, "02/03/2026", "stasera")
    moved = found(context, removed)["A403-2"].deadline
    assert (moved.due, moved.rescheduled_to) == (legal, date(2026, 3, 2))
    due.court_date(context, links["A403-2"].key, "04/03/2026 09:00", "decreto 5/26")
    moved = found(context, removed)["A403-2"].deadline
    assert (write(moved.due), write(moved.legal_due)) == ("2026-03-04T09:00", "2026-03-02T18:40")
    assert [i.key.rule for i in due.due(context, 1)] == ["A403-1"]
    check_lookup(context.store)


@pytest.mark.parametrize(("act", "values", "problem"), [
    (due.reschedule, ("01/03/2026", "x"), ("to", "past")), (due.reschedule, ("03/03/2026", "  "), ("reason", "required")),
    (due.reschedule, ("", "x"), ("to", "required")), (due.court_date, ("04/03/2026", "x"), ("to", "time-needed")),
    (due.court_date, ("04/03/2026 10:00", ""), ("reason", "required")), (due.waive, ("",), ("reason", "required")),
    (due.waive, ("x" * 2_001,), ("reason", "too-long")),
])
def test_what_a_mark_needs(context, removed, act, values, problem, content):
    before = content(context.store)
    with pytest.raises(InvalidFields) as error:
        act(context, found(context, removed)["A403-2"].key, *values)
    assert problems(error) == [problem]
    assert content(context.store) == before


def test_what_does_not_apply_is_settled(context, removed):
    key = found(context, removed)["AGE-18"].key
    due.waive(context, key, "maggiorenne altrove")
    item = found(context, removed)["AGE-18"]
    assert (item.deadline.waived, state(item.deadline, context.clock.now())) == (True, "done")
    assert "AGE-18" not in codes(due.due(context, None))
    assert "It was waived: {reason}." in [message for message, _ in due.why(context, key).steps]


def test_a_deadline_that_is_not_there(context, case):
    with pytest.raises(NotFound):
        due.why(context, DeadlineKey(id_of(context, case), "A403-2", "order", 7, 0))
    with pytest.raises(NotFound):
        due.waive(context, DeadlineKey(99, "A403-2", "order", 7, 0), "x")
    with pytest.raises(NotFound):
        due.of_case(context, 99)


def test_the_next_thing_to_do(context, removed):
    item = due.next_of_case(context, id_of(context, removed))
    assert item.key.rule == "A403-1"
    view = records.peek(context, removed)
    assert (view.next_due, view.due_rule) == ("2026-03-01", "A403-1")
    close_case(context, removed, {"closing_reason": "1", "closed_on": "02/03/2026"})
    assert due.next_of_case(context, id_of(context, removed)) is None


def test_the_sections_of_a_morning_are_disjoint(context, removed, later):
    edit_case(context, records.peek(context, removed), {"review_on": "03/03/2026"})
    sheet = due.agenda(context, True)
    shown = [codes(section.rows) for section in (sheet.hours, sheet.overdue, sheet.soon, sheet.upcoming)]
    assert shown == [["A403-1", "A403-2"], [], ["REVIEW"], []]  # hours that are just over stay with those that run
    assert shown == [codes(s.rows) for s in (lambda a: (a.hours, a.overdue, a.soon, a.upcoming))(due.agenda(context, False))]
    sheet = due.agenda(later(context, 2026, 3, 9), True)
    assert (codes(sheet.hours.rows), codes(sheet.overdue.rows)) == (["A403-2"], ["A403-1", "REVIEW"])
    sheet = due.agenda(later(context, 2026, 3, 10), True)
    assert (codes(sheet.hours.rows), codes(sheet.overdue.rows)) == ([], ["A403-1", "A403-2", "REVIEW"])
    assert {w.kind for w in windows(context.clock.now()).values()} == {"minutes", "late", "days"}


def test_appointments_of_the_week(context, case, child):
    other = new_case(context, child | {"given_name": "Ugo"})
    for number, at, kind in ((case, "02/03/2026 09:00", "interview"), (case, "09/03/2026 14:30", "hearing"),
                             (case, "10/03/2026", "note"), (case, "01/03/2026", "note"), (other, "03/03/2026", "home_visit")):
        events.add_event(context, number, {"at": at, "kind": kind, "text": "x"})
    events.add_event(context, case, {"at": "04/03/2026", "kind": "note", "text": "x", "outcome": "cancelled"})
    sheet = due.agenda(context, True)
    assert [(a.file_number, a.at, a.kind) for a in sheet.appointments.rows] == [
        (case, "2026-03-02T09:00", "interview"), (case, "2026-03-09T14:30", "hearing")]
    assert due.agenda(context, False).appointments.count == len(due.agenda(context, False).appointments.rows) == 3


def test_what_others_changed_since_the_last_look(context, colleague, case, child):
    other = new_case(context, child | {"given_name": "Ugo"})
    assert due.agenda(context, True).changed.count == 0  # one's own work is no news
    events.add_event(colleague, case, {"at": "01/03/2026", "kind": "note", "text": "x"})
    edit_case(colleague, records.peek(colleague, other), {"notes": "altro"})
    orders.add_order(colleague, other, {"authority": "TM Brescia", "kind": "monitoring", "filed_on": "01/02/2026",
                                        "order_number": "1/26"}, [(case, {})])
    mine = due.agenda(context, True).changed
    assert [(c.kind, c.operator, c.file_number) for c in mine.rows] == [("order.add", "Bruno Neri", case),
                                                                       ("event.add", "Bruno Neri", case)]
    assert [c.kind for c in due.agenda(context, False).changed.rows] == ["order.add", "case.edit", "event.add"]
    due.look_done(context)
    assert due.agenda(context, True).changed.count == due.agenda(context, False).changed.count == 0
    edit_case(colleague, records.peek(colleague, case), {"notes": "nuovo"})
    assert [c.kind for c in due.agenda(context, True).changed.rows] == ["case.edit"]
    due.look_done(context)
    assert due.agenda(context, True).changed.count == 0
    assert due.agenda(colleague, True).changed.count == 0  # follows nothing


def test_who_never_looked_is_told_of_a_week(context, colleague, case, later):
    edit_case(colleague, records.peek(colleague, case), {"notes": "nuovo"})
    assert due.agenda(later(context, 2026, 3, 9), True).changed.count == 1
    assert due.agenda(later(context, 2026, 3, 10), True).changed.count == 0


def test_silent_cases(context, case, later, child):
    day = later(context, 2026, 5, 10)  # 60 days after 11 March
    assert [(s.file_number, s.last_at) for s in due.agenda(day, True).silent.rows] == [(case, None)]
    events.add_event(context, case, {"at": "02/03/2026 09:00", "kind": "note", "text": "x"})
    assert [(s.file_number, s.last_at) for s in due.agenda(day, True).silent.rows] == [(case, "2026-03-02T09:00")]
    new_case(later(context, 2026, 4, 1), child | {"given_name": "Ugo"})  # too young to be silent
    closed = new_case(context, child | {"given_name": "Ivo"})
    close_case(context, closed, {"closing_reason": "1", "closed_on": "02/03/2026"})
    assert due.agenda(day, False).silent.count == len(due.agenda(day, False).silent.rows) == 1
    events.add_event(day, case, {"at": "10/05/2026 18:00", "kind": "note", "text": "x"})
    assert due.agenda(day, True).silent.count == due.agenda(day, False).silent.count == 0


def test_what_is_to_be_completed(context, removed):
    for mine in (True, False):
        sheet = due.agenda(context, mine).incomplete
        assert [(i.file_number, i.code) for i in sheet.rows] == [(removed, "PL-NO-REPRESENTATIVE")]
        assert sheet.count == 1


def test_a_foster_placement_past_its_24_months_stays_red_whatever_is_said_about_it(context, case):
    interventions.add(context, case, {"kind": "AFF", "started_on": "01/02/2024", "consent": "judicial", "family": "Fam. Prova"})
    item = found(context, case)["AFF-1"]
    assert state(item.deadline, context.clock.now().replace(tzinfo=ROME)) == "overdue"
    for act in (lambda: due.mark_done(context, item.key, "02/03/2026", "relazione"),
                lambda: due.waive(context, item.key, "sine die")):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.facts["code"] == "ended-by-facts"
    assert found(context, case)["AFF-1"].deadline.pending


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    folder = tmp_path_factory.mktemp("district")
    make(folder / "d.minori", folder / "config", size="600", seed=5, today=date(2026, 11, 22))
    store = open_store(folder / "d.minori", folder / "config")
    yield store
    store.close()


def sections(sheet):
    return {name: getattr(sheet, name) for name in ("hours", "overdue", "soon", "upcoming", "appointments", "changed", "silent",
                                                    "incomplete")}


def test_every_count_is_the_length_of_its_list(district):
    with district.read() as connection:
        operators = [r[0] for r in connection.execute("SELECT o.code FROM operator o JOIN assignment a ON a.operator_id = o.id "
                                                      "WHERE a.valid_to IS NULL GROUP BY o.id ORDER BY count(*) DESC LIMIT 3")]
    clock = FixedClock(datetime(2026, 11, 22, 12))
    totals = dict.fromkeys(("hours", "overdue", "soon", "upcoming"), 0)
    for code, mine in (*((c, True) for c in operators), ("nobody", True), (operators[0], False)):
        context = Context(district, Actor(code), clock)
        sheet = due.agenda(context, mine)
        for name, section in sections(sheet).items():
            assert section.count == len(section.rows) == len(list(section.rows)), (name, code, mine)
        near = [i.key for i in due.due(context, 30, mine)]
        parts = [i.key for name in totals for i in getattr(sheet, name).rows]
        assert sorted(parts) == sorted(near)
        states = {name: {state(i.deadline, clock.now()) for i in getattr(sheet, name).rows} for name in totals}
        assert states["overdue"] <= {"overdue"}
        assert (states["soon"] | states["upcoming"]) <= {"today", "upcoming"}
        assert all(i.deadline.in_hours for i in sheet.hours.rows)
        if not mine:
            assert all(getattr(sheet, name).count for name in ("overdue", "upcoming", "silent", "incomplete"))
            assert sheet.incomplete.count == sum(1 for i in sheet.incomplete.rows if not i.since or i.since <= "2026-11-22")


def test_a_long_list_is_read_in_pages(district, monkeypatch):
    monkeypatch.setattr(due_items, "PAGE", 2)
    context = Context(district, Actor("x"), FixedClock(datetime(2026, 11, 22, 12)))
    rows = due.agenda(context, False).silent.rows
    assert len(rows) > 4
    whole = list(rows)
    assert rows[0] == whole[0]
    assert rows[-1] == whole[-1]
    assert rows[1:4] == whole[1:4]
    assert rows[::-1] == whole[::-1]
    assert rows.window(len(rows) - 2, 50) == whole[-2:]
    assert rows.window(len(rows), 5) == []
    with pytest.raises(IndexError):
        rows[len(rows)]
    assert [s.opened_on for s in whole] == sorted(s.opened_on for s in whole)
    assert all(s.last_at is None or s.last_at < str(date(2026, 11, 22) - timedelta(60)) for s in whole)
