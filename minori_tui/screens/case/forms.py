"""The forms of a case: new (after a search, with those much alike beside it), card, diary entry, close, reopen, assign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.case.labels import LABELS
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.screens.form_base import FormScreen
from minori_tui.screens.session import Session
from minori_tui.services.lookup import Alike, Query, alike
from minori_tui.services.records import CaseView, EventRow
from minori_tui.widgets.columns import Column
from minori_tui.widgets.fields import FieldSpec, Kind
from minori_tui.widgets.form import Form
from minori_tui.widgets.record_table import ListRow, RecordTable

HELP = {
    "fiscal_code": N_("16 characters; 11 digits for a provisional one; empty when there is none"),
    "comune": N_("The municipality that is competent and pays; F4 lists those of the district"),
    "birth_date": N_("dd/mm/yyyy"), "mother": N_("Surname, then given name"), "father": N_("Surname, then given name"),
    "review_on": N_("The next review the service plans for itself: +30g, fine mese or a date"),
}
_KINDS: dict[str, Kind] = {
    "birth_date": "date", "review_on": "date", "opened_on": "date", "referral_date": "date", "msna": "yes_no",
    "protected_address": "yes_no", "strengths": "multiline", "notes": "multiline",
}
_CARD = ("surname", "given_name", "sex", "birth_date", "birth_place", "fiscal_code", "citizenship", "comune", "address",
         "protected_address", "phone", "email", "msna", "school", "review_on", "legal_situation", "strengths", "notes")
_NEW = ("surname", "given_name", "birth_date", "comune", "sex", "fiscal_code", "opened_on", "social_worker", "referral_source",
        "referral_date", "mother", "father", "phone", "address", "protected_address", "birth_place", "citizenship", "msna",
        "school", "notes")
_NEEDED = frozenset({"surname", "given_name", "birth_date", "comune"})


def specs(session: Session, names: Sequence[str]) -> list[FieldSpec]:
    """The declarations of the named fields of a case."""
    lists = {"citizenship": session.choose("citizenship"), "referral_source": session.choose("referral_source"),
             "sex": session.choose("sex"), "comune": session.places, "social_worker": session.operators}
    return [FieldSpec(name, LABELS[name], _KINDS.get(name, "text"), name in _NEEDED, lists.get(name), HELP.get(name, ""))
            for name in names]


class NewCase(FormScreen[str]):
    """A new child. Those much alike are listed beside the form as it is filled in; Enter on one opens it instead."""

    DEFAULT_CSS = """
    NewCase #both { height: 1fr; layout: vertical; }
    NewCase #alike { height: 6; border-top: solid $foreground; }
    NewCase #alike RecordTable { height: 1fr; }
    NewCase.-wide #both { layout: horizontal; }
    NewCase.-wide #alike { height: 1fr; width: 62; border-top: none; border-left: solid $foreground; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (130, "-wide")]

    def __init__(self, session: Session, query: Query) -> None:
        self.session, self._query = session, query
        super().__init__()
        session.warm()
        columns = (Column("number", N_("File"), 10), Column("name", N_("Much alike"), 16, grow=2),
                   Column("agree", N_("Same"), 14, grow=2), Column("differ", N_("Other"), 12, grow=1))
        self.table = RecordTable(columns, empty=N_("Nobody much alike"))

    def specs(self) -> Sequence[FieldSpec]:
        """What a new case asks, the needed fields first."""
        return specs(self.session, _NEW)

    def initial(self) -> Mapping[str, str]:
        """The words searched become the name; the fiscal code is known by its shape."""
        words = [w.capitalize() for w in self._query.names]
        code = next((c.plain.upper() for c in self._query.codes if len(c.plain) == 16), "")
        return {"surname": words[0] if words else "", "given_name": " ".join(words[1:]), "fiscal_code": code,
                "opened_on": f"{self.session.context.clock.today():%d/%m/%Y}"}

    def heading(self) -> str:
        """What is being written."""
        return _("New case: check those much alike before saving")

    def compose_body(self) -> Iterable[Widget]:
        """The form, and those much alike beside or below it."""
        side = Vertical(self.table, id="alike")
        yield Horizontal(self.form, side, id="both")

    def on_mount(self) -> None:
        """Look for those much alike at once."""
        self._compare()

    @on(Form.Entered)
    def _moved(self) -> None:
        self._compare()

    def _compare(self) -> None:
        values = self.form.values()
        self.run(lambda: alike(self.session.context, values), self._show_alike, group="alike")

    def _show_alike(self, found: list[Alike]) -> None:
        self.table.show(Filtered([ListRow(a.hit.file_number, (
            a.hit.file_number, f"{show.name(a.hit.surname, a.hit.given_name)} {show.day(a.hit.birth_date)}",
            "= " + ", ".join(_(LABELS[n]) for n in a.agree) if a.agree else "",
            "≠ " + ", ".join(_(LABELS[n]) for n in a.differ) if a.differ else "")) for a in found]), keep_place=True)

    @on(RecordTable.Opened)
    def _open_instead(self, event: RecordTable.Opened) -> None:
        event.stop()
        number = str(event.key)

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)
                self.app.call_later(_open_case, self, number)

        self.app.push_screen(Confirm(_("Leave this form and open case {number}?", number=number)), answered)

    def save(self, values: Mapping[str, str]) -> str:
        """Open the case."""
        from minori_tui.services.cases import new_case

        return new_case(self.session.context, {n: v for n, v in values.items() if v})


def _open_case(form: NewCase, number: str) -> None:
    from minori_tui.screens.case.screen import CaseScreen

    form.app.push_screen(CaseScreen(form.session, number))


class _CaseForm(FormScreen[bool]):
    """A form about a case that is there."""

    def __init__(self, session: Session, view: CaseView) -> None:
        self.session, self.view = session, view
        super().__init__()
        session.warm()

    def title_of(self) -> str:
        """What the form does."""
        raise NotImplementedError

    def heading(self) -> str:
        """What is done, and to whom."""
        return f"{self.title_of()}: {self.view.file_number} {show.name(self.view.surname, self.view.given_name)}"


class EditCase(_CaseForm):
    """Change the card of a case."""

    def title_of(self) -> str:
        """What the form does."""
        return _("Change the card")

    def specs(self) -> Sequence[FieldSpec]:
        """The fields of the card."""
        return specs(self.session, _CARD)

    def initial(self) -> Mapping[str, str]:
        """What is stored."""
        from minori_tui.services.cases import form_values

        values = form_values(self.view)
        return values | {name: {"sì": "1", "no": "0"}.get(values[name], "") for name in ("msna", "protected_address")}

    def save(self, values: Mapping[str, str]) -> bool:
        """Write what differs."""
        from minori_tui.services.cases import edit_case

        words = {"1": "sì", "0": "no"}
        given = {name: words.get(v, v) if _KINDS.get(name) == "yes_no" else v for name, v in values.items()}
        edit_case(self.session.context, self.view, given)
        return True


class _EventForm(_CaseForm):
    """The fields of a diary entry."""

    def specs(self) -> Sequence[FieldSpec]:
        """The fields, in the order they are thought of."""
        choose = self.session.choose
        return [
            FieldSpec("at", N_("When"), required=True,
                      help=N_("A date, and the time when it matters: 22/11/2026 14:30, oggi, ieri")),
            FieldSpec("kind", N_("What"), "choice", True, choose("event_kind")),
            FieldSpec("nature", N_("Nature"), "choice", False, choose("event_nature"),
                      N_("Fact, statement or evaluation: kept apart in reports (art. 473-bis.27 c.p.c.)")),
            FieldSpec("text", N_("Text"), "multiline", True),
            FieldSpec("outcome", N_("Outcome"), "choice", False, choose("event_outcome")),
            FieldSpec("by_whom", N_("With whom")), FieldSpec("author", N_("Written by")),
            FieldSpec("reserved", N_("Reserved"), "yes_no"),
        ]


class NewEvent(_EventForm):
    """Write a diary entry."""

    def title_of(self) -> str:
        """What the form does."""
        return _("New diary entry")

    def initial(self) -> Mapping[str, str]:
        """Today, by who is working."""
        return {"at": f"{self.session.context.clock.today():%d/%m/%Y}", "author": self.session.context.actor.name}

    def save(self, values: Mapping[str, str]) -> bool:
        """Add the entry."""
        from minori_tui.services.events import add_event

        add_event(self.session.context, self.view.file_number, {n: v for n, v in values.items() if v})
        return True


class CorrectEvent(_EventForm):
    """Correct a diary entry; the old text stays in the register."""

    def __init__(self, session: Session, view: CaseView, entry: EventRow) -> None:
        self.entry = entry
        super().__init__(session, view)

    def title_of(self) -> str:
        """What the form does."""
        return _("Correct the entry (the old one stays in the register)")

    def initial(self) -> Mapping[str, str]:
        """What is stored."""
        from minori_tui.services.events import form_values

        values = form_values(self.entry)
        return values | {"reserved": "1" if self.entry.reserved else "0"}

    def save(self, values: Mapping[str, str]) -> bool:
        """Write the correction."""
        from minori_tui.services.events import correct_event

        correct_event(self.session.context, self.entry, values)
        return True


class CloseCase(_CaseForm):
    """Close a case, with the reason."""

    def title_of(self) -> str:
        """What the form does."""
        return _("Close the case")

    def specs(self) -> Sequence[FieldSpec]:
        """When, why, and in words."""
        return [FieldSpec("closed_on", N_("Closed on"), "date", True),
                FieldSpec("closing_reason", N_("Reason"), "choice", True, self.session.choose("closing_reason")),
                FieldSpec("closing_note", N_("In words"), "multiline")]

    def initial(self) -> Mapping[str, str]:
        """Today."""
        return {"closed_on": f"{self.session.context.clock.today():%d/%m/%Y}"}

    def save(self, values: Mapping[str, str]) -> bool:
        """Close it."""
        from minori_tui.services.cases import close_case

        close_case(self.session.context, self.view.file_number, values)
        return True


class ReopenCase(_CaseForm):
    """Open a closed case again."""

    def title_of(self) -> str:
        """What the form does."""
        return _("Reopen the case")

    def specs(self) -> Sequence[FieldSpec]:
        """From which day."""
        return [FieldSpec("opened_on", N_("Open from"), "date", True)]

    def initial(self) -> Mapping[str, str]:
        """Today."""
        return {"opened_on": f"{self.session.context.clock.today():%d/%m/%Y}"}

    def save(self, values: Mapping[str, str]) -> bool:
        """Reopen it."""
        from minori_tui.services.cases import reopen_case

        reopen_case(self.session.context, self.view.file_number, values["opened_on"])
        return True


class AssignCase(_CaseForm):
    """Say who follows the case, in which role, from when."""

    def title_of(self) -> str:
        """What the form does."""
        return _("Who follows the case")

    def specs(self) -> Sequence[FieldSpec]:
        """Who, as what, from when."""
        return [FieldSpec("operator", N_("Operator"), "text", True, self.session.operators,
                          N_("A new name enters a new operator")),
                FieldSpec("role", N_("Role"), "choice", True, self.session.choose("assignment_role")),
                FieldSpec("valid_from", N_("From"), "date", True)]

    def initial(self) -> Mapping[str, str]:
        """A social worker, from today."""
        return {"role": "social_worker", "valid_from": f"{self.session.context.clock.today():%d/%m/%Y}"}

    def save(self, values: Mapping[str, str]) -> bool:
        """Assign it."""
        from minori_tui.services.cases import assign_case

        assign_case(self.session.context, self.view.file_number, values)
        return True
