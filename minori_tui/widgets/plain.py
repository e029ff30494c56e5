"""Text of the store as the terminal may see it: plain, on one line, cut to a number of cells.

Nothing here knows markup: what comes out is given to ``Segment``, ``Text`` or ``Content`` and never parsed.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from rich.cells import cell_len, set_cell_size

from minori_tui.domain.dates import format_date
from minori_tui.domain.text import shown

Align = Literal["left", "right"]


def one_line(text: str) -> str:
    """``text`` on one line, its control and bidirectional characters replaced by visible signs.

    The first test is the fast path: a printable string holds none of the characters that need replacing.
    """
    if text.isprintable():
        return text
    return shown(text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def fit(text: str, width: int, align: Align = "left") -> str:
    """``text`` made safe and exactly ``width`` terminal cells wide, with ``…`` where it was cut."""
    if width <= 0:
        return ""
    text = one_line(text)
    cells = len(text) if text.isascii() else cell_len(text)
    if cells > width:
        return set_cell_size(text, width - 1) + "…"
    return " " * (width - cells) + text if align == "right" else text + " " * (width - cells)


def fact(value: object) -> object:
    """A fact of a message as it is read: a day as days are written here, a text on one line without hidden characters."""
    if isinstance(value, date):
        return format_date(value)
    return one_line(value) if isinstance(value, str) else value
