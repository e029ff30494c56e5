"""Orders, roles, hearings and authorities as text and as JSON. The keys are those of imports and exports."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from minori_tui.cli import render
from minori_tui.cli.case_view import Labels
from minori_tui.i18n import _

if TYPE_CHECKING:
    from minori_tui.domain.authorities import Office
    from minori_tui.services.hearings import HearingView
    from minori_tui.services.orders import ChildRow, OrderView
    from minori_tui.services.roles import RoleView


def order_record(seen: OrderView, today: date) -> dict[str, Any]:
    """An order as JSON from the side of its child: codes as stored, dates ISO, unknown null."""
    from minori_tui.services.order_fields import CUSTODY, stored
    from minori_tui.services.orders import state

    values = stored(seen)
    standing, last = state(seen, today)
    return {
        "order": seen.order_id, "file_number": seen.child.file_number, **{n: values[n] for n in (
            "authority", "registry_number", "order_number", "kind", "filed_on", "received_on", "occurred_at", "effective_on",
            "duration_months", "report_every_months", "due_on", "mother_responsibility", "father_responsibility", "text")},
        "authority_kind": seen.authority_kind, "provisional": None if seen.provisional is None else bool(seen.provisional),
        "hearing_at": seen.hearing_at, "child_kind": seen.child.kind, "placed_with": seen.child.placed_with,
        "note": seen.child.note, "ended_on": seen.child.ended_on, "end_reason": seen.child.end_reason, "state": standing,
        "until": last.isoformat() if last else None, "follows": seen.follows_id,
        "followed_by": [link.order_id for link in seen.followed_by],
        "custody": {name: values[name] for name in CUSTODY} if seen.custody else None,
        "others": [_child_record(child) for child in seen.others],
    }


def _child_record(child: ChildRow) -> dict[str, Any]:
    measures = {f"{p.parent}_responsibility": p.measure for p in child.parents}
    return {"file_number": child.file_number, "kind": child.kind, "placed_with": child.placed_with, "note": child.note,
            "mother_responsibility": measures.get("mother_responsibility"),
            "father_responsibility": measures.get("father_responsibility"), "ended_on": child.ended_on,
            "end_reason": child.end_reason}


def _stands(seen: OrderView, today: date) -> str:
    """How an order stands, in words with the day that matters."""
    from minori_tui.services.order_words import stands

    message, facts = stands(seen, today)
    return _(message, **{name: render.format_date(day) for name, day in facts.items()})


def print_orders(found: list[OrderView], label: Labels, today: date, *, everybody: bool) -> None:
    """Orders as a table; with ``everybody`` each says whose it is."""
    first = [_("File"), _("Child")] if everybody else []
    render.table([_("No."), *first, _("Received on"), _("Authority"), _("Kind"), _("Number"), _("R.G."), _("State")], [
        [seen.order_id, *([seen.child.file_number, f"{seen.child.surname} {seen.child.given_name}"] if everybody else []),
         render.day(seen.received_on or seen.filed_on), seen.office.short, label("order_kind", seen.what), seen.order_number,
         seen.registry_number, _stands(seen, today)] for seen in found])


def print_order(seen: OrderView, label: Labels, today: date) -> None:
    """The whole of an order."""
    from minori_tui.services.order_fields import CUSTODY, stored
    from minori_tui.services.order_words import POINTS

    values = stored(seen)
    render.facts([
        (_("No."), seen.order_id), (_("Authority"), seen.authority), (_("Kind"), label("order_kind", seen.kind)),
        (_("Number"), seen.order_number), (_("R.G."), seen.registry_number),
        (_("Provisional"), render.yes_no(seen.provisional)), (_("Filed on"), render.day(seen.filed_on)),
        (_("Received on"), render.day(seen.received_on)), (_("Placed in safety"), render.day(seen.occurred_at)),
        (_("In force from"), render.day(seen.effective_on)), (_("Months"), seen.duration_months),
        (_("Report every (months)"), seen.report_every_months), (_("Fixed by the court"), render.day(seen.due_on)),
        (_("Hearing"), render.day(seen.hearing_at)), (_("State"), _stands(seen, today)),
        (_("Follows"), _link(seen, label)), (_("Followed by"), "; ".join(
            f"{n.order_id} {label('order_kind', n.kind)} {n.number or ''}".rstrip() for n in seen.followed_by)),
        *((_(POINTS[name]), values[name]) for name in CUSTODY), (_("Text"), seen.text)])
    render.heading(_("Children"))
    render.table([_("File"), _("Child"), _("Kind"), _("Placed with"), _("Mother"), _("Father"), _("Ended"), _("Note")], [
        [c.file_number, f"{c.surname} {c.given_name}", label("order_kind", c.kind or seen.kind), c.placed_with,
         _measure(c, "mother", label), _measure(c, "father", label), _ended(c, label), c.note]
        for c in (seen.child, *seen.others)])


def _link(seen: OrderView, label: Labels) -> str:
    before = seen.follows
    return f"{before.order_id} {label('order_kind', before.kind)} {before.number or ''}".rstrip() if before else ""


def _measure(child: ChildRow, parent: str, label: Labels) -> str | None:
    row = child.measure(parent)
    return label("parent_measure", row.measure) if row else None


def _ended(child: ChildRow, label: Labels) -> str:
    return f"{render.day(child.ended_on)} {label('order_end', child.end_reason) or ''}".strip()


def role_record(seen: RoleView) -> dict[str, Any]:
    """A role as JSON."""
    return {"number": seen.role_id, "role": seen.role, "name": seen.name, "lawyer": seen.lawyer, "contact": seen.contact,
            "order": seen.order_id, "valid_from": seen.valid_from, "valid_to": seen.valid_to, "note": seen.note}


def print_roles(found: list[RoleView], label: Labels) -> None:
    """Roles as a table."""
    render.table([_("No."), _("Role"), _("Name"), _("Contact"), _("From"), _("To"), _("Note")], [
        [r.role_id, label("legal_role", r.role), r.name, r.contact, render.day(r.valid_from), render.day(r.valid_to), r.note]
        for r in found])


def hearing_record(seen: HearingView) -> dict[str, Any]:
    """A hearing as JSON; ``event`` is the number of its entry in the diary."""
    return {"event": seen.event_id, "at": seen.at, "authority": seen.authority, "registry_number": seen.registry_number,
            "carers_summoned_on": seen.carers_summoned_on, "outcome": seen.outcome, "by_whom": seen.by_whom, "text": seen.text}


def print_hearings(found: list[HearingView], label: Labels) -> None:
    """Hearings as a table."""
    render.table([_("Entry"), _("When"), _("Authority"), _("R.G."), _("Foster carers summoned on"), _("Outcome"), _("Text")], [
        [h.event_id, render.day(h.at), h.authority, h.registry_number, render.day(h.carers_summoned_on),
         label("event_outcome", h.outcome), h.text] for h in found])


def office_record(seen: Office) -> dict[str, Any]:
    """An authority as JSON; ``number`` is null for one of the packaged list that was not used yet."""
    return {"number": seen.authority_id, "name": seen.name, "kind": seen.kind, "seat": seen.seat, "pec": seen.pec,
            "valid_from": seen.valid_from.isoformat() if seen.valid_from else None,
            "valid_to": seen.valid_to.isoformat() if seen.valid_to else None}


def print_offices(found: list[Office], label: Labels, today: date) -> None:
    """Authorities as a table; those not at work today say so."""
    render.table([_("No."), _("Name"), _("Kind"), _("From"), _("To"), _("Today")], [
        [o.authority_id, o.name, label("authority_kind", o.kind), render.day(o.valid_from.isoformat() if o.valid_from else None),
         render.day(o.valid_to.isoformat() if o.valid_to else None), _("active") if o.holds(today) else _("not active")]
        for o in found])
