"""Court orders: entering one for one or several children, changing it, ending it for a child, reading it.

An order belongs to all its children: a change of it is a change of each of their cases. What the law forbids is refused with
its article; what is missing or odd is told by ``look`` and never refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from minori_tui.data.queries import orders as queries
from minori_tui.data.queries.orders import ChildRow, CustodyRow, LinkRow, OrderView, ParentRow
from minori_tui.domain.errors import Conflict, FieldError, FieldProblem, InvalidFields, NotFound
from minori_tui.domain.orders import ENDING as ENDING_KINDS
from minori_tui.domain.orders import Standing, begins, ends, number_key, standing
from minori_tui.i18n import N_
from minori_tui.services import authorities
from minori_tui.services import order_fields as names
from minori_tui.services.authorities import authority_of
from minori_tui.services.context import Context
from minori_tui.services.forms import Values, read_form, text_in
from minori_tui.services.named import case_id_of
from minori_tui.services.order_checks import Others, about_office, followed, in_order, look, read_others, wrong, wrong_end
from minori_tui.services.order_fields import ending_parsers, form_values, order_parsers

if TYPE_CHECKING:
    from minori_tui.data.driver import Connection
    from minori_tui.data.unit import Unit

__all__ = ["ChildRow", "CustodyRow", "LinkRow", "OrderView", "Others", "ParentRow", "add_order", "authority_of", "by_number",
           "edit_order", "end_order", "enter_order", "form_values", "latest", "look", "of_case", "order", "state"]

_CHANGED = "Somebody changed this record after you opened it. Nothing was changed: compare and try again."


# ---- reading

def of_case(context: Context, case_id: int) -> list[OrderView]:
    """The orders about a child, the latest to arrive first."""
    with context.store.read() as connection:
        return queries.of_case(connection, case_id)


def latest(context: Context, limit: int) -> list[OrderView]:
    """The orders of the whole store, the latest to arrive first, each from the side of its first child."""
    with context.store.read() as connection:
        return queries.latest(connection, limit)


def by_number(context: Context, number: str) -> list[OrderView]:
    """The orders of an order number, however it is written, of any office; each from the side of its first child."""
    key = number_key(number)
    with context.store.read() as connection:
        found = [queries.one(connection, order_id) for order_id in queries.numbered(connection, key)] if key else []
    return [view for view in found if view is not None]


def order(context: Context, order_id: int, case_id: int | None = None) -> OrderView:
    """One order from the side of one of its children (the first, when none is named). Raises ``NotFound``."""
    with context.store.read() as connection:
        return _seen(connection, order_id, case_id)


def _seen(connection: Connection, order_id: int, case_id: int | None) -> OrderView:
    found = queries.one(connection, order_id, case_id)
    if found is None:
        raise NotFound(N_("There is no order {number}."), code="no-order", number=order_id)
    return found


def state(seen: OrderView, today: date) -> tuple[Standing, date | None]:
    """How an order stands for its child on a day, and the last day of its term (None: it says none). An extension never ends
    before what it extends; an order of the same kind that follows takes the place of the one before."""
    values = names.stored(seen)
    last, before = ends(values), seen.follows
    if seen.what == "extension" and before is not None and before.day and before.months:
        last = max(filter(None, (last, ends({"filed_on": before.day, "duration_months": before.months}))))
    ended = date.fromisoformat(seen.child.ended_on) if seen.child.ended_on else None
    later = {link.kind for link in seen.followed_by}
    if ended is None and seen.what in later - {"extension"}:
        return "replaced", last
    return standing(begins(values), last, ended, "extension" in later, today), last


# ---- entering

def add_order(context: Context, number: str, values: Mapping[str, str], others: Others = ()) -> int:
    """Enter an order about the child of a case, and about further children with outcomes of their own; returns its number in
    the store. Raises ``InvalidFields`` with every problem, and ``NotFound`` (no such case)."""
    today = context.clock.today()
    read = read_form(values, order_parsers(), names.NEEDED, today)
    further = read_others(others, today)
    with context.store.read() as connection:
        blocking = [p for p in (*about_office(connection, read, today), *wrong(read, further, context), *wrong_end(read))
                    if not p.warning]
    if blocking:
        raise InvalidFields(in_order(blocking))
    with context.unit("order.add", number) as unit:
        case_id = case_id_of(unit.raw, number)
        unit.name(_file_number(unit, case_id))
        children = [(case_id, _own(read)), *((case_id_of(unit.raw, n), child) for n, child in further)]
        _refuse_twice(children, further)
        return enter_order(unit, read, authority_of(unit, str(read["authority"]), begins(read) or today), children)


def enter_order(unit: Unit, read: Values, authority_id: int, children: Sequence[tuple[int, Values]]) -> int:
    """Write an order whose values were read and checked, inside a unit of work; ``children`` are (case, the values of
    ``child_parsers``). A revocation ends the order it follows, for the children they share. Raises ``InvalidFields``."""
    from minori_tui.data.tables import CourtOrder, CustodyTerms

    plain: dict[str, Any] = {name: read.get(name) for name in names.ORDER if name not in ("authority", "follows")}
    row = unit.add(CourtOrder(**plain, authority_id=authority_id, match_key=number_key(text_in(read, "order_number")),
                              follows_id=_followed(unit, children[0][0], read, None)))
    order_id = int(row.id or 0)
    for case_id, child in children:
        _add_child(unit, order_id, case_id, child, str(read["kind"]))
    if any(read.get(name) for name in names.CUSTODY):
        unit.add(CustodyTerms(order_id=order_id, **_custody(read)))
    _end_the_one_before(unit, order_id, [case_id for case_id, _child in children])
    unit.touched_cases.update(case_id for case_id, _child in children)
    return order_id


def _own(read: Values) -> Values:
    """What an order says of its first child, under the names of ``child_parsers``."""
    return {"kind": read.get("child_kind"), **{n: read.get(n) for n in (
        "placed_with", "note", "mother_responsibility", "father_responsibility", *names.ENDING)}}


def _refuse_twice(children: Sequence[tuple[int, Values]], further: Sequence[tuple[str, Values]]) -> None:
    ids = [case_id for case_id, _child in children]
    for place, (number, _child) in enumerate(further, 1):
        if ids[place] in ids[:place]:
            raise InvalidFields([FieldProblem("others", "child-twice", N_("Case {number} stands twice in this order"),
                                              {"number": number}, number)])


def _add_child(unit: Unit, order_id: int, case_id: int, child: Values, kind: str) -> None:
    from minori_tui.data.tables import OrderChild, OrderParent

    own = child.get("kind")
    unit.add(OrderChild(order_id=order_id, case_id=case_id, kind=text_in(child, "kind") if own != kind else None,
                        placed_with=text_in(child, "placed_with"), note=text_in(child, "note"),
                        ended_on=text_in(child, "ended_on"), end_reason=text_in(child, "end_reason")))
    for parent in names.PARENTS:
        if measure := child.get(f"{parent}_responsibility"):
            unit.add(OrderParent(order_id=order_id, case_id=case_id, parent=parent, measure=str(measure),
                                 person_id=_parent(unit, case_id, parent)))


def _parent(unit: Unit, case_id: int, kind: str) -> int | None:
    """The mother or father of a child as the case knows one; None when none or several are known."""
    rows = unit.rows("SELECT r.other_id FROM relationship r JOIN case_file c ON c.person_id = r.person_id "
                     "WHERE c.id = ? AND r.kind = ? AND r.valid_to IS NULL", (case_id, kind))
    return int(rows[0][0]) if len(rows) == 1 else None


def _custody(read: Mapping[str, Any]) -> dict[str, Any]:
    """Values of the points of a custody by column."""
    return {"placed_with" if name == "custody_placed_with" else name: read[name] for name in names.CUSTODY if name in read}


# ---- the order before

def _followed(unit: Unit, case_id: int, read: Values, order_id: int | None) -> int | None:
    """The order that this one extends, changes or revokes."""
    if not read.get("follows"):
        return None
    try:
        return followed(unit.raw, case_id, str(read["follows"]), order_id)
    except FieldError as error:
        raise InvalidFields([error.problem]) from None


def _end_the_one_before(unit: Unit, order_id: int, case_ids: Sequence[int]) -> None:
    """A revocation ends the order it follows on the day from which it counts, for the children that both name."""
    from minori_tui.data.tables import OrderChild

    for case_id in case_ids:
        new = queries.one(unit.raw, order_id, case_id)
        old = queries.one(unit.raw, new.follows_id, case_id) if new and new.follows_id else None
        if new is None or old is None or old.child.ended_on or new.what not in ENDING_KINDS:
            continue
        day = begins(names.stored(new))
        if day is not None:
            unit.change(OrderChild, old.child.row_id, old.child.version, ended_on=day.isoformat(),
                        end_reason=ENDING_KINDS[new.what])


# ---- changing

def edit_order(context: Context, seen: OrderView, values: Mapping[str, str], others: Others = ()) -> bool:
    """Write what the form says over what was seen, for the child of ``seen`` and for the order as a whole; ``others`` are
    children to add to it. Fields that are not given stay. False when nothing differs.

    Raises ``InvalidFields``, ``NotFound``, and ``Conflict`` when somebody changed what is being changed.
    """
    today = context.clock.today()
    before = names.stored(seen)
    typed_as = form_values(seen)
    typed = {name: text for name, text in values.items() if text.strip() != typed_as.get(name, "")}
    read = read_form(typed, order_parsers(), tuple(n for n in names.NEEDED if n in typed), today)
    new = {name: value for name, value in read.items() if value != before[name]}
    further = read_others(others, today)
    with context.store.read() as connection:
        office = about_office(connection, before | new, today) if "authority" in new else []
        if "authority" in new and not any(p for p in office if not p.warning):
            new = _unless_same_office(connection, seen, new)
    if not new and not further:
        return False
    known = {(p.field, p.code) for p in (*wrong(before, (), context), *wrong_end(before))}
    problems = [p for p in (*office, *wrong(before | new, further, context), *wrong_end(before | new)) if not p.warning]
    if blocking := [p for p in problems if (p.field, p.code) not in known or p.field in new]:
        raise InvalidFields(in_order(blocking))
    with context.unit("order.edit", seen.child.file_number) as unit:
        now = _seen(unit.raw, seen.order_id, seen.child.case_id)
        _refuse_changed(before, names.stored(now), new)
        _change_order(unit, seen, new, today)
        _change_child(unit, seen, new)
        _change_custody(unit, seen, new)
        children = [(case_id_of(unit.raw, n), child) for n, child in further]
        _refuse_twice([(c.case_id, {}) for c in (seen.child, *seen.others)] + children, [("", {})] * len(seen.others) + further)
        for case_id, child in children:
            _add_child(unit, seen.order_id, case_id, child, str(new.get("kind", seen.kind)))
        if {"follows", "kind", "child_kind"} & new.keys() or children:
            _end_the_one_before(unit, seen.order_id, [c.case_id for c in (seen.child, *seen.others)] + [c for c, _ in children])
        unit.touched_cases.update(c.case_id for c in (seen.child, *seen.others))
        unit.touched_cases.update(case_id for case_id, _child in children)
    return True


def _unless_same_office(connection: Connection, seen: OrderView, new: Values) -> Values:
    """Without the authority, when it is the same one in other words."""
    day = begins({**names.stored(seen), **new}) or date.min
    found = authorities.find(authorities.offices(connection), str(new["authority"]), day)
    return {n: v for n, v in new.items() if n != "authority"} if found.authority_id == seen.authority_id else new


def _refuse_changed(before: Values, now: Values, new: Values) -> None:
    """Refuse when what is about to be changed is no longer as it was seen: rows that were not there have no version."""
    if any(before[name] != now[name] for name in new):
        raise Conflict(_CHANGED, code="changed-meanwhile")


def _change_order(unit: Unit, seen: OrderView, new: Values, today: date) -> None:
    from minori_tui.data.tables import CourtOrder

    changed: dict[str, Any] = {name: new[name] for name in names.ORDER if name in new and name not in ("authority", "follows")}
    if "authority" in new:
        changed["authority_id"] = authority_of(unit, str(new["authority"]), begins({**names.stored(seen), **new}) or today)
    if "order_number" in new:
        changed["match_key"] = number_key(text_in(new, "order_number"))
    if "follows" in new:
        changed["follows_id"] = _followed(unit, seen.child.case_id, new, seen.order_id)
    if changed:
        unit.change(CourtOrder, seen.order_id, seen.version, **changed)


def _change_child(unit: Unit, seen: OrderView, new: Values) -> None:
    from minori_tui.data.tables import OrderChild, OrderParent

    child = seen.child
    changed: dict[str, Any] = {name: new[name] for name in ("placed_with", "note", *names.ENDING) if name in new}
    if "child_kind" in new:
        changed["kind"] = new["child_kind"] if new["child_kind"] != new.get("kind", seen.kind) else None
    if changed:
        unit.change(OrderChild, child.row_id, child.version, **changed)
    for parent in names.PARENTS:
        if (field := f"{parent}_responsibility") not in new:
            continue
        row = child.measure(parent)
        if row is None:
            unit.add(OrderParent(order_id=seen.order_id, case_id=child.case_id, parent=parent, measure=str(new[field]),
                                 person_id=_parent(unit, child.case_id, parent)))
        elif new[field] is None:
            _remove(unit, row)
        else:
            unit.change(OrderParent, row.row_id, row.version, measure=new[field])


def _remove(unit: Unit, row: ParentRow) -> None:
    """Take away what was recorded of a parent by mistake (its image is kept in the journal)."""
    if unit.run("DELETE FROM order_parent WHERE id = ? AND version = ?", (row.row_id, row.version)).rowcount != 1:
        raise Conflict(_CHANGED, code="changed-meanwhile")


def _change_custody(unit: Unit, seen: OrderView, new: Values) -> None:
    from minori_tui.data.tables import CustodyTerms

    changed = _custody(new)
    if changed and seen.custody is None:
        unit.add(CustodyTerms(order_id=seen.order_id, **changed))
    elif changed and seen.custody is not None:
        unit.change(CustodyTerms, seen.custody.row_id, seen.custody.version, **changed)


# ---- ending

def end_order(context: Context, seen: OrderView, values: Mapping[str, str], *, everyone: bool = False) -> bool:
    """End an order for its child (``everyone``: for all its children that it has not ended for), on a day and with a reason:
    revoked, replaced, run out. False when it ended on that day for that reason already.

    Raises ``InvalidFields``, ``NotFound`` and ``Conflict``.
    """
    read = read_form({"ended_on": context.clock.today().isoformat(), **values}, ending_parsers(), ("ended_on", "end_reason"),
                     context.clock.today())
    if problems := wrong_end(names.stored(seen) | read):
        raise InvalidFields(problems)
    children = [seen.child, *(c for c in seen.others if everyone and c.ended_on is None)]
    if all((c.ended_on, c.end_reason) == (read["ended_on"], read["end_reason"]) for c in children):
        return False
    from minori_tui.data.tables import OrderChild

    with context.unit("order.end", seen.child.file_number) as unit:
        for child in children:
            unit.change(OrderChild, child.row_id, child.version, **read)
            unit.touched_cases.add(child.case_id)
    return True


# ---- helpers

def _file_number(unit: Unit, case_id: int) -> str:
    return str(unit.rows("SELECT file_number FROM case_file WHERE id = ?", (case_id,))[0][0])
