"""The forms about one deadline: done, planned for another day, fixed by the court, not due here. The rule stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget

from minori_tui.i18n import N_, _
from minori_tui.screens import due_show
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.deadlines.told import facts_of
from minori_tui.screens.form_base import FormScreen
from minori_tui.screens.session import Session
from minori_tui.widgets.fields import FieldSpec
from minori_tui.widgets.plain_input import PlainInput

if TYPE_CHECKING:
    from minori_tui.services.due import DueItem

MOMENT = N_("A date, and the time where hours count: 22/11/2026 14:30, oggi, ieri")
LATER = N_("A date: 30/11/2026, +15g, fine mese")


class _Mark(FormScreen[bool]):
    """A form about one deadline, and below it what is known of that deadline."""

    DEFAULT_CSS = "_Mark TextPane { height: 40%; min-height: 5; }"

    def __init__(self, session: Session, item: DueItem) -> None:
        self.session, self.item = session, item
        super().__init__()
        session.warm()

    def title_of(self) -> str:
        """What the form does."""
        raise NotImplementedError

    def heading(self) -> str:
        """What is done, and whose deadline it is; which one stands below."""
        return f"{self.title_of()}: {self.item.file_number} {due_show.short_name(self.item)}"

    def compose_form(self) -> Iterable[Widget]:
        """The form and the deadline written out."""
        known = TextPane()
        known.can_focus = False
        known.say("\n".join(facts_of(self.item, self.session.context.clock.now())))
        yield self.form
        yield known

    def on_mount(self) -> None:
        """What the first field begins with is a proposal: what is typed takes its place."""
        self.call_later(self._propose)

    def _propose(self) -> None:
        box = next(iter(self.form.fields.values())).input
        if isinstance(box, PlainInput):
            box.action_select_all()

    def _now(self) -> str:
        """The moment or day that the form starts with: to the minute where the term is in hours."""
        clock = self.session.context.clock
        return f"{clock.now():%d/%m/%Y %H:%M}" if self.item.deadline.in_hours else f"{clock.today():%d/%m/%Y}"


class DoneForm(_Mark):
    """It was done: when, and what proves it. What follows from it runs from that moment."""

    def title_of(self) -> str:
        """What the form does."""
        return _("Done")

    def specs(self) -> Sequence[FieldSpec]:
        """When and the evidence."""
        return [FieldSpec("at", N_("Done on"), required=True, help=MOMENT),
                FieldSpec("evidence", N_("Evidence"), help=N_("What proves it: protocol number, certified mail, minutes"))]

    def initial(self) -> Mapping[str, str]:
        """Now."""
        return {"at": self._now()}

    def save(self, values: Mapping[str, str]) -> bool:
        """Write it down."""
        from minori_tui.services import due

        due.mark_done(self.session.context, self.item.deadline.key, values["at"], values["evidence"])
        return True


class _Move(_Mark):
    """Another day, with the reason."""

    TO, REASON_HELP = N_("New day"), N_("Who asked for it, and why")

    def specs(self) -> Sequence[FieldSpec]:
        """The day and the reason."""
        return [FieldSpec("to", self.TO, required=True, help=MOMENT if self.item.deadline.in_hours else LATER),
                FieldSpec("reason", N_("Reason"), required=True, help=self.REASON_HELP)]


class RescheduleForm(_Move):
    """The service plans it for another day; the day of the law does not move."""

    def title_of(self) -> str:
        """What the form does."""
        return _("Plan for another day (the day of the law stays)")

    def save(self, values: Mapping[str, str]) -> bool:
        """Write it down."""
        from minori_tui.services import due

        due.reschedule(self.session.context, self.item.deadline.key, values["to"], values["reason"])
        return True


class CourtForm(_Move):
    """The court has fixed a day of its own: it counts, and the day of the rule is kept beside it."""

    TO, REASON_HELP = N_("Day fixed"), N_("The order that fixes it: authority, number, day")

    def title_of(self) -> str:
        """What the form does."""
        return _("Day fixed by the court")

    def save(self, values: Mapping[str, str]) -> bool:
        """Write it down."""
        from minori_tui.services import due

        due.court_date(self.session.context, self.item.deadline.key, values["to"], values["reason"])
        return True


class WaiveForm(_Mark):
    """It does not apply here."""

    def title_of(self) -> str:
        """What the form does."""
        return _("Does not apply here")

    def specs(self) -> Sequence[FieldSpec]:
        """The reason."""
        return [FieldSpec("reason", N_("Reason"), required=True, help=N_("Why it is not due here, for who reads it later"))]

    def save(self, values: Mapping[str, str]) -> bool:
        """Write it down."""
        from minori_tui.services import due

        due.waive(self.session.context, self.item.deadline.key, values["reason"])
        return True
