"""The rules as the office has them: what the coordinator may adjust, and what not."""

from __future__ import annotations

from datetime import date

import pytest

from minori_tui.domain.legal_clock import RULES, STANDARD, Adjustment, RuleBook, check_adjustment

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("adjustment", [
    Adjustment("PEI-1", 45, "D", reason="rule of the Region"),
    Adjustment("PEI-1", unit="M", number=2, reason="x"),
    Adjustment("A403-6", 2, "D", reason="x"),
    Adjustment("A403-2", warn_days=(2, 1), reason="x"),  # warnings of a verified rule
    Adjustment("AGE-18", warn_days=(365, 30), reason="x"),
    Adjustment("PEI-2", active=False, reason="x"),
    Adjustment("ART9-2", active=True, reason="x"),  # turned on, although verified
    Adjustment("ART9-2", active=False, reason="x"),
    Adjustment("A403-2", active=True, reason="x"),
])
def test_what_may_be_adjusted(adjustment):
    assert check_adjustment(adjustment) == []
    assert RuleBook([adjustment]).refused == []


@pytest.mark.parametrize(("adjustment", "field", "code"), [
    (Adjustment("BOH", reason="x"), "rule", "no-rule"),
    (Adjustment("A403-2", 48, reason="x"), "number", "verified"),
    (Adjustment("AFF-1", unit="Y", reason="x"), "number", "verified"),
    (Adjustment("A403-2", active=False, reason="x"), "active", "verified"),
    (Adjustment("AFF-4", 3, "D", reason="x"), "number", "no-term"),
    (Adjustment("PEI-1", 0, reason="x"), "number", "term"),
    (Adjustment("PEI-1", 121, "M", reason="x"), "number", "term"),
    (Adjustment("PEI-1", 12, "H", reason="x"), "unit", "unit"),
    (Adjustment("PEI-1", warn_days=(-1,), reason="x"), "warn_days", "warnings"),
    (Adjustment("PEI-1", warn_days=(4_000,), reason="x"), "warn_days", "warnings"),
    (Adjustment("PEI-1", 45), "reason", "reason"),
    (Adjustment("PEI-1", 45, reason="  "), "reason", "reason"),
])
def test_what_may_not(adjustment, field, code):
    (problem,) = check_adjustment(adjustment)
    assert (problem.field, problem.code) == (field, code)
    assert problem.message.format(**problem.facts)


def test_several_problems_at_once():
    assert [p.code for p in check_adjustment(Adjustment("A403-2", 48, warn_days=(-1,), active=False))] == [
        "verified", "verified", "warnings", "reason"]


@pytest.mark.parametrize("rule", [r for r in RULES if r.verified], ids=lambda r: f"{r.code}-{r.in_force_from}")
def test_a_verified_rule_keeps_its_term_whatever_is_stored(rule):
    book = RuleBook([Adjustment(rule.code, 7, "D", warn_days=(9, 1), active=False, reason="stored before it was verified")])
    kept = book.version(rule.code, rule.in_force_from)
    assert kept is not None
    # What is off from the start may be turned off; nothing else of a verified rule changes but its warnings.
    assert (kept.number, kept.unit, kept.active, kept.warn_days) == (rule.number, rule.unit, rule.active, (9, 1))
    assert book.refused


def test_an_adjustment_keeps_what_it_leaves_out():
    book = RuleBook([Adjustment("PEI-1", 45, reason="x"), Adjustment("ADM-1", 90, "D", warn_days=(3, 20, 3), reason="x")])
    plan, support = book.rule("PEI-1", TODAY), book.rule("ADM-1", TODAY)
    assert plan is not None
    assert support is not None
    assert (plan.number, plan.unit, plan.warn_days) == (45, "D", (15,))
    assert (support.number, support.unit, support.warn_days) == (90, "D", (20, 3))
    assert STANDARD.rule("PEI-1", TODAY) != plan


def test_the_last_adjustment_of_a_rule_counts():
    book = RuleBook([Adjustment("PEI-1", 45, reason="x"), Adjustment("PEI-1", 30, reason="y")])
    rule = book.rule("PEI-1", TODAY)
    assert rule is not None
    assert (rule.number, book.adjustments["PEI-1"].reason) == (30, "y")


def test_a_rule_that_is_off_is_still_listed():
    assert STANDARD.rule("ART9-2", TODAY) is None
    listed = STANDARD.version("ART9-2", TODAY)
    assert listed is not None
    assert not listed.active
    assert STANDARD.rules == RULES


def test_a_rule_without_a_term_has_none_to_count_with():
    review, papers = STANDARD.rule("REVIEW", TODAY), STANDARD.rule("A403-2", TODAY)
    assert papers is not None
    assert papers.term == (24, "H")
    assert review is not None
    with pytest.raises(ValueError, match="REVIEW has no term"):
        assert review.term


def test_before_a_rule_was_in_force_there_is_none():
    assert STANDARD.rule("A403-2", date(2022, 6, 21)) is None
    assert STANDARD.rule("A403-2", date(2022, 6, 22)) is not None


def test_what_is_not_verified_says_why():
    assert all(rule.note for rule in RULES)
    assert all(rule.consequence and rule.anchor for rule in RULES)
    unverified = {rule.code for rule in RULES if not rule.verified}
    assert unverified == {"A403-6", "A403-7", "A403-8", "A403-9", "AFF-2", "AFF-3", "AFF-4", "AFF-5", "ART9-3", "ART9-4", "PEI-1",
                          "PEI-2", "ADM-1"}
