"""What an operator does with a case: open, change, close, reopen, assign. Each is one operation of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from minori_tui.data.queries import cases as queries
from minori_tui.data.queries.cases import CaseView
from minori_tui.data.queries.family import cases_showing
from minori_tui.domain import caseload
from minori_tui.domain.dates import as_day
from minori_tui.domain.errors import Conflict, FieldProblem, InvalidFields, NotFound
from minori_tui.domain.names import split_full_name
from minori_tui.domain.text import fold
from minori_tui.i18n import N_
from minori_tui.services.case_fields import NEEDED, assignment_parsers, case_parsers, closing_parsers, new_case_parsers
from minori_tui.services.context import Context
from minori_tui.services.forms import Values, read_form, text_in
from minori_tui.services.named import case_id_of

if TYPE_CHECKING:
    from minori_tui.data.tables import Recorded
    from minori_tui.data.unit import Unit

_PERSON = ("surname", "given_name", "sex", "birth_date", "birth_place", "fiscal_code", "citizenship")
_CASE = ("msna", "review_on", "legal_situation", "strengths", "notes")
_GUARDED = frozenset({*_PERSON, *_CASE, "comune"})
"""The fields whose rows are always there: the version of the row tells whether somebody else changed them."""


def match_key(surname: str, given_name: str) -> str:
    """What two writings of one name have in common: the folded words, joined."""
    return fold(f"{surname}{given_name}").replace(" ", "")


def new_case(context: Context, values: Mapping[str, str]) -> str:
    """Open a case for a new child; returns its file number (``YYYY/NNNN``, the next free one of the year).

    Raises ``InvalidFields`` with every problem.
    """
    today = context.clock.today()
    read = read_form({"opened_on": today.isoformat(), **values}, new_case_parsers(), (*NEEDED, "opened_on"), today)
    opened = date.fromisoformat(str(read["opened_on"]))
    problems = caseload.check_open([], opened, today) + _birth_after(read, opened)
    if problems:
        raise InvalidFields(problems)
    from minori_tui.data.tables import CaseFile, CaseSpell, Person

    with context.unit("case.new") as unit:
        number = next_file_number(unit, opened.year)
        unit.name(number)
        child = unit.add(Person(**_of(read, _PERSON), match_key=match_key(str(read["surname"]), str(read["given_name"]))))
        case = unit.add(CaseFile(file_number=number, person_id=_id(child), municipality=text_in(read, "comune"),
                                 **_of(read, _CASE)))
        unit.add(CaseSpell(case_id=_id(case), opened_on=opened.isoformat()))
        _beginning(unit, read, _id(child), _id(case), opened.isoformat())
        unit.touched_cases.add(_id(case))
    return number


def _beginning(unit: Unit, read: Values, child: int, case: int, opened: str) -> None:
    """What a new case may already know: address, telephone, parents, referral, who follows it."""
    from minori_tui.data.tables import Address, Assignment, Contact, Person, Referral, Relationship, Schooling

    if read.get("address"):
        unit.add(Address(person_id=child, street=text_in(read, "address"), municipality=text_in(read, "comune"),
                         protected=int(read.get("protected_address") or 0), valid_from=opened))
    for kind in ("phone", "email"):
        if read.get(kind):
            unit.add(Contact(person_id=child, kind=kind, value=str(read[kind]), match_key=_contact_key(kind, str(read[kind]))))
    if read.get("school"):
        unit.add(Schooling(person_id=child, school=str(read["school"]), valid_from=opened))
    for kind in ("mother", "father"):
        if read.get(kind):
            surname, given = split_full_name(str(read[kind]), "surname-given")
            parent = unit.add(Person(surname=surname, given_name=given, match_key=match_key(surname, given),
                                     sex="F" if kind == "mother" else "M"))
            unit.add(Relationship(person_id=child, other_id=_id(parent), kind=kind))
    if read.get("referral_source") or read.get("referral_date"):
        unit.add(Referral(case_id=case, source=text_in(read, "referral_source"), received_on=text_in(read, "referral_date")))
    if read.get("social_worker"):
        operator = operator_of(unit, str(read["social_worker"]), "social_worker")
        unit.add(Assignment(case_id=case, operator_id=operator, role="social_worker", valid_from=opened))


def edit_case(context: Context, seen: CaseView, values: Mapping[str, str]) -> bool:
    """Write what the form says over what was seen; fields that are not given stay. False when nothing differs.

    Raises ``InvalidFields``, and ``Conflict`` when somebody changed the record after it was ``seen``.
    """
    today = context.clock.today()
    typed = _unless_unchanged(seen, values)
    read = read_form(typed, case_parsers(), tuple(n for n in NEEDED if n in typed), today)
    if "protected_address" in read:
        read["protected_address"] = read["protected_address"] or None  # an address is protected or it is not
    stored = _stored(seen)
    read = {name: value for name, value in read.items() if value != stored[name]}
    if not read:
        return False
    _refuse_problems(_wrong_changes(seen, read))
    from minori_tui.data.tables import CaseFile, Person

    with context.unit("case.edit", seen.file_number) as unit:
        _refuse_changed(unit, seen, read)
        person = _of(read, _PERSON)
        if "surname" in person or "given_name" in person:
            person["match_key"] = match_key(str(person.get("surname", seen.surname)),
                                            str(person.get("given_name", seen.given_name)))
        case = _of(read, _CASE) | ({"municipality": read["comune"]} if "comune" in read else {})
        if person:
            unit.change(Person, *seen.versions["person"], **person)
        if case:
            unit.change(CaseFile, *seen.versions["case_file"], **case)
        _move_home(unit, seen, read, today.isoformat())
        _replace_contact(unit, seen, read, today.isoformat())
        _change_school(unit, seen, read, today.isoformat())
        own = read.keys() <= {*_CASE, "comune"}  # shown with this case only, not with those of brothers and sisters
        unit.touched_cases.update([seen.case_id] if own else cases_showing(unit.raw, seen.person_id))
    return True


def _wrong_changes(seen: CaseView, read: Values) -> list[FieldProblem]:
    """What is wrong with single values beside those that are stored."""
    problems = []
    opened = min((s.opened_on for s in seen.spells), default="")
    if opened and str(read.get("birth_date") or "") > opened:
        problems.append(FieldProblem("birth_date", "after-opening", N_("The case was opened on {day}, before this day"),
                                     {"day": date.fromisoformat(opened)}, str(read["birth_date"])))
    if read.get("protected_address") and not read.get("address", seen.address):
        problems.append(FieldProblem("protected_address", "no-address", N_("There is no address to protect"), {}, "sì"))
    return problems


def _refuse_changed(unit: Unit, seen: CaseView, read: Values) -> None:
    """Refuse when what is about to be changed is no longer as it was seen: rows that were not there have no version.

    What the versions of the person and of the case guard is not read again.
    """
    case_id = queries.case_id_of(unit.raw, seen.file_number)
    same = case_id == seen.case_id
    if case_id is None or not read.keys() <= _GUARDED:
        before, after = _stored(seen), _stored(_seen(unit, seen.file_number))
        same = same and all(before[name] == after[name] for name in read)
    if not same:
        raise Conflict("Somebody changed this record after you opened it. Nothing was changed: compare and try again.",
                       code="changed-meanwhile")


def _unless_unchanged(seen: CaseView, values: Mapping[str, str]) -> dict[str, str]:
    """The typed fields that differ from what is stored."""
    stored = form_values(seen)
    return {name: text for name, text in values.items() if text.strip() != stored.get(name, "")}


def form_values(seen: CaseView) -> dict[str, str]:
    """The card of a case as text for its form: dates as they are written here, codes as stored."""
    return {name: _shown(name, value) for name, value in _stored(seen).items()}


def _stored(seen: CaseView) -> Values:
    """The fields of the card as they are stored."""
    plain = {name: getattr(seen, name) for name in (*_PERSON, *_CASE)}
    return plain | {"comune": seen.municipality, "address": seen.address, "protected_address": seen.protected_address or None,
                    "phone": seen.phones[0] if seen.phones else None, "email": seen.email, "school": seen.school}


def _shown(name: str, value: Any) -> str:
    from minori_tui.data.places import place_name

    if value is None:
        return ""
    if name in ("birth_date", "review_on"):
        return "/".join(reversed(str(value).split("-")))
    if name in ("msna", "protected_address"):
        return "sì" if value else "no"
    return place_name(str(value)) or "" if name == "comune" else str(value)


def _move_home(unit: Unit, seen: CaseView, read: Values, today: str) -> None:
    """A new address begins today; the one before ends today and stays."""
    if "address" not in read and "protected_address" not in read:
        return
    from minori_tui.data.tables import Address

    if "address" in seen.versions:
        if "address" not in read:
            unit.change(Address, *seen.versions["address"], protected=int(read["protected_address"] or 0))
            return
        _end(unit, Address, *seen.versions["address"], today)
    if read.get("address"):
        unit.add(Address(person_id=seen.person_id, street=text_in(read, "address"), valid_from=today,
                         municipality=text_in(read, "comune") or seen.municipality,
                         protected=int(read.get("protected_address", seen.protected_address) or 0)))


def _replace_contact(unit: Unit, seen: CaseView, read: Values, today: str) -> None:
    """A telephone or e-mail that changes: the old one ends, the new one begins."""
    from minori_tui.data.tables import Contact

    for kind, old in (("phone", seen.phones[0] if seen.phones else None), ("email", seen.email)):
        if kind not in read:
            continue
        for row_id, version in unit.rows("SELECT id, version FROM contact WHERE person_id = ? AND value = ? AND valid_to IS NULL",
                                         (seen.person_id, old)):
            _end(unit, Contact, row_id, version, today)
        if read[kind]:
            unit.add(Contact(person_id=seen.person_id, kind=kind, value=str(read[kind]), valid_from=today,
                             match_key=_contact_key(kind, str(read[kind]))))


def _change_school(unit: Unit, seen: CaseView, read: Values, today: str) -> None:
    from minori_tui.data.tables import Schooling

    if "school" not in read:
        return
    if "schooling" in seen.versions:
        _end(unit, Schooling, *seen.versions["schooling"], today)
    if read["school"]:
        unit.add(Schooling(person_id=seen.person_id, school=str(read["school"]), valid_from=today))


def _end(unit: Unit, table: type[Recorded], row_id: int, version: int, today: str) -> None:
    """End what holds now; what begins later only (a move that was announced) ends on the day it begins."""
    begins = unit.rows(f"SELECT valid_from FROM {table.__tablename__} WHERE id = ?", (row_id,))  # noqa: S608 - a table of ours
    unit.change(table, row_id, version, valid_to=max(today, begins[0][0] or today) if begins else today)


def close_case(context: Context, file_number: str, values: Mapping[str, str]) -> None:
    """Close the open spell of a case, with a reason. Assignments end the same day."""
    today = context.clock.today()
    read = read_form({"closed_on": today.isoformat(), **values}, closing_parsers(), ("closed_on", "closing_reason"), today)
    day = date.fromisoformat(str(read["closed_on"]))
    from minori_tui.data.tables import Assignment, CaseSpell

    with context.unit("case.close", file_number) as unit:
        seen = _seen(unit, file_number)
        unit.name(seen.file_number)
        _refuse_problems(caseload.check_close(_spells(seen), day, text_in(read, "closing_reason"), today))
        spell = next(s for s in seen.spells if s.closed_on is None)
        unit.change(CaseSpell, spell.spell_id, spell.version, closed_on=day.isoformat(), closing_reason=read["closing_reason"],
                    closing_note=read.get("closing_note"))
        for held in seen.assignments:
            if held.valid_to is None:
                unit.change(Assignment, held.assignment_id, held.version, valid_to=max(day.isoformat(), held.valid_from or ""))
        unit.touched_cases.add(seen.case_id)


def reopen_case(context: Context, file_number: str, opened_on: str = "") -> None:
    """Open a closed case again: a new spell, the old ones stay."""
    today = context.clock.today()
    read = read_form({"opened_on": opened_on or today.isoformat()}, {"opened_on": new_case_parsers()["opened_on"]},
                     ("opened_on",), today)
    day = date.fromisoformat(str(read["opened_on"]))
    from minori_tui.data.tables import CaseSpell

    with context.unit("case.reopen", file_number) as unit:
        seen = _seen(unit, file_number)
        unit.name(seen.file_number)
        _refuse_problems(caseload.check_reopen(_spells(seen), day, today))
        unit.add(CaseSpell(case_id=seen.case_id, opened_on=day.isoformat()))
        unit.touched_cases.add(seen.case_id)


def assign_case(context: Context, file_number: str, values: Mapping[str, str]) -> None:
    """Say who follows an open case in a role from a day on; who held that role until then ends that day."""
    today = context.clock.today()
    read = read_form({"role": "social_worker", "valid_from": today.isoformat(), **values}, assignment_parsers(),
                     ("operator", "role", "valid_from"), today)
    day, role = str(read["valid_from"]), str(read["role"])
    from minori_tui.data.tables import Assignment

    with context.unit("case.assign", file_number) as unit:
        seen = _seen(unit, file_number)
        unit.name(seen.file_number)
        operator = operator_of(unit, str(read["operator"]), role)
        roles = [caseload.Assignment(a.role, str(a.operator_id), as_day(a.valid_from), as_day(a.valid_to), a.operator)
                 for a in seen.assignments]
        _refuse_problems(caseload.check_assignment(_spells(seen), roles, role, str(operator), date.fromisoformat(day)))
        for held in seen.assignments:
            if held.valid_to is None and held.role == role:
                unit.change(Assignment, held.assignment_id, held.version, valid_to=day)
        unit.add(Assignment(case_id=seen.case_id, operator_id=operator, role=role, valid_from=day))
        unit.touched_cases.add(seen.case_id)


def next_file_number(unit: Unit, year: int) -> str:
    """The next number of a year; numbers of other shapes are left alone.

    A number that this program gave is never given again, even when that case was undone: it may stand on a paper.
    """
    rows = unit.rows("SELECT max(CAST(substr(file_number, 6) AS INTEGER)) FROM case_file WHERE file_number GLOB ?1 UNION "
                     "SELECT max(CAST(substr(subject, 6) AS INTEGER)) FROM operation WHERE subject GLOB ?1 AND kind = 'case.new'",
                     (f"{year:04d}/[0-9]*",))
    return f"{year:04d}/{max(last or 0 for (last,) in rows) + 1:04d}"


def operator_of(unit: Unit, text: str, role: str) -> int:
    """The operator of that code or name; one who is not known yet is entered."""
    from minori_tui.data.tables import Operator

    wanted = sorted(fold(text).split())
    if not wanted:
        raise InvalidFields([FieldProblem("operator", "name-letters", N_("A name has letters"), {}, text)])
    for row_id, code, name in unit.rows("SELECT id, code, name FROM operator"):
        if fold(code).split() == wanted or sorted(fold(name).split()) == wanted:
            return int(row_id)
    code = "-".join(wanted)
    return _id(unit.add(Operator(code=code, name=text, role=role)))


def _seen(unit: Unit, file_number: str) -> CaseView:
    found = queries.case_view(unit.raw, case_id_of(unit.raw, file_number))
    if found is None:
        raise NotFound("There is no case {number}.", code="no-case", number=file_number)
    return found


def _spells(seen: CaseView) -> list[caseload.Spell]:
    return [caseload.Spell(date.fromisoformat(s.opened_on), date.fromisoformat(s.closed_on) if s.closed_on else None,
                           s.closing_reason) for s in seen.spells]


def _birth_after(read: Values, opened: date) -> list[FieldProblem]:
    born = read.get("birth_date")
    if born and str(born) > opened.isoformat():
        return [FieldProblem("opened_on", "before-birth", N_("The case cannot open before the child is born"), {},
                             opened.isoformat())]
    return []


def _refuse_problems(problems: list[FieldProblem]) -> None:
    if problems:
        raise InvalidFields(problems)


def _of(read: Values, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: read[name] for name in names if name in read}


def _contact_key(kind: str, value: str) -> str:
    if kind == "email":
        return value.lower()
    from minori_tui.domain.contacts import parse_phone

    return parse_phone(value).digits


def _id(row: Any) -> int:
    return int(row.id)


