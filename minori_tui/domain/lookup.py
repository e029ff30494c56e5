"""The language of the lookup: what a case is found by, and what the words in the search box mean.

Pure: no store. ``data.lookup_index`` writes the words made here, ``data.queries.lookup`` asks for them.

Words of one index are told apart by their first character: letters are the child's own name; ``1`` the names of
parents, carers and siblings; ``2`` the address; ``3`` to ``8`` the values of the fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from minori_tui.domain.dates import add_months
from minori_tui.domain.errors import FieldProblem
from minori_tui.domain.text import words as folded_words

RELATED, PLACE = "1", "2"
STATUS, MUNICIPALITY, WORKER, MSNA, ACTIVITY, BIRTH_YEAR = "3", "4", "5", "6", "7", "8"
LONGEST_PREFIX = 12
SHORTEST_TAIL = 3
MOST_WORDS = 8
_STREET_WORDS = frozenset({"via", "viale", "piazza", "piazzale", "largo", "vicolo", "corso", "strada", "localita", "frazione",
                           "contrada", "n", "snc"})
_FIELDS = {
    "status": ("stato", "status"), "worker": ("op", "operatore", "operatrice", "worker"),
    "municipality": ("comune", "municipality"), "age": ("eta", "età", "age"), "activity": ("int", "intervento", "activity"),
    "due": ("scad", "scadenza", "due"), "msna": ("msna", "uasc"), "born": ("nato", "nata", "born"), "sex": ("sesso", "sex"),
}
_FIELD_OF = {word: name for name, words in _FIELDS.items() for word in words}
FIELD_WORDS = {"it": tuple(w[0] for w in _FIELDS.values()), "en": tuple(w[-1] for w in _FIELDS.values())}
_YES, _NO = {"si", "s", "yes", "y", "1"}, {"no", "n", "0"}
_OPEN, _CLOSED = {"aperto", "aperti", "aperta", "open"}, {"chiuso", "chiusi", "chiusa", "closed"}


def name_words(surname: str, given_name: str) -> frozenset[str]:
    """The words a name is found by: each part, and neighbours joined («De Luca» is found by de, luca and deluca)."""
    found: set[str] = set()
    for part in (surname, given_name):
        parts = folded_words(part)
        found.update(parts)
        found.update(a + b for a, b in pairwise(parts))
        if len(parts) > 2:
            found.add("".join(parts))
    return frozenset(found)


def place_words(*texts: str | None) -> frozenset[str]:
    """The words an address is found by; the words every address has are left out."""
    return frozenset(w for text in texts if text for w in folded_words(text) if w not in _STREET_WORDS)


def code_tails(code: str) -> set[str]:
    """Every tail of a code (telephone, fiscal code, file number) long enough to be asked for, and the code itself."""
    plain = plain_code(code)
    return {plain, *(plain[i:] for i in range(len(plain) - SHORTEST_TAIL + 1))} - {""}


def plain_code(text: str) -> str:
    """A code as it is compared: lower-case letters and digits only."""
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())


def birth_year_word(year: int) -> str:
    """The word of a year of birth, two characters after its mark, so that it costs little in the index."""
    offset = max(0, min(year - 1900, 1295))
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return BIRTH_YEAR + digits[offset // 36] + digits[offset % 36]


@dataclass(frozen=True, slots=True)
class Filter:
    """One ``field:value`` word that was understood. Ranges are inclusive dates; ``text`` is resolved by the store."""

    field: str
    text: str = ""
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, understood: names in any order, parts of codes, fields, and what was not understood."""

    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    problems: tuple[FieldProblem, ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.names or self.codes or self.filters)

    def readings(self) -> list[tuple[str, ...]]:
        """The name words as typed, and with neighbours read as one («gian luca» may be stored as Gianluca)."""
        words = self.names
        if len(words) > 4:  # every way of joining four words is eight readings; for more, one join at a time
            joined = [(*words[:i], words[i] + words[i + 1], *words[i + 2:]) for i in range(len(words) - 1)]
            return [words, *joined]
        found: list[tuple[str, ...]] = []
        for mask in range(2 ** max(0, len(words) - 1)):
            reading = [words[0]] if words else []
            for i, word in enumerate(words[1:]):
                if mask >> i & 1:
                    reading[-1] += word
                else:
                    reading.append(word)
            found.append(tuple(reading))
        return found


def parse(text: str, today: date) -> Query:
    """Understand the words of the search box. Never fails: what makes no sense is listed in ``problems``."""
    names: list[str] = []
    codes: list[str] = []
    filters: list[Filter] = []
    problems: list[FieldProblem] = []
    for token in _tokens(text):
        head, colon, value = token.partition(":")
        if colon and head:
            _read_field(head.lower(), value, today, filters, problems)
        elif any(c.isdigit() for c in token):
            codes.append(plain_code(token))
        else:
            names.extend(folded_words(token))
    if len([c for c in codes if c]) and names and all(len(c) < SHORTEST_TAIL for c in codes):
        names.extend(c for c in codes if c)  # a house number, not a part of a code
        codes = []
    return Query(tuple(names[:MOST_WORDS]), _joined_digits(codes), tuple(filters), tuple(problems))


def _tokens(text: str) -> list[str]:
    """The typed words; a field may have a quoted value with blanks: ``comune:"ponte nossa"``."""
    return [t.replace('"', "") for t in re.findall(r'(?:[^\s"]|"[^"]*"?)+', text)]


def _joined_digits(codes: list[str]) -> tuple[str, ...]:
    """Groups of digits typed with blanks between them are one number: «0346 89651»."""
    found: list[str] = []
    for code in codes:
        if code and found and code.isdigit() and found[-1].isdigit():
            found[-1] += code
        elif code:
            found.append(code)
    return tuple(found)


def _read_field(head: str, value: str, today: date, filters: list[Filter], problems: list[FieldProblem]) -> None:
    name = _FIELD_OF.get(head)
    if name is None:
        problems.append(FieldProblem(head, "unknown-field", "There is no field «{field}:». Fields: {known}",
                                     {"field": head, "known": ", ".join(_FIELD_OF)}, head))
    elif value:
        understood = _READERS[name]("".join(value.lower().split()) if name != "municipality" else value, today)
        if understood is None:
            problems.append(FieldProblem(head, "bad-value", "«{field}:{value}» is not understood.",
                                         {"field": head, "value": value}, value))
        else:
            filters.append(understood)


def _status(value: str, _: date) -> Filter | None:
    for meaning, words in (("open", _OPEN), ("closed", _CLOSED)):
        if any(w.startswith(value) for w in words):
            return Filter("status", meaning)
    return None


def _yes_no(name: str, value: str) -> Filter | None:
    return Filter(name, "1") if value.replace("ì", "i") in _YES else Filter(name, "0") if value in _NO else None


def _age(value: str, today: date) -> Filter | None:
    """``9``, ``6-10``, ``14+``: ages in completed years, as a range of birth dates."""
    match = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3})|(\+))?", value)
    if not match:
        return None
    youngest = int(match[1])
    oldest = 150 if match[3] else int(match[2] or youngest)
    latest = _years_before(today, youngest)
    earliest = _years_before(today, oldest + 1) + timedelta(days=1)
    return Filter("age", value, earliest, latest)


def _years_before(today: date, years: int) -> date:
    """The latest day of birth of who has completed ``years`` today."""
    year = max(1, today.year - years)
    try:
        return today.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _due(value: str, today: date) -> Filter | None:
    """``7g``, ``2s``, ``1m`` or days alone: due from the past up to then; ``scaduta``: overdue only."""
    if value and ("scadut".startswith(value[:6]) or "overdue".startswith(value)):
        return Filter("due", value, None, today - timedelta(days=1))
    match = re.fullmatch(r"(\d{1,4})([gdswm]?)", value)
    if not match:
        return None
    number = int(match[1])
    if match[2] == "m":
        return Filter("due", value, None, add_months(today, number))
    return Filter("due", value, None, today + timedelta(days=number * (7 if match[2] in ("s", "w") else 1)))


def _born(value: str, _: date) -> Filter | None:
    match = re.fullmatch(r"(19|20)\d\d", value)
    return Filter("age", value, date(int(value), 1, 1), date(int(value), 12, 31)) if match else None


_READERS: dict[str, Callable[[str, date], Filter | None]] = {
    "status": _status, "age": _age, "due": _due, "born": _born,
    "msna": lambda value, _: _yes_no("msna", value),
    "sex": lambda value, _: Filter("sex", value[0].upper()) if value[:1] in ("m", "f") else None,
    "worker": lambda value, _: Filter("worker", value),
    "municipality": lambda value, _: Filter("municipality", value),
    "activity": lambda value, _: Filter("activity", plain_code(value)),
}
