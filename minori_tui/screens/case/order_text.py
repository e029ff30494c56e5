"""An order in full, as text: who ordered what, its days, each child with its outcome, the points of a custody, who has which
role now, and the words of the order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from minori_tui.domain import moments
from minori_tui.i18n import _, n_
from minori_tui.screens import show
from minori_tui.screens.case.pane import Labeller
from minori_tui.services import roles as role_service
from minori_tui.services.hearings import HearingView
from minori_tui.services.order_fields import CUSTODY, stored
from minori_tui.services.order_words import POINTS, stands
from minori_tui.services.orders import ChildRow, LinkRow, OrderView
from minori_tui.services.roles import RoleView
from minori_tui.widgets.plain import one_line


def moment(iso: str | None) -> str:
    """A stored moment as it is written here; with its offset in the hour that comes twice."""
    return moments.show(moments.read(iso)) if iso else show.UNKNOWN


def standing(seen: OrderView, today: date, *, short: bool = False) -> str:
    """How an order stands, in words."""
    message, facts = stands(seen, today, short=short)
    return _(message, **{name: show.fact(day) for name, day in facts.items()})


def link(row: LinkRow, label: Labeller) -> str:
    """An order before or after this one."""
    return " ".join(filter(None, (label("order_kind", row.kind), row.number or "", f"({show.day(row.day)})" if row.day else "")))


def whole(seen: OrderView, label: Labeller, today: date, roles: Sequence[RoleView] = (),
          hearings: Sequence[HearingView] = ()) -> str:
    """Everything about one order. Parts that are empty are left out."""
    lines = [_joined(seen.authority, label("order_kind", seen.kind), seen.order_number,
                     _("R.G. {number}", number=seen.registry_number) if seen.registry_number else "",
                     "" if seen.provisional is None else _("provisional") if seen.provisional else _("definitive"))]
    lines += [_joined(*_days(seen)), _joined(standing(seen, today), *_terms(seen))]
    if seen.follows:
        lines.append(_("Follows: {order}", order=link(seen.follows, label)))
    lines += [_("Followed by: {order}", order=link(row, label)) for row in seen.followed_by]
    lines += _part(_("CHILDREN"), (_outcome(child, seen, label) for child in (seen.child, *seen.others)))
    values = stored(seen)
    lines += _part(_("CUSTODY OF THE SERVICE (art. 5-bis L. 184/1983)"),
                   (f"{_(POINTS[name])}: {values[name]}" for name in CUSTODY if values[name]))
    lines += _part(_("ROLES NOW"), (f"{label('legal_role', r.role)}: " + _joined(
        r.name, r.contact, _("since {day}", day=show.day(r.valid_from)) if r.valid_from else "")
        for r in roles if role_service.in_force(r, today)))
    lines += _part(_("HEARINGS"), (_hearing(h, label) for h in hearings))
    return "\n".join([*filter(None, lines), *_part(_("TEXT"), (seen.text,) if seen.text else ())])


def _joined(*parts: str | None) -> str:
    return one_line(" · ".join(p for p in parts if p and p != show.UNKNOWN))


def _part(title: str, lines: Iterator[str] | Sequence[str]) -> list[str]:
    """A titled part, or nothing when it is empty."""
    found = list(lines)
    return [title, *found] if found else []


def _days(seen: OrderView) -> Iterator[str]:
    for message, value in ((_("placed in safety {day}"), seen.occurred_at), (_("filed {day}"), seen.filed_on),
                           (_("received {day}"), seen.received_on), (_("in force from {day}"), seen.effective_on),
                           (_("fixed by the court for {day}"), seen.due_on), (_("hearing {day}"), seen.hearing_at)):
        if value:
            yield message.format(day=moment(value))


def _terms(seen: OrderView) -> Iterator[str]:
    if seen.duration_months:
        yield n_("{count} month", "{count} months", seen.duration_months)
    if seen.report_every_months:
        yield n_("report every {count} month", "report every {count} months", seen.report_every_months)


def _outcome(child: ChildRow, seen: OrderView, label: Labeller) -> str:
    """What the order says of one child."""
    measures = [f"{_(show.RELATIONS[p.parent])}: {label('parent_measure', p.measure).lower()}"
                for p in child.parents]
    ended = ""
    if child.ended_on:
        how = label("order_end", child.end_reason).lower() if child.end_reason else _("ended")
        ended = f"{how} {show.day(child.ended_on)}"
    where = _("with {whom}", whom=child.placed_with) if child.placed_with else ""
    said = _joined(label("order_kind", child.kind or seen.kind), where, *measures, ended, child.note)
    return f"{child.file_number} {show.name(child.surname, child.given_name)}: {said}"


def _hearing(seen: HearingView, label: Labeller) -> str:
    summoned = (_("carers summoned {day}", day=show.day(seen.carers_summoned_on)) if seen.carers_summoned_on
                else _("summons of carers not recorded"))
    return _joined(moment(seen.at).removesuffix(" 00:00"), seen.authority, label("event_outcome", seen.outcome), summoned)
