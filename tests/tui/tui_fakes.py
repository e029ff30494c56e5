"""A fake source, a screen with a search box and a list, and what is painted."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from minori_tui.app import MinoriApp
from minori_tui.commands import keys
from minori_tui.screens.base import MinoriScreen
from minori_tui.widgets.columns import Column
from minori_tui.widgets.lookup_input import LookupInput
from minori_tui.widgets.record_table import ListRow, RecordTable

COLUMNS = (
    Column("number", "File", 11),
    Column("name", "Child", 16, grow=1),
    Column("age", "Age", 3, align="right"),
    Column("next", "Next", 20, min_terminal_width=100, priority=1),
)
NASTY = ("[/b]", "[link=https://x.invalid]x", "art. 403 [c.c.]", "[@click=app.quit]go", "\x1b]52;c;eA==\x07", "\x1b[31mred",
         "a\x00b", "\u202eevil", "\u2066x", "\x9b31m", "a\u200bb", "one\ntwo\tthree", "\udc80")


class FakeSource:
    """``count`` rows made on demand; notes each window asked for."""

    def __init__(self, count: int, *, word: str = "row", counted: bool = True) -> None:
        self.rows, self.word, self.counted = count, word, counted
        self.asked: list[tuple[int, int]] = []

    @property
    def total(self) -> int | None:
        return self.rows if self.counted else None

    @property
    def known_at_least(self) -> int:
        return min(self.rows, 1000)

    def window(self, first: int, count: int) -> Sequence[ListRow]:
        self.asked.append((first, count))
        numbers = range(first, min(first + count, self.rows))
        return [ListRow(n, (f"2025/{n:06}", f"{self.word} {n}", str(n % 18), "")) for n in numbers]


class CountingSource(FakeSource):
    """A source that has not counted its rows but can."""

    def count(self) -> int:
        return self.rows


class ListScreen(MinoriScreen[None]):
    """A search box over a list, as the list of cases will be."""

    ACTIONS = keys.CASE_LIST

    def __init__(self, source: FakeSource | None = None) -> None:
        super().__init__()
        self.table = RecordTable(COLUMNS, source or FakeSource(1_000_000))
        self.box = LookupInput(self.search, self.table)
        self.searched: list[str] = []
        self.opened: list[object] = []
        self.done: list[str] = []

    def compose_body(self) -> Sequence[Widget]:
        return (self.box, self.table)

    def search(self, text: str) -> None:
        self.searched.append(text)
        self.table.show(FakeSource(5000, word=text))
        self.status.standing(f"{len(text)} letters")

    def on_record_table_opened(self, event: RecordTable.Opened) -> None:
        self.opened.append(event.key)

    def why_not_edit(self) -> str | None:
        return "The case is closed"

    def action_edit(self) -> None:
        self.done.append("edit")

    def action_undo(self) -> None:
        self.done.append("undo")

    def action_new_case(self) -> None:
        self.done.append("new")


def screen_text(app: MinoriApp) -> list[str]:
    """What is painted now, line by line."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
