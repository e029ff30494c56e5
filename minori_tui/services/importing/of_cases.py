"""What the kinds about a case share: which case a row is about, and what is said of one that does not exist."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, NamedTuple

from minori_tui.data.queries import matching
from minori_tui.data.queries.matching import Row
from minori_tui.domain.errors import FieldProblem
from minori_tui.i18n import N_
from minori_tui.services.importing import base
from minori_tui.services.importing.base import Comparer, Setting
from minori_tui.services.importing.compare import Work
from minori_tui.transfer.rows import Prepared

SUGGESTED = 50  # unknown words for which near ones are looked for: the search is slow


class Head(NamedTuple):
    """A case that rows may be about: its id, the child's person and birth date."""

    case_id: int
    person_id: int
    born: str | None


class OfCases(Comparer):
    """A comparison of rows that name a case by its file number."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.heads = {head[1]: Head(head[0], head[2], head[5]) for head in matching.case_heads(setting.connection)}
        self._near: dict[str, str] = {}

    def cases_of(self, rows: list[Prepared]) -> set[int]:
        """The ids of the cases that rows name."""
        return {self.heads[n].case_id for r in rows if (n := str(r.values.get("file_number"))) in self.heads}

    def unknown_case(self, number: str) -> FieldProblem:
        """The problem of a row about a case that does not exist, with the nearest numbers."""
        if number not in self._near and len(self._near) < SUGGESTED:
            self._near[number] = ", ".join(get_close_matches(number, self.heads, 3, 0.6))
        near = self._near.get(number)
        if near:
            return base.problem(
                "file_number", "no-such-case", N_("There is no case {number}; nearest: {near}"), number, number=number, near=near
            )
        return base.problem(
            "file_number", "no-such-case", N_("There is no case {number}: import the cases first"), number, number=number
        )

    def compare(self, work: Work, told: list[FieldProblem], table: str, record: Row, column: str, new: Any, **how: Any) -> None:
        """Compare one value; a row that contradicts an earlier one of the file about the same record is told, and left."""
        first = self.claims.get((id(record), column), record.get(column) if "version" not in record else None)
        if new is not None and first is not None and first != new:
            field = how.get("field") or column
            told.append(base.warning(field, "said-before", SAID_BEFORE, new, first=first))
        work.value(table, record, column, new, **how)


SAID_BEFORE = N_("An earlier row of this file says {first} of the same record: that one counts")
