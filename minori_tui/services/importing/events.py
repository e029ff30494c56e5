"""Rows of the diary: an event is told from another by file number, moment, kind and text."""

from __future__ import annotations

from typing import Any

from minori_tui.data.queries import matching
from minori_tui.data.queries.matching import Row
from minori_tui.domain.text import fold
from minori_tui.services.importing.base import Setting
from minori_tui.services.importing.links import the_one_named
from minori_tui.services.importing.model import RowVerdict
from minori_tui.services.importing.of_cases import OfCases
from minori_tui.transfer.rows import Prepared

FIELDS = ("nature", "outcome", "by_whom", "intervention", "author", "reserved")


class Events(OfCases):
    """The comparison of diary entries."""

    table = "event"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._known: dict[tuple[Any, ...], Row] = {}
        self._done_for: dict[int, list[Row]] = {}  # interventions by case

    def judge(self, rows: list[Prepared]) -> list[RowVerdict]:
        """The verdict of every row."""
        wanted = self.cases_of(rows)
        for case_id, found in matching.by_ids(self.setting.connection, "event", "case_id", wanted).items():
            for event in found:
                self._known.setdefault(_key(case_id, event), event)
        if "intervention" in self.setting.columns:
            self._done_for = matching.by_ids(self.setting.connection, "intervention", "case_id", wanted)
        return [self._row(row) for row in rows]

    def _row(self, row: Prepared) -> RowVerdict:
        values: dict[str, Any] = row.values
        number = values.get("file_number")
        if row.problems:
            return self.rejected(row, row.problems, str(number or ""))
        head = self.heads.get(str(number))
        if head is None:
            return self.rejected(row, [self.unknown_case(str(number))], str(number))
        case_id = head.case_id
        if values.get("reserved") is None:
            values.pop("reserved", None)
        key = _key(case_id, values)
        event = self._known.get(key)
        if event is None:
            meant = the_one_named(values.get("intervention"), self._done_for.get(case_id, ()))
            event = self.plan.add(
                "event",
                {
                    "case_id": case_id,
                    "reserved": 0,
                    "intervention_id": meant["id"] if meant else None,
                    **{f: values[f] for f in ("at", "kind", "text", *FIELDS) if values.get(f) is not None},
                },
            )
            self._known[key] = event
            self._heard(case_id, event)
            return RowVerdict(row.line, "new", str(number), "event", event, warnings=row.warnings, raw=row.raw)
        work = self.work()
        for field in FIELDS:
            work.value("event", event, field, values.get(field))
        verdict = self.settle(row, str(number), event, work)
        if verdict.verdict == "changed":
            self._heard(case_id, event)
        return verdict

    def _heard(self, case_id: int, event: Row) -> None:
        """A hearing is a fact that the rules look at: its case is looked at again."""
        if event["kind"] == "hearing":
            self.plan.touched.add(case_id)


def _day_or_minute(moment: str) -> str:
    """A stored moment as a file tells it: the reader of cells takes midnight for a day without a time."""
    return moment.removesuffix("T00:00")


def _key(case_id: int, event: Row) -> tuple[Any, ...]:
    return (case_id, _day_or_minute(event["at"]), event["kind"], fold(event.get("text") or ""))
