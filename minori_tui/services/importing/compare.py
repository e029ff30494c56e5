"""Stored values against those of a row: what is equal, what changes, what may not be overwritten."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from minori_tui.data.queries.matching import Newer, Origins, Row
from minori_tui.domain.contacts import parse_phone
from minori_tui.domain.errors import FieldError, FieldProblem
from minori_tui.domain.text import fold
from minori_tui.i18n import N_
from minori_tui.services.importing.model import FieldChange, Update
from minori_tui.services.importing.plan import New, Plan

PHONES = frozenset(("phone", "mobile", "fax"))
ADDED = frozenset(("languages", "subjects"))  # lists that only grow: no file knows them all
LISTS = frozenset((*PHONES, "email", "pec", "languages", "subjects"))


@lru_cache(maxsize=50_000)
def phone_key(text: str) -> str:
    """The digits of a number without the Italian prefix."""
    try:
        return parse_phone(text).digits
    except FieldError:
        return re.sub(r"\D", "", text) or fold(text)


@lru_cache(maxsize=50_000)
def keys_of(field: str, text: str | None) -> frozenset[str]:
    """The items of a list cell as keys: digits of numbers, folded words of everything else."""
    if not text:
        return frozenset()
    items = (part.strip() for part in text.split(";"))
    if field in PHONES:
        return frozenset(phone_key(i) for i in items if i)
    return frozenset(i.lower() if "@" in i else fold(i) or i for i in items if i)


def joined(field: str, *texts: str | None) -> str:
    """Several list cells as one, each item once, in their order."""
    kept: dict[str, str] = {}
    for text in texts:
        for item in (text or "").split(";"):
            if item := item.strip():
                kept.setdefault(next(iter(keys_of(field, item))), item)
    return "; ".join(kept.values())


class Work:
    """The comparison of one row with its record: collects changes and conflicts, and writes only when told to."""

    def __init__(self, origins: Origins, update: Update, claims: dict[tuple[int, str], Any]) -> None:
        self.origins, self.update, self.claims = origins, update, claims
        self.changes: list[FieldChange] = []
        self.conflicts: list[FieldProblem] = []
        self.superseded = False  # a later file wrote another value, which stays
        self.differs = False  # something was left as it is because ``update`` says so
        self._sets: list[tuple[str, Row, dict[str, Any]]] = []
        self._adds: list[New] = []

    def value(
        self,
        table: str,
        row: Row,
        column: str,
        new: Any,
        *,
        field: str | None = None,
        also: dict[str, Any] | None = None,
        fill_only: bool = False,
        beside: frozenset[Any] | None = None,
        owner: tuple[str, Row] | None = None,
    ) -> None:
        """Compare one value.

        ``also`` are columns that follow it, ``beside`` other values of the file for the same field, ``owner`` the record
        (and its table) that the row belongs to.
        """
        old = row.get(column)
        if new is None or (beside is None and not self._first(row, column, old, new)) or new == old:
            return
        name = field or column
        if column in LISTS and old is not None:
            if keys_of(column, new) <= keys_of(column, old):
                return
            if fill_only or beside or column in ADDED or "version" not in row or self._claimed(row, column, new):
                new, fill_only, beside = joined(column, old, new), False, None
        if old is not None and (fill_only or (beside is not None and old in beside)):
            return
        if old is not None and self.kept(old):
            return
        if "version" in row:
            by = self.origins.of_value(table, row, column) or (self.origins.of_row(table, row, *owner) if owner else None)
            if self.newer(by, name, new, old):
                return
        self.changes.append(FieldChange(name, old, new))
        self._sets.append((table, row, {column: new, **(also or {})}))

    def _first(self, row: Row, column: str, old: Any, new: Any) -> bool:
        """Whether no earlier row of the file gave another value: the first one counts, at every run of the file."""
        if "version" not in row and old is not None:
            return column in LISTS or bool(old == new)
        first: Any = self.claims.setdefault((id(row), column), new)
        return bool(first == new) or column in LISTS

    def _claimed(self, row: Row, column: str, new: Any) -> bool:
        """Whether an earlier row of the file gave other items of the same list: they are all kept."""
        return bool(self.claims.get((id(row), column), new) != new)

    def kept(self, old: Any) -> bool:
        """Whether the options keep a known value as it is."""
        if self.update != "fill" or old is None:
            return False
        self.differs = True
        return True

    def newer(self, by: Newer, field: str, new: Any, old: Any) -> bool:
        """Whether the stored value stays because it is newer: written by hand is a conflict, by a later file it is not."""
        if by == "hand":
            self.conflict(field, new, old)
        self.superseded = self.superseded or by == "import"
        return by is not None

    def conflict(self, field: str, new: Any, old: Any) -> None:
        """A value that was written after the import that brought the field: it is not overwritten."""
        self.conflicts.append(
            FieldProblem(
                field,
                "newer-value",
                N_(
                    "The stored value {stored} is newer than the import that wrote this field: it was not overwritten. "
                    "Change it on the record if the file is right"
                ),
                {"stored": "—" if old is None else str(old)},
                str(new),
            )
        )

    def add(self, table: str, row: Row, field: str, shown: Any, old: Any = None) -> Row:
        """A further row that belongs to the record (an office, a telephone)."""
        self.changes.append(FieldChange(field, old, shown))
        return self.extra(table, row)

    def extra(self, table: str, row: Row) -> Row:
        """A row that is written with the others and is no change of its own."""
        new = New(table, row)
        self._adds.append(new)
        return new

    def put(self, table: str, row: Row, **values: Any) -> None:
        """Values that are written with the others and are no change of their own."""
        self._sets.append((table, row, values))

    def write(self, plan: Plan) -> None:
        """Hand everything over to the plan."""
        for table, row, values in self._sets:
            plan.put(table, row, **values)
        for new in self._adds:
            plan.add(new.table, new)
