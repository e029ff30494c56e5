"""What commands print on the data channel: tables, facts and JSON. Values are text, never markup.

On a terminal tables fit its width (Rich); anywhere else they are plain columns, one record a line, nothing cut.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from minori_tui.domain.dates import format_date
from minori_tui.domain.text import shown
from minori_tui.i18n import _

Cell = str | int | float | None
GAP = "  "
STREAMED = 500
"""Records that are written at once."""
NEVER_FOLDED = 12
"""Cells of a column that a narrow terminal never folds: dates, numbers of files, codes."""


def on_terminal() -> bool:
    """Whether the data goes to somebody's eyes."""
    try:
        return sys.stdout.isatty()
    except ValueError:  # closed
        return False


def out(text: str = "", end: str = "\n") -> None:
    """A line of data. Whoever reads may have had enough (``| head``): the rest is then dropped in silence."""
    try:
        print(text, end=end)  # noqa: T201 - this is the one place
    except BrokenPipeError:
        stop_output()


def flush() -> None:
    """Hand over what was printed."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        stop_output()
    except ValueError:  # closed
        pass


def binary(content: bytes) -> None:
    """Data that is no text, or a file as it is. Whoever reads may have had enough, as in ``out``."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        stop_output()


def stop_output() -> None:
    """Nobody reads any more: send the rest nowhere, so that the interpreter does not complain at its end."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives as long as the process


def cell(value: Cell) -> str:
    """A value as one line, safe for a terminal; unknown is empty."""
    return "" if value is None else shown(str(value))


def day(iso: str | None) -> str:
    """An ISO day (or moment) as it is written here: ``22/11/2026``, ``22/11/2026 18:40``; with its offset where that time of
    the day comes twice."""
    if not iso:
        return ""
    date, _sep, time = iso.partition("T")
    year, month, number = date.split("-")
    return f"{number}/{month}/{year}" + (f" {time[:5]}" if time else "") + (f" ({time[5:]})" if time[5:6] in ("+", "-") else "")


def yes_no(value: int | bool | None) -> str:
    """Yes, no, or nothing when it is not known."""
    return "" if value is None else _("yes") if value else _("no")


def table(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Records as columns."""
    lines = [[cell(value) for value in row] for row in rows]
    if lines and on_terminal():
        _rich_table(headers, lines)
        return
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(headers, *lines, strict=True)]
    for line in (headers, *lines):
        padded = (text + " " * (width - cell_len(text)) for text, width in zip(line, widths, strict=True))
        out(GAP.join(padded).rstrip())


def _rich_table(headers: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for header, column in zip(headers, zip(*lines, strict=True), strict=True):
        width = max(map(cell_len, column))
        whole = width <= NEVER_FOLDED
        made.add_column(Text(header), overflow="fold", no_wrap=whole, min_width=max(width, cell_len(header)) if whole else None)
    for line in lines:
        made.add_row(*(Text(text) for text in line))
    Console(file=sys.stdout, markup=False, highlight=False, emoji=False).print(made)


def facts(pairs: Iterable[tuple[str, Cell]]) -> None:
    """Labels and values, a pair a line; unknown values are left out, texts of several lines stay under their label."""
    from rich.cells import cell_len

    known = [(label, shown(str(value), multiline=True)) for label, value in pairs if value not in (None, "")]
    width = max((cell_len(label) for label, _value in known), default=0)
    for label, value in known:
        first, *rest = value.split("\n")
        out(f"{label}{' ' * (width - cell_len(label))}{GAP}{first}".rstrip())
        for line in rest:
            out(f"{' ' * width}{GAP}{line}".rstrip())


def heading(text: str) -> None:
    """A line that parts sections, with an empty one before it."""
    out()
    out(shown(text))


def document(value: Any) -> None:
    """One JSON document."""
    out(_escaped(json.dumps(value, ensure_ascii=False, indent=2)))


def told(json: bool, record: dict[str, Any], text: str) -> None:
    """The outcome of a change, for programs or for people."""
    if json:
        document(record)
    else:
        out(text)


def stream(head: dict[str, Any], name: str, records: Iterable[str]) -> None:
    """One JSON document: the head, then under ``name`` a list of any length, a record (its JSON) a line, some at a time."""
    opening = json.dumps(head, ensure_ascii=False, indent=2)[:-2]
    out(_escaped(f"{opening},\n  {json.dumps(name)}: ["))
    rest = iter(records)
    first = True
    while some := list(islice(rest, STREAMED)):
        text = ",\n".join(f"    {record}" for record in some)
        out(_escaped(text if first else ",\n" + text), end="")
        first = False
    out("" if first else "\n", end="")
    out("  ]\n}")


def record(value: Any) -> None:
    """One JSON document on one line (``--jsonl``)."""
    out(_escaped(json.dumps(value, ensure_ascii=False)))


def _escaped(text: str) -> str:
    """Characters that a terminal would obey, hide or lack, as ``\\u`` escapes: the same JSON, harmless to look at."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
        if text.replace("\n", "").isprintable():
            return text
        return "".join(c if c == "\n" or c.isprintable() else _escape(ord(c)) for c in text)
    except UnicodeEncodeError:  # a channel that lacks a character would change the data
        return "".join(c if c == "\n" or (c.isascii() and c.isprintable()) else _escape(ord(c)) for c in text)


def _escape(code: int) -> str:
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


__all__ = ["Cell", "binary", "day", "document", "facts", "flush", "format_date", "heading", "on_terminal", "out", "record",
           "stream", "table", "told", "yes_no"]
