"""A changed deadline: from the call of the use case until it is committed, on disk, and the case has its new place.

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
from datetime import timedelta
from pathlib import Path

from terminal import median, quantile

from minori_tui import wiring
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
        yield copy


def sync_cost(folder: Path, times: int = 200) -> list[float]:
    """Milliseconds of writing 4 KiB and fsync on the disk of the store: what any commit costs at least."""
    spent = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(times):
            start = time.perf_counter()
            os.write(file.fileno(), b"x" * 4096)
            os.fdatasync(file.fileno())
            spent.append((time.perf_counter() - start) * 1000)
    return spent


def changes(context: Context, times: int) -> Iterator[tuple[float, float]]:
    """Wall and processor milliseconds of each change; every new place is checked in the list."""
    draw = random.Random(13)
    today = context.clock.today()
    with context.store.read() as connection:
        rows = connection.execute("SELECT case_id FROM lookup_case WHERE status = 'open' AND (next_due IS NULL OR next_due > ?) "
                                  "ORDER BY case_id", ((today + timedelta(days=400)).isoformat(),)).fetchall()
        wanted = [row[0] for row in draw.sample(rows, times)]
    for case_id in wanted:
        with context.store.read() as connection:
            seen = queries.case_view(connection, case_id)
        assert seen is not None
        day = today + timedelta(days=draw.randrange(1, 390))
        wall, cpu = time.perf_counter(), time.process_time()
        done = cases.edit_case(context, seen, {"review_on": f"{day:%d/%m/%Y}"})
        spent = (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
        with context.store.read() as connection:
            due, sort, hit = connection.execute(
                "SELECT l.next_due, l.sort, t.rowid FROM lookup_case l JOIN lookup_text t ON t.rowid = l.sort "
                "WHERE l.case_id = ?", (case_id,)).fetchone()
        if not done or due != day.isoformat() or sort != hit:
            raise RuntimeError(f"the case is not where it belongs: {done} {due} {sort} {hit}")
        yield spent


def run(store: Path, times: int) -> dict[str, dict[str, float]]:
    """Quantiles of wall and processor milliseconds of ``times`` changes, after some that are not counted."""
    with copy_of(store) as copy:
        context = wiring.open_context(str(copy))
        try:
            spent = list(changes(context, times + WARM))[WARM:]
        finally:
            context.store.close()
        sync = sync_cost(copy.parent)
    return {"change, wall": _quantiles([w for w, _ in spent]), "change, processor": _quantiles([c for _, c in spent]),
            "4 KiB and fdatasync on this disk": _quantiles(sync)}


def _quantiles(values: list[float]) -> dict[str, float]:
    return {"n": len(values), "p50": median(values), "p95": quantile(values, 0.95), "p99": quantile(values, 0.99),
            "max": max(values)}
