"""Names as initials, for papers that leave the office."""

from __future__ import annotations

import re
from collections.abc import Iterable

from minori_tui.domain.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TITLES = frozenset({"fam", "famiglia", "family", "coniugi", "signori", "signora", "sig", "sigra", "sigg", "e", "di", "the",
                     "and"})
"""Words before the name of a family that are no name."""
SHORTEST = 3
"""Letters of a single name from which on it is told apart from an article or a preposition."""


def initials(surname: str, given_name: str) -> str:
    """``De Luca Gianna`` as ``D.L. G.``: surname first, as registers do."""
    return " ".join(filter(None, ("".join(f"{w[0].upper()}." for w in _WORD.findall(part)) for part in (surname, given_name))))


def family(name: str) -> str:
    """The name of a family: titles stay, names become initials (``Fam. Poli-Ferri`` is ``Fam. P.-F.``)."""
    shortened = _WORD.sub(lambda m: m[0] if fold(m[0]) in _TITLES else f"{m[0][0].upper()}.", name)
    return re.sub(r"\.\.+", ".", shortened)


class Mask:
    """Puts initials in the place of known names in a text. Only names that are known are found: a nickname stays."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """``names`` are surnames and given names, in whatever order they may then be written."""
        self._phrases: set[tuple[str, ...]] = set()
        for pair in names:
            for part in pair:
                words = tuple(fold(w) for w in _WORD.findall(part))
                if words and (len(words) > 1 or len(words[0]) >= SHORTEST):
                    self._phrases.add(words)
                self._phrases |= {(w,) for w in words if len(w) >= SHORTEST}
        self._longest = max(map(len, self._phrases), default=0)

    def __call__(self, text: str) -> str:
        """The text with each known name that is written with a capital as its initial."""
        found = list(_WORD.finditer(text))
        folded = [fold(m[0]) for m in found]
        pieces, done, at = [], 0, 0
        while at < len(found):
            size = next((n for n in range(min(self._longest, len(found) - at), 0, -1)
                         if found[at][0][0].isupper() and tuple(folded[at:at + n]) in self._phrases), 0)
            for match in found[at:at + size]:
                pieces += [text[done:match.start()], f"{match[0][0].upper()}."]
                done = match.end() + (text[match.end():match.end() + 1] == ".")  # the end of a sentence, or of an initial
            at += size or 1
        return "".join([*pieces, text[done:]])
