"""An open store: its key, its reading connections, and when somebody else has written to it.

Reads go through here, by plain SQL; writing is in ``data.unit`` and is imported only when something is written.
"""

from __future__ import annotations

import glob
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from minori_tui.data import driver, keyring, schema
from minori_tui.data.files import alone, free_name, hand_over, make_folder
from minori_tui.domain.errors import StoreTrouble

LOG_PAGES = 8_192
"""Pages of the write-ahead log (32 MiB) at which a save brings them into the archive itself; at rest it is done sooner."""
FEW_CASES = 50
"""Up to so many cases written by one operation the merging of the indexes is left for later."""
MOST_UNMERGED = 500
"""Operations since the last merge from which on each one merges again for itself: nobody had a rest. Each leaves one more
piece that every search must look into (at 1,000 the index would merge them all at once)."""


DERIVED_SINCE = 2
"""The format from which on everything derived of today is there; an older archive has it made again."""


class Store:
    """One open archive. Connections are borrowed for one read each and given back; ``close`` ends them all."""

    def __init__(self, path: Path, opened: keyring.Opened) -> None:
        self.path = path
        self.vault = opened.vault
        self._key = opened.db_key
        self._idle: list[driver.Connection] = []
        self._lock = threading.Lock()
        self._watch: driver.Connection | None = None
        self.engine: Any = None  # made by data.unit at the first write
        self.unmerged = 0  # operations whose pieces of the index nobody has merged yet
        self.on_written: Callable[[], None] | None = None  # called after each committed operation (data.upkeep)

    def connect(self, cache_kib: int = 4_096) -> driver.Connection:
        """A further connection, for its caller to close."""
        connection = driver.connect(self.path, self._key, cache_kib=cache_kib)
        connection.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
        return connection

    def left_for_later(self, cases: int) -> bool:
        """Whether the pieces of the index that an operation on ``cases`` cases makes may wait to be merged; they are counted."""
        if cases > FEW_CASES or self.unmerged >= MOST_UNMERGED:
            return False
        self.unmerged += 1
        return True

    def written(self) -> None:
        """An operation was committed: whoever looks after the store is told."""
        if self.on_written is not None:
            self.on_written()

    @contextmanager
    def read(self) -> Iterator[driver.Connection]:
        """A connection for reading; each statement sees one consistent state. Driver errors become sentences."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self.connect(2_048)
        try:
            with driver.sentences(self.path):
                yield connection
        finally:
            with self._lock:
                self._idle.append(connection)

    def changed_elsewhere(self) -> int:
        """A number that grows when another connection has written: cheap to ask, held on one connection."""
        with self._lock:
            self._watch = self._watch or self.connect(64)
            with driver.sentences(self.path):
                return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def meta(self) -> dict[str, str]:
        """The facts about the store (name, vault, whether it is synthetic)."""
        with self.read() as connection:
            return dict(connection.execute("SELECT key, value FROM store_meta").fetchall())

    def copy_to(self, path: Path) -> None:
        """Write a copy of the store, encrypted with the same key, through the backup interface (safe while in use)."""
        target = driver.connect(path, self._key, must_exist=False)
        source = self.connect()
        try:
            with driver.sentences(path):
                source.backup(target)
        finally:
            source.close()
            target.close()

    def sibling(self, path: Path) -> Store:
        """A copy of this store under another path, opened with the same key."""
        return Store(path, keyring.Opened(self._key, self.vault, 0))

    def close(self) -> None:
        """End every connection. What saves left to be merged is merged first, within some ten milliseconds."""
        if self.unmerged:
            from minori_tui.data import upkeep

            upkeep.at_close(self)
        if self.engine is not None:
            self.engine.dispose()
            self.engine = None
        with self._lock:
            held = [*self._idle, *([self._watch] if self._watch else [])]
            self._idle, self._watch = [], None
        for connection in held:
            connection.close()


def open_store(path: Path, config: Path) -> Store:
    """Open an existing archive; older formats are brought forward after a verified copy.

    Raises ``StoreTrouble`` when it is missing, locked, damaged, not ours, from a newer program, or in a bad place.
    """
    if not path.exists():
        raise StoreTrouble("There is no archive at {file}. Make one by importing a file («minori import FILE»), or try the "
                           "synthetic one («minori demo»).", code="missing", file=str(path))
    driver.check_place(path)
    schema.check_header(path, known=keyring.keyring_path(path).exists())
    store = Store(path, keyring.open_with_device(path, config))
    try:
        with store.read() as connection:  # it stays open for the first read: a connection costs a millisecond
            found = schema.check_identity(connection, path)
            if found < schema.latest():
                from minori_tui.data.backup import before_migration

                before_migration(store, found)
                schema.apply(connection, path, brought=_bring_forward)
    except BaseException:
        store.close()
        raise
    return store


def _bring_forward(connection: driver.Connection, found: int) -> None:
    """What an archive of an older format needs beside the steps: the codes that came since, and what is derived made again."""
    _add_codes(connection)
    if found < DERIVED_SINCE:
        from minori_tui.data import lookup_index

        lookup_index.rebuild(connection)


def create_store(path: Path, config: Path, *, name: str = "", synthetic: bool = False) -> Store:
    """Make a new archive with its keyring, then open it. Nothing that exists is ever replaced.

    The file is prepared under another name and renamed when it is whole, so that a crash leaves no half archive. A keyring
    without its archive (a crash left it, or the archive was moved away) is kept under another name.
    """
    driver.check_place(path)
    try:
        make_folder(path.parent)
        with alone(path.parent):
            if path.exists():
                raise StoreTrouble("There already is an archive at {file}. Nothing was changed.", code="exists", file=str(path))
            for draft in path.parent.glob(f".{glob.escape(path.name)}.keys.*.tmp"):
                draft.unlink()
            orphan = keyring.keyring_path(path)
            if orphan.exists():
                orphan.rename(free_name(orphan.with_name(f"{orphan.name}.unused")))
            opened = keyring.create(path, config)
            try:
                _prepare(path, opened, name, synthetic)
            except BaseException:
                keyring.keyring_path(path).unlink(missing_ok=True)
                keyring.device_key_path(config, opened.vault).unlink(missing_ok=True)
                raise
    except OSError:
        raise StoreTrouble("The archive {file} cannot be opened: check the folder and its permissions.",
                           code="cannot-open", file=str(path)) from None
    return Store(path, opened)


def _prepare(path: Path, opened: keyring.Opened, name: str, synthetic: bool) -> None:
    """Write the whole of a new archive under another name, then give it its own."""
    draft = path.with_name(f".{path.name}.new")
    leftovers = [draft, draft.with_name(f"{draft.name}-journal")]
    for file in leftovers:
        file.unlink(missing_ok=True)
    try:
        draft.touch(0o600)
        connection = driver.connect(draft, opened.db_key)
        try:
            schema.apply(connection, draft, lambda c: _first_rows(c, opened, name, synthetic))
            with driver.sentences(draft):
                connection.execute("PRAGMA journal_mode=WAL").fetchone()  # noted in the file; its -wal goes with the connection
        finally:
            connection.close()
        hand_over(draft, path)
    finally:
        for file in leftovers:
            file.unlink(missing_ok=True)


def _first_rows(connection: driver.Connection, opened: keyring.Opened, name: str, synthetic: bool) -> None:
    meta = {"vault": opened.vault, "keyring_revision": str(opened.revision), "name": name, "synthetic": str(int(synthetic))}
    connection.executemany("INSERT INTO store_meta VALUES (?, ?)", list(meta.items()))
    _add_codes(connection)


def _add_codes(connection: driver.Connection) -> None:
    """The codes of the program's lists that the archive does not have yet."""
    from minori_tui.data.codes import load_lists

    known = set(connection.execute("SELECT list, code, valid_from FROM code"))
    rows = [(c.list_name, c.code, c.label_it, c.label_en, c.valid_from and c.valid_from.isoformat(),
             c.valid_to and c.valid_to.isoformat(), int(c.national), c.position) for c in load_lists()]
    connection.executemany(
        "INSERT INTO code (list, code, label_it, label_en, valid_from, valid_to, national, position) VALUES (?,?,?,?,?,?,?,?)",
        [row for row in rows if (row[0], row[1], row[4]) not in known])
