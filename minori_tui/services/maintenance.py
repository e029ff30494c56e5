"""Looking after the store: what it is, whether it is whole, copies and restoring."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from minori_tui.data import backup, lookup_index
from minori_tui.data.backup import Checked
from minori_tui.data.driver import sentences
from minori_tui.data.upkeep import Upkeep
from minori_tui.services.context import Context

__all__ = ["Checked", "Compacted", "StoreInfo", "Upkeep", "check", "compact", "info", "keep", "make_backup", "restore"]

_COUNTED = ("case_file", "person", "event", "lawyer", "roster", "facility", "operator", "operation", "import_batch")


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """Facts about the store, without anything personal. Size in bytes."""

    path: Path
    name: str
    vault: str
    synthetic: bool
    format: int
    size: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Compacted:
    """The cases in the lookup, and the size of the archive before and after, in bytes."""

    cases: int
    before: int
    after: int


def info(context: Context) -> StoreInfo:
    """What the store is and how much it holds."""
    store = context.store
    meta = store.meta()
    with store.read() as connection:
        counts = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in _COUNTED}  # noqa: S608 - fixed names
    return StoreInfo(store.path, meta.get("name", ""), store.vault, meta.get("synthetic") == "1", backup.format_version(store),
                     store.path.stat().st_size, counts)


def check(context: Context) -> Checked:
    """Read the whole store and say what is wrong with it."""
    return backup.check(context.store)


def keep(context: Context) -> Upkeep:
    """From now on, what saves leave for later is done when nobody has saved for a moment, until ``stop`` is called."""
    return Upkeep(context.store)


def compact(context: Context) -> Compacted:
    """Make the lookup again from the records, and give back the space nothing needs."""
    connection = context.store.connect(65_536)
    before = context.store.path.stat().st_size
    try:
        with sentences(context.store.path):
            connection.execute("BEGIN IMMEDIATE")
            cases = lookup_index.rebuild(connection)
            connection.execute("COMMIT")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            context.store.unmerged = 0
    finally:
        connection.close()
    return Compacted(cases, before, context.store.path.stat().st_size)


def make_backup(context: Context, folder: Path | None = None) -> Path:
    """A verified backup (archive and keyring) in a new folder below ``folder``, by default beside the store."""
    return backup.make(context.store, folder or context.store.path.parent / "backups", context.clock.now())


def restore(source: Path, target: Path, config: Path, *, rehearse: bool = False) -> Checked:
    """Put a backup in the place of an archive; what was there is kept beside it."""
    return backup.restore(source, target, config, rehearse=rehearse)
