"""What an operator writes about the family of a child: relatives, bonds, households. Each is one operation of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from minori_tui.data.codes import load_list
from minori_tui.data.queries import family as queries
from minori_tui.data.queries.family import BondRow, PersonRow
from minori_tui.domain.codes import CodeItem
from minori_tui.domain.dates import parse_date
from minori_tui.domain.errors import FieldError, FieldProblem, InvalidFields, Refused
from minori_tui.domain.fields import Parser, date_of, note, person_name, sex, text_of
from minori_tui.domain.text import fold
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.family import around
from minori_tui.services.forms import code_of, read_form
from minori_tui.services.named import case_id_of

if TYPE_CHECKING:
    from minori_tui.data.unit import Unit

CHILD = "child"
"""A kind of relative that forms offer beside those of the code list: kept the other way round, as mother or father."""


@cache
def relative_parsers() -> dict[str, Parser]:
    """The fields of a relative, in the order of the form."""
    kinds = [*load_list("relationship_kind"), CodeItem("relationship_kind", CHILD, "Figlio o figlia", "Son or daughter",
                                                           None, None, False, 99)]
    return {"kind": code_of("relationship_kind", kinds), "surname": person_name, "given_name": person_name, "sex": sex,
            "birth_date": date_of("birth"), "valid_from": date_of("any"), "valid_to": date_of("any"),
            "died_on": date_of("past"), "notes": note}


@cache
def home_parsers() -> dict[str, Parser]:
    """The fields of a stay in a household."""
    return {"household": text_of(), "role": code_of("household_role", list(load_list("household_role"))),
            "valid_from": date_of("past"), "valid_to": date_of("any")}


_PERSON = ("surname", "given_name", "sex", "birth_date", "died_on", "notes")


def alike(context: Context, values: Mapping[str, str]) -> list[PersonRow]:
    """Persons on record that may be the one being entered, the surest first; none until there is a name."""
    key = _match_key(values.get("surname", ""), values.get("given_name", ""))
    if not values.get("surname", "").strip() or not values.get("given_name", "").strip():
        return []
    try:
        born = parse_date(values.get("birth_date", ""), context.clock.today()).isoformat()
    except FieldError:
        born = None
    with context.store.read() as connection:
        return queries.persons_alike(connection, key, born)


def same_person(found: PersonRow, values: Mapping[str, str], today: date) -> bool:
    """Whether name and birth date of a person on record are those typed."""
    parsers = {name: relative_parsers()[name] for name in ("surname", "given_name", "birth_date")}
    try:
        read: dict[str, Any] = read_form({name: values.get(name, "") for name in parsers}, parsers, (), today)
    except InvalidFields:
        return False
    return bool(read.get("birth_date")) and read["birth_date"] == found.birth_date and _match_key(
        read["surname"], read["given_name"]) == _match_key(found.surname, found.given_name)


def _match_key(surname: str, given_name: str) -> str:
    return fold(f"{surname}{given_name}").replace(" ", "")


def add_relative(context: Context, number: str, values: Mapping[str, str], *, of: int | None = None,
                 existing: int | None = None, anyway: bool = False) -> int:
    """Write down a relative of the child of a case (or ``of`` another person); returns the person's number.

    ``existing``: the person is on record already. Raises ``InvalidFields``; ``Refused`` (code ``alike``) when somebody of this
    name and birth date is on record and neither ``existing`` nor ``anyway`` says what is meant.
    """

    needed = ("kind",) if existing is not None else ("kind", "surname", "given_name")
    read: dict[str, Any] = read_form(values, relative_parsers(), needed, context.clock.today())
    _check_interval(read)
    if existing is None and not anyway:
        _refuse_double(context, values)
    from minori_tui.data.tables import Person, Relationship

    with context.unit("family.relative", number) as unit:
        of = of if of is not None else _child_of(unit, number)
        if existing is None:
            own: dict[str, Any] = {n: read.get(n) for n in _PERSON}
            made = unit.add(Person(**own, match_key=_match_key(read["surname"], read["given_name"])))
            existing = int(made.id or 0)
        person, other, kind = _direction(unit, of, existing, read["kind"])
        _refuse_wrong_bond(unit, person, other, kind)
        unit.add(Relationship(person_id=person, other_id=other, kind=kind, valid_from=read.get("valid_from"),
                              valid_to=read.get("valid_to")))
        for one in (person, other):
            unit.touched_cases.update(queries.cases_showing(unit.raw, one))
    return existing


def _refuse_double(context: Context, values: Mapping[str, str]) -> None:
    twin = next((p for p in alike(context, values) if same_person(p, values, context.clock.today())), None)
    if twin is not None:
        raise Refused(N_("A person of this name and birth date is on record already ({number}). Nothing was done: say whether it "
                         "is the same one"), code="alike", number=twin.case_number or twin.person_id, person=twin.person_id)


def _child_of(unit: Unit, number: str) -> int:
    found = unit.rows("SELECT person_id, file_number FROM case_file WHERE id = ?", (case_id_of(unit.raw, number),))
    unit.name(found[0][1])
    return int(found[0][0])


def _direction(unit: Unit, person: int, other: int, kind: str) -> tuple[int, int, str]:
    """A bond as it is kept. A child of somebody is kept as the child's mother or father."""
    if kind != CHILD:
        return person, other, kind
    sex = unit.rows("SELECT sex FROM person WHERE id = ?", (person,))[0][0]
    if sex is None:
        raise InvalidFields([FieldProblem("kind", "sex-needed", N_(
            "Whether mother or father: the sex of the parent is not recorded. Correct the parent first"))])
    return other, person, "mother" if sex == "F" else "father"


def _refuse_wrong_bond(unit: Unit, person: int, other: int, kind: str, but: int = 0) -> None:
    """No one is one's own relative, has two mothers or fathers at a time, or is younger than the own child."""
    if person == other:
        raise InvalidFields([FieldProblem("surname", "oneself", N_("Nobody is a relative of himself"))])
    for row_id, old, was in unit.rows("SELECT id, other_id, kind FROM relationship WHERE person_id = ? AND valid_to IS NULL "
                                      "AND id <> ?", (person, but)):
        if old == other and was == kind:
            raise InvalidFields([FieldProblem("kind", "twice", N_("This is recorded already"), {"row": row_id})])
        if was == kind and kind in ("mother", "father"):
            raise InvalidFields([FieldProblem("kind", "second-parent", N_(
                "Another one is recorded: end or correct that first"), {"row": row_id})])
    born = dict(unit.rows("SELECT id, birth_date FROM person WHERE id IN (?, ?)", (person, other)))
    if kind in ("mother", "father", "grandparent") and born[person] and born[other] and born[other] >= born[person]:
        raise InvalidFields([FieldProblem("birth_date", "too-young", N_("Younger than the own child or grandchild"))])


def _check_interval(read: Mapping[str, Any]) -> None:
    first, last = read.get("valid_from"), read.get("valid_to")
    if first and last and str(last) < str(first):
        raise InvalidFields([FieldProblem("valid_to", "end-before-start", N_("It ends before it begins"), {}, str(last))])


def edit_relative(context: Context, number: str, person: PersonRow, bond: BondRow | None, values: Mapping[str, str]) -> bool:
    """Write what differs over a person of the family and, when there is one, the bond; False when nothing differs.

    Raises ``InvalidFields``, and ``Conflict`` when somebody changed either after it was seen.
    """

    typed = {n: v for n, v in values.items() if bond is not None or n not in ("kind", "valid_from", "valid_to")}
    needed = tuple(n for n in ("kind", "surname", "given_name") if n in typed)
    read: dict[str, Any] = read_form(typed, relative_parsers(), needed, context.clock.today())
    _check_interval({"valid_from": bond and bond.valid_from, "valid_to": bond and bond.valid_to, **read})
    own: dict[str, Any] = {n: read[n] for n in _PERSON if n in read and read[n] != getattr(person, n)}
    tie: dict[str, Any] = {n: read[n] for n in ("kind", "valid_from", "valid_to")
                           if bond is not None and n in read and read[n] != getattr(bond, n)}
    if not own and not tie:
        return False
    if tie.get("kind") == CHILD:
        raise InvalidFields([FieldProblem("kind", "other-way", N_(
            "A bond cannot be turned round: end it and write the other one"))])
    from minori_tui.data.tables import Person, Relationship

    with context.unit("family.edit", number) as unit:
        _child_of(unit, number)
        if "surname" in own or "given_name" in own:
            own["match_key"] = _match_key(own.get("surname", person.surname), own.get("given_name", person.given_name))
        if own:
            unit.change(Person, person.person_id, person.version, **own)
        if bond is not None and tie:
            unit.change(Relationship, bond.bond_id, bond.version, **tie)
        if bond is not None and bond.valid_to is None and not tie.get("valid_to"):
            _refuse_wrong_bond(unit, bond.person_id, bond.other_id, str(tie.get("kind", bond.kind)), bond.bond_id)
        for one in {person.person_id, *((bond.person_id, bond.other_id) if bond else ())}:
            unit.touched_cases.update(queries.cases_showing(unit.raw, one))
    return True


def move(context: Context, number: str, person: int, values: Mapping[str, str], *, into: int | None = None) -> None:
    """A person lives in a household from a day on (today when none is given); where the person lived until then ends that day.

    ``household`` is a label: that of a household somebody of the family has lived in is that household (or ``into``), another
    one is new. With ``valid_to`` and no household, where the person lives now ends on that day. Raises ``InvalidFields``.
    """

    today = context.clock.today()
    read: dict[str, Any] = read_form(values, home_parsers(), (), today)
    if not (read.get("household") or read.get("valid_to")):
        raise InvalidFields([FieldProblem("household", "required", N_("This field is needed"))])
    first = str(read.get("valid_from") or today.isoformat())
    _check_interval({"valid_from": first, **read} if read.get("household") else {})
    known = {fold(s.label): s.household_id for s in around(context, number).rows.stays}
    from minori_tui.data.tables import Household, HouseholdMember

    with context.unit("family.home", number) as unit:
        child = _child_of(unit, number)
        label = read.get("household")
        _end_stays(unit, person, first if label else read["valid_to"])
        if label:
            home = into or known.get(fold(label)) or int(unit.add(Household(label=label)).id or 0)
            role = read.get("role") or ("child" if person == child else None)
            unit.add(HouseholdMember(household_id=home, person_id=person, role=role, valid_from=first,
                                     valid_to=read.get("valid_to")))
        unit.touched_cases.update(queries.cases_showing(unit.raw, person))


def _end_stays(unit: Unit, person: int, day: str) -> None:
    """End where a person lives. Raises ``InvalidFields`` for a day before the stay began."""
    from minori_tui.data.tables import HouseholdMember

    rows = unit.rows("SELECT id, version, valid_from FROM household_member WHERE person_id = ? AND valid_to IS NULL", (person,))
    for row_id, version, since in rows:
        if since and since > day:
            raise InvalidFields([FieldProblem("valid_from", "before-stay", N_(
                "The present household began on {day}, later than this"), {"day": date.fromisoformat(since)}, day)])
        unit.change(HouseholdMember, row_id, version, valid_to=day)
