"""The forms about a case that is there: card, diary entry, close, reopen, assign."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from minori_tui.domain.errors import Conflict
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.case.conflict import Compared, ConflictDialog, Take, compare
from minori_tui.screens.case.labels import LABELS
from minori_tui.screens.form_base import FormScreen
from minori_tui.screens.session import Session
from minori_tui.services import journal, records
from minori_tui.services.records import CaseView, EventRow
from minori_tui.widgets.fields import FieldSpec, Kind

Seen = TypeVar("Seen")

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
NEW_FIELDS = ("surname", "given_name", "birth_date", "comune", "sex", "fiscal_code", "opened_on", "social_worker",
              "referral_source", "referral_date", "mother", "father", "phone", "address", "protected_address", "birth_place",
              "citizenship", "msna", "school", "notes")
"""What a new case asks."""
_NEEDED = frozenset({"surname", "given_name", "birth_date", "comune"})


def specs(session: Session, names: Sequence[str]) -> list[FieldSpec]:
    """The declarations of the named fields of a case."""
    lists = {"citizenship": session.choose("citizenship"), "referral_source": session.choose("referral_source"),
             "sex": session.choose("sex"), "comune": session.places, "social_worker": session.operators}
    return [FieldSpec(name, LABELS[name], _KINDS.get(name, "text"), name in _NEEDED, lists.get(name), HELP.get(name, ""))
            for name in names]


class _CaseForm(FormScreen[bool]):
    """A form about a case that is there."""

    def __init__(self, session: Session, view: CaseView) -> None:
        self.session, self.view = session, view
        super().__init__()
        session.warm()

    def title_of(self) -> str:
        """What the form does."""
        raise NotImplementedError

    def draft_subject(self) -> str:
        """The case; drafts over one record of several name that too."""
        return self.view.file_number

    def heading(self) -> str:
        """What is done, and to whom."""
        return f"{self.title_of()}: {self.view.file_number} {show.name(self.view.surname, self.view.given_name)}"


class _Rereading(_CaseForm, Generic[Seen]):
    """A form over a record that others may change meanwhile. Then what is stored now is read and compared field by field
    with what was typed, which stays."""

    seen: Seen

    def read_again(self) -> tuple[Seen, Mapping[str, str]]:
        """The record as it stands now, and its values for the form."""
        raise NotImplementedError

    def failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """A conflict is compared; everything else goes its way."""
        if isinstance(error, Conflict):
            self.run(self._present, self._compare, group="present", opens=True)
        else:
            super().failed(error, again)

    def _present(self) -> tuple[Seen, Mapping[str, str], str]:
        seen, values = self.read_again()
        last = journal.log(self.session.context, subject=self.view.file_number, limit=1)
        who = last[0].operation.operator if last else None
        return seen, values, who or show.UNKNOWN

    def _compare(self, found: tuple[Seen, Mapping[str, str], str]) -> None:
        seen, now, who = found
        changed = compare(self.form, self.initial(), now)
        clashes = [c for c in changed if c.clash]
        names = ", ".join(_(c.spec.label) for c in changed)

        def settled(takes: Mapping[str, Take] | None) -> None:
            if takes is None:
                return
            for one in changed:
                self._settle(one, takes.get(one.spec.name, "theirs"))
            self.seen = seen
            self.say(_("Changed meanwhile by {who}: {fields}. What you typed is kept: F8 saves", who=who, fields=names))

        if clashes:
            self.app.push_screen(ConflictDialog(clashes, who), settled)
        else:
            settled({})

    def _settle(self, one: Compared, take: Take) -> None:
        field = self.form.fields[one.spec.name]
        if take == "mine":
            field.rebase(one.stored)
        else:
            field.put(one.stored)


class EditCase(_Rereading[CaseView]):
    """Change the card of a case."""

    def __init__(self, session: Session, view: CaseView) -> None:
        self.seen = view
        super().__init__(session, view)

    def title_of(self) -> str:
        """What the form does."""
        return _("Change the card")

    def specs(self) -> Sequence[FieldSpec]:
        """The fields of the card."""
        return specs(self.session, _CARD)

    def initial(self) -> Mapping[str, str]:
        """What was stored when it was seen."""
        return _card_values(self.seen)

    def read_again(self) -> tuple[CaseView, Mapping[str, str]]:
        """The case as it stands now."""
        now = records.peek(self.session.context, self.view.file_number)
        return now, _card_values(now)

    def save(self, values: Mapping[str, str]) -> bool:
        """Write what differs."""
        from minori_tui.services.cases import edit_case

        words = {"1": "sì", "0": "no"}
        given = {name: words.get(v, v) if _KINDS.get(name) == "yes_no" else v for name, v in values.items()}
        edit_case(self.session.context, self.seen, given)
        return True


def _card_values(view: CaseView) -> dict[str, str]:
    from minori_tui.services.cases import form_values

    values = form_values(view)
    return values | {name: {"sì": "1", "no": "0"}.get(values[name], "") for name in ("msna", "protected_address")}


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

    DRAFT = "event.new"

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


class CorrectEvent(_EventForm, _Rereading[EventRow]):
    """Correct a diary entry; the old text stays in the register."""

    DRAFT = "event.correct"

    def draft_subject(self) -> str:
        """The entry."""
        return str(self.seen.event_id)

    def __init__(self, session: Session, view: CaseView, entry: EventRow) -> None:
        self.seen = entry
        super().__init__(session, view)

    def title_of(self) -> str:
        """What the form does."""
        return _("Correct the entry (the old one stays in the register)")

    def initial(self) -> Mapping[str, str]:
        """What was stored when it was seen."""
        return _event_values(self.seen)

    def read_again(self) -> tuple[EventRow, Mapping[str, str]]:
        """The entry as it stands now."""
        now = records.event(self.session.context, self.seen.event_id)
        return now, _event_values(now)

    def save(self, values: Mapping[str, str]) -> bool:
        """Write the correction."""
        from minori_tui.services.events import correct_event

        words = {"1": "sì", "0": "no"}
        correct_event(self.session.context, self.seen, {**values, "reserved": words.get(values["reserved"], "no")})
        return True


def _event_values(entry: EventRow) -> dict[str, str]:
    from minori_tui.services.events import form_values

    return form_values(entry) | {"reserved": "1" if entry.reserved else "0"}


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
