"""What the checks found, as it is kept beside the lookup: counts and pages, each by one index."""

from __future__ import annotations

from dataclasses import dataclass

from minori_tui.data.driver import Connection


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding and whose case it is in. ``since`` is ISO, empty when it holds whatever the day."""

    code: str
    case_id: int
    file_number: str
    surname: str
    given_name: str
    subject: str
    subject_id: int
    other_id: int
    since: str


def counts(connection: Connection, day: str, case_id: int | None) -> dict[str, int]:
    """The findings of each check that hold on a day, in one case or in all."""
    where, values = ("AND case_id = ?", (day, case_id)) if case_id is not None else ("", (day,))
    return dict(connection.execute(f"SELECT code, count(*) FROM lookup_finding WHERE since <= ? {where} GROUP BY code",
                                   values).fetchall())


def cases(connection: Connection, code: str, day: str, case_id: int | None) -> tuple[str, ...]:
    """The file numbers of the cases a check finds something in, each once, in their order."""
    where, values = ("AND case_id = ?", (code, day, case_id)) if case_id is not None else ("", (code, day))
    return tuple(r[0] for r in connection.execute(
        "SELECT file_number FROM case_file WHERE id IN "
        f"(SELECT case_id FROM lookup_finding WHERE code = ? AND since <= ? {where}) ORDER BY file_number", values))


def page(connection: Connection, code: str, day: str, limit: int, offset: int, case_id: int | None = None) -> list[FindingRow]:
    """A part of the findings of a check, of one case or of all, in the order in which the cases were entered."""
    where, values = ("AND case_id = ?", (code, day, case_id)) if case_id is not None else ("", (code, day))
    return [FindingRow(*r) for r in connection.execute(
        "SELECT x.code, x.case_id, c.file_number, p.surname, p.given_name, x.subject, x.subject_id, x.other_id, x.since "
        f"FROM (SELECT * FROM lookup_finding WHERE code = ? AND since <= ? {where} "
        "ORDER BY code, case_id, subject, subject_id, other_id LIMIT ? OFFSET ?) x "
        "JOIN case_file c ON c.id = x.case_id JOIN person p ON p.id = c.person_id "
        "ORDER BY x.case_id, x.subject, x.subject_id, x.other_id", (*values, limit, offset))]
