"""What the lookup reads, kept in step with the records: one row and one document a case, in the order of the list.

Everything here is derived and can be made again (``rebuild``). The trick that makes an ordered page of hits cost the same
at any size: the row number of the full-text index *is* the sort order (open before closed, nearest deadline first), so
hits stream out in order and the reading stops after one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minori_tui.data import lookup_due, many
from minori_tui.data.driver import Connection
from minori_tui.data.lookup_due import DueWriter, Next
from minori_tui.data.lookup_lawyers import write_lawyers
from minori_tui.data.lookup_parts import write_sounds
from minori_tui.data.many import chunks, grouped, marks
from minori_tui.data.places import place_name
from minori_tui.domain import lookup
from minori_tui.domain.facts import PLACEMENTS
from minori_tui.domain.interventions import KINDS
from minori_tui.domain.text import fold

OPEN_WITH_DUE, OPEN_WITHOUT_DUE, CLOSED = 0, 1, 2
DAY_ZERO = date(1900, 1, 1).toordinal()
LAST_DAY = (1 << 16) - 1
MERGED_PER_CASE = 10
"""Pages of the indexes to merge for each case written: about what one case writes, once for each level of pieces."""
MERGED_AT_MOST = 2_000
PIECES = 8
"""Pieces of like size that are merged into one. The large piece of a bulk write is written again after some 56, 448,
3,584 ... pieces of single cases: more pieces at once make that rarer, fewer make searches faster."""
USUAL, BULK = 1 << 20, 32 << 20
"""Bytes of an index gathered in memory before they are written."""


def sort_key(case_id: int, *, is_open: bool, day: date | None) -> int:
    """The place of a case in the list: ``(bucket << 40) | (day << 24) | id``.

    Open cases by their next due day, then open ones without any, then closed ones, the last closed first.
    """
    number = max(0, min(day.toordinal() - DAY_ZERO, LAST_DAY)) if day else 0
    if not is_open:
        return CLOSED << 40 | (LAST_DAY - number) << 24 | case_id
    return (OPEN_WITH_DUE << 40 | number << 24 | case_id) if day else (OPEN_WITHOUT_DUE << 40 | case_id)


def due_range(latest: date) -> tuple[int, int]:
    """The row numbers of the open cases due up to ``latest``, included."""
    return 0, sort_key((1 << 24) - 1, is_open=True, day=latest)


@dataclass(slots=True)
class _Head:
    """The columns of a case that decide its place and its row in the list."""

    case_id: int
    person_id: int
    file_number: str
    surname: str
    given_name: str
    birth_date: str | None
    fiscal_code: str | None
    sex: str | None
    municipality: str | None
    msna: int | None
    is_open: bool
    sort: int
    next_due: str | None
    due_rule: str | None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_CASE = (1 << 24) - 1
"""The bits of a place in the list that are the id of the case."""
_KIND_ORDER = tuple(sorted(KINDS, key=lambda kind: kind not in PLACEMENTS))
"""How the interventions under way are written: first where the child lives."""
_HEADS = """
SELECT c.id, c.person_id, c.file_number, p.surname, p.given_name, p.birth_date, p.fiscal_code, p.sex, c.municipality, c.msna,
       s.opened_on, s.closed_on
FROM case_file c JOIN person p ON p.id = c.person_id
LEFT JOIN case_spell s ON s.id =
  (SELECT x.id FROM case_spell x WHERE x.case_id = c.id ORDER BY x.opened_on DESC, x.id DESC LIMIT 1)
"""


def _heads(connection: Connection, ids: Sequence[int], following: Mapping[int, Next]) -> Iterator[_Head]:
    """The heads of the named cases; ``following`` says what each falls due for next."""
    for chunk in chunks(ids):
        for row in connection.execute(f"{_HEADS} WHERE c.id IN ({marks(chunk)})", chunk):
            case_id, person_id, number, surname, given, born, code, sex, place, msna, opened, closed = row
            is_open = opened is not None and closed is None
            due = following.get(case_id) if is_open else None
            day = date.fromisoformat(due.day) if due else _day(closed)
            yield _Head(case_id, person_id, number, surname, given, born, code, sex, place, msna, is_open,
                        sort_key(case_id, is_open=is_open, day=day), due.day if due else None, due.rule if due else None)


class _Facts:
    """What belongs to the persons and cases of one chunk, each kind read by one query."""

    def __init__(self, connection: Connection, heads: Sequence[_Head]) -> None:
        persons, cases = [h.person_id for h in heads], [h.case_id for h in heads]
        self.related = grouped(connection, "SELECT r.person_id, r.other_id, o.surname, o.given_name FROM relationship r "
                                "JOIN person o ON o.id = r.other_id WHERE r.person_id IN ({ids})", persons)
        everybody = sorted({*persons, *(r[0] for rows in self.related.values() for r in rows)})
        self.contacts: dict[int, list[tuple[Any, ...]]] = {}
        self.addresses: dict[int, list[tuple[Any, ...]]] = {}
        for chunk in chunks(everybody):
            self.contacts |= grouped(connection, "SELECT person_id, match_key FROM contact "
                                      "WHERE kind IN ('phone', 'mobile', 'fax') AND person_id IN ({ids})", chunk)
            # a protected address is never found by its words
            self.addresses |= grouped(connection, "SELECT person_id, street, municipality FROM address "
                                       "WHERE valid_to IS NULL AND protected = 0 AND person_id IN ({ids})", chunk)
        self.workers = grouped(connection, "SELECT a.case_id, a.operator_id, o.name FROM assignment a JOIN operator o "
                                "ON o.id = a.operator_id WHERE a.valid_to IS NULL AND a.case_id IN ({ids}) "
                                "ORDER BY a.role <> 'social_worker', a.valid_from", cases)
        # what is not ended is under way: an end is never written before its day
        self.kinds = grouped(connection, "SELECT case_id, kind FROM intervention WHERE started_on IS NOT NULL "
                             "AND ended_on IS NULL AND case_id IN ({ids})", cases)
        self.orders = grouped(connection, "SELECT r.case_id, o.order_number, o.registry_number FROM order_child r "
                              "JOIN court_order o ON o.id = r.order_id WHERE r.case_id IN ({ids}) ORDER BY o.id", cases)

    def activity(self, head: _Head) -> list[str]:
        """The kinds of the interventions under way in an open case, where the child lives first."""
        under_way = {kind for (kind,) in self.kinds.get(head.case_id, ())} if head.is_open else set()
        return [kind for kind in _KIND_ORDER if kind in under_way]


def _words(head: _Head, facts: _Facts) -> tuple[str, set[str]]:
    """The indexed words of a case, and the name words whose sound is to be known."""
    own = lookup.name_words(head.surname, head.given_name)
    names = {w for _, surname, given in facts.related.get(head.person_id, []) for w in lookup.name_words(surname, given)}
    places = {w for street, town in facts.addresses.get(head.person_id, [])
              for w in lookup.place_words(street, place_name(town))}
    values = {lookup.STATUS + ("o" if head.is_open else "c")}
    if head.municipality:
        values.add(municipality_word(place_name(head.municipality) or ""))
    if head.msna is not None:
        values.add(lookup.MSNA + str(head.msna))
    if head.sex:
        values.add(lookup.SEX + head.sex.lower())
    if head.birth_date:
        values.add(lookup.birth_year_word(int(head.birth_date[:4])))
    values |= {worker_word(operator) for operator, _ in facts.workers.get(head.case_id, [])}
    values |= {activity_word(kind) for kind in facts.activity(head)}
    words = " ".join([*own, *(lookup.ANYBODY + w for w in {*own, *names, *places}), *values])
    return words, {*own, *names}


def _codes(head: _Head, facts: _Facts) -> list[str]:
    """The plain codes of a case: file number, fiscal code, telephones of the child and of the family, numbers of orders."""
    found = [lookup.plain_code(fold(head.file_number)), lookup.plain_code(head.fiscal_code or "")]
    for person in (head.person_id, *(r[0] for r in facts.related.get(head.person_id, []))):
        found += [lookup.plain_code(number) for (number,) in facts.contacts.get(person, [])]
    for numbers in facts.orders.get(head.case_id, ()):
        found += [code for number in numbers if number for code in lookup.number_codes(number)]
    return [code for code in dict.fromkeys(found) if code]


def municipality_word(name: str) -> str:
    """The index word of a municipality: its whole name as one word, so that its beginning finds it."""
    return lookup.MUNICIPALITY + fold(name).replace(" ", "")


def worker_word(operator_id: int) -> str:
    """The index word of who follows a case."""
    return lookup.WORKER + _base36(operator_id)


def activity_word(kind: str) -> str:
    """The index word of an intervention under way."""
    return lookup.ACTIVITY + kind.lower()


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text or "0"


def _remove(connection: Connection, ids: Sequence[int]) -> None:
    """Take the named cases out of the lookup, in the order of the index (any other order makes it flush at each row)."""
    for chunk in chunks(sorted(ids)):
        sorts = [(r[0],) for r in connection.execute(
            f"SELECT sort FROM lookup_case WHERE case_id IN ({marks(chunk)}) ORDER BY sort", chunk).fetchall()]
        connection.executemany("DELETE FROM lookup_text WHERE rowid = ?", sorts)
        connection.executemany("DELETE FROM lookup_code WHERE rowid = ?", sorts)
        connection.executemany("DELETE FROM lookup_case WHERE sort = ?", sorts)
    lookup_due.remove(connection, ids)


class _Writer:
    """Writes rows, documents and sounds; knows which words were written before in this run."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.known: set[str] = set()

    def write(self, heads: Sequence[_Head]) -> None:
        """One chunk of cases, in the order of the index."""
        if not heads:  # the cases named exist no more
            return
        facts = _Facts(self.connection, heads)
        rows, documents, pieces = [], [], []
        words: set[str] = set()
        for head in heads:
            text, names = _words(head, facts)
            codes = _codes(head, facts)
            rows.append(_row(head, facts, codes))
            documents.append((head.sort, text))
            pieces.append((head.sort, " ".join({g for code in codes for g in lookup.grams(code)})))
            words |= names
        self.connection.executemany(f"INSERT INTO lookup_case VALUES ({marks(rows[0]) if rows else ''})", rows)
        self.connection.executemany("INSERT INTO lookup_text (rowid, words) VALUES (?, ?)", documents)
        self.connection.executemany("INSERT INTO lookup_code (rowid, grams) VALUES (?, ?)", pieces)
        write_sounds(self.connection, words - self.known)
        self.known |= words


def _row(head: _Head, facts: _Facts, codes: Sequence[str]) -> tuple[Any, ...]:
    """The row of the list, in the order of the columns of ``lookup_case``."""
    workers = facts.workers.get(head.case_id, [])
    return (head.sort, head.case_id, head.file_number, head.surname, head.given_name,
            fold(f"{head.surname} {head.given_name}"), head.birth_date, place_name(head.municipality),
            workers[0][1] if workers else None, " ".join(facts.activity(head)) or None, "open" if head.is_open else "closed",
            head.next_due, head.due_rule, lookup.file_key(head.file_number), lookup.file_order(head.file_number), " ".join(codes))


def refresh_cases(connection: Connection, ids: Iterable[int]) -> None:
    """Index the named cases again, inside the caller's transaction; those that exist no more disappear from the lookup.

    Each call leaves one more piece in the indexes: ``merge`` puts them together, later and a little at a time.
    """
    wanted = sorted(set(ids))
    _remove(connection, wanted)
    _write_in_order(connection, wanted)


def merge_after(connection: Connection, cases: int) -> bool:
    """Merge what ``cases`` written cases leave behind, up to a bound; says whether anything was merged."""
    return merge(connection, min(MERGED_PER_CASE * cases, MERGED_AT_MOST))


def merge(connection: Connection, pages: int) -> bool:
    """Merge up to about ``pages`` pages of each index, inside the caller's transaction; says whether anything was merged."""
    merged = False
    for table in ("lookup_text", "lookup_code"):
        if connection.execute(f"SELECT v FROM {table}_config WHERE k = 'usermerge'").fetchone() != (PIECES,):
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('usermerge', ?)", (PIECES,))
        before = connection.total_changes
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (pages,))
        merged |= connection.total_changes - before >= 2  # the command itself counts as one (FTS5 documentation, 6.9)
    return merged


def rebuild(connection: Connection) -> int:
    """Make the whole lookup again, inside the caller's transaction; returns the number of cases."""
    for table in ("lookup_case", "lookup_word", "lookup_near"):
        connection.execute(f"DELETE FROM {table}")
    for table in ("lookup_text", "lookup_code", "lookup_lawyer"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    lookup_due.remove_all(connection)
    write_lawyers(connection, None)
    return _write_in_order(connection, None)


def _write_in_order(connection: Connection, ids: Sequence[int] | None) -> int:
    """First what falls due and every place in the list, then the documents chunk by chunk in that order."""
    writer = _Writer(connection)
    if ids is not None and len(ids) <= many.CHUNK:
        heads = sorted(_heads(connection, ids, DueWriter(connection).write(ids)), key=lambda h: h.sort)
        writer.write(heads)
        return len(heads)
    due = DueWriter(connection, bulk=ids is None)
    if ids is None:
        ids = [r[0] for r in connection.execute("SELECT id FROM case_file ORDER BY id")]
    order: list[tuple[int, Next | None]] = []
    for some in chunks(ids):
        following = due.write(some)
        order += [(h.sort, following.get(h.case_id)) for h in _heads(connection, some, following)]
    due.finish()
    order.sort(key=lambda place: place[0])
    _tune(connection, BULK)
    for part in chunks(order):
        following = {sort & _CASE: place for sort, place in part if place}
        writer.write(sorted(_heads(connection, [sort & _CASE for sort, _ in part], following), key=lambda h: h.sort))
    _tune(connection, USUAL)
    for table in ("lookup_text", "lookup_code"):  # in one piece: each word is looked up once, and later merges stay small
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    return len(order)


def _tune(connection: Connection, buffer: int) -> None:
    """How many bytes the indexes of cases gather before they write: much when everything is made again."""
    for table in ("lookup_text", "lookup_code"):
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', ?)", (buffer,))
