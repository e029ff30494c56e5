"""The rules of a case, and what the forms write: nothing more than what was changed, nothing over a colleague's work."""

import pytest

from minori_tui.data.codes import load_list
from minori_tui.domain.errors import Conflict, InvalidFields, NotFound
from minori_tui.services import cases, journal, records

REASON = load_list("closing_reason")[0].code
SOURCE = load_list("referral_source")[0].code
ROLE = "social_worker"
OTHER_ROLE = next(i.code for i in load_list("assignment_role") if i.code != ROLE)


def problems(call):
    with pytest.raises(InvalidFields) as caught:
        call()
    return [(p.field, p.code) for p in caught.value.problems]


def rows(context, sql, *values):
    with context.store.read() as connection:
        return [tuple(r) for r in connection.execute(sql, values)]


def operations(context):
    return len(journal.log(context, limit=500))


@pytest.fixture
def number(context, child):
    return cases.new_case(context, child | {"opened_on": "1/2/2026"})


def test_a_new_case_holds_everything_that_was_typed(context, child, check_lookup):
    number = cases.new_case(context, child | {
        "sex": "m", "birth_place": "Milano", "citizenship": "IT", "address": "Via Roma 1", "protected_address": "sì",
        "phone": "347 1234567", "email": "Mamma@Esempio.it", "msna": "no", "school": "IC Clusone", "review_on": "1/9/2026",
        "legal_situation": "nessun provvedimento", "strengths": "disegna", "notes": "due\nrighe", "opened_on": "28/2/2026",
        "referral_source": SOURCE, "referral_date": "27/2/2026", "mother": "De Luca Maria Teresa", "father": "rossi",
        "social_worker": "Bruno Neri"})
    view = records.peek(context, number)
    assert (number, view.sex, view.birth_date, view.msna, view.review_on) == ("2026/0001", "M", "2015-05-04", 0, "2026-09-01")
    assert (view.address, view.protected_address) == ("Via Roma 1", 1)
    assert (view.phones, view.email) == (("347 1234567",), "mamma@esempio.it")
    assert (view.school, view.notes, view.strengths, view.citizenship) == ("IC Clusone", "due\nrighe", "disegna", "ITA")
    assert [(r.kind, r.surname, r.given_name) for r in view.relatives] == [
        ("mother", "De Luca", "Maria Teresa"), ("father", "Rossi", "")]
    assert [(s.opened_on, s.closed_on) for s in view.spells] == [("2026-02-28", None)]
    assert [(r.source, r.received_on) for r in view.referrals] == [(SOURCE, "2026-02-27")]
    assert (view.worker, view.assignments[0].valid_from) == ("Bruno Neri", "2026-02-28")
    assert rows(context, "SELECT valid_from, protected FROM address") == [("2026-02-28", 1)]
    assert check_lookup(context.store) == 1


@pytest.mark.parametrize(("values", "found"), [
    ({"surname": ""}, [("surname", "required")]), ({"comune": "-"}, [("comune", "required")]),
    ({"birth_date": "31/2/2015"}, None), ({"birth_date": "3/3/2026"}, None),
    ({"opened_on": "3/3/2026"}, None), ({"opened_on": ""}, [("opened_on", "required")]),
    ({"opened_on": "3/5/2015"}, [("opened_on", "before-birth")]),
    ({"comune": "Atlantide"}, [("comune", "unknown-place")]), ({"comune": "Castro"}, [("comune", "several-places")]),
    ({"fiscal_code": "RSSLCU15E04"}, None), ({"phone": "12"}, None), ({"email": "x"}, None),
    ({"referral_source": "marziani"}, [("referral_source", "not-in-list")]), ({"colour": "red"}, [("colour", "unknown-field")]),
    ({"social_worker": "???"}, [("operator", "name-letters")]),
    ({"surname": "", "birth_date": "x", "msna": "forse"}, None)])
def test_what_is_wrong_is_said_for_every_field_and_nothing_is_written(context, child, content, values, found):
    before = content(context.store)
    said = problems(lambda: cases.new_case(context, child | values))
    assert said == found if found is not None else {field for field, _ in said} == set(values)
    assert content(context.store) == before


def test_several_places_are_named(context, child):
    with pytest.raises(InvalidFields) as caught:
        cases.new_case(context, child | {"comune": "Castro"})
    assert {"Castro (BG)", "Castro (LE)"} <= set(caught.value.problems[0].facts["names"].split(", "))
    number = cases.new_case(context, child | {"comune": "Castro (BG)"})
    assert cases.form_values(records.peek(context, number))["comune"] == "Castro"


def test_numbers_run_by_year_and_leave_others_alone(context, child, later):
    assert [cases.new_case(context, child | {"opened_on": day}) for day in ("1/3/2026", "1/3/2025", "2/3/2026", "2/1/2025")] == [
        "2026/0001", "2025/0001", "2026/0002", "2025/0002"]
    with context.unit("import") as unit:
        for given in ("2026/0041-bis", "A/77", "99/2026", "2026/x"):
            unit.run("INSERT INTO case_file (version, op_id, file_number, person_id) VALUES (1, ?, ?, 1)", (unit.op_id, given))
    assert cases.new_case(context, child) == "2026/0042"
    assert cases.new_case(later(context, 2027, 1, 1), child) == "2027/0001"


@pytest.mark.parametrize("extra", [{}, {"phone": "035 123456 int. 12", "address": "Via Roma 1", "school": "IC", "email": "a@b.it",
                                        "msna": "sì", "protected_address": "sì", "citizenship": "IT", "review_on": "1/9/2026",
                                        "notes": "una\ndue", "mother": "Rossi"}, {"protected_address": "no", "address": "Via"}])
def test_an_unchanged_form_writes_nothing(context, child, content, extra):
    number = cases.new_case(context, child | extra)
    view, before, count = records.peek(context, number), content(context.store), operations(context)
    form = cases.form_values(view)
    assert set(form) == set(cases.case_parsers())
    assert not cases.edit_case(context, view, form)
    assert not cases.edit_case(context, view, {n: f"  {v} " for n, v in form.items()})
    assert not cases.edit_case(context, view, {"birth_date": "4.5.15", "surname": "ROSSI", "comune": "clusone"})
    assert not cases.edit_case(context, view, {})
    if extra.get("protected_address") != "sì":
        assert cases.edit_case(context, view, form | {"protected_address": "no"}) is False
    assert (content(context.store), operations(context)) == (before, count)


def test_a_whole_form_with_one_change_writes_that_one(context, number, check_lookup):
    view = records.peek(context, number)
    assert cases.edit_case(context, view, cases.form_values(view) | {"surname": "De Luca"})
    changed = records.peek(context, number)
    assert (changed.surname, changed.given_name) == ("De Luca", "Luca")
    assert rows(context, "SELECT match_key, version FROM person") == [("delucaluca", 2)]
    assert rows(context, "SELECT version FROM case_file") == [(1,)]
    check_lookup(context.store)


def test_what_is_needed_cannot_be_emptied_but_what_was_never_known_may_stay_unknown(context, number):
    view = records.peek(context, number)
    assert problems(lambda: cases.edit_case(context, view, {"birth_date": ""})) == [("birth_date", "required")]
    with context.unit("import") as unit:
        unit.run("UPDATE person SET birth_date = NULL, version = version + 1, op_id = ?", (unit.op_id,))
        unit.run("UPDATE case_file SET municipality = 'fuori distretto', version = version + 1, op_id = ?", (unit.op_id,))
    view = records.peek(context, number)
    form = cases.form_values(view)
    assert (form["birth_date"], form["comune"]) == ("", "fuori distretto")
    assert cases.edit_case(context, view, form | {"notes": "x"})
    assert records.peek(context, number).municipality == "fuori distretto"
    view = records.peek(context, number)
    assert problems(lambda: cases.edit_case(context, view, {"comune": "altrove"})) == [("comune", "unknown-place")]
    assert cases.edit_case(context, view, {"comune": "Clusone", "birth_date": "4/5/2015"})
    assert cases.form_values(records.peek(context, number))["comune"] == "Clusone"


def test_wrong_changes(context, number, content):
    view, before = records.peek(context, number), content(context.store)
    assert problems(lambda: cases.edit_case(context, view, {"birth_date": "2/2/2026"})) == [("birth_date", "after-opening")]
    assert problems(lambda: cases.edit_case(context, view, {"protected_address": "sì"})) == [("protected_address", "no-address")]
    assert problems(lambda: cases.edit_case(context, view, {"mother": "Anna"})) == [("mother", "unknown-field")]
    assert content(context.store) == before


def test_homes_schools_and_numbers_follow_one_another(context, child, later):
    number = cases.new_case(context, child | {"address": "Via Uno 1", "protected_address": "sì", "school": "Nido",
                                              "phone": "035 111111", "opened_on": "1/2/2026"})
    day = later(context, 2026, 4, 1)
    cases.edit_case(day, records.peek(day, number), {"address": "Via Due 2", "school": "Materna", "phone": "035 222222 int. 7"})
    assert rows(context, "SELECT street, protected, valid_from, valid_to FROM address ORDER BY id") == [
        ("Via Uno 1", 1, "2026-02-01", "2026-04-01"), ("Via Due 2", 1, "2026-04-01", None)]
    assert rows(context, "SELECT school, valid_from, valid_to FROM schooling ORDER BY id") == [
        ("Nido", "2026-02-01", "2026-04-01"), ("Materna", "2026-04-01", None)]
    assert rows(context, "SELECT value, match_key, valid_to FROM contact ORDER BY id") == [
        ("035 111111", "035111111", "2026-04-01"), ("035 222222 int. 7", "035222222", None)]
    cases.edit_case(day, records.peek(day, number), {"protected_address": "no"})
    assert rows(context, "SELECT protected, valid_to FROM address ORDER BY id") == [(1, "2026-04-01"), (0, None)]
    before = later(context, 2026, 3, 1)  # a day before it began: it ends on the day it begins
    cases.edit_case(before, records.peek(before, number), {"address": "", "school": "", "phone": "", "email": "a@b.it"})
    view = records.peek(context, number)
    assert (view.address, view.school, view.phones, view.email) == (None, None, (), "a@b.it")
    assert rows(context, "SELECT valid_from, valid_to FROM address ORDER BY id DESC LIMIT 1") == [("2026-04-01", "2026-04-01")]


@pytest.mark.parametrize("values", [{"surname": "Uno"}, {"notes": "uno"}, {"phone": "035 999999"}, {"address": "Via Uno"},
                                    {"school": "Uno"}, {"email": "uno@b.it"}])
@pytest.mark.parametrize("known", [False, True])
def test_two_operators_edit_the_same(context, colleague, child, content, values, known):
    extra = {"phone": "035 111111", "address": "Via", "school": "IC", "email": "a@b.it", "notes": "x"} if known else {}
    number = cases.new_case(context, child | extra)
    mine, theirs = records.peek(context, number), records.peek(colleague, number)
    typed = cases.form_values(theirs) | {name: value.replace("uno", "due").replace("9", "8") + ("x" if name == "surname" else "")
                                         for name, value in values.items()}
    kept = dict(typed)
    assert cases.edit_case(context, mine, values)
    before, count = content(context.store), operations(context)
    with pytest.raises(Conflict) as caught:
        cases.edit_case(colleague, theirs, typed)
    assert caught.value.exit_code == 3
    assert typed == kept
    assert content(context.store)["case_file"] == before["case_file"]
    assert content(context.store) == before
    assert operations(context) == count
    assert cases.edit_case(colleague, records.peek(colleague, number), {n: typed[n] for n in values} | {"strengths": "due"})


def test_closing(context, number, check_lookup):
    cases.assign_case(context, number, {"operator": "Bruno", "valid_from": "5/2/2026"})
    for values, found in (({}, [("closing_reason", "required")]),
                          ({"closing_reason": "boh"}, [("closing_reason", "not-in-list")]),
                          ({"closing_reason": REASON, "closed_on": "31/1/2026"}, [("closed_on", "closed-before-opened")])):
        assert problems(lambda values=values: cases.close_case(context, number, values)) == found
    tomorrow = {"closing_reason": REASON, "closed_on": "3/3/2026"}
    assert problems(lambda: cases.close_case(context, number, tomorrow))[0][0] == "closed_on"
    cases.close_case(context, "1/2026", {"closing_reason": REASON, "closed_on": "4/2/2026", "closing_note": "nota"})
    view = records.peek(context, number)
    assert [(s.opened_on, s.closed_on, s.closing_reason, s.closing_note) for s in view.spells] == [
        ("2026-02-01", "2026-02-04", REASON, "nota")]
    assert [(a.valid_from, a.valid_to) for a in view.assignments] == [("2026-02-05", "2026-02-05")]
    assert (view.is_open, view.worker) == (False, None)
    assert journal.log(context)[0].operation.subject == "2026/0001"
    assert problems(lambda: cases.close_case(context, number, {"closing_reason": REASON})) == [("closed_on", "case-closed")]
    check_lookup(context.store)


def test_reopening(context, number, check_lookup):
    assert problems(lambda: cases.reopen_case(context, number)) == [("opened_on", "case-open")]
    cases.close_case(context, number, {"closing_reason": REASON, "closed_on": "20/2/2026"})
    assert problems(lambda: cases.reopen_case(context, number, "19/2/2026")) == [("opened_on", "spell-overlap")]
    assert problems(lambda: cases.reopen_case(context, number, "3/3/2026"))[0][0] == "opened_on"
    cases.reopen_case(context, "1/2026", "20/2/2026")
    view = records.peek(context, number)
    assert [(s.opened_on, s.closed_on) for s in view.spells] == [("2026-02-01", "2026-02-20"), ("2026-02-20", None)]
    assert journal.log(context)[0].operation.subject == "2026/0001"
    assert view.is_open
    check_lookup(context.store)


def test_assigning(context, number, check_lookup):
    cases.assign_case(context, number, {"operator": "Bruno Neri", "valid_from": "10/2/2026"})
    cases.assign_case(context, number, {"operator": "NERI BRUNO", "role": OTHER_ROLE})
    cases.assign_case(context, number, {"operator": "Carla Blu", "valid_from": "20/2/2026"})
    assert len(records.operators(context)) == 3  # Anna at work, Bruno, Carla: a name in another order is the same person
    held = [(a.role, a.operator, a.valid_from, a.valid_to) for a in records.peek(context, number).assignments]
    assert sorted(held) == sorted([(ROLE, "Bruno Neri", "2026-02-10", "2026-02-20"), (ROLE, "Carla Blu", "2026-02-20", None),
                                   (OTHER_ROLE, "Bruno Neri", "2026-03-02", None)])
    assert records.peek(context, number).worker == "Carla Blu"
    for values, found in (({"operator": "Dora", "valid_from": "15/2/2026"}, [("valid_from", "assignment-overlap")]),
                          ({"operator": "carla blu"}, [("operator", "already-assigned")]),
                          ({"operator": "Dora", "valid_from": "31/1/2026"}, [("valid_from", "before-opening")]),
                          ({"operator": ""}, [("operator", "required")]), ({"operator": "!"}, [("operator", "name-letters")]),
                          ({"operator": "Dora", "role": "re"}, [("role", "not-in-list")])):
        assert problems(lambda values=values: cases.assign_case(context, number, values)) == found
    tomorrow = {"operator": "Dora", "valid_from": "3/3/2026"}
    assert problems(lambda: cases.assign_case(context, number, tomorrow))[0][0] == "valid_from"
    assert len(records.operators(context)) == 3
    cases.close_case(context, number, {"closing_reason": REASON})
    assert problems(lambda: cases.assign_case(context, number, {"operator": "Dora"})) == [("valid_from", "case-closed")]
    cases.reopen_case(context, number)
    assert problems(lambda: cases.assign_case(context, number, {"operator": "Dora", "valid_from": "1/3/2026"})) == [
        ("valid_from", "before-opening")]
    check_lookup(context.store)


@pytest.mark.parametrize("call", [
    lambda c: cases.close_case(c, "2026/0099", {"closing_reason": REASON}), lambda c: cases.reopen_case(c, "boh"),
    lambda c: cases.assign_case(c, "99/2026", {"operator": "Bruno"}), lambda c: records.peek(c, "")])
def test_no_such_case(context, number, content, call):
    before, count = content(context.store), operations(context)
    with pytest.raises(NotFound) as caught:
        call(context)
    assert (caught.value.exit_code, caught.value.facts["code"]) == (5, "no-case")
    assert (content(context.store), operations(context)) == (before, count)


@pytest.mark.parametrize(("name", "surname", "given"), [
    ("Rossi", "Rossi", ""), ("dott.ssa Rossi Anna", "Rossi", "Anna"), ("Lo Presti Gian Luca", "Lo Presti", "Gian Luca"),
    ("Avv.", "Avv.", ""), ("D'ANGELO ANNA", "D'Angelo", "Anna"), ("Rossi, Anna Maria", "Rossi", "Anna Maria")])
def test_parents_by_whatever_part_of_the_name_is_known(context, child, name, surname, given):
    number = cases.new_case(context, child | {"mother": name})
    assert [(r.surname, r.given_name) for r in records.peek(context, number).relatives] == [(surname, given)]
