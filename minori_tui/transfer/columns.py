"""A column of cells read at once: its distinct cells one time each, and those in their final shape without being parsed.

The shapes below are only a short cut: each of them matches nothing but texts that the parser of its field gives back
unchanged and without a word (a property test holds them to it). Whatever they do not know goes to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import filterfalse
from typing import NamedTuple

from minori_tui.domain import fields, fiscal_code
from minori_tui.transfer.cells import CACHED, Contacts, Memory, Parsed, Value

Shape = Callable[[str], object]

_WORDS = "(?!(?i:non disponibile|null)$)"
# Names in their usual casing: no sign, no capitals inside.
_NAME = re.compile(rf"{_WORDS}[A-Z][a-z]{{1,40}}(?: [A-Z][a-z]{{1,40}}){{0,3}}", re.ASCII).fullmatch
# A letter or digit first, printable signs, single blanks.
_TEXT = re.compile(rf"{_WORDS}(?=.{{2,200}}$)[A-Za-z0-9]{{2}}[!-~]*(?: [!-~]+)*").fullmatch
_PHONE = re.compile(r"0[1-9][0-9]{1,3} ?[0-9]{4,6}|3[0-9]{2} ?[0-9]{6,7}").fullmatch
_EMAIL = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9]{1,30}(?:-[a-z0-9]{1,30})?\.)+[a-z]{2,6}").fullmatch
# Every month has a day up to the 28th, and a century ago everybody of today was born and of age.
_CODE = re.compile(r"[A-Z]{6}[0-9]{2}[ABCDEHLMPRST](?:[04][1-9]|[15][0-9]|[26][0-8])[A-Z][0-9]{3}[A-Z]").fullmatch


def _fiscal_code(cell: str) -> bool:
    """Whether the cell is a fiscal code without omocodia, of a day that is in every month, with the letter that fits."""
    return _CODE(cell) is not None and fiscal_code.check_letter(cell[:15]) == cell[15]


_SHAPES: Mapping[fields.Parser, Shape] = {
    fields.person_name: _NAME, fields.plain_text: _TEXT, fields.phone: _PHONE, fields.email: _EMAIL, fields.pec: _EMAIL,
    fields.tax_code: _fiscal_code,
}


class Reading(NamedTuple):
    """The values of a column, and the cells of it that somebody must be told something about."""

    values: Sequence[Value]
    odd: Collection[str]


class ColumnReader:
    """Reads the columns of one field; ``read_cell`` is the reader of its single cells, which decides."""

    def __init__(self, name: str, parser: fields.Parser, read_cell: Memory[Parsed] | Memory[Contacts], *,
                 coded: bool = False) -> None:
        self.name = name
        self._read_cell = read_cell
        self._answers: dict[str, Value] = {"": None}  # of cells that have no known shape
        self._odd: set[str] = set()
        self._shape = None if coded else _SHAPES.get(parser)

    def read(self, cells: Sequence[str]) -> Reading:
        """The value of every cell; that of an odd one is not to be used."""
        distinct = set(cells)
        rest = list(filterfalse(self._shape, distinct)) if self._shape else distinct
        if not rest:
            return Reading(cells, ())
        if len(self._answers) > CACHED:
            self._answers, self._odd = {"": None}, set()
        for cell in [c for c in rest if c not in self._answers]:
            self._answers[cell], odd = self._plain(self._read_cell[cell])
            if odd:
                self._odd.add(cell)
        return Reading(list(map(self._answers.get, cells, cells)), self._odd.intersection(rest) if self._odd else ())

    def _plain(self, said: Parsed | Contacts) -> tuple[Value, bool]:
        """The one value that a cell says; and whether it says more, or anything but that."""
        if said.problems or said.warnings:
            return None, True
        if isinstance(said, Parsed):
            return said.value, False
        found, others = (said.emails, said.phones) if self.name in EMAILS else ([p.shown for p in said.phones], said.emails)
        if said.faxes or others or len(found) > 1:
            return None, True
        return found[0] if found else None, False


EMAILS = frozenset(("email", "pec"))

