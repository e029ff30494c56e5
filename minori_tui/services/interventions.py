"""What an operator does with the interventions of a child: add, change, start, suspend, end, move from one place to another.

Each is one operation of the journal. What is wrong by itself (``domain.interventions``) is refused; what an intervention
causes beside the others (``domain.integrity``) is only told: ``warnings`` gives it to a form while it is being typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from minori_tui.data.queries import interventions as queries
from minori_tui.data.queries.facts import case_facts
from minori_tui.data.queries.interventions import InterventionView
from minori_tui.domain import integrity
from minori_tui.domain import interventions as rules
from minori_tui.domain.errors import FieldError, FieldProblem, InvalidFields, NotFound
from minori_tui.domain.facts import CaseFacts, InterventionFacts
from minori_tui.domain.fields import ParseContext, date_of, is_null_word, text_of
from minori_tui.domain.text import fold
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.forms import Values, read_form
from minori_tui.services.intervention_fields import (
    CODE_LISTS,
    MAIN,
    OF_KIND,
    column_of,
    detail_columns,
    fields_of,
    form_values,
    kind_parser,
    parsers,
    stored_values,
)
from minori_tui.services.intervention_links import link, plain_number
from minori_tui.services.named import case_id_of

if TYPE_CHECKING:
    from minori_tui.data.unit import Unit

__all__ = ["CODE_LISTS", "InterventionView", "add", "edit", "end", "form_values", "move", "of_case", "one", "pause", "resume",
           "start", "warnings"]


STATES: Mapping[rules.State, str] = {"planned": N_("planned"), "active": N_("under way"), "suspended": N_("suspended"),
                                     "ended": N_("ended")}
"""How an intervention stands, in words (message ids)."""


# ---- reading

@dataclass(frozen=True, slots=True)
class _Days:
    started_on: date | None
    ended_on: date | None
    pauses: tuple[tuple[date, date | None], ...]


def state_of(view: InterventionView, today: date) -> rules.State:
    """How an intervention stands on a day."""
    begins, ends = (date.fromisoformat(day) if day else None for day in (view.started_on, view.ended_on))
    return rules.state(_Days(begins, ends, view.pause_days), today)


def times(view: InterventionView) -> tuple[str, str]:
    """From when to when, as it is written here; a planned day has a question mark behind it."""
    return (_when(view.started_on) or _when(view.planned_start, "?"), _when(view.ended_on) or _when(view.planned_end, "?"))


def _when(iso: str | None, mark: str = "") -> str:
    return "/".join(reversed(iso.split("-"))) + mark if iso else ""


def of_case(context: Context, case_id: int) -> list[InterventionView]:
    """The interventions of a case, the latest start first."""
    with context.store.read() as connection:
        return queries.of_case(connection, case_id)


def one(context: Context, intervention_id: int) -> InterventionView:
    """One intervention. Raises ``NotFound``."""
    with context.store.read() as connection:
        found = queries.one(connection, intervention_id)
    if found is None:
        raise _none()
    return found


def facts(context: Context, case_id: int) -> CaseFacts:
    """What the checks know of a case: read once when a form opens, for its warnings."""
    with context.store.read() as connection:
        return case_facts(connection, [case_id])[case_id]



# ---- what a form is told while it is being typed

def warnings(context: Context, case: CaseFacts, kind: str, typed: Mapping[str, str], homes: Mapping[str, int | None],
             intervention_id: int = 0) -> list[FieldProblem]:
    """Everything to be said beside the fields of a form as it is: what saving would refuse, and what it would cause.

    No store is read: ``case`` and ``homes`` (facility by folded code or name, of family type) were read when the form opened.
    Fields that cannot be read yet are left alone.
    """
    today = context.clock.today()
    read: dict[str, Any] = {"kind": kind}
    unread = set()
    for name, parser in parsers(kind).items():
        if name in typed and name != "kind":
            try:
                text = typed[name].strip()
                read[name] = None if is_null_word(text) else parser(text, ParseContext(name, today, typed=True)).value
            except FieldError:
                unread.add(name)
                read[name] = None
    if read.get("facility") and homes.get(fold(str(read["facility"]))) is not None:
        read["family_type"] = homes[fold(str(read["facility"]))]
    said = rules.check_intervention(read | _around(case, read), today, case.birth_date)
    said += integrity.check_new(case, read, intervention_id)
    return [p for p in said if p.field not in unread and p.code not in _NOT_FILLED_IN]


_NOT_FILLED_IN = frozenset(("begins-no-day", "PL-NO-REASONS", "consent-missing"))
"""What is only not filled in yet is said when it is saved."""


def _around(case: CaseFacts, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the rest of the case says about an intervention: an extension of it, care after 18."""
    wanted = plain_number(str(values.get("order_number") or ""))
    order = next((o.order_id for o in case.orders if wanted and plain_number(o.number) == wanted), None)
    begins, ends = (date.fromisoformat(str(values[n])) if values.get(n) else None for n in ("started_on", "ended_on"))
    own = InterventionFacts(0, "AFF", order_id=order, started_on=begins, ended_on=ends)
    return {"extended": integrity.extension_of(case, own) is not None,
            "extended_care": any(i.kind == "PRO" for i in case.interventions) or any(
                o.kind == "extended_care" for o in case.orders)}


# ---- writing

def add(context: Context, file_number: str, values: Mapping[str, str]) -> int:
    """Write an intervention of a case, planned or begun, with the details of its kind; returns its id.

    Raises ``InvalidFields`` with every problem, and ``NotFound``.
    """
    kind, read = _read_new(context, values)
    with context.unit("intervention.add", file_number) as unit:
        case = _case(unit, file_number)
        return _add(context, unit, case, kind, read)


def _read_new(context: Context, values: Mapping[str, str]) -> tuple[str, Values]:
    today = context.clock.today()
    said = read_form({"kind": values.get("kind", "")}, {"kind": kind_parser}, ("kind",), today)
    kind = str(said["kind"])
    return kind, dict.fromkeys(fields_of(kind)) | read_form(values, parsers(kind), ("kind",), today)


def _add(context: Context, unit: Unit, case: CaseFacts, kind: str, read: Values) -> int:
    from minori_tui.data.tables import Intervention

    linked, around = link(unit.raw, case.case_id, read)
    problems = rules.check_intervention({**read, **around, **_around(case, read), "kind": kind}, context.clock.today(),
                                        case.birth_date)
    _refuse([p for p in problems if not p.warning])
    main: dict[str, Any] = {name: read.get(name) for name in MAIN} | linked
    made = unit.add(Intervention(case_id=case.case_id, kind=kind, **main))
    number = int(made.id or 0)
    if detail_columns(kind):
        unit.add(_details_table(kind)(intervention_id=number, **_details(kind, read)))
    unit.touched_cases.add(case.case_id)
    return number


def edit(context: Context, seen: InterventionView, values: Mapping[str, str]) -> bool:
    """Write what the form says over what was seen; fields that are not given stay. False when nothing differs.

    What was wrong before and was not touched does not stand in the way. Raises ``InvalidFields``, and ``Conflict`` when
    somebody changed the intervention after it was ``seen``.
    """
    shown = form_values(seen)
    typed = {name: text for name, text in values.items() if text.strip() != shown.get(name, "") and name != "kind"}
    read = read_form(typed, parsers(seen.kind), (), context.clock.today())
    stored = stored_values(seen)
    read = {name: value for name, value in read.items() if value != stored.get(name)}
    if not read:
        return False
    with context.unit("intervention.edit") as unit:
        _change(context, unit, _case_of(unit, seen), seen, read)
    return True


def _change(context: Context, unit: Unit, case: CaseFacts, seen: InterventionView, read: Values) -> None:
    """Check the new values beside those that stay, and write those that differ in the rows they belong to."""
    from minori_tui.data.tables import Intervention

    linked, around = link(unit.raw, seen.case_id, read)
    before = dict.fromkeys(fields_of(seen.kind)) | stored_values(seen) | _known_home(seen)
    after = before | read | around
    today = context.clock.today()
    old = {(p.field, p.code) for p in rules.check_intervention(before | _around(case, before), today, case.birth_date)
           if not p.warning}
    problems = rules.check_intervention(after | _around(case, after), today, case.birth_date)
    _refuse([p for p in problems if not p.warning and (p.field in read or (p.field, p.code) not in old)])
    main: dict[str, Any] = {name: value for name, value in read.items() if name in MAIN} | linked
    details = _details(seen.kind, read)
    if main or seen.details_row is None:
        unit.change(Intervention, seen.intervention_id, seen.version, **main)
    if details and seen.details_row is not None:
        unit.change(_details_table(seen.kind), *seen.details_row, **details)
    elif details:
        unit.add(_details_table(seen.kind)(intervention_id=seen.intervention_id, **details))
    unit.touched_cases.add(seen.case_id)


def _known_home(seen: InterventionView) -> dict[str, Any]:
    """Of what type the home is: the register says it, else the placement."""
    return {"family_type": seen.facility_family_type} if seen.facility_family_type is not None else {}


def start(context: Context, seen: InterventionView, started_on: str = "") -> None:
    """A planned intervention begins, today or on the day given."""
    if seen.started_on is not None:
        raise InvalidFields([FieldProblem("started_on", "started", N_("It has started already, on {day}"),
                                          {"day": date.fromisoformat(seen.started_on)}, started_on)])
    read = _one_day(context, "started_on", started_on)
    with context.unit("intervention.start") as unit:
        _change(context, unit, _case_of(unit, seen), seen, read)


def end(context: Context, seen: InterventionView, values: Mapping[str, str]) -> None:
    """End an intervention, with the reason. A suspension ends with it, contacts that were planned from then on are cancelled.

    The day of the end does not belong to the intervention any more.
    """
    read = _read_end(context, seen.kind, values)
    with context.unit("intervention.end") as unit:
        _end(context, unit, _case_of(unit, seen), seen, read)


def _read_end(context: Context, kind: str, values: Mapping[str, str]) -> Values:
    known = parsers(kind)
    return read_form({"ended_on": f"{context.clock.today():%d/%m/%Y}", **values},
                     {name: known[name] for name in ("ended_on", "end_reason", "notes")}, ("ended_on", "end_reason"),
                     context.clock.today())


def _end(context: Context, unit: Unit, case: CaseFacts, seen: InterventionView, read: Values) -> None:
    from minori_tui.data.tables import Event, InterventionPause

    if seen.ended_on is not None:
        raise InvalidFields([FieldProblem("ended_on", "ended", N_("It has ended already, on {day}"),
                                          {"day": date.fromisoformat(seen.ended_on)})])
    _change(context, unit, case, seen, read)
    day = str(read["ended_on"])
    for held in seen.pauses:
        if held.valid_to is None:
            unit.change(InterventionPause, held.pause_id, held.version, valid_to=max(day, held.valid_from))
    for event_id, version, _at in queries.contacts_ahead(unit.raw, seen.intervention_id, day):
        unit.change(Event, event_id, version, outcome="cancelled")


def pause(context: Context, seen: InterventionView, values: Mapping[str, str]) -> None:
    """Suspend an intervention that is going on, from a day on, with the reason."""
    today = context.clock.today()
    read = read_form({"valid_from": f"{today:%d/%m/%Y}", **values}, {"valid_from": date_of(), "reason": text_of()},
                     ("valid_from", "reason"), today)
    day = date.fromisoformat(str(read["valid_from"]))
    problem = _cannot_pause(seen, day)
    if problem is not None:
        raise InvalidFields([problem])
    from minori_tui.data.tables import InterventionPause

    with context.unit("intervention.pause") as unit:
        _case_of(unit, seen)
        unit.add(InterventionPause(intervention_id=seen.intervention_id, valid_from=day.isoformat(), reason=str(read["reason"])))
        unit.touched_cases.add(seen.case_id)


def _cannot_pause(seen: InterventionView, day: date) -> FieldProblem | None:
    """What forbids a suspension from a day on."""
    if seen.started_on is None or day.isoformat() < seen.started_on:
        return FieldProblem("valid_from", "not-started", N_("It has not started on that day"))
    if seen.ended_on is not None:
        return FieldProblem("valid_from", "ended", N_("It has ended already, on {day}"),
                            {"day": date.fromisoformat(seen.ended_on)})
    last = max((until or date.max for _since, until in seen.pause_days), default=date.min)
    if last == date.max:
        return FieldProblem("valid_from", "paused", N_("It is suspended already"))
    return FieldProblem("valid_from", "pause-overlap", N_("It was suspended until {day}: choose that day or a later one"),
                        {"day": last}) if day < last else None


def resume(context: Context, seen: InterventionView, resumed_on: str = "") -> None:
    """A suspended intervention goes on, today or from the day given; that day is no longer part of the suspension."""
    held = next((p for p in seen.pauses if p.valid_to is None), None)
    if held is None:
        raise InvalidFields([FieldProblem("resumed_on", "not-paused", N_("It is not suspended"))])
    day = str(_one_day(context, "resumed_on", resumed_on)["resumed_on"])
    if day < held.valid_from:
        raise InvalidFields([FieldProblem("resumed_on", "ended-before-start", N_("It is suspended since {day}"),
                                          {"day": date.fromisoformat(held.valid_from)}, resumed_on)])
    from minori_tui.data.tables import InterventionPause

    with context.unit("intervention.resume") as unit:
        _case_of(unit, seen)
        unit.change(InterventionPause, held.pause_id, held.version, valid_to=day)
        unit.touched_cases.add(seen.case_id)


def move(context: Context, seen: InterventionView, values: Mapping[str, str]) -> int:
    """End an intervention and start the next one on the same day, in one operation: a child changes family or home, and no
    day is lost between. ``values`` are the fields of the new one, and ``end_reason`` of the old one; returns the new id.
    """
    day = values.get("started_on", "").strip() or f"{context.clock.today():%d/%m/%Y}"
    ended = _read_end(context, seen.kind, {"ended_on": day, "end_reason": values.get("end_reason", "")})
    fresh = {name: text for name, text in values.items() if name not in ("end_reason", "ended_on")}
    kind, read = _read_new(context, {"kind": seen.kind, **fresh, "started_on": day})
    with context.unit("intervention.move") as unit:
        case = _case_of(unit, seen)
        _end(context, unit, case, seen, ended)
        return _add(context, unit, case, kind, read)


# ---- helpers

def _one_day(context: Context, name: str, text: str) -> Values:
    """A day, today when none is given; not after today."""
    today = context.clock.today()
    return read_form({name: text.strip() or f"{today:%d/%m/%Y}"}, {name: date_of("past")}, (name,), today)


def _case(unit: Unit, file_number: str) -> CaseFacts:
    case_id = case_id_of(unit.raw, file_number)
    found = case_facts(unit.raw, [case_id])[case_id]
    unit.name(found.file_number)
    return found


def _case_of(unit: Unit, seen: InterventionView) -> CaseFacts:
    """The case of an intervention, which must still be there; the operation is named after it."""
    if queries.one(unit.raw, seen.intervention_id) is None:
        raise _none()
    found = case_facts(unit.raw, [seen.case_id])[seen.case_id]
    unit.name(found.file_number)
    return found


def _none() -> NotFound:
    return NotFound("There is no such intervention.", code="no-intervention")


def _details(kind: str, read: Values) -> dict[str, Any]:
    """The columns of the details that were given."""
    return {column_of(n): read[n] for n in OF_KIND[kind] if n in read and column_of(n) in detail_columns(kind)}


def _details_table(kind: str) -> Any:
    from minori_tui.data import tables

    return {"ADM": tables.HomeSupport, "IP": tables.SupervisedContact, "AFF": tables.FosterPlacement,
            "COM": tables.ResidentialPlacement, "SEMI": tables.DayCare, "IND": tables.Inquiry, "PRO": tables.ExtendedCare}[kind]


def _refuse(problems: list[FieldProblem]) -> None:
    if problems:
        raise InvalidFields(problems)
