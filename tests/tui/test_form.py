"""Forms: values, problems beside their fields, lists of values, and never losing what was typed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tui_fakes import ListScreen, screen_text

from minori_tui.domain.errors import Conflict, FieldProblem, InvalidFields, Refused, StoreTrouble
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.dialogs.error import ErrorDialog
from minori_tui.screens.dialogs.field_picker import FieldPicker
from minori_tui.screens.dialogs.reason import Reason
from minori_tui.screens.form_base import FormScreen
from minori_tui.widgets.fields import Choice, FieldSpec, resolve

PLACES = (Choice("016077", "Clusone", "BG"), Choice("016185", "Rovetta", "BG"), Choice("016241", "Rogno", "BG"))
SPECS = (
    FieldSpec("name", "Name", required=True),
    FieldSpec("born", "Born", kind="date", help="The day of birth"),
    FieldSpec("place", "Place", kind="choice", choices=lambda: PLACES),
    FieldSpec("alone", "Alone", kind="yes_no"),
    FieldSpec("notes", "Notes", kind="multiline"),
)


class NewCase(FormScreen[str]):
    """A form whose save does what the test says."""

    def __init__(self, saving: Callable[[Mapping[str, str]], str] = lambda values: "saved", **start: str) -> None:
        self.saving, self.start = saving, start
        super().__init__()

    def specs(self):
        return SPECS

    def initial(self):
        return self.start

    def save(self, values):
        return self.saving(values)


async def opened(pilot, form: NewCase) -> list[str | None]:
    """Push the form over the list; returns where its result will be."""
    results: list[str | None] = []
    pilot.app.push_screen(form, results.append)
    await pilot.pause()
    return results


async def settle(pilot) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def refuse(error: Exception) -> Callable[[Mapping[str, str]], str]:
    def saving(_values: Mapping[str, str]) -> str:
        raise error

    return saving


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_filling_in_and_saving(make_app, size):
    seen: list[Mapping[str, str]] = []
    async with make_app(ListScreen).run_test(size=size) as pilot:
        form = NewCase(lambda values: seen.append(values) or "2026/0001")
        results = await opened(pilot, form)
        await pilot.press(*"Anna", "enter", *"1/2/2020", "enter", *"clu", "enter", "y", "enter", *"two", "enter", *"rows", "f8")
        await settle(pilot)
        assert seen == [{"name": "Anna", "born": "1/2/2020", "place": "016077", "alone": "1", "notes": "two\nrows"}]
        assert results == ["2026/0001"]


async def test_problems_stand_below_their_fields_and_nothing_is_lost(make_app):
    problems = [
        FieldProblem("place", "unknown", "There is no place {value}", {"value": "[/b]\x1b"}),
        FieldProblem("born", "date", "Not a date"),
    ]
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        form = NewCase(refuse(InvalidFields(problems)))
        results = await opened(pilot, form)
        await pilot.press(*"Anna", "enter", "x", "f8")
        await settle(pilot)
        assert results == []
        assert form.form.current.spec.name == "born"
        assert form.form.values()["name"] == "Anna"
        painted = screen_text(pilot.app)
        row = next(n for n, line in enumerate(painted) if "Born" in line)
        assert painted[row + 1].strip() == "! Not a date"
        assert "! There is no place [/b]␛" in "\n".join(painted)
        assert form.status.text == "2 fields need attention"
        await pilot.press("f12")
        assert isinstance(pilot.app.screen, Confirm)


async def test_a_problem_of_no_field_goes_to_the_status_line(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        form = NewCase(refuse(InvalidFields([FieldProblem("other", "x", "Seen nowhere")])))
        await opened(pilot, form)
        await pilot.press("a", "ctrl+s")
        await settle(pilot)
        assert form.status.text == "Seen nowhere"


@pytest.mark.parametrize("error", [Refused("A rule forbids it"), Conflict("Somebody changed it")])
async def test_a_refusal_is_a_dialog_and_the_form_stays(make_app, error):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        form = NewCase(refuse(error))
        await opened(pilot, form)
        await pilot.press(*"Anna", "f8")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ErrorDialog)
        assert error.message in "\n".join(screen_text(pilot.app))
        await pilot.press("enter")
        assert pilot.app.screen is form
        assert form.form.values()["name"] == "Anna"


async def test_trouble_of_the_store_is_said_and_f5_tries_again(make_app):
    tries: list[int] = []

    def saving(_values: Mapping[str, str]) -> str:
        tries.append(1)
        if len(tries) == 1:
            raise StoreTrouble("The archive is busy")
        return "saved"

    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        form = NewCase(saving)
        results = await opened(pilot, form)
        await pilot.press("a", "f8")
        await settle(pilot)
        assert form.status.text == "F5 tries again · The archive is busy"
        await pilot.press("f5")
        await settle(pilot)
        assert results == ["saved"]


async def test_f4_lists_the_values(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        form = NewCase(place="016077")
        await opened(pilot, form)
        await pilot.press("f4")
        assert form.status.text == "This field takes any text"
        await pilot.press("tab", "tab", "f4")
        assert isinstance(pilot.app.screen, FieldPicker)
        assert pilot.app.screen.table.current.key == "016077"
        await pilot.press("r", "o", "down", "enter")
        assert form.form.values()["place"] == "016241"
        assert form.form.dirty


async def test_leaving_untouched_asks_nothing(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        form = NewCase(name="Anna", place="016185", alone="0")
        results = await opened(pilot, form)
        assert not form.form.dirty
        assert form.form.values() == {"name": "Anna", "born": "", "place": "016185", "alone": "0", "notes": ""}
        await pilot.press("escape")
        assert results == [None]


@pytest.mark.parametrize(("answer", "left"), [(["enter"], False), (["escape"], False), (["right", "enter"], True)])
async def test_leaving_with_typed_text_asks(make_app, answer, left):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        form = NewCase()
        results = await opened(pilot, form)
        await pilot.press("a", "escape", *answer)
        await pilot.pause()
        assert (results == [None]) is left
        assert (pilot.app.screen is form) is not left


async def test_quitting_with_typed_text_asks(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        await opened(pilot, NewCase())
        await pilot.press("a", "ctrl+q")
        assert isinstance(pilot.app.screen, Confirm)
        assert pilot.app.is_running


async def test_quitting_waits_for_a_write(make_app):
    go_on, written = threading.Event(), []

    def saving(_values: Mapping[str, str]) -> str:
        go_on.wait(10)
        written.append(1)
        return "saved"

    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        form = NewCase(saving)
        await opened(pilot, form)
        await pilot.press("a", "f8")
        assert form.why_not_save() == "The last save is still under way"
        await pilot.press("f8")
        assert form.writing == 1
        pilot.app._leave(True)
        await pilot.pause()
        assert not pilot.app._exit
        go_on.set()
        await settle(pilot)
        assert pilot.app._exit
    assert written == [1]


async def test_enter_in_the_last_one_line_field_says_how_to_save(make_app):
    class Short(NewCase):
        def specs(self):
            return SPECS[:2]

    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        form = Short()
        await opened(pilot, form)
        await pilot.press("a", "enter")
        assert form.status.text == "The day of birth"
        await pilot.press("enter")
        assert "F8" in form.status.text


async def test_undo_in_a_field_is_not_the_undo_of_the_archive(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        form = NewCase(name="Anna")
        await opened(pilot, form)
        await pilot.press("end", "x", "ctrl+z")
        assert form.form.values()["name"] == "Anna"
        assert not form.form.dirty


async def test_a_reason_may_not_be_empty(make_app):
    async with make_app(ListScreen).run_test(size=(80, 24)) as pilot:
        given_: list[str | None] = []
        pilot.app.push_screen(Reason("Why is the case closed?"), given_.append)
        await pilot.pause()
        await pilot.press("space", "enter")
        assert pilot.app.screen.status.text == "A few words are needed here"
        await pilot.press(*"moved", "enter")
        assert given_ == ["moved"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("016077", "016077"), ("clusone", "016077"), ("CLU", "016077"), ("ro", "ro"), ("rov", "016185"), ("", ""), (" x ", "x")],
)
def test_what_typed_text_means(typed, value):
    assert resolve(typed, PLACES) == value


@given(st.text())
def test_text_that_means_nothing_comes_back_as_typed(text):
    assert resolve(text, PLACES) in {*(choice.value for choice in PLACES), text.strip()}
