"""Hours of home education and supervised contacts: counted once, planned by a calendar, told by whom."""

from __future__ import annotations

from datetime import date

import pytest

from minori_tui.domain.errors import InvalidFields, NotFound
from minori_tui.services import interventions, journal, support
from minori_tui.services.cases import new_case
from minori_tui.services.records import diary


@pytest.fixture
def number(context, child):
    return new_case(context, child)


@pytest.fixture
def adm(context, number):
    return interventions.one(context, interventions.add(context, number, {
        "kind": "ADM", "started_on": "10/01/2026", "weekly_hours": "7"}))


@pytest.fixture
def visits(context, number):
    return interventions.one(context, interventions.add(context, number, {
        "kind": "IP", "started_on": "10/01/2026", "with_whom": "padre", "every_days": "7"}))


def wrong(call, *args):
    with pytest.raises(InvalidFields) as caught:
        call(*args)
    return [(p.field, p.code) for p in caught.value.problems]


def test_hours_of_days_and_months(context, adm):
    support.record_hours(context, adm, {"worked_on": "12/01/2026", "hours": "1,5", "by_whom": "Poli Carla"})
    support.record_hours(context, adm, {"worked_on": "12/01/2026", "hours": "2:15", "note": "con la scuola"})
    support.record_hours(context, adm, {"worked_on": "2026-02", "hours": "26"})
    found = [(h.worked_on, h.minutes, h.whole_month, h.by_whom, h.note) for h in support.hours_of(context, adm.intervention_id)]
    assert found == [("2026-02-28", 1560, 1, None, None), ("2026-01-12", 135, 0, None, "con la scuola"),
                     ("2026-01-12", 90, 0, "Poli Carla", None)]
    assert interventions.one(context, adm.intervention_id).minutes_done == 1785


def test_nothing_is_counted_twice(context, adm):
    support.record_hours(context, adm, {"worked_on": "01/2026", "hours": "20"})
    for when in ("12/01/2026", "1/2026"):
        assert wrong(support.record_hours, context, adm, {"worked_on": when, "hours": "1"}) == [("worked_on", "counted-twice")]
    support.record_hours(context, adm, {"worked_on": "02/02/2026", "hours": "1"})
    assert wrong(support.record_hours, context, adm, {"worked_on": "02/2026", "hours": "8"}) == [("worked_on", "counted-twice")]


@pytest.mark.parametrize(("values", "problems"), [
    ({"worked_on": "03/03/2026", "hours": "1"}, [("worked_on", "date-future")]),
    ({"worked_on": "04/2026", "hours": "1"}, [("worked_on", "in-the-future")]),
    ({"worked_on": "09/01/2026", "hours": "1"}, [("worked_on", "not-started")]),
    ({"worked_on": "12/2025", "hours": "1"}, [("worked_on", "not-started")]),
    ({"worked_on": "13/2025", "hours": "1"}, [("worked_on", "date-incomplete")]),
    ({"worked_on": "12/01/2026", "hours": "0"}, [("hours", "required")]),
    ({"worked_on": "12/01/2026", "hours": ""}, [("hours", "required")]),
    ({"worked_on": "", "hours": "1"}, [("worked_on", "required")]),
])
def test_hours_that_cannot_be(context, adm, values, problems):
    assert wrong(support.record_hours, context, adm, values) == problems
    assert support.hours_of(context, adm.intervention_id) == []


def test_the_month_under_way_and_the_month_of_the_start_are_taken(context, adm):
    assert support.record_hours(context, adm, {"worked_on": "03/2026", "hours": "1"})
    assert support.record_hours(context, adm, {"worked_on": "01/2026", "hours": "1"})


def test_hours_after_the_end(context, adm):
    interventions.end(context, adm, {"ended_on": "01/02/2026", "end_reason": "completed"})
    ended = interventions.one(context, adm.intervention_id)
    assert wrong(support.record_hours, context, ended, {"worked_on": "01/02/2026", "hours": "1"}) == [("worked_on", "ended")]
    assert wrong(support.record_hours, context, ended, {"worked_on": "02/2026", "hours": "1"}) == [("worked_on", "ended")]
    assert support.record_hours(context, ended, {"worked_on": "31/01/2026", "hours": "1"})
    assert support.planned_so_far(ended, date(2026, 3, 2)) == 22 * 60  # an hour a day from the 10th to the 31st


def test_planned_hours_need_a_weekly_time_and_a_start(context, number, adm):
    assert support.planned_so_far(adm, date(2026, 1, 24)) == 14 * 60
    plan = interventions.one(context, interventions.add(context, number, {"kind": "ADM", "planned_start": "01/06/2026",
                                                                          "weekly_hours": "3"}))
    bare = interventions.one(context, interventions.add(context, number, {"kind": "ADM", "started_on": "01/02/2026"}))
    assert [support.planned_so_far(one, date(2026, 3, 2)) for one in (plan, bare)] == [None, None]


def test_hours_and_contacts_belong_to_their_kinds(context, adm, visits):
    assert wrong(support.record_hours, context, visits, {"worked_on": "12/01/2026", "hours": "1"}) == [
        ("worked_on", "not-home-support")]
    assert wrong(support.plan_contacts, context, adm, {"first_on": "12/03/2026", "until": "20/03/2026"}) == [
        ("first_on", "not-contact")]
    assert wrong(support.record_contact, context, adm, {"outcome": "held"}) == [("at", "not-contact")]


def test_a_calendar_leaves_holidays_out_and_is_remembered(context, visits):
    planned = support.plan_contacts(context, visits, {"first_on": "22/03/2026", "until": "12/04/2026", "every_days": "15",
                                                      "time_of_day": "16", "place": "Spazio neutro"})
    assert planned == support.Planned((date(2026, 3, 22),), (date(2026, 4, 6),))  # Easter Monday; a Sunday that was asked for
    now = interventions.one(context, visits.intervention_id)
    assert (now.details["every_days"], now.details["time_of_day"], now.details["place"]) == (15, "16:00", "Spazio neutro")
    assert [(c.at, c.outcome) for c in support.contacts_of(context, visits.intervention_id)] == [("2026-03-22T16:00", None)]


def test_what_is_planned_already_is_not_planned_again(context, visits):
    support.plan_contacts(context, visits, {"first_on": "05/03/2026", "until": "19/03/2026"})
    again = interventions.one(context, visits.intervention_id)
    support.plan_contacts(context, again, {"first_on": "12/03/2026", "until": "26/03/2026"})
    assert [c.at for c in support.contacts_of(context, visits.intervention_id)] == ["2026-03-26", "2026-03-19", "2026-03-12",
                                                                                    "2026-03-05"]


@pytest.mark.parametrize(("values", "problems"), [
    ({"first_on": "12/03/2026", "until": "11/03/2026"}, [("until", "ended-before-start")]),
    ({"first_on": "09/01/2026", "until": "11/03/2026"}, [("first_on", "not-started")]),
    ({"first_on": "12/03/2026", "until": "12/03/2030", "every_days": "1"}, [("until", "too-many")]),
    ({"first_on": "12/03/2026"}, [("until", "required")]),
    ({"first_on": "12/03/2026", "until": "20/03/2026", "every_days": ""}, [("every_days", "required")]),
])
def test_calendars_that_cannot_be(context, visits, values, problems):
    assert wrong(support.plan_contacts, context, visits, values) == problems
    assert support.contacts_of(context, visits.intervention_id) == []


def test_no_contacts_after_the_end(context, visits):
    interventions.end(context, visits, {"ended_on": "01/03/2026", "end_reason": "completed"})
    ended = interventions.one(context, visits.intervention_id)
    assert wrong(support.plan_contacts, context, ended, {"first_on": "22/02/2026", "until": "01/03/2026"}) == [("until", "ended")]
    assert support.plan_contacts(context, ended, {"first_on": "22/02/2026", "until": "28/02/2026"}).days == (date(2026, 2, 22),)


def test_a_contact_completes_the_one_that_was_planned(context, visits):
    support.plan_contacts(context, visits, {"first_on": "19/02/2026", "until": "05/03/2026", "time_of_day": "14:30"})
    seen = interventions.one(context, visits.intervention_id)
    first = support.record_contact(context, seen, {"at": "19/02/2026", "outcome": "missed", "by_whom": "padre"})
    second = support.record_contact(context, seen, {"at": "26/02/2026 14:30", "outcome": "late", "text": "Venti minuti"})
    third = support.record_contact(context, seen, {"at": "05/03/2026", "outcome": "cancelled", "by_whom": "servizio"})
    extra = support.record_contact(context, seen, {"at": "26/02/2026 18:00", "outcome": "held"})
    assert len({first, second, third, extra}) == 4
    told = [(c.event_id, c.at, c.outcome, c.by_whom) for c in support.contacts_of(context, visits.intervention_id)]
    assert told == [(third, "2026-03-05T14:30", "cancelled", "servizio"), (extra, "2026-02-26T18:00", "held", None),
                    (second, "2026-02-26T14:30", "late", None), (first, "2026-02-19T14:30", "missed", "padre")]
    now = interventions.one(context, visits.intervention_id)
    assert [now.contacts_with(outcome) for outcome in ("held", "late", "missed", "cancelled", None)] == [1, 1, 1, 1, 0]
    assert diary(context, visits.case_id)[2].text == "Venti minuti"


def test_what_has_not_happened_has_no_outcome(context, visits):
    assert wrong(support.record_contact, context, visits, {"at": "03/03/2026", "outcome": "held"}) == [("outcome", "not-yet")]
    assert wrong(support.record_contact, context, visits, {"at": "02/03/2026"}) == [("outcome", "required")]


def test_an_intervention_that_was_undone(context, visits):
    journal.undo(context)
    with pytest.raises(NotFound):
        support.record_contact(context, visits, {"outcome": "held"})
