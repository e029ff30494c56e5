"""The import itself: what was rehearsed is written in one short transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from minori_tui.data import lookup_lawyers
from minori_tui.data.queries import batches, matching
from minori_tui.data.queries.journal import compensations, in_force
from minori_tui.data.queries.matching import Row
from minori_tui.domain.errors import Conflict, InvalidInput, NotFound
from minori_tui.services import journal
from minori_tui.services.context import Context
from minori_tui.services.importing.model import Rehearsal, RowVerdict, Summary
from minori_tui.services.importing.plan import no_collection
from minori_tui.services.importing.rehearsal import compare
from minori_tui.transfer import rejects

if TYPE_CHECKING:
    from minori_tui.data.unit import Unit

ATTEMPTS = 3
Progress = Callable[[str], None]


class _Stale(Exception):
    """The store changed after the rehearsal."""


def apply(context: Context, rehearsal: Rehearsal, progress: Progress | None = None) -> Summary:
    """Write what was rehearsed; when nothing is new or changed nothing is written at all (``batch`` is None then).

    A store that changed since is compared again first. Rows that stay out go to ``options.rejects``. Raises ``InvalidInput``
    (code ``aborted``: rows stay out and ``on_error`` is ``abort``) and ``Conflict`` when the store changes all the time.
    """
    tell = progress or (lambda _: None)
    _check_whole(rehearsal)
    written = _write_rejects(rehearsal)
    try:
        for _attempt in range(ATTEMPTS):
            if not rehearsal.plan:
                return rehearsal.summary()
            tell("write")
            try:
                with no_collection(), context.unit(matching.IMPORT, rehearsal.table.name) as unit:
                    batch = _write(unit, rehearsal)
                return rehearsal.summary(batch)
            except _Stale:
                tell("compare")
                rehearsal = compare(context, rehearsal.table, rehearsal.mapping, rehearsal.options)
                _check_whole(rehearsal)
        raise Conflict(
            "The archive changes all the time: nothing was imported. Try again when nobody else is writing.", code="busy"
        )
    except BaseException:
        if written and rehearsal.options.rejects is not None:
            rehearsal.options.rejects.unlink(missing_ok=True)
        raise


def _check_whole(rehearsal: Rehearsal) -> None:
    """All or nothing, when that was asked."""
    out = rehearsal.counts["rejected"] + rehearsal.counts["conflict"]
    if rehearsal.options.on_error == "abort" and out:
        raise InvalidInput("{count} rows cannot be imported: nothing was written", code="aborted", count=out)


def _write_rejects(rehearsal: Rehearsal) -> bool:
    path = rehearsal.options.rejects
    out = [r for r in rehearsal.rows if r.verdict in ("rejected", "conflict")]
    if path is None or not out:
        return False
    rejects.write_rejects(
        path,
        rehearsal.table,
        [rejects.Reject(r.line, r.raw, rejects.reason_of(r.problems)) for r in out],
        overwrite=rehearsal.options.overwrite_rejects,
    )
    return True


def _write(unit: Unit, rehearsal: Rehearsal) -> int:
    """Everything, inside the transaction; returns the batch's id."""
    if matching.state(unit.raw) != _before(unit, rehearsal.state):
        raise _Stale
    plan = rehearsal.plan
    counters = matching.counters(unit.raw)
    if not plan.fits(counters):
        plan.ready(counters)
    batches.write_inserts(unit, plan.inserts)
    batches.write_updates(unit, plan.updates)
    unit.touched_lawyers.update(row["id"] for row in plan.lawyers)
    if new := plan.rows.get("lawyer"):
        lookup_lawyers.add_lawyers(unit.raw, _words_of(new, plan.rows.get("lawyer_office", ())))
    unit.touched_cases.update(row["id"] for row in plan.cases)
    unit.touched_cases |= plan.touched
    unit.touched_cases.update(batches.cases_of_persons(unit.raw, plan.persons))
    return batches.write_batch(
        unit,
        rehearsal.mapping.kind.name,
        rehearsal.table.name,
        rehearsal.table.sha256,
        rehearsal.mapping.as_json(),
        rehearsal.counts,
        _entries(rehearsal.rows),
    )


_OFFICE = ("firm", "city", "phone", "mobile")
_WORDS = ("id", "surname", "given_name", "bar", "bar_number", "fiscal_code", "email", "pec", "subjects", *_OFFICE)


def _words_of(lawyers: Iterable[Row], offices: Iterable[Row]) -> Iterator[lookup_lawyers.LawyerRow]:
    """What new lawyers are found by, from the values that were just written: the row itself, then each further office."""
    further: dict[int, list[Row]] = {}
    for office in offices:
        further.setdefault(_id_of(office["lawyer_id"]), []).append(office)
    for lawyer in lawyers:
        yield tuple(map(lawyer.get, _WORDS))
        for office in further.get(lawyer["id"], ()) if further else ():
            yield (*map(lawyer.get, _WORDS[:-len(_OFFICE)]), *map(office.get, _OFFICE))


def _id_of(reference: Row | int) -> int:
    return int(reference["id"]) if isinstance(reference, dict) else reference


def _before(unit: Unit, state: int) -> int:
    """What the state must be now: this unit's own operation on top of the rehearsed one, if nothing came between."""
    between = unit.rows("SELECT count(*) FROM operation WHERE id > ? AND id < ? AND kind <> 'operator.add'", (state, unit.op_id))
    return unit.op_id if between[0][0] == 0 else -1


def _entries(rows: list[RowVerdict]) -> list[batches.Entry]:
    """What is kept of the rows: neighbours that made neighbouring records are one entry."""
    found: list[batches.Entry] = []
    table: str | None = None  # of the run of new rows that is being counted
    line = record = count = 0
    for row in rows:
        if row.verdict == "new" and row.record is not None:
            new_id = row.record["id"]
            if row.table == table and row.line == line + count and new_id == record + count:
                count += 1
                continue
            if table is not None:
                found.append((line, "new", table, record, None, None, count))
            table, line, record, count = row.table, row.line, new_id, 1
        elif row.verdict != "same":
            if table is not None:
                found.append((line, "new", table, record, None, None, count))
                table = None
            found.append(_entry(row))
    if table is not None:
        found.append((line, "new", table, record, None, None, count))
    return found


def _entry(row: RowVerdict) -> batches.Entry:
    problem = row.problems[0] if row.problems else None
    record = row.record_id
    return (
        row.line,
        row.verdict,
        row.table if record is not None else None,
        record,
        problem.field if problem else None,
        problem.code if problem else None,
        1,
    )


def undo_batch(context: Context, batch_id: int | None = None) -> journal.Undone:
    """Take an import back whole (the last that stands, when none is named).

    Raises ``NotFound`` (no such batch) and ``Refused`` (already taken back, or later work rests on it, which is then named).
    """
    found = list_batches(context)
    wanted = next((b for b, stands in found if (b.batch == batch_id if batch_id is not None else stands)), None)
    if wanted is None and batch_id is None:
        raise NotFound("There is no import to take back.", code="no-batch")
    if wanted is None:
        raise NotFound("There is no import number {batch}.", code="no-batch", batch=batch_id)
    return journal.undo(context, wanted.op_id)


def list_batches(context: Context) -> list[tuple[batches.BatchRow, bool]]:
    """The imports, the latest first, each with whether it still stands."""
    with context.store.read() as connection:
        rows = batches.batches(connection)
        undone = compensations(connection)
    return [(row, in_force(row.op_id, undone)) for row in rows]
