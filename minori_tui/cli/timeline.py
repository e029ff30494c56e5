"""``timeline``: what was done for a child and when, as a picture and as a chronology. Every one given out is written down."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.options import Case
from minori_tui.cli.session import session
from minori_tui.cli.words import Command
from minori_tui.domain.dates import parse_date
from minori_tui.domain.errors import InvalidInput
from minori_tui.i18n import N_


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("timeline", cls=Command, help=N_(
        "The timeline and chronology of a case, with initials for names and without reserved entries; it is recorded"))(timeline)


def timeline(
    ctx: typer.Context,
    case: Case,
    file_format: Annotated[str | None, typer.Option("--format", metavar="text|json|html|pdf|svg", help=N_(
        "The format; that of the file's name, else text"))] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help=N_("Only from this day on"))] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help=N_("Only up to this day"))] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=N_(
        "The file, for its owner alone; standard output when not given"))] = None,
    names: Annotated[bool, typer.Option("--names", help=N_("Names in full instead of initials"))] = False,
    siblings: Annotated[bool, typer.Option("--siblings", help=N_("Brothers and sisters with a case of their own too"))] = False,
    plain: Annotated[bool, typer.Option("--plain", help=N_("The picture drawn with keyboard characters only"))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=N_("Write over a file that exists"))] = False,
) -> int:
    """Write the timeline of a case."""
    today = session(ctx).today()
    first = parse_date(since, today, field="--from") if since else None
    last = parse_date(until, today, field="--to") if until else None
    with session(ctx).open() as context:
        from minori_tui.services import chronology

        form = _format(file_format, output, chronology.ENDINGS)
        wanted = chronology.Wanted(first, last, names=names, siblings=siblings, plain=plain or _poor_output(output))
        if output is None:
            return _to_stdout(chronology.export(context, case, form, wanted), form)
        chronology.save(context, case, form, output, wanted, overwrite=replace)
    render.out(str(output))
    exits.hint(N_("The file is not encrypted: keep it where nobody else can reach it, and remove it after use."))
    return exits.DONE


def _poor_output(output: Path | None) -> bool:
    """Whether standard output lacks the signs."""
    return output is None and not (sys.stdout.encoding or "").lower().startswith("utf")


def _format(said: str | None, output: Path | None, endings: dict[str, str]) -> str:
    """``--format``, else the ending of the file's name, else text. Raises ``InvalidInput``: what is no text needs a file."""
    ending = output.suffix.lower().lstrip(".") if output is not None else ""
    wanted = (said or endings.get(ending) or "text").lower()
    if wanted == "pdf" and output is None and sys.stdout.isatty():
        raise InvalidInput(N_("A PDF needs a file: name it with -o"), code="needs-file")
    return wanted


def _to_stdout(content: bytes, form: str) -> int:
    if form == "pdf":
        render.binary(content)
    else:
        render.out(content.decode().removesuffix("\n"))
    return exits.DONE
