"""Data quality: what the checks find in all cases, each with its number; Enter goes to the list, and from there to the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual import on
from textual.widget import Widget

from minori_tui.commands import intervention_keys as keys
from minori_tui.domain.integrity import CHECK_OF, CHECKS
from minori_tui.i18n import N_, _, n_
from minori_tui.screens import show
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.screens.session import Session
from minori_tui.services import integrity
from minori_tui.services.integrity import Found
from minori_tui.widgets.columns import Column
from minori_tui.widgets.lines import Piece, SayingLine
from minori_tui.widgets.plain import fact
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

CHECK_COLUMNS = (Column("count", N_("Number"), 7, align="right"), Column("title", N_("What is found"), 40, grow=3),
                 Column("source", N_("Source"), 26, min_terminal_width=100, grow=1),
                 Column("code", N_("Check"), 22, min_terminal_width=120))
FOUND_COLUMNS = (Column("file", N_("File"), 11), Column("child", N_("Child"), 16, grow=1), Column("since", N_("Since"), 10),
                 Column("what", N_("What"), 30, grow=3))
PAGE = 50
"""Findings read at a time."""


class Heading(SayingLine):
    """What the list is."""

    DEFAULT_CSS = "Heading { background: $background; }"

    def pieces(self, width: int) -> Sequence[Piece]:
        """The text, set apart."""
        return ((f" {self.text}", "strong"),)


class _Listing(MinoriScreen[None]):
    """A heading and a list that is read again whenever the screen comes back."""

    ACTIONS = keys.LISTED
    HOLD_KEYS = True
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    _Listing RecordTable { height: 1fr; }
    _Listing TextPane { height: 5; }
    """

    def __init__(self, session: Session, columns: Sequence[Column], empty: str) -> None:
        super().__init__()
        self.session = session
        self.heading, self.table = Heading(), RecordTable(tuple(columns), empty=empty)
        self.detail = TextPane()
        self.table.cursor_hook = self.selected

    def compose_body(self) -> Iterable[Widget]:
        """Heading, list, and the selected one in full."""
        yield self.heading
        yield self.table
        yield self.detail

    def selected(self, row: Row | None) -> None:
        """Say all about the selected row."""
        self.detail.say(self.about(row) if row else "")

    def about(self, row: Row) -> str:
        """The selected row in full, and what can be done."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Read for the first time."""
        self.reload()

    def on_screen_resume(self) -> None:
        """Back from a case: what was mended is no longer counted."""
        if not self._holding:
            self.reload()

    def shown(self) -> None:
        """The rows are there."""
        self.selected(self.table.current)
        if self.focused is None:
            self.table.focus()
        self.ready()
        self.refresh_bindings()

    def why_not_open(self) -> str | None:
        """Something must be selected."""
        return None if self.table.current else _("Nothing is selected")

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Enter."""
        raise NotImplementedError


class QualityList(_Listing):
    """The checks with their numbers."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, CHECK_COLUMNS, N_("Nothing to mend"))
        self._numbers: Mapping[str, int] = {}

    def reload(self) -> None:
        """Count again."""
        self.run(lambda: integrity.counts(self.session.context), self._show, group="counts")

    def _show(self, counts: Mapping[str, int]) -> None:
        self._numbers = counts
        found = [check for check in CHECKS if counts.get(check.code)]
        self.heading.say(_("Data quality: what the records should not say"))
        self.table.show(Filtered([ListRow(c.code, (str(counts[c.code]), _(c.title), c.source, c.code)) for c in found]),
                        keep_place=True)
        total = sum(counts.values())
        self.status.standing(n_("{count} finding", "{count} findings", total) if total else _("Nothing was found."))
        self.shown()

    def about(self, row: Row) -> str:
        """The check: code, article, and how such a record is mended."""
        check = CHECK_OF[str(row.key)]
        return " · ".join(filter(None, (check.code, check.source))) + f"\n→ {_(check.remedy)}"

    def action_open(self) -> None:
        """The list that the number counts."""
        row = self.table.current
        if row is not None:
            code = str(row.key)
            self.app.push_screen(FindingList(self.session, code, self._numbers[code]))


def sentence_of(found: Found) -> str:
    """A finding in words."""
    message, facts = found.reason
    return _(message, **{name: fact(value) for name, value in facts.items()})


class FindingRows:
    """The findings of a check as rows, read a page at a time."""

    def __init__(self, session: Session, code: str, total: int) -> None:
        self._session, self._code = session, code
        self.total: int | None = total
        self.known_at_least = total
        self._pages: dict[int, list[Found]] = {}

    def at(self, place: int) -> Found:
        """The finding at a place."""
        number = place // PAGE
        if number not in self._pages:
            self._pages[number] = integrity.findings(self._session.context, self._code, limit=PAGE, offset=number * PAGE)
        return self._pages[number][place % PAGE]

    def window(self, first: int, count: int) -> list[ListRow]:
        """The findings at these places."""
        return [ListRow(place, self._cells(self.at(place))) for place in range(first, min(first + count, self.total or 0))]

    def _cells(self, found: Found) -> tuple[str, ...]:
        return (found.file_number, show.name(found.surname, found.given_name), show.day(found.since), sentence_of(found))


class FindingList(_Listing):
    """The findings of one check; Enter opens the case at what is to be mended."""

    def __init__(self, session: Session, code: str, total: int) -> None:
        super().__init__(session, FOUND_COLUMNS, N_("Nothing to mend"))
        self.code = code
        self._rows = FindingRows(session, code, total)

    def reload(self) -> None:
        """Count and read again; the cursor stays at its place."""
        def read() -> FindingRows:
            rows = FindingRows(self.session, self.code, integrity.counts(self.session.context).get(self.code, 0))
            rows.window(0, 1)  # the first page, here in the thread
            return rows

        self.run(read, self._show, group="rows")

    def _show(self, rows: FindingRows) -> None:
        self._rows = rows
        check = CHECK_OF[self.code]
        self.heading.say(f"{_(check.title)}" + (f" · {check.source}" if check.source else ""))
        self.table.show(rows, keep_place=True)
        self.status.standing(n_("{count} finding", "{count} findings", rows.total or 0))
        self.shown()

    def about(self, row: Row) -> str:
        """The whole sentence, and how it is mended."""
        found = self._rows.at(row.key) if isinstance(row.key, int) and row.key < (self._rows.total or 0) else None
        return f"{found.file_number} · {sentence_of(found)}\n→ {_(CHECK_OF[self.code].remedy)}" if found else ""

    def action_open(self) -> None:
        """The case, at what is to be mended."""
        row = self.table.current
        if row is not None and isinstance(row.key, int):
            open_at(self, self.session, self._rows.at(row.key))


_IN_ORDERS = frozenset(("PL-NO-REPRESENTATIVE", "PL-CARERS-NOT-SUMMONED", "SAS-NO-RESPONSIBLE"))
"""What is mended among orders, roles and hearings, whatever it was found in."""


def open_at(screen: MinoriScreen[None], session: Session, found: Found) -> None:
    """Open a case at the record a finding is about: the order, or the intervention (its form is one Enter away)."""
    from minori_tui.screens.case.screen import CaseScreen

    mended_in_orders = found.subject == "order" or found.code in _IN_ORDERS
    case = CaseScreen(session, found.file_number, "orders" if mended_in_orders else "interventions")
    if found.subject == "intervention":
        case.pane_named("interventions").select(found.subject_id)
    screen.app.push_screen(case)
