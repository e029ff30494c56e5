"""The roles and the hearings of a case: a list of each, with its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.widget import Widget

from minori_tui.commands import keys, order_keys
from minori_tui.domain.errors import FieldProblem
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.case.checked import CheckedForm
from minori_tui.screens.case.forms import _CaseForm, _Rereading
from minori_tui.screens.case.order_forms import offices
from minori_tui.screens.case.order_labels import HEARING, HELP, ROLE
from minori_tui.screens.case.order_text import moment
from minori_tui.screens.case.pane import Labeller
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.screens.form_base import FormHeading
from minori_tui.screens.session import Session
from minori_tui.screens.undo import UndoMixin
from minori_tui.services import authorities, hearings, orders, roles
from minori_tui.services.hearings import HearingView
from minori_tui.services.records import CaseView
from minori_tui.services.roles import RoleView
from minori_tui.widgets.columns import Column
from minori_tui.widgets.fields import Choice, FieldSpec
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

Part = TypeVar("Part", RoleView, HearingView)


class _PartsScreen(UndoMixin, MinoriScreen[None], Generic[Part]):
    """A list of one sort of records of a case, the whole of the selected one below it."""

    HOLD_KEYS = True
    AUTO_FOCUS = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    EMPTY: ClassVar[str] = ""

    def __init__(self, session: Session, view: CaseView, label: Labeller) -> None:
        super().__init__()
        self.session, self.view, self.label = session, view, label
        self._parts: dict[object, Part] = {}
        self.table = RecordTable(self.COLUMNS, empty=self.EMPTY)
        self.table.cursor_hook = self._selected
        self.detail = TextPane()

    def title_of(self) -> str:
        """What the list is of."""
        raise NotImplementedError

    def read(self) -> list[Part]:
        """The records, in their order."""
        raise NotImplementedError

    def row(self, part: Part) -> ListRow:
        """A record as a row."""
        raise NotImplementedError

    def whole(self, part: Part) -> str:
        """What does not fit its row."""
        raise NotImplementedError

    def compose_body(self) -> Iterable[Widget]:
        """Whose they are, the list, the selected one."""
        name = show.name(self.view.surname, self.view.given_name)
        yield FormHeading(f"{self.title_of()}: {self.view.file_number} {name}")
        yield from (self.table, self.detail)

    def on_mount(self) -> None:
        """Read them."""
        self.reload()

    def reload(self) -> None:
        """Read them again."""
        self.run(self.read, self._show, group="parts")

    def on_screen_resume(self) -> None:
        """Back from a form: what was saved shows."""
        if self._parts or not self._holding:
            self.reload()

    def _show(self, found: Sequence[Part]) -> None:
        rows = [self.row(part) for part in found]
        self._parts = {row.key: part for row, part in zip(rows, found, strict=True)}
        self.table.show(Filtered(rows), keep_place=True)
        self._selected(self.table.current)
        self.refresh_bindings()
        if self.focused is None:
            self.table.focus()
        self.ready()

    @property
    def current(self) -> Part | None:
        """The selected record."""
        row = self.table.current
        return self._parts.get(row.key) if row else None

    def _selected(self, row: Row | None) -> None:
        part = self._parts.get(row.key) if row else None
        self.detail.say(self.whole(part) if part is not None else "")

    def why_not_part(self) -> str | None:
        """There must be one."""
        return None if self.current is not None else _(self.EMPTY)

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.action_edit_part()

    def action_edit_part(self) -> None:
        """Change the selected one."""
        raise NotImplementedError

    def saved(self, done: object) -> None:
        """A form was left."""
        if done:
            self.say(_("Saved"))


# ---- roles

class RolesScreen(_PartsScreen[RoleView]):
    """Who has which part in the proceeding."""

    ACTIONS = (*order_keys.ROLE_PARTS, *keys.RECORDS)
    DEFAULT_CSS = "RolesScreen TextPane { height: 30%; min-height: 4; }"
    COLUMNS = (Column("role", N_("Role"), 20, grow=1), Column("name", N_("Name"), 24, grow=2), Column("from", N_("From"), 10),
               Column("to", N_("Until"), 10), Column("contact", N_("Contact"), 20, min_terminal_width=100, grow=1))
    EMPTY = N_("No role is recorded: F6 enters one")

    def title_of(self) -> str:
        """What the list is of."""
        return _("Legal roles")

    def read(self) -> list[RoleView]:
        """Those in force first."""
        return roles.of_case(self.session.context, self.view.case_id)

    def row(self, part: RoleView) -> ListRow:
        """Role, name, days, contact."""
        return ListRow(part.role_id, (self.label("legal_role", part.role), part.name, show.day(part.valid_from),
                                      show.day(part.valid_to) if part.valid_to else "", part.contact or ""))

    def whole(self, part: RoleView) -> str:
        """Contact, lawyer of the roster, note."""
        lawyer = _("On the roster: {name}", name=part.lawyer) if part.lawyer else ""
        return "\n".join(filter(None, (part.contact, lawyer, part.note)))

    def action_new_part(self) -> None:
        """Enter a role."""
        self.app.push_screen(NewRole(self.session, self.view), self.saved)

    def action_edit_part(self) -> None:
        """Change the selected role."""
        if self.current is not None:
            self.app.push_screen(EditRole(self.session, self.view, self.current), self.saved)

    def action_end_part(self) -> None:
        """End the selected role."""
        if self.current is not None:
            self.app.push_screen(EndRole(self.session, self.view, self.current), self.saved)


class _RoleForm(_CaseForm):
    """The fields of a role."""

    def specs(self) -> Sequence[FieldSpec]:
        """Role, who, by which order, from when."""
        context = self.session.context
        lists: dict[str, Callable[[], Sequence[Choice]]] = {
            "role": self.session.choose("legal_role"),
            "lawyer": lambda: [Choice(name, name, bar) for name, bar in roles.lawyer_names(context)],
            "order": lambda: [Choice(f"#{o.order_id}", f"{show.day(o.received_on or o.filed_on)} {o.number} {o.office.short}")
                              for o in orders.of_case(context, self.view.case_id)]}
        return [FieldSpec(name, label, "choice" if name == "role" else "date" if name.startswith("valid") else
                          "multiline" if name == "note" else "text", name == "role", lists.get(name), HELP.get(name, ""))
                for name, label in ROLE.items()]


class NewRole(_RoleForm):
    """Enter a role."""

    def title_of(self) -> str:
        """What the form does."""
        return _("New legal role")

    def save(self, values: Mapping[str, str]) -> bool:
        """Enter it."""
        roles.add_role(self.session.context, self.view.file_number, {n: v for n, v in values.items() if v})
        return True


class EditRole(_RoleForm, _Rereading[RoleView]):
    """Change a role."""

    def __init__(self, session: Session, view: CaseView, seen: RoleView) -> None:
        self.seen = seen
        super().__init__(session, view)

    def title_of(self) -> str:
        """What the form does."""
        return _("Change the role")

    def initial(self) -> Mapping[str, str]:
        """What was stored when it was seen."""
        return roles.form_values(self.seen)

    def read_again(self) -> tuple[RoleView, Mapping[str, str]]:
        """The role as it stands now."""
        now = roles.role(self.session.context, self.seen.role_id)
        return now, roles.form_values(now)

    def save(self, values: Mapping[str, str]) -> bool:
        """Write what differs."""
        roles.edit_role(self.session.context, self.seen, values)
        return True


class EndRole(_CaseForm):
    """End a role on a day."""

    def __init__(self, session: Session, view: CaseView, seen: RoleView) -> None:
        self.seen = seen
        super().__init__(session, view)

    def title_of(self) -> str:
        """What the form does, and whose role it is."""
        return _("End the role of {name}", name=self.seen.name)

    def specs(self) -> Sequence[FieldSpec]:
        """From which day on nobody has it."""
        return [FieldSpec("valid_to", ROLE["valid_to"], "date", True, help=HELP["valid_to"])]

    def initial(self) -> Mapping[str, str]:
        """Today."""
        return {"valid_to": f"{self.session.context.clock.today():%d/%m/%Y}"}

    def save(self, values: Mapping[str, str]) -> bool:
        """End it."""
        roles.end_role(self.session.context, self.seen, values["valid_to"])
        return True


# ---- hearings

class HearingsScreen(_PartsScreen[HearingView]):
    """The hearings of the case, and the summons of the foster carers."""

    ACTIONS = (*order_keys.PARTS, *keys.RECORDS)
    DEFAULT_CSS = "HearingsScreen TextPane { height: 30%; min-height: 4; }"
    COLUMNS = (Column("at", N_("When"), 16), Column("authority", N_("Authority"), 20, grow=2),
               Column("summoned", N_("Carers summoned"), 16, grow=1), Column("outcome", N_("Outcome"), 10),
               Column("registry", N_("R.G."), 10, min_terminal_width=100))
    EMPTY = N_("No hearing is recorded: F6 enters one")

    def title_of(self) -> str:
        """What the list is of."""
        return _("Hearings")

    def read(self) -> list[HearingView]:
        """The latest first."""
        return hearings.of_case(self.session.context, self.view.case_id)

    def row(self, part: HearingView) -> ListRow:
        """When, where, summons, outcome."""
        return ListRow(part.event_id, (moment(part.at).removesuffix(" 00:00"), part.authority or "",
                                       show.day(part.carers_summoned_on), self.label("event_outcome", part.outcome),
                                       part.registry_number or ""))

    def whole(self, part: HearingView) -> str:
        """Who was there, and what was said."""
        return "\n".join(filter(None, (part.by_whom, part.text)))

    def action_new_part(self) -> None:
        """Enter a hearing."""
        self.app.push_screen(NewHearing(self.session, self.view), self.saved)

    def action_edit_part(self) -> None:
        """Change the selected hearing."""
        if self.current is not None:
            self.app.push_screen(EditHearing(self.session, self.view, self.current), self.saved)


class _HearingForm(CheckedForm):
    """The fields of a hearing."""

    SPELT_OUT = frozenset({"authority"})

    def spelt(self, name: str, typed: str) -> str:
        """The whole name of the court."""
        return authorities.name_of(self.session.context, typed)

    def look(self, values: Mapping[str, str]) -> Sequence[FieldProblem]:
        """What there is to say."""
        return hearings.look(self.session.context, values)

    def specs(self) -> Sequence[FieldSpec]:
        """When, where, the summons, what came of it."""
        lists: dict[str, Callable[[], Sequence[Choice]]] = {"authority": offices(self.session),
                                                            "outcome": self.session.choose("event_outcome")}
        return [FieldSpec(name, label, "choice" if name == "outcome" else "date" if name == "carers_summoned_on" else
                          "multiline" if name == "text" else "text", name == "at", lists.get(name), HELP.get(name, ""))
                for name, label in HEARING.items()]


class NewHearing(_HearingForm):
    """Enter a hearing."""

    def title_of(self) -> str:
        """What the form does."""
        return _("New hearing")

    def save(self, values: Mapping[str, str]) -> bool:
        """Enter it."""
        hearings.add_hearing(self.session.context, self.view.file_number, {n: v for n, v in values.items() if v})
        return True


class EditHearing(_HearingForm, _Rereading[HearingView]):
    """Change a hearing."""

    def __init__(self, session: Session, view: CaseView, seen: HearingView) -> None:
        self.seen = seen
        super().__init__(session, view)

    def title_of(self) -> str:
        """What the form does."""
        return _("Change the hearing")

    def initial(self) -> Mapping[str, str]:
        """What was stored when it was seen."""
        return hearings.form_values(self.seen)

    def read_again(self) -> tuple[HearingView, Mapping[str, str]]:
        """The hearing as it stands now."""
        now = hearings.hearing(self.session.context, self.seen.event_id)
        return now, hearings.form_values(now)

    def save(self, values: Mapping[str, str]) -> bool:
        """Write what differs."""
        hearings.edit_hearing(self.session.context, self.seen, values)
        return True
