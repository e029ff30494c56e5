"""``lawyer`` and ``roster``: the lawyers and the rosters of the terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.options import Json, JsonLines, Limit, at_most
from minori_tui.cli.session import session
from minori_tui.cli.words import Command
from minori_tui.cli.words import app as group
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.services.rosters import LawyerDetail, LawyerHit, RosterRow, RosterView

app = group(N_("Lawyers: list, show"))
rosters = group(N_("Rosters of lawyers, one a term: list, show"))

RECORD = ("surname", "given_name", "fiscal_code", "title", "bar", "bar_number", "enrolled_on", "supreme_court", "email", "pec",
          "website", "languages", "subjects", "legal_aid", "minors_curator", "insurer", "insurance_expiry", "notes")
OFFICE = ("firm", "address", "postcode", "city", "province", "phone", "mobile", "fax", "valid_from", "valid_to")
ENTRY = ("term", "state", "joined_on", "left_on", "max_turns", "note")
YES_NO = frozenset(("supreme_court", "legal_aid", "minors_curator"))


def _record(hit: LawyerHit) -> dict[str, Any]:
    return {"lawyer": hit.id, "surname": hit.surname, "given_name": hit.given_name, "title": hit.title, "bar": hit.bar,
            "firm": hit.firm, "city": hit.city, "phone": hit.phone, "email": hit.email, "pec": hit.pec, "subjects": hit.subjects,
            "rosters": list(hit.rosters)}


@app.command("list", cls=Command, help=N_("Lawyers by name, or those that answer to some words"))
def list_(
    ctx: typer.Context,
    query: Annotated[list[str] | None, typer.Argument(metavar="QUERY", help=N_(
        "Name, firm, city, bar, number, telephone …; everybody when not given"))] = None,
    limit: Limit = 50,
    json: Json = False,
    jsonl: JsonLines = False,
) -> int:
    """The search of the screens."""
    with session(ctx).open() as context:
        from minori_tui.services import rosters as service

        hits = service.lawyers(context, " ".join(query or ()), at_most(limit))
    if jsonl:
        for hit in hits:
            render.record(_record(hit))
    elif json:
        render.document({"lawyers": [_record(hit) for hit in hits]})
    elif hits:
        render.table([_("No."), _("Surname and name"), _("Bar"), _("City"), _("Telephone"), _("PEC"), _("Rosters")],
                     [[h.id, f"{h.surname} {h.given_name}", h.bar, h.city, h.phone, h.pec, ", ".join(h.rosters)] for h in hits])
    else:
        exits.hint(N_("No lawyer was found."))
    return exits.DONE


@app.command("show", cls=Command, help=N_("Everything about a lawyer (looking at it is recorded)"))
def show(
    ctx: typer.Context,
    lawyer: Annotated[str, typer.Argument(metavar="LAWYER", help=N_(
        "Number, as «minori lawyer list» shows it, or words that only one answers to"))],
    json: Json = False,
) -> int:
    """One lawyer, the offices, the rosters."""
    with session(ctx).open() as context:
        from minori_tui.services import rosters as service

        found = service.lawyer(context, lawyer)
    if json:
        render.document({"lawyer": found.hit.id, **_plain(found.record, RECORD),
                         "offices": [_plain(o, OFFICE) for o in found.offices],
                         "rosters": [_plain(e, ENTRY) for e in found.entries]})
    else:
        _print(found)
    return exits.DONE


def _plain(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The named columns; yes and no as such, unknown null."""
    return {name: bool(row[name]) if name in YES_NO and row.get(name) is not None else row.get(name) for name in names}


def _print(found: LawyerDetail) -> None:
    record = found.record
    render.facts([
        (_("No."), found.hit.id), (_("Surname"), record["surname"]), (_("Given name"), record["given_name"]),
        (_("Title"), record["title"]), (_("Fiscal code"), record["fiscal_code"]), (_("Bar"), record["bar"]),
        (_("Bar number"), record["bar_number"]), (_("Enrolled on"), render.day(record["enrolled_on"])),
        (_("Supreme court"), render.yes_no(record["supreme_court"])), (_("E-mail"), record["email"]), (_("PEC"), record["pec"]),
        (_("Website"), record["website"]), (_("Languages"), record["languages"]), (_("Subjects"), record["subjects"]),
        (_("Legal aid"), render.yes_no(record["legal_aid"])), (_("Special curator"), render.yes_no(record["minors_curator"])),
        (_("Insurer"), record["insurer"]), (_("Insurance expiry"), render.day(record["insurance_expiry"])),
        (_("Notes"), record["notes"])])
    _part(_("Offices"), [_("Firm"), _("Address"), _("Telephone"), _("Fax"), _("Until")],
          [[o["firm"], _address(o), "; ".join(filter(None, (o["phone"], o["mobile"]))), o["fax"], render.day(o["valid_to"])]
           for o in found.offices])
    _part(_("Rosters"), [_("Term"), _("State"), _("Joined"), _("Left"), _("Turns"), _("Note")],
          [[e["term"], _state(e["state"]), render.day(e["joined_on"]), render.day(e["left_on"]), e["max_turns"], e["note"]]
           for e in found.entries])


def _part(title: str, headers: list[str], rows: list[list[render.Cell]]) -> None:
    if rows:
        render.heading(title)
        render.table(headers, rows)


def _address(office: dict[str, Any]) -> str:
    """Street, postcode, city and province on one line."""
    province = f"({office['province']})" if office["province"] else None
    return " ".join(filter(None, (office["address"], office["postcode"], office["city"], province)))


def _state(code: str) -> str:
    """The state of an entry in words."""
    return {"admitted": _("admitted"), "suspended": _("suspended"), "excluded": _("excluded")}.get(code, code)


@rosters.command("list", cls=Command, help=N_("The rosters, the latest first"))
def roster_list(ctx: typer.Context, json: Json = False) -> int:
    """Every term."""
    with session(ctx).open() as context:
        from minori_tui.services import rosters as service

        found = service.rosters(context)
    if json:
        render.document({"rosters": [_term(one) for one in found]})
    elif found:
        render.table([_("Term"), _("From"), _("To"), _("Lawyers"), _("In force"), _("Act")],
                     [[r.term, render.day(r.valid_from), render.day(r.valid_to), r.lawyers, render.yes_no(r.current), r.act]
                      for r in found])
    else:
        exits.hint(N_("There is no roster yet: «minori import FILE --roster 2025-2027» makes one."))
    return exits.DONE


def _term(view: RosterView) -> dict[str, Any]:
    return {"term": view.term, "from": view.valid_from, "to": view.valid_to, "act": view.act, "lawyers": view.lawyers,
            "current": view.current}


@rosters.command("show", cls=Command, help=N_("The lawyers of a roster by name; with --on only those on it that day"))
def roster_show(
    ctx: typer.Context,
    term: Annotated[str, typer.Argument(metavar="TERM", help=N_("The years, e.g. 2025-2027"))],
    json: Json = False,
    jsonl: JsonLines = False,
) -> int:
    """One term."""
    here = session(ctx)
    with here.open() as context:
        from minori_tui.services import rosters as service

        view, rows = service.roster(context, term, here.on)
    if jsonl:
        for row in rows:
            render.record(_entry(row))
    elif json:
        render.document({**_term(view), "on": here.on.isoformat() if here.on else None, "entries": [_entry(row) for row in rows]})
    else:
        render.table([_("No."), _("Surname and name"), _("State"), _("Joined"), _("Left"), _("Turns"), _("Note")],
                     [[r.lawyer.id, f"{r.lawyer.surname} {r.lawyer.given_name}", _state(r.state), render.day(r.joined_on),
                       render.day(r.left_on), r.max_turns, r.note] for r in rows])
    return exits.DONE


def _entry(row: RosterRow) -> dict[str, Any]:
    return _record(row.lawyer) | {"state": row.state, "joined_on": row.joined_on, "left_on": row.left_on,
                                  "max_turns": row.max_turns, "note": row.note}
