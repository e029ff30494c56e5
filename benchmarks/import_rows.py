"""Import a large roster, and let the usual tools load the same file: CPU seconds and memory of each, in one run.

``minori`` reads, checks every cell, matches, indexes for the lookup, journals and encrypts; ``csvsql --insert`` and
``sqlite-utils insert``, both with their defaults, load the text into a plain table. Each side is a process of its own; the sides
take turns, and the least of the rounds counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import roster_file  # noqa: E402

_IMPORT = """
import sys
from datetime import datetime
from pathlib import Path
from minori_tui.data.store import create_store
from minori_tui.domain.clock import FixedClock
from minori_tui.services.context import Actor, Context
from minori_tui.services.importing import apply, rehearse
folder = Path(sys.argv[1])
store = create_store(folder / "rows.minori", folder / "config")
context = Context(store, Actor("bench"), FixedClock(datetime(2026, 11, 22, 10, 0)))
print(apply(context, rehearse(context, Path(sys.argv[2]))).counts, file=sys.stderr)
"""


def _sides(roster: Path, folder: Path) -> dict[str, list[str]]:
    tools = Path(sys.executable).parent
    return {
        "minori": [sys.executable, "-c", _IMPORT, str(folder), str(roster)],
        "csvsql --insert": [str(tools / "csvsql"), "--db", f"sqlite:///{folder / 'csvsql.db'}", "--insert", str(roster)],
        "sqlite-utils insert": [str(tools / "sqlite-utils"), "insert", str(folder / "utils.db"), "t", str(roster), "--csv",
                                "--delimiter", ";", "--silent"],
    }


def _run(command: list[str]) -> tuple[float, float, float, str]:
    """CPU seconds, wall seconds, peak memory in MB, and what was said."""
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                               env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise SystemExit(f"{command[0]} failed: {said[-500:]}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss / 1024, said.strip()


def main() -> None:
    """The rounds, and a line a side."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    best: dict[str, tuple[float, float, float, str]] = {}
    with tempfile.TemporaryDirectory() as place:
        roster = Path(place) / "roster.csv"
        roster_file.write(roster, wanted.rows)
        print(f"{wanted.rows} rows, {roster.stat().st_size / 1e6:.1f} MB, load {os.getloadavg()[0]:.1f}")
        for _round in range(wanted.rounds):
            with tempfile.TemporaryDirectory(dir=place) as folder:
                for name, command in _sides(roster, Path(folder)).items():
                    found = _run(command)
                    best[name] = min(best.get(name, found), found)
    ours = best["minori"][0]
    for name, (cpu, wall, memory, said) in best.items():
        print(f"{name:20} {cpu:6.2f} s CPU {wall:6.2f} s wall {memory:6.0f} MB  minori / this = {ours / cpu:.2f}  {said[:120]}")


if __name__ == "__main__":
    main()
