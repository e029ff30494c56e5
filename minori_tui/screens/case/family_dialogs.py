"""How two persons are related: the sentence, and the way from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from minori_tui.i18n import N_
from minori_tui.screens.base import MinoriModal
from minori_tui.screens.dialogs.text import PlainText


class Related(MinoriModal[None]):
    """Any key that closes dialogs closes it."""

    TITLE_ID = N_("How they are related")
    BINDINGS = [("k,enter,space", "back", N_("Back"))]

    def __init__(self, sentence: str, way: Sequence[str]) -> None:
        """``sentence`` and the lines of the ``way`` are translated already."""
        super().__init__()
        self._sentence, self._way = sentence, way

    def compose_body(self) -> Iterable[Widget]:
        """The sentence, then a line a step."""
        yield PlainText(self._sentence)
        if self._way:
            yield PlainText("\n".join(self._way))
