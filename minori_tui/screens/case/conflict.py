"""When somebody else changed the record under a form: what differs, field by field, and which of the two is to stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from textual import on
from textual.widget import Widget

from minori_tui.commands import keys
from minori_tui.i18n import N_, _
from minori_tui.screens.base import MinoriModal
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.screens.dialogs.text import PlainText
from minori_tui.widgets.columns import Column
from minori_tui.widgets.fields import FieldSpec, options
from minori_tui.widgets.form import Form
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

Take = Literal["mine", "theirs"]
CHOSEN = "▸ "
"""Before the text that is to stay."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A field that somebody else changed: what is stored now, and the two texts as they are read. ``clash``: it was
    changed here too, to something else."""

    spec: FieldSpec
    stored: str
    mine: str
    theirs: str
    clash: bool


def compare(form: Form, opened_with: Mapping[str, str], now: Mapping[str, str]) -> list[Compared]:
    """The fields of a form whose stored value is no longer the one the form was opened with."""
    found = []
    for name, field in form.fields.items():
        stored = now.get(name, "")
        if stored != opened_with.get(name, ""):
            labels = {choice.value: choice.label for choice in options(field.spec)}
            clash = field.dirty and field.value != stored
            found.append(Compared(field.spec, stored, field.typed, labels.get(stored, stored), clash))
    return found


class ConflictDialog(MinoriModal[dict[str, Take]]):
    """Both texts of each field; Enter changes which one stays. The result is the choice, None after Esc: then the form
    is as it was."""

    TITLE_ID = N_("Changed meanwhile")
    ACTIONS = (keys.GO_ON,)
    COLUMNS = (Column("field", N_("Field"), 16), Column("mine", N_("Yours"), 22, grow=1),
               Column("theirs", N_("Stored now"), 22, grow=1))
    DEFAULT_CSS = "ConflictDialog .dialog--detail { height: 6; border-top: solid $foreground; }"

    def __init__(self, clashes: Sequence[Compared], who: str) -> None:
        """``who`` made the last change."""
        super().__init__()
        self._clashes, self._who = clashes, who
        self._takes: dict[str, Take] = {c.spec.name: "mine" for c in clashes}
        self.detail = PlainText(classes="dialog--detail")
        self.table = RecordTable(self.COLUMNS, Filtered(self._rows()), classes="dialog--fill")
        self.table.cursor_hook = self._tell

    def compose_body(self) -> Iterable[Widget]:
        """What happened, the fields, the whole of the selected one."""
        yield PlainText(_("{who} changed the same fields while you were typing. Enter chooses which text stays; nothing is "
                          "saved before F8 on the form.", who=self._who))
        yield self.table
        yield self.detail

    def on_mount(self) -> None:
        """A tall box; the keys go to the list."""
        self.query_one(".dialog").add_class("dialog--tall")
        self.table.focus()

    def _rows(self) -> list[ListRow]:
        return [ListRow(c.spec.name, (
            _(c.spec.label), (CHOSEN if self._takes[c.spec.name] == "mine" else "  ") + c.mine,
            (CHOSEN if self._takes[c.spec.name] == "theirs" else "  ") + c.theirs)) for c in self._clashes]

    def _tell(self, row: Row | None) -> None:
        one = next((c for c in self._clashes if row and c.spec.name == row.key), None)
        self.detail.say(f"{_('Yours')}: {one.mine}\n{_('Stored now')}: {one.theirs}" if one else "")

    @on(RecordTable.Opened)
    def _changed(self, event: RecordTable.Opened) -> None:
        event.stop()
        name = str(event.key)
        self._takes[name] = "theirs" if self._takes[name] == "mine" else "mine"
        self.table.show(Filtered(self._rows()), keep_place=True)

    def action_go_on(self) -> None:
        """F8: back to the form with the choice."""
        self.dismiss(self._takes)
