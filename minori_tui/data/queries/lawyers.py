"""Lawyers: the search of the roster, one lawyer with all that is known, and the rows of a roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.data.queries.filters import either, every
from minori_tui.data.queries.near import near_words
from minori_tui.domain.lookup import ANYBODY, parse
from minori_tui.domain.text import fold

CANDIDATES = 2_000
"""At most so many of those that fit are ranked; a search so wide is not read to its end by anybody."""
FORGIVE_BELOW = 5
_HIT = """SELECT l.id, l.surname, l.given_name, l.title, l.bar, o.firm, o.city, coalesce(o.phone, o.mobile), l.email, l.pec,
  l.subjects, (SELECT group_concat(term, ', ') FROM (SELECT r.term FROM roster_entry e JOIN roster r ON r.id = e.roster_id
               WHERE e.lawyer_id = l.id GROUP BY r.term ORDER BY r.term))
FROM lawyer l LEFT JOIN lawyer_office o ON o.id = (
  SELECT x.id FROM lawyer_office x WHERE x.lawyer_id = l.id AND x.valid_to IS NULL ORDER BY x.id LIMIT 1)"""


@dataclass(frozen=True, slots=True)
class LawyerHit:
    """A lawyer as a list shows one, with the main office. ``rosters``: the terms, oldest first."""

    id: int
    surname: str
    given_name: str
    title: str | None
    bar: str | None
    firm: str | None
    city: str | None
    phone: str | None
    email: str | None
    pec: str | None
    subjects: str | None
    rosters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawyerDetail:
    """Everything about one lawyer: the columns of the record by name, the offices, the entries on rosters."""

    hit: LawyerHit
    record: dict[str, Any]
    offices: tuple[dict[str, Any], ...]
    entries: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A lawyer on a roster. Dates are ISO text; unknown is None."""

    lawyer: LawyerHit
    state: str
    joined_on: str | None
    left_on: str | None
    max_turns: int | None
    note: str | None


def search(connection: Connection, text: str, limit: int = 50) -> list[LawyerHit]:
    """The lawyers that have every typed word in their name, firm, city, bar, number, code, telephone or address.

    Names may come in any order, joined, split, without accents; when next to nothing is found errors in them are forgiven.
    Whole names first, then beginnings, then other words; by name within each. An empty text gives everybody by name.
    """
    query = parse(text, date(2000, 1, 1))  # fields are not asked for here
    words = [*query.names, *(c.plain for c in query.codes)]
    if not words:
        return _hits(connection, " ORDER BY l.match_key, l.id LIMIT ?", (limit,))
    readings = [(*r, *(c.plain for c in query.codes)) for r in query.readings()]
    steps = [
        either(every(r) for r in readings if not any(w[0].isdigit() for w in r)) if query.names and not query.codes else "",
        either(every(f"{w}*" for w in r) for r in readings) if not query.codes else "",
        either(every(either([f"{ANYBODY}{w}*"] + [f"{w}*"] * w.isalpha()) for w in r) for r in readings),
    ]
    found: list[LawyerHit] = []
    for step in steps:
        if step and len(found) < limit:
            found += _matching(connection, step, found, limit - len(found))
    if len(found) < min(limit, FORGIVE_BELOW) and query.names:
        found += _matching(connection, _forgiving(connection, readings), found, limit - len(found))
    return found


def _forgiving(connection: Connection, readings: Sequence[Sequence[str]]) -> str:
    """The expression that accepts, for each word, one that sounds like it or is one letter away."""
    near = {w: near_words(connection, w) for w in {w for r in readings for w in r}}
    return either(every(either([f"{ANYBODY}{w}*", *([f"{w}*"] if w.isalpha() else []), *near[w].same, *near[w].close])
                        for w in r) for r in readings)


def _matching(connection: Connection, match: str, known: Sequence[LawyerHit], limit: int) -> list[LawyerHit]:
    """The lawyers that meet an expression, without those known already, by name."""
    seen = {hit.id for hit in known}
    ids = [r[0] for r in connection.execute("SELECT rowid FROM lookup_lawyer WHERE lookup_lawyer MATCH ? LIMIT ?",
                                            (match, CANDIDATES)) if r[0] not in seen]
    if not ids:
        return []
    first = connection.execute(f"SELECT id FROM lawyer WHERE id IN ({','.join('?' * len(ids))}) ORDER BY match_key, id LIMIT ?",
                               (*ids, limit)).fetchall()
    marks = ",".join("?" * len(first))
    return _hits(connection, f" WHERE l.id IN ({marks}) ORDER BY l.match_key, l.id", [r[0] for r in first])


def _hits(connection: Connection, rest: str, values: Sequence[Any]) -> list[LawyerHit]:
    rows = connection.execute(_HIT + rest, values)
    return [LawyerHit(*(*columns, tuple(terms.split(", ")) if terms else ())) for *columns, terms in rows]


def get(connection: Connection, lawyer_id: int) -> LawyerDetail | None:
    """One lawyer with every office, past ones too, and every entry on a roster; None when there is no such record."""
    hits = _hits(connection, " WHERE l.id = ?", (lawyer_id,))
    if not hits:
        return None
    record = _dicts(connection, "SELECT * FROM lawyer WHERE id = ?", lawyer_id)[0]
    offices = _dicts(connection, "SELECT * FROM lawyer_office WHERE lawyer_id = ? ORDER BY valid_to IS NOT NULL, id", lawyer_id)
    entries = _dicts(connection, "SELECT e.*, r.term, r.valid_from, r.valid_to FROM roster_entry e "
                                 "JOIN roster r ON r.id = e.roster_id WHERE e.lawyer_id = ? ORDER BY r.valid_from, e.joined_on",
                     lawyer_id)
    return LawyerDetail(hits[0], record, tuple(offices), tuple(entries))


def _dicts(connection: Connection, sql: str, lawyer_id: int) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, (lawyer_id,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def roster_rows(connection: Connection, term: str, on: date | None = None) -> list[RosterRow]:
    """The lawyers of a roster by name; with ``on`` only those that are on it that day (joined, not yet left).

    The day of leaving is the last on the roster. An entry without dates counts for the whole term.
    """
    sql = ("SELECT e.lawyer_id, e.state, e.joined_on, e.left_on, e.max_turns, e.note FROM roster_entry e "
           "JOIN roster r ON r.id = e.roster_id WHERE r.term = ?")
    values: list[Any] = [term]
    if on:
        sql += " AND coalesce(e.joined_on, r.valid_from) <= ? AND coalesce(e.left_on, r.valid_to) >= ?"
        values += [on.isoformat()] * 2
    entries = connection.execute(sql, values).fetchall()
    lawyers: dict[int, LawyerHit] = {}
    ids = [e[0] for e in entries]
    for start in range(0, len(ids), CANDIDATES):
        chunk = ids[start:start + CANDIDATES]
        lawyers |= {hit.id: hit for hit in _hits(connection, f" WHERE l.id IN ({','.join('?' * len(chunk))})", chunk)}
    return sorted((RosterRow(lawyers[e[0]], *e[1:]) for e in entries), key=_by_name)


def _by_name(row: RosterRow) -> tuple[Any, ...]:
    """By folded name; the same lawyer's entries in time."""
    return (fold(f"{row.lawyer.surname} {row.lawyer.given_name}"), row.lawyer.id, row.joined_on or "")
