"""Legal roles and hearings on a real archive."""

from datetime import date

import pytest

from minori_tui.domain.errors import Conflict, InvalidFields, NotFound
from minori_tui.services import hearings, journal, orders, records, roles
from minori_tui.services.cases import new_case


@pytest.fixture
def number(context, child):
    return new_case(context, child)


@pytest.fixture
def lawyers(context):
    """Three on the roster, two of one surname."""
    from minori_tui.data.tables import Lawyer

    with context.unit("import", "x") as unit:
        for surname, given in (("Bonomi", "Sara"), ("Bonomi", "Ugo"), ("Rota", "Ada")):
            row = unit.add(Lawyer(surname=surname, given_name=given, match_key=f"{surname}{given}".lower(), bar="Bergamo"))
            unit.touched_lawyers.add(row.id)


def case(context, number):
    return records.peek(context, number).case_id


def problems(error):
    return [(p.field, p.code) for p in error.value.problems]


def test_a_role_is_entered_changed_ended_and_undone(context, number):
    order = orders.add_order(context, number, {"authority": "TM", "kind": "inquiry", "order_number": "5/26",
                                               "filed_on": "1/3/2026"})
    role = roles.add_role(context, number, {"role": "curatore speciale", "name": "Avv. Verdi", "order": "n. 5/26",
                                            "valid_from": "1/2/2026"})
    (seen,) = roles.of_case(context, case(context, number))
    assert (seen.role_id, seen.role, seen.name, seen.order_id, seen.valid_from) == (
        role, "special_representative", "Avv. Verdi", order, "2026-02-01")
    assert roles.in_force(seen, date(2026, 3, 2))
    assert not roles.in_force(seen, date(2026, 1, 31))
    assert not roles.edit_role(context, seen, roles.form_values(seen))
    assert roles.edit_role(context, seen, {"contact": "035 1", "order": "", "lawyer": ""})
    assert roles.role(context, role).order_id is None
    assert roles.end_role(context, roles.role(context, role))
    ended = roles.role(context, role)
    assert ended.valid_to == "2026-03-02"
    assert not roles.in_force(ended, date(2026, 3, 2))
    assert not roles.end_role(context, ended, "02/03/2026")
    for _time in range(3):
        journal.undo(context)
    assert roles.of_case(context, case(context, number)) == []


def test_a_lawyer_of_the_roster_is_linked(context, number, lawyers):
    assert [name for name, _bar in roles.lawyer_names(context)] == ["Bonomi Sara", "Bonomi Ugo", "Rota Ada"]
    role = roles.add_role(context, number, {"role": "lawyer_mother", "lawyer": "rota"})
    seen = roles.role(context, role)
    assert (seen.name, seen.lawyer) == ("Avv. Rota Ada", "Rota Ada")
    assert roles.edit_role(context, seen, {"lawyer": "Sara Bonomi"})
    assert (roles.role(context, role).name, roles.role(context, role).lawyer) == ("Avv. Rota Ada", "Bonomi Sara")
    for text, words in (("Bonomi", "Several"), ("Zeta", "No lawyer")):
        with pytest.raises(InvalidFields) as error:
            roles.add_role(context, number, {"role": "lawyer_mother", "lawyer": text})
        assert problems(error) == [("lawyer", "which-lawyer")]
        assert words in error.value.problems[0].message


@pytest.mark.parametrize(("values", "expected"), [
    ({}, [("role", "required")]), ({"role": "guardian"}, [("name", "required")]),
    ({"role": "guardian", "name": "X Y", "valid_from": "2/1/2026", "valid_to": "1/1/2026"}, [("valid_to", "end-before-start")]),
    ({"role": "guardian", "name": "X Y", "order": "77"}, [("order", "no-such-order")]),
])
def test_what_is_wrong_with_a_role(context, number, values, expected, content):
    before = content(context.store)
    with pytest.raises(InvalidFields) as error:
        roles.add_role(context, number, values)
    assert problems(error) == expected
    assert content(context.store) == before


def test_a_role_that_somebody_changed(context, colleague, number):
    role = roles.add_role(context, number, {"role": "guardian", "name": "Comune di Clusone"})
    seen = roles.role(context, role)
    roles.edit_role(colleague, seen, {"note": "x"})
    with pytest.raises(Conflict):
        roles.edit_role(context, seen, {"name": "Altri"})
    with pytest.raises(InvalidFields):
        roles.edit_role(context, seen, {"name": ""})
    journal.undo(context)
    journal.undo(context)
    with pytest.raises(NotFound):
        roles.role(context, role)
    with pytest.raises(Conflict):
        roles.edit_role(context, seen, {"name": "Altri"})
    with pytest.raises(NotFound):
        roles.add_role(context, "2026/9999", {"role": "guardian", "name": "X"})


# ---- hearings

def test_a_hearing_is_an_entry_of_each_diary(context, number, child):
    other = new_case(context, child | {"given_name": "Ugo"})
    event = hearings.add_hearing(context, number, {"at": "20/3/2026 9:30", "authority": "TM BS", "registry_number": "5/26",
                                                   "text": "Comparizione"}, [other, number])
    (seen,) = hearings.of_case(context, case(context, number))
    assert (seen.event_id, seen.at, seen.authority, seen.registry_number, seen.carers_summoned_on) == (
        event, "2026-03-20T09:30", "Tribunale per i Minorenni di Brescia", "5/26", None)
    assert [e.kind for e in records.diary(context, case(context, other))] == ["hearing"]
    assert not hearings.edit_hearing(context, seen, hearings.form_values(seen))
    assert hearings.edit_hearing(context, seen, {"carers_summoned_on": "1/3/2026", "at": "20/03/2026 10:00", "authority": "GT"})
    now = hearings.hearing(context, event)
    assert (now.at, now.carers_summoned_on, now.authority) == ("2026-03-20T10:00", "2026-03-01", "Giudice Tutelare di Bergamo")
    journal.undo(context)
    assert hearings.hearing(context, event).at == "2026-03-20T09:30"
    journal.undo(context)
    assert hearings.of_case(context, case(context, number)) == []
    with pytest.raises(NotFound):
        hearings.hearing(context, event)


def test_a_hearing_of_the_diary_gets_its_details(context, number):
    from minori_tui.services.events import add_event

    event = add_event(context, number, {"at": "1/3/2026", "kind": "hearing", "text": "Udienza"})
    seen = hearings.hearing(context, event)
    assert (seen.hearing_id, hearings.form_values(seen)["at"]) == (None, "01/03/2026")
    assert hearings.edit_hearing(context, seen, {"carers_summoned_on": "20/2/2026", "authority": ""})
    assert hearings.hearing(context, event).carers_summoned_on == "2026-02-20"


@pytest.mark.parametrize(("values", "expected"), [
    ({}, [("at", "required")]), ({"at": "20/3/2026", "authority": "boh"}, [("authority", "unknown-authority")]),
    ({"at": "1/3/2026", "carers_summoned_on": "2/3/2026"}, [("carers_summoned_on", "summoned-after")]),
    ({"at": "20/3/2026", "outcome": "held"}, [("outcome", "not-yet")]),
])
def test_what_is_wrong_with_a_hearing(context, number, values, expected, content):
    before = content(context.store)
    with pytest.raises(InvalidFields) as error:
        hearings.add_hearing(context, number, values)
    assert problems(error) == expected
    assert content(context.store) == before


def test_a_hearing_that_somebody_changed(context, colleague, number):
    event = hearings.add_hearing(context, number, {"at": "20/3/2026"})
    seen = hearings.hearing(context, event)
    hearings.edit_hearing(colleague, seen, {"registry_number": "9"})
    with pytest.raises(Conflict):
        hearings.edit_hearing(context, seen, {"registry_number": "8"})
    with pytest.raises(NotFound):
        hearings.add_hearing(context, "2026/9999", {"at": "20/3/2026"})


def test_a_hearing_is_looked_at_as_it_is_typed(context, number):
    said = hearings.look(context, {"at": "1/3/2026", "carers_summoned_on": "2/3/2026", "authority": "boh", "outcome": "?"})
    assert [(p.field, p.code) for p in said] == [
        ("outcome", "not-in-list"), ("carers_summoned_on", "summoned-after"), ("authority", "unknown-authority")]
    assert hearings.look(context, {"at": "", "authority": "TM"}) == []
