"""The diary of a case: adding an entry, and correcting one (the old text stays in the journal)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from minori_tui.data.codes import load_list
from minori_tui.data.queries import cases as queries
from minori_tui.data.queries.cases import EventRow
from minori_tui.domain.errors import FieldProblem, InvalidFields, NotFound
from minori_tui.domain.fields import Parser, note, text_of, yes_no
from minori_tui.domain.moments import moment_of
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.forms import Values, code_of, read_form
from minori_tui.services.named import case_id_of

FIELDS = ("at", "kind", "nature", "outcome", "by_whom", "intervention", "author", "reserved", "text")
_NEEDED = ("at", "kind", "text")


@cache
def event_parsers() -> dict[str, Parser]:
    """The fields of a diary entry, in the order of the form."""
    return {"at": moment_of(), "kind": code_of("event_kind", list(load_list("event_kind"))),
            "nature": code_of("event_nature", list(load_list("event_nature"))),
            "outcome": code_of("event_outcome", list(load_list("event_outcome"))), "by_whom": text_of(),
            "intervention": text_of(), "author": text_of(), "reserved": yes_no, "text": note}


def add_event(context: Context, file_number: str, values: Mapping[str, str]) -> int:
    """Write an entry in the diary of a case; returns its id. Raises ``InvalidFields`` and ``NotFound``."""
    read = _read(context, values)
    from minori_tui.data.tables import Event

    with context.unit("event.add", file_number) as unit:
        case_id = case_id_of(unit.raw, file_number)
        row = unit.add(Event(case_id=case_id, **_stored(context, read)))
        unit.name(str(unit.rows("SELECT file_number FROM case_file WHERE id = ?", (case_id,))[0][0]))
    return int(row.id or 0)


def correct_event(context: Context, seen: EventRow, values: Mapping[str, str]) -> bool:
    """Write a corrected entry over the one that was seen; False when nothing differs.

    Raises ``InvalidFields``, and ``Conflict`` when somebody else corrected it meanwhile.
    """
    stored = form_values(seen)
    typed = {name: text for name, text in values.items() if text.strip() != stored.get(name, "")}
    new: dict[str, Any] = read_form(typed, event_parsers(), tuple(n for n in _NEEDED if n in typed), context.clock.today())
    if "reserved" in new:
        new["reserved"] = int(new["reserved"] or 0)
    new = {name: value for name, value in new.items() if value != getattr(seen, name)}
    if not new:
        return False
    _refuse_early_outcome(context, str(new.get("at", seen.at)), new.get("outcome", seen.outcome))
    from minori_tui.data.tables import Event

    with context.store.read() as connection:
        found = queries.event(connection, seen.event_id)
    if found is None:
        raise NotFound("There is no such diary entry.", code="no-event")
    with context.unit("event.correct") as unit:
        unit.name(str(unit.rows("SELECT file_number FROM case_file WHERE id = ?", (found[1],))[0][0]))
        unit.change(Event, seen.event_id, seen.version, **new)
    return True


def form_values(seen: EventRow) -> dict[str, str]:
    """An entry as text for its form."""
    values = {name: "" if getattr(seen, name) is None else str(getattr(seen, name)) for name in FIELDS}
    day, _, time = seen.at.partition("T")
    written = "" if time in ("", "00:00") else f" {time}"  # a day without a time is stored as its midnight
    return values | {"at": "/".join(reversed(day.split("-"))) + written,
                     "reserved": "sì" if seen.reserved else "no"}


def _read(context: Context, values: Mapping[str, str]) -> Values:
    read = read_form(values, event_parsers(), _NEEDED, context.clock.today())
    _refuse_early_outcome(context, str(read["at"]), read.get("outcome"))
    return read


def _refuse_early_outcome(context: Context, at: str, outcome: object) -> None:
    if outcome and outcome != "cancelled" and at[:10] > context.clock.today().isoformat():
        raise InvalidFields([FieldProblem("outcome", "not-yet", N_("What has not happened yet has no outcome"))])


def _stored(context: Context, read: Values) -> dict[str, Any]:
    stored: dict[str, Any] = {name: read.get(name) for name in FIELDS}
    author = read.get("author") or context.actor.name or context.actor.code
    return stored | {"reserved": int(read.get("reserved") or 0), "author": author}
