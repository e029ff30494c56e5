"""``case``: one case. Fields are given by name; looking at a case is written down before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from minori_tui.cli import case_view, exits, families, journal, render, values
from minori_tui.cli.options import Case, Json
from minori_tui.cli.session import session
from minori_tui.cli.values import Fields, FieldsFile
from minori_tui.cli.words import Command
from minori_tui.cli.words import app as group
from minori_tui.domain.errors import Refused
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.services.context import Context
    from minori_tui.services.journal import Change

CARD = ("surname given_name sex birth_date birth_place fiscal_code citizenship comune address protected_address phone email "
        "msna school review_on legal_situation strengths notes")
"""The fields of ``edit``; a test holds them to those of the service."""
NEW = f"{CARD} opened_on referral_source referral_date mother father social_worker"
ASSIGNMENT = "operator role valid_from"
CLOSING = "closed_on closing_reason closing_note"

app = group(N_("One case: show, open, change, assign, close, reopen, history"))


@app.command("show", cls=Command, help=N_("The card of a case (looking at it is recorded)"))
def show(ctx: typer.Context, case: Case, json: Json = False) -> int:
    """Everything the card shows."""
    here = session(ctx)
    with here.open() as context:
        from minori_tui.services import due, records

        view = records.open_case(context, case)
        head, following = records.header(view, here.today()), due.next_of_case(context, view.case_id)
        if json:
            render.document(case_view.as_record(view, head, following))
        else:
            case_view.print_case(view, head, following, case_view.labels(context))
    return exits.DONE


@app.command("new", cls=Command, help=N_("Open a case for a new child; prints its file number"),
             epilog=NEW)
def new(
    ctx: typer.Context,
    fields: Fields = None,
    file: FieldsFile = None,
    anyway: Annotated[bool, typer.Option("--anyway", help=N_(
        "Open it even though a case of the same child seems to exist"))] = False,
    json: Json = False,
) -> int:
    """Open a case, unless the child seems to have one."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import cases

        if not anyway:
            _refuse_twins(context, given)
        number = cases.new_case(context, given)
    render.told(json, {"case": number}, number)
    return exits.DONE


def _refuse_twins(context: Context, given: dict[str, str]) -> None:
    """A case with the same fiscal code, or the same name and birth date, is very likely the same child's."""
    from minori_tui.services import lookup

    for found in lookup.alike(context, given):
        same = set(found.agree)
        if "fiscal_code" in same or {"surname", "given_name", "birth_date"} <= same:
            raise Refused(N_("Case {number} seems to be of the same child (the same: {fields}). Nothing was done; --anyway opens "
                             "another one"), code="alike", number=found.hit.file_number, fields=", ".join(found.agree))


@app.command("edit", cls=Command, help=N_("Change fields of a case; those that are not given stay as they are"),
             epilog=CARD)
def edit(ctx: typer.Context, case: Case, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """Change what is recorded."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import cases, records

        view = records.peek(context, case)
        changed = cases.edit_case(context, view, given)
    render.told(json, {"case": view.file_number, "changed": changed},
                _("Changed: {number}", number=view.file_number) if changed else _("Nothing differs from what is recorded."))
    return exits.DONE


@app.command("assign", cls=Command, help=N_("Say who follows a case in a role, from a day on"),
             epilog=ASSIGNMENT)
def assign(ctx: typer.Context, case: Case, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """Who follows the case."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import cases, records

        number = records.peek(context, case).file_number
        cases.assign_case(context, number, given)
    render.told(json, {"case": number, "changed": True}, _("Assigned: {number}", number=number))
    return exits.DONE


@app.command("close", cls=Command, help=N_("Close a case, with the reason"),
             epilog=CLOSING)
def close(ctx: typer.Context, case: Case, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """End the open period of a case."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import cases, records

        number = records.peek(context, case).file_number
        cases.close_case(context, number, given)
    render.told(json, {"case": number, "changed": True}, _("Closed: {number}", number=number))
    return exits.DONE


@app.command("reopen", cls=Command, help=N_("Open a closed case again"))
def reopen(
    ctx: typer.Context,
    case: Case,
    day: Annotated[str, typer.Argument(metavar="DATE", help=N_("The day, today when not given"))] = "",
    json: Json = False,
) -> int:
    """A new period; the old ones stay."""
    with session(ctx).open() as context:
        from minori_tui.services import cases, records

        number = records.peek(context, case).file_number
        cases.reopen_case(context, number, day)
    render.told(json, {"case": number, "changed": True}, _("Reopened: {number}", number=number))
    return exits.DONE


@app.command("history", cls=Command, help=N_("Everything that was done to a case, field by field, and who looked at it"))
def history(ctx: typer.Context, case: Case, json: Json = False) -> int:
    """The register of a case."""
    with session(ctx).open() as context:
        from minori_tui.services import journal as service
        from minori_tui.services import records

        view = records.open_case(context, case, detail="history")
        entries, changes, seen = service.register(context, view.case_id)
    if json:
        operations = [journal.as_record(e) | {"changes": _changes(changes, e.operation.op_id)} for e in entries]
        render.document({"case": view.file_number, "operations": operations,
                         "views": [{"at": s.at, "operator": s.operator, "act": s.act, "detail": s.detail} for s in seen]})
        return exits.DONE
    journal.print_entries(entries)
    if changes:
        render.heading(_("Changes"))
        render.table([_("No."), _("Table"), _("Field"), _("Before"), _("After")],
                     [[c.op_id, c.table, c.field, _short(c.old), _short(c.new)]
                      for c in sorted(changes, key=lambda c: -c.op_id) if c.old is not None or c.new is not None])
    render.heading(_("Who looked at it"))
    render.table([_("When (UTC)"), _("Who"), _("What"), _("Note")],
                 [[render.day(s.at), s.operator, s.act, s.detail] for s in seen])
    return exits.DONE


def _changes(changes: list[Change], operation: int) -> list[dict[str, Any]]:
    return [{"table": c.table, "row": c.row_id, "field": c.field, "old": c.old, "new": c.new} for c in changes
            if c.op_id == operation]


def _short(value: Any, room: int = 60) -> str:
    """A value in a cell of the history: long texts are cut (JSON has them whole)."""
    text = "" if value is None else str(value)
    return text if len(text) <= room else f"{text[:room - 1]}…"


families.register(app)
