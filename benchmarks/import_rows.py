"""Import a large roster, and let the usual tools load the same file: CPU seconds and memory of each, in one run.

``minori import`` reads, checks every cell, matches, indexes for the lookup, journals and encrypts, and makes its archive;
``csvsql --insert`` and ``sqlite-utils insert``, both with their defaults, load the text into a plain table. Each side is its
whole command, a process of its own (user and system time of it and of what it starts); the sides take turns, and the least
of the rounds counts. That every tool has taken all rows in is checked.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import roster_file  # noqa: E402

PARTLY = 1  # the exit code of an import that left rows out


def _sides(roster: Path, folder: Path) -> dict[str, list[str]]:
    tools = Path(sys.executable).parent
    return {
        "minori import": [sys.executable, "-m", "minori_tui", "import", str(roster), "--kind", "lawyers", "--store",
                          str(folder / "rows.minori"), "--json"],
        "csvsql --insert": [str(tools / "csvsql"), "--db", f"sqlite:///{folder / 'csvsql.db'}", "--insert", str(roster)],
        "sqlite-utils insert": [str(tools / "sqlite-utils"), "insert", str(folder / "utils.db"), "t", str(roster), "--csv",
                                "--delimiter", ";", "--silent"],
    }


def _run(command: list[str], folder: Path) -> tuple[float, float, float]:
    """CPU seconds, wall seconds, peak memory in MB."""
    homes = {name: str(folder / name.lower()) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    with (folder / "said").open("wb") as said, (folder / "told").open("wb") as told:
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=said, stderr=told, env=os.environ | {"PYTHONPATH": str(ROOT)} | homes)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, PARTLY):
        raise SystemExit(f"{command[0]} failed: {(folder / 'told').read_text('utf-8', 'replace')[-500:]}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def _taken(name: str, folder: Path, table: str) -> int:
    """The rows that a side has taken in."""
    if name.startswith("minori"):
        return int(json.loads((folder / "said").read_text("utf-8"))["rows"])
    with closing(sqlite3.connect(folder / ("csvsql.db" if name.startswith("csvsql") else "utils.db"))) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def main() -> None:
    """The rounds, and a line a side."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    best: dict[str, tuple[float, float, float]] = {}
    with tempfile.TemporaryDirectory() as place:
        roster = Path(place) / "roster.csv"
        roster_file.write(roster, wanted.rows)
        tools = ", ".join(f"{name} {version(name)}" for name in ("csvkit", "sqlite-utils", "sqlcipher3"))
        print(f"{wanted.rows} rows, {roster.stat().st_size / 1e6:.1f} MB, {date.today()}, load {os.getloadavg()[0]:.1f}, "
              f"Python {sys.version.split()[0]}, {tools}")
        for _round in range(wanted.rounds):
            with tempfile.TemporaryDirectory(dir=place) as folder:
                for name, command in _sides(roster, Path(folder)).items():
                    found = _run(command, Path(folder))
                    if _taken(name, Path(folder), "roster" if name.startswith("csvsql") else "t") != wanted.rows:
                        raise SystemExit(f"{name} has not taken all rows in")
                    best[name] = min(best.get(name, found), found)
    ours = best["minori import"][0]
    for name, (cpu, wall, memory) in best.items():
        print(f"{name:20} {cpu:6.2f} s CPU {wall:6.2f} s wall {memory:6.0f} MB  minori / this = {ours / cpu:.2f}")


if __name__ == "__main__":
    main()
