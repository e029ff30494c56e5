"""The lookup again, slow and simple: every case is looked at for every query. What the fast one must agree with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from minori_tui.data.driver import Connection
from minori_tui.data.places import place_name
from minori_tui.domain.lookup import Code, Filter, Query, file_key, file_order, name_words, place_words, plain_code
from minori_tui.domain.sounds import one_edit_apart, sound
from minori_tui.domain.text import fold


@dataclass
class Record:
    """One case with everything it can be found by, read from the records themselves."""

    case_id: int
    number: str
    own: frozenset[str]
    names: frozenset[str]
    anybody: frozenset[str]
    codes: list[str]
    status: str
    town: str
    sex: str | None
    msna: int | None
    born: str | None
    due: str | None
    workers: list[str]
    sort: int = 0


def records(connection: Connection) -> list[Record]:
    """Every case, in the order of the list."""
    found = []
    for row in connection.execute(
            "SELECT c.id, c.file_number, p.id, p.surname, p.given_name, p.fiscal_code, c.municipality, p.sex, c.msna, "
            "p.birth_date, l.status, l.next_due, l.sort FROM case_file c JOIN person p ON p.id = c.person_id "
            "JOIN lookup_case l ON l.case_id = c.id").fetchall():
        case, number, person, surname, given, code, town, sex, msna, born, status, due, sort = row
        kin = connection.execute("SELECT o.id, o.surname, o.given_name FROM relationship r JOIN person o ON o.id = r.other_id "
                                 "WHERE r.person_id = ?", (person,)).fetchall()
        own = name_words(surname, given)
        names = own.union(*(name_words(s, g) for _, s, g in kin))
        places = frozenset().union(*(place_words(s, place_name(t)) for s, t in connection.execute(
            "SELECT street, municipality FROM address WHERE person_id = ? AND protected = 0 AND valid_to IS NULL", (person,))))
        codes = [plain_code(number), plain_code(code or "")]
        for who in (person, *(k[0] for k in kin)):
            codes += [k for (k,) in connection.execute("SELECT match_key FROM contact WHERE person_id = ?", (who,))]
        workers = [n for (n,) in connection.execute("SELECT o.name FROM assignment a JOIN operator o ON o.id = a.operator_id "
                                                    "WHERE a.case_id = ? AND a.valid_to IS NULL", (case,))]
        home = fold(place_name(town) or "").replace(" ", "")
        found.append(Record(case, number, own, names, names | places, codes, status, home, sex, msna, born, due, workers, sort))
    return sorted(found, key=lambda r: r.sort)


def _whole(words: frozenset[str], word: str) -> bool:
    return word in words


def _begins(words: frozenset[str], word: str) -> bool:
    return any(w.startswith(word) for w in words)


def _own(record: Record, word: str, test: Callable[[frozenset[str], str], bool]) -> bool:
    return word in record.anybody if word[0].isdigit() else test(record.own, word)


def _any(record: Record, word: str, test: Callable[[frozenset[str], str], bool]) -> bool:
    return word in record.anybody if word[0].isdigit() else test(record.anybody, word)


def expected(everybody: Sequence[Record], query: Query, forgive_below: int = 5) -> list[int]:
    """The ids of the cases that a query finds, in their order."""
    fitting = [r for r in everybody if all(_fits(r, f) for f in query.filters)]
    found: list[int] = []

    def take(records_: Sequence[Record]) -> None:
        found.extend(r.case_id for r in records_ if r.case_id not in found)

    if query.codes:
        for part in _by_code(fitting, query):
            take(part)
        return found
    if not query.names:
        return [r.case_id for r in fitting]
    readings = query.readings()
    whole = lambda r: any(all(_own(r, w, _whole) for w in g) for g in readings)  # noqa: E731
    known = lambda r: any(all(_any(r, w, _whole) for w in g) for g in readings)  # noqa: E731
    typing = lambda r: any(all(_own(r, w, _whole) for w in g[:-1]) and _own(r, g[-1], _begins) for g in readings)  # noqa: E731
    begins = lambda r: any(all(_own(r, w, _begins) for w in g) for g in readings)  # noqa: E731
    family = lambda r: any(all(_any(r, w, _begins) for w in g) for g in readings)  # noqa: E731
    for step in ((whole, known, typing, begins, family) if len(query.names) > 1 else (whole, begins, family)):
        take([r for r in fitting if step(r)])
    word = query.names[0]
    if len(query.names) == 1 and len(word) > 3 and word.isascii():
        take([r for r in fitting if any(c.startswith(word) for c in r.codes)])
    if len(found) < forgive_below:
        _forgive(everybody, fitting, readings, len(query.names), take)
    return found


def _forgive(everybody: Sequence[Record], fitting: Sequence[Record], readings: Sequence[Sequence[str]], typed: int,
             take: Callable[[Sequence[Record]], None]) -> None:
    words = {w for r in everybody for w in r.names if w.isalpha()}
    can = {w: w.isalpha() and len(w) >= 4 for r in readings for w in r}
    same = {w: {x for x in words if x != w and sound(x).startswith(sound(w))} if can[w] else set() for w in can}
    close = {w: {x for x in words if x != w and x not in same[w] and (one_edit_apart(x, w) or one_edit_apart(sound(x), sound(w)))}
             if can[w] else set() for w in can}
    usable = [g for g in readings if any(same[w] or close[w] for w in g)]

    def near(record: Record, word: str, edits: bool) -> bool:
        return _any(record, word, _begins) or bool(record.anybody & (same[word] | (close[word] if edits else set())))

    first = [r for r in fitting if any(all(near(r, w, False) for w in g) for g in usable)]
    second = [r for r in fitting if any(all(near(r, w, j == i) for j, w in enumerate(g))
                                        for g in usable for i in range(len(g)) if close[g[i]])]
    take(first)
    take(second)
    if typed > 1 and not first and not second:
        take([r for r in fitting if any(all(near(r, w, True) for w in g) for g in usable)])


def _by_code(fitting: Sequence[Record], query: Query) -> list[list[Record]]:
    readings = query.readings() if query.names else []
    named = [r for r in fitting if not readings or any(all(_any(r, w, _begins) for w in g) for g in readings)]
    found: list[list[Record]] = []
    for code in query.codes:
        others = [c.plain for c in query.codes if c is not code]
        here = [r for r in named if all(any(o in c for c in r.codes) for o in others)]
        for beginning in code.files:
            found.append(sorted((r for r in here if file_key(r.number).startswith(beginning)),
                                key=lambda r: file_key(r.number), reverse=True))
        for first, last in code.series:
            found.append(sorted((r for r in here if first <= file_order(r.number) < last + "{"),
                                key=lambda r: file_order(r.number)))
    if all(len(c.plain) >= 3 and not c.series for c in query.codes):
        found.append([r for r in named if all(_has(r, c) for c in query.codes)])
    if readings and all(c.plain.isdigit() for c in query.codes):
        found.append([r for r in named if all(c.plain in r.anybody for c in query.codes)])
    return found


def _has(record: Record, code: Code) -> bool:
    return any(code.plain in c for c in record.codes)


def _fits(record: Record, item: Filter) -> bool:
    if item.field == "due":
        return record.due is not None and date.fromisoformat(record.due) <= (item.latest or date.max)
    if item.field == "age":
        return record.born is not None and (item.earliest or date.min) <= date.fromisoformat(record.born) <= (
            item.latest or date.max)
    wanted = fold(item.text).replace(" ", "")
    return {
        "status": lambda: record.status == item.text, "sex": lambda: record.sex == item.text, "activity": lambda: False,
        "msna": lambda: str(record.msna) == item.text, "municipality": lambda: bool(wanted) and record.town.startswith(wanted),
        "worker": lambda: bool(wanted) and any(w.startswith(wanted) for n in record.workers
                                               for w in (fold(n).replace(" ", ""), *fold(n).split())),
    }[item.field]()
