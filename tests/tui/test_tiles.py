"""Frames written straight from the widgets that changed: they say what Textual's own way says."""

from __future__ import annotations

import pytest
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static
from tui_fakes import ListScreen

from minori_tui.widgets.lookup_input import LookupInput
from minori_tui.widgets.tiles import LinesUpdate

SIZE = (80, 24)


class Watched:
    """The frames that an app has been given, and what the whole screen was at that moment."""

    def __init__(self, app) -> None:
        self.frames: list[tuple[object, list[Strip]]] = []
        shown = app._display

        def display(screen, update) -> None:
            if update is not None:
                self.frames.append((update, screen._compositor.render_strips()))
            shown(screen, update)

        app._display = display


def _cells(strips) -> list[list[tuple[str, object]]]:
    return [[(letter, segment.style) for segment in strip for letter in segment.text] for strip in strips]


@pytest.mark.parametrize("keys", ["a", "am", "down", "pagedown", "ctrl+end", "z", "left"])
async def test_the_lines_of_a_frame_turn_the_screen_before_into_the_screen_after(make_app, keys):
    app = make_app(ListScreen)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r")
        watched = Watched(app)
        screen = _cells(app.screen._compositor.render_strips())
        await pilot.press(*([keys] if len(keys) > 2 else keys))
        await pilot.pause()
        assert watched.frames
        for update, whole in watched.frames:
            assert isinstance(update, LinesUpdate)
            for y, x, strip in update.lines:
                [new] = _cells([strip])
                screen[y][x:x + len(new)] = new
            assert screen == _cells(whole)


async def test_what_lies_over_the_list_takes_textuals_own_way(make_app):
    app = make_app(ListScreen)
    async with app.run_test(size=SIZE) as pilot:
        assert app.screen._compositor._tiles() is not None
        over = Static("over")
        over.styles.position = "absolute"
        over.styles.width = 4
        await app.screen.mount(over)
        await pilot.pause()
        watched = Watched(app)
        assert app.screen._compositor._tiles() is None
        await pilot.press("r")
        await pilot.pause()
        assert watched.frames
        assert not any(isinstance(update, LinesUpdate) for update, _ in watched.frames)


async def test_a_letter_leaves_in_one_frame(make_app):
    app = make_app(ListScreen)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        watched = Watched(app)
        await pilot.press("r")
        await pilot.pause()
        assert len(watched.frames) == 1
        columns = {(y, x) for y, x, _ in watched.frames[0][0].lines}
        box = app.screen.query_one(LookupInput).region
        assert (box.y, box.x) in columns


async def test_a_frame_goes_to_the_terminal_in_one_piece(make_app, monkeypatch):
    app = make_app(ListScreen)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        pieces: list[str] = []
        app._sync_available = True
        app._driver.write = pieces.append
        with monkeypatch.context() as patched:
            patched.setattr(type(app), "is_headless", False)
            app._display(app.screen, LinesUpdate([(2, 0, Strip.blank(3)), (5, 7, Strip.blank(2))]))
        at = app.cursor_position
        assert pieces == [f"\x1b[?2026h\x1b[3;1H   \x1b[6;8H  \x1b[{at.y + 1};{at.x + 1}H\x1b[?2026l"]


def test_a_frame_without_styles_is_places_and_texts():
    from rich.console import Console

    update = LinesUpdate([(0, 4, Strip.blank(2))])
    assert update.render_segments(Console()) == "\x1b[1;5H  "
    assert Region(3, 4, 5, 6).reset_offset == Region(0, 0, 5, 6)
