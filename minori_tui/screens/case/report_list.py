"""The reports of a case: the list above, the paper of the selected one below."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from minori_tui.commands import family_keys, keys
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.case.report_forms import AgainReport, NewReport, SentReport, propose, push
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.screens.form_base import FormHeading
from minori_tui.screens.session import Session
from minori_tui.screens.undo import UndoMixin
from minori_tui.services import reports
from minori_tui.services.records import CaseView
from minori_tui.services.reports import ReportRow
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

COLUMNS = (Column("number", N_("No."), 5, align="right"), Column("to", N_("Addressed to"), 20, grow=3),
           Column("since", N_("From"), 10), Column("until", N_("Until"), 10),
           Column("sent", N_("Sent on"), 10), Column("by", N_("Made by"), 12, grow=1))


class ReportList(UndoMixin, MinoriScreen[None]):
    """Every draft that was made, the latest first; nothing of it changes any more."""

    ACTIONS = (*family_keys.REPORT_LIST, *keys.RECORDS)
    AUTO_FOCUS = "RecordTable"
    DEFAULT_CSS = "ReportList RecordTable { height: 8; } ReportList TextPane { height: 1fr; }"

    def __init__(self, session: Session, view: CaseView) -> None:
        super().__init__()
        self.session, self.view = session, view
        self._reports: dict[object, ReportRow] = {}
        self.table = RecordTable(COLUMNS, empty=N_("No report yet: F6 makes one"))
        self.table.cursor_hook = self._selected
        self.detail = TextPane()

    def compose_body(self) -> Iterable[Widget]:
        """Whose reports, list, paper."""
        yield FormHeading(_("Reports: {number} {name}", number=self.view.file_number,
                            name=show.name(self.view.surname, self.view.given_name)))
        yield from (self.table, self.detail)

    def on_mount(self) -> None:
        """Read them."""
        self.reload()

    def on_screen_resume(self) -> None:
        """Back from a form: what was made shows."""
        self.reload()

    def reload(self) -> None:
        """Read them again."""
        self.run(lambda: reports.of_case(self.session.context, self.view.case_id), self._show, group="reports")

    def _show(self, found: list[ReportRow]) -> None:
        self._reports = {r.report_id: r for r in found}
        self.table.show(Filtered([ListRow(r.report_id, (
            str(r.report_id), r.authority or show.UNKNOWN, show.day(r.since), show.day(r.until), show.day(r.sent_on),
            r.operator or show.UNKNOWN)) for r in found]), keep_place=True)
        self._selected(self.table.current)
        self.refresh_bindings()

    @property
    def report(self) -> ReportRow | None:
        """The selected one."""
        row = self.table.current
        return self._reports.get(row.key) if row else None

    def _selected(self, row: Row | None) -> None:
        report = self._reports.get(row.key) if row else None
        self.detail.say("\n".join(_line(*line) for line in report.content["lines"]) if report else "")
        self.refresh_bindings()

    def why_not_report(self) -> str | None:
        """There must be one."""
        return None if self.report else _("No report yet: F6 makes one")

    def why_not_sent(self) -> str | None:
        """Once."""
        report = self.report
        return self.why_not_report() or (_("It was sent on {day}", day=show.day(report.sent_on))
                                         if report is not None and report.sent_on else None)

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.action_again()

    def action_report(self) -> None:
        """Make another one."""
        context = self.session.context
        self.run(lambda: propose(context, self.view), lambda found: push(self, NewReport(self.session, self.view, found)),
                 group="propose", opens=True)

    def action_again(self) -> None:
        """Write the selected one to a file again."""
        if self.report is not None:
            push(self, AgainReport(self.session, self.view, self.report))

    def action_sent(self) -> None:
        """Write down that the selected one was sent."""
        report = self.report
        if report is not None:
            self.run(lambda: reports.pending(self.session.context, self.view.case_id), lambda waiting: push(
                self, SentReport(self.session, self.view, report, waiting)), group="waiting", opens=True)


def _line(look: str, *texts: str) -> str:
    """A line of the paper as text."""
    shapes = {"title": "{}\n", "heading": "\n{}", "source": "   {}\n", "note": "({})", "item": "- {}"}
    return shapes.get(look, "{}").format(": ".join(texts))
