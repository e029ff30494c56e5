"""What the rules reason about: the facts of one case, as plain values.

Days are ``date``; moments that matter to the minute (an emergency removal, the links after it) are ``datetime`` with their
zone, so that hours are counted exactly when the clocks change. Unknown is None, a third value beside yes and no.
An interval is ``[from, to)``: the day it ends does not belong to it, and an end equal to the next start touches.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from minori_tui.domain.dates import add_months

Subject = Literal["child", "order", "intervention"]
"""What a deadline hangs on."""
Act = Literal["done", "rescheduled", "court_date", "waived"]
"""What an operator did about a deadline."""

PLACEMENTS = frozenset({"AFF", "COM"})
"""The kinds of intervention that say where a child lives."""


def counts_from(effective_on: date | None, filed_on: date | None, received_on: date | None) -> date | None:
    """The day an order counts from: when it takes effect, else when it was filed, else when it was received.

    Filed comes before received because it is the earlier of the two: a term is computed to end sooner, never later.
    """
    return effective_on or filed_on or received_on


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """A court order as far as one child is concerned. ``kind`` is what was ordered for this child."""

    order_id: int
    kind: str
    number: str  # order number, else R.G. number, else empty
    authority: str
    authority_kind: str
    filed_on: date | None = None
    received_on: date | None = None
    effective_on: date | None = None
    occurred_at: datetime | None = None
    duration_months: int | None = None
    report_every_months: int | None = None
    due_on: date | None = None
    hearing_at: date | datetime | None = None
    ended_on: date | None = None
    follows_id: int | None = None
    responsible: str | None = None  # named under art. 5-bis c. 4 L. 184/1983

    @property
    def begins_on(self) -> date | None:
        """The day it counts from; an emergency removal without other dates counts from the day it happened."""
        found = counts_from(self.effective_on, self.filed_on, self.received_on)
        return found or (self.occurred_at.date() if self.occurred_at else None)

    @property
    def made_on(self) -> date | None:
        """The day it was made, as near as the record tells: filed, else received, else in effect."""
        return self.filed_on or self.received_on or self.effective_on

    @property
    def term_on(self) -> date | None:
        """The day its own duration ends, by the calendar and never moved: a duration is not a procedural term."""
        first = self.begins_on
        return add_months(first, self.duration_months) if first and self.duration_months else None


@dataclass(frozen=True, slots=True)
class InterventionFacts:
    """One intervention with the details the rules ask about."""

    intervention_id: int
    kind: str
    planned_start: date | None = None
    started_on: date | None = None
    planned_end: date | None = None
    ended_on: date | None = None
    consent: str | None = None
    order_id: int | None = None
    agreement_on: date | None = None
    provider: str | None = None
    facility: str | None = None
    family: str | None = None
    family_type: bool | None = None  # COM: a home of family type
    nights_per_week: int | None = None
    executive_on: date | None = None  # consensual foster care: the decree of the guardianship judge
    project_on: date | None = None  # educational project (ADM, COM)
    why_not_home: bool = False  # COM: both reasons are written down
    why_not_foster: bool = False
    inquiry_due_on: date | None = None
    inquiry_extended_to: date | None = None
    requested_on: date | None = None  # PRO
    consent_on: date | None = None
    withdrawn_on: date | None = None
    pauses: tuple[tuple[date, date | None], ...] = ()
    with_parent: bool | None = None  # COM: the child entered together with a parent

    @property
    def where(self) -> str:
        """With whom, or by whom: the family, the home, the provider; empty when not recorded."""
        return self.family or self.facility or self.provider or ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What an operator did about one deadline, named by rule, subject and occurrence."""

    rule: str
    subject: Subject
    subject_id: int | None
    occurrence: int
    act: Act
    at: date | datetime | None = None
    new_due: date | datetime | None = None
    reason: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """Who has which part in the proceeding, from a day to a day."""

    role: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class HearingFacts:
    """A hearing, and when the foster carers were summoned to it (None: not recorded)."""

    event_id: int
    on: date
    carers_summoned_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything the rules know of one case. Interventions come in order of start, orders in order of arrival."""

    case_id: int
    file_number: str
    surname: str
    given_name: str
    birth_date: date | None = None
    msna: bool | None = None
    is_open: bool = True
    opened_on: date | None = None
    review_on: date | None = None
    orders: tuple[OrderFacts, ...] = ()
    interventions: tuple[InterventionFacts, ...] = ()
    marks: tuple[Mark, ...] = ()
    roles: tuple[RoleFacts, ...] = ()
    hearings: tuple[HearingFacts, ...] = ()
