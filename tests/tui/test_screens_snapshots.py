"""Pictures of the main screens. Few, because they are compared sign by sign; made with one minor version of Python."""

from __future__ import annotations

import sys
import time

import pytest
from screens_kit import app_on, quiet
from textual.widgets import Input

MADE_WITH = (3, 11)
pytestmark = pytest.mark.skipif(sys.version_info[:2] != MADE_WITH, reason="pictures are compared on one version of Python")
NARROW, WIDE = (80, 24), (120, 36)
CASE = (*"2026/1", "enter")


@pytest.fixture(autouse=True)
def _still(monkeypatch):
    """The same office clock, cursor and colours everywhere."""
    monkeypatch.setenv("TZ", "Europe/Rome")
    monkeypatch.setenv("COLORTERM", "truecolor")
    time.tzset()
    monkeypatch.setattr(Input, "cursor_blink", False)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x36"])
@pytest.mark.parametrize(("name", "language", "keys"), [
    ("list", "it", ("q",)),
    ("card", "it", CASE),
    ("diary", "it", (*CASE, "left", "left")),
    ("register", "en", (*CASE, "left")),
    ("new case", "it", (*"quarenghi tobia", "f6", "tab", "tab", *"3/5/2017", "tab")),
    ("entry with problems", "en", (*CASE, "f6", "f8")),
    ("values", "it", (*CASE, "f6", "tab", "f4")),
    ("confirm", "it", (*CASE, "f9", "x", "escape")),
], ids=lambda value: value if isinstance(value, str) else "")
def test_picture(snap_compare, session, size, name, language, keys):
    from minori_tui.i18n import set_language

    set_language(language)

    async def typed(pilot):
        for key in keys:
            await pilot.press(key)
            if len(key) > 1:
                await quiet(pilot)
        for _step in range(5):
            await quiet(pilot)

    assert snap_compare(app_on(session), terminal_size=size, run_before=typed)
