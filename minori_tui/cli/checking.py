"""``check``: data quality and placement integrity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.options import Json
from minori_tui.cli.session import session
from minori_tui.cli.words import Command
from minori_tui.i18n import N_, _, n_

if TYPE_CHECKING:
    from minori_tui.services.context import Context
    from minori_tui.services.integrity import RuleResult


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check", cls=Command, help=N_(
        "What the record should not say: placements that overlap, gaps, missing orders and names; each with its cases"))(check)


def check(
    ctx: typer.Context,
    rule: Annotated[str | None, typer.Option("--rule", metavar="CODE", help=N_("Only one check, for example PL-OVERLAP"))] = None,
    case: Annotated[str | None, typer.Option("--case", metavar="CASE", help=N_("Only one case, by its file number"))] = None,
    json: Json = False,
) -> int:
    """Every check with its count and its cases; in text only those that found something."""
    with session(ctx).open() as context:
        from minori_tui.services import integrity

        results = integrity.check(context, rule, case)
        if json:
            render.document({"rules": [{"code": r.code, "title": _(r.title), "count": r.count, "cases": list(r.cases)}
                                       for r in results]})
        elif rule or case:
            _print_findings(context, results, case)
        else:
            _print_counts(results)
    if not json:
        total = sum(r.count for r in results)
        exits.say(n_("{count} finding", "{count} findings", total) if total else _("Nothing was found."))
    return exits.DONE


def _print_counts(results: list[RuleResult]) -> None:
    """The checks that found something, each with its numbers."""
    rows: list[list[render.Cell]] = [[r.code, r.count, len(r.cases), _(r.title), r.source] for r in results if r.count]
    if rows:
        render.table([_("Check"), _("Count"), _("Cases"), _("What"), _("Source")], rows)


def _print_findings(context: Context, results: list[RuleResult], case: str | None) -> None:
    """Each finding in words."""
    from minori_tui.services import integrity, records

    only = records.peek(context, case).case_id if case else None
    rows: list[list[render.Cell]] = []
    for result in results:
        for found in integrity.findings(context, result.code, limit=result.count, case_id=only):
            message, facts = found.reason
            rows.append([found.code, found.file_number, render.day(found.since), exits.sentence(message, facts)])
    if rows:
        render.table([_("Check"), _("File"), _("Since"), _("What")], rows)
