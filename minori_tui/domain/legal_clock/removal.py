"""The chain of an emergency removal (art. 403 c.c.): each link runs from the actual minute of the one before it.

A link that is not done yet is taken at its latest possible moment, and what hangs on it is ``waiting``. Where a minute was not
recorded the first minute of the day is taken, so that the computed term ends sooner, never later, and the anchor says so.
"""

from __future__ import annotations

from datetime import date, datetime

from minori_tui.domain.deadlines import Reason
from minori_tui.domain.facts import OrderFacts, Subject
from minori_tui.domain.legal_clock.deadline import Deadline
from minori_tui.domain.legal_clock.maker import Maker
from minori_tui.domain.legal_clock.orders import Orders
from minori_tui.domain.moments import midnight

_LINKS = (
    # code, the link it runs from, its anchor when that link is done, and when it is not
    ("A403-3", "A403-2", "The papers were received by the prosecutor: {at}.", "The papers must reach the prosecutor by {at}."),
    ("A403-4", "A403-3", "The prosecutor asked for validation: {at}.", "The prosecutor must ask for validation by {at}."),
    ("A403-5", "A403-4", "The court decided on validation: {at}.", "The court must decide on validation by {at}."),
    ("A403-6", "A403-4", "The court decided on validation: {at}.", "The court must decide on validation by {at}."),
    ("A403-7", "A403-5", "The hearing was held: {at}.", "The hearing must be held by {at}."),
    ("A403-8", "A403-7", "The decree of the panel was communicated: {at}.", ""),
    ("A403-9", "A403-8", "The appeal was filed: {at}.", ""),
)
"""The last two hang on something that happened: without it there is no term at all."""


def removals(maker: Maker, orders: Orders) -> None:
    """The chains of all emergency removals of the case."""
    for order in maker.case.orders:
        if order.kind == "emergency_removal":
            _chain(maker, orders, order)


def placed_in_safety(order: OrderFacts) -> tuple[date, Reason] | None:
    """When the child was placed in safety: the minute, else a day of the order with the sentence that says so."""
    if order.occurred_at is not None:
        return order.occurred_at, ("The child was placed in safety: {at}.", {"at": order.occurred_at})
    day = order.begins_on
    if day is None:
        return None
    return midnight(day), ("The minute in which the child was placed in safety is not recorded: counted from the first minute of"
                           " {day}.", {"day": day})


def _chain(maker: Maker, orders: Orders, order: OrderFacts) -> None:
    """The links of one removal."""
    if (start := placed_in_safety(order)) is None:
        return
    placed, why = start
    live, made = orders.alive(order), dict[str, Deadline]()
    subjects: list[tuple[Subject, int | None]] = [("order", order.order_id)]

    def link(code: str, at: date, anchor: Reason, waiting: bool = False) -> None:
        # The day of the removal picks the version of every link: the law speaks of the whole procedure.
        if (rule := maker.rule(code, placed)) is None:
            return
        hearing = orders.hearing_of(order) if code == "A403-5" else None
        notes: tuple[Reason, ...] = (("The hearing is fixed for {at}.", {"at": hearing}),) if hearing else ()
        found = maker.add(rule, subjects, 0, anchor, at, waiting=waiting, court=hearing, live=live, notes=notes)
        if found is not None:
            made[code] = found

    link("A403-1", placed, why)
    link("A403-2", placed, why)
    for code, before, done_text, due_text in _LINKS:
        if (previous := made.get(before)) is None:
            continue
        if previous.done_at is not None:
            at, floor = previous.done_at, previous.anchor_at
            if not isinstance(at, datetime) and isinstance(previous.due, datetime):
                at = max(midnight(at), floor) if isinstance(floor, datetime) else midnight(at)
            link(code, at, (done_text, {"at": at}))
        elif due_text:
            link(code, previous.due, (due_text, {"at": previous.due}), waiting=True)
