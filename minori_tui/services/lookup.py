"""The lookup as screens and commands use it: search, count, say why, and find who is much alike before entering anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minori_tui.data.driver import sentences
from minori_tui.data.queries.lookup import CaseHit, Search
from minori_tui.domain.errors import FieldError
from minori_tui.domain.lookup import Query, parse
from minori_tui.domain.text import fold
from minori_tui.services.context import Context

if TYPE_CHECKING:
    from minori_tui.data.queries.cases import CaseView
    from minori_tui.data.queries.explain import Reason as Reason

__all__ = ["Alike", "CaseHit", "Lookup", "Query", "Search", "alike", "find"]

CACHE_KIB = 11_264
"""Page cache of the search: what 50 searches in 400,000 cases touch again, within 40 MB over an empty screen."""
_COMPARED = ("surname", "given_name", "birth_date", "fiscal_code", "comune")


class Lookup:
    """The search of one session: keeps a connection of its own, so that each key costs the search and nothing else.

    Belongs to the thread that made it; ``count`` and ``why`` may be called from any thread.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._connection = context.store.connect(CACHE_KIB)

    def search(self, text: str, order: str = "due") -> Search:
        """The hits for what was typed, read as far as they are looked at. Order: due, name, number, birth."""
        with sentences(self._context.store.path):
            return Search(self._connection, parse(text, self._context.clock.today()), order)

    def count(self, search: Search) -> int:
        """The exact number of hits, on another connection (milliseconds on a large store)."""
        with self._context.store.read() as connection:
            return search.count(connection)

    def why(self, case_id: int, query: Query) -> tuple[Reason, ...]:
        """Why a case was found."""
        from minori_tui.data.queries.explain import explain

        with self._context.store.read() as connection:
            return explain(connection, case_id, query)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


def find(context: Context, text: str, limit: int) -> tuple[list[CaseHit], int, Query]:
    """The first ``limit`` hits, their exact number, and the query as it was understood."""
    with context.store.read() as connection:
        search = Search(connection, parse(text, context.clock.today()))
        return search.window(0, limit), search.count(), search.query


def why(context: Context, case_id: int, query: Query) -> tuple[Reason, ...]:
    """Why a case was found."""
    from minori_tui.data.queries.explain import explain

    with context.store.read() as connection:
        return explain(connection, case_id, query)


@dataclass(frozen=True, slots=True)
class Alike:
    """A case much like the one being entered: which of the compared fields agree, which differ (by their names)."""

    hit: CaseHit
    agree: tuple[str, ...]
    differ: tuple[str, ...]


def alike(context: Context, typed: Mapping[str, str], limit: int = 8) -> list[Alike]:
    """Cases that may be the child being entered, the most alike first; fields left empty are not compared."""
    from minori_tui.data.queries.cases import case_view

    found: dict[int, CaseHit] = {}
    today = context.clock.today()
    with context.store.read() as connection:
        for text in (typed.get("fiscal_code", ""), f"{typed.get('surname', '')} {typed.get('given_name', '')}"):
            query = parse(text.replace(":", " "), today)
            if not query.empty:
                found |= {hit.case_id: hit for hit in Search(connection, query).window(0, 20)}
        compared = [_compare(case_view(connection, case_id), hit, typed, today) for case_id, hit in found.items()]
    return sorted(compared, key=lambda a: (-len(a.agree), len(a.differ)))[:limit]


def _compare(stored: CaseView | None, hit: CaseHit, typed: Mapping[str, str], today: date) -> Alike:
    agree: list[str] = []
    differ: list[str] = []
    for name in _COMPARED:
        old = getattr(stored, "municipality" if name == "comune" else name, None)
        new = typed.get(name, "").strip()
        if old and new:
            same = _plain(name, str(old)) == _plain(name, _as_stored(name, new, today))
            (agree if same else differ).append(name)
    return Alike(hit, tuple(agree), tuple(differ))


def _as_stored(name: str, text: str, today: date) -> str:
    """What was typed as the store would keep it; while it is not whole yet, as it is."""
    from minori_tui.domain.fields import ParseContext  # the parsers load stdnum.util: 15 ms that the list need not wait for
    from minori_tui.services.case_fields import case_parsers

    try:
        return str(case_parsers()[name](text, ParseContext(name, today, typed=True)).value)
    except FieldError:
        return text


def _plain(name: str, text: str) -> str:
    """A value as it is compared: folded without blanks, a municipality by its name."""
    if name == "comune":
        from minori_tui.data.places import place_name

        text = place_name(text) or text
    return fold(text).replace(" ", "")
