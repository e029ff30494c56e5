"""The orders of a case as the rules look at them: which stand, which extend which, and from which day they count."""

from __future__ import annotations

from datetime import date

from minori_tui.domain.deadlines import Reason
from minori_tui.domain.facts import OrderFacts, counts_from


class Orders:
    """The orders about one child."""

    __slots__ = ("_by_id", "_replaced", "_revoked", "all")

    def __init__(self, orders: tuple[OrderFacts, ...]) -> None:
        self.all = orders
        self._by_id = {o.order_id: o for o in orders}
        standing = [o for o in orders if o.ended_on is None and o.follows_id in self._by_id]
        self._revoked = {o.follows_id for o in standing if o.kind == "revocation"}
        self._replaced = {o.follows_id: o for o in standing
                          if o.kind == self._by_id[o.follows_id or 0].kind and o.kind != "extension"}

    def get(self, order_id: int | None) -> OrderFacts | None:
        """The order, when it is about this child."""
        return self._by_id.get(order_id) if order_id is not None else None

    def alive(self, order: OrderFacts) -> bool:
        """Whether the order stands: not ended for this child, and neither a revocation nor an order of its own kind follows it.
        One that has run out stands until somebody records its end: it must be seen."""
        return order.ended_on is None and order.order_id not in self._revoked and order.order_id not in self._replaced

    def base(self, order_id: int | None) -> OrderFacts | None:
        """The order that counts for what names ``order_id``: of an extension what it extends, of a replaced order the one that
        took its place. None when it is not about this child."""
        order, seen = self.get(order_id), set[int]()
        while order is not None and order.kind == "extension" and order.order_id not in seen:
            seen.add(order.order_id)
            if (extended := self.get(order.follows_id)) is None:
                return order
            order = extended
        while order is not None and order.order_id in self._replaced and order.order_id not in seen:
            seen.add(order.order_id)
            order = self._replaced[order.order_id]
        return order

    def extensions(self, order_id: int) -> list[OrderFacts]:
        """The extensions of an order and of its extensions, one after the other in whatever order they were recorded."""
        found: list[OrderFacts] = []
        extended = {order_id}
        while extended:
            following = [o for o in self.all
                         if o.kind == "extension" and o.follows_id in extended and o not in found and self.alive(o)]
            found += following
            extended = {o.order_id for o in following}
        return found

    def loose_extensions(self) -> list[OrderFacts]:
        """The extensions that name no order (files cannot)."""
        return [o for o in self.all if o.kind == "extension" and o.follows_id is None and self.alive(o)]

    def hearing_of(self, order: OrderFacts) -> date | None:
        """The hearing that the order fixes, or the latest order that follows it."""
        fixed = order.hearing_at
        for other in self.all:
            if other.follows_id == order.order_id and other.hearing_at is not None and other.ended_on is None:
                fixed = other.hearing_at
        return fixed


def starts(order: OrderFacts) -> tuple[date, Reason] | None:
    """The day from which an order counts (``facts.counts_from``), and the sentence that says which day it is."""
    day = counts_from(order.effective_on, order.filed_on, order.received_on)
    if day is None:
        return None
    facts = {"number": order.number or "-", "authority": order.authority, "day": day}
    if order.effective_on is not None:
        return day, ("Order {number} of {authority} has effect from {day}.", facts)
    if order.filed_on is not None:
        return day, ("Order {number} of {authority} was filed on {day}.", facts)
    return day, ("Order {number} of {authority} was received on {day}.", facts)
