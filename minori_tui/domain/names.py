"""Names of people: casing, titles, telling several people from one, and splitting a full name in two.

A name is never a key (homonyms are common); what is uncertain is left to the operator: the order of a column is evidence
with a figure, and is not decided below ``ORDER_SHARE``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from minori_tui.domain.given_names import GIVEN_NAMES
from minori_tui.domain.text import fold, words

Order = Literal["surname-given", "given-surname"]

ORDER_SHARE = 0.8
"""Share of the telling rows from which the order of a column counts as known."""

_KEPT_APOSTROPHE = frozenset(("de", "da", "dei", "ca", "po", "mo", "co", "to", "ne", "fra"))
_ELISIONS = frozenset((
    "d", "l", "o", "n", "m", "s", "t", "dell", "all", "dall", "nell", "sull", "sant", "quell", "degl", "un", "mc"))
_ACCENT_OF = dict(zip("aeiouAEIOU", "àèìòùÀÈÌÒÙ", strict=True))
_ACUTE_NAMES = frozenset(("jose", "andre", "rene", "desire", "aime", "chloe", "josue"))
_LOWER_INSIDE = frozenset(("in", "ved", "e"))
_LETTERS = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile(r"(?<=[^\W\d_])''(?=[^\W\d_])")
_FINAL_APOSTROPHE = re.compile(r"(?<!['’‘`´\w])([^\W\d_]{2,}[aeiouAEIOU])['’‘`´](?=[\s,;\-]|$)")

PARTICLES = frozenset((
    "de", "di", "da", "del", "della", "dello", "delle", "degli", "delli", "dei", "dal", "dalla", "dalle", "dallo",
    "dalli", "dell", "dall", "d", "lo", "la", "li", "le", "al", "el", "abd", "abdel", "abu", "ben", "bin", "ibn",
    "van", "von", "vom", "der", "den", "mac", "mc", "dos", "das", "do", "du", "des", "san", "santa", "st", "ter",
    "ten", "af", "zu"))
"""Words that begin or join a surname (folded)."""
_ARABIC_STARTS = frozenset(("el", "al", "abd", "abdel", "abu", "ould", "sidi"))
_TWO_PART_GIVEN = frozenset((
    "carmen", "pilar", "rosario", "angeles", "jesus", "lourdes", "fatima", "luz", "mar", "rocio", "milagros",
    "socorro"))

_TITLE_OF = {
    "avv": "Avv.", "avvto": "Avv.", "avvta": "Avv.", "avvocato": "Avv.", "avvocata": "Avv.", "avvssa": "Avv.ssa",
    "avvocatessa": "Avv.ssa", "dott": "Dott.", "dottor": "Dott.", "dottore": "Dott.", "dr": "Dott.", "dottssa": "Dott.ssa",
    "dottoressa": "Dott.ssa", "drssa": "Dott.ssa", "dssa": "Dott.ssa", "prof": "Prof.", "professor": "Prof.",
    "professore": "Prof.", "profssa": "Prof.ssa", "professoressa": "Prof.ssa", "sig": "Sig.", "signor": "Sig.",
    "signore": "Sig.", "sigra": "Sig.ra", "signora": "Sig.ra", "signa": "Sig.na", "signorina": "Sig.na", "ing": "Ing.",
    "ingegnere": "Ing.", "on": "On.", "onorevole": "On.", "rag": "Rag.", "ragioniere": "Rag.", "geom": "Geom.",
    "geometra": "Geom.", "arch": "Arch.", "architetto": "Arch.", "not": "Not.", "notaio": "Not.", "cav": "Cav.",
    "comm": "Comm.", "mons": "Mons.", "sen": "Sen.", "mr": "Mr.", "mrs": "Mrs.", "ms": "Ms.",
}
_ENDS = r"to|ta|ssa|ra|na|re"
_LONG = "|".join(sorted((word for word in _TITLE_OF if len(word) > 5), key=len, reverse=True))
# Short words that are names elsewhere (On, Not, Rag …) count as titles only with their dot.
_TITLE = (rf"(?:(?:{_LONG})\.?(?![\w'’])|(?:avv|dott|prof|sig|dr)(?:\.?\s?(?:{_ENDS})\.?(?![\w'’])|\.|(?![\w'’]))"
          r"|d\.ssa(?!\w)|(?:ing|on|rag|geom|arch|not|cav|comm|mons|sen|mr|mrs|ms)\.)")
_TITLE_BEFORE = re.compile(rf"[\s,]*({_TITLE})[\s,]*", re.IGNORECASE).match
_TITLE_AFTER = re.compile(rf"(?:,\s*({_TITLE})|\s((?:avv|dott|prof|sig|dr|ing|on|rag|geom|arch|not|cav|comm)"
                          rf"\.(?:\s?(?:{_ENDS})\.?)?))\s*$", re.IGNORECASE).search

_MANY = re.compile(r"[^\W\d_]\W*[;&/+]\s*[^\W\d_]")
_AND = re.compile(r"\b([^\W\d_]+)\s+(?:e|ed|and|et|y)\s+([^\W\d_]+)", re.IGNORECASE)


class NameOrder(NamedTuple):
    """What a column says of its order: the order if decided, the share that speaks for it, the rows that speak."""

    order: Order | None
    share: float
    rows: int


def proper_case(name: str) -> str:
    """The name with capitals where they belong, if it was all capitals or all lower case; else as it was.

    A final apostrophe that stands for an accent becomes one (``NICCOLO'`` -> ``Niccolò``), except after particles
    (``De' Medici``); an apostrophe doubled by a database (``D''ITALIA``) is one.
    """
    if "'" in name or "’" in name or "`" in name or "‘" in name or "´" in name:
        name = _FINAL_APOSTROPHE.sub(_accented, _DOUBLED.sub("'", name))
    if not name.isupper() and not name.islower():
        return name
    return _LETTERS.sub(_cased, name) if len(name) > 1 else name.upper()


def _accented(found: re.Match[str]) -> str:
    """The word with the accent its final apostrophe stood for."""
    word = found[1]
    if word.lower() in _KEPT_APOSTROPHE:
        return found[0]
    if word.lower() in _ACUTE_NAMES:
        return word[:-1] + ("É" if word[-1] == "E" else "é")
    return word[:-1] + _ACCENT_OF[word[-1]]


def _cased(found: re.Match[str]) -> str:
    """One run of letters in title case, unless it follows a foreign apostrophe or is a small word inside the name."""
    word, text, start = found[0].lower(), found.string, found.start()
    if start and text[start - 1] in "'’‘`´":
        first = start - 1
        while first and text[first - 1].isalpha():
            first -= 1
        if text[first:start - 1].lower() not in _ELISIONS:
            return word
    if word in _LOWER_INSIDE and start and found.end() < len(text) and text[start - 1] == " ":
        return word
    return word[:1].upper() + word[1:]


def strip_titles(text: str) -> tuple[tuple[str, ...], str]:
    """The titles before and after a name in their usual short form, and the name without them.

    A text that is nothing but a title is left alone: Avvocato is a surname too.
    """
    titles: list[str] = []
    rest = text.strip()
    while (found := _TITLE_BEFORE(rest)) and found.end() < len(rest):
        titles.append(_TITLE_OF[fold(found[1].replace(".", "")).replace(" ", "")])
        rest = rest[found.end():]
    after: list[str] = []
    while (tail := _TITLE_AFTER(rest)) and tail.start() > 0:
        after.insert(0, _TITLE_OF[fold((tail[1] or tail[2]).replace(".", "")).replace(" ", "")])
        rest = rest[:tail.start()]
    return (*titles, *after), rest.strip(" ,")


def looks_like_many_people(text: str) -> bool:
    """Whether the text names several people: parted by ``; & / +``, by commas, or by "e" beside a given name.

    ``Rossi, Mario`` is one person (surname, given name); ``Riccardo, Ernesto Di Vizio`` looks like two.
    """
    text = strip_titles(text)[1]
    if _MANY.search(text):
        return True
    if any(fold(side) in GIVEN_NAMES for found in _AND.finditer(text) for side in (found[1], found[2])):
        return True
    if "," not in text:
        return False
    parts = [part for part in map(words, text.split(",")) if part]
    if len(parts) != 2:
        return len(parts) > 2
    first, second = parts
    if len(second) == 1 or GIVEN_NAMES.issuperset(second):
        return False
    if len(first) == 1:
        return first[0] in GIVEN_NAMES and second[0] in GIVEN_NAMES
    return not GIVEN_NAMES.isdisjoint(first) and not GIVEN_NAMES.isdisjoint(second)


def split_full_name(text: str, order: Order) -> tuple[str, str]:
    """Surname and given name of one person's full name written in the known order; an empty part is not there.

    Surnames keep their particles (``De Luca``, ``Lo Presti``), compound given names stay together when they are known
    (``Gian Luca``). A comma (``Rossi, Mario``) or capitals (``ROSSI Mario``) settle the border by themselves.
    """
    before, comma, after = text.partition(",")
    if comma and before.strip() and after.strip():
        return before.strip(), after.strip()
    parts = text.replace(",", " ").split()
    if len(parts) < 2:
        return " ".join(parts), ""
    folded = [fold(part).replace(" ", "") for part in parts]
    if order == "given-surname":
        border = _trailing_capitals(parts) or _given_first(folded)
        return " ".join(parts[border:]), " ".join(parts[:border])
    border = _leading_capitals(parts) or _surname_first(folded)
    return " ".join(parts[:border]), " ".join(parts[border:])


def _capital(part: str) -> bool:
    """Whether the word is written in capitals (a lone initial does not count)."""
    return part.isupper() and sum(map(str.isalpha, part)) > 1


def _leading_capitals(parts: list[str]) -> int:
    """How many first words are the capitals of ``ROSSI Mario``; 0 if the name is not written so."""
    count = next((place for place, part in enumerate(parts) if not _capital(part)), len(parts))
    return 0 if count == len(parts) or any(map(_capital, parts[count:])) else count


def _trailing_capitals(parts: list[str]) -> int:
    """Where the last capitals of ``Mario ROSSI`` begin; 0 if the name is not written so."""
    count = _leading_capitals(parts[::-1])
    return len(parts) - count if count else 0


def _given_first(folded: list[str]) -> int:
    """Where the surname begins when the given name comes first: at least one word each."""
    last = len(folded) - 1
    border = 1
    while border < last and folded[border - 1] in _ARABIC_STARTS:
        border += 1
    while border < last:
        step = _compound_step(folded, border)
        if step:
            border += step
        elif folded[border] in GIVEN_NAMES and folded[border] not in PARTICLES:
            border += 1
        else:
            break
    return border


def _compound_step(folded: list[str], place: int) -> int:
    """Words of a Spanish or Portuguese tail at ``place`` (``del Carmen``, ``de los Angeles``) before a surname."""
    for size in (2, 3):
        tail = folded[place:place + size]
        if (len(tail) == size and place + size < len(folded) and tail[-1] in _TWO_PART_GIVEN
                and tail[0] in ("de", "del", "da") and (size == 2 or tail[1] in ("los", "las", "la"))):
            return size
    return 0


def _surname_first(folded: list[str]) -> int:
    """Where the given name begins when the surname comes first; all words if there is none."""
    count = len(folded)
    least = next((place for place, word in enumerate(folded) if word not in PARTICLES), count - 1) + 1
    if least >= count:
        # Two words: "Li Wei" and "Al Pacino" are whole names, "De Luca" is a surname alone.
        return 1 if count == 2 and folded[0] in ("li", "al") else count
    border = count
    while border > least and folded[border - 1] in GIVEN_NAMES:
        border -= 1
    if border == count:
        return next((place for place in range(least, count) if folded[place] in GIVEN_NAMES), least)
    if border > least and folded[border - 1] in PARTICLES:
        # The word after a particle belongs to the surname (Rossi De Luca Mario), unless nothing else is left.
        border = border + 1 if border + 1 < count else border - 1
    return border


def name_order(values: Iterable[str]) -> NameOrder:
    """The order of the full names of one column, from the rows whose first or last word alone is a known given name.

    Rows with a given name at both ends (Luca Bruno) or with several people say nothing; rows without any known name
    count against certainty. Decided at ``ORDER_SHARE`` and above.
    """
    first = last = rows = 0
    for value in values:
        rest = strip_titles(value)[1]
        folded = words(rest)
        if len(folded) < 2 or looks_like_many_people(rest):
            continue
        starts = folded[0] in GIVEN_NAMES
        ends = folded[-1] in GIVEN_NAMES and folded[-2] not in PARTICLES
        if starts and ends:
            continue
        rows += 1
        first += starts
        last += ends
    if not rows:
        return NameOrder(None, 0.0, 0)
    order: Order = "given-surname" if first >= last else "surname-given"
    share = max(first, last) / rows
    return NameOrder(order if share >= ORDER_SHARE else None, share, rows)
