"""What the ``field:value`` words of a search ask of the index: words, a range of places in the list, conditions on a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.domain import lookup
from minori_tui.domain.lookup import Filter
from minori_tui.domain.text import fold

NEVER = "9"  # a word that is never written: what asks for it finds nothing
END = 1 << 62


@dataclass(frozen=True, slots=True)
class Where:
    """Index words that must be there, the last place in the list, and conditions on the row ``c`` with their values."""

    words: tuple[str, ...] = ()
    last: int = END
    sql: str = ""
    values: tuple[Any, ...] = ()


def every(parts: Iterable[str]) -> str:
    """The full-text expression that asks for all the parts (themselves safe words or expressions in brackets)."""
    return " AND ".join(parts)


def either(parts: Iterable[str]) -> str:
    """The full-text expression that asks for one of the parts, in brackets."""
    return "(" + " OR ".join(dict.fromkeys(parts)) + ")"


def resolve(connection: Connection, filters: Sequence[Filter]) -> Where:
    """The filters as the index understands them; several are all asked for."""
    words: list[str] = []
    last, sql, values = END, "", []  # type: int, str, list[Any]
    for item in filters:
        if item.field == "due" and item.latest:
            from minori_tui.data import lookup_index

            last = min(last, lookup_index.due_range(item.latest)[1])
        elif item.field == "age" and item.earliest and item.latest:
            words.append(_years(item.earliest, item.latest))
            if (item.earliest.month, item.earliest.day, item.latest.month, item.latest.day) != (1, 1, 12, 31):
                sql += " AND c.birth_date BETWEEN ? AND ?"
                values += [item.earliest.isoformat(), item.latest.isoformat()]
        else:
            words.append(_word(connection, item))
    return Where(tuple(words), last, sql, tuple(values))


def _years(earliest: date, latest: date) -> str:
    """The words of the years of birth of a range; the index starts in 1900."""
    years = range(max(earliest.year, 1900), min(latest.year, 2195) + 1)
    return either([lookup.birth_year_word(y) for y in years] or [NEVER])


def _word(connection: Connection, item: Filter) -> str:
    """The index words of a filter; a value that names nothing finds nothing."""
    if item.field == "status":
        return lookup.STATUS + item.text[0]
    if item.field == "msna":
        return lookup.MSNA + item.text
    if item.field == "sex":
        return lookup.SEX + item.text.lower()
    if item.field == "activity":
        return _activity(connection, item.text)
    wanted = fold(item.text).replace(" ", "")
    if not wanted:
        return NEVER
    if item.field == "municipality":
        return lookup.MUNICIPALITY + wanted + "*"
    return _workers(connection, wanted)


def _activity(connection: Connection, wanted: str) -> str:
    """The words of the kinds of intervention that are meant: by their code, or by how their name (or its last word) begins."""
    rows = connection.execute("SELECT code, label_it, label_en FROM code WHERE list = 'intervention_kind'").fetchall()
    found = [lookup.ACTIVITY + row[0].lower() for row in rows if wanted and any(
        name.startswith(wanted) for text in row for name in (fold(text).replace(" ", ""), fold(text).split()[-1]))]
    return either(found or [NEVER])


def _workers(connection: Connection, wanted: str) -> str:
    """The words of the operators that are meant (there are dozens, not thousands)."""
    from minori_tui.data import lookup_index

    found = [lookup_index.worker_word(i) for i, code, name in connection.execute("SELECT id, code, name FROM operator")
             if is_worker(wanted, code, name)]
    return either(found or [NEVER])


def is_worker(text: str, code: str, name: str) -> bool:
    """Whether the text is the beginning of an operator's code, name, or of a part of the name."""
    wanted = fold(text).replace(" ", "")
    return any(w.startswith(wanted) for w in (fold(code), fold(name).replace(" ", ""), *fold(name).split()))
