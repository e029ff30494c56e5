"""Rows on their way to the store: kept by table with the ids they will have, written in bulk in the order of the references."""

from __future__ import annotations

from typing import Any

from minori_tui.data.unit import Unit

# Tables in the order in which their rows may be written, with the columns that are given; the others stay unknown.
COLUMNS = {
    "operator": ("code", "name", "role", "active_from", "active_to"),
    "person": ("surname", "given_name", "match_key", "sex", "birth_date", "birth_place", "birth_place_code", "fiscal_code",
               "citizenship"),
    "household": ("label",),
    "address": ("person_id", "street", "postcode", "municipality", "protected", "valid_from", "valid_to"),
    "contact": ("person_id", "kind", "value", "match_key", "valid_from"),
    "relationship": ("person_id", "other_id", "kind", "valid_from"),
    "household_member": ("household_id", "person_id", "role", "valid_from", "valid_to"),
    "schooling": ("person_id", "school", "valid_from", "valid_to"),
    "case_file": ("file_number", "person_id", "municipality", "msna", "review_on", "legal_situation", "strengths", "notes"),
    "case_spell": ("case_id", "opened_on", "closed_on", "closing_reason", "closing_note"),
    "assignment": ("case_id", "operator_id", "role", "valid_from", "valid_to"),
    "referral": ("case_id", "source", "received_on", "note"),
    "event": ("case_id", "at", "kind", "nature", "outcome", "by_whom", "author", "author_id", "reserved", "text"),
    "facility": ("facility_code", "name", "match_key", "kind", "family_type", "coordinator", "municipality", "address",
                 "phone", "email", "places", "age_from", "age_to", "daily_fee"),
    "lawyer": ("surname", "given_name", "match_key", "fiscal_code", "title", "bar", "bar_number", "enrolled_on",
               "supreme_court", "email", "pec", "languages", "subjects", "legal_aid", "minors_curator", "insurer",
               "insurance_expiry"),
    "lawyer_office": ("lawyer_id", "firm", "address", "postcode", "city", "province", "phone", "mobile", "valid_from",
                      "valid_to"),
    "roster": ("term", "valid_from", "valid_to", "act"),
    "roster_entry": ("roster_id", "lawyer_id", "state", "joined_on", "left_on", "max_turns", "note"),
}
FULL = 8_000  # rows of one table that are held before they are written


class Rows:
    """The rows of one table that wait to be written."""

    __slots__ = ("_op_id", "first", "last", "rows")

    def __init__(self, op_id: int, last: int) -> None:
        self._op_id, self.first, self.last = op_id, last, last
        self.rows: list[tuple[Any, ...]] = []

    def put(self, *values: Any) -> int:
        """Keep a row, in the order of ``COLUMNS``; returns the id it will have."""
        self.last = row_id = self.last + 1
        self.rows.append((row_id, self._op_id, *values))
        return row_id


class Sink:
    """The tables to be filled, within one unit of work. Nobody else writes meanwhile, so ids are known beforehand."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        seen = dict(unit.rows("SELECT name, seq FROM sqlite_sequence"))
        self._tables = {name: Rows(unit.op_id, seen.get(name, 0)) for name in COLUMNS}
        self._sql = {name: f"INSERT INTO {name} (id, version, op_id, {', '.join(columns)}) "
                           f"VALUES (?, 1, ?{', ?' * len(columns)})" for name, columns in COLUMNS.items()}

    def __getitem__(self, table: str) -> Rows:
        return self._tables[table]

    def flush_when_full(self) -> None:
        """Write what is held if it has become much, so that memory stays bounded at any size."""
        if len(self._tables["person"].rows) >= FULL or len(self._tables["event"].rows) >= FULL:
            self.flush()

    def flush(self) -> None:
        """Write everything that is held."""
        for name, table in self._tables.items():
            self._unit.many(self._sql[name], table.rows)
            table.rows.clear()

    def counts(self) -> dict[str, int]:
        """How many rows were given to each table."""
        return {name: table.last - table.first for name, table in self._tables.items()}
