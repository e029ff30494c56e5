"""What falls due and what the checks find, by day and by case: derived from the facts whenever a case is written.

Neither depends on the day it is asked for, so both can be kept; a window of days is then one range of an index. Rows are keys
only: whoever shows a deadline computes it again from the facts (``domain.legal_clock``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from minori_tui.data.driver import Connection
from minori_tui.data.many import chunks, grouped, marks
from minori_tui.data.queries.facts import case_facts
from minori_tui.data.queries.rules import rule_book
from minori_tui.domain.facts import CaseFacts
from minori_tui.domain.integrity import check_case
from minori_tui.domain.legal_clock import Deadline, deadlines
from minori_tui.domain.moments import write

_TABLES = ("lookup_due", "lookup_due_mine", "lookup_finding")
GATHERED = 100_000
"""Deadlines that a bulk write keeps in memory before it writes them."""
PLAN = "REVIEW"
"""The rule of what operators planned: on one day the law comes first."""


class Next(NamedTuple):
    """What a case falls due for next: an ISO day and the code of the rule."""

    day: str
    rule: str


def remove(connection: Connection, ids: Iterable[int]) -> None:
    """Take away what was derived of the named cases."""
    for chunk in chunks(sorted(ids)):
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table} WHERE case_id IN ({marks(chunk)})", chunk)


def remove_all(connection: Connection) -> None:
    """Take away what was derived of all cases."""
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")


class DueWriter:
    """Derives the deadlines and findings of cases by the rules of this office, inside the caller's transaction.

    ``bulk``: for everything. Rows are gathered and written in the order of their table, and the indexes that lie across that
    order are made at the end (``finish``), so that no page is written more than a few times.
    """

    def __init__(self, connection: Connection, *, bulk: bool = False) -> None:
        self._connection = connection
        self._book = rule_book(connection)
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _TABLES}
        self._most = GATHERED if bulk else 0
        self._indexes: list[tuple[str, str]] = []
        if bulk:
            self._indexes = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
                f"AND tbl_name IN ({marks(_TABLES)}) ORDER BY name", _TABLES).fetchall()
            for name, _ in self._indexes:
                connection.execute(f"DROP INDEX {name}")

    def write(self, ids: Sequence[int]) -> dict[int, Next]:
        """Keep what is pending of the named cases (``remove`` comes before); returns what each falls due for next."""
        following: dict[int, Next] = {}
        due: list[tuple[Any, ...]] = []
        for case_id, case in case_facts(self._connection, ids).items():
            pending = [d for d in deadlines(case, self._book) if kept(d)]
            due += map(_due_row, pending)
            self._rows["lookup_finding"] += _finding_rows(case)
            if first := next_of(pending):
                following[case_id] = Next(write(first.due)[:10], first.rule.code)
        self._rows["lookup_due"] += due
        followed = grouped(self._connection, "SELECT DISTINCT case_id, operator_id FROM assignment WHERE valid_to IS NULL "
                           "AND case_id IN ({ids})", ids)
        self._rows["lookup_due_mine"] += ((operator, *row[:6]) for row in due for (operator,) in followed.get(row[1], ()))
        if len(self._rows["lookup_due"]) >= self._most:
            self._flush()
        return following

    def _flush(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                rows.sort()
                # one finding of a check on the same records is one, however often it is found
                verb = "INSERT OR IGNORE" if table == "lookup_finding" else "INSERT"
                self._connection.executemany(f"{verb} INTO {table} VALUES ({marks(rows[0])})", rows)
                rows.clear()

    def finish(self) -> None:
        """Write what is gathered, and make the indexes again that a bulk write left out."""
        self._flush()
        for _, sql in self._indexes:
            self._connection.execute(sql)


def stale(connection: Connection) -> list[int]:
    """The cases whose pending deadlines are no longer the kept ones, after a rule was adjusted.

    Only rules about orders and interventions can be adjusted, so only cases that have one are looked at.
    """
    book, changed = rule_book(connection), []
    ids = [row[0] for row in connection.execute("SELECT case_id FROM order_child UNION SELECT case_id FROM intervention")]
    for chunk in chunks(ids):
        stored: dict[int, set[tuple[Any, ...]]] = {}
        for row in connection.execute("SELECT due, case_id, rule, subject, subject_id, occurrence, owner FROM lookup_due "
                                      f"WHERE case_id IN ({marks(chunk)})", chunk):
            stored.setdefault(row[1], set()).add(row)
        changed += [case_id for case_id, case in case_facts(connection, chunk).items()
                    if stored.get(case_id, set()) != {_due_row(d) for d in deadlines(case, book) if kept(d)}]
    return changed


def kept(deadline: Deadline) -> bool:
    """Whether a deadline has a place among the days: it is not settled, and the step it hangs on has been done."""
    return deadline.pending and not deadline.waiting


def next_of(pending: Iterable[Deadline]) -> Deadline | None:
    """What a case falls due for next: the earliest that the service itself must act on; on one day the law before a plan.

    What only says that something changes on a day (an age is reached) is not a thing to be done.
    """
    own = (d for d in pending if d.rule.owner == "service" and not d.rule.lapses)
    return min(own, key=lambda d: (write(d.due)[:10], d.rule.code == PLAN, write(d.due), d.rule.code), default=None)


def _due_row(deadline: Deadline) -> tuple[Any, ...]:
    key = deadline.key
    return (write(deadline.due), key.case_id, key.rule, key.subject, key.subject_id or 0, key.occurrence, deadline.rule.owner)


def _finding_rows(case: CaseFacts) -> Iterator[tuple[Any, ...]]:
    for one in check_case(case):
        yield (one.code, case.case_id, one.since.isoformat() if one.since else "", one.subject, one.subject_id, one.other_id)
