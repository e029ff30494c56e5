"""From a file to a table: text with any delimiter, spreadsheets, JSON and JSON lines.

Everything that can be wrong with a file as a whole is found here, before anything is compared or written.
"""

from __future__ import annotations

import csv
import io
import marshal
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from minori_tui.domain.errors import InvalidInput
from minori_tui.transfer import sniff, synonyms, table
from minori_tui.transfer.jsons import json_rows
from minori_tui.transfer.table import Note, Row, Table

CELL_LIMIT = 1_000_000  # characters
SHEET_SECONDS = 15.0  # and one more a megabyte
_WORKER = Path(__file__).with_name("sheet_worker.py")
# What our own CSV writer puts before a cell that a spreadsheet would run as a formula (``writers.guard``).
_GUARDED = re.compile(r"'+[=+\-@\t\r]").match
_ANY_GUARD = re.compile(r"'[=+\-@\t\r]")


def read_file(source: str | Path | BinaryIO, *, sheet: str | None = None, header_row: int | None = None,
              encoding: str | None = None, delimiter: str | None = None) -> Table:
    """Read a file into a table; ``-`` reads standard input, a binary stream is read to its end.

    ``sheet`` names the sheet of a workbook, ``header_row`` is the header's line as the file shows it, ``encoding`` and
    ``delimiter`` overrule what was sniffed. Raises InvalidInput with a code in its facts: see ``sniff.load``,
    ``sniff.detect_format``, ``sniff.decode`` and the readers below.
    """
    opened = sniff.load(sys.stdin.buffer if source == "-" else source)
    # A wanted encoding says that the bytes are text: UTF-16 without a mark can look like anything.
    file_format = "text" if encoding else sniff.detect_format(opened.data)
    if file_format in ("json", "jsonl"):
        text, used = sniff.decode(opened.data, encoding)
        headers, records = json_rows(text, lines=file_format == "jsonl")
        return Table(opened.name, opened.sha256, file_format, headers, headers, None, records, encoding=used)
    if file_format == "text":
        return _read_text(opened, encoding, delimiter, header_row)
    return _read_sheets(opened, file_format, sheet, header_row)


def _read_text(opened: sniff.Source, encoding: str | None, delimiter: str | None, header_row: int | None) -> Table:
    text, used = sniff.decode(opened.data, encoding)
    dialect = sniff.dialect_of(text, delimiter, synonyms.best_hits)
    rows: list[Row] = []
    blanks: list[int] = []
    after_blank = True  # blank lines before the first row are not worth a word
    guarded = _ANY_GUARD.search(text) is not None  # asked once: looking at every cell would cost more than parsing
    for line, cells in _records(text, dialect):
        if any(cells) and (len(cells) > 1 or cells[0].strip()):
            rows.append(Row(line, _unguarded(cells) if guarded else tuple(cells)))
            after_blank = False
        elif not after_blank:
            blanks.append(line)
            after_blank = True
    if blanks and rows and blanks[-1] > rows[-1].line:
        blanks.pop()
    return table.build(opened.name, opened.sha256, "csv", rows, header_row=header_row, blanks=blanks, encoding=used,
                       delimiter=dialect.delimiter)


def _records(text: str, dialect: sniff.Dialect) -> Iterator[tuple[int, list[str]]]:
    """Records with the line each begins on. Raises InvalidInput: ``quote`` or ``long-cell``, with the line."""
    stream = io.StringIO(text, newline="")
    for _ in range(dialect.skip):
        stream.readline()
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(stream, delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True)
    begins = dialect.skip + 1
    try:
        for cells in reader:
            yield begins, cells
            begins = dialect.skip + reader.line_num + 1
    except csv.Error as error:
        raise _csv_trouble(str(error), begins) from None


def _csv_trouble(words: str, line: int) -> InvalidInput:
    if "field larger" in words:
        return InvalidInput("Line {line}: a cell is longer than a million characters, or a quote was not closed",
                            code="long-cell", line=line)
    if "unexpected end" in words:
        return InvalidInput("Line {line}: quote not closed", code="quote", line=line)
    return InvalidInput("Line {line}: a quote inside a quoted cell is not doubled", code="quote", line=line)


def _unguarded(cells: list[str]) -> tuple[str, ...]:
    """The cells without the one apostrophe that our writer puts before what a spreadsheet would run."""
    return tuple([c[1:] if c[:1] == "'" and _GUARDED(c) else c for c in cells])


def _read_sheets(opened: sniff.Source, file_format: str, sheet: str | None, header_row: int | None) -> Table:
    """Read the wanted sheet, else the one that fits. Raises ``no-sheet``, ``which-sheet``, ``empty`` and its kin."""
    answer = _ask_worker(opened.data, sheet or "")
    sheets: list[dict[str, Any]] = answer["sheets"]
    notes: list[Note] = []
    if answer["errors"]:
        notes.append(Note("error-cells", "{count} cells of the workbook hold a formula error (#N/A, #REF! …): they are read "
                          "as empty", {"count": answer["errors"]}))
    chosen = _named_sheet(sheets, sheet) if sheet else _best_sheet(sheets, notes)
    rows = [Row(line, tuple(cells), frozenset(numeric)) for line, cells, numeric in chosen["rows"]]
    rows = [r for r in rows if any(c.strip() for c in r.cells)]
    blanks = [a.line + 1 for a, b in pairwise(rows) if b.line > a.line + 1]
    return table.build(opened.name, opened.sha256, file_format, rows, header_row=header_row, blanks=blanks, warnings=notes,
                       sheet=str(chosen["name"]))


def _ask_worker(data: bytes, wanted: str) -> dict[str, Any]:
    """The cells, read in a process of its own under limits of memory and time (why: ``sheet_worker``)."""
    seconds = SHEET_SECONDS + len(data) / 1_000_000
    try:
        done = subprocess.run([sys.executable, "-I", str(_WORKER), wanted], input=data, capture_output=True,
                              timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise InvalidInput("The spreadsheet takes too long to read: save it as CSV and import that",
                           code="sheet-limits") from None
    # A process that ran into its memory limit dies without an answer.
    answer: dict[str, Any] = marshal.loads(done.stdout) if done.returncode == 0 and done.stdout else {
        "error": "too-many-cells"}
    match answer.get("error"):
        case None:
            return answer
        case "password":
            raise InvalidInput("The spreadsheet is protected by a password: save a copy without it and import that",
                               code="password")
        case "too-many-cells":
            raise InvalidInput("The spreadsheet asks for more memory than a table of people can need: save it as CSV and "
                               "import that", code="sheet-limits")
        case _:
            raise InvalidInput("The spreadsheet is damaged or cut short: open it, save it again and retry", code="damaged")


def _named_sheet(sheets: Sequence[dict[str, Any]], wanted: str) -> dict[str, Any]:
    for one in sheets:
        if one["name"] == wanted:
            return one
    raise InvalidInput("There is no sheet {sheet}: the file has {sheets}", code="no-sheet", sheet=wanted,
                       sheets=", ".join(str(s["name"]) for s in sheets))


def _best_sheet(sheets: Sequence[dict[str, Any]], notes: list[Note]) -> dict[str, Any]:
    """The only sheet with rows, else the only one whose header fits a kind; several that fit are for the operator."""
    filled = [s for s in sheets if s["rows"]]
    visible = [s for s in filled if not s["hidden"]] or filled
    if not visible:
        raise InvalidInput("The spreadsheet is empty", code="empty")
    if len(visible) == 1:
        chosen = visible
    else:
        fits = [max(synonyms.best_hits(cells) for _, cells, _ in s["rows"][: table.HEADER_SEARCH]) for s in visible]
        # A sheet that names far fewer fields than the best is a note or a summary, not a second list.
        chosen = [s for s, fit in zip(visible, fits, strict=True) if fit >= max(2, 0.7 * max(fits))]
    if len(chosen) != 1:
        raise InvalidInput("The file has several sheets: say which with --sheet ({sheets})", code="which-sheet",
                           sheets=", ".join(str(s["name"]) for s in visible))
    if others := [str(s["name"]) for s in filled if s is not chosen[0]]:
        notes.append(Note("other-sheets", "Only the sheet {sheet} is read, not {others}",
                          {"sheet": chosen[0]["name"], "others": ", ".join(others)}))
    return chosen[0]
