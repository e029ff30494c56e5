"""A progress bar on the error channel, for what takes more than a second, and only when somebody can see it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

PATIENCE = 1.0
"""Seconds before a bar appears."""


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Shows that ``label`` is under way; gives the function that takes (done, total), for who knows both."""
    try:
        visible = sys.stderr.isatty()
    except ValueError:  # closed
        visible = False
    bar = _Bar(label)
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    if visible:
        timer.start()
    try:
        yield bar.update
    finally:
        timer.cancel()
        bar.stop()


class _Bar:
    """The bar; numbers told before it is shown are kept for it."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._lock = threading.Lock()
        self._shown: Any = None
        self._ended = False
        self._numbers: tuple[int, int] = (0, 0)

    def start(self) -> None:
        """Show it (called by the timer's thread)."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._ended:
                return
            done, total = self._numbers
            columns = [MofNCompleteColumn()] if total else []
            self._shown = Progress(TextColumn("{task.description}", markup=False), BarColumn(), *columns, TimeElapsedColumn(),
                                   console=Console(stderr=True, markup=False), transient=True)
            self._shown.add_task(self._label, completed=done, total=total or None)
            self._shown.start()

    def update(self, done: int, total: int) -> None:
        """So much is done."""
        with self._lock:
            self._numbers = (done, total)
            if self._shown is not None:
                self._shown.update(0, completed=done, total=total or None)

    def stop(self) -> None:
        """Take the bar away."""
        with self._lock:
            self._ended = True
            if self._shown is not None:
                self._shown.stop()
