"""Hostile text in every widget: shown as typed or as visible signs, never run, never raw on the terminal."""

from __future__ import annotations

import pytest
from textual import events
from tui_fakes import NASTY, FakeSource, ListScreen, screen_text

from minori_tui.domain.errors import FieldProblem, Refused
from minori_tui.domain.text import shown
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.dialogs.error import ErrorDialog
from minori_tui.screens.dialogs.field_picker import FieldPicker
from minori_tui.screens.dialogs.reason import Reason
from minori_tui.widgets.fields import Choice, FieldSpec
from minori_tui.widgets.form import Form
from minori_tui.widgets.plain import one_line
from minori_tui.widgets.record_table import ListRow
from minori_tui.widgets.title_line import TitleFacts


def assert_safe(app, text: str, *, multiline: bool = False) -> None:
    """The text is on the screen as signs, and nothing on the screen is a control or bidirectional character."""
    painted = screen_text(app)
    assert all(char.isprintable() for line in painted for char in line), repr(painted)
    wanted = shown(text, multiline=True).split("\n") if multiline else [one_line(text)]
    for part in wanted:
        assert any(" ".join(part.split()) in " ".join(line.split()) for line in painted), (part, painted)


class NastySource(FakeSource):
    """One row of one hostile text."""

    def window(self, first, count):
        return [ListRow(n, (str(n), self.word, "", "")) for n in range(first, min(first + count, self.rows))]


@pytest.mark.parametrize("text", NASTY, ids=ascii)
async def test_list_title_status_and_notification(make_app, text):
    facts = TitleFacts(text, text, "22/11")
    home = lambda: ListScreen(NastySource(2, word=text))  # noqa: E731
    async with make_app(home, title_facts=lambda: facts).run_test(size=(120, 36), notifications=True) as pilot:
        assert_safe(pilot.app, text)
        pilot.app.screen.say(text)
        pilot.app.notify(one_line(text))
        await pilot.pause()
        assert_safe(pilot.app, text)


@pytest.mark.parametrize("text", NASTY, ids=ascii)
@pytest.mark.parametrize("kind", ["confirm", "error", "reason", "picker"])
async def test_dialogs(make_app, text, kind):
    dialogs = {
        "confirm": lambda: Confirm(text),
        "error": lambda: ErrorDialog(Refused("{value}", value=text)),
        "reason": lambda: Reason("Why?", text=text),
        "picker": lambda: FieldPicker(text, [Choice("1", text, text)]),
    }
    async with make_app(lambda: ListScreen(FakeSource(2))).run_test(size=(120, 36)) as pilot:
        pilot.app.push_screen(dialogs[kind]())
        await pilot.pause()
        assert_safe(pilot.app, shown(text) if kind == "reason" else text, multiline=kind == "confirm")


class Sheet(MinoriScreen[None]):
    """A form filled with one hostile text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.form = Form([
            FieldSpec("line", "Line"), FieldSpec("list", "List", kind="choice", choices=lambda: [Choice("1", text)]),
            FieldSpec("notes", "Notes", kind="multiline"),
        ])

    def compose_body(self):
        return (self.form,)

    def on_mount(self) -> None:
        self.form.set_values({"line": self.text, "list": "1", "notes": self.text})
        self.form.show_problems([FieldProblem("line", "bad", "Wrong: {it}", {"it": self.text})])


@pytest.mark.parametrize("text", NASTY, ids=ascii)
async def test_forms(make_app, text):
    async with make_app(lambda: Sheet(text)).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        painted = screen_text(pilot.app)
        assert all(char.isprintable() for line in painted for char in line)
        assert any("Wrong: " + one_line(text) in line for line in painted)
        assert pilot.app.screen.form.fields["line"].typed == text


@pytest.mark.parametrize("text", NASTY, ids=ascii)
@pytest.mark.parametrize("field", ["line", "notes"])
async def test_pasting(make_app, text, field):
    async with make_app(lambda: Sheet("")).run_test(size=(120, 36)) as pilot:
        box = pilot.app.screen.form.fields[field]
        box.input.focus()
        box.input.post_message(events.Paste(text))
        await pilot.pause()
        assert all(char.isprintable() or char == "\n" for char in box.typed)
        painted = screen_text(pilot.app)
        assert all(char.isprintable() for line in painted for char in line)
