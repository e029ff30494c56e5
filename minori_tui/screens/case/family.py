"""Famiglia: kin and households of the child as a tree; arrows go from person to person, ``[`` and ``]`` through time."""

from __future__ import annotations

from datetime import date

from textual.binding import Binding

from minori_tui.commands import family_keys
from minori_tui.domain.family_tree import TreeLine
from minori_tui.i18n import N_, _
from minori_tui.screens.case.header import HeaderLine
from minori_tui.screens.case.pane import CasePane, Labeller
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.services import family
from minori_tui.services.context import Context
from minori_tui.services.family import FamilyView, PersonRow
from minori_tui.services.family_words import HOME_SIGN, FamilyText, name_of
from minori_tui.services.records import CaseView
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

COLUMNS = (
    Column("who", N_("Person"), 26, grow=3), Column("tie", N_("To the child"), 21, grow=1),
    Column("age", N_("Age"), 3, align="right"), Column("file", N_("File"), 9), Column("home", N_("Lives"), 10, grow=1),
)


class TreeTable(RecordTable, inherit_bindings=False):
    """The list of the tree: titles are passed over, and ``k`` asks about kinship."""

    BINDINGS = [binding if binding.id not in ("list.up", "list.down") else Binding(
        binding.key.split(",")[0], binding.action, binding.description, show=False, id=binding.id)
        for binding in RecordTable.BINDINGS if isinstance(binding, Binding)]

    def go_to(self, row: int) -> None:
        """As every list; from a title on to the next person in the same direction."""
        forward = row >= self.cursor
        super().go_to(row)
        while (current := self.current) is not None and person_of(current) is None:
            before = self.cursor
            super().go_to(before + (1 if forward else -1))
            if self.cursor == before:
                forward = not forward


def person_of(row: Row | None) -> int | None:
    """The person of a row."""
    return row.key[1] if row is not None and isinstance(row.key, tuple) else None


class FamilyPane(CasePane):
    """The day and the household above, the tree, and below everything about the selected person."""

    NAME, TITLE, COMMANDS = "family", N_("Family"), family_keys.PANE

    DEFAULT_CSS = """
    FamilyPane TreeTable { height: 1fr; }
    FamilyPane TextPane { height: 7; }
    """

    def __init__(self, label: Labeller) -> None:
        super().__init__(label)
        self._view: FamilyView | None = None
        self._lines: tuple[TreeLine, ...] = ()
        self._day: date | None = None
        self._marked: int | None = None
        self.day_line = HeaderLine()
        self.table = TreeTable(COLUMNS, empty=N_("Nobody is recorded: F6 writes down a relative"))
        self.table.cursor_hook = self._selected
        self.detail = TextPane()

    def compose(self) -> list[HeaderLine | RecordTable | TextPane]:
        """Day, tree, person."""
        return [self.day_line, self.table, self.detail]

    def read(self, context: Context, view: CaseView) -> FamilyView:
        """The family as it stands."""
        return family.around(context, view.file_number)

    def target(self) -> RecordTable:
        """The tree."""
        return self.table

    @property
    def person(self) -> PersonRow | None:
        """The selected person."""
        number = person_of(self.table.current)
        return self._view.rows.persons.get(number) if self._view is not None and number is not None else None

    @property
    def _today(self) -> date:
        return self.case.session.context.clock.today()

    @property
    def text(self) -> FamilyText | None:
        """The words about the family on the day that is shown."""
        return FamilyText(self._view, self._day or self._today, self.label) if self._view is not None else None

    def show(self, found: FamilyView, view: CaseView) -> None:
        """Show the family; the first time with the child selected."""
        first = self._view is None
        self._view, self._lines = found, found.tree()
        own = next((n for n, line in enumerate(self._lines) if line.person == found.child), 0)
        if first:
            self.table.cursor = own  # kept until the list is laid out, if it is not yet
        self._paint()
        if first:
            self.table.go_to(own)
        self._selected(self.table.current)

    def _paint(self) -> None:
        text = self.text
        if text is not None:
            self.day_line.say([(" " + text.heading(self._today), "")])
            cells = text.cells(self._lines, self._marked)
            self.table.show(Filtered([ListRow((n, person), row) for n, (person, row) in enumerate(cells)]), keep_place=True)
            self.case.refresh_bindings()

    def standing(self) -> str:
        """What the sign means, and the keys that are not in the footer."""
        if self._marked is not None and self._view is not None:
            return _("{name} is marked: k on another person says how they are related",
                     name=name_of(self._view.rows.persons.get(self._marked)))
        return _("{sign}lives with the child · [ ] through time", sign=HOME_SIGN)

    def _selected(self, row: Row | None) -> None:
        number, text = person_of(row), self.text
        self.detail.say(text.about(number) if text is not None and number is not None else "")

    # ---- what can be done

    def why_not_person(self) -> str | None:
        """Somebody must be selected."""
        return None if self.person else _("The case is being read")

    def open_selected(self) -> None:
        """Enter: the case of the selected person."""
        self.action_open_relative()

    def action_open_relative(self) -> None:
        """Open the case of the selected person, if there is one."""
        from minori_tui.screens.case.screen import CaseScreen

        person = self.person
        if person is None:
            return
        if self._view is not None and person.person_id == self._view.child:
            self.case.say(_("This is the case of {name}", name=name_of(person)))
        elif person.case_number is None:
            self.case.say(_("{name} has no case of their own", name=name_of(person)))
        else:
            self.app.push_screen(CaseScreen(self.case.session, person.case_number, self.NAME))

    def _steps(self) -> tuple[list[date], list[date]]:
        """The days before the one that is shown on which somebody came or went, and those after it, up to today."""
        now = self._day or self._today
        days = [d for d in self._view.days() if d <= self._today] if self._view is not None else []
        if days and self._today not in days:
            days.append(self._today)
        return [d for d in days if d < now], [d for d in days if d > now]

    def why_not_earlier(self) -> str | None:
        """There must be something before."""
        return None if self._steps()[0] else _("Nothing earlier is recorded about the households of the child")

    def why_not_later(self) -> str | None:
        """Not beyond today."""
        return None if self._steps()[1] else _("This is how it stands today")

    def action_step(self, step: int) -> None:
        """The households on the day of the change before, or after."""
        before, after = self._steps()
        days = before[-1:] if step < 0 else after[:1]
        if days:
            self._day = days[0] if days[0] < self._today else None
            self._paint()
            self._selected(self.table.current)

    def action_related(self) -> None:
        """Mark a person; the second time say how the two are related."""
        from minori_tui.screens.case.family_dialogs import Related

        person, text = self.person, self.text
        if person is None or text is None:
            return
        first, self._marked = self._marked, None
        if first is None:
            self._marked = person.person_id
        elif first != person.person_id:
            self.app.push_screen(Related(text.related(first, person.person_id), text.way(first, person.person_id)))
        self._paint()
        self.case.status.standing(self.standing())

    def action_new_relative(self) -> None:
        """Write down a relative of the selected person."""
        from minori_tui.screens.case.family_forms import NewRelative

        if self.person is not None and self.case.view is not None and self._view is not None:
            self.app.push_screen(NewRelative(self.case.session, self.case.view, self.person), self.case.done)

    def action_edit_relative(self) -> None:
        """Correct the selected person, and the bond with the child when there is one."""
        from minori_tui.screens.case.family_forms import EditRelative

        if self.person is not None and self.case.view is not None and self._view is not None:
            bond = self._view.bond_with_child(self.person.person_id)
            self.app.push_screen(EditRelative(self.case.session, self.case.view, (self.person, bond)), self.case.done)

    def action_move_home(self) -> None:
        """Where the selected person lives, from which day."""
        from minori_tui.screens.case.family_forms import MoveHome

        if self.person is not None and self.case.view is not None and self._view is not None:
            labels = sorted({s.label for s in self._view.rows.stays})
            self.app.push_screen(MoveHome(self.case.session, self.case.view, self.person, labels), self.case.done)
