"""The store's version: numbered steps forward, one transaction each time, a verified copy first, a newer file refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from minori_tui.data.driver import APPLICATION_ID, PLAIN_HEADER, Connection, sentences
from minori_tui.domain.errors import StoreTrouble

PAGE = 4_096  # bytes of a page of an archive


STEPS = Path(__file__).with_name("migrations")  # importlib.resources would load zipfile before the first paint


def steps() -> list[tuple[int, str]]:
    """The migration steps in order: (number, SQL)."""
    found = [(int(f.name[:4]), f.read_text("utf-8")) for f in STEPS.iterdir() if f.name.endswith(".sql")]
    return sorted(found)


def latest() -> int:
    """The version this program writes, from the names of the steps alone (nothing is read)."""
    return max(int(f.name[:4]) for f in STEPS.iterdir() if f.name.endswith(".sql"))


def version(connection: Connection) -> int:
    """The version of an open store (0 = empty file)."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_header(path: Path, *, known: bool) -> None:
    """Refuse a file that is plain SQLite, and a text without a keyring: an archive is encrypted from its first byte.

    ``known`` says whether a keyring lies beside it. Less than a page would be taken for a new database: refused too.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(PAGE)
    except OSError:
        raise StoreTrouble("The archive {file} cannot be opened: check the folder and its permissions.",
                           code="cannot-open", file=str(path)) from None
    if start.startswith(PLAIN_HEADER):
        raise StoreTrouble("The file {file} is a database, but not an archive of Minori. Nothing was changed.",
                           code="not-ours", file=str(path))
    if len(start) < PAGE and known:
        raise StoreTrouble("The archive {file} is damaged. Nothing was changed: restore a backup with "
                           "«minori store restore».", code="damaged", file=str(path))
    if not known and _is_text(start):
        raise StoreTrouble("The file {file} is not an archive of Minori. Nothing was changed.", code="not-ours", file=str(path))


def check_identity(connection: Connection, path: Path) -> int:
    """The store's version; refuses files of other programs and of newer versions of this one."""
    with sentences(path):
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        found = version(connection)
    if application != APPLICATION_ID:
        raise StoreTrouble("The file {file} is a database, but not an archive of Minori. Nothing was changed.",
                           code="not-ours", file=str(path))
    if found > latest():
        raise StoreTrouble("The archive {file} was written by a newer Minori (format {found}, this program knows {known}). "
                           "Nothing was changed: install the newer program.",
                           code="newer", file=str(path), found=found, known=latest())
    return found


def apply(connection: Connection, path: Path, after: Callable[[Connection], None] | None = None,
          brought: Callable[[Connection, int], None] | None = None) -> int:
    """Run the missing steps in one transaction; the version is read again inside the lock, so that of several programs
    started together one migrates and the others find it done. ``after`` runs in the same transaction on a new file, ``brought``
    (with the version that was found) on an older one that was brought forward. Returns the number of steps run.
    """
    with sentences(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            found = version(connection)
            todo = [(number, sql) for number, sql in steps() if number > found]
            for number, sql in todo:
                for statement in _statements(sql):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={number}")
            if found == 0:
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                if after:
                    after(connection)
            elif todo and brought:
                brought(connection, found)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return len(todo)


def _is_text(start: bytes) -> bool:
    """Whether a file begins like a text; random bytes hold control characters."""
    return all(byte >= 32 or byte in b"\t\r\n\f" for byte in start)


def _statements(sql: str) -> list[str]:
    """A step's statements; they are separated by a blank line, since triggers hold semicolons of their own."""
    return [part for part in (block.strip() for block in sql.split("\n\n")) if part]
