"""One case: the header, its panes (see ``panes``), and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from textual import on
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from minori_tui.commands import keys
from minori_tui.commands.registry import Command, with_keymap
from minori_tui.domain.errors import MinoriError
from minori_tui.i18n import _, language
from minori_tui.screens import show
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.case.header import HeaderLine, situation, who
from minori_tui.screens.case.pane import CasePane, with_pane
from minori_tui.screens.case.panes import make_panes
from minori_tui.screens.session import Session
from minori_tui.screens.undo import UndoMixin
from minori_tui.services import records
from minori_tui.services.records import CaseView
from minori_tui.widgets.record_table import RecordTable


class CaseScreen(UndoMixin, MinoriScreen[None]):
    """A case by its file number. It is read in a thread; opening it is written down first."""

    ACTIONS = keys.ONE_CASE
    HOLD_KEYS = True  # letters typed ahead wait until the case is there
    AUTO_FOCUS = ""
    DEFAULT_CSS = "CaseScreen ContentSwitcher { height: 1fr; } CaseScreen #panes { height: 1fr; }"

    def __init__(self, session: Session, number: str, pane: str = "card") -> None:
        super().__init__()
        self.session, self.number = session, number
        self.view: CaseView | None = None
        self._labels: dict[tuple[str, str], str] = {}
        self._first, self._second, self._tabs = HeaderLine(), HeaderLine(), HeaderLine()
        self.all_panes = make_panes(self.label)
        self.panes = ContentSwitcher(*self.all_panes, initial=pane, id="panes")

    def pane_named(self, name: str) -> CasePane:
        """A pane by its name."""
        return next(pane for pane in self.all_panes if name == pane.NAME)

    @property
    def pane(self) -> CasePane:
        """The pane that is shown."""
        return self.pane_named(str(self.panes.current))

    @property
    def actions(self) -> tuple[Command, ...]:
        """The commands of the pane, then those of the case and of every screen."""
        keymap = getattr(self.app, "minori_keymap", {})
        return with_keymap(with_pane(self.pane.COMMANDS, (*self.ACTIONS, *self.COMMON)), keymap)

    def why_not(self, command: Command) -> str | None:
        """Why a command, of the pane or of the case, cannot be used now."""
        return self.pane.why_not(command) if command.id in {c.id for c in self.pane.COMMANDS} else super().why_not(command)

    async def action_do(self, command_id: str) -> None:
        """Run a command of the pane or of the case."""
        if command_id in {c.id for c in self.pane.COMMANDS}:
            await self.pane.action_do(command_id)
        else:
            await super().action_do(command_id)

    def compose_body(self) -> Iterable[Widget]:
        """Two lines of header, the line of the panes, the pane."""
        yield from (self._first, self._second, self._tabs, self.panes)

    def on_mount(self) -> None:
        """Read the case; opening is logged before anything is shown."""
        self._show_tabs()
        self.run(lambda: self._read(opening=True), self._show, group="case")

    # ---- reading

    def _read(self, *, opening: bool = False) -> tuple[CaseView, CasePane, Any]:
        context, pane = self.session.context, self.pane
        view = records.open_case(context, self.number) if opening else records.peek(context, self.number)
        return view, pane, pane.read(context, view)

    def _show(self, found: tuple[CaseView, CasePane, Any]) -> None:
        view, pane, content = found
        self.view = view
        today = self.session.context.clock.today()
        header = records.header(view, today)
        self._first.say(who(view, header))
        self._second.say(situation(view, today))
        for other in self.all_panes:
            other.stale = True
        self._show_pane(pane, content, view)
        if self.pane is not pane:
            self._read_pane()
        if self.focused is None:
            self.focus_pane()
        self.ready()

    def _show_pane(self, pane: CasePane, content: Any, view: CaseView) -> None:
        pane.stale = False
        pane.show(content, view)
        if pane is self.pane:
            self.refresh_bindings()
            self._say_standing()

    def _say_standing(self) -> None:
        if not self.status.telling:
            said = self.pane.standing()
            self.status.standing(" · ".join(filter(None, (said, _(self.pane.TURNING)))))

    def _read_pane(self) -> None:
        """Read what the pane shows, for the case as it was read."""
        pane, view = self.pane, self.view
        if view is not None:
            self.run(lambda: pane.read(self.session.context, view), lambda found: self._show_pane(pane, found, view),
                     group=f"pane-{pane.NAME}")

    def failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """A case that cannot be read leaves no empty screen: the screen below says why."""
        if self.view is None and isinstance(error, MinoriError):
            below = self.app.screen_stack[-2]
            self.dismiss(None)
            if isinstance(below, MinoriScreen):
                self.app.call_later(below.failed, error)
        else:
            super().failed(error, again)

    def reload(self) -> None:
        """Read the case again."""
        self.run(self._read, self._show, group="case")

    def on_screen_resume(self) -> None:
        """Back from a form: what was saved shows."""
        if self.view is not None:
            self.reload()

    def label(self, list_name: str, code: str | None) -> str:
        """The label of a code in the operator's language; kept, for a diary asks for few codes many times."""
        if code is None:
            return show.UNKNOWN
        if (list_name, code) not in self._labels:
            found = records.label_of(self.session.context, list_name, code, language())
            self._labels[list_name, code] = found or code
        return self._labels[list_name, code]

    # ---- panes

    def _show_tabs(self) -> None:
        pieces = []
        for pane in self.all_panes:
            now = pane is self.pane
            pieces.append((f"{'▸' if now else ' '}{_(pane.TITLE)}", "strong" if now else "dim"))
        self._tabs.say(pieces)

    def action_pane(self, step: int) -> None:
        """The next pane, or the one before."""
        names = [pane.NAME for pane in self.all_panes]
        self.show_pane(names[(names.index(str(self.panes.current)) + step) % len(names)])

    def show_pane(self, name: str) -> None:
        """Go to a pane."""
        self.panes.current = name
        self._show_tabs()
        if self.pane.stale:
            self._read_pane()
        self.refresh_bindings()
        self._say_standing()
        self.focus_pane()

    def focus_pane(self) -> None:
        """Give the keys to what the pane shows."""
        self.pane.target().focus()

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.pane.open_selected()

    # ---- what can be done

    def why_not_edit(self) -> str | None:
        """The case must be there."""
        return None if self.view else _("The case is being read")

    def why_not_close(self) -> str | None:
        """Only an open case can be closed."""
        return self.why_not_edit() or (None if self.view and self.view.is_open else _("The case is closed already"))

    def why_not_reopen(self) -> str | None:
        """Only a closed case can be opened again."""
        return self.why_not_edit() or (_("The case is open") if self.view and self.view.is_open else None)

    def done(self, done: object) -> None:
        """A form was left: what it saved is read again when the screen comes back."""
        if done:
            self.say(_("Saved"))

    def action_edit(self) -> None:
        """Change the card."""
        from minori_tui.screens.case.forms import EditCase

        if self.view is not None:
            self.app.push_screen(EditCase(self.session, self.view), self.done)

    def action_new_event(self) -> None:
        """Write a diary entry."""
        from minori_tui.screens.case.forms import NewEvent

        if self.view is not None:
            self.app.push_screen(NewEvent(self.session, self.view), self.done)

    def action_assign(self) -> None:
        """Say who follows the case."""
        from minori_tui.screens.case.forms import AssignCase

        if self.view is not None:
            self.app.push_screen(AssignCase(self.session, self.view), self.done)

    def action_close_case(self) -> None:
        """Close the case."""
        from minori_tui.screens.case.forms import CloseCase

        if self.view is not None:
            self.app.push_screen(CloseCase(self.session, self.view), self.done)

    def action_reopen_case(self) -> None:
        """Open the case again."""
        from minori_tui.screens.case.forms import ReopenCase

        if self.view is not None:
            self.app.push_screen(ReopenCase(self.session, self.view), self.done)
