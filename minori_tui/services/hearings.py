"""Hearings: an entry of the diary (kind ``hearing``) and, beside it, which court, which proceeding, and when the foster carers
were summoned (art. 5 c. 1 L. 184/1983: on pain of nullity)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from minori_tui.data.queries import orders as queries
from minori_tui.data.queries.orders import HearingView
from minori_tui.domain.errors import Conflict, FieldError, FieldProblem, InvalidFields, NotFound
from minori_tui.domain.orders import check_hearing
from minori_tui.i18n import N_
from minori_tui.services import authorities
from minori_tui.services.authorities import authority_of
from minori_tui.services.context import Context
from minori_tui.services.forms import Values, read_form, text_in
from minori_tui.services.named import case_id_of
from minori_tui.services.order_checks import parsed
from minori_tui.services.order_fields import as_typed, hearing_parsers

if TYPE_CHECKING:
    from minori_tui.data.unit import Unit

__all__ = ["FIELDS", "HearingView", "add_hearing", "edit_hearing", "form_values", "hearing", "look", "of_case"]

_EVENT = ("at", "outcome", "by_whom", "text")
FIELDS = ("at", "authority", "registry_number", "carers_summoned_on", "outcome", "by_whom", "text")


def of_case(context: Context, case_id: int) -> list[HearingView]:
    """The hearings of a case, the latest first."""
    with context.store.read() as connection:
        return queries.hearings(connection, case_id)


def hearing(context: Context, event_id: int) -> HearingView:
    """One hearing by its diary entry. Raises ``NotFound``."""
    with context.store.read() as connection:
        found = queries.hearing(connection, event_id)
    if found is None:
        raise NotFound(N_("There is no hearing {number}."), code="no-hearing", number=event_id)
    return found


def look(context: Context, values: Mapping[str, str]) -> list[FieldProblem]:
    """Everything there is to say about a hearing as it is being typed; fields that are empty are not asked for."""
    today = context.clock.today()
    read, problems = parsed(values, hearing_parsers(), today)
    problems += check_hearing(read, today)
    if read.get("authority"):
        with context.store.read() as connection:
            known = authorities.offices(connection)
        try:
            authorities.find(known, str(read["authority"]), date.fromisoformat(str(read.get("at") or today)[:10]))
        except FieldError as error:
            problems.append(error.problem)
    return problems


def add_hearing(context: Context, number: str, values: Mapping[str, str], others: Sequence[str] = ()) -> int:
    """Enter a hearing in the diary of a case, and of other cases of the same proceeding (``others``: file numbers); returns
    the number of its entry. Raises ``InvalidFields`` and ``NotFound``."""
    read = read_form(values, hearing_parsers(), ("at",), context.clock.today())
    _refuse(read, context.clock.today())
    from minori_tui.data.tables import Event, Hearing

    with context.unit("hearing.add", number) as unit:
        cases = list(dict.fromkeys(case_id_of(unit.raw, n) for n in (number, *others)))
        unit.name(str(unit.rows("SELECT file_number FROM case_file WHERE id = ?", (cases[0],))[0][0]))
        office = _office(unit, read)
        said: dict[str, Any] = {name: read.get(name) for name in _EVENT}
        author = context.actor.name or context.actor.code
        first = 0
        for case_id in cases:
            event = unit.add(Event(case_id=case_id, kind="hearing", nature="fact", author=author, **said))
            unit.add(Hearing(event_id=int(event.id or 0), authority_id=office, registry_number=text_in(read, "registry_number"),
                             carers_summoned_on=text_in(read, "carers_summoned_on")))
            first = first or int(event.id or 0)
            unit.touched_cases.add(case_id)
    return first


def edit_hearing(context: Context, seen: HearingView, values: Mapping[str, str]) -> bool:
    """Write what the form says over what was seen; fields that are not given stay. False when nothing differs.

    Raises ``InvalidFields``, and ``Conflict`` when somebody changed it after it was seen.
    """
    today = context.clock.today()
    written = form_values(seen)
    typed = {name: text for name, text in values.items() if text.strip() != written.get(name, "")}
    read = read_form(typed, hearing_parsers(), tuple(n for n in ("at",) if n in typed), today)
    before: Values = {name: getattr(seen, name) for name in FIELDS}
    new = {name: value for name, value in read.items() if value != before[name]}
    if not new:
        return False
    _refuse(before | new, today)
    from minori_tui.data.tables import Event

    with context.unit("hearing.edit") as unit:
        unit.name(str(unit.rows("SELECT file_number FROM case_file WHERE id = ?", (seen.case_id,))[0][0]))
        now = queries.hearing(unit.raw, seen.event_id)
        if now is None or any(getattr(now, name) != before[name] for name in new):
            raise Conflict("Somebody changed this record after you opened it. Nothing was changed: compare and try again.",
                           code="changed-meanwhile")
        if event := {name: new[name] for name in _EVENT if name in new}:
            unit.change(Event, seen.event_id, seen.event_version, **event)
        _change_details(unit, seen, new)
        unit.touched_cases.add(seen.case_id)
    return True


def _change_details(unit: Unit, seen: HearingView, new: Values) -> None:
    """What stands beside the diary entry; an entry that had nothing beside it gets it now."""
    from minori_tui.data.tables import Hearing

    changed: dict[str, Any] = {name: new[name] for name in ("registry_number", "carers_summoned_on") if name in new}
    if "authority" in new:
        changed["authority_id"] = _office(unit, new)
    if changed and seen.hearing_id is None:
        unit.add(Hearing(event_id=seen.event_id, **changed))
    elif changed and seen.hearing_id is not None:
        unit.change(Hearing, seen.hearing_id, seen.version or 0, **changed)


def form_values(seen: HearingView) -> dict[str, str]:
    """A hearing as text for its form; a day without a time is stored as it is."""
    values = as_typed({name: getattr(seen, name) for name in FIELDS})
    return values | {"at": values["at"].removesuffix(" 00:00")}


def _office(unit: Unit, read: Values) -> int | None:
    """The number of the court; the problem of its field is one of the form."""
    if not read.get("authority"):
        return None
    day = date.fromisoformat(str(read["at"])[:10]) if read.get("at") else None
    try:
        return authority_of(unit, str(read["authority"]), day)
    except FieldError as error:
        raise InvalidFields([error.problem]) from None


def _refuse(read: Mapping[str, Any], today: date) -> None:
    if problems := check_hearing(read, today):
        raise InvalidFields(problems)
