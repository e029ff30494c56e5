"""The Italian fiscal code (D.M. 23 December 1976): reading, composing, and comparing it with a person's data.

Accepted: the 16 characters with any of its 128 omocodia forms, the provisional 11 digits of newborns and asylum seekers,
and the STP/ENI codes of health services. The code as given is the key: two people may differ by omocodia alone.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal, NamedTuple

from stdnum import luhn

from minori_tui.domain.dates import birthday, format_date
from minori_tui.domain.errors import FieldError, FieldProblem
from minori_tui.domain.text import clean, fold

Kind = Literal["personal", "provisional", "stp", "eni"]

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MONTHS = "ABCDEHLMPRST"
_OMOCODIA = "LMNPQRSTUV"
_SHAPE = re.compile(
    rf"[A-Z]{{6}}[0-9{_OMOCODIA}]{{2}}[{_MONTHS}][0-9{_OMOCODIA}]{{2}}[A-Z][0-9{_OMOCODIA}]{{3}}[A-Z]").fullmatch
_STP = re.compile(r"(STP|ENI)\d{13}", re.ASCII).fullmatch
_PLACE = re.compile(r"[A-Z]\d{3}", re.ASCII).fullmatch
_NOISE = re.compile(r"[\s.\-_/:]+")
_DIGIT_PLACES = (6, 7, 9, 10, 12, 13, 14)
_TO_DIGITS = str.maketrans(_OMOCODIA, "0123456789")
_MONTH_OF = {letter: number for number, letter in enumerate(_MONTHS, 1)}

# The check letter is a sum over two tables; as byte tables the whole sum is two slices and two translations.
_ODD_VALUES = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
_EVEN = bytes(code - 48 if 48 <= code <= 57 else code - 65 if 65 <= code <= 90 else 0 for code in range(256))
_ODD = bytes(_ODD_VALUES[value] if value < 26 else 0 for value in _EVEN)

# Slips of the hand and of text recognition, each way; letters that stand for digits by omocodia are not slips.
_AS_DIGIT = str.maketrans("OIZBGAE", "0128643")
_AS_LETTER = str.maketrans("0125864", "OIZSBGA")

_MESSAGES = {
    "fiscal-code-length": "A fiscal code has 16 characters (11 if provisional), this one has {length}",
    "fiscal-code-format": "Not a fiscal code: letters and digits are not where they belong",
    "fiscal-code-slip": "A letter and a digit are swapped in the fiscal code: perhaps {suggestion}",
    "fiscal-code-check-letter": "The check letter of the fiscal code does not fit: one character is wrong",
    "fiscal-code-check-digit": "The check digit of the provisional fiscal code does not fit",
    "fiscal-code-date": "The fiscal code holds an impossible birth date",
    "fiscal-code-surname": "The fiscal code does not fit the surname",
    "fiscal-code-given-name": "The fiscal code does not fit the given name",
    "fiscal-code-sex": "The fiscal code is that of the other sex",
    "fiscal-code-birth-date": "The fiscal code says the birth date is {from_code}",
    "place-code": "Not a place code: write a letter and three digits, for example C800",
}


class FiscalCode(NamedTuple):
    """A code that holds: what it says of the person. The last four facts are known for ``personal`` codes only."""

    code: str
    kind: Kind
    sex: str = ""
    birth_date: date | None = None
    place_code: str = ""


def check(code: str, today: date, *, adult: bool = False, field: str = "fiscal_code") -> FiscalCode:
    """The code in capitals without separators, and what it says.

    The century is the latest that puts the birth not after ``today``; with ``adult``, the latest that makes the person
    18 or older today. Raises ``FieldError``: wrong length, shape, check letter or calendar date.
    """
    plain = code.strip().upper()
    if len(plain) != 16 or not plain.isalnum():
        plain = _NOISE.sub("", clean(code).upper())
    if not _SHAPE(plain):
        return _other_kind(plain, code, field)
    raw = plain.encode()
    if (sum(raw[0:15:2].translate(_ODD)) + sum(raw[1:15:2].translate(_EVEN))) % 26 != raw[15] - 65:
        raise _problem(field, "fiscal-code-check-letter", code)
    digits = plain[6:8] + plain[9:11] + plain[12:15]
    if not digits.isdecimal():
        digits = digits.translate(_TO_DIGITS)
    day = int(digits[2:4])
    birth = _birth_date(int(digits[:2]), _MONTH_OF[plain[8]], day - 40 if day > 40 else day, today, adult)
    if birth is None:
        raise _problem(field, "fiscal-code-date", code)
    return FiscalCode(plain, "personal", "F" if day > 40 else "M", birth, plain[11] + digits[4:])


def _birth_date(short_year: int, month: int, day: int, today: date, adult: bool) -> date | None:
    """The last date with this two-digit year that ``check`` allows; ``None`` if no century has it."""
    year = today.year - (today.year - short_year) % 100
    for candidate in (year, year - 100):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if found <= today and (not adult or birthday(found, 18) <= today):
            return found
    return None


def _other_kind(plain: str, typed: str, field: str) -> FiscalCode:
    """Provisional, STP and ENI codes; the problem of everything else."""
    if len(plain) == 11 and plain.isascii() and plain.isdecimal():
        if not luhn.is_valid(plain) or not int(plain):
            raise _problem(field, "fiscal-code-check-digit", typed)
        return FiscalCode(plain, "provisional")
    if found := _STP(plain):
        return FiscalCode(plain, "stp" if found[1] == "STP" else "eni")
    if len(plain) != 16:
        raise _problem(field, "fiscal-code-length", typed, length=len(plain))
    suggestion = _mended(plain)
    if suggestion:
        raise _problem(field, "fiscal-code-slip", typed, suggestion=suggestion)
    raise _problem(field, "fiscal-code-format", typed)


def _mended(plain: str) -> str:
    """The code with look-alike letters and digits put right, if its check letter then fits; else nothing."""
    guess = "".join(char.translate(_AS_DIGIT if place in _DIGIT_PLACES else _AS_LETTER)
                    for place, char in enumerate(plain))
    return guess if _SHAPE(guess) and check_letter(guess[:15]) == guess[15] else ""


def check_letter(first_fifteen: str) -> str:
    """The sixteenth character for the fifteen before it (capitals and digits)."""
    raw = first_fifteen.encode()
    return _ALPHABET[(sum(raw[0:15:2].translate(_ODD)) + sum(raw[1:15:2].translate(_EVEN))) % 26]


def _name_letters(name: str, given: bool) -> str:
    """The three letters of a name: its consonants (1st, 3rd, 4th of a given name that has four), vowels, then X."""
    letters = [char for char in fold(name).upper() if char in _ALPHABET]
    consonants = [char for char in letters if char not in "AEIOU"]
    if given and len(consonants) > 3:
        return consonants[0] + consonants[2] + consonants[3]
    vowels = [char for char in letters if char in "AEIOU"]
    return "".join((consonants + vowels)[:3]).ljust(3, "X")


def compute(surname: str, given: str, sex: str, birth_date: date, place_code: str) -> str:
    """The 16 characters the registry would give, without omocodia: only the Revenue can tell whether they are taken.

    ``sex`` is ``M`` or ``F``; ``place_code`` the cadastral code (``C800``, ``Z330``). Raises ``FieldError`` on a place
    code that is none.
    """
    place = place_code.strip().upper()
    if not _PLACE(place):
        raise _problem("birth_place", "place-code", place_code)
    day = birth_date.day + (40 if sex == "F" else 0)
    body = (_name_letters(surname, False) + _name_letters(given, True)
            + f"{birth_date.year % 100:02}{_MONTHS[birth_date.month - 1]}{day:02}{place}")
    return body + check_letter(body)


def cross_check(
    code: FiscalCode, surname: str, given: str, sex: str | None, birth_date: date | None, *, field: str = "fiscal_code"
) -> list[FieldProblem]:
    """What in the code disagrees with the person's data: warnings only, never a block; unknown data agree.

    The first name alone is taken as well as all of them: registers differ in how many they write.
    """
    if code.kind != "personal":
        return []
    text, found = code.code, []
    if surname and not _fits(text[:3], surname, False):
        found.append("fiscal-code-surname")
    if given and not _fits(text[3:6], given, True):
        found.append("fiscal-code-given-name")
    if sex and sex != code.sex:
        found.append("fiscal-code-sex")
    problems = [FieldProblem(field, name, _MESSAGES[name], value=text, warning=True) for name in found]
    stated = code.birth_date
    if birth_date and stated and (birth_date.year % 100, birth_date.month, birth_date.day) != (
            stated.year % 100, stated.month, stated.day):
        name = "fiscal-code-birth-date"
        facts = {"from_code": format_date(stated)}
        problems.append(FieldProblem(field, name, _MESSAGES[name], facts, text, warning=True))
    return problems


def _fits(letters: str, name: str, given: bool) -> bool:
    """Whether the three letters are those of the whole name or of its first word."""
    return letters == _name_letters(name, given) or letters == _name_letters((name.split() or [""])[0], given)


def _problem(field: str, code: str, value: str, **facts: Any) -> FieldError:
    """The error of one field with the sentence of its code."""
    return FieldError(FieldProblem(field, code, _MESSAGES[code], facts, value))
