"""A short way to fill a store with invented people, for tests of reading: plain rows, written under one operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from minori_tui.data import lookup_index
from minori_tui.data.driver import Connection
from minori_tui.domain.text import fold


@dataclass(frozen=True)
class Kin:
    """Somebody of a child's family, with a telephone."""

    kind: str
    surname: str
    given: str
    phone: str = ""


@dataclass(frozen=True)
class Child:
    """A child and the case, as the test needs them."""

    surname: str
    given: str
    number: str
    born: str | None = "2015-05-05"
    code: str | None = None
    sex: str | None = "F"
    town: str = "C800"
    street: str = ""
    phone: str = ""
    msna: int = 0
    review: str | None = None
    closed: str | None = None
    worker: str = ""
    kin: tuple[Kin, ...] = field(default=())


@contextmanager
def operation(connection: Connection) -> Iterator[int]:
    """A write under one operation, committed at the end."""
    connection.execute("BEGIN IMMEDIATE")
    op = connection.execute("INSERT INTO operation (at, kind) VALUES ('2026-01-01T00:00:00.000Z', 'test')").lastrowid
    connection.execute("UPDATE journal_state SET op_id = ?", (op,))
    yield op
    connection.execute("UPDATE journal_state SET op_id = NULL")
    connection.execute("COMMIT")


def _add(connection: Connection, table: str, op: int, **values: object) -> int:
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    return int(connection.execute(f"INSERT INTO {table} (version, op_id, {names}) VALUES (1, {op}, {marks})",
                                  tuple(values.values())).lastrowid or 0)


def _person(connection: Connection, op: int, surname: str, given: str, phone: str, **more: object) -> int:
    person = _add(connection, "person", op, surname=surname, given_name=given, match_key=fold(f"{surname} {given}"), **more)
    if phone:
        _add(connection, "contact", op, person_id=person, kind="phone", value=phone,
             match_key="".join(c for c in phone if c.isdigit()))
    return person


def add_children(connection: Connection, children: Iterable[Child], *, index: bool = True) -> dict[str, int]:
    """Write children and their cases; gives the id of each case by file number."""
    found: dict[str, int] = {}
    with operation(connection) as op:
        operators = dict(connection.execute("SELECT code, id FROM operator").fetchall())
        for child in children:
            person = _person(connection, op, child.surname, child.given, child.phone, birth_date=child.born,
                             fiscal_code=child.code, sex=child.sex)
            for kin in child.kin:
                other = _person(connection, op, kin.surname, kin.given, kin.phone)
                _add(connection, "relationship", op, person_id=person, other_id=other, kind=kin.kind)
            if child.street:
                _add(connection, "address", op, person_id=person, street=child.street, municipality=child.town, protected=0)
            case = _add(connection, "case_file", op, file_number=child.number, person_id=person, municipality=child.town,
                        msna=child.msna, review_on=child.review)
            _add(connection, "case_spell", op, case_id=case, opened_on="2020-01-01", closed_on=child.closed)
            if child.worker:
                if child.worker not in operators:
                    operators[child.worker] = _add(connection, "operator", op, code=child.worker, name=child.worker)
                _add(connection, "assignment", op, case_id=case, operator_id=operators[child.worker], role="social_worker",
                     valid_from="2020-01-01")
            found[child.number] = case
        if index:
            lookup_index.refresh_cases(connection, found.values())
    return found


def lookup_tables(connection: Connection) -> dict[str, Sequence[tuple[object, ...]]]:
    """Everything the lookup keeps, in an order that can be compared; of the full-text indexes their words and places."""
    found: dict[str, Sequence[tuple[object, ...]]] = {}
    for table in ("lookup_case", "lookup_word", "lookup_near", "lookup_due", "lookup_due_mine", "lookup_finding"):
        found[table] = sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
    for table in ("lookup_text", "lookup_code", "lookup_lawyer"):
        connection.execute(f"CREATE VIRTUAL TABLE temp.{table}_words USING fts5vocab (main, {table}, instance)")
        found[table] = sorted({(term, doc) for term, doc, *_ in connection.execute(f"SELECT * FROM temp.{table}_words")})
        connection.execute(f"DROP TABLE temp.{table}_words")
    return found
