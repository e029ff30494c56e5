"""A screen that is a form: load, fill in, save; nothing typed is lost unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.screen import ScreenResultType
from textual.widget import Widget

from minori_tui.commands import keys
from minori_tui.commands.registry import Command
from minori_tui.domain.errors import InvalidFields
from minori_tui.i18n import _
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.dialogs.field_picker import FieldPicker
from minori_tui.widgets.fields import Field, FieldSpec, options
from minori_tui.widgets.form import Form
from minori_tui.widgets.lines import FrameLine, Piece

SLOW_SAVE_SECONDS = 0.4
"""A save that takes longer says that it is under way (another program may hold the archive for seconds)."""


class FormHeading(FrameLine):
    """The first line of a form."""

    DEFAULT_CSS = "FormHeading { background: $background; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.display = bool(text)

    def pieces(self, width: int) -> Sequence[Piece]:
        """The text, set apart."""
        return ((f" {self._text}", "strong"),)


class FormScreen(MinoriScreen[ScreenResultType]):
    """Subclasses give ``specs`` and ``save``, and ``initial`` when the form starts with values.

    ``save`` runs in a thread and raises the errors of the domain; its result is what the screen is dismissed with.
    """

    ACTIONS: ClassVar[tuple[Command, ...]] = keys.FORMS

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.form = Form(self.specs())
        self._told: Field | None = None

    def specs(self) -> Sequence[FieldSpec]:
        """The fields, in reading order."""
        raise NotImplementedError

    def initial(self) -> Mapping[str, str]:
        """The values the form starts with, by field name."""
        return {}

    def save(self, values: Mapping[str, str]) -> ScreenResultType:
        """Store the values: one service call."""
        raise NotImplementedError

    def heading(self) -> str:
        """What is being written, for the first line (translated)."""
        return ""

    def compose_body(self) -> Iterable[Widget]:
        """What is being written and about whom, then the form."""
        yield FormHeading(self.heading())
        yield from self.compose_form()

    def compose_form(self) -> Iterable[Widget]:
        """The form, and what stands beside it."""
        yield self.form

    def on_mount(self) -> None:
        """Fill the form in."""
        self.form.set_values(self.initial())

    def may_leave(self) -> bool:
        """Not with typed text or a save under way."""
        return not (self.form.dirty or self.writing)

    def why_not_save(self) -> str | None:
        """Not while the last save is under way."""
        return _("The last save is still under way") if self.writing else None

    def why_not_values(self) -> str | None:
        """Only fields with a list have values to choose from."""
        return None if self.form.has_values() else _("This field takes any text")

    def action_save(self) -> None:
        """F8: save in a thread; problems come back to their fields."""
        values = self.form.values()
        self.form.show_problems(())
        self.status.clear()
        self.set_timer(SLOW_SAVE_SECONDS, self._say_saving)
        self.run(lambda: self.save(values), self.dismiss, group="save", write=True)

    def _say_saving(self) -> None:
        if self.writing:
            self.say(_("Saving…"))

    def action_values(self) -> None:
        """F4: choose a value of the field from its list."""
        field = self.form.current
        if field is None:
            return

        def chosen(value: str | None) -> None:
            if value is not None:
                field.choose(value)

        self.app.push_screen(FieldPicker(_(field.spec.label), options(field.spec), current=field.value), chosen)

    def action_back(self) -> None:
        """Esc: leave; asks when something typed would be lost."""
        if self.writing:
            self.say(_("The last save is still under way"), trouble=True)
        elif self.form.dirty:
            def answered(leave: bool | None) -> None:
                if leave:
                    self.dismiss(None)

            self.app.push_screen(Confirm(_("Leave without saving what you typed?")), answered)
        else:
            self.dismiss(None)

    @on(Form.AtEnd)
    def _at_end(self, event: Form.AtEnd) -> None:
        event.stop()
        self.say(_("That was the last field: F8 saves"))

    @on(Form.Entered)
    def _entered(self, event: Form.Entered) -> None:
        event.stop()
        if self._told is not None and event.form.current is self._told:
            self._told = None  # the field with the problem: what is wrong stays said
        else:
            self.status.standing(_(event.help))

    def failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """As every screen; the sentence about fields stays until the operator goes to another field."""
        super().failed(error, again)
        if isinstance(error, InvalidFields):
            wrong = {problem.field for problem in error.problems}
            self._told = next((field for name, field in self.form.fields.items() if name in wrong), None)
