"""``import``: files in, rehearsed before anything is written; taking a batch back; empty files with the right headers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.options import Json
from minori_tui.cli.progress import progress
from minori_tui.cli.session import Session, session
from minori_tui.cli.words import Command, GroupWithDefault
from minori_tui.cli.words import app as group
from minori_tui.domain.errors import InvalidInput, MinoriError
from minori_tui.domain.text import shown
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.services.importing import ImportOptions, Rehearsal, RowVerdict, Summary

SHOWN = 50
"""Rows of each kind that are printed; JSON has them all."""

app = group(N_("Files in: csv, xlsx, xls, ods, json. Everything is rehearsed first; a second import changes nothing"),
            cls=GroupWithDefault)


@app.command("files", cls=Command, hidden=True, help=N_("Import files"))
def files(
    ctx: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=N_("The files; - reads standard input"))],
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help=N_(
        "people, cases, orders, interventions, events, lawyers, facilities; guessed from the headers when not given"))] = None,
    maps: Annotated[list[str] | None, typer.Option("--map", metavar="COLUMN=FIELD", help=N_(
        "What a column is; «-» leaves it out; may be repeated"))] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="NAME", help=N_("The sheet of a workbook"))] = None,
    header_row: Annotated[int | None, typer.Option("--header-row", metavar="N", min=1, help=N_(
        "The line of the headers"))] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME", help=N_("utf-8, windows-1252 …"))] = None,
    delimiter: Annotated[str | None, typer.Option("--delimiter", metavar="CHAR", help=N_("What parts the cells"))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only rehearse: write nothing"))] = False,
    on_error: Annotated[Literal["reject", "abort"], typer.Option("--on-error", metavar="reject|abort", help=N_(
        "Leave bad rows out, or write nothing at all when there is one"))] = "reject",
    update: Annotated[Literal["fill", "overwrite", "never"], typer.Option("--update", metavar="fill|overwrite|never", help=N_(
        "What happens to recorded values: fill only what is unknown, take the file's, or leave them"))] = "overwrite",
    roster: Annotated[str | None, typer.Option("--roster", metavar="TERM", help=N_(
        "Put the lawyers on this roster, e.g. 2025-2027"))] = None,
    name_order: Annotated[Literal["surname-given", "given-surname"] | None, typer.Option(
        "--name-order", metavar="surname-given|given-surname", help=N_("The order of names that share a column"))] = None,
    rejects: Annotated[Path | None, typer.Option("--rejects", metavar="FILE", help=N_(
        "Where rows that stay out are written, with the reasons; mended, it imports as it is"))] = None,
    replace: Annotated[bool, typer.Option("--replace", help=N_("Write over a file of rejects that exists"))] = False,
    json: Json = False,
) -> int:
    """Import each file on its own: what one is rejected for does not stop the next."""
    if rejects is not None and len(paths) > 1:
        raise InvalidInput(N_("--rejects takes one file at a time"), code="one-file")
    from minori_tui.services.importing import ImportOptions

    options = ImportOptions(kind=kind, maps=tuple(maps or ()), sheet=sheet, header_row=header_row, encoding=encoding,
                            delimiter=_delimiter(delimiter), name_order=name_order, roster=roster, on_error=on_error,
                            update=update, rejects=rejects, overwrite_rejects=replace)
    here = session(ctx)
    outcomes = [_one(here, path, options, dry_run=dry_run, quiet=json) for path in paths]
    if json:
        made = [summary.as_json() for _code, summary in outcomes if summary is not None]
        if made:
            render.document(made[0] if len(paths) == 1 else made)
    return _worst([code for code, _summary in outcomes])


def _delimiter(text: str | None) -> str | None:
    """Names for what is hard to type on a command line."""
    named = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
    return named.get(text.lower(), text) if text else None


def _worst(codes: list[int]) -> int:
    """One code for several files: theirs when they agree, in part when something was done and something not."""
    if len(set(codes)) == 1:
        return codes[0]
    return exits.PARTLY if exits.DONE in codes or exits.PARTLY in codes else max(codes)


def _one(here: Session, path: str, options: ImportOptions, *, dry_run: bool, quiet: bool) -> tuple[int, Summary | None]:
    """One file: its exit code and, when it could be read, its summary."""
    from minori_tui.services import importing

    try:
        source: Any = sys.stdin.buffer if path == "-" else Path(path)
        with here.open(create=True) as context, progress(_("Importing")):
            rehearsal = importing.rehearse(context, source, options)
            if not quiet:
                _print_mapping(rehearsal)
            try:
                summary = rehearsal.summary() if dry_run else importing.apply(context, rehearsal)
            except InvalidInput:
                _print_rows(rehearsal.summary())
                raise
    except MinoriError as error:
        if path != "-":
            exits.say(f"{shown(Path(path).name)}:")
        return exits.report(error), None
    for note in summary.warnings:
        exits.hint(note.message, **note.facts)
    if not quiet:
        _print(summary, rehearsal, dry_run=dry_run)
    return _code(summary), summary


def _code(summary: Summary) -> int:
    """Done; in part when rows stay out; invalid when no row at all could be read."""
    count = summary.counts
    if not count["rejected"] and not count["conflict"]:
        return exits.DONE
    if count["rejected"] == count["rows"]:
        return exits.INVALID
    return exits.REFUSED if count["conflict"] + count["rejected"] == count["rows"] else exits.PARTLY


def _print_mapping(rehearsal: Rehearsal) -> None:
    """Which column feeds which field, and what the order of names rests on."""
    found = rehearsal.mapping
    exits.say(_("{file}: {kind}", file=shown(rehearsal.table.name), kind=found.kind.name))
    exits.say("  " + "; ".join(f"{shown(c.header)} -> {c.target}" for c in found.columns))
    if found.order is not None:
        share = "" if found.order_share is None else f" ({found.order_share:.0%})"
        exits.say("  " + _("Order of names: {order}", order=found.order) + share)


def _print(summary: Summary, rehearsal: Rehearsal, *, dry_run: bool) -> None:
    """What became, or would become, of the rows."""
    if dry_run:
        _print_changes(rehearsal)
    _print_rows(summary)
    count = summary.counts
    told = _("{rows} rows: {new} new, {changed} changed, {same} same, {conflict} in conflict, {rejected} rejected.", **count)
    if dry_run:
        told += " " + _("Nothing was written.")
    elif summary.batch is not None:
        told += " " + _("Import {batch}; «minori import undo {batch}» takes it back.", batch=summary.batch)
    render.out(told)


def _print_changes(rehearsal: Rehearsal) -> None:
    rows: list[list[render.Cell]] = [[row.line, row.name, change.field, change.old, change.new]
                                     for row in rehearsal.of("changed")[:SHOWN] for change in row.changes]
    if rows:
        render.table([_("Line"), _("Record"), _("Field"), _("Before"), _("After")], rows)
        render.out()


def _print_rows(summary: Summary) -> None:
    """The rows that stay out, each with what is wrong and how to mend it."""
    out = [*summary.rejects, *summary.conflicts]
    rows = [cells for row in out[:SHOWN] for cells in _problems(row)]
    if rows:
        render.table([_("Line"), _("Field"), _("Value"), _("What to mend")], rows)
        render.out()
    if len(out) > SHOWN:
        exits.hint(N_("{count} more rows stay out: --rejects writes them all to a file"), count=len(out) - SHOWN)


def _problems(row: RowVerdict) -> list[list[render.Cell]]:
    return [[row.line, p.field, p.value[:60], exits.sentence(p.message, p.facts)] for p in row.problems]


@app.command("undo", cls=Command, help=N_("Take an import back whole: the last one that stands, or the one named"))
def undo(
    ctx: typer.Context,
    batch: Annotated[int | None, typer.Argument(metavar="BATCH", help=N_(
        "Number of the import, as «minori import list» shows it"))] = None,
) -> int:
    """Undo a batch, unless later work rests on it."""
    with session(ctx).open() as context:
        from minori_tui.services import importing

        done = importing.undo_batch(context, batch)
    render.out(_("Undone: {title}", title=exits.sentence(done.title, done.facts)))
    return exits.DONE


@app.command("list", cls=Command, help=N_("The imports, the latest first"))
def list_(ctx: typer.Context, json: Json = False) -> int:
    """The history of imports."""
    with session(ctx).open() as context:
        from minori_tui.services import importing

        found = importing.list_batches(context)
    if json:
        render.document({"imports": [
            {"batch": b.batch, "at": b.at, "operator": b.operator, "kind": b.kind, "file": b.file_name, "rows": b.rows,
             "new": b.new, "changed": b.changed, "same": b.same, "conflict": b.conflict, "rejected": b.rejected,
             "in_force": stands}
            for b, stands in found]})
    elif not found:
        exits.hint(N_("Nothing was imported yet."))
    else:
        render.table(
            [_("No."), _("When (UTC)"), _("Who"), _("Kind"), _("File name"), _("Rows"), _("New"), _("Changed"), _("Rejected"),
             _("In force")],
            [[b.batch, render.day(b.at), b.operator, b.kind, b.file_name, b.rows, b.new, b.changed, b.rejected + b.conflict,
              render.yes_no(stands)] for b, stands in found])
    return exits.DONE


@app.command("template", cls=Command, help=N_("An empty file with the headers of a kind"))
def template(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=N_(
        "people, cases, orders, interventions, events, lawyers, facilities"))],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=N_(
        "The file, .csv or .xlsx; standard output when not given"))] = None,
    replace: Annotated[bool, typer.Option("--replace", help=N_("Write over a file that exists"))] = False,
) -> int:
    """Headers in the operator's language; both languages import."""
    from minori_tui.i18n import language
    from minori_tui.transfer.kinds import kind_named
    from minori_tui.transfer.writers import write_template

    wanted = kind_named(kind)
    if output is None:
        write_template(sys.stdout.buffer, wanted, language=language())
        return exits.DONE
    ending = output.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise InvalidInput(N_("A template is a CSV or XLSX file"), code="template-format")
    write_template(output, wanted, "xlsx" if ending == ".xlsx" else "csv", language=language(), overwrite=replace)
    render.out(str(output))
    return exits.DONE
