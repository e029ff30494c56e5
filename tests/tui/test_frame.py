"""The frame, answers of service calls, and keys typed ahead."""

from __future__ import annotations

import threading

import pytest
from tui_fakes import FakeSource, ListScreen, screen_text

from minori_tui import themes
from minori_tui.commands import keys
from minori_tui.domain.errors import NotFound, StoreTrouble
from minori_tui.i18n import set_language
from minori_tui.screens.base import MinoriScreen, sentence
from minori_tui.widgets.plain_input import PlainInput
from minori_tui.widgets.title_line import TitleFacts


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("wanted", ["it", "en"])
async def test_the_frame_fills_the_screen(make_app, size, wanted):
    set_language(wanted)
    async with make_app(ListScreen).run_test(size=size) as pilot:
        lines = screen_text(pilot.app)
        assert len(lines) == size[1]
        assert all(len(line) == size[0] for line in lines)
        assert lines[0].startswith(" Minori ─ Clusone")
        assert lines[0].endswith("M. Rossi ─ dom 22/11/2026 ")
        assert ("F7 Cerca" if wanted == "it" else "F7 Find") in lines[-1]
        assert ("F12 Indietro" if wanted == "it" else "F12 Back") in lines[-1]


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_invented_archive_is_marked_in_words(make_app, width):
    set_language("it")
    facts = TitleFacts("Clusone", "Margherita Savoldelli (assistente sociale)", "dom 22/11/2026", demo=True)
    async with make_app(ListScreen, title_facts=lambda: facts).run_test(size=(width, 24)) as pilot:
        title = screen_text(pilot.app)[0]
        assert title.startswith(" ARCHIVIO DIMOSTRATIVO ")
        assert title.endswith("dom 22/11/2026 ")


async def test_the_status_line(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        screen.status.standing("12 of 243")
        screen.say("Saved")
        assert screen.status.text == "Saved"
        screen.say("No", trouble=True)
        await pilot.pause()
        assert screen_text(pilot.app)[-2].startswith(" ! No")
        screen.status.clear()
        assert screen.status.text == "12 of 243"


async def test_an_idle_screen_has_no_running_timer(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        nodes = [pilot.app, *pilot.app.screen.walk_children(with_self=True)]
        assert [timer for node in nodes for timer in node._timers if timer._active.is_set()] == []


async def test_only_the_last_answer_counts(make_app):
    first, seen = threading.Event(), []
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        screen.run(lambda: first.wait(10) and "old", seen.append)
        screen.run(lambda: "new", seen.append)
        screen.run(lambda: "other", seen.append, group="count")
        while len(seen) < 2:
            await pilot.pause(0.01)
        first.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert sorted(seen) == ["new", "other"]


async def test_writes_all_count(make_app):
    seen: list[int] = []
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        for n in range(3):
            pilot.app.screen.run(lambda n=n: n, seen.append, write=True)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert sorted(seen) == [0, 1, 2]
        assert pilot.app._writes == pilot.app.screen.writing == 0


def test_facts_of_an_error_are_shown_safely():
    assert sentence(NotFound("There is no case {number}", number="\x1b[31m2025")) == "There is no case ␛[31m2025"


class Second(MinoriScreen[None]):
    """A screen that opens another place with one field."""

    ACTIONS = keys.FORMS

    def compose_body(self):
        self.box = PlainInput()
        return (self.box,)


class Slow(Second):
    """The same, not ready until it says so."""

    HOLD_KEYS = True
    AUTO_FOCUS = ""


class Opener(ListScreen):
    """Opens the second screen with F6."""

    second: type[Second] = Second

    def action_new_case(self) -> None:
        self.app.push_screen(self.second())


class SlowOpener(Opener):
    second = Slow


def burst(app, *names: str) -> None:
    """Keys that arrive in one write of the terminal."""
    from textual import events

    for name in names:
        app.post_message(events.Key(name, name if len(name) == 1 else None))


async def test_keys_typed_ahead_reach_the_screen_they_are_meant_for(make_app):
    async with make_app(Opener).run_test(size=(80, 24)) as pilot:
        home = pilot.app.screen
        burst(pilot.app, "a", "f6", "b", "c", "backspace", "d")
        await pilot.pause(0.2)
        assert home.box.value == "a"
        assert pilot.app.screen.box.value == "bd"


class Fetcher(Opener):
    """Opens the second screen when a slow call has answered, or says that it failed."""

    go_on = threading.Event()
    error: Exception | None = None

    def action_new_case(self) -> None:
        def call() -> None:
            self.go_on.wait(10)
            if self.error:
                raise self.error

        self.run(call, lambda _none: self.app.push_screen(Second()), opens=True)


@pytest.mark.parametrize("error", [None, StoreTrouble("The archive is busy")])
async def test_keys_wait_for_a_screen_that_is_being_fetched(make_app, error):
    async with make_app(Fetcher).run_test(size=(80, 24)) as pilot:
        home = pilot.app.screen
        home.go_on, home.error = threading.Event(), error
        burst(pilot.app, "a", "f6", "b", "c")
        await pilot.pause(0.1)
        assert home.box.value == "a"
        home.go_on.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.1)
        assert home.box.value == ("a" if error is None else "abc")
        assert pilot.app.screen.box.value == ("bc" if error is None else "abc")


async def test_a_fetch_that_hangs_gives_the_keyboard_back(make_app, monkeypatch):
    monkeypatch.setattr("minori_tui.app.LONGEST_HOLD", 0.05)
    async with make_app(Fetcher).run_test(size=(80, 24)) as pilot:
        home = pilot.app.screen
        home.go_on = threading.Event()
        burst(pilot.app, "f6", "b")
        await pilot.pause(0.3)
        assert home.box.value == "b"
        home.go_on.set()


async def test_keys_wait_for_a_screen_that_is_not_ready(make_app):
    async with make_app(SlowOpener).run_test(size=(80, 24)) as pilot:
        burst(pilot.app, "f6", "b", "c")
        await pilot.pause(0.2)
        screen = pilot.app.screen
        assert screen.box.value == ""
        screen.box.focus()
        screen.ready()
        await pilot.pause()
        await pilot.press("d")
        assert screen.box.value == "bcd"


async def test_going_home_closes_what_is_above(make_app):
    async with make_app(Opener).run_test(size=(80, 24)) as pilot:
        home = pilot.app.screen
        await pilot.press("f6", "f2")
        await pilot.pause()
        assert pilot.app.screen is home


async def test_ctrl_c_says_how_to_quit(make_app):
    async with make_app(lambda: ListScreen(FakeSource(3))).run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "ctrl+c")
        assert pilot.app.screen.status.text == "Ctrl+Q leaves the program"
        await pilot.press("ctrl+q")
        assert pilot.app._exit


@pytest.mark.parametrize(
    ("wanted", "system", "no_colour", "name"),
    [
        (None, "truecolor", False, "minori-dark"), (None, "standard", False, "minori-16"), (None, None, False, "minori-16"),
        (None, "256", True, "minori-contrast"), ("minori-light", "standard", False, "minori-light"),
        ("ansi-dark", "256", False, "minori-dark"),
    ],
)
def test_the_look_that_fits_the_terminal(wanted, system, no_colour, name):
    assert themes.fitting(wanted, colour_system=system, no_colour=no_colour) == name
