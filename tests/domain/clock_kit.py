"""Invented cases for the tests of the legal clock, written short."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from minori_tui.domain import moments
from minori_tui.domain.facts import CaseFacts, InterventionFacts, Mark, OrderFacts
from minori_tui.domain.legal_clock import STANDARD, Adjustment, Deadline, RuleBook, deadlines

DAYS = {"birth_date", "opened_on", "review_on", "filed_on", "received_on", "effective_on", "due_on", "ended_on", "planned_start",
        "started_on", "planned_end", "agreement_on", "executive_on", "project_on", "inquiry_due_on", "inquiry_extended_to",
        "requested_on", "consent_on", "withdrawn_on"}
MOMENTS = {"occurred_at", "hearing_at", "at", "new_due"}
ALL_ON = RuleBook([Adjustment("ART9-2", active=True, reason="try"), Adjustment("ART9-3", active=True, reason="try")])


def _read(values: dict[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if name in DAYS and isinstance(value, str)
            else moments.read(value) if name in MOMENTS and isinstance(value, str) else value for name, value in values.items()}


def order(order_id: int, kind: str, authority_kind: str = "juvenile_court", **values: Any) -> OrderFacts:
    return OrderFacts(order_id, kind, values.pop("number", f"{order_id}/26"), "Tribunale", authority_kind, **_read(values))


def intervention(intervention_id: int, kind: str, started_on: str | None = None, **values: Any) -> InterventionFacts:
    return InterventionFacts(intervention_id, kind, **_read({"started_on": started_on, **values}))


def done(rule: str, subject: str, subject_id: int | None, at: str | None, occurrence: int = 0, **values: Any) -> Mark:
    return mark("done", rule, subject, subject_id, occurrence, at=at, **values)


def mark(act: Any, rule: str, subject: Any, subject_id: int | None, occurrence: int = 0, **values: Any) -> Mark:
    return Mark(rule, subject, subject_id, occurrence, act, **_read(values))


def case(*parts: OrderFacts | InterventionFacts | Mark, **values: Any) -> CaseFacts:
    return CaseFacts(1, "2026/0001", "Rossi", "Sara", **_read(values),
                     orders=tuple(p for p in parts if isinstance(p, OrderFacts)),
                     interventions=tuple(p for p in parts if isinstance(p, InterventionFacts)),
                     marks=tuple(p for p in parts if isinstance(p, Mark)))


def found(facts: CaseFacts, code: str, book: RuleBook = STANDARD) -> list[Deadline]:
    return [d for d in deadlines(facts, book) if d.rule.code == code]


def one(facts: CaseFacts, code: str, book: RuleBook = STANDARD) -> Deadline:
    (only,) = found(facts, code, book)
    return only


def told(facts: CaseFacts, book: RuleBook = STANDARD) -> set[tuple[str, str]]:
    """Every pending deadline as rule and due text."""
    return {(d.rule.code, moments.write(d.due)) for d in deadlines(facts, book) if d.pending}


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    found = moments.read(text)
    assert isinstance(found, datetime)
    return found
