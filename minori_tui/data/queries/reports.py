"""Reports that were made, and the entries they are made from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from minori_tui.data.driver import Connection


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as it was made. ``content`` is whole: sections, sources, and every line of the paper."""

    report_id: int
    version: int
    case_id: int
    file_number: str
    authority_id: int | None
    authority: str | None
    since: str | None
    until: str
    method: str | None
    sent_on: str | None
    event_id: int | None
    content: dict[str, Any]
    made_at: str
    operator: str | None


_REPORT = ("SELECT r.id, r.version, r.case_id, c.file_number, r.authority_id, a.name, r.since, r.until, r.method, r.sent_on, "
           "r.event_id, r.content, o.at, p.name FROM report r JOIN case_file c ON c.id = r.case_id "
           "LEFT JOIN authority a ON a.id = r.authority_id JOIN operation o ON o.id = "
           "coalesce((SELECT i.op_id FROM operation_insert i WHERE i.tbl = 'report' AND r.id BETWEEN i.first_id AND i.last_id "
           "ORDER BY i.id LIMIT 1), r.op_id) LEFT JOIN operator p ON p.id = o.operator_id")


def of_case(connection: Connection, case_id: int) -> list[ReportRow]:
    """The reports of a case, the latest first."""
    return [_row(row) for row in connection.execute(f"{_REPORT} WHERE r.case_id = ? ORDER BY r.id DESC", (case_id,))]


def one(connection: Connection, report_id: int) -> ReportRow | None:
    """One report."""
    row = connection.execute(f"{_REPORT} WHERE r.id = ?", (report_id,)).fetchone()
    return _row(row) if row else None


def _row(row: tuple[Any, ...]) -> ReportRow:
    return ReportRow(*(*row[:11], json.loads(row[11]), *row[12:]))


def events(connection: Connection, case_id: int, until: str) -> list[tuple[Any, ...]]:
    """The entries of a case up to a day: id, moment, kind, nature, text, author, with whom, outcome, reserved."""
    return list(connection.execute(
        "SELECT id, at, kind, nature, coalesce(text, ''), author, by_whom, outcome, reserved FROM event "
        "WHERE case_id = ? AND substr(at, 1, 10) <= ? ORDER BY at, id", (case_id, until)))


def last_event(connection: Connection, case_id: int) -> int:
    """The number of the last entry that was written; 0 when there is none. Numbers only grow."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM event WHERE case_id = ?", (case_id,)).fetchone()[0])


def sent_elsewhere(connection: Connection, case_id: int, until: str) -> list[tuple[str, str | None]]:
    """Reports that the diary says were sent, and that were not made here: (moment, to whom), the latest first."""
    return list(connection.execute(
        "SELECT at, by_whom FROM event WHERE case_id = ? AND kind = 'report_sent' AND coalesce(outcome, '') <> 'cancelled' "
        "AND substr(at, 1, 10) <= ? AND id NOT IN (SELECT event_id FROM report WHERE event_id IS NOT NULL) "
        "ORDER BY at DESC, id DESC", (case_id, until)))
