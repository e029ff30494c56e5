"""What the derived indexes share: how the words of names sound."""

from __future__ import annotations

from collections.abc import Iterable

from minori_tui.data.driver import Connection
from minori_tui.data.many import chunks, marks
from minori_tui.domain.sounds import remainders, sound


def write_sounds(connection: Connection, words: Iterable[str]) -> None:
    """Note the sound of each name word that was not known, and what is left of word and sound without one letter."""
    fresh: list[str] = []
    for chunk in chunks(sorted(w for w in words if w.isalpha())):
        known = {r[0] for r in connection.execute(f"SELECT word FROM lookup_word WHERE word IN ({marks(chunk)})", chunk)}
        fresh += [w for w in chunk if w not in known]
    connection.executemany("INSERT INTO lookup_word (word, sound) VALUES (?, ?)", [(w, sound(w)) for w in fresh])
    near: dict[str, list[str]] = {}
    for word in sorted(fresh):
        for rest in remainders(word) | remainders(sound(word)):
            near.setdefault(rest, []).append(word)
    # in the order of the table, so that each page of it is written once
    connection.executemany("INSERT INTO lookup_near (rest, word) VALUES (?, ?)",
                           [(rest, word) for rest in sorted(near) for word in near[rest]])
