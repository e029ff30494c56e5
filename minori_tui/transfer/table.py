"""A file as a table of text: where its header is, which rows are data, which are headings, totals and footnotes.

Nothing here gives a cell a type: ``09976``, ``NA`` and the comune of None stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from minori_tui.domain.errors import InvalidInput
from minori_tui.domain.text import fold
from minori_tui.transfer import synonyms

HEADER_SEARCH = 20  # rows looked at for the header
_TOTAL = re.compile(r"(totale|totali|total|totals|tot|somma|subtotale)\b")
_NOTE = re.compile(r"^\s*(\(?\*+\)?|\(?\d\)|nota\b|note\b|n\.?\s?b\.?\b|fonte\b|legenda\b|aggiornat|pagina\b|pag\.|elenco\b)",
                   re.IGNORECASE)


class Row(NamedTuple):
    """One data row: its line as the file or spreadsheet shows it, its cells, and which cells were numbers there."""

    line: int
    cells: tuple[str, ...]
    numbers: frozenset[int] = frozenset()  # columns whose cell was a number: leading zeros may be lost


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell the operator about the file as a whole: a code, an English message id, its facts."""

    code: str
    message: str
    facts: dict[str, object] = field(default_factory=dict)


class Skipped(NamedTuple):
    """A row that is no record: its line and why (``blank``, ``title``, ``header``, ``total``, ``note``).

    A run of blank rows is one entry, at its first line.
    """

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """What was read from one file or sheet."""

    name: str  # of the file, without folder
    sha256: str
    format: str
    headers: tuple[str, ...]  # unique; a repeated one has a number after it
    source_headers: tuple[str, ...]  # as the file has them
    header_row: int | None  # line; None when the format has none (JSON)
    rows: Sequence[Row]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[Note, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None

    def column(self, index: int) -> Iterator[str]:
        """The cells of one column that hold anything."""
        for row in self.rows:
            if index < len(row.cells) and row.cells[index].strip():
                yield row.cells[index]


class Shape(NamedTuple):
    """A header found among raw rows: index of its first row, how many rows it takes, and the headers."""

    start: int
    height: int
    headers: tuple[str, ...]


def find_header(rows: Sequence[Row], header_row: int | None) -> Shape:
    """The first row of the first 20 in which two cells or more name fields of one kind, else the first row.

    ``header_row`` is the operator's choice, a line as the file shows it. A header in two rows (a merged title over
    several columns) is read as one. Raises InvalidInput: ``empty``, or ``no-header-row`` when that line is blank.
    """
    if not rows:
        raise InvalidInput("The file has no rows", code="empty")
    if header_row is not None:
        start = next((i for i, r in enumerate(rows) if r.line == header_row), None)
        if start is None:
            raise InvalidInput("Line {line} is blank or absent: it cannot be the header", code="no-header-row",
                               line=header_row)
    else:
        start = next((i for i, r in enumerate(rows[:HEADER_SEARCH]) if synonyms.best_hits(r.cells) >= 2), 0)
    top = rows[start].cells
    below = rows[start + 1].cells if start + 1 < len(rows) else ()
    if _is_second_header(top, below):
        return Shape(start, 2, _merged(top, below))
    return Shape(start, 1, tuple(c.strip() for c in top))


def _is_second_header(top: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below completes the header: names of fields for the most part, some under blanks of the top."""
    filled = [c for c in below if c.strip()]
    if len(filled) < 2 or tuple(below) == tuple(top):
        return False
    under_blank = any(c.strip() and (i >= len(top) or not top[i].strip()) for i, c in enumerate(below))
    return under_blank and synonyms.best_hits(below) >= max(2, 0.6 * len(filled))


def _merged(top: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Headers of two rows as one: the title of a merged group stands before each of its columns."""
    headers: list[str] = []
    group = ""
    for i in range(max(len(top), len(below))):
        upper = top[i].strip() if i < len(top) else ""
        lower = below[i].strip() if i < len(below) else ""
        group = upper or (group if lower else "")
        headers.append(f"{group} {lower}".strip() if lower else upper)
    return tuple(headers)


def build(name: str, sha256: str, file_format: str, rows: Sequence[Row], *, header_row: int | None = None,
          blanks: Sequence[int] = (), warnings: Sequence[Note] = (), encoding: str | None = None, delimiter: str | None = None,
          sheet: str | None = None) -> Table:
    """Find header and data among raw non-blank rows and make the table; raises what ``find_header`` raises.

    ``blanks`` are the first lines of the runs of blank rows, which are counted as skipped.
    """
    shape = find_header(rows, header_row)
    header = rows[shape.start]
    notes = list(warnings)
    headers = _unique(shape.headers, notes)
    data, skipped = _data_rows(rows, shape, header_row is not None)
    told = [Skipped(r.line, "title") for r in rows[: shape.start]] + skipped
    skipped = sorted(told + [Skipped(line, "blank") for line in blanks])
    if told:
        notes.append(Note("skipped-rows", "{count} rows are titles, repeated headers, totals or notes and were skipped: "
                          "lines {lines}", {"count": len(told), "lines": ", ".join(str(s.line) for s in told[:20])}))
    return Table(name, sha256, file_format, headers, shape.headers, header.line, data, tuple(skipped), tuple(notes),
                 encoding, delimiter, sheet)


def _unique(headers: Sequence[str], notes: list[Note]) -> tuple[str, ...]:
    """Headers told apart: a repeated one gets ``(2)``, a blank one the letter of its column."""
    seen: dict[str, None] = {}
    renamed = []
    for i, header in enumerate(headers):
        text = " ".join(header.split()) or f"[{column_letter(i)}]"
        unique, count = text, 1
        while unique in seen:
            count += 1
            unique = f"{text} ({count})"
        if count > 1:
            renamed.append(unique)
        seen[unique] = None
    if renamed:
        notes.append(Note("duplicate-header", "Some headers occur more than once; the later columns are read as {names}",
                          {"names": ", ".join(renamed[:20])}))
    return tuple(seen)


def column_letter(index: int) -> str:
    """The letters a spreadsheet gives to a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _data_rows(rows: Sequence[Row], shape: Shape, chosen: bool) -> tuple[list[Row], list[Skipped]]:
    """The rows below the header without its repetitions and without the totals and notes at the end."""
    head = rows[shape.start : shape.start + shape.height]
    # Where nothing looks like a header, rows equal to the first one are data.
    repeated = {_key(r.cells) for r in head} if chosen or synonyms.best_hits(shape.headers) >= 2 else set()
    width = len(rows[shape.start].cells)
    data: list[Row] = []
    skipped: list[Skipped] = []
    rest = rows[shape.start + shape.height :]
    if repeated:
        # First cells are compared before whole rows are folded: this runs on every row of the file.
        firsts = {r.cells[0].strip().lower() for r in head if r.cells}
        for row in rest:
            if row.cells and row.cells[0].strip().lower() in firsts and _key(row.cells) in repeated:
                skipped.append(Skipped(row.line, "header"))
            else:
                data.append(row)
    else:
        data = list(rest)
    tail: list[Skipped] = []
    while data and (reason := _tail_reason(data, width)):
        tail.append(Skipped(data.pop().line, reason))
    return data, skipped + tail[::-1]


def _key(cells: Sequence[str]) -> tuple[str, ...]:
    folded = [fold(c) for c in cells]
    while folded and not folded[-1]:
        folded.pop()
    return tuple(folded)


def _tail_reason(data: Sequence[Row], width: int) -> str | None:
    """Why the last row is no record: a total, or a note alone in its row after a blank line or with the marks of one."""
    last = data[-1]
    filled = [c for c in last.cells if c.strip()]
    if width < 3 or not filled or len(filled) > 2:
        return None
    if _TOTAL.match(fold(filled[0])):
        return "total"
    apart = len(data) > 1 and last.line > data[-2].line + 1 + sum(c.count("\n") for c in data[-2].cells)
    if len(filled) == 1 and (_NOTE.match(filled[0]) or (apart and last.cells[0].strip())):
        return "note"
    return None
