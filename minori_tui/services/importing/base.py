"""What the kinds share: the steps of a comparison, and how its outcome becomes a verdict."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.data.queries.matching import Origins, Row
from minori_tui.domain.errors import FieldProblem
from minori_tui.i18n import N_
from minori_tui.services.importing.compare import Work
from minori_tui.services.importing.model import ImportOptions, RowVerdict
from minori_tui.services.importing.plan import Plan
from minori_tui.transfer.rows import Prepared
from minori_tui.transfer.table import Note

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Setting:
    """What a comparison works with: the store to read, the options, today, the origins of stored values, the plan."""

    connection: Connection
    options: ImportOptions
    today: date
    origins: Origins
    plan: Plan
    columns: frozenset[str]  # the fields that the file has a column for


def problem(field: str, code: str, message: str, value: Any = "", **facts: Any) -> FieldProblem:
    """A problem that keeps the row out."""
    return FieldProblem(field, code, message, facts, "" if value is None else str(value))


def warning(field: str, code: str, message: str, value: Any = "", **facts: Any) -> FieldProblem:
    """Something to say about a row that goes in."""
    return FieldProblem(field, code, message, facts, "" if value is None else str(value), warning=True)


class Comparer(ABC):
    """One kind of record: matches rows with the store and with each other, compares, plans the writes."""

    table: str  # of the record that a row is about

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.plan = setting.plan
        self.notes: list[Note] = []
        self.claims: dict[tuple[int, str], Any] = {}  # (record, column) -> the value of the first row of the file about it
        self.superseded = 0  # rows whose values a later file replaced
        self.left = 0  # rows that differ from the store and were left because the options say so

    @abstractmethod
    def judge(self, rows: list[Prepared]) -> list[RowVerdict]:
        """The verdict of every row, in the order of the file."""

    def rejected(self, row: Prepared, problems: Iterable[FieldProblem], name: str = "") -> RowVerdict:
        """A row that stays out."""
        return RowVerdict(row.line, "rejected", name, problems=tuple(problems), warnings=row.warnings, raw=row.raw)

    def conflict(self, row: Prepared, name: str, problems: Iterable[FieldProblem], record: Row | None = None) -> RowVerdict:
        """A row that somebody must decide about."""
        return RowVerdict(
            row.line,
            "conflict",
            name,
            self.table if record else None,
            record,
            problems=tuple(problems),
            warnings=row.warnings,
            raw=row.raw,
        )

    def settle(self, row: Prepared, name: str, record: Row, work: Work, warnings: tuple[FieldProblem, ...] = ()) -> RowVerdict:
        """The verdict of a row whose record exists; its writes go to the plan, unless there is a conflict."""
        told = (*row.warnings, *warnings)
        if work.conflicts:
            return self.conflict(row, name, work.conflicts, record)
        if self.setting.options.update == "never" and "version" in record:
            self.left += bool(work.changes)
            return RowVerdict(row.line, "same", name, self.table, record, warnings=told)
        self.left += work.differs
        self.superseded += work.superseded
        work.write(self.plan)
        if not work.changes:
            return RowVerdict(row.line, "same", name, self.table, record, warnings=told)
        return RowVerdict(row.line, "changed", name, self.table, record, tuple(work.changes), warnings=told, raw=row.raw)

    def work(self) -> Work:
        """A comparison to fill."""
        return Work(self.setting.origins, self.setting.options.update, self.claims)


TWO_RECORDS = N_("Several stored records fit this row ({records}): say which one is meant with its key")
HOMONYM = N_("Somebody of this name is there already with nothing else in common: entered as another person")
RECOGNISED = N_("Recognised by name and {reason}")
