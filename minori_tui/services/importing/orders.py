"""Rows of court orders: one row a child; rows with one authority and one order number are one order for several children.

An order without a number is told by authority, R.G., day of filing and kind (an emergency removal also by its minute); which
of the children a row is about is told by the file number.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from minori_tui.data.queries import matching
from minori_tui.data.queries.matching import Row
from minori_tui.domain.authorities import Office
from minori_tui.domain.errors import FieldError, FieldProblem
from minori_tui.domain.orders import check_order, number_key
from minori_tui.domain.text import fold
from minori_tui.services.authorities import find, offices
from minori_tui.services.importing import base
from minori_tui.services.importing.base import Setting
from minori_tui.services.importing.compare import Work
from minori_tui.services.importing.model import RowVerdict
from minori_tui.services.importing.of_cases import SAID_BEFORE, Head, OfCases
from minori_tui.services.importing.parts import reference
from minori_tui.services.importing.plan import New
from minori_tui.transfer.rows import Prepared

FIELDS = ("registry_number", "order_number", "filed_on", "received_on", "occurred_at", "effective_on", "duration_months",
          "report_every_months", "due_on", "text")
PARENTS = ("mother", "father")
_ORDERED = "ordered"  # what a row says is ordered for a child, wherever it is kept
_NOT_IN_FILES = frozenset({"custody-points"})  # points (a)-(f) of art. 5-bis have no column: their absence says nothing
_YEAR = re.compile(r"(?:19|20)\d\d|/\d\d$", re.ASCII).search
Key = tuple[Any, ...]


class Order:
    """An order that rows may be about, stored or of this file, with its children and what it says of their parents."""

    __slots__ = ("authority", "children", "parents", "row")

    def __init__(self, row: Row, authority: str) -> None:
        self.row, self.authority = row, authority
        self.children: dict[int, Row] = {}
        self.parents: dict[tuple[int, str], Row] = {}


class Orders(OfCases):
    """The comparison of court orders."""

    table = "order_child"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._offices = offices(setting.connection)
        self._names = {o.authority_id: fold(o.name) for o in self._offices if o.authority_id is not None}
        self._new_offices: dict[str, Row] = {}
        self._numbered: dict[Key, list[Order]] = {}  # by authority and number
        self._of_case: dict[Key, list[Order]] = {}  # by case, and what tells an order without a number
        self._shared: dict[Key, Order] = {}  # by what tells an order without a number for several children

    def judge(self, rows: list[Prepared]) -> list[RowVerdict]:
        """The verdict of every row."""
        self._read(rows)
        return [self._row(row) for row in rows]

    # --- what is stored ----------------------------------------------------------------------------------------------

    def _read(self, rows: list[Prepared]) -> None:
        """The orders that rows may be about: those of their cases, and those with their numbers."""
        connection = self.setting.connection
        cases = self.cases_of(rows)
        keys = {k for r in rows if (k := number_key(_text(r.values.get("order_number"))))}
        of_cases = matching.by_ids(connection, "order_child", "case_id", cases)
        ids = {child["order_id"] for found in of_cases.values() for child in found}
        stored = {row["id"]: row for row in matching.orders_numbered(connection, keys)}
        stored |= {i: found[0] for i, found in matching.by_ids(connection, "court_order", "id", ids - stored.keys()).items()}
        children = matching.by_ids(connection, "order_child", "order_id", stored)
        parents = matching.by_ids(connection, "order_parent", "order_id", stored)
        for order_id in sorted(stored):
            order = Order(stored[order_id], self._names[stored[order_id]["authority_id"]])
            order.parents = {(p["case_id"], p["parent"]): p for p in parents.get(order_id, ())}
            self._know(order)
            for child in children.get(order_id, ()):
                self._know_child(order, child)
        self._kin = matching.by_ids(
            connection, "relationship", "person_id", {h.person_id for h in self.heads.values() if h.case_id in cases}
        )

    def _know(self, order: Order) -> None:
        if key := number_key(order.row.get("order_number")):
            self._numbered.setdefault((order.authority, key), []).append(order)

    def _know_child(self, order: Order, child: Row) -> None:
        order.children[child["case_id"]] = child
        told_by = _unnumbered(order.authority, order.row | {"kind": child.get("kind") or order.row["kind"]})
        self._of_case.setdefault((child["case_id"], *told_by), []).append(order)
        if shared := _shareable(told_by):
            self._shared.setdefault(shared, order)

    # --- one row -----------------------------------------------------------------------------------------------------

    def _row(self, row: Prepared) -> RowVerdict:
        values: dict[str, Any] = row.values
        number = str(values.get("file_number") or "")
        name = " ".join(filter(None, (number, values.get("order_number") or values.get("registry_number"))))
        head = self.heads.get(number)
        problems = list(row.problems)
        told: list[FieldProblem] = []
        if number and head is None:
            problems.append(self.unknown_case(number))
        if not problems:
            for found in check_order(values, self.setting.today):
                if found.code not in _NOT_IN_FILES:
                    (told if found.warning else problems).append(found)
        office = None
        if not problems:
            try:
                office = find(self._offices, str(values["authority"]), _day_of(values, self.setting.today))
            except FieldError as error:
                problems.append(error.problem)
        if problems or head is None or office is None:
            return self.rejected(row, problems, name)
        fitting = self._fitting(fold(office.name), head.case_id, values)
        if len(fitting) > 1:
            records = ", ".join(str(o.row.get("order_number") or o.row.get("registry_number") or o.row["kind"]) for o in fitting)
            problem = base.problem("order_number", "two-records", base.TWO_RECORDS, values.get("order_number"), records=records)
            return self.conflict(row, name, [problem])
        if not fitting:
            return self._enter(row, name, office, head, told)
        return self._settle(row, name, fitting[0], head, told)

    def _fitting(self, authority: str, case_id: int, values: Row) -> list[Order]:
        """The stored orders, or those of earlier rows, that a row is about."""
        key = number_key(values.get("order_number"))
        told_by = _unnumbered(authority, values)
        if key is not None:
            same = [o for o in self._numbered.get((authority, key), ()) if not _of_another_year(o.row, values)]
            same = [o for o in same if case_id in o.children] or same
            if same:
                return same
        alike = self._of_case.get((case_id, *told_by), [])
        alike = [o for o in alike if key is None or o.row.get("order_number") is None]
        if alike or key is not None:
            return alike
        shared = _shareable(told_by)
        return [self._shared[shared]] if shared in self._shared else []

    def _enter(self, row: Prepared, name: str, office: Office, head: Head, told: list[FieldProblem]) -> RowVerdict:
        values: dict[str, Any] = row.values
        order = Order(self.plan.add("court_order", {
            "authority_id": self._office_row(office), "kind": values["kind"], "match_key": number_key(values.get("order_number")),
            **{f: values.get(f) for f in FIELDS}}), fold(office.name))
        self._know(order)
        work = self.work()
        child = self._add_child(work, order, head, values)
        work.write(self.plan)
        self.plan.touched.add(head.case_id)
        return RowVerdict(row.line, "new", name, self.table, child, warnings=(*row.warnings, *told), raw=row.raw)

    def _settle(self, row: Prepared, name: str, order: Order, head: Head, told: list[FieldProblem]) -> RowVerdict:
        values: dict[str, Any] = row.values
        work = self.work()
        if head.case_id in order.children:
            child = order.children[head.case_id]
            self._compare_order(work, order, values, told)
            self._compare_kind(work, order, child, values["kind"], told)
            self._compare_parents(work, order, head, child, values, told)
            verdict = self.settle(row, name, child, work, tuple(told))
            if verdict.verdict == "changed":
                self.plan.touched.update(order.children)
            return verdict
        if self.setting.options.update != "never":
            self._compare_order(work, order, values, told)
        if work.conflicts:
            return self.conflict(row, name, work.conflicts)
        if work.changes:
            self.plan.touched.update(order.children)
        child = self._add_child(work, order, head, values)
        work.write(self.plan)
        self.plan.touched.add(head.case_id)
        return RowVerdict(row.line, "new", name, self.table, child, warnings=(*row.warnings, *told), raw=row.raw)

    # --- its parts ---------------------------------------------------------------------------------------------------

    def _office_row(self, office: Office) -> Any:
        """The reference to an authority; one that the store has no row of is entered."""
        if office.authority_id is not None:
            return office.authority_id
        name = fold(office.name)
        if name not in self._new_offices:
            self._new_offices[name] = New("authority", {
                "name": office.name, "match_key": name, "kind": office.kind, "seat": office.seat, "pec": office.pec,
                "valid_from": office.valid_from and office.valid_from.isoformat(),
                "valid_to": office.valid_to and office.valid_to.isoformat()})
            self._offices = [o for o in self._offices if fold(o.name) != name] + [office]
        return self.plan.add("authority", self._new_offices[name])

    def _compare_order(self, work: Work, order: Order, values: Row, told: list[FieldProblem]) -> None:
        owner = ("court_order", order.row)
        for field in FIELDS:
            new = values.get(field)
            if field == "order_number" and number_key(new) == number_key(order.row.get(field)):
                continue  # the same number written in another way
            also = {"match_key": number_key(new)} if field == "order_number" else None
            self.compare(work, told, "court_order", order.row, field, new, also=also, owner=owner)

    def _compare_kind(self, work: Work, order: Order, child: Row, kind: str, told: list[FieldProblem]) -> None:
        """What is ordered for this child: the kind of the order itself, unless there are several children."""
        first = self.claims.setdefault((id(child), _ORDERED), kind)
        if first != kind:
            told.append(base.warning("kind", "said-before", SAID_BEFORE, kind, first=first))
        elif kind == (child.get("kind") or order.row["kind"]):
            return
        elif child.get("kind") is None and len(order.children) == 1:
            self.compare(work, told, "court_order", order.row, "kind", kind)
        else:
            self.compare(work, told, "order_child", child, "kind", kind, owner=("court_order", order.row))

    def _compare_parents(
        self, work: Work, order: Order, head: Head, child: Row, values: Row, told: list[FieldProblem]
    ) -> None:
        for parent in PARENTS:
            measure = values.get(f"{parent}_responsibility")
            known = order.parents.get((head.case_id, parent))
            if known is not None:
                self.compare(work, told, "order_parent", known, "measure", measure, field=f"{parent}_responsibility",
                             owner=("order_child", child))
            elif measure is not None:
                row = self._parent_row(order, head, parent, measure)
                order.parents[head.case_id, parent] = work.add("order_parent", row, f"{parent}_responsibility", measure)

    def _add_child(self, work: Work, order: Order, head: Head, values: Row) -> Row:
        """A child of an order, with what the order says of its parents."""
        kind = None if values["kind"] == order.row["kind"] else values["kind"]
        child = work.extra("order_child", {"order_id": reference(order.row), "case_id": head.case_id, "kind": kind})
        self.claims[id(child), _ORDERED] = values["kind"]
        self._know_child(order, child)
        for parent in PARENTS:
            if measure := values.get(f"{parent}_responsibility"):
                row = self._parent_row(order, head, parent, measure)
                order.parents[head.case_id, parent] = work.extra("order_parent", row)
        return child

    def _parent_row(self, order: Order, head: Head, parent: str, measure: str) -> Row:
        """What is said of one parent; the person is named when the child has one such parent on record."""
        persons = {r["other_id"] for r in self._kin.get(head.person_id, ()) if r["kind"] == parent and r["valid_to"] is None}
        return {"order_id": reference(order.row), "case_id": head.case_id, "parent": parent, "measure": measure,
                "person_id": persons.pop() if len(persons) == 1 else None}


def _unnumbered(authority: str, values: Row) -> Key:
    """What tells an order without a number: authority, R.G., day of filing, kind, and the minute of a removal."""
    return (authority, number_key(values.get("registry_number")), values.get("filed_on"), values["kind"],
            values.get("occurred_at"))


def _shareable(told_by: Key) -> Key | None:
    """The same, when it is enough to say that rows about several children are one order: a proceeding and its day, or the
    minute of a removal."""
    _, registry, filed, _, occurred = told_by
    return told_by if occurred or (registry and filed) else None


def _of_another_year(stored: Row, values: Row) -> bool:
    """Whether two orders with one number were filed in different years: registers begin again at 1 every January, and a
    number that does not say its year then names two orders."""
    one, other = stored.get("filed_on"), values.get("filed_on")
    return bool(one and other and one[:4] != other[:4] and not _YEAR(str(stored.get("order_number"))))


def _day_of(values: Row, today: date) -> date:
    """The day on which the authority worked: that of the order, else today."""
    said = next((values[f] for f in ("filed_on", "received_on", "occurred_at", "effective_on") if values.get(f)), None)
    return date.fromisoformat(str(said)[:10]) if said else today


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
