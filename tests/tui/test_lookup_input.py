"""The search box: one frame, keys for the list, undo, and the private names of Textual it stands on."""

from __future__ import annotations

import inspect

import pytest
from textual.widgets import Input
from tui_fakes import FakeSource, ListScreen, screen_text

from minori_tui.widgets.lookup_input import LookupInput


def test_the_private_names_of_textual_are_still_there():
    for name in ("_watch_value", "_watch_selection", "_cursor_offset", "_position_to_cell", "_value", "_on_paste"):
        assert hasattr(Input, name), name
    assert "virtual_size" in inspect.getsource(Input._watch_value)
    assert "scroll_to_region" in inspect.getsource(Input._watch_selection)
    assert "_initial_value" in inspect.getsource(Input.__init__)


async def test_every_letter_searches_before_the_frame(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("x", "backspace")
        screen.searched.clear()
        layouts: list[int] = []
        refresh_layout = screen._refresh_layout
        screen._refresh_layout = lambda *a, **k: (layouts.append(1), refresh_layout(*a, **k))[1]
        await pilot.press(*"rossi")
        assert screen.searched == ["r", "ro", "ros", "ross", "rossi"]
        assert layouts == []
        lines = screen_text(pilot.app)
        assert lines[1].startswith("rossi")
        assert "rossi 0" in lines[3]
        assert screen.status.text == "5 letters"


@pytest.mark.parametrize(
    ("keys", "row"),
    [(["down"] * 3, 3), (["pagedown"], 19), (["ctrl+end"], 4999), (["ctrl+end", "ctrl+home"], 0), (["down", "up"], 0)],
)
async def test_list_keys_do_not_leave_the_box(make_app, keys, row):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("a", *keys, "enter")
        assert screen.focused is screen.box
        assert screen.opened == [row]


async def test_escape_clears_then_leaves(make_app):
    async with make_app(lambda: ListScreen(FakeSource(5))).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("a", "b", "escape")
        assert screen.box.value == ""
        assert screen.searched[-1] == ""
        assert pilot.app.screen is screen
        await pilot.press("escape")
        assert "Leave Minori?" in "".join(screen_text(pilot.app))


async def test_undo_is_the_boxs_own_until_there_is_nothing_left(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("a", "b", "ctrl+z")
        assert screen.box.value == "a"
        await pilot.press("ctrl+y")
        assert screen.box.value == "ab"
        await pilot.press("ctrl+z", "ctrl+z")
        assert (screen.box.value, screen.done) == ("", [])
        await pilot.press("ctrl+z")
        assert screen.done == ["undo"]


async def test_a_text_longer_than_the_box_scrolls_and_comes_back(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        box = pilot.app.screen.box
        box.set_text("x" * 100 + "end")
        await pilot.pause()
        assert screen_text(pilot.app)[1].rstrip().endswith("end")
        await pilot.press("home")
        assert screen_text(pilot.app)[1].startswith("xxx")
        await pilot.press("ctrl+k", "a")
        assert screen_text(pilot.app)[1].rstrip() == "a"


async def test_pasted_text_is_washed(make_app):
    from textual import events

    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        box: LookupInput = pilot.app.screen.box
        box.post_message(events.Paste("De\x1b[31m Luca\n\u202eGian"))
        await pilot.pause()
        assert "\x1b" not in box.value
        assert "\u202e" not in box.value
        assert box.value.startswith("De")
        assert box.value.endswith("Gian")
