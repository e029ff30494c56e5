"""Pictures of the agenda and of what is done about deadlines. Few, and made with one minor version of Python."""

from __future__ import annotations

import pytest
from agenda_kit import busy
from screens_kit import agenda_on, quiet
from test_screens_snapshots import _still, pytestmark

from minori_tui.i18n import set_language

__all__ = ["_still", "pytestmark"]
NARROW, WIDE = (80, 24), (160, 48)


@pytest.mark.parametrize(("name", "language", "size", "keys"), [
    ("agenda", "it", NARROW, ()), ("agenda", "it", WIDE, ()), ("agenda", "en", NARROW, ()), ("agenda", "en", WIDE, ()),
    ("deadlines", "it", NARROW, ("enter",)), ("deadlines", "en", WIDE, ("enter",)),
    ("why", "it", NARROW, ("w",)), ("why", "en", WIDE, ("w",)),
    ("done", "it", NARROW, ("d", *"31/12/2026", "f8")), ("move", "en", WIDE, ("r", "f8")),
    ("go to", "it", NARROW, ("g",)), ("no entries", "it", NARROW, ("z",)),
], ids=lambda value: "x".join(map(str, value)) if isinstance(value, tuple) and value in (NARROW, WIDE)
    else value if isinstance(value, str) else "")
def test_picture(snap_compare, session, name, language, size, keys):
    set_language(language)
    busy(session)

    async def typed(pilot):
        await quiet(pilot, lambda: pilot.app.screen.sheet and pilot.app.screen.sheet.counts.silent is not None)
        for key in keys:
            await pilot.press(key)
            if len(key) > 1 or len(keys) == 1:
                await quiet(pilot)
        for _step in range(5):
            await quiet(pilot)

    assert snap_compare(agenda_on(session), terminal_size=size, run_before=typed)
