"""Registro: every change and every view of the case, who and when, old and new values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.case.labels import LABELS
from minori_tui.screens.case.pane import CasePane, Labeller
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.services import journal, records
from minori_tui.services.context import Context
from minori_tui.services.journal import Change, LogEntry, View
from minori_tui.services.records import CaseView
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

Log = tuple[Sequence[LogEntry], Sequence[Change], Sequence[View]]
COLUMNS = (
    Column("at", N_("When"), 16), Column("who", N_("Who"), 12, grow=1), Column("what", N_("What"), 20, grow=2),
    Column("change", N_("Before → after"), 20, grow=3),
)
ACTS = {"open": N_("viewed"), "export": N_("exported"), "print": N_("printed"), "search": N_("searched")}

DETAILS = {"peek": N_("a look without opening"), "copy": N_("the row was copied")}
LISTS = {"source": "referral_source", "closing_reason": "closing_reason", "role": "assignment_role", "kind": "event_kind",
         "nature": "event_nature", "outcome": "event_outcome", "sex": "sex", "citizenship": "citizenship"}
"""Fields whose values are codes, with the list of the code."""
_YES_NO = frozenset({"msna", "protected", "reserved"})
_DAYS = frozenset({"birth_date", "review_on", "opened_on", "closed_on", "valid_from", "valid_to", "received_on", "at"})
_INNER = frozenset({"match_key", "person_id", "case_id", "household_id"})
"""Fields that only the program needs."""


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
        """What was done and who looked."""
        return journal.register(context, view.case_id)

    def target(self) -> RecordTable:
        """The list."""
        return self.table

    def show(self, found: Log, view: CaseView) -> None:
        """Show what was done and who looked; ``view`` knows the names of operators and relatives."""
        self.table.show(Filtered(register_rows(*found, Values(self.label, view))), keep_place=True)
        self._selected(self.table.current)

    def _selected(self, row: Row | None) -> None:
        self.detail.say("\n".join(filter(None, (" · ".join(row.cells[:3]), row.cells[3]))) if row else "")


class Values:
    """Stored values in the operator's words: labels for codes, names for numbers of rows, days as they are written here."""

    def __init__(self, label: Labeller, view: CaseView) -> None:
        self._label = label
        self._operators = {a.operator_id: a.operator for a in view.assignments}
        self._people = {r.person_id: show.name(r.surname, r.given_name) for r in view.relatives}

    def text(self, change: Change, value: Any) -> str:
        """One value of a changed field."""
        name = change.field
        if value is None:
            return show.UNKNOWN
        if name == "kind" and change.table == "relationship":
            return _(show.RELATIONS.get(str(value), str(value)))
        if name == "kind" and change.table == "contact":
            return self._label("contact_kind", str(value))
        if name in LISTS:
            return self._label(LISTS[name], str(value))
        if name in _YES_NO:
            return show.yes_no(value)
        if name == "municipality":
            return records.place(str(value)) or show.UNKNOWN
        if name == "operator_id":
            return self._operators.get(value, str(value))
        if name == "other_id":
            return self._people.get(value, str(value))
        if name in _DAYS:
            return show.moment(str(value))
        return str(value)


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
        one = [c for c in group if c.field not in _INNER]
        if all(c.old is None for c in one):
            yield "; ".join(f"{_name(c)}: {values.text(c, c.new)}" for c in one if c.new not in (None, ""))
        else:
            yield from (f"{_name(c)}: {values.text(c, c.old)} → {values.text(c, c.new)}" for c in one)


def _title(entry: LogEntry) -> str:
    return _(entry.title, **entry.facts)


def _name(change: Change) -> str:
    return _(LABELS.get(change.field, change.field))
