"""What holds of the deadlines of any case, however odd its facts: found by trying thousands of invented ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from clock_kit import ALL_ON, moment
from hypothesis import given, settings
from hypothesis import strategies as st

from minori_tui.domain import moments
from minori_tui.domain.facts import CaseFacts, InterventionFacts, Mark, OrderFacts
from minori_tui.domain.legal_clock import LAPSING, RULES, days_left, deadlines, explain, minutes_left, missed_periods, state

pytestmark = pytest.mark.slow
DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
MAYBE = st.none() | DAYS
MOMENTS = st.datetimes(datetime(2018, 1, 1), datetime(2031, 1, 1)).map(
    lambda m: moments.local(m.replace(second=0, microsecond=0)))
NUMBERS = st.integers(1, 5)
CODES = sorted({r.code for r in RULES})

ORDERS = st.lists(st.builds(
    OrderFacts, NUMBERS, st.sampled_from(["foster_care", "service_custody", "residential", "monitoring", "inquiry", "extension",
                                          "emergency_removal", "extended_care", "revocation"]),
    st.just("1/26"), st.just("Tribunale"), st.sampled_from(["juvenile_court", "guardianship_judge", "other"]), MAYBE, MAYBE,
    MAYBE, st.none() | MOMENTS, st.none() | st.integers(1, 40), st.none() | st.integers(1, 12), MAYBE, st.none() | DAYS | MOMENTS,
    MAYBE, st.none() | NUMBERS, st.none() | st.just("Bini C.")), max_size=4, unique_by=lambda o: o.order_id)
INTERVENTIONS = st.lists(st.builds(
    InterventionFacts, NUMBERS, st.sampled_from(["ADM", "IP", "AFF", "COM", "SEMI", "IND", "MON", "PSI", "SAS", "PRO"]),
    planned_start=MAYBE, started_on=MAYBE, planned_end=MAYBE, ended_on=MAYBE,
    consent=st.sampled_from([None, "consensual", "judicial"]), order_id=st.none() | NUMBERS, agreement_on=MAYBE,
    family_type=st.none() | st.booleans(), nights_per_week=st.none() | st.integers(0, 7),
    executive_on=MAYBE, project_on=MAYBE, inquiry_due_on=MAYBE, inquiry_extended_to=MAYBE, requested_on=MAYBE, withdrawn_on=MAYBE,
), max_size=4, unique_by=lambda i: i.intervention_id)
MARKS = st.lists(st.builds(
    Mark, st.sampled_from(CODES), st.sampled_from(["order", "intervention", "child"]), st.none() | NUMBERS, st.integers(0, 3),
    st.sampled_from(["done", "rescheduled", "court_date", "waived"]), st.none() | DAYS | MOMENTS, st.none() | DAYS | MOMENTS,
    st.none() | st.just("a reason"), st.none() | st.just("a receipt")), max_size=8)
CASES = st.builds(CaseFacts, st.just(1), st.just("2026/0001"), st.just("Rossi"), st.just("Sara"), MAYBE,
                  st.none() | st.booleans(), st.booleans(), MAYBE, MAYBE, ORDERS.map(tuple), INTERVENTIONS.map(tuple),
                  MARKS.map(tuple))


@settings(max_examples=2_000, deadline=None)
@given(CASES, MOMENTS)
def test_any_case(facts, now):
    made = deadlines(facts, ALL_ON)
    assert len({d.key for d in made}) == len(made)
    assert made == deadlines(facts, ALL_ON)
    for d in made:
        assert d.legal_due >= d.term_end or isinstance(d.legal_due, datetime)
        assert d.due == (d.legal_due if d.court_due is None else d.court_due)
        assert d.last_working_day is None or d.last_working_day <= (d.court_due or d.term_end)
        assert (state(d, now) == "waiting") is (d.pending and d.waiting)
        assert d.pending or state(d, now) == "done"
        assert not (d.rule.code in LAPSING and state(d, now) == "overdue")
        assert (minutes_left(d, now) is None) is not d.in_hours
        assert (days_left(d, now.date()) < 0) >= (missed_periods(d, now.date()) > 0)
        assert explain(facts, d, ALL_ON, now).steps


@settings(max_examples=2_000, deadline=None)
@given(CASES)
def test_nothing_is_pending_of_what_is_over(facts):
    assert not any(d.pending for d in deadlines(replace(facts, is_open=False), ALL_ON))
    ended = {i.intervention_id for i in facts.interventions if i.ended_on is not None}
    closed = {o.order_id for o in facts.orders if o.ended_on is not None}
    for d in deadlines(facts, ALL_ON):
        if d.pending:
            assert not (d.subject == "intervention" and d.subject_id in ended)
            assert not (d.subject == "order" and d.subject_id in closed)


@settings(max_examples=2_000, deadline=None)
@given(CASES)
def test_one_pending_deadline_for_each_thing_that_comes_back(facts):
    seen = [(d.rule.code, d.subject, d.subject_id) for d in deadlines(facts, ALL_ON) if d.pending and d.every is not None]
    assert len(set(seen)) == len(seen)


@settings(max_examples=2_000, deadline=None)
@given(MOMENTS, st.integers(0, 40), st.integers(0, 90))
def test_a_link_that_is_done_moves_the_next_by_as_much(placed, papers, request):
    """Hours of delay or haste are passed on exactly, whatever the clocks do in between."""
    placed = max(placed, moment("2022-06-22T00:00"))
    order = OrderFacts(7, "emergency_removal", "1", "Sindaco", "other", occurred_at=placed)
    sent = moments.add_hours(placed, papers)
    asked = moments.add_hours(sent, request)
    marks = (Mark("A403-2", "order", 7, 0, "done", sent), Mark("A403-3", "order", 7, 0, "done", asked))
    found = {d.rule.code: d for d in deadlines(CaseFacts(1, "1", "R", "S", orders=(order,), marks=marks))}
    assert found["A403-3"].due == moments.add_hours(sent, 72)
    assert found["A403-4"].due == moments.add_hours(asked, 48)
    assert found["A403-5"].term_end == moments.day_of(moments.add_hours(asked, 48)) + timedelta(days=15)
