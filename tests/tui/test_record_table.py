"""The windowed list: what it asks for, where the cursor goes, what it paints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tui_fakes import COLUMNS, CountingSource, FakeSource, ListScreen, screen_text

from minori_tui.widgets.columns import GAP, Column, plan
from minori_tui.widgets.plain import fit
from minori_tui.widgets.record_table import SIGN

SIZES = [(80, 24), (120, 36)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_million_rows_are_never_read_only_windows(make_app, size):
    source = FakeSource(1_000_000)
    async with make_app(lambda: ListScreen(source)).run_test(size=size) as pilot:
        table = pilot.app.screen.table
        table.focus()
        await pilot.press("pagedown", "pagedown", "end", "pageup", "home", *["down"] * 60, "up")
        page = table.page_rows
        assert page == size[1] - 5  # title, search box, header, status, keys
        assert all(count == page for _first, count in source.asked)
        assert len(source.asked) < 15
        assert table.cursor == 59
        assert table.current.key == 59


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (["down", "down", "up"], 1), (["j", "j", "k"], 1), (["up"], 0), (["end", "down"], 99), (["end", "home"], 0),
        (["pagedown"], 19), (["pagedown", "pageup"], 0), (["home"], 0), (["end", "pageup"], 80), (["ctrl+end"], 99),
    ],
)
async def test_where_keys_lead(make_app, keys, row):
    async with make_app(lambda: ListScreen(FakeSource(100))).run_test(size=(80, 24)) as pilot:
        table = pilot.app.screen.table
        table.focus()
        await pilot.press(*keys)
        assert table.cursor == row
        assert table.top <= row < table.top + table.page_rows
        assert table.current.key == row


@pytest.mark.parametrize(("kind", "row"), [(FakeSource, 999), (CountingSource, 4999)])
async def test_end_of_an_uncounted_list(make_app, kind, row):
    """End counts when the source can, and goes to what is known when it cannot."""
    async with make_app(lambda: ListScreen(kind(5000, counted=False))).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+end")
        assert pilot.app.screen.table.cursor == row


async def test_an_uncounted_list_ends_where_its_rows_end(make_app):
    async with make_app(lambda: ListScreen(FakeSource(25, counted=False))).run_test(size=(80, 24)) as pilot:
        await pilot.press(*["pagedown"] * 5)
        table = pilot.app.screen.table
        assert table.current.key == table.cursor == 24
        assert len(table.shown_rows) == table.page_rows


async def test_the_edge_moves_half_a_page(make_app):
    async with make_app(lambda: ListScreen(FakeSource(100))).run_test(size=(80, 24)) as pilot:
        table = pilot.app.screen.table
        await pilot.press(*["down"] * table.page_rows)
        assert table.cursor == table.page_rows
        assert table.top == table.page_rows // 2 + 1


async def test_a_move_repaints_two_rows(make_app):
    async with make_app(lambda: ListScreen(FakeSource(100))).run_test(size=(80, 24)) as pilot:
        table = pilot.app.screen.table
        painted: list[int] = []
        refresh = table.refresh
        table.refresh = lambda *regions, **kw: (painted.extend(r.y for r in regions), refresh(*regions, **kw))[1]
        await pilot.press("down")
        assert painted == [1, 2]


async def test_the_selected_row_has_a_sign_and_is_reversed(make_app):
    async with make_app(lambda: ListScreen(FakeSource(3))).run_test(size=(80, 24)) as pilot:
        await pilot.press("down")
        table = pilot.app.screen.table
        lines = screen_text(pilot.app)
        assert [line[:2] for line in lines[3:6]] == ["  ", SIGN + " ", "  "]
        assert next(iter(table.render_line(2))).style.reverse
        assert not next(iter(table.render_line(1))).style.reverse


async def test_no_colour_keeps_sign_and_reverse(make_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with make_app(lambda: ListScreen(FakeSource(3))).run_test(size=(80, 24)) as pilot:
        style = next(iter(pilot.app.screen.table.render_line(1))).style
        assert style.reverse
        assert style.color.get_truecolor() != style.bgcolor.get_truecolor()
        assert not pilot.app.current_theme.ansi


async def test_empty_list_and_enter(make_app):
    async with make_app(lambda: ListScreen(FakeSource(0))).run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "end", "enter")
        assert pilot.app.screen.opened == []
        assert pilot.app.screen.table.current is None
        assert "No records" in screen_text(pilot.app)[3]


async def test_reading_again_keeps_the_place(make_app):
    async with make_app(lambda: ListScreen(FakeSource(500))).run_test(size=(80, 24)) as pilot:
        table = pilot.app.screen.table
        await pilot.press("pagedown", "pagedown", "down")
        before = table.top, table.cursor
        table.show(FakeSource(500, word="again"), keep_place=True)
        assert (table.top, table.cursor) == before
        assert table.current.cells[1] == "again 39"
        table.show(FakeSource(10), keep_place=True)
        assert table.cursor == 9
        assert table.current.key == 9


async def test_keeping_a_key(make_app):
    async with make_app(lambda: ListScreen(FakeSource(500))).run_test(size=(80, 24)) as pilot:
        table = pilot.app.screen.table
        table.show(FakeSource(500), keep_key=7)
        assert table.current.key == 7


async def test_another_record_is_told_at_once_and_once(make_app):
    async with make_app(lambda: ListScreen(FakeSource(500))).run_test(size=(80, 24)) as pilot:
        table, told = pilot.app.screen.table, []
        table.cursor_hook = lambda row: told.append(row and row.key)
        table.go_to(3)
        table.show(FakeSource(500), keep_place=True)
        table.show(FakeSource(0))
        assert told == [3, None]


async def test_a_click_selects_and_a_second_opens(make_app):
    async with make_app(lambda: ListScreen(FakeSource(50))).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.click(screen.table, offset=(5, 4), times=2)
        assert screen.table.current.key == 3
        assert screen.opened == [3]


async def test_sort_mark(make_app):
    async with make_app(lambda: ListScreen(FakeSource(50))).run_test(size=(80, 24)) as pilot:
        pilot.app.screen.table.sorted_by("name", descending=True)
        await pilot.pause()
        assert "Child ▼" in screen_text(pilot.app)[2]


@pytest.mark.parametrize(
    ("width", "keys"),
    [(80, ["number", "name", "age"]), (120, ["number", "name", "age", "next"]), (20, ["number"])],
)
def test_columns_by_width(width, keys):
    assert [slot.column.key for slot in plan(COLUMNS, width, width)] == keys


@given(st.integers(1, 300), st.lists(st.tuples(st.integers(1, 40), st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=9))
def test_columns_never_overflow(width, shapes):
    columns = [Column(str(n), "t", wide, priority=prio, grow=grow) for n, (wide, prio, grow) in enumerate(shapes)]
    slots = plan(columns, width, width)
    assert slots
    assert sum(slot.width for slot in slots) + GAP * (len(slots) - 1) <= width
    assert [slot.index for slot in slots] == sorted(slot.index for slot in slots)


@given(st.text(), st.integers(1, 60), st.sampled_from(["left", "right"]))
def test_fit_is_exact_and_printable(text, width, align):
    cell = fit(text, width, align)
    assert cell_len(cell) == width
    assert all(char.isprintable() or char in "\u200c\u200d" for char in cell)
