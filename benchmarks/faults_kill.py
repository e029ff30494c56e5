"""Kill a real import at random moments, again and again: the store must open, check clean, and hold all of it or nothing.

Each round starts ``minori import`` as a process of its own on a copy of a store that holds an earlier list, and kills it
(SIGKILL) after a random part of the time that an undisturbed import takes. Prints how many were killed before, during and after
the commit; ends with 1 at the first store that is not whole.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import roster_file  # noqa: E402
from minori_tui.data.store import create_store, open_store  # noqa: E402
from minori_tui.domain.clock import FixedClock  # noqa: E402
from minori_tui.services.context import Actor, Context  # noqa: E402
from minori_tui.services.importing import apply, rehearse  # noqa: E402

EARLIER = 50


def _prepare(folder: Path, rows: int) -> tuple[Path, Path]:
    """A store with a short earlier list, and the file to import."""
    first, second = folder / "earlier.csv", folder / "roster.csv"
    roster_file.write(first, EARLIER, seed=2)
    roster_file.write(second, rows, seed=3)
    base = folder / "base"
    context = Context(
        create_store(base / "kill.minori", base / "config"), Actor("test"), FixedClock(datetime(2026, 11, 22, 10, 0))
    )
    apply(context, rehearse(context, first))
    context.store.close()
    return base, second


def _import(folder: Path, roster: Path) -> subprocess.Popen[bytes]:
    code = (
        "import sys; from pathlib import Path; from datetime import datetime\n"
        "from minori_tui.data.store import open_store; from minori_tui.domain.clock import FixedClock\n"
        "from minori_tui.services.context import Actor, Context\n"
        "from minori_tui.services.importing import apply, rehearse\n"
        "f = Path(sys.argv[1])\n"
        "c = Context(open_store(f / 'kill.minori', f / 'config'), Actor('test'), FixedClock(datetime(2026, 11, 22, 11, 0)))\n"
        "r = rehearse(c, Path(sys.argv[2])); print('x', flush=True); apply(c, r); c.store.close()\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder), str(roster)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def _held(folder: Path) -> tuple[int, int, str]:
    """Lawyers and batches of a store after its recovery, and what the integrity check says."""
    store = open_store(folder / "kill.minori", folder / "config")
    try:
        with store.read() as connection:
            lawyers, batches = (connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("lawyer", "import_batch"))
            indexed = connection.execute("SELECT count(*) FROM lookup_lawyer_docsize").fetchone()[0]
            checks = [r[0] for r in connection.execute("PRAGMA integrity_check")]
            checks += [r[0] for r in connection.execute("PRAGMA cipher_integrity_check")]
            checks += [str(tuple(r)) for r in connection.execute("PRAGMA foreign_key_check")]
            if indexed != lawyers:
                checks.append(f"{indexed} lawyers in the lookup")
            open_operation = connection.execute("SELECT op_id FROM journal_state").fetchone()[0]
        return lawyers, batches, "; ".join(c for c in checks if c != "ok") + ("" if open_operation is None else " open operation")
    finally:
        store.close()


def run(folder: Path, times: int, rows: int, seed: int) -> int:
    """The rounds; 0 when every store was whole."""
    base, roster = _prepare(folder, rows)
    whole = folder / "whole"
    shutil.copytree(base, whole)
    process = _import(whole, roster)
    assert process.stdout is not None
    process.stdout.read(1)
    begun = time.monotonic()
    process.wait()
    writing = time.monotonic() - begun  # from the end of the rehearsal: where it matters
    nothing, everything = (_held(base)[0], 1), (_held(whole)[0], 2)
    assert nothing != everything
    pick = random.Random(seed)
    ended = {nothing: 0, everything: 0}
    for number in range(times):
        copy = folder / "round"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(base, copy)
        process = _import(copy, roster)
        assert process.stdout is not None
        process.stdout.read(1)
        time.sleep(pick.random() * writing * 1.2)
        process.kill()
        process.wait()
        lawyers, batches, trouble = _held(copy)
        if trouble or (lawyers, batches) not in ended:
            print(f"round {number}: {lawyers} lawyers, {batches} batches: {trouble or 'neither all nor nothing'}")
            return 1
        ended[lawyers, batches] += 1
    none, everything_held = ended[nothing], ended[everything]
    print(f"{times} kills around {writing:.2f} s of writing: {none} left nothing, {everything_held} all of it")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--rows", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    wanted = parser.parse_args()
    if wanted.folder:
        sys.exit(run(wanted.folder, wanted.times, wanted.rows, wanted.seed))
    with tempfile.TemporaryDirectory() as place:
        sys.exit(run(Path(place), wanted.times, wanted.rows, wanted.seed))
