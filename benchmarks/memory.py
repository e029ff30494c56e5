"""What the list holds after 50 searches, against an empty Textual app; and what both cost while nothing is done."""

from __future__ import annotations

import sys
from pathlib import Path

from keys import CLEAR, HERE, minori, open_list, words
from terminal import Program

SEARCHES = 50
REST_SECONDS = 20.0


def run(store: Path) -> dict[str, dict[str, float]]:
    """Megabytes (all, private, shared) of the empty app, of the list as opened and after the searches, and the bytes and
    processor milliseconds of ``REST_SECONDS`` without a key."""
    empty = [sys.executable, str(HERE / "empty_app.py")]
    with Program(empty) as floor, Program(minori(store)) as console:
        floor.wait_for("ready to work")
        open_list(console, store)
        console.rest(1.0)
        floor.rest(1.0)
        found = {"empty app": floor.memory(), "list, as opened": console.memory()}
        for word in words(store, SEARCHES)[-SEARCHES:]:
            console.type(CLEAR, 0.3, 0.3)
            for key in word.keys:
                console.type(key, 0.02)
        console.rest(1.0)
        found[f"list, after {SEARCHES} searches"] = console.memory()
        for name, program in (("empty app, at rest", floor), ("list, at rest", console)):
            size, cpu = program.rest(REST_SECONDS)
            found[name] = {"bytes": float(size), "cpu": cpu}
        return found
