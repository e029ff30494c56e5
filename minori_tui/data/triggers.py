"""The triggers that keep history: pure SQL, because functions of the program fail under ``trusted_schema=OFF``.

They are part of the migration steps (as text, like every released step); this module says what they must look like, and a
test compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Table


def recorded_tables() -> list[Table]:
    """The tables with personal data: those whose rows carry the operation that wrote them."""
    from minori_tui.data.tables import metadata

    return [t for t in metadata.sorted_tables if {"op_id", "version"} <= set(t.columns.keys())]


def journal_guards() -> list[str]:
    """The triggers that let the journal itself only grow: its rows are neither changed nor removed, not even by INSERT OR
    REPLACE (which removes first, as long as ``recursive_triggers`` is on). An operation may be named while it is under way.
    """
    refuse = "BEGIN\n  SELECT RAISE(ABORT, 'the journal only grows');\nEND;"
    tables = ("history", "operation", "operation_insert", "access_entry")
    under_way = {"operation": "\n  WHEN OLD.id IS NOT (SELECT op_id FROM journal_state) OR NEW.id <> OLD.id"}
    return [sql for table in tables for sql in (
        f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE ON {table}{under_way.get(table, '')} {refuse}",
        f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} {refuse}")]


def history_triggers(table: str, columns: list[str]) -> list[str]:
    """The two triggers of a table.

    On update and delete the old image goes to ``history`` under the operation that is under way; an update that does not
    carry that operation, or does not raise the version, is refused, whoever writes it.
    """
    image = ", ".join(f"'{c}', OLD.{c}" for c in columns)
    keep = (f"INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), '{table}', OLD.id, "
            f"'%s', json_object({image}));")
    return [
        f"CREATE TRIGGER {table}_keep_old AFTER UPDATE ON {table} BEGIN\n"
        f"  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id\n"
        f"    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;\n"
        f"  {keep % 'U'}\nEND;",
        f"CREATE TRIGGER {table}_keep_removed AFTER DELETE ON {table} BEGIN\n  {keep % 'D'}\nEND;",
    ]
