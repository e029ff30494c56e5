"""Lawyers and the rosters of the terms, for reading. A roster is a term; a lawyer is one person across terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from minori_tui.data.queries import lawyers as queries
from minori_tui.data.queries.lawyers import LawyerDetail, LawyerHit, RosterRow
from minori_tui.domain.errors import InvalidInput, NotFound
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.journal import note_access

__all__ = ["LawyerDetail", "LawyerHit", "RosterRow", "RosterView", "lawyer", "lawyers", "roster", "rosters"]

NAMED = 5
"""Lawyers named when several answer to the same words."""


@dataclass(frozen=True, slots=True)
class RosterView:
    """The roster of a term: its days (ISO, both included), the act that made it, how many lawyers ever were on it."""

    term: str
    valid_from: str
    valid_to: str
    act: str | None
    lawyers: int
    current: bool


def rosters(context: Context) -> list[RosterView]:
    """Every roster, the latest first; ``current`` on the day that counts as today."""
    today = context.clock.today().isoformat()
    with context.store.read() as connection:
        rows = connection.execute(
            "SELECT r.term, r.valid_from, r.valid_to, r.act, count(DISTINCT e.lawyer_id) FROM roster r "
            "LEFT JOIN roster_entry e ON e.roster_id = r.id GROUP BY r.id ORDER BY r.valid_from DESC, r.id DESC").fetchall()
    return [RosterView(row[0], row[1], row[2], row[3], row[4], row[1] <= today <= row[2]) for row in rows]


def roster(context: Context, term: str, on: date | None = None) -> tuple[RosterView, list[RosterRow]]:
    """A roster and its lawyers by name; with ``on`` only those that are on it that day. Raises ``NotFound``."""
    known = rosters(context)
    found = next((r for r in known if r.term == term.strip()), None)
    if found is None:
        raise NotFound(N_("There is no roster {term}. There are: {terms}"), code="no-roster", term=term,
                       terms=", ".join(r.term for r in known) or "-")
    with context.store.read() as connection:
        return found, queries.roster_rows(connection, found.term, on)


def lawyers(context: Context, text: str = "", limit: int = 50) -> list[LawyerHit]:
    """The lawyers that answer to the words (everybody by name when there are none)."""
    with context.store.read() as connection:
        return queries.search(connection, text, limit)


def lawyer(context: Context, wanted: str) -> LawyerDetail:
    """One lawyer, by number or by words that only one answers to. The opening is written down first.

    Raises ``NotFound``, and ``InvalidInput`` when several answer.
    """
    lawyer_id = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else _only(context, wanted)
    with context.store.read() as connection:
        found = queries.get(connection, lawyer_id)
    if found is None:
        raise NotFound(N_("There is no lawyer {wanted}."), code="no-lawyer", wanted=wanted)
    note_access(context, "open", "lawyer", lawyer_id)
    return found


def _only(context: Context, words: str) -> int:
    """The number of the one lawyer that answers to the words."""
    hits = lawyers(context, words, NAMED + 1) if words.strip() else []
    if not hits:
        raise NotFound(N_("There is no lawyer {wanted}."), code="no-lawyer", wanted=words)
    if len(hits) > 1:
        names = "; ".join(f"{h.id} {h.surname} {h.given_name}" for h in hits[:NAMED])
        raise InvalidInput(N_("Several lawyers answer to {wanted}: say the number ({names})"), code="several-lawyers",
                           wanted=words, names=names + ("…" if len(hits) > NAMED else ""))
    return hits[0].id
