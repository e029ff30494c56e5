"""Agenda: what falls due, the most urgent first. The first screen: its frame is painted before anything is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer
from textual.widget import Widget

from minori_tui.commands import agenda_keys, keys
from minori_tui.i18n import N_, _
from minori_tui.screens.agenda.lines import CountsLine, DayLine, DetailLine
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.deadlines.actions import DeadlineActions
from minori_tui.screens.session import Session
from minori_tui.screens.undo import UndoMixin
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import RecordTable, Row
from minori_tui.widgets.section_table import SectionTable

if TYPE_CHECKING:
    from minori_tui.screens.agenda.rows import Sheet
    from minori_tui.services import due
    from minori_tui.services.context import Context
    from minori_tui.services.due import DueItem

COLUMNS = (
    Column("left", N_("Time left"), 10), Column("number", N_("File"), 10), Column("name", N_("Child"), 13, grow=1),
    Column("what", N_("What is due"), 28, grow=7), Column("due", N_("Due by"), 9),
    Column("worker", N_("Worker"), 14, min_terminal_width=110, priority=1, grow=1),
    Column("anchor", N_("Because of"), 30, min_terminal_width=140, priority=2, grow=4),
)
LOOK_SECONDS = 5.0
"""How often it is asked whether another program has written to the store, or the day has changed."""


class Agenda(DeadlineActions, UndoMixin, MinoriScreen[None]):
    """The sheet. ``open_at`` is the number of a case to open above it."""

    ACTIONS = (*agenda_keys.AGENDA, *keys.RECORDS)
    AUTO_FOCUS = ""
    HOLD_KEYS = True  # letters typed ahead wait until the sheet is there

    def __init__(self, session: Session, *, open_at: str = "") -> None:
        super().__init__()
        self.session, self._open_at = session, open_at
        self._mine: bool | None = None  # not chosen: mine when there are cases of mine
        self.sheet: Sheet | None = None
        self._today = session.context.clock.today()
        self._seen_change = 0
        self._tick: Timer | None = None
        self.day, self.detail, self.more, self.counts = DayLine(self._today), DetailLine(), DetailLine(), CountsLine()
        self.table = SectionTable(COLUMNS, empty=N_("Reading…"))
        self.table.cursor_hook = self._tell

    def compose_body(self) -> Iterable[Widget]:
        """The day, the list, what the selected line says in full, the counts."""
        yield from (self.day, self.table, self.detail, self.more, self.counts)

    def on_mount(self) -> None:
        """Read in a thread, after the first frame; the look for changes comes later."""
        self._seen_change = self.session.context.store.changed_elsewhere()
        self.call_after_refresh(self.reload)
        self.set_interval(LOOK_SECONDS, self._look)
        if self._open_at:
            self._open_case(self._open_at)

    # ---- reading

    def reload(self) -> None:
        """Read the sheet again; the cursor stays on its deadline."""
        session, mine, before = self.session, self._mine, self.sheet and self.sheet.agenda

        def read() -> Sheet:
            from minori_tui.screens.agenda.rows import read_sheet

            return read_sheet(session, mine, before)

        self.run(read, self._show, group="agenda")

    def _show(self, sheet: Sheet) -> None:
        here = self.table.current
        self.sheet, self._today = sheet, self.session.context.clock.today()
        self.table.empty = N_("Nothing falls due in the next 30 days")
        self.table.show(sheet.sections, keep_place=True, keep_key=here.key if here else None)
        self.day.say(self._today, sheet.mine)
        self.counts.say(sheet.counts)
        self._tell(self.table.current)
        self._standing()
        self.refresh_bindings()
        self._await_minute()
        self._begin()
        if sheet.agenda.silent is None:
            self._count(sheet)

    def _count(self, sheet: Sheet) -> None:
        """Count what takes long, while the sheet is looked at."""
        from minori_tui.screens.agenda.rows import with_silent

        def counted(whole: Sheet) -> None:
            if self.sheet is sheet:
                self.sheet = whole
                self.counts.say(whole.counts)
                self.refresh_bindings()

        self.run(lambda: with_silent(sheet, self.session), counted, group="silent")

    def _begin(self) -> None:
        """The keys go to the list, also to an empty one."""
        if self.focused is None:
            self.table.focus()
        self.ready()

    def failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """As every screen; a sheet that cannot be read does not keep the keys."""
        super().failed(error, again)
        self._begin()

    def on_screen_resume(self) -> None:
        """Back from another screen: what was done there shows."""
        if self.sheet is not None or self._open_at:
            self.reload()

    def _look(self) -> None:
        """Another program wrote, or it is another day: read again in place. Nothing is painted when nothing changed."""
        if not self.app.app_focus or self.app.screen is not self:
            return
        change = self.session.context.store.changed_elsewhere()
        if change != self._seen_change or self._today != self.session.context.clock.today():
            self._seen_change = change
            self.reload()

    # ---- hours that run

    def _await_minute(self) -> None:
        """While hours are counted the sheet wakes in the first second of each minute, when one minute less is left; otherwise
        never."""
        if self._tick is not None:
            self._tick.stop()
            self._tick = None
        if self.sheet is not None and self.sheet.counts_hours:
            self._tick = self.set_timer(-self.session.context.clock.now().second % 60 + 1, self._minute)

    def _minute(self) -> None:
        """Another minute: the lines whose hours changed are painted, no other."""
        self.table.show(self.table.source, keep_place=True)
        self._await_minute()

    # ---- the selected line

    @property
    def current(self) -> Row | None:
        """The selected row."""
        return self.table.current

    def due_item(self) -> DueItem | None:
        """The selected deadline; None on an appointment."""
        return getattr(self.table.current, "item", None)

    def due_session(self) -> Session:
        """The session of work."""
        return self.session

    def due_screen(self) -> MinoriScreen[None]:
        """This screen."""
        return self

    def _tell(self, row: Row | None) -> None:
        self.detail.say(getattr(row, "detail", ""))
        self.more.say(getattr(row, "more", ""))
        if self.is_mounted:
            self.show_keys()

    def _standing(self) -> None:
        if not self.status.telling and self.sheet is not None:
            self.status.standing(self.sheet.standing)

    # ---- commands

    def why_not_open(self) -> str | None:
        """Something must be selected."""
        return None if self.table.current else _("Nothing is selected")

    def action_open(self) -> None:
        """Open the case of the selected line."""
        self.table.action_open()

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        number = getattr(self.table.current, "number", "")
        if number:
            self._open_case(number, event.key if self.due_item() else None)

    def _open_case(self, number: str, key: object = None) -> None:
        """Open a case: at the pane of its deadlines, the one with ``key`` selected, or at its card."""
        from minori_tui.screens.case.screen import CaseScreen

        screen = CaseScreen(self.session, number, "deadlines" if key else "card")
        if key:
            screen.pane_named("deadlines").select(key)
        self.app.push_screen(screen)

    def action_find(self) -> None:
        """Look for a case: the list of cases, its search box ready."""
        self.action_go("cases", "list.find")

    def action_mine(self) -> None:
        """Mine or all."""
        if self.sheet is not None:
            self._mine = not self.sheet.mine
            self.table.action_first()
            self.reload()

    # ---- the counts

    def action_changed(self) -> None:
        """What others changed; from now on it has been seen."""
        if self.sheet is not None:
            from minori_tui.screens.agenda.lists import changed_list

            context = self.session.context
            self.app.push_screen(changed_list(self.session, self.sheet.agenda))
            self.run(lambda: _looked(context), lambda _done: None, group="looked", write=True)

    def why_not_silent(self) -> str | None:
        """They must have been counted."""
        return None if self.sheet is not None and self.sheet.agenda.silent is not None else _("Still counting")

    def action_silent(self) -> None:
        """Children of whom nothing was written for long."""
        if self.sheet is not None and self.sheet.agenda.silent is not None:
            from minori_tui.screens.agenda.lists import silent_list

            self.app.push_screen(silent_list(self.session, self.sheet.agenda.silent, self.sheet.agenda.silent_days))

    def action_incomplete(self) -> None:
        """Records to be completed or mended: of my cases as a list, of all cases by check."""
        if self.sheet is None:
            return
        if not self.sheet.mine:
            self.action_go("quality")
            return
        from minori_tui.screens.agenda.lists import incomplete_list

        self.app.push_screen(incomplete_list(self.session, self.sheet.agenda))

    # ---- the calendar file

    def action_export(self) -> None:
        """Ask where to, then write the deadlines that are shown."""
        from minori_tui.screens.dialogs.reason import Reason

        if self.sheet is None:
            return
        agenda, context = self.sheet.agenda, self.session.context
        proposed = Path.home() / f"{_('deadlines')}-{agenda.today}.ics"

        def named(text: str | None) -> None:
            if text:
                target = Path(text).expanduser()
                self.run(lambda: _save(context, agenda, target), lambda _done: self.say(_("Written: {file}", file=str(target))),
                         group="export", write=True)

        self.app.push_screen(Reason(_("The calendar file to write. It holds file numbers and rules, no names."),
                                    text=str(proposed), title=N_("Write a file")), named)


def _save(context: Context, agenda: due.Agenda, target: Path) -> None:
    from minori_tui.services.due_calendar import save

    save(context, [*agenda.hours.rows, *agenda.overdue.rows, *agenda.soon.rows, *agenda.upcoming.rows], target)


def _looked(context: Context) -> None:
    from minori_tui.services.due import look_done

    look_done(context)
