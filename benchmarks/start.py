"""From exec to the first frame and to the first deadline of the agenda, against an empty Textual app started in the same round;
and what is loaded by then."""

from __future__ import annotations

import os
import random
import sys
import tempfile
from datetime import date
from pathlib import Path

from keys import HERE, first_due, minori
from terminal import KEYS, Program, median

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "typer")
_LOADED = """
import atexit, sys
atexit.register(lambda: open({out!r}, "w").write("\\n".join(sys.modules)))
from minori_tui.__main__ import main
sys.argv = ["minori", "--store", {store!r}]
sys.exit(main())
"""


def run(stores: dict[str, Path], rounds: int) -> dict[str, dict[str, float]]:
    """Start the empty app and the agenda on each store ``rounds`` times in turn; medians of wall and processor milliseconds."""
    targets = {"empty app": ([sys.executable, str(HERE / "empty_app.py")], "ready to work")}
    for name, store in stores.items():
        targets[f"{name}, frame"] = minori(store), f"{date.today():%d/%m/%Y}"
        targets[name] = minori(store), first_due(store)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in targets}
    draw = random.Random(5)
    for argv, text in targets.values():  # once to have the files in memory and their bytecode kept
        _start(argv, text)
    for _ in range(rounds):
        for name in draw.sample(sorted(targets), len(targets)):
            found[name].append(_start(*targets[name]))
    return {name: {"wall": median([w for w, _ in runs]), "least": min(w for w, _ in runs), "cpu": median([c for _, c in runs])}
            for name, runs in found.items()}


def _start(argv: list[str], text: str) -> tuple[float, float]:
    with Program(argv) as program:
        return program.wait_for(text), program.cpu()


def loaded(store: Path) -> list[str]:
    """The heavy modules that are loaded when the agenda has been painted and has settled (none is wanted)."""
    out = Path(tempfile.mkdtemp()) / "modules"
    code = _LOADED.format(out=str(out), store=str(store))
    with Program([sys.executable, "-c", code]) as program:
        program.wait_for(first_due(store))
        program.rest(1.0)
        os.write(program.fd, KEYS["quit"])
        program.read(1.0, 2.0)
    modules = set(out.read_text().split("\n"))
    out.unlink()
    out.parent.rmdir()
    if "minori_tui.screens.agenda.rows" not in modules:
        raise RuntimeError("the list of modules was not taken from the screens")
    return [name for name in HEAVY if name in modules]
