"""Exports pictures of the main screens, in Italian and English, from the running program on the synthetic archive.

    python tools/make_screenshots.py [FOLDER]        (default: docs/screens)

The people in them are invented. The clock stands still, so that the pictures change only when the screens do.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from minori_tui.app import MinoriApp
from minori_tui.data.demo import make
from minori_tui.data.store import open_store
from minori_tui.domain.clock import FixedClock
from minori_tui.i18n import set_language
from minori_tui.screens import places
from minori_tui.screens.session import Session
from minori_tui.services.context import Actor, Context
from minori_tui.start import title_facts

NOON = datetime(2026, 11, 20, 12)
NARROW, WIDE = (80, 24), (120, 36)
Keys = tuple[str, ...]
NEXT = "full_stop"
"""The next pane, whatever the pane does with the arrows."""
PICTURES: tuple[tuple[str, str, tuple[int, int], Keys], ...] = (
    ("agenda", "it", WIDE, ()),
    ("why", "it", NARROW, ("w",)),
    ("deadlines", "it", WIDE, ("enter",)),
    ("timeline", "it", WIDE, ("f2", *"zanoletti mattia", "enter", NEXT)),
    ("interventions", "it", WIDE, ("f2", *"zanoletti mattia", "enter", NEXT, NEXT)),
    ("orders", "it", WIDE, ("f2", *"imberti carlo", "enter", *[NEXT] * 3)),
    ("family", "it", WIDE, ("f2", *"pezzoli davide", "enter", *[NEXT] * 5)),
    ("list", "it", NARROW, ("f2",)),
    ("lookup", "it", WIDE, ("f2", *"deluca")),
    ("card", "it", WIDE, ("f2", *"deluca tobia", "enter")),
    ("diary", "it", NARROW, ("f2", *"deluca tobia", "enter", "left", "left")),
    ("register", "it", WIDE, ("f2", *"deluca tobia", "enter", "left")),
    ("new", "it", WIDE, ("f2", *"de luca tobia", "f6", "tab", "tab", *"3/5/2017", "tab")),
    ("agenda", "en", NARROW, ()),
    ("list", "en", WIDE, ("f2", *"status:open age:6-10")),
    ("card", "en", NARROW, ("f2", *"deluca tobia", "enter")),
)
"""Name, language, cells, and the keys that lead there."""


async def _settle(pilot: Pilot[Any]) -> None:
    for _step in range(6):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.1)


async def _picture(context: Context, size: tuple[int, int], keys: Keys) -> str:
    """The screen after the keys, as SVG."""
    session = Session(context)
    facts = title_facts(context)
    app = MinoriApp(lambda: places.home(session), places=places.places(session), title_facts=lambda: facts, theme="minori-dark")
    try:
        async with app.run_test(size=size) as pilot:
            for key in keys:
                await pilot.press(key)
                if len(key) > 1:
                    await _settle(pilot)
            await _settle(pilot)
            return app.export_screenshot(title="Minori", simplify=True)
    finally:
        session.lookup.close()


_TEXT = re.compile(r'(<text class="[^"]*" x=")([\d.]+)(" y="[\d.]+" textLength=")([\d.]+)("[^>]*>)([^<]*)</text>')
CELL = 12.2
"""Width of a cell in the pictures, in their own units."""


def _without_blanks(text: re.Match[str]) -> str:
    """A piece of text without its leading blanks, moved to where it begins: some viewers drop blanks they are given."""
    before, x, middle, length, after, words = text.groups()
    bare = words.replace("&#160;", "\u00a0").lstrip("\u00a0")
    blanks = len(words.replace("&#160;", "\u00a0")) - len(bare)
    bare = bare.rstrip("\u00a0")
    if not bare:
        return ""
    cells = round(float(length) / CELL) - blanks
    cells -= len(words.replace("&#160;", "\u00a0")) - blanks - len(bare)
    moved = f"{float(x) + blanks * CELL:.1f}"
    return f'{before}{moved}{middle}{cells * CELL:.1f}{after}{bare}</text>'


def plain(svg: str) -> str:
    """Without the web font, which a viewer would fetch from elsewhere, and without the random class names."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "monospace").replace('"Fira Code"', "monospace")
    svg = _TEXT.sub(_without_blanks, svg)
    return re.sub(r"terminal-\d+", "terminal", svg)


def main() -> None:
    """Make every picture."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "docs" / "screens"
    target.mkdir(parents=True, exist_ok=True)
    os.environ["COLORTERM"] = "truecolor"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "demo.minori", folder / "config", size="S", seed=1, today=NOON.date())
        for picture, language, size, keys in PICTURES:
            set_language(language)
            store = open_store(folder / "demo.minori", folder / "config")
            context = Context(store, Actor("rossi", "Rossi Marta"), FixedClock(NOON))
            svg = asyncio.run(_picture(context, size, keys))
            store.close()
            (target / f"{picture}-{language}.svg").write_text(plain(svg), "utf-8")
            print(f"{picture}-{language}.svg")


if __name__ == "__main__":
    main()
