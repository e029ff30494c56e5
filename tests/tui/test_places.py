"""Going from place to place: numbers, F-keys, the letter after g, the palette; what was typed is neither lost nor misled."""

from __future__ import annotations

import pytest
from agenda_kit import TOBIA
from screens_kit import agenda_on, quiet
from test_frame import burst
from textual import events
from tui_fakes import screen_text

from minori_tui.commands import keys
from minori_tui.i18n import set_language
from minori_tui.screens.agenda.screen import Agenda
from minori_tui.screens.case.forms import EditCase
from minori_tui.screens.case.screen import CaseScreen
from minori_tui.screens.cases import CaseList
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.dialogs.palette import Palette
from minori_tui.screens.dialogs.places import Places, letters
from minori_tui.screens.places import PLACES
from minori_tui.services import due


def at(pilot, kind):
    return lambda: isinstance(pilot.app.screen, kind)


async def opened(pilot):
    await quiet(pilot, lambda: isinstance(pilot.app.screen, Agenda) and pilot.app.screen.sheet)
    return pilot.app.screen


@pytest.mark.parametrize("press", ["2", "f2"])
async def test_to_the_cases_and_back_with_escape(session, press):
    async with agenda_on(session).run_test(size=(80, 24)) as pilot:
        agenda = await opened(pilot)
        await pilot.press(press)
        await quiet(pilot, at(pilot, CaseList))
        assert pilot.app.screen.box.has_focus
        await pilot.press("escape")
        await quiet(pilot, lambda: pilot.app.screen is agenda)
        assert agenda.table.has_focus


async def test_the_search_is_still_there(session):
    async with agenda_on(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("2", *"quar tob", "f2")
        assert pilot.app.screen.box.value == "quar tob"
        await pilot.press("tab", "1")
        await quiet(pilot, at(pilot, Agenda))
        await pilot.press("2")
        await quiet(pilot, at(pilot, CaseList))
        assert pilot.app.screen.box.value == "quar tob"
        assert [row.cells[1] for row in pilot.app.screen.table.shown_rows] == ["Quarenghi Tobia"]
        assert len(pilot.app.screen_stack) == 2


@pytest.mark.parametrize("key", [events.Key("f7", None), events.Key("slash", "/")], ids=["F7", "/"])
async def test_a_name_typed_at_once_reaches_the_search_box(session, key):
    async with agenda_on(session).run_test(size=(80, 24)) as pilot:
        agenda = await opened(pilot)
        pilot.app.post_message(events.Key(key.key, key.character))
        burst(pilot.app, "q", "u", "a", "d", "backspace", "r")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseList) and pilot.app.screen.box.value == "quar")
        await pilot.press("tab", "escape")  # leaves from the list: the next search must find the box again
        await quiet(pilot, lambda: pilot.app.screen is agenda)
        pilot.app.post_message(events.Key(key.key, key.character))
        burst(pilot.app, "x")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseList) and "x" in pilot.app.screen.box.value)


async def test_typed_before_the_sheet_is_there(session, monkeypatch):
    """The telephone rings while the program starts."""
    from threading import Event

    go_on, agenda = Event(), due.agenda
    monkeypatch.setattr(due, "agenda", lambda *args, **kw: go_on.wait(10) and agenda(*args, **kw))
    async with agenda_on(session).run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        burst(pilot.app, "f7", *"quar", "f2", *" tob", "enter")
        await pilot.pause(0.1)
        go_on.set()
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        assert pilot.app.screen.view.file_number == TOBIA


async def test_a_case_named_on_the_command_line_lies_above_the_agenda(session):
    async with agenda_on(session, open_at=TOBIA).run_test(size=(80, 24)) as pilot:
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        await pilot.press("escape")
        await opened(pilot)
        assert len(pilot.app.screen_stack) == 1


async def test_from_deep_down_the_list_is_gone_back_to_not_opened_anew(session):
    async with agenda_on(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("2", *"quar tob", "enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        await pilot.press("2")
        await quiet(pilot, at(pilot, CaseList))
        assert [type(screen) for screen in pilot.app.screen_stack] == [Agenda, CaseList]
        await pilot.press("enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        await pilot.press("1")
        await quiet(pilot, at(pilot, Agenda))
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize(("answer", "kind"), [("y", CaseList), ("n", EditCase)])
async def test_typed_text_is_not_lost_unasked(session, answer, kind):
    async with agenda_on(session, open_at=TOBIA).run_test(size=(80, 24)) as pilot:
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        await pilot.press("f9")
        await quiet(pilot, at(pilot, EditCase))
        await pilot.press("x", "2", "f2")
        await quiet(pilot, at(pilot, Confirm))
        await pilot.press(answer)
        await quiet(pilot, at(pilot, kind))
        if kind is EditCase:
            assert pilot.app.screen.form.fields["surname"].input.value == "Quarenghix2"


async def test_a_save_under_way_is_waited_for(session):
    async with agenda_on(session, open_at=TOBIA).run_test(size=(80, 24)) as pilot:
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        await pilot.press("f9")
        await quiet(pilot, at(pilot, EditCase))
        form = pilot.app.screen
        form.writing = 1
        await pilot.press("f2")
        await quiet(pilot, lambda: "still under way" in form.status.text)
        assert pilot.app.screen is form
        form.writing = 0


async def test_g_and_a_letter(session):
    set_language("it")
    async with agenda_on(session).run_test(size=(80, 24)) as pilot:
        agenda = await opened(pilot)
        await pilot.press("g")
        await quiet(pilot, at(pilot, Places))
        text = "\n".join(screen_text(pilot.app))
        assert "Vai a" in text
        await pilot.press("f")
        await quiet(pilot, at(pilot, CaseList))
        await pilot.press("tab", "g", "1")
        await quiet(pilot, lambda: pilot.app.screen is agenda)
        await pilot.press("g", "down", "enter")
        await quiet(pilot, at(pilot, CaseList))
        await pilot.press("tab", "g", "escape")
        await quiet(pilot, at(pilot, CaseList))


def test_each_place_has_a_letter_of_its_own():
    assert letters(["Agenda", "Fascicoli", "Cronologia", "Affidi", "aa"]) == ["a", "f", "c", "i", ""]


async def test_the_palette_goes_too(session):
    async with agenda_on(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+p")
        await quiet(pilot, at(pilot, Palette))
        await pilot.press(*"cases", "enter")
        await quiet(pilot, at(pilot, CaseList))


@pytest.mark.parametrize("name", PLACES)
async def test_every_place_opens_and_escape_comes_back(session, name):
    assert f"go('{name}')" in {command.action for command in keys.EVERYWHERE}
    async with agenda_on(session).run_test(size=(80, 24)) as pilot:
        agenda = await opened(pilot)
        await pilot.app.action_go(name)
        await quiet(pilot, lambda: pilot.app.screen is not agenda)
        place = pilot.app.screen
        await pilot.press("escape")
        await quiet(pilot, lambda: pilot.app.screen is agenda)
        await pilot.app.action_go(name)
        assert pilot.app.screen is place
