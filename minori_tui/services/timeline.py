"""Timelines of cases, of all the cases of an operator, and of everything at a family, facility or provider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minori_tui.data.driver import Connection
from minori_tui.data.queries import timeline as queries
from minori_tui.data.queries.facts import case_facts
from minori_tui.data.queries.rules import rule_book
from minori_tui.data.queries.timeline import Holder
from minori_tui.domain.errors import InvalidInput
from minori_tui.domain.facts import CaseFacts
from minori_tui.domain.legal_clock import deadlines
from minori_tui.domain.timeline import Lane, Timeline, build, intervention_bar, placement_spans, within
from minori_tui.domain.timeline_due import due_facts
from minori_tui.services.context import Context
from minori_tui.services.named import case_id_of

__all__ = ["Group", "Holder", "Strip", "holders", "of_case", "of_cases", "of_operator", "of_provider", "strips"]


@dataclass(frozen=True, slots=True)
class Strip:
    """A case on one line: whose it is, and everything that is done for the child laid on one lane."""

    case_id: int
    file_number: str
    surname: str
    given_name: str
    birth_date: date | None
    lane: Lane


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that belong together: of an operator (``sort`` is ``operator``) or at a holder. ``first`` is the first day of all."""

    sort: str
    name: str
    case_ids: tuple[int, ...]
    first: date


def of_case(context: Context, number: str, *, siblings: bool = True, since: date | None = None, until: date | None = None,
            reserved: bool = True) -> list[Timeline]:
    """The timeline of a case and, after it, those of the brothers and sisters of the household; only what touches the days
    from ``since`` to ``until`` when they are given.

    Raises ``NotFound``, and ``InvalidInput`` when ``until`` is before ``since``.
    """
    if since and until and until < since:
        raise InvalidInput("The last day is before the first", code="days-order")
    with context.store.read() as connection:
        case_id = case_id_of(connection, number)
        ids = [case_id, *(queries.siblings(connection, case_id) if siblings else ())]
        found = _built(context, connection, ids, reserved)
    return [within(one, since, until, context.clock.today()) for one in found] if since or until else found


def of_cases(context: Context, case_ids: Sequence[int]) -> list[Timeline]:
    """The timelines of cases by their ids, in the order given."""
    with context.store.read() as connection:
        return _built(context, connection, case_ids, True)


def _built(context: Context, connection: Connection, ids: Sequence[int], reserved: bool) -> list[Timeline]:
    facts = case_facts(connection, ids)
    entries = queries.events(connection, ids, reserved=reserved)
    book, now, today = rule_book(connection), context.clock.now(), context.clock.today()
    return [build(one, entries.get(one.case_id, ()), due_facts(deadlines(one, book), now), today=today) for one in facts.values()]


def of_operator(context: Context, code: str) -> Group:
    """The open cases that an operator follows, by name."""
    with context.store.read() as connection:
        name = connection.execute("SELECT name FROM operator WHERE code = ?", (code,)).fetchone()
        ids = queries.cases_of_operator(connection, code)
        return Group("operator", name[0] if name else code, tuple(ids), _first(connection, ids, context.clock.today()))


def of_provider(context: Context, sort: str, name: str) -> Group:
    """The cases that are or were at a holder: ``sort`` is ``family``, ``facility`` or ``provider``, ``name`` as recorded."""
    with context.store.read() as connection:
        ids = queries.cases_at(connection, sort, name)
        return Group(sort, name, tuple(ids), _first(connection, ids, context.clock.today()))


def _first(connection: Connection, ids: Sequence[int], today: date) -> date:
    found = queries.first_day(connection, ids)
    return min(date.fromisoformat(found), today) if found else today


def strips(context: Context, group: Group, first: int, count: int) -> list[Strip]:
    """The cases ``first`` to ``first + count - 1`` of a group, a lane each: everything for an operator, for a holder what is
    there."""
    with context.store.read() as connection:
        facts = case_facts(connection, group.case_ids[first:first + count])
    return [Strip(one.case_id, one.file_number, one.surname, one.given_name, one.birth_date, _strip(one, group))
            for one in facts.values()]


def _strip(case: CaseFacts, group: Group) -> Lane:
    here = [i for i in case.interventions if group.sort == "operator" or getattr(i, group.sort) == group.name]
    spans = placement_spans(case.interventions) if group.sort == "operator" else ()
    return Lane("intervention", tuple(map(intervention_bar, here)), spans=spans)


def holders(context: Context) -> list[Holder]:
    """Every family, facility and provider on record, with how many cases each has or had."""
    with context.store.read() as connection:
        return queries.holders(connection)
