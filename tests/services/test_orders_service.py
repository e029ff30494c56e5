"""Court orders on a real archive: one order for several children, changes, ends, the order before, undo, conflicts."""

import dataclasses
from datetime import date

import pytest

from minori_tui.domain.errors import Conflict, InvalidFields, NotFound
from minori_tui.services import journal, orders, records
from minori_tui.services.cases import new_case
from minori_tui.services.order_fields import as_typed, child_parsers, order_parsers, stored

DECREE = {"authority": "TM Brescia", "kind": "foster_care", "order_number": "n. 1234/2026", "registry_number": "R.G. 55/26",
          "filed_on": "10/02/2026", "received_on": "16/02/2026", "duration_months": "24", "report_every_months": "6",
          "mother_responsibility": "limited", "father_responsibility": "removed", "placed_with": "Famiglia Poli",
          "text": "Il Tribunale dispone\nl'affidamento."}


@pytest.fixture
def siblings(context, child):
    """Three brothers with cases of their own."""
    return [new_case(context, child | {"given_name": name, "mother": "Bianchi Ada"}) for name in ("Luca", "Ugo", "Ivo")]


def view(context, number, order_id=None):
    found = orders.of_case(context, records.peek(context, number).case_id)
    return next((o for o in found if o.order_id == order_id), None) if order_id else found[0]


def problems(error):
    return [(p.field, p.code) for p in error.value.problems]


def test_an_order_with_everything(context, siblings, content):
    number = orders.add_order(context, "1/2026", DECREE)
    seen = view(context, siblings[0])
    assert (seen.order_id, seen.authority, seen.authority_kind, seen.seat) == (
        number, "Tribunale per i Minorenni di Brescia", "juvenile_court", "Brescia")
    assert (seen.kind, seen.number, seen.filed_on, seen.received_on, seen.duration_months) == (
        "foster_care", "n. 1234/2026", "2026-02-10", "2026-02-16", 24)
    assert [(p.parent, p.measure) for p in seen.child.parents] == [("mother", "limited"), ("father", "removed")]
    assert (seen.child.placed_with, seen.text) == ("Famiglia Poli", "Il Tribunale dispone\nl'affidamento.")
    rows = content(context.store)
    assert [row[1:4] for row in rows["authority"]] == [
        ("Tribunale per i Minorenni di Brescia", "tribunale per i minorenni di brescia", "juvenile_court")]
    assert "12342026" in rows["court_order"][0]
    mother, father = rows["order_parent"]
    assert mother[4] is not None  # the mother is known as a person
    assert father[4] is None
    assert journal.log(context)[0].operation.subject == siblings[0]


def test_one_order_several_children_with_different_outcomes(context, siblings, content):
    number = orders.add_order(context, siblings[0], DECREE, [
        (siblings[1], {"kind": "residential", "placed_with": "Casa Gialla", "mother_responsibility": "suspended"}),
        ("3/2026", {"note": "resta con la madre"})])
    first, second, third = (view(context, n) for n in siblings)
    assert first.order_id == second.order_id == third.order_id == number
    assert (first.what, second.what, third.what) == ("foster_care", "residential", "foster_care")
    assert (second.child.placed_with, second.child.measure("mother").measure) == ("Casa Gialla", "suspended")
    assert second.child.measure("father") is None
    assert [c.file_number for c in second.others] == [siblings[0], siblings[2]]
    assert third.child.note == "resta con la madre"
    journal.undo(context)
    rows = content(context.store)
    assert rows["court_order"] == rows["order_child"] == rows["order_parent"] == rows["authority"] == []
    journal.redo(context)
    assert view(context, siblings[1]).child.placed_with == "Casa Gialla"


def test_every_child_of_the_order_is_touched(context, siblings, monkeypatch):
    seen = []
    monkeypatch.setattr("minori_tui.data.unit.lookup_index.refresh_cases", lambda raw, cases: seen.append(set(cases)))
    number = orders.add_order(context, siblings[0], DECREE, [(siblings[1], {})])
    orders.edit_order(context, view(context, siblings[0]), {"due_on": "30/06/2026"})
    orders.edit_order(context, view(context, siblings[0]), {"note": "x"}, [(siblings[2], {})])
    orders.end_order(context, view(context, siblings[0], number), {"end_reason": "expired"}, everyone=True)
    journal.undo(context)
    ids = [records.peek(context, n).case_id for n in siblings]
    assert seen == [set(ids[:2]), set(ids[:2]), set(ids), set(ids), set(ids)]


@pytest.mark.parametrize(("values", "expected"), [
    ({}, [("authority", "required"), ("kind", "required")]),
    ({**DECREE, "duration_months": "25"}, [("duration_months", "too-long-a-term")]),
    ({**DECREE, "received_on": "09/02/2026"}, [("received_on", "received-before-filed")]),
    ({**DECREE, "report_every_months": "7", "duration_months": "99"},
     [("duration_months", "too-long-a-term"), ("report_every_months", "report-period")]),
    ({**DECREE, "kind": "emergency_removal", "occurred_at": "10/02/2026"}, [("occurred_at", "no-minute")]),
    ({**DECREE, "occurred_at": "02/03/2026 12:01"}, [("occurred_at", "moment-future")]),
    ({**DECREE, "occurred_at": "29/10/2023 02:30"}, [("occurred_at", "ambiguous-time")]),
    ({**DECREE, "authority": "boh"}, [("authority", "unknown-authority")]),
    ({**DECREE, "follows": "77"}, [("follows", "no-such-order")]),
    ({**DECREE, "ended_on": "01/02/2026", "end_reason": "revoked"}, [("ended_on", "end-before-start")]),
    ({**DECREE, "ended_on": "01/03/2026"}, [("end_reason", "required")]),
    ({**DECREE, "end_reason": "revoked"}, [("ended_on", "required")]),
    ({**DECREE, "kind": "home_support", "boh": "x"}, [("boh", "unknown-field")]),
])
def test_what_is_wrong_is_told_and_nothing_is_written(context, siblings, values, expected, content):
    before = content(context.store)
    with pytest.raises(InvalidFields) as error:
        orders.add_order(context, siblings[0], values)
    assert problems(error) == expected
    assert content(context.store) == before


def test_further_children_are_checked_too(context, siblings):
    with pytest.raises(InvalidFields) as error:
        orders.add_order(context, siblings[0], DECREE, [(siblings[1], {"kind": "boh"})])
    assert problems(error) == [(f"{siblings[1]} kind", "not-in-list")]
    with pytest.raises(InvalidFields) as error:
        orders.add_order(context, siblings[0], DECREE | {"kind": "monitoring", "duration_months": "36"},
                         [(siblings[1], {"kind": "foster_care"})])
    assert problems(error) == [("duration_months", "too-long-a-term")]
    with pytest.raises(InvalidFields) as error:
        orders.add_order(context, siblings[0], DECREE, [("1/2026", {})])
    assert problems(error) == [("others", "child-twice")]
    with pytest.raises(NotFound):
        orders.add_order(context, siblings[0], DECREE, [("2026/9999", {})])
    with pytest.raises(NotFound):
        orders.add_order(context, "2026/9999", DECREE)


def test_warnings_never_block(context, siblings):
    orders.add_order(context, siblings[0], DECREE)
    again = {**DECREE, "kind": "service_custody", "due_on": "01/01/2026", "placed_with": "", "report_every_months": ""}
    said = orders.look(context, again, case_id=1)
    assert [(p.field, p.code, p.warning) for p in said] == [
        ("kind", "custody-points", True), ("order_number", "same-number", True), ("due_on", "due-before-order", True)]
    assert said[0].facts == {"letters": "a, b, c, d, e, f, h"}
    assert said[1].facts == {"cases": siblings[0]}
    assert orders.add_order(context, siblings[0], again) == 2


def test_what_is_being_typed_is_looked_at(context, siblings):
    said = orders.look(context, {"authority": "xyz", "filed_on": "32/1/2026", "kind": "foster_care", "duration_months": "30",
                                 "follows": "9", "text": ""}, case_id=1)
    assert [(p.field, p.code) for p in said] == [
        ("authority", "unknown-authority"), ("filed_on", "date-day"), ("received_on", "no-day"),
        ("duration_months", "too-long-a-term"), ("follows", "no-such-order")]
    assert orders.look(context, {}) == [p for p in orders.look(context, {}) if p.code == "no-day"]


def test_a_custody_keeps_its_points(context, siblings):
    points = {"custody_placed_with": "madre", "service_acts": "scuola", "carer_acts": "medico", "parent_acts": "resto",
              "curator_acts": "rappresentanza", "service_tasks": "sostegno", "responsible": "Poli Carla"}
    orders.add_order(context, siblings[0], {**DECREE, "kind": "service_custody", **points})
    seen = view(context, siblings[0])
    assert dataclasses.astuple(seen.custody)[2:] == tuple(points.values())
    assert orders.look(context, orders.form_values(seen), order_id=seen.order_id) == []
    assert orders.edit_order(context, seen, {"parent_acts": "tutto il resto", "responsible": ""})
    seen = view(context, siblings[0])
    assert (seen.custody.parent_acts, seen.custody.responsible) == ("tutto il resto", None)


# ---- changing

def test_only_what_differs_is_written(context, siblings):
    orders.add_order(context, siblings[0], DECREE)
    seen = view(context, siblings[0])
    assert not orders.edit_order(context, seen, orders.form_values(seen))
    assert not orders.edit_order(context, seen, {"authority": "t.m. brescia", "filed_on": "2026-02-10"})
    values = orders.form_values(seen) | {"father_responsibility": "", "mother_responsibility": "removed", "order_number": "77",
                                         "child_kind": "residential", "hearing_at": "3/4/2026 9:30", "authority": "GT",
                                         "service_acts": "scuola"}
    assert orders.edit_order(context, seen, values)
    now = view(context, siblings[0])
    assert (now.version, now.order_number, now.what, now.hearing_at) == (2, "77", "residential", "2026-04-03T09:30")
    assert (now.authority, now.custody.service_acts) == ("Giudice Tutelare di Bergamo", "scuola")
    assert [(p.parent, p.measure, p.version) for p in now.child.parents] == [("mother", "removed", 2)]
    journal.undo(context)
    back = view(context, siblings[0])
    assert stored(back) == stored(seen)
    assert back.custody is None


def test_a_change_that_the_law_forbids_is_refused(context, siblings):
    orders.add_order(context, siblings[0], DECREE)
    seen = view(context, siblings[0])
    for values, expected in (({"duration_months": "30"}, ("duration_months", "too-long-a-term")),
                             ({"filed_on": "17/02/2026"}, ("received_on", "received-before-filed")),
                             ({"authority": "xyz"}, ("authority", "unknown-authority")),
                             ({"kind": ""}, ("kind", "required")), ({"end_reason": "expired"}, ("ended_on", "required")),
                             ({"follows": f"#{seen.order_id}"}, ("follows", "no-such-order"))):
        with pytest.raises(InvalidFields) as error:
            orders.edit_order(context, seen, values)
        assert problems(error) == [expected]


def test_an_old_defect_does_not_forbid_other_changes(context, siblings):
    orders.add_order(context, siblings[0], DECREE)
    with context.unit("order.edit") as unit:  # as an import of a court's list might have left it
        unit.run("UPDATE court_order SET duration_months = 30, version = 2, op_id = ?", (unit.op_id,))
    seen = view(context, siblings[0])
    assert orders.edit_order(context, seen, {"due_on": "30/06/2026"})
    with pytest.raises(InvalidFields):
        orders.edit_order(context, view(context, siblings[0]), {"duration_months": "31"})


def test_a_sibling_is_added_to_an_order(context, siblings):
    number = orders.add_order(context, siblings[0], DECREE)
    assert orders.edit_order(context, view(context, siblings[0]), {}, [(siblings[1], {"kind": "home_support"})])
    assert view(context, siblings[1]).what == "home_support"
    with pytest.raises(InvalidFields) as error:
        orders.edit_order(context, view(context, siblings[0]), {}, [(siblings[1], {})])
    assert problems(error) == [("others", "child-twice")]
    assert orders.order(context, number).child.file_number == siblings[0]
    with pytest.raises(NotFound):
        orders.order(context, number, records.peek(context, siblings[2]).case_id)


def test_somebody_was_faster(context, colleague, siblings):
    orders.add_order(context, siblings[0], DECREE | {"father_responsibility": ""})
    seen = view(context, siblings[0])
    orders.edit_order(colleague, seen, {"father_responsibility": "full", "service_acts": "scuola", "placed_with": "nonni"})
    for values in ({"father_responsibility": "removed"}, {"service_acts": "medico"}, {"placed_with": "zii"}, {"note": "x"}):
        with pytest.raises(Conflict):
            orders.edit_order(context, seen, values)
    assert orders.edit_order(context, seen, {"text": "un altro testo"})  # another row of the same order
    with pytest.raises(Conflict):
        orders.edit_order(context, seen, {"text": "ancora"})
    with pytest.raises(Conflict):
        orders.end_order(context, seen, {"end_reason": "revoked"})


def test_a_measure_that_changed_is_not_taken_away(context, colleague, siblings, monkeypatch):
    orders.add_order(context, siblings[0], DECREE)
    seen = view(context, siblings[0])
    orders.edit_order(colleague, seen, {"mother_responsibility": "removed"})
    monkeypatch.setattr(orders, "_refuse_changed", lambda *_: None)  # between the look and the write
    with pytest.raises(Conflict):
        orders.edit_order(context, seen, {"mother_responsibility": ""})


# ---- ending, and the order before

def test_an_order_ends_for_one_child_or_for_all(context, siblings):
    orders.add_order(context, siblings[0], DECREE, [(siblings[1], {}), (siblings[2], {})])
    seen = view(context, siblings[0])
    assert orders.end_order(context, seen, {"ended_on": "01/03/2026", "end_reason": "revoked"})
    assert [view(context, n).child.ended_on for n in siblings] == ["2026-03-01", None, None]
    assert not orders.end_order(context, view(context, siblings[0]), {"ended_on": "01/03/2026", "end_reason": "revoked"})
    assert orders.end_order(context, view(context, siblings[1]), {"end_reason": "replaced"}, everyone=True)
    assert [(c.ended_on, c.end_reason) for c in (view(context, n).child for n in siblings)] == [
        ("2026-03-01", "revoked"), ("2026-03-02", "replaced"), ("2026-03-02", "replaced")]
    for values, expected in (({}, [("end_reason", "required")]),
                             ({"ended_on": "01/02/2026", "end_reason": "other"}, [("ended_on", "end-before-start")])):
        with pytest.raises(InvalidFields) as error:
            orders.end_order(context, view(context, siblings[0]), values)
        assert problems(error) == expected


def test_what_may_be_written_instead_is_told(context, siblings):
    for typed, told in (("affidamento famigliare", "foster_care"), ("boh", "service_custody")):
        with pytest.raises(InvalidFields) as error:
            orders.add_order(context, siblings[0], {**DECREE, "kind": typed})
        [problem] = error.value.problems
        assert (problem.code, problem.value) == ("not-in-list", typed)
        assert f"{told} (" in problem.facts["choices"]


def test_an_order_may_be_entered_with_its_end(context, siblings):
    orders.add_order(context, siblings[0], {**DECREE, "ended_on": "01/03/2026", "end_reason": "revoked"}, [(siblings[1], {})])
    ended = [view(context, number).child for number in siblings[:2]]
    assert [(child.ended_on, child.end_reason) for child in ended] == [("2026-03-01", "revoked"), (None, None)]


def test_an_extension_and_a_revocation_follow_their_order(context, siblings):
    first = orders.add_order(context, siblings[0], DECREE, [(siblings[1], {})])
    more = {"authority": "TM Brescia", "kind": "extension", "order_number": "9", "filed_on": "20/02/2026", "follows": "1234 2027"}
    with pytest.raises(InvalidFields):
        orders.add_order(context, siblings[0], more)
    second = orders.add_order(context, siblings[0], more | {"follows": "1234-2026"})
    seen = view(context, siblings[0], first)
    assert [(link.order_id, link.kind, link.number, link.day) for link in seen.followed_by] == [
        (second, "extension", "9", "2026-02-20")]
    assert view(context, siblings[0], second).follows.number == "n. 1234/2026"
    with pytest.raises(InvalidFields):  # not in a circle
        orders.edit_order(context, seen, {"follows": f"#{second}"})
    assert seen.child.ended_on is None
    orders.add_order(context, siblings[0], {"authority": "TM Brescia", "kind": "revocation", "filed_on": "01/03/2026",
                                            "follows": f"#{first}"})
    assert [(view(context, n, first).child.ended_on, view(context, n, first).child.end_reason) for n in siblings[:2]] == [
        ("2026-03-01", "revoked"), (None, None)]
    journal.undo(context)
    assert view(context, siblings[0], first).child.ended_on is None


def test_a_link_made_later_ends_the_order_too(context, siblings):
    first = orders.add_order(context, siblings[0], DECREE)
    second = orders.add_order(context, siblings[0], {"authority": "TM Brescia", "kind": "revocation", "order_number": "8",
                                                     "received_on": "01/03/2026"})
    assert orders.edit_order(context, view(context, siblings[0], second), {"follows": "n.1234/2026"})
    assert view(context, siblings[0], first).child.ended_on == "2026-03-01"
    assert orders.edit_order(context, view(context, siblings[0], second), {"follows": ""})
    assert view(context, siblings[0], first).child.ended_on == "2026-03-01"  # an end is taken back by who recorded it


def test_two_orders_of_one_number_must_be_chosen_from(context, siblings):
    for _time in range(2):
        orders.add_order(context, siblings[0], DECREE)
    with pytest.raises(InvalidFields) as error:
        orders.add_order(context, siblings[0], DECREE | {"kind": "extension", "follows": "n. 1234/2026"})
    assert "Several orders" in error.value.problems[0].message


@pytest.mark.parametrize(("changes", "today", "expected"), [
    ({}, date(2026, 3, 2), ("in_force", date(2028, 2, 10))), ({}, date(2028, 2, 10), ("in_force", date(2028, 2, 10))),
    ({}, date(2028, 2, 11), ("expired", date(2028, 2, 10))),
    ({"duration_months": "", "report_every_months": ""}, date(2040, 1, 1), ("in_force", None)),
    ({"effective_on": "01/04/2026"}, date(2026, 3, 2), ("not_yet", date(2028, 4, 1))),
    ({"ended_on": "01/03/2026", "end_reason": "other"}, date(2026, 3, 2), ("ended", date(2028, 2, 10))),
])
def test_how_an_order_stands(context, siblings, changes, today, expected):
    orders.add_order(context, siblings[0], DECREE)
    orders.edit_order(context, view(context, siblings[0]), changes)
    assert orders.state(view(context, siblings[0]), today) == expected


def test_an_extended_order_is_not_expired(context, siblings):
    first = orders.add_order(context, siblings[0], DECREE)
    orders.add_order(context, siblings[0], {"authority": "TM Brescia", "kind": "extension", "follows": f"#{first}",
                                            "filed_on": "02/03/2026"})
    assert orders.state(view(context, siblings[0], first), date(2030, 1, 1))[0] == "extended"


def test_an_extension_never_ends_before_what_it_extends(context, siblings):
    first = orders.add_order(context, siblings[0], DECREE, [(siblings[1], {})])
    more = {"authority": "TM Brescia", "kind": "extension", "follows": f"#{first}", "filed_on": "02/03/2026",
            "duration_months": "6"}
    second = orders.add_order(context, siblings[0], more)
    assert orders.state(view(context, siblings[0], second), date(2030, 1, 1)) == ("expired", date(2028, 2, 10))
    assert orders.state(view(context, siblings[1], first), date(2030, 1, 1))[0] == "expired"  # extended for the other child only
    orders.edit_order(context, view(context, siblings[0], second), {"duration_months": "24"})
    assert orders.state(view(context, siblings[0], second), date(2028, 1, 1)) == ("in_force", date(2028, 3, 2))


def test_an_order_of_the_same_kind_takes_the_place_of_the_one_before(context, siblings):
    first = orders.add_order(context, siblings[0], DECREE)
    orders.add_order(context, siblings[0], DECREE | {"order_number": "9", "follows": f"#{first}", "filed_on": "01/03/2026",
                                                     "received_on": "01/03/2026"})
    assert orders.state(view(context, siblings[0], first), date(2026, 3, 2))[0] == "replaced"


def test_the_latest_of_the_archive(context, siblings):
    for day, number in (("10/02/2026", siblings[0]), ("20/02/2026", siblings[1]), ("", siblings[2])):
        orders.add_order(context, number, {"authority": "TM Brescia", "kind": "inquiry", "received_on": day})
    assert [o.child.file_number for o in orders.latest(context, 2)] == [siblings[1], siblings[0]]


def test_the_form_writes_what_it_reads():
    assert set(child_parsers()) <= {*order_parsers()}
    assert as_typed({"at": "2026-10-25T02:30+02:00", "filed_on": "2026-02-03", "text": "2026-02-03", "note": None}) == {
        "at": "25/10/2026 02:30+02:00", "filed_on": "03/02/2026", "text": "2026-02-03", "note": ""}
