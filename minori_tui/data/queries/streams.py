"""Streams of places in the list: each reads on from where it stopped, and no further than it is asked.

A place is the row number of the indexes (``lookup_index.sort_key``), so a stream comes out in the order of the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from minori_tui.data.driver import Connection
from minori_tui.data.queries.filters import END, Where
from minori_tui.domain.lookup import GRAM, Code, covering_grams


class Stream(Protocol):
    """Hits in an order of their own. ``overlaps``: it may give hits that a stream before it has given."""

    overlaps: bool

    def read(self, connection: Connection, count: int) -> list[int]:
        """The next places, fewer than ``count`` only at the end."""

    def read_back(self, connection: Connection, count: int) -> list[int]:
        """The last places, the last one first. Does not move the stream."""

    def all_sql(self) -> tuple[str, tuple[Any, ...]]:
        """A query for every place, for counting."""


@dataclass(slots=True)
class Places:
    """Places in the order of the list: the rows of ``source`` (its place is ``key``) that meet the condition."""

    key: str
    source: str
    condition: str
    values: tuple[Any, ...]
    last: int = END
    overlaps: bool = False
    at: int = -1

    def read(self, connection: Connection, count: int) -> list[int]:
        """The next places."""
        sql, values = self._sql(self.at)
        found = [r[0] for r in connection.execute(f"{sql} ORDER BY {self.key} LIMIT ?", (*values, count))]
        if found:
            self.at = found[-1]
        return found

    def read_back(self, connection: Connection, count: int) -> list[int]:
        """The last places, the last one first."""
        sql, values = self._sql(-1)
        return [r[0] for r in connection.execute(f"{sql} ORDER BY {self.key} DESC LIMIT ?", (*values, count))]

    def all_sql(self) -> tuple[str, tuple[Any, ...]]:
        """A query for every place."""
        return self._sql(-1)

    def _sql(self, after: int) -> tuple[str, tuple[Any, ...]]:
        bounds, values = "", self.values
        if after >= 0:
            bounds, values = f" AND {self.key} > ?", (*values, after)
        if self.last < END:
            bounds, values = bounds + f" AND {self.key} <= ?", (*values, self.last)
        return f"SELECT {self.key} FROM {self.source} WHERE {self.condition}{bounds}", values


@dataclass(slots=True)
class Fixed:
    """Places that are already known."""

    places: Sequence[int]
    overlaps: bool = True

    def read(self, connection: Connection, count: int) -> list[int]:
        """The next places."""
        found, self.places = list(self.places[:count]), self.places[count:]
        return found

    def read_back(self, connection: Connection, count: int) -> list[int]:
        """The last places, the last one first."""
        return list(self.places[::-1][:count])

    def all_sql(self) -> tuple[str, tuple[Any, ...]]:
        """A query for every place."""
        rows = ", ".join(["(?)"] * len(self.places))
        return (f"SELECT * FROM (VALUES {rows})", tuple(self.places)) if self.places else ("SELECT 0 WHERE 0", ())


@dataclass(slots=True)
class Sorted:
    """The whole list by a column of ``lookup_case`` that has an index; ``missing``: the rows where it is not known."""

    column: str
    missing: bool = False
    overlaps: bool = False
    value: str = ""
    at: int = -1

    def read(self, connection: Connection, count: int) -> list[int]:
        """The next places: by keyset, so that a page costs the same anywhere."""
        if self.missing:
            rows = connection.execute(f"SELECT sort, '' FROM lookup_case WHERE {self.column} IS NULL AND sort > ? "
                                      "ORDER BY sort LIMIT ?", (self.at, count)).fetchall()
        else:
            rows = connection.execute(f"SELECT sort, {self.column} FROM lookup_case WHERE ({self.column}, sort) > (?, ?) "
                                      f"ORDER BY {self.column}, sort LIMIT ?", (self.value, self.at, count)).fetchall()
        if rows:
            self.at, self.value = rows[-1]
        return [r[0] for r in rows]

    def read_back(self, connection: Connection, count: int) -> list[int]:
        """The last places, the last one first."""
        known = "IS NULL" if self.missing else "IS NOT NULL"
        return [r[0] for r in connection.execute(f"SELECT sort FROM lookup_case WHERE {self.column} {known} "
                                                 f"ORDER BY {self.column} DESC, sort DESC LIMIT ?", (count,))]

    def all_sql(self) -> tuple[str, tuple[Any, ...]]:
        """A query for every place."""
        return f"SELECT sort FROM lookup_case WHERE {self.column} IS {'' if self.missing else 'NOT '}NULL", ()


def text_places(match: str, where: Where, *, overlaps: bool = False) -> Places:
    """The cases whose words meet a full-text expression and the filters."""
    expression = f"({match}) AND {' AND '.join(where.words)}" if where.words else match
    source = "lookup_text t" + (" JOIN lookup_case c ON c.sort = t.rowid" if where.sql else "")
    return Places("t.rowid", source, f"t.lookup_text MATCH ?{where.sql}", (expression, *where.values), where.last, overlaps)


def list_places(where: Where) -> Places:
    """Every case that meets the filters."""
    if where.words:
        return text_places(" AND ".join(where.words), Where((), where.last, where.sql, where.values))
    return Places("c.sort", "lookup_case c", f"1{where.sql}", where.values, where.last)


def code_places(codes: Sequence[Code], where: Where, names: str, *, begins: bool = False, dense: bool = False) -> Places:
    """The cases that have every part of a code, and the names asked for beside it.

    The pieces find a few too many; the codes themselves decide. ``begins``: a code must begin with the part. ``dense``:
    nearly every case has the names (one letter, or filters only), so each is asked whether it has, instead of being
    looked up in the list of those that have.
    """
    match = " AND ".join(dict.fromkeys(g for code in codes for g in covering_grams(code.plain)))
    condition, values = "t.lookup_code MATCH ?", [match]  # type: str, list[Any]
    joined = bool(where.sql)
    for code in codes:
        if begins or len(code.plain) > GRAM:
            joined = True
            condition += " AND instr(' ' || c.codes, ?)"
            values.append((" " if begins else "") + code.plain)
    wanted, asked = _names_condition("t.rowid", where, names, dense)
    source = "lookup_code t" + (" JOIN lookup_case c ON c.sort = t.rowid" if joined else "")
    return Places("t.rowid", source, condition + wanted + where.sql, (*values, *asked, *where.values), where.last, True)


def file_places(connection: Connection, code: Code, others: Sequence[Code], where: Where, names: str, most: int) -> Fixed:
    """The cases with a file number as typed, the latest year first; then those of the year whose number begins so."""
    condition, asked = _names_condition("c.sort", where, names, True)
    condition += " AND instr(c.codes, ?)" * len(others)
    values = (where.last, *asked, *(o.plain for o in others), *where.values, most)
    found: list[int] = []
    for column, start, end, order in (*(("number_key", key, key + "{", "DESC") for key in code.files),
                                      *(("number_order", first, last + "{", "ASC") for first, last in code.series)):
        rows = connection.execute(f"SELECT c.sort FROM lookup_case c WHERE c.{column} >= ? AND c.{column} < ? "
                                  f"AND c.sort <= ?{condition}{where.sql} ORDER BY c.{column} {order} LIMIT ?",
                                  (start, end, *values))
        found += [r[0] for r in rows]
    return Fixed(list(dict.fromkeys(found)))


def _names_condition(key: str, where: Where, names: str, dense: bool) -> tuple[str, tuple[str, ...]]:
    """The condition that a case has the names and the words of the filters."""
    expression = " AND ".join([*([f"({names})"] if names else []), *where.words])
    if not expression:
        return "", ()
    if dense:
        return (f" AND EXISTS (SELECT 1 FROM lookup_text x WHERE x.lookup_text MATCH ? AND x.rowid = {key})", (expression,))
    # the sign keeps SQLite from asking once for each of those that have the names
    return f" AND +{key} IN (SELECT x.rowid FROM lookup_text x WHERE x.lookup_text MATCH ?)", (expression,)
