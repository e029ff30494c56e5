"""What the tables share: strict types, ids that are never used twice, and the marks of the journal.

SQLModel ``table=True`` validates nothing on construction: the rules are in ``domain``, and what must hold for any writer is
in SQL (CHECK, UNIQUE, FOREIGN KEY … RESTRICT).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.ext.compiler import compiles
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import AutoString

OPTIONS: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}


@compiles(AutoString, "sqlite")
def _text(*_: Any, **__: Any) -> str:
    """Strict tables know TEXT, not VARCHAR."""
    return "TEXT"


class Recorded(SQLModel):
    """A row with personal data: its id, its version, and the operation that wrote this version of it."""

    id: int | None = Field(default=None, primary_key=True)
    version: int = Field(default=1)
    op_id: int = Field(default=0, foreign_key="operation.id", ondelete="RESTRICT")


def reference(target: str, *, index: bool = True) -> Any:
    """A required foreign key that protects its parent."""
    return Field(foreign_key=target, ondelete="RESTRICT", index=index)


def maybe(target: str, *, index: bool = True) -> Any:
    """An optional foreign key that protects its parent."""
    return Field(default=None, foreign_key=target, ondelete="RESTRICT", index=index)


def dates(*columns: str) -> tuple[CheckConstraint, ...]:
    """Checks that date columns hold ISO text (``2026-11-22``) or nothing."""
    return tuple(CheckConstraint(f"{c} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name=f"{c}_is_date")
                 for c in columns)


def one_of(column: str, *values: str) -> CheckConstraint:
    """Check that a column holds one of a few fixed words (lists that may grow live in the ``code`` table instead)."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(v) for v in values)})", name=f"{column}_is_known")


def in_order(first: str, last: str) -> CheckConstraint:
    """Check that an interval does not end before it begins."""
    return CheckConstraint(f"{last} >= {first}", name=f"{first}_before_{last}")


def args(*constraints: Any) -> tuple[Any, ...]:
    """``__table_args__``: the constraints, then the options every table has."""
    return (*constraints, OPTIONS)
