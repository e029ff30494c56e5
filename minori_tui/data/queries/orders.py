"""Court orders as they stand: each with its children and their outcomes, what it says of each parent, the points of a custody,
and the orders before and after it; legal roles, hearings, and the authorities of the store. Plain rows, no objects of the ORM.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.data.many import chunks, marks
from minori_tui.domain.authorities import Office

_CHUNK = 400
"""Orders asked for in one statement."""


@dataclass(frozen=True, slots=True)
class ParentRow:
    """What an order does to the responsibility of one parent (``mother``, ``father``, ``other``) for one child."""

    row_id: int
    version: int
    parent: str
    measure: str
    note: str | None


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A child of an order. ``kind`` is None when it is that of the order; dates ISO."""

    row_id: int
    version: int
    case_id: int
    file_number: str
    surname: str
    given_name: str
    kind: str | None
    placed_with: str | None
    ended_on: str | None
    end_reason: str | None
    note: str | None
    parents: tuple[ParentRow, ...] = ()

    def measure(self, parent: str) -> ParentRow | None:
        """What the order does to the responsibility of a parent; None when it says nothing of it."""
        return next((p for p in self.parents if p.parent == parent), None)


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """Points (a) to (f) of art. 5-bis c. 1 L. 184/1983, and the person named under c. 4."""

    row_id: int
    version: int
    placed_with: str | None
    service_acts: str | None
    carer_acts: str | None
    parent_acts: str | None
    curator_acts: str | None
    service_tasks: str | None
    responsible: str | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """An order before or after this one, about the same child: enough to name it. ``kind`` is that for the child; ``day``:
    when it took effect, was filed or came; ``months``: how long it lasts."""

    order_id: int
    kind: str
    number: str | None
    day: str | None
    months: int | None


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order as far as one child is concerned (``child``), with the other children. Dates ISO, codes as stored."""

    order_id: int
    version: int
    authority_id: int
    authority: str
    authority_kind: str
    seat: str | None
    registry_number: str | None
    order_number: str | None
    kind: str
    provisional: int | None
    filed_on: str | None
    received_on: str | None
    occurred_at: str | None
    effective_on: str | None
    duration_months: int | None
    report_every_months: int | None
    due_on: str | None
    hearing_at: str | None
    follows_id: int | None
    text: str | None
    child: ChildRow
    others: tuple[ChildRow, ...] = ()
    custody: CustodyRow | None = None
    follows: LinkRow | None = None
    followed_by: tuple[LinkRow, ...] = ()

    @property
    def office(self) -> Office:
        """The authority, by kind and seat."""
        return Office(self.authority_id, self.authority, self.authority_kind, self.seat)

    @property
    def what(self) -> str:
        """The kind that counts for the child."""
        return self.child.kind or self.kind

    @property
    def number(self) -> str:
        """The order number, else the R.G. number, else nothing."""
        return self.order_number or self.registry_number or ""


@dataclass(frozen=True, slots=True)
class RoleView:
    """Who has which part in a child's proceeding. Dates ISO; ``lawyer`` is the name on the roster."""

    role_id: int
    version: int
    case_id: int
    role: str
    name: str
    lawyer_id: int | None
    lawyer: str | None
    order_id: int | None
    contact: str | None
    valid_from: str | None
    valid_to: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class HearingView:
    """A hearing: its entry in the diary and what is known beside it. ``hearing_id`` is None for an entry without details."""

    event_id: int
    event_version: int
    case_id: int
    at: str
    outcome: str | None
    by_whom: str | None
    text: str | None
    hearing_id: int | None
    version: int | None
    authority: str | None
    registry_number: str | None
    carers_summoned_on: str | None


_ORDER = """SELECT o.id, o.version, o.authority_id, a.name, a.kind, a.seat, o.registry_number, o.order_number, o.kind,
  o.provisional, o.filed_on, o.received_on, o.occurred_at, o.effective_on, o.duration_months, o.report_every_months, o.due_on,
  o.hearing_at, o.follows_id, o.text FROM court_order o JOIN authority a ON a.id = o.authority_id"""
_ARRIVAL = "coalesce(o.received_on, o.filed_on, substr(o.occurred_at, 1, 10), o.effective_on, '')"
_CHILD = """SELECT x.order_id, x.id, x.version, x.case_id, c.file_number, p.surname, p.given_name, x.kind, x.placed_with,
  x.ended_on, x.end_reason, x.note FROM order_child x JOIN case_file c ON c.id = x.case_id JOIN person p ON p.id = c.person_id"""


def of_case(connection: Connection, case_id: int) -> list[OrderView]:
    """The orders about a child, the latest to arrive first."""
    rows = connection.execute(f"{_ORDER} JOIN order_child x ON x.order_id = o.id WHERE x.case_id = ? "
                              f"ORDER BY {_ARRIVAL} DESC, o.id DESC", (case_id,)).fetchall()
    return _views(connection, rows, case_id)


def one(connection: Connection, order_id: int, case_id: int | None = None) -> OrderView | None:
    """One order, from the side of one of its children (the first, when none is named); None when there is no such order,
    or it is not about that child."""
    rows = connection.execute(f"{_ORDER} WHERE o.id = ?", (order_id,)).fetchall()
    return next(iter(_views(connection, rows, case_id)), None)


def latest(connection: Connection, limit: int) -> list[OrderView]:
    """The orders of the whole store, the latest to arrive first, each from the side of its first child."""
    rows = connection.execute(f"{_ORDER} ORDER BY {_ARRIVAL} DESC, o.id DESC LIMIT ?", (limit,)).fetchall()
    return _views(connection, rows, None)


def numbered(connection: Connection, match_key: str, authority_id: int | None = None) -> list[int]:
    """The orders of a number (folded, without signs), of one authority when it is named."""
    condition, values = ("AND authority_id = ?", (authority_id,)) if authority_id is not None else ("", ())
    return [r[0] for r in connection.execute(f"SELECT id FROM court_order WHERE match_key = ? {condition} ORDER BY id",
                                             (match_key, *values))]


def _views(connection: Connection, rows: Sequence[Any], case_id: int | None) -> list[OrderView]:
    found: list[OrderView] = []
    for chunk in chunks(rows, _CHUNK):
        found += _some(connection, chunk, case_id)
    return found


def _some(connection: Connection, rows: Sequence[Any], case_id: int | None) -> list[OrderView]:
    ids = [r[0] for r in rows]
    listed = marks(ids)
    parents: dict[tuple[int, int], list[ParentRow]] = {}
    for order_id, case, *rest in connection.execute(
            f"SELECT order_id, case_id, id, version, parent, measure, note FROM order_parent WHERE order_id IN ({listed}) "
            "ORDER BY parent <> 'mother', parent <> 'father', id", ids):
        parents.setdefault((order_id, case), []).append(ParentRow(*rest))
    children: dict[int, list[ChildRow]] = {}
    for order_id, *rest in connection.execute(f"{_CHILD} WHERE x.order_id IN ({listed}) ORDER BY x.id", ids):
        columns: list[Any] = [*rest, tuple(parents.get((order_id, rest[2]), ()))]
        children.setdefault(order_id, []).append(ChildRow(*columns))
    custody = {order_id: CustodyRow(*rest) for order_id, *rest in connection.execute(
        "SELECT order_id, id, version, placed_with, service_acts, carer_acts, parent_acts, curator_acts, service_tasks, "
        f"responsible FROM custody_terms WHERE order_id IN ({listed})", ids)}
    before, after = _links(connection, ids)
    found = []
    for row in rows:
        own = children.get(row[0], [])
        child = next((c for c in own if case_id is None or c.case_id == case_id), None)
        if child is not None:
            key = (row[0], child.case_id)
            whole: list[Any] = [*row, child, tuple(c for c in own if c is not child), custody.get(row[0]),
                                next(iter(before.get(key, ())), None), tuple(after.get(key, ()))]
            found.append(OrderView(*whole))
    return found


_Links = dict[tuple[int, int], list[LinkRow]]
"""By order and case."""


def _links(connection: Connection, ids: Sequence[int]) -> tuple[_Links, _Links]:
    """For each order and child the order it follows, and those that follow it, as far as they are about that child."""
    listed = marks(ids)
    columns = ("o.id, coalesce(x.kind, o.kind), coalesce(o.order_number, o.registry_number), "
               "coalesce(o.effective_on, o.filed_on, o.received_on), o.duration_months")
    before: _Links = {}
    for own, case, *rest in connection.execute(
            f"SELECT n.id, x.case_id, {columns} FROM court_order n JOIN court_order o ON o.id = n.follows_id "
            f"JOIN order_child x ON x.order_id = o.id WHERE n.id IN ({listed})", ids):
        before.setdefault((own, case), []).append(LinkRow(*rest))
    after: _Links = {}
    for own, case, *rest in connection.execute(
            f"SELECT o.follows_id, x.case_id, {columns} FROM court_order o JOIN order_child x ON x.order_id = o.id "
            f"WHERE o.follows_id IN ({listed}) ORDER BY 6, o.id", ids):
        after.setdefault((own, case), []).append(LinkRow(*rest))
    return before, after


# ---- authorities

def authorities(connection: Connection) -> list[Office]:
    """The authorities the store knows, by name."""
    return [_office(r) for r in connection.execute(
        "SELECT id, name, kind, seat, valid_from, valid_to, pec FROM authority ORDER BY name, id")]


def authority(connection: Connection, authority_id: int) -> tuple[Office, int] | None:
    """One authority and the version of its row."""
    row = connection.execute("SELECT id, name, kind, seat, valid_from, valid_to, pec, version FROM authority WHERE id = ?",
                             (authority_id,)).fetchone()
    return (_office(row[:-1]), row[-1]) if row else None


def _office(row: Sequence[Any]) -> Office:
    number, name, kind, seat, first, last, pec = row
    return Office(number, name, kind, seat, date.fromisoformat(first) if first else None,
                  date.fromisoformat(last) if last else None, pec)


# ---- roles and hearings

_ROLE = """SELECT r.id, r.version, r.case_id, r.role, r.name, r.lawyer_id, l.surname || ' ' || l.given_name, r.order_id,
  r.contact, r.valid_from, r.valid_to, r.note FROM legal_role r LEFT JOIN lawyer l ON l.id = r.lawyer_id"""
_HEARING = """SELECT e.id, e.version, e.case_id, e.at, e.outcome, e.by_whom, e.text, h.id, h.version, a.name,
  h.registry_number, h.carers_summoned_on FROM event e LEFT JOIN hearing h ON h.event_id = e.id
  LEFT JOIN authority a ON a.id = h.authority_id WHERE e.kind = 'hearing'"""


def roles(connection: Connection, case_id: int) -> list[RoleView]:
    """The roles of a case: those without an end first, then the latest."""
    return [RoleView(*r) for r in connection.execute(
        f"{_ROLE} WHERE r.case_id = ? ORDER BY r.valid_to IS NOT NULL, r.valid_to DESC, r.valid_from, r.id", (case_id,))]


def role(connection: Connection, role_id: int) -> RoleView | None:
    """One role."""
    row = connection.execute(f"{_ROLE} WHERE r.id = ?", (role_id,)).fetchone()
    return RoleView(*row) if row else None


def hearings(connection: Connection, case_id: int) -> list[HearingView]:
    """The hearings of a case, the latest first."""
    return [HearingView(*r) for r in connection.execute(
        f"{_HEARING} AND e.case_id = ? ORDER BY e.at DESC, e.id DESC", (case_id,))]


def hearing(connection: Connection, event_id: int) -> HearingView | None:
    """One hearing by its diary entry."""
    row = connection.execute(f"{_HEARING} AND e.id = ?", (event_id,)).fetchone()
    return HearingView(*row) if row else None
