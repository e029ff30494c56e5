"""The legal clock: each rule with a case that has the deadline and one that has not, chains, versions, what operators did."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from clock_kit import ALL_ON, case, day, done, found, intervention, mark, moment, one, order, told

from minori_tui.domain import moments
from minori_tui.domain.legal_clock import (
    LAPSING,
    RULES,
    STANDARD,
    Adjustment,
    DeadlineKey,
    RuleBook,
    days_left,
    deadlines,
    minutes_left,
    missed_periods,
    state,
    term_end,
)

CODES = {*(f"A403-{n}" for n in range(1, 10)), *(f"AFF-{n}" for n in range(1, 6)), "ASS-1", "ASS-2", "ASS-3", "CPC-27", "ART9-2",
         "ART9-3", "ART9-4", "PEI-1", "PEI-2", "ADM-1", "AGE-6", "AGE-12", "AGE-14", "AGE-18", "AGE-21", "ALBO", "REVIEW", "INQ",
         "PLAN-END"}
REMOVAL = order(7, "emergency_removal", "other", occurred_at="2026-04-03T22:40")
CUSTODY = order(3, "service_custody", filed_on="2026-04-10", received_on="2026-04-16", report_every_months=4)
FOSTER = intervention(5, "AFF", "2025-12-19", consent="judicial")
HOME = intervention(6, "COM", "2026-01-15")


def test_every_code_of_the_table_is_there():
    assert {rule.code for rule in RULES} == CODES
    assert {"AGE-6", "AGE-12", "AGE-14", "A403-8"} == LAPSING


# One case that has the deadline: rule, facts, due, last working day.
HAS = [
    ("A403-1", case(REMOVAL), "2026-04-03T22:40", None),
    ("A403-2", case(REMOVAL), "2026-04-04T22:40", None),
    ("A403-3", case(REMOVAL), "2026-04-07T22:40", None),
    ("A403-4", case(REMOVAL), "2026-04-09T22:40", None),
    ("A403-5", case(REMOVAL), "2026-04-24", "2026-04-24"),
    ("A403-6", case(REMOVAL), "2026-04-11T22:40", None),
    ("A403-7", case(REMOVAL), "2026-05-09", "2026-05-08"),
    ("A403-8", case(REMOVAL, done("A403-7", "order", 7, "2026-12-15")), "2026-12-28", "2026-12-24"),
    ("A403-8", case(REMOVAL, done("A403-7", "order", 7, "2027-09-24")), "2027-10-05", "2027-10-01"),
    ("A403-9", case(REMOVAL, done("A403-7", "order", 7, "2026-05-08"), done("A403-8", "order", 7, "2026-05-12")), "2026-07-11",
     "2026-07-10"),
    ("AFF-1", case(FOSTER), "2027-12-19", "2027-12-17"),
    ("AFF-1", case(intervention(5, "AFF", "2024-02-29")), "2026-02-28", "2026-02-27"),
    ("AFF-1", case(intervention(5, "AFF", "2026-01-15")), "2028-01-15", "2028-01-14"),
    ("AFF-2", case(FOSTER), "2027-09-20", "2027-09-20"),
    ("AFF-3", case(intervention(5, "AFF", "2026-08-31")), "2027-02-28", "2027-02-26"),
    ("AFF-3", case(intervention(5, "AFF", "2025-03-31")), "2025-09-30", "2025-09-30"),
    ("AFF-3", case(intervention(5, "AFF", "2026-06-25")), "2026-12-25", "2026-12-24"),
    ("AFF-5", case(intervention(5, "AFF", "2026-03-01", consent="consensual", agreement_on="2026-02-20")), "2026-03-22",
     "2026-03-20"),
    ("AFF-5", case(intervention(5, "AFF", planned_start="2026-05-01", consent="consensual", agreement_on="2026-02-20")),
     "2026-03-22", "2026-03-20"),
    ("ASS-1", case(CUSTODY), "2028-04-10", "2028-04-10"),
    ("ASS-2", case(CUSTODY), "2026-08-10", "2026-08-10"),
    ("ASS-3", case(CUSTODY), "2026-05-02", "2026-04-30"),
    ("ASS-3", case(order(3, "service_custody", received_on="2026-03-22")), "2026-04-07", "2026-04-03"),
    ("CPC-27", case(order(4, "monitoring", filed_on="2026-01-31", report_every_months=3)), "2026-04-30", "2026-04-30"),
    ("CPC-27", case(order(4, "home_support", filed_on="2026-01-31", due_on="2026-09-15")), "2026-09-15", "2026-09-15"),
    ("ART9-2", case(HOME), "2026-06-30", "2026-06-30"),
    ("ART9-2", case(intervention(6, "COM", "2026-07-01")), "2026-12-31", "2026-12-31"),
    ("ART9-3", case(HOME), "2026-07-15", "2026-07-15"),
    ("PEI-1", case(HOME), "2026-03-16", "2026-03-16"),
    ("PEI-2", case(intervention(6, "COM", "2026-01-15", project_on="2026-02-28")), "2026-08-28", "2026-08-28"),
    ("ADM-1", case(intervention(8, "ADM", "2026-01-10")), "2026-05-10", "2026-05-08"),
    ("AGE-6", case(intervention(6, "COM", "2026-01-15", family_type=False), birth_date="2021-02-03"), "2027-02-03", "2027-02-03"),
    ("AGE-12", case(birth_date="2015-01-04", opened_on="2025-01-01"), "2027-01-04", "2027-01-04"),
    ("AGE-14", case(birth_date="2013-01-04"), "2027-01-04", "2027-01-04"),
    ("AGE-18", case(birth_date="2008-02-29"), "2026-02-28", "2026-02-27"),
    ("AGE-21", case(intervention(9, "PRO", "2026-02-28"), birth_date="2008-02-29"), "2029-02-28", "2029-02-28"),
    ("REVIEW", case(review_on="2026-11-22"), "2026-11-22", "2026-11-20"),
    ("INQ", case(intervention(2, "IND", "2026-01-07", inquiry_due_on="2026-04-06")), "2026-04-06", "2026-04-03"),
    ("INQ", case(order(4, "inquiry", filed_on="2026-01-07", due_on="2026-04-07")), "2026-04-07", "2026-04-07"),
    ("PLAN-END", case(intervention(2, "IP", "2026-01-07", planned_end="2026-12-08")), "2026-12-08", "2026-12-07"),
]


@pytest.mark.parametrize(("code", "facts", "due", "safe"), HAS, ids=[f"{h[0]}-{h[2]}" for h in HAS])
def test_a_case_that_has_it(code, facts, due, safe):
    deadline = next(d for d in found(facts, code, ALL_ON) if d.pending)
    assert moments.write(deadline.due) == due
    assert deadline.last_working_day == (safe and day(safe))
    assert deadline.in_hours is ("T" in due)
    assert deadline.title


# One case that has not: the rule is not yet in force, the fact is missing, it has ended, it does not fit.
HAS_NOT = [
    *((f"A403-{n}", case(order(7, "emergency_removal", occurred_at="2022-06-21T23:59"))) for n in range(1, 10)),
    ("A403-1", case(order(7, "foster_care", occurred_at="2026-04-03T22:40"))),
    ("A403-1", case(order(7, "emergency_removal"))),  # no day at all
    ("A403-2", case(order(7, "emergency_removal", occurred_at="2026-04-03T22:40", ended_on="2026-04-05"))),
    ("A403-8", case(REMOVAL)),
    ("A403-9", case(REMOVAL, done("A403-7", "order", 7, "2026-05-08"))),  # no appeal was filed
    ("AFF-1", case(intervention(5, "AFF", "2025-12-19", ended_on="2026-05-01"))),
    ("AFF-1", case(intervention(5, "AFF", planned_start="2025-12-19"))),
    ("AFF-1", case(intervention(5, "AFF", "2025-12-19", nights_per_week=0, consent="consensual"))),
    ("AFF-1", case(intervention(5, "COM", "2025-12-19"))),
    ("AFF-1", case(intervention(5, "AFF", "2001-04-26"))),
    ("AFF-2", case(intervention(5, "AFF", "2021-02-27"))),  # it ended the day before the reform was in force
    ("AFF-3", case(intervention(5, "AFF", "2025-12-19", ended_on="2026-05-01"))),
    ("AFF-4", case(FOSTER)),
    ("AFF-5", case(FOSTER)),
    ("AFF-5", case(intervention(5, "AFF", consent="consensual", planned_start="2026-05-01"))),
    ("AFF-5", case(intervention(5, "AFF", "2026-03-01", consent="consensual", nights_per_week=0))),
    ("ASS-1", case(order(3, "service_custody", filed_on="2023-02-27"))),  # before art. 5-bis
    ("ASS-1", case(order(3, "service_custody"))),
    ("ASS-3", case(order(3, "service_custody", filed_on="2023-02-20", received_on="2023-03-05"))),  # ordered before it
    ("ASS-2", case(order(3, "service_custody", filed_on="2026-04-10", ended_on="2026-06-01"))),
    ("ASS-3", case(order(3, "foster_care", received_on="2026-04-10"))),
    ("CPC-27", case(CUSTODY)),  # its reports are ASS-2
    ("CPC-27", case(order(4, "monitoring", filed_on="2026-01-31"))),  # it sets no term
    ("CPC-27", case(order(4, "revocation", filed_on="2026-01-31", due_on="2026-09-15"))),
    ("CPC-27", case(order(4, "monitoring", filed_on="2026-01-31", report_every_months=3, ended_on="2026-02-01"))),
    ("ART9-2", case(intervention(6, "COM", "2026-01-15", ended_on="2026-02-01"))),
    ("ART9-3", case(FOSTER)),
    ("ART9-4", case(FOSTER, HOME)),
    ("PEI-1", case(intervention(6, "SEMI", "2026-01-15"))),
    ("PEI-2", case(HOME)),  # no plan yet
    ("ADM-1", case(intervention(8, "ADM", "2026-01-10", ended_on="2026-02-01"))),
    ("AGE-6", case(intervention(6, "COM", "2026-01-15", family_type=True), birth_date="2021-02-03")),
    ("AGE-6", case(intervention(6, "COM", "2027-02-03", family_type=False), birth_date="2021-02-03")),  # six that day
    ("AGE-6", case(intervention(6, "COM", "2026-01-15", ended_on="2026-02-01"), birth_date="2021-02-03")),
    ("AGE-6", case(intervention(6, "COM", planned_start="2026-01-15"), birth_date="2021-02-03")),
    ("AGE-6", case(FOSTER, birth_date="2021-02-03")),
    ("AGE-12", case(birth_date="2010-01-04", opened_on="2025-01-01")),
    ("AGE-14", case(birth_date="2008-01-04")),  # fourteen before the rule was in force
    ("AGE-18", case()),
    ("AGE-18", case(birth_date="2008-02-29", is_open=False)),
    ("AGE-21", case(birth_date="2008-02-29")),
    ("AGE-21", case(intervention(9, "PRO", "2026-02-28", withdrawn_on="2026-05-01"), birth_date="2008-02-29")),
    ("ALBO", case(REMOVAL, CUSTODY, FOSTER, HOME)),
    ("REVIEW", case()),
    ("REVIEW", case(review_on="2026-11-22", is_open=False)),
    ("INQ", case(intervention(2, "IND", "2026-01-07"))),
    ("INQ", case(intervention(2, "IND", "2026-01-07", inquiry_due_on="2026-04-06", ended_on="2026-03-01"))),
    ("INQ", case(order(4, "inquiry", filed_on="2026-01-07"))),
    ("PLAN-END", case(intervention(2, "IP", "2026-01-07"))),
    ("PLAN-END", case(intervention(2, "IP", planned_start="2026-01-07", planned_end="2026-12-08"))),
    ("PLAN-END", case(intervention(5, "AFF", "2025-12-19", planned_end="2027-12-19"))),  # AFF-1 says more about that day
]


@pytest.mark.parametrize(("code", "facts"), HAS_NOT, ids=[f"{h[0]}-{n}" for n, h in enumerate(HAS_NOT)])
def test_a_case_that_has_it_not(code, facts):
    assert not [d for d in found(facts, code, ALL_ON) if d.pending]


def test_each_code_is_tested_both_ways():
    never = {"AFF-4", "ART9-4", "ALBO"}
    assert {h[0] for h in HAS} == CODES - never
    assert {h[0] for h in HAS_NOT} == CODES


@pytest.mark.parametrize(("code", "anchor", "end"), [
    ("AFF-4", "2026-11-22", "2026-11-22"), ("ART9-4", "2026-08-31", "2027-02-28"), ("ALBO", "2027-12-31", "2027-12-31")])
def test_rules_without_a_fact_of_a_case(code, anchor, end):
    rule = STANDARD.rule(code, day(anchor))
    assert rule is not None
    assert term_end(rule, day(anchor)) == day(end)


def test_the_whole_chain_of_the_vectors():
    assert told(case(REMOVAL)) == {
        ("A403-1", "2026-04-03T22:40"), ("A403-2", "2026-04-04T22:40"), ("A403-3", "2026-04-07T22:40"),
        ("A403-4", "2026-04-09T22:40"), ("A403-5", "2026-04-24"), ("A403-6", "2026-04-11T22:40"), ("A403-7", "2026-05-09")}
    waiting = {d.rule.code for d in deadlines(case(REMOVAL)) if d.waiting}
    assert waiting == {"A403-3", "A403-4", "A403-5", "A403-6", "A403-7"}


def test_each_link_runs_from_the_actual_minute_of_the_one_before():
    facts = case(REMOVAL, done("A403-1", "order", 7, "2026-04-03T22:50"), done("A403-2", "order", 7, "2026-04-04T09:15"),
                 done("A403-3", "order", 7, "2026-04-08T11:00"))  # an hour and three quarters late
    papers, request, decree = one(facts, "A403-2"), one(facts, "A403-3"), one(facts, "A403-4")
    assert (papers.pending, papers.done_at) == (False, moment("2026-04-04T09:15"))
    assert request.due == moment("2026-04-07T09:15")
    assert (decree.due, decree.waiting) == (moment("2026-04-10T11:00"), False)
    assert one(facts, "A403-5").due == day("2026-04-27")  # 25 April is a holiday and a Saturday, the 26th a Sunday
    assert one(facts, "A403-5").waiting
    assert not found(facts, "A403-8")


def test_a_step_without_its_minute_is_counted_from_the_first_it_may_have_been():
    facts = case(REMOVAL, done("A403-2", "order", 7, "2026-04-04"))
    assert one(facts, "A403-3").due == moment("2026-04-07T00:00")
    same_day = case(REMOVAL, done("A403-2", "order", 7, "2026-04-03"))  # not before the child was placed in safety
    assert one(same_day, "A403-3").due == moment("2026-04-06T22:40")


def test_a_removal_without_a_minute_is_counted_from_the_start_of_its_day():
    facts = case(order(7, "emergency_removal", effective_on="2026-04-03"))
    deadline = one(facts, "A403-2")
    assert deadline.due == moment("2026-04-04T00:00")
    assert "not recorded" in deadline.anchor[0]


def test_over_the_change_of_the_clocks():
    facts = case(order(7, "emergency_removal", occurred_at="2026-10-24T02:30"))
    assert moments.write(one(facts, "A403-2").due) == "2026-10-25T02:30+02:00"
    now = moment("2026-10-25T02:30+01:00")  # an hour later on the same wall clock
    assert state(one(facts, "A403-2"), now) == "overdue"
    assert minutes_left(one(facts, "A403-2"), now) == -60


def test_a_hearing_fixed_by_the_court():
    fixed = case(order(7, "emergency_removal", occurred_at="2026-04-03T22:40", hearing_at="2026-04-15T10:30"))
    hearing = one(fixed, "A403-5")
    assert (hearing.due, hearing.court_due, hearing.legal_due) == (day("2026-04-15"), day("2026-04-15"), day("2026-04-24"))
    assert not hearing.waiting
    assert hearing.notes == (("The hearing is fixed for {at}.", {"at": moment("2026-04-15T10:30")}),)
    panel = one(fixed, "A403-7")
    assert (panel.due, panel.waiting) == (day("2026-04-30"), True)
    validated = case(REMOVAL, order(8, "other", follows_id=7, hearing_at="2026-04-17"))
    assert one(validated, "A403-5").due == day("2026-04-17")
    moved = case(REMOVAL, order(8, "other", follows_id=7, hearing_at="2026-04-17"),
                 mark("court_date", "A403-5", "order", 7, new_due="2026-04-20"))
    assert one(moved, "A403-5").due == day("2026-04-20")  # what is recorded on the deadline is newer


@pytest.mark.parametrize(("orders", "end", "occurrence", "title"), [
    ((), "2027-12-19", 0, "Foster care: end of the 24 months"),
    ((order(1, "foster_care", duration_months=12),), "2026-12-19", 0, "Foster care: end of the term set"),
    ((order(1, "foster_care", duration_months=24),), "2027-12-19", 0, "Foster care: end of the 24 months"),
    ((order(1, "foster_care", duration_months=36),), "2027-12-19", 0, "Foster care: end of the 24 months"),
    ((order(1, "foster_care", effective_on="2025-11-30"),), "2027-11-30", 0, "Foster care: end of the 24 months"),
    ((order(1, "foster_care", effective_on="2026-01-31"),), "2027-12-19", 0, "Foster care: end of the 24 months"),
    ((order(1, "foster_care"), order(2, "extension", follows_id=1, effective_on="2027-12-19", duration_months=12)),
     "2028-12-19", 1, "Foster care: end of the extension"),
    ((order(1, "foster_care"), order(2, "extension", follows_id=1, effective_on="2027-12-19", duration_months=12),
      order(3, "extension", follows_id=2, effective_on="2028-12-19", duration_months=6)),
     "2029-06-19", 2, "Foster care: end of the extension"),
    ((order(3, "extension", follows_id=2, effective_on="2028-12-19", duration_months=6),  # recorded the other way round
      order(2, "extension", follows_id=1, effective_on="2027-12-19", duration_months=12), order(1, "foster_care")),
     "2029-06-19", 2, "Foster care: end of the extension"),
    ((order(1, "foster_care"), order(2, "extension", filed_on="2027-12-01", duration_months=12)),  # it names no order
     "2028-12-01", 1, "Foster care: end of the extension"),
    ((order(1, "foster_care"), order(2, "extension", follows_id=1, filed_on="2027-11-01")),  # no duration
     "2029-11-01", 1, "Foster care: end of the extension"),
    ((order(1, "foster_care"), order(2, "extension", follows_id=1, filed_on="2026-01-01", duration_months=3)),
     "2027-12-19", 1, "Foster care: end of the extension"),  # it never shortens
    ((order(1, "foster_care"), order(2, "extension", follows_id=1, duration_months=3)),
     "2027-12-19", 0, "Foster care: end of the 24 months"),  # no day to count from
    ((order(1, "foster_care"), order(2, "extension", follows_id=1, effective_on="2027-12-19", duration_months=12,
                                    ended_on="2028-01-01")), "2027-12-19", 0, "Foster care: end of the 24 months"),
])
def test_the_end_of_foster_care(orders, end, occurrence, title):
    facts = case(*orders, intervention(5, "AFF", "2025-12-19", consent="judicial", order_id=1))
    deadline = one(facts, "AFF-1")
    assert (deadline.due, deadline.occurrence, deadline.title) == (day(end), occurrence, title)
    assert one(facts, "AFF-2").due == day(end) - timedelta(days=90)
    assert one(facts, "AFF-2").occurrence == occurrence


def test_a_shorter_duration_keeps_both_ends():
    facts = case(order(1, "foster_care", duration_months=12), intervention(5, "AFF", "2025-12-19", order_id=1))
    end = one(facts, "AFF-1")
    assert (end.legal_due, end.court_due, end.due) == (day("2027-12-19"), day("2026-12-19"), day("2026-12-19"))


def test_an_extension_that_could_be_of_two_measures_extends_neither():
    facts = case(CUSTODY, order(9, "extension", filed_on="2027-12-01", duration_months=12), FOSTER)
    assert one(facts, "AFF-1").due == day("2027-12-19")
    assert one(facts, "ASS-1").due == day("2028-04-10")


def test_an_agreed_placement_that_the_court_extended():
    facts = case(order(2, "extension", effective_on="2027-12-19", duration_months=6),
                 intervention(5, "AFF", "2025-12-19", consent="consensual", order_id=2))
    assert one(facts, "AFF-1").due == day("2028-06-19")
    assert one(facts, "AFF-3").title == "Half-yearly report: guardianship judge"


def test_an_expired_placement_stays_red_until_it_ends_and_says_that_the_extension_was_asked_for():
    facts = case(intervention(5, "AFF", "2024-10-12", consent="judicial"), done("AFF-2", "intervention", 5, "2026-09-02"))
    end = one(facts, "AFF-1")
    assert state(end, datetime(2026, 11, 22, 9)) == "overdue"
    assert end.notes == (("Extension asked for on {day}.", {"day": day("2026-09-02")}),)
    assert not one(facts, "AFF-2").pending


def test_the_signal_is_asked_for_again_before_the_end_of_the_extension():
    facts = case(order(1, "foster_care"), order(2, "extension", follows_id=1, effective_on="2027-12-19", duration_months=12),
                 intervention(5, "AFF", "2025-12-19", order_id=1), done("AFF-2", "intervention", 5, "2027-09-01", occurrence=0))
    signal = one(facts, "AFF-2")
    assert signal.pending
    assert signal.occurrence == 1


@pytest.mark.parametrize(("parts", "subject", "title"), [
    ((intervention(5, "AFF", "2026-01-15", consent="consensual"),), ("intervention", 5),
     "Half-yearly report: guardianship judge"),
    ((intervention(5, "AFF", "2026-01-15", consent="judicial"),), ("intervention", 5), "Half-yearly report: juvenile court"),
    ((intervention(5, "AFF", "2026-01-15"),), ("intervention", 5), "Half-yearly report to the authority"),
    ((order(1, "foster_care", "family_court"), intervention(5, "AFF", "2026-01-15", order_id=1)), ("intervention", 5),
     "Half-yearly report: family court"),
    ((order(1, "foster_care", "ordinary_court", report_every_months=3), intervention(5, "AFF", "2026-01-15", order_id=1)),
     ("intervention", 5), "Periodic report: ordinary court"),
    ((order(1, "foster_care", "other"), intervention(5, "AFF", "2026-01-15")), ("intervention", 5),
     "Half-yearly report to the authority"),
    ((order(1, "foster_care", effective_on="2026-01-15"),), ("order", 1), "Half-yearly report: juvenile court"),
])
def test_whom_foster_care_is_reported_to(parts, subject, title):
    report = one(case(*parts), "AFF-3")
    assert ((report.subject, report.subject_id), report.title) == (subject, title)
    assert report.due == day("2026-04-15" if "Periodic" in title else "2026-07-15")


def test_a_placement_finds_its_order():
    """Agreed: that of the guardianship judge; ordered: that of a court; what is over takes what nothing else takes."""
    judge = order(1, "foster_care", "guardianship_judge", effective_on="2025-01-10")
    court = order(2, "foster_care", "juvenile_court", effective_on="2025-02-10")
    agreed = case(judge, court, intervention(5, "AFF", "2025-03-01", consent="consensual"))
    ends = {(d.subject, d.subject_id): d.due for d in found(agreed, "AFF-1")}
    assert ends == {("intervention", 5): day("2027-01-10"), ("order", 2): day("2027-02-10")}
    over = case(court, intervention(5, "AFF", "2025-03-01", ended_on="2025-06-01", consent="judicial"))
    assert not found(over, "AFF-1")
    too_early = case(court, intervention(5, "AFF", "2024-03-01", ended_on="2024-06-01", consent="judicial"))
    assert [d.subject for d in found(too_early, "AFF-1")] == ["order"]
    moved = case(court, intervention(5, "AFF", "2025-03-01", ended_on="2025-06-01"), intervention(6, "AFF", "2025-06-01"))
    assert [(d.subject_id, d.due) for d in found(moved, "AFF-1")] == [(6, day("2027-02-10"))]
    revoked = case(court, order(3, "revocation", follows_id=2), intervention(5, "AFF", "2025-03-01", order_id=2))
    assert one(revoked, "AFF-1").subject == "intervention"  # while the placement goes on it must be seen
    assert not found(case(court, order(3, "revocation", follows_id=2)), "AFF-1")
    other_child = case(intervention(5, "AFF", "2025-03-01", order_id=99))
    assert one(other_child, "AFF-1").due == day("2027-03-01")


def test_an_order_that_replaces_another():
    first, second = order(1, "foster_care", effective_on="2025-01-10"), order(2, "foster_care", effective_on="2025-09-10",
                                                                              duration_months=6, follows_id=1)
    for named in (1, 2):
        facts = case(first, second, intervention(5, "AFF", "2025-01-10", order_id=named))
        assert one(facts, "AFF-1").due == day("2026-03-10")  # six months from the effect of the second
    assert [d.subject_id for d in found(case(first, second), "AFF-1")] == [2]
    ring = case(order(1, "foster_care", follows_id=2), order(2, "foster_care", follows_id=1),
                intervention(5, "AFF", "2025-01-10", order_id=1))
    assert one(ring, "AFF-1").due == day("2027-01-10")  # what follows itself by mistake does no harm


def test_a_placement_that_names_the_extension_of_its_order():
    facts = case(order(1, "foster_care", effective_on="2025-01-10"),
                 order(2, "extension", follows_id=1, effective_on="2027-01-10", duration_months=6),
                 intervention(5, "AFF", "2025-01-10", order_id=2))
    assert one(facts, "AFF-1").due == day("2027-07-10")
    ring = case(order(2, "extension", follows_id=2, effective_on="2027-01-10", duration_months=6),
                intervention(5, "AFF", "2025-01-10", order_id=2))
    assert one(ring, "AFF-1").due == day("2027-07-10")


def test_moving_to_another_family_keeps_the_count_and_what_was_marked():
    facts = case(order(1, "foster_care", effective_on="2025-12-01"),
                 intervention(5, "AFF", "2025-12-01", ended_on="2026-07-01", order_id=1),
                 intervention(6, "AFF", "2026-07-01", order_id=1), done("AFF-3", "intervention", 5, "2026-05-28", 1))
    assert [(d.subject_id, d.occurrence, d.pending) for d in found(facts, "AFF-3") if d.subject_id == 6] == [
        (6, 1, False), (6, 2, True)]
    assert next(d for d in found(facts, "AFF-1") if d.pending).due == day("2027-12-01")


def test_custody_covers_the_reports_on_the_placement_it_orders():
    facts = case(CUSTODY, intervention(5, "AFF", "2026-04-20", order_id=3))
    assert not found(facts, "AFF-3")
    assert one(facts, "ASS-2").due == day("2026-08-10")
    old = case(order(3, "service_custody", filed_on="2022-04-10"), intervention(5, "AFF", "2022-04-20", order_id=3))
    assert one(old, "AFF-3").due == day("2022-10-20")


@pytest.mark.parametrize(("executive_on", "orders", "settled"), [
    (None, (), None), ("2026-03-10", (), "2026-03-10"),
    (None, (order(1, "foster_care", "guardianship_judge", filed_on="2026-03-12"),), "2026-03-12"),
    (None, (order(1, "foster_care", "juvenile_court", filed_on="2026-03-12"),), None),
])
def test_a_consensual_placement_waits_for_the_decree_of_the_judge(executive_on, orders, settled):
    facts = case(*orders, intervention(5, "AFF", "2026-03-01", consent="consensual", executive_on=executive_on, order_id=1))
    assert one(facts, "AFF-5").done_at == (settled and day(settled))


@pytest.mark.parametrize(("values", "ends", "reports"), [
    ({"filed_on": "2026-04-10"}, "2028-04-10", "2026-10-10"),
    ({"filed_on": "2026-04-10", "duration_months": 12}, "2027-04-10", "2026-10-10"),
    ({"effective_on": "2026-05-01", "filed_on": "2026-04-10", "report_every_months": 3}, "2028-05-01", "2026-08-01"),
    ({"received_on": "2026-04-16", "report_every_months": 12}, "2028-04-16", "2026-10-16"),  # never more than six
    ({"filed_on": "2026-04-10", "due_on": "2026-07-01"}, "2028-04-10", "2026-07-01"),  # fixed by the court
])
def test_custody_of_the_service(values, ends, reports):
    facts = case(order(3, "service_custody", **values))
    assert one(facts, "ASS-1").due == day(ends)
    assert one(facts, "ASS-2").due == day(reports)
    assert (one(facts, "ASS-1").subject, one(facts, "ASS-1").subject_id) == ("order", 3)


def test_the_day_an_order_fixes_is_that_of_its_first_report():
    facts = case(order(3, "service_custody", filed_on="2026-04-10", due_on="2026-07-01"),
                 done("ASS-2", "order", 3, "2026-06-30", 1))
    assert [(d.occurrence, d.due.isoformat(), d.court_due and d.court_due.isoformat()) for d in found(facts, "ASS-2")] == [
        (1, "2026-07-01", "2026-07-01"), (2, "2027-04-10", None)]


def test_custody_without_its_order_counts_from_its_start():
    facts = case(intervention(4, "SAS", "2026-04-10"))
    assert told(facts) == {("ASS-1", "2028-04-10"), ("ASS-2", "2026-10-10")}
    assert told(case(intervention(4, "SAS", planned_start="2026-04-10"))) == set()
    ordered = case(CUSTODY, intervention(4, "SAS", "2026-04-10", order_id=3))
    assert [d.subject for d in found(ordered, "ASS-1")] == ["order"]
    assert not found(case(CUSTODY, intervention(4, "SAS", "2026-04-10", ended_on="2026-09-01", order_id=3)), "ASS-1")


def test_an_extension_with_a_period_of_its_own_starts_a_new_count():
    facts = case(CUSTODY, order(9, "extension", follows_id=3, effective_on="2028-04-10", duration_months=12,
                                report_every_months=2))
    report = one(facts, "ASS-2")
    assert (report.subject_id, report.due) == (9, day("2028-06-10"))
    assert not found(facts, "CPC-27")
    without = case(CUSTODY, order(9, "extension", follows_id=3, effective_on="2028-04-10", duration_months=12))
    assert one(without, "ASS-2").subject_id == 3
    assert one(without, "ASS-1").title == "Custody: end of the extension"


def test_custody_ordered_before_the_law_keeps_the_term_of_its_order():
    facts = case(order(3, "service_custody", filed_on="2022-03-10", report_every_months=6))
    report = one(facts, "CPC-27")
    assert (report.due, report.rule.source, report.title) == (day("2022-09-10"), "", "Half-yearly report: juvenile court")
    assert not found(facts, "ASS-1")


def test_the_name_of_the_responsible():
    named = one(case(order(3, "service_custody", received_on="2026-04-16", responsible="Bini C.")), "ASS-3")
    assert named.pending  # a name is not yet a communication
    assert named.notes[0][1] == {"name": "Bini C."}
    unknown = one(case(order(3, "service_custody", filed_on="2026-04-10")), "ASS-3")
    assert unknown.due == day("2026-04-27")  # 25 April and the Sunday after it
    assert "not recorded" in unknown.anchor[0]


@pytest.mark.parametrize(("marks", "shown"), [
    ((), [(1, "2026-07-31", True)]),
    ((done("CPC-27", "order", 4, "2026-07-20", 1),), [(1, "2026-07-31", False), (2, "2027-01-31", True)]),
    ((done("CPC-27", "order", 4, "2026-07-20", 1), done("CPC-27", "order", 4, "2027-03-20", 2)),
     [(1, "2026-07-31", False), (2, "2027-01-31", False), (3, "2027-07-31", True)]),
    ((done("CPC-27", "order", 4, "2027-01-20", 2),), [(1, "2026-07-31", True), (2, "2027-01-31", False)]),
    ((mark("waived", "CPC-27", "order", 4, 1, reason="heard"),), [(1, "2026-07-31", False), (2, "2027-01-31", True)]),
    ((done("CPC-27", "order", 5, "2026-07-20", 1),), [(1, "2026-07-31", True)]),  # of another order
    ((done("CPC-27", "order", 4, None, 1),), [(1, "2026-07-31", True)]),  # done, but not when: no proof
])
def test_one_report_at_a_time_is_pending(marks, shown):
    facts = case(order(4, "monitoring", filed_on="2026-01-31", report_every_months=6), *marks)
    assert [(d.occurrence, d.due.isoformat(), d.pending) for d in found(facts, "CPC-27")] == shown


@pytest.mark.parametrize(("today", "marks", "missed"), [
    ("2026-07-31", (), 0), ("2026-08-01", (), 1), ("2027-01-31", (), 1), ("2027-02-01", (), 2), ("2028-02-01", (), 4),
    ("2028-02-01", (done("CPC-27", "order", 4, "2027-01-20", 2),), 3),
    ("2028-02-01", (done("CPC-27", "order", 4, "2026-07-20", 1),), 3),
])
def test_missed_periods(today, marks, missed):
    facts = case(order(4, "monitoring", filed_on="2026-01-31", report_every_months=6), *marks)
    pending = next(d for d in found(facts, "CPC-27") if d.pending)
    assert missed_periods(pending, day(today)) == missed
    assert all(missed_periods(d, day(today)) == 0 for d in found(facts, "CPC-27") if not d.pending)


def test_what_does_not_come_back_misses_no_period():
    assert missed_periods(one(case(birth_date="2000-01-01"), "AGE-18"), day("2026-01-01")) == 0


def test_an_inquiry_of_which_both_the_order_and_the_work_are_recorded_falls_due_once():
    asked = order(4, "inquiry", filed_on="2026-01-07", due_on="2026-04-07", report_every_months=None)
    at_work = case(asked, intervention(2, "IND", "2026-01-20", order_id=4))
    assert [(d.subject, d.due) for d in found(at_work, "INQ")] == [("intervention", day("2026-04-07"))]
    assert not found(case(asked, intervention(2, "IND", "2026-01-20", ended_on="2026-03-01", order_id=4)), "INQ")
    longer = one(case(asked, intervention(2, "IND", "2026-01-20", order_id=4, inquiry_extended_to="2026-06-07")), "INQ")
    assert (longer.due, longer.legal_due) == (day("2026-06-07"), day("2026-04-07"))
    only = one(case(intervention(2, "IND", "2026-01-20", inquiry_extended_to="2026-06-07")), "INQ")
    assert only.due == day("2026-06-07")


def test_an_inquiry_that_is_to_be_reported_on():
    facts = case(order(4, "inquiry", filed_on="2026-01-07", due_on="2026-12-07", report_every_months=3),
                 order(5, "monitoring", report_every_months=3))  # from no day: nothing can be counted
    assert told(facts) == {("INQ", "2026-12-07"), ("CPC-27", "2026-04-07")}


def test_a_planned_end_beside_an_end_by_law():
    facts = case(intervention(6, "COM", "2026-01-15", planned_end="2028-03-04", project_on="2026-02-01"), birth_date="2010-03-04")
    assert not found(facts, "PLAN-END")
    assert found(case(intervention(6, "COM", "2026-01-15", planned_end="2028-03-04")), "PLAN-END")


@pytest.mark.parametrize(("parts", "settled"), [
    ((), None),
    ((intervention(9, "PRO", planned_start="2026-03-01", requested_on="2025-12-01"),), None),  # only asked for
    ((intervention(9, "PRO", "2026-02-28", requested_on="2025-12-01"),), "2025-12-01"),
    ((intervention(9, "PRO", "2026-02-28"),), "2026-02-28"),
    ((intervention(9, "PRO", "2026-02-28", ended_on="2027-01-01"),), None),
    ((intervention(9, "PRO", "2026-02-28", withdrawn_on="2027-01-01"),), None),
    ((order(1, "extended_care", filed_on="2026-01-20"),), "2026-01-20"),
    ((order(1, "extended_care", filed_on="2026-01-20", ended_on="2026-05-01"),), None),
    ((order(1, "extended_care", filed_on="2026-01-20"), intervention(9, "PRO", "2026-02-28", withdrawn_on="2027-01-01")), None),
])
def test_coming_of_age(parts, settled):
    facts = case(*parts, birth_date="2008-02-29", msna=True)
    deadline = one(facts, "AGE-18")
    assert deadline.done_at == (settled and day(settled))
    assert deadline.pending is (settled is None)
    assert any("1674/2026" in text for text, _facts in deadline.notes)
    assert len(found(facts, "AGE-21")) == (settled is not None)


@pytest.mark.parametrize(("family_type", "note"), [
    (False, "The home is not of family type: a child under six may not live there."),
    (None, "Whether the home is of family type is not recorded."),
])
def test_under_six(family_type, note):
    deadline = one(case(intervention(6, "COM", "2026-01-15", family_type=family_type), birth_date="2021-02-03"), "AGE-6")
    assert deadline.notes == ((note, {}),)
    assert (deadline.subject, deadline.subject_id) == ("intervention", 6)


@pytest.mark.parametrize("code", ["AGE-12", "AGE-14"])
def test_what_only_informs_is_never_overdue(code):
    deadline = one(case(birth_date="2012-12-01"), code)
    assert state(deadline, datetime(2050, 1, 1)) == "done"
    assert state(deadline, datetime.combine(deadline.due, datetime.min.time())) == "today"
    assert deadline.rule.lapses


def test_home_support_has_its_project_first_and_updates_after():
    first = one(case(intervention(8, "ADM", "2026-01-10")), "ADM-1")
    assert (first.title, first.occurrence) == ("Home support: educational project", 0)
    both = found(case(intervention(8, "ADM", "2026-01-10", project_on="2026-02-20")), "ADM-1")
    assert [(d.occurrence, d.pending, d.due.isoformat()) for d in both] == [
        (0, False, "2026-05-10"), (1, True, "2026-06-20")]


def test_a_plan_for_another_day_is_another_deadline():
    facts = case(done("REVIEW", "child", None, "2026-12-01", 20261201), review_on="2026-12-01")
    assert not one(facts, "REVIEW").pending
    again = case(done("REVIEW", "child", None, "2026-12-01", 20261201), review_on="2027-06-01")
    assert one(again, "REVIEW").pending


def test_what_operators_did():
    deadline = one(case(FOSTER, mark("rescheduled", "AFF-2", "intervention", 5, new_due="2027-10-15", reason="leave"),
                        mark("rescheduled", "AFF-2", "intervention", 5, new_due="2027-10-01", reason="leave")), "AFF-2")
    assert (deadline.rescheduled_to, deadline.due, deadline.pending) == (day("2027-10-01"), day("2027-09-20"), True)
    waived = one(case(HOME, mark("waived", "PEI-1", "intervention", 6, reason="moves out")), "PEI-1")
    assert (waived.waived, waived.pending) == (True, False)
    assert state(waived, datetime(2026, 11, 22)) == "done"
    court = one(case(CUSTODY, mark("court_date", "ASS-3", "order", 3, new_due="2026-05-20T12:00")), "ASS-3")
    assert (court.due, court.legal_due) == (day("2026-05-20"), day("2026-05-02"))
    hours = one(case(REMOVAL, mark("court_date", "A403-4", "order", 7, new_due="2026-04-09T12:00")), "A403-4")
    assert (hours.due, hours.waiting) == (moment("2026-04-09T12:00"), False)
    day_only = one(case(REMOVAL, mark("court_date", "A403-4", "order", 7, new_due="2026-04-09")), "A403-4")
    assert (day_only.due, day_only.last_working_day) == (day("2026-04-09"), day("2026-04-09"))


def test_what_is_over_keeps_only_what_was_done():
    ended = case(intervention(5, "AFF", "2025-01-10", ended_on="2026-01-10"), done("AFF-3", "intervention", 5, "2025-07-01", 1))
    assert [(d.rule.code, d.occurrence, d.pending) for d in deadlines(ended)] == [("AFF-3", 1, False)]
    closed = case(FOSTER, HOME, done("AFF-3", "intervention", 5, "2026-06-01", 1), birth_date="2015-01-01", is_open=False,
                  review_on="2026-12-01")
    assert [(d.rule.code, d.pending) for d in deadlines(closed)] == [("AFF-3", False)]
    assert deadlines(case(FOSTER, HOME, birth_date="2015-01-01", is_open=False)) == ()


def test_keys_are_unique_and_every_deadline_is_whole():
    facts = case(REMOVAL, CUSTODY, order(4, "monitoring", filed_on="2026-01-31", report_every_months=3), FOSTER, HOME,
                 intervention(8, "ADM", "2026-01-10", planned_end="2026-12-01"), birth_date="2021-01-01", review_on="2026-12-01")
    made = deadlines(facts, ALL_ON)
    keys = [d.key for d in made]
    assert len(set(keys)) == len(keys) > 18
    assert DeadlineKey(1, "A403-2", "order", 7, 0) in keys
    for d in made:
        assert isinstance(d.due, datetime) == isinstance(d.legal_due, datetime)
        assert d.anchor[0].format(**d.anchor[1])


def test_nothing_depends_on_the_day_it_is_asked():
    """Twice the same question, twice the same answer; how it stands is told from outside."""
    facts = case(REMOVAL, FOSTER, birth_date="2010-01-01")
    assert deadlines(facts) == deadlines(facts)


@pytest.mark.parametrize(("now", "expected", "left"), [
    ("2026-04-03T22:41", "upcoming", 1439), ("2026-04-04T00:00", "today", 1360), ("2026-04-04T22:40", "today", 0),
    ("2026-04-04T22:41", "overdue", -1), ("2026-04-05T22:40", "overdue", -1440),
])
def test_how_hours_stand(now, expected, left):
    deadline = one(case(REMOVAL), "A403-2")
    assert state(deadline, moment(now)) == expected
    assert state(deadline, moment(now).replace(tzinfo=None)) == expected  # without zone: the office's own
    assert state(deadline, moment(now).astimezone(UTC)) == expected
    assert minutes_left(deadline, moment(now)) == left


@pytest.mark.parametrize(("now", "expected", "left"), [
    (datetime(2026, 11, 21, 23, 59), "upcoming", 1), (datetime(2026, 11, 22), "today", 0),
    (datetime(2026, 11, 22, 23, 59), "today", 0), (datetime(2026, 11, 23), "overdue", -1),
])
def test_how_days_stand(now, expected, left):
    deadline = one(case(review_on="2026-11-22"), "REVIEW")
    assert (state(deadline, now), days_left(deadline, now.date())) == (expected, left)
    assert minutes_left(deadline, now) is None


def test_waiting_stays_waiting():
    deadline = one(case(REMOVAL), "A403-3")
    assert state(deadline, datetime(2027, 1, 1)) == "waiting"
    assert missed_periods(deadline, date(2027, 1, 1)) == 0


@pytest.mark.parametrize(("code", "on", "first"), [
    ("AFF-1", "2023-02-27", "2001-04-27"), ("AFF-1", "2023-02-28", "2023-02-28"), ("A403-2", "2022-06-22", "2022-06-22")])
def test_the_day_it_counts_from_picks_the_version(code, on, first):
    rule = STANDARD.rule(code, day(on))
    assert rule is not None
    assert rule.in_force_from == day(first)
    assert rule.holds_on(day(on))


def test_an_old_case_keeps_its_old_rule():
    old = one(case(intervention(5, "AFF", "2022-05-10")), "AFF-1")
    assert old.rule.in_force_to == day("2023-02-28")
    assert one(case(intervention(5, "AFF", "2022-05-10")), "AFF-2").due == day("2024-02-10")  # it ends under the new law


def test_versions_of_a_code_follow_one_another_without_gap_or_overlap():
    for code in CODES:
        versions = [r for r in RULES if r.code == code]
        assert [v.in_force_to for v in versions[:-1]] == [v.in_force_from for v in versions[1:]]
        assert versions[-1].in_force_to is None
        assert len({(v.verified, v.owner, v.lapses) for v in versions}) == 1


def test_a_rule_that_the_office_turned_off_or_changed():
    book = RuleBook([Adjustment("ADM-1", active=False, reason="no such contract"), Adjustment("PEI-1", 45, reason="DGR"),
                     Adjustment("AFF-2", 6, "M", reason="the court is slow"), Adjustment("PEI-2", 90, "D", reason="try"),
                     Adjustment("AFF-3", 180, "D", reason="try"), Adjustment("A403-6", 3, "D", reason="try")])
    assert not found(case(intervention(8, "ADM", "2026-01-10")), "ADM-1", book)
    assert one(case(HOME), "PEI-1", book).due == day("2026-03-01")
    assert one(case(FOSTER), "AFF-2", book).due == day("2027-06-19")
    assert one(case(FOSTER), "AFF-3", book).due == day("2025-12-19") + timedelta(days=180)
    planned = case(intervention(6, "COM", "2026-01-15", project_on="2026-02-28"))
    assert next(d for d in found(planned, "PEI-2", book)).due == day("2026-05-29")
    assert one(case(REMOVAL), "A403-6", book).due == day("2026-04-12")
