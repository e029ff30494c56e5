"""``undo``, ``redo`` and ``log``: what was done, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.options import Json, Limit, at_most
from minori_tui.cli.session import session
from minori_tui.cli.words import Command
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.services.journal import LogEntry


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("undo", cls=Command, help=N_("Take back the last recorded change, or the one named"))(undo)
    app.command("redo", cls=Command, help=N_("Do again what was taken back last"))(redo)
    app.command("log", cls=Command, help=N_("What was done, by whom, the latest first"))(log)


def undo(
    ctx: typer.Context,
    operation: Annotated[int | None, typer.Argument(metavar="OPERATION", help=N_(
        "Number of the operation, as «minori log» shows it; the last one that stands when not given"))] = None,
) -> int:
    """Undo by name."""
    with session(ctx).open() as context:
        from minori_tui.services import journal

        done = journal.undo(context, operation)
    render.out(_("Undone: {title}", title=exits.sentence(done.title, done.facts)))
    return exits.DONE


def redo(ctx: typer.Context) -> int:
    """Redo by name."""
    with session(ctx).open() as context:
        from minori_tui.services import journal

        done = journal.redo(context)
    render.out(_("Done again: {title}", title=exits.sentence(done.title, done.facts)))
    return exits.DONE


def log(
    ctx: typer.Context,
    case: Annotated[str | None, typer.Option("--case", metavar="CASE", help=N_("Only what was done to this case"))] = None,
    limit: Limit = 50,
    json: Json = False,
) -> int:
    """The latest operations."""
    with session(ctx).open() as context:
        from minori_tui.services import journal, records

        if case:
            view = records.open_case(context, case, detail="log")
            entries = journal.register(context, view.case_id)[0][:at_most(limit)]
        else:
            entries = journal.log(context, limit=at_most(limit))
    if json:
        render.document({"operations": [as_record(entry) for entry in entries]})
    else:
        print_entries(entries)
    return exits.DONE


def title_of(entry: LogEntry) -> str:
    """The title of an operation; one that undid or redid another says so."""
    text = exits.sentence(entry.title, entry.facts)
    kind = entry.operation.kind
    if kind == "undo":
        return _("Undone: {title}", title=text)
    return _("Done again: {title}", title=text) if kind == "redo" else text


def as_record(entry: LogEntry) -> dict[str, Any]:
    """An operation as JSON; ``kind`` is a code that never changes."""
    row = entry.operation
    return {"operation": row.op_id, "at": row.at, "operator": row.operator, "kind": row.kind, "subject": row.subject,
            "title": title_of(entry), "reason": row.reason, "undoes": row.undoes, "in_force": entry.in_force}


def print_entries(entries: list[LogEntry]) -> None:
    """Operations as a table."""
    if not entries:
        exits.hint(N_("Nothing was done yet."))
        return
    render.table([_("No."), _("When (UTC)"), _("Who"), _("What"), _("In force")],
                 [[e.operation.op_id, render.day(e.operation.at), e.operation.operator, title_of(e), render.yes_no(e.in_force)]
                  for e in entries])
