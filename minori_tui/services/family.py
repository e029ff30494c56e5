"""The family around a child: who belongs to it, how they are related, who lives with whom, who holds responsibility.

Reading logs nothing: the case was opened, which is logged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from minori_tui.data.queries import family as queries
from minori_tui.data.queries.family import BondRow, FamilyRows, MeasureRow, PersonRow, StayRow
from minori_tui.domain import family_tree
from minori_tui.domain.family_tree import TreeLine
from minori_tui.domain.kinship import Bond, Family, Kinship
from minori_tui.services.context import Context
from minori_tui.services.named import case_id_of

__all__ = ["BondRow", "FamilyView", "MeasureRow", "PersonRow", "StayRow", "around"]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """The family as it is recorded, with the answers that screens and commands give about it."""

    case_number: str
    rows: FamilyRows
    family: Family

    @property
    def child(self) -> int:
        """The person whose case it is."""
        return self.rows.child

    def tree(self) -> tuple[TreeLine, ...]:
        """The lines of the tree; the child is where it descends from its parents."""
        return family_tree.lines(self.child, self.family, {p.person_id: p.birth_date for p in self.rows.persons.values()})

    def tie(self, a: int, b: int) -> Kinship | None:
        """The closest recorded tie of two persons."""
        return self.family.related(a, b)

    def bond_with_child(self, person: int) -> BondRow | None:
        """What a person is recorded to be to the child, one that holds before one that has ended."""
        found = [b for b in self.rows.bonds if b.person_id == self.child and b.other_id == person]
        return min(found, key=lambda b: (b.valid_to is not None, b.bond_id), default=None)

    def homes(self, person: int, day: date) -> list[StayRow]:
        """In which households a person lives on a day."""
        iso = day.isoformat()
        return [s for s in self.rows.stays if s.person_id == person and (s.valid_from or "") <= iso
                and (s.valid_to is None or s.valid_to > iso)]

    def stays(self, person: int) -> list[StayRow]:
        """All the households of a person, the first ones first."""
        return sorted((s for s in self.rows.stays if s.person_id == person), key=lambda s: (s.valid_from or "", s.stay_id))

    def days(self) -> list[date]:
        """The days on which somebody of the households of the child came or went, in order."""
        own = {s.household_id for s in self.rows.stays if s.person_id == self.child}
        found = {day for s in self.rows.stays if s.household_id in own for day in (s.valid_from, s.valid_to) if day}
        return [date.fromisoformat(day) for day in sorted(found)]

    def responsibility(self, day: date) -> dict[str, MeasureRow]:
        """What courts decided about each parent, as far as it was known on a day: for each the latest order in force that
        says something. A parent that no order names is missing, which does not mean that responsibility is full."""
        iso = day.isoformat()
        held: dict[str, MeasureRow] = {}
        for row in self.rows.measures:  # in order of arrival; orders without a day first
            if (row.known_on or "") <= iso and (row.ended_on is None or row.ended_on > iso):
                held[row.parent] = row
        return held

    def responsible(self, person: int, day: date) -> MeasureRow | None:
        """What a court decided about one person as a parent of the child."""
        pair = {parent: role for role, parent in self.family.parents(self.child).items()}
        for role, row in self.responsibility(day).items():
            if row.person_id == person or (row.person_id is None and pair.get(person) == role):
                return row
        return None


def around(context: Context, number: str) -> FamilyView:
    """The family around the child of a case. Raises ``NotFound``."""
    with context.store.read() as connection:
        case_id = case_id_of(connection, number)
        found = connection.execute("SELECT person_id, file_number FROM case_file WHERE id = ?", (case_id,)).fetchone()
        rows = queries.family(connection, found[0])
    today = context.clock.today().isoformat()
    bonds = [Bond(b.person_id, b.other_id, b.kind, ended=b.valid_to is not None and b.valid_to <= today) for b in rows.bonds]
    return FamilyView(found[1], rows, Family(bonds))
