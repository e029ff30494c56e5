"""Deadlines over a whole archive: ``minori due --on DATE --json`` in a fresh process, and the morning sheet of one operator.

Usage: ``python benchmarks/due_all.py --store LARGE [--on 2026-11-22] [--rounds 5]`` (a synthetic archive of size XL; README.md
says how to make it). The store is only read. Times are of this machine; processor time survives a busy one.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

from minori_tui import paths
from minori_tui.data.store import open_store
from minori_tui.domain.clock import FixedClock
from minori_tui.services import due
from minori_tui.services.context import Actor, Context

SECONDS, MILLISECONDS = 10.0, 50.0
SECTIONS = ("hours", "overdue", "soon", "upcoming", "appointments", "changed", "silent", "incomplete")
_OPERATORS = ("SELECT o.code, count(*) FROM operator o JOIN assignment a ON a.operator_id = o.id WHERE a.valid_to IS NULL "
              "GROUP BY o.id ORDER BY count(*) DESC")


def whole(store: Path, on: date) -> dict[str, float]:
    """The list of the whole archive, by a process of its own: seconds, processor seconds, deadlines, megabytes."""
    with tempfile.TemporaryFile() as out:
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-m", "minori_tui", "--store", str(store), "due", "--on", on.isoformat(), "--json"],
                       stdout=out, check=True)
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        out.seek(0)
        found = json.load(out)
        size = out.tell()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": wall, "cpu": cpu, "deadlines": len(found["deadlines"]), "MB": size / 1e6, "peak MB": after.ru_maxrss / 1024}


def sheet(store: Path, on: date, rounds: int) -> list[tuple[str, int, float, float, float, float]]:
    """The morning sheet of the operators with most, with a usual number and with fewest cases, with every count: cases, first
    time, median of the others, their processor time, and that of the first page of rows to come (milliseconds)."""
    opened = open_store(store, paths.config_folder())
    with opened.read() as connection:
        operators = connection.execute(_OPERATORS).fetchall()
    found = []
    for code, cases in (operators[0], operators[len(operators) // 2], operators[-1]):
        context = Context(opened, Actor(code), FixedClock(datetime(on.year, on.month, on.day, 12)))
        walls, cpus, pages = [], [], []
        for _ in range(rounds + 1):
            began, used = time.perf_counter(), time.process_time()
            made = due.agenda(context, True)
            assert sum(getattr(made, name).count for name in SECTIONS)
            walls.append((time.perf_counter() - began) * 1e3)
            cpus.append((time.process_time() - used) * 1e3)
            used = time.process_time()
            assert made.upcoming.rows[0]
            pages.append((time.process_time() - used) * 1e3)
        found.append((code, cases, walls[0], *(sorted(each[1:])[rounds // 2] for each in (walls, cpus, pages))))
    opened.close()
    return found


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--store", type=Path, required=True, help="the large archive")
    options.add_argument("--on", type=date.fromisoformat, default=date(2026, 11, 22), help="the day that counts as today")
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    print(f"load average {os.getloadavg()[0]:.2f}, {os.cpu_count()} processors")
    for _ in range(asked.rounds):
        one = whole(asked.store, asked.on)
        met = "met" if one["wall"] < SECONDS else "MISSED"
        print(f"whole archive: {one['wall']:.1f} s, processor {one['cpu']:.1f} s (mark {SECONDS:.0f} s: {met}); "
              f"{one['deadlines']:,.0f} deadlines, {one['MB']:.0f} MB of JSON, peak {one['peak MB']:.0f} MB")
    for code, cases, first, median, cpu, page in sheet(asked.store, asked.on, asked.rounds):
        met = "met" if median < MILLISECONDS else "MISSED"
        print(f"agenda of {code}, {cases:,} cases: first {first:.0f} ms, then {median:.0f} ms, processor {cpu:.0f} ms, "
              f"a page of rows {page:.0f} ms (mark {MILLISECONDS:.0f} ms: {met})")


if __name__ == "__main__":
    main()
