"""What operators did about deadlines, and what the coordinator adjusted. Deadlines themselves are computed, never stored."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from minori_tui.data.tables.base import OPTIONS, Recorded, args, dates, maybe, one_of, reference


class DeadlineMark(Recorded, table=True):
    """What was done about one deadline of a case.

    The deadline is named by its rule, what it hangs on (an order, an intervention; none: the child) and, for what comes back
    every so many months, which time it is (1, 2 …). Several marks may follow one another; the last of an act counts.
    """

    __tablename__ = "deadline_mark"
    __table_args__ = args(one_of("act", "done", "rescheduled", "court_date", "waived"),
                          one_of("subject", "child", "order", "intervention"),
                          Index("deadline_mark_of_case", "case_id", "rule"))

    case_id: int = reference("case_file.id", index=False)
    rule: str
    subject: str = "child"
    subject_id: int | None = None
    occurrence: int = 0
    due: str | None = None  # as computed when it was marked, to the day or to the minute
    act: str
    at: str | None = None  # done: when it was done, to the day or to the minute
    new_due: str | None = None  # rescheduled to, or fixed by the court
    reason: str | None = None
    evidence: str | None = None
    event_id: int | None = maybe("event.id")


class RuleSetting(Recorded, table=True):
    """What the coordinator adjusted in a rule that is not verified: its term, its warnings, whether it applies here."""

    __tablename__ = "rule_setting"
    __table_args__ = args(CheckConstraint("active IN (0, 1)", name="active_is_yes_no"),
                          CheckConstraint("number > 0", name="term_is_positive"), one_of("unit", "H", "D", "M", "Y"))

    rule: str = Field(unique=True)
    number: int | None = None
    unit: str | None = None
    warn_days: str | None = None  # days before, descending, joined by blanks
    active: int | None = None
    reason: str


class Report(Recorded, table=True):
    """A draft of an update report, with its content as it was made: it can be made again exactly."""

    __tablename__ = "report"
    __table_args__ = args(*dates("since", "until", "sent_on"))

    case_id: int = reference("case_file.id")
    authority_id: int | None = maybe("authority.id")
    order_id: int | None = maybe("court_order.id")
    since: str | None = None
    until: str
    method: str | None = None
    content: str  # JSON: the three sections with their sources
    sent_on: str | None = None
    event_id: int | None = maybe("event.id")


class Draft(SQLModel, table=True):
    """Text typed into a form and not saved yet: of one operator, for one form of one record. Not part of the journal."""

    __tablename__ = "draft"
    __table_args__ = (Index("draft_once", "operator_code", "form", "subject", unique=True), OPTIONS)

    id: int | None = Field(default=None, primary_key=True)
    operator_code: str
    form: str
    subject: str
    content: str  # JSON: field -> text
    saved_at: str  # UTC


class Looked(SQLModel, table=True):
    """Up to which operation an operator has looked at what others changed. Not part of the journal."""

    __tablename__ = "looked"
    __table_args__ = (OPTIONS,)

    id: int | None = Field(default=None, primary_key=True)
    operator_code: str = Field(unique=True)
    op_id: int
    at: str  # UTC


