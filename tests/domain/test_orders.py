"""What must hold of orders, roles and hearings: tables of what is refused, what is only told, and what is said of both."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.domain import moments
from minori_tui.domain.dates import add_months
from minori_tui.domain.facts import OrderFacts
from minori_tui.domain.legal_clock.orders import starts
from minori_tui.domain.orders import (
    begins,
    check_hearing,
    check_order,
    check_role,
    ends,
    missing_points,
    number_key,
    standing,
)

TODAY = date(2026, 11, 22)
FINE = {"kind": "foster_care", "filed_on": "2026-02-10", "received_on": "2026-02-16", "duration_months": 24,
        "report_every_months": 6, "due_on": "2026-08-16"}
POINTS = dict.fromkeys(("custody_placed_with", "service_acts", "carer_acts", "parent_acts", "curator_acts", "service_tasks"), "x")


def said(values, today=TODAY, now=None):
    return [(p.field, p.code, p.warning) for p in check_order(values, today, now)]


@pytest.mark.parametrize(("changes", "expected"), [
    ({}, []),
    ({"duration_months": None, "report_every_months": "", "due_on": None}, []),
    ({"filed_on": "2026-11-23", "received_on": None, "due_on": None}, [("filed_on", "date-future", False)]),
    ({"received_on": "2026-11-23", "due_on": None}, [("received_on", "date-future", False)]),
    ({"received_on": "2026-02-09"}, [("received_on", "received-before-filed", False)]),
    ({"received_on": "2026-02-10"}, []),
    ({"filed_on": None, "received_on": None, "due_on": None}, [("received_on", "no-day", True)]),
    ({"filed_on": None, "received_on": None, "effective_on": "2026-03-01", "due_on": None}, []),
    ({"due_on": "2026-02-15"}, [("due_on", "due-before-order", True)]),
    ({"due_on": "2026-02-15", "received_on": None}, []),
    ({"duration_months": 25}, [("duration_months", "too-long-a-term", False)]),
    ({"duration_months": "36", "kind": "service_custody", **POINTS}, [("duration_months", "too-long-a-term", False)]),
    ({"duration_months": 36, "kind": "monitoring"}, []),
    ({"duration_months": 36, "kind": "monitoring", "child_kind": "foster_care"}, [("duration_months", "too-long-a-term", False)]),
    ({"report_every_months": 7}, [("report_every_months", "report-period", False)]),
    ({"report_every_months": 7, "kind": "residential"}, [("report_every_months", "report-period", False)]),
    ({"report_every_months": 12, "kind": "service_custody", **POINTS}, [("report_every_months", "report-period", False)]),
    ({"report_every_months": 12, "kind": "inquiry"}, [("report_every_months", "long-period", True)]),
    ({"kind": "emergency_removal"}, [("occurred_at", "no-minute", False)]),
    ({"kind": "emergency_removal", "occurred_at": "2026-02-10"}, [("occurred_at", "no-minute", False)]),
    ({"kind": "emergency_removal", "occurred_at": date(2026, 2, 10)}, [("occurred_at", "no-minute", False)]),
    ({"kind": "emergency_removal", "occurred_at": "2026-02-10T22:40"}, []),
    ({"kind": "emergency_removal", "occurred_at": "2026-02-11T22:40"}, [("occurred_at", "after-the-order", True)]),
    ({"kind": "emergency_removal", "occurred_at": "2026-11-23T08:00"}, [("occurred_at", "moment-future", False)]),
    ({"occurred_at": "2026-02-12"}, []),
    ({"occurred_at": "2026-11-23"}, [("occurred_at", "moment-future", False)]),
    ({"kind": "service_custody", "filed_on": date(2026, 2, 10)}, [("kind", "custody-points", True)]),
])
def test_an_order(changes, expected):
    assert said(FINE | changes) == expected


def test_the_reason_names_its_article():
    for values, article in (({"duration_months": 25}, "art. 4 c. 4 L. 184/1983"), ({"report_every_months": 7}, "art. 4 c. 3"),
                            ({"kind": "service_custody", "duration_months": 25, **POINTS}, "art. 5-bis c. 1 lett. g"),
                            ({"kind": "service_custody", "report_every_months": 7, **POINTS}, "art. 5-bis c. 1 lett. h"),
                            ({"kind": "emergency_removal"}, "art. 403 c.c.")):
        assert article in check_order(FINE | values, TODAY)[0].message


@pytest.mark.parametrize(("occurred", "now", "wrong"), [
    ("2026-11-22T12:00", datetime(2026, 11, 22, 12), False), ("2026-11-22T12:01", datetime(2026, 11, 22, 12), True),
    ("2026-10-25T02:30+02:00", datetime(2026, 10, 25, 2, 45), False),  # the first of two half past two
    ("2026-10-25T02:30+01:00", datetime(2026, 10, 25, 1, 59), True),
    ("2026-11-22", datetime(2026, 11, 22, 0, 1), False),
])
def test_a_moment_later_today_has_not_come(occurred, now, wrong):
    values = {"kind": "inquiry", "filed_on": "2026-10-01", "occurred_at": occurred}
    assert bool(said(values, now.date(), now)) is wrong
    if "T" in occurred:
        assert bool(said(values | {"occurred_at": moments.read(occurred)}, now.date(), now)) is wrong


def test_the_letters_that_a_custody_does_not_state():
    assert missing_points({}) == tuple("abcdefgh")
    assert missing_points({"placed_with": "nonni", "duration_months": 12}) == tuple("bcdefh")
    assert missing_points(POINTS | {"duration_months": 24, "report_every_months": 6}) == ()
    (problem,) = check_order(FINE | {"kind": "service_custody", **POINTS, "curator_acts": " " * 0}, TODAY)
    assert problem.facts == {"letters": "e"}


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 24))
def test_an_order_counts_from_its_effect_else_from_its_filing(day, months):
    values = {"filed_on": day.isoformat(), "received_on": "2031-01-01", "duration_months": months}
    assert (begins(values), ends(values)) == (day, add_months(day, months))
    assert begins(values | {"effective_on": date(2031, 6, 1)}) == date(2031, 6, 1)
    assert ends(values | {"duration_months": None}) is None


def test_an_order_without_a_day_has_no_beginning_and_no_end():
    assert begins({}) is None
    assert ends({"duration_months": 6}) is None


@pytest.mark.parametrize(("first", "last", "ended", "extended", "expected"), [
    (None, None, None, False, "in_force"), (TODAY, TODAY, None, False, "in_force"),
    (date(2026, 11, 23), None, None, False, "not_yet"), (None, date(2026, 11, 21), None, False, "expired"),
    (None, date(2026, 11, 21), None, True, "extended"), (None, date(2026, 11, 21), TODAY, False, "ended"),
    (None, None, date(2026, 11, 23), False, "in_force"), (None, TODAY, None, True, "in_force"),
])
def test_how_it_stands(first, last, ended, extended, expected):
    assert standing(first, last, ended, extended, TODAY) == expected


@pytest.mark.parametrize(("text", "key"), [
    ("1234/2026", "12342026"), ("n. 1234/2026", "12342026"), ("Decreto N° 1234 - 2026", "12342026"), ("12/A", "12a"),
    ("12/B", "12b"), ("V.G. 12/b", "12b"), ("ABC", "abc"), ("", None), ("--", None), (None, None),
])
def test_numbers_are_one_when_only_their_writing_differs(text, key):
    assert number_key(text) == key


def test_roles_and_hearings():
    assert check_role({"valid_from": "2026-01-02", "valid_to": "2026-01-02"}) == []
    assert [(p.field, p.code) for p in check_role({"valid_from": "2026-01-02", "valid_to": "2026-01-01"})] == [
        ("valid_to", "end-before-start")]
    fine = {"at": "2026-12-03T09:30", "carers_summoned_on": "2026-11-20"}
    assert check_hearing(fine, TODAY) == check_hearing({}, TODAY) == check_hearing(fine | {"outcome": "cancelled"}, TODAY) == []
    wrong = {"at": "2026-12-03", "carers_summoned_on": "2026-12-04", "outcome": "held"}
    assert [(p.field, p.code) for p in check_hearing(wrong, TODAY)] == [
        ("carers_summoned_on", "date-future"), ("carers_summoned_on", "summoned-after"), ("outcome", "not-yet")]


@pytest.mark.parametrize("effective", [None, date(2026, 3, 1)])
@pytest.mark.parametrize("filed", [None, date(2026, 2, 1)])
@pytest.mark.parametrize("received", [None, date(2026, 2, 15)])
def test_forms_clock_and_timelines_count_an_order_from_the_same_day(effective, filed, received):
    facts = OrderFacts(1, "inquiry", "1", "TM", "juvenile_court", filed, received, effective, duration_months=6)
    values = {name: day.isoformat() for name, day in (("effective_on", effective), ("filed_on", filed), ("received_on", received))
              if day} | {"duration_months": 6}
    begun = starts(facts)
    assert facts.begins_on == begins(values) == (begun[0] if begun else None)
    assert facts.term_on == ends(values)
