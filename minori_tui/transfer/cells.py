"""Single cells of a file as values: the parsers of ``domain.fields`` made fast, and the cells that hold several things.

A parser of this module takes the cell alone and never raises: it returns the value, what blocks the row, and what is only
worth a word. Cells repeat (town, province, subjects, yes/no), so every answer is kept and given again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, NamedTuple, TypeVar

from minori_tui.domain import codes, fields, names
from minori_tui.domain.codes import CodeItem
from minori_tui.domain.contacts import Phone, parse_email, parse_phone, split_contacts
from minori_tui.domain.errors import FieldError, FieldProblem
from minori_tui.domain.names import Order
from minori_tui.domain.text import clean
from minori_tui.transfer.kinds import FieldSpec, Kind

Value = str | int | None
T = TypeVar("T")
CACHED = 20_000  # answers kept for one column: the days of half a century; an import runs without garbage collection


@dataclass(frozen=True, slots=True)
class Context:
    """What reading cells needs beside the file: today, and the code lists in force (list name -> its codes).

    Without a list its cells are taken as text: the caller decides what they mean.
    """

    today: date
    codes: Mapping[str, Sequence[CodeItem]] = field(default_factory=dict)


class Parsed(NamedTuple):
    """What one cell says: its value, the problems that block the row, and those that do not."""

    value: Value = None
    problems: tuple[FieldProblem, ...] = ()
    warnings: tuple[FieldProblem, ...] = ()


class Memory(dict[str, T], Generic[T]):
    """Cell -> answer, worked out once; forgets all when it has become large."""

    def __init__(self, work: Callable[[str], T]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, cell: str) -> T:
        if len(self) >= CACHED:
            self.clear()
        answer = self[cell] = self._work(cell)
        return answer


def reader(spec: FieldSpec, kind: Kind, context: Context, *, from_number: bool = False) -> Memory[Parsed]:
    """The reader of the cells of a field; ``from_number`` for cells that were numbers in a spreadsheet."""
    about = fields.ParseContext(spec.name, context.today, from_number=from_number, adult=kind.adults)
    items = context.codes.get(spec.codes, ())

    def work(cell: str) -> Parsed:
        try:
            if items:
                return _code(cell, items, spec.name)
            value, warnings = spec.parse(_serial_date(cell, spec) if from_number else cell, about)
        except FieldError as error:
            return Parsed(None, (error.problem,))
        return Parsed(value, (), warnings)

    return Memory(work)


def _serial_date(cell: str, spec: FieldSpec) -> str:
    """A date that lost its format in the spreadsheet, from its day number (day 1 = 1 January 1900, with Excel's 1900)."""
    if spec.dated and cell.isdecimal() and 10_000 < int(cell) < 80_000:
        return (date(1899, 12, 30) + timedelta(days=int(cell))).isoformat()
    return cell


def _code(cell: str, items: Sequence[CodeItem], name: str) -> Parsed:
    """The code that a cell means; near words are offered, never taken."""
    text = clean(cell)
    if fields.is_null_word(text):
        return Parsed()
    found = codes.match(text, items)
    if found is not None:
        return Parsed(found.code)
    near = codes.nearest(text, items) or list(items)[:5]
    return Parsed(None, (FieldProblem(name, "unknown-code", "Not one of the words of this list; nearest: {choices}",
                                      {"choices": ", ".join(i.code for i in near)}, text),))


class FullName(NamedTuple):
    """What a cell with a whole name says."""

    surname: str | None = None
    given_name: str | None = None
    title: str | None = None
    problems: tuple[FieldProblem, ...] = ()
    warnings: tuple[FieldProblem, ...] = ()


def full_name_reader(order: Order) -> Memory[FullName]:
    """The reader of a column of whole names in a known order; several persons in a cell are a problem of their own."""

    def work(cell: str) -> FullName:
        text = clean(cell)
        if fields.is_null_word(text):
            return FullName()
        titles, bare = names.strip_titles(text)
        warnings: tuple[FieldProblem, ...] = ()
        if names.looks_like_many_people(bare):
            one = bare.replace(",", " ")
            if bare.count(",") != 1 or names.looks_like_many_people(one):
                return FullName(problems=(FieldProblem(
                    "surname", "many-people", "The cell names several persons: give each a row of its own", value=text),))
            # One comma may stand between two given names of one person ("Anna, Maria Rossi").
            bare = " ".join(one.split())
            warnings = (FieldProblem("surname", "one-person", "Read as one person: check that the cell does not name two",
                                     value=text, warning=True),)
        surname, given = names.split_full_name(bare, order)
        if not surname or not given:
            return FullName(problems=(FieldProblem("given_name" if surname else "surname", "half-name",
                                                   "Only one name where surname and given name are wanted", value=text),))
        return FullName(names.proper_case(surname), names.proper_case(given), " ".join(titles) or None, (), warnings)

    return Memory(work)


_TOWN = re.compile(r"(?P<town>.*\S)\s*(?:\((?P<a>[A-Za-z]{2})\)|[\s,-](?P<b>[A-Z]{2}))$").fullmatch
_PROVINCE_CODES = (
    "AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CL CN CO CR CS CT CZ EN FC FE FG FI FM FR GE GO GR "
    "IM IS KR LC LE LI LO LT LU MB MC ME MI MN MO MS MT NA NO NU OR PA PC PD PE PG PI PN PO PR PT PU PV PZ RA RC RE RG RI RM "
    "RN RO SA SI SO SP SR SS SU SV TA TE TN TO TP TR TS TV UD VA VB VC VE VI VR VT VV")
PROVINCES = frozenset(_PROVINCE_CODES.split())
"""The codes of the Italian provinces, to tell ``Pesaro PU`` from a town that ends in two capitals."""


def town_and_province(cell: str) -> tuple[str, str | None]:
    """A town and the province written behind it: ``Amandola (FM)``, ``Pesaro PU``."""
    found = _TOWN(cell)
    code = (found["a"] or found["b"] or "").upper() if found else ""
    if found is None or code not in PROVINCES:
        return cell, None
    return found["town"].rstrip(" ,-"), code


class Contacts(NamedTuple):
    """What a cell of contacts says, each number and address already read."""

    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    faxes: tuple[Phone, ...] = ()
    problems: tuple[FieldProblem, ...] = ()
    warnings: tuple[FieldProblem, ...] = ()


def contacts_reader(name: str, wanted: str) -> Memory[Contacts]:
    """The reader of a column of contacts for field ``name``; ``wanted`` is ``phone``, ``email`` or "" for both."""

    def work(cell: str) -> Contacts:
        single: FieldProblem | None = None
        try:
            if wanted == "phone":
                number = parse_phone(cell, field=name)
                return Contacts((number,), (), (), (), (number.problem,) if number.problem else ())
            if wanted == "email":
                return Contacts((), (parse_email(cell, field=name),))
        except FieldError as error:
            single = error.problem
        text = clean(cell, multiline=True)
        return Contacts() if fields.is_null_word(text) else _several(text, name, single)

    return Memory(work)


def _several(text: str, name: str, single: FieldProblem | None) -> Contacts:
    """A cell with several contacts, or with words among them; ``single`` is what it is as only one, should it be none."""
    found = split_contacts(text)
    problems: list[FieldProblem] = []
    warnings: list[FieldProblem] = []
    phones, faxes = (_phones(group, name, problems, warnings) for group in (found.phones, found.faxes))
    emails = []
    for address in found.emails:
        try:
            emails.append(parse_email(address, field=name))
        except FieldError as error:
            problems.append(error.problem)
    if not (found.phones or found.emails or found.faxes):
        return Contacts(problems=(single or FieldProblem(
            name, "no-contact", "Neither a telephone number nor an e-mail address", value=text),))
    if found.rest:
        warnings.append(FieldProblem(name, "contact-rest", "These words are no contact and are left out: {rest}",
                                     {"rest": found.rest}, text, warning=True))
    return Contacts(phones, tuple(emails), faxes, tuple(problems), tuple(warnings))


def _phones(texts: Sequence[str], name: str, problems: list[FieldProblem],
            warnings: list[FieldProblem]) -> tuple[Phone, ...]:
    numbers = []
    for text in texts:
        try:
            number = parse_phone(text, field=name)
        except FieldError as error:
            problems.append(error.problem)
            continue
        numbers.append(number)
        if number.problem:
            warnings.append(number.problem)
    return tuple(numbers)


def is_mobile(number: Phone) -> bool:
    """Whether an Italian number is a mobile one: it begins with 3 and no other country's prefix stands before it."""
    foreign = number.shown.startswith(("+", "00")) and not number.shown.startswith(("+39", "0039", "+ 39"))
    return number.digits.startswith("3") and not foreign
