"""What the keys do on a list of deadlines, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minori_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from minori_tui.screens.base import MinoriScreen
    from minori_tui.screens.form_base import FormScreen
    from minori_tui.screens.session import Session
    from minori_tui.services.due import DueItem


class DeadlineActions:
    """For a screen or pane with a list of deadlines: it says which one is selected and where it stands."""

    def due_item(self) -> DueItem | None:
        """The selected deadline."""
        raise NotImplementedError

    def due_session(self) -> Session:
        """The session of work."""
        raise NotImplementedError

    def due_screen(self) -> MinoriScreen[None]:
        """The screen to come back to."""
        raise NotImplementedError

    def why_not_why(self) -> str | None:
        """A deadline must be selected."""
        return None if self.due_item() else _("No deadline is selected")

    def why_not_mark(self) -> str | None:
        """It must be open still."""
        item = self.due_item()
        if item is None:
            return _("No deadline is selected")
        if item.deadline.done_at is not None:
            return _("It is done already: u takes back the last change")
        if item.deadline.waived:
            return _("It was written down that it does not apply: u takes back the last change")
        return None

    def why_not_done(self) -> str | None:
        """As well, no fact must be needed that ends it by itself: better said now than after the form was filled in."""
        item = self.due_item()
        return self.why_not_mark() or (_(item.deadline.rule.settled_by) if item and item.deadline.rule.settled_by else None)

    def _open(self, form: Callable[[Session, DueItem], FormScreen[bool]]) -> None:
        screen, item = self.due_screen(), self.due_item()
        if item is not None:
            screen.app.push_screen(form(self.due_session(), item), lambda done: screen.say(_("Saved")) if done else None)

    def action_due_done(self) -> None:
        """It was done."""
        from minori_tui.screens.deadlines.marks import DoneForm

        self._open(DoneForm)

    def action_due_reschedule(self) -> None:
        """Plan it for another day."""
        from minori_tui.screens.deadlines.marks import RescheduleForm

        self._open(RescheduleForm)

    def action_due_court(self) -> None:
        """The court has fixed a day."""
        from minori_tui.screens.deadlines.marks import CourtForm

        self._open(CourtForm)

    def action_due_waive(self) -> None:
        """It does not apply."""
        from minori_tui.screens.deadlines.marks import WaiveForm

        self._open(WaiveForm)

    def action_due_why(self) -> None:
        """Explain it."""
        from minori_tui.screens.deadlines.why import WhyDialog
        from minori_tui.services import due

        screen, item, context = self.due_screen(), self.due_item(), self.due_session().context
        if item is not None:
            screen.run(lambda: due.why(context, item.deadline.key),
                       lambda told: screen.app.push_screen(WhyDialog(item, told, context.clock.now())),
                       group="why", opens=True)
