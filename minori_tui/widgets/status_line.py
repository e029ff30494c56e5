"""The line above the keys: what is being seen, and how the last action ended."""

from __future__ import annotations

from collections.abc import Sequence

from minori_tui.widgets.lines import FrameLine, Piece


class StatusLine(FrameLine):
    """A standing sentence (what am I seeing) that a result replaces until the next ``standing`` or ``clear``."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._standing = ""
        self._result = ""
        self._trouble = False

    @property
    def text(self) -> str:
        """What the line says now, without its mark."""
        return self._result or self._standing

    @property
    def telling(self) -> bool:
        """True while it says how the last action ended."""
        return bool(self._result)

    def standing(self, text: str) -> None:
        """Say what is being seen; the result of the last action goes."""
        if (text, "") != (self._standing, self._result):
            self._standing, self._result, self._trouble = text, "", False
            self.refresh()

    def result(self, text: str, *, trouble: bool = False) -> None:
        """Say how an action ended; ``trouble`` marks it with a sign and another look."""
        self._result, self._trouble = text, trouble
        self.refresh()

    def clear(self) -> None:
        """Back to the standing sentence."""
        if self._result:
            self._result, self._trouble = "", False
            self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """The sentence, after ``!`` when it tells of trouble."""
        if self._trouble:
            return ((f" ! {self._result}", "strong"),)
        return ((f" {self.text}", ""),)
