"""Undo and redo by name, the log, the register of a case, and the record of who looked at what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from minori_tui.data.queries import journal as queries
from minori_tui.data.queries.journal import Change, OperationRow, View, in_force, last_of
from minori_tui.domain.errors import NotFound, Refused, StoreTrouble
from minori_tui.i18n import N_
from minori_tui.services.context import Context

__all__ = ["TITLES", "Change", "LogEntry", "Undone", "View", "in_force", "last_redoable", "last_undoable", "log", "note_access",
           "redo", "register", "title", "undo"]

TITLES = {
    "case.new": N_("New case {subject}"), "case.edit": N_("Changes to case {subject}"),
    "case.close": N_("Closing of case {subject}"), "case.reopen": N_("Reopening of case {subject}"),
    "case.assign": N_("Assignment of case {subject}"), "event.add": N_("Diary entry of case {subject}"),
    "event.correct": N_("Correction in the diary of case {subject}"), "import": N_("Import of {subject}"),
    "order.add": N_("Court order in case {subject}"), "order.edit": N_("Changes to a court order of case {subject}"),
    "order.end": N_("End of a court order of case {subject}"), "role.add": N_("Legal role in case {subject}"),
    "role.edit": N_("Changes to a legal role of case {subject}"), "role.end": N_("End of a legal role of case {subject}"),
    "hearing.add": N_("Hearing of case {subject}"), "hearing.edit": N_("Changes to a hearing of case {subject}"),
    "authority.add": N_("New authority: {subject}"), "authority.edit": N_("Changes to the authority {subject}"),
    "deadline.done": N_("Deadline of case {subject} met"), "deadline.plan": N_("Deadline of case {subject} planned anew"),
    "deadline.court": N_("Day fixed by a court in case {subject}"), "deadline.waive": N_("Deadline of case {subject} set aside"),
    "rules.apply": N_("Rules of the deadlines adjusted: {subject}"),
    "intervention.add": N_("New intervention of case {subject}"),
    "intervention.edit": N_("Changes to an intervention of case {subject}"),
    "intervention.start": N_("Start of an intervention of case {subject}"),
    "intervention.end": N_("End of an intervention of case {subject}"),
    "intervention.pause": N_("Suspension of an intervention of case {subject}"),
    "intervention.resume": N_("Resumption of an intervention of case {subject}"),
    "intervention.move": N_("Move of case {subject}"), "intervention.hours": N_("Hours done for case {subject}"),
    "intervention.contacts": N_("Calendar of contacts of case {subject}"),
    "intervention.contact": N_("Contact of case {subject}"),
    "operator.add": N_("New operator {subject}"), "demo.fill": N_("Synthetic archive"),
    "family.relative": N_("Relative of case {subject}"), "family.edit": N_("Correction in the family of case {subject}"),
    "family.home": N_("Household of case {subject}"), "report.draft": N_("Report draft of case {subject}"),
    "report.sent": N_("Report sent for case {subject}"),
    "undo": N_("Undone: {title}"), "redo": N_("Done again: {title}"),
}
_NEVER = frozenset({"operator.add", "demo.fill"})
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back (or done again): the operation that did it, and the title of what it was about."""

    operation: int
    title: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An operation with its title (message and facts), and whether it still stands."""

    operation: OperationRow
    title: str
    facts: dict[str, str]
    in_force: bool


def title(context: Context, row: OperationRow) -> tuple[str, dict[str, str]]:
    """The title of an operation as a message and its facts; an undo is named after what it undid."""
    with context.store.read() as connection:
        origin: OperationRow | None = row
        while origin is not None and origin.undoes is not None:
            row, origin = origin, queries.operation(connection, origin.undoes)
    origin = origin or row
    return TITLES.get(origin.kind, origin.kind), {"subject": origin.subject or ""}


def _newest_first(context: Context) -> Iterator[OperationRow]:
    """The operations, read as far as they are looked at."""
    before = None
    while True:
        with context.store.read() as connection:
            rows = queries.operations(connection, before=before, limit=_PAGE)
        yield from rows
        if len(rows) < _PAGE:
            return
        before = rows[-1].op_id


def last_undoable(context: Context) -> OperationRow | None:
    """The operation that ``undo`` would take back, or None."""
    with context.store.read() as connection:
        compensations = queries.compensations(connection)
    return next((row for row in _newest_first(context)
                 if row.kind not in _NEVER and row.kind != "undo" and in_force(row.op_id, compensations)), None)


def last_redoable(context: Context) -> OperationRow | None:
    """The undo that ``redo`` would take back: only as long as nothing else was done after it."""
    with context.store.read() as connection:
        compensations = queries.compensations(connection)
    for row in _newest_first(context):
        if row.kind == "undo" and in_force(row.op_id, compensations):
            return row
        if row.kind not in ("undo", "redo", *_NEVER):
            return None
    return None


def undo(context: Context, operation_id: int | None = None) -> Undone:
    """Take an operation back (the last one that stands, when none is named) by a compensating one.

    Raises ``NotFound`` (there is nothing to undo) and ``Refused`` (later work rests on it; already taken back).
    """
    if operation_id is None:
        row = last_undoable(context)
    else:
        with context.store.read() as connection:
            row = queries.operation(connection, operation_id)
    if row is None or row.kind in _NEVER:
        raise NotFound("There is nothing to undo.", code="nothing-to-undo")
    return _compensate(context, row, "redo" if row.kind == "undo" else "undo")


def redo(context: Context) -> Undone:
    """Take the last undo back. Raises ``NotFound`` when something else was done since."""
    row = last_redoable(context)
    if row is None:
        raise NotFound("There is nothing to do again.", code="nothing-to-redo")
    return _compensate(context, row, "redo")


def _compensate(context: Context, row: OperationRow, kind: str) -> Undone:
    """Write the compensating operation: of the last redo, when the operation stands because it was done again."""
    from minori_tui.data.compensate import compensate

    message, facts = title(context, row)
    try:
        with context.unit(kind, row.subject) as unit:
            target, stands = last_of(row.op_id, queries.compensations(unit.raw))
            if not stands:
                raise Refused("This was already taken back.", code="already-undone")
            unit.takes_back(target)
            compensate(unit, target)
    except StoreTrouble as trouble:
        if str(trouble.facts.get("name", "")).startswith("SQLITE_CONSTRAINT"):
            raise Refused("It cannot be taken back: what it would bring back does not fit what was done since.",
                          code="does-not-fit") from None
        raise
    return Undone(unit.op_id, message, facts)


def log(context: Context, *, subject: str | None = None, limit: int = 50) -> list[LogEntry]:
    """The latest operations, newest first, with their titles."""
    with context.store.read() as connection:
        rows = queries.operations(connection, subject=subject, limit=limit)
        compensations = queries.compensations(connection)
    return [LogEntry(row, *title(context, row), in_force(row.op_id, compensations)) for row in rows]


def register(context: Context, case_id: int) -> tuple[list[LogEntry], list[Change], list[View]]:
    """Everything that was done to a case and everybody who looked at it, newest first."""
    with context.store.read() as connection:
        rows, changes = queries.case_operations(connection, case_id)
        seen = queries.views(connection, "case", case_id)
        compensations = queries.compensations(connection)
    return [LogEntry(row, *title(context, row), in_force(row.op_id, compensations)) for row in rows], changes, seen


def names(context: Context, changes: list[Change]) -> dict[tuple[str, int], str]:
    """What the records are called today that the changed fields point to: (field, number of the row) -> name."""
    with context.store.read() as connection:
        return queries.names_of(connection, changes)


def note_access(context: Context, act: str, entity: str, entity_id: int | None = None, detail: str | None = None) -> None:
    """Write down that a record is being looked at, before it is shown."""
    from minori_tui.data.access import note

    note(context.store, context.actor.code, context.clock.utc(), act, entity, entity_id, detail)
