"""What is under the cursor of a timeline, whole: every word of it, and the way to its record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget

from minori_tui.commands import timeline_keys
from minori_tui.domain.timeline import Span, TimeMark
from minori_tui.i18n import _
from minori_tui.screens.base import MinoriModal
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.services.timeline_words import weekday
from minori_tui.widgets.timeline import Item

if TYPE_CHECKING:
    from minori_tui.services.timeline_words import TimelineWords


class ItemDialog(MinoriModal[bool]):
    """The first item is the one meant, the others lie at the same place. The result is True to go to the record."""

    ACTIONS = timeline_keys.ITEM
    DEFAULT_CSS = "ItemDialog TextPane { height: 1fr; border-top: none; }"

    def __init__(self, words: TimelineWords, lane: str, items: Sequence[Item]) -> None:
        super().__init__()
        self._lane, self._items = lane, tuple(items)
        self.text = TextPane()
        self._said = "\n\n".join(self._whole(words, item) for item in items)

    @property
    def heading(self) -> str:
        """The lane."""
        return self._lane

    def compose_body(self) -> Iterable[Widget]:
        """The text."""
        yield self.text

    def on_mount(self) -> None:
        """A box as tall as a list; the keys go to the text, to scroll it."""
        self.query_one(".dialog").add_class("dialog--tall")
        self.text.say(self._said)
        self.text.focus()

    @staticmethod
    def _whole(words: TimelineWords, item: Item) -> str:
        if isinstance(item, TimeMark):
            when = weekday(item.at) + (f" {item.time}" if item.time else "")
            return "\n".join([when, *words.said(item).split(" · ")])
        return words.said(item)

    def why_not_record(self) -> str | None:
        """A defect between two placements is no record of its own."""
        return _("This is no record of its own") if isinstance(self._items[0], Span) and len(self._items) == 1 else None

    def action_record(self) -> None:
        """Close, and go to the record."""
        self.dismiss(True)
