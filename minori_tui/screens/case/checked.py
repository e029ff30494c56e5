"""Forms that are looked at while they are typed: what is wrong or odd stands beside its field at once, and nothing is blocked
by a warning. Fields may depend on others: those that do not apply are not shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.timer import Timer
from textual.widgets import Input, TextArea

from minori_tui.domain.errors import FieldProblem, InvalidFields
from minori_tui.screens.case.forms import _CaseForm
from minori_tui.screens.session import Session
from minori_tui.services.records import CaseView
from minori_tui.widgets.form import Form

SETTLE_SECONDS = 0.25
"""A pause in typing after which the form is looked at."""
HALF_TYPED = frozenset({
    "date-format", "date-incomplete", "date-serial", "date-year", "date-month", "date-day", "date-order", "time", "time-needed",
    "no-minute", "not-in-list", "unknown-authority", "several-authorities", "no-such-order", "which-lawyer", "number",
})
"""What may only be unfinished: not said of the field that is being typed in."""


class CheckedForm(_CaseForm):
    """Subclasses give ``look`` and, when some fields do not always apply, ``applies``."""

    SPELT_OUT: ClassVar[frozenset[str]] = frozenset()
    """Fields whose abbreviations are written out when they are left."""
    _soon: Timer | None = None
    _refused: Mapping[str, FieldProblem] = {}

    def __init__(self, session: Session, view: CaseView) -> None:
        self._spelt: dict[str, str] = {}
        super().__init__(session, view)

    def look(self, values: Mapping[str, str]) -> Sequence[FieldProblem]:
        """What there is to say about the values now: one service call, made in a thread."""
        return ()

    def applies(self, name: str) -> bool:
        """Whether a field is asked for, as the others stand now."""
        return True

    def given(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values of the fields that apply."""
        return {name: text for name, text in values.items() if self.form.fields[name].display}

    def on_mount(self) -> None:
        """Once the values are in: the fields that apply, and a first look."""
        super().on_mount()
        self.call_after_refresh(self._changed)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._changed()

    @on(Form.Entered)
    def _moved(self) -> None:
        self._look_soon()
        for name, field in self.form.fields.items():
            if name in self.SPELT_OUT and field.dirty and not field.input.has_focus and field.typed != self._spelt.get(name):
                self._spell_out(name, field.typed)

    def spelt(self, name: str, typed: str) -> str:
        """The whole of what was meant by what was typed; one service call, made in a thread."""
        return typed

    def _spell_out(self, name: str, typed: str) -> None:
        """Show what is understood, as soon as the field is left: what nobody understands stays as it was typed."""
        def show(whole: str) -> None:
            field = self.form.fields[name]
            self._spelt[name] = whole
            if field.typed == typed and whole != typed and not field.input.has_focus:
                field.choose(whole)

        if typed.strip():
            self.run(lambda: self.spelt(name, typed), show, group=f"spell-{name}")

    def _changed(self) -> None:
        for name, field in self.form.fields.items():
            if field.display != self.applies(name):
                field.display = not field.display
        self._refused = {name: p for name, p in self._refused.items() if self.form.fields[name].value == p.value}
        self._look_soon()

    def _look_soon(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(SETTLE_SECONDS, self._look)

    def _look(self) -> None:
        values = self.given(self.form.values())
        self.run(lambda: self.look(values), self._show_looked, group="look")

    def _show_looked(self, problems: Sequence[FieldProblem]) -> None:
        said: dict[str, FieldProblem] = {}
        for problem in sorted(problems, key=lambda p: p.warning):
            said.setdefault(problem.field, problem)
        for name, field in self.form.fields.items():
            looked = said.get(name)
            half = looked is not None and looked.code in HALF_TYPED and field.input.has_focus
            field.show_problem((None if half else looked) or self._refused.get(name))

    def failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """As every form; what was refused stays said until its field is changed."""
        if isinstance(error, InvalidFields):
            self._refused = {p.field: FieldProblem(p.field, "refused", p.message, p.facts, self.form.fields[p.field].value)
                             for p in reversed(error.problems) if p.field in self.form.fields}
        super().failed(error, again)
