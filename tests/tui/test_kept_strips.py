"""What is kept from one painting to the next, and what is measured in a quicker way: it must look the same."""

from __future__ import annotations

import gc
import sys

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.geometry import Region
from textual.widget import Widget
from tui_fakes import ListScreen, screen_text

from minori_tui import start
from minori_tui.domain.text import shown
from minori_tui.widgets import record_table
from minori_tui.widgets.lines import FrameLine
from minori_tui.widgets.lookup_input import LookupInput
from minori_tui.widgets.status_line import StatusLine


def test_characters_that_are_not_measured_take_one_cell_and_show_as_they_are():
    quick = [chr(n) for n in range(sys.maxunicode) if record_table._NARROW(chr(n))]
    assert len(quick) > 500
    assert [c for c in quick if cell_len(c) != 1 or not c.isprintable() or shown(c) != c] == []


@pytest.mark.parametrize("typed", ["rossi", "nicolò d'angelo", "王", "a‎b", "x" * 200])
@pytest.mark.parametrize("left", [0, 1, 3])
async def test_the_search_box_looks_as_textual_draws_it(make_app, typed, left):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        box = pilot.app.screen.box
        box.set_text(typed)
        await pilot.press(*["left"] * left)
        line = Region(0, 0, box.size.width, 1)
        ours = box.render_lines(line)[0]
        box._styles_cache.clear()
        textuals = super(LookupInput, box).render_lines(line)[0]
        assert _cells(ours) == _cells(textuals)


def _cells(strip) -> list[tuple[str, object]]:
    return [(letter, segment.style) for segment in strip for letter in segment.text]


async def test_a_line_is_painted_again_when_its_words_or_colours_change(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        line = pilot.app.screen.query_one(StatusLine)
        whole = Region(0, 0, line.size.width, 1)
        line.result("first")
        first = line.render_lines(whole)
        assert line.render_lines(whole) is first
        line.result("second")
        await pilot.pause()
        assert "second" in "".join(screen_text(pilot.app))
        before = line.render_lines(whole)[0]
        pilot.app.theme = next(name for name in ("textual-light", "nord") if name != pilot.app.theme)
        await pilot.pause()
        assert _cells(line.render_lines(whole)[0]) != _cells(before)


class Quoting(App[None]):
    """One line that says what it is told."""

    def compose(self):
        yield Quote()


class Quote(FrameLine):
    """Three looks."""

    def pieces(self, width: int):
        return (("plain ", ""), ("strong ", "strong"), ("dim", "dim"))


async def test_plain_looks_need_no_style_sheet():
    async with Quoting().run_test(size=(40, 5)) as pilot:
        quote: Widget = pilot.app.query_one(Quote)
        styles = [segment.style for segment in quote.render_line(0)]
        assert [bool(s.bold) for s in styles[:3]] == [False, True, False]
        assert [bool(s.dim) for s in styles[:3]] == [False, False, True]


def test_garbage_is_collected_again_when_the_screens_do_not_open(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MINORI_HOME", str(tmp_path))
    assert start.screens(str(tmp_path / "nowhere.minori")) == 4
    assert gc.isenabled()
    assert "nowhere.minori" in capsys.readouterr().err
