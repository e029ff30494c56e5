"""When two writings of a name are one name: the order of its words and the joints between them do not matter.

``De Tullio Giandomenico`` is ``Giandomenico DE TULLIO`` and ``Gian Domenico Detullio``. Whether two records with one name are
one person is never decided here.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import permutations

from minori_tui.domain.text import fold

MOST_WORDS = 5  # beyond this, names are compared word by word only


def match_key(surname: str | None, given: str | None = None) -> str:
    """What the store compares names by: the folded words, joined."""
    return _joined(surname or "") + _joined(given or "")


@lru_cache(maxsize=16_384)
def _joined(text: str) -> str:
    return fold(text).replace(" ", "")


def name_key(joined: str) -> str:
    """The letters of a ``match_key`` in alphabetical order: equal for every order and joint of its words (and for anagrams)."""
    return "".join(sorted(joined))


def same_name(one: str, other: str) -> bool:
    """Whether two full names are the same words, in any order, written joined or apart."""
    a, b = sorted(fold(one).split()), sorted(fold(other).split())
    if a == b:
        return True
    if max(len(a), len(b)) > MOST_WORDS or sum(map(len, a)) != sum(map(len, b)):
        return False
    return not {"".join(p) for p in permutations(a)}.isdisjoint("".join(p) for p in permutations(b))
