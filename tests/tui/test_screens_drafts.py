"""Drafts from the keyboard: leaving keeps what was typed, opening again brings it back, saving forgets it."""

from __future__ import annotations

import pytest
from screens_kit import quiet
from tui_fakes import screen_text

from minori_tui.app import MinoriApp
from minori_tui.domain.errors import StoreTrouble
from minori_tui.screens import drafting
from minori_tui.screens.case.forms import CorrectEvent, NewEvent
from minori_tui.screens.case.screen import CaseScreen
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.services import drafts, records
from minori_tui.services.events import correct_event

TOBIA = "2026/0001"


@pytest.fixture(autouse=True)
def _often(monkeypatch):
    monkeypatch.setattr(drafting, "WRITE_SECONDS", 0.05)


def painted(app):
    return "\n".join(screen_text(app))


async def case(pilot, pane="diary"):
    await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
    screen = pilot.app.screen
    screen.show_pane(pane)
    await quiet(pilot, lambda: not screen.pane.stale)
    return screen


async def form_of(pilot, key, kind):
    await pilot.press(key)
    await quiet(pilot, lambda: isinstance(pilot.app.screen, kind))
    await quiet(pilot)
    return pilot.app.screen


def kept(session, form="event.new", subject=TOBIA):
    return drafts.load(session.context, form, subject)


async def test_typed_text_is_kept_while_it_is_typed(session):
    async with MinoriApp(lambda: CaseScreen(session, TOBIA)).run_test() as pilot:
        await case(pilot)
        form = await form_of(pilot, "f6", NewEvent)
        form.form.focus_field("text")
        await quiet(pilot)
        await pilot.press(*"Parla")
        await quiet(pilot, lambda: (kept(session) or drafts.Draft({}, {}, "")).values == {"text": "Parla"})
        await pilot.press("backspace")
        await quiet(pilot, lambda: kept(session).values == {"text": "Parl"})
        await pilot.press(*["backspace"] * 4)
        await quiet(pilot, lambda: kept(session) is None)


async def test_left_and_taken_up_again_and_saved(session):
    async with MinoriApp(lambda: CaseScreen(session, TOBIA)).run_test() as pilot:
        screen = await case(pilot)
        form = await form_of(pilot, "f6", NewEvent)
        form.form.focus_field("text")
        await quiet(pilot)
        await pilot.press(*"Detto", "escape")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        assert "kept as a draft" in painted(pilot.app)
        await quiet(pilot, lambda: kept(session) is not None)
        form = await form_of(pilot, "f6", NewEvent)
        await quiet(pilot, lambda: form.form.values()["text"] == "Detto")
        assert "Taken up from a draft of" in painted(pilot.app)
        assert form.form.dirty
        form.form.fields["kind"].input.put("note")
        await pilot.press("f8")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        assert kept(session) is None
        form = await form_of(pilot, "f6", NewEvent)
        assert form.form.values()["text"] == ""
        assert "Taken up" not in painted(pilot.app)


async def test_a_refused_save_keeps_the_draft(session):
    async with MinoriApp(lambda: CaseScreen(session, TOBIA)).run_test() as pilot:
        await case(pilot)
        form = await form_of(pilot, "f6", NewEvent)
        form.form.fields["text"].input.put("Senza tipo")
        await quiet(pilot, lambda: kept(session) is not None)
        await pilot.press("f8")
        await quiet(pilot, lambda: form.form.fields["kind"].problem_text)
        assert kept(session).values == {"text": "Senza tipo"}


async def test_f5_throws_the_draft_away_after_asking(session):
    drafts.save(session.context, "event.new", TOBIA, {"text": "vecchio", "nothing": "x"}, {})
    async with MinoriApp(lambda: CaseScreen(session, TOBIA)).run_test() as pilot:
        await case(pilot)
        form = await form_of(pilot, "f6", NewEvent)
        await quiet(pilot, lambda: form.form.values()["text"] == "vecchio")
        await pilot.press("f5")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("y")
        await quiet(pilot, lambda: form.form.values()["text"] == "")
        await quiet(pilot, lambda: kept(session) is None)
        assert not form.form.dirty
        await pilot.press("f5")
        await quiet(pilot)
        assert pilot.app.screen is form


async def test_a_draft_over_a_text_that_somebody_changed_says_so(session, colleague):
    entry = records.diary(session.context, 1)[0]
    drafts.save(session.context, "event.correct", str(entry.event_id), {"text": "Il mio"}, {"text": entry.text})
    correct_event(colleague.context, entry, {"text": "Il suo"})
    async with MinoriApp(lambda: CaseScreen(session, TOBIA)).run_test() as pilot:
        await case(pilot)
        form = await form_of(pilot, "f9", CorrectEvent)
        await quiet(pilot, lambda: form.form.values()["text"] == "Il mio")
        assert "meanwhile somebody changed: Text" in painted(pilot.app)


async def test_a_draft_that_cannot_be_written_is_told(session, monkeypatch):
    def full(*_args):
        raise StoreTrouble("The disk is full.")

    async with MinoriApp(lambda: CaseScreen(session, TOBIA)).run_test() as pilot:
        await case(pilot)
        form = await form_of(pilot, "f6", NewEvent)
        monkeypatch.setattr(drafts, "save", full)
        form.form.fields["text"].input.put("x")
        await quiet(pilot, lambda: "The draft could not be kept" in painted(pilot.app))
