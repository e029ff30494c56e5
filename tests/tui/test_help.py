"""Help, palette, reasons: what the operator is told about commands."""

from __future__ import annotations

import pytest
from tui_fakes import ListScreen, screen_text

from minori_tui.commands import keys
from minori_tui.i18n import set_language
from minori_tui.screens.dialogs.help import HelpDialog, help_rows
from minori_tui.screens.dialogs.palette import Palette


def test_help_has_every_command_once_with_its_reason():
    commands = [(command, "not now" if command is keys.CLOSE else None) for command in keys.ALL]
    rows = {row.key: row.cells for row in help_rows(commands)}
    assert {command.id for command in keys.ALL} <= set(rows)
    assert rows["form.save"][0] == "F8 Ctrl+S"
    assert rows["case.close"][1].startswith("· ")
    assert rows["case.close"][1].endswith("not now")
    assert "asks first" in rows["case.close"][1]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_f1_shows_the_help_of_this_screen(make_app, size):
    async with make_app(ListScreen).run_test(size=size) as pilot:
        await pilot.press("f1")
        assert isinstance(pilot.app.screen, HelpDialog)
        painted = "\n".join(screen_text(pilot.app))
        assert "Go to the search box" in painted
        assert "Save the form" not in painted
        await pilot.press("f1")
        assert isinstance(pilot.app.screen, ListScreen)


class NothingSearched(ListScreen):
    def why_not_new_case(self) -> str:
        return "Search first"


async def test_a_command_that_cannot_be_used_says_why(make_app):
    async with make_app(NothingSearched).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("f9")
        assert screen.done == []
        assert screen.status.text == "The case is closed"
        assert "F6·New" in screen_text(pilot.app)[-1]
        assert not screen.active_bindings["f9"].enabled
        assert screen.active_bindings["f9"].tooltip == "The case is closed"


async def test_letters_are_text_in_the_box_and_commands_in_the_list(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("n", "tab", "n", "f6")
        assert screen.box.value == "n"
        assert screen.done == ["new", "new"]


async def test_the_palette_runs_a_command_by_name(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("ctrl+p", *"undo", "enter")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert screen.done == ["undo"]


async def test_the_palette_says_why_not_and_stays(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"edit", "enter")
        assert isinstance(pilot.app.screen, Palette)
        assert pilot.app.screen.status.text == "The case is closed"
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app.screen, ListScreen)


async def test_the_operators_keymap_rules_keys_and_footer(make_app):
    async with make_app(ListScreen, keymap={"case.new": "f3"}).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("f6", "f3")
        assert screen.done == ["new"]
        assert "F3 New" in screen_text(pilot.app)[-1]


async def test_textuals_own_english_is_translated(make_app):
    set_language("it")
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        words = {active.binding.description for active in pilot.app.screen.active_bindings.values()}
        assert {"Campo successivo", "Cancella il carattere a sinistra", "Aiuto", "Riga sotto"} <= words
        assert not words & {"Focus Next", "Delete character left", "Help", "Row down", "Submit", "Page Down"}


async def test_no_screenshot_and_no_palette_of_textual(make_app):
    app = make_app(ListScreen)
    async with app.run_test(size=(80, 24)):
        assert list(app.get_system_commands(app.screen)) == []
        assert not app.ENABLE_COMMAND_PALETTE


async def test_choosing_the_colours(make_app):
    kept: list[str] = []
    async with make_app(ListScreen, theme="minori-dark", theme_chosen=kept.append).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"colours", "enter", *"high", "enter")
        await pilot.pause()
        assert (pilot.app.theme, kept) == ("minori-contrast", ["minori-contrast"])
