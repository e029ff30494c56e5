"""``report``: the draft of an update report; one made again exactly; that it was sent."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.options import Case, Json
from minori_tui.cli.session import session
from minori_tui.cli.words import Command
from minori_tui.domain.errors import InvalidInput, NotFound
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.services.context import Context
    from minori_tui.services.reports import ReportRow


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report", cls=Command, help=N_(
        "The draft of an update report: facts, statements and evaluations apart, each with its source (art. 473-bis.27 c.p.c.)")
    )(report)


def report(
    ctx: typer.Context,
    case: Case,
    since: Annotated[str, typer.Option("--since", metavar="last|DATE", help=N_(
        "From which day; «last»: after the last report to that authority; empty: from the beginning"))] = "last",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help=N_("Up to which day, today when not given"))] = "",
    authority: Annotated[str, typer.Option("--authority", metavar="NAME", help=N_(
        "To whom; that of the latest order in force when not given"))] = "",
    method: Annotated[str, typer.Option("--method", metavar="TEXT", help=N_("On which method the evaluations rest"))] = "",
    include: Annotated[list[int] | None, typer.Option("--include", metavar="ENTRY", help=N_(
        "A reserved entry that is to go in, by its number; may be repeated"))] = None,
    file_format: Annotated[str | None, typer.Option("--format", metavar="docx|odt|md", help=N_(
        "The format; that of the file's name, else docx"))] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=N_(
        "The file, for its owner alone; - is standard output; else a name without any person's in this folder"))] = None,
    again: Annotated[int | None, typer.Option("--again", metavar="REPORT", help=N_(
        "Make this report again, as it was, instead of a new one"))] = None,
    sent: Annotated[str | None, typer.Option("--sent", metavar="DATE", help=N_(
        "With --again: write down that it was sent on this day"))] = None,
    done: Annotated[str | None, typer.Option("--done", metavar="RULE", help=N_(
        "With --sent: the deadline that it meets, by its rule (the nearest one)"))] = None,
    listed: Annotated[bool, typer.Option("--list", help=N_("The reports of the case that were made"))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=N_("Write over a file that exists"))] = False,
    json: Json = False,
) -> int:
    """Make a report, make one again, or list those that were made."""
    wanted = _format(file_format, output)
    if done and not sent:
        raise InvalidInput(N_("--done goes with --sent"), code="needs-sent")
    if sent and again is None:
        raise InvalidInput(N_("--sent goes with --again: first make the report, then say that it was sent"), code="needs-again")
    with session(ctx).open() as context:
        from minori_tui.services import records, reports

        view = records.open_case(context, case, detail="report")
        if listed:
            return _list(reports.of_case(context, view.case_id), json)
        if again is not None:
            made = _of_case(reports.again(context, again), view.file_number)
        else:
            made = reports.draft(context, view.file_number, reports.Wanted(since, until, authority, method, include or ()))
        if sent is not None:
            _send(context, made, sent, done)
            made = reports.again(context, made.report_id)
        only_sent = sent is not None and output is None and file_format is None
        target = None if only_sent else _write(context, made, wanted, output, replace)
        if json and target != "-":
            render.document(_as_record(made) | {"file": target, "sections": made.content["sections"]})
        elif target != "-":
            render.out(target or _("Report no. {number}: sent on {day}", number=made.report_id, day=render.day(made.sent_on)))
        _hints(made)
    return exits.DONE


def _format(said: str | None, output: Path | None) -> str:
    """``--format``, else the ending of the file's name, else docx. Raises ``InvalidInput``."""
    from minori_tui.transfer.papers import FORMATS

    ending = output.suffix.lower().lstrip(".") if output is not None else ""
    wanted = (said or ending or "docx").lower()
    if wanted not in FORMATS:
        raise InvalidInput(N_("{format} is not a format of reports: choose among {formats}"), code="no-such-format",
                           format=wanted, formats=", ".join(FORMATS))
    return wanted


def _of_case(made: ReportRow, number: str) -> ReportRow:
    """The report, if it is of that case: a slip in a number must not put another child's paper on the table."""
    if made.file_number != number:
        raise NotFound(N_("There is no report {number} in case {case}."), code="no-report", number=made.report_id, case=number)
    return made


def _write(context: Context, made: ReportRow, wanted: str, output: Path | None, replace: bool) -> str:
    from minori_tui.services import reports

    if output is not None and str(output) == "-":
        content = BytesIO()
        reports.write(context, made, wanted, content)
        render.binary(content.getvalue())
        return "-"
    target = output or Path(_("report") + f"-{made.file_number.replace('/', '-')}-{made.report_id}.{wanted}")
    reports.write(context, made, wanted, target, overwrite=replace)
    return str(target)


def _send(context: Context, made: ReportRow, day: str, rule: str | None) -> None:
    """That it was sent, and which deadline it meets; the deadline is looked for first, so that nothing is half done."""
    from minori_tui.services import reports

    key = None
    if rule:
        found = next((i for i in reports.pending(context, made.case_id) if i.deadline.rule.code == rule.upper()), None)
        if found is None:
            raise NotFound(N_("No deadline {rule} of this case waits for a report"), code="no-deadline", rule=rule)
        key = found.key
    reports.send(context, made, day)
    if key is not None:
        reports.mark(context, reports.again(context, made.report_id), key)


def _as_record(made: ReportRow) -> dict[str, Any]:
    return {"report": made.report_id, "case": made.file_number, "authority": made.authority, "since": made.since,
            "until": made.until, "method": made.method, "made_at": made.made_at, "made_by": made.operator,
            "sent_on": made.sent_on}


def _list(found: list[ReportRow], json: bool) -> int:
    if json:
        render.document({"reports": [_as_record(one) for one in found]})
        return exits.DONE
    render.table([_("Report no."), _("Addressed to"), _("From"), _("Until"), _("Sent on"), _("Made by")], [
        [one.report_id, one.authority, render.day(one.since), render.day(one.until), render.day(one.sent_on), one.operator]
        for one in found])
    if not found:
        exits.hint(N_("No report of this case was made here."))
    return exits.DONE


def _hints(made: ReportRow) -> None:
    """What the operator must still do."""
    sections = made.content["sections"]
    if sections["evaluations"] and not made.method:
        exits.hint(N_("The method of the evaluations is to be filled in (--method): art. 473-bis.27 c.p.c."))
    if sections["unclassified"]:
        exits.hint(N_("Entries of which nobody has said whether they are facts, statements or evaluations: {list}"),
                   list=", ".join(str(entry["event_id"]) for entry in sections["unclassified"]))
    if sections["left_out"]:
        exits.hint(N_("Reserved entries that are left out: {list}"), list=", ".join(map(str, sections["left_out"])))
