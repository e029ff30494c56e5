"""What a form asks: the declaration of a field and the widget that takes its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from minori_tui.domain.errors import FieldProblem
from minori_tui.domain.text import fold
from minori_tui.i18n import N_, _
from minori_tui.widgets.plain import fact
from minori_tui.widgets.plain_input import PlainInput
from minori_tui.widgets.plain_text import PlainTextArea

Kind = Literal["text", "date", "choice", "yes_no", "multiline"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list: what is stored, what is read, and a remark (a comune's province, an article)."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: ``name`` as in the problems of the domain, ``label`` and ``help`` message ids.

    ``choices`` is asked each time the list is needed, and must not wait for the store. ``yes_no`` has three states:
    yes, no, and empty for not known.
    """

    name: str
    label: str
    kind: Kind = "text"
    required: bool = False
    choices: Callable[[], Sequence[Choice]] | None = None
    help: str = ""


def options(spec: FieldSpec) -> Sequence[Choice]:
    """The values the field may take; empty when it is free text."""
    if spec.kind == "yes_no":
        return (Choice("1", _("yes")), Choice("0", _("no")))
    return spec.choices() if spec.choices else ()


def resolve(typed: str, choices: Sequence[Choice]) -> str:
    """The stored value meant by what was typed: a value, a whole label, or the beginning of one label only.

    What fits none or several comes back as typed, for the domain to say what is wrong with it.
    """
    text = typed.strip()
    key = fold(text)
    for choice in choices:
        if text == choice.value or (key and key == fold(choice.label)):
            return choice.value
    near = [choice.value for choice in choices if key and fold(choice.label).startswith(key)]
    return near[0] if len(near) == 1 else text


class Field(Vertical):
    """Label, input and, below, what is wrong with the value."""

    DEFAULT_CSS = """
    Field { height: auto; width: 1fr; }
    Field Horizontal { height: auto; }
    Field .field--label { width: 24; height: 1; }
    Field PlainInput { width: 1fr; height: 1; background: $surface; text-style: none; }
    Field:focus-within .field--label { text-style: bold; }
    Field PlainInput:focus { text-style: underline; }
    Field PlainTextArea { width: 1fr; height: 6; }
    Field .field--problem { display: none; height: auto; padding-left: 24; color: $text-error; text-style: bold; }
    Field.-problem .field--problem { display: block; }
    """

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self._stored = ""
        self.input: PlainInput | PlainTextArea = (
            PlainTextArea() if spec.kind == "multiline"
            else PlainInput(placeholder=_("dd/mm/yyyy") if spec.kind == "date" else "")
        )
        self._problem = Static("", markup=False, classes="field--problem")

    def compose(self) -> ComposeResult:
        """Label and input on one line: the reading order is the order of focus."""
        with Horizontal():
            star = "*" if self.spec.required else " "
            yield Static(Content(f"{star}{_(self.spec.label)}"), markup=False, classes="field--label")
            yield self.input
        yield self._problem

    @property
    def typed(self) -> str:
        """The text in the input as it is."""
        return self.input.text if isinstance(self.input, PlainTextArea) else self.input.value

    @property
    def value(self) -> str:
        """The stored value of what was typed."""
        choices = options(self.spec)
        return resolve(self.typed, choices) if choices else self.typed.strip()

    @property
    def stored(self) -> str:
        """The text the form was opened with."""
        return self._stored

    @property
    def dirty(self) -> bool:
        """True when the text is not the one the form was opened with."""
        return self.typed != self._stored

    def put(self, value: str) -> None:
        """Show a stored value (of a list: its label) as the unchanged state."""
        self.choose(value)
        self._stored = self.typed

    def rebase(self, value: str) -> None:
        """The stored value became another one under the form: what was typed stays, and differs from the new one."""
        typed = self.typed
        self.put(value)
        self.input.put(typed)

    def choose(self, value: str) -> None:
        """Take a value of the list as if the operator had typed its label."""
        labels = [choice.label for choice in options(self.spec) if choice.value == value]
        self.input.put(labels[0] if labels else value)

    def show_problem(self, problem: FieldProblem | None) -> None:
        """Say below the field what is wrong; None takes it away. A warning has its own sign."""
        self.set_class(problem is not None, "-problem")
        if problem is not None:
            sign = "?" if problem.warning else "!"
            facts = {name: fact(value) for name, value in problem.facts.items()}
            self._problem.update(Content(f"{sign} {_(problem.message, **facts)}"))

    @property
    def problem_text(self) -> str:
        """What is said below the field now; empty when nothing is."""
        return str(self._problem.content) if self.has_class("-problem") else ""


YES_NO_HELP = N_("Yes, no, or empty when it is not known")
"""Help of a yes-or-no field that has none of its own."""
