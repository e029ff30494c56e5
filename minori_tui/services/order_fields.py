"""The fields of court orders, roles and hearings as forms, commands and files know them: names, parsers, which are needed."""

from __future__ import annotations

from functools import cache
from typing import Any

from minori_tui.data.codes import load_list
from minori_tui.data.queries.orders import OrderView
from minori_tui.domain.codes import match
from minori_tui.domain.fields import Parser, date_of, note, text_of, whole_number, yes_no
from minori_tui.domain.moments import moment_of
from minori_tui.domain.orders import CUSTODY_POINTS
from minori_tui.services.forms import Values, code_of

ORDER = ("authority", "registry_number", "order_number", "kind", "provisional", "filed_on", "received_on", "occurred_at",
         "effective_on", "duration_months", "report_every_months", "due_on", "hearing_at", "follows", "text")
"""What an order says as a whole."""
CHILD = ("child_kind", "placed_with", "note")
"""What it says of one child; a field of the child's own form has no ``child_`` before its name."""
PARENTS = ("mother", "father")
CUSTODY = (*CUSTODY_POINTS.values(), "responsible")
ENDING = ("ended_on", "end_reason")
NEEDED = ("authority", "kind")
CODE_LISTS = {"kind": "order_kind", "child_kind": "order_kind", "mother_responsibility": "parent_measure",
              "father_responsibility": "parent_measure", "end_reason": "order_end", "role": "legal_role"}
"""Which code list gives the values of a field (F4)."""


def _code(name: str) -> Parser:
    return code_of(name, list(load_list(name)))


def kind_meant(text: str) -> str:
    """The kind of order that a text means as it will be read: a code, a label or a usual word; the text when it means none."""
    found = match(text, load_list("order_kind"))
    return found.code if found else text


@cache
def order_parsers() -> dict[str, Parser]:
    """The fields of an order, in the order of the form."""
    measure = _code("parent_measure")
    return {
        "authority": text_of(), "kind": _code("order_kind"), "order_number": text_of(), "registry_number": text_of(),
        "filed_on": date_of("past"), "received_on": date_of("past"), "occurred_at": moment_of("past"), "provisional": yes_no,
        "effective_on": date_of(), "duration_months": whole_number(1, 999), "report_every_months": whole_number(1, 999),
        "due_on": date_of("future"), "hearing_at": moment_of(), "follows": text_of(), "child_kind": _code("order_kind"),
        "placed_with": text_of(), "mother_responsibility": measure, "father_responsibility": measure, "note": note, "text": note,
        **dict.fromkeys(CUSTODY_POINTS.values(), note), "responsible": text_of(), **ending_parsers(),
    }


@cache
def child_parsers() -> dict[str, Parser]:
    """What an order says of a further child, in the order of the form."""
    measure = _code("parent_measure")
    return {"kind": _code("order_kind"), "placed_with": text_of(), "mother_responsibility": measure,
            "father_responsibility": measure, "note": note}


@cache
def ending_parsers() -> dict[str, Parser]:
    """The fields that end an order for a child."""
    return {"ended_on": date_of(), "end_reason": _code("order_end")}


@cache
def role_parsers() -> dict[str, Parser]:
    """The fields of a legal role, in the order of the form."""
    return {"role": _code("legal_role"), "lawyer": text_of(), "name": text_of(), "contact": text_of(), "order": text_of(),
            "valid_from": date_of(), "valid_to": date_of(), "note": note}


@cache
def hearing_parsers() -> dict[str, Parser]:
    """The fields of a hearing, in the order of the form."""
    return {"at": moment_of(), "authority": text_of(), "registry_number": text_of(), "carers_summoned_on": date_of("past"),
            "outcome": _code("event_outcome"), "by_whom": text_of(), "text": note}


def stored(seen: OrderView) -> Values:
    """An order as it is stored, under the names of its fields."""
    plain: dict[str, Any] = {name: getattr(seen, name) for name in ORDER if name not in ("authority", "follows")}
    child = seen.child
    measures = {f"{p}_responsibility": row.measure if (row := child.measure(p)) else None for p in PARENTS}
    custody = {name: getattr(seen.custody, "placed_with" if name == "custody_placed_with" else name) if seen.custody else None
               for name in CUSTODY}
    return {**plain, "authority": seen.authority, "follows": f"#{seen.follows_id}" if seen.follows_id else None,
            "child_kind": child.kind, "placed_with": child.placed_with, "note": child.note, "ended_on": child.ended_on,
            "end_reason": child.end_reason, **measures, **custody}


def form_values(seen: OrderView) -> dict[str, str]:
    """An order as text for its form: dates as they are written here, codes as stored."""
    return as_typed(stored(seen))


def as_typed(values: Values) -> dict[str, str]:
    """Stored values as they would be typed."""
    return {name: "" if value is None else _written(name, str(value)) for name, value in values.items()}


def _written(name: str, value: str) -> str:
    if not name.endswith(("_on", "_at", "valid_from", "valid_to")) and name != "at":
        return value
    day, _, time = value.partition("T")
    return "/".join(reversed(day.split("-"))) + (f" {time}" if time else "")

