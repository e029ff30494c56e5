"""``case family``, ``case relative``, ``case home``: the family around a child."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from minori_tui.cli import case_view, exits, render, values
from minori_tui.cli.options import Case, Json
from minori_tui.cli.session import session
from minori_tui.cli.values import Fields, FieldsFile
from minori_tui.cli.words import Command
from minori_tui.domain.errors import InvalidInput, NotFound
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.domain.kinship import Kinship
    from minori_tui.services.family import FamilyView, PersonRow

RELATIVE = "kind surname given_name sex birth_date valid_from valid_to died_on notes"
HOME = "household role valid_from valid_to"
Person = Annotated[int | None, typer.Option("--person", metavar="N", help=N_(
    "A person by the number that «minori case family» shows; the child when not given"))]


def register(app: typer.Typer) -> None:
    """Add the commands to the group of the case."""
    app.command("family", cls=Command, help=N_(
        "The family as a tree: kin, households, responsibility; with --between how two persons are related"))(family)
    app.command("relative", cls=Command, help=N_("Write down a relative; with --edit correct one, or end the bond"),
                epilog=RELATIVE)(relative)
    app.command("home", cls=Command, help=N_("Say in which household a person lives, from which day"), epilog=HOME)(home)


def family(
    ctx: typer.Context,
    case: Case,
    between: Annotated[tuple[int, int] | None, typer.Option("--between", metavar="N N", help=N_(
        "How these two persons are related, by their numbers"))] = None,
    json: Json = False,
) -> int:
    """The tree, or how two persons are related."""
    here = session(ctx)
    with here.open() as context:
        from minori_tui.services import family as service
        from minori_tui.services import records
        from minori_tui.services.family_words import FamilyText

        records.open_case(context, case, detail="family")
        view = service.around(context, case)
        text = FamilyText(view, here.today(), _labeller(case_view.labels(context)))
        if between is not None:
            _print_between(view, text, between, json)
        elif json:
            render.document(_as_record(view, text, here.today()))
        else:
            _print_tree(view, text, here.today())
    return exits.DONE


def _labeller(label: case_view.Labels) -> Any:
    return lambda name, code: label(name, code) or ""


def _known(view: FamilyView, number: int) -> PersonRow:
    found = view.rows.persons.get(number)
    if found is None:
        raise NotFound(N_("Nobody in this family has the number {number}"), code="no-person", number=number)
    return found


def _print_between(view: FamilyView, text: Any, pair: tuple[int, int], json: bool) -> None:
    for one in pair:
        _known(view, one)
    tie = view.tie(*pair)
    if json:
        render.document({"between": list(pair), **_tie(tie),
                         "path": [{"move": s.move, "person": s.person} for s in tie.path] if tie else None,
                         "within_4th_degree": view.family.within(*pair, 4), "text": text.related(*pair)})
        return
    render.out(text.related(*pair))
    for line in text.way(*pair):
        render.out(f"  {line}")


def _print_tree(view: FamilyView, text: Any, today: date) -> None:
    from minori_tui.services.family_words import name_of

    render.out(text.heading(today))
    rows = text.cells(view.tree())
    render.table([_("Person"), _("To the child"), _("Age"), _("File"), _("Lives"), _("No.")],
                 [[*cells, person] for person, cells in rows])
    render.out()
    for person in view.family.parents(view.child).values():
        for line in text.responsibility(person):
            render.out(f"{name_of(view.rows.persons.get(person))} · {line}")


def _as_record(view: FamilyView, text: Any, today: date) -> dict[str, Any]:
    """The family as JSON; where somebody protected lives is not in it."""
    people = []
    for one in view.rows.persons.values():
        tie = view.tie(view.child, one.person_id)
        bond = view.bond_with_child(one.person_id)
        measure = view.responsible(one.person_id, today)
        people.append({
            "person": one.person_id, "name": f"{one.surname} {one.given_name}".strip(), "sex": one.sex,
            "birth_date": one.birth_date, "died_on": one.died_on, "case": one.case_number, "bond": bond.kind if bond else None,
            **_tie(tie),
            "protected_address": bool(one.protected), "responsibility": measure.measure if measure else None,
            "responsibility_order": measure.order_id if measure else None})
    stays = [{"household": s.label, "person": s.person_id, "role": s.role, "from": s.valid_from, "to": s.valid_to}
             for s in view.rows.stays]
    tree = [{"prefix": line.prefix, "role": line.role, "person": line.person, "title": line.title or None, "again": line.again}
            for line in view.tree()]
    return {"case": view.case_number, "on": today.isoformat(), "child": view.child, "persons": people, "stays": stays,
            "tree": tree}


def _tie(tie: Kinship | None) -> dict[str, Any]:
    """A tie as JSON; null where none is recorded."""
    return {"degree": tie.degree if tie else None, "line": tie.line if tie and tie.degree else None,
            "by_marriage": tie.by_marriage if tie else None, "half": tie.half if tie else None}


def relative(
    ctx: typer.Context,
    case: Case,
    fields: Fields = None,
    file: FieldsFile = None,
    person: Person = None,
    existing: Annotated[int | None, typer.Option("--existing", metavar="N", help=N_(
        "The relative is on record already: the number of the person"))] = None,
    edit: Annotated[int | None, typer.Option("--edit", metavar="N", help=N_(
        "Correct this person and the bond with the child"))] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help=N_(
        "Write down another person although one of this name and birth date is on record"))] = False,
    json: Json = False,
) -> int:
    """A new relative, or a correction."""
    given = values.read(fields, file)
    if edit is not None and (existing is not None or person is not None):
        raise InvalidInput(N_("--edit names the person by itself"), code="edit-alone")
    with session(ctx).open() as context:
        from minori_tui.services import family as service
        from minori_tui.services import family_writing as writing

        view = service.around(context, case)
        if edit is not None:
            changed = writing.edit_relative(context, view.case_number, _known(view, edit), view.bond_with_child(edit), given)
            said = _("Changed: {number}", number=view.case_number) if changed else _("Nothing differs from what is recorded.")
            render.told(json, {"case": view.case_number, "person": edit, "changed": changed}, said)
            return exits.DONE
        if person is not None:
            _known(view, person)
        made = writing.add_relative(context, view.case_number, given, of=person, existing=existing, anyway=anyway)
    render.told(json, {"case": view.case_number, "person": made}, str(made))
    return exits.DONE


def home(ctx: typer.Context, case: Case, fields: Fields = None, file: FieldsFile = None, person: Person = None,
         json: Json = False) -> int:
    """Where somebody lives."""
    given = values.read(fields, file)
    with session(ctx).open() as context:
        from minori_tui.services import family as service
        from minori_tui.services import family_writing as writing

        view = service.around(context, case)
        who = view.child if person is None else _known(view, person).person_id
        writing.move(context, view.case_number, who, given)
    render.told(json, {"case": view.case_number, "person": who, "changed": True}, _("Changed: {number}", number=view.case_number))
    return exits.DONE
