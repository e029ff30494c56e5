"""``find``: the lookup of the screens, for scripts and for who works with a screen reader."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.lists import case_headers, case_row
from minori_tui.cli.options import Json, JsonLines, Limit, at_most
from minori_tui.cli.session import session
from minori_tui.cli.words import Command
from minori_tui.i18n import N_, _, n_

if TYPE_CHECKING:
    from minori_tui.services.context import Context
    from minori_tui.services.lookup import CaseHit, Query


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("find", cls=Command, help=N_(
        "Find cases by name, part of a fiscal code, file number, telephone, address, parents, or field:value words"))(find)


def find(
    ctx: typer.Context,
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help=N_(
        "What to look for, as in the search box; - reads it from standard input"))],
    limit: Limit = 20,
    why: Annotated[bool, typer.Option("--why", help=N_("Say why each case was found"))] = False,
    json: Json = False,
    jsonl: JsonLines = False,
) -> int:
    """Search and print the hits, the surest first."""
    text = sys.stdin.readline().strip() if query == ["-"] else " ".join(query)
    with session(ctx).open() as context:
        from minori_tui.services import lookup

        began = time.perf_counter()
        hits, total, understood = lookup.find(context, text, at_most(limit))
        ms = round((time.perf_counter() - began) * 1000, 1)
        for problem in understood.problems:
            exits.hint(problem.message, **problem.facts)
        if json or jsonl:
            records = (_record(context, hit, understood) for hit in hits)
            if jsonl:
                for one in records:
                    render.record(one)
            else:
                render.document({"query": text, "total": total, "capped": total > len(hits), "ms": ms, "hits": list(records)})
            return exits.DONE
        _print(context, hits, understood, why=why)
    exits.say(_count(total, len(hits)))
    return exits.DONE


def _count(total: int, shown: int) -> str:
    if not total:
        return _("No case was found.")
    if shown < total:
        return _("{shown} of {total} cases; --limit shows more.", shown=shown, total=total)
    return n_("{count} case", "{count} cases", total)


def _record(context: Context, hit: CaseHit, query: Query) -> dict[str, Any]:
    return {"case": hit.file_number, "name": f"{hit.surname} {hit.given_name}", "birth_date": hit.birth_date,
            "comune": hit.municipality, "status": hit.status, "worker": hit.worker,
            "interventions": hit.activity.split() if hit.activity else [], "next_due": hit.next_due,
            "why": _reasons(context, hit, query)}


def _reasons(context: Context, hit: CaseHit, query: Query) -> list[str]:
    """Why a case was found, in the operator's language."""
    if query.empty:
        return []
    from minori_tui.services import lookup

    return [exits.sentence(reason.message, reason.facts) for reason in lookup.why(context, hit.case_id, query)]


def _print(context: Context, hits: list[CaseHit], query: Query, *, why: bool) -> None:
    if not hits:
        return
    headers, rows = case_headers(), [case_row(hit) for hit in hits]
    if why:
        headers.append(_("Why"))
        for row, hit in zip(rows, hits, strict=True):
            row.append("; ".join(_reasons(context, hit, query)))
    render.table(headers, rows)
