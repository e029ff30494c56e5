"""Fascicoli: the case list and the lookup. Everything starts here; a new case too, after its search."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer
from textual.widget import Widget

from minori_tui.commands import keys
from minori_tui.domain.text import fold
from minori_tui.i18n import N_, _, n_
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.case_rows import COLUMNS, CaseRow, CaseRows, CountLine, SidePanel, WhyLine, why_text
from minori_tui.screens.session import Session
from minori_tui.screens.undo import UndoMixin
from minori_tui.widgets.lines import Covered
from minori_tui.widgets.lookup_input import LookupInput
from minori_tui.widgets.plain import fact
from minori_tui.widgets.record_table import ListRow, RecordTable

if TYPE_CHECKING:
    from minori_tui.screens.completion import Word
    from minori_tui.services import records
    from minori_tui.services.lookup import Reason

ORDERS = {"due": N_("Next deadline"), "name": N_("Child"), "number": N_("File"), "birth": N_("Date of birth")}
SETTLE_SECONDS = 0.15
"""After the last key: count exactly and say why. Nothing of it is done while keys come."""
LOOK_SECONDS = 5.0
"""How often it is asked whether another program has written to the store."""


class CaseList(UndoMixin, MinoriScreen[None]):
    """The list with its search box. The box has the focus; arrows move the list without leaving it."""

    ACTIONS = keys.CASE_LIST
    AUTO_FOCUS = "LookupInput"
    DEFAULT_CSS = """
    CaseList #search { height: 1; }
    CaseList LookupInput { width: 1fr; }
    CaseList #prompt { width: 8; height: 1; background: $background; }
    CaseList #middle { height: 1fr; }
    CaseList.-wide SidePanel { display: block; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]

    def __init__(self, session: Session, *, text: str = "") -> None:
        super().__init__()
        self.session = session
        self._today = session.context.clock.today()
        self._order = "due"
        self._text = text
        self._search = session.lookup.search(text, self._order)
        self._everything = session.lookup.search("")
        self._all: int | None = None
        self.table = RecordTable(COLUMNS, CaseRows(self._search, self._today), empty=N_("No case found: F6 opens a new one"))
        self.table.cursor_hook = lambda row: self._settle_later()
        self.box = LookupInput(self._typed, self.table)
        self.counted = CountLine()
        self.why, self.side = WhyLine(), SidePanel()
        self._settle: Timer | None = None
        self._seen_change = 0

    def compose_body(self) -> Iterable[Widget]:
        """Search box, list (and the panel beside it when there is room), why."""
        from textual.widgets import Static

        yield Covered(Static(f" {_('Find')}:", id="prompt", markup=False), self.box, self.counted, id="search")
        yield Covered(self.table, self.side, id="middle")
        yield self.why

    def on_mount(self) -> None:
        """The first page is there already; counting and the look for changes come later."""
        if self._text:
            self.box.set_text(self._text)
        self._seen_change = self.session.context.store.changed_elsewhere()
        self._say_count()
        self._settle_later()
        self.set_interval(LOOK_SECONDS, self._look)

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
            self.say(_(problems[0].message, **{n: fact(v) for n, v in problems[0].facts.items()}), trouble=True)
        else:
            self.status.clear()
        self._settle_later()

    def _say_count(self) -> None:
        search = self._search
        if search.total is not None:
            self.counted.say(n_("{count} found", "{count} found", search.total))
        elif search.known > 1:
            self.counted.say(_("more than {count} found", count=search.known - 1))
        else:
            self.counted.say("")

    def _settle_later(self) -> None:
        """Settle ``SETTLE_SECONDS`` after the last key: one timer at a time, which waits again when keys came meanwhile."""
        self._settle_at = monotonic() + SETTLE_SECONDS
        if self._settle is None and self.is_mounted:
            self._settle = self.set_timer(SETTLE_SECONDS, self._perhaps_settled)

    def _perhaps_settled(self) -> None:
        rest = self._settle_at - monotonic()
        if rest > 0.005:
            self._settle = self.set_timer(rest, self._perhaps_settled)
        else:
            self._settle = None
            self._settled()

    @property
    def current(self) -> CaseRow | None:
        """The selected row."""
        row = self.table.current
        return row if isinstance(row, CaseRow) else None

    def _settled(self) -> None:
        """No key for a moment: the exact number, why the selected case is there, and what the list knows of it."""
        search, row, every = self._search, self.current, self._everything
        lookup, known = self.session.lookup, self._all

        def answer() -> tuple[int, int, tuple[Reason, ...]]:
            all_ = lookup.count(every) if known is None else known
            reasons = lookup.why(row.hit.case_id, search.query) if row and not search.query.empty else ()
            return all_, all_ if search.query.empty else lookup.count(search), reasons

        def shown(answered: tuple[int, int, tuple[Reason, ...]]) -> None:
            now = self.current
            if search is not self._search or (row and row.key) != (now and now.key):
                return
            self._all, search.total, reasons = answered
            self._say_count()
            self._standing()
            self.why.say(why_text(reasons))
            self.side.tell(row.hit if row else None, self._today)
            self.show_keys()

        self.run(answer, shown, group="settle")

    def _standing(self) -> None:
        """What is being seen: how many of how many, which filter, which order. Not while a result is being told."""
        from minori_tui.screens.completion import filters_of

        if self.status.telling or self._all is None or self._search.total is None:
            return
        total, all_ = self._search.total, self._all
        parts = [n_("{count} case", "{count} cases", all_) if self._search.query.empty
                 else _("{count} of {all}", count=total, all=all_)]
        filters = filters_of(self._text)
        if filters:
            parts.append(_("filter: {filter}", filter=filters))
        parts.append(_("in the order of: {order}", order=_(ORDERS[self._search.sorted_by])))
        self.status.standing(" · ".join(parts))

    # ---- reading again

    def reload(self) -> None:
        """Search again; the cursor stays on its case."""
        row = self.table.current
        self._all = None
        self._today = self.session.context.clock.today()
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
        """Go to the search box, at once: the letters of the name may follow already."""
        self.set_focus(self.box)

    def action_values(self) -> None:
        """F4: the values of the field being typed; without one, the fields."""
        from minori_tui.screens.completion import Word, field_named, word_at, words

        word = word_at(self.box.value, self.box.cursor_position)
        head, colon, value = word.text.partition(":")
        field = field_named(head) if colon else None
        if field:
            self._offer_values(word, field, value.replace('"', ""))
        elif any(w.startswith(fold(head)) for w in words().values()):
            self._offer_fields(word, head)
        else:
            self._offer_fields(Word(word.end, word.end, ""), "")

    def _offer_fields(self, word: Word, typed: str) -> None:
        from minori_tui.screens.completion import field_rows, word_at, words
        from minori_tui.screens.dialogs.picker import Picker

        def chosen(field: str | None) -> None:
            if field:
                self._write(word, words()[field] + ":")
                self._offer_values(word_at(self.box.value, self.box.cursor_position), field, "")

        self.app.push_screen(Picker(_("Search by field"), field_rows(), text=typed), chosen)

    def _offer_values(self, word: Word, field: str, typed: str) -> None:
        from minori_tui.screens.completion import value_rows, words
        from minori_tui.screens.dialogs.picker import Picker

        def chosen(value: str | None) -> None:
            if value is not None:
                self._write(word, f"{words()[field]}:{value} ")

        self.app.push_screen(Picker(words()[field] + ":", value_rows(self.session, field), text=typed), chosen)

    def _write(self, word: Word, new: str) -> None:
        """Put a word in the search box, the cursor after it; what it finds shows at once."""
        text = word.replaced(self.box.value, new)
        cursor = text.index(new, word.start) + len(new)
        self.box.value = text
        self.box.cursor_position = cursor
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
        from minori_tui.screens.case.new_case import NewCase

        def saved(number: str | None) -> None:
            if number:
                self.say(_("Case {number} opened", number=number))
                self.open_case(number)

        self.app.push_screen(NewCase(self.session, self._text), saved)

    def action_edit(self) -> None:
        """Change the card of the selected case."""
        from minori_tui.screens.case.forms import EditCase
        from minori_tui.services import records

        row = self.table.current
        if row is None:
            return

        def opened(view: records.CaseView) -> None:
            self.app.push_screen(EditCase(self.session, view), lambda done: self.say(_("Saved")) if done else None)

        self.run(lambda: records.open_case(self.session.context, str(row.key)), opened, group="open", opens=True)

    def action_sort(self) -> None:
        """Choose the order of the list."""
        from minori_tui.screens.dialogs.picker import Picker

        def chosen(order: str | None) -> None:
            if order:
                self._order = order
                self.table.action_first()
                self.reload()
                if self._search.sorted_by != order:
                    self.say(_("Too many cases for this order: search for fewer"), trouble=True)
                else:
                    self.status.clear()
                self.table.sorted_by("due" if order == "birth" else order)

        self.app.push_screen(Picker(_("Order of the list"), [ListRow(k, (_(v), "")) for k, v in ORDERS.items()],
                                    current=self._order), chosen)

    def action_peek(self) -> None:
        """Look at the selected case without opening it."""
        from minori_tui.screens.case.peek import Peek
        from minori_tui.services import records

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
        from minori_tui.services import records

        row = self.table.current
        if row is None:
            return

        def copied(view: records.CaseView) -> None:
            self.app.copy_to_clipboard("\t".join(row.cells))
            self.say(_("Copied: the row of {number}", number=view.file_number))

        self.run(lambda: records.open_case(self.session.context, str(row.key), detail="copy"), copied, group="copy")
