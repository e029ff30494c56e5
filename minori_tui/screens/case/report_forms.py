"""Making a report from the screens: what it is to be, writing it again, that it was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minori_tui.domain.errors import FieldProblem, InvalidFields
from minori_tui.domain.moments import show as show_moment
from minori_tui.i18n import N_, _
from minori_tui.screens.case.forms import _CaseForm
from minori_tui.screens.session import Session
from minori_tui.services import authorities, reports
from minori_tui.services.context import Context
from minori_tui.services.due import DueItem
from minori_tui.services.records import CaseView
from minori_tui.services.reports import ReportRow
from minori_tui.widgets.fields import Choice, FieldSpec

if TYPE_CHECKING:
    from minori_tui.screens.base import MinoriScreen
    from minori_tui.screens.case.screen import CaseScreen

_FORMATS = {"docx": N_("Word document"), "odt": N_("OpenDocument"), "md": N_("plain text (Markdown)")}


def formats() -> list[Choice]:
    """The formats of a paper."""
    return [Choice(name, f"{name} · {_(label)}") for name, label in _FORMATS.items()]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a new report begins with."""

    offices: tuple[str, ...]
    authority: str
    since: str
    reserved: tuple[int, ...]


def propose(context: Context, view: CaseView) -> Proposal:
    """The authority of the latest order in force, and the day after the last report to it."""
    today = context.clock.today()
    office = reports.usual_office(context, view.case_id, today)
    name = office.name if office else ""
    begins = reports.beginning(context, view.case_id, office.authority_id if office else None, name, today)
    return Proposal(tuple(o.name for o in authorities.authorities(context)), name,
                    f"{begins.since:%d/%m/%Y}" if begins.since else "", tuple(reports.reserved_in(context, view.case_id)))


def open_report(screen: CaseScreen, view: CaseView) -> None:
    """The form of a new report, over the case."""
    session = screen.session
    screen.run(lambda: propose(session.context, view), lambda found: push(screen, NewReport(session, view, found)),
               group="report", opens=True)


def push(screen: MinoriScreen[None], form: NewReport | AgainReport | SentReport) -> None:
    """Open a form over a screen, which then says what it left."""
    def left(done: bool | None) -> None:
        if done:
            screen.say(_("Written: {path}", path=form.path) if form.path else _("Saved"))

    screen.app.push_screen(form, left)


def open_reports(screen: CaseScreen, view: CaseView) -> None:
    """The reports of the case."""
    from minori_tui.screens.case.report_list import ReportList

    screen.app.push_screen(ReportList(screen.session, view))


def free_file(text: str) -> Path:
    """The file that was named. Raises ``InvalidFields``: none was, or it is there already."""
    path = Path(text.strip()).expanduser().absolute()
    if not text.strip():
        raise InvalidFields([FieldProblem("file", "required", N_("This field is needed"))])
    if path.exists():
        raise InvalidFields([FieldProblem("file", "exists", N_("This file exists already: choose another name"), {}, text)])
    return path


def format_of(values: Mapping[str, str]) -> str:
    """The format that was chosen; docx when none was. Raises ``InvalidFields``."""
    chosen = values.get("format", "") or "docx"
    if chosen not in reports.FORMATS:
        raise InvalidFields([FieldProblem("format", "not-in-list", N_("Write one of: {choices}"),
                                          {"choices": ", ".join(reports.FORMATS)}, chosen)])
    return chosen


def file_field() -> list[FieldSpec]:
    """Where the paper goes."""
    return [FieldSpec("format", N_("Format"), "choice", True, formats),
            FieldSpec("file", N_("File to write"), required=True, help=N_("Not encrypted: keep it where nobody else reaches it"))]


class NewReport(_CaseForm):
    """To whom, about which period, by which method, into which file. The method is kept as a draft while it is typed."""

    DRAFT = "report.new"
    path = ""
    """What was written."""

    def __init__(self, session: Session, view: CaseView, proposal: Proposal) -> None:
        self._proposal = proposal
        super().__init__(session, view)

    def title_of(self) -> str:
        """What the form does."""
        return _("Draft of a report")

    def specs(self) -> Sequence[FieldSpec]:
        """What is asked, in the order it is thought of."""
        reserved = ", ".join(map(str, self._proposal.reserved)) or _("none")
        return [
            FieldSpec("authority", N_("Addressed to"), "choice", False, lambda: [Choice(n, n) for n in self._proposal.offices],
                      N_("The authority it is for; F4 lists those known")),
            FieldSpec("since", N_("From"), "date", help=N_(
                "The day after the last report to that authority; empty: from the start")),
            FieldSpec("until", N_("Until"), "date"),
            FieldSpec("method", N_("Method"), "multiline", help=N_(
                "On what the evaluations rest: interviews, observation, tests (art. 473-bis.27 c.p.c.)")),
            FieldSpec("include", N_("Reserved entries"), help=_("Reserved: {list}. Write the numbers of those that are to go in",
                                                                list=reserved)),
            *file_field()]

    def initial(self) -> Mapping[str, str]:
        """The usual authority, from the last report to today."""
        today = self.session.context.clock.today()
        name = f"{_('report')}-{self.view.file_number.replace('/', '-')}-{today.isoformat()}.docx"
        return {"authority": self._proposal.authority, "since": self._proposal.since, "until": f"{today:%d/%m/%Y}",
                "format": "docx", "file": name}

    def save(self, values: Mapping[str, str]) -> bool:
        """Make the draft and write it."""
        context = self.session.context
        path, wanted = free_file(values["file"]), format_of(values)
        usual = self._proposal
        since = reports.LAST if (values["since"], values["authority"]) == (usual.since, usual.authority) else values["since"]
        made = reports.draft(context, self.view.file_number, reports.Wanted(
            since, values["until"], values["authority"], values["method"], self._chosen(values["include"])))
        reports.write(context, made, wanted, path)
        self.path = str(path)
        return True

    def _chosen(self, text: str) -> list[int]:
        """The reserved entries that go in. Raises ``InvalidFields`` for what is no number of one."""
        words = text.replace(",", " ").replace(";", " ").split()
        wrong = [w for w in words if not w.isdigit() or int(w) not in self._proposal.reserved]
        if wrong:
            raise InvalidFields([FieldProblem("include", "not-reserved", N_("«{value}» is not the number of a reserved entry"),
                                              {"value": wrong[0]}, text)])
        return [int(word) for word in words]


class AgainReport(_CaseForm):
    """Write a report to a file again, exactly as it was made."""

    path = ""
    """What was written."""

    def __init__(self, session: Session, view: CaseView, report: ReportRow) -> None:
        self._report = report
        super().__init__(session, view)

    def title_of(self) -> str:
        """Which report."""
        return _("Report no. {number} again, as it was", number=self._report.report_id)

    def specs(self) -> Sequence[FieldSpec]:
        """Where it goes."""
        return file_field()

    def initial(self) -> Mapping[str, str]:
        """A name with the numbers of case and report."""
        number = self.view.file_number.replace("/", "-")
        return {"format": "docx", "file": f"{_('report')}-{number}-{self._report.report_id}.docx"}

    def save(self, values: Mapping[str, str]) -> bool:
        """Write it."""
        path, wanted = free_file(values["file"]), format_of(values)
        reports.write(self.session.context, self._report, wanted, path)
        self.path = str(path)
        return True


class SentReport(_CaseForm):
    """Write down that a report was sent, and which deadline it meets."""

    path = ""

    def __init__(self, session: Session, view: CaseView, report: ReportRow, waiting: Sequence[DueItem]) -> None:
        self._report, self._waiting = report, waiting
        super().__init__(session, view)

    def title_of(self) -> str:
        """Which report."""
        return _("Report no. {number} was sent", number=self._report.report_id)

    def specs(self) -> Sequence[FieldSpec]:
        """When, and what it meets."""
        return [FieldSpec("sent_on", N_("Sent on"), "date", True),
                FieldSpec("meets", N_("Meets"), "choice", False, self._deadlines, N_(
                    "The deadline that is done with it; empty: none"))]

    def _deadlines(self) -> list[Choice]:
        return [Choice(str(n), f"{show_moment(i.deadline.due)} {_(i.deadline.title)}", i.deadline.rule.code)
                for n, i in enumerate(self._waiting)]

    def initial(self) -> Mapping[str, str]:
        """Today; the nearest deadline."""
        return {"sent_on": f"{self.session.context.clock.today():%d/%m/%Y}", "meets": "0" if self._waiting else ""}

    def save(self, values: Mapping[str, str]) -> bool:
        """Write the entry of the diary, then the deadline."""
        context, chosen = self.session.context, values["meets"]
        if chosen and (not chosen.isdigit() or int(chosen) >= len(self._waiting)):
            raise InvalidFields([FieldProblem("meets", "not-in-list", N_("Choose one of the list (F4)"), {}, chosen)])
        reports.send(context, self._report, values["sent_on"])
        if chosen:
            reports.mark(context, reports.again(context, self._report.report_id), self._waiting[int(chosen)].key)
        return True
