"""The one way to the store's file: SQLCipher with a raw key, the same pragmas on every connection, errors as sentences.

Nothing else in the program imports a SQLite driver. The standard library's ``sqlite3`` ignores ``PRAGMA key`` in silence
and would write plain text; a key of the wrong length is taken for a passphrase: both are checked here.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2

from minori_tui.domain.errors import StoreTrouble

if TYPE_CHECKING:  # the driver has no types of its own and the interface of the standard one
    from sqlite3 import Connection, Cursor, DatabaseError, IntegrityError
else:
    from sqlcipher3.dbapi2 import Connection, Cursor, DatabaseError, IntegrityError

__all__ = ["Connection", "Cursor", "DatabaseError", "IntegrityError", "connect", "module"]

module: Any = sqlcipher3.dbapi2

APPLICATION_ID = 0x4D4E5254  # "MNRT"
PLAIN_HEADER = b"SQLite format 3\0"
BUSY_MS = 5_000
NETWORK_TYPES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "fuse.sshfs", "fuse.davfs",
                           "davfs", "fuse.rclone", "ceph", "glusterfs", "fuse.glusterfs", "fuse.gvfsd-fuse", "vboxsf",
                           "fuse.vmhgfs-fuse"})
MOUNTS = Path("/proc/self/mountinfo")
_PRAGMAS = ("foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF", "cell_size_check=ON",
            f"busy_timeout={BUSY_MS}", "synchronous=FULL", "temp_store=MEMORY")


def connect(path: Path, key: bytes, *, cache_kib: int = 4_096, must_exist: bool = True) -> Connection:
    """A connection with its key and pragmas set, in autocommit mode (transactions are begun by hand).

    ``cache_kib`` bounds the memory of its page cache. Raises ``StoreTrouble`` with the reason.
    """
    if len(key) != 32:
        raise ValueError("a raw key has 32 bytes")
    mode = "rw" if must_exist else "rwc"
    with sentences(path):
        connection: Connection = module.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None,
                                    check_same_thread=False, timeout=BUSY_MS / 1000)
        try:
            configure(connection, key, cache_kib)
        except BaseException:
            connection.close()
            raise
        return connection


def configure(connection: Connection, key: bytes, cache_kib: int = 4_096) -> None:
    """Give a fresh connection its key and pragmas, in the order that SQLCipher needs."""
    connection.execute("PRAGMA cipher_log_level=NONE")  # it would write on the terminal under the screens
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise RuntimeError("the driver does not encrypt")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA cache_size=-{cache_kib}")


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turn the driver's errors into ``StoreTrouble``; the driver's own text may hold values and is never passed on."""
    try:
        yield
    except DatabaseError as error:
        raise trouble(error, path) from None


def trouble(error: BaseException, path: Path) -> StoreTrouble:
    """The sentence for a driver error, chosen by its SQLite code name (security: never by its text)."""
    name = str(getattr(error, "sqlite_errorname", "") or "")
    for prefix, code, sentence in _SENTENCES:
        if name.startswith(prefix):
            return StoreTrouble(sentence, code=code, file=str(path))
    return StoreTrouble("The archive {file} gave an unexpected error ({name}). Nothing was changed.",
                        code="store-error", file=str(path), name=name or type(error).__name__)


_SENTENCES = (
    ("SQLITE_BUSY", "busy", "The archive {file} is in use by another program. Nothing was changed: try again in a moment."),
    ("SQLITE_LOCKED", "busy", "The archive {file} is in use by another program. Nothing was changed: try again in a moment."),
    ("SQLITE_NOTADB", "damaged", "The file {file} is damaged, or it is not an archive of this keyring. Nothing was changed: "
                                 "restore a backup with «minori store restore»."),
    ("SQLITE_CORRUPT", "damaged", "The archive {file} is damaged. Nothing was changed: restore a backup with "
                                  "«minori store restore»."),
    ("SQLITE_FULL", "disk-full", "The disk is full. Nothing was changed: free some space and try again."),
    ("SQLITE_READONLY", "read-only", "The archive {file} is on a read-only medium. Nothing was changed: copy it to a disk "
                                     "that can be written."),
    ("SQLITE_CANTOPEN", "cannot-open", "The archive {file} cannot be opened: check the folder and its permissions."),
    ("SQLITE_IOERR", "disk-trouble", "The disk gave an error on the archive {file}. Nothing was changed: check the disk."),
    ("SQLITE_PERM", "read-only", "You have no right to write the archive {file}. Nothing was changed."),
)


def check_place(path: Path) -> None:
    """Refuse places where SQLite's locks do not hold or nothing can be written (WAL needs shared memory and writes).

    Raises ``StoreTrouble`` for network file systems, folders, and read-only media.
    """
    kind = file_system(path.absolute())
    if kind in NETWORK_TYPES:
        raise StoreTrouble("The archive {file} lies on a network drive ({kind}), where two programs would damage it. Put it "
                           "on a local disk; for a copy elsewhere use «minori store backup».",
                           code="network", file=str(path), kind=kind)
    if path.is_dir():
        raise StoreTrouble("{file} is a folder, not an archive.", code="not-ours", file=str(path))
    writable = not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    if not writable or _medium_read_only(path):
        sentence = next(text for name, _, text in _SENTENCES if name == "SQLITE_READONLY")
        raise StoreTrouble(sentence, code="read-only", file=str(path))


def _medium_read_only(path: Path) -> bool:
    """Whether the file system itself is read-only (root passes every permission check, but not this one)."""
    if not hasattr(os, "statvfs") or not path.exists():
        return False
    try:
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError as error:
        return error.errno == errno.EROFS


def file_system(path: Path) -> str:
    """The type of the file system that holds ``path`` ('' when it cannot be told)."""
    if os.name == "nt":
        return _windows_drive(path)
    try:
        lines = MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    target = os.path.realpath(path)
    for line in lines:
        before, _, after = line.partition(" - ")
        mount = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), before.split()[4])  # a blank is \040
        if (target == mount or target.startswith(mount.rstrip("/") + "/")) and len(mount) >= len(best):
            best, kind = mount, after.split()[0]
    return kind


def _windows_drive(path: Path) -> str:
    if str(path).startswith("\\\\"):
        return "smbfs"
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the name exists on Windows only
    return "smbfs" if kernel.GetDriveTypeW(path.anchor) == 4 else ""  # DRIVE_REMOTE
