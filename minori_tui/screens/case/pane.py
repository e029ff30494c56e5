"""What the panes of a case have in common: read in a thread, show, say which widget gets the keys, commands of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from minori_tui.commands.binding import bindings
from minori_tui.commands.registry import Command
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.records import CaseView
from minori_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from minori_tui.screens.case.screen import CaseScreen

Labeller = Callable[[str, str | None], str]
"""Gives the label of a code: (list, code)."""


class CasePane(Vertical):
    """One pane. It reads what it shows when it is looked at, and again after each change of the case.

    ``COMMANDS`` work while the pane has the keys; one of them may take a key of the screen (F6, F9) for itself. Their actions
    are methods of the pane, ``why_not`` names too.
    """

    NAME: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    """Message id of the tab."""
    TURNING: ClassVar[str] = N_("← → go from pane to pane")
    """Message id of how to leave the pane for the next one."""
    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """The bindings of a pane are its commands."""
        if "COMMANDS" in cls.__dict__:
            cls.BINDINGS = [*bindings(cls.COMMANDS)]
        super().__init_subclass__(**kwargs)

    def __init__(self, label: Labeller) -> None:
        super().__init__(id=self.NAME)
        self.label = label
        self._wished: object = None
        self.stale = True
        """Whether what it shows must be read (again) before it is looked at."""

    @property
    def case(self) -> CaseScreen:
        """The screen of the case."""
        return cast("CaseScreen", self.screen)

    def read(self, context: Context, view: CaseView) -> Any:
        """Read what the pane shows; called in a thread."""
        return None

    def show(self, found: Any, view: CaseView) -> None:
        """Show what was read."""
        raise NotImplementedError

    def target(self) -> Widget:
        """The widget that gets the keys."""
        raise NotImplementedError

    def standing(self) -> str:
        """What the status line says while this pane is shown (translated); empty for nothing."""
        return ""

    def open_selected(self) -> None:
        """Enter on a row of the pane."""

    def select(self, key: object) -> None:
        """Put the cursor on the row with this key as soon as the pane has been read."""
        self._wished = key

    def go_to_wished(self, table: RecordTable, keys: Sequence[object]) -> None:
        """Called when the pane shows its rows, whose ``keys`` these are: the cursor goes where ``select`` wants it, once."""
        wished, self._wished = self._wished, None
        if wished in keys:
            table.go_to(keys.index(wished))

    def why_not(self, command: Command) -> str | None:
        """Why a command of this pane cannot be used now, translated; None when it can."""
        reason: Callable[[], str | None] | None = getattr(self, command.why_not, None) if command.why_not else None
        return reason() if reason is not None else None

    async def action_do(self, command_id: str) -> None:
        """Run a command of this pane, or say why it cannot be run now."""
        command = next((c for c in self.COMMANDS if c.id == command_id), None)
        if command is None:
            return
        reason = self.why_not(command)
        if reason:
            self.case.say(reason, trouble=True)
        else:
            await self.run_action(command.action)


def with_pane(pane: Sequence[Command], screen: Sequence[Command]) -> tuple[Command, ...]:
    """The commands in force: those of the pane, then those of the screen with the keys that the pane does not take for itself."""
    taken = {key for command in pane for key in command.keys}
    left = (replace(c, keys=tuple(key for key in c.keys if key not in taken)) for c in screen)
    return (*pane, *(c for c, whole in zip(left, screen, strict=True) if c.keys or not whole.keys))
