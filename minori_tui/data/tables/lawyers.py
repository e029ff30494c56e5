"""The lawyers' roster: a lawyer is one person across terms, apart from the people of the cases."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from minori_tui.data.tables.base import Recorded, args, dates, in_order, one_of, reference


class Lawyer(Recorded, table=True):
    """A lawyer: name, bar, ways to reach, subjects, declarations."""

    __tablename__ = "lawyer"
    __table_args__ = args(
        *dates("enrolled_on", "insurance_expiry"),
        CheckConstraint("legal_aid IN (0, 1)", name="legal_aid_is_yes_no"),
        Index("lawyer_match", "match_key"),
        Index("lawyer_fiscal_code", "fiscal_code", unique=True),
    )

    surname: str
    given_name: str
    match_key: str
    fiscal_code: str | None = None
    title: str | None = None
    bar: str | None = None
    bar_number: str | None = None
    enrolled_on: str | None = None
    supreme_court: int | None = None
    email: str | None = None
    pec: str | None = None
    website: str | None = None
    languages: str | None = None
    subjects: str | None = None
    legal_aid: int | None = None
    minors_curator: int | None = None
    insurer: str | None = None
    insurance_expiry: str | None = None
    notes: str | None = None


class LawyerOffice(Recorded, table=True):
    """An office of a lawyer; a lawyer may have several at once. The first in use is the main one."""

    __tablename__ = "lawyer_office"
    __table_args__ = args(*dates("valid_from", "valid_to"), in_order("valid_from", "valid_to"))

    lawyer_id: int = reference("lawyer.id")
    firm: str | None = None
    address: str | None = None
    postcode: str | None = None
    city: str | None = None
    province: str | None = None
    phone: str | None = None
    mobile: str | None = None
    fax: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None


class Roster(Recorded, table=True):
    """The roster of a term (2025-2027), from its first to its last day."""

    __tablename__ = "roster"
    __table_args__ = args(*dates("valid_from", "valid_to"), in_order("valid_from", "valid_to"))

    term: str = Field(unique=True)
    valid_from: str
    valid_to: str
    act: str | None = None


class RosterEntry(Recorded, table=True):
    """A lawyer on a roster: joined, left, how many turns at most."""

    __tablename__ = "roster_entry"
    __table_args__ = args(*dates("joined_on", "left_on"), in_order("joined_on", "left_on"),
                          one_of("state", "admitted", "suspended", "excluded"),
                          Index("roster_entry_once", "roster_id", "lawyer_id", "joined_on", unique=True))

    roster_id: int = reference("roster.id", index=False)
    lawyer_id: int = reference("lawyer.id")
    state: str = "admitted"
    joined_on: str | None = None
    left_on: str | None = None
    max_turns: int | None = None
    note: str | None = None
