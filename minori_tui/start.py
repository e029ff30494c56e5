"""Starting the screens: the store first (a store that does not open is a sentence, not a screen), then Textual."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from minori_tui.i18n import _, language

if TYPE_CHECKING:
    from minori_tui.services.context import Context
    from minori_tui.widgets.title_line import TitleFacts

SETTLED_SECONDS = 1.0
"""After the first screen was asked for: by then it is painted, and what was loaded for it will stay to the end."""
_DAYS = {"it": ("lun", "mar", "mer", "gio", "ven", "sab", "dom"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def screens(store: str | None, number: str = "") -> int:
    """Open the screens on a store, at a case when its ``number`` is given. Returns the exit code.

    Without a terminal the beginning of the list is printed instead.
    """
    gc.disable()  # nothing of what a start makes is garbage; looking for it would cost a tenth of the start
    try:
        return _opened(store, number)
    finally:
        gc.enable()


def _opened(store: str | None, number: str) -> int:
    from minori_tui.domain.errors import MinoriError
    from minori_tui.wiring import open_for_screens

    try:
        context = open_for_screens(store, lambda: print(_("Making the synthetic archive…"), file=sys.stderr))  # noqa: T201
    except MinoriError as error:
        print(_(error.message, **error.facts), file=sys.stderr)  # noqa: T201
        return error.exit_code
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from minori_tui.cli.plain import overview

        overview(context)
        return 0
    return _run(context, number)


def _collect_from_now_on() -> None:
    """Collect garbage again, but never look at what the start has made: it lives as long as the program."""
    gc.freeze()
    gc.enable()


def _run(context: Context, number: str) -> int:
    import asyncio

    from minori_tui import config, paths
    from minori_tui.app import MinoriApp
    from minori_tui.logs import open_log, quiet_hooks
    from minori_tui.screens import places
    from minori_tui.screens.agenda.screen import Agenda
    from minori_tui.screens.session import Session

    open_log(paths.state_folder() / "minori.log")
    quiet_hooks()
    facts = title_facts(context)
    session = Session(context)

    def home() -> Agenda:
        asyncio.get_running_loop().call_later(SETTLED_SECONDS, _collect_from_now_on)
        return places.home(session, number)

    try:
        app = MinoriApp(home, places=places.places(session), title_facts=lambda: facts, theme=config.load().theme,
                        theme_chosen=config.keep_theme)
        app.run()
        return app.return_code or 0
    finally:
        session.close()


def title_facts(context: Context) -> TitleFacts:
    """What the title line says: the archive, who is working, the day."""
    from minori_tui.widgets.title_line import TitleFacts

    meta = context.store.meta()
    today = context.clock.today()
    day = f"{_DAYS[language()][today.weekday()]} {today:%d/%m/%Y}"
    return TitleFacts(meta.get("name") or context.store.path.stem, context.actor.name, day, meta.get("synthetic") == "1")
