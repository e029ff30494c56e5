"""What timelines are made of beside the facts of the cases: entries of diaries, brothers and sisters, who is where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from minori_tui.data.driver import Connection
from minori_tui.data.many import chunks, marks
from minori_tui.domain.timeline import EventFacts


@dataclass(frozen=True, slots=True)
class Holder:
    """Where children are or by whom they are followed: ``sort`` is ``family``, ``facility`` or ``provider``; how many cases."""

    sort: str
    name: str
    cases: int


_NAME = {"family": "i.family", "facility": "f.name", "provider": "i.provider"}


def events(connection: Connection, case_ids: Sequence[int], *, reserved: bool = True) -> dict[int, list[EventFacts]]:
    """The diary entries of cases by case id, in the order of their moments; reserved ones only when asked."""
    found: dict[int, list[EventFacts]] = {}
    wanted = "" if reserved else " AND reserved = 0"
    for chunk in chunks(case_ids):
        for row in connection.execute(
                "SELECT case_id, id, at, kind, outcome, by_whom, intervention, intervention_id, reserved, text FROM event "
                f"WHERE case_id IN ({marks(chunk)}){wanted} ORDER BY case_id, at, id", chunk):
            found.setdefault(row[0], []).append(EventFacts(
                row[1], row[2], row[3], row[4], row[5], row[6], row[7], bool(row[8]), row[9]))
    return found


def siblings(connection: Connection, case_id: int) -> list[int]:
    """The cases of the children who live, or lived, in a household of this child, and of the brothers and sisters on record;
    the eldest first, without the case itself. Only the latest case of each."""
    return [row[0] for row in connection.execute(
        "WITH child AS (SELECT person_id FROM case_file WHERE id = ?1), other AS ("
        "SELECT m.person_id FROM household_member m WHERE m.household_id IN "
        "(SELECT h.household_id FROM household_member h JOIN child ON child.person_id = h.person_id) "
        "UNION SELECT r.other_id FROM relationship r JOIN child ON child.person_id = r.person_id "
        "WHERE r.kind IN ('sibling', 'half_sibling') "
        "UNION SELECT r.person_id FROM relationship r JOIN child ON child.person_id = r.other_id "
        "WHERE r.kind IN ('sibling', 'half_sibling')) "
        "SELECT max(c.id) FROM case_file c JOIN other ON other.person_id = c.person_id JOIN person p ON p.id = c.person_id "
        "WHERE c.person_id NOT IN (SELECT person_id FROM child) GROUP BY c.person_id "
        "ORDER BY p.birth_date IS NULL, p.birth_date, max(c.id)", (case_id,))]


def cases_of_operator(connection: Connection, code: str) -> list[int]:
    """The cases that an operator follows now, by the child's name."""
    return [row[0] for row in connection.execute(
        "SELECT c.id FROM case_file c JOIN person p ON p.id = c.person_id WHERE c.id IN "
        "(SELECT a.case_id FROM assignment a JOIN operator o ON o.id = a.operator_id WHERE o.code = ? AND a.valid_to IS NULL) "
        "AND EXISTS (SELECT 1 FROM case_spell s WHERE s.case_id = c.id AND s.closed_on IS NULL) "
        "ORDER BY p.match_key, c.id", (code,))]


def cases_at(connection: Connection, sort: str, name: str) -> list[int]:
    """The cases with an intervention at a family, facility or provider, in the order of their first one."""
    return [row[0] for row in connection.execute(
        f"SELECT i.case_id FROM intervention i LEFT JOIN facility f ON f.id = i.facility_id WHERE {_NAME[sort]} = ? "
        "GROUP BY i.case_id ORDER BY min(coalesce(i.started_on, i.planned_start)), i.case_id", (name,))]


def holders(connection: Connection) -> list[Holder]:
    """Every family, facility and provider that has or had an intervention, by name."""
    found = []
    for sort, column in _NAME.items():
        found += [Holder(sort, name, count) for name, count in connection.execute(
            f"SELECT {column}, count(DISTINCT i.case_id) FROM intervention i LEFT JOIN facility f ON f.id = i.facility_id "
            f"WHERE {column} IS NOT NULL GROUP BY 1")]
    return sorted(found, key=lambda holder: (holder.name.casefold(), holder.sort))


def known_names(connection: Connection, case_id: int) -> list[tuple[str, str]]:
    """The names (surname, given name) of the child, of those related to it and of those who have a part in its proceeding."""
    found = connection.execute(
        "WITH child AS (SELECT person_id FROM case_file WHERE id = ?1) "
        "SELECT p.surname, p.given_name FROM person p WHERE p.id IN (SELECT person_id FROM child "
        "UNION SELECT r.other_id FROM relationship r JOIN child ON child.person_id = r.person_id "
        "UNION SELECT r.person_id FROM relationship r JOIN child ON child.person_id = r.other_id "
        "UNION SELECT m.person_id FROM household_member m WHERE m.household_id IN "
        "(SELECT h.household_id FROM household_member h JOIN child ON child.person_id = h.person_id)) "
        "UNION SELECT name, '' FROM legal_role WHERE case_id = ?1", (case_id,)).fetchall()
    return [(surname, given) for surname, given in found]


def first_day(connection: Connection, case_ids: Sequence[int]) -> str | None:
    """The first day (ISO) of any intervention of the cases."""
    found = []
    for chunk in chunks(case_ids):
        found += connection.execute("SELECT min(coalesce(started_on, planned_start)) FROM intervention "
                                    f"WHERE case_id IN ({','.join('?' * len(chunk))})", chunk).fetchone()
    return min(filter(None, found), default=None)


def families(connection: Connection, case_id: int) -> set[str]:
    """The foster families, as written, of a case."""
    return {row[0] for row in connection.execute(
        "SELECT DISTINCT family FROM intervention WHERE case_id = ? AND family IS NOT NULL", (case_id,))}
