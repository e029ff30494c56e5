"""The rehearsal: a file read, mapped, matched and compared to the last row, with nothing written and no lock held."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import BinaryIO

from minori_tui.data.codes import load_list
from minori_tui.data.queries import matching
from minori_tui.domain.codes import CodeItem
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.importing.base import Comparer, Setting
from minori_tui.services.importing.model import VERDICTS, ImportOptions, Rehearsal, RowVerdict
from minori_tui.services.importing.plan import Plan, no_collection
from minori_tui.transfer import cells, mapping, readers, rows, synonyms
from minori_tui.transfer.mapping import Mapping
from minori_tui.transfer.table import Note, Table

SHOWN = 20  # records named in a warning


_CODES = ("event_kind", "event_nature", "event_outcome", "facility_kind", "order_kind", "parent_measure", "intervention_kind",
          "consent")


@cache
def _lists() -> dict[str, tuple[CodeItem, ...]]:
    return {name: load_list(name) for name in _CODES}


def _comparer(kind: str) -> Callable[[Setting], Comparer]:
    """The comparison of a kind; its module is loaded when it is needed."""
    from minori_tui.services.importing import cases, events, facilities, interventions, lawyers, orders, people

    found: dict[str, Callable[[Setting], Comparer]] = {
        "lawyers": lawyers.Lawyers,
        "people": people.People,
        "cases": cases.Cases,
        "events": events.Events,
        "orders": orders.Orders,
        "interventions": interventions.Interventions,
        "facilities": facilities.Facilities,
    }
    return found[kind]


def rehearse(context: Context, source: str | Path | BinaryIO, options: ImportOptions | None = None) -> Rehearsal:
    """Work an import out. Raises ``InvalidInput`` when the file as a whole cannot be used (nothing is written in any case).

    ``source`` is a path, ``-`` for standard input, or a binary stream.
    """
    options = options or ImportOptions()
    with no_collection():
        return _rehearse(context, source, options)


def _rehearse(context: Context, source: str | Path | BinaryIO, options: ImportOptions) -> Rehearsal:
    table = readers.read_file(
        source, sheet=options.sheet, header_row=options.header_row, encoding=options.encoding, delimiter=options.delimiter
    )
    found = mapping.build(table, kind=options.kind, overrides=options.maps, order=options.name_order)
    return compare(context, table, found, options)


def compare(context: Context, table: Table, found: Mapping, options: ImportOptions) -> Rehearsal:
    """Compare a table with the store as it is now."""
    today = context.clock.today()
    prepared = list(rows.prepare(table, found, cells.Context(today, _lists())))
    columns = mapping.covered(found.columns)
    if synonyms.CONTACTS in columns:
        columns |= {"phone", "email"}
    plan = Plan()
    with context.store.read() as connection:
        state = matching.state(connection)
        setting = Setting(connection, options, today, matching.Origins(connection, table.sha256), plan, frozenset(columns))
        comparer = _comparer(found.kind.name)(setting)
        verdicts = comparer.judge(prepared)
        plan.ready(matching.counters(connection))
        warnings = [
            *table.warnings,
            *found.warnings,
            *comparer.notes,
            *_row_warnings(verdicts),
            *_left(comparer),
            *_missing(setting, found.kind.name, comparer, table, verdicts),
        ]
    counts: dict[str, int] = {"rows": len(verdicts)} | {str(v): 0 for v in VERDICTS}
    for row in verdicts:
        counts[row.verdict] += 1
    return Rehearsal(table, found, options, verdicts, plan, state, tuple(warnings), counts)


def _left(comparer: Comparer) -> list[Note]:
    notes = []
    if comparer.left:
        notes.append(
            Note(
                "left",
                N_("Rows that differ from what is stored, which was left as it is (--update): {count}"),
                {"count": comparer.left},
            )
        )
    if comparer.superseded:
        notes.append(
            Note(
                "superseded",
                N_(
                    "This file was imported before; rows whose values a later import replaced, and which stay "
                    "as they are: {count}"
                ),
                {"count": comparer.superseded},
            )
        )
    return notes


def _row_warnings(verdicts: list[RowVerdict]) -> list[Note]:
    """The warnings of rows: equal ones together with the lines they concern, at most some of each kind."""
    groups: dict[tuple[str, str], dict[tuple[str, str], tuple[Text, list[int]]]] = {}
    for row in verdicts:
        for told in row.warnings:
            alike = groups.setdefault((told.field, told.code), {})
            alike.setdefault((told.message, repr(told.facts)), (Text(told.message, told.facts), []))[1].append(row.line)
    notes = []
    for (field, code), alike in groups.items():
        found = list(alike.values())
        for text, lines in found[:SHOWN]:
            message = N_("Line {line}, {field}: {text}") if len(lines) == 1 else N_("Rows {lines}, {field}: {text}")
            shown = ", ".join(str(line) for line in lines[:SHOWN]) + (" …" if len(lines) > SHOWN else "")
            facts = {"line": lines[0], "lines": shown, "count": len(lines), "field": field, "text": text}
            notes.append(Note(code, message, facts))
        if rest := sum(len(lines) for _, lines in found[SHOWN:]):
            notes.append(Note(code, N_("{field}: the same of further rows: {count}"), {"field": field, "count": rest}))
    return notes


class Text:
    """A message inside a message: put into the operator's language when it is shown."""

    def __init__(self, message: str, facts: dict[str, object]) -> None:
        self.message, self.facts = message, facts

    def __str__(self) -> str:
        from minori_tui.i18n import _

        return _(self.message, **self.facts)


def _missing(setting: Setting, kind: str, comparer: Comparer, table: Table, verdicts: list[RowVerdict]) -> list[Note]:
    """What the earlier list of the same kind held and this file does not: reported, never removed.

    The earlier list is the one most of whose records this file holds too.
    """
    if kind == "events":
        return []
    known = ("same", "changed", "conflict")
    here = {(v.table or "", i) for v in verdicts if v.verdict in known and (i := v.record_id) is not None}
    best = None
    for batch in matching.earlier_lists(setting.connection, kind):
        records = batch[3]
        shared = len(records & here)
        if records and shared * 2 >= len(records) and (best is None or shared >= best[0]):
            best = (shared, batch)
    if best is None:
        return []
    _, (_, name, _, records, rejected) = best
    notes = []
    if absent := sorted(records - here):
        ids = [i for t, i in absent if t == comparer.table][:SHOWN]
        notes.append(
            Note(
                "missing",
                N_("Records of the earlier list {file} that are not in this file and stay as they are: {count} ({names})"),
                {
                    "count": len(absent),
                    "file": name,
                    "names": ", ".join(matching.names_of(setting.connection, comparer.table, ids)),
                },
            )
        )
    now = sum(1 for v in verdicts if v.verdict in ("rejected", "new"))
    if len(rejected) > now:
        lines = ", ".join(str(line) for line, _, _ in rejected[:SHOWN])
        notes.append(
            Note(
                "missing-rejected",
                N_("Rows that were rejected in the earlier list {file} and are not in this file: {count} (lines there: {lines})"),
                {"count": len(rejected) - now, "file": name, "lines": lines},
            )
        )
    return notes
