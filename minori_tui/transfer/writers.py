"""Tables out: CSV, XLSX, JSON, JSON lines, and empty templates. What is written here reads back identically.

* CSV is UTF-8 with a byte order mark, ``;`` between cells and CRLF after rows: what an Italian spreadsheet opens without
  asking. A cell that a spreadsheet would run as a formula (it begins with ``= + - @``, TAB or CR; OWASP "CSV injection")
  gets one apostrophe before it, which our reader takes away again. Telephones and numbers keep their sign.
* XLSX holds text cells only: nothing is a formula, zeros survive.
* Files are made for their owner alone (0600), never through a link, and never over another unless that is asked.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from minori_tui.domain.errors import InvalidInput
from minori_tui.transfer.kinds import Kind

OutFormat = Literal["csv", "xlsx", "json", "jsonl"]
FORMATS: tuple[OutFormat, ...] = ("csv", "xlsx", "json", "jsonl")
Record = Mapping[str, str | int | None]

XLSX_CELL_LIMIT = 32_767  # characters (ECMA-376, as spreadsheets apply it)
_RISKY = re.compile(r"'*[=+\-@\t\r]").match
_NUMBER = re.compile(r"[+-]?[\d ./()-]+", re.ASCII).fullmatch
_WIDTH_SAMPLE = 40  # characters at most for the width of a column


def guard(cell: str) -> str:
    """The cell with an apostrophe before it if a spreadsheet would run it; ``readers`` takes exactly this one away."""
    return f"'{cell}" if _RISKY(cell) and not _NUMBER(cell) else cell


@contextmanager
def new_file(path: Path, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """A binary file to write, for its owner alone; it is there whole when the block ends and not at all if it fails.

    Without ``overwrite`` the name must be free (a link, even a broken one, is not); with it the new file is written
    beside the old one and takes its place at the end. Raises InvalidInput: ``exists``, ``unwritable``.
    """
    target = path.with_name(f".{path.name}.{os.getpid()}.tmp") if overwrite else path
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory")
        handle = os.open(target, flags, 0o600)
    except FileExistsError:
        raise InvalidInput("The file {name} exists already: choose another name, or ask to overwrite it", code="exists",
                           name=path.name) from None
    except OSError as error:
        raise InvalidInput("The file {name} cannot be written: {reason}", code="unwritable", name=path.name,
                           reason=error.strerror or "") from None
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if overwrite:
            target.replace(path)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def write(target: Path | BinaryIO, columns: Sequence[str], records: Iterable[Record], file_format: OutFormat, *,
          headers: Sequence[str] | None = None, overwrite: bool = False) -> int:
    """Write records (``columns`` are their keys, ``headers`` the words above them) to a file or stream; how many.

    Raises what ``new_file`` raises, and InvalidInput with code ``long-cell`` for a text no spreadsheet cell can hold.
    """
    if isinstance(target, Path):
        with new_file(target, overwrite=overwrite) as stream:
            return _write(stream, columns, records, file_format, headers, target.parent)
    return _write(target, columns, records, file_format, headers, None)


def _write(stream: BinaryIO, columns: Sequence[str], records: Iterable[Record], file_format: OutFormat,
           headers: Sequence[str] | None, folder: Path | None) -> int:
    words = tuple(headers or columns)
    if file_format == "csv":
        return write_csv(stream, words, (_texts(r, columns) for r in records))
    if file_format == "xlsx":
        return _write_xlsx(stream, words, (_texts(r, columns) for r in records), folder)
    # The words above columns are for people; objects carry the names of the fields.
    return _write_json(stream, ({c: r.get(c) for c in columns if r.get(c) is not None} for r in records),
                       lines=file_format == "jsonl")


def _texts(record: Record, columns: Sequence[str]) -> list[str]:
    return ["" if (value := record.get(c)) is None else str(value) for c in columns]


def write_csv(stream: BinaryIO, headers: Sequence[str], rows: Iterable[Sequence[str]], *, delimiter: str = ";") -> int:
    """Write rows of text as CSV with guarded cells; how many rows."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=False)
    # A row of one empty cell would be a blank line, which no reader can tell from no row.
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    count = 0
    try:
        writer.writerow([guard(h) for h in headers])
        for row in rows:
            writer.writerow([guard(c) for c in row])
            count += 1
        text.flush()
    finally:
        text.detach()
    return count


def _write_xlsx(stream: BinaryIO, headers: Sequence[str], rows: Iterable[Sequence[str]], folder: Path | None) -> int:
    """One sheet: bold frozen header with a filter, text cells; memory stays constant, and what the writer puts aside
    meanwhile lies in a private folder beside the target, not among the system's temporary files.
    """
    import xlsxwriter

    aside = tempfile.mkdtemp(prefix=".minori-", dir=folder)
    try:
        book = xlsxwriter.Workbook(stream, {
            "constant_memory": True, "tmpdir": aside, "strings_to_numbers": False, "strings_to_formulas": False,
            "strings_to_urls": False})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for i, header in enumerate(headers):
            sheet.set_column(i, i, min(_WIDTH_SAMPLE, max(10, len(header) + 4)))
        count = _fill(sheet.write_string, headers, rows, book.add_format({"bold": True}))
        if headers:
            sheet.autofilter(0, 0, max(count, 1), len(headers) - 1)
        book.close()
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return count


def _fill(write_string: Callable[..., int], headers: Sequence[str], rows: Iterable[Sequence[str]], bold: object) -> int:
    for i, header in enumerate(headers):
        write_string(0, i, header, bold)
    count = 0
    for count, row in enumerate(rows, 1):
        for i, cell in enumerate(row):
            if len(cell) > XLSX_CELL_LIMIT:
                raise InvalidInput("Row {row}: a text of {count} characters is too long for a spreadsheet; export as CSV",
                                   code="long-cell", row=count + 1, count=len(cell))
            if cell:
                write_string(count, i, cell)
    return count


def _write_json(stream: BinaryIO, records: Iterable[Record], *, lines: bool) -> int:
    """A list of objects, or an object a line; unknown values are left out, as in a cell that is empty."""
    count = 0
    stream.write(b"" if lines else b"[")
    for count, record in enumerate(records, 1):
        text = json.dumps(record, ensure_ascii=False)
        before = "" if lines else ("\n" if count == 1 else ",\n")
        stream.write(f"{before}{text}{chr(10) if lines else ''}".encode())
    stream.write(b"" if lines else b"\n]\n")
    return count


def write_template(target: Path | BinaryIO, kind: Kind, file_format: OutFormat = "csv", *, language: str = "it",
                   overwrite: bool = False) -> None:
    """An empty file with the headers of a kind, in Italian or (any other language) in English."""
    headers = kind.titles if language == "it" else kind.names
    if file_format in ("json", "jsonl"):
        raise InvalidInput("A template is a CSV or XLSX file", code="template-format")
    write(target, kind.names, (), file_format, headers=headers, overwrite=overwrite)
