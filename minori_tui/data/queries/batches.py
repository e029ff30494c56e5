"""The writes of an import: rows by the thousand as tuples, updates that raise the version, the batch and its rows.

Everything runs inside the caller's unit of work. Rows are dicts made beforehand; a reference to a row that has no id yet is
that row's dict, and becomes its id here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from minori_tui.data.driver import Connection

if TYPE_CHECKING:
    from minori_tui.data.unit import Unit

Row = dict[str, Any]
Entry = tuple[int, str, str | None, int | None, str | None, str | None, int]
"""What is kept of rows of a file: line, verdict, table, id, field, code, and how many rows in a run."""

# In the order in which they are written (parents first): the columns, and which of them refer to rows of the same import.
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "operator": (("code", "name", "role"), ()),
    "person": (
        (
            "surname",
            "given_name",
            "match_key",
            "sex",
            "birth_date",
            "birth_place",
            "birth_place_code",
            "fiscal_code",
            "citizenship",
            "notes",
        ),
        (),
    ),
    "address": (("street", "municipality", "protected", "valid_from"), ("person_id",)),
    "contact": (("kind", "value", "match_key", "valid_from"), ("person_id",)),
    "relationship": (("kind",), ("person_id", "other_id")),
    "household": (("label",), ()),
    "household_member": (("role",), ("household_id", "person_id")),
    "schooling": (("school", "valid_from"), ("person_id",)),
    "case_file": (("file_number", "municipality", "msna", "notes"), ("person_id",)),
    "case_spell": (("opened_on", "closed_on", "closing_reason"), ("case_id",)),
    "referral": (("source", "received_on"), ("case_id",)),
    "assignment": (("role", "valid_from", "valid_to"), ("case_id", "operator_id")),
    "authority": (("name", "match_key", "kind", "seat", "pec", "valid_from", "valid_to"), ()),
    "court_order": (
        (
            "registry_number",
            "order_number",
            "match_key",
            "kind",
            "filed_on",
            "received_on",
            "occurred_at",
            "effective_on",
            "duration_months",
            "report_every_months",
            "due_on",
            "text",
        ),
        ("authority_id",),
    ),
    "order_child": (("case_id", "kind"), ("order_id",)),
    "order_parent": (("case_id", "parent", "person_id", "measure"), ("order_id",)),
    "intervention": (
        (
            "case_id",
            "kind",
            "planned_start",
            "started_on",
            "planned_end",
            "ended_on",
            "end_reason",
            "consent",
            "order_id",
            "provider",
            "facility_id",
            "family",
            "daily_fee",
            "notes",
        ),
        (),
    ),
    "home_support": (("weekly_minutes",), ("intervention_id",)),
    "supervised_contact": (("with_whom",), ("intervention_id",)),
    "foster_placement": (("nights_per_week",), ("intervention_id",)),
    "residential_placement": (("nights_per_week",), ("intervention_id",)),
    "event": (
        ("at", "kind", "nature", "outcome", "by_whom", "intervention", "intervention_id", "author", "reserved", "text"),
        ("case_id",),
    ),
    "facility": (
        (
            "facility_code",
            "name",
            "match_key",
            "kind",
            "family_type",
            "manager",
            "coordinator",
            "municipality",
            "address",
            "phone",
            "email",
            "pec",
            "places",
            "age_from",
            "age_to",
            "sex",
            "daily_fee",
            "notes",
        ),
        (),
    ),
    "lawyer": (
        (
            "surname",
            "given_name",
            "match_key",
            "fiscal_code",
            "title",
            "bar",
            "bar_number",
            "enrolled_on",
            "supreme_court",
            "email",
            "pec",
            "website",
            "languages",
            "subjects",
            "legal_aid",
            "minors_curator",
            "insurer",
            "insurance_expiry",
            "notes",
        ),
        (),
    ),
    "lawyer_office": (("firm", "address", "postcode", "city", "province", "phone", "mobile", "fax"), ("lawyer_id",)),
    "roster": (("term", "valid_from", "valid_to"), ()),
    "roster_entry": (("state", "joined_on", "left_on", "max_turns"), ("roster_id", "lawyer_id")),
}
SPILL_KIB = 32_768  # page cache while a large batch is written: pages that are written twice are encrypted twice


@dataclass(frozen=True, slots=True)
class Insert:
    """The new rows of one table, ready for the driver: the statement without its operation, and the tuples."""

    table: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def number(rows: dict[str, list[Row]], counters: dict[str, int]) -> None:
    """Give the new rows the next free ids of their tables."""
    for table, found in rows.items():
        for row_id, row in enumerate(found, counters.get(table, 0) + 1):
            row["id"] = row_id


def inserts(rows: dict[str, list[Row]]) -> list[Insert]:
    """The tuples of numbered rows, parents first; columns that no row fills are left out."""
    ready = []
    for table, (columns, references) in TABLES.items():
        found = rows.get(table)
        if not found:
            continue
        ready.append(_insert(table, references, columns, found))
    return ready


def _insert(table: str, references: tuple[str, ...], columns: tuple[str, ...], rows: list[Row]) -> Insert:
    """The tuples of one table; rows that all have every key are taken apart at once."""
    keys = tuple(rows[0])
    unlike = [row for row in rows if tuple(row) != keys]
    present = set(keys).union(*unlike)
    kept = tuple(c for c in columns if c in present)
    if references or len(kept) < 2 or not all(row.keys() >= set(kept) for row in unlike) or not set(keys).issuperset(kept):
        return Insert(table, ("id", *references, *kept), [_tuple(r, references, kept) for r in rows])
    return Insert(table, ("id", *kept), list(map(itemgetter("id", *kept), rows)))


def first_offices(lawyers: list[Row], first_id: int) -> Insert:
    """The offices that stand in the rows of new, numbered lawyers themselves."""
    columns = TABLES["lawyer_office"][0]
    rows = [(office, lawyer["id"], *map(lawyer.get, columns)) for office, lawyer in enumerate(lawyers, first_id)]
    return Insert("lawyer_office", ("id", "lawyer_id", *columns), rows)


def _tuple(row: Row, references: Sequence[str], columns: Sequence[str]) -> tuple[Any, ...]:
    heads = [row["id"]]
    for name in references:
        other = row[name]
        heads.append(other["id"] if isinstance(other, dict) else other)
    return (*heads, *map(row.get, columns))


def write_inserts(unit: Unit, ready: Iterable[Insert]) -> None:
    """Write the new rows."""
    unit.run(f"PRAGMA cache_size = -{SPILL_KIB}")
    for insert in ready:
        names = ", ".join(("version", "op_id", *insert.columns))
        marks = ", ".join("?" * len(insert.columns))
        unit.many(f"INSERT INTO {insert.table} ({names}) VALUES (1, {unit.op_id:d}, {marks})", insert.rows)


def _plain(value: Any) -> Any:
    """A value as the store keeps it: of a row of this import, its id."""
    return value["id"] if isinstance(value, dict) else value


def write_updates(unit: Unit, updates: dict[tuple[str, int], Row]) -> None:
    """Write new values over rows; those with the same columns go in one statement."""
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
    for (table, row_id), values in updates.items():
        columns = tuple(sorted(values))
        groups.setdefault((table, columns), []).append((*(_plain(values[c]) for c in columns), row_id))
    for (table, columns), rows in groups.items():
        sets = ", ".join(f"{c} = ?" for c in columns)
        unit.many(f"UPDATE {table} SET {sets}, version = version + 1, op_id = {unit.op_id:d} WHERE id = ?", rows)


def write_batch(
    unit: Unit,
    kind: str,
    file_name: str,
    sha256: str,
    mapping: dict[str, str],
    counts: dict[str, int],
    rows: list[Entry],
) -> int:
    """Write the batch and its rows; returns the batch's id."""
    unit.run(
        "INSERT INTO import_batch (op_id, kind, file_name, sha256, mapping, rows, new, changed, same, conflict, rejected) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            unit.op_id,
            kind,
            file_name,
            sha256,
            json.dumps(mapping, ensure_ascii=False),
            counts["rows"],
            counts["new"],
            counts["changed"],
            counts["same"],
            counts["conflict"],
            counts["rejected"],
        ),
    )
    batch = int(unit.rows("SELECT seq FROM sqlite_sequence WHERE name = 'import_batch'")[0][0])
    unit.many(
        "INSERT INTO import_row (batch_id, line, verdict, tbl, row_id, field, code, count) "
        f"VALUES ({batch:d}, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    return batch


@dataclass(frozen=True, slots=True)
class Origin:
    """A row of a file that made or changed a record (``new``, ``changed``) or met it in a ``conflict``."""

    batch: int
    file_name: str
    line: int
    verdict: str


def origins_of(connection: Connection, table: str, row_id: int) -> list[Origin]:
    """Which rows of which files a record comes from, the first import first."""
    return [
        Origin(*r)
        for r in connection.execute(
            "SELECT b.id, b.file_name, r.line + ?2 - r.row_id, r.verdict FROM import_row r JOIN import_batch b "
            "ON b.id = r.batch_id WHERE r.tbl = ?1 AND r.row_id <= ?2 AND r.row_id + r.count > ?2 ORDER BY b.id, r.line",
            (table, row_id),
        )
    ]


def cases_of_persons(connection: Connection, persons: Iterable[int]) -> set[int]:
    """The cases whose words in the lookup depend on these persons: their own, and those of related children."""
    found: set[int] = set()
    for person in persons:
        found.update(
            r[0]
            for r in connection.execute(
                "SELECT id FROM case_file WHERE person_id = ?1 UNION SELECT c.id FROM relationship r JOIN case_file c "
                "ON c.person_id = r.person_id WHERE r.other_id = ?1",
                (person,),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import as the history lists it; ``undone`` when its operation was taken back."""

    batch: int
    op_id: int
    at: str
    operator: str | None
    kind: str
    file_name: str
    rows: int
    new: int
    changed: int
    same: int
    conflict: int
    rejected: int


def batches(connection: Connection, limit: int = 1_000) -> list[BatchRow]:
    """The imports, the latest first."""
    return [
        BatchRow(*r)
        for r in connection.execute(
            "SELECT b.id, b.op_id, o.at, p.name, b.kind, b.file_name, b.rows, b.new, b.changed, b.same, b.conflict, b.rejected "
            "FROM import_batch b JOIN operation o ON o.id = b.op_id LEFT JOIN operator p ON p.id = o.operator_id "
            "ORDER BY b.id DESC LIMIT ?",
            (limit,),
        )
    ]
