"""Words of the store that are near a misspelt one: the same sound, or a sound one edit away."""

from __future__ import annotations

from dataclasses import dataclass

from minori_tui.data.driver import Connection
from minori_tui.domain.sounds import SHORTEST_FORGIVEN, one_edit_apart, remainders, sound

AT_MOST = 24


@dataclass(frozen=True, slots=True)
class Near:
    """The words with the same sound (or one that begins so) and those one edit away."""

    same: tuple[str, ...]
    close: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.same or self.close)


def near_words(connection: Connection, word: str) -> Near:
    """A dozen exact look-ups, whatever the number of names in the store."""
    heard = sound(word)
    if not word.isalpha() or len(heard) < SHORTEST_FORGIVEN - 1:
        return Near((), ())
    same = _words(connection, "sound >= ? AND sound < ?", (heard, heard + "{"))
    rests = sorted(remainders(heard))
    marks = ",".join("?" * len(rests))
    sounds = {r[0] for r in connection.execute(f"SELECT sound FROM lookup_near WHERE rest IN ({marks})", rests)}
    near = sorted(s for s in sounds if s != heard and one_edit_apart(s, heard))[:AT_MOST]
    close = _words(connection, f"sound IN ({','.join('?' * len(near))})", tuple(near)) if near else ()
    return Near(same, close)


def _words(connection: Connection, where: str, values: tuple[str, ...]) -> tuple[str, ...]:
    rows = connection.execute(f"SELECT word FROM lookup_word WHERE {where} ORDER BY sound LIMIT {AT_MOST}", values)
    return tuple(r[0] for r in rows)
