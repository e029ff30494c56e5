"""Code lists and places as values: which code is meant, what it is called, whether it holds on a day.

The rows live in ``minori_tui/data/codes`` (see its docstring for the sources). National lists (``national``) carry the
codes of the SINBA section of INPS's Casellario dell'assistenza (XSD 1.0.0) or of ISO 3166-1; they must not be renumbered.
"Unknown" is never a code: it is the absence of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cache

from minori_tui.domain.code_words import PLACE_ALIASES, SYNONYMS
from minori_tui.domain.text import fold

# The three origins of a case that the service itself tells apart, from the fourteen national sources.
REFERRAL_GROUPS = {
    "judicial": frozenset({"10", "11"}),
    "family": frozenset({"6", "7", "8", "9"}),
    "institutions": frozenset({"1", "2", "3", "4", "5", "12", "13", "14"}),
}


@dataclass(frozen=True, slots=True)
class CodeItem:
    """One code of one list, valid on the days ``[valid_from, valid_to)`` (none = unbounded)."""

    list_name: str
    code: str
    label_it: str
    label_en: str
    valid_from: date | None
    valid_to: date | None
    national: bool
    position: int


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality, or a foreign country (province ``EE``), under one name and in one province for a time.

    ``code`` is the cadastral (Belfiore) code of the codice fiscale; ``istat`` is empty for a place that is no more and
    for countries. Valid on the days ``[valid_from, valid_to)``.
    """

    code: str
    istat: str
    name: str
    province: str
    valid_from: date | None
    valid_to: date | None
    active: bool

    @property
    def abroad(self) -> bool:
        """Whether this is a foreign country."""
        return self.province == "EE"


@dataclass(frozen=True, slots=True)
class DistrictPlace:
    """One of the municipalities that pay for the district's cases, with the sub-area it belongs to."""

    code: str
    istat: str
    name: str
    sub_area: str


def label(item: CodeItem, language: str) -> str:
    """What the code is called in ``language`` (``it``; anything else is English)."""
    return item.label_it if language == "it" else item.label_en


def holds(valid_from: date | None, valid_to: date | None, day: date | None) -> bool:
    """Whether ``day`` lies in ``[valid_from, valid_to)``; no day asks nothing."""
    return day is None or ((valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to))


def valid_on(items: Iterable[CodeItem], day: date | None) -> list[CodeItem]:
    """The codes that may be chosen on ``day``, in the order of the list (all of them without a day)."""
    return sorted((i for i in items if holds(i.valid_from, i.valid_to, day)), key=lambda i: (i.list_name, i.position))


def match(text: str, items: Iterable[CodeItem], day: date | None = None) -> CodeItem | None:
    """The code of one list that ``text`` means: its code, its Italian or English label, or a declared word.

    Likeness never decides: what is not said exactly (case, accents and apostrophes apart) is None; see ``nearest``.
    """
    wanted, word = text.strip().lower(), fold(text)
    by_label = by_word = None
    for item in items:
        if not wanted or not holds(item.valid_from, item.valid_to, day):
            continue
        if item.code.lower() == wanted:
            return item
        if word and by_label is None and word in (_folded(item.label_it), _folded(item.label_en)):
            by_label = item
        if word and by_word is None and _words(item.list_name).get(word) == item.code:
            by_word = item
    return by_label or by_word


def nearest(text: str, items: Iterable[CodeItem], day: date | None = None, limit: int = 3) -> list[CodeItem]:
    """The codes whose words look most like ``text``, best first: suggestions for the operator, never an answer."""
    word = fold(text)
    scored = []
    for item in valid_on(items, day) if word else []:
        names = [_folded(item.label_it), _folded(item.label_en)]
        names += [said for said, code in _words(item.list_name).items() if code == item.code]
        score = max(SequenceMatcher(None, word, name).ratio() for name in names)
        if score >= 0.6:
            scored.append((-score, item.position, item))
    return [item for *_, item in sorted(scored, key=lambda s: s[:2])[:limit]]


def referral_group(source: str) -> str | None:
    """The service's own group (``judicial``, ``institutions``, ``family``) of a national referral source."""
    return next((group for group, codes in REFERRAL_GROUPS.items() if source in codes), None)


@cache
def _folded(label_text: str) -> str:
    """``fold`` of a label; there are a few hundred of them and an import asks for them at every row."""
    return fold(label_text)


@cache
def _words(list_name: str) -> dict[str, str]:
    """Folded free word -> code, for one list."""
    return {fold(said): code for code, words in SYNONYMS.get(list_name, {}).items() for said in words}


class PlaceIndex:
    """Places by code and by name; made once for a whole import."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._by_code: dict[str, list[Place]] = {}
        self._by_name: dict[str, list[Place]] = {}
        for place in places:
            self._by_code.setdefault(place.code, []).append(place)
            self._by_name.setdefault(fold(place.name), []).append(place)

    def by_code(self, code: str, day: date | None = None) -> Place | None:
        """The place of a cadastral code as it was on ``day``; without a day, or if it was not then, its last spell."""
        spells = self._by_code.get(code.strip().upper(), [])
        then = [p for p in spells if day is not None and holds(p.valid_from, p.valid_to, day)]
        found = then or spells
        return found[-1] if found else None

    def by_name(self, text: str, day: date | None = None) -> list[Place]:
        """The places that ``text`` may mean: "Clusone", "Clusone (BG)", "Samone TO", "Marocco" or a cadastral code.

        One spell for each code: the one of ``day`` if there is one, else the last. When some of the namesakes existed
        on ``day`` (without a day: exist today) only those are returned, so that one answer is the rule and several are
        a choice for the operator.
        """
        if re.fullmatch(r"[A-Za-z]\d{3}", text.strip()):
            place = self.by_code(text, day)
            return [place] if place else []
        name, province = _name_and_province(text)
        word = fold(name)
        found = self._by_name.get(fold(PLACE_ALIASES.get(word, name)), []) if word else []
        if province:
            found = [p for p in found if p.province == province]
        then = [p for p in found if (holds(p.valid_from, p.valid_to, day) if day else p.active)]
        return list({p.code: p for p in then or found}.values())


def _name_and_province(text: str) -> tuple[str, str]:
    """``"Samone (TN)"`` -> ``("Samone", "TN")``; a province is two capitals at the end or in brackets."""
    found = re.fullmatch(r"\s*(.+?)\s*(?:[(\[]\s*([A-Za-z]{2})\s*[)\]]|[\s,/-]\s*([A-Z]{2}))\s*", text)
    if found is None:
        return text.strip(), ""
    return found[1].rstrip(" ,-/"), (found[2] or found[3]).upper()
