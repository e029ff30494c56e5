"""Undo and redo: after one the archive is as before, after the other as after; later work is named and never broken."""

import pytest

from minori_tui.domain.errors import Conflict, NotFound, Refused
from minori_tui.services import cases, events, journal, records


def first_of(name):
    from minori_tui.data.codes import load_list

    return load_list(name)[0].code


REASON, KIND, SOURCE = first_of("closing_reason"), first_of("event_kind"), first_of("referral_source")
NEW = {"mother": "Bianchi Anna", "father": "Rossi", "phone": "347 1234567", "email": "a@b.it", "address": "Via Roma 1",
       "school": "IC Clusone", "social_worker": "Bruno Neri", "referral_source": SOURCE, "referral_date": "1/3/2026"}
OPERATIONS = {
    "new": lambda c, child: cases.new_case(c, child | NEW),
    "edit": lambda c, child: edit(c, surname="Bianchi", comune="Bergamo", notes="nota"),
    "phone": lambda c, child: edit(c, phone="0346 12345"),
    "phone removed": lambda c, child: edit(c, phone=""),
    "address": lambda c, child: edit(c, address="Via Nuova 2", protected_address="sì"),
    "protected": lambda c, child: edit(c, protected_address="sì"),
    "school": lambda c, child: edit(c, school="Liceo"),
    "close": lambda c, child: cases.close_case(c, "2026/0001", {"closing_reason": REASON}),
    "assign": lambda c, child: cases.assign_case(c, "2026/0001", {"operator": "Carla Blu"}),
    "event": lambda c, child: events.add_event(c, "2026/0001", {"at": "oggi", "kind": KIND, "text": "visita"}),
    "correct": lambda c, child: events.correct_event(c, records.diary(c, 1)[0], {"text": "corretto"}),
    "reopen": lambda c, child: cases.reopen_case(c, "2026/0002"),
}


def edit(context, **values):
    return cases.edit_case(context, records.peek(context, "2026/0001"), values)


@pytest.fixture
def filled(context, child):
    """An open case with a diary, and a closed one."""
    cases.new_case(context, child | {"mother": "Verdi Ada", "phone": "035 123456", "address": "Via Roma 1", "school": "IC 1",
                                     "referral_source": SOURCE, "social_worker": "Dora Gialli"})
    events.add_event(context, "2026/0001", {"at": "1/3/2026", "kind": KIND, "text": "primo colloquio"})
    cases.new_case(context, child | {"given_name": "Sara"})
    cases.close_case(context, "2026/0002", {"closing_reason": REASON})
    return context


@pytest.mark.parametrize("name", OPERATIONS)
def test_undo_is_as_before_and_redo_as_after(filled, child, content, check_lookup, name):
    before = content(filled.store)
    OPERATIONS[name](filled, child)
    after = content(filled.store)
    assert after != before
    check_lookup(filled.store)
    for _ in range(3):
        undone = journal.undo(filled)
        assert content(filled.store) == before
        check_lookup(filled.store)
        redone = journal.redo(filled)
        assert (redone.title, redone.facts) == (undone.title, undone.facts)
        assert content(filled.store) == after
        check_lookup(filled.store)


def test_everything_is_undone_and_done_again_one_by_one(filled, child, content, check_lookup):
    for name in ("edit", "address", "phone", "assign", "event", "correct", "close"):
        OPERATIONS[name](filled, child)
    states = [content(filled.store)]
    while journal.last_undoable(filled):
        journal.undo(filled)
        states.append(content(filled.store))
        check_lookup(filled.store)
    assert all(rows == [] for rows in states[-1].values())
    with pytest.raises(NotFound):
        journal.undo(filled)
    for state in states[-2::-1]:
        journal.redo(filled)
        assert content(filled.store) == state
        check_lookup(filled.store)
    with pytest.raises(NotFound):
        journal.redo(filled)


def test_chains(filled, child, content):
    one = content(filled.store)
    edit(filled, surname="Uno")
    two = content(filled.store)
    edit(filled, surname="Due")
    three = content(filled.store)
    for step, state in ((journal.undo, two), (journal.undo, one), (journal.redo, two), (journal.redo, three),
                        (journal.undo, two), (journal.redo, three), (journal.undo, two), (journal.undo, one)):
        step(filled)
        assert content(filled.store) == state


def test_many_undos_and_redos_of_one_operation(filled, content):
    edit(filled, surname="Uno")
    after = content(filled.store)
    row = journal.last_undoable(filled)
    for _ in range(60):
        journal.undo(filled)
        journal.redo(filled)
    assert content(filled.store) == after
    entries = journal.log(filled, limit=500)
    assert {e.title for e in entries if e.operation.kind in ("undo", "redo")} == {journal.TITLES["case.edit"]}
    assert next(e for e in entries if e.operation.op_id == row.op_id).in_force
    assert journal.undo(filled, row.op_id).facts == {"subject": "2026/0001"}  # by its own number: the last redo is meant
    assert not journal.in_force(row.op_id, {e.operation.undoes: [e.operation.op_id] for e in journal.log(filled, limit=500)
                                            if e.operation.undoes})


def test_later_work_is_named_and_nothing_changes(filled, child, content):
    new = next(e.operation for e in journal.log(filled) if e.operation.kind == "case.new" and e.operation.subject == "2026/0001")
    edit(filled, surname="Uno")
    before, count = content(filled.store), len(journal.log(filled))
    with pytest.raises(Refused) as caught:
        journal.undo(filled, new.op_id)
    assert caught.value.facts["code"] == "later-work"
    assert (caught.value.facts["kind"], caught.value.facts["subject"]) in (("case.edit", "2026/0001"), ("event.add", "2026/0001"))
    assert (content(filled.store), len(journal.log(filled))) == (before, count)


def test_work_on_other_records_is_no_obstacle(filled, child, content, check_lookup):
    before = content(filled.store)
    edit(filled, surname="Uno")
    row = journal.last_undoable(filled)
    journal_of_other = cases.new_case(filled, child | {"given_name": "Zoe"})
    journal.undo(filled, row.op_id)
    after = content(filled.store)
    assert after["case_file"][:2] == before["case_file"]
    assert [r for r in after["person"] if r in before["person"]] == before["person"]
    assert journal_of_other == "2026/0003"
    check_lookup(filled.store)


def test_twice_is_refused(filled, content):
    edit(filled, surname="Uno")
    row = journal.last_undoable(filled)
    undone = journal.undo(filled, row.op_id)
    for number in (row.op_id,):
        with pytest.raises(Refused) as caught:
            journal.undo(filled, number)
        assert caught.value.facts["code"] == "already-undone"
    after = content(filled.store)
    journal.undo(filled, undone.operation)  # taking an undo back is doing it again
    assert records.peek(filled, "2026/0001").surname == "Uno"
    assert journal.log(filled)[0].operation.kind == "redo"
    journal.undo(filled)
    assert content(filled.store) == after


def test_two_operators_undo_the_same(filled, colleague, content):
    edit(filled, surname="Uno")
    row = journal.last_undoable(filled)
    journal.undo(filled, row.op_id)
    after = content(filled.store)
    with pytest.raises(Refused):
        journal.undo(colleague, row.op_id)
    assert content(filled.store) == after


def test_nothing_to_undo(context):
    with pytest.raises(NotFound):
        journal.undo(context)
    with pytest.raises(NotFound):
        journal.undo(context, 17)
    with pytest.raises(NotFound):
        journal.redo(context)


def test_a_new_operation_ends_the_redo(filled):
    edit(filled, surname="Uno")
    journal.undo(filled)
    edit(filled, surname="Due")
    with pytest.raises(NotFound):
        journal.redo(filled)
    assert records.peek(filled, "2026/0001").surname == "Due"


def test_an_entered_operator_is_never_undone(context, child):
    cases.new_case(context, child)
    journal.undo(context)
    with pytest.raises(NotFound):
        journal.undo(context)
    number = next(e.operation.op_id for e in journal.log(context) if e.operation.kind == "operator.add")
    with pytest.raises(NotFound):
        journal.undo(context, number)


def test_an_operator_who_has_worked_since_stays(filled, colleague):
    cases.assign_case(filled, "2026/0001", {"operator": "bruno"})
    row = journal.last_undoable(filled)
    cases.new_case(colleague, {"surname": "Neri", "given_name": "Ivo", "birth_date": "1/1/2016", "comune": "Clusone"})
    with pytest.raises(Refused) as caught:
        journal.undo(filled, row.op_id)
    assert (caught.value.facts["code"], caught.value.facts["kind"]) == ("later-work", "case.new")
    assert "bruno" in [code for code, _ in records.operators(filled)]


def test_what_does_not_fit_any_more_is_refused(filled, content):
    """Bringing an entry back when its case is gone, out of turn."""
    cases.new_case(filled, {"surname": "Neri", "given_name": "Ivo", "birth_date": "1/1/2016", "comune": "Clusone"})
    events.add_event(filled, "2026/0003", {"at": "oggi", "kind": KIND, "text": "x"})
    entry = journal.undo(filled).operation
    journal.undo(filled)
    before = content(filled.store)
    with pytest.raises(Refused) as caught:
        journal.undo(filled, entry)
    assert caught.value.facts["code"] == "does-not-fit"
    assert content(filled.store) == before


def test_other_trouble_is_not_called_a_refusal(filled, monkeypatch):
    from minori_tui.domain.errors import StoreTrouble

    edit(filled, surname="Uno")
    connection = filled.store.connect()
    connection.execute("DROP TABLE lookup_case")
    connection.close()
    with pytest.raises(StoreTrouble):
        journal.undo(filled)


def test_a_number_given_once_is_not_given_again(context, child):
    assert cases.new_case(context, child) == "2026/0001"
    journal.undo(context)
    assert cases.new_case(context, child) == "2026/0002"


def test_ids_are_not_used_again_after_an_undo(context, child):
    cases.new_case(context, child)
    first = records.peek(context, "2026/0001")
    journal.undo(context)
    second = records.peek(context, cases.new_case(context, child))
    assert (second.case_id, second.person_id) == (first.case_id + 1, first.person_id + 1)


def test_a_form_opened_before_an_undo_is_a_conflict(filled):
    seen = records.peek(filled, "2026/0001")
    edit(filled, surname="Uno")
    journal.undo(filled)
    with pytest.raises(Conflict):
        cases.edit_case(filled, seen, {"given_name": "Lucia"})


def test_many_operations_are_read_page_by_page(context, child, monkeypatch):
    monkeypatch.setattr(journal, "_PAGE", 2)
    cases.new_case(context, child)
    for number in range(5):
        edit(context, surname=f"N{'abcde'[number]}")
    for _ in range(6):
        journal.undo(context)
    assert journal.last_undoable(context) is None
    for _ in range(6):
        journal.redo(context)
    assert records.peek(context, "2026/0001").surname == "Ne"


def test_log_and_register(filled, colleague):
    edit(filled, surname="Uno")
    cases.close_case(colleague, "1/2026", {"closing_reason": REASON, "closing_note": "fine"})
    records.open_case(colleague, "2026/0001", detail="visto")
    top = journal.log(filled, limit=1)[0]
    assert (top.operation.kind, top.operation.subject, top.operation.operator) == ("case.close", "2026/0001", "Bruno Neri")
    assert {e.operation.subject for e in journal.log(filled, subject="2026/0002")} == {"2026/0002"}
    entries, changes, seen = journal.register(filled, 1)
    assert [e.operation.kind for e in entries] == ["case.close", "case.edit", "event.add", "case.new"]
    edited = entries[1].operation.op_id
    assert [(c.field, c.old, c.new) for c in changes if c.op_id == edited] == [("surname", "Rossi", "Uno")]
    assert ("closing_note", None, "fine") in [(c.field, c.old, c.new) for c in changes]
    assert [(v.operator, v.act, v.detail) for v in seen] == [("Bruno Neri", "open", "visto")]
