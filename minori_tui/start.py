"""Starting the screens: the store first (a store that does not open is a sentence, not a screen), then Textual."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from minori_tui.i18n import _, language

if TYPE_CHECKING:
    from minori_tui.services.context import Context

_DAYS = {"it": ("lun", "mar", "mer", "gio", "ven", "sab", "dom"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def screens(store: str | None, number: str = "") -> int:
    """Open the screens on a store, at a case when its ``number`` is given. Returns the exit code.

    Without a terminal the beginning of the list is printed instead.
    """
    from minori_tui.hardening import harden

    harden()
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


def _run(context: Context, number: str) -> int:
    from minori_tui import paths
    from minori_tui.app import MinoriApp
    from minori_tui.logs import open_log, quiet_hooks
    from minori_tui.screens.cases import CaseList
    from minori_tui.screens.session import Session
    from minori_tui.widgets.title_line import TitleFacts

    open_log(paths.state_folder() / "minori.log")
    quiet_hooks()
    meta = context.store.meta()
    today = context.clock.today()
    day = f"{_DAYS[language()][today.weekday()]} {today:%d/%m/%Y}"
    facts = TitleFacts(meta.get("name") or context.store.path.stem, context.actor.name, day, meta.get("synthetic") == "1")
    session = Session(context)
    try:
        app = MinoriApp(lambda: CaseList(session, open_at=number), title_facts=lambda: facts)
        app.run()
        return app.return_code or 0
    finally:
        session.close()
