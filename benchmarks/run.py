"""Run the measurements of the screens one after the other and write the tables to ``benchmarks/results/DATE.md``.

Usage: ``python benchmarks/run.py --store LARGE --small SMALL`` (two synthetic archives; README.md says how to make them).
The stores are only read, but for the deadlines, which are changed in a copy that is removed afterwards.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import deadline
import keys
import memory
import start
from terminal import Painted, median

PARTS = ("keys", "start", "memory", "deadline")


def mark(value: float, most: float) -> str:
    """Whether a mark is met."""
    return "met" if value <= most else "MISSED"


def key_lines(found: dict[str, object]) -> Iterator[str]:
    """The tables of the typed keys and of the cursor."""
    typed, scale = found["typed"], found["scale"]
    assert isinstance(typed, dict)
    assert isinstance(scale, dict)
    pair = {name: typed[name] for name in ("echo", "minori")}
    yield f"## Typed key to painted results, {found['cases']:,} cases (120 x 40)\n"
    yield from keys.table(pair)
    echo, ours = keys.summary(pair["echo"]), keys.summary(pair["minori"])
    yield ""
    for name, most in (("p50", 1.5), ("p95", 2.0)):
        ratio, cpu = ours[name] / echo[name], ours["cpu" + name[1:]] / echo["cpu" + name[1:]]
        yield f"* {name}: {ratio:.2f} x echo (processor time {cpu:.2f} x); mark {most} x: {mark(ratio, most)}"
    yield f"* keys not painted in exactly one frame: {ours['not one frame']}; mark 0: {mark(ours['not one frame'], 0)}"
    yield "\n| kind of word | keys | echo p50 | p95 | minori p50 | p95 | minori CPU p50 | p95 |"
    yield "|---|---|---|---|---|---|---|---|"
    for kind, each in keys.by_kind(pair).items():
        e, m = each["echo"], each["minori"]
        yield (f"| {kind} | {m['keys']} | {e['p50']:.1f} | {e['p95']:.1f} | {m['p50']:.1f} | {m['p95']:.1f} | {m['cpu50']:.1f} "
               f"| {m['cpu95']:.1f} |")
    common = keys.shared(typed)
    yield f"\nThe words that fzf {keys.fzf_version()} `--exact` was given too (the same cases as lines):\n"
    yield from keys.table(common)
    fzf, ours = keys.summary(common["fzf"]), keys.summary(common["minori"])
    yield ""
    for name in ("p50", "p95", "mean"):
        yield f"* {name}: {ours[name] / fzf[name]:.2f} x fzf; mark 0.2 x: {mark(ours[name] / fzf[name], 0.2)}"
    yield "\n## The same keys on a large and on a small store\n"
    yield from keys.table(scale)
    large, small = keys.summary(scale["large"]), keys.summary(scale["small"])
    yield f"\n* typed key p50: {large['p50'] / small['p50']:.2f} x; mark 1.25 x: {mark(large['p50'] / small['p50'], 1.25)}"
    yield from move_lines(found["moves"])


def move_lines(moves: object) -> Iterator[str]:
    """The table of the cursor."""
    assert isinstance(moves, dict)
    yield "\n| move (median) | large ms | small ms | ratio | large CPU | small CPU | bytes | frames, most |"
    yield "|---|---|---|---|---|---|---|---|"
    for name in moves["large"]:
        large: list[Painted] = moves["large"][name]
        small: list[Painted] = moves["small"][name]
        a, b = median([p.wall for p in large]), median([p.wall for p in small])
        yield (f"| {name} | {a:.1f} | {b:.1f} | {a / b:.2f} ({mark(a / b, 1.25)}) | {median([p.cpu for p in large]):.1f} "
               f"| {median([p.cpu for p in small]):.1f} | {median([p.size for p in large])} | {max(p.frames for p in large)} |")


def start_lines(stores: dict[str, Path], rounds: int) -> Iterator[str]:
    """The table of the start."""
    found = start.run(stores, rounds)
    floor = found["empty app"]
    yield f"\n## Start: exec to the first frame and to the first deadline, {rounds} rounds\n"
    yield "| program | ms | least | CPU ms | x empty | x empty, CPU |"
    yield "|---|---|---|---|---|---|"
    for name, each in found.items():
        yield (f"| {name} | {each['wall']:.0f} | {each['least']:.0f} | {each['cpu']:.0f} | {each['wall'] / floor['wall']:.2f} "
               f"| {each['cpu'] / floor['cpu']:.2f} |")
    large = found["large"]["wall"] / floor["wall"]
    heavy = start.loaded(stores["large"])
    yield f"\n* mark 1.3 x: {mark(large, 1.3)}"
    yield f"* loaded of {', '.join(start.HEAVY)}: {', '.join(heavy) or 'none'}; mark none: {mark(len(heavy), 0)}"


def memory_lines(store: Path) -> Iterator[str]:
    """The tables of memory and rest."""
    found = memory.run(store)
    rest = {name: found.pop(name) for name in list(found) if "bytes" in found[name]}
    yield "\n## Memory and rest\n\n| MB | resident | private | shared |\n|---|---|---|---|"
    for name, each in found.items():
        yield f"| {name} | {each['rss']:.1f} | {each['private']:.1f} | {each['shared']:.1f} |"
    more = found[f"list, after {memory.SEARCHES} searches"]["rss"] - found["empty app"]["rss"]
    yield f"\n* {more:.1f} MB more than the empty app; mark 40 MB: {mark(more, 40)}\n"
    for name, each in rest.items():
        yield f"* {name}, {memory.REST_SECONDS:.0f} s: {each['bytes']:.0f} bytes, {each['cpu']:.1f} ms of processor time"


def deadline_lines(store: Path, times: int) -> Iterator[str]:
    """The table of the changed deadlines."""
    found = deadline.run(store, times)
    yield "\n## A changed deadline, committed and in its new place\n\n| ms | n | p50 | p95 | p99 | max |"
    yield "|---|---|---|---|---|---|"
    for name, each in found.items():
        yield f"| {name} | {each['n']} | {each['p50']:.2f} | {each['p95']:.2f} | {each['p99']:.2f} | {each['max']:.2f} |"
    yield f"\n* p95 mark 5 ms: {mark(found['change, wall']['p95'], 5)}"


def machine() -> Iterator[str]:
    """Where and when."""
    processor = next((line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                      if line.startswith("model name")), platform.machine())
    now = datetime.now().astimezone()
    yield f"# Measured {now:%Y-%m-%d %H:%M %Z}\n"
    yield (f"{os.cpu_count()} x {processor}, {platform.system()} {platform.release()}, Python {platform.python_version()}, "
           f"Textual {version('textual')}; load average at the start {os.getloadavg()[0]:.2f}\n")
    yield "The sides of every comparison ran in turns in one run: the ratios hold, the times belong to this machine.\n"


def main() -> None:
    """Measure what was asked for and write it down."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--store", type=Path, required=True, help="the large archive")
    options.add_argument("--small", type=Path, required=True, help="the small archive (1,000 cases)")
    options.add_argument("--samples", type=int, default=4, help="cases whose names, codes and numbers are typed")
    options.add_argument("--rounds", type=int, default=11, help="starts of each program")
    options.add_argument("--changes", type=int, default=200, help="changed deadlines")
    options.add_argument("--only", choices=PARTS, action="append", help="only this part (may be repeated)")
    asked = options.parse_args()
    os.environ.setdefault("MINORI_OPERATOR", "bench")
    parts = asked.only or PARTS
    lines = list(machine())
    if "keys" in parts:
        scratch = Path(tempfile.mkdtemp())
        try:
            found = keys.pty_run(asked.store, asked.small, scratch / "lines", asked.samples)
        finally:
            shutil.rmtree(scratch)
        lines += key_lines(found)
        lines.append("\n## Without a terminal: processor ms of one letter (median)\n")
        lines += [f"* {name}: {ms:.1f}" for name, ms in keys.in_process(asked.store, asked.samples).items()]
    if "start" in parts:
        lines += start_lines({"large": asked.store, "small": asked.small}, asked.rounds)
    if "memory" in parts:
        lines += memory_lines(asked.store)
    if "deadline" in parts:
        lines += deadline_lines(asked.store, asked.changes)
    lines.append(f"\nLoad average at the end {os.getloadavg()[0]:.2f}.")
    report = "\n".join(lines) + "\n"
    sys.stdout.write(report)
    target = keys.HERE / "results" / f"{datetime.now():%Y-%m-%d}{'-' + '-'.join(parts) if asked.only else ''}.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
