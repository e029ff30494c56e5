"""One case as it stands: the child, the family, the spells, who follows it, and the diary. Plain rows, no objects of the ORM."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from minori_tui.data.driver import Connection


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody related to the child: what they are, their name, how to reach them."""

    person_id: int
    kind: str
    surname: str
    given_name: str
    birth_date: str | None
    phones: tuple[str, ...]
    case_number: str | None  # the file of a brother or sister who has one


@dataclass(frozen=True, slots=True)
class SpellRow:
    """A period in which the case was open (ISO dates)."""

    spell_id: int
    version: int
    opened_on: str
    closed_on: str | None
    closing_reason: str | None
    closing_note: str | None


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """Who followed the case, as what, from when to when (ISO dates)."""

    assignment_id: int
    version: int
    role: str
    operator_id: int
    operator: str
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A report of concern: code of the source (or the text as given), and the day it was received."""

    source: str | None
    received_on: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything the card of a case shows. Dates ISO, codes as stored, unknown None. ``versions`` guard a later change."""

    case_id: int
    person_id: int
    file_number: str
    surname: str
    given_name: str
    sex: str | None
    birth_date: str | None
    birth_place: str | None
    fiscal_code: str | None
    citizenship: str | None
    municipality: str | None
    msna: int | None
    review_on: str | None
    legal_situation: str | None
    strengths: str | None
    notes: str | None
    address: str | None
    protected_address: int
    phones: tuple[str, ...]
    email: str | None
    school: str | None
    household: str | None
    relatives: tuple[Relative, ...]
    spells: tuple[SpellRow, ...]
    assignments: tuple[AssignmentRow, ...]
    referrals: tuple[ReferralRow, ...]
    versions: dict[str, tuple[int, int]]  # table -> (row id, version) of the rows the form changes
    next_due: str | None = None  # what the service must do next: the day, and the code of the rule
    due_rule: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether a spell has no end."""
        return any(s.closed_on is None for s in self.spells)

    @property
    def worker(self) -> str | None:
        """The social worker of now, else whoever follows the case."""
        current = [a for a in self.assignments if a.valid_to is None]
        chosen = [a for a in current if a.role == "social_worker"] or current
        return chosen[0].operator if chosen else None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One entry of the diary. ``at`` is ISO to the day or to the minute."""

    event_id: int
    version: int
    at: str
    kind: str
    nature: str | None
    outcome: str | None
    by_whom: str | None
    intervention: str | None
    author: str | None
    reserved: int
    text: str | None


_EVENT = "id, version, at, kind, nature, outcome, by_whom, intervention, author, reserved, text"


def case_id_of(connection: Connection, number: str) -> int | None:
    """The case with a file number, however it is written: ``2026/0142``, ``2026/142``, ``142/2026``."""
    found = connection.execute("SELECT id FROM case_file WHERE file_number = ?", (number.strip(),)).fetchone()
    if found:
        return int(found[0])
    match = re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", number)
    if not match:
        return None
    for year, count in (match.groups(), match.groups()[::-1]):
        written = {f"{year}/{int(count):0{width}d}" for width in range(1, 7)}
        marks = ",".join("?" * len(written))
        found = connection.execute(f"SELECT id FROM case_file WHERE file_number IN ({marks})", sorted(written)).fetchone()
        if found:
            return int(found[0])
    return None


def case_view(connection: Connection, case_id: int) -> CaseView | None:
    """The case as it stands now, or None."""
    row = connection.execute(
        "SELECT c.id, c.person_id, c.file_number, p.surname, p.given_name, p.sex, p.birth_date, p.birth_place, p.fiscal_code, "
        "p.citizenship, c.municipality, c.msna, c.review_on, c.legal_situation, c.strengths, c.notes, c.version, p.version "
        "FROM case_file c JOIN person p ON p.id = c.person_id WHERE c.id = ?", (case_id,)).fetchone()
    if row is None:
        return None
    person = row[1]
    versions = {"case_file": (row[0], row[16]), "person": (person, row[17])}
    address = _current(connection, "address", "street, protected", person, versions)
    school = _current(connection, "schooling", "school", person, versions)
    phones, email = _contacts(connection, person)
    home = connection.execute("SELECT h.label FROM household h JOIN household_member m ON m.household_id = h.id "
                              "WHERE m.person_id = ? AND m.valid_to IS NULL ORDER BY m.id DESC", (person,)).fetchone()
    due = connection.execute("SELECT next_due, due_rule FROM lookup_case WHERE case_id = ?", (case_id,)).fetchone()
    values: dict[str, Any] = dict(zip(CaseView.__dataclass_fields__, row[:16], strict=False))
    return CaseView(
        **values, address=address[0] if address else None, protected_address=address[1] if address else 0, phones=phones,
        email=email, school=school[0] if school else None, household=home[0] if home else None,
        relatives=_relatives(connection, person), spells=_spells(connection, case_id),
        assignments=_assignments(connection, case_id),
        referrals=tuple(ReferralRow(*r) for r in connection.execute(
            "SELECT source, received_on, note FROM referral WHERE case_id = ? ORDER BY received_on, id", (case_id,))),
        versions=versions, next_due=due and due[0], due_rule=due and due[1])


def _current(connection: Connection, table: str, columns: str, person: int,
             versions: dict[str, tuple[int, int]]) -> tuple[Any, ...] | None:
    """The row of a person that has no end; its id and version are noted."""
    row = connection.execute(f"SELECT id, version, {columns} FROM {table} WHERE person_id = ? AND valid_to IS NULL "
                             "ORDER BY valid_from DESC, id DESC LIMIT 1", (person,)).fetchone()
    if row is None:
        return None
    versions[table] = (row[0], row[1])
    return tuple(row[2:])


def _contacts(connection: Connection, person: int) -> tuple[tuple[str, ...], str | None]:
    rows = connection.execute("SELECT kind, value FROM contact WHERE person_id = ? AND valid_to IS NULL ORDER BY id",
                              (person,)).fetchall()
    emails = [value for kind, value in rows if kind in ("email", "pec")]
    return tuple(value for kind, value in rows if kind in ("phone", "mobile")), emails[0] if emails else None


def _relatives(connection: Connection, person: int) -> tuple[Relative, ...]:
    rows = connection.execute(
        "SELECT r.other_id, r.kind, o.surname, o.given_name, o.birth_date, "
        "(SELECT file_number FROM case_file WHERE person_id = r.other_id ORDER BY id DESC LIMIT 1) "
        "FROM relationship r JOIN person o ON o.id = r.other_id WHERE r.person_id = ? AND r.valid_to IS NULL "
        "ORDER BY r.kind <> 'mother', r.kind <> 'father', o.birth_date, r.id", (person,)).fetchall()
    return tuple(Relative(r[0], r[1], r[2], r[3], r[4], _contacts(connection, r[0])[0], r[5]) for r in rows)


def _spells(connection: Connection, case_id: int) -> tuple[SpellRow, ...]:
    return tuple(SpellRow(*r) for r in connection.execute(
        "SELECT id, version, opened_on, closed_on, closing_reason, closing_note FROM case_spell WHERE case_id = ? "
        "ORDER BY opened_on, id", (case_id,)))


def _assignments(connection: Connection, case_id: int) -> tuple[AssignmentRow, ...]:
    return tuple(AssignmentRow(*r) for r in connection.execute(
        "SELECT a.id, a.version, a.role, a.operator_id, o.name, a.valid_from, a.valid_to FROM assignment a "
        "JOIN operator o ON o.id = a.operator_id WHERE a.case_id = ? ORDER BY a.valid_to IS NOT NULL, a.valid_from DESC, a.id",
        (case_id,)))


def diary(connection: Connection, case_id: int, *, limit: int = 200, before: tuple[str, int] | None = None) -> list[EventRow]:
    """The diary, the latest entry first; ``before`` (moment, id) continues where a page ended."""
    condition, values = ("AND (at, id) < (?, ?)", before) if before else ("", ())
    return [EventRow(*r) for r in connection.execute(
        f"SELECT {_EVENT} FROM event WHERE case_id = ? {condition} ORDER BY at DESC, id DESC LIMIT ?", (case_id, *values, limit))]


def event(connection: Connection, event_id: int) -> tuple[EventRow, int] | None:
    """One entry of the diary and the case it belongs to."""
    row = connection.execute(f"SELECT {_EVENT}, case_id FROM event WHERE id = ?", (event_id,)).fetchone()
    return (EventRow(*row[:-1]), row[-1]) if row else None


def codes(connection: Connection, name: str, day: str) -> list[tuple[str, str, str]]:
    """The codes of a list that may be used on a day: (code, Italian label, English label)."""
    return [(r[0], r[1], r[2]) for r in connection.execute(
        "SELECT code, label_it, label_en FROM code WHERE list = ? AND (valid_from IS NULL OR valid_from <= ?) "
        "AND (valid_to IS NULL OR valid_to > ?) ORDER BY position, id", (name, day, day))]


def operators(connection: Connection) -> list[tuple[int, str, str]]:
    """The operators at work: (id, code, name)."""
    return [(r[0], r[1], r[2]) for r in connection.execute(
        "SELECT id, code, name FROM operator WHERE active_to IS NULL ORDER BY name, id")]
