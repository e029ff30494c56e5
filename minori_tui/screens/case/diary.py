"""Diario: the entries of the case, the latest first, and the whole text of the selected one; a search box above on demand."""

from __future__ import annotations

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from minori_tui.commands import family_keys, keys
from minori_tui.i18n import N_, _, n_
from minori_tui.screens import show
from minori_tui.screens.case.pane import CasePane, Labeller
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.picker import Filtered, Picker
from minori_tui.services import diary, records
from minori_tui.services.context import Context
from minori_tui.services.diary import DiaryPage, EntryHead
from minori_tui.services.records import CaseView, EventRow
from minori_tui.widgets.columns import Column
from minori_tui.widgets.lines import Covered
from minori_tui.widgets.lookup_input import LookupInput
from minori_tui.widgets.plain import fact, one_line
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

COLUMNS = (
    Column("at", N_("When"), 16), Column("kind", N_("What"), 18, grow=1),
    Column("nature", N_("Nature"), 15, min_terminal_width=100), Column("outcome", N_("Outcome"), 10, min_terminal_width=100),
    Column("author", N_("By"), 14, min_terminal_width=100, grow=1), Column("text", N_("Text"), 20, grow=4),
)
RESERVED = "§"
"""Marks a reserved entry."""
_NATURE_LETTERS = {"fact": N_("F"), "statement": N_("S"), "evaluation": N_("E")}
"""The nature in one letter, where there is no room for a column."""


class Diary(CasePane):
    """The list above, the entry below. Only heads are kept; the whole text is read when an entry is selected."""

    NAME, TITLE, COMMANDS = "diary", N_("Diary"), (*keys.DIARY, *family_keys.DIARY_PANE)

    DEFAULT_CSS = """
    Diary RecordTable { height: 1fr; }
    Diary TextPane { height: 40%; min-height: 6; }
    Diary #search { height: 1; display: none; }
    Diary #prompt { width: 8; height: 1; background: $background; }
    Diary LookupInput { width: 1fr; }
    Diary.-searching #search { display: block; }
    """

    def __init__(self, label: Labeller) -> None:
        super().__init__(label)
        self._heads: dict[object, EntryHead] = {}
        self._page: DiaryPage | None = None
        self._entry: EventRow | None = None
        self._typed = ""
        self.table = RecordTable(COLUMNS, empty=N_("No entry yet: F6 writes one"))
        self.table.cursor_hook = self._selected
        self.box = LookupInput(self._search, self.table, placeholder=_("words, nature:fact, kind:interview, from:-6m, to:… (F4)"))
        self.detail = TextPane()

    def compose(self) -> list[Widget]:
        """Box, list and text; Tab goes to the text, to scroll a long one."""
        prompt = Static(f" {_('Find')}:", id="prompt", markup=False)
        return [Covered(prompt, self.box, id="search"), self.table, self.detail]

    @property
    def head(self) -> EntryHead | None:
        """The selected entry as the list knows it."""
        row = self.table.current
        return self._heads.get(row.key) if row else None

    @property
    def current(self) -> EventRow | None:
        """The selected entry, as soon as it is read."""
        head = self.head
        return self._entry if head is not None and self._entry is not None and self._entry.event_id == head.event_id else None

    def read(self, context: Context, view: CaseView) -> DiaryPage:
        """The entries that fit the box."""
        return diary.search(context, view.case_id, self._typed)

    def target(self) -> Widget:
        """The list, or the box while one searches."""
        return self.box if self.has_class("-searching") and self.box.has_focus else self.table

    def standing(self) -> str:
        """How many entries there are, and the keys that are not in the footer."""
        if self._page is None:
            return ""
        found, total = len(self._page.entries), self._page.total
        if self._typed:
            return _("{found} of {total} entries · Esc shows all", found=found, total=total)
        return n_("{count} diary entry", "{count} diary entries", total) + " · " + _("h earlier texts · r report")

    def show(self, found: DiaryPage, view: CaseView) -> None:
        """Show the entries."""
        self._page, self._entry = found, None
        self._heads = {e.event_id: e for e in found.entries}
        self.table.empty = N_("Nothing like this") if self._typed else N_("No entry yet: F6 writes one")
        self.table.show(Filtered([self._row(e) for e in found.entries]), keep_place=True)
        self.go_to_wished(self.table, [e.event_id for e in found.entries])
        self._selected(self.table.current)

    def _row(self, entry: EntryHead) -> ListRow:
        kind = (f"{RESERVED} " if entry.reserved else "") + self.label("event_kind", entry.kind)
        if self.app.size.width < COLUMNS[2].min_terminal_width:
            kind = f"{_(_NATURE_LETTERS[entry.nature]) if entry.nature in _NATURE_LETTERS else '?'} {kind}"
        return ListRow(entry.event_id, (
            show.moment(entry.at), kind, self.label("event_nature", entry.nature), self.label("event_outcome", entry.outcome),
            entry.author or show.UNKNOWN, entry.beginning or ""))

    def _selected(self, row: Row | None) -> None:
        head = self._heads.get(row.key) if row else None
        if head is None:
            self.detail.say("")
            return
        self.detail.say(head.beginning or "")
        context = self.case.session.context
        self.case.run(lambda: records.event(context, head.event_id), self._read_whole, group="entry")

    def _read_whole(self, entry: EventRow) -> None:
        head = self.head
        if head is not None and head.event_id == entry.event_id:
            self._entry = entry
            self.detail.say(self.whole(entry, head.versions))
            self.case.refresh_bindings()

    def whole(self, entry: EventRow, versions: int = 0) -> str:
        """Everything about an entry: what it is, then its text."""
        facts = [self.label("event_nature", entry.nature) if entry.nature else _("nature not said"),
                 self.label("event_outcome", entry.outcome), entry.by_whom or "", entry.intervention or "", entry.author or "",
                 f"{RESERVED} {_('reserved')}" if entry.reserved else "",
                 n_("corrected {count} time (h)", "corrected {count} times (h)", versions) if versions else ""]
        head = " · ".join(f for f in facts if f and f != show.UNKNOWN)
        return one_line(head) + "\n" + (entry.text or "")

    # ---- searching

    def action_find(self) -> None:
        """To the search box."""
        self.add_class("-searching")
        self.box.focus()

    def _search(self, typed: str) -> None:
        if typed == self._typed or self.case.view is None:
            return
        self._typed = typed
        context, view = self.case.session.context, self.case.view
        self.case.run(lambda: self.read(context, view), self._found, group="pane-diary")

    def _found(self, page: DiaryPage) -> None:
        if self.case.view is None:
            return
        self.table.go_to(0)
        self.show(page, self.case.view)
        if page.search.problems:
            problem = page.search.problems[0]
            self.case.say(_(problem.message, **{n: fact(v) for n, v in problem.facts.items()}), trouble=True)
        else:
            self.case.status.standing(self.standing())

    @on(LookupInput.Left)
    def _leave_box(self, event: LookupInput.Left) -> None:
        """Esc in the empty box: back to the list."""
        event.stop()
        self.remove_class("-searching")
        self.table.focus()
        self.case.status.standing(self.standing())

    def action_values(self) -> None:
        """F4: what can be searched by; the choice goes into the box."""
        choices, nature, kind, since = self.case.session.choices, _("nature"), _("kind"), _("from")
        rows = [ListRow(f'{nature}:"{c.label}"', (c.label, _("Nature"))) for c in choices("event_nature")]
        rows.append(ListRow(f"{nature}:?", (_("nature not said"), _("Nature"))))
        rows += [ListRow(f'{kind}:"{c.label}"', (c.label, _("What"))) for c in choices("event_kind")]
        rows += [ListRow(f"{_('reserved')}:{_('yes')}", (_("reserved"), RESERVED)),
                 ListRow(f"{since}:-1m", (_("the last month"), _("When"))),
                 ListRow(f"{since}:-6m", (_("the last six months"), _("When")))]

        def chosen(term: str | None) -> None:
            if term:
                self.action_find()
                self.box.set_text(f"{self.box.value} {term}".strip())

        self.app.push_screen(Picker(_("Search the diary by"), rows), chosen)

    # ---- what can be done

    def open_selected(self) -> None:
        """Enter: correct the entry."""
        if self.head is not None:
            self.action_correct()

    def why_not_correct(self) -> str | None:
        """There must be an entry."""
        return None if self.head else _("No entry yet: F6 writes one")

    def action_correct(self) -> None:
        """Write a corrected text over the selected entry; the old one stays in the journal."""
        from minori_tui.screens.case.forms import CorrectEvent

        head, view, session = self.head, self.case.view, self.case.session
        if head is not None and view is not None:
            self.case.run(lambda: records.event(session.context, head.event_id), lambda entry: self.app.push_screen(
                CorrectEvent(session, view, entry), self.case.done), group="correct", opens=True)

    def why_not_versions(self) -> str | None:
        """The entry must have been corrected."""
        head = self.head
        return self.why_not_correct() or (None if head and head.versions else _("This entry was never corrected"))

    def action_versions(self) -> None:
        """The earlier texts of the entry."""
        from minori_tui.screens.case.versions import Versions

        head, context = self.head, self.case.session.context
        if head is not None:
            self.case.run(lambda: diary.versions(context, head.event_id), lambda found: self.app.push_screen(
                Versions([(v.at, v.operator, self.whole(v.entry)) for v in found])), group="versions", opens=True)

    def action_report(self) -> None:
        """Make the draft of an update report."""
        from minori_tui.screens.case.report_forms import open_report

        if self.case.view is not None:
            open_report(self.case, self.case.view)

    def action_reports(self) -> None:
        """The reports that were made."""
        from minori_tui.screens.case.report_forms import open_reports

        if self.case.view is not None:
            open_reports(self.case, self.case.view)
