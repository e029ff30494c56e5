"""A list in sections: rows under headings that the cursor skips. As windowed as the list it is made from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.binding import Binding

from minori_tui.i18n import N_
from minori_tui.widgets.plain import fit
from minori_tui.widgets.record_table import RecordTable
from minori_tui.widgets.row_source import Row, RowSource

RULE = "─"


class Heading(NamedTuple):
    """The row above a section: no record. The text is translated already."""

    key: str
    cells: tuple[str, ...]


class Section(NamedTuple):
    """A heading and the rows below it, which must be counted. ``name`` tells the section from the others."""

    name: str
    title: str
    rows: RowSource


class Sections:
    """Sections one below the other, as one list; those without rows are left out."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = tuple(section for section in sections if section.rows.total)
        self.starts: list[int] = []
        """The row of each heading."""
        at = 0
        for section in self.sections:
            self.starts.append(at)
            at += 1 + (section.rows.total or 0)
        self._end = at

    @property
    def total(self) -> int:
        """All rows, headings too."""
        return self._end

    @property
    def known_at_least(self) -> int:
        """All rows."""
        return self._end

    def is_heading(self, row: int) -> bool:
        """Whether a heading stands at row number ``row``."""
        place = bisect_left(self.starts, row)
        return place < len(self.starts) and self.starts[place] == row

    def section_at(self, row: int) -> int:
        """The number of the section that row number ``row`` belongs to; -1 when there is none."""
        return bisect_right(self.starts, row) - 1

    def window(self, first: int, count: int) -> Sequence[Row]:
        """Rows ``first`` to ``first + count - 1``: of each section only those that are asked for are read."""
        found: list[Row] = []
        last = min(first + count, self._end)
        for section, start in zip(self.sections, self.starts, strict=True):
            below = start + 1
            end = below + (section.rows.total or 0)
            if end <= first or start >= last:
                continue
            if start >= first:
                found.append(Heading(f"heading {section.name}", (section.title,)))
            begin = max(first, below)
            if begin < min(last, end):
                found += section.rows.window(begin - below, min(last, end) - begin)
        return found


class SectionTable(RecordTable):
    """A list whose source is ``Sections``. The cursor is always on a record; ``[`` and ``]`` go from section to section."""

    COMPONENT_CLASSES = {"record-table--heading"}
    DEFAULT_CSS = """
    SectionTable > .record-table--heading { color: $foreground; background: $background; text-style: bold; }
    """
    BINDINGS = [
        Binding("left_square_bracket", "section(-1)", N_("Section before"), show=False, id="list.section_before"),
        Binding("right_square_bracket", "section(1)", N_("Next section"), show=False, id="list.section_next"),
    ]

    def _read(self) -> None:
        super()._read()
        if isinstance(self.current, Heading):
            self.cursor += 1
            if self.cursor >= self.top + len(self._rows):  # the heading was the last line of the page
                self.top += 1
                self._rows = self.source.window(self.top, self.page_rows)

    def go_to(self, row: int) -> None:
        """Put the cursor on row number ``row``; from a heading it goes on in its direction, or back where there is none.

        The heading of the first row of a section is kept in sight."""
        source = self.source
        if not isinstance(source, Sections) or not source.total:
            super().go_to(row)
            return
        row = min(max(0, row), source.total - 1)
        if source.is_heading(row):
            row += -1 if row < self.cursor and row else 1
        super().go_to(row)
        if self.top and self.top == self.cursor and source.is_heading(self.top - 1):
            self._show_from(self.top - 1, self.cursor)
            self.refresh()

    def action_section(self, step: int) -> None:
        """The first row of the next section, or of the one before; of this one when the cursor is further down in it."""
        source = self.source
        if isinstance(source, Sections) and source.starts:
            here = source.section_at(self.cursor)
            if step < 0 and self.cursor > source.starts[here] + 1:
                step = 0
            self.go_to(source.starts[min(max(0, here + step), len(source.starts) - 1)] + 1)

    def _body(self, y: int, selected: bool) -> Segment:
        row = self._rows[y] if y < len(self._rows) else None
        if isinstance(row, Heading):
            text = f"{RULE}{RULE} {row.cells[0]} "
            return Segment(fit(text + RULE * max(0, self._width - len(text)), self._width), self._style("heading"))
        return super()._body(y, selected)
