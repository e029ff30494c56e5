"""How an order is told: its state and the points of a custody as messages, for the screens and the command line alike."""

from __future__ import annotations

from datetime import date
from typing import Any

from minori_tui.data.queries.orders import OrderView
from minori_tui.domain.orders import Standing, begins
from minori_tui.i18n import N_
from minori_tui.services.order_fields import stored
from minori_tui.services.orders import state

POINTS = {
    "custody_placed_with": N_("(a) With whom"), "service_acts": N_("(b) Acts of service"), "carer_acts": N_("(c) Acts of carer"),
    "parent_acts": N_("(d) Acts of parents"), "curator_acts": N_("(e) Acts of curator"),
    "service_tasks": N_("(f) Tasks of service"), "responsible": N_("Responsible person"),
}
"""Points (a) to (f) of art. 5-bis c. 1 L. 184/1983, and who is named under c. 4, by field."""
_STATES: dict[Standing, tuple[str, str]] = {
    "in_force": (N_("in force"), N_("in force until {day}")), "not_yet": (N_("not yet in force"), N_("in force from {day}")),
    "expired": (N_("EXPIRED"), N_("EXPIRED on {day}")), "extended": (N_("extended"), N_("extended after {day}")),
    "replaced": (N_("replaced"), N_("replaced")), "ended": (N_("ended"), N_("ended on {day}")),
}


_SHORT: dict[Standing, tuple[str, str]] = {
    "in_force": (N_("in force"), N_("until {day}")), "not_yet": (N_("not yet in force"), N_("from {day}")),
    "expired": (N_("EXPIRED"), N_("!! EXPIRED {day}")), "extended": (N_("extended"), N_("extended {day}")),
    "replaced": (N_("replaced"), N_("replaced")), "ended": (N_("ended"), N_("ended {day}")),
}


def stands(seen: OrderView, today: date, *, short: bool = False) -> tuple[str, dict[str, Any]]:
    """How an order stands for its child, as a message with the day that matters (a ``date``) when there is one; ``short``
    for a column of a list."""
    standing, last = state(seen, today)
    words = (_SHORT if short else _STATES)[standing]
    day = (date.fromisoformat(seen.child.ended_on) if standing == "ended" and seen.child.ended_on else
           begins(stored(seen)) if standing == "not_yet" else last)
    return (words[1], {"day": day}) if day else (words[0], {})
