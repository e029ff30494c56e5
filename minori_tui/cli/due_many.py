"""The JSON of very many deadlines: shared out to one process a processor, each with a part of the cases.

What takes the time is the arithmetic of each deadline and its explanation, not the store. The processes are started anew (the
connection of this one is not theirs) and only read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from minori_tui import i18n
from minori_tui.cli import due_view

if TYPE_CHECKING:
    from minori_tui.services.context import Context
    from minori_tui.services.due_items import Placed

MANY = 20_000
"""Deadlines from which on it pays to start further processes (each takes half a second to start)."""
AT_MOST = 4


def records(context: Context, placed: Sequence[Placed]) -> Iterator[str]:
    """The JSON of the deadlines in the order of their places."""
    from minori_tui.services import due

    parts = min(os.cpu_count() or 1, AT_MOST) if len(placed) >= MANY else 1
    if parts == 1:
        return due_view.records(context, due.made(context, placed))
    size = -(-len(placed) // parts)
    texts: dict[int, str] = {}
    with ProcessPoolExecutor(parts, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(_part, context.store.path, context.clock.now(), i18n.language(), placed[start:start + size])
                   for start in range(0, len(placed), size)]
        for one in waiting:
            texts.update(one.result())
    return (texts.pop(place) for place in sorted(texts))


def _part(store: Path, now: datetime, language: str, placed: Sequence[Placed]) -> list[tuple[int, str]]:
    """The work of one process: the places and texts of its deadlines."""
    from minori_tui import paths, wiring
    from minori_tui.data.store import open_store
    from minori_tui.domain.clock import FixedClock
    from minori_tui.services import due
    from minori_tui.services.context import Context

    i18n.set_language(language)
    opened = open_store(store, paths.config_folder())
    try:
        context = Context(opened, wiring.actor(), FixedClock(now))
        return list(due_view.texts(context, due.made(context, placed)).items())
    finally:
        opened.close()
