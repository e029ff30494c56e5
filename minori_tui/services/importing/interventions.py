"""Rows of interventions: told apart by case, kind and beginning; several that began on one day by provider, family, facility.

Each kind keeps its details in a table of its own; a column that does not belong to the kind of the row is told and left out.
"""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from minori_tui.data.codes import load_list
from minori_tui.data.queries import matching
from minori_tui.data.queries.matching import Row
from minori_tui.domain import codes
from minori_tui.domain.errors import FieldProblem
from minori_tui.domain.interventions import check_intervention, end_list
from minori_tui.domain.orders import number_key
from minori_tui.domain.text import fold
from minori_tui.i18n import N_
from minori_tui.services.importing import base
from minori_tui.services.importing.base import Setting
from minori_tui.services.importing.compare import Work
from minori_tui.services.importing.links import the_one_named
from minori_tui.services.importing.model import FieldChange, RowVerdict
from minori_tui.services.importing.names import match_key
from minori_tui.services.importing.of_cases import SUGGESTED, Head, OfCases
from minori_tui.services.importing.pairing import SEVERAL, Where, pair
from minori_tui.services.importing.parts import reference
from minori_tui.transfer.rows import Prepared
from minori_tui.transfer.table import Note

FIELDS = ("planned_end", "ended_on", "end_reason", "consent", "provider", "family", "daily_fee", "notes")
DETAILS = {"weekly_hours": {"ADM": ("home_support", "weekly_minutes")},
           "nights_per_week": {"AFF": ("foster_placement", "nights_per_week"),
                               "COM": ("residential_placement", "nights_per_week")},
           "with_whom": {"IP": ("supervised_contact", "with_whom")}}
"""Field -> kind -> table and column of the detail."""
_TABLES = ("home_support", "foster_placement", "residential_placement", "supervised_contact")
NOT_STARTED = "not_started"


class Ready:
    """A row that can be compared: what it says in the store's own terms."""

    __slots__ = ("day", "head", "kind", "name", "order", "row", "told", "values")

    def __init__(self, row: Prepared, name: str, head: Head, values: Row, order: Row | None, told: list[FieldProblem]) -> None:
        self.row, self.name, self.head, self.values, self.order, self.told = row, name, head, values, order, told
        self.kind, self.day = str(values["kind"]), str(values.get("started_on") or values.get("planned_start"))


class Interventions(OfCases):
    """The comparison of interventions."""

    table = "intervention"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._stored: dict[tuple[int, str, str], list[Row]] = {}
        self._made: dict[int, list[Row]] = {}  # new ones by case
        self._facilities: dict[str, list[Row]] = {}
        for facility in matching.everything(setting.connection, "facility"):
            keys = {match_key(facility["name"]), fold(facility["facility_code"] or "").replace(" ", "")}
            for key in keys - {""}:
                self._facilities.setdefault(key, []).append(facility)
        self._near_facility: dict[str, str] = {}

    def judge(self, rows: list[Prepared]) -> list[RowVerdict]:
        """The verdict of every row."""
        self._read(rows)
        verdicts: list[RowVerdict | None] = []
        groups: dict[tuple[int, str, str], list[tuple[int, Ready]]] = {}
        for place, row in enumerate(rows):
            found = self._ready(row)
            verdicts.append(found if isinstance(found, RowVerdict) else None)
            if isinstance(found, Ready):
                groups.setdefault((found.head.case_id, found.kind, found.day), []).append((place, found))
        for key, alike in groups.items():
            stored = self._stored.setdefault(key, [])
            for (place, ready), record in zip(alike, pair([_where(r.values) for _, r in alike], list(map(_where, stored))),
                                              strict=True):
                verdicts[place] = self._verdict(ready, record, stored)
        self._link_events()
        return [v for v in verdicts if v is not None]

    def _read(self, rows: list[Prepared]) -> None:
        """The interventions and orders of the cases that rows name."""
        connection, cases = self.setting.connection, self.cases_of(rows)
        self._of_case = matching.by_ids(connection, "intervention", "case_id", cases)
        for case_id, found in self._of_case.items():
            for row in found:
                self._stored.setdefault((case_id, row["kind"], row["started_on"] or row["planned_start"]), []).append(row)
        ids = [row["id"] for found in self._of_case.values() for row in found]
        self._details = {t: {i: found[0] for i, found in matching.by_ids(connection, t, "intervention_id", ids).items()}
                         for t in _TABLES}
        children = matching.by_ids(connection, "order_child", "case_id", cases)
        orders = {i: found[0] for i, found in matching.by_ids(
            connection, "court_order", "id", {c["order_id"] for found in children.values() for c in found}).items()}
        self._orders = {case: [orders[c["order_id"]] | {"kind": c["kind"] or orders[c["order_id"]]["kind"]} for c in found]
                        for case, found in children.items()}
        self._extended = {i for i, found in self._of_case.items() if any(r["kind"] == "PRO" for r in found)}
        self._extended |= {i for i, found in self._orders.items() if any(o["kind"] == "extended_care" for o in found)}
        self._extended |= {self.heads[n].case_id for r in rows if r.values.get("kind") == "PRO"
                           and (n := str(r.values.get("file_number"))) in self.heads}

    # --- one row by itself -------------------------------------------------------------------------------------------

    def _ready(self, row: Prepared) -> Ready | RowVerdict:
        """The row in the terms of the store, or its rejection."""
        values: dict[str, Any] = dict(row.values)
        number, kind = str(values.get("file_number") or ""), str(values.get("kind") or "")
        name = f"{number} {kind}".strip()
        head = self.heads.get(number)
        problems = list(row.problems)
        told: list[FieldProblem] = []
        if number and head is None:
            problems.append(self.unknown_case(number))
        if problems or head is None:
            return self.rejected(row, problems, name)
        born = date.fromisoformat(head.born) if head.born else None
        order = self._order_of(head, values.get("order_number"), problems)
        facility = self._facility_of(values.get("facility"), problems)
        self._end_reason(values, kind, problems)
        _planned(values, self.setting.today.isoformat())
        _belongs(values, kind, told)
        facts = values | {"extended": any(o["kind"] == "extension" for o in self._orders.get(head.case_id, ())),
                          "extended_care": head.case_id in self._extended}
        if kind == "COM":  # what has begun is told, not refused: the file says what was done, for the court to put right
            facts |= {"family_type": facility and facility["family_type"], "emergency": values.get("started_on") is not None}
        for found in check_intervention(facts, self.setting.today, born):
            field = "started_on" if found.field == "planned_start" else found.field
            shown = FieldProblem(field, found.code, found.message, found.facts, _said(row.values.get(field)),
                                 warning=found.warning)
            (told if found.warning else problems).append(shown)
        if problems:
            return self.rejected(row, problems, name)
        values["facility_id"] = facility and facility["id"]
        return Ready(row, name, head, values, order, told)

    def _order_of(self, head: Head, number: str | None, problems: list[FieldProblem]) -> Row | None:
        """The order of the child with that number, or R.G. number."""
        key = number_key(number)
        if key is None:
            return None
        known = self._orders.get(head.case_id, [])
        fitting = [o for o in known if number_key(o.get("order_number")) == key] or [
            o for o in known if number_key(o.get("registry_number")) == key]
        if len(fitting) == 1:
            return fitting[0]
        numbers = sorted({n for o in (fitting or known) if (n := o.get("order_number") or o.get("registry_number"))})
        if fitting:
            problems.append(base.problem("order_number", "two-records", base.TWO_RECORDS, number, records=", ".join(numbers)))
            return None
        near = ", ".join(get_close_matches(str(number), numbers, 3, 0.5) or numbers[:3])
        message = N_("The child has no order {number}; nearest: {near}") if near else N_(
            "The child has no order {number}: import the orders first")
        problems.append(base.problem("order_number", "no-such-order", message, number, number=number, near=near))
        return None

    def _facility_of(self, text: str | None, problems: list[FieldProblem]) -> Row | None:
        """The facility of that code or name."""
        if text is None:
            return None
        fitting = self._facilities.get(match_key(text), [])
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            records = ", ".join(f["facility_code"] or f["name"] for f in fitting)
            problems.append(base.problem("facility", "two-records", base.TWO_RECORDS, text, records=records))
            return None
        if text not in self._near_facility and len(self._near_facility) < SUGGESTED:
            close = get_close_matches(match_key(text), self._facilities, 3, 0.6)
            self._near_facility[text] = ", ".join(dict.fromkeys(self._facilities[k][0]["name"] for k in close))
        near = self._near_facility.get(text)
        message = N_("There is no facility {name}; nearest: {near}") if near else N_(
            "There is no facility {name}: import the facilities first")
        problems.append(base.problem("facility", "no-such-facility", message, text, name=text, near=near or ""))
        return None

    @staticmethod
    def _end_reason(values: Row, kind: str, problems: list[FieldProblem]) -> None:
        """Put the code in the place of the words; which list they are of depends on the kind."""
        text = values.get("end_reason")
        if text is None:
            return
        code = _reason(kind, text)
        if code is None:
            items = load_list(end_list(kind))
            near = codes.nearest(text, items) or list(items)[:5]
            problems.append(FieldProblem("end_reason", "unknown-code", "Not one of the words of this list; nearest: {choices}",
                                         {"choices": ", ".join(i.label_it for i in near)}, text))
        values["end_reason"] = code

    # --- against the store -------------------------------------------------------------------------------------------

    def _verdict(self, ready: Ready, record: int, stored: list[Row]) -> RowVerdict:
        """What becomes of a row: ``record`` is the place of its record in ``stored``, the next one for a new record."""
        if record == SEVERAL:
            records = ", ".join(" ".join(str(w) for w in (r["provider"], r["family"]) if w) or ready.day for r in stored)
            return self.conflict(ready.row, ready.name, [
                base.problem("started_on", "two-records", base.TWO_RECORDS, ready.day, records=records)])
        if record >= len(stored):
            return self._enter(ready, stored)
        return self._compare(ready, stored[record])

    def _enter(self, ready: Ready, stored: list[Row]) -> RowVerdict:
        values = ready.values
        new = self.plan.add("intervention", {
            "case_id": ready.head.case_id, "kind": ready.kind, "planned_start": values.get("planned_start"),
            "started_on": values.get("started_on"), "order_id": ready.order and ready.order["id"],
            "facility_id": values["facility_id"], **{f: values.get(f) for f in FIELDS}})
        stored.append(new)
        self._made.setdefault(ready.head.case_id, []).append(new)
        for field, kinds in DETAILS.items():
            if values.get(field) is not None:
                table, column = kinds[ready.kind]
                detail = self.plan.add(table, {"intervention_id": new, column: values[field]})
                self._details[table][-id(new)] = detail
        self.plan.touched.add(ready.head.case_id)
        return RowVerdict(ready.row.line, "new", ready.name, self.table, new, warnings=(*ready.row.warnings, *ready.told),
                          raw=ready.row.raw)

    def _compare(self, ready: Ready, record: Row) -> RowVerdict:
        work, values, told = self.work(), ready.values, ready.told
        if values.get("started_on") and record.get("started_on") is None:
            self.compare(work, told, "intervention", record, "started_on", values["started_on"])
        for field in FIELDS:
            self.compare(work, told, "intervention", record, field, values.get(field))
        self.compare(work, told, "intervention", record, "facility_id", values["facility_id"], field="facility")
        before = len(work.changes)
        self.compare(work, told, "intervention", record, "order_id", ready.order and ready.order["id"], field="order_number")
        if len(work.changes) > before and ready.order:
            work.changes[-1] = FieldChange("order_number", self._number_of(ready.head, work.changes[-1].old),
                                           ready.order.get("order_number") or ready.order.get("registry_number"))
        for field, kinds in DETAILS.items():
            if values.get(field) is not None:
                self._compare_detail(work, told, record, *kinds[ready.kind], field, values[field])
        verdict = self.settle(ready.row, ready.name, record, work, tuple(told))
        if verdict.verdict == "changed":
            self.plan.touched.add(ready.head.case_id)
        return verdict

    def _compare_detail(self, work: Work, told: list[FieldProblem], record: Row, table: str, column: str, field: str,
                        value: Any) -> None:
        key = record["id"] if "version" in record else -id(record)
        detail = self._details[table].get(key)
        if detail is None:
            row = {"intervention_id": reference(record), column: value}
            self._details[table][key] = work.add(table, row, field, value)
        else:
            self.compare(work, told, table, detail, column, value, field=field, owner=("intervention", record))

    def _number_of(self, head: Head, order_id: Any) -> str | None:
        return next((o.get("order_number") or o.get("registry_number") for o in self._orders.get(head.case_id, ())
                     if o["id"] == order_id), None)

    def _link_events(self) -> None:
        """Diary entries that name the kind of a new intervention, the only one of its kind in the case, belong to it."""
        linked = 0
        for event in matching.unlinked_events(self.setting.connection, self._made):
            new = self._made[event["case_id"]]
            meant = the_one_named(event["intervention"], [*self._of_case.get(event["case_id"], ()), *new])
            if any(meant is n for n in new):
                self.plan.put("event", event, intervention_id=meant)
                linked += 1
        if linked:
            self.notes.append(Note("linked", N_("Diary entries that were linked to their intervention: {count}"),
                                   {"count": linked}))


@lru_cache(maxsize=10_000)
def _reason(kind: str, text: str) -> str | None:
    """The code of the reason for an end, in the list of the kind."""
    found = codes.match(text, load_list(end_list(kind)))
    return found.code if found else None


def _planned(values: Row, today: str) -> None:
    """A beginning that has not come, or never came, is a planned one."""
    if values["started_on"] > today or values.get("end_reason") == NOT_STARTED:
        values["planned_start"], values["started_on"] = values["started_on"], None


def _belongs(values: Row, kind: str, told: list[FieldProblem]) -> None:
    """Leave out what the kind has no place for."""
    for field, kinds in DETAILS.items():
        if values.get(field) is not None and kind not in kinds:
            told.append(base.warning(field, "not-of-kind", N_("This belongs to {kinds} only: left out"), values[field],
                                     kinds=", ".join(kinds)))
            values[field] = None


def _where(values: Row) -> Where:
    return fold(values.get("provider") or ""), fold(values.get("family") or ""), values.get("facility_id") or 0


def _said(value: Any) -> str:
    return "" if value is None else str(value)
