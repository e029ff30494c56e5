"""Parsers of single cells, one shape for all: forms and imports read the same text the same way.

``Parser = Callable[[str, ParseContext], ParsedValue]``; a parser raises ``FieldError`` when the text cannot be the value,
and returns what the store keeps: cleaned text, ISO dates, integer cents, 1/0 for yes/no, ``None`` for unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from minori_tui.domain import contacts, dates, fiscal_code, names
from minori_tui.domain.errors import FieldError, FieldProblem
from minori_tui.domain.text import clean, fold

TEXT_LIMIT = 500
"""Characters of a one-line text."""
NOTE_LIMIT = 20_000
"""Characters of a text of several lines."""

# Never NA (Naples), None (a town near Turin), NO (Novara); "Null" in mixed case is a surname.
_NULL_WORDS = frozenset(("", "null", "NULL", "n.d.", "N.D.", "n.d", "N.D", "n/d", "N/D", "-", "--", "---", "/", "//", "–", "—",
                         ".", "..."))
_YES = frozenset(("si", "s", "x", "yes", "y", "true", "t", "vero", "v", "1"))
_NO = frozenset(("no", "n", "false", "f", "falso", "0"))
_TICKS = frozenset("✓✔☑☒✗✘")
_MALE = frozenset(("m", "maschio", "maschile", "male", "1", "uomo", "ragazzo", "bambino"))
_FEMALE = frozenset(("f", "femmina", "femminile", "female", "2", "donna", "ragazza", "bambina"))
_MONEY = re.compile(r"([+-]?)\s?(\d{1,3}(?:([.'\s])\d{3})(?:\3\d{3})*|\d+)(?:[.,](\d{1,2}))?", re.ASCII).fullmatch
_MONEY_EN = re.compile(r"([+-]?)\s?(\d{1,3}(?:,\d{3})+)\.(\d{2})", re.ASCII).fullmatch
_CURRENCY = re.compile(r"€|\beuro?\b|\bEUR\b", re.IGNORECASE)
_MINUTES = re.compile(r"(?:(\d{1,3})\s?(?:h|ore|ora|:)\s?)?(?:(\d{1,4})\s?(?:'|m|min|minuti|minutes)?\.?)?",
                      re.ASCII | re.IGNORECASE).fullmatch
_HOURS = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?(?:\s?(?:h|ore|ora|hours?))?", re.ASCII | re.IGNORECASE).fullmatch
_PROVINCE = re.compile(r"[A-Z]{2}").fullmatch

_MESSAGES = {
    "yes-no": "Write yes or no",
    "sex": "Write M or F",
    "money": "Not an amount: write for example 1.234,56",
    "number": "Write a whole number",
    "number-range": "The number must be between {low} and {high}",
    "minutes": "Write minutes (45) or hours and minutes (1:30)",
    "hours": "Write hours (4 or 4,5) or hours and minutes (4:30)",
    "province": "Write the two letters of the province",
    "too-long": "The text has {count} characters, the field takes {limit}",
    "name-letters": "A name has letters",
    "not-pec": "This looks like ordinary e-mail, not certified mail",
    "choice": "Write one of: {choices}",
}


@dataclass(frozen=True, slots=True)
class ParseContext:
    """What a parser must know beside the text: whose field, which day is today, and where the text comes from."""

    field: str
    today: date
    typed: bool = False  # at the keyboard: shortcuts such as "oggi" and "2503" are read; never in files
    from_number: bool = False  # the cell was a number, so first zeros cannot have been written
    adult: bool = False  # the person is at least 18: decides the century of a fiscal code

    def of(self, name: str) -> ParseContext:
        """The same context for another field."""
        return replace(self, field=name)


class ParsedValue(NamedTuple):
    """What the store keeps of a cell, ``None`` for unknown, and the warnings, which never block."""

    value: str | int | None
    warnings: tuple[FieldProblem, ...] = ()


Parser = Callable[[str, ParseContext], ParsedValue]
UNKNOWN = ParsedValue(None)


def is_null_word(text: str) -> bool:
    """Whether a cleaned cell says "nothing" in one of the ways offices write it."""
    return text in _NULL_WORDS or (len(text) == 15 and text.lower() == "non disponibile")


def problem(context: ParseContext, code: str, value: str, **facts: Any) -> FieldError:
    """The error of the context's field with the sentence of its code."""
    return FieldError(FieldProblem(context.field, code, _MESSAGES[code], facts, value))


def text_of(limit: int = TEXT_LIMIT, multiline: bool = False) -> Parser:
    """The parser of a text of at most ``limit`` characters."""

    def parse(text: str, context: ParseContext) -> ParsedValue:
        found = clean(text, multiline)
        if is_null_word(found):
            return UNKNOWN
        if len(found) > limit:
            raise problem(context, "too-long", text, count=len(found), limit=limit)
        return ParsedValue(found)

    return parse


plain_text = text_of()
note = text_of(NOTE_LIMIT, multiline=True)


def person_name(text: str, context: ParseContext) -> ParsedValue:
    """A surname or given name: cleaned, in its usual casing, without the titles around it."""
    found = clean(text)
    if is_null_word(found):
        return UNKNOWN
    if not any(map(str.isalpha, found)):
        raise problem(context, "name-letters", text)
    if len(found) > TEXT_LIMIT:
        raise problem(context, "too-long", text, count=len(found), limit=TEXT_LIMIT)
    return ParsedValue(names.proper_case(names.strip_titles(found)[1] if "." in found else found))


def yes_no(text: str, context: ParseContext) -> ParsedValue:
    """1 for yes, 0 for no, ``None`` for an empty cell: unknown is not no."""
    found = clean(text)
    if is_null_word(found):
        return UNKNOWN
    word = fold(found)
    if word in _YES or found in _TICKS:
        return ParsedValue(1)
    if word in _NO:
        return ParsedValue(0)
    raise problem(context, "yes-no", text)


def sex(text: str, context: ParseContext) -> ParsedValue:
    """``M`` or ``F``; 1 and 2 are those of ISO/IEC 5218."""
    found = clean(text)
    if is_null_word(found):
        return UNKNOWN
    word = fold(found)
    if word in _MALE:
        return ParsedValue("M")
    if word in _FEMALE:
        return ParsedValue("F")
    raise problem(context, "sex", text)


def money(text: str, context: ParseContext) -> ParsedValue:
    """An amount in euro as integer cents: ``1.234,56 €``, ``1234.5``, ``1,234.56``; ``1.234`` is one thousand and more."""
    found = clean(text)
    if is_null_word(found):
        return UNKNOWN
    bare = _CURRENCY.sub("", found).strip()
    if english := _MONEY_EN(bare):
        sign, whole, cents = english[1], english[2], english[3]
    elif amount := _MONEY(bare):
        sign, whole, cents = amount[1], amount[2], amount[4] or ""
    else:
        raise problem(context, "money", text)
    value = int(re.sub(r"\D", "", whole)) * 100 + int(cents.ljust(2, "0"))
    return ParsedValue(-value if sign == "-" else value)


def whole_number(low: int, high: int) -> Parser:
    """The parser of a whole number from ``low`` to ``high``; ``5,0`` of a spreadsheet is 5."""

    def parse(text: str, context: ParseContext) -> ParsedValue:
        found = clean(text)
        if is_null_word(found):
            return UNKNOWN
        match = re.fullmatch(r"([+-]?\d{1,12})(?:[.,]0+)?", found, re.ASCII)
        if match is None:
            raise problem(context, "number", text)
        value = int(match[1])
        if not low <= value <= high:
            raise problem(context, "number-range", text, low=low, high=high)
        return ParsedValue(value)

    return parse


def minutes(text: str, context: ParseContext) -> ParsedValue:
    """A duration in minutes: ``45``, ``45 min``, ``1:30``, ``1h``, ``1 h 30``."""
    found = clean(text)
    if is_null_word(found):
        return UNKNOWN
    match = _MINUTES(found)
    if match is None or (match[1] and int(match[2] or 0) > 59):
        raise problem(context, "minutes", text)
    return ParsedValue(int(match[1] or 0) * 60 + int(match[2] or 0))


def hours(text: str, context: ParseContext) -> ParsedValue:
    """A duration given in hours, in minutes: ``4``, ``4,5``, ``4.25``, ``4 h``, ``4:30``, ``4h30``."""
    found = clean(text)
    if is_null_word(found):
        return UNKNOWN
    if plain := _HOURS(found):
        return ParsedValue(int(plain[1]) * 60 + round(int((plain[2] or "0").ljust(2, "0")) * 60 / 100))
    match = _MINUTES(found)
    if match is None or not match[1] or int(match[2] or 0) > 59:
        raise problem(context, "hours", text)
    return ParsedValue(int(match[1]) * 60 + int(match[2] or 0))


def items_of(text: str) -> tuple[str, ...]:
    """The items of a ``;``-separated cell, each once in its first spelling: capitals and accents make no difference."""
    kept: dict[str, str] = {}
    for piece in text.replace("\n", ";").split(";"):
        item = clean(piece)
        if item and not is_null_word(item):
            kept.setdefault(fold(item) or item, item)
    return tuple(kept.values())


def listing(text: str, context: ParseContext) -> ParsedValue:
    """A list as one text, its items trimmed, without doubles, in their order, joined by ``"; "``."""
    items = items_of(text)
    if not items:
        return UNKNOWN
    joined = "; ".join(items)
    if len(joined) > NOTE_LIMIT:
        raise problem(context, "too-long", text, count=len(joined), limit=NOTE_LIMIT)
    return ParsedValue(joined)


def choice(options: dict[str, str]) -> Parser:
    """The parser of one of several words: folded word (synonyms too) -> the code the store keeps."""
    codes = ", ".join(dict.fromkeys(options.values()))

    def parse(text: str, context: ParseContext) -> ParsedValue:
        found = clean(text)
        if is_null_word(found):
            return UNKNOWN
        code = options.get(fold(found))
        if code is None:
            raise problem(context, "choice", text, choices=codes)
        return ParsedValue(code)

    return parse


def date_of(rule: dates.Rule = "any", open_end: bool = False) -> Parser:
    """The parser of a date, ISO in the store; ``open_end`` reads the year 9999 as "no end", that is unknown."""

    def parse(text: str, context: ParseContext) -> ParsedValue:
        found = clean(text)
        if is_null_word(found):
            return UNKNOWN
        try:
            day = dates.parse_date(found, context.today, rule=rule, field=context.field, shortcuts=context.typed)
        except FieldError as error:
            if open_end and error.problem.code == "no-end":
                return UNKNOWN
            raise
        return ParsedValue(day.isoformat())

    return parse


def phone(text: str, context: ParseContext) -> ParsedValue:
    """One telephone number as text; a lost zero behind +39 is a warning."""
    found = clean(text)
    if is_null_word(found):
        return UNKNOWN
    number = contacts.parse_phone(found, field=context.field)
    return ParsedValue(number.shown, (number.problem,) if number.problem else ())


def email(text: str, context: ParseContext) -> ParsedValue:
    """One e-mail address in lower case."""
    found = clean(text)
    return UNKNOWN if is_null_word(found) else ParsedValue(contacts.parse_email(found, field=context.field))


def pec(text: str, context: ParseContext) -> ParsedValue:
    """One certified e-mail address; an ordinary-looking domain is a warning."""
    parsed = email(text, context)
    if not isinstance(parsed.value, str) or contacts.is_pec(parsed.value):
        return parsed
    return ParsedValue(parsed.value, (
        FieldProblem(context.field, "not-pec", _MESSAGES["not-pec"], value=parsed.value, warning=True),))


def postcode(text: str, context: ParseContext) -> ParsedValue:
    """Five digits as text."""
    found = clean(text)
    if is_null_word(found):
        return UNKNOWN
    return ParsedValue(contacts.parse_postcode(found, from_number=context.from_number, field=context.field))


def province(text: str, context: ParseContext) -> ParsedValue:
    """The two letters of a province in capitals, without brackets; ``NA`` and ``NO`` are provinces."""
    found = clean(text)
    if is_null_word(found):
        return UNKNOWN
    code = found.strip("()").upper()
    if not _PROVINCE(code):
        raise problem(context, "province", text)
    return ParsedValue(code)


def tax_code(text: str, context: ParseContext) -> ParsedValue:
    """A fiscal code in capitals without separators."""
    found = clean(text)
    if is_null_word(found):
        return UNKNOWN
    return ParsedValue(fiscal_code.check(found, context.today, adult=context.adult, field=context.field).code)
