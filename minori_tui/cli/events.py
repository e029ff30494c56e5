"""``event``: the diary of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from minori_tui.cli import case_view, exits, render, values
from minori_tui.cli.options import Case, Json, JsonLines, Limit, at_most
from minori_tui.cli.session import session
from minori_tui.cli.values import Fields, FieldsFile
from minori_tui.cli.words import Command
from minori_tui.cli.words import app as group
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.services.context import Context

FIELDS = "at kind nature outcome by_whom intervention author reserved text"
"""The fields of an entry; a test holds them to those of the service."""

app = group(N_("The diary of a case: add, list, correct"))


@app.command("add", cls=Command, help=N_("Write an entry in the diary of a case; prints its number"),
             epilog=FIELDS)
def add(ctx: typer.Context, case: Case, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """A new entry."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import events

        number = events.add_event(context, _number(context, case), given)
    if json:
        render.document({"event": number})
    else:
        render.out(str(number))
    return exits.DONE


def _number(context: Context, case: str) -> str:
    """The file number as stored, however it was written."""
    from minori_tui.services import records

    return records.peek(context, case).file_number


@app.command("list", cls=Command, help=N_("The diary of a case, the latest entry first (looking at it is recorded)"))
def list_(ctx: typer.Context, case: Case, limit: Limit = 50, json: Json = False, jsonl: JsonLines = False) -> int:
    """The entries of a case."""
    with session(ctx).open() as context:
        from minori_tui.services import records

        view = records.open_case(context, case, detail="diary")
        found = records.diary(context, view.case_id, limit=at_most(limit))
        if jsonl:
            for one in found:
                render.record(case_view.event_record(one))
        elif json:
            render.document({"case": view.file_number, "events": [case_view.event_record(one) for one in found]})
        else:
            case_view.print_events(found, case_view.labels(context))
            if not found:
                exits.hint(N_("The diary is empty."))
    return exits.DONE


@app.command("correct", cls=Command, help=N_("Correct an entry; the old text stays in the journal"),
             epilog=FIELDS)
def correct(
    ctx: typer.Context,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help=N_("Number of the entry, as «minori event list» shows it"))],
    fields: Fields = None,
    file: FieldsFile = None,
    json: Json = False,
) -> int:
    """Write over an entry."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import events, records

        changed = events.correct_event(context, records.event(context, entry), given)
    if json:
        render.document({"event": entry, "changed": changed})
    else:
        render.out(_("Corrected: {entry}", entry=entry) if changed else _("Nothing differs from what is recorded."))
    return exits.DONE
