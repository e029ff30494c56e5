"""The list of cases, from the keyboard: the telephone rings, a few letters, the case is there."""

from __future__ import annotations

import pytest
from screens_kit import app_on, quiet
from tui_fakes import screen_text

from minori_tui.i18n import set_language
from minori_tui.screens.agenda.screen import Agenda
from minori_tui.screens.case.screen import CaseScreen
from minori_tui.screens.completion import Word, field_named, filters_of, word_at
from minori_tui.screens.dialogs.error import ErrorDialog
from minori_tui.screens.dialogs.picker import Picker
from minori_tui.services import journal
from minori_tui.services.cases import new_case


def names(app):
    return [row.cells[1] for row in app.screen.table.shown_rows]


def painted(app):
    return "\n".join(screen_text(app))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
@pytest.mark.parametrize(("language", "count", "status"), [
    ("it", "6 trovati", "6 fascicoli · ordinati per: Prossima scadenza"),
    ("en", "6 found", "6 cases · in the order of: Next deadline"),
])
async def test_the_list_as_it_opens(session, size, language, count, status):
    set_language(language)
    async with app_on(session).run_test(size=size) as pilot:
        await quiet(pilot, lambda: pilot.app.screen.status.text)
        lines = screen_text(pilot.app)
        assert all(len(line) == size[0] for line in lines)
        assert lines[1].rstrip().endswith(count)
        assert pilot.app.screen.status.text == status
        assert names(pilot.app)[:2] == ["Quarenghi Irma", "Quarenghi Tobia"]
        assert names(pilot.app)[-1] == "Balestra Ada"
        assert "Prova [b] Ugo" in painted(pilot.app)


async def test_the_first_frame_claims_no_number(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        assert "more than 0" not in painted(pilot.app)


@pytest.mark.parametrize(("typed", "found"), [
    ("quar tob", "Quarenghi Tobia"), ("89651", "Quarenghi Tobia"), ("fantoni", "Quarenghi Tobia"), ("deluca", "De Luca Gianna"),
    ("dangelo", "D'Angelo Niccolò"), ("2024/1", "Balestra Ada"), ("san lucio 4", "Quarenghi Tobia"),
])
async def test_what_the_caller_says_finds_the_case(session, typed, found):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        await pilot.press(*typed)
        assert names(pilot.app)[0] == found
        await pilot.press("enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        assert found in painted(pilot.app)


async def test_each_hit_says_why_and_a_near_one_is_marked(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"deluca")
        await quiet(pilot, lambda: pilot.app.screen.why.text)
        assert pilot.app.screen.why.text.startswith("why: ")
        await pilot.press("escape", *"quarengi")
        await quiet(pilot, lambda: pilot.app.screen.why.text.startswith("≈"))
        assert "only near" in screen_text(pilot.app)[-3]


async def test_the_status_line_says_how_many_of_how_many(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"stato:aperto comune:clus")
        await quiet(pilot, lambda: "of 6" in pilot.app.screen.status.text)
        assert pilot.app.screen.status.text == (
            "1 of 6 · filter: stato:aperto comune:clus · in the order of: Next deadline")
        assert pilot.app.screen.counted.text == "1 found"


async def test_a_field_that_is_not_there_is_said(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"colore:rosso")
        assert "colore" in pilot.app.screen.status.text
        assert screen_text(pilot.app)[-2].startswith(" !")
        await pilot.press("escape")
        await quiet(pilot, lambda: pilot.app.screen.status.text.startswith("6 cases"))


async def test_f4_writes_the_field_and_its_value(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press(*"quar", "f4")
        assert isinstance(pilot.app.screen, Picker)
        await pilot.press(*"munic", "enter")
        await pilot.pause()
        assert screen.box.value == "quar municipality:"
        await pilot.press(*"rov", "enter")
        await pilot.pause()
        assert screen.box.value == "quar municipality:Rovetta "
        assert names(pilot.app) == ["Quarenghi Irma"]
        await pilot.press("backspace", *["backspace"] * 4, "f4")
        assert pilot.app.screen.box.value == "Rov"
        await pilot.press("escape")
        assert screen.box.value == "quar municipality:Rov"


@pytest.mark.parametrize(("field", "value"), [
    ("stato", "aperto"), ("op", '"Poli Carla"'), ("comune", '"Ponte Nossa"'), ("eta", "18+"), ("scad", "scaduta"), ("msna", "no"),
    ("nato", "2012"), ("sesso", "F"),
])
async def test_every_value_offered_is_understood(session, field, value):
    from minori_tui.domain.lookup import parse
    from minori_tui.screens.completion import value_rows

    set_language("it")
    rows = value_rows(session, field_named(field))
    assert value in [row.key for row in rows]
    for row in rows:
        query = parse(f"{field}:{row.key}", session.context.clock.today())
        assert query.problems == ()
        assert len(query.filters) == 1


@pytest.mark.parametrize(("text", "cursor", "word"), [
    ("", 0, Word(0, 0, "")), ("ros", 3, Word(0, 3, "ros")), ("ros ", 4, Word(4, 4, "")), ("ros mar", 2, Word(0, 3, "ros")),
    ('op:"poli c', 10, Word(0, 10, 'op:"poli c')), ('a op:"b c" d', 8, Word(2, 10, 'op:"b c"')),
])
def test_the_word_at_the_cursor(text, cursor, word):
    assert word_at(text, cursor) == word
    assert word.replaced(text, word.text) == text


def test_filters_are_told_from_names():
    assert filters_of('rossi stato:aperto op:"poli c" foo:x eta:') == 'stato:aperto op:"poli c"'
    assert field_named("municipality") == field_named("COMUNE") == "municipality"
    assert field_named("foo") is None


async def test_the_order_is_chosen(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "s", "down", "enter")
        await quiet(pilot, lambda: "Child" in pilot.app.screen.status.text)
        assert names(pilot.app) == sorted(names(pilot.app), key=lambda n: n.replace("'", "").casefold())
        assert "Child ▲" in painted(pilot.app)


async def test_new_needs_a_search_first(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await quiet(pilot)
        assert "F6·New" in screen_text(pilot.app)[-1]
        await pilot.press("f6")
        assert screen.status.text == "Search for the child first"
        assert pilot.app.screen is screen
        await pilot.press("x")
        await quiet(pilot, lambda: "F6 New" in screen_text(pilot.app)[-1])


async def test_the_wide_list_tells_about_the_selected_case_without_opening_it(session):
    async with app_on(session).run_test(size=(120, 36)) as pilot:
        await quiet(pilot, lambda: "Quarenghi Irma" in str(pilot.app.screen.side.content))
        await pilot.press("down")
        await quiet(pilot, lambda: "Quarenghi Tobia" in str(pilot.app.screen.side.content))
        assert "0346" not in str(pilot.app.screen.side.content)  # the list may not show it
        view = pilot.app.screen.current.hit
        assert journal.register(session.context, view.case_id)[2] == []


async def test_the_narrow_list_has_no_panel(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        assert not pilot.app.screen.side.display


async def test_a_look_is_written_down(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "space")
        await quiet(pilot, lambda: "Surname and given name" in painted(pilot.app))
        case = session.lookup.search("quar irma").window(0, 1)[0].case_id
        assert [v.detail for v in journal.register(session.context, case)[2]] == ["peek"]
        await pilot.press("space")
        assert pilot.app.screen.focused is pilot.app.screen.table


async def test_copying_a_row_is_written_down_and_a_number_is_not(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "y")
        assert pilot.app.clipboard == "2026/0002"
        await pilot.press("Y")
        await quiet(pilot, lambda: "Quarenghi" in pilot.app.clipboard)
        case = session.lookup.search("quar irma").window(0, 1)[0].case_id
        assert [v.detail for v in journal.register(session.context, case)[2]] == ["copy"]


async def test_what_another_program_writes_shows_in_place(session, colleague):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await quiet(pilot, lambda: screen.status.text)
        await pilot.press("down")
        here = screen.current.key
        new_case(colleague.context, {"surname": "Nuovo", "given_name": "Elia", "birth_date": "01/01/2019", "comune": "Clusone",
                                     "review_on": "21/11/2026"})
        screen._look()
        assert screen.current.key == here
        await quiet(pilot, lambda: screen.status.text.startswith("7 cases"))


async def test_a_case_that_is_not_there_leaves_no_empty_screen(session):
    async with app_on(session, open_at="1999/0001").run_test(size=(80, 24)) as pilot:
        await quiet(pilot, lambda: isinstance(pilot.app.screen, ErrorDialog) and "1999/0001" in painted(pilot.app))
        await pilot.press("escape")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, Agenda))
        assert pilot.app.screen.table.has_focus


async def test_one_frame_a_key(session, monkeypatch):
    """A letter and what it finds leave the program in one write."""
    monkeypatch.setattr("minori_tui.screens.cases.SETTLE_SECONDS", 30)
    async with app_on(session).run_test(size=(120, 36)) as pilot:
        await quiet(pilot)
        frames = []
        display = pilot.app._display
        monkeypatch.setattr(pilot.app, "_display", lambda screen, what: (frames.append(what), display(screen, what)))
        for letter in "quaren":
            frames.clear()
            await pilot.press(letter)
            await pilot.pause(0.05)
            assert len([f for f in frames if f is not None]) == 1
