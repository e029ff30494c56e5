"""What the timeline of a case with 500 entries costs: a frame, and what a step in time sends to the terminal.

    python benchmarks/timeline.py [--entries 500] [--keys 80]

Makes an archive of its own in a temporary folder, with orders, six placements, five other interventions, supervised contact
every week, reports and notes; opens the case on a pseudo-terminal of 120 x 36, goes to the timeline and types. Marks: a frame
under 16 ms at p95 (processor time, and key to last byte), a step in time under 8 kB.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from terminal import Painted, Program, median, quantile

MOST_MS, MOST_BYTES = 16.0, 8_000
STEPS = {"pan forth": b"]", "pan back": b"[", "mark before": b"\x1b[D", "next mark": b"\x1b[C", "lane down": b"\x1b[B",
         "lane up": b"\x1b[A", "zoom out": b"-", "zoom in": b"+", "today": b"t"}


ZOOMS = (b"+", b"-", b"-", b"-")
"""Between the rounds of twenty: weeks, months, quarters, years."""


def make(folder: Path, entries: int) -> Path:
    """An archive with one eventful case, written through the use cases."""
    from minori_tui import paths
    from minori_tui.data.store import create_store
    from minori_tui.domain.clock import FixedClock
    from minori_tui.services import events, interventions, orders
    from minori_tui.services.cases import new_case
    from minori_tui.services.context import Actor, Context

    today = date.today()
    store = create_store(folder / "x.minori", paths.config_folder(), name="bench")
    context = Context(store, Actor("bench", "Bench"), FixedClock(datetime(today.year, today.month, today.day, 12)))

    def ago(days: int) -> str:
        return f"{today - timedelta(days=days):%d/%m/%Y}"

    number = new_case(context, {"surname": "Prova", "given_name": "Lunga", "birth_date": "03/05/2015", "comune": "Clusone",
                                "opened_on": ago(2000)})
    for n in range(4):
        orders.add_order(context, number, {"authority": "TM Brescia", "kind": "foster_care", "order_number": f"{n + 1}/2025",
                                           "received_on": ago(1900 - 400 * n), "duration_months": "12"})
    why = {"why_not_home": "Prova.", "why_not_foster": "Prova."}
    for n in range(6):
        last = {} if n == 5 else {"ended_on": ago(1600 - 290 * n)}
        interventions.add(context, number, {"kind": "COM", "started_on": ago(1900 - 290 * n), "provider": f"Casa {n + 1}",
                                            "consent": "judicial", **why, **last})
    for n, kind in enumerate(("ADM", "IP", "PSI", "MON", "SEMI")):
        interventions.add(context, number, {"kind": kind, "started_on": ago(1800 - 100 * n), "provider": f"Ente {n + 1}"})
    kinds = ("supervised_contact", "supervised_contact", "interview", "telephone", "report_sent", "home_visit", "note")
    outcomes = ("held", "held", "missed", "held", "cancelled", "late")
    for n in range(entries):
        kind = kinds[n % len(kinds)]
        events.add_event(context, number, {
            "at": ago(1 + n * 1800 // entries) + " 14:30", "kind": kind, "nature": "fact",
            "text": f"Annotazione di prova numero {n}",
            "outcome": outcomes[n % len(outcomes)] if kind == "supervised_contact" else ""})
    store.close()
    return folder / "x.minori"


def painted(store: Path, count: int) -> dict[str, list[Painted]]:
    """Every kind of step, ``count`` times, on a pseudo-terminal; at the zooms between weeks and years."""
    found: dict[str, list[Painted]] = {}
    argv = [sys.executable, "-m", "minori_tui", "--store", str(store), "open", "1"]
    argv[-1] = f"{(date.today() - timedelta(days=2000)).year}/1"
    with Program(argv, columns=120, rows=36) as program:
        program.wait_for("Prova Lunga")
        time.sleep(1.5)
        program.type(b"\x1b[C", 0.5, 2.0)
        program.type(b"\x1b[B", 0.3)
        for n in range(count):
            for name, key in STEPS.items():
                found.setdefault(name, []).append(program.type(key, 0.05, 0.4))
            if n % 20 == 19:  # another zoom
                program.type(ZOOMS[n // 20 % len(ZOOMS)], 0.3)
    return found


def main() -> None:
    """Make, measure, print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=500)
    parser.add_argument("--keys", type=int, default=80)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MINORI_HOME": folder, "MINORI_OPERATOR": "bench", "MINORI_LANG": "it"}
        found = painted(make(Path(folder), wanted.entries), wanted.keys)
    print("| step | keys | p50 ms | p95 ms | CPU p50 | CPU p95 | frames, most | bytes p50 | bytes p95 | bytes, most |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    everything: list[Painted] = []
    for name, all_ in found.items():
        some = [p for p in all_ if p.size]
        everything += some
        walls, cpus, sizes = [p.wall for p in some], [p.cpu for p in some], [p.size for p in some]
        print(f"| {name} | {len(some)} | {median(walls):.1f} | {quantile(walls, 0.95):.1f} | {median(cpus):.1f} "
              f"| {quantile(cpus, 0.95):.1f} | {max(p.frames for p in some)} | {median(sizes):,} | {quantile(sizes, 0.95):,} "
              f"| {max(sizes):,} |")
    wall, cpu = quantile([p.wall for p in everything], 0.95), quantile([p.cpu for p in everything], 0.95)
    pans = max(p.size for name in ("pan forth", "pan back") for p in found[name])
    print(f"\nframe p95: {wall:.1f} ms key to last byte, {cpu:.1f} ms processor (mark {MOST_MS:g}): "
          f"{'met' if wall < MOST_MS else 'missed'}; a step in time sends {pans:,} bytes at most (mark {MOST_BYTES:,}): "
          f"{'met' if pans < MOST_BYTES else 'missed'}")


if __name__ == "__main__":
    main()
