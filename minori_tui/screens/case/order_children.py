"""Which brothers and sisters an order is about too, and what it orders for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from textual import on
from textual.widget import Widget

from minori_tui.commands import keys, order_keys
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.base import MinoriModal
from minori_tui.screens.case.order_labels import HELP, OUTCOME
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.screens.form_base import FormScreen
from minori_tui.screens.session import Session
from minori_tui.services.forms import read_form
from minori_tui.services.order_fields import CODE_LISTS, child_parsers
from minori_tui.services.records import CaseView
from minori_tui.widgets.columns import Column
from minori_tui.widgets.fields import FieldSpec
from minori_tui.widgets.record_table import ListRow, RecordTable

_SIBLINGS = ("sibling", "half_sibling")


@dataclass(frozen=True, slots=True)
class Sibling:
    """A brother or sister with a case."""

    file_number: str
    name: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """A child the order is about, and what it orders for that child where it differs (fields of ``child_parsers``)."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)


def siblings_of(view: CaseView) -> list[Sibling]:
    """The brothers and sisters of a child who have a case of their own."""
    return [Sibling(r.case_number, show.name(r.surname, r.given_name)) for r in view.relatives
            if r.kind in _SIBLINGS and r.case_number]


class ChildrenDialog(MinoriModal[dict[str, Ticked]]):
    """Space ticks, Enter says what is ordered, F8 goes on; the result is those ticked, None after Esc."""

    TITLE_ID = N_("The order is about these too")
    ACTIONS = (*order_keys.CHOICE, keys.GO_ON)
    COLUMNS = (Column("tick", "", 3), Column("file", N_("File"), 10), Column("name", N_("Child"), 20, grow=1),
               Column("what", N_("Outcome"), 24, grow=2))

    def __init__(self, session: Session, siblings: Sequence[Sibling], ticked: Mapping[str, Ticked]) -> None:
        super().__init__()
        self._session, self._siblings = session, siblings
        self._ticked = dict(ticked)
        self.table = RecordTable(self.COLUMNS, Filtered(self._rows()), classes="dialog--fill")

    def compose_body(self) -> Iterable[Widget]:
        """The list."""
        yield self.table

    def on_mount(self) -> None:
        """A tall box; the keys go to the list."""
        self.query_one(".dialog").add_class("dialog--tall")
        self.table.focus()

    def _rows(self) -> list[ListRow]:
        return [ListRow(s.file_number, ("[x]" if s.file_number in self._ticked else "[ ]", s.file_number, s.name,
                                        self._outcome(s.file_number))) for s in self._siblings]

    def _outcome(self, number: str) -> str:
        """What is ordered for a child, in short."""
        if number not in self._ticked:
            return ""
        values = self._ticked[number].values
        kinds = {c.value: c.label for c in self._session.choices("order_kind")}
        said = [kinds.get(values.get("kind", ""), ""), values.get("placed_with", ""), values.get("note", "")]
        return " · ".join(filter(None, said)) or _("as for the child of this case")

    def _show_rows(self) -> None:
        self.table.show(Filtered(self._rows()), keep_place=True)

    @property
    def _current(self) -> Sibling | None:
        row = self.table.current
        return next((s for s in self._siblings if row and s.file_number == row.key), None)

    def action_tick(self) -> None:
        """Space: this child too, or not."""
        if (child := self._current) is not None:
            if self._ticked.pop(child.file_number, None) is None:
                self._ticked[child.file_number] = Ticked(child.name)
            self._show_rows()

    def action_outcome(self) -> None:
        """Enter: what is ordered for this child; it is ticked with it."""
        child = self._current
        if child is None:
            return

        def said(values: dict[str, str] | None) -> None:
            if values is not None:
                self._ticked[child.file_number] = Ticked(child.name, values)
                self._show_rows()

        before = self._ticked.get(child.file_number)
        self.app.push_screen(OutcomeForm(self._session, child, before.values if before else {}), said)

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.action_outcome()

    def action_go_on(self) -> None:
        """F8: back to the form with the choice."""
        self.dismiss({s.file_number: self._ticked[s.file_number] for s in self._siblings if s.file_number in self._ticked})


class OutcomeForm(FormScreen[dict[str, str]]):
    """What an order says of one further child."""

    def __init__(self, session: Session, child: Sibling, values: Mapping[str, str]) -> None:
        self.session, self.child, self._values = session, child, values
        super().__init__()

    def heading(self) -> str:
        """Of whom."""
        return _("What is ordered for {number} {name}", number=self.child.file_number, name=self.child.name)

    def specs(self) -> Sequence[FieldSpec]:
        """The fields of a further child; empty means as for the others."""
        lists = {name: self.session.choose(CODE_LISTS[name]) for name in OUTCOME if name in CODE_LISTS}
        helps = HELP | {"kind": HELP["child_kind"]}
        return [FieldSpec(name, label, "choice" if name in lists else "multiline" if name == "note" else "text", False,
                          lists.get(name), helps.get(name, "")) for name, label in OUTCOME.items()]

    def initial(self) -> Mapping[str, str]:
        """What was said before."""
        return self._values

    def save(self, values: Mapping[str, str]) -> dict[str, str]:
        """Nothing is stored yet: the values are looked at and given back."""
        read_form(values, child_parsers(), (), self.session.context.clock.today())
        return {name: text for name, text in values.items() if text}
