"""The rows that were not imported, as a file of the same shape with the reasons: mended, it is imported as it is.

Headers, their order and the delimiter are those of the file; two columns at the end (``minori_row``, ``minori_reason``)
say where each row was and why it stayed out. The importer leaves these columns aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from minori_tui.domain.dates import format_date
from minori_tui.domain.errors import FieldProblem
from minori_tui.i18n import _
from minori_tui.transfer.synonyms import EXTRA_COLUMN, REJECT_COLUMNS, squash
from minori_tui.transfer.table import Table
from minori_tui.transfer.writers import new_file, write_csv


class Reject(NamedTuple):
    """One row that stays out: its line, its cells as read, and the reason in the operator's words."""

    line: int
    cells: tuple[str, ...]
    reason: str


def reason_of(problems: Iterable[FieldProblem]) -> str:
    """All problems of a row in one text, each after the name of its field."""
    return " | ".join(f"{p.field}: {sentence_of(p)}".removeprefix(": ") for p in problems)


def sentence_of(problem: FieldProblem) -> str:
    """What is wrong, in the operator's words, with days as they are written here."""
    return _(problem.message, **{n: format_date(v) if type(v) is date else v for n, v in problem.facts.items()})


def write_rejects(path: Path, table: Table, rejects: Iterable[Reject], *, overwrite: bool = False) -> int:
    """Write the rejected rows; how many. Raises what ``writers.new_file`` raises."""
    kept = list(rejects)
    ours = {squash(name) for name in REJECT_COLUMNS}
    # A file of rejects that is rejected again gets new reasons, not a second pair of columns.
    places = [i for i, h in enumerate(table.headers) if squash(h) not in ours]
    width = len(table.headers)
    extra = max((len(r.cells) for r in kept), default=0) - width
    headers = [table.headers[i] for i in places] + [f"{EXTRA_COLUMN}_{i + 1}" for i in range(max(0, extra))]

    def rows() -> Iterator[list[str]]:
        for line, cells, reason in kept:
            full = cells + ("",) * (width - len(cells))
            beyond = list(full[width:]) + [""] * (max(0, extra) - len(full[width:]))
            yield [full[i] for i in places] + beyond + [str(line), reason]

    with new_file(path, overwrite=overwrite) as stream:
        return write_csv(stream, [*headers, *REJECT_COLUMNS], rows(), delimiter=table.delimiter or ";")
