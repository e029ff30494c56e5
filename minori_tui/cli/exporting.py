"""``export``: data out. What is exported imports back with no change; every export is written down."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.progress import progress
from minori_tui.cli.session import session
from minori_tui.cli.words import Command
from minori_tui.domain.errors import InvalidInput
from minori_tui.i18n import N_, _, n_

FORMATS = ("csv", "xlsx", "json", "jsonl")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export", cls=Command, help=N_(
        "Data out, in files that import back with no change; every export is recorded"))(export)


def export(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=N_(
        "people, cases, orders, interventions, events, lawyers, facilities"))],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=N_(
        "The file, for its owner alone; standard output when not given"))] = None,
    file_format: Annotated[str | None, typer.Option("--format", metavar="csv|xlsx|json|jsonl", help=N_(
        "The format; that of the file's name, else csv"))] = None,
    where: Annotated[str, typer.Option("--where", metavar="QUERY", help=N_(
        "Only what this search finds, as in «minori find»"))] = "",
    columns: Annotated[str, typer.Option("--columns", metavar="FIELD,...", help=N_("Only these fields, in this order"))] = "",
    roster: Annotated[str | None, typer.Option("--roster", metavar="TERM", help=N_("Only the lawyers of this roster"))] = None,
    pseudonymous: Annotated[bool, typer.Option("--pseudonymous", help=N_(
        "Initials and codes in the place of names; nothing that reaches anybody"))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=N_("Write over a file that exists"))] = False,
) -> int:
    """Write the records of a kind."""
    wanted = _format(file_format, output)
    if output is None and wanted == "xlsx":
        raise InvalidInput(N_("A workbook needs a file: name it with -o"), code="needs-file")
    options: dict[str, Any] = {"where": where, "columns": [c.strip() for c in columns.split(",") if c.strip()],
                               "pseudonymous": pseudonymous, "roster": roster}
    with session(ctx).open() as context:
        from minori_tui.services import exporting

        if output is None:
            render.binary(exporting.export_bytes(context, kind, cast("Any", wanted), **options))
            return exits.DONE
        with progress(_("Export")):
            count = exporting.export(context, kind, output, cast("Any", wanted), overwrite=replace, **options)
    render.out(str(output))
    exits.say(n_("{count} row written.", "{count} rows written.", count))
    exits.hint(N_("The file is not encrypted: keep it where nobody else can reach it, and remove it after use."))
    return exits.DONE


def _format(said: str | None, output: Path | None) -> str:
    """``--format``, else the ending of the file's name, else csv. Raises ``InvalidInput``."""
    ending = output.suffix.lower().lstrip(".") if output is not None else ""
    wanted = (said or ending or "csv").lower()
    if wanted not in FORMATS:
        raise InvalidInput(N_("{format} is not a format of exports: choose among {formats}"), code="no-such-format",
                           format=wanted, formats=", ".join(FORMATS))
    return wanted
