"""A program on a pseudo-terminal of its own: type a key, see when what it paints has left, and what it cost.

It answers the questions that Textual asks a modern terminal (synchronised output above all: each frame ends with
``ESC [ ? 2026 l``, so frames can be counted). Linux only: processor time is read from the clock of the other process.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

FRAME_END = b"\x1b[?2026l"
QUIET = 0.06
"""Seconds without output after which a key counts as painted (below the 0.15 s after which exact counts come)."""
_ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),  # synchronised output: known
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),  # in-band resize: not known
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
)
_ESCAPES = re.compile(rb"\x1b\[[0-9;:?<>=$]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78]")
KEYS = {"up": b"\x1b[A", "down": b"\x1b[B", "page up": b"\x1b[5~", "page down": b"\x1b[6~", "home": b"\x1b[H",
        "end": b"\x1b[F", "first": b"\x1b[1;5H", "last": b"\x1b[1;5F", "backspace": b"\x7f", "quit": b"\x11"}


@dataclass(frozen=True, slots=True)
class Painted:
    """What one key did: milliseconds to the last byte, processor milliseconds, frames and bytes."""

    wall: float
    cpu: float
    frames: int
    size: int


class Program:
    """A running program and its terminal. Use as a context manager; only this process is ever signalled."""

    def __init__(self, argv: Sequence[str], *, columns: int = 120, rows: int = 40, env: dict[str, str] | None = None) -> None:
        dropped = {"LINES", "COLUMNS", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"}  # the last: users have their .pyc
        inherited = {name: value for name, value in os.environ.items() if name not in dropped}
        surroundings = inherited | {"TERM": "xterm-256color", "COLORTERM": "truecolor"} | (env or {})
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if not self.pid:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execvpe(argv[0], list(argv), surroundings)
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def cpu(self) -> float:
        """Processor time of the whole process so far, all threads, in milliseconds."""
        return time.clock_gettime_ns((~self.pid << 3) | 2) / 1e6  # the kernel's number for the clock of process PID

    def read(self, quiet: float, patience: float, until: Callable[[bytes], bool] | None = None) -> tuple[bytes, float]:
        """What comes until ``quiet`` seconds pass without output (or ``until`` holds), and when the last of it came.

        Waits ``patience`` seconds for the first byte.
        """
        data, last = b"", 0.0
        deadline = time.perf_counter() + patience
        while True:
            wait = quiet if data and until is None else deadline - time.perf_counter()
            if wait <= 0 or not select.select([self.fd], [], [], wait)[0]:
                return data, last
            try:
                chunk = os.read(self.fd, 1 << 16)
            except OSError:  # the program has ended
                return data, last
            last = time.perf_counter()
            data += chunk
            for question, answer in _ANSWERS:
                if question in chunk:
                    os.write(self.fd, answer)
            if until is not None and until(data):
                return data, last

    def wait_for(self, text: str, patience: float = 30.0) -> float:
        """Milliseconds from exec until a whole frame with ``text`` in it has come. Raises ``TimeoutError``."""
        wanted = text.encode()

        def there(data: bytes) -> bool:
            whole = data[:data.rfind(FRAME_END)] if FRAME_END in data else b""
            return wanted in _ESCAPES.sub(b"", whole)

        data, last = self.read(0, patience, there)
        if not there(data):
            raise TimeoutError(f"{text!r} never came: {_ESCAPES.sub(b'', data)[-2000:]!r}")
        return (last - self.began) * 1000

    def wait_for_plain(self, text: str, patience: float = 60.0) -> float:
        """The same for a program that paints without frames."""
        _data, last = self.read(0, patience, lambda data: text.encode() in _ESCAPES.sub(b"", data))
        return (last - self.began) * 1000

    def rest(self, seconds: float) -> tuple[int, float]:
        """Bytes and processor milliseconds of ``seconds`` in which nothing is typed."""
        before, end, size = self.cpu(), time.perf_counter() + seconds, 0
        while (left := end - time.perf_counter()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                size += len(os.read(self.fd, 1 << 16))
        return size, self.cpu() - before

    def type(self, key: bytes, quiet: float = QUIET, patience: float = 2.0) -> Painted:
        """Send one key and wait until what it paints has come."""
        cpu, start = self.cpu(), time.perf_counter()
        os.write(self.fd, key)
        data, last = self.read(quiet, patience)
        wall = (last - start) * 1000 if data else 0.0
        return Painted(wall, self.cpu() - cpu, data.count(FRAME_END), len(data))

    def memory(self) -> dict[str, float]:
        """Resident megabytes: all, private to the process, shared with files or other processes."""
        kib = {}
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, value = line.split()[:2]
            kib[name.rstrip(":")] = int(value)
        private = kib["Private_Clean"] + kib["Private_Dirty"]
        return {"rss": kib["Rss"] / 1024, "private": private / 1024, "shared": (kib["Rss"] - private) / 1024}

    def close(self) -> None:
        """End the program and wait for it; once is enough."""
        if self.fd < 0:
            return None
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, sign)
            except ProcessLookupError:
                break
            end = time.perf_counter() + 2
            while time.perf_counter() < end:
                if select.select([self.fd], [], [], 0.02)[0]:
                    try:
                        os.read(self.fd, 1 << 16)
                    except OSError:
                        pass
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    return self._closed()
        return self._closed()

    def _closed(self) -> None:
        os.close(self.fd)
        self.fd = -1


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of all values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    """The value in the middle."""
    return quantile(values, 0.5)
