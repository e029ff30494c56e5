"""The family around a child: persons, bonds, households over time, and what courts decided about each parent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.data.many import chunks, marks

_KIN = ("mother", "father", "sibling", "half_sibling", "grandparent", "uncle_aunt", "spouse")
"""Bonds that lead on to further members of the family. A guardian, a teacher, a partner of a parent belongs to this child
alone: what they are to others is nobody's business here."""
_FARTHEST = 5
_MOST = 300
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of the family. Dates ISO. ``case_number``: the latest file of this person, ``protected``: the present address
    must not be shown."""

    person_id: int
    version: int
    surname: str
    given_name: str
    sex: str | None
    birth_date: str | None
    died_on: str | None
    notes: str | None
    case_number: str | None
    protected: int


@dataclass(frozen=True, slots=True)
class BondRow:
    """``other_id`` is ``kind`` to ``person_id``, from a day to a day."""

    bond_id: int
    version: int
    person_id: int
    other_id: int
    kind: str
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class StayRow:
    """A person in a household, ``[valid_from, valid_to)``."""

    stay_id: int
    version: int
    household_id: int
    label: str
    person_id: int
    role: str | None
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What an order says about one parent; ``known_on`` is the day it was received, else filed, else took effect."""

    order_id: int
    parent: str
    person_id: int | None
    measure: str
    note: str | None
    number: str | None
    kind: str
    authority: str
    known_on: str | None
    ended_on: str | None


@dataclass(frozen=True, slots=True)
class FamilyRows:
    """Everything about the family of one child."""

    child: int
    persons: dict[int, PersonRow]
    bonds: tuple[BondRow, ...]
    stays: tuple[StayRow, ...]
    measures: tuple[MeasureRow, ...]


def family(connection: Connection, child: int) -> FamilyRows:
    """The kin of a child as far as they are recorded, who else belongs to it, and who lived with it.

    Households in which somebody with a protected address lives now are left out, unless the child has lived there.
    """
    people, bonds = _gather(connection, child)
    stays = _in(connection, "SELECT m.id, m.version, m.household_id, h.label, m.person_id, m.role, m.valid_from, m.valid_to "
                "FROM household_member m JOIN household h ON h.id = m.household_id WHERE m.household_id IN ({}) ORDER BY m.id",
                [r[0] for r in connection.execute("SELECT household_id FROM household_member WHERE person_id = ?", (child,))])
    people |= {row[4] for row in stays}
    own = {row[2] for row in stays}
    persons = {row[0]: PersonRow(*row) for row in _in(
        connection, "SELECT p.id, p.version, p.surname, p.given_name, p.sex, p.birth_date, p.died_on, p.notes, "
        "(SELECT file_number FROM case_file c WHERE c.person_id = p.id ORDER BY c.id DESC LIMIT 1), "
        "EXISTS (SELECT 1 FROM address a WHERE a.person_id = p.id AND a.protected = 1 AND a.valid_to IS NULL) "
        "FROM person p WHERE p.id IN ({}) ORDER BY p.id", people)}
    elsewhere = _in(
        connection, "SELECT m.id, m.version, m.household_id, h.label, m.person_id, m.role, m.valid_from, m.valid_to, EXISTS ("
        "SELECT 1 FROM household_member o JOIN address a ON a.person_id = o.person_id WHERE o.household_id = m.household_id "
        "AND o.valid_to IS NULL AND a.valid_to IS NULL AND a.protected = 1) FROM household_member m "
        "JOIN household h ON h.id = m.household_id WHERE m.person_id IN ({}) ORDER BY m.id", people)
    stays += [row[:-1] for row in elsewhere if row[2] not in own and not row[-1] and not persons[row[4]].protected]
    return FamilyRows(child, persons, tuple(bonds), tuple(StayRow(*row) for row in stays), _measures(connection, child))


def _gather(connection: Connection, child: int) -> tuple[set[int], list[BondRow]]:
    """Who is reached from the child by bonds of kinship, generation by generation, and every bond among them."""
    people, new = {child}, {child}
    found: dict[int, BondRow] = {}
    for distance in range(_FARTHEST):
        rows = [BondRow(*row) for column in ("person_id", "other_id") for row in _in(
            connection, "SELECT id, version, person_id, other_id, kind, valid_from, valid_to FROM relationship WHERE "
            + column + " IN ({}) ORDER BY id", new)]
        before = set(people)
        for row in rows:
            of_child = distance == 0 and row.person_id == child
            if (row.kind in _KIN or of_child) and row.bond_id not in found:
                found[row.bond_id] = row
                people |= {row.person_id, row.other_id}
        led = {end for row in found.values() if row.kind in _KIN for end in (row.person_id, row.other_id)}
        new = (people - before) & led
        if not new or len(people) > _MOST:
            break
    return people, sorted(found.values(), key=lambda row: row.bond_id)


def _in(connection: Connection, sql: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """The rows of a query about some ids, a few hundred at a time."""
    wanted, rows = sorted(set(ids)), []
    for chunk in chunks(wanted, _CHUNK):
        rows += connection.execute(sql.format(marks(chunk)), chunk).fetchall()
    return rows


def _measures(connection: Connection, child: int) -> tuple[MeasureRow, ...]:
    return tuple(MeasureRow(*row) for row in connection.execute(
        "SELECT o.id, p.parent, p.person_id, p.measure, p.note, coalesce(o.order_number, o.registry_number), "
        "coalesce(c.kind, o.kind), a.name, coalesce(o.received_on, o.filed_on, o.effective_on) AS known_on, c.ended_on "
        "FROM order_parent p JOIN court_order o ON o.id = p.order_id JOIN authority a ON a.id = o.authority_id "
        "LEFT JOIN order_child c ON c.order_id = p.order_id AND c.case_id = p.case_id "
        "WHERE p.case_id IN (SELECT id FROM case_file WHERE person_id = ?) ORDER BY known_on, o.id, p.id", (child,)))


def persons_alike(connection: Connection, match_key: str, birth_date: str | None, limit: int = 8) -> list[PersonRow]:
    """Persons with a name (folded, joined), and those born on the same day whose name begins like it; the surest first."""
    begins = match_key[:4]
    return [PersonRow(*row) for row in connection.execute(
        "SELECT p.id, p.version, p.surname, p.given_name, p.sex, p.birth_date, p.died_on, p.notes, "
        "(SELECT file_number FROM case_file c WHERE c.person_id = p.id ORDER BY c.id DESC LIMIT 1), 0 FROM person p "
        "WHERE p.match_key = ?1 OR (p.match_key >= ?2 AND p.match_key < ?2 || '{' AND p.birth_date = ?3) "
        "ORDER BY p.match_key <> ?1, p.birth_date IS NOT ?3, p.id LIMIT ?4", (match_key, begins, birth_date, limit))]


def cases_showing(connection: Connection, person: int) -> list[int]:
    """The cases whose place in the lookup depends on a person: the own ones, and those of related children."""
    return [r[0] for r in connection.execute(
        "SELECT id FROM case_file WHERE person_id = ?1 UNION SELECT c.id FROM relationship r JOIN case_file c "
        "ON c.person_id = r.person_id WHERE r.other_id = ?1", (person,))]
