"""Case files, their open spells, who follows them, where they came from, and what happened."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from minori_tui.data.tables.base import Recorded, args, dates, in_order, maybe, one_of, reference


class CaseFile(Recorded, table=True):
    """The file of one child. Open or closed is not a flag: it follows from the spells."""

    __tablename__ = "case_file"
    __table_args__ = args(CheckConstraint("msna IN (0, 1)", name="msna_is_yes_no"),
                          *dates("review_on"))

    file_number: str = Field(unique=True)
    person_id: int = reference("person.id")
    municipality: str | None = None  # cadastral code of the comune that is competent (and pays), else text as given
    msna: int | None = None  # unaccompanied foreign child: 1, 0, or not known
    review_on: str | None = None  # the next review the service has planned for itself
    legal_situation: str | None = None
    strengths: str | None = None  # strengths and wishes of the child, shown in the header
    notes: str | None = None


class CaseSpell(Recorded, table=True):
    """A period in which the case was open: opened, closed with a reason, perhaps opened again (a new spell)."""

    __tablename__ = "case_spell"
    __table_args__ = args(*dates("opened_on", "closed_on"), in_order("opened_on", "closed_on"),
                          Index("case_spell_open", "opened_on", "case_id", sqlite_where=text("closed_on IS NULL")),
                          Index("case_spell_open_of", "case_id", "opened_on", sqlite_where=text("closed_on IS NULL")))

    case_id: int = reference("case_file.id")
    opened_on: str
    closed_on: str | None = None
    closing_reason: str | None = None
    closing_note: str | None = None


class Assignment(Recorded, table=True):
    """Who follows the case, in which role, from a day to a day."""

    __tablename__ = "assignment"
    __table_args__ = args(*dates("valid_from", "valid_to"), in_order("valid_from", "valid_to"),
                          Index("assignment_of_operator", "operator_id", "case_id", "valid_from", "valid_to"))

    case_id: int = reference("case_file.id")
    operator_id: int = reference("operator.id")
    role: str
    valid_from: str | None = None
    valid_to: str | None = None


class Referral(Recorded, table=True):
    """Who reported the concern, and when it was received."""

    __tablename__ = "referral"
    __table_args__ = args(*dates("received_on"))

    case_id: int = reference("case_file.id")
    source: str | None = None  # code of the list referral_source, else text as given
    received_on: str | None = None
    note: str | None = None


class Event(Recorded, table=True):
    """An entry of the diary: a moment, a kind, a nature (fact, statement, evaluation: art. 473-bis.27 c.p.c.), a text."""

    __tablename__ = "event"
    __table_args__ = args(one_of("nature", "fact", "statement", "evaluation"),
                          one_of("outcome", "held", "missed", "late", "cancelled"),
                          CheckConstraint("reserved IN (0, 1)", name="reserved_is_yes_no"),
                          Index("event_in_time", "case_id", "at"), Index("event_by_day", "at", "case_id"),
                          Index("event_hearing", "case_id", sqlite_where=text("kind = 'hearing'")))

    case_id: int = reference("case_file.id", index=False)
    at: str  # ISO, to the day or to the minute
    kind: str
    nature: str | None = None
    outcome: str | None = None
    by_whom: str | None = None
    intervention: str | None = None
    author: str | None = None
    author_id: int | None = maybe("operator.id")
    reserved: int = 0
    text: str | None = None
    intervention_id: int | None = maybe("intervention.id")


class Facility(Recorded, table=True):
    """A residential home or day centre, with its places and its fee (integer cents a day)."""

    __tablename__ = "facility"
    __table_args__ = args(CheckConstraint("family_type IN (0, 1)", name="family_type_is_yes_no"),
                          Index("facility_match", "match_key", "municipality"))

    facility_code: str | None = Field(default=None, unique=True)
    name: str
    match_key: str
    kind: str
    family_type: int | None = None
    manager: str | None = None
    coordinator: str | None = None
    municipality: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    pec: str | None = None
    places: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    sex: str | None = None
    daily_fee: int | None = None
    notes: str | None = None
