"""The search itself: ordered hits in streams, the surer ones first, read only as far as they are looked at.

A search for names gives, in this order and each case once: all words whole; whole, with the names of parents and carers and
the address; all but the last (which is being typed) whole; all words beginning so; the same with parents, carers and
address; a fiscal code that begins so. When these give next to nothing errors are forgiven: the same sound; one word one
letter wrong; every word one letter wrong. Within each of these, hits stand in the order of the list (open first, nearest
deadline first).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from minori_tui.data.driver import Connection
from minori_tui.data.queries.filters import Where, either, every, resolve
from minori_tui.data.queries.near import Near, near_words
from minori_tui.data.queries.streams import Fixed, Sorted, Stream, code_places, file_places, list_places, text_places
from minori_tui.domain.lookup import ANYBODY, SHORTEST_CODE, Code, Query, name_words

FORGIVE_BELOW = 5
"""Errors are forgiven only when the words as typed find fewer cases than this."""
FORGIVEN_AT_MOST = 200
FILES_AT_MOST = 200
CHUNK = 40  # a page of the list and a little: each row that is not in memory costs a page to decrypt
FAR = 2_000
"""Beyond this many unread hits, the end of the list is read backwards."""
SORTABLE = 5_000
"""A result is ordered by a column up to this many hits; a larger one stays in the order of the list (``sorted_by``).
The whole list is ordered at any size."""
_COLUMNS = ("sort, case_id, file_number, surname, given_name, birth_date, municipality, worker, activity, status, next_due, "
            "due_rule")
_ORDERS = {"name": "name_key", "number": "number_order", "birth": "birth_date"}


class CaseHit(NamedTuple):
    """A case as the list shows it: the columns of ``_COLUMNS``. Dates are ISO text; unknown is None."""

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


class Search:
    """One search and as much of its result as was looked at. Belongs to one connection (and so to one thread).

    ``order``: ``due`` (the order of the list, surer hits first), ``name``, ``number`` or ``birth``; unknown values last.
    """

    def __init__(self, connection: Connection, query: Query, order: str = "due") -> None:
        self._connection = connection
        self.query = query
        self._where = resolve(connection, query.filters)
        self._rows: dict[int, CaseHit] = {}
        self._streams = self._begin()
        self._forgiving = _forgives(query)
        self._at, self._began = 0, 0
        self._keys: list[int] = []
        self._seen: set[int] | None = None
        self._tail: list[int] = []
        self.total: int | None = None
        self.sorted_by = "due"
        if order in _ORDERS:
            self._arrange(order)

    @property
    def known(self) -> int:
        """How many hits are known so far; the exact number once ``total`` is set."""
        return self.total if self.total is not None else len(self._keys)

    def window(self, first: int, count: int) -> list[CaseHit]:
        """The hits from position ``first`` on, at most ``count`` of them.

        The end of a long result is read backwards when ``total`` is known (its reader may set it to what ``count`` gave).
        """
        far = self.total is not None and self.total > first > len(self._keys) + FAR
        if self.total is not None and far and self._read_tail(self.total - first):
            start = len(self._tail) - (self.total - first)
            return self._fetch(self._tail[start:start + count])
        self._read(first + count + 1)
        return self._fetch(self._keys[first:first + count])

    def position(self, case_id: int) -> int | None:
        """Where a case stands among the hits read so far (to keep the cursor on it after a reload)."""
        found = self._connection.execute("SELECT sort FROM lookup_case WHERE case_id = ?", (case_id,)).fetchone()
        try:
            return self._keys.index(found[0]) if found else None
        except ValueError:
            return None

    def count(self, connection: Connection | None = None) -> int:
        """The exact number of hits (milliseconds on a large store: not at every key).

        Does not change this search, so that another thread may count with a ``connection`` of its own.
        """
        if self.total is not None:
            return self.total
        connection = connection or self._connection
        first = Search(connection, self.query)
        first._read(FORGIVE_BELOW)
        if _forgives(self.query) and not first._forgiving:  # errors were forgiven: some hundreds of hits at most
            first._read(3 * FORGIVEN_AT_MOST + FORGIVE_BELOW)
        if first.total is not None:
            return first.total
        return _count(connection, self.query, first._where)

    def _begin(self) -> list[Stream]:
        """The streams of the query, the surer ones first, without those that forgive errors."""
        if self.query.codes:
            return _of_codes(self._connection, self.query, self._where)
        if not self.query.names:
            return [list_places(self._where)]
        steps = _steps(self.query)
        own = text_places(steps["begins"], self._where).read(self._connection, CHUNK)
        return (self._ranked(own, steps) if len(own) < CHUNK else _dense(steps, self._where)) + _fiscal_codes(
            self.query, self._where)

    def _ranked(self, own: Sequence[int], steps: dict[str, str]) -> list[Stream]:
        """The streams when the child's own name gives less than a page: one query for it, ranked by the rows themselves."""
        readings = self.query.readings()
        ranks: tuple[list[int], ...] = ([], [], [])
        for hit in self._fetch(own):
            words = name_words(hit.surname, hit.given_name)
            ranks[min(_rank(words, r) for r in readings)].append(hit.key)
        whole, typing, begins = ranks
        known = [text_places(steps["known"], self._where, overlaps=True)] if "known" in steps else []
        family = text_places(steps["family"], self._where, overlaps=True)
        return [Fixed(whole, overlaps=False), *known, Fixed([*typing, *begins]), family]

    def _read(self, wanted: int) -> None:
        """Read on through the streams until ``wanted`` hits are known or there are no more."""
        while len(self._keys) < wanted:
            if self._at == len(self._streams):
                if not self._forgiving or len(self._keys) >= FORGIVE_BELOW:
                    self.total = len(self._keys)
                    return
                self._forgiving = False
                self._streams += _forgiven(self._connection, self.query, self._where)
                continue
            stream = self._streams[self._at]
            asked = max(CHUNK, wanted - len(self._keys))
            found = stream.read(self._connection, asked)
            self._keys += self._fresh(found) if stream.overlaps else found
            if self._seen is not None and not stream.overlaps:
                self._seen.update(found)
            if len(found) < asked:
                self._at, self._began = self._at + 1, len(self._keys)

    def _fresh(self, found: Sequence[int]) -> list[int]:
        """Those of a stream that overlaps which were not given before."""
        if self._seen is None:
            self._seen = set(self._keys)
        fresh = [k for k in dict.fromkeys(found) if k not in self._seen]
        self._seen.update(fresh)
        return fresh

    def _read_tail(self, wanted: int) -> bool:
        """Read the last ``wanted`` hits backwards; False when later streams overlap, so that positions cannot be told."""
        current, *later = self._streams[self._at:] or [Fixed(())]
        later = [s for s in later if not s.overlaps or s.read_back(self._connection, 1)]
        if any(s.overlaps for s in later):
            return False
        if len(self._tail) < wanted:
            given = set(self._keys[:self._began])
            found: list[int] = []
            for stream in (*reversed(later), current):
                rest = wanted + FAR - len(found)
                found += [k for k in stream.read_back(self._connection, rest + len(given)) if k not in given][:rest]
                if len(found) >= wanted + FAR:
                    break
            self._tail = found[::-1]
        return len(self._tail) >= wanted

    def _fetch(self, keys: Sequence[int]) -> list[CaseHit]:
        missing = [k for k in keys if k not in self._rows]
        if missing:
            for row in _by_key(self._connection, _COLUMNS, missing):
                self._rows[row[0]] = CaseHit._make(row)
        return [self._rows[k] for k in keys if k in self._rows]

    def _arrange(self, order: str) -> None:
        """Order by a column: the whole list by its index, a result when it is small enough to be ordered in memory."""
        column = _ORDERS[order]
        if self.query.empty:
            self._streams = [Sorted(column), Sorted(column, missing=True)]
            self.sorted_by = order
            return
        self._read(SORTABLE + 1)
        if self.total is None or self.total > SORTABLE:
            return
        rows = _by_key(self._connection, f"sort, {column}", self._keys)
        self._keys = [r[0] for r in sorted(rows, key=lambda r: (r[1] is None, r[1] or "", r[0]))]
        self.sorted_by = order


def _by_key(connection: Connection, columns: str, keys: Sequence[int]) -> list[tuple[Any, ...]]:
    """Columns of the rows at some places, in no order."""
    found = []
    for start in range(0, len(keys), 1_000):
        chunk = keys[start:start + 1_000]
        marks = ",".join("?" * len(chunk))
        found += connection.execute(f"SELECT {columns} FROM lookup_case WHERE sort IN ({marks})", chunk).fetchall()
    return found


def _count(connection: Connection, query: Query, where: Where) -> int:
    """The number of hits of a query whose errors are not forgiven."""
    if query.codes:
        streams = _of_codes(connection, query, where)
    elif query.names:
        heads = _fiscal_codes(query, where)
        streams = [text_places(_steps(query)["family"], where), *(h for h in heads if h.read_back(connection, 1))]
    else:
        streams = [list_places(where)]
    queries = [s.all_sql() for s in streams]
    union = " UNION ".join(sql for sql, _ in queries)
    values = [value for _, values in queries for value in values]
    return int(connection.execute(f"SELECT count(*) FROM ({union})", values).fetchone()[0])


def _forgives(query: Query) -> bool:
    """Whether errors of this query may be forgiven: those in names, when no code says who is meant."""
    return bool(query.names) and not query.codes


def _rank(words: frozenset[str], reading: Sequence[str]) -> int:
    """How surely a child's own words meet a reading: 0 all whole, 1 the last is being typed, 2 as beginnings at most."""
    whole = [w in words or w[0].isdigit() for w in reading]
    if all(whole):
        return 0
    return 1 if all(whole[:-1]) and any(w.startswith(reading[-1]) for w in words) else 2


def _steps(query: Query) -> dict[str, str]:
    """The expressions of a search for names, from the surest to the widest; ``family`` includes all."""
    readings = query.readings()
    steps = {"whole": either(every(map(_own, r)) for r in readings)}
    if len(query.names) > 1:
        steps["known"] = either(every(map(_anybody, r)) for r in readings)
        steps["typing"] = either(every([*map(_own, r[:-1]), _own(r[-1], "*")]) for r in readings)
    steps["begins"] = either(every(_own(w, "*") for w in r) for r in readings)
    steps["family"] = either(every(_anybody(w, "*") for w in r) for r in readings)
    return steps


def _dense(steps: dict[str, str], where: Where) -> list[Stream]:
    """The streams when many children have the name: each without the ones before it, so that any place can be read."""
    before = {"known": ("whole",), "typing": ("known",), "begins": ("known", "typing"), "family": ("known", "begins")}
    if "known" not in steps:
        before["begins"] = ("whole",)
    found: list[Stream] = [text_places(steps["whole"], where)]
    for step, earlier in before.items():
        if step in steps:
            given = either(steps[e] for e in earlier if e in steps)
            found.append(text_places(f"{steps[step]} NOT {given}", where))
    return found


def _own(word: str, star: str = "") -> str:
    """A word of the child's name; a number can only be one of the address, and only whole."""
    return ANYBODY + word if word[0].isdigit() else word + star


def _anybody(word: str, star: str = "") -> str:
    """A word of the child's name, of the family's, or of the address."""
    return ANYBODY + (word if word[0].isdigit() else word + star)


def _fiscal_codes(query: Query, where: Where) -> list[Stream]:
    """A single word may be how a code begins: the first letters of a fiscal code have no digit."""
    word = query.names[0]
    if len(query.names) > 1 or len(word) < SHORTEST_CODE + 1 or not word.isascii() or not word.isalpha():
        return []
    return [code_places([Code(word)], where, "", begins=True, dense=True)]


def _of_codes(connection: Connection, query: Query, where: Where) -> list[Stream]:
    """Cases with every code typed and every name: those with that file number first, then those with it in any code."""
    readings = query.readings()
    names = either(every(_anybody(w, "*") for w in r) for r in readings) if query.names else ""
    found: list[Stream] = []
    for code in query.codes:
        others = [c for c in query.codes if c is not code]
        found.append(file_places(connection, code, others, where, names, FILES_AT_MOST))
    if all(len(c.plain) >= SHORTEST_CODE and not c.series for c in query.codes):
        dense = max((len(w) for w in query.names), default=0) < SHORTEST_CODE
        found.append(code_places(query.codes, where, names, dense=dense))
    if names and all(c.plain.isdigit() for c in query.codes):  # a house number
        found.append(text_places(every([names, *(ANYBODY + c.plain for c in query.codes)]), where, overlaps=True))
    return found


def _forgiven(connection: Connection, query: Query, where: Where) -> list[Stream]:
    """Hits whose words sound like the typed ones, then with one word one letter wrong, then with any."""
    near = {w: near_words(connection, w) for w in {w for r in query.readings() for w in r}}
    readings = [r for r in query.readings() if any(near[w] for w in r)]
    tiers = [[every(_near(w, near[w], 0) for w in r) for r in readings],
             [every(_near(w, near[w], int(i == wrong)) for i, w in enumerate(r))
              for r in readings for wrong in range(len(r)) if near[r[wrong]].close]]
    found: list[Stream] = [Fixed(text_places(either(t), where).read(connection, FORGIVEN_AT_MOST)) for t in tiers if t]
    if readings and len(query.names) > 1 and not any(s.read_back(connection, 1) for s in found):
        every_word = either(every(_near(w, near[w], 1) for w in r) for r in readings)
        found.append(Fixed(text_places(every_word, where).read(connection, FORGIVEN_AT_MOST)))
    return found


def _near(word: str, near: Near, edits: int) -> str:
    """The word as typed or one of its neighbours, in the child's name or in the family's."""
    if word[0].isdigit():
        return ANYBODY + word
    words = (*near.same, *near.close) if edits else near.same
    return either([f"{ANYBODY}{word}*", *(ANYBODY + w for w in words)])
