"""What courts ordered for which child, and who has which part in the proceeding."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from minori_tui.data.tables.base import Recorded, args, dates, in_order, maybe, one_of, reference


class Authority(Recorded, table=True):
    """A court or prosecutor's office, from a day to a day: a court that is replaced ends, its orders keep their author."""

    __tablename__ = "authority"
    __table_args__ = args(*dates("valid_from", "valid_to"), in_order("valid_from", "valid_to"),
                          Index("authority_match", "match_key"))

    name: str
    match_key: str  # the folded name
    kind: str  # code list authority_kind
    seat: str | None = None
    pec: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None


class CourtOrder(Recorded, table=True):
    """One order of an authority, for one or several children. Filed at the registry and received are two dates: terms run
    from one or the other. A date fixed by the court overrides the rule; both are kept."""

    __tablename__ = "court_order"
    __table_args__ = args(*dates("filed_on", "received_on", "effective_on", "due_on"), in_order("filed_on", "received_on"),
                          CheckConstraint("duration_months > 0", name="duration_is_positive"),
                          CheckConstraint("report_every_months > 0", name="report_period_is_positive"),
                          CheckConstraint("provisional IN (0, 1)", name="provisional_is_yes_no"),
                          Index("court_order_number", "match_key"))

    authority_id: int = reference("authority.id")
    registry_number: str | None = None  # R.G., the number of the proceeding
    order_number: str | None = None
    match_key: str | None = None  # the order number, folded and without signs
    kind: str  # code list order_kind
    provisional: int | None = None  # provisional 1, definitive 0
    filed_on: str | None = None  # at the court registry
    received_on: str | None = None  # by the service (notified)
    occurred_at: str | None = None  # emergency removal: the minute the child was placed in safety
    effective_on: str | None = None
    duration_months: int | None = None
    report_every_months: int | None = None
    due_on: str | None = None  # the day the court fixed for the report or inquiry
    hearing_at: str | None = None  # the hearing the order fixes, to the day or to the minute
    follows_id: int | None = maybe("court_order.id")  # the order that this one extends, changes, validates or revokes
    text: str | None = None


class OrderChild(Recorded, table=True):
    """A child an order is about; the outcome may differ from child to child."""

    __tablename__ = "order_child"
    __table_args__ = args(*dates("ended_on"), one_of("end_reason", "revoked", "replaced", "expired", "other"),
                          Index("order_child_once", "order_id", "case_id", unique=True))

    order_id: int = reference("court_order.id", index=False)
    case_id: int = reference("case_file.id")
    kind: str | None = None  # what is ordered for this child, when it is not the kind of the order
    placed_with: str | None = None
    ended_on: str | None = None  # for this child
    end_reason: str | None = None  # code list order_end: revoked, replaced, run out
    note: str | None = None


class OrderParent(Recorded, table=True):
    """What an order does to the responsibility of one parent for one child."""

    __tablename__ = "order_parent"
    __table_args__ = args(one_of("parent", "mother", "father", "other"),
                          one_of("measure", "full", "instructions", "limited", "suspended", "removed", "restored"),
                          Index("order_parent_once", "order_id", "case_id", "parent", unique=True))

    order_id: int = reference("court_order.id", index=False)
    case_id: int = reference("case_file.id")
    parent: str
    person_id: int | None = maybe("person.id")
    measure: str
    note: str | None = None


class CustodyTerms(Recorded, table=True):
    """What an order that places a child under the responsibility of the social service must say (art. 5-bis c. 1 L. 184/1983,
    points a to f; g is the duration and h the report period of the order)."""

    __tablename__ = "custody_terms"
    __table_args__ = args()

    order_id: int = Field(foreign_key="court_order.id", ondelete="RESTRICT", unique=True)
    placed_with: str | None = None  # (a)
    service_acts: str | None = None  # (b)
    carer_acts: str | None = None  # (c)
    parent_acts: str | None = None  # (d)
    curator_acts: str | None = None  # (e)
    service_tasks: str | None = None  # (f)
    responsible: str | None = None  # who is named under c. 4


class LegalRole(Recorded, table=True):
    """Who has a part in a child's proceeding: guardian, special representative, lawyer of a parent, carers to be summoned."""

    __tablename__ = "legal_role"
    __table_args__ = args(*dates("valid_from", "valid_to"), in_order("valid_from", "valid_to"))

    case_id: int = reference("case_file.id")
    role: str  # code list legal_role
    name: str
    person_id: int | None = maybe("person.id")
    lawyer_id: int | None = maybe("lawyer.id")
    order_id: int | None = maybe("court_order.id")  # by which it was given
    contact: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    note: str | None = None


class Hearing(Recorded, table=True):
    """What is known of a hearing beside its entry in the diary. Foster carers must be summoned (art. 5 c. 1 L. 184/1983)."""

    __tablename__ = "hearing"
    __table_args__ = args(*dates("carers_summoned_on"))

    event_id: int = Field(foreign_key="event.id", ondelete="RESTRICT", unique=True)
    authority_id: int | None = maybe("authority.id")
    registry_number: str | None = None
    carers_summoned_on: str | None = None
