"""Data out: what is exported imports back with no change, and every export is written down before it leaves.

CSV and XLSX carry words (names of municipalities, labels of codes) under headers in the operator's language; JSON carries the
field names and codes. A pseudonymous export keeps years, codes and dates of the service, and nothing that names a person.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from minori_tui import i18n
from minori_tui.data.codes import load_list, place_index
from minori_tui.data.driver import Connection
from minori_tui.data.places import place_name
from minori_tui.data.queries import exports
from minori_tui.data.queries.lookup import Search
from minori_tui.domain import codes, lookup
from minori_tui.domain.errors import InvalidInput
from minori_tui.domain.interventions import end_list
from minori_tui.domain.text import fold
from minori_tui.services import journal
from minori_tui.services.context import Context
from minori_tui.services.importing.parts import place_code, word_key
from minori_tui.transfer import writers
from minori_tui.transfer.kinds import Kind, kind_named
from minori_tui.transfer.writers import OutFormat

Row = dict[str, Any]
ENTRY = frozenset(("joined_on", "left_on", "max_turns"))
LISTS = {"citizenship": "citizenship", "referral_source": "referral_source", "closing_reason": "closing_reason"}
PAGE = 1_000

_DROPPED = frozenset(
    (
        "fiscal_code",
        "address",
        "postcode",
        "phone",
        "mobile",
        "fax",
        "email",
        "pec",
        "website",
        "firm",
        "bar_number",
        "protected_address",
        "notes",
        "text",
        "author",
        "by_whom",
        "school",
        "household",
        "coordinator",
        "birth_place",
        "registry_number",
        "order_number",
        "family",
        "with_whom",
    )
)
_INITIALS = frozenset(("surname", "given_name", "mother", "father", "social_worker", "psychologist", "educator"))


def export(
    context: Context,
    kind_name: str,
    target: Path | BinaryIO,
    file_format: OutFormat = "csv",
    *,
    where: str = "",
    columns: Sequence[str] = (),
    pseudonymous: bool = False,
    roster: str | None = None,
    overwrite: bool = False,
) -> int:
    """Write the records of a kind to a file or stream; returns how many rows.

    ``where`` is a search (cases and what belongs to them: the language of the lookup; others: words that must occur). ``columns``
    are field names in the wanted order. Raises ``InvalidInput``: no such kind, column or format; what ``writers`` raises.
    """
    kind = kind_named(kind_name)
    if file_format not in writers.FORMATS:
        raise InvalidInput(
            "{format} is not a format of exports: choose among {formats}",
            code="no-such-format",
            format=file_format,
            formats=", ".join(writers.FORMATS),
        )
    wanted = _columns(kind, columns, pseudonymous, roster)
    shape = _Shape(context, kind, words=file_format in ("csv", "xlsx"), pseudonymous=pseudonymous)
    journal.note_access(
        context, "export", kind.name, None, " ".join(filter(None, (file_format, "pseudonymous" if pseudonymous else "", where)))
    )
    headers = [kind.field(c).title for c in wanted] if i18n.language() == "it" else list(wanted)
    with context.store.read() as connection:
        return writers.write(
            target,
            wanted,
            _records(context, connection, kind, where, roster, shape),
            file_format,
            headers=headers,
            overwrite=overwrite,
        )


def export_bytes(context: Context, kind_name: str, file_format: OutFormat = "csv", **options: Any) -> bytes:
    """The export as bytes, for standard output."""
    stream = io.BytesIO()
    export(context, kind_name, stream, file_format, **options)
    return stream.getvalue()


def _columns(kind: Kind, columns: Sequence[str], pseudonymous: bool, roster: str | None) -> tuple[str, ...]:
    unknown = [c for c in columns if c not in kind.names]
    if unknown:
        raise InvalidInput(
            "{kind} have no field {field}; there are: {fields}",
            code="no-such-field",
            kind=kind.name,
            field=", ".join(unknown),
            fields=", ".join(kind.names),
        )
    chosen = tuple(columns) or tuple(n for n in kind.names if roster is not None or kind.name != "lawyers" or n not in ENTRY)
    return tuple(c for c in chosen if not (pseudonymous and c in _DROPPED))


def _records(
    context: Context, connection: Connection, kind: Kind, where: str, roster: str | None, shape: _Shape
) -> Iterator[Row]:
    of_cases: dict[str, Callable[..., Iterator[Row]]] = {
        "cases": exports.cases,
        "events": exports.events,
        "orders": exports.orders,
        "interventions": lambda c, i: exports.interventions(c, i, context.clock.today().isoformat()),
    }
    if kind.name in of_cases:
        ids = _cases_found(context, connection, where) if where.strip() else exports.ids_of(connection, "case_file")
        yield from map(shape.row, of_cases[kind.name](connection, ids))
        return
    read: dict[str, tuple[str, Callable[..., Iterator[Row]]]] = {
        "people": ("person", exports.people),
        "facilities": ("facility", exports.facilities),
        "lawyers": ("lawyer", lambda c, i: exports.lawyers(c, i, roster)),
    }
    table, rows_of = read[kind.name]
    needed = fold(where).split()
    for row in rows_of(connection, exports.ids_of(connection, table)):
        if not needed or _has_words(row, needed, kind.names):
            yield shape.row(row)


def _cases_found(context: Context, connection: Connection, where: str) -> list[int]:
    """The cases that a search finds. Raises ``InvalidInput`` when the search says something that is not understood."""
    query = lookup.parse(where, context.clock.today())
    if query.problems:
        first = query.problems[0]
        raise InvalidInput(first.message, code=first.code, **first.facts)
    search = Search(connection, query)
    found: list[int] = []
    while page := search.window(len(found), PAGE):
        found += [hit.case_id for hit in page]
    return sorted(set(found))


def _has_words(row: Row, needed: list[str], names: Sequence[str]) -> bool:
    words = fold(" ".join(str(row[n]) for n in names if row.get(n) is not None)).split()
    return all(any(w.startswith(n) for w in words) for n in needed)


class _Shape:
    """How stored rows become rows of a file."""

    def __init__(self, context: Context, kind: Kind, *, words: bool, pseudonymous: bool) -> None:
        self.kind, self.words, self.pseudonymous = kind, words, pseudonymous
        self.language = i18n.language()
        self._vault = context.store.vault
        self._lists = {f.name: f.codes for f in kind.fields if f.codes} | ({} if kind.name == "facilities" else LISTS)
        with context.store.read() as connection:
            names = [r[0] for r in connection.execute("SELECT name FROM operator")]
        keys = [word_key(n) for n in names]
        self._twice = {k for k in keys if keys.count(k) > 1}

    def row(self, row: Row) -> Row:
        """One row of the file."""
        found = {name: self._value(name, row[name]) for name in self.kind.names if row.get(name) is not None}
        if "end_reason" in found and self.words:
            found["end_reason"] = label_of(end_list(row["kind"]), row["end_reason"], self.language)
        return self._masked(found, row) if self.pseudonymous else found

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, dict):  # an operator: the name, unless two have it
            return value["code"] if word_key(value["name"]) in self._twice else value["name"]
        if name == "daily_fee":
            return f"{value // 100}.{value % 100:02}"
        if name == "weekly_hours":
            return f"{value // 60}:{value % 60:02}"
        if name == "comune" and self.words:
            return place_text(str(value))
        if name in self._lists and self.words:
            return label_of(self._lists[name], str(value), self.language)
        return value

    def _masked(self, found: Row, row: Row) -> Row:
        """Initials and a stable code in the place of names; years in the place of birth dates; no way to reach anybody."""
        kept = {n: v for n, v in found.items() if n not in _DROPPED}
        for name in _INITIALS & kept.keys():
            kept[name] = " ".join(f"{w[0].upper()}." for w in fold(str(kept[name])).split())
        if "surname" in kept:
            kept["surname"] += " " + self._code(
                "person" if self.kind.name == "cases" else self.kind.name, int(row.get("person") or row["id"])
            )
        if "siblings" in kept:
            kept["siblings"] = len(str(kept["siblings"]).split(";"))
        if "birth_date" in kept:
            kept["birth_date"] = str(kept["birth_date"])[:4]
        if "file_number" in kept:
            kept["file_number"] = self._code("case", row["id"] if self.kind.name == "cases" else row["case_id"])
        return kept

    def _code(self, about: str, row_id: int) -> str:
        """A code that is the same in every export of this store and tells nothing outside it."""
        return hashlib.sha256(f"{self._vault}/{about}/{row_id}".encode()).hexdigest()[:8].upper()


@lru_cache(maxsize=10_000)
def place_text(value: str) -> str:
    """The name of a municipality in a form that means the same code when it is read back."""
    name = place_name(value) or value
    place = place_index().by_code(value) if name != value else None
    for text in (name, f"{name} ({place.province})" if place else name):
        if place_code(text) == value:
            return text
    return value


@lru_cache(maxsize=10_000)
def label_of(list_name: str, value: str, language: str) -> str:
    """The label of a code, unless it means another code when it is read back; other texts as they are."""
    items = load_list(list_name)
    item = next((i for i in items if i.code == value), None)
    if item is None:
        return value
    label = codes.label(item, language)
    back = codes.match(label, items)
    return label if back is not None and back.code == value else value


__all__ = ["export", "export_bytes"]
