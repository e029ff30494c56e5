"""The log: events and references, never a value of a record, a message of an exception or a local variable."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

LOGGER = logging.getLogger("minori")
MAX_BYTES = 500_000
"""Size of one log file; two older ones are kept."""


class _OwnersFile(RotatingFileHandler):
    """A rotating file that only its owner can read, whatever the umask."""

    def _open(self) -> IO[str]:  # type: ignore[override]
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return open(descriptor, self.mode, encoding="utf-8")  # noqa: PTH123 - a descriptor, not a path


def open_log(path: Path) -> None:
    """Log to ``path`` from now on (its folder is made); an earlier file of this process is closed."""
    close_log()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = _OwnersFile(path, maxBytes=MAX_BYTES, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


def close_log() -> None:
    """Close the log file, if there is one."""
    for handler in list(LOGGER.handlers):
        LOGGER.removeHandler(handler)
        handler.close()


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, then what caused it, and so on; each once."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def outline(error: BaseException) -> str:
    """Where it happened, without values: the types of the errors and the file:line of each frame, innermost last."""
    parts = []
    for link in _chain(error):
        frames = [
            f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__, limit=-25)
        ]
        parts.append(f"{type(link).__module__}.{type(link).__qualname__} at {' > '.join(frames) or '?'}")
    return " <- ".join(parts)


def crash_reference(error: BaseException) -> str:
    """A new reference for an internal error; the log gets it with the outline, the operator only the reference."""
    reference = os.urandom(4).hex().upper()
    LOGGER.error("internal error %s: %s", reference, outline(error))
    return reference


def quiet_hooks() -> None:
    """Errors outside the event loop (threads, destructors) go to the log as outlines; nothing is printed."""
    import sys
    import threading

    def record(error: BaseException | None) -> None:
        if error is not None:
            LOGGER.error("unhandled: %s", outline(error))

    sys.excepthook = lambda _type, error, _trace: record(error)
    threading.excepthook = lambda arguments: record(arguments.exc_value)
    sys.unraisablehook = lambda arguments: record(arguments.exc_value)
