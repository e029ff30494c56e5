"""Copies of the store that were opened and checked before they are called backups, and restoring from them.

A backup is a folder with the archive and its keyring: one without the other opens nothing.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from minori_tui.data import driver, keyring, schema
from minori_tui.data.files import free_name, make_folder, sync_folder, write_whole
from minori_tui.data.store import Store, open_store
from minori_tui.domain.errors import Refused, StoreTrouble


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a store found: SQLite's structure, the seal of every page, broken references, the lookup index."""

    structure: tuple[str, ...]
    pages: tuple[str, ...]
    references: int
    lookup_missing: int

    @property
    def clean(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.structure or self.pages or self.references or self.lookup_missing)


def check(store: Store) -> Checked:
    """Read the whole store and say what is wrong with it (it takes seconds for large ones)."""
    connection = store.connect()
    try:
        with driver.sentences(store.path):
            structure = [row[0] for row in connection.execute("PRAGMA quick_check(20)") if row[0] != "ok"]
            pages = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
            references = len(connection.execute("PRAGMA foreign_key_check").fetchmany(1_000))
            missing = connection.execute(
                "SELECT (SELECT count(*) FROM case_file) - (SELECT count(*) FROM lookup_case)").fetchone()[0]
    finally:
        connection.close()
    return Checked(tuple(structure), tuple(pages[:20]), references, abs(missing))


def make(store: Store, folder: Path, moment: datetime) -> Path:
    """Write a verified backup of the store into a new folder below ``folder``; returns that folder.

    Raises ``StoreTrouble`` when the copy cannot be written or does not check clean (it is removed then).
    """
    target = folder / f"{store.path.stem}-{moment:%Y%m%d-%H%M%S}"
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    if target.exists():
        raise Refused("There already is a backup {file}.", file=str(target))
    try:
        make_folder(draft)
        copy = draft / store.path.name
        copy.touch(0o600)
        store.copy_to(copy)
        write_whole(keyring.keyring_path(copy), keyring.keyring_path(store.path).read_bytes())
        _verify(store, copy)
        draft.rename(target)
        sync_folder(folder)
    except OSError:
        raise _not_written(folder) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return target


def _not_written(folder: Path) -> StoreTrouble:
    return StoreTrouble("The backup could not be written to {file}: check the disk and the folder.",
                        code="backup-failed", file=str(folder))


def _verify(store: Store, copy: Path) -> None:
    """Open the copy with the store's key and read the whole of it: what was not read back is not a backup."""
    other = store.sibling(copy)
    try:
        if not check(other).clean:
            raise StoreTrouble("The copy does not check clean: the disk or the archive is damaged. The backup was not kept.",
                               code="backup-failed", file=str(copy))
    finally:
        other.close()


def before_migration(store: Store, version: int) -> Path:
    """The verified copy taken before the format changes, beside the store; several programs may start at once.

    Its name tells the format and the last operation, so that a copy of another state is never taken for this one.
    """
    with store.read() as connection:
        last = connection.execute("SELECT coalesce(max(id), 0) FROM operation").fetchone()[0]
    folder = store.path.parent / "backups"
    target = folder / f"{store.path.stem}.v{version}-{last}{store.path.suffix}"
    if target.exists():
        return target
    draft = folder / f".{target.name}.{os.getpid()}.tmp"
    try:
        make_folder(folder)
        draft.touch(0o600)
        store.copy_to(draft)
        _verify(store, draft)
        write_whole(keyring.keyring_path(target), keyring.keyring_path(store.path).read_bytes())
        draft.replace(target)
        sync_folder(folder)
    except OSError:
        raise _not_written(folder) from None
    finally:
        draft.unlink(missing_ok=True)
    return target


def find_archive(folder: Path) -> Path:
    """The archive inside a backup folder (or the archive file itself)."""
    candidates = [folder] if folder.is_file() else [p.with_name(p.name.removesuffix(".keys")) for p in folder.glob("*.keys")]
    found = [p for p in candidates if p.is_file() and keyring.keyring_path(p).is_file()]
    if len(found) != 1:
        raise StoreTrouble("{file} is not a backup: it must hold one archive with its keyring.", code="not-a-backup",
                           file=str(folder))
    return found[0]


def restore(backup: Path, target: Path, config: Path, *, rehearse: bool = False) -> Checked:
    """Put a backup in the place of ``target`` after checking it; what is there now is kept beside it, never removed.

    With ``rehearse`` the backup is only opened and checked. The backup itself is never written to: it is copied beside the
    target, opened and brought forward there. Raises ``StoreTrouble`` when it does not open or check clean, or when the
    present archive is in use.
    """
    archive = find_archive(backup)
    folder = target.with_name(f".{target.name}.restore-{os.getpid()}")
    draft = folder / target.name
    try:
        make_folder(folder)
        for suffix in ("", "-wal", ".keys"):
            part = archive.with_name(archive.name + suffix)
            if part.exists():
                shutil.copyfile(part, draft.with_name(draft.name + suffix))
        found = _check_backup(draft, archive, config)
        if not rehearse:
            _refuse_in_use(target, config)
            _set_aside(target)
            write_whole(keyring.keyring_path(target), keyring.keyring_path(draft).read_bytes())
            draft.chmod(0o600)
            draft.replace(target)
            sync_folder(target.parent)
    except OSError:
        raise StoreTrouble("The backup could not be put back at {file}: check the disk and the folder.",
                           code="restore-failed", file=str(target)) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _check_backup(draft: Path, archive: Path, config: Path) -> Checked:
    """Open the copied backup and read the whole of it; closing it leaves one file without a log beside it."""
    try:
        source = open_store(draft, config)
        try:
            found = check(source)
        finally:
            source.close()
    except StoreTrouble as trouble:
        if trouble.facts.get("code") == "damaged":
            raise _damaged(archive) from None
        raise
    if not found.clean:
        raise _damaged(archive)
    return found


def _damaged(archive: Path) -> StoreTrouble:
    return StoreTrouble("The backup {file} is damaged. Nothing was changed.", code="damaged", file=str(archive))


def _refuse_in_use(target: Path, config: Path) -> None:
    """Refuse when another program has the present archive open: it would go on writing to the file set aside."""
    try:
        connection = Store(target, keyring.open_with_device(target, config)).connect()
        try:
            with driver.sentences(target):
                connection.execute("PRAGMA busy_timeout=0")
                connection.execute("PRAGMA journal_mode=DELETE").fetchone()  # needs to be the only one; empties the log
        finally:
            connection.close()
    except StoreTrouble as trouble:
        if trouble.facts.get("code") == "busy":
            raise  # anything else (missing, damaged) is the very reason for restoring


def _set_aside(target: Path) -> None:
    """Keep the present archive, whole, under another name before a backup takes its place."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    kept = free_name(target.with_name(f"{target.name}.before-restore-{stamp}"))
    for suffix in ("", "-wal", "-shm", ".keys", ".keys.1"):
        old = target.with_name(target.name + suffix)
        if old.exists():
            old.replace(kept.with_name(kept.name + suffix))


def format_version(store: Store) -> int:
    """The format of an open store."""
    with store.read() as connection:
        return schema.version(connection)
