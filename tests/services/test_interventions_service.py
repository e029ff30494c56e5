"""Interventions through the services, on real store files: what is written, refused, told, undone."""

from __future__ import annotations

from datetime import date

import pytest

from minori_tui.domain.errors import Conflict, InvalidFields, NotFound
from minori_tui.domain.interventions import KINDS
from minori_tui.services import intervention_fields as fields
from minori_tui.services import interventions, journal, support
from minori_tui.services.cases import new_case
from minori_tui.services.intervention_links import facilities, orders
from minori_tui.services.orders import add_order
from minori_tui.services.records import diary, peek


@pytest.fixture
def number(context, child):
    return new_case(context, child)


@pytest.fixture
def homes(context):
    """Three places: one of family type, one that is not, one not told; two of one name."""
    from minori_tui.data.tables import Facility

    with context.unit("import", "prova") as unit:
        for code, name, family in (("C1", "Casa Aurora", 1), ("C2", "Comunità Il Ponte", 0), (None, "Centro Diurno", None),
                                   ("D1", "Doppia", None), ("D2", "Doppia", None)):
            unit.add(Facility(facility_code=code, name=name, match_key=name.lower(), kind="residential_home", family_type=family))


def wrong(call, *args):
    with pytest.raises(InvalidFields) as caught:
        call(*args)
    return [(p.field, p.code) for p in caught.value.problems]


def view(context, intervention_id):
    return interventions.one(context, intervention_id)


VALUES = {
    "ADM": {"consent": "consensuale", "agreement_on": "20/12/2025", "provider": "Coop. Lume", "educator": "Poli Carla",
            "weekly_hours": "4:30", "weekly_visits": "2", "project_on": "15/01/2026"},
    "IP": {"consent": "giudiziale", "with_whom": "madre", "place": "Spazio neutro", "every_days": "7", "time_of_day": "14.30",
           "minutes": "1:30"},
    "AFF": {"family": "Famiglia Bonomi", "nights_per_week": "7", "kinship": "2", "time": "1", "character": "1", "emergency": "no",
            "legal_risk": "sì", "executive_on": "12/01/2026", "signs_ordinary": "affidatari", "daily_fee": "18,50"},
    "COM": {"facility": "C1", "with_parent": "no", "why_not_home": "x", "why_not_foster": "y", "character": "1",
            "nights_per_week": "7", "plan_on": "01/02/2026", "daily_fee": "1.092,50"},
    "SEMI": {"facility": "centro diurno", "days_per_week": "3", "lunch": "sì", "dinner": "no", "transport": ""},
    "IND": {"question": "Capacità genitoriali", "due_on": "01/06/2026", "extension_asked_on": "20/02/2026",
            "extended_to": "01/07/2026"},
    "MON": {"provider": "Servizio"}, "PSI": {"provider": "Consultorio"}, "SAS": {"provider": "Comune"},
    "PRO": {"requested_on": "01/12/2025", "consent_on": "20/01/2026", "family": "Famiglia Bonomi"},
}


FOSTER = {"authority": "TM Brescia", "kind": "foster_care", "order_number": "12/2023", "filed_on": "09/01/2023"}
EXTENSION = {"authority": "TM Brescia", "kind": "extension", "order_number": "3/2025", "follows": "12/2023",
             "filed_on": "05/01/2025"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_and_read_back(context, number, homes, kind):
    values = {"kind": kind, "started_on": "10/01/2026", "notes": "Prova", **VALUES[kind]}
    found = view(context, interventions.add(context, number, values))
    shown = interventions.form_values(found)
    home = {"C1": "Casa Aurora"}.get(values.get("facility"), "Centro Diurno")
    expected = {"time_of_day": "14:30", "minutes": "90", "facility": home,
                "consent": {"consensuale": "consensual", "giudiziale": "judicial"}.get(values.get("consent", ""))}
    assert {name: shown[name] for name in values} == {n: expected.get(n, v) if n in expected else v for n, v in values.items()}
    assert (found.kind, found.started_on) == (kind, "2026-01-10")
    assert not interventions.edit(context, found, shown)  # the form as it was opened changes nothing
    assert set(shown) >= set(fields.fields_of(kind))


def test_money_is_cents_and_weekly_time_minutes(context, number, homes):
    home = view(context, interventions.add(context, number, {"kind": "COM", "started_on": "10/01/2026", **VALUES["COM"]}))
    adm = view(context, interventions.add(context, number, {"kind": "ADM", "started_on": "10/01/2026", **VALUES["ADM"]}))
    assert (home.daily_fee, adm.details["weekly_minutes"]) == (109_250, 270)
    assert (fields.money_text(109_250), fields.hours_text(270), fields.hours_text(240)) == ("1.092,50", "4:30", "4")


@pytest.mark.parametrize(("values", "problems"), [
    ({}, [("kind", "required")]),
    ({"kind": "boh"}, [("kind", "not-in-list")]),
    ({"kind": "ADM"}, [("started_on", "begins-no-day")]),
    ({"kind": "ADM", "started_on": "10/01/2026", "with_whom": "madre"}, [("with_whom", "unknown-field")]),
    ({"kind": "AFF", "started_on": "10/01/2026", "planned_end": "11/01/2028", "nights_per_week": "8"},
     [("nights_per_week", "number-range")]),
    ({"kind": "AFF", "started_on": "10/01/2026", "planned_end": "11/01/2028"}, [("planned_end", "over-24-months")]),
    ({"kind": "AFF", "started_on": "10/01/2026", "daily_fee": "-5"}, [("daily_fee", "negative")]),
    ({"kind": "COM", "started_on": "10/01/2026"}, [("why_not_home", "PL-NO-REASONS"), ("why_not_foster", "PL-NO-REASONS")]),
    ({"kind": "IP", "started_on": "10/01/2026", "time_of_day": "25:00"}, [("time_of_day", "time")]),
    ({"kind": "AFF", "started_on": "10/01/2026", "order_number": "99/26"}, [("order_number", "no-such-order")]),
    ({"kind": "SEMI", "started_on": "10/01/2026", "facility": "Boh"}, [("facility", "no-such-facility")]),
    ({"kind": "SEMI", "started_on": "10/01/2026", "facility": "Doppia"}, [("facility", "several-facilities")]),
    ({"kind": "PRO", "started_on": "10/01/2026"}, [("consent_on", "consent-missing")]),
])
def test_what_is_wrong_is_refused_and_nothing_written(context, number, homes, values, problems):
    assert wrong(interventions.add, context, number, values) == problems
    assert interventions.of_case(context, peek(context, number).case_id) == []


def test_unknown_cases_and_interventions(context, number):
    with pytest.raises(NotFound):
        interventions.add(context, "2020/9999", {"kind": "MON", "started_on": "10/01/2026"})
    with pytest.raises(NotFound):
        interventions.one(context, 77)


def test_under_six_the_register_decides(context, homes, child):
    small = new_case(context, {**child, "birth_date": "01/01/2022"})
    values = {"kind": "COM", "started_on": "10/01/2026", "why_not_home": "x", "why_not_foster": "y"}
    assert wrong(interventions.add, context, small, {**values, "facility": "C2"}) == [("facility", "PL-UNDER-SIX")]
    assert interventions.add(context, small, {**values, "facility": "C2", "emergency": "sì"})
    assert interventions.add(context, small, {**values, "facility": "C1", "family_type": "no"})  # the register says it is
    assert interventions.add(context, small, values)  # not known: only told
    removal = add_order(context, small, {"authority": "Sindaco di Clusone", "kind": "emergency_removal", "order_number": "7/26",
                                         "occurred_at": "09/01/2026 22:40", "filed_on": "09/01/2026"})
    assert removal
    assert interventions.add(context, small, {**values, "facility": "C2", "order_number": "7 / 26"})


def test_an_order_is_found_by_its_number_or_that_of_the_proceeding(context, number):
    add_order(context, number, {"authority": "TM Brescia", "kind": "foster_care", "order_number": "12/2026",
                                "registry_number": "R.G. 55/2025", "filed_on": "09/01/2026"})
    case_id = peek(context, number).case_id
    assert [(n, kind) for n, kind, _ in orders(context, case_id)] == [("12/2026", "foster_care")]
    for text in ("12/2026", "12 2026", "rg 55 2025", "#1"):
        made = interventions.add(context, number, {"kind": "AFF", "started_on": "10/01/2026", "order_number": text})
        assert (view(context, made).order_number, view(context, made).order_kind) == ("12/2026", "foster_care")


def test_an_extension_allows_more_than_24_months(context, number):
    values = {"kind": "AFF", "started_on": "10/01/2023", "planned_end": "01/12/2026", "order_number": "12/2023"}
    add_order(context, number, FOSTER)
    assert wrong(interventions.add, context, number, values) == [("planned_end", "over-24-months")]
    add_order(context, number, EXTENSION)
    made = interventions.add(context, number, values)
    assert interventions.edit(context, view(context, made), {"planned_end": "01/01/2027"})


def test_edit_writes_only_what_differs(context, number):
    made = interventions.add(context, number, {"kind": "ADM", "started_on": "10/01/2026", **VALUES["ADM"]})
    seen = view(context, made)
    assert interventions.edit(context, seen, {"weekly_hours": "5"})
    now = view(context, made)
    assert (now.details["weekly_minutes"], now.version, now.details_row) == (300, seen.version, (seen.details_row[0], 2))
    assert interventions.edit(context, now, {"notes": "Nuovo", "kind": "MON"})  # a kind is never changed
    assert (view(context, made).kind, view(context, made).notes) == ("ADM", "Nuovo")
    changes = journal.register(context, seen.case_id)[1]
    assert ("home_support", "weekly_minutes", 270, 300) in [(c.table, c.field, c.old, c.new) for c in changes]


def test_edit_refuses_what_it_makes_wrong_but_not_what_was_wrong_before(context, number):
    made = interventions.add(context, number, {"kind": "COM", "started_on": "10/01/2026", **{**VALUES["COM"], "facility": ""}})
    with context.unit("import", "prova") as unit:
        unit.run("UPDATE residential_placement SET why_not_home = NULL, version = 2, op_id = ?", (unit.op_id,))
    seen = view(context, made)
    assert interventions.edit(context, seen, {"notes": "Le ragioni mancavano"})
    now = view(context, made)
    assert wrong(interventions.edit, context, now, {"why_not_foster": ""}) == [("why_not_foster", "PL-NO-REASONS")]
    assert wrong(interventions.edit, context, now, {"ended_on": "09/01/2026"}) == [("ended_on", "ended-before-start")]


def test_details_that_were_never_written_are_added(context, number):
    from minori_tui.data.tables import Intervention

    case_id = peek(context, number).case_id
    with context.unit("import", "prova") as unit:
        made = unit.add(Intervention(case_id=case_id, kind="ADM", started_on="2026-01-10")).id
    assert view(context, made).details == {}
    assert interventions.form_values(view(context, made))["weekly_hours"] == ""
    assert interventions.edit(context, view(context, made), {"weekly_hours": "3"})
    assert view(context, made).details["weekly_minutes"] == 180


def test_two_who_change_the_same_row(context, colleague, number):
    made = interventions.add(context, number, {"kind": "MON", "started_on": "10/01/2026"})
    seen = view(context, made)
    assert interventions.edit(colleague, seen, {"notes": "di Bruno"})
    with pytest.raises(Conflict):
        interventions.edit(context, seen, {"notes": "di Anna"})
    assert view(context, made).notes == "di Bruno"


def test_one_that_a_colleague_took_back(context, colleague, number):
    seen = view(context, interventions.add(context, number, {"kind": "MON", "started_on": "10/01/2026"}))
    journal.undo(colleague)
    with pytest.raises(NotFound):
        interventions.edit(context, seen, {"notes": "x"})


def test_fields_with_a_code_list():
    assert [fields.list_of("AFF", n) for n in ("consent", "end_reason", "character", "notes")] == [
        "consent", "foster_outcome", "foster_character", None]


# ---- start, suspend, end

def test_a_plan_begins(context, number, later):
    made = interventions.add(context, number, {"kind": "COM", "planned_start": "01/04/2026"})
    assert interventions.state_of(view(context, made), date(2026, 5, 1)) == "planned"
    assert interventions.times(view(context, made)) == ("01/04/2026?", "")
    spring = later(context, 2026, 4, 2)
    assert wrong(interventions.start, spring, view(context, made)) == [("why_not_home", "PL-NO-REASONS"),
                                                                      ("why_not_foster", "PL-NO-REASONS")]
    interventions.edit(context, view(context, made), {"why_not_home": "x", "why_not_foster": "y"})
    assert wrong(interventions.start, spring, view(context, made), "03/04/2026") == [("started_on", "date-future")]
    interventions.start(spring, view(context, made), "01/04/2026")
    assert view(context, made).started_on == "2026-04-01"
    assert interventions.state_of(view(context, made), date(2026, 4, 2)) == "active"
    assert wrong(interventions.start, spring, view(context, made)) == [("started_on", "started")]


def test_suspend_and_go_on(context, number):
    made = interventions.add(context, number, {"kind": "MON", "started_on": "10/01/2026"})
    assert wrong(interventions.pause, context, view(context, made), {"valid_from": "01/02/2026"}) == [("reason", "required")]
    assert wrong(interventions.pause, context, view(context, made), {"valid_from": "09/01/2026", "reason": "x"}) == [
        ("valid_from", "not-started")]
    interventions.pause(context, view(context, made), {"valid_from": "01/02/2026", "reason": "Ricovero"})
    assert interventions.state_of(view(context, made), date(2026, 3, 2)) == "suspended"
    assert wrong(interventions.pause, context, view(context, made), {"reason": "x"}) == [("valid_from", "paused")]
    assert wrong(interventions.resume, context, view(context, made), "31/01/2026") == [("resumed_on", "ended-before-start")]
    interventions.resume(context, view(context, made), "20/02/2026")
    assert interventions.state_of(view(context, made), date(2026, 3, 2)) == "active"
    assert wrong(interventions.resume, context, view(context, made)) == [("resumed_on", "not-paused")]
    assert wrong(interventions.pause, context, view(context, made), {"valid_from": "19/02/2026", "reason": "x"}) == [
        ("valid_from", "pause-overlap")]
    interventions.pause(context, view(context, made), {"valid_from": "20/02/2026", "reason": "x"})


def test_an_end_has_a_reason_and_closes_what_hangs_on_it(context, number):
    made = interventions.add(context, number, {"kind": "IP", "started_on": "10/01/2026", **VALUES["IP"]})
    support.plan_contacts(context, view(context, made), {"first_on": "26/02/2026", "until": "20/03/2026"})
    interventions.pause(context, view(context, made), {"valid_from": "28/02/2026", "reason": "Ricovero"})
    assert wrong(interventions.end, context, view(context, made), {"ended_on": "01/03/2026"}) == [("end_reason", "required")]
    assert wrong(interventions.end, context, view(context, made), {"end_reason": "4"}) == [("end_reason", "not-in-list")]
    interventions.end(context, view(context, made), {"ended_on": "01/03/2026", "end_reason": "revoked"})
    now = view(context, made)
    assert (now.ended_on, now.end_reason, now.pauses[0].valid_to) == ("2026-03-01", "revoked", "2026-03-01")
    assert {(c.outcome, c.count) for c in now.contacts} == {(None, 1), ("cancelled", 3)}  # that of 26 February is to be told
    assert wrong(interventions.end, context, now, {"end_reason": "revoked"}) == [("ended_on", "ended")]
    assert wrong(interventions.pause, context, now, {"reason": "x"}) == [("valid_from", "ended")]


def test_a_move_loses_no_day_and_is_one_operation(context, number, content):
    first = interventions.add(context, number, {"kind": "AFF", "started_on": "10/01/2026", "family": "Famiglia Bonomi"})
    before, said = content(context.store), {"kind": "COM", "started_on": "20/02/2026", "end_reason": "4"}
    assert wrong(interventions.move, context, view(context, first), said) == [("why_not_home", "PL-NO-REASONS"),
                                                                            ("why_not_foster", "PL-NO-REASONS")]
    assert content(context.store) == before
    second = interventions.move(context, view(context, first), {**said, "why_not_home": "x", "why_not_foster": "y"})
    old, new = view(context, first), view(context, second)
    assert (old.ended_on, old.end_reason, new.started_on, new.kind) == ("2026-02-20", "4", "2026-02-20", "COM")
    assert interventions.of_case(context, old.case_id) == [new, old]
    journal.undo(context)
    assert content(context.store) == before
    assert wrong(interventions.move, context, view(context, first), {"started_on": "20/02/2026"}) == [("end_reason", "required")]
    third = interventions.move(context, view(context, first), {"end_reason": "2", "family": "Famiglia Zanga"})  # today, same kind
    assert (view(context, third).started_on, view(context, third).kind) == ("2026-03-02", "AFF")


def test_everything_can_be_undone_and_is_named(context, number, content):
    before = content(context.store)
    made = interventions.add(context, number, {"kind": "ADM", "started_on": "10/01/2026"})
    interventions.edit(context, view(context, made), {"notes": "x"})
    interventions.pause(context, view(context, made), {"reason": "x"})
    interventions.resume(context, view(context, made))
    support.record_hours(context, view(context, made), {"worked_on": "02/2026", "hours": "8"})
    interventions.end(context, view(context, made), {"end_reason": "completed"})
    titles = [(e.title, e.facts["subject"]) for e in journal.log(context, limit=6)]
    assert titles == [(f"{title} of case {{subject}}" if title != "Hours done" else "Hours done for case {subject}", number)
                      for title in ("End of an intervention", "Hours done", "Resumption of an intervention",
                                    "Suspension of an intervention", "Changes to an intervention", "New intervention")]
    for _ in range(6):
        journal.undo(context)
    assert content(context.store) == before


def test_the_lookup_follows(context, number, check_lookup):
    made = interventions.add(context, number, {"kind": "AFF", "started_on": "10/01/2026"})
    interventions.end(context, view(context, made), {"end_reason": "1"})
    assert check_lookup(context.store) == 1


def test_lists_of_values(context, number, homes):
    assert [(name, code, family) for name, code, _, family in facilities(context)] == [
        ("Casa Aurora", "C1", 1), ("Centro Diurno", None, None), ("Comunità Il Ponte", "C2", 0), ("Doppia", "D1", None),
        ("Doppia", "D2", None)]
    assert orders(context, peek(context, number).case_id) == []


# ---- what a form is told while it is typed

def test_warnings_of_a_form(context, homes, child):
    small = new_case(context, {**child, "birth_date": "01/01/2022"})
    interventions.add(context, small, {"kind": "AFF", "started_on": "10/01/2026"})
    facts = interventions.facts(context, peek(context, small).case_id)
    known = {"casa aurora": 1, "comunita il ponte": 0, "centro diurno": None}

    def say(typed, intervention_id=0):
        found = interventions.warnings(context, facts, "COM", typed, known, intervention_id)
        return [(p.field, p.code, p.warning) for p in found]

    assert say({"started_on": ""}) == []  # what is only not filled in yet
    assert say({"started_on": "1/2/20", "facility": "Casa"})[0] == ("started_on", "before-birth", False)
    assert say({"started_on": "boh"}) == []
    assert say({"started_on": "01/02/2026", "facility": "Casa Aurora"}) == [("started_on", "PL-NEW-WHILE-OPEN", True)]
    assert ("facility", "PL-UNDER-SIX", False) in say({"started_on": "01/02/2026", "facility": "Comunità Il Ponte"})
    assert ("facility", "PL-HOME-TYPE-UNKNOWN", True) in say({"started_on": "01/02/2026", "facility": "Centro Diurno"})
    assert say({"started_on": "01/02/2026", "facility": "Casa Aurora"}, 1) == []


def test_a_form_knows_the_orders_of_the_case(context, number):
    add_order(context, number, FOSTER)
    typed = {"started_on": "10/01/2023", "planned_end": "01/12/2026", "order_number": "12/2023"}
    case_id = peek(context, number).case_id
    assert [p.code for p in interventions.warnings(context, interventions.facts(context, case_id), "AFF", typed, {})] == [
        "over-24-months"]
    add_order(context, number, EXTENSION)
    assert interventions.warnings(context, interventions.facts(context, case_id), "AFF", typed, {}) == []


def test_the_diary_of_contacts_is_the_diary_of_the_case(context, number):
    made = interventions.add(context, number, {"kind": "IP", "started_on": "10/01/2026", **VALUES["IP"]})
    support.record_contact(context, view(context, made), {"at": "02/03/2026 14:30", "outcome": "held"})
    entry = diary(context, peek(context, number).case_id)[0]
    assert (entry.kind, entry.outcome, entry.intervention, entry.author) == ("supervised_contact", "held", "madre", "Anna Verdi")
