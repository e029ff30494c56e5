"""Service calls away from the screen: run in a thread, answered by one message, old answers ignored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Key


@dataclass
class Answered(Message):
    """A call ended well: ``deliver`` gives its result to who asked."""

    group: str
    ticket: int
    deliver: Callable[[], object]
    opens: bool = False


@dataclass
class CallFailed(Message):
    """A call raised ``error``; ``again`` makes the same call anew."""

    group: str
    ticket: int
    error: Exception
    again: Callable[[], None]
    opens: bool = False


class Writes(Protocol):
    """What the app knows about writes under way, so that quitting can wait for them."""

    def write_began(self) -> None:
        """A write was handed to a thread."""

    def write_ended(self) -> None:
        """It committed or failed. Called from the thread."""


class KeyHolder(Protocol):
    """What the app does with keys typed while a screen is being fetched."""

    def hold_keys(self) -> None:
        """Keep what is typed from now on."""

    def let_keys_go(self) -> None:
        """Give it to the focus."""

    def take_back(self, keys: Sequence[Key]) -> None:
        """Hand on keys that a screen kept until it was ready."""


class Tickets:
    """A number per kind of read: only the answer that carries the last one counts."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def draw(self, group: str) -> int:
        """The number of a new call of this kind."""
        self._last[group] = self._last.get(group, 0) + 1
        return self._last[group]

    def is_last(self, group: str, ticket: int) -> bool:
        """True while no later call of this kind was made."""
        return self._last.get(group) == ticket


def holder_of(app: App[object]) -> KeyHolder | None:
    """The app as holder of keys; None for an app that holds none (a widget under test)."""
    return app if hasattr(app, "hold_keys") else None  # type: ignore[return-value]


def writes_of(app: App[object]) -> Writes | None:
    """The app as keeper of writes; None for an app that keeps none (a widget under test)."""
    return app if hasattr(app, "write_began") else None  # type: ignore[return-value]
