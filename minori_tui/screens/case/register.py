"""Registro: every change and every view of the case, who and when, old and new values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from minori_tui.domain.text import shown
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.case.labels import LABELS
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.services.journal import Change, LogEntry, View
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

COLUMNS = (
    Column("at", N_("When"), 16), Column("who", N_("Who"), 12, grow=1), Column("what", N_("What"), 20, grow=2),
    Column("change", N_("Before → after"), 20, grow=3),
)
ACTS = {"open": N_("viewed"), "export": N_("exported"), "print": N_("printed"), "search": N_("searched")}


class Register(Vertical):
    """A list of changes and views, the latest first, and the whole of the selected one below."""

    DEFAULT_CSS = """
    Register RecordTable { height: 1fr; }
    Register VerticalScroll { height: 5; border-top: solid $foreground; padding: 0 1; }
    Register Static { height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.table = RecordTable(COLUMNS, empty=N_("Nothing recorded"))
        self.table.cursor_hook = self._selected
        self._text = Static("", markup=False)

    def compose(self) -> list[RecordTable | VerticalScroll]:
        """List and text."""
        return [self.table, VerticalScroll(self._text, can_focus=False)]

    def show(self, entries: Sequence[LogEntry], changes: Sequence[Change], views: Sequence[View]) -> None:
        """Show what was done and who looked."""
        self.table.show(Filtered(register_rows(entries, changes, views)), keep_place=True)
        self._selected(self.table.current)

    def _selected(self, row: Row | None) -> None:
        text = "\n".join(filter(None, (" · ".join(row.cells[:3]), row.cells[3]))) if row else ""
        self._text.update(Content(shown(text, multiline=True)))


def register_rows(entries: Sequence[LogEntry], changes: Sequence[Change], views: Sequence[View]) -> list[ListRow]:
    """A row for each changed field, one for each record that was made, and one for each view; the latest first."""
    lines: list[tuple[str, int, tuple[str, ...]]] = []
    by_operation: dict[int, list[Change]] = {}
    for change in changes:
        by_operation.setdefault(change.op_id, []).append(change)
    for entry in entries:
        row = entry.operation
        title = _("Undone: {title}", title=_title(entry)) if row.kind == "undo" else _title(entry)
        what = title if entry.in_force else f"{title} ({_('taken back')})"
        told = list(_told(by_operation.get(row.op_id, []))) or [row.reason or ""]
        lines += [(row.at, -number, (show.local(row.at), row.operator or show.UNKNOWN, what, text))
                  for number, text in enumerate(told)]
    lines += [(v.at, 0, (show.local(v.at), v.operator, _(ACTS.get(v.act, v.act)), v.detail or "")) for v in views]
    lines.sort(key=lambda item: item[:2], reverse=True)
    return [ListRow(number, cells) for number, (_at, _place, cells) in enumerate(lines)]


def _told(changes: Sequence[Change]) -> Iterator[str]:
    """A record that was made is one sentence with its values; a change is one a field."""
    for _record, group in groupby(changes, key=lambda c: (c.table, c.row_id)):
        one = list(group)
        if all(c.old is None for c in one):
            yield "; ".join(f"{_name(c)}: {_value(c.new)}" for c in one)
        else:
            yield from (f"{_name(c)}: {_value(c.old)} → {_value(c.new)}" for c in one)


def _title(entry: LogEntry) -> str:
    return _(entry.title, **entry.facts)


def _name(change: Change) -> str:
    return _(LABELS.get(change.field, change.field))


def _value(value: Any) -> str:
    return show.UNKNOWN if value is None else str(value)
