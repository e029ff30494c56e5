"""Words of the store that are near a misspelt one: the same sound, or one edit away in letters or in sound."""

from __future__ import annotations

from dataclasses import dataclass

from minori_tui.data.driver import Connection
from minori_tui.domain.sounds import SHORTEST_FORGIVEN, one_edit_apart, remainders, sound

SAME_AT_MOST = 24
CLOSE_AT_MOST = 64


@dataclass(frozen=True, slots=True)
class Near:
    """The words with the same sound (or one that begins so), and those one edit away; never the typed word itself."""

    same: tuple[str, ...]
    close: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.same or self.close)


def near_words(connection: Connection, word: str) -> Near:
    """A few dozen exact look-ups, whatever the number of names in the store."""
    heard = sound(word)
    if not word.isalpha() or len(word) < SHORTEST_FORGIVEN:
        return Near((), ())
    rows = connection.execute("SELECT word FROM lookup_word WHERE sound >= ? AND sound < ? ORDER BY sound, word LIMIT ?",
                              (heard, heard + "{", SAME_AT_MOST))
    same = tuple(r[0] for r in rows if r[0] != word)
    rests = sorted(remainders(word) | remainders(heard))
    marks = ",".join("?" * len(rests))
    found = connection.execute("SELECT DISTINCT n.word, w.sound FROM lookup_near n JOIN lookup_word w ON w.word = n.word "
                               f"WHERE n.rest IN ({marks}) ORDER BY n.word", rests).fetchall()
    close = [w for w, s in found if w != word and w not in same and (one_edit_apart(w, word) or one_edit_apart(s, heard))]
    return Near(same, tuple(close[:CLOSE_AT_MOST]))
