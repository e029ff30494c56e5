"""Which column feeds which field: the kind of a file, its mapping, and the order of names in one column.

What is not certain is not mapped: the operator is told what is missing, with the nearest columns, and says it with
``--kind``, ``--map`` or ``--name-order``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from minori_tui.domain.errors import InvalidInput
from minori_tui.domain.names import NameOrder, Order, name_order
from minori_tui.transfer import synonyms
from minori_tui.transfer.kinds import KINDS, Kind, kind_named
from minori_tui.transfer.synonyms import CONTACTS, FULL_NAME, IGNORED
from minori_tui.transfer.table import Note, Table

_SURNAME_WORDS = frozenset(("cognome", "cognomi", "surname", "last", "family"))
_GIVEN_WORDS = frozenset(("nome", "nomi", "name", "given", "first", "forename"))
_BARE_NAME = frozenset(("nome", "name"))


@dataclass(frozen=True, slots=True)
class Column:
    """One mapped column: its place, its header, and the field (or FULL_NAME, CONTACTS) it feeds."""

    index: int
    header: str
    target: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """The mapped columns of a table for a kind, what is left over, and the order of names where one column has both."""

    kind: Kind
    columns: tuple[Column, ...]
    unmapped: tuple[str, ...] = ()
    order: Order | None = None
    order_share: float | None = None  # of the rows that tell; None when the header or the operator said it
    warnings: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, str]:
        """Column -> field, as shown to the operator and saved for the next file from the same source."""
        return {c.header: c.target for c in self.columns}


@dataclass(frozen=True, slots=True)
class Candidate:
    """How well headers fit a kind: distinct things its columns name, and required fields without a column."""

    kind: Kind
    hits: int
    missing: tuple[str, ...]


def covered(columns: Iterable[Column]) -> set[str]:
    """The fields that get a value from the columns."""
    targets = {c.target for c in columns}
    return targets | ({"surname", "given_name"} if FULL_NAME in targets else set())


def guess_kind(headers: Sequence[str], overrides: Sequence[str] = ()) -> list[Candidate]:
    """All kinds, the one that names most fields first; among equals those with every required field first."""
    ranked = []
    for kind in KINDS.values():
        columns = _assign(kind, headers, _overrides(kind, headers, overrides, strict=False))[0]
        have = covered(columns)
        hits = len({c.target for c in columns})
        ranked.append(Candidate(kind, hits, tuple(f for f in kind.required if f not in have)))
    return sorted(ranked, key=lambda c: (-c.hits, len(c.missing)))


def build(table: Table, *, kind: str | None = None, overrides: Sequence[str] = (), order: Order | None = None) -> Mapping:
    """The mapping of a table; ``overrides`` are ``Column=field`` and win over every guess (``-`` ignores a column).

    Raises InvalidInput: ``no-kind`` or ``which-kind`` (nothing or several fit), ``missing-columns``, ``bad-map``,
    ``no-such-column``, ``no-such-field``, ``name-order`` (the order of names in a column is under 80 % certain).
    """
    chosen = kind_named(kind) if kind else _fitting_kind(guess_kind(table.headers, overrides))
    columns, unmapped = _assign(chosen, table.headers, _overrides(chosen, table.headers, overrides, strict=True))
    missing = [f for f in chosen.required if f not in covered(columns)]
    if missing:
        raise _missing(chosen, missing, unmapped or table.headers)
    notes = [Note("unmapped", "Columns not used: {columns}", {"columns": ", ".join(unmapped)})] if unmapped else []
    full = next((c for c in columns if c.target == FULL_NAME), None)
    if full is None:
        return Mapping(chosen, columns, unmapped, warnings=tuple(notes))
    found, share = _order_of(table, full, order)
    return Mapping(chosen, columns, unmapped, found, share, tuple(notes))


def _fitting_kind(ranked: Sequence[Candidate]) -> Kind:
    """The kind that names most fields, if it has all that are required; a file is never read as its second best."""
    best = ranked[0]
    rivals = [c for c in ranked if c.hits == best.hits and not c.missing]
    if best.hits < 2 or best.missing:
        near = [c for c in ranked if c.hits > 0][:3]
        raise InvalidInput("The file fits no kind of record; nearest: {nearest}. Say the kind with --kind and columns with "
                           "--map", code="no-kind", candidates=[c.kind.name for c in near],
                           nearest="; ".join(_described(c) for c in near) or "-")
    if len(rivals) > 1:
        names = [c.kind.name for c in rivals]
        raise InvalidInput("The file fits several kinds of record: say which with --kind ({kinds})", code="which-kind",
                           candidates=names, kinds=", ".join(names))
    return best.kind


def _described(candidate: Candidate) -> str:
    """A candidate in few words: ``lawyers (- surname, given_name)``."""
    return f"{candidate.kind.name} (- {', '.join(candidate.missing)})" if candidate.missing else candidate.kind.name


def _missing(kind: Kind, missing: Sequence[str], unmapped: Sequence[str]) -> InvalidInput:
    """The sentence about required fields without a column, with the columns that look most like them."""
    hints = []
    for name in missing:
        close = nearest(name, unmapped) or nearest(kind.field(name).title, unmapped)
        if close:
            hints.append(f"--map '{close}={name}'")
    facts = {"kind": kind.name, "fields": ", ".join(missing), "missing": list(missing), "hints": " ".join(hints)}
    if hints:
        return InvalidInput("No column of the file is {fields}, which {kind} need; perhaps {hints}?",
                            code="missing-columns", **facts)
    return InvalidInput("No column of the file is {fields}, which {kind} need: say which with --map", code="missing-columns",
                        **facts)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word that looks most like another: for wording a suggestion, never for mapping."""
    by_squash = {synonyms.squash(w): w for w in words}
    close = get_close_matches(synonyms.squash(word), list(by_squash), 1, 0.6)
    return by_squash[close[0]] if close else None


def _overrides(kind: Kind, headers: Sequence[str], wanted: Sequence[str], *, strict: bool) -> dict[int, str]:
    """Column index -> target said by the operator; with ``strict`` anything that does not fit is an error."""
    result = {}
    for text in wanted:
        column, equals, name = text.rpartition("=")
        if not equals or not column.strip():
            raise InvalidInput("--map takes Column=field, not {text}", code="bad-map", text=text)
        index = _column_index(column.strip(), headers)
        target = _target_named(kind, name.strip())
        if index is None:
            raise InvalidInput("There is no column {column}; nearest: {nearest}", code="no-such-column", column=column,
                               nearest=nearest(column, headers) or ", ".join(headers))
        if target is not None:
            result[index] = target
        elif strict:
            raise InvalidInput("{kind} have no field {field}; nearest: {nearest}", code="no-such-field", kind=kind.name,
                               field=name, nearest=nearest(name, kind.names) or ", ".join(kind.names))
    return result


def _column_index(column: str, headers: Sequence[str]) -> int | None:
    """The place of a column by its header, exactly, else folded when only one fits."""
    if column in headers:
        return headers.index(column)
    wanted = synonyms.squash(column)
    same = [i for i, h in enumerate(headers) if wanted and synonyms.squash(h) == wanted]
    return same[0] if len(same) == 1 else None


def _target_named(kind: Kind, name: str) -> str | None:
    """A field by its canonical name or Italian title, or one of the virtual targets the kind can take."""
    if name == IGNORED:
        return IGNORED
    for spec in kind.fields:
        if name == spec.name or synonyms.squash(name) == synonyms.squash(spec.title):
            return spec.name
    virtual = {FULL_NAME: "surname" in kind.names, CONTACTS: "phone" in kind.names and "email" in kind.names}
    return name if virtual.get(name) else None


def _assign(kind: Kind, headers: Sequence[str], said: dict[int, str]) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Columns and left-over headers. A target is taken once, by the operator's word or the first column that means it,
    unless its field takes several values.
    """
    targets = {i: said.get(i) or synonyms.target_of(kind, h) for i, h in enumerate(headers)}
    present = set(targets.values())
    for i, header in enumerate(headers):
        # "Nome" alone, without a column for the surname, is what offices write above whole names.
        if targets[i] == "given_name" and i not in said and "surname" not in present \
                and synonyms.squash(header) in _BARE_NAME:
            targets[i] = FULL_NAME
    if {"surname", "given_name"} <= set(targets.values()):
        targets = {i: None if t == FULL_NAME and i not in said else t for i, t in targets.items()}
    elif FULL_NAME in targets.values():
        targets = {i: None if t in ("surname", "given_name") and i not in said else t for i, t in targets.items()}
    several = {f.name for f in kind.fields if f.many} | {CONTACTS}
    taken = {t for t in said.values() if t not in several}
    columns, unmapped = [], []
    for i, header in enumerate(headers):
        target = targets[i]
        if target is None or (target in taken and i not in said):
            if not header.startswith("["):
                unmapped.append(header)
        elif target != IGNORED:
            columns.append(Column(i, header, target))
            taken |= set() if target in several else {target}
    return tuple(columns), tuple(unmapped)


def _order_of(table: Table, column: Column, said: Order | None) -> tuple[Order, float | None]:
    """The order of names in a column: said by the operator, by its header's words, or by the whole column's evidence."""
    if said:
        return said, None
    words = synonyms.words_of(column.header)
    surname = next((i for i, w in enumerate(words) if w in _SURNAME_WORDS), None)
    given = next((i for i, w in enumerate(words) if w in _GIVEN_WORDS), None)
    if surname is not None and given is not None:
        return ("surname-given" if surname < given else "given-surname"), None
    evidence: NameOrder = name_order(table.column(column.index))
    if evidence.order is None:
        raise InvalidInput("In the column {column} the order of names is not certain ({percent} % of {rows} names tell): say "
                           "it with --name-order surname-given or given-surname", code="name-order", column=column.header,
                           percent=round(evidence.share * 100), rows=evidence.rows)
    return evidence.order, evidence.share
