"""Courts and prosecutors' offices by the words offices use for them: ``TM Brescia``, ``Procura min. BS``, ``G.T.``.

An authority is told from another by its kind and its seat. A court that is replaced is another authority from that day on:
which one held on a day is a matter of its days of validity, never of code (the juvenile court becomes the Tribunale per le
persone, per i minorenni e per le famiglie; its start was moved three times, D.L. 117/2025 art. 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from minori_tui.domain.text import fold

_ABBREVIATIONS = {
    "tm": "juvenile_court", "tpm": "juvenile_court", "tribmin": "juvenile_court", "tpmf": "family_court",
    "pmm": "juvenile_prosecutor", "prm": "juvenile_prosecutor", "gt": "guardianship_judge", "to": "ordinary_court",
    "ca": "court_of_appeal",
}
"""Whole words that name a kind by themselves; dots between letters make no difference."""
_COURT = frozenset({"tribunale", "trib", "tribunal", "court", "corte"})
_MINORS = ("minor", "juvenile")
_KIND_WORDS = frozenset((
    "tribunale", "trib", "tribunal", "court", "corte", "persone", "minorenni", "minori", "minorile", "famiglie", "famiglia",
    "min", "minors", "persons", "families", "juvenile", "procura", "procuratore", "repubblica", "pubblico", "ministero", "pm",
    "prosecutor", "prosecutors", "office", "public", "giudice", "tutelare", "guardianship", "judge", "appello", "dappello",
    "appeal", "ordinario", "ordinary", "civile", "sezione", "sez"))
_JOINTS = frozenset((
    "for", "of", "the", "and", "in", "per", "i", "il", "la", "le", "lo", "gli", "l", "e", "ed", "di", "de", "del", "della", "dei",
    "delle", "presso", "co", "d", "a", "c", "o"))
"""Words that belong to the name of a kind, or join its parts; what is left of a name is its seat."""
_PROVINCES = {"bs": "brescia", "bg": "bergamo", "cr": "cremona", "mn": "mantova", "mi": "milano"}
"""Seats as offices abbreviate them hereabouts."""
_OTHERS = frozenset(("sindaco", "sindaca", "carabinieri", "questura", "polizia", "prefettura", "comando", "mayor", "police"))
"""Who else may act in an emergency (art. 403 c.c.): entered under the name as it is written."""

TITLES = {
    "juvenile_court": "Tribunale per i Minorenni di {seat}",
    "family_court": "Tribunale per le Persone, per i Minorenni e per le Famiglie di {seat}",
    "juvenile_prosecutor": "Procura della Repubblica presso il Tribunale per i Minorenni di {seat}",
    "guardianship_judge": "Giudice Tutelare di {seat}",
    "ordinary_court": "Tribunale Ordinario di {seat}",
    "court_of_appeal": "Corte d'Appello di {seat}",
    "prosecutor": "Procura della Repubblica di {seat}",
}
"""The names of the offices, which stay Italian in every language."""
SHORT = {
    "juvenile_court": "TM", "family_court": "TPMF", "juvenile_prosecutor": "Procura min.", "guardianship_judge": "GT",
    "ordinary_court": "TO", "court_of_appeal": "Corte App.", "prosecutor": "Procura",
}
"""How an office is written where room is short."""


@dataclass(frozen=True, slots=True)
class Office:
    """An authority: kind (code list ``authority_kind``), seat, and the days ``[valid_from, valid_to)`` on which it works.

    ``authority_id`` is None for one that is on the packaged list only."""

    authority_id: int | None
    name: str
    kind: str
    seat: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    pec: str | None = None

    def holds(self, day: date) -> bool:
        """Whether it works on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)

    @property
    def short(self) -> str:
        """``TM Brescia``; the whole name of an office of another kind."""
        return f"{SHORT[self.kind]} {self.seat or ''}".rstrip() if self.kind in SHORT else self.name


def recognise(text: str) -> tuple[str, str] | None:
    """The kind of office that a name says and the folded words of its seat (empty: not said); None when it says no kind.

    ``tribunale`` or ``procura`` alone say none: there are several of each.
    """
    words = _joined_letters(fold(text).split())
    found = next((_ABBREVIATIONS[w] for w in words if w in _ABBREVIATIONS), None)
    rest = [w for w in words if w not in _KIND_WORDS and w not in _JOINTS and w not in _ABBREVIATIONS]
    seat = " ".join(_PROVINCES.get(w, w) for w in rest)
    kind = _kind(set(words), found)
    if kind is None or (not seat and set(words) <= {"tribunale", "tribunal", "court", "procura", "prosecutor"}):
        return None
    return kind, seat


def _kind(words: set[str], abbreviation: str | None) -> str | None:
    """The kind that a set of words means: the more special one first."""
    minors = "min" in words or any(w.startswith(_MINORS) for w in words)
    if words & {"appello", "dappello", "appeal"}:
        return "court_of_appeal"
    if words & {"procura", "procuratore", "prosecutor", "prosecutors", "pm"} or {"pubblico", "ministero"} <= words:
        return "juvenile_prosecutor" if minors or abbreviation in ("juvenile_court", "juvenile_prosecutor") else "prosecutor"
    if words & {"tutelare", "guardianship"}:
        return "guardianship_judge"
    if words & _COURT and words & {"persone", "famiglie", "famiglia", "persons", "families"}:
        return "family_court"
    if words & _COURT and minors:
        return "juvenile_court"
    if abbreviation:
        return abbreviation
    if words & _COURT:
        return "ordinary_court"
    return "other" if words & _OTHERS else None


def _joined_letters(words: Sequence[str]) -> list[str]:
    """``t m brescia`` (from ``T.M. Brescia``) as ``tm brescia``; a letter that stands alone stays."""
    joined: list[str] = []
    open_run = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and open_run:
            joined[-1] += word
        else:
            joined.append(word)
        open_run = single
    return joined


def matching(text: str, offices: Iterable[Office], day: date) -> list[Office]:
    """The offices that a text means, best first: those of the same name, else those of its kind and seat.

    Of several of one name those that work on ``day``, when there are any; a kind without a seat means every office of it.
    """
    known = list(offices)
    wanted = fold(text)
    same = [o for o in known if wanted and fold(o.name) == wanted]
    if not same and (said := recognise(text)) is not None and said[0] != "other":
        same = [o for o in known if o.kind == said[0] and (not said[1] or fold(o.seat or "") == said[1])]
    return [o for o in same if o.holds(day)] or same


def nearest(text: str, offices: Iterable[Office], limit: int = 3) -> list[Office]:
    """The offices whose names look most like a text, best first: suggestions, never an answer."""
    wanted = fold(text)
    scored = [(max(SequenceMatcher(None, wanted, fold(name)).ratio() for name in (o.name, o.short)), o) for o in offices]
    return [o for score, o in sorted(scored, key=lambda s: (-s[0], s[1].name))[:limit] if score >= 0.3]
