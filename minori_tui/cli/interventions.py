"""``intervention``: what is done for a child, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from minori_tui.cli import case_view, exits, render, values
from minori_tui.cli.options import Case, Json, JsonLines
from minori_tui.cli.session import session
from minori_tui.cli.values import Fields, FieldsFile
from minori_tui.cli.words import Command
from minori_tui.cli.words import app as group
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from datetime import date

    from minori_tui.services.context import Context
    from minori_tui.services.interventions import InterventionView

COMMON = "kind planned_start started_on planned_end ended_on end_reason consent order_number agreement_on provider notes"
"""The fields of every kind; a test holds them, and those of each kind, to those of the service."""
OF_KIND = {
    "ADM": "educator weekly_hours weekly_visits project_on",
    "IP": "with_whom place every_days time_of_day minutes",
    "AFF": "family nights_per_week kinship time character emergency legal_risk executive_on signs_ordinary signs_extraordinary "
           "daily_fee",
    "COM": "facility family_type with_parent emergency why_not_home why_not_foster character nights_per_week plan_on daily_fee",
    "SEMI": "facility days_per_week lunch dinner transport daily_fee",
    "IND": "question due_on extension_asked_on extended_to",
    "PRO": "requested_on consent_on withdrawn_on family facility",
}
FIELDS = COMMON + "\n\n" + "\n\n".join(f"{kind}: {names}" for kind, names in OF_KIND.items())

app = group(N_("Interventions: add, start, suspend, end, move, hours done, contacts, list"))
Number = Annotated[int, typer.Argument(metavar="INTERVENTION", help=N_(
    "Number of the intervention, as «minori intervention list» shows it"))]


@app.command("add", cls=Command, help=N_("Write an intervention of a case, planned or begun; prints its number"), epilog=FIELDS)
def add(ctx: typer.Context, case: Case, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """A new intervention."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import interventions

        number = interventions.add(context, case, given)
        _tell(context, number)
    return _made(number, json)


@app.command("edit", cls=Command, help=N_("Change what is recorded of an intervention"), epilog=FIELDS)
def edit(ctx: typer.Context, number: Number, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """Write over an intervention."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import interventions

        changed = interventions.edit(context, interventions.one(context, number), given)
        _tell(context, number)
    if json:
        render.document({"intervention": number, "changed": changed})
    else:
        render.out(_("Changed: {number}", number=number) if changed else _("Nothing differs from what is recorded."))
    return exits.DONE


@app.command("start", cls=Command, help=N_("A planned intervention begins"))
def start(ctx: typer.Context, number: Number, day: Annotated[str, typer.Option("--from", metavar="DATE", help=N_(
        "The day it began; today when it is not given"))] = "", json: Json = False) -> int:
    """Planned to active."""
    with session(ctx).open() as context:
        from minori_tui.services import interventions

        interventions.start(context, interventions.one(context, number), day)
        _tell(context, number)
    return _made(number, json)


@app.command("end", cls=Command, help=N_("End an intervention, with the reason"), epilog="ended_on end_reason notes")
def end(ctx: typer.Context, number: Number, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """Active to ended."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import interventions

        interventions.end(context, interventions.one(context, number), given)
    return _made(number, json)


@app.command("pause", cls=Command, help=N_("Suspend an intervention, with the reason"), epilog="valid_from reason")
def pause(ctx: typer.Context, number: Number, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """Active to suspended."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import interventions

        interventions.pause(context, interventions.one(context, number), given)
    return _made(number, json)


@app.command("resume", cls=Command, help=N_("A suspended intervention goes on"))
def resume(ctx: typer.Context, number: Number, day: Annotated[str, typer.Option("--from", metavar="DATE", help=N_(
        "The day it goes on; today when it is not given"))] = "", json: Json = False) -> int:
    """Suspended to active."""
    with session(ctx).open() as context:
        from minori_tui.services import interventions

        interventions.resume(context, interventions.one(context, number), day)
    return _made(number, json)


@app.command("move", cls=Command, help=N_("End an intervention and start the next one on the same day; prints its number"),
             epilog=f"started_on end_reason\n\n{FIELDS}")
def move(ctx: typer.Context, number: Number, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """From one family or home to another."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import interventions

        new = interventions.move(context, interventions.one(context, number), given)
        _tell(context, new)
    return _made(new, json)


@app.command("hours", cls=Command,
             help=N_("Write hours of home education done on a day or in a month (10/2026); without fields, list them"),
             epilog="worked_on hours by_whom note")
def hours(ctx: typer.Context, number: Number, fields: Fields = None, file: FieldsFile = None, json: Json = False) -> int:
    """Hours done; prints those done so far and those planned."""
    given = values.read(fields, file) if fields or file else {}
    with session(ctx).open() as context:
        from minori_tui.services import interventions, support
        from minori_tui.services.intervention_fields import hours_text

        seen = interventions.one(context, number)
        if not given:
            return _list_hours(context, seen, json)
        support.record_hours(context, seen, given)
        seen = interventions.one(context, number)
        done, planned = seen.minutes_done or 0, support.planned_so_far(seen, context.clock.today())
        if json:
            render.document({"intervention": number, "minutes_done": done, "minutes_planned": planned})
        else:
            render.out(_("Done {done} h of {planned} h", done=hours_text(done),
                         planned="?" if planned is None else hours_text(planned)))
    return exits.DONE


@app.command("contact", cls=Command, epilog="at outcome by_whom text\n\n--plan: first_on every_days until time_of_day place",
             help=N_("Write how a supervised contact went, or with --plan the calendar of those to come; without fields, "
                     "list them"))
def contact(ctx: typer.Context, number: Number, fields: Fields = None, file: FieldsFile = None,
            plan: Annotated[bool, typer.Option("--plan", help=N_("Write the contacts to come in the diary"))] = False,
            json: Json = False) -> int:
    """One contact that was, or those that will be."""
    given = values.read(fields, file) if fields or file or plan else {}
    with session(ctx).open() as context:
        from minori_tui.services import interventions, support

        seen = interventions.one(context, number)
        if not given and not plan:
            return _list_contacts(context, seen, json)
        if plan:
            return _planned(support.plan_contacts(context, seen, given), number, json)
        entry = support.record_contact(context, seen, given)
    if json:
        render.document({"intervention": number, "event": entry})
    else:
        render.out(str(entry))
    return exits.DONE


def _list_hours(context: Context, seen: InterventionView, json: bool) -> int:
    """The hours of an intervention, the latest first; looking at them is recorded."""
    from minori_tui.services import journal, support
    from minori_tui.services.intervention_fields import hours_text

    journal.note_access(context, "open", "case", seen.case_id, "hours")
    found = support.hours_of(context, seen.intervention_id)
    if json:
        render.document({"intervention": seen.intervention_id, "hours": [
            {"worked_on": h.worked_on, "whole_month": bool(h.whole_month), "minutes": h.minutes, "by_whom": h.by_whom,
             "note": h.note} for h in found]})
    else:
        days = [render.day(h.worked_on)[3 if h.whole_month else 0:] for h in found]  # 11/2026 for a whole month
        render.table([_("Done on"), _("Hours"), _("By whom"), _("Note")],
                     [[day, hours_text(h.minutes), h.by_whom, h.note] for day, h in zip(days, found, strict=True)])
    return exits.DONE


def _list_contacts(context: Context, seen: InterventionView, json: bool) -> int:
    """The contacts of an intervention, the latest first; looking at them is recorded."""
    from minori_tui.services import journal, support

    journal.note_access(context, "open", "case", seen.case_id, "contacts")
    found = support.contacts_of(context, seen.intervention_id)
    if json:
        render.document({"intervention": seen.intervention_id, "contacts": [
            {"event": c.event_id, "at": c.at, "outcome": c.outcome, "by_whom": c.by_whom} for c in found]})
    else:
        label = case_view.labels(context)
        render.table([_("When"), _("Outcome"), _("By whom")],
                     [[render.day(c.at), label("event_outcome", c.outcome), c.by_whom] for c in found])
    return exits.DONE


def _planned(made: Any, number: int, json: bool) -> int:
    if json:
        render.document({"intervention": number, "planned": [day.isoformat() for day in made.days],
                         "left_out": [day.isoformat() for day in made.left_out]})
        return exits.DONE
    for day in made.days:
        render.out(render.day(day.isoformat()))
    for day in made.left_out:
        exits.hint(N_("{day} is a holiday: left out"), day=day)
    return exits.DONE


@app.command("list", cls=Command, help=N_("The interventions of a case, the latest first (looking at it is recorded)"))
def list_(ctx: typer.Context, case: Case, json: Json = False, jsonl: JsonLines = False) -> int:
    """The interventions of a case."""
    with session(ctx).open() as context:
        from minori_tui.services import interventions, records

        view = records.open_case(context, case, detail="interventions")
        found, today = interventions.of_case(context, view.case_id), context.clock.today()
        if jsonl:
            for one in found:
                render.record(_record(one, today))
        elif json:
            render.document({"case": view.file_number, "interventions": [_record(one, today) for one in found]})
        else:
            _print(found, case_view.labels(context), today)
    return exits.DONE


def _record(one: InterventionView, today: date) -> dict[str, Any]:
    """An intervention as JSON: the keys are those of imports and exports; money in cents, weekly time in minutes."""
    from minori_tui.services.intervention_fields import stored_values
    from minori_tui.services.interventions import state_of
    from minori_tui.services.support import planned_so_far

    said = stored_values(one)
    told: dict[str, Any] = {"intervention": one.intervention_id, "kind": one.kind, "state": state_of(one, today), **said}
    told["pauses"] = [{"from": p.valid_from, "to": p.valid_to, "reason": p.reason} for p in one.pauses]
    if one.kind == "ADM":
        told |= {"minutes_done": one.minutes_done or 0, "minutes_planned": planned_so_far(one, today)}
    if one.kind == "IP":
        told["contacts"] = [{"outcome": c.outcome, "by_whom": c.by_whom, "count": c.count} for c in one.contacts]
    return told


def _print(found: list[InterventionView], label: case_view.Labels, today: date) -> None:
    if not found:
        exits.hint(N_("No intervention is recorded."))
        return
    from minori_tui.services.interventions import STATES, state_of, times

    render.table([_("Number"), _("Kind"), _("State"), _("From"), _("To"), _("With"), _("Order")], [
        [one.intervention_id, label("intervention_kind", one.kind), _(STATES[state_of(one, today)]),
         *times(one), one.where, one.order_number] for one in found])


def _tell(context: Context, number: int) -> None:
    """What the checks remark about an intervention, as hints: it was recorded all the same."""
    from minori_tui.services import integrity, interventions

    for finding in integrity.of_case(context, interventions.one(context, number).case_id):
        if finding.subject == "intervention" and number in (finding.subject_id, finding.other_id):
            message, facts = finding.reason
            exits.hint(message, **facts)


def _made(number: int, json: bool) -> int:
    if json:
        render.document({"intervention": number})
    else:
        render.out(str(number))
    return exits.DONE
