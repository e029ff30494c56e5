"""``rules``: the rules of the deadlines as they hold in this office."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.options import Json
from minori_tui.cli.session import session
from minori_tui.cli.words import Command
from minori_tui.cli.words import app as group
from minori_tui.domain.errors import InvalidInput
from minori_tui.i18n import N_, _

LONGEST = 1_000_000
"""Bytes of a file of rules."""
UNITS = {"H": N_("{number} hours"), "D": N_("{number} days"), "M": N_("{number} months"), "Y": N_("{number} years")}

app = group(N_("The rules of the deadlines: terms, warnings, sources; adjusting those that are not verified"))
File = Annotated[str, typer.Argument(metavar="FILE", help=N_("A TOML file; - is standard input or output"))]


@app.command("show", cls=Command, help=N_("Every rule: term, source, warnings, and whether it was read in the law"))
def show(ctx: typer.Context, json: Json = False) -> int:
    """The rules in the order of the table."""
    with session(ctx).open() as context:
        from minori_tui.services import rules

        rows = rules.rules(context)
    if json:
        render.document({"rules": [_record(row) for row in rows]})
        return exits.DONE
    render.table([_("Rule"), _("What is due"), _("Time limit"), _("Who acts"), _("Source"), _("Warnings"), _("Verified"),
                  _("In use"), _("Adjusted because")], [_row(r) for r in rows])
    return exits.DONE


def _row(row: Any) -> list[render.Cell]:
    rule, change = row.rule, row.adjustment
    return [rule.code, _(rule.title), _term(rule.number, rule.unit), _("service") if rule.owner == "service" else _("others"),
            rule.source, " ".join(map(str, rule.warn_days)), render.yes_no(rule.verified), render.yes_no(rule.active),
            change.reason if change else None]


def _term(number: int | None, unit: str | None) -> str:
    if number is None or unit is None:
        return _("fixed day")
    return _(UNITS[unit], number=number) if number else _("at once")


def _record(row: Any) -> dict[str, Any]:
    rule = row.rule
    return {"code": rule.code, "title": _(rule.title), "source": rule.source, "number": rule.number, "unit": rule.unit,
            "owner": rule.owner, "warn_days": list(rule.warn_days), "verified": rule.verified, "active": rule.active,
            "in_force_from": None if rule.in_force_from.year == 1 else rule.in_force_from.isoformat(),
            "consequence": _(rule.consequence), "note": _(rule.note),
            "adjusted": row.adjustment.reason if row.adjustment else None}


@app.command("export", cls=Command, help=N_("The rules as a file to be changed and applied again"))
def export(ctx: typer.Context, file: File) -> int:
    """Write the TOML file; one that exists is not written over."""
    with session(ctx).open() as context:
        from minori_tui.services import rules

        text = rules.export_text(context)
    if file == "-":
        render.out(text)
        return exits.DONE
    from minori_tui.transfer.writers import new_file

    with new_file(Path(file)) as stream:
        stream.write(text.encode())
    render.out(file)
    return exits.DONE


@app.command("apply", cls=Command, help=N_("Adjust the rules as a file says; every change needs its reason and is journalled"))
def apply(ctx: typer.Context, file: File, json: Json = False) -> int:
    """Read the TOML file and adjust."""
    text = _text(file)
    with session(ctx).open() as context:
        from minori_tui.services import rules

        changed = rules.apply_text(context, text, "" if file == "-" else Path(file).name)
    if json:
        render.document({"changed": changed})
    else:
        render.out(_("Adjusted: {codes}", codes=", ".join(changed)) if changed else _("Nothing differs from what holds."))
    return exits.DONE


def _text(file: str) -> str:
    """The file as text. Raises ``InvalidInput`` and ``OSError``."""
    if file == "-":
        return sys.stdin.read(LONGEST)
    with Path(file).open("rb") as stream:
        content = stream.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise InvalidInput(N_("{file} is too long to be a file of rules"), code="too-long", file=file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(N_("{file} is not a text in UTF-8"), code="encoding", file=file) from None
