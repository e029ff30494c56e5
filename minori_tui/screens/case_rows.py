"""What the list of cases is made of: its columns, its rows, and the lines and the panel that tell about the selected row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.widgets import Static

from minori_tui.domain.text import shown
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.services.lookup import CaseHit, Search
from minori_tui.widgets.columns import Column
from minori_tui.widgets.lines import Kept, Piece, SayingLine
from minori_tui.widgets.plain import one_line

if TYPE_CHECKING:
    from minori_tui.services.lookup import Reason

COLUMNS = (
    Column("number", N_("File"), 11),
    Column("name", N_("Child"), 18, grow=3),
    Column("age", N_("Age"), 3, align="right"),
    Column("place", N_("Municipality"), 12, grow=1, priority=2),
    Column("worker", N_("Worker"), 16, min_terminal_width=96, priority=3, grow=1),
    Column("due", N_("Next deadline"), 22, priority=1),
)
FORGIVEN = ("sounds like", "one letter from")
"""What the reasons of a hit that was found in spite of an error say (``data.queries.explain``)."""


class CaseRow(NamedTuple):
    """A hit as a row of the list."""

    key: str
    cells: tuple[str, ...]
    hit: CaseHit


class CaseRows:
    """A search as the rows of the list."""

    def __init__(self, search: Search, today: date) -> None:
        self.search, self._today = search, today

    @property
    def total(self) -> int | None:
        """The number of hits when all are known."""
        return self.search.total

    @property
    def known_at_least(self) -> int:
        """The number of hits known so far."""
        return self.search.known

    def count(self) -> int:
        """The exact number, counted now (the End key)."""
        self.search.total = self.search.count()
        return self.search.total

    def window(self, first: int, count: int) -> list[CaseRow]:
        """The hits at these places."""
        return [CaseRow(hit.file_number, self._cells(hit), hit) for hit in self.search.window(first, count)]

    def _cells(self, hit: CaseHit) -> tuple[str, ...]:
        return (hit.file_number, show.name(hit.surname, hit.given_name), show.age(hit.birth_date, self._today),
                hit.municipality or show.UNKNOWN, hit.worker or show.UNKNOWN,
                show.due(hit.next_due, hit.due_rule, self._today) if hit.status == "open" else _("(closed)"))


class CountLine(SayingLine):
    """How many were found, at the end of the line of the search box."""

    DEFAULT_CSS = "CountLine { width: 24; background: $background; }"

    def pieces(self, width: int) -> Sequence[Piece]:
        """The text, to the right."""
        return ((f"{self.text:>{width - 1}} ", ""),)


class WhyLine(SayingLine):
    """Why the selected case was found."""

    DEFAULT_CSS = "WhyLine { background: $background; }"

    def pieces(self, width: int) -> Sequence[Piece]:
        """The reasons."""
        return ((f" {self.text}", ""),)


def why_text(reasons: Iterable[Reason]) -> str:
    """The reasons as one sentence; a hit found in spite of an error is marked as near only."""
    told = list(reasons)
    if not told:
        return ""
    near = any(mark in reason.message for reason in told for mark in FORGIVEN)
    words = " · ".join(one_line(_(r.message, **{name: show.fact(value) for name, value in r.facts.items()})) for r in told)
    return f"≈ {_('only near')}: {words}" if near else f"{_('why')}: {words}"


class SidePanel(Kept, Static):
    """On wide terminals: what the list knows of the selected case, written out. The case itself is not opened."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    SidePanel { display: none; width: 38; height: 1fr; padding: 0 1; border-left: solid $foreground; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._told: CaseHit | None = None

    def tell(self, hit: CaseHit | None, today: date) -> None:
        """Show another case; nothing is laid out again, and nothing painted when it is the same."""
        if hit != self._told:
            self._told = hit
            self.update(_panel(hit, today) if hit else "", layout=False)


def _panel(hit: CaseHit, today: date) -> Content:
    years = show.age(hit.birth_date, today)
    lines = [
        (_("Born on"), f"{show.day(hit.birth_date)} ({years})" if hit.birth_date else show.UNKNOWN),
        (_("Municipality"), hit.municipality or show.UNKNOWN), (_("Worker"), hit.worker or show.UNKNOWN),
        (_("Case"), _("open") if hit.status == "open" else _("CLOSED")),
        (_("Next deadline"), show.due(hit.next_due, hit.due_rule, today)),
    ]
    parts: list[Content | tuple[str, str]] = [
        (shown(show.name(hit.surname, hit.given_name)) + "\n", "bold"), (f"{shown(hit.file_number)}\n\n", "")]
    for label, value in lines:
        parts += [(f"{label}\n", "dim"), (f"  {shown(value)}\n", "")]
    parts += [("\n" + _("Enter: open") + "\n" + _("Tab, then space: the whole card"), "dim")]
    return Content.assemble(*parts)
