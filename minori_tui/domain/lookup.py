"""The language of the lookup: what a case is found by, and what the words in the search box mean.

Pure: no store. ``data.lookup_index`` writes the words made here, ``data.queries.lookup`` asks for them.

Words of one index are told apart by their first character: letters are the child's own name; ``1`` the names of everybody
(the child, parents, carers, siblings) and the address; ``3`` to ``8`` and ``0`` the values of the fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from minori_tui.domain.dates import add_months
from minori_tui.domain.errors import FieldProblem
from minori_tui.domain.text import fold
from minori_tui.domain.text import words as folded_words

ANYBODY = "1"
STATUS, MUNICIPALITY, WORKER, MSNA, ACTIVITY, BIRTH_YEAR, SEX = "3", "4", "5", "6", "7", "8", "0"
SHORTEST_CODE = 3
"""A shorter part of a code is only looked for among the file numbers."""
GRAM = 4
_NUMBER_WIDTH = 10
MOST_WORDS = 8
LONGEST_TEXT = 200
LONGEST_WORD = 40
_FIELDS = {
    "status": ("stato", "status"), "worker": ("op", "operatore", "operatrice", "worker"),
    "municipality": ("comune", "municipality"), "age": ("eta", "età", "age"), "activity": ("int", "intervento", "activity"),
    "due": ("scad", "scadenza", "due"), "msna": ("msna", "uasc"), "born": ("nato", "nata", "born"), "sex": ("sesso", "sex"),
}
_FIELD_OF = {word: name for name, words in _FIELDS.items() for word in words}
FIELD_WORDS = {"it": tuple(w[0] for w in _FIELDS.values()), "en": tuple(w[-1] for w in _FIELDS.values())}
_YES, _NO = {"si", "s", "yes", "y", "1"}, {"no", "n", "0"}
_OPEN, _CLOSED = {"aperto", "aperti", "aperta", "open"}, {"chiuso", "chiusi", "chiusa", "closed"}
_NOT_PLAIN = re.compile("[^0-9a-z]+")
_PHONE_SIGNS = re.compile(r"[-+./]?\d[\d./-]*", re.ASCII)
_CODE_LETTER, _CODE_DIGIT = "[a-z]", "[0-9lmnpqrstuv]"  # any digit of a fiscal code may be a letter (omocodia)
_FISCAL_CODE = re.compile(f"{_CODE_LETTER}{{6}}{_CODE_DIGIT}{{2}}{_CODE_LETTER}{_CODE_DIGIT}{{2}}{_CODE_LETTER}"
                          f"{_CODE_DIGIT}{{3}}{_CODE_LETTER}")


def name_words(surname: str, given_name: str) -> frozenset[str]:
    """The words a name is found by: each part, and up to three neighbours joined («De Luca»: de, luca, deluca)."""
    return _part_words(surname) | _part_words(given_name)


@lru_cache(maxsize=8_192)
def _part_words(part: str) -> frozenset[str]:
    """The words of a surname or a given name."""
    parts = folded_words(part)
    found = set(parts)
    if len(parts) > 1:
        found.update("".join(parts[i:i + n]) for n in (2, 3) for i in range(len(parts) - n + 1))
        found.add("".join(parts))
    return frozenset(w[:LONGEST_WORD] for w in found)


def place_words(*texts: str | None) -> frozenset[str]:
    """The words an address is found by."""
    return frozenset(w[:LONGEST_WORD] for text in texts if text for w in folded_words(text))


def plain_code(text: str) -> str:
    """A code as it is compared: lower-case ASCII letters and digits only."""
    lower = text.lower()
    return lower if lower.isascii() and lower.isalnum() else _NOT_PLAIN.sub("", lower)


def grams(code: str) -> set[str]:
    """The pieces that any part of a plain code is found by: every four neighbours, and its last three."""
    return {*(code[i:i + GRAM] for i in range(len(code) - GRAM + 1)), code[-SHORTEST_CODE:]}


def covering_grams(part: str) -> list[str]:
    """The fewest pieces that a code with this part must have; a part of three is the beginning of a piece (``*``)."""
    if len(part) < GRAM:
        return [part + "*"]
    starts = [*range(0, len(part) - GRAM, GRAM), len(part) - GRAM]
    return list(dict.fromkeys(part[i:i + GRAM] for i in starts))


def file_key(number: str) -> str:
    """A file number as it is compared, however it is written: «2025/0119», «119/2025» and «119-25» are ``119 2025``.

    First the number without leading zeros, then the year, then letters. A number of another make is its plain text.
    """
    folded = fold(number)
    groups = re.findall(r"\d+", folded)
    if len(groups) == 2 and (pair := _number_and_year(*groups)):
        return " ".join([*pair, *re.findall(r"[^\W\d]+", folded)])
    return f"{groups[0].lstrip('0') or '0'} " if folded.isdigit() and len(groups) == 1 else plain_code(folded) or folded


def file_order(number: str) -> str:
    """What file numbers are ordered by: year, then number, whatever the padding; numbers of another make come last."""
    number_part, _, rest = file_key(number).partition(" ")
    if number_part.isdigit():
        return f"{rest[:4]:>4} {number_part:0>{_NUMBER_WIDTH}}{rest[4:]}"
    return "~" + number_part


def number_codes(number: str) -> list[str]:
    """The plain codes that the number of a proceeding or of an order is found by: as it is written, and, for a number of a year,
    the number with the year in four digits and in two («1204/25» is found by «1204/2025», and the other way round)."""
    found = [plain_code(fold(number))]
    first, _, rest = file_key(number).partition(" ")
    if first.isdigit() and len(rest) >= 4 and rest[:4].isdigit():
        found += [first + rest[:4], first + rest[2:4]]
    return [code for code in dict.fromkeys(found) if code]


def _number_and_year(first: str, second: str) -> tuple[str, str] | None:
    """The number (no leading zeros) and the four-digit year of a pair; None when neither is a year."""
    for year, number in ((first, second), (second, first)):
        if len(year) == 4 and year[:2] in ("19", "20"):
            return number.lstrip("0") or "0", year
    if len(second) == 2:
        return first.lstrip("0") or "0", ("19" if second >= "70" else "20") + second
    return None


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
class Code:
    """A part of a code as typed: ``plain`` letters and digits, and the file numbers that it may mean.

    ``files``: beginnings of their ``file_key``; ``series``: first and last ``file_order`` of those of a year (typed first)
    that begin so. With a year in it, a code is a file number and nothing else.
    """

    plain: str
    files: tuple[str, ...] = ()
    series: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, understood: names in any order, parts of codes, fields, and what was not understood."""

    names: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    filters: tuple[Filter, ...] = ()
    problems: tuple[FieldProblem, ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.names or self.codes or self.filters)

    def readings(self) -> list[tuple[str, ...]]:
        """The name words as typed, and with neighbours read as one («gian luca» may be stored as Gianluca).

        Every way of joining up to four words is eight readings; of more words two or three neighbours are joined at once.
        """
        words = self.names
        if len(words) > 4:
            joins = [(i, n) for n in (2, 3) for i in range(len(words) - n + 1)]
            found = [words, *((*words[:i], "".join(words[i:i + n]), *words[i + n:]) for i, n in joins)]
        else:
            found = [_joined(words, mask) for mask in range(2 ** max(0, len(words) - 1))]
        letters = {w for w in words if w[0].isdigit()}
        return [r for r in found if not letters or letters <= set(r)]


def _joined(words: Sequence[str], mask: int) -> tuple[str, ...]:
    """The words with those neighbours joined whose bit is set."""
    reading = list(words[:1])
    for i, word in enumerate(words[1:]):
        if mask >> i & 1:
            reading[-1] += word
        else:
            reading.append(word)
    return tuple(reading)


def parse(text: str, today: date) -> Query:
    """Understand the words of the search box. Never fails: what makes no sense is listed in ``problems``."""
    names: list[str] = []
    codes: list[str] = []
    filters: list[Filter] = []
    problems: list[FieldProblem] = []
    for token in _tokens(text[:LONGEST_TEXT]):
        head, colon, value = token.partition(":")
        if colon and head and fold(head):
            _read_field(fold(head), value, today, filters, problems)
        elif any(c.isdigit() for c in fold(token)):
            codes.append(token)
        else:
            names.extend(w[:LONGEST_WORD] for w in folded_words(token))
    whole = plain_code(fold(text))
    if _FISCAL_CODE.fullmatch(whole):  # written in groups, as on the card
        return Query((), (Code(whole),))
    understood = _codes(codes)
    if names and understood and all(len(c.plain) < SHORTEST_CODE for c in understood):
        names = [*names[:MOST_WORDS - 1], *(c.plain for c in understood)]  # a house number, not a part of a code
        understood = ()
    return Query(tuple(names[:MOST_WORDS]), understood[:MOST_WORDS], tuple(filters), tuple(problems))


def _tokens(text: str) -> list[str]:
    """The typed words; a field may have a quoted value with blanks: ``comune:"ponte nossa"``."""
    return [t.replace('"', "") for t in re.findall(r'(?:[^\s"]|"[^"]*"?)+', text)]


def _codes(tokens: Sequence[str]) -> tuple[Code, ...]:
    """The parts of codes typed; groups of digits with blanks between them are one number: «+39 0346 89651»."""
    found: list[Code] = []
    number = ""
    for token in [*tokens, ""]:
        if token and _PHONE_SIGNS.fullmatch(token) and "/" not in token:
            number += token if not number else plain_code(token)
            continue
        if number:
            found.append(_number(number))
            number = ""
        if plain := plain_code(fold(token))[:LONGEST_WORD]:
            found.append(_code(plain, token))
    return tuple(found)


def _number(text: str) -> Code:
    """A number without its international prefix (telephones are kept without it)."""
    plain = plain_code(text.removeprefix("+39"))[:LONGEST_WORD]
    return _code(plain, text if "-" in text else plain)


def _code(plain: str, written: str) -> Code:
    """A part of a code, and the file numbers that this way of writing may mean."""
    groups = re.findall(r"\d+", fold(written))
    year_first = len(groups) == 2 and len(groups[0]) == 4 and groups[0][:2] in ("19", "20")
    if year_first and len(groups[1]) <= _NUMBER_WIDTH:
        return Code(plain, (file_key(written),), tuple(_series(*groups)))
    if len(groups) == 2 and len(groups[1]) < 4 and re.fullmatch(r"\d+\s*[/-]\s*\d+", written):  # the year is being typed
        number = groups[0].lstrip("0") or "0"
        return Code(plain, tuple(dict.fromkeys([f"{number} {groups[1]}", file_key(written)])))
    key = file_key(written)
    return Code(plain, (key,) if " " in key else ())


def _series(year: str, digits: str) -> Iterator[tuple[str, str]]:
    """The ranges of ``file_order`` of the numbers of a year that begin with the digits, leading zeros apart."""
    number = digits.lstrip("0")
    for more in range(5 if number else 0):
        yield f"{year} {number + '0' * more:0>{_NUMBER_WIDTH}}", f"{year} {number + '9' * more:0>{_NUMBER_WIDTH}}"


def _read_field(head: str, value: str, today: date, filters: list[Filter], problems: list[FieldProblem]) -> None:
    name = _FIELD_OF.get(head)
    if name is None:
        problems.append(FieldProblem(head, "unknown-field", "There is no field «{field}:». Fields: {known}",
                                     {"field": head, "known": ", ".join(_FIELD_OF)}, head))
    elif value := value.strip():
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
