"""Deadlines with whose they are: computed from the facts for the windows of days that are looked at, never for a whole store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar, overload

from minori_tui.data.driver import Connection, sentences
from minori_tui.data.lookup_due import kept, next_of
from minori_tui.data.queries import due as queries
from minori_tui.data.queries.due import DueKey, Mine, Window
from minori_tui.data.queries.facts import case_facts
from minori_tui.data.queries.rules import rule_book
from minori_tui.domain.errors import NotFound
from minori_tui.domain.facts import CaseFacts, InterventionFacts, Mark, OrderFacts
from minori_tui.domain.legal_clock import Deadline, DeadlineKey, Explanation, RuleBook, deadlines, explain
from minori_tui.domain.moments import local, write
from minori_tui.services.context import Context
from minori_tui.services.named import case_id_of

CHUNK, CACHE_KIB = 2_000, 32_768
"""Deadlines that are computed at once when many are asked for, and the page cache for that."""
PAGE = 50
"""Deadlines made at once for a list that is looked at: they are made while a key waits."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DueItem:
    """A deadline and the case it belongs to. ``worker``: who follows the case (None: nobody)."""

    deadline: Deadline
    case: CaseFacts
    worker: str | None = None

    @property
    def key(self) -> DeadlineKey:
        """The name of the deadline."""
        return self.deadline.key

    @property
    def case_id(self) -> int:
        """The case."""
        return self.deadline.case_id

    @property
    def file_number(self) -> str:
        """The number of the case."""
        return self.case.file_number

    @property
    def surname(self) -> str:
        """Surname of the child."""
        return self.case.surname

    @property
    def given_name(self) -> str:
        """Given name of the child."""
        return self.case.given_name

    @property
    def intervention(self) -> InterventionFacts | None:
        """The intervention it hangs on."""
        if self.deadline.subject != "intervention":
            return None
        return next((i for i in self.case.interventions if i.intervention_id == self.deadline.subject_id), None)

    @property
    def order(self) -> OrderFacts | None:
        """The order it hangs on, or that of its intervention."""
        found = self.deadline.subject_id if self.deadline.subject == "order" else None
        if (one := self.intervention) is not None:
            found = one.order_id
        return next((o for o in self.case.orders if o.order_id == found), None) if found is not None else None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What operators wrote down about it, the last one last."""
        key = self.key
        return tuple(m for m in self.case.marks if (m.rule, m.subject, m.subject_id, m.occurrence) == key[1:])

    @property
    def evidence(self) -> str | None:
        """What proves that it was done."""
        return next((mark.evidence for mark in reversed(self.marks) if mark.act == "done"), None)


class Paged(Sequence[T], Generic[T]):
    """A long list of which only the pages that are looked at are made. ``len`` is known from the start."""

    def __init__(self, count: int, fetch: Callable[[int, int], Sequence[T]]) -> None:
        self._count, self._fetch = count, fetch
        self._pages: dict[int, Sequence[T]] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            places = range(self._count)[index]
            low, high = min(places, default=0), max(places, default=-1)
            rows = self.window(low, high - low + 1)
            return [rows[place - low] for place in places]
        place = index + self._count if index < 0 else index
        if not 0 <= place < self._count:
            raise IndexError(index)
        return self._page(place // PAGE)[place % PAGE]

    def window(self, first: int, count: int) -> list[T]:
        """The rows from ``first`` on, at most ``count`` of them."""
        last = min(first + count, self._count)
        pages = (self._page(n) for n in range(first // PAGE, (last + PAGE - 1) // PAGE)) if first < last else ()
        rows = [row for page in pages for row in page]
        start = first - first // PAGE * PAGE
        return rows[start:start + last - first]

    def _page(self, number: int) -> Sequence[T]:
        if number not in self._pages:
            self._pages[number] = self._fetch(number * PAGE, PAGE)
        return self._pages[number]


def mine_of(context: Context, connection: Connection) -> Mine:
    """The cases that the operator at work follows today."""
    return Mine(queries.operator_id(connection, context.actor.code) or 0, context.clock.today().isoformat())


def until(context: Context, within_days: int | None) -> Window:
    """What is overdue and what falls due in the next days, the last one included; None: however late."""
    today = context.clock.today()
    end = queries.LAST if within_days is None else (today + timedelta(days=within_days + 1)).isoformat()
    return Window(queries.FIRST, end, today.isoformat())


def due(context: Context, within_days: int | None = 30, mine: bool = False, case: str | None = None) -> list[DueItem]:
    """What is overdue and what falls due in so many days (None: ever), by day; of one case, mine, or all.

    For long answers see ``by_case`` and ``paged``. Raises ``NotFound`` for a case that does not exist.
    """
    return [item for _, item in sorted(by_case(context, within_days, mine, case), key=lambda placed: placed[0])]


Placed = tuple[int, DueKey]
"""The key of a deadline with its place in the order of days."""


def by_case(context: Context, within_days: int | None = 30, mine: bool = False,
            case: str | None = None) -> Iterator[tuple[int, DueItem]]:
    """As ``due``, one after the other in the order of the cases, each with its place in the order of days.

    In that order each page of the store is read once, and memory holds the keys and one chunk.
    """
    return made(context, places(context, within_days, mine, case))


def places(context: Context, within_days: int | None = 30, mine: bool = False, case: str | None = None) -> list[Placed]:
    """The keys of a window in the order of the cases."""
    window = until(context, within_days)
    with context.store.read() as connection:
        if case is not None:
            wanted = [k for item in of_case(context, case_id_of(connection, case)) if (k := _kept_key(item, window))]
        else:
            wanted = queries.keys(connection, window, mine_of(context, connection) if mine else None)
    return sorted(enumerate(wanted), key=lambda one: one[1].case_id)


def made(context: Context, placed: Sequence[Placed]) -> Iterator[tuple[int, DueItem]]:
    """The deadlines of some keys, each with its place."""
    connection = context.store.connect(CACHE_KIB)
    try:
        with sentences(context.store.path):
            book = rule_book(connection)
            for start in range(0, len(placed), CHUNK):
                wanted = {key: place for place, key in placed[start:start + CHUNK]}
                yield from ((wanted[key], item) for key, item in _made(connection, list(wanted), book))
    finally:
        connection.close()


def _key(item: DueItem) -> DueKey:
    """The row of the index that a deadline has."""
    one = item.deadline
    return DueKey(write(one.due), one.case_id, one.rule.code, one.subject, one.subject_id or 0, one.occurrence)


def _kept_key(item: DueItem, window: Window) -> DueKey | None:
    """The key of a deadline of the window; None for what is outside it."""
    key = _key(item)
    return key if kept(item.deadline) and window.holds(key) else None


def paged(context: Context, window: Window, mine: Mine | None) -> Paged[DueItem]:
    """The deadlines of a window, made as they are looked at."""
    with context.store.read() as connection:
        count = queries.count(connection, window, mine)

    def fetch(offset: int, limit: int) -> list[DueItem]:
        with context.store.read() as connection:
            found = queries.keys(connection, window, mine, offset=offset, limit=limit)
            return items(connection, found, rule_book(connection))

    return Paged(count, fetch)


def items(connection: Connection, keys: Sequence[DueKey], book: RuleBook) -> list[DueItem]:
    """The deadlines of some keys, in their order; one that was settled since is left out."""
    return [item for _, item in _made(connection, keys, book)]


def _made(connection: Connection, keys: Sequence[DueKey], book: RuleBook) -> Iterator[tuple[DueKey, DueItem]]:
    """Each key with its deadline."""
    ids = list(dict.fromkeys(key.case_id for key in keys))
    facts = case_facts(connection, ids)
    who = queries.workers(connection, ids)
    made: dict[tuple[int, str, str, int, int], Deadline] = {
        (d.case_id, d.rule.code, d.subject, d.subject_id or 0, d.occurrence): d
        for case in facts.values() for d in deadlines(case, book)}
    for key in keys:
        if found := made.get(key[1:]):
            yield key, DueItem(found, facts[key.case_id], who.get(key.case_id))


def facts_of(connection: Connection, case_id: int) -> CaseFacts:
    """The facts of one case. Raises ``NotFound``."""
    found = case_facts(connection, [case_id]).get(case_id)
    if found is None:
        raise NotFound("There is no case {number}.", code="no-case", number=case_id)
    return found


def of_case(context: Context, case_id: int) -> list[DueItem]:
    """Every deadline of a case by day: pending, waiting for another step, done and waived. Raises ``NotFound``."""
    with context.store.read() as connection:
        case = facts_of(connection, case_id)
        worker = queries.workers(connection, [case_id]).get(case_id)
        found = [DueItem(one, case, worker) for one in deadlines(case, rule_book(connection))]
    return sorted(found, key=_order)


def explanations(context: Context, found: Sequence[DueItem]) -> list[Explanation]:
    """Every step to the day of each of some deadlines, in their order."""
    now = local(context.clock.now())
    with context.store.read() as connection:
        book = rule_book(connection)
    return [explain(item.case, item.deadline, book, now) for item in found]


def next_of_case(context: Context, case_id: int) -> DueItem | None:
    """What the service must do next in a case; None when nothing is due, however late. Raises ``NotFound``."""
    with context.store.read() as connection:
        case = facts_of(connection, case_id)
        found = next_of(d for d in deadlines(case, rule_book(connection)) if kept(d))
        return DueItem(found, case, queries.workers(connection, [case_id]).get(case_id)) if found else None


def _order(item: DueItem) -> tuple[Any, ...]:
    key = item.key
    return write(item.deadline.due), key.rule, key.subject, key.subject_id or 0, key.occurrence


def one(connection: Connection, key: DeadlineKey) -> tuple[CaseFacts, Deadline, RuleBook]:
    """A deadline by its name, with the facts and rules it was made from. Raises ``NotFound``."""
    case, book = facts_of(connection, key.case_id), rule_book(connection)
    found = next((d for d in deadlines(case, book) if d.key == key), None)
    if found is None:
        raise NotFound("Case {number} has no such deadline.", code="no-deadline", number=case.file_number)
    return case, found, book


def why(context: Context, key: DeadlineKey) -> Explanation:
    """Every step to the day of a deadline, as it stands now. Raises ``NotFound``."""
    with context.store.read() as connection:
        case, found, book = one(connection, key)
    return explain(case, found, book, context.clock.now())
