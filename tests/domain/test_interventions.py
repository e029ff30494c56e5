"""Interventions by themselves: how they stand on a day, what may not be written, what is only told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.data.codes import load_list
from minori_tui.domain.facts import InterventionFacts
from minori_tui.domain.interventions import KINDS, LONG_NAMES, check_intervention, end_list, kind_of, minutes_planned, state

TODAY = date(2026, 3, 2)
BORN = date(2015, 5, 4)
SMALL = date(2022, 1, 1)
GROWN = date(2008, 2, 1)


def told(values, born=BORN, today=TODAY):
    """The problems as (field, code, blocks)."""
    return [(p.field, p.code, not p.warning) for p in check_intervention(values, today, born)]


def test_kinds_are_those_of_the_code_list():
    assert sorted(KINDS) == sorted(item.code for item in load_list("intervention_kind"))


def test_long_names_are_those_of_orders_where_an_order_has_such_a_kind():
    ordered = {item.code for item in load_list("order_kind")}
    assert set(LONG_NAMES.values()) - ordered == {"day_care", "psychological_support"}


@pytest.mark.parametrize(("text", "kind"), [
    ("ADM", "ADM"), (" adm ", "ADM"), ("home_support", "ADM"), ("Home-Support", "ADM"), ("home support", "ADM"),
    ("extended_care", "PRO"), ("affido", None), ("", None)])
def test_kind_of(text, kind):
    assert kind_of(text) == kind


def test_reasons_for_an_end_come_from_the_list_of_the_kind():
    assert [end_list(kind) for kind in ("AFF", "COM", "ADM")] == ["foster_outcome", "residential_outcome", "intervention_end"]


@pytest.mark.parametrize(("start", "end", "pauses", "wanted"), [
    (None, None, (), "planned"), ("2026-03-03", None, (), "planned"), ("2026-03-02", None, (), "active"),
    ("2026-01-01", "2026-03-02", (), "ended"), ("2026-01-01", "2026-03-03", (), "active"),
    (None, "2026-02-01", (), "ended"),  # a plan that was given up
    ("2026-01-01", None, (("2026-02-01", None),), "suspended"), ("2026-01-01", None, (("2026-02-01", "2026-03-02"),), "active"),
    ("2026-01-01", None, (("2026-02-01", "2026-03-03"),), "suspended"), ("2026-01-01", None, (("2026-03-03", None),), "active"),
    ("2026-01-01", "2026-02-15", (("2026-02-01", None),), "ended"),
])
def test_state(start, end, pauses, wanted):
    def day(text):
        return date.fromisoformat(text) if text else None

    one = InterventionFacts(1, "ADM", started_on=day(start), ended_on=day(end), pauses=tuple((day(a), day(b)) for a, b in pauses))
    assert state(one, TODAY) == wanted


# ---- dates

@pytest.mark.parametrize(("values", "problems"), [
    ({"started_on": "2026-01-01"}, []),
    ({"started_on": date(2026, 1, 1), "ended_on": date(2026, 3, 2), "planned_end": date(2026, 1, 1)}, []),
    ({}, [("started_on", "begins-no-day", True)]),
    ({"planned_start": "2027-01-01"}, []),
    ({"started_on": "2026-03-03"}, [("started_on", "in-the-future", True)]),
    ({"started_on": "2015-05-03"}, [("started_on", "before-birth", True)]),
    ({"started_on": "2026-01-01", "ended_on": "2025-12-31"}, [("ended_on", "ended-before-start", True)]),
    ({"started_on": "2026-01-01", "ended_on": "2026-01-01"}, []),
    ({"started_on": "2026-01-01", "ended_on": "2026-03-03"}, [("ended_on", "in-the-future", True)]),
    ({"started_on": "2026-01-01", "planned_end": "2025-12-31"}, [("planned_end", "ended-before-start", True)]),
    ({"planned_start": "2026-06-01", "planned_end": "2026-05-31"}, [("planned_end", "ended-before-start", True)]),
    ({"started_on": "2026-01-01", "end_reason": "completed"}, [("ended_on", "end-missing", True)]),
    ({"started_on": "2026-01-01", "ended_on": "2026-02-01", "end_reason": "completed"}, []),
])
def test_dates(values, problems):
    assert told({"kind": "MON", **values}) == problems


@pytest.mark.parametrize(("field", "value", "wrong"), [
    ("nights_per_week", 0, False), ("nights_per_week", 7, False), ("nights_per_week", 8, True), ("nights_per_week", -1, True),
    ("weekly_hours", 270, False), ("weekly_hours", 0, True), ("weekly_hours", 10_081, True), ("days_per_week", 0, True),
    ("daily_fee", 0, False), ("daily_fee", -1, True), ("daily_fee", None, False), ("nights_per_week", None, False),
])
def test_numbers(field, value, wrong):
    assert [f for f, _, blocks in told({"kind": "SEMI", "started_on": "2026-01-01", field: value}) if blocks] == [field] * wrong


# ---- foster care

@pytest.mark.parametrize(("start", "planned_end", "more", "blocked"), [
    ("2025-12-19", "2027-12-19", {}, False), ("2025-12-19", "2027-12-20", {}, True),
    ("2024-02-29", "2026-02-28", {}, False), ("2024-02-29", "2026-03-01", {}, True),
    ("2025-12-19", "2027-12-20", {"extended": True}, False), ("2001-04-26", "2010-01-01", {}, False),
])
def test_24_months(start, planned_end, more, blocked):
    found = told({"kind": "AFF", "started_on": start, "planned_end": planned_end, **more}, born=None)
    assert found == [("planned_end", "over-24-months", True)] * blocked


def test_24_months_of_a_plan_and_of_another_kind():
    plan = {"kind": "AFF", "planned_start": "2026-06-01", "planned_end": "2028-06-02"}
    assert told(plan) == [("planned_end", "over-24-months", True)]
    assert told({**plan, "kind": "SAS"}) == []
    problem = check_intervention(plan, TODAY, BORN)[0]
    assert "art. 4 c. 4 L. 184/1983" in problem.message
    assert problem.facts == {"last": date(2028, 6, 1)}


@pytest.mark.parametrize(("more", "problems"), [
    ({"consent": "consensual", "executive_on": None}, [("executive_on", "PL-NOT-EXECUTIVE", False)]),
    ({"consent": "consensual", "executive_on": "2026-01-10"}, []), ({"consent": "consensual"}, []),
    ({"consent": "judicial", "executive_on": None, "order_number": None}, [("order_number", "IN-NO-ORDER", False)]),
    ({"consent": "judicial", "order_number": "12/26"}, []), ({"consent": "judicial"}, []),
])
def test_basis_of_foster_care(more, problems):
    assert told({"kind": "AFF", "started_on": "2026-01-01", **more}) == problems


def test_home_education_by_agreement_wants_it_in_writing():
    values = {"kind": "ADM", "started_on": "2026-01-01", "consent": "consensual", "agreement_on": None}
    assert told(values) == [("agreement_on", "no-agreement", False)]
    assert told({**values, "agreement_on": "2025-12-20"}) == []


# ---- homes

FULL = {"why_not_home": "x", "why_not_foster": "y"}


@pytest.mark.parametrize(("more", "problems"), [
    ({"family_type": 1}, []),
    ({}, [("facility", "PL-HOME-TYPE-UNKNOWN", False)]),
    ({"family_type": 0}, [("facility", "PL-UNDER-SIX", True)]),
    ({"family_type": 0, "with_parent": 1}, []),
    ({"family_type": 0, "emergency": 1}, [("facility", "PL-UNDER-SIX", False)]),  # it was done: the record must say so
    ({"family_type": 0, "ended_on": "2026-02-01"}, [("facility", "PL-UNDER-SIX", False)]),  # over: nothing left to decide
    ({"family_type": 0, "emergency": 1, "started_on": None, "planned_start": "2026-06-01"}, [("facility", "PL-UNDER-SIX", True)]),
])
def test_under_six(more, problems):
    assert told({"kind": "COM", "started_on": "2026-01-01", **FULL, **more}, born=SMALL) == problems
    assert told({"kind": "COM", "started_on": "2026-01-01", **FULL, **more}, born=None) == []
    assert told({"kind": "COM", "started_on": "2026-01-01", **FULL, **more}, born=BORN) == []


@pytest.mark.parametrize(("more", "problems"), [
    ({}, []),  # not asked, as in a file that has no such columns
    ({"why_not_home": None, "why_not_foster": "y"}, [("why_not_home", "PL-NO-REASONS", True)]),
    ({"why_not_home": "", "why_not_foster": None},
     [("why_not_home", "PL-NO-REASONS", True), ("why_not_foster", "PL-NO-REASONS", True)]),
    ({"why_not_home": None, "started_on": "2023-02-28"}, []),
    ({"why_not_home": None, "started_on": None, "planned_start": "2026-06-01"}, [("why_not_home", "PL-NO-REASONS", False)]),
])
def test_both_reasons_of_a_home(more, problems):
    assert told({"kind": "COM", "started_on": "2026-01-01", **more}) == problems


# ---- of age

@pytest.mark.parametrize(("values", "problems"), [
    ({"started_on": "2024-01-01"}, []),
    ({"started_on": "2026-02-01"}, [("started_on", "PL-OVER-18", False)]),  # on the birthday
    ({"planned_start": "2026-06-01"}, [("planned_start", "PL-OVER-18", False)]),
    ({"started_on": "2025-01-01", "planned_end": "2026-02-01"}, []),
    ({"started_on": "2025-01-01", "planned_end": "2026-02-02"}, [("planned_end", "PL-OVER-18", False)]),
    ({"started_on": "2025-01-01", "ended_on": "2026-02-02"}, [("ended_on", "PL-OVER-18", False)]),
    ({"started_on": "2025-01-01", "planned_end": "2026-09-01", "extended_care": True}, []),
    ({"planned_start": "2029-02-01", "extended_care": True}, [("planned_start", "PL-OVER-21", True)]),
    ({"started_on": "2025-06-01", "planned_end": "2029-02-01", "kind": "COM", "extended_care": True}, []),
    ({"started_on": "2025-06-01", "planned_end": "2029-02-02", "kind": "COM", "extended_care": True},
     [("planned_end", "PL-OVER-21", True)]),
    ({"started_on": "2026-02-01", "kind": "MON"}, []),
])
def test_of_age(values, problems):
    assert told({"kind": "AFF", **values}, born=GROWN) == problems


@pytest.mark.parametrize(("values", "problems"), [
    ({"started_on": "2026-02-01"}, []),
    ({"started_on": "2026-02-01", "consent_on": None}, [("consent_on", "consent-missing", True)]),
    ({"planned_start": "2026-06-01", "consent_on": None}, []),
    ({"started_on": "2026-01-31"}, [("started_on", "under-age", False)]),
    ({"started_on": "2026-02-01", "planned_end": "2029-02-01"}, []),
    ({"started_on": "2026-02-01", "planned_end": "2029-02-02"}, [("planned_end", "PL-OVER-21", True)]),
    ({"started_on": "2026-02-01", "consent_on": "2026-02-01", "withdrawn_on": "2026-01-31"},
     [("withdrawn_on", "withdrawn-before-consent", True), ("withdrawn_on", "not-ended", False)]),
    ({"started_on": "2026-02-01", "consent_on": "2026-02-01", "withdrawn_on": "2026-02-20", "ended_on": "2026-02-20"}, []),
])
def test_extended_care(values, problems):
    assert told({"kind": "PRO", **values}, born=GROWN) == problems


def test_what_ended_after_21_is_told_and_not_refused():
    values = {"kind": "PRO", "started_on": "2022-01-01", "ended_on": "2026-02-01"}
    assert told(values, born=date(2004, 1, 1)) == [("ended_on", "PL-OVER-21", False)]
    assert told({"kind": "PRO", "started_on": "2022-01-01"}, born=None) == []


@pytest.mark.parametrize(("extended", "problems"), [
    ("2026-05-31", [("extended_to", "extended-before-due", True)]), ("2026-06-01", []), (None, [])])
def test_the_extension_of_an_inquiry_is_later(extended, problems):
    values = {"kind": "IND", "started_on": "2026-01-01", "due_on": "2026-06-01", "extended_to": extended}
    assert told(values) == problems


# ---- hours planned

DAYS = st.integers(0, 400).map(lambda n: date(2025, 1, 1) + timedelta(n))


@given(st.integers(1, 2_000), DAYS, st.none() | DAYS, st.lists(st.tuples(DAYS, st.none() | st.integers(0, 40)), max_size=1), DAYS)
def test_planned_minutes_are_those_of_the_days_that_were_asked(weekly, start, end, pauses, today):
    held = [(since, None if length is None else since + timedelta(length)) for since, length in pauses]
    until = min(end or today, today)
    asked = [d for d in (start + timedelta(n) for n in range(max(0, (until - start).days)))
             if not any(since <= d and (to is None or d < to) for since, to in held)]
    assert minutes_planned(weekly, start, end, held, today) == len(asked) * weekly // 7
