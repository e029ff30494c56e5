"""The unit of work: one intention, one transaction, one operation in the journal. The only way to write to a store.

``BEGIN IMMEDIATE`` takes the write lock at once (a transaction that reads first and writes later fails under load, whatever
the time-out). Leaving the block commits; an exception takes everything back.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from minori_tui.data import driver, lookup_index, lookup_lawyers
from minori_tui.data.store import Store
from minori_tui.data.tables import Recorded
from minori_tui.domain.errors import Conflict, StoreTrouble

Row = TypeVar("Row", bound=Recorded)


def _engine(store: Store) -> Any:
    """The writing engine of a store, made at the first write. Parameters never appear in its errors."""
    if store.engine is None:
        engine = create_engine("sqlite://", module=driver.module, creator=lambda: store.connect(8_192), poolclass=QueuePool,
                               pool_size=1, max_overflow=2, hide_parameters=True)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        store.engine = engine
    return store.engine


class Unit:
    """A write under way. ``op_id`` is its operation; cases and lawyers named in ``touched_*`` are indexed again at the end."""

    def __init__(self, store: Store, operator: str, operator_name: str, at: str, kind: str, subject: str | None = None, *,
                 reason: str | None = None) -> None:
        self.store, self.operator, self.operator_name, self.at = store, operator, operator_name, at
        self.kind, self.subject, self.reason = kind, subject, reason
        self.touched_cases: set[int] = set()
        self.touched_lawyers: set[int] = set()
        self.op_id = 0
        self._session: Session | None = None

    def __enter__(self) -> Self:
        self._connection = _engine(self.store).connect()
        try:
            self._connection.begin()
            # the driver's own connection, inside this transaction: a statement costs a quarter of what it does above it
            self.raw: driver.Connection = self._connection.connection.driver_connection
            self._before = dict(self.rows("SELECT name, seq FROM sqlite_sequence"))
            self.op_id = self._begin_operation(self._operator(), self.kind, self.subject)
        except BaseException as error:
            self._connection.close()  # else the next ones wait for it
            if isinstance(error, DBAPIError | driver.DatabaseError):
                raise self._trouble(error) from None
            raise
        return self

    def _begin_operation(self, operator_id: int | None, kind: str, subject: str | None) -> int:
        made = self.run("INSERT INTO operation (at, operator_id, kind, subject, reason) VALUES (?, ?, ?, ?, ?)",
                        (self.at, operator_id, kind, subject, self.reason))
        self.run("UPDATE journal_state SET op_id = ? WHERE id = 1", (made.lastrowid,))
        return int(made.lastrowid or 0)

    def _operator(self) -> int:
        """The operator at work; one seen for the first time is entered under an operation of its own."""
        found = self.rows("SELECT id FROM operator WHERE code = ?", (self.operator,))
        if found:
            return int(found[0][0])
        own = self._begin_operation(None, "operator.add", self.operator)
        self.run("INSERT INTO operator (version, op_id, code, name) VALUES (1, ?, ?, ?)",
                 (own, self.operator, self.operator_name or self.operator))
        self._note_inserts(own)
        return int(self.rows("SELECT id FROM operator WHERE code = ?", (self.operator,))[0][0])

    def name(self, subject: str) -> None:
        """Say what the operation is about, when that is known only now."""
        self.subject = subject
        self.run("UPDATE operation SET subject = ? WHERE id = ?", (subject, self.op_id))

    def takes_back(self, op_id: int) -> None:
        """Say which operation this one undoes, when that is known only inside the transaction."""
        self.run("UPDATE operation SET undoes = ? WHERE id = ?", (op_id, self.op_id))

    def run(self, sql: str, values: tuple[Any, ...] = ()) -> driver.Cursor:
        """One statement with bound values, straight to the driver."""
        return self.raw.execute(sql, values)

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """The rows of a query inside this transaction."""
        return self.raw.execute(sql, values).fetchall()

    def many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        """One statement for many rows (imports, demo): no objects are made."""
        if rows:
            self._connection.exec_driver_sql(sql, rows)

    def add(self, row: Row) -> Row:
        """A new row, with its id."""
        if self._session is None:
            self._session = Session(bind=self._connection, autoflush=False, expire_on_commit=False)
        row.op_id = self.op_id
        self._session.add(row)
        self._session.flush()
        return row

    def change(self, table: type[Recorded], row_id: int, version: int, **values: Any) -> None:
        """Write new values over a version of a row (the old image goes to the history).

        Raises ``Conflict`` when the row is no longer at ``version``: somebody else was faster.
        """
        written = {**values, "version": version + 1, "op_id": self.op_id}
        sets = ", ".join(f"{column} = ?" for column in written)
        done = self.run(f"UPDATE {table.__tablename__} SET {sets} WHERE id = ? AND version = ?",
                        (*written.values(), row_id, version))
        if done.rowcount != 1:
            raise Conflict("Somebody changed this record after you opened it. Nothing was changed: compare and try again.",
                           code="changed-meanwhile")

    def _note_inserts(self, op_id: int) -> None:
        """Write down which rows this operation made, from the counters of the tables."""
        after = dict(self.rows("SELECT name, seq FROM sqlite_sequence"))
        journal = {"operation", "operation_insert", "history", "access_entry", "import_batch", "import_row", "code"}
        ranges = [(op_id, table, self._before.get(table, 0) + 1, seq) for table, seq in sorted(after.items())
                  if table not in journal and seq > self._before.get(table, 0)]
        self.many("INSERT INTO operation_insert (op_id, tbl, first_id, last_id) VALUES (?, ?, ?, ?)", ranges)
        self._before = after

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._finish()
        except (DBAPIError, driver.DatabaseError) as problem:
            raise self._trouble(problem) from None
        finally:
            if self._session is not None:
                self._session.close()
            self._connection.close()  # takes back what was not committed
        if isinstance(error, DBAPIError | driver.DatabaseError):
            raise self._trouble(error) from None

    def _trouble(self, error: BaseException) -> StoreTrouble:
        """The sentence for an error of SQLAlchemy or of the driver under it (the index is written straight to the driver)."""
        return driver.trouble((error.orig or error) if isinstance(error, DBAPIError) else error, self.store.path)

    def _finish(self) -> None:
        if self.touched_cases:
            lookup_index.refresh_cases(self.raw, self.touched_cases)
            if not self.store.left_for_later(len(self.touched_cases)):
                lookup_index.merge_after(self.raw, len(self.touched_cases))
        if self.touched_lawyers:
            lookup_lawyers.refresh_lawyers(self.raw, self.touched_lawyers)
        self._note_inserts(self.op_id)
        self.run("UPDATE journal_state SET op_id = NULL WHERE id = 1")
        self._connection.commit()
        self.store.written()
