"""Registro: every change and every view of the case, who and when, old and new values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.containers import Vertical

from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.services.journal import Change, LogEntry, View
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable

COLUMNS = (
    Column("at", N_("When"), 16), Column("who", N_("Who"), 12, grow=1), Column("what", N_("What"), 22, grow=2),
    Column("field", N_("Field"), 16, grow=1, min_terminal_width=76), Column("change", N_("Before → after"), 20, grow=3),
)
ACTS = {"open": N_("viewed"), "export": N_("exported"), "print": N_("printed"), "search": N_("searched")}


class Register(Vertical):
    """A list of changes and views, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        self.table = RecordTable(COLUMNS, empty=N_("Nothing recorded"))

    def compose(self) -> list[RecordTable]:
        """The list."""
        return [self.table]

    def show(self, entries: Sequence[LogEntry], changes: Sequence[Change], views: Sequence[View]) -> None:
        """Show what was done and who looked."""
        self.table.show(Filtered(register_rows(entries, changes, views)), keep_place=True)


def register_rows(entries: Sequence[LogEntry], changes: Sequence[Change], views: Sequence[View]) -> list[ListRow]:
    """A row for each changed field, for each operation without one, and for each view; the latest first."""
    lines: list[tuple[str, int, tuple[str, ...]]] = []
    by_operation: dict[int, list[Change]] = {}
    for change in changes:
        by_operation.setdefault(change.op_id, []).append(change)
    for entry in entries:
        row = entry.operation
        title = _("Undone: {title}", title=_title(entry)) if row.kind == "undo" else _title(entry)
        what = title if entry.in_force else f"{title} ({_('taken back')})"
        shown_changes: list[Change | None] = [*by_operation.get(row.op_id, [])] or [None]
        for number, one in enumerate(shown_changes):
            field = f"{one.table}.{one.field}" if one else ""
            arrow = f"{_value(one.old)} → {_value(one.new)}" if one else row.reason or ""
            lines.append((row.at, -number, (show.local(row.at), row.operator or show.UNKNOWN, what, field, arrow)))
    lines += [(v.at, 0, (show.local(v.at), v.operator, _(ACTS.get(v.act, v.act)), "", v.detail or "")) for v in views]
    lines.sort(key=lambda item: item[:2], reverse=True)
    return [ListRow(number, cells) for number, (_at, _place, cells) in enumerate(lines)]


def _title(entry: LogEntry) -> str:
    return _(entry.title, **entry.facts)


def _value(value: Any) -> str:
    return show.UNKNOWN if value is None else str(value)
