"""Rows of facilities: told apart by their code, else by name and municipality."""

from __future__ import annotations

from typing import Any

from minori_tui.data.queries import matching
from minori_tui.data.queries.matching import Row
from minori_tui.domain.errors import FieldProblem
from minori_tui.i18n import N_
from minori_tui.services.importing import base, parts
from minori_tui.services.importing.base import Comparer, Setting
from minori_tui.services.importing.model import RowVerdict
from minori_tui.services.importing.names import match_key
from minori_tui.transfer.rows import Prepared

FIELDS = (
    "facility_code",
    "name",
    "kind",
    "family_type",
    "manager",
    "coordinator",
    "address",
    "phone",
    "email",
    "pec",
    "places",
    "age_from",
    "age_to",
    "sex",
    "daily_fee",
    "notes",
)


class Facilities(Comparer):
    """The comparison of facilities."""

    table = "facility"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._by_code: dict[str, Row] = {}
        self._by_name: dict[tuple[str, str | None], list[Row]] = {}
        for row in matching.everything(setting.connection, "facility"):
            self._know(row)

    def _know(self, row: Row) -> None:
        if row.get("facility_code"):
            self._by_code[row["facility_code"]] = row
        self._by_name.setdefault((row["match_key"], row.get("municipality")), []).append(row)

    def judge(self, rows: list[Prepared]) -> list[RowVerdict]:
        """The verdict of every row."""
        return [self._row(row) for row in rows]

    def _row(self, row: Prepared) -> RowVerdict:
        values: dict[str, Any] = row.values
        name = str(values.get("name") or "")
        if row.problems:
            return self.rejected(row, row.problems, name)
        low, high = values.get("age_from"), values.get("age_to")
        if low is not None and high is not None and low > high:
            return self.rejected(
                row,
                [base.problem("age_to", "ages", N_("The ages run backwards: from {low} to {high}"), high, low=low, high=high)],
                name,
            )
        told: list[FieldProblem] = []
        parts.take_place(values, "comune", told)
        key = match_key(name)
        code, place = values.get("facility_code"), values.get("comune")
        fitting = (
            [self._by_code[code]]
            if code in self._by_code
            else [f for f in self._by_name.get((key, place), []) if not (code and f.get("facility_code"))]
        )
        if len(fitting) > 1:
            records = ", ".join(f.get("facility_code") or f["name"] for f in fitting)
            return self.conflict(row, name, [base.problem("name", "two-records", base.TWO_RECORDS, name, records=records)])
        if not fitting:
            new = self.plan.add("facility", {"match_key": key, "municipality": place, **{f: values.get(f) for f in FIELDS}})
            self._know(new)
            return RowVerdict(row.line, "new", name, "facility", new, warnings=(*row.warnings, *told), raw=row.raw)
        work = self.work()
        for field in FIELDS:
            work.value("facility", fitting[0], field, values.get(field), also={"match_key": key} if field == "name" else None)
        work.value("facility", fitting[0], "municipality", place, field="comune")
        return self.settle(row, name, fitting[0], work, tuple(told))
