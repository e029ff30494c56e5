"""Who works here, what they did, and what was there before."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from minori_tui.data.tables.base import Recorded, args, dates, maybe, one_of, reference


class Operator(Recorded, table=True):
    """A person who works with the program; never removed, only ended."""

    __tablename__ = "operator"
    __table_args__ = args(*dates("active_from", "active_to"))

    code: str = Field(unique=True)
    name: str
    role: str | None = None
    active_from: str | None = None
    active_to: str | None = None


class Operation(SQLModel, table=True):
    """One intention of an operator, carried out in one transaction: the unit of the journal and of undo."""

    __tablename__ = "operation"
    __table_args__ = args(Index("operation_subject", "subject"))

    id: int | None = Field(default=None, primary_key=True)
    at: str
    operator_id: int | None = None
    kind: str
    subject: str | None = None
    reason: str | None = None
    undoes: int | None = maybe("operation.id")


class OperationInsert(SQLModel, table=True):
    """The rows an operation made: ids are never used twice and one writer works at a time, so a range says it all."""

    __tablename__ = "operation_insert"
    __table_args__ = args()

    id: int | None = Field(default=None, primary_key=True)
    op_id: int = reference("operation.id")
    tbl: str
    first_id: int
    last_id: int


class History(SQLModel, table=True):
    """The image of a row before an operation changed (U) or removed (D) it; written by triggers only."""

    __tablename__ = "history"
    __table_args__ = args(one_of("act", "U", "D"), Index("history_of_row", "tbl", "row_id"))

    id: int | None = Field(default=None, primary_key=True)
    op_id: int = reference("operation.id")
    tbl: str
    row_id: int
    act: str
    old: str


class JournalState(SQLModel, table=True):
    """One row: the operation under way, which the history triggers read."""

    __tablename__ = "journal_state"
    __table_args__ = ({"sqlite_strict": True},)

    id: int | None = Field(default=None, primary_key=True)
    op_id: int | None = None


class AccessEntry(SQLModel, table=True):
    """A record that was opened, exported or printed: who, when, which."""

    __tablename__ = "access_entry"
    __table_args__ = args(one_of("act", "open", "export", "print", "search"), Index("access_of_record", "entity", "entity_id"))

    id: int | None = Field(default=None, primary_key=True)
    at: str
    operator: str  # the code: who looks need not have written anything yet
    act: str
    entity: str
    entity_id: int | None = None
    detail: str | None = None


class StoreMeta(SQLModel, table=True):
    """Facts about the store itself: vault, keyring revision, name, whether it is synthetic."""

    __tablename__ = "store_meta"
    __table_args__ = ({"sqlite_strict": True},)

    key: str = Field(primary_key=True)
    value: str
