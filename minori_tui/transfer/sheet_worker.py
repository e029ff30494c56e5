"""Reads a spreadsheet in a process of its own and hands its cells over as text.

A few kilobytes of spreadsheet can declare a hundred million cells, and the memory for them is asked for before the
first cell is seen; a failed allocation ends the process. So the reader runs where it may: under an address-space limit
(where the system has one) and a time limit kept by the parent. The file comes on stdin, the answer goes to stdout in
``marshal`` form. Run as a script, it loads nothing of Minori.

Answer: ``{"error": code}`` or ``{"sheets": [{"name", "hidden", "rows": [(line, cells, numeric columns)]}], "errors": n}``
where ``errors`` counts the cells that hold a formula error (XLSX and ODS; elsewhere they cannot be told from blanks).
"""

from __future__ import annotations

import datetime
import io
import marshal
import re
import sys
import zipfile
from typing import Any

MEMORY_LIMIT = 2_000_000_000  # bytes of address space; a roster of 100,000 rows needs a tenth
MAX_CELLS = 20_000_000
_ERROR_CELL = re.compile(rb'<c [^>]*?\bt="e"|calcext:value-type="error"')


def text_of(value: object) -> str:
    """A cell as text: whole numbers without ``.0``, dates and moments in ISO, the rest as it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="minutes")
    if isinstance(value, datetime.time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, datetime.timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def sheet_rows(sheet: Any) -> list[tuple[int, list[str], tuple[int, ...]]]:
    """The rows that hold anything, with the line the spreadsheet shows and the columns whose cell was a number."""
    if sheet.start is None:
        return []
    first, shift = sheet.start
    found = []
    for line, values in enumerate(sheet.to_python(skip_empty_area=True), first + 1):
        cells = [text_of(v) for v in values]
        if any(cells):
            numeric = tuple(i + shift for i, v in enumerate(values) if isinstance(v, (int, float)))
            found.append((line, [""] * shift + cells, numeric))
    return found


def error_cells(data: bytes) -> int:
    """How many cells hold a formula error, counted in the markup because the reader shows them as blank."""
    if not data.startswith(b"PK"):
        return 0
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            name = info.filename.replace("\\", "/").lower()
            if name == "content.xml" or re.search(r"worksheets/[^/]*\.xml$", name):
                count += len(_ERROR_CELL.findall(archive.read(info)))
    return count


def read(data: bytes, wanted: str) -> dict[str, Any]:
    """All worksheets of the workbook, or their names and the rows of the wanted one."""
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    try:
        book = load_workbook(io.BytesIO(data))
        sheets = []
        cells = 0
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            rows: list[tuple[int, list[str], tuple[int, ...]]] = []
            if not wanted or wanted == meta.name:
                sheet = book.get_sheet_by_name(meta.name)
                cells += sheet.height * sheet.width  # of the used rectangle, blank cells included
                if cells > MAX_CELLS:
                    return {"error": "too-many-cells"}
                rows = sheet_rows(sheet)
            sheets.append({"name": meta.name, "hidden": meta.visible != SheetVisibleEnum.Visible, "rows": rows})
        return {"sheets": sheets, "errors": error_cells(data)}
    except MemoryError:
        return {"error": "too-many-cells"}
    except (CalamineError, OSError, zipfile.BadZipFile, ValueError) as error:
        return {"error": "password" if encrypted_xls(data) else _code_of(str(error))}
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the reader's own bugs look like from here
            raise
        return {"error": "damaged"}


def encrypted_xls(data: bytes) -> bool:
    """Whether a BIFF8 workbook carries the record FILEPASS (MS-XLS 2.4.117) among its first ones."""
    at = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")  # BOF of the workbook globals
    for _ in range(8):
        if at < 0 or at + 4 > len(data):
            return False
        if int.from_bytes(data[at : at + 2], "little") == 0x2F:
            return True
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    return False


def _code_of(words: str) -> str:
    if "assword" in words:
        return "password"
    return "too-many-cells" if "imit exceeded" in words else "damaged"


def main() -> None:
    """Read stdin, answer on stdout; the name of the wanted sheet, if any, is the only argument."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    except (ImportError, ValueError, OSError):
        pass  # no such limit here: the time limit and the limits on cells remain
    answer = read(sys.stdin.buffer.read(), sys.argv[1] if len(sys.argv) > 1 else "")
    sys.stdout.buffer.write(marshal.dumps(answer))


if __name__ == "__main__":
    main()
