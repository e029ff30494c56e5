"""The search itself: ordered hits in segments, the surer ones first, read only as far as they are looked at.

Segments of a search for names, each without what the one before it found: all words whole; all but the last (which is
being typed) whole; all words beginning so; the same with the names of parents and carers and the address; the same sound;
one letter wrong. Within a segment hits stand in the order of the list (open first, nearest deadline first).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from minori_tui.data import lookup_index
from minori_tui.data.driver import Connection
from minori_tui.data.places import place_name
from minori_tui.data.queries.near import Near, near_words
from minori_tui.domain import lookup
from minori_tui.domain.lookup import PLACE, RELATED, Filter, Query
from minori_tui.domain.text import fold

FORGIVE_BELOW = 5  # errors are forgiven only when the words as typed find fewer than this
CODES_AT_MOST = 1_000
HEADS_AT_MOST = 100
CHUNK = 64
FAR = 2_000  # beyond this many unread hits, the end of the list is read backwards
SORTABLE = 1_000
_COLUMNS = ("sort, case_id, file_number, surname, given_name, birth_date, municipality, worker, activity, status, next_due, "
            "due_rule")
NEVER = "9"  # a word that is never written
_ORDERS = {"name": "name_key", "number": "file_number", "birth": "birth_date"}


@dataclass(frozen=True, slots=True)
class CaseHit:
    """A case as the list shows it. Dates are ISO text; unknown is None."""

    key: int  # its place in the list now; the case itself is ``case_id``
    case_id: int
    file_number: str
    surname: str
    given_name: str
    birth_date: str | None
    municipality: str | None
    worker: str | None
    activity: str | None
    status: str
    next_due: str | None
    due_rule: str | None


@dataclass(frozen=True, slots=True)
class _Segment:
    """One ordered stream of hits: a full-text expression (None = every case), or keys that are already known."""

    match: str | None = None
    keys: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Where:
    """What the filters ask beyond words: a range of places in the list, and conditions on the row."""

    words: tuple[str, ...] = ()
    first: int = 0
    last: int = 1 << 62
    sql: str = ""
    values: tuple[Any, ...] = ()


class Search:
    """One search and as much of its result as was looked at. Belongs to one connection (and so to one thread)."""

    def __init__(self, connection: Connection, query: Query, order: str = "due") -> None:
        self._connection = connection
        self.query = query
        self._where = _resolve(connection, query.filters)
        self._segments = _streams(connection, query, self._where)
        self._forgiving = bool(query.names)
        self._at, self._last = 0, self._where.first - 1
        self._keys: list[int] = []
        self._tail: list[int] = []
        self._rows: dict[int, CaseHit] = {}
        self.total: int | None = None
        self.sorted_by = "due"
        if order in _ORDERS:
            self._arrange(order)

    @property
    def known(self) -> int:
        """How many hits are known so far; the exact number once ``total`` is set."""
        return self.total if self.total is not None else len(self._keys)

    def window(self, first: int, count: int) -> list[CaseHit]:
        """The hits from position ``first`` on, at most ``count`` of them."""
        if self.total is not None and first > len(self._keys) + FAR and self._read_tail(self.total - first):
            start = len(self._tail) - (self.total - first)
            return self._fetch(self._tail[start:start + count])
        self._read(first + count + 1)
        return self._fetch(self._keys[first:first + count])

    def position(self, case_id: int) -> int | None:
        """Where a case stands among the hits read so far (to keep the cursor on it after a reload)."""
        found = self._connection.execute("SELECT sort FROM lookup_case WHERE case_id = ?", (case_id,)).fetchone()
        if not found:
            return None
        try:
            return self._keys.index(found[0])
        except ValueError:
            return None

    def count(self, connection: Connection | None = None) -> int:
        """The exact number of hits (milliseconds on a large store: not at every key). Does not change this search."""
        if self.total is not None:
            return self.total
        connection = connection or self._connection
        number = 0
        for segment in self._segments:
            if segment.keys is not None:
                number += len(segment.keys)
            elif segment.match is None and not self._where.sql and self._where.last == 1 << 62:
                number += connection.execute("SELECT count(*) FROM lookup_case").fetchone()[0]
            else:
                sql, values = _select("count(*)", segment, self._where, self._where.first - 1)
                number += connection.execute(sql, values).fetchone()[0]
        return number

    def _read(self, wanted: int) -> None:
        """Read on through the segments until ``wanted`` hits are known or there are no more."""
        while len(self._keys) < wanted and self.total is None:
            if self._at == len(self._segments):
                if self._forgiving and len(self._keys) < FORGIVE_BELOW:
                    self._forgiving = False
                    self._segments += _forgiven(self._connection, self.query, self._where, self._keys)
                    continue
                self.total = len(self._keys)
                return
            segment = self._segments[self._at]
            found = self._next(segment, max(CHUNK, wanted - len(self._keys)))
            self._keys += found
            if segment.keys is not None or len(found) < CHUNK:
                self._at, self._last = self._at + 1, self._where.first - 1

    def _next(self, segment: _Segment, count: int) -> list[int]:
        if segment.keys is not None:
            return list(segment.keys)
        sql, values = _select("{key}", segment, self._where, self._last)
        found = [r[0] for r in self._connection.execute(f"{sql} ORDER BY 1 LIMIT ?", (*values, count))]
        if found:
            self._last = found[-1]
        return found

    def _read_tail(self, wanted: int) -> bool:
        """Read the last ``wanted`` hits backwards; False when the result is made of known keys."""
        if any(s.keys is not None for s in self._segments):
            return False
        if len(self._tail) < wanted:
            found: list[int] = []
            for segment in reversed(self._segments):
                sql, values = _select("{key}", segment, self._where, self._where.first - 1)
                rest = wanted + FAR - len(found)
                found += [r[0] for r in self._connection.execute(f"{sql} ORDER BY 1 DESC LIMIT ?", (*values, rest))]
                if len(found) >= wanted + FAR:
                    break
            self._tail = found[::-1]
        return len(self._tail) >= wanted

    def _fetch(self, keys: Sequence[int]) -> list[CaseHit]:
        missing = [k for k in keys if k not in self._rows]
        if missing:
            marks = ",".join("?" * len(missing))
            for row in self._connection.execute(f"SELECT {_COLUMNS} FROM lookup_case WHERE sort IN ({marks})", missing):
                self._rows[row[0]] = CaseHit(*row)
        return [self._rows[k] for k in keys if k in self._rows]

    def _arrange(self, order: str) -> None:
        """Order by a column: the whole list by its index, a result when it is small enough to be ordered in memory."""
        column = _ORDERS[order]
        if self.query.empty:
            sql = f"SELECT sort FROM lookup_case ORDER BY {column} IS NULL, {column}, sort LIMIT {SORTABLE * 20}"
            self._segments = [_Segment(keys=tuple(r[0] for r in self._connection.execute(sql)))]
            self.sorted_by = order
            return
        self._read(SORTABLE + 1)
        if self.total is None:
            return
        marks = ",".join("?" * len(self._keys))
        rows = self._connection.execute(f"SELECT sort, {column} FROM lookup_case WHERE sort IN ({marks})", self._keys).fetchall()
        self._keys = [r[0] for r in sorted(rows, key=lambda r: (r[1] is None, r[1] or "", r[0]))]
        self.sorted_by = order


def _select(what: str, segment: _Segment, where: _Where, after: int) -> tuple[str, tuple[Any, ...]]:
    """The query of a streaming segment from a place in the list on; ``{key}`` stands for that place."""
    if segment.match is None:
        condition, key = "c.sort > ? AND c.sort <= ?", "c.sort"
        source, values = "lookup_case c", (after, where.last)
    else:
        condition, key = "t.lookup_text MATCH ? AND t.rowid > ? AND t.rowid <= ?", "t.rowid"
        source = "lookup_text t" + (" JOIN lookup_case c ON c.sort = t.rowid" if where.sql else "")
        values = (segment.match, after, where.last)  # type: ignore[assignment]
    return f"SELECT {what.format(key=key)} FROM {source} WHERE {condition}{where.sql}", (*values, *where.values)


def _all(words: Iterable[str]) -> str:
    return " AND ".join(words)


def _any(parts: Iterable[str]) -> str:
    return " OR ".join(f"({part})" for part in parts)


def _streams(connection: Connection, query: Query, where: _Where) -> list[_Segment]:
    """The segments of a query, without those that forgive errors."""
    if query.codes:
        return [_Segment(keys=_by_codes(connection, query, where))]
    if not query.names:
        return [_Segment(match=_all(where.words) or None)]
    readings = query.readings()
    whole = _any(_all(r) for r in readings)
    typing = _any(_all([*r[:-1], f"{r[-1]}*"]) for r in readings)
    begins = _any(_all(f"{w}*" for w in r) for r in readings)
    family = _any(_all(f"({w}* OR {RELATED}{w}* OR {PLACE}{w}*)" for w in r) for r in readings)
    steps = [whole, typing, begins, family] if len(query.names) > 1 else [whole, begins, family]
    found = [_Segment(_filtered(whole, where))]
    found += [_Segment(_filtered(f"({wide}) NOT ({narrow})", where)) for narrow, wide in pairwise(steps)]
    if len(query.names) == 1 and len(query.names[0]) > lookup.SHORTEST_TAIL:
        heads = [k for k in _code_keys(connection, query.names[0], where)[:HEADS_AT_MOST] if not _has(connection, family, k)]
        if heads:
            found.append(_Segment(keys=tuple(heads)))
    return found


def _has(connection: Connection, match: str, key: int) -> bool:
    """Whether the document at one place has these words."""
    sql = "SELECT 1 FROM lookup_text WHERE lookup_text MATCH ? AND rowid = ?"
    return connection.execute(sql, (match, key)).fetchone() is not None


def _filtered(expression: str, where: _Where) -> str:
    return f"({expression}) AND {_all(where.words)}" if where.words else expression


def _forgiven(connection: Connection, query: Query, where: _Where, known: Sequence[int]) -> list[_Segment]:
    """Hits whose words sound like the typed ones, then hits with one letter wrong; at most a few hundred."""
    near = [near_words(connection, w) for w in query.names]
    joined = "".join(query.names)
    alone = [near_words(connection, joined)] if len(query.names) > 1 else []
    found: list[int] = list(known)
    segments = []
    for closeness in ("same", "close"):
        expressions = [_all(_either(w, n, closeness) for w, n in zip(query.names, near, strict=True))] if all(near) else []
        expressions += [_either(joined, n, closeness) for n in alone if n]
        if not expressions:
            continue
        sql, values = _select("{key}", _Segment(_filtered(_any(expressions), where)), where, where.first - 1)
        keys = tuple(r[0] for r in connection.execute(f"{sql} ORDER BY 1 LIMIT 200", values) if r[0] not in found)
        found += keys
        segments.append(_Segment(keys=keys))
    return segments


def _either(word: str, near: Near, closeness: str) -> str:
    """The word as typed or one of its neighbours, in the child's name or in the family's."""
    words = near.same if closeness == "same" else (*near.same, *near.close)
    return "(" + " OR ".join([f"{word}*", f"{RELATED}{word}*", *words, *(RELATED + w for w in words)]) + ")"


def _by_codes(connection: Connection, query: Query, where: _Where) -> tuple[int, ...]:
    """The cases that have every code typed, and every name; the shortest match first (an exact one before a longer one)."""
    found: list[int] = []
    for i, code in enumerate(query.codes):
        keys = _code_keys(connection, code, where)
        found = list(keys) if i == 0 else [k for k in found if k in set(keys)]
    if not query.names or not found:
        return tuple(found)
    names = _filtered(_any(_all(f"({w}* OR {RELATED}{w}* OR {PLACE}{w}*)" for w in r) for r in query.readings()), where)
    return tuple(k for k in found if _has(connection, names, k))


def _code_keys(connection: Connection, code: str, where: _Where) -> tuple[int, ...]:
    """The places of the cases with a code that has this part, in the order of the code."""
    rows = connection.execute("SELECT case_id FROM lookup_code WHERE tail >= ? AND tail < ? ORDER BY tail LIMIT ?",
                              (code, code + "{", CODES_AT_MOST)).fetchall()
    ids = list(dict.fromkeys(r[0] for r in rows))
    if not ids:
        return ()
    marks = ",".join("?" * len(ids))
    places = dict(connection.execute(f"SELECT c.case_id, c.sort FROM lookup_case c WHERE c.case_id IN ({marks}) "
                                     f"AND c.sort > ? AND c.sort <= ?{where.sql}",
                                     (*ids, where.first - 1, where.last, *where.values)).fetchall())
    keys = [places[i] for i in ids if i in places]
    if not where.words:
        return tuple(keys)
    return tuple(k for k in keys if _has(connection, _all(where.words), k))


def _resolve(connection: Connection, filters: Sequence[Filter]) -> _Where:
    """The filters as words of the index, a range of places and conditions on the row."""
    words: list[str] = []
    last, sql, values = 1 << 62, "", []  # type: int, str, list[Any]
    for item in filters:
        if item.field == "due" and item.latest:
            last = min(last, lookup_index.due_range(item.latest)[1])
        elif item.field == "age" and item.earliest and item.latest:
            words.append(_any([_years(item.earliest, item.latest)]))
            sql += " AND c.birth_date BETWEEN ? AND ?"
            values += [item.earliest.isoformat(), item.latest.isoformat()]
        elif item.field == "sex":
            sql += " AND (SELECT p.sex FROM case_file f JOIN person p ON p.id = f.person_id WHERE f.id = c.case_id) = ?"
            values.append(item.text)
        else:
            words.append(_words_of(connection, item))
    return _Where(tuple(words), 0, last, sql, tuple(values))


def _years(earliest: date, latest: date) -> str:
    years = range(max(earliest.year, 1900), min(latest.year, 2195) + 1)
    return " OR ".join(lookup.birth_year_word(y) for y in years) or NEVER


def _words_of(connection: Connection, item: Filter) -> str:
    """The index words of a filter; a value that names nothing finds nothing (``NEVER``)."""
    if item.field == "status":
        return lookup.STATUS + item.text[0]
    if item.field == "msna":
        return lookup.MSNA + item.text
    if item.field == "activity":
        return lookup.ACTIVITY + item.text + "*"
    if item.field == "worker":
        wanted = fold(item.text)
        ids = [i for i, code, name in connection.execute("SELECT id, code, name FROM operator")
               if fold(code).startswith(wanted) or any(w.startswith(wanted) for w in fold(name).split())
               or fold(name).replace(" ", "").startswith(wanted.replace(" ", ""))]
        return _any(lookup.WORKER + lookup_index.worker_word(i) for i in ids) or NEVER
    wanted = fold(item.text)
    codes = [code for code, name in connection.execute(
        "SELECT DISTINCT municipality, municipality FROM case_file WHERE municipality IS NOT NULL")
        if fold(place_name(name) or "").startswith(wanted)]
    return _any(lookup.MUNICIPALITY + fold(c).replace(" ", "") for c in codes) or NEVER
