"""A form: fields in reading order, problems beside them, nothing typed ever lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Input

from minori_tui.domain.errors import FieldProblem
from minori_tui.i18n import N_
from minori_tui.widgets.fields import YES_NO_HELP, Field, FieldSpec, options


class Form(VerticalScroll, can_focus=False):
    """Labels and inputs one below the other. Enter goes to the next field; saving is the screen's."""

    DEFAULT_CSS = """
    Form { height: 1fr; padding: 0 1; }
    """
    BINDINGS = [
        Binding("up", "app.focus_previous", N_("Field before"), show=False),
        Binding("down", "app.focus_next", N_("Next field"), show=False),
    ]

    @dataclass
    class AtEnd(Message):
        """Enter was pressed in the last field: time to say which key saves."""

        form: Form

    @dataclass
    class Entered(Message):
        """The focus is in another field."""

        form: Form
        help: str

    def __init__(self, specs: Sequence[FieldSpec], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.fields = {spec.name: Field(spec) for spec in specs}

    def compose(self) -> ComposeResult:
        """The fields in their order."""
        yield from self.fields.values()

    def on_mount(self) -> None:
        """The first field has the focus."""
        self.focus_field(next(iter(self.fields)))

    # ---- values

    def values(self) -> dict[str, str]:
        """What the form says now, by field name; empty text for what was left empty."""
        return {name: field.value for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show stored values as the unchanged state; fields without one become empty."""
        for name, field in self.fields.items():
            field.put(values.get(name, ""))

    @property
    def dirty(self) -> bool:
        """True when something typed differs from what the form was opened with."""
        return any(field.dirty for field in self.fields.values())

    def show_problems(self, problems: Sequence[FieldProblem]) -> list[FieldProblem]:
        """Show each problem below its field and go to the first; returns those that belong to no field here."""
        first: dict[str, FieldProblem] = {}
        for problem in problems:
            first.setdefault(problem.field, problem)
        for name, field in self.fields.items():
            field.show_problem(first.get(name))
        for name in self.fields:
            if name in first:
                self.focus_field(name)
                break
        return [problem for problem in problems if problem.field not in self.fields]

    # ---- focus

    @property
    def current(self) -> Field | None:
        """The field that has the focus."""
        return next((field for field in self.fields.values() if field.input.has_focus), None)

    def focus_field(self, name: str) -> None:
        """Put the focus in a field."""
        self.fields[name].input.focus()

    def has_values(self) -> bool:
        """True when the field with the focus has a list of values."""
        return self.current is not None and bool(options(self.current.spec))

    def on_descendant_focus(self) -> None:
        """Tell the screen which help belongs to the field."""
        field = self.current
        if field is not None:
            spec = field.spec
            self.post_message(self.Entered(self, spec.help or (YES_NO_HELP if spec.kind == "yes_no" else "")))

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        inputs = [field.input for field in self.fields.values() if field.display]
        place = next((n for n, box in enumerate(inputs) if box is event.input), len(inputs) - 1)
        if place + 1 < len(inputs):
            inputs[place + 1].focus()
        else:
            self.post_message(self.AtEnd(self))
