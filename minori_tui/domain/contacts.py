"""Telephones, e-mail addresses and postcodes: text always, never numbers; the digits alone are the key of a match.

Cells of real rosters hold several of them, labels and remarks: ``split_contacts`` takes them apart, ``parse_phone`` and
``parse_email`` then judge each. What could be mended is offered as ``facts["suggestion"]``, never done.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from minori_tui.domain.errors import FieldError, FieldProblem
from minori_tui.domain.text import clean

_MESSAGES = {
    "phone-format": "Not a telephone number: digits only, for example 0346 12345 or +39 347 1234567",
    "phone-length": "A telephone number of {count} digits: too short or too long",
    "phone-lost-zero": "The number seems to have lost its first zero: perhaps {suggestion}",
    "phone-many": "Several numbers in one field: perhaps {suggestion}",
    "email-format": "Not an e-mail address: write for example name@example.it",
    "email-repair": "Not an e-mail address as written: perhaps {suggestion}",
    "email-many": "Several e-mail addresses in one field: keep one",
    "postcode-format": "An Italian postcode has five digits, for example 24023",
    "postcode-lost-zero": "The postcode seems to have lost its first zeros: perhaps {suggestion}",
}


class Phone(NamedTuple):
    """A number as people read it, its match key (digits without the Italian prefix), and a warning if there is one."""

    shown: str
    digits: str
    problem: FieldProblem | None = None


class Contacts(NamedTuple):
    """What a cell of contacts holds, in its order (the first is the main one), and the words that are none of it."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    rest: str = ""
    faxes: tuple[str, ...] = ()


# --- telephones -----------------------------------------------------------------------------------------------------

_SIGNS = {ord(sign): None for sign in " ./-()[]\u00b7\u2010\u2011\u2012\u2013"}
_ZERO_ABROAD = re.compile(r"\(\s*0\s*\)")
_LABEL = (r"(?:telefono|tel|cellulare|cell|cel|mobile|mob|uff(?:icio)?|casa|abitazione|ab|phone|ph|fisso|"
          r"(?P<fax>(?:tele)?fax))")
_LABEL_BEFORE = re.compile(rf"\s*(?:{_LABEL}(?:[.:\s]+|(?=[+\d(])))+", re.IGNORECASE).match
_EXTENSION = re.compile(r"\s*(?:int(?:erno)?|ext|est)\.?\s*(\d{1,5})$", re.IGNORECASE | re.ASCII).search
_SECOND_LINE = re.compile(r"\d[\d .\-]{4,}/\d{1,2}$", re.ASCII).search
# Numbers that neither a landline (0…) nor a mobile (3…) begins like: free, shared-cost and short service numbers.
_SERVICE = re.compile(r"80[03]\d{3,6}|84[0178]\d{3,6}|89[2-59]\d{3,6}|1\d{2,4}|116\d{3}|1(?:78|99)\d{5,7}",
                      re.ASCII).fullmatch


def parse_phone(text: str, *, field: str = "phone") -> Phone:
    """One telephone number: landline (0…), mobile (3…), service (800…, 1…) or foreign (+…), its extension kept.

    A number that begins like none of these has lost its zero to a spreadsheet: refused with the repair offered, but kept
    with a warning if it was written with +39. Raises ``FieldError``; two lines in one (``035-123456/7``) are
    ``phone-many``.
    """
    shown = text
    if not text.replace(" ", "").isdecimal():
        shown = clean(text)
        if label := _LABEL_BEFORE(shown):
            shown = shown[label.end():]
    shown = " ".join(shown.split())
    main, extension = shown, ""
    if (found := _EXTENSION(shown)) is not None:
        main, extension = shown[:found.start()], f" int. {found[1]}"
    if "/" in main and _SECOND_LINE(main):
        raise _problem(field, "phone-many", text, suggestion="; ".join(_lines(main)))
    compact = main.translate(_SIGNS)
    national, prefixed = _national(compact)
    if national is None:
        main = _ZERO_ABROAD.sub("", main).strip()
        main = "+" + main[2:].strip() if main.startswith("00") else main
        return _foreign(" ".join(main.split()), extension, text, field)
    if not (national.isascii() and national.isdecimal()):
        raise _problem(field, "phone-format", text)
    return _italian(main + extension, national, prefixed, text, field)


def _national(compact: str) -> tuple[str | None, bool]:
    """The number without Italian prefix, and whether it had one; ``None`` for a number of another country."""
    if compact.startswith("+39"):
        return compact[3:], True
    if compact.startswith("0039"):
        return compact[4:], True
    if compact.startswith(("+", "00")):
        return None, False
    if compact.startswith("39") and len(compact) in (11, 12) and compact[2] in "03":
        return compact[2:], True
    return compact, False


def _foreign(main: str, extension: str, text: str, field: str) -> Phone:
    """A number of another country: country code and 6 to 15 digits in all (ITU-T E.164)."""
    digits = main.translate(_SIGNS)[1:]
    if not (digits.isascii() and digits.isdecimal()):
        raise _problem(field, "phone-format", text)
    if not 6 <= len(digits) <= 15:
        raise _problem(field, "phone-length", text, count=len(digits))
    return Phone(main + extension, digits)


def _italian(shown: str, national: str, prefixed: bool, text: str, field: str) -> Phone:
    """An Italian number by its first digit."""
    count = len(national)
    landline = national[:1] == "0" and 5 <= count <= 11
    mobile = national[:1] == "3" and 9 <= count <= 10
    if landline or mobile or _SERVICE(national):
        return Phone(shown, national)
    if national[:1] == "0" or not 5 <= count <= 10:
        raise _problem(field, "phone-length", text, count=count)
    bare = re.sub(r"^(?:\+|00)?39[ ./-]*", "", shown) if prefixed else shown
    error = _problem(field, "phone-lost-zero", text, suggestion=("+39 0" if prefixed else "0") + bare)
    if not prefixed:
        raise error
    old = error.problem
    return Phone(shown, national, FieldProblem(old.field, old.code, old.message, old.facts, old.value, warning=True))


# --- cells with several contacts ------------------------------------------------------------------------------------

_ONLY_PHONE = re.compile(r"\+?\d[\d ]{4,18}", re.ASCII).fullmatch
_EMAIL_IN_TEXT = re.compile(r"(?:e-?mail|mail|pec)\s*[:.]\s*(?=[^\s@]*@)|"
                            r"<?\s?(?:mailto:)?(?<![^\s<>;,/()|:@])(?P<email>[^\s<>;,/()|:@]+@(?:[^\s<>;,/()|.@]+,[a-z]{2,4}\b(?!\S*@)|"
                            r"[^\s<>;,/()|@]+))\s*>?", re.IGNORECASE)
_NUMBER = re.compile(rf"(?:\b{_LABEL}\b[.:\s]*)*(?P<number>(?:\+\s?|\(\+)?[(]?\d(?:[\d ./()\-]*\d)?"
                     r"(?:\s*(?:int(?:erno)?|ext|est)\.?\s*\d{1,5}(?!\d))?)", re.IGNORECASE | re.ASCII)
_BORDER = re.compile(r"(\s*[/\-]\s*)")
_LEAST_DIGITS = 5


def split_contacts(cell: str) -> Contacts:
    """The telephones, faxes and e-mail addresses of a cell, each as text to be parsed on its own, and what is left.

    Parted by ``;``, ``,``, line breaks, dashes or slashes; short numbers behind a full one are further lines of it
    (``06 3221351 - 36886``, ``035-123456/7``). Nothing is lost: words that are no contact come back as ``rest``.
    """
    if _ONLY_PHONE(cell):
        return Contacts((cell.strip(),))
    text = clean(cell.replace("\n", " ; ")).replace("–", " ; ").replace("—", " ; ")
    emails: list[str] = []

    def take_email(found: re.Match[str]) -> str:
        if found["email"]:
            emails.append(found["email"].rstrip(".").lower())
        return " ; "

    if "@" in text:
        text = _EMAIL_IN_TEXT.sub(take_email, text)
    phones: list[str] = []
    faxes: list[str] = []

    def take_number(found: re.Match[str]) -> str:
        lines = _lines(found["number"])
        if len(_digits(lines[0])) < _LEAST_DIGITS and found.end() - found.start() != len(text):
            return found[0]
        (faxes if found["fax"] else phones).extend(lines)
        return " ; "

    if any(map(str.isdigit, text)):
        text = _NUMBER.sub(take_number, text)
    rest = "; ".join(part for part in (piece.strip(" ,.-/<>|") for piece in text.split(";")) if part)
    return Contacts(_once(phones), _once(emails), rest, _once(faxes))


def _once(values: list[str]) -> tuple[str, ...]:
    """The values in their order, each once."""
    return tuple(dict.fromkeys(values))


def _digits(number: str) -> str:
    """The digits of a number without the Italian prefix and the extension."""
    if found := _EXTENSION(number):
        number = number[:found.start()]
    compact = number.translate(_SIGNS)
    for prefix in ("+39", "0039"):
        if compact.startswith(prefix):
            return compact[len(prefix):]
    return compact


def _lines(chunk: str) -> list[str]:
    """The numbers in a run of digits and signs: ``-`` and ``/`` part numbers or belong to one, by what stands around."""
    extension = _EXTENSION(chunk)
    tail = chunk[extension.start():] if extension else ""
    chunk = chunk[:extension.start()] if extension else chunk
    first, *others = _BORDER.split(chunk)
    lines = [first]
    for border, piece in zip(others[::2], others[1::2], strict=True):
        if _parts_numbers(_digits(lines[-1]), border, piece):
            lines.append(piece if _whole(piece) else _further_line(lines[-1], piece))
        else:
            lines[-1] += border + piece
    lines[-1] += tail
    return [line.strip(" ./-") for line in lines]


def _parts_numbers(before: str, border: str, piece: str) -> bool:
    """Whether the border ends a number: never right behind an area code, always at a slash or a dash among blanks."""
    if len(before) < _LEAST_DIGITS:
        return False
    return "/" in border or border != border.strip() or _whole(piece)


def _whole(piece: str) -> bool:
    """Whether the digits stand for a number of their own, area code and all."""
    digits = piece.translate(_SIGNS)
    return len(digits) > (8 if digits[:1] == "3" else 5) and digits[:1] in ("0", "3", "+")


def _further_line(number: str, piece: str) -> str:
    """The number with its last digits replaced by those of the piece: ``035-123456`` and ``7`` give ``035-123457``."""
    digits = list(piece.translate(_SIGNS))
    chars = list(number)
    for place in range(len(chars) - 1, -1, -1):
        if chars[place].isdigit() and digits:
            chars[place] = digits.pop()
    return "".join(chars)


# --- e-mail ---------------------------------------------------------------------------------------------------------

_EMAIL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}").fullmatch
_PEC = re.compile(r"(?:^|[.\-])(?:pec|cert)|(?:pec|cert)(?:[.\-]|$)|legalmail|post[ae]cert|certificat").search


def parse_email(text: str, *, field: str = "email") -> str:
    """The address in lower case. Raises ``FieldError``; a comma for a dot, blanks, ``<>`` or ``mailto:`` are offered mended."""
    plain = text.strip().lower()
    if _EMAIL(plain):
        return plain
    if plain.count("@") > 1:
        raise _problem(field, "email-many", text)
    mended = re.sub(r"\s|[<>\"]|mailto:", "", clean(plain)).replace(",", ".").strip(".;:")
    mended = re.sub(r"\.{2,}", ".", mended).replace("@.", "@").replace(".@", "@")
    if _EMAIL(mended):
        raise _problem(field, "email-repair", text, suggestion=mended)
    raise _problem(field, "email-format", text)


def is_pec(email: str) -> bool:
    """Whether the domain looks like certified mail (98 % of the public bodies' do): a hint for a warning, not a test."""
    return _PEC(email.rpartition("@")[2].lower()) is not None


# --- postcode -------------------------------------------------------------------------------------------------------


def parse_postcode(text: str, *, from_number: bool = False, field: str = "postcode") -> str:
    """The five digits of an Italian postcode, as text.

    Fewer digits have lost their zeros: refused with the repair offered, and padded only when the cell was a number
    (``from_number``), where zeros cannot have been written. Raises ``FieldError``.
    """
    plain = text.strip()
    if len(plain) == 5 and plain.isascii() and plain.isdecimal():
        return plain
    plain = re.sub(r"^(?:IT?-)\s*", "", clean(plain).upper())
    if from_number:
        plain = plain.removesuffix(".0")
    if plain.isascii() and plain.isdecimal():
        if len(plain) == 5:
            return plain
        if 2 <= len(plain) <= 4:
            if from_number:
                return plain.zfill(5)
            raise _problem(field, "postcode-lost-zero", text, suggestion=plain.zfill(5))
    raise _problem(field, "postcode-format", text)


def _problem(field: str, code: str, value: str, **facts: Any) -> FieldError:
    """The error of one field with the sentence of its code."""
    return FieldError(FieldProblem(field, code, _MESSAGES[code], facts, value))
