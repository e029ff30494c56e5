"""``order role``, ``order hearing``, ``order authority``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from minori_tui.cli import case_view, exits, order_view, render, values
from minori_tui.cli.options import Case, Json
from minori_tui.cli.session import session
from minori_tui.cli.values import Fields, FieldsFile
from minori_tui.cli.words import Command
from minori_tui.cli.words import app as group
from minori_tui.i18n import N_, _

ROLE = "role lawyer name contact order valid_from valid_to note"
HEARING = "at authority registry_number carers_summoned_on outcome by_whom text"
AUTHORITY = "name kind seat pec valid_from valid_to"
"""The fields; a test holds them to those of the services."""

role_app = group(N_("Who has which part in a proceeding: guardian, special representative, lawyers, carers"))
hearing_app = group(N_("Hearings: entries of the diary with their court and the summons of the foster carers"))
authority_app = group(N_("Courts and prosecutors, and the days on which each is at work"))

Role = Annotated[int, typer.Argument(metavar="ROLE", help=N_("Number of the role, as «minori order role list» shows it"))]
Entry = Annotated[int, typer.Argument(metavar="ENTRY", help=N_("Number of the entry, as «minori event list» shows it"))]
Name = Annotated[str, typer.Argument(metavar="AUTHORITY", help=N_("Number or name, as «minori order authority list» shows it"))]


def _told(json: bool, record: dict[str, Any], text: str) -> int:
    render.told(json, record, text)
    return exits.DONE


def _outcome(json: bool, record: dict[str, Any], changed: bool) -> int:
    return _told(json, record | {"changed": changed}, _("Saved") if changed else _("Nothing differs from what is recorded."))


@role_app.command("add", cls=Command, help=N_("Enter a role in a case; prints its number"), epilog=ROLE)
def add_role(ctx: typer.Context, case: Case, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """A new role."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import records, roles

        number = roles.add_role(context, records.peek(context, case).file_number, given)
    return _told(json, {"role": number}, str(number))


@role_app.command("list", cls=Command, help=N_("The roles of a case, those in force first (looking at it is recorded)"))
def list_roles(ctx: typer.Context, case: Case, json: Json = False) -> int:
    """Roles."""
    with session(ctx).open() as context:
        from minori_tui.services import records, roles

        view = records.open_case(context, case, detail="roles")
        found = roles.of_case(context, view.case_id)
        if json:
            render.document({"case": view.file_number, "roles": [order_view.role_record(one) for one in found]})
        elif found:
            order_view.print_roles(found, case_view.labels(context))
        else:
            exits.hint(N_("No role is recorded."))
    return exits.DONE


@role_app.command("edit", cls=Command, epilog=ROLE, help=N_(
    "Change fields of a role; those that are not given stay as they are"))
def edit_role(ctx: typer.Context, role: Role, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """Change a role."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import roles

        changed = roles.edit_role(context, roles.role(context, role), given)
    return _outcome(json, {"role": role}, changed)


@role_app.command("end", cls=Command, help=N_("End a role on a day"))
def end_role(
    ctx: typer.Context,
    role: Role,
    day: Annotated[str, typer.Argument(metavar="DATE", help=N_("The day, today when not given"))] = "",
    json: Json = False,
) -> int:
    """End a role."""
    with session(ctx).open() as context:
        from minori_tui.services import roles

        changed = roles.end_role(context, roles.role(context, role), day)
    return _outcome(json, {"role": role}, changed)


@hearing_app.command("add", cls=Command, help=N_("Enter a hearing in the diary of a case; prints the number of its entry"),
                     epilog=HEARING)
def add_hearing(
    ctx: typer.Context,
    case: Case,
    also: Annotated[list[str] | None, typer.Option("--child", metavar="CASE", help=N_(
        "A further child the hearing is about; may be repeated"))] = None,
    fields: Fields = None,
    file: FieldsFile = None,
    json: Json = False,
) -> int:
    """A new hearing."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import hearings, records

        number = hearings.add_hearing(context, records.peek(context, case).file_number, given, also or ())
    return _told(json, {"event": number}, str(number))


@hearing_app.command("list", cls=Command, help=N_("The hearings of a case, the latest first (looking at it is recorded)"))
def list_hearings(ctx: typer.Context, case: Case, json: Json = False) -> int:
    """Hearings."""
    with session(ctx).open() as context:
        from minori_tui.services import hearings, records

        view = records.open_case(context, case, detail="hearings")
        found = hearings.of_case(context, view.case_id)
        if json:
            render.document({"case": view.file_number, "hearings": [order_view.hearing_record(one) for one in found]})
        elif found:
            order_view.print_hearings(found, case_view.labels(context))
        else:
            exits.hint(N_("No hearing is recorded."))
    return exits.DONE


@hearing_app.command("edit", cls=Command, help=N_("Change fields of a hearing; those that are not given stay as they are"),
                     epilog=HEARING)
def edit_hearing(ctx: typer.Context, entry: Entry, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """Change a hearing."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import hearings

        changed = hearings.edit_hearing(context, hearings.hearing(context, entry), given)
    return _outcome(json, {"event": entry}, changed)


@authority_app.command("list", cls=Command, help=N_("The courts and prosecutors that are known, with their days"))
def list_authorities(ctx: typer.Context, json: Json = False) -> int:
    """Authorities."""
    here = session(ctx)
    with here.open() as context:
        from minori_tui.services import authorities

        found = authorities.authorities(context)
        if json:
            render.document({"authorities": [order_view.office_record(one) for one in found]})
        else:
            order_view.print_offices(found, case_view.labels(context), here.today())
    return exits.DONE


@authority_app.command("add", cls=Command, epilog=AUTHORITY, help=N_(
    "Enter an authority that is not known yet; prints its number"))
def add_authority(ctx: typer.Context, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """A new authority."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import authorities

        number = authorities.add_authority(context, given)
    return _told(json, {"authority": number}, str(number))


@authority_app.command("edit", cls=Command, epilog=AUTHORITY, help=N_(
    "Change an authority, above all the days on which it is at work: its orders keep their author"))
def edit_authority(ctx: typer.Context, authority: Name, fields: Fields = None, file: FieldsFile = None,
                   json: Json = False) -> int:
    """Change an authority."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import authorities

        seen = authorities.authority(context, authority)
        changed = authorities.edit_authority(context, seen, given)
    return _outcome(json, {"authority": seen.name}, changed)
