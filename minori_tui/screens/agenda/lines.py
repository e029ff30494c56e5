"""The lines around the list of the agenda: the day, the selected deadline in full, the counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from minori_tui.domain.dates import format_date
from minori_tui.i18n import N_, _, language
from minori_tui.widgets.lines import FrameLine, Piece, SayingLine
from minori_tui.widgets.plain import one_line

DAYS = {"it": ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
        "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")}


class Counts(NamedTuple):
    """How many there are of what a morning looks at besides deadlines; None while it is not known."""

    changed: int | None = None
    silent: int | None = None
    incomplete: int | None = None
    silent_days: int = 60


class DayLine(FrameLine):
    """Today, and whose deadlines are shown."""

    DEFAULT_CSS = "DayLine { background: $background; }"

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today, self._mine = today, None

    _mine: bool | None

    def say(self, today: date, mine: bool) -> None:
        """Show another day or choice; nothing is painted when they are the same."""
        if (today, mine) != (self._today, self._mine):
            self._today, self._mine = today, mine
            self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """The day on the left; on the right what is shown, marked, and what the key changes to."""
        day = f" {_('TODAY')}  {DAYS[language()][self._today.weekday()]} {format_date(self._today)}"
        if self._mine is None:
            return ((day, "strong"),)
        mine, all_ = _("my cases"), _("all cases")
        first, second = (f"▸{mine}", f" {all_}") if self._mine else (f" {mine}", f"▸{all_}")
        end = "  (m) "
        room = width - cell_len(day + first + second + end) - 1
        return ((day, "strong"), (" " * max(1, room), ""), (first, "strong" if self._mine else "dim"), (" ", ""),
                (second, "dim" if self._mine else "strong"), (end, ""))


class DetailLine(SayingLine):
    """The selected line in full: a narrow list cuts it."""

    DEFAULT_CSS = "DetailLine { background: $background; }"

    def pieces(self, width: int) -> Sequence[Piece]:
        """The text."""
        return ((f" {one_line(self.text)}", ""),)


class CountsLine(FrameLine):
    """What else to look at, each with the key that opens its list."""

    DEFAULT_CSS = "CountsLine { background: $panel; }"
    LONG = (("o", N_("changed by others")), ("z", N_("nothing written for {days} days")), ("q", N_("to be completed")))
    SHORT = (("o", N_("changed by others")), ("z", N_("no entries for {days} d")), ("q", N_("to complete")))

    def __init__(self) -> None:
        super().__init__()
        self._counts = Counts()

    def say(self, counts: Counts) -> None:
        """Show other counts; nothing is painted when they are the same."""
        if counts != self._counts:
            self._counts = counts
            self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """Key, words and count of each; shorter words where the long ones do not fit."""
        long = self._told(self.LONG)
        return long if sum(cell_len(text) for text, _look in long) <= width else self._told(self.SHORT)

    def _told(self, words: Sequence[tuple[str, str]]) -> list[Piece]:
        pieces: list[Piece] = []
        for (key, text), count in zip(words, self._counts[:3], strict=True):
            number = "…" if count is None else str(count)
            pieces += [(f" {key}", "strong"), (f" {_(text, days=self._counts.silent_days)}: ", ""), (f"{number} ", "strong")]
        return pieces
