"""A changed deadline: from the call of the use case until it is committed, on disk, and the case has its new place.

Two ways: each change after a rest, in which the program puts away what the change before left (as at an operator's desk, where
the screens do it when nobody has saved for two seconds), and one change right after the other. Between any two changes 4 KiB
are written and synced to the same disk: what any commit costs at least, in the same minute.

Writes, and therefore works on a copy of the store, which is removed afterwards.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from terminal import median, quantile

from minori_tui import wiring
from minori_tui.data import upkeep
from minori_tui.data.keyring import keyring_path
from minori_tui.data.queries import cases as queries
from minori_tui.services import cases
from minori_tui.services.context import Context

WARM = 20


@contextmanager
def copy_of(store: Path, folder: Path | None = None) -> Iterator[Path]:
    """A copy of the store with its keyring, in a folder that goes with it (beside the store unless named)."""
    with tempfile.TemporaryDirectory(dir=folder or store.parent) as place:
        copy = Path(place) / store.name
        shutil.copyfile(store, copy)
        shutil.copyfile(keyring_path(store), keyring_path(copy))
        os.sync()  # else the first commit pays for writing the copy
        yield copy


def sync_cost(file: int) -> float:
    """Milliseconds of writing 4 KiB at the end of an open file and fsync."""
    start = time.perf_counter()
    os.write(file, b"x" * 4096)
    os.fsync(file)
    return (time.perf_counter() - start) * 1000


def chosen(context: Context, times: int) -> list[int]:
    """Open cases whose next deadline is none, or more than 400 days away."""
    later = (context.clock.today() + timedelta(days=400)).isoformat()
    with context.store.read() as connection:
        rows = connection.execute("SELECT case_id FROM lookup_case WHERE status = 'open' AND (next_due IS NULL OR next_due > ?) "
                                  "ORDER BY case_id", (later,)).fetchall()
    return [row[0] for row in random.Random(13).sample(rows, times)]


def change(context: Context, case_id: int, day: date) -> tuple[float, float]:
    """Wall and processor milliseconds of one change; the new place is checked in the list."""
    with context.store.read() as connection:
        seen = queries.case_view(connection, case_id)
    assert seen is not None
    wall, cpu = time.perf_counter(), time.process_time()
    done = cases.edit_case(context, seen, {"review_on": f"{day:%d/%m/%Y}"})
    spent = (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
    with context.store.read() as connection:
        due, sort, hit = connection.execute(
            "SELECT l.next_due, l.sort, t.rowid FROM lookup_case l JOIN lookup_text t ON t.rowid = l.sort "
            "WHERE l.case_id = ?", (case_id,)).fetchone()
    if not done or due != day.isoformat() or sort != hit:
        raise RuntimeError(f"the case is not where it belongs: {done} {due} {sort} {hit}")
    return spent


def run(store: Path, times: int) -> dict[str, dict[str, float]]:
    """Quantiles of wall and processor milliseconds of ``times`` changes each way, after some that are not counted."""
    found: dict[str, list[float]] = {}
    with copy_of(store) as copy, tempfile.TemporaryFile(dir=copy.parent) as other:
        context = wiring.open_context(str(copy))
        try:
            wanted, draw = chosen(context, WARM + 2 * times), random.Random(17)
            for number, case_id in enumerate(wanted):
                wall, cpu = change(context, case_id, context.clock.today() + timedelta(days=draw.randrange(1, 390)))
                rested = number < WARM + times
                if number >= WARM:
                    way = "change" if rested else "change without a rest"
                    found.setdefault(f"{way}, wall", []).append(wall)
                    found.setdefault(f"{way}, processor", []).append(cpu)
                    found.setdefault("4 KiB and fsync on this disk", []).append(sync_cost(other.fileno()))
                if rested:
                    start = time.process_time()
                    upkeep.tidy(context.store)
                    found.setdefault("the rest after it, processor", []).append((time.process_time() - start) * 1000)
        finally:
            context.store.close()
    return {name: _quantiles(spent) for name, spent in found.items()}


def _quantiles(values: list[float]) -> dict[str, float]:
    return {"n": len(values), "p50": median(values), "p95": quantile(values, 0.95), "p99": quantile(values, 0.99),
            "max": max(values)}
