"""``order``: court orders, and below it roles, hearings and authorities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from minori_tui.cli import case_view, exits, order_view, render, values
from minori_tui.cli.options import Case, Json, JsonLines, Limit, at_most
from minori_tui.cli.order_parts import authority_app, hearing_app, role_app
from minori_tui.cli.session import session
from minori_tui.cli.values import Fields, FieldsFile
from minori_tui.cli.words import Command
from minori_tui.cli.words import app as group
from minori_tui.domain.errors import InvalidInput
from minori_tui.domain.orders import number_key
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.services.context import Context

FIELDS = ("authority kind order_number registry_number filed_on received_on occurred_at provisional effective_on duration_months "
          "report_every_months due_on hearing_at follows child_kind placed_with mother_responsibility father_responsibility note "
          "text custody_placed_with service_acts carer_acts parent_acts curator_acts service_tasks responsible ended_on "
          "end_reason")
"""The fields of an order; a test holds them to those of the service."""

app = group(N_("Court orders: add, list, show, edit, end; roles, hearings, authorities"))
app.add_typer(role_app, name="role")
app.add_typer(hearing_app, name="hearing")
app.add_typer(authority_app, name="authority")

Order = Annotated[int, typer.Argument(metavar="ORDER", help=N_("Number of the order, as «minori order list» shows it"))]
OfCase = Annotated[str | None, typer.Option("--case", metavar="CASE", help=N_(
    "Which of the children of the order is meant; the first one when not given"))]
Also = Annotated[list[str] | None, typer.Option("--child", metavar="CASE[;FIELD=VALUE]", help=N_(
    "A further child of the order, and what it orders for that child when it differs: kind, placed_with, note, "
    "mother_responsibility, father_responsibility; may be repeated"))]


def _option(name: str, metavar: str, meaning: str) -> Any:
    return typer.Option(name, metavar=metavar, help=meaning)


@app.command("add", cls=Command, help=N_("Enter a court order for the child of a case; prints its number"), epilog=FIELDS)
def add(
    ctx: typer.Context,
    case: Case,
    authority: Annotated[str | None, _option("--authority", "NAME", N_(
        "The court, by name or by kind and seat: «TM Brescia»"))] = None,
    kind: Annotated[str | None, _option("--kind", "KIND", N_("What it orders, for example foster_care"))] = None,
    order_number: Annotated[str | None, _option("--order-number", "NUMBER", N_("Number of the order"))] = None,
    registry_number: Annotated[str | None, _option("--registry-number", "NUMBER", N_("R.G., number of the proceeding"))] = None,
    filed: Annotated[str | None, _option("--filed", "DATE", N_("The day it was filed at the registry of the court"))] = None,
    received: Annotated[str | None, _option("--received", "DATE", N_("The day the service received it"))] = None,
    occurred: Annotated[str | None, _option("--occurred", "MOMENT", N_(
        "Emergency removal: day and minute the child was placed in safety"))] = None,
    effective: Annotated[str | None, _option("--effective", "DATE", N_("The day it takes effect"))] = None,
    months: Annotated[str | None, _option("--months", "N", N_("How many months it lasts"))] = None,
    report_every: Annotated[str | None, _option("--report-every", "N", N_("Months from report to report"))] = None,
    due: Annotated[str | None, _option("--due", "DATE", N_("The day the court fixed for the report"))] = None,
    follows: Annotated[str | None, _option("--follows", "NUMBER", N_(
        "The order that it extends, changes or revokes: its number, or #N as listed"))] = None,
    child: Also = None,
    fields: Fields = None,
    file: FieldsFile = None,
    json: Json = False,
) -> int:
    """A new order."""
    named = {"authority": authority, "kind": kind, "order_number": order_number, "registry_number": registry_number,
             "filed_on": filed, "received_on": received, "occurred_at": occurred, "effective_on": effective,
             "duration_months": months, "report_every_months": report_every, "due_on": due, "follows": follows}
    said = {name: text for name, text in named.items() if text is not None}
    given = {**(values.read(fields, file) if fields or file or not said else {}), **said}
    with session(ctx).open() as context:
        from minori_tui.services import orders, records

        view = records.peek(context, case)
        warnings = [p for p in orders.look(context, given, case_id=view.case_id) if p.warning]
        number = orders.add_order(context, view.file_number, given, [_child(text) for text in child or ()])
    _warn(warnings)
    if json:
        render.document({"order": number, "warnings": [{"field": p.field, "code": p.code} for p in warnings]})
    else:
        render.out(str(number))
    return exits.DONE


def _child(text: str) -> tuple[str, dict[str, str]]:
    """``2026/0002;kind=residential;placed_with=Casa Gialla`` as a file number and its fields."""
    number, *pairs = text.split(";")
    given = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise InvalidInput(N_("--child takes CASE;field=value;field=value"), code="bad-child")
        given[name.strip()] = value
    return number.strip(), given


def _warn(warnings: list[Any]) -> None:
    """What is odd or missing, on the error channel: it was done all the same."""
    for problem in warnings:
        exits.hint(N_("Warning: {sentence}"), sentence=exits.sentence(problem.message, problem.facts))


@app.command("list", cls=Command, help=N_("The orders of a case (looking at it is recorded), or the latest of all"))
def list_(
    ctx: typer.Context,
    case: Annotated[str | None, typer.Argument(metavar="CASE", help=N_(
        "File number, however written: 2026/0142, 142/2026"))] = None,
    number: Annotated[str | None, typer.Option("--number", metavar="NUMBER", help=N_(
        "Those of this order number, however it is written"))] = None,
    limit: Limit = 50,
    json: Json = False,
    jsonl: JsonLines = False,
) -> int:
    """Orders, the latest first."""
    here = session(ctx)
    with here.open() as context:
        from minori_tui.services import orders, records

        if case is not None:
            found = orders.of_case(context, records.open_case(context, case, detail="orders").case_id)
        else:
            found = orders.by_number(context, number) if number is not None else orders.latest(context, at_most(limit))
        if case is not None and number is not None:
            found = [one for one in found if number_key(one.order_number) == number_key(number)]
        found = found[:at_most(limit)]
        made = [order_view.order_record(one, here.today()) for one in found] if json or jsonl else []
        if jsonl:
            for one in made:
                render.record(one)
        elif json:
            render.document({"orders": made})
        elif found:
            order_view.print_orders(found, case_view.labels(context), here.today(), everybody=case is None)
        else:
            exits.hint(N_("There are no orders."))
    return exits.DONE


@app.command("show", cls=Command, help=N_("The whole of an order (looking at it is recorded)"))
def show(ctx: typer.Context, order: Order, case: OfCase = None, json: Json = False) -> int:
    """One order."""
    here = session(ctx)
    with here.open() as context:
        seen = _seen(context, order, case, opening=True)
        if json:
            render.document(order_view.order_record(seen, here.today()))
        else:
            order_view.print_order(seen, case_view.labels(context), here.today())
    return exits.DONE


def _seen(context: Context, order: int, case: str | None, *, opening: bool = False) -> Any:
    """An order from the side of one of its children; ``opening`` writes the look down first."""
    from minori_tui.services import orders, records

    seen = orders.order(context, order, records.peek(context, case).case_id if case else None)
    if opening:
        records.open_case(context, seen.child.file_number, detail="orders")
    return seen


@app.command("edit", cls=Command, help=N_("Change fields of an order; those that are not given stay as they are"), epilog=FIELDS)
def edit(ctx: typer.Context, order: Order, case: OfCase = None, child: Also = None, fields: Fields = None,
         file: FieldsFile = None, json: Json = False) -> int:
    """Change what is recorded, or add a child."""
    given = values.read(fields, file) if fields or file or not child else {}
    with session(ctx).open() as context:
        from minori_tui.services import orders

        seen = _seen(context, order, case)
        after = orders.form_values(seen) | given
        warnings = [p for p in orders.look(context, after, case_id=seen.child.case_id, order_id=order) if p.warning]
        changed = orders.edit_order(context, seen, given, [_child(text) for text in child or ()])
    _warn(warnings)
    render.told(json, {"order": order, "changed": changed},
                _("Changed: order {number}", number=order) if changed else _("Nothing differs from what is recorded."))
    return exits.DONE


@app.command("end", cls=Command, help=N_("End an order for a child: revoked, replaced, run out"))
def end(
    ctx: typer.Context,
    order: Order,
    reason: Annotated[str, typer.Option("--reason", metavar="REASON", help=N_("revoked, replaced, expired, other"))] = "",
    ended: Annotated[str, typer.Option("--ended", metavar="DATE", help=N_("The day, today when not given"))] = "",
    case: OfCase = None,
    everyone: Annotated[bool, typer.Option("--all", help=N_("For all its children"))] = False,
    json: Json = False,
) -> int:
    """End it."""
    given = {"end_reason": reason, **({"ended_on": ended} if ended else {})}
    with session(ctx).open() as context:
        from minori_tui.services import orders

        changed = orders.end_order(context, _seen(context, order, case), given, everyone=everyone)
    render.told(json, {"order": order, "changed": changed},
                _("Ended: order {number}", number=order) if changed else _("Nothing differs from what is recorded."))
    return exits.DONE
