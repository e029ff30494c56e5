"""What a save leaves for later, so that it is on disk at once: merging the lookup's pieces, emptying the write-ahead log.

Each save adds a piece to the full-text indexes and its pages to the log. Both are put away when nobody has saved for a
moment, in small steps on a connection of their own, so that a save never waits longer than one step. Nothing here changes
what the archive says, and none of it is needed: what is left undone is done by a later save, or when the store is closed.
"""

from __future__ import annotations

import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from minori_tui.data import driver, lookup_index
from minori_tui.domain.errors import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from minori_tui.data.store import Store

QUIET_SECONDS = 2.0
"""How long nobody must have saved before the upkeep begins."""
STEP_PAGES = 16
"""Pages of each index merged in one step: a few milliseconds."""
PAUSE_SECONDS = 0.05
"""Between two steps, so that searches find the processor and the archive free."""
CLOSE_STEPS = 8
PATIENCE_MS = 200
"""How long the upkeep waits for somebody who writes before it gives up until the next save."""


def tidy(store: Store, steps: int | None = None, stop: Callable[[], bool] = lambda: False) -> bool:
    """Merge the pieces of the indexes, in at most so many ``steps``, then bring the log into the archive.

    ``stop`` is asked after each step, and may take its time: true leaves the rest for later. Returns whether all was merged.
    Raises ``StoreTrouble`` (somebody writes for long, for one).
    """
    with driver.sentences(store.path), closing(store.connect(1_024)) as connection:
        connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        merged = stopped = False
        while not (merged or stopped or steps == 0):
            connection.execute("BEGIN IMMEDIATE")
            merged = not lookup_index.merge(connection, STEP_PAGES)
            if merged:
                store.unmerged = 0  # nobody else counts while the archive is held
            connection.execute("COMMIT")
            stopped = not merged and stop()
            steps = steps and steps - 1
        if not stopped:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return merged


def at_close(store: Store) -> None:
    """A few steps before the store is closed (the log is emptied by closing). No trouble here is worth a sentence."""
    with suppress(StoreTrouble):
        tidy(store, CLOSE_STEPS)


class Upkeep:
    """Looks after a store that stays open: after each save it waits for a rest of ``quiet`` seconds, then tidies."""

    def __init__(self, store: Store, quiet: float = QUIET_SECONDS) -> None:
        self._store, self._quiet = store, quiet
        self._saved, self._over = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        store.on_written = self._written

    def _written(self) -> None:
        self._saved.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="upkeep", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while self._saved.wait() and not self._over.is_set():
            self._saved.clear()
            if self._over.wait(self._quiet) or self._saved.is_set():
                continue
            with suppress(StoreTrouble):  # the next save asks again
                tidy(self._store, stop=lambda: self._saved.wait(PAUSE_SECONDS))

    def stop(self) -> None:
        """End the upkeep; a step under way is finished first."""
        self._store.on_written = None
        self._over.set()
        self._saved.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
