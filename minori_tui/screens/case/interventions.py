"""Interventi: what is done for the child, the latest first, and everything about the selected one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from minori_tui.commands import intervention_keys as keys
from minori_tui.domain.integrity import Finding
from minori_tui.i18n import N_, _, n_
from minori_tui.screens.case.intervention_words import state_text, told
from minori_tui.screens.case.pane import CasePane, Labeller
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.field_picker import FieldPicker
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.services import integrity, interventions
from minori_tui.services.context import Context
from minori_tui.services.interventions import InterventionView, state_of, times
from minori_tui.services.records import CaseView
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

if TYPE_CHECKING:
    from minori_tui.screens.case.intervention_forms import InterventionForm

COLUMNS = (
    Column("flag", "", 1), Column("kind", N_("What"), 21, grow=1), Column("state", N_("State"), 11),
    Column("from", N_("From"), 11), Column("to", N_("To"), 11), Column("with", N_("With"), 9, grow=2),
    Column("basis", N_("Basis"), 22, min_terminal_width=120, grow=1),
)
FLAG = "?"
"""Before an intervention that the checks remark on."""


class Content(NamedTuple):
    """What the pane reads."""

    views: Sequence[InterventionView]
    findings: Sequence[Finding]


class Interventions(CasePane):
    """The list above, the details below."""

    NAME, TITLE, COMMANDS = "interventions", N_("Interventions"), keys.PANE

    DEFAULT_CSS = """
    Interventions RecordTable { height: 1fr; }
    Interventions TextPane { height: 50%; min-height: 6; max-height: 14; }
    """

    def __init__(self, label: Labeller) -> None:
        super().__init__(label)
        self._views: dict[object, InterventionView] = {}
        self._findings: Sequence[Finding] = ()
        self.table = RecordTable(COLUMNS, empty=N_("No intervention yet: F6 adds one"))
        self.table.cursor_hook = self._selected
        self.detail = TextPane()

    def compose(self) -> list[RecordTable | TextPane]:
        """List and details; Tab goes to the details, to scroll long ones."""
        return [self.table, self.detail]

    @property
    def current(self) -> InterventionView | None:
        """The selected intervention."""
        row = self.table.current
        return self._views.get(row.key) if row else None

    def read(self, context: Context, view: CaseView) -> Content:
        """The interventions, and what the checks find today."""
        return Content(interventions.of_case(context, view.case_id), integrity.of_case(context, view.case_id))

    def target(self) -> RecordTable:
        """The list."""
        return self.table

    def standing(self) -> str:
        """How many are under way, and how many there are."""
        today = self.case.session.context.clock.today()
        going = sum(state_of(v, today) in ("active", "suspended") for v in self._views.values())
        return n_("{going} of {count} intervention under way", "{going} of {count} interventions under way", len(self._views),
                  going=going)

    def show(self, found: Content, view: CaseView) -> None:
        """Show the interventions."""
        self._views = {v.intervention_id: v for v in found.views}
        self._findings = found.findings
        self.table.show(Filtered([self._row(v) for v in found.views]), keep_place=True)
        self.go_to_wished(self.table, [v.intervention_id for v in found.views])
        self._selected(self.table.current)

    def _of(self, view: InterventionView) -> list[Finding]:
        """What the checks find about one intervention."""
        return [f for f in self._findings if f.subject == "intervention" and view.intervention_id in (f.subject_id, f.other_id)
                and (f.subject_id == view.intervention_id or f.code in _PAIRS)]

    def _row(self, view: InterventionView) -> ListRow:
        since, until = times(view)
        basis = self.label("consent", view.consent) if view.consent else ""
        return ListRow(view.intervention_id, (
            FLAG if self._of(view) else "", self.label("intervention_kind", view.kind),
            state_text(view, self.case.session.context.clock.today()), since, until, view.where or "",
            " · ".join(filter(None, (basis, view.order_number or "")))))

    def _selected(self, row: Row | None) -> None:
        view = self._views.get(row.key) if row else None
        self.detail.say(told(view, self._of(view), self.case.session.context.clock.today(), self.label) if view else "")
        if self.is_mounted and self.case.is_current:
            self.case.show_keys()

    def open_selected(self) -> None:
        """Enter: change the intervention."""
        self.action_change()

    # ---- why not

    def why_not_change(self) -> str | None:
        """There must be an intervention."""
        return None if self.current else _("No intervention yet: F6 adds one")

    def why_not_record(self) -> str | None:
        """Only home education has hours, only supervised contact has contacts."""
        kind = self.current.kind if self.current else None
        return None if kind in ("ADM", "IP") else _("Hours and contacts belong to home education and supervised contact")

    def why_not_calendar(self) -> str | None:
        """Only supervised contact has a calendar."""
        return None if self.current and self.current.kind == "IP" else _("A calendar belongs to supervised contact")

    def why_not_start(self) -> str | None:
        """Only what is planned starts."""
        return None if self.current and not self.current.started_on and not self.current.ended_on else _("It has started already")

    def why_not_end(self) -> str | None:
        """What has ended does not end again."""
        return self.why_not_change() or (_("It has ended already") if self.current and self.current.ended_on else None)

    def why_not_pause(self) -> str | None:
        """Only what is under way is suspended."""
        return self.why_not_end() or (None if self.current and self.current.started_on else _("It has not started yet"))

    def why_not_move(self) -> str | None:
        """Only a placement that is under way is moved."""
        if self.current and self.current.kind not in ("AFF", "COM"):
            return _("Only foster care and homes are moved")
        return self.why_not_pause()

    # ---- what can be done

    def action_add(self) -> None:
        """Choose the kind, then fill in its form."""
        self._choose_kind(tuple(c.value for c in self.case.session.choices("intervention_kind")), self._add)

    def _choose_kind(self, kinds: Sequence[str], then: Callable[[str | None], None]) -> None:
        choices = [replace(c, note=c.value) for c in self.case.session.choices("intervention_kind") if c.value in kinds]
        self.app.push_screen(FieldPicker(_("What is done"), choices), then)

    def _add(self, kind: str | None) -> None:
        from minori_tui.screens.case.intervention_forms import NewIntervention

        if kind and self.case.view is not None:
            self._open(NewIntervention(self.case.session, self.case.view, kind))

    def action_change(self) -> None:
        """Change what is recorded."""
        from minori_tui.screens.case.intervention_forms import EditIntervention

        if self.current is not None and self.case.view is not None:
            self._open(EditIntervention(self.case.session, self.case.view, self.current))

    def action_record(self) -> None:
        """Hours of home education, or a contact."""
        from minori_tui.screens.case.intervention_forms import RecordContact, RecordHours

        if self.current is not None and self.case.view is not None:
            form = RecordHours if self.current.kind == "ADM" else RecordContact
            self._open(form(self.case.session, self.case.view, self.current))

    def action_calendar(self) -> None:
        """The contacts to come."""
        from minori_tui.screens.case.intervention_forms import PlanContacts

        if self.current is not None and self.case.view is not None:
            self._open(PlanContacts(self.case.session, self.case.view, self.current))

    def action_start(self) -> None:
        """A planned intervention begins."""
        from minori_tui.screens.case.intervention_forms import StartIntervention

        if self.current is not None and self.case.view is not None:
            self._open(StartIntervention(self.case.session, self.case.view, self.current))

    def action_pause(self) -> None:
        """Suspend it, or let it go on."""
        from minori_tui.screens.case.intervention_forms import PauseIntervention, ResumeIntervention

        if self.current is not None and self.case.view is not None:
            paused = any(p.valid_to is None for p in self.current.pauses)
            self._open((ResumeIntervention if paused else PauseIntervention)(self.case.session, self.case.view, self.current))

    def action_end(self) -> None:
        """End it, with the reason."""
        from minori_tui.screens.case.intervention_forms import EndIntervention

        if self.current is not None and self.case.view is not None:
            self._open(EndIntervention(self.case.session, self.case.view, self.current))

    def action_move(self) -> None:
        """Choose where to (family or home), then the form of the next placement."""
        self._choose_kind(("AFF", "COM"), self._move)

    def _move(self, kind: str | None) -> None:
        from minori_tui.screens.case.intervention_forms import MovePlacement

        if kind and self.current is not None and self.case.view is not None:
            self._open(MovePlacement(self.case.session, self.case.view, self.current, kind))

    def _open(self, form: InterventionForm) -> None:
        self.app.push_screen(form, self.case.done)


_PAIRS = frozenset(("PL-OVERLAP", "PL-GAP", "PL-NEW-WHILE-OPEN"))
"""The findings that are about two interventions: told at both."""
