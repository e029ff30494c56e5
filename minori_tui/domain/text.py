"""The text normalisation of the program: one place decides what a text is, looks like and equals.

``clean`` on every entry into the system (forms, imports, paste), ``shown`` on every way out to a terminal,
``fold``/``words`` wherever two texts are compared. Nothing else in the program may normalise text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

MAX_MARKS = 4
"""Combining marks kept in a row; more is an attack on the screen, no living script needs it in a name."""

_JOINERS = "\u200c\u200d"
# Letters of no width or no ink that Unicode calls letters or symbols: blanks in disguise.
_HIDDEN_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Everything here is NFC, printable and single: such a text needs only its blanks looked at.
_PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f\u2018-\u201e\u2013\u2014\u2026\u20ac]*").fullmatch
_BREAK = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
# Joiners have a meaning only between letters that need them (Persian, Indic, emoji), never beside ASCII or blanks.
_LOOSE_JOINER = re.compile(f"(?<![^\x00-\x7f{_JOINERS}])[{_JOINERS}]+|[{_JOINERS}]+(?=[\x00-\x7f]|$)|"
                           f"(?<=[{_JOINERS}])[{_JOINERS}]+")
_APOSTROPHES = "'\u2018\u2019\u201b\u02bb\u02bc\u02b9\u02c8\u2032`\u00b4\u1fbd\u1fbf\u1fef\u1ffd\u1ffe\uff07\u05f3"
_EARLY = {ord(mark): "'" for mark in _APOSTROPHES}
_ASCII_WORDS = {code: (chr(code) if chr(code).isalnum() else None if chr(code) in _APOSTROPHES else " ")
                for code in range(128)}
# Letters that Unicode does not decompose, as Italian registries and passports write them.
_BY_HAND = {
    "đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h", "ŋ": "n",
    "ŧ": "t", "ĸ": "k", "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ǥ": "g",
    "ƒ": "f", "ς": "σ",
}


def _fate_in_clean(char: str) -> str | None:
    """What ``clean`` makes of one character: itself, a blank, or nothing."""
    category = unicodedata.category(char)
    if char in "\t\n\r\x0b\x0c\x85" or char in _HIDDEN_BLANKS or category[0] == "Z":
        return " "
    if char in _JOINERS:
        return char
    return None if category[0] == "C" else char


def _fate_in_fold(char: str) -> str | None:
    """What ``fold`` makes of one decomposed lower-case character."""
    if char in _APOSTROPHES or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"):
        return None
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    return _BY_HAND.get(char, char if char.isalnum() else " ")


def _fate_on_screen(char: str) -> str:
    """What ``shown`` makes of one character: controls become their picture, other invisible ones a mark."""
    code = ord(char)
    if char in _JOINERS or char.isprintable():
        return " " if char in _HIDDEN_BLANKS else char
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return " " if unicodedata.category(char) == "Zs" else "\ufffd"


class _Table(dict[int, "str | None"]):
    """A translation table that works out each character once, when it first meets it."""

    def __init__(self, fate: Callable[[str], str | None]) -> None:
        super().__init__()
        self._fate = fate

    def __missing__(self, code: int) -> str | None:
        answer = self._fate(chr(code))
        self[code] = answer
        return answer


_CLEAN = _Table(_fate_in_clean)
_CLEAN_LINES = _Table(lambda char: char if char == "\n" else _fate_in_clean(char))
_FOLD = _Table(_fate_in_fold)
_SHOWN = _Table(_fate_on_screen)
_SHOWN_LINES = _Table(lambda char: char if char == "\n" else _fate_on_screen(char))


def clean(text: str, multiline: bool = False) -> str:
    """The text as the program keeps it: NFC, printable, without hidden characters and needless blanks.

    Dropped: control, surrogate, private and unassigned characters, bidi controls, zero-width characters (joiners stay
    between letters that need them), tags, marks beyond ``MAX_MARKS``. Odd blanks become a space. One line: breaks and
    tabs become a space and runs of blanks one blank; ``multiline``: line breaks stay as ``\\n``, lines lose their
    trailing blanks. Idempotent.
    """
    if not multiline and text.isascii() and text.isprintable():
        if "  " not in text and text[:1] != " " and text[-1:] != " ":
            return text
        return " ".join(text.split())
    if multiline:
        text = _BREAK.sub("\n", text)
        if not _PLAIN(text.replace("\n", "")):
            text = _washed(text, _CLEAN_LINES)
        return "\n".join([line.rstrip() for line in text.split("\n")]).strip()
    if not _PLAIN(text):
        text = _washed(text, _CLEAN)
    return " ".join(text.split())


def _washed(text: str, table: _Table) -> str:
    """The slow way of ``clean``: normal form, then drop, then put the rest in normal form again."""
    text = _few_marks(unicodedata.normalize("NFC", text).translate(table))
    return unicodedata.normalize("NFC", _LOOSE_JOINER.sub("", text))


def _few_marks(text: str) -> str:
    """The text with at most ``MAX_MARKS`` combining marks in a row; one that has nothing to stand on goes."""
    kept: list[str] = []
    run = MAX_MARKS
    for char in text:
        if unicodedata.category(char) in ("Mn", "Me"):
            if run == MAX_MARKS:
                continue
            run += 1
        elif char in " \n":
            run = MAX_MARKS
        elif char not in _JOINERS:
            run = 0
        kept.append(char)
    return "".join(kept)


def shown(text: str, multiline: bool = False) -> str:
    """A stored text made safe for a terminal: every control, escape, bidi or invisible character becomes a symbol.

    Brackets stay as they are: the widgets take plain text, never markup. ``multiline`` keeps line breaks.
    """
    if text.isprintable():
        return text
    return text.translate(_SHOWN_LINES if multiline else _SHOWN)


def fold(text: str) -> str:
    """The key by which texts are compared: lower-case ASCII words separated by one space.

    Accents go (``Nicolò`` = ``NICOLO'``), apostrophes are removed (``D’Angelo`` = ``dangelo``), every other sign parts
    words. Letters without an ASCII form (Cyrillic, Greek, Arabic …) stay, in lower case. Idempotent.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII_WORDS).split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_EARLY)).lower()
    return " ".join(unicodedata.normalize("NFKD", decomposed).translate(_FOLD).split())


def words(text: str) -> tuple[str, ...]:
    """The folded words of the text, in their order."""
    return tuple(fold(text).split())
