"""What the search of lawyers reads: one document a lawyer, kept in step with the records or made again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.data.lookup_parts import write_sounds
from minori_tui.data.many import chunks, marks
from minori_tui.domain import lookup
from minori_tui.domain.text import fold

_LAWYER = """SELECT l.id, l.surname, l.given_name, l.bar, l.bar_number, l.fiscal_code, l.email, l.pec, l.subjects, o.firm,
  o.city, o.phone, o.mobile
FROM lawyer l LEFT JOIN lawyer_office o ON o.lawyer_id = l.id AND o.valid_to IS NULL"""
_MARK = " " + lookup.ANYBODY
LawyerRow = Sequence[Any]
"""Id, surname, given name, bar, its number, fiscal code, e-mail, PEC, subjects; of an office firm, city, telephone, mobile."""


@lru_cache(maxsize=16_384)
def _marked(text: str | None) -> str:
    """The words of a text that many lawyers share (bar, subjects, firm, city), each with its mark."""
    words = fold(text).split() if text else ()
    return _MARK + _MARK.join(words) if words else ""


@lru_cache(maxsize=16_384)
def _name_part(part: str) -> str:
    """The words of a surname or a given name."""
    return " ".join(lookup.name_words(part, ""))


def _others(row: Sequence[str | None]) -> str:
    """The words a lawyer is found by besides the name, marked; of an address the part before the @, numbers as digits."""
    bar, bar_number, code, email, pec, subjects, firm, city, phone, mobile = row
    text = _marked(bar) + _marked(subjects) + _marked(firm)
    if city != bar:
        text += _marked(city)
    for number in (bar_number, code, phone, mobile):
        if number:
            # as it is asked for, without the Italian prefix; the index puts letters in lower case by itself
            bare = number.replace(" ", "").removeprefix("+39")
            if (plain := bare if bare.isalnum() and bare.isascii() else lookup.plain_code(bare)):
                text += _MARK + plain
    parts = dict.fromkeys(address.partition("@")[0] for address in (email, pec) if address)
    return text + "".join(map(_local, parts))


def _local(text: str) -> str:
    """The words of the part of an address before the @, marked."""
    parts = text.split(".")
    if text.isascii() and all(map(str.isalnum, parts)):
        return _MARK + _MARK.join(parts)
    words = fold(text).split()
    return _MARK + _MARK.join(words) if words else ""


def refresh_lawyers(connection: Connection, ids: Iterable[int]) -> None:
    """Index the named lawyers again, inside the caller's transaction; those that exist no more disappear from the search."""
    wanted = sorted(set(ids))
    if connection.execute("SELECT 1 FROM lookup_lawyer_docsize LIMIT 1").fetchone():
        connection.executemany("DELETE FROM lookup_lawyer WHERE rowid = ?", [(i,) for i in wanted])
    write_lawyers(connection, wanted)


def write_lawyers(connection: Connection, ids: Sequence[int] | None) -> None:
    """One document a lawyer: name words as they are, other words after the mark ``ANYBODY``."""
    parts: Iterable[Sequence[int] | None] = [None] if ids is None else chunks(ids)
    words: set[str] = set()
    for chunk in parts:
        where = "" if chunk is None else f" WHERE l.id IN ({marks(chunk)})"
        words |= _write_documents(connection, connection.execute(_LAWYER + where + " ORDER BY l.id", chunk or ()))
    write_sounds(connection, words)


def _write_documents(connection: Connection, rows: Iterable[LawyerRow]) -> set[str]:
    """The documents of rows in the order of their ids, a row an office; returns the words of the names."""
    names: set[str] = set()
    documents: dict[int, str] = {}
    for row in rows:
        number = row[0]
        if number in documents:  # a further office
            documents[number] += _others(row[3:])
        else:
            surname, given = _name_part(row[1]), _name_part(row[2])
            names.update((surname, given))
            documents[number] = f"{surname} {given}{_others(row[3:])}"
    connection.executemany("INSERT INTO lookup_lawyer (rowid, words) VALUES (?, ?)", documents.items())
    return {word for part in names for word in part.split()}


def add_lawyers(connection: Connection, rows: Iterable[LawyerRow]) -> None:
    """Index new lawyers, inside the caller's transaction, from values that are at hand: in the order of their ids.

    The index gathers no more than usual before it writes: half a million words that stand alone (codes, telephones) are put
    in order in a third of the time when they fit the processor's cache.
    """
    write_sounds(connection, _write_documents(connection, rows))
