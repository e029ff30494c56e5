"""The forms about interventions. Their fields follow the kind; what an intervention would cause is said while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from minori_tui.domain.errors import FieldProblem
from minori_tui.domain.facts import CaseFacts
from minori_tui.domain.interventions import end_list
from minori_tui.domain.text import fold
from minori_tui.i18n import N_, _, language
from minori_tui.screens import show
from minori_tui.screens.case.checked import CheckedForm
from minori_tui.screens.case.forms import _CaseForm, _Rereading
from minori_tui.screens.case.intervention_words import HELP, LABELS
from minori_tui.screens.session import Session
from minori_tui.services import intervention_links as links
from minori_tui.services import interventions, records
from minori_tui.services.intervention_fields import fields_of, list_of
from minori_tui.services.interventions import InterventionView
from minori_tui.services.records import CaseView
from minori_tui.widgets.fields import Choice, FieldSpec, Kind

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("planned_start", "started_on", "planned_end", "ended_on", "agreement_on", "executive_on", "project_on",
                     "plan_on", "due_on", "extended_to", "extension_asked_on", "requested_on", "consent_on", "withdrawn_on",
                     "first_on", "until", "valid_from", "resumed_on"), "date"),
    **dict.fromkeys(("emergency", "legal_risk", "with_parent", "family_type", "lunch", "dinner", "transport"), "yes_no"),
    **dict.fromkeys(("why_not_home", "why_not_foster", "question", "notes", "text"), "multiline"),
}


class Known(NamedTuple):
    """What a form reads when it opens: the facts of the case, the homes, the orders about the child."""

    case: CaseFacts
    homes: Sequence[tuple[str, str | None, str, int | None]]
    orders: Sequence[tuple[str, str, str | None]]


class InterventionForm(_CaseForm):
    """A form about one intervention of a kind."""

    def __init__(self, session: Session, view: CaseView, kind: str) -> None:
        self.kind = kind
        self.known: Known | None = None
        super().__init__(session, view)

    def heading(self) -> str:
        """What is done, which intervention, and whose."""
        kind = records.label_of(self.session.context, "intervention_kind", self.kind, language())
        return f"{self.title_of()}: {kind} · {self.view.file_number} {show.name(self.view.surname, self.view.given_name)}"

    def specs_of(self, names: Sequence[str], required: Sequence[str] = ()) -> list[FieldSpec]:
        """The declarations of the named fields."""
        return [FieldSpec(name, LABELS[name], "choice" if self._list(name) else _KINDS.get(name, "text"), name in required,
                          self._choices(name), HELP.get(name, "")) for name in names]

    def _list(self, name: str) -> str | None:
        return "event_outcome" if name == "outcome" else list_of(self.kind, name)

    def _choices(self, name: str) -> Callable[[], Sequence[Choice]] | None:
        if (list_name := self._list(name)) is not None:
            return self.session.choose(list_name)
        return {"facility": self._homes, "order_number": self._orders}.get(name)

    def _homes(self) -> Sequence[Choice]:
        homes = self.known.homes if self.known else ()
        return [Choice(name, name, code or "") for name, code, _kind, _family in homes]

    def _orders(self) -> Sequence[Choice]:
        words = {c.value: c.label for c in self.session.choices("order_kind")}
        orders = self.known.orders if self.known else ()
        return [Choice(number, number, f"{words.get(kind, kind)} {show.day(day)}") for number, kind, day in orders]

    def on_mount(self) -> None:
        """Read what lists and warnings need, while the first field is being thought of."""
        context, case_id = self.session.context, self.view.case_id

        def read() -> Known:
            return Known(interventions.facts(context, case_id), links.facilities(context), links.orders(context, case_id))

        self.run(read, self._knows, group="known")

    def _knows(self, known: Known) -> None:
        self.known = known


class _Warned(InterventionForm, CheckedForm):
    """A form that says beside its fields, as they are typed, what saving would refuse and what it would cause."""

    OWN = 0
    """The intervention that is being changed (0: it is new)."""

    def _knows(self, known: Known) -> None:
        super()._knows(known)
        self._look_soon()

    def look(self, values: Mapping[str, str]) -> Sequence[FieldProblem]:
        """What the rules say of the fields by themselves, and beside the other interventions; nothing is read for it."""
        if self.known is None:
            return ()
        homes = {fold(word): family for name, code, _kind, family in self.known.homes for word in (name, code) if word}
        return interventions.warnings(self.session.context, self.known.case, self.kind, values, homes, self.OWN)


class NewIntervention(_Warned):
    """Add an intervention of a kind."""

    def title_of(self) -> str:
        """What the form does."""
        return _("New intervention")

    def specs(self) -> Sequence[FieldSpec]:
        """The fields of the kind."""
        return self.specs_of(fields_of(self.kind))

    def save(self, values: Mapping[str, str]) -> bool:
        """Add it."""
        interventions.add(self.session.context, self.view.file_number, {**values, "kind": self.kind})
        return True


class EditIntervention(_Warned, _Rereading[InterventionView]):
    """Change what is recorded of an intervention; the old values stay in the register."""

    def __init__(self, session: Session, view: CaseView, seen: InterventionView) -> None:
        self.seen = seen
        self.OWN = seen.intervention_id
        super().__init__(session, view, seen.kind)

    def title_of(self) -> str:
        """What the form does."""
        return _("Change")

    def specs(self) -> Sequence[FieldSpec]:
        """The fields of the kind."""
        return self.specs_of(fields_of(self.kind))

    def initial(self) -> Mapping[str, str]:
        """What was stored when it was seen."""
        return _values(self.seen)

    def read_again(self) -> tuple[InterventionView, Mapping[str, str]]:
        """The intervention as it stands now."""
        now = interventions.one(self.session.context, self.seen.intervention_id)
        return now, _values(now)

    def save(self, values: Mapping[str, str]) -> bool:
        """Write what differs."""
        words = {"1": "sì", "0": "no"}
        given = {name: words.get(v, v) if _KINDS.get(name) == "yes_no" else v for name, v in values.items()}
        interventions.edit(self.session.context, self.seen, given)
        return True


def _values(view: InterventionView) -> dict[str, str]:
    values = interventions.form_values(view)
    return {name: {"sì": "1", "no": "0"}.get(v, v) if _KINDS.get(name) == "yes_no" else v for name, v in values.items()}


class MovePlacement(_Warned):
    """End a placement and start the next one on the same day, in one operation."""

    def __init__(self, session: Session, view: CaseView, seen: InterventionView, kind: str) -> None:
        self.seen = seen
        super().__init__(session, view, kind)

    def title_of(self) -> str:
        """What the form does."""
        return _("Move to")

    def specs(self) -> Sequence[FieldSpec]:
        """The day, why the old one ends, then the fields of the new one."""
        reasons = self.session.choose(end_list(self.seen.kind))
        reason = FieldSpec("end_reason", N_("Why the old one ends"), "choice", True, reasons)
        rest = [name for name in fields_of(self.kind) if name not in ("planned_start", "started_on", "ended_on", "end_reason")]
        return [FieldSpec("started_on", N_("Day of the move"), "date", True), reason, *self.specs_of(rest)]

    def initial(self) -> Mapping[str, str]:
        """Today, on the same basis."""
        stored = interventions.form_values(self.seen)
        return {"started_on": f"{self.session.context.clock.today():%d/%m/%Y}", "consent": stored["consent"],
                "order_number": stored["order_number"]}

    def look(self, values: Mapping[str, str]) -> Sequence[FieldProblem]:
        """The new placement; the reason is that of the old one."""
        return super().look({name: value for name, value in values.items() if name != "end_reason"})

    def _knows(self, known: Known) -> None:
        """The old one will have ended: it is not warned of."""
        others = tuple(i for i in known.case.interventions if i.intervention_id != self.seen.intervention_id)
        super()._knows(known._replace(case=replace(known.case, interventions=others)))

    def save(self, values: Mapping[str, str]) -> bool:
        """Move the child."""
        interventions.move(self.session.context, self.seen, {**values, "kind": self.kind})
        return True


class _About(InterventionForm):
    """A small form about an intervention that is there."""

    def __init__(self, session: Session, view: CaseView, seen: InterventionView) -> None:
        self.seen = seen
        super().__init__(session, view, seen.kind)

    @property
    def _today(self) -> str:
        return f"{self.session.context.clock.today():%d/%m/%Y}"


class StartIntervention(_About):
    """A planned intervention begins."""

    def title_of(self) -> str:
        """What the form does."""
        return _("It begins")

    def specs(self) -> Sequence[FieldSpec]:
        """The day."""
        return self.specs_of(("started_on",), ("started_on",))

    def initial(self) -> Mapping[str, str]:
        """Today."""
        return {"started_on": self._today}

    def save(self, values: Mapping[str, str]) -> bool:
        """Start it."""
        interventions.start(self.session.context, self.seen, values["started_on"])
        return True


class EndIntervention(_About):
    """End an intervention, with the reason."""

    def title_of(self) -> str:
        """What the form does."""
        return _("End")

    def specs(self) -> Sequence[FieldSpec]:
        """The day, why, and in words."""
        return self.specs_of(("ended_on", "end_reason", "notes"), ("ended_on", "end_reason"))

    def initial(self) -> Mapping[str, str]:
        """Today; the notes as they are, to be added to."""
        return {"ended_on": self._today, "notes": self.seen.notes or ""}

    def save(self, values: Mapping[str, str]) -> bool:
        """End it."""
        interventions.end(self.session.context, self.seen, values)
        return True


class PauseIntervention(_About):
    """Suspend an intervention."""

    def title_of(self) -> str:
        """What the form does."""
        return _("Suspend")

    def specs(self) -> Sequence[FieldSpec]:
        """From which day, why."""
        return self.specs_of(("valid_from", "reason"), ("valid_from", "reason"))

    def initial(self) -> Mapping[str, str]:
        """Today."""
        return {"valid_from": self._today}

    def save(self, values: Mapping[str, str]) -> bool:
        """Suspend it."""
        interventions.pause(self.session.context, self.seen, values)
        return True


class ResumeIntervention(_About):
    """A suspended intervention goes on."""

    def title_of(self) -> str:
        """What the form does."""
        return _("It goes on")

    def specs(self) -> Sequence[FieldSpec]:
        """From which day."""
        return self.specs_of(("resumed_on",), ("resumed_on",))

    def initial(self) -> Mapping[str, str]:
        """Today."""
        return {"resumed_on": self._today}

    def save(self, values: Mapping[str, str]) -> bool:
        """Resume it."""
        interventions.resume(self.session.context, self.seen, values["resumed_on"])
        return True


class RecordHours(_About):
    """Hours of home education that were done."""

    def title_of(self) -> str:
        """What the form does."""
        return _("Hours done")

    def specs(self) -> Sequence[FieldSpec]:
        """When, how many, by whom."""
        return [FieldSpec("worked_on", LABELS["worked_on"], required=True, help=HELP["worked_on"]),
                FieldSpec("hours", LABELS["hours"], required=True, help=HELP["weekly_hours"]),
                FieldSpec("by_whom", N_("Educator")), FieldSpec("note", LABELS["note"])]

    def initial(self) -> Mapping[str, str]:
        """Today, by the educator of the intervention."""
        return {"worked_on": self._today, "by_whom": str(self.seen.details.get("educator") or "")}

    def save(self, values: Mapping[str, str]) -> bool:
        """Write them."""
        from minori_tui.services.support import record_hours

        record_hours(self.session.context, self.seen, values)
        return True


class RecordContact(_About):
    """How a supervised contact went."""

    def title_of(self) -> str:
        """What the form does."""
        return _("How the contact went")

    def specs(self) -> Sequence[FieldSpec]:
        """When, how it went, because of whom, in words."""
        return self.specs_of(("at", "outcome", "by_whom", "text"), ("at", "outcome"))

    def initial(self) -> Mapping[str, str]:
        """Today."""
        return {"at": self._today}

    def save(self, values: Mapping[str, str]) -> bool:
        """Write it."""
        from minori_tui.services.support import record_contact

        record_contact(self.session.context, self.seen, values)
        return True


class PlanContacts(_About):
    """The supervised contacts to come."""

    def title_of(self) -> str:
        """What the form does."""
        return _("Calendar of contacts")

    def specs(self) -> Sequence[FieldSpec]:
        """From when, how often, until when, at what time, where."""
        return self.specs_of(("first_on", "every_days", "until", "time_of_day", "place"), ("first_on", "every_days", "until"))

    def initial(self) -> Mapping[str, str]:
        """The calendar as it was last used."""
        details = self.seen.details
        return {name: str(details.get(name) or "") for name in ("every_days", "time_of_day", "place")}

    def save(self, values: Mapping[str, str]) -> bool:
        """Write them in the diary."""
        from minori_tui.services.support import plan_contacts

        plan_contacts(self.session.context, self.seen, values)
        return True
