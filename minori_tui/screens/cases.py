"""Fascicoli: the case list and the lookup. Everything starts here; a new case too, after its search."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual import on
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from minori_tui.commands import keys
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.dialogs.picker import Picker
from minori_tui.screens.session import Session
from minori_tui.screens.undo import UndoMixin
from minori_tui.services import records
from minori_tui.services.lookup import CaseHit, Reason, Search
from minori_tui.widgets.columns import Column
from minori_tui.widgets.lines import FrameLine, Piece
from minori_tui.widgets.lookup_input import LookupInput
from minori_tui.widgets.plain import one_line
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

COLUMNS = (
    Column("number", N_("File"), 10),
    Column("name", N_("Child"), 18, grow=3),
    Column("age", N_("Age"), 3, align="right"),
    Column("place", N_("Municipality"), 12, grow=1, priority=2),
    Column("worker", N_("Worker"), 14, min_terminal_width=96, priority=3, grow=1),
    Column("activity", N_("Under way"), 9, min_terminal_width=110, priority=4),
    Column("due", N_("Next deadline"), 22, priority=1, grow=1),
)
ORDERS = {"due": N_("Next deadline"), "name": N_("Child"), "number": N_("File"), "birth": N_("Date of birth")}
SETTLE_SECONDS = 0.15
"""After the last key: count exactly and say why. Nothing of it is done while keys come."""
LOOK_SECONDS = 5.0
"""How often it is asked whether another program has written to the store."""


class CaseRows:
    """A search as the rows of the list."""

    def __init__(self, search: Search, today: date) -> None:
        self.search, self._today = search, today

    @property
    def total(self) -> int | None:
        """The number of hits when all are known."""
        return self.search.total

    @property
    def known_at_least(self) -> int:
        """The number of hits known so far."""
        return self.search.known

    def count(self) -> int:
        """The exact number, counted now (the End key)."""
        self.search.total = self.search.count()
        return self.search.total

    def window(self, first: int, count: int) -> list[Row]:
        """The hits at these places."""
        return [ListRow(hit.file_number, self._cells(hit)) for hit in self.search.window(first, count)]

    def _cells(self, hit: CaseHit) -> tuple[str, ...]:
        closed = "" if hit.status == "open" else _("(closed)")
        return (hit.file_number, show.name(hit.surname, hit.given_name), show.age(hit.birth_date, self._today),
                hit.municipality or show.UNKNOWN, hit.worker or show.UNKNOWN, hit.activity or closed or show.UNKNOWN,
                closed or show.due(hit.next_due, hit.due_rule, self._today))


class CountLine(FrameLine):
    """How many were found, at the end of the line of the search box."""

    DEFAULT_CSS = "CountLine { width: 26; background: $background; }"
    text = ""

    def say(self, text: str) -> None:
        """Change what it says; repaints only when that differs."""
        if text != self.text:
            self.text = text
            self.refresh()

    def pieces(self, width: int) -> Iterable[Piece]:  # type: ignore[override]
        """The text, to the right."""
        return ((f"{self.text:>{width - 1}} ", ""),)


class WhyLine(FrameLine):
    """Why the selected case was found."""

    DEFAULT_CSS = "WhyLine { background: $background; }"
    text = ""

    def say(self, text: str) -> None:
        """Change what it says; repaints only when that differs."""
        if text != self.text:
            self.text = text
            self.refresh()

    def pieces(self, width: int) -> Iterable[Piece]:  # type: ignore[override]
        """The reasons."""
        return ((f" {self.text}", "dim"),)


class CaseList(UndoMixin, MinoriScreen[None]):
    """The list with its search box. The box has the focus; arrows move the list without leaving it."""

    ACTIONS = keys.CASE_LIST
    AUTO_FOCUS = "LookupInput"
    DEFAULT_CSS = """
    CaseList #search { height: 1; }
    CaseList LookupInput { width: 1fr; }
    CaseList #prompt { width: 9; height: 1; background: $background; }
    """

    def __init__(self, session: Session, *, text: str = "", open_at: str = "") -> None:
        super().__init__()
        self.session = session
        self._today = session.context.clock.today()
        self._order = "due"
        self._text, self._open_at = text, open_at
        self._search = session.lookup.search(text, self._order)
        self.table = RecordTable(COLUMNS, CaseRows(self._search, self._today), empty=N_("No case found: F6 opens a new one"))
        self.table.cursor_hook = lambda row: self._settle_later()
        self.box = LookupInput(self._typed, self.table)
        self.counted = CountLine()
        self.why = WhyLine()
        self._settle: Timer | None = None
        self._seen_change = 0

    def compose_body(self) -> Iterable[Widget]:
        """Search box, list, why."""
        from textual.widgets import Static

        yield Horizontal(Static(f" {_('Find')}: ", id="prompt", markup=False), self.box, self.counted, id="search")
        yield self.table
        yield self.why

    def on_mount(self) -> None:
        """The first page is there already; counting and the look for changes come later."""
        if self._text:
            self.box.set_text(self._text)
        self._seen_change = self.session.context.store.changed_elsewhere()
        self._say_count()
        self._settle_later()
        self.set_interval(LOOK_SECONDS, self._look)
        if self._open_at:
            self.open_case(self._open_at)

    # ---- searching

    def _typed(self, text: str) -> None:
        """A letter: search, show, all in this frame. Exact counts and reasons wait until the keys have settled."""
        if text == self._text:
            return
        self._text = text
        self._search = self.session.lookup.search(text, self._order)
        self.table.show(CaseRows(self._search, self._today))
        self._say_count()
        problems = self._search.query.problems
        if problems:
            self.say(_(problems[0].message, **problems[0].facts), trouble=True)
        elif self.status.text:
            self.status.clear()
        self._settle_later()

    def _say_count(self) -> None:
        search = self._search
        if search.total is not None:
            self.counted.say(_("{count} found", count=search.total))
        else:
            self.counted.say(_("more than {count} found", count=max(0, search.known - 1)))

    def _settle_later(self) -> None:
        if self._settle is not None:
            self._settle.stop()
        if self.is_mounted:
            self._settle = self.set_timer(SETTLE_SECONDS, self._settled)

    def _settled(self) -> None:
        """No key for a moment: the exact number, and why the selected case is there."""
        search, row = self._search, self.table.current
        lookup = self.session.lookup

        def answer() -> tuple[int, str]:
            reasons: tuple[Reason, ...] = ()
            if row is not None and not search.query.empty:
                hit = records.peek(self.session.context, str(row.key))
                reasons = lookup.why(hit.case_id, search.query)
            return lookup.count(search), " · ".join(_(r.message, **r.facts) for r in reasons)

        def shown(answered: tuple[int, str]) -> None:
            if search is self._search:
                search.total = answered[0]
                self._say_count()
                self._standing()
                self.why.say(f"{_('why')}: {one_line(answered[1])}" if answered[1] else "")

        self.run(answer, shown, group="settle")

    def _standing(self) -> None:
        """What is being seen, unless a result is being told."""
        if not self.status.text:
            order = _(ORDERS[self._search.sorted_by])
            self.status.standing(_("in the order of: {order}", order=order))

    # ---- reading again

    def reload(self) -> None:
        """Search again; the cursor stays on its case."""
        row = self.table.current
        self._search = self.session.lookup.search(self._text, self._order)
        self.table.show(CaseRows(self._search, self._today), keep_place=True, keep_key=row.key if row else None)
        self._say_count()
        self._settle_later()

    def on_screen_resume(self) -> None:
        """Back from another screen: what was done there shows."""
        if self.is_mounted and self._seen_change:
            self.reload()

    def _look(self) -> None:
        """Another program wrote: read again in place. Nothing is painted when nothing changed."""
        if not self.app.app_focus or self.app.screen is not self:
            return
        change = self.session.context.store.changed_elsewhere()
        if change != self._seen_change:
            self._seen_change = change
            self.reload()

    # ---- commands

    def why_not_open(self) -> str | None:
        """Something must be selected."""
        return None if self.table.current else _("No case is selected")

    def why_not_edit(self) -> str | None:
        """Something must be selected."""
        return self.why_not_open()

    def why_not_new_case(self) -> str | None:
        """A new child is entered only after a search: who is there already must be seen first."""
        return None if self._search.query.names or self._search.query.codes else _("Search for the child first")

    def action_find(self) -> None:
        """Go to the search box."""
        self.box.focus()

    def action_open(self) -> None:
        """Open the selected case."""
        self.table.action_open()

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.open_case(str(event.key))

    def open_case(self, number: str) -> None:
        """Show one case."""
        from minori_tui.screens.case.screen import CaseScreen

        self.app.push_screen(CaseScreen(self.session, number))

    def action_new_case(self) -> None:
        """Open a new case from what was searched."""
        from minori_tui.screens.case.forms import NewCase

        def saved(number: str | None) -> None:
            if number:
                self.say(_("Case {number} opened", number=number))
                self.open_case(number)

        self.app.push_screen(NewCase(self.session, self._search.query), saved)

    def action_edit(self) -> None:
        """Change the card of the selected case."""
        from minori_tui.screens.case.forms import EditCase

        row = self.table.current
        if row is None:
            return

        def opened(view: records.CaseView) -> None:
            self.app.push_screen(EditCase(self.session, view), lambda done: self.say(_("Saved")) if done else None)

        self.run(lambda: records.open_case(self.session.context, str(row.key)), opened, group="open", opens=True)

    def action_sort(self) -> None:
        """Choose the order of the list."""
        def chosen(order: str | None) -> None:
            if order:
                self._order = order
                self.table.action_first()
                self.reload()
                if self._search.sorted_by != order:
                    self.say(_("Too many cases for this order: search for fewer"), trouble=True)
                else:
                    self.status.standing("")
                    self._standing()
                self.table.sorted_by("due" if order == "birth" else order)

        self.app.push_screen(Picker(_("Order of the list"), [ListRow(k, (_(v), "")) for k, v in ORDERS.items()],
                                    current=self._order), chosen)

    def action_peek(self) -> None:
        """Look at the selected case without opening it."""
        from minori_tui.screens.case.peek import Peek

        row = self.table.current
        if row is not None:
            self.run(lambda: records.open_case(self.session.context, str(row.key), detail="peek"),
                     lambda view: self.app.push_screen(Peek(self.session, view)), group="peek", opens=True)

    def action_copy_cell(self) -> None:
        """Copy the file number: not a name, so that it may lie in a clipboard."""
        row = self.table.current
        if row is not None:
            self.app.copy_to_clipboard(str(row.key))
            self.say(_("Copied: {text}", text=str(row.key)))

    def action_copy_record(self) -> None:
        """Copy the row; it is written down, for it holds a name."""
        row = self.table.current
        if row is None:
            return

        def copied(view: records.CaseView) -> None:
            self.app.copy_to_clipboard("\t".join(row.cells))
            self.say(_("Copied: the row of {number}", number=view.file_number))

        self.run(lambda: records.open_case(self.session.context, str(row.key), detail="copy"), copied, group="copy")
