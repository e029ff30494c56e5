"""Windows of days over what is pending, and what else a morning asks about: keys and small rows, never a whole store.

``mine`` narrows a question to the cases that an operator (by id) follows on a day. The rows of ``lookup_due`` only say what to
look at: whoever shows a deadline computes it again from the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from minori_tui.data.driver import Connection
from minori_tui.data.many import chunks, marks
from minori_tui.domain.legal_clock import LAPSING

_LAPSING = ", ".join(f"'{code}'" for code in sorted(LAPSING))
FIRST, LAST = "", "~"
"""Before and after every day."""


class DueKey(NamedTuple):
    """A row of the index: when it is due (ISO day or local minute), and what it is."""

    due: str
    case_id: int
    rule: str
    subject: str
    subject_id: int  # 0: none
    occurrence: int


@dataclass(frozen=True, slots=True)
class Mine:
    """The cases that an operator follows on a day (ISO)."""

    operator_id: int
    on: str

    @property
    def sql(self) -> str:
        """A query of their ids; it takes ``values``."""
        return ("SELECT DISTINCT case_id FROM assignment WHERE operator_id = ? AND (valid_from IS NULL OR valid_from <= ?) "
                "AND (valid_to IS NULL OR valid_to > ?)")

    @property
    def values(self) -> tuple[Any, ...]:
        """The values of ``sql``."""
        return self.operator_id, self.on, self.on


Kind = Literal["any", "days", "minutes", "late"]


@dataclass(frozen=True, slots=True)
class Window:
    """Days (or minutes) from ``first``, included, to ``end``, excluded; ``today`` is an ISO day.

    ``kind``: any; only terms that end on a day, or in a minute; or what is ``late``: days, and minutes before ``recent``.
    What lapses by itself is left out before ``today``: after its day nothing is left to do.
    """

    first: str
    end: str
    today: str
    kind: Kind = "any"
    recent: str = ""

    def condition(self) -> tuple[str, tuple[Any, ...]]:
        """The condition on ``lookup_due d`` and its values."""
        sql = "d.due >= ? AND d.due < ?"
        values: tuple[str, ...] = (self.first, self.end)
        if self.kind == "late":
            sql, values = f"{sql} AND (d.due < ? OR length(d.due) = 10)", (*values, self.recent)
        elif self.kind != "any":
            sql += " AND length(d.due) > 10" if self.kind == "minutes" else " AND length(d.due) = 10"
        if self.first < self.today:
            sql, values = f"{sql} AND (d.due >= ? OR d.rule NOT IN ({_LAPSING}))", (*values, self.today)
        return sql, values

    def holds(self, key: DueKey) -> bool:
        """Whether a key is in the window."""
        timed, past = len(key.due) > 10, key.due < self.today
        wanted = {"any": True, "days": not timed, "minutes": timed, "late": not timed or key.due < self.recent}[self.kind]
        return wanted and self.first <= key.due < self.end and not (past and key.rule in LAPSING)


def operator_id(connection: Connection, code: str) -> int | None:
    """The id of an operator by code; None for one who has never written anything and follows nothing."""
    row = connection.execute("SELECT id FROM operator WHERE code = ?", (code,)).fetchone()
    return row[0] if row else None


def _from(window: Window, mine: Mine | None) -> tuple[str, tuple[Any, ...]]:
    """The rows ``d`` of a window. Of an operator: those of the cases followed now lie side by side; those of a case that was
    followed on another day (``on`` need not be today) are found by the case."""
    condition, values = window.condition()
    if mine is None:
        return f"FROM lookup_due d WHERE {condition}", values
    kept = "d.due, d.case_id, d.rule, d.subject, d.subject_id, d.occurrence"
    return (f"FROM (SELECT {kept} FROM lookup_due_mine d WHERE d.operator_id = ? AND d.case_id IN ({mine.sql}) AND {condition} "
            f"UNION SELECT {kept} FROM ({mine.sql} EXCEPT "
            "SELECT case_id FROM assignment WHERE operator_id = ? AND valid_to IS NULL) "
            f"m CROSS JOIN lookup_due d ON d.case_id = m.case_id WHERE {condition}) d"), (
                mine.operator_id, *mine.values, *values, *mine.values, mine.operator_id, *values)


def count(connection: Connection, window: Window, mine: Mine | None = None) -> int:
    """How many there are in a window."""
    sql, values = _from(window, mine)
    return int(connection.execute(f"SELECT count(*) {sql}", values).fetchone()[0])


def keys(connection: Connection, window: Window, mine: Mine | None = None, *, offset: int = 0, limit: int = -1) -> list[DueKey]:
    """The keys of a window by day, then by case; ``limit`` -1: all of them."""
    sql, values = _from(window, mine)
    return [DueKey._make(row) for row in connection.execute(
        f"SELECT d.due, d.case_id, d.rule, d.subject, d.subject_id, d.occurrence {sql} "
        "ORDER BY d.due, d.case_id, d.rule, d.subject, d.subject_id, d.occurrence LIMIT ? OFFSET ?", (*values, limit, offset))]


def workers(connection: Connection, case_ids: Iterable[int]) -> dict[int, str]:
    """Who follows each of the cases, as the list of cases says it."""
    found: dict[int, str] = {}
    for chunk in chunks(case_ids):
        found.update(connection.execute(
            f"SELECT case_id, worker FROM lookup_case WHERE worker IS NOT NULL AND case_id IN ({marks(chunk)})", chunk))
    return found


@dataclass(frozen=True, slots=True)
class Appointment:
    """An entry of the diary that is still to come (or is of today). ``at`` is ISO to the day or to the minute."""

    event_id: int
    case_id: int
    file_number: str
    surname: str
    given_name: str
    at: str
    kind: str
    by_whom: str | None
    author: str | None
    reserved: int
    text: str | None


def appointments(connection: Connection, first: str, end: str, mine: Mine | None = None) -> list[Appointment]:
    """What the diaries hold from a day to a day (excluded), by time; what was cancelled is left out."""
    narrowed, values = (f"AND e.case_id IN ({mine.sql})", mine.values) if mine else ("", ())
    return [Appointment(*row) for row in connection.execute(
        "SELECT e.id, e.case_id, c.file_number, p.surname, p.given_name, e.at, e.kind, e.by_whom, e.author, e.reserved, e.text "
        "FROM event e INDEXED BY event_by_day JOIN case_file c ON c.id = e.case_id JOIN person p ON p.id = c.person_id "
        f"WHERE e.at >= ? AND e.at < ? AND e.outcome IS NOT 'cancelled' {narrowed} ORDER BY e.at, e.id", (first, end, *values))]


@dataclass(frozen=True, slots=True)
class Silent:
    """An open case of which nothing was written for long: when it was opened, and the last entry (None: never one)."""

    case_id: int
    file_number: str
    surname: str
    given_name: str
    opened_on: str
    last_at: str | None


_OPEN = "FROM case_spell s WHERE s.closed_on IS NULL AND s.opened_on < ?"
_QUIET = "NOT EXISTS (SELECT 1 FROM event e WHERE e.case_id = s.case_id AND e.at >= ? AND e.at < ?)"


def count_silent(connection: Connection, since: str, end: str) -> int:
    """How many open cases of all have no entry from ``since`` to ``end`` (excluded); those opened meanwhile are not counted."""
    # fewer have an entry of these weeks than have none
    every = connection.execute(f"SELECT count(*) {_OPEN}", (since,)).fetchone()[0]
    heard = connection.execute(
        "SELECT count(DISTINCT e.case_id) FROM event e JOIN case_spell s ON s.case_id = e.case_id AND s.closed_on IS NULL "
        "AND s.opened_on < ? WHERE e.at >= ? AND e.at < ?", (since, since, end)).fetchone()[0]
    return int(every - heard)


SilentKey = tuple[int, str]
"""A silent case and the day it was opened."""


def silent_keys(connection: Connection, since: str, end: str, mine: Mine | None = None, *, offset: int = 0,
                limit: int = -1) -> list[SilentKey]:
    """Those cases, the oldest first."""
    narrowed, values = (f"AND s.case_id IN ({mine.sql})", mine.values) if mine else ("", ())
    return connection.execute(f"SELECT s.case_id, s.opened_on {_OPEN} {narrowed} AND {_QUIET} ORDER BY s.opened_on, s.case_id "
                              "LIMIT ? OFFSET ?", (since, *values, since, end, limit, offset)).fetchall()


def silent(connection: Connection, keys: Iterable[SilentKey], since: str) -> list[Silent]:
    """Whose they are, and the last entry of each."""
    return [Silent(case_id, *_name(connection, case_id), opened, connection.execute(
        "SELECT max(at) FROM event WHERE case_id = ? AND at < ?", (case_id, since)).fetchone()[0]) for case_id, opened in keys]


def _name(connection: Connection, case_id: int) -> tuple[str, str, str]:
    row = connection.execute("SELECT c.file_number, p.surname, p.given_name FROM case_file c JOIN person p ON p.id = c.person_id "
                             "WHERE c.id = ?", (case_id,)).fetchone()
    return row[0], row[1], row[2]


@dataclass(frozen=True, slots=True)
class Incomplete:
    """What a check found in a case: its code, and since when it holds (None: always)."""

    case_id: int
    file_number: str
    surname: str
    given_name: str
    code: str
    since: str | None


_FEW = 20_000


def _found(connection: Connection, mine: Mine | None) -> str:
    """The findings ``f``. Few of them are read through; of many those of each case of the operator are looked up."""
    if mine is None:
        return "FROM lookup_finding f WHERE f.since <= ?"
    few = connection.execute("SELECT count(*) FROM (SELECT 1 FROM lookup_finding LIMIT ?)", (_FEW,)).fetchone()[0] < _FEW
    if few:
        return f"FROM lookup_finding f NOT INDEXED WHERE f.case_id IN ({mine.sql}) AND f.since <= ?"
    return (f"FROM ({mine.sql}) m CROSS JOIN lookup_finding f INDEXED BY lookup_finding_of_case ON f.case_id = m.case_id "
            "WHERE f.since <= ?")


def count_incomplete(connection: Connection, today: str, mine: Mine | None = None) -> int:
    """How many findings of the checks hold on a day."""
    values = (*mine.values, today) if mine else (today,)
    return int(connection.execute(f"SELECT count(*) {_found(connection, mine)}", values).fetchone()[0])


def incomplete(connection: Connection, today: str, mine: Mine | None = None, *, offset: int = 0,
               limit: int = -1) -> list[Incomplete]:
    """Those findings, by check and case."""
    values = (*mine.values, today) if mine else (today,)
    rows = connection.execute(f"SELECT f.case_id, f.code, f.since {_found(connection, mine)} "
                              "ORDER BY f.code, f.case_id, f.subject, f.subject_id, f.other_id LIMIT ? OFFSET ?",
                              (*values, limit, offset)).fetchall()
    return [Incomplete(case_id, *_name(connection, case_id), code, since or None) for case_id, code, since in rows]


def last_operation(connection: Connection) -> int:
    """The number of the last operation of the journal; 0 when there is none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM operation").fetchone()[0])


def vault(connection: Connection) -> str:
    """What tells this archive from all others."""
    row = connection.execute("SELECT value FROM store_meta WHERE key = 'vault'").fetchone()
    return row[0] if row else ""
