"""The mouse on a picture over time: it works everywhere and is needed nowhere."""

from __future__ import annotations

from textual import events
from textual.widget import Widget

WHEEL = 3
"""Lanes of a turn of the wheel."""


class PointedAt(Widget):
    """A click chooses, two open, the wheel moves the cursor. The picture says what each of them means."""

    def point(self, x: int, y: int) -> bool:
        """The cursor to a cell of the widget; False when no lane is there."""
        raise NotImplementedError

    def open(self) -> None:
        """Open what is under the cursor."""
        raise NotImplementedError

    def action_lane(self, lines: int) -> None:
        """Move the cursor up or down."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """The cursor to the place that is clicked; twice opens it."""
        if self.point(event.x, event.y) and event.chain == 2:
            self.open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Down some lanes."""
        event.stop()
        self.action_lane(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Up some lanes."""
        event.stop()
        self.action_lane(-WHEEL)
