"""``due``: what falls due, why that day, and what was done about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from minori_tui.cli import due_view, exits, render
from minori_tui.cli.options import Case, Json
from minori_tui.cli.session import session
from minori_tui.cli.words import Command, GroupWithDefault
from minori_tui.cli.words import app as group
from minori_tui.domain.errors import InvalidInput, NotFound, Refused
from minori_tui.i18n import N_, _, n_

if TYPE_CHECKING:
    from minori_tui.services.context import Context
    from minori_tui.services.due import DueItem

WITHIN = "30d"


class DueGroup(GroupWithDefault):
    """``minori due`` alone lists."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """No word at all means the first command."""
        return super().parse_args(ctx, args or [next(iter(self.commands))])


app = group(N_("What falls due: list, calendar file, why that day; done, planned anew, fixed by the court, not due here"),
            cls=DueGroup)

RuleCode = Annotated[str, typer.Argument(metavar="RULE", help=N_("Code of the rule, as the list shows it: AFF-3, A403-2"))]
Of = Annotated[int | None, typer.Option("--of", metavar="ID", help=N_(
    "The order or intervention, when the case has several deadlines of the rule"))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why; it stays in the journal"))]
Day = Annotated[str, typer.Option("--to", metavar="DATE", help=N_("The new day, or day and time: 30/11/2026, 30/11/2026 14:30"))]


@app.command("list", cls=Command, help=N_("What is overdue and what falls due soon"))
def list_(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help=N_(
        "With --ics: the calendar file; standard output when not given"))] = None,
    within: Annotated[str, typer.Option("--within", metavar="30d", help=N_(
        "How far ahead: 30d, 2w, 6m; all = however far"))] = WITHIN,
    mine: Annotated[bool, typer.Option("--mine", help=N_("Only the cases I follow"))] = False,
    case: Annotated[str | None, typer.Option("--case", metavar="CASE", help=N_("Only one case, by its file number"))] = None,
    why: Annotated[bool, typer.Option("--why", help=N_("Say every step to each day"))] = False,
    done: Annotated[bool, typer.Option("--done", help=N_(
        "With --case: also what was done, and what waits for another step"))] = False,
    json: Json = False,
    ics: Annotated[bool, typer.Option("--ics", help=N_(
        "A calendar file; it names file numbers and rules, never a person"))] = False,
) -> int:
    """The deadlines of a window of days."""
    if file is not None and not ics:
        raise InvalidInput(N_("There is no command «{word}»; a file is only written with --ics"), code="no-command",
                           word=str(file))
    if done and case is None:
        raise InvalidInput(N_("--done is for one case: name it with --case"), code="needs-case")
    here = session(ctx)
    days = _days(within, here.today())
    with here.open() as context:
        if json:
            render.stream({"on": context.clock.today().isoformat()}, "deadlines", _records(context, days, mine, case, done))
            return exits.DONE
        found = _wanted(context, days, mine, case, done)
        items = [item for _place, item in sorted(found, key=lambda placed: placed[0])]
        if ics:
            return _calendar(context, items, file)
        due_view.print_items(context, items, why=why)
    exits.say(n_("{count} deadline.", "{count} deadlines.", len(items)) if items else _("Nothing falls due."))
    return exits.DONE


def _days(text: str, today: date) -> int | None:
    """How many days ahead; None for all. Raises ``InvalidInput``."""
    from minori_tui.domain.dates import add_months

    if text.strip().lower() in ("all", "tutte", "tutto"):
        return None
    match = re.fullmatch(r"(\d{1,4})([dgwsm]?)", text.strip().lower(), re.ASCII)
    if not match:
        raise InvalidInput(N_("--within takes 30d, 2w, 6m or all, not «{text}»"), code="bad-window", text=text)
    number = int(match[1])
    if match[2] == "m":
        return (add_months(today, number) - today).days
    return number * (7 if match[2] in ("w", "s") else 1)


def _wanted(context: Context, days: int | None, mine: bool, case: str | None, done: bool) -> Iterable[tuple[int, DueItem]]:
    """What the list holds, each with its place in it; looking into one case is written down first."""
    from minori_tui.services import due, records

    if case is None:
        return due.by_case(context, days, mine)
    view = records.open_case(context, case, detail="due")
    return enumerate(due.of_case(context, view.case_id)) if done else due.by_case(context, days, False, view.file_number)


def _records(context: Context, days: int | None, mine: bool, case: str | None, done: bool) -> Iterator[str]:
    """The JSON of each deadline of the list."""
    if case is not None:
        return due_view.records(context, _wanted(context, days, mine, case, done))
    from minori_tui.cli import due_many
    from minori_tui.services import due

    return due_many.records(context, due.places(context, days, mine))


def _calendar(context: Context, items: Iterable[DueItem], file: Path | None) -> int:
    from minori_tui.services.due_calendar import calendar

    content = calendar(context, items)
    if file is None:
        render.binary(content)
        return exits.DONE
    from minori_tui.transfer.writers import new_file

    with new_file(file, overwrite=True) as stream:  # a calendar is subscribed to by its name: a new export takes its place
        stream.write(content)
    render.out(str(file))
    return exits.DONE


@app.command("why", cls=Command, help=N_("Every step to the day of a deadline, and what would change it"))
def why_(ctx: typer.Context, case: Case, rule: RuleCode, of: Of = None, json: Json = False) -> int:
    """The explanation of one deadline."""
    with session(ctx).open() as context:
        from minori_tui.services import due, records

        view = records.open_case(context, case, detail="due")
        item = _one(context, view.file_number, rule, of, settled=True)
        told = due.why(context, item.key)
        if json:
            render.document(due_view.as_record(item, context.clock.now(), told) | due_view.more(told))
        else:
            due_view.print_why(item, told, context.clock.now())
    return exits.DONE


@app.command("done", cls=Command, help=N_("Write down that a deadline was met, and when; what hangs on it starts from then"))
def done_(
    ctx: typer.Context, case: Case, rule: RuleCode, of: Of = None,
    at: Annotated[str, typer.Option("--at", metavar="MOMENT", help=N_(
        "When it was done, to the minute where hours count; now when not given"))] = "",
    evidence: Annotated[str, typer.Option("--evidence", metavar="TEXT", help=N_(
        "What proves it: protocol number, certified mail"))] = "",
    json: Json = False,
) -> int:
    """It was done."""
    from minori_tui.services import due

    return _mark(ctx, case, rule, of, json, lambda context, item: due.mark_done(context, item.key, at, evidence))


@app.command("reschedule", cls=Command, help=N_("Plan a deadline for another day; the day of the law does not move"))
def reschedule(ctx: typer.Context, case: Case, rule: RuleCode, of: Of = None, to: Day = "", reason: Reason = "",
               json: Json = False) -> int:
    """A plan of the office."""
    from minori_tui.services import due

    return _mark(ctx, case, rule, of, json, lambda context, item: due.reschedule(context, item.key, to, reason))


@app.command("court", cls=Command, help=N_("Write down the day a court fixed instead; it counts, the day of the rule is kept"))
def court(ctx: typer.Context, case: Case, rule: RuleCode, of: Of = None, to: Day = "", reason: Reason = "",
          json: Json = False) -> int:
    """The day of the court."""
    from minori_tui.services import due

    return _mark(ctx, case, rule, of, json, lambda context, item: due.court_date(context, item.key, to, reason))


@app.command("waive", cls=Command, help=N_("Write down that a deadline does not apply here, and why"))
def waive(ctx: typer.Context, case: Case, rule: RuleCode, of: Of = None, reason: Reason = "", json: Json = False) -> int:
    """It is not due here."""
    from minori_tui.services import due

    return _mark(ctx, case, rule, of, json, lambda context, item: due.waive(context, item.key, reason))


def _mark(ctx: typer.Context, case: str, rule: str, of: int | None, json: bool, write: Any) -> int:
    """Write a mark on the one deadline that is meant, and tell how it stands."""
    with session(ctx).open() as context:
        from minori_tui.services import due, records

        view = records.peek(context, case)
        item = _one(context, view.file_number, rule, of)
        write(context, item)
        after = next((i for i in due.of_case(context, view.case_id) if i.key == item.key), item)
        if json:
            render.document(due_view.as_record(after, context.clock.now(), due.why(context, after.key)))
        else:
            render.out(_("Written down: {rule} of {number}", rule=item.key.rule, number=view.file_number))
    return exits.DONE


def _one(context: Context, number: str, rule: str, of: int | None, *, settled: bool = False) -> DueItem:
    """The deadline of a case that is meant: the first to be met, or, when ``settled`` ones count too, the last that was.

    Raises ``NotFound``, ``InvalidInput`` when it might be one of several orders or interventions, ``Refused`` when all are met.
    """
    from minori_tui.services import due, records

    found = [i for i in due.of_case(context, records.peek(context, number).case_id)
             if i.key.rule == rule.strip().upper() and of in (None, i.key.subject_id)]
    if not found:
        raise NotFound(N_("Case {number} has no deadline {rule}."), code="no-deadline", number=number, rule=rule)
    pending = [i for i in found if i.deadline.pending and not i.deadline.waiting] or [i for i in found if i.deadline.pending]
    if not pending and not settled:
        raise Refused(N_("{rule} of {number} is settled already: «minori undo» takes back the last change"), code="settled",
                      rule=rule, number=number)
    pending = pending or found[-1:]
    subjects = {i.key.subject_id for i in pending}
    if len(subjects) > 1:
        raise InvalidInput(N_("Several orders or interventions have this deadline: choose one with --of {ids}"), code="several",
                           ids=", ".join(f"{i.key.subject_id} ({due_view.about(i)})" for i in pending))
    return pending[0]
