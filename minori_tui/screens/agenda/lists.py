"""The lists behind the counts of the agenda: as many rows as the count says; Enter opens the case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from minori_tui.commands import keys
from minori_tui.domain.integrity import CHECK_OF
from minori_tui.i18n import N_, _, n_
from minori_tui.screens import due_show, show
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.form_base import FormHeading
from minori_tui.screens.session import Session
from minori_tui.services import due, journal
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable, RowSource
from minori_tui.widgets.row_source import Written

CASE_COLUMNS = (Column("number", N_("File"), 10), Column("name", N_("Child"), 14, grow=1))


def changed_list(session: Session, agenda: due.Agenda) -> FoundList:
    """What others did, the latest first."""
    columns = (Column("at", N_("When"), 16), Column("who", N_("Who"), 12, grow=1), Column("what", N_("What"), 16, grow=3))

    def row(found: due.Changed, place: int) -> ListRow:
        subject = found.subject or ""
        return ListRow(place, (found.file_number or "", _name(found), show.local(found.at), found.operator or show.UNKNOWN,
                               _(journal.TITLES.get(found.kind, found.kind), subject=subject, title=subject)))

    rows = Written(agenda.changed.rows, row)
    return FoundList(session, _("Changed by others since you last looked"), columns, rows, "register")


def silent_list(session: Session, silent: due.Section[due.Silent], days: int) -> FoundList:
    """The children of whom nothing was written for long, the oldest cases first."""
    columns = (Column("last", N_("Last entry"), 18), Column("opened", N_("Open from"), 10))

    def row(found: due.Silent, place: int) -> ListRow:
        last = show.moment(found.last_at) if found.last_at else _("never")
        return ListRow(place, (found.file_number, _name(found), last, show.day(found.opened_on)))

    return FoundList(session, _("Nothing written for {days} days", days=days), columns, Written(silent.rows, row), "diary")


def incomplete_list(session: Session, agenda: due.Agenda) -> FoundList:
    """What the checks find in these cases."""
    columns = (Column("what", N_("What is found"), 40, grow=3), Column("since", N_("Since"), 10, priority=1))

    def row(found: due.Incomplete, place: int) -> ListRow:
        title = CHECK_OF[found.code].title if found.code in CHECK_OF else found.code
        return ListRow(place, (found.file_number, _name(found), _(title), show.day(found.since)))

    return FoundList(session, _("To be completed or mended"), columns, Written(agenda.incomplete.rows, row), "interventions")


def _name(found: due.Changed | due.Silent | due.Incomplete) -> str:
    """Whose case; empty for an import, which is about many."""
    return due_show.short_name(found) if found.surname else ""  # type: ignore[arg-type]


class FoundList(MinoriScreen[None]):
    """What a count counts. ``columns`` come after file number and name; ``pane`` is the pane of the case that Enter opens."""

    ACTIONS = (keys.OPEN,)
    AUTO_FOCUS = "RecordTable"

    def __init__(self, session: Session, heading: str, columns: Sequence[Column], rows: RowSource, pane: str) -> None:
        super().__init__()
        self.session, self._heading, self._pane = session, heading, pane
        self.table = RecordTable((*CASE_COLUMNS, *columns), rows)

    def compose_body(self) -> Iterable[Widget]:
        """What is counted, and the list."""
        yield FormHeading(self._heading)
        yield self.table

    def on_mount(self) -> None:
        """How many there are: as many as the count said."""
        self.status.standing(n_("{count} found", "{count} found", self.table.source.total or 0))

    def why_not_open(self) -> str | None:
        """A row with a case must be selected: an import is about many."""
        row = self.table.current
        return None if row is not None and row.cells[0] else _("No case is selected")

    def action_open(self) -> None:
        """Open the case of the row."""
        row = self.table.current
        if row is not None and row.cells[0]:
            from minori_tui.screens.case.screen import CaseScreen

            self.app.push_screen(CaseScreen(self.session, row.cells[0], self._pane))

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.action_open()
