"""What the fields of an intervention are called, and an intervention told in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from minori_tui.domain.integrity import Finding
from minori_tui.i18n import N_, _, n_
from minori_tui.screens import show
from minori_tui.screens.case.pane import Labeller
from minori_tui.services.intervention_fields import OF_KIND, hours_text, list_of, money_text, stored_values
from minori_tui.services.interventions import STATES, InterventionView, state_of
from minori_tui.services.support import planned_so_far
from minori_tui.widgets.plain import fact, one_line

LABELS = {
    "planned_start": N_("Planned for"), "started_on": N_("Started on"), "planned_end": N_("Planned end"),
    "ended_on": N_("Ended on"), "end_reason": N_("Why it ended"), "consent": N_("Basis"), "order_number": N_("Order"),
    "agreement_on": N_("Written agreement"), "provider": N_("Done by"), "family": N_("Foster family"),
    "facility": N_("Home or centre"), "daily_fee": N_("Fee a day, €"), "notes": N_("Notes"), "educator": N_("Educator"),
    "weekly_hours": N_("Hours a week"), "weekly_visits": N_("Visits a week"), "project_on": N_("Educational project"),
    "with_whom": N_("With whom"), "place": N_("Where"), "every_days": N_("Every … days"), "time_of_day": N_("At (time)"),
    "minutes": N_("For (minutes)"), "kinship": N_("Kin or not"), "time": N_("Full or part time"), "character": N_("Character"),
    "nights_per_week": N_("Nights a week"), "emergency": N_("In an emergency"), "legal_risk": N_("Legal risk"),
    "executive_on": N_("Made executive on"), "signs_ordinary": N_("Signs ordinary"),
    "signs_extraordinary": N_("Signs extraordinary"), "family_type": N_("Of family type"),
    "with_parent": N_("With a parent"), "why_not_home": N_("Why not at home"), "why_not_foster": N_("Why not foster care"),
    "plan_on": N_("Individual plan (PEI)"), "days_per_week": N_("Days a week"), "lunch": N_("Lunch"), "dinner": N_("Dinner"),
    "transport": N_("Transport"), "question": N_("What is asked"), "due_on": N_("Term given"),
    "extension_asked_on": N_("Extension asked on"), "extended_to": N_("Extended to"), "requested_on": N_("Requested on"),
    "consent_on": N_("Written consent on"), "withdrawn_on": N_("Consent withdrawn"),
    "worked_on": N_("Day or month"), "hours": N_("Hours done"), "by_whom": N_("By whom"), "note": N_("Note"),
    "first_on": N_("First on"), "until": N_("Until (included)"), "at": N_("When"), "outcome": N_("Outcome"), "text": N_("Text"),
    "valid_from": N_("From"), "reason": N_("Reason"), "resumed_on": N_("Goes on from"),
}
_ASKED = N_("The court's question")
HELP = {
    "planned_start": N_("When it has not started yet: the day it is planned for"),
    "started_on": N_("The day it began; leave it empty while it is only planned"),
    "planned_end": N_("The day it is planned to end; foster care 24 months at most (art. 4 c. 4 L. 184/1983)"),
    "ended_on": N_("The first day that does not belong to it any more: on a move, the day of the next start"),
    "consent": N_("Agreed with the family, or ordered by a court"),
    "order_number": N_("The order it rests on; F4 lists those of this child"),
    "facility": N_("Code or name of the home or centre; F4 lists the register"),
    "family_type": N_("Only when the register does not say it"),
    "with_parent": N_("The child enters together with the mother or the father"),
    "emergency": N_("It had to be done before anybody could choose"),
    "why_not_home": N_("Why the child cannot stay in the family (art. 2 c. 3-bis L. 184/1983)"),
    "why_not_foster": N_("Why foster care is not possible (art. 2 c. 3-bis L. 184/1983)"),
    "nights_per_week": N_("0 to 7; from 5 on it counts as out of the family"),
    "executive_on": N_("Agreed foster care: the decree of the guardianship judge (art. 4 c. 1 L. 184/1983)"),
    "signs_ordinary": N_("Who signs for school and ordinary health matters (art. 5 L. 184/1983)"),
    "signs_extraordinary": N_("Who signs what is not ordinary: those who hold responsibility"),
    "weekly_hours": N_("4, 4:30 or 4,5"), "daily_fee": N_("For example 92,50"),
    "time_of_day": N_("For example 14:30"), "worked_on": N_("A day, or a whole month: 10/2026"),
    "by_whom": N_("Because of whom it was missed, late or cancelled: mother, child, service"),
    "at": N_("A date, and the time when it matters: 22/11/2026 14:30, oggi, ieri"),
    "consent_on": N_("After 18 nobody is placed without having agreed in writing"), "question": _ASKED,
    "due_on": N_("The day the court fixed"),
}
SIGNS = {"planned": "…", "active": "▸", "suspended": "‖", "ended": "■"}
"""Before the state, so that it is seen at a glance without colour."""


def state_text(view: InterventionView, today: date) -> str:
    """The state with its sign."""
    state = state_of(view, today)
    return f"{SIGNS[state]} {_(STATES[state])}"


def _value(view: InterventionView, name: str, value: object, label: Labeller) -> str:
    if name == "daily_fee":
        return money_text(int(str(value)))
    if name == "weekly_hours":
        return hours_text(int(str(value)))
    list_name = list_of(view.kind, name)
    if list_name:
        return label(list_name, str(value))
    if name in ("emergency", "legal_risk", "with_parent", "family_type", "lunch", "dinner", "transport"):
        return _("yes") if value else _("no")
    return str(show.fact(value))


def told(view: InterventionView, findings: Iterable[Finding], today: date, label: Labeller) -> str:
    """One intervention in words: how it stands, what the checks remark, on what basis, with what, and what was done."""
    head = " · ".join(filter(None, (
        label("intervention_kind", view.kind), state_text(view, today), *_times(view),
        label(list_of(view.kind, "end_reason") or "", view.end_reason) if view.end_reason else "")))
    remarks = [f"? {_(f.reason[0], **{n: fact(v) for n, v in f.reason[1].items()})}" for f in findings]
    said = stored_values(view)
    short: list[str] = []
    long: list[str] = []
    for name in (*OF_KIND[view.kind], "notes"):
        value = said.get(name)
        if value is None or value == "":
            continue
        text = f"{_(LABELS[name])}: {_value(view, name, value, label)}"
        (long if name in ("why_not_home", "why_not_foster", "question", "notes") else short).append(text)
    return "\n".join(filter(None, (head, *remarks, " · ".join(map(one_line, short)), *_done(view, today, label), *_pauses(view),
                                   *long)))


def _times(view: InterventionView) -> Sequence[str]:
    """From when to when, planned days told from real ones."""
    since = _("from {day}", day=show.day(view.started_on)) if view.started_on else (
        _("planned start {day}", day=show.day(view.planned_start)) if view.planned_start else "")
    until = _("to {day}", day=show.day(view.ended_on)) if view.ended_on else (
        _("planned end {day}", day=show.day(view.planned_end)) if view.planned_end else "")
    return since, until


def _done(view: InterventionView, today: date, label: Labeller) -> Sequence[str]:
    if view.kind == "ADM":
        planned = planned_so_far(view, today)
        done = hours_text(view.minutes_done or 0)
        return [_("Hours done: {done} of {planned} planned so far", done=done, planned=hours_text(planned)) if planned is not None
                else _("Hours done: {done}", done=done)]
    if view.kind != "IP" or not view.contacts:
        return []
    parts = []
    for outcome in ("held", "late", "missed", "cancelled"):
        count = view.contacts_with(outcome)
        because = ", ".join(f"{c.by_whom} {c.count}" for c in view.contacts if c.outcome == outcome and c.by_whom)
        if count:
            parts.append(f"{label('event_outcome', outcome)} {count}" + (f" ({one_line(because)})" if because else ""))
    if ahead := view.contacts_with(None):
        parts.append(n_("{count} without outcome yet", "{count} without outcome yet", ahead))
    return [f"{_('Contacts')}: " + " · ".join(parts)]


def _pauses(view: InterventionView) -> Sequence[str]:
    return [" · ".join(filter(None, (
        _("Suspended from {since} to {until}", since=show.day(p.valid_from), until=show.day(p.valid_to)) if p.valid_to
        else _("Suspended from {since}", since=show.day(p.valid_from)), one_line(p.reason or "")))) for p in view.pauses]
