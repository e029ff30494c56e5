"""Persons, how they reach and are reached, and how they belong together."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from minori_tui.data.tables.base import Recorded, args, dates, in_order, one_of, reference


class Person(Recorded, table=True):
    """A child, a parent, a carer. Unknown is NULL, never a guess."""

    __tablename__ = "person"
    __table_args__ = args(
        *dates("birth_date", "died_on"),
        one_of("sex", "M", "F"),
        CheckConstraint("length(surname) > 0", name="surname_not_empty"),
        Index("person_match", "match_key", "birth_date"),
        Index("person_fiscal_code", "fiscal_code"),
    )

    surname: str
    given_name: str
    match_key: str  # folded surname and given name, joined: the same person written in two ways
    sex: str | None = None
    birth_date: str | None = None
    birth_place: str | None = None
    birth_place_code: str | None = None
    fiscal_code: str | None = None
    citizenship: str | None = None
    died_on: str | None = None
    notes: str | None = None


class Address(Recorded, table=True):
    """Where a person lives or lived, from a day to a day."""

    __tablename__ = "address"
    __table_args__ = args(*dates("valid_from", "valid_to"), in_order("valid_from", "valid_to"))

    person_id: int = reference("person.id")
    street: str | None = None
    postcode: str | None = None
    municipality: str | None = None  # cadastral code when known, else the text as given
    protected: int = 0
    valid_from: str | None = None
    valid_to: str | None = None


class Contact(Recorded, table=True):
    """A telephone or an e-mail of a person; ``match_key`` is what lookup compares (digits, or lower-case address)."""

    __tablename__ = "contact"
    __table_args__ = args(one_of("kind", "phone", "mobile", "fax", "email", "pec", "website"),
                          *dates("valid_from", "valid_to"), in_order("valid_from", "valid_to"))

    person_id: int = reference("person.id")
    kind: str
    value: str
    match_key: str = Field(index=True)
    valid_from: str | None = None
    valid_to: str | None = None


class Relationship(Recorded, table=True):
    """What ``other`` is to ``person`` (its mother, its guardian …), from a day to a day."""

    __tablename__ = "relationship"
    __table_args__ = args(*dates("valid_from", "valid_to"), in_order("valid_from", "valid_to"),
                          CheckConstraint("person_id <> other_id", name="not_oneself"))

    person_id: int = reference("person.id")
    other_id: int = reference("person.id")
    kind: str
    valid_from: str | None = None
    valid_to: str | None = None


class Household(Recorded, table=True):
    """People who live together."""

    __tablename__ = "household"
    __table_args__ = args(Index("household_label", "label"))

    label: str


class HouseholdMember(Recorded, table=True):
    """A person in a household, from a day to a day."""

    __tablename__ = "household_member"
    __table_args__ = args(*dates("valid_from", "valid_to"), in_order("valid_from", "valid_to"))

    household_id: int = reference("household.id")
    person_id: int = reference("person.id")
    role: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None


class Schooling(Recorded, table=True):
    """The school a child attends, from a day to a day."""

    __tablename__ = "schooling"
    __table_args__ = args(*dates("valid_from", "valid_to"), in_order("valid_from", "valid_to"))

    person_id: int = reference("person.id")
    school: str
    valid_from: str | None = None
    valid_to: str | None = None
