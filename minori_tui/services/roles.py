"""Who has which part in a child's proceeding, from a day to a day: guardian, special representative, lawyers, carers to be
summoned. A lawyer of the roster may be linked: the link is to the roster, the name stays as it was when it was written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from minori_tui.data.queries import lawyers as lawyer_queries
from minori_tui.data.queries import orders as queries
from minori_tui.data.queries.orders import RoleView
from minori_tui.domain.errors import Conflict, FieldError, FieldProblem, InvalidFields, NotFound
from minori_tui.domain.orders import check_role
from minori_tui.domain.text import fold
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.forms import Values, read_form
from minori_tui.services.named import case_id_of
from minori_tui.services.order_checks import followed
from minori_tui.services.order_fields import as_typed, role_parsers

if TYPE_CHECKING:
    from minori_tui.data.driver import Connection

__all__ = ["FIELDS", "RoleView", "add_role", "edit_role", "end_role", "form_values", "in_force", "lawyer_names", "of_case",
           "role"]

FIELDS = ("role", "lawyer", "name", "contact", "order", "valid_from", "valid_to", "note")
_ALL_LAWYERS = 5_000


def of_case(context: Context, case_id: int) -> list[RoleView]:
    """The roles of a case: those without an end first, then the latest."""
    with context.store.read() as connection:
        return queries.roles(connection, case_id)


def role(context: Context, role_id: int) -> RoleView:
    """One role. Raises ``NotFound``."""
    with context.store.read() as connection:
        found = queries.role(connection, role_id)
    if found is None:
        raise NotFound(N_("There is no role {number}."), code="no-role", number=role_id)
    return found


def in_force(seen: RoleView, today: date) -> bool:
    """Whether somebody has the role on a day; the day it ends does not belong to it."""
    day = today.isoformat()
    return (seen.valid_from or "") <= day and (seen.valid_to is None or seen.valid_to > day)


def lawyer_names(context: Context) -> list[tuple[str, str]]:
    """The lawyers that may be linked: (what a form keeps, bar)."""
    with context.store.read() as connection:
        hits = lawyer_queries.search(connection, "", _ALL_LAWYERS)
    return [(f"{h.surname} {h.given_name}".strip(), h.bar or "") for h in hits]


def add_role(context: Context, number: str, values: Mapping[str, str]) -> int:
    """Enter a role in a case; returns its number. Without a name the linked lawyer's stands. Raises ``InvalidFields`` and
    ``NotFound``."""
    read = read_form(values, role_parsers(), ("role",), context.clock.today())
    from minori_tui.data.tables import LegalRole

    with context.unit("role.add", number) as unit:
        case_id = case_id_of(unit.raw, number)
        unit.name(str(unit.rows("SELECT file_number FROM case_file WHERE id = ?", (case_id,))[0][0]))
        columns = _resolved(unit.raw, case_id, read)
        columns.setdefault("name", None)
        if not columns["name"]:
            columns["name"] = _name_of(unit.raw, columns.get("lawyer_id"))
        _refuse(columns)
        row = unit.add(LegalRole(case_id=case_id, **columns))
        unit.touched_cases.add(case_id)
    return int(row.id or 0)


def edit_role(context: Context, seen: RoleView, values: Mapping[str, str]) -> bool:
    """Write what the form says over what was seen; fields that are not given stay. False when nothing differs.

    Raises ``InvalidFields``, and ``Conflict`` when somebody changed the role after it was seen.
    """
    return _changed(context, "role.edit", seen, values)


def end_role(context: Context, seen: RoleView, valid_to: str = "") -> bool:
    """End a role on a day (today, when none is given): from that day on nobody has it. As ``edit_role``."""
    return _changed(context, "role.end", seen, {"valid_to": valid_to or context.clock.today().strftime("%d/%m/%Y")})


def _changed(context: Context, kind: str, seen: RoleView, values: Mapping[str, str]) -> bool:
    written = form_values(seen)
    typed = {name: text for name, text in values.items() if text.strip() != written.get(name, "")}
    read = read_form(typed, role_parsers(), tuple(n for n in ("role", "name") if n in typed), context.clock.today())
    from minori_tui.data.tables import LegalRole

    with context.store.read() as connection:
        new = {name: value for name, value in _resolved(connection, seen.case_id, read).items() if value != getattr(seen, name)}
    if not new:
        return False
    _refuse({name: getattr(seen, name) for name in ("name", "valid_from", "valid_to")} | new)
    with context.unit(kind) as unit:
        unit.name(str(unit.rows("SELECT file_number FROM case_file WHERE id = ?", (seen.case_id,))[0][0]))
        if queries.role(unit.raw, seen.role_id) is None:
            raise Conflict("Somebody changed this record after you opened it. Nothing was changed: compare and try again.",
                           code="changed-meanwhile")
        unit.change(LegalRole, seen.role_id, seen.version, **new)
        unit.touched_cases.add(seen.case_id)
    return True


def form_values(seen: RoleView) -> dict[str, str]:
    """A role as text for its form."""
    values: Values = {name: getattr(seen, name) for name in FIELDS if name != "order"}
    return as_typed(values | {"order": f"#{seen.order_id}" if seen.order_id else None})


def _resolved(connection: Connection, case_id: int, read: Values) -> dict[str, Any]:
    """The columns of what was read: the lawyer and the order by their numbers. Raises ``InvalidFields``."""
    columns: dict[str, Any] = {name: value for name, value in read.items() if name not in ("lawyer", "order")}
    try:
        if "lawyer" in read:
            columns["lawyer_id"] = _lawyer(connection, str(read["lawyer"])) if read["lawyer"] else None
        if "order" in read:
            columns["order_id"] = followed(connection, case_id, str(read["order"]), None) if read["order"] else None
    except FieldError as error:
        problem = error.problem
        field = "order" if problem.field == "follows" else problem.field
        raise InvalidFields([FieldProblem(field, problem.code, problem.message, problem.facts, problem.value)]) from None
    return columns


def _lawyer(connection: Connection, text: str) -> int:
    """The one lawyer of the roster that a name means. Raises ``FieldError``."""
    hits = lawyer_queries.search(connection, text, 20)
    same = [h for h in hits if sorted(fold(f"{h.surname} {h.given_name}").split()) == sorted(fold(text).split())] or hits
    if len(same) == 1:
        return same[0].id
    names = "; ".join(f"{h.surname} {h.given_name}" for h in same[:5])
    raise FieldError(FieldProblem("lawyer", "which-lawyer", (
        N_("Several lawyers of the roster answer to this: {names}") if same else
        N_("No lawyer of the roster has this name: leave it empty and write the name below")),
        {"names": names} if same else {}, text))


def _name_of(connection: Connection, lawyer_id: int | None) -> str | None:
    """The name of a linked lawyer as a role writes it."""
    found = lawyer_queries.get(connection, lawyer_id) if lawyer_id is not None else None
    return f"Avv. {found.hit.surname} {found.hit.given_name}".strip() if found else None


def _refuse(columns: Mapping[str, Any]) -> None:
    problems = check_role(columns)
    if not columns.get("name"):
        problems.insert(0, FieldProblem("name", "required", N_("This field is needed")))
    if problems:
        raise InvalidFields(problems)
