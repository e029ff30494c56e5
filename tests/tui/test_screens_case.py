"""One case and its forms, from the keyboard: read, write, correct, close, assign, undo; nothing typed is ever lost."""

from __future__ import annotations

import pytest
from screens_kit import app_on, quiet
from tui_fakes import screen_text

from minori_tui.domain.errors import StoreTrouble
from minori_tui.i18n import set_language
from minori_tui.screens.case.conflict import ConflictDialog
from minori_tui.screens.case.forms import CorrectEvent, EditCase, NewEvent
from minori_tui.screens.case.new_case import NewCase, beginning
from minori_tui.screens.case.screen import CaseScreen
from minori_tui.screens.case.text_pane import wrapped
from minori_tui.screens.cases import CaseList
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.services import records
from minori_tui.services.cases import edit_case
from minori_tui.services.events import correct_event

TOBIA = "2026/0001"


def painted(app):
    return "\n".join(screen_text(app))


def squeezed(app):
    return " ".join(painted(app).split())


async def opened(pilot, *keys):
    """The case of the first child is on the screen; then the keys."""
    await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
    screen = pilot.app.screen
    await pilot.press(*keys)
    await quiet(pilot)
    return screen


async def saved(pilot):
    await pilot.press("f8")
    await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen))
    await quiet(pilot)


def case_app(session):
    return app_on(session, open_at=TOBIA)


# ---- reading

@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
@pytest.mark.parametrize("language", ["it", "en"])
async def test_the_card(session, size, language):
    set_language(language)
    async with case_app(session).run_test(size=size) as pilot:
        await opened(pilot)
        text = painted(pilot.app)
        assert "Quarenghi Tobia" in text
        assert ("▸Scheda" if language == "it" else "▸Card") in text
        assert "Documenti" not in text.split("\n")[3]  # panes that do not exist yet are not shown
        assert "9 anni" in text or "9 years" in text
        assert all(len(line) == size[0] for line in screen_text(pilot.app))


async def test_the_card_has_two_columns_when_there_is_room(session):
    async with case_app(session).run_test(size=(160, 48)) as pilot:
        await opened(pilot)
        line = next(line for line in screen_text(pilot.app) if line.strip().startswith("Child"))
        assert "Case" in line


@pytest.mark.parametrize(("text", "width", "lines"), [
    ("", 5, [""]), ("one two", 7, ["one two"]), ("one two", 6, ["one", "two"]), ("abcdefgh", 3, ["abc", "def", "gh"]),
    ("a bcdefg", 4, ["a", "bcde", "fg"]),
])
def test_long_values_are_broken_at_blanks(text, width, lines):
    assert wrapped(text, width) == lines


async def test_panes_go_round(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "left", "left")
        assert screen.panes.current == "diary"
        assert "La madre chiede di spostare" in painted(pilot.app)
        assert "§ Note" in painted(pilot.app)
        await pilot.press("right", "right")
        assert screen.panes.current == "card"
        await pilot.press("left")
        await quiet(pilot, lambda: "viewed" in painted(pilot.app))
        assert screen.panes.current == "register"


async def test_the_register_speaks_the_language_of_the_office(session):
    set_language("it")
    async with case_app(session).run_test(size=(160, 48)) as pilot:
        screen = await opened(pilot, "left")
        await quiet(pilot, lambda: screen.pane_named("register").table.source.total)
        rows = [" ".join(row.cells) for row in screen.pane_named("register").table.source.window(0, 99)]
        assert any("Data di nascita: 03/05/2017" in row for row in rows)
        assert any("Comune: Clusone" in row for row in rows)
        assert any("Operatore: Poli Carla; Ruolo: Assistente sociale" in row for row in rows)
        assert any("Che cosa: Telefonata" in row for row in rows)
        assert not any("2017-05-03" in row or "social_worker" in row for row in rows)


# ---- the diary

async def test_an_entry_is_written_and_corrected(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "f6")
        form = pilot.app.screen
        assert isinstance(form, NewEvent)
        assert f"New diary entry: {TOBIA} Quarenghi Tobia" in painted(pilot.app)
        await pilot.press("tab", *"tele", "tab", "tab", *"He called.")
        await saved(pilot)
        assert pilot.app.screen.status.text == "Saved"
        await pilot.press("left", "left")
        assert screen.pane_named("diary").current.text == "He called."
        await pilot.press("enter")
        await quiet(pilot)
        form = pilot.app.screen
        assert isinstance(form, CorrectEvent)
        form.form.focus_field("text")
        await pilot.press("ctrl+end", *" Twice.")
        await saved(pilot)
        assert screen.pane_named("diary").current.text == "He called. Twice."


async def test_what_is_wrong_stays_said_until_the_next_field(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f6", "f8")
        await quiet(pilot, lambda: pilot.app.screen.form.fields["kind"].problem_text)
        form = pilot.app.screen
        assert form.form.fields["text"].problem_text == "! This field is needed"
        assert form.status.text == "2 fields need attention"
        assert form.form.fields["kind"].input.has_focus
        await pilot.press("tab")
        assert form.status.text != "2 fields need attention"


# ---- the card

async def test_address_school_and_review_are_changed_and_undone_by_name(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f9")
        form = pilot.app.screen.form
        for name, text in (("address", "Via Roma 9"), ("school", "Secondaria di Clusone"), ("review_on", "+30g")):
            form.focus_field(name)
            await pilot.pause()
            await pilot.press(*text)
        await saved(pilot)
        view = records.peek(session.context, TOBIA)
        assert (view.address, view.school, view.review_on) == ("Via Roma 9", "Secondaria di Clusone", "2026-12-20")
        await pilot.press("u")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        assert "Undo: Changes to case 2026/0001?" in painted(pilot.app)
        await pilot.press("y")
        await quiet(pilot, lambda: "Undone: Changes to case 2026/0001" in painted(pilot.app))
        assert records.peek(session.context, TOBIA).address == "Via San Lucio 4"
        await pilot.press("U")
        await quiet(pilot, lambda: "Done again: Changes to case 2026/0001" in painted(pilot.app))
        assert records.peek(session.context, TOBIA).address == "Via Roma 9"


async def test_leaving_with_typed_text_asks_and_no_is_the_answer_of_enter(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f9")
        form = pilot.app.screen
        await pilot.press("end", "x")
        for way in ("escape", "f12", "ctrl+q"):
            await pilot.press(way)
            assert isinstance(pilot.app.screen, Confirm)
            await pilot.press("enter")
            assert pilot.app.screen is form
        assert form.form.fields["surname"].typed == "Quarenghix"
        await pilot.press("escape", "y")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen))


async def test_another_operator_changed_other_fields_meanwhile(session, colleague):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f9")
        form = pilot.app.screen
        edit_case(colleague.context, records.peek(colleague.context, TOBIA), {"given_name": "Tobia Luca"})
        await pilot.press("end", *"ni")
        await pilot.press("f8")
        await quiet(pilot, lambda: "Bruno Neri" in form.status.text)
        assert form.form.fields["surname"].typed == "Quarenghini"
        assert form.form.fields["given_name"].typed == "Tobia Luca"
        await saved(pilot)
        view = records.peek(session.context, TOBIA)
        assert (view.surname, view.given_name) == ("Quarenghini", "Tobia Luca")


@pytest.mark.parametrize(("keys", "stored"), [(("f8",), "Quarenghini"), (("enter", "f8"), "Quarenga")])
async def test_another_operator_changed_the_same_field(session, colleague, keys, stored):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f9")
        form = pilot.app.screen
        edit_case(colleague.context, records.peek(colleague.context, TOBIA), {"surname": "Quarenga"})
        await pilot.press("end", *"ni", "f8")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, ConflictDialog))
        assert "Bruno Neri" in squeezed(pilot.app)
        assert "▸ Quarenghini" in painted(pilot.app)
        assert "Quarenga" in painted(pilot.app)
        await pilot.press("escape")
        assert form.form.fields["surname"].typed == "Quarenghini"
        await pilot.press("f8")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, ConflictDialog))
        await pilot.press(*keys)
        await quiet(pilot)
        assert pilot.app.screen is form
        assert records.peek(session.context, TOBIA).surname == "Quarenga"  # nothing is saved by choosing
        await saved(pilot)
        assert records.peek(session.context, TOBIA).surname == stored


async def test_another_operator_corrected_the_same_entry(session, colleague):
    async with case_app(session).run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, "left", "left", "enter")
        entry = screen.pane_named("diary").current
        form = pilot.app.screen
        correct_event(colleague.context, entry, {"text": "Theirs."})
        form.form.focus_field("text")
        await pilot.press("ctrl+end", *" Mine.", "f8")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, ConflictDialog))
        await pilot.press("f8")
        await quiet(pilot)
        await saved(pilot)
        assert records.event(session.context, entry.event_id).text == "Sentire la scuola prima del colloquio. Mine."


async def test_a_busy_archive_keeps_the_text_and_f5_tries_again(session, monkeypatch):
    busy = [True]
    real = EditCase.save

    def save(self, values):
        if busy[0]:
            raise StoreTrouble("The archive {file} is in use by another program. Nothing was changed: try again in a moment.",
                               file="a.minori")
        return real(self, values)

    monkeypatch.setattr(EditCase, "save", save)
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f9", "end", "x", "f8")
        form = pilot.app.screen
        await quiet(pilot, lambda: "F5 tries again" in form.status.text)
        assert form.form.fields["surname"].typed == "Quarenghix"
        busy[0] = False
        await pilot.press("f5")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen))
        assert records.peek(session.context, TOBIA).surname == "Quarenghix"


# ---- the life of a case

async def test_close_reopen_assign(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "c")
        await pilot.press("tab", *"need", "tab", *"All well.")
        await saved(pilot)
        assert not screen.view.is_open
        assert "CLOSED" in painted(pilot.app)
        await pilot.press("c")
        assert screen.status.text == "The case is closed already"
        await pilot.press("o", "f8")
        await quiet(pilot, lambda: pilot.app.screen is screen and screen.view.is_open)
        await pilot.press("a")
        await quiet(pilot)
        await pilot.press(*"Bini Rosa")
        await saved(pilot)
        assert "Bini Rosa" in painted(pilot.app)


async def test_f4_begins_with_what_was_typed(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f9")
        form = pilot.app.screen.form
        form.focus_field("comune")
        await pilot.pause()
        await pilot.press(*"val", "f4")
        assert pilot.app.screen.box.value == "val"
        await pilot.press("down", "enter")
        await quiet(pilot)
        assert form.fields["comune"].typed.startswith("Val")
        assert form.fields["comune"].typed != "val"


# ---- a new case

@pytest.mark.parametrize(("typed", "fields"), [
    ("quar tob", {"surname": "Quar", "given_name": "Tob"}), ("de luca gianna", {"surname": "De Luca", "given_name": "Gianna"}),
    ("d'angelo", {"surname": "D'Angelo"}), ("ROSSI Anna", {"surname": "ROSSI", "given_name": "Anna"}),
    ("0346 89651", {"phone": "034689651"}),
    ("niccolò stato:aperto", {"surname": "Niccolò"}), ("rssmra80a01h501u", {"fiscal_code": "RSSMRA80A01H501U"}), ("2026/12", {}),
])
def test_the_words_searched_begin_the_new_case(typed, fields):
    assert beginning(typed) == fields


async def test_search_is_create(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        home = pilot.app.screen
        await pilot.press(*"zzanni bea", "f6")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, NewCase))
        form = pilot.app.screen.form
        assert (form.fields["surname"].typed, form.fields["given_name"].typed) == ("Zzanni", "Bea")
        await pilot.press("tab", "tab", *"3/4/2019", "tab", *"rovet", "f8")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        assert "Zzanni Bea" in painted(pilot.app)
        await pilot.press("escape")
        await quiet(pilot)
        assert pilot.app.screen is home
        assert home.status.text.startswith("Case 2026/")


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_a_child_who_is_there_already_is_noticed(session, size):
    async with app_on(session).run_test(size=size) as pilot:
        await pilot.press(*"quarenghi tobia", "f6")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, NewCase) and pilot.app.screen._alike)
        screen = pilot.app.screen
        await pilot.press("tab", "tab", *"3/5/2017", "tab", *"clus", "tab")
        await quiet(pilot, lambda: "!! Quarenghi Tobia" in painted(pilot.app))
        assert "= Surname" in painted(pilot.app)
        await pilot.press("f8")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        assert "2026/0001 Quarenghi Tobia seems to be the same child" in squeezed(pilot.app).replace("┃ ┃ ", "")
        await pilot.press("n")
        assert pilot.app.screen is screen
        await pilot.press("f7")
        assert screen.table.has_focus
        await pilot.press("f7")
        assert screen.form.fields["surname"].input.has_focus
        await pilot.press("f7", "enter", "y")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        assert "2026/0001" in painted(pilot.app)
        assert not any(isinstance(below, NewCase) for below in pilot.app.screen_stack)


async def test_editing_from_the_list_comes_back_to_it(session):
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"quar tob", "f9")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, EditCase))
        await pilot.press("end", "x", "f8")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseList))
        await quiet(pilot, lambda: "Quarenghix" in painted(pilot.app))
        assert pilot.app.screen.status.text == "Saved"


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("keys", [(), ("f6",), ("f9",), ("a",), ("c",), *(("right",) * n for n in range(1, 9))])
async def test_the_footer_has_six_keys_at_most_and_fits(session, language, keys):
    from minori_tui.widgets.key_footer import KeyFooter

    set_language(language)
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, *keys)
        entries = pilot.app.screen.query_one(KeyFooter).entries
        assert 3 <= len(entries) <= 6
        assert all(len(label) <= 8 for _key, label, _enabled in entries)
        assert len(screen_text(pilot.app)[-1].rstrip()) < 80


async def test_the_text_below_the_register_is_whole(session):
    """Also when the pane is shown for the first time while its text arrives."""
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"2026/1", "enter")
        screen = await opened(pilot, "left")
        await quiet(pilot, lambda: screen.pane_named("register").detail.text)
        assert "\n" in screen.pane_named("register").detail.text
        last = screen.pane_named("register").detail.text.split()[-1]
        assert last in painted(pilot.app)


async def test_a_long_entry_scrolls_from_its_beginning(session):
    from minori_tui.services.events import add_event

    add_event(session.context, TOBIA, {"at": "19/11/2026", "kind": "note", "text": "parola " * 400 + "fine"})
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "left", "left", "tab")
        assert screen.pane_named("diary").detail.has_focus
        assert "fine" not in painted(pilot.app)
        await pilot.press("end")
        await quiet(pilot, lambda: "fine" in painted(pilot.app))


async def test_facts_of_problems_are_written_as_here(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a", *"Bini Rosa", "tab", "tab", *"01/01/2020", "f8")
        await quiet(pilot, lambda: pilot.app.screen.form.fields["valid_from"].problem_text)
        assert "02/03/2026" in pilot.app.screen.form.fields["valid_from"].problem_text
