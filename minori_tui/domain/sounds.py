"""How an Italian name sounds, so that common slips of the pen are forgiven.

Letters and digraphs that are heard alike are written alike: Bianchi and Bianci, Agnelli and Anelli, Pezzoli and Petsoli,
Rotta and Rota have one sound each. Two names are near when their sounds are equal or one edit apart (a letter wrong,
missing, too many, or two exchanged). Rossi and Russo are two edits apart: they are never taken for each other.

The idea of keeping, for every known word, what is left when one letter is dropped is the symmetric deletion of W. Garbe
(SymSpell, 2012): a misspelt word is found by a handful of exact look-ups, whatever the size of the store.
"""

from __future__ import annotations

import re
from functools import lru_cache

_RULES = tuple((re.compile(pattern), replacement) for pattern, replacement in (
    (r"sch", "sk"), (r"dj", "d"),
    (r"ch|kh|ck|cq|q", "k"), (r"gh", "g"), (r"gli(?=[aeou]|$)|gl(?=i)", "li"), (r"lii", "li"), (r"gn", "n"),
    (r"sc(?=[ei])", "s"), (r"ph", "f"), (r"th", "t"), (r"c", "k"), (r"t?s?z|ts", "z"), (r"x", "s"), (r"w", "v"),
    (r"[yj]", "i"), (r"h", ""), (r"(.)\1+", r"\1"),
))
SHORTEST_FORGIVEN = 4  # shorter sounds differ by too much when one letter differs


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The sound of a folded word (lower-case ASCII, one word). Words without any letter heard stay as they are."""
    heard = word
    for pattern, replacement in _RULES:
        heard = pattern.sub(replacement, heard)
    return heard or word


def remainders(heard: str) -> set[str]:
    """The sound itself and what is left of it when one letter is dropped; only the sound when it is too short."""
    if len(heard) < SHORTEST_FORGIVEN:
        return {heard}
    return {heard, *(heard[:i] + heard[i + 1:] for i in range(len(heard)))}


def one_edit_apart(a: str, b: str) -> bool:
    """Whether two sounds are equal or one edit apart (wrong, missing or extra letter, or two neighbours exchanged)."""
    if a == b:
        return True
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < SHORTEST_FORGIVEN - 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        exchanged = rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
        return rest_a[1:] == rest_b[1:] or exchanged
    return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]
