"""Files that must not be lost or read by others: whole writes, private modes, folders made on the way."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def make_folder(path: Path) -> None:
    """Make a folder and its parents, readable by its owner only (existing folders keep their mode)."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def sync_folder(path: Path) -> None:
    """Make a rename in ``path`` durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other program makes an archive in ``folder``, and keep it so; a program that is killed lets go at once."""
    if os.name == "nt":
        handle = _windows_lock(folder / ".minori.lock")
    else:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def _windows_lock(path: Path) -> int:
    """A file that only one program can have, and that disappears with it."""
    while True:
        try:
            return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_TEMPORARY", 0))
        except FileExistsError:
            time.sleep(0.05)


def free_name(path: Path) -> Path:
    """``path``, or the first of ``path.2``, ``path.3`` … that nothing has taken."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free


def write_whole(path: Path, content: bytes) -> None:
    """Replace a small file in one step: all of the new content or the old file, never something in between.

    A full disk gives a short write, not an error, so the bytes are written in a loop, synced and read back before the
    old file is replaced. Mode 0600.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(handle, view):]
            os.fsync(handle)
        finally:
            os.close(handle)
        if temporary.read_bytes() != content:
            raise OSError("short write")
        temporary.replace(path)
        sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def hand_over(draft: Path, target: Path) -> None:
    """Give a finished draft its name without replacing anything that took it meanwhile (FileExistsError)."""
    try:
        os.link(draft, target)
    except OSError as error:
        if isinstance(error, FileExistsError):
            raise
        if target.exists():
            raise FileExistsError(target) from error
        draft.replace(target)
    else:
        draft.unlink()
    sync_folder(target.parent)
