"""The last line: at most six keys with one word each, from the commands of the screen."""

from __future__ import annotations

from collections.abc import Sequence

from minori_tui.widgets.lines import FrameLine, Piece

Entry = tuple[str, str, bool]
"""A key as it is written, its word, and whether it can be used now."""


class KeyFooter(FrameLine):
    """The keys of the screen. A key that cannot be used now is dim and has a dot before its word."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What it shows."""
        return self._entries

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other keys; nothing is painted when they are the same."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """Key, word and two blanks for each; one blank when the line would not fit."""
        words = sum(len(key) + 1 + len(label) for key, label, _enabled in self._entries)
        gap = "  " if words + 2 * len(self._entries) <= width else " "
        pieces: list[Piece] = [(gap[1:], "")]
        for key, label, enabled in self._entries:
            pieces.append((key, "strong" if enabled else "dim"))
            pieces.append(((" " if enabled else "·") + label + gap, "" if enabled else "dim"))
        return pieces
