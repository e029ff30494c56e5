"""What is done for a child, from when to when, on what legal basis; the details of each kind in a table of its own."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from minori_tui.data.tables.base import Recorded, args, dates, in_order, maybe, one_of, reference


class Intervention(Recorded, table=True):
    """One intervention. Planned, active, suspended or ended is not a flag: it follows from the dates and the pauses.

    ``started_on`` is the day it began (none: it is only planned, for ``planned_start``); the day of ``ended_on`` does not belong
    to it any more. Law says what allows it: an order, or a written agreement with the family.
    """

    __tablename__ = "intervention"
    __table_args__ = args(*dates("planned_start", "started_on", "planned_end", "ended_on", "agreement_on"),
                          in_order("started_on", "ended_on"), in_order("started_on", "planned_end"),
                          one_of("consent", "consensual", "judicial"),
                          CheckConstraint("started_on IS NOT NULL OR planned_start IS NOT NULL", name="begins_some_day"),
                          CheckConstraint("daily_fee >= 0", name="fee_is_not_negative"),
                          Index("intervention_in_time", "case_id", "started_on"),
                          Index("intervention_provider", "provider"))

    case_id: int = reference("case_file.id", index=False)
    kind: str  # code list intervention_kind
    planned_start: str | None = None
    started_on: str | None = None
    planned_end: str | None = None
    ended_on: str | None = None
    end_reason: str | None = None
    consent: str | None = None
    order_id: int | None = maybe("court_order.id")
    agreement_on: str | None = None  # the written agreement with the family
    provider: str | None = None
    facility_id: int | None = maybe("facility.id")
    family: str | None = None  # the foster family, until it is on the register
    daily_fee: int | None = None  # cents
    notes: str | None = None


class InterventionPause(Recorded, table=True):
    """A time in which an intervention is suspended."""

    __tablename__ = "intervention_pause"
    __table_args__ = args(*dates("valid_from", "valid_to"), in_order("valid_from", "valid_to"))

    intervention_id: int = reference("intervention.id")
    valid_from: str
    valid_to: str | None = None
    reason: str | None = None


def _of_intervention() -> int:
    found: int = Field(foreign_key="intervention.id", ondelete="RESTRICT", unique=True)
    return found


class HomeSupport(Recorded, table=True):
    """Home education (ADM): what is planned."""

    __tablename__ = "home_support"
    __table_args__ = args(CheckConstraint("weekly_minutes > 0", name="minutes_are_positive"), *dates("project_on"))

    intervention_id: int = _of_intervention()
    weekly_minutes: int | None = None
    weekly_visits: int | None = None
    educator: str | None = None
    project_on: str | None = None  # the educational project


class SupportHours(Recorded, table=True):
    """Minutes of home education that were done on a day (or in the month that ends on it, as an invoice tells)."""

    __tablename__ = "support_hours"
    __table_args__ = args(*dates("worked_on"), CheckConstraint("minutes > 0", name="minutes_are_positive"))

    intervention_id: int = reference("intervention.id")
    worked_on: str
    minutes: int
    whole_month: int = 0
    by_whom: str | None = None
    note: str | None = None


class SupervisedContact(Recorded, table=True):
    """Supervised contact: with whom, where, how often. What was held or missed is in the diary (``event.intervention_id``)."""

    __tablename__ = "supervised_contact"
    __table_args__ = args(CheckConstraint("every_days > 0", name="period_is_positive"),
                          CheckConstraint("minutes > 0", name="minutes_are_positive"))

    intervention_id: int = _of_intervention()
    with_whom: str | None = None
    person_id: int | None = maybe("person.id")
    place: str | None = None
    every_days: int | None = None
    time_of_day: str | None = None  # 14:30
    minutes: int | None = None


class FosterPlacement(Recorded, table=True):
    """Foster care: kin or not, full or part time, residential or by day, nights a week (from 5 on it counts as out of family)."""

    __tablename__ = "foster_placement"
    __table_args__ = args(CheckConstraint("nights_per_week BETWEEN 0 AND 7", name="nights_of_a_week"), *dates("executive_on"))

    intervention_id: int = _of_intervention()
    kinship: str | None = None  # code lists foster_kinship, foster_time, foster_character
    time: str | None = None
    character: str | None = None
    nights_per_week: int | None = None
    emergency: int | None = None
    legal_risk: int | None = None
    executive_on: str | None = None  # consensual: the decree of the guardianship judge
    signs_ordinary: str | None = None
    signs_extraordinary: str | None = None


class ResidentialPlacement(Recorded, table=True):
    """A home: why the child cannot stay in the family, and why foster care is not possible (art. 2 c. 3-bis L. 184/1983)."""

    __tablename__ = "residential_placement"
    __table_args__ = args(CheckConstraint("nights_per_week BETWEEN 0 AND 7", name="nights_of_a_week"), *dates("plan_on"))

    intervention_id: int = _of_intervention()
    character: str | None = None  # code list residential_character
    with_parent: int | None = None
    family_type: int | None = None  # when no recorded facility says it
    emergency: int | None = None  # placed in an emergency: it had happened before anybody could choose
    nights_per_week: int | None = None
    why_not_home: str | None = None
    why_not_foster: str | None = None
    plan_on: str | None = None  # the individual educational plan (PEI)


class DayCare(Recorded, table=True):
    """A day centre."""

    __tablename__ = "day_care"
    __table_args__ = args(CheckConstraint("days_per_week BETWEEN 1 AND 7", name="days_of_a_week"))

    intervention_id: int = _of_intervention()
    days_per_week: int | None = None
    lunch: int | None = None
    dinner: int | None = None
    transport: int | None = None


class Inquiry(Recorded, table=True):
    """An inquiry for a court: the term it was given, and the extension of it."""

    __tablename__ = "inquiry"
    __table_args__ = args(*dates("due_on", "extension_asked_on", "extended_to"))

    intervention_id: int = _of_intervention()
    question: str | None = None
    due_on: str | None = None
    extension_asked_on: str | None = None
    extended_to: str | None = None


class ExtendedCare(Recorded, table=True):
    """Care after the 18th birthday: asked for, accepted in writing, perhaps withdrawn; over at 21 at the latest."""

    __tablename__ = "extended_care"
    __table_args__ = args(*dates("requested_on", "consent_on", "withdrawn_on"), in_order("consent_on", "withdrawn_on"))

    intervention_id: int = _of_intervention()
    requested_on: str | None = None
    consent_on: str | None = None  # the young adult's written consent
    withdrawn_on: str | None = None
