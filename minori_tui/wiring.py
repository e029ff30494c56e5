"""The composition root: which store, which operator, which clock. The only module that knows every layer below the screens."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from minori_tui import config, paths
from minori_tui.data.store import Store, create_store, open_store
from minori_tui.domain.clock import Clock, FixedClock, SystemClock
from minori_tui.services.context import Actor, Context


def actor() -> Actor:
    """Who is working: ``MINORI_OPERATOR``, else the operator of the settings, else the account on this machine."""
    named = os.environ.get("MINORI_OPERATOR")
    if named:
        return Actor(named, named)
    said = config.load()
    code = said.operator_code or _account()
    return Actor(code, said.operator_name or code)


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name (containers)
        return "operator"


def _known(store: Store) -> Actor:
    """Who is working, by the name under which the archive knows the operator: entries are signed with it."""
    who = actor()
    if who.name != who.code:
        return who
    with store.read() as connection:
        row = connection.execute("SELECT name FROM operator WHERE code = ?", (who.code,)).fetchone()
    return Actor(who.code, row[0]) if row and row[0] else who


def clock(on: date | None = None) -> Clock:
    """The machine's clock, or one that stands at noon of a given day (``--on``)."""
    return FixedClock(datetime(on.year, on.month, on.day, 12)) if on else SystemClock()


def open_context(store: str | None = None, on: date | None = None) -> Context:
    """The session of work on the named store, else on the default one. Raises ``StoreTrouble``."""
    path = paths.named_store(store) or paths.default_store()
    found = open_store(path, paths.config_folder())
    return Context(found, _known(found), clock(on))


def open_or_create(store: str | None = None, on: date | None = None) -> Context:
    """As ``open_context``, but a store that is not there is made: the first import needs no question."""
    path = paths.named_store(store) or paths.default_store()
    found = open_store(path, paths.config_folder()) if path.exists() else create_store(path, paths.config_folder())
    return Context(found, _known(found), clock(on))


def open_for_screens(store: str | None = None, progress: Callable[[], None] | None = None) -> Context:
    """What ``minori`` alone opens: the named store, the default one, else the synthetic archive (made when needed)."""
    named = paths.named_store(store)
    path = named or paths.default_store()
    if named is None and not path.exists():
        path = paths.demo_store()
        if not path.exists():
            if progress:
                progress()
            make_demo(path, size="S", seed=1, today=SystemClock().today())
    found = open_store(path, paths.config_folder())
    return Context(found, _known(found), clock())


def make_demo(path: Path, *, size: str, seed: int, today: date, progress: Callable[[int, int], None] | None = None) -> object:
    """Make a synthetic archive; returns its manifest."""
    from minori_tui.data.demo import make

    return make(path, paths.config_folder(), size=size, seed=seed, today=today, progress=progress)


__all__ = ["Store", "actor", "clock", "make_demo", "open_context", "open_for_screens", "open_or_create"]
