"""One case: header, panes Scheda, Diario and Registro, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from minori_tui.commands import keys
from minori_tui.domain.errors import MinoriError
from minori_tui.i18n import N_, _, language, n_
from minori_tui.screens import show
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.case.card import Card
from minori_tui.screens.case.diary import Diary
from minori_tui.screens.case.header import HeaderLine, situation, who
from minori_tui.screens.case.register import Register
from minori_tui.screens.session import Session
from minori_tui.screens.undo import UndoMixin
from minori_tui.services import journal, records
from minori_tui.services.records import CaseView, EventRow
from minori_tui.widgets.record_table import RecordTable

PANES = (("card", N_("Card")), ("diary", N_("Diary")), ("register", N_("Register")))


class CaseScreen(UndoMixin, MinoriScreen[None]):
    """A case by its file number. It is read in a thread; opening it is written down first."""

    ACTIONS = keys.ONE_CASE
    HOLD_KEYS = True  # letters typed ahead wait until the case is there
    AUTO_FOCUS = ""
    DEFAULT_CSS = "CaseScreen ContentSwitcher { height: 1fr; } CaseScreen #panes { height: 1fr; }"

    def __init__(self, session: Session, number: str) -> None:
        super().__init__()
        self.session, self.number = session, number
        self.view: CaseView | None = None
        self._labels: dict[tuple[str, str], str] = {}
        self._first, self._second, self._tabs = HeaderLine(), HeaderLine(), HeaderLine()
        self.card, self.diary, self.register = Card(), Diary(self.label), Register(self.label)
        self.card.id, self.diary.id, self.register.id = (name for name, _title in PANES)
        self.panes = ContentSwitcher(self.card, self.diary, self.register, initial="card", id="panes")

    def compose_body(self) -> Iterable[Widget]:
        """Two lines of header, the line of the panes, the pane."""
        yield from (self._first, self._second, self._tabs, self.panes)

    def on_mount(self) -> None:
        """Read the case; opening is logged before anything is shown."""
        self._show_tabs()
        self.run(lambda: self._read(opening=True), self._show, group="case")

    # ---- reading

    def _read(self, *, opening: bool = False) -> tuple[CaseView, list[EventRow]]:
        context = self.session.context
        view = records.open_case(context, self.number) if opening else records.peek(context, self.number)
        return view, records.diary(context, view.case_id)

    def _show(self, found: tuple[CaseView, list[EventRow]]) -> None:
        view, entries = found
        self.view = view
        today = self.session.context.clock.today()
        header = records.header(view, today)
        self._first.say(who(view, header))
        self._second.say(situation(view, header, today))
        self.card.show(view, self.label)
        self.diary.show(entries)
        if self.panes.current == "register":
            self._read_register()
        self.refresh_bindings()
        if not self.status.telling:
            count = n_("{count} diary entry", "{count} diary entries", len(entries))
            self.status.standing(f"{count} · {_('← → go from pane to pane')}")
        if self.focused is None:
            self.focus_pane()
        self.ready()

    def failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """A case that cannot be read leaves no empty screen: the screen below says why."""
        if self.view is None and isinstance(error, MinoriError):
            below = self.app.screen_stack[-2]
            self.dismiss(None)
            if isinstance(below, MinoriScreen):
                self.app.call_later(below.failed, error)
        else:
            super().failed(error, again)

    def _read_register(self) -> None:
        view = self.view
        if view is not None:
            self.run(lambda: journal.register(self.session.context, view.case_id),
                     lambda found: self.register.show(*found, view), group="register")

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
        self._tabs.say([piece for name, title in PANES for piece in (
            (f" {'▸' if name == self.panes.current else ' '}{_(title)} ", "strong" if name == self.panes.current else "dim"),)])

    def action_pane(self, step: int) -> None:
        """The next pane, or the one before."""
        names = [name for name, _title in PANES]
        self.panes.current = names[(names.index(str(self.panes.current)) + step) % len(names)]
        self._show_tabs()
        if self.panes.current == "register":
            self._read_register()
        self.focus_pane()

    def focus_pane(self) -> None:
        """Give the keys to what the pane shows."""
        target: Widget = {"card": self.card, "diary": self.diary.table, "register": self.register.table}[str(self.panes.current)]
        target.focus()

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        if event.table is self.diary.table:
            self.action_edit()

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

    def _done(self, done: object) -> None:
        if done:
            self.say(_("Saved"))

    def action_edit(self) -> None:
        """Change the card; in the diary, correct the selected entry."""
        from minori_tui.screens.case.forms import CorrectEvent, EditCase

        if self.view is None:
            return
        entry = self.diary.current if self.panes.current == "diary" else None
        form = CorrectEvent(self.session, self.view, entry) if entry else EditCase(self.session, self.view)
        self.app.push_screen(form, self._done)

    def action_new_event(self) -> None:
        """Write a diary entry."""
        from minori_tui.screens.case.forms import NewEvent

        if self.view is not None:
            self.app.push_screen(NewEvent(self.session, self.view), self._done)

    def action_assign(self) -> None:
        """Say who follows the case."""
        from minori_tui.screens.case.forms import AssignCase

        if self.view is not None:
            self.app.push_screen(AssignCase(self.session, self.view), self._done)

    def action_close_case(self) -> None:
        """Close the case."""
        from minori_tui.screens.case.forms import CloseCase

        if self.view is not None:
            self.app.push_screen(CloseCase(self.session, self.view), self._done)

    def action_reopen_case(self) -> None:
        """Open the case again."""
        from minori_tui.screens.case.forms import ReopenCase

        if self.view is not None:
            self.app.push_screen(ReopenCase(self.session, self.view), self._done)
