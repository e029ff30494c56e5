"""What every command starts from: the general options, the settings, and the store opened only when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from minori_tui.config import Settings
from minori_tui.domain.clock import SystemClock
from minori_tui.domain.dates import parse_date

if TYPE_CHECKING:
    import typer

    from minori_tui.services.context import Context

Screens = Callable[[str | None, str], int]
"""Opens the screens on a store (None: the usual one) and on a case ('' = the list); returns the exit code."""


def open_screens(store: str | None, case: str) -> int:
    """The real ones; loads Textual."""
    from minori_tui.start import screens

    return screens(store, case)


@dataclass(frozen=True, slots=True)
class Session:
    """The general options of one command. ``on`` stands in for today."""

    store: str | None = None
    on: date | None = None
    settings: Settings = field(default_factory=Settings)
    screens: Screens = open_screens

    @contextmanager
    def open(self, *, create: bool = False) -> Iterator[Context]:
        """The store; with ``create`` one that is not there is made, and taken away again when nothing was written to it.

        Raises ``StoreTrouble``.
        """
        from minori_tui import wiring

        made = create and not self.store_path().exists()
        context = (wiring.open_or_create if create else wiring.open_context)(self.store, self.on)
        try:
            yield context
        finally:
            if made:
                _withdraw(context)
            context.store.close()

    def today(self) -> date:
        """The day that counts as today."""
        return self.on or SystemClock().today()

    def store_path(self) -> Path:
        """Where the store is, whether or not it exists."""
        from minori_tui import paths

        return paths.named_store(self.store) or paths.default_store()


def _withdraw(context: Context) -> None:
    """Leave nothing behind of a store that was made for a command which then wrote nothing (a wrong file, a rehearsal)."""
    from minori_tui import paths
    from minori_tui.data import keyring
    from minori_tui.services import journal

    if journal.log(context, limit=1):
        return
    store = context.store
    store.close()
    key = keyring.device_key_path(paths.config_folder(), store.vault)
    parts = [store.path.with_name(store.path.name + end) for end in ("", "-wal", "-shm")]
    for file in (*parts, keyring.keyring_path(store.path), key):
        file.unlink(missing_ok=True)


def session(ctx: typer.Context) -> Session:
    """The session of a command."""
    return cast("Session", ctx.obj)


def day_of(text: str | None) -> date | None:
    """The date of ``--on``, ISO or Italian. Raises ``FieldError``."""
    return parse_date(text, SystemClock().today(), field="--on") if text else None
