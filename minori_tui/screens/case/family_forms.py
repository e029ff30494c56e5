"""The forms about the family: a relative who is new or on record, a correction, where somebody lives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from minori_tui.commands import keys
from minori_tui.domain.errors import Refused
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.case.forms import _CaseForm, _Rereading
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.screens.session import Session
from minori_tui.services import family
from minori_tui.services.family import BondRow, PersonRow
from minori_tui.services.records import CaseView
from minori_tui.widgets.columns import Column
from minori_tui.widgets.fields import Choice, FieldSpec
from minori_tui.widgets.form import Form
from minori_tui.widgets.record_table import ListRow, RecordTable

Seen = tuple[PersonRow, BondRow | None]
_IDENTITY = ("surname", "given_name", "birth_date")


def _person_specs(session: Session, kind: Sequence[FieldSpec]) -> list[FieldSpec]:
    """The fields of a relative."""
    return [*kind, FieldSpec("surname", N_("Surname"), required=True), FieldSpec("given_name", N_("Given name"), required=True),
            FieldSpec("birth_date", N_("Born on"), "date"), FieldSpec("sex", N_("Sex"), "choice", False, session.choose("sex")),
            FieldSpec("died_on", N_("Died on"), "date"),
            FieldSpec("valid_from", N_("From"), "date", help=N_("From when the bond holds; empty for kin by birth")),
            FieldSpec("valid_to", N_("Until"), "date", help=N_("The day the bond ends; empty while it holds")),
            FieldSpec("notes", N_("Notes"), "multiline")]


class NewRelative(_CaseForm):
    """Persons on record are listed below as the name is typed: Enter on one takes that one, so that nobody is entered twice."""

    ACTIONS = keys.NEW_CASE
    DEFAULT_CSS = """
    NewRelative #alike { height: 5; border-top: solid $foreground; }
    NewRelative #alike RecordTable { height: 1fr; }
    """

    def __init__(self, session: Session, view: CaseView, of: PersonRow) -> None:
        """``of``: whose relative."""
        self._of = of
        self._taken: int | None = None
        self._identity: dict[str, str] = {}  # of the person taken, as the form shows it
        self._anyway = False
        columns = (Column("name", N_("On record already"), 30, grow=2), Column("born", N_("Born on"), 10),
                   Column("file", N_("File"), 10), Column("same", "", 20, grow=1))
        self.table = RecordTable(columns, empty=N_("Nobody of this name is on record"))
        self._alike: list[PersonRow] = []
        super().__init__(session, view)

    def title_of(self) -> str:
        """What the form does, and whose relative."""
        return _("New relative of {name}", name=show.name(self._of.surname, self._of.given_name))

    def heading(self) -> str:
        """Whose relative: the case is in its own name only when it is the child's."""
        return self.title_of()

    def _kinds(self) -> list[Choice]:
        return [*self.session.choices("relationship_kind"), Choice("child", _("son or daughter"))]

    def specs(self) -> Sequence[FieldSpec]:
        """What the person is, then who."""
        return _person_specs(self.session, [FieldSpec("kind", N_("Is the"), "choice", True, self._kinds, N_(
            "What this person is to the one named above: mother, uncle, spouse; F4 lists them"))])

    def compose_form(self) -> Iterable[Widget]:
        """The form, and who is on record below it."""
        yield from (self.form, Vertical(self.table, id="alike"))

    @on(Form.Entered)
    def _moved(self) -> None:
        values = self.form.values()
        if any(values[n] != self._identity.get(n, values[n]) for n in _IDENTITY):
            self._taken, self._identity, self._anyway = None, {}, False  # another name was typed over the one that was taken
            self.notice.say("")
        from minori_tui.services.family_writing import alike

        self.run(lambda: alike(self.session.context, values), self._show_alike, group="alike")

    def _show_alike(self, found: list[PersonRow]) -> None:
        self._alike = found
        self.table.show(Filtered([ListRow(p.person_id, (
            show.name(p.surname, p.given_name), show.day(p.birth_date), p.case_number or "",
            _("◆ this one") if p.person_id == self._taken else "")) for p in found]), keep_place=True)
        self.show_keys()

    def why_not_alike(self) -> str | None:
        """There must be somebody."""
        return None if self._alike else _("Nobody of this name is on record")

    def action_alike(self) -> None:
        """F7: to the list, and back to the form."""
        if self.table.has_focus:
            self.form.focus_field("surname")
        else:
            self.table.focus()
            self.status.standing(_("Enter takes the selected person; F7 goes back to the form"))

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        chosen = next((p for p in self._alike if p.person_id == event.key), None)
        if chosen is not None:
            for name, value in _shown(chosen).items():
                self.form.fields[name].choose(value)
            self._take(chosen.person_id)
            self.form.focus_field("kind")
            self.notice.say(_("{name} is on record: only the bond is new",
                              name=show.name(chosen.surname, chosen.given_name)))

    def _take(self, person: int) -> None:
        values = self.form.values()
        self._taken, self._identity = person, {name: values[name] for name in _IDENTITY}
        self._show_alike(self._alike)

    def failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """Somebody of this name and birth date is on record: ask whether it is the same person."""
        if isinstance(error, Refused) and error.facts.get("code") == "alike":
            twin = int(error.facts["person"])

            def answered(same: bool | None) -> None:
                if same:
                    self._take(twin)
                    self.action_save()
                else:
                    values = self.form.values()
                    self._anyway, self._identity = True, {name: values[name] for name in _IDENTITY}
                    self.say(_("Nothing is written yet. F8 again writes down another person of the same name"), trouble=True)

            question = _("Somebody of this name and birth date is on record. Is it the same person?")
            self.app.push_screen(Confirm(question), answered)
        else:
            super().failed(error, again)

    def save(self, values: Mapping[str, str]) -> bool:
        """Write the bond, and the person unless on record."""
        from minori_tui.services.family_writing import add_relative

        add_relative(self.session.context, self.view.file_number, {n: v for n, v in values.items() if v}, of=self._of.person_id,
                     existing=self._taken, anyway=self._anyway)
        return True


def _shown(person: PersonRow) -> dict[str, str]:
    """The identity of a person as the form shows it."""
    born = "/".join(reversed(person.birth_date.split("-"))) if person.birth_date else ""
    return {"surname": person.surname, "given_name": person.given_name, "birth_date": born}


class EditRelative(_Rereading[Seen]):
    """Correct a person of the family, and the bond with the child: what it is, from when, until when."""

    def __init__(self, session: Session, view: CaseView, seen: Seen) -> None:
        self.seen = seen
        super().__init__(session, view)

    def title_of(self) -> str:
        """What the form does."""
        return _("Correct {name}", name=show.name(self.seen[0].surname, self.seen[0].given_name))

    def heading(self) -> str:
        """Who is corrected."""
        return self.title_of()

    def specs(self) -> Sequence[FieldSpec]:
        """The person; the bond too when there is one with the child."""
        kind = FieldSpec("kind", N_("Is the"), "choice", True, self.session.choose("relationship_kind"),
                         N_("What this person is to the child"))
        found = _person_specs(self.session, [kind])
        return found if self.seen[1] else [s for s in found if s.name not in ("kind", "valid_from", "valid_to")]

    def initial(self) -> Mapping[str, str]:
        """What was stored when it was seen."""
        return _values(self.seen)

    def read_again(self) -> tuple[Seen, Mapping[str, str]]:
        """The person and the bond as they stand now."""
        now = family.around(self.session.context, self.view.file_number)
        bond = self.seen[1]
        seen = (now.rows.persons.get(self.seen[0].person_id, self.seen[0]),
                next((b for b in now.rows.bonds if bond is not None and b.bond_id == bond.bond_id), bond))
        return seen, _values(seen)

    def save(self, values: Mapping[str, str]) -> bool:
        """Write what differs."""
        from minori_tui.services.family_writing import edit_relative

        return edit_relative(self.session.context, self.view.file_number, *self.seen, values)


def _values(seen: Seen) -> dict[str, str]:
    person, bond = seen

    def day(iso: str | None) -> str:
        return "/".join(reversed(iso.split("-"))) if iso else ""

    return {"surname": person.surname, "given_name": person.given_name, "birth_date": day(person.birth_date),
            "sex": person.sex or "", "died_on": day(person.died_on), "notes": person.notes or "",
            "kind": bond.kind if bond else "", "valid_from": day(bond.valid_from) if bond else "",
            "valid_to": day(bond.valid_to) if bond else ""}


class MoveHome(_CaseForm):
    """Where a person lives from a day on; where they lived until then ends that day."""

    def __init__(self, session: Session, view: CaseView, person: PersonRow, labels: Sequence[str]) -> None:
        self._person, self._labels = person, labels
        super().__init__(session, view)

    def title_of(self) -> str:
        """What the form does."""
        return _("Where {name} lives", name=show.name(self._person.surname, self._person.given_name))

    def heading(self) -> str:
        """Who moves."""
        return self.title_of()

    def specs(self) -> Sequence[FieldSpec]:
        """The household, the part in it, from when, until when."""
        return [FieldSpec("household", N_("Household"), "text", False, lambda: [Choice(x, x) for x in self._labels],
                          N_("F4 lists those of the family; another name makes a new household; empty with an end: left")),
                FieldSpec("role", N_("Part in it"), "choice", False, self.session.choose("household_role")),
                FieldSpec("valid_from", N_("From"), "date"), FieldSpec("valid_to", N_("Until"), "date")]

    def initial(self) -> Mapping[str, str]:
        """From today."""
        return {"valid_from": f"{self.session.context.clock.today():%d/%m/%Y}"}

    def save(self, values: Mapping[str, str]) -> bool:
        """Write it."""
        from minori_tui.services.family_writing import move

        move(self.session.context, self.view.file_number, self._person.person_id, {n: v for n, v in values.items() if v})
        return True
