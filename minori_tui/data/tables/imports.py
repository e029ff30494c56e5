"""What came from files: batches, and which row of which file made or changed which record."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from minori_tui.data.tables.base import args, one_of, reference


class ImportBatch(SQLModel, table=True):
    """One file taken in, in one operation."""

    __tablename__ = "import_batch"
    __table_args__ = args()

    id: int | None = Field(default=None, primary_key=True)
    op_id: int = reference("operation.id")
    kind: str
    file_name: str
    sha256: str
    mapping: str  # JSON: column title -> field
    rows: int
    new: int
    changed: int
    same: int
    conflict: int
    rejected: int


class ImportRow(SQLModel, table=True):
    """A row of a file and the record it met; rejected rows carry the field and the reason, never the value.

    New records of neighbouring rows are one entry: ``count`` rows from ``line`` on made as many records from ``row_id`` on.
    """

    __tablename__ = "import_row"
    __table_args__ = args(one_of("verdict", "new", "changed", "conflict", "rejected"),
                          Index("import_row_record", "tbl", "row_id"))

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = reference("import_batch.id")
    line: int
    verdict: str
    tbl: str | None = None
    row_id: int | None = None
    field: str | None = None
    code: str | None = Field(default=None)
    count: int = 1


class Code(SQLModel, table=True):
    """National and local code lists, with the days on which a code may be used."""

    __tablename__ = "code"
    __table_args__ = args(Index("code_in_list", "list", "code", "valid_from", unique=True))

    id: int | None = Field(default=None, primary_key=True)
    list: str
    code: str
    label_it: str
    label_en: str
    valid_from: str | None = None
    valid_to: str | None = None
    national: int = 0
    position: int = 0
