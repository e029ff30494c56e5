"""A list in sections: the cursor skips the headings, and only what is on the screen is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tui_fakes import COLUMNS, FakeSource, screen_text

from minori_tui.screens.base import MinoriScreen
from minori_tui.widgets.section_table import Heading, Section, Sections, SectionTable


class SectionScreen(MinoriScreen[None]):
    """Nothing but the list."""

    def __init__(self, *sizes: int) -> None:
        super().__init__()
        self.sources = [FakeSource(size, word=f"s{n}") for n, size in enumerate(sizes)]
        self.table = SectionTable(COLUMNS, Sections([Section(str(n), f"Part {n}", s) for n, s in enumerate(self.sources)]))
        self.hooked: list[object] = []
        self.table.cursor_hook = self.hooked.append

    def compose_body(self):
        return (self.table,)


@given(st.lists(st.integers(0, 9), max_size=5), st.integers(0, 40), st.integers(1, 12))
def test_a_window_is_a_slice_of_the_whole(sizes, first, count):
    source = Sections([Section(str(n), f"Part {n}", FakeSource(size, word=f"s{n}")) for n, size in enumerate(sizes)])
    whole = list(source.window(0, source.total))
    assert len(whole) == source.total == sum(size + 1 for size in sizes if size)
    assert list(source.window(first, count)) == whole[first:first + count]
    assert [n for n, row in enumerate(whole) if isinstance(row, Heading)] == source.starts
    assert [source.is_heading(n) for n in range(source.total)] == [isinstance(row, Heading) for row in whole]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.data())
def test_each_row_knows_its_section(sizes, data):
    source = Sections([Section(str(n), "", FakeSource(size, word=f"s{n}")) for n, size in enumerate(sizes)])
    row = data.draw(st.integers(0, source.total - 1))
    assert source.starts[source.section_at(row)] <= row


@pytest.mark.parametrize(("keys", "wanted"), [
    ([], "s0 0"), (["up"], "s0 0"), (["down"], "s0 1"), (["down", "down"], "s2 0"), (["down", "down", "up"], "s0 1"),
    (["right_square_bracket"], "s2 0"), (["end"], "s3 39"), (["end", "left_square_bracket"], "s3 0"),
    (["end", "left_square_bracket", "left_square_bracket"], "s2 0"), (["end", "right_square_bracket"], "s3 0"),
    (["end", "home"], "s0 0"), (["pagedown", "pageup"], "s0 0"),
])
async def test_the_cursor_is_always_on_a_record(make_app, keys, wanted):
    async with make_app(lambda: SectionScreen(2, 0, 3, 40)).run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        screen = pilot.app.screen
        assert screen.table.current.cells[1] == wanted
        assert not any(isinstance(row, Heading) for row in screen.hooked)
        assert any("▌" in line and wanted in line for line in screen_text(pilot.app))


async def test_headings_are_lines_of_the_list_and_empty_sections_have_none(make_app):
    async with make_app(lambda: SectionScreen(2, 0, 3)).run_test(size=(80, 24)) as pilot:
        lines = screen_text(pilot.app)
        assert [line.startswith("── Part") for line in lines[1:9]] == [False, True, False, False, True, False, False, False]
        assert all(len(line) == 80 for line in lines)


async def test_the_first_row_of_the_list_shows_with_its_heading(make_app):
    async with make_app(lambda: SectionScreen(30, 30)).run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown", *["up"] * 40)
        assert pilot.app.screen.table.cursor == 1
        assert screen_text(pilot.app)[2].startswith("── Part 0")


async def test_only_the_rows_on_the_screen_are_asked_for(make_app):
    async with make_app(lambda: SectionScreen(1_000_000, 1_000_000)).run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "home", "right_square_bracket", "pagedown")
        screen = pilot.app.screen
        assert max(count for source in screen.sources for _first, count in source.asked) <= 24


async def test_rows_that_are_gone_leave_the_cursor_on_a_record(make_app):
    async with make_app(lambda: SectionScreen(2, 3)).run_test(size=(80, 24)) as pilot:
        table = pilot.app.screen.table
        await pilot.press("down", "down", "down")
        for sizes in ((1, 1), (0, 1), (0, 0), (3, 0)):
            table.show(Sections([Section(str(n), "", FakeSource(size, word=f"s{n}")) for n, size in enumerate(sizes)]),
                       keep_place=True)
            assert not isinstance(table.current, Heading)
            assert (table.current is None) == (not any(sizes))
