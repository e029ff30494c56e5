"""Lines of a picture over time that are no lanes: axis, explained signs, texts broken at blanks; the cell of the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len, chop_cells

from minori_tui.domain.time_scale import Scale, ticks
from minori_tui.domain.timeline_picture import Run, Signs
from minori_tui.i18n import N_, _, language
from minori_tui.widgets.plain import fit

ZOOM_NAMES = {"day": N_("zoom: days"), "week": N_("zoom: weeks"), "month": N_("zoom: months"), "quarter": N_("zoom: quarters"),
              "year": N_("zoom: years"), "all": N_("zoom: everything")}


def write(line: list[str], at: int, text: str) -> None:
    """Put a text on a line of cells, as much of it as fits."""
    for n, sign in enumerate(text):
        if 0 <= at + n < len(line):
            line[at + n] = sign


def write_today(line: list[str], now: int, sign: str, word: str) -> None:
    """The sign of today with its word after or before it, wherever there is room between the other labels."""
    for at, text in ((now, sign + word), (now - len(word), word + sign)):
        if at >= 0 and at + len(text) <= len(line) and not "".join(line[max(0, at - 1):at + len(text) + 1]).strip():
            write(line, at, text)
            return
    line[now] = sign


def reversed_at(runs: Sequence[Run], column: int) -> list[Run]:
    """The runs with one cell in the look of the cursor."""
    found: list[Run] = []
    for text, look in runs:
        if 0 <= column < len(text):
            found += [run for run in ((text[:column], look), (text[column], "cursor"), (text[column + 1:], look)) if run[0]]
        else:
            found.append((text, look))
        column -= len(text)
    return found


def in_lines(text: str, width: int, count: int) -> list[str]:
    """The text on ``count`` lines broken at blanks; what does not fit is cut by the last line."""
    lines: list[str] = []
    words = text.split(" ")
    while len(lines) < count - 1:
        line = ""
        while words and cell_len(line) + cell_len(words[0]) + 1 <= width:
            line = f"{line} {words.pop(0)}" if line else words.pop(0)
        if not line and words:
            first, *rest = chop_cells(words[0], width) or [""]
            line, words[0] = first, "".join(rest)
        lines.append(line)
    rest_text = " ".join(words)
    return [*lines, rest_text if cell_len(rest_text) <= width else fit(rest_text, width)]


def axis(scale: Scale, left: int, width: int, today: date, signs: Signs, *, upper: bool) -> str:
    """One of the two lines of the axis: labels where their days begin, and today."""
    line = [" "] * width
    for tick in ticks(scale, left, width, language())[0 if upper else 1]:
        write(line, tick.column - left, tick.label)
    now = scale.column(today) - left
    if 0 <= now < width:
        if upper:
            write_today(line, now, signs.today, _("today"))
        elif line[now] == " ":
            line[now] = signs.today
    return "".join(line)


def side_by_side(texts: Sequence[str], width: int, most: int) -> list[str]:
    """Short texts on as few lines as they need, at most ``most``."""
    lines: list[str] = []
    for text in texts:
        if lines and cell_len(lines[-1]) + cell_len(text) + 3 <= width:
            lines[-1] += f"  {text}"
        else:
            lines.append(f" {text}")
    return lines[:most]
