"""Data quality: what the checks find in the whole archive, as counts and as the lists they count.

The findings are kept beside the lookup, each with the day from which it holds: a count reads one index, however many cases
there are. What a finding says in words is made again from the facts of its case, for the rows that are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minori_tui.data.queries import findings as queries
from minori_tui.data.queries.facts import case_facts
from minori_tui.domain.deadlines import Reason
from minori_tui.domain.errors import InvalidInput
from minori_tui.domain.integrity import CHECK_OF, CHECKS, Finding, check_case
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.named import case_id_of

if TYPE_CHECKING:
    from minori_tui.data.driver import Connection


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one check found: its title (message id) and source, how many findings, and the cases they are in."""

    code: str
    title: str
    source: str
    count: int
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in a list: whose case, what is found (message id and facts), and since when it holds (ISO)."""

    code: str
    case_id: int
    file_number: str
    surname: str
    given_name: str
    subject: str
    subject_id: int
    other_id: int
    since: str | None
    reason: Reason


def check(context: Context, rule: str | None = None, case: str | None = None) -> list[RuleResult]:
    """What each check finds today (with ``rule`` one of them, with ``case`` in one case); those that find nothing too.

    Raises ``InvalidInput`` for a code that is no check, and ``NotFound``.
    """
    wanted = [_known(rule)] if rule else [c.code for c in CHECKS]
    with context.store.read() as connection:
        case_id = _case(connection, case)
        today = context.clock.today().isoformat()
        counts = queries.counts(connection, today, case_id)
        return [RuleResult(code, CHECK_OF[code].title, CHECK_OF[code].source, counts.get(code, 0),
                           queries.cases(connection, code, today, case_id) if counts.get(code) else ()) for code in wanted]


def counts(context: Context) -> dict[str, int]:
    """How many findings each check has today, by its code."""
    with context.store.read() as connection:
        return queries.counts(connection, context.clock.today().isoformat(), None)


def findings(context: Context, code: str, *, limit: int = 100, offset: int = 0, case_id: int | None = None) -> list[Found]:
    """A part of the list that a count counts, in the order in which the cases were entered, each finding with its words."""
    with context.store.read() as connection:
        rows = queries.page(connection, code, context.clock.today().isoformat(), limit, offset, case_id)
        words = _words(connection, rows)
    return [Found(row.code, row.case_id, row.file_number, row.surname, row.given_name, row.subject, row.subject_id, row.other_id,
                  row.since or None, words.get((row.case_id, *_key_of(row)), (CHECK_OF[code].title, {}))) for row in rows]


def of_case(context: Context, case_id: int) -> list[Finding]:
    """What the checks find in one case today."""
    with context.store.read() as connection:
        found = case_facts(connection, [case_id])
    today = context.clock.today()
    return [f for f in check_case(found[case_id]) if f.since is None or f.since <= today] if case_id in found else []


def _words(connection: Connection, rows: Sequence[queries.FindingRow]) -> dict[tuple[object, ...], Reason]:
    known = case_facts(connection, list(dict.fromkeys(row.case_id for row in rows)))
    return {(case_id, f.code, f.subject, f.subject_id, f.other_id): f.reason
            for case_id, facts in known.items() for f in check_case(facts)}


def _key_of(row: queries.FindingRow) -> tuple[object, ...]:
    return row.code, row.subject, row.subject_id, row.other_id


def _known(code: str) -> str:
    wanted = code.strip().upper()
    if wanted not in CHECK_OF:
        raise InvalidInput(N_("There is no check «{check}». There are: {checks}"), code="no-check", check=wanted,
                           checks=", ".join(CHECK_OF))
    return wanted


def _case(connection: Connection, number: str | None) -> int | None:
    return None if number is None else case_id_of(connection, number)
