"""One case as text and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from minori_tui.cli import render
from minori_tui.domain.moments import write
from minori_tui.i18n import _, language

if TYPE_CHECKING:
    from minori_tui.services.context import Context
    from minori_tui.services.due import DueItem
    from minori_tui.services.records import CaseView, EventRow, Header

Labels = Callable[[str, str | None], str | None]
"""The label of a code of a list; a text that is no code of it stays as it is."""


def labels(context: Context) -> Labels:
    """The words of code lists in the operator's language, each list read once."""
    from minori_tui.services import records

    known: dict[str, dict[str, str]] = {}

    def label(name: str, code: str | None) -> str | None:
        if code is None:
            return None
        if name not in known:
            known[name] = dict(records.choices(context, name, language()))
        return known[name].get(code, code)

    return label


def _place(view: CaseView) -> str | None:
    """The name of the municipality."""
    from minori_tui.services.cases import form_values

    return form_values(view)["comune"] or None


def as_record(view: CaseView, head: Header, due: DueItem | None) -> dict[str, Any]:
    """A case as JSON: codes as stored, dates ISO, unknown null. The keys are those of imports and exports."""
    return {
        "case": view.file_number, "surname": view.surname, "given_name": view.given_name, "sex": view.sex,
        "birth_date": view.birth_date, "age": head.age, "birth_place": view.birth_place, "fiscal_code": view.fiscal_code,
        "citizenship": view.citizenship, "msna": None if view.msna is None else bool(view.msna),
        "comune": _place(view), "address": view.address, "protected_address": bool(view.protected_address),
        "phones": list(view.phones), "email": view.email, "school": view.school, "household": view.household,
        "status": "open" if view.is_open else "closed", "worker": view.worker, "review_on": view.review_on,
        "next_due": {"due": write(due.deadline.due), "rule": due.key.rule, "title": _(due.deadline.title),
                     "source": due.deadline.rule.source} if due else None,
        "legal_situation": view.legal_situation, "strengths": view.strengths, "notes": view.notes,
        "relatives": [{"kind": r.kind, "name": f"{r.surname} {r.given_name}", "birth_date": r.birth_date,
                       "phones": list(r.phones), "case": r.case_number} for r in view.relatives],
        "spells": [{"opened_on": s.opened_on, "closed_on": s.closed_on, "closing_reason": s.closing_reason,
                    "closing_note": s.closing_note} for s in view.spells],
        "assignments": [{"operator": a.operator, "role": a.role, "from": a.valid_from, "to": a.valid_to}
                        for a in view.assignments],
        "referrals": [{"source": r.source, "received_on": r.received_on, "note": r.note} for r in view.referrals],
    }


def print_case(view: CaseView, head: Header, following: DueItem | None, label: Labels) -> None:
    """A case as text, part by part; parts that are empty are left out."""
    age = "" if head.age is None else _("({age} years)", age=head.age)
    address = view.address
    if address and view.protected_address:
        address = _("{address} (protected: do not disclose)", address=address)
    due = f"{render.day(write(following.deadline.due))}  {_(following.deadline.title)}" if following else None
    render.facts([
        (_("File"), view.file_number), (_("Surname"), view.surname), (_("Given name"), view.given_name),
        (_("Status"), _("open") if view.is_open else _("closed")), (_("Sex"), view.sex),
        (_("Born"), " ".join(filter(None, (render.day(view.birth_date), age, view.birth_place)))),
        (_("Fiscal code"), view.fiscal_code), (_("Citizenship"), label("citizenship", view.citizenship)),
        (_("Unaccompanied foreign child"), render.yes_no(view.msna)), (_("Municipality"), _place(view)),
        (_("Address"), address), (_("Telephone"), "; ".join(view.phones)), (_("E-mail"), view.email),
        (_("School"), view.school), (_("Household"), view.household), (_("Worker"), view.worker),
        (_("Next due"), due), (_("Review on"), render.day(view.review_on)), (_("Legal situation"), view.legal_situation),
        (_("Strengths"), view.strengths), (_("Notes"), view.notes)])
    _part(_("Family"), [_("Kind"), _("Name"), _("Born"), _("Telephone"), _("File")],
          [[label("relationship_kind", r.kind), f"{r.surname} {r.given_name}", render.day(r.birth_date), "; ".join(r.phones),
            r.case_number] for r in view.relatives])
    _part(_("Periods"), [_("Opened"), _("Closed"), _("Reason"), _("Note")],
          [[render.day(s.opened_on), render.day(s.closed_on), label("closing_reason", s.closing_reason), s.closing_note]
           for s in view.spells])
    _part(_("Who follows the case"), [_("Who"), _("Role"), _("From"), _("To")],
          [[a.operator, label("assignment_role", a.role), render.day(a.valid_from), render.day(a.valid_to)]
           for a in view.assignments])
    _part(_("Referrals"), [_("Source"), _("Received"), _("Note")],
          [[label("referral_source", r.source), render.day(r.received_on), r.note] for r in view.referrals])


def _part(title: str, headers: list[str], rows: list[list[render.Cell]]) -> None:
    if rows:
        render.heading(title)
        render.table(headers, rows)


def event_record(event: EventRow) -> dict[str, Any]:
    """A diary entry as JSON; the keys are those of imports and exports."""
    return {"event": event.event_id, "at": event.at, "kind": event.kind, "nature": event.nature, "outcome": event.outcome,
            "by_whom": event.by_whom, "intervention": event.intervention, "author": event.author,
            "reserved": bool(event.reserved), "text": event.text}


def print_events(events: list[EventRow], label: Labels) -> None:
    """Diary entries as text, each with its whole text."""
    for number, event in enumerate(events):
        if number:
            render.out()
        render.facts([
            (_("Entry"), event.event_id), (_("When"), render.day(event.at)), (_("Kind"), label("event_kind", event.kind)),
            (_("Nature"), label("event_nature", event.nature)), (_("Outcome"), label("event_outcome", event.outcome)),
            (_("By whom"), event.by_whom), (_("Intervention"), event.intervention), (_("Author"), event.author),
            (_("Reserved"), render.yes_no(1) if event.reserved else None), (_("Text"), event.text)])
