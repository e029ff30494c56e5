"""From the rows of a table to the values of records: one pass, every problem of a row at once, nothing written.

The mapping is compiled once into a plan (which reader for which column). Rows are read column by column, a chunk at a time;
those with anything odd about them, and files whose columns share fields, are read row by row, which decides in any case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from itertools import repeat, zip_longest
from typing import NamedTuple

from minori_tui.domain import fields
from minori_tui.domain.contacts import Phone
from minori_tui.domain.errors import FieldProblem, InvalidInput
from minori_tui.transfer.cells import (
    Contacts,
    Context,
    FullName,
    Memory,
    Parsed,
    Value,
    contacts_reader,
    full_name_reader,
    is_mobile,
    reader,
    town_and_province,
)
from minori_tui.transfer.columns import ColumnReader
from minori_tui.transfer.kinds import Kind
from minori_tui.transfer.mapping import Mapping
from minori_tui.transfer.synonyms import CONTACTS, EXTRA_COLUMN, FULL_NAME
from minori_tui.transfer.table import Row, Table

CONFIRM_SAMPLE = 500  # rows looked at to confirm the columns by their content
CHUNK = 2_000  # rows whose columns are read together: more do not fit the processor's cache
CONFIRM_LEAST = 5  # filled cells below which a column proves nothing
_CONTACT_PARSERS: dict[fields.Parser, str] = {fields.phone: "phone", fields.email: "email", fields.pec: "email"}


class Prepared(NamedTuple):
    """One row as values of a record: ``None`` is an empty cell, which never erases what is stored.

    ``problems`` block the row, ``warnings`` do not; ``raw`` are the cells as read, for the file of rejected rows.
    """

    line: int
    values: dict[str, Value]
    problems: tuple[FieldProblem, ...]
    warnings: tuple[FieldProblem, ...]
    raw: tuple[str, ...]


class _Simple(NamedTuple):
    """A column that feeds one field: its place, and its readers for text cells and for cells that were numbers."""

    at: int
    name: str
    text: Memory[Parsed]
    number: Memory[Parsed]
    many: bool


@dataclass(slots=True)
class _Plan:
    """What is done with each column, worked out once for the whole file."""

    required: tuple[str, ...]
    names_of_kind: frozenset[str]
    blank: dict[str, Value] = field(default_factory=dict)
    simple: list[_Simple] = field(default_factory=list)
    contacts: list[tuple[int, str, Memory[Contacts]]] = field(default_factory=list)
    names: tuple[int, Memory[FullName]] | None = None
    split_town: bool = False
    extra: tuple[int, ...] = ()
    width: int = 0
    columns: list[tuple[int, ColumnReader]] | None = None  # None: rows are read one by one


def prepare(table: Table, mapping: Mapping, context: Context) -> Iterator[Prepared]:
    """The rows of a table as values of the mapping's kind, one after the other.

    Raises InvalidInput with code ``content`` at once when under half of the filled cells of a mapped column can be read
    as its field: the mapping is wrong, not the rows.
    """
    plan = _compile(table, mapping, context)
    _confirm(table, plan)
    return _prepared(table, plan)


def _prepared(table: Table, plan: _Plan) -> Iterator[Prepared]:
    if plan.columns is None:
        yield from (_row(row, plan) for row in table.rows)
        return
    for start in range(0, len(table.rows), CHUNK):
        yield from _together(table.rows[start:start + CHUNK], plan, plan.columns)


def _together(rows: Sequence[Row], plan: _Plan, columns: Sequence[tuple[int, ColumnReader]]) -> Iterator[Prepared]:
    """The rows of a chunk, read column by column; those with anything odd about them are read again one by one."""
    all_cells = [r.cells for r in rows]
    by_column = list(zip_longest(*all_cells, fillvalue=""))
    apart = {i for i, r in enumerate(rows) if r.numbers or len(r.cells) > plan.width}
    names: list[str] = []
    values: list[Sequence[Value]] = []
    for index, reader_of in columns:
        cells = by_column[index] if index < len(by_column) else ("",) * len(rows)
        found = reader_of.read(cells)
        if odd := found.odd:
            apart.update(i for i, c in enumerate(cells) if c in odd)
        if plan.split_town and reader_of.name == "city":
            double = {v for v in set(found.values) if isinstance(v, str) and town_and_province(v)[1]}
            apart.update(i for i, v in enumerate(found.values) if v in double)
        if reader_of.name in plan.required and None in found.values:
            apart.update(i for i, v in enumerate(found.values) if v is None)
        names.append(reader_of.name)
        values.append(found.values)
    records = [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]
    prepared = map(Prepared, [r.line for r in rows], records, repeat(()), repeat(()), all_cells)
    if not apart:
        return prepared
    return (_row(row, plan) if i in apart else read for i, (row, read) in enumerate(zip(rows, prepared, strict=True)))


def _compile(table: Table, mapping: Mapping, context: Context) -> _Plan:
    """The plan of a mapping."""
    kind = mapping.kind
    plan = _Plan(kind.required, frozenset(kind.names), width=len(table.headers))
    plan.extra = tuple(i for i, h in enumerate(table.headers) if h.startswith(EXTRA_COLUMN))
    targets = {c.target for c in mapping.columns}
    for column in mapping.columns:
        if column.target == FULL_NAME:
            plan.names = column.index, full_name_reader(mapping.order or "surname-given")
            plan.blank |= {"surname": None, "given_name": None}
        elif column.target == CONTACTS:
            plan.contacts.append((column.index, "", contacts_reader("phone", "")))
        else:
            spec = kind.field(column.target)
            plan.blank[spec.name] = None
            wanted = _CONTACT_PARSERS.get(spec.parse)
            if wanted:
                plan.contacts.append((column.index, spec.name, contacts_reader(spec.name, wanted)))
            else:
                plan.simple.append(_Simple(column.index, spec.name, reader(spec, kind, context),
                                           reader(spec, kind, context, from_number=True), spec.many))
    plan.split_town = "city" in targets and "province" in kind.names
    if plan.names is None and not plan.extra and len(targets) == len(mapping.columns) and CONTACTS not in targets \
            and targets.issuperset(kind.required):
        plan.columns = _columns(plan, kind)
    return plan


def _columns(plan: _Plan, kind: Kind) -> list[tuple[int, ColumnReader]]:
    """The readers of whole columns, for a mapping in which each column is one field of its own."""
    found = []
    for simple in plan.simple:
        spec = kind.field(simple.name)
        found.append((simple.at, ColumnReader(spec.name, spec.parse, simple.text, coded=bool(spec.codes))))
    for index, name, read in plan.contacts:
        found.append((index, ColumnReader(name, kind.field(name).parse, read)))
    order = list(plan.blank)  # records read at once have their fields in the order of those read one by one
    return sorted(found, key=lambda column: order.index(column[1].name))


def _row(row: Row, plan: _Plan) -> Prepared:
    """One row: simple columns first, then those that hold several things, then what the row as a whole lacks."""
    cells, numbers = row.cells, row.numbers
    count = len(cells)
    values = plan.blank.copy()
    problems: list[FieldProblem] = []
    warnings: list[FieldProblem] = []
    for index, name, text, number, many in plan.simple:
        if index >= count or not (cell := cells[index]):
            continue
        value, wrong, doubtful = (number if index in numbers else text)[cell]
        if value is not None:
            values[name] = f"{values[name]}; {value}" if many and values[name] is not None else value
        if wrong:
            problems += wrong
        if doubtful:
            warnings += doubtful
    if plan.names is not None:
        _take_names(cells, plan, values, problems, warnings)
    if plan.contacts:
        _take_contacts(cells, plan, values, problems, warnings)
    if plan.split_town and isinstance(city := values["city"], str):
        town, province = town_and_province(city)
        if province is not None:
            values["city"] = town
            values["province"] = values.get("province") or province
    _whole_row(row, plan, values, problems)
    return Prepared(row.line, values, tuple(problems), tuple(warnings), cells)


def _whole_row(row: Row, plan: _Plan, values: MappingOf[str, Value], problems: list[FieldProblem]) -> None:
    """Required fields without a value, and cells beyond the last header (a delimiter inside a cell moves them there)."""
    missing = [name for name in plan.required if values.get(name) is None]
    if missing:
        told = {p.field for p in problems}
        if plan.names and {"surname", "given_name"} & told:
            told |= {"surname", "given_name"}  # one sentence about the cell they share is enough
        problems += [FieldProblem(name, "required", "This field is required") for name in missing if name not in told]
    if len(row.cells) <= plan.width and not plan.extra:
        return
    extra = [c for c in row.cells[plan.width:] if c.strip()]
    extra += [row.cells[i] for i in plan.extra if i < len(row.cells) and row.cells[i].strip()]
    if extra:
        problems.append(FieldProblem("", "extra-cells", "The row has {count} cells more than there are headers",
                                     {"count": len(extra)}, "; ".join(extra)[:200]))


def _take_names(cells: tuple[str, ...], plan: _Plan, values: dict[str, Value], problems: list[FieldProblem],
                warnings: list[FieldProblem]) -> None:
    """Surname, given name and title from the column of whole names."""
    assert plan.names is not None
    index, read = plan.names
    if index >= len(cells) or not cells[index].strip():
        return
    name = read[cells[index]]
    values["surname"], values["given_name"] = name.surname, name.given_name
    if name.title and "title" in plan.names_of_kind and values.get("title") is None:
        values["title"] = name.title
    problems += name.problems
    warnings += name.warnings


def _take_contacts(cells: tuple[str, ...], plan: _Plan, values: dict[str, Value], problems: list[FieldProblem],
                   warnings: list[FieldProblem]) -> None:
    """Telephones and e-mails of all contact columns, each to its field; what has no field of its own goes to the main one."""
    numbers: dict[str, list[Phone]] = {}
    emails: dict[str, list[str]] = {}
    for index, name, read in plan.contacts:
        if index >= len(cells) or not (cell := cells[index]):
            continue
        phones, addresses, faxes, wrong, doubtful = read[cell]
        if phones:
            numbers.setdefault(name if name in ("mobile", "fax") else "phone", []).extend(phones)
        if faxes:
            numbers.setdefault("fax" if "fax" in plan.names_of_kind else "phone", []).extend(faxes)
        if addresses:
            emails.setdefault("pec" if name == "pec" else "email", []).extend(addresses)
        problems += wrong
        warnings += doubtful
    several = numbers.get("phone", ())
    if len(several) > 1 and "mobile" in plan.names_of_kind and "mobile" not in plan.blank:
        mobiles = [n for n in several if is_mobile(n)]
        if 0 < len(mobiles) < len(several):
            numbers["phone"] = [n for n in several if not is_mobile(n)]
            numbers["mobile"] = mobiles
    for target, found in numbers.items():
        _join(values, target, [n.shown for n in found])
    for target, texts in emails.items():
        _join(values, target, texts)


def _join(values: dict[str, Value], name: str, found: list[str]) -> None:
    if found:
        values[name] = found[0] if len(found) == 1 else "; ".join(dict.fromkeys(found))


def _confirm(table: Table, plan: _Plan) -> None:
    """Stop when a column does not hold what its header says, as far as a sample can tell."""
    rows = table.rows[:: max(1, len(table.rows) // CONFIRM_SAMPLE)]
    readers: list[tuple[int, str, Memory[Parsed] | Memory[Contacts]]] = [(s.at, s.name, s.text) for s in plan.simple]
    readers += [(index, name or CONTACTS, read) for index, name, read in plan.contacts]
    for index, name, read in readers:
        cells = [r.cells[index] for r in rows if index < len(r.cells) and r.cells[index].strip()
                 and index not in r.numbers]
        good = sum(1 for c in cells if not read[c].problems)
        if len(cells) >= CONFIRM_LEAST and good * 2 < len(cells):
            raise InvalidInput("The column {column} does not look like {field}: only {good} of {cells} cells can be read. "
                               "Choose its field with --map '{column}=…' ('-' leaves it out)", code="content",
                               column=table.headers[index], field=name, good=good, cells=len(cells))
