"""A screen that is a form: load, fill in, save; nothing typed is lost unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.message import Message
from textual.screen import ScreenResultType
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

from minori_tui.commands import keys
from minori_tui.commands.registry import Command
from minori_tui.domain.errors import InvalidFields, MinoriError
from minori_tui.i18n import _
from minori_tui.screens import drafting, show
from minori_tui.screens.base import MinoriScreen, sentence
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.dialogs.field_picker import FieldPicker
from minori_tui.screens.session import Session
from minori_tui.screens.work import writes_of
from minori_tui.services.drafts import Draft
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
        self.say(text)

    def say(self, text: str) -> None:
        """Say something else; nothing takes the line away."""
        self._text = text
        self.display = bool(text)
        self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """The text, set apart."""
        return ((f" {self._text}", "strong"),)


class NotKept(Message):
    """A draft could not be written."""

    def __init__(self, error: MinoriError) -> None:
        super().__init__()
        self.error = error


class FormScreen(MinoriScreen[ScreenResultType]):
    """Subclasses give ``specs`` and ``save``, and ``initial`` when the form starts with values.

    ``save`` runs in a thread and raises the errors of the domain; its result is what the screen is dismissed with. A form with
    a ``DRAFT`` (and a ``session``) keeps what is typed while it is typed: leaving needs no question, and the text is there
    again when the form is opened for the same ``draft_subject``.
    """

    ACTIONS: ClassVar[tuple[Command, ...]] = keys.FORMS
    DRAFT: ClassVar[str] = ""
    """The name under which drafts are kept; empty for a form that keeps none."""
    session: Session

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.form = Form(self.specs())
        self._told: Field | None = None
        self._drafts: drafting.DraftKeeper | None = None
        self._draft_timer: Timer | None = None
        self.notice = FormHeading("")
        """A line below the heading that stays: where the text comes from."""

    def draft_subject(self) -> str:
        """The record that is written about: drafts for others are other drafts."""
        return ""

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
        yield self.notice
        yield from self.compose_form()

    def compose_form(self) -> Iterable[Widget]:
        """The form, and what stands beside it."""
        yield self.form

    def on_mount(self) -> None:
        """Fill the form in; then offer the draft of last time."""
        self.form.set_values(self.initial())
        if self.DRAFT:
            keeper = drafting.DraftKeeper(self.session.context, self.DRAFT, self.draft_subject(), writes_of(self.app),
                                          lambda error: self.post_message(NotKept(error)))
            self._drafts = keeper
            self.run(keeper.load, self._offer, group="draft")

    # ---- drafts

    def _offer(self, draft: Draft | None) -> None:
        """Put the text of the draft into the fields that nobody has typed into yet, and say so."""
        fields = self.form.fields
        back = [n for n, text in (draft.values if draft else {}).items() if n in fields and not fields[n].dirty
                and text != fields[n].typed]
        if draft is None or not back:
            return
        changed = [name for name in back if draft.stored.get(name, "") != fields[name].typed]
        for name in back:
            fields[name].input.put(draft.values[name])
        kept = show.local(draft.saved_at)
        day, _blank, time = kept.partition(" ")
        today = day == f"{self.session.context.clock.today():%d/%m/%Y}"
        said = (_("Taken up from a draft of {time} · F5 throws it away", time=time) if today else
                _("Taken up from a draft of {day}, {time} · F5 throws it away", day=day, time=time))
        if changed:
            names = ", ".join(_(fields[name].spec.label) for name in changed)
            said = _("Draft of {time}, but meanwhile somebody changed: {fields} · F5 shows it", time=kept, fields=names)
        self.notice.say(said)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _draft_typed(self) -> None:
        if self._drafts is not None and self._draft_timer is None:
            self._draft_timer = self.set_timer(drafting.WRITE_SECONDS, self._keep_draft)

    def _keep_draft(self) -> None:
        self._draft_timer = None
        if self._drafts is not None:
            dirty = {name: field for name, field in self.form.fields.items() if field.dirty}
            self._drafts.keep({name: field.typed for name, field in dirty.items()},
                              {name: field.stored for name, field in dirty.items()})

    @on(NotKept)
    def _not_kept(self, event: NotKept) -> None:
        event.stop()
        self.say(_("The draft could not be kept: {why}", why=sentence(event.error)), trouble=True)

    def reload(self) -> None:
        """F5 in a form taken up from a draft: throw the draft away, after asking, and start from what is stored."""
        if not self.notice.display or self._drafts is None:
            return

        def answered(yes: bool | None) -> None:
            if yes and self._drafts is not None:
                self.form.set_values(self.initial())
                self._drafts.drop()
                self.notice.say("")

        self.app.push_screen(Confirm(_("Throw the draft away and start from what is stored?")), answered)

    def _leave_draft(self) -> None:
        """Leave a form whose text is kept, and say so on the screen below."""
        self._keep_draft()
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        self.dismiss(None)
        if isinstance(below, MinoriScreen):
            below.say(_("What you typed is kept as a draft: it is there again when the form is opened"))

    def _save_all(self, values: Mapping[str, str]) -> ScreenResultType:
        """Save, then forget the draft."""
        result = self.save(values)
        if self._drafts is not None:
            self._drafts.close()
        return result

    # ---- leaving and saving

    def may_leave(self) -> bool:
        """Not with typed text or a save under way."""
        if self.form.dirty:
            self._keep_draft()
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
        self.run(lambda: self._save_all(values), self.dismiss, group="save", write=True)

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
        elif self.form.dirty and self._drafts is not None:
            self._leave_draft()
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
