"""What goes into an import and what comes out of it, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from minori_tui.domain.errors import FieldProblem
from minori_tui.domain.names import Order
from minori_tui.i18n import _
from minori_tui.services.importing.plan import Plan
from minori_tui.transfer.mapping import Mapping
from minori_tui.transfer.rejects import sentence_of
from minori_tui.transfer.table import Note, Table

Verdict = Literal["new", "changed", "same", "conflict", "rejected"]
VERDICTS: tuple[Verdict, ...] = ("new", "changed", "same", "conflict", "rejected")
Update = Literal["fill", "overwrite", "never"]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the operator may say about an import; everything else is found out.

    ``maps`` are ``Column=field``. ``update`` says what happens to values that are stored already: ``overwrite`` takes the
    file's, ``fill`` only fills what is unknown, ``never`` leaves records as they are; an empty cell never erases.
    """

    kind: str | None = None
    maps: tuple[str, ...] = ()
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    name_order: Order | None = None
    roster: str | None = None
    on_error: Literal["reject", "abort"] = "reject"
    update: Update = "overwrite"
    rejects: Path | None = None
    overwrite_rejects: bool = False


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a stored record before and after; ``old`` is None where nothing was known."""

    field: str
    old: str | int | None
    new: str | int | None


@dataclass(slots=True)
class RowVerdict:
    """What an import makes of one row of the file.

    ``name`` is what the record is called, ``table`` and ``record`` the row it is or becomes (its id once it has one).
    """

    line: int
    verdict: Verdict
    name: str = ""
    table: str | None = None
    record: dict[str, Any] | None = None
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[FieldProblem, ...] = ()
    warnings: tuple[FieldProblem, ...] = ()
    raw: tuple[str, ...] = ()

    @property
    def record_id(self) -> int | None:
        """The id of the record in its table; None for rows without one."""
        return self.record.get("id") if self.record is not None else None


@dataclass(frozen=True, slots=True)
class Summary:
    """The outcome in numbers; ``as_json`` is the documented form."""

    batch: int | None
    kind: str
    file: str
    counts: dict[str, int]
    mapping: dict[str, str]
    rejects: tuple[RowVerdict, ...]
    conflicts: tuple[RowVerdict, ...]
    warnings: tuple[Note, ...]
    nothing_to_do: bool = False

    def as_json(self) -> dict[str, Any]:
        """``{"batch", "kind", "file", "rows", "new", "changed", "same", "conflict", "rejected", "mapping", "rejects",
        "conflicts", "warnings"}``; sentences are in the operator's language, codes are not.
        """
        return {
            "batch": self.batch,
            "kind": self.kind,
            "file": self.file,
            **self.counts,
            "mapping": self.mapping,
            "rejects": [p for r in self.rejects for p in _problems(r)],
            "conflicts": [p for r in self.conflicts for p in _problems(r)],
            "warnings": [{"code": n.code, "message": _(n.message, **n.facts)} for n in self.warnings],
        }


def _problems(row: RowVerdict) -> list[dict[str, Any]]:
    return [
        {"row": row.line, "field": p.field, "value": p.value, "code": p.code, "message": sentence_of(p)}
        for p in row.problems
    ]


@dataclass(slots=True)
class Rehearsal:
    """An import worked out to the last row, with nothing written."""

    table: Table
    mapping: Mapping
    options: ImportOptions
    rows: list[RowVerdict]
    plan: Plan
    state: int  # version of the store that the rows were compared with
    warnings: tuple[Note, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    def of(self, verdict: Verdict) -> list[RowVerdict]:
        """The rows with that verdict, in the order of the file."""
        return [r for r in self.rows if r.verdict == verdict]

    def summary(self, batch: int | None = None) -> Summary:
        """The rehearsal as a summary; ``batch`` once it is applied."""
        return Summary(
            batch,
            self.mapping.kind.name,
            self.table.name,
            self.counts,
            self.mapping.as_json(),
            tuple(self.of("rejected")),
            tuple(self.of("conflict")),
            self.warnings,
            not self.plan,
        )
