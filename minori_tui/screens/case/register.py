"""Registro: every change and every view of the case, who and when, old and new values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.case.pane import CasePane, Labeller
from minori_tui.screens.case.stored import INNER, Names, Values, field_name
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.services import journal
from minori_tui.services.context import Context
from minori_tui.services.journal import Change, LogEntry, View
from minori_tui.services.records import CaseView
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

Log = tuple[Sequence[LogEntry], Sequence[Change], Sequence[View], Names]
COLUMNS = (
    Column("at", N_("When"), 16), Column("who", N_("Who"), 12, grow=1), Column("what", N_("What"), 20, grow=2),
    Column("change", N_("Before → after"), 20, grow=3),
)
ACTS = {"open": N_("viewed"), "export": N_("exported"), "print": N_("printed"), "search": N_("searched")}

DETAILS = {"peek": N_("a look without opening"), "copy": N_("the row was copied")}

class Register(CasePane):
    """A list of changes and views, the latest first, and the whole of the selected one below."""

    NAME, TITLE = "register", N_("Register")

    DEFAULT_CSS = """
    Register RecordTable { height: 1fr; }
    Register TextPane { height: 30%; min-height: 5; }
    """

    def __init__(self, label: Labeller) -> None:
        super().__init__(label)
        self.table = RecordTable(COLUMNS, empty=N_("Nothing recorded"))
        self.table.cursor_hook = self._selected
        self.detail = TextPane()

    def compose(self) -> list[RecordTable | TextPane]:
        """List and text; Tab goes to the text, to scroll a long one."""
        return [self.table, self.detail]

    def read(self, context: Context, view: CaseView) -> Log:
        """What was done and who looked, and the names of what was pointed to."""
        entries, changes, seen = journal.register(context, view.case_id)
        return entries, changes, seen, journal.names(context, changes)

    def target(self) -> RecordTable:
        """The list."""
        return self.table

    def show(self, found: Log, view: CaseView) -> None:
        """Show what was done and who looked."""
        entries, changes, seen, names = found
        self.table.show(Filtered(register_rows(entries, changes, seen, Values(self.label, names))), keep_place=True)
        self._selected(self.table.current)

    def _selected(self, row: Row | None) -> None:
        self.detail.say("\n".join(filter(None, (" · ".join(row.cells[:3]), row.cells[3]))) if row else "")


def register_rows(entries: Sequence[LogEntry], changes: Sequence[Change], views: Sequence[View], values: Values) -> list[ListRow]:
    """A row for each changed field, one for each record that was made, and one for each view; the latest first."""
    lines: list[tuple[str, int, tuple[str, ...]]] = []
    by_operation: dict[int, list[Change]] = {}
    for change in changes:
        by_operation.setdefault(change.op_id, []).append(change)
    for entry in entries:
        row = entry.operation
        title = _("Undone: {title}", title=_title(entry)) if row.kind == "undo" else _title(entry)
        what = title if entry.in_force else f"{title} ({_('taken back')})"
        told = list(_told(by_operation.get(row.op_id, []), values)) or [row.reason or ""]
        lines += [(row.at, -number, (show.local(row.at), row.operator or show.UNKNOWN, what, text))
                  for number, text in enumerate(told)]
    lines += [(v.at, 0, (show.local(v.at), v.operator, _(ACTS.get(v.act, v.act)), _(DETAILS.get(v.detail or "", v.detail or ""))))
              for v in views]
    lines.sort(key=lambda item: item[:2], reverse=True)
    return [ListRow(number, cells) for number, (_at, _place, cells) in enumerate(lines)]


def _told(changes: Sequence[Change], values: Values) -> Iterator[str]:
    """A record that was made is one sentence with its values; a change is one a field."""
    for _record, group in groupby(changes, key=lambda c: (c.table, c.row_id)):
        one = [c for c in group if c.field not in INNER]
        if all(c.old is None for c in one):
            yield "; ".join(f"{field_name(c)}: {values.text(c, c.new)}" for c in one if c.new not in (None, ""))
        else:
            yield from (f"{field_name(c)}: {values.text(c, c.old)} → {values.text(c, c.new)}" for c in one)


def _title(entry: LogEntry) -> str:
    return _(entry.title, **entry.facts)
