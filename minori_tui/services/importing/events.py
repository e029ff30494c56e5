"""Rows of the diary: an event is told from another by file number, moment, kind and text."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from minori_tui.data.queries import matching
from minori_tui.data.queries.matching import Row
from minori_tui.domain.text import fold
from minori_tui.i18n import N_
from minori_tui.services.importing import base
from minori_tui.services.importing.base import Comparer, Setting
from minori_tui.services.importing.model import RowVerdict
from minori_tui.transfer.rows import Prepared

FIELDS = ("nature", "outcome", "by_whom", "intervention", "author", "reserved")
SUGGESTED = 50  # unknown file numbers for which near ones are looked for


class Events(Comparer):
    """The comparison of diary entries."""

    table = "event"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._numbers = {head[1]: head[0] for head in matching.case_heads(setting.connection)}
        self._known: dict[tuple[Any, ...], Row] = {}
        self._near: dict[str, str] = {}

    def judge(self, rows: list[Prepared]) -> list[RowVerdict]:
        """The verdict of every row."""
        wanted = {self._numbers[n] for r in rows if (n := str(r.values.get("file_number"))) in self._numbers}
        for case_id, found in matching.by_ids(self.setting.connection, "event", "case_id", wanted).items():
            for event in found:
                self._known.setdefault(_key(case_id, event), event)
        return [self._row(row) for row in rows]

    def _row(self, row: Prepared) -> RowVerdict:
        values: dict[str, Any] = row.values
        number = values.get("file_number")
        if row.problems:
            return self.rejected(row, row.problems, str(number or ""))
        case_id = self._numbers.get(str(number))
        if case_id is None:
            return self.rejected(row, [self._unknown(str(number))], str(number))
        if values.get("reserved") is None:
            values.pop("reserved", None)
        key = _key(case_id, values)
        event = self._known.get(key)
        if event is None:
            event = self.plan.add(
                "event",
                {
                    "case_id": case_id,
                    "reserved": 0,
                    **{f: values[f] for f in ("at", "kind", "text", *FIELDS) if values.get(f) is not None},
                },
            )
            self._known[key] = event
            return RowVerdict(row.line, "new", str(number), "event", event, warnings=row.warnings, raw=row.raw)
        work = self.work()
        for field in FIELDS:
            work.value("event", event, field, values.get(field))
        return self.settle(row, str(number), event, work)

    def _unknown(self, number: str) -> Any:
        if number not in self._near and len(self._near) < SUGGESTED:
            self._near[number] = ", ".join(get_close_matches(number, self._numbers, 3, 0.6))
        near = self._near.get(number)
        if near:
            return base.problem(
                "file_number", "no-such-case", N_("There is no case {number}; nearest: {near}"), number, number=number, near=near
            )
        return base.problem(
            "file_number", "no-such-case", N_("There is no case {number}: import the cases first"), number, number=number
        )


def _day_or_minute(moment: str) -> str:
    """A stored moment as a file tells it: the reader of cells takes midnight for a day without a time."""
    return moment.removesuffix("T00:00")


def _key(case_id: int, event: Row) -> tuple[Any, ...]:
    return (case_id, _day_or_minute(event["at"]), event["kind"], fold(event.get("text") or ""))
