"""Prints the SQL of the whole schema as the tables declare it: the raw material of a migration step.

Usage: ``python tools/make_schema.py > draft.sql``. Steps that were released are never edited; a test compares the steps
with the tables.
"""

from __future__ import annotations

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from minori_tui.data.tables import metadata
from minori_tui.data.triggers import history_triggers, recorded_tables

if __name__ == "__main__":
    dialect = sqlite.dialect()  # type: ignore[no-untyped-call]
    for table in metadata.sorted_tables:
        print(str(CreateTable(table).compile(dialect=dialect)).strip().replace("\t", "  ").replace(" \n", "\n") + ";\n")
        for index in sorted(table.indexes, key=lambda i: str(i.name)):
            print(str(CreateIndex(index).compile(dialect=dialect)).strip() + ";\n")
    for table in recorded_tables():
        print("\n\n".join(history_triggers(table.name, [c.name for c in table.columns])) + "\n")
