"""What is to be said of an order before it is written: what cannot be read, what the law forbids, what is missing or odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from minori_tui.data.queries import orders as queries
from minori_tui.domain.errors import FieldError, FieldProblem, InvalidFields
from minori_tui.domain.fields import ParseContext, Parser, is_null_word
from minori_tui.domain.orders import begins, check_order, number_key
from minori_tui.i18n import N_
from minori_tui.services import authorities
from minori_tui.services.context import Context
from minori_tui.services.forms import Values, read_form
from minori_tui.services.order_fields import child_parsers, order_parsers

if TYPE_CHECKING:
    from minori_tui.data.driver import Connection

Others = Sequence[tuple[str, Mapping[str, str]]]
"""Further children of an order: file number, and what it says of that child (the fields of ``child_parsers``)."""


def look(context: Context, values: Mapping[str, str], *, case_id: int | None = None,
         order_id: int | None = None) -> list[FieldProblem]:
    """Everything there is to say about an order as it is being typed: unreadable fields, what the law forbids, warnings.

    Fields that are empty are not asked for. ``order_id`` is the order itself, when it is there already.
    """
    today = context.clock.today()
    read, problems = parsed(values, order_parsers(), today)
    problems += check_order(read, today, context.clock.now())
    with context.store.read() as connection:
        problems += about_office(connection, read, today)
        problems += same_number(connection, read, order_id)
        if case_id is not None and read.get("follows"):
            try:
                followed(connection, case_id, str(read["follows"]), order_id)
            except FieldError as error:
                problems.append(error.problem)
    return in_order(problems)


def parsed(values: Mapping[str, str], parsers: Mapping[str, Parser], today: date) -> tuple[Values, list[FieldProblem]]:
    """What can be read, and the problems of what cannot."""
    read: Values = {}
    problems = []
    for name, text in values.items():
        if name not in parsers or is_null_word(text.strip()):
            continue
        try:
            parsed = parsers[name](text.strip(), ParseContext(name, today, typed=True))
        except FieldError as error:
            problems.append(error.problem)
        else:
            read[name] = parsed.value
    return read, problems


def about_office(connection: Connection, read: Values, today: date) -> list[FieldProblem]:
    """An office that is not known, or was not at work on the day of the order."""
    if not read.get("authority"):
        return []
    known = authorities.offices(connection)
    day = begins(read) or today
    try:
        found = authorities.find(known, str(read["authority"]), day)
    except FieldError as error:
        return [error.problem]
    warning = authorities.not_at_work(found, known, day)
    return [warning] if warning else []


def same_number(connection: Connection, read: Values, order_id: int | None) -> list[FieldProblem]:
    """The warning that an order of this number, of the same office, is recorded already."""
    key = number_key(str(read.get("order_number") or ""))
    if not key or not read.get("authority"):
        return []
    try:
        office = authorities.find(queries.authorities(connection), str(read["authority"]), begins(read) or date.min)
    except FieldError:
        return []
    same = [o for o in queries.numbered(connection, key, office.authority_id) if o != order_id] if office.authority_id else []
    found = queries.one(connection, same[0]) if same else None
    if found is None:
        return []
    children = ", ".join(c.file_number for c in (found.child, *found.others))
    return [FieldProblem("order_number", "same-number", N_("An order of this number and office is recorded already, for {cases}"),
                         {"cases": children}, str(read["order_number"]), warning=True)]


def in_order(problems: list[FieldProblem]) -> list[FieldProblem]:
    """In the order of the form, what blocks before what warns."""
    order = list(order_parsers())
    return sorted(problems, key=lambda p: (order.index(p.field) if p.field in order else len(order), p.warning))


def read_others(others: Others, today: date) -> list[tuple[str, Values]]:
    """The further children; the problems of one are told with its file number."""
    found, problems = [], []
    for number, values in others:
        try:
            found.append((number, read_form(values, child_parsers(), (), today)))
        except InvalidFields as error:
            problems += [FieldProblem(f"{number} {p.field}", p.code, p.message, p.facts, p.value) for p in error.problems]
    if problems:
        raise InvalidFields(problems)
    return found


def wrong(read: Values, further: Sequence[tuple[str, Values]], context: Context) -> list[FieldProblem]:
    """What forbids an order: by itself, and with the outcome of each further child."""
    today, now = context.clock.today(), context.clock.now()
    problems = check_order(read, today, now)
    known = {(p.field, p.code) for p in problems}
    for _number, child in further:
        for problem in check_order({**read, "child_kind": child.get("kind")}, today, now):
            if (problem.field, problem.code) not in known:
                known.add((problem.field, problem.code))
                problems.append(problem)
    return problems


def followed(connection: Connection, case_id: int, text: str, order_id: int | None) -> int:
    """The order of the child that a text means: ``#12`` is its number in the store, else its order or R.G. number."""
    every = queries.of_case(connection, case_id)
    later = {order_id}  # an order cannot follow itself, nor one that came after it
    while more := {o.order_id for o in every if o.follows_id in later and o.follows_id is not None} - later:
        later |= more
    own = [o for o in every if o.order_id not in later]
    if text.startswith("#"):
        found = [o for o in own if f"#{o.order_id}" == text]
    else:
        key = number_key(text)
        found = [o for o in own if key and key in (number_key(o.order_number), number_key(o.registry_number))]
    if len(found) != 1:
        raise FieldError(FieldProblem("follows", "no-such-order", (
            N_("Several orders of this child have this number: choose one (F4)") if found else
            N_("This child has no such order: choose one (F4)")), {}, text))
    return found[0].order_id


def wrong_end(values: Mapping[str, Any]) -> list[FieldProblem]:
    """An order cannot end before it begins, and an end has a reason."""
    first, end = begins(values), values.get("ended_on")
    if end and first and str(end) < first.isoformat():
        return [FieldProblem("ended_on", "end-before-start", N_("The end is before the beginning ({day})"), {"day": first},
                             str(end))]
    if bool(end) != bool(values.get("end_reason")):
        return [FieldProblem("end_reason" if end else "ended_on", "required", N_("This field is needed"))]
    return []
