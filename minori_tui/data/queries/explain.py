"""Why a case was found: for each typed word, what of the case answers to it.

Made for one case at a time, from its records and not from the index, in the words of ``domain.lookup``. The messages are
English ids (``locale/it/lookup.po`` has the Italian); facts fill them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.data.places import place_name
from minori_tui.data.queries.filters import is_worker
from minori_tui.domain.lookup import (
    SHORTEST_CODE,
    Code,
    Filter,
    Query,
    file_key,
    file_order,
    name_words,
    number_codes,
    place_words,
    plain_code,
)
from minori_tui.domain.sounds import SHORTEST_FORGIVEN, one_edit_apart, sound
from minori_tui.domain.text import fold
from minori_tui.domain.text import words as folded_words


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence: an English message id and the facts that fill it."""

    message: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Relative:
    """Somebody of the family: the message ids begin with what he or she is to the child."""

    person_id: int
    kind: str
    surname: str
    given_name: str

    @property
    def name(self) -> str:
        return f"{self.surname} {self.given_name}".strip()


@dataclass(slots=True)
class _Subject:
    """What a case can be found by."""

    person_id: int
    file_number: str
    surname: str
    given_name: str
    fiscal_code: str
    relatives: list[_Relative]
    streets: list[tuple[str, frozenset[str]]]  # as written, and its words
    phones: list[tuple[int, str, str]]  # whose, as written, as compared
    orders: list[tuple[str, list[str]]]  # number of an order or of its proceeding as written, and as compared


_WEAK = 100  # a word that nothing answers to: another reading of the words must be the right one
_RELATIONS = {
    "mother": "mother", "father": "father", "sibling": "sibling", "half_sibling": "half-sibling", "grandparent": "grandparent",
    "uncle_aunt": "uncle or aunt", "partner_of_parent": "partner of a parent", "guardian": "guardian",
    "special_representative": "special representative", "foster_carer": "foster carer", "teacher": "teacher", "lawyer": "lawyer",
}


def explain(connection: Connection, case_id: int, query: Query) -> tuple[Reason, ...]:
    """The reasons in the order of the typed words: names, codes, fields. Empty when the case or the search is empty."""
    subject = _subject(connection, case_id)
    if subject is None or query.empty:
        return ()
    readings = [[_of_word(subject, w) for w in reading] for reading in query.readings()] if query.names else [[]]
    best = min(readings, key=lambda reading: sum(cost for cost, _ in reading))
    found = [reason for _, reason in best if reason]
    found += [reason for code in query.codes if (reason := _of_code(subject, code))]
    found += [reason for item in query.filters if (reason := _of_filter(connection, case_id, item))]
    return tuple({(r.message, repr(r.facts)): r for r in found}.values())


def _subject(connection: Connection, case_id: int) -> _Subject | None:
    row = connection.execute("SELECT p.id, c.file_number, p.surname, p.given_name, p.fiscal_code FROM case_file c "
                             "JOIN person p ON p.id = c.person_id WHERE c.id = ?", (case_id,)).fetchone()
    if row is None:
        return None
    person = row[0]
    relatives = [_Relative(*r) for r in connection.execute(
        "SELECT r.other_id, r.kind, o.surname, o.given_name FROM relationship r JOIN person o ON o.id = r.other_id "
        "WHERE r.person_id = ? ORDER BY r.id", (person,))]
    streets = [(street or place_name(town) or "", place_words(street, place_name(town))) for street, town in connection.execute(
        "SELECT street, municipality FROM address WHERE person_id = ? AND valid_to IS NULL AND protected = 0", (person,))]
    people = [person, *(r.person_id for r in relatives)]
    phones = [(whose, value, plain_code(key)) for whose, value, key in connection.execute(
        "SELECT person_id, value, match_key FROM contact WHERE kind IN ('phone', 'mobile', 'fax') "
        f"AND person_id IN ({','.join('?' * len(people))}) ORDER BY id", people)]
    numbers = [number for pair in connection.execute(
        "SELECT o.order_number, o.registry_number FROM order_child r JOIN court_order o ON o.id = r.order_id WHERE r.case_id = ? "
        "ORDER BY o.id", (case_id,)) for number in pair if number]
    orders = [(number, number_codes(number)) for number in numbers]
    return _Subject(person, row[1], row[2], row[3], row[4] or "", relatives, streets, phones, orders)


def _of_word(subject: _Subject, word: str) -> tuple[int, Reason | None]:
    """The surest reason for a name word, and how sure it is (0 surest)."""
    for cost, reason in _candidates(subject, word):
        return cost, reason
    return _WEAK, None


def _candidates(subject: _Subject, word: str) -> Iterator[tuple[int, Reason]]:
    """What answers to a name word, the surest first."""
    own = (("surname", subject.surname), ("name", subject.given_name))
    yield from _own_name(own, word)
    for cost, begins in ((4, False), (5, True)):
        for other in subject.relatives:
            if _has(name_words(other.surname, other.given_name), word, begins):
                yield cost, Reason(f"{_relation(other)}: {{name}}", {"name": other.name})
        for written, words in subject.streets:
            if _has(words, word, begins):
                yield cost, Reason("address {address}", {"address": written})
    yield from _forgiven(subject, word, own)
    if len(word) > SHORTEST_CODE and plain_code(subject.fiscal_code).startswith(word):
        yield 9, Reason("fiscal code «{part}»", {"part": word.upper()})


def _own_name(own: Sequence[tuple[str, str]], word: str) -> Iterator[tuple[int, Reason]]:
    """What of the child's own name is the word, or begins with it; parts that were joined are said to be."""
    for cost, begins in ((0, False), (2, True)):
        typed = {"word": word + "…" * begins}
        for label, part in own:
            if _has(folded_words(part), word, begins):
                yield cost, Reason(f"{label} «{{word}}»", typed)
            elif _has(name_words(part, ""), word, begins):
                yield cost + 1, Reason(f"joined {label} «{{word}}»", typed)


def _has(words: Iterable[str], word: str, begins: bool) -> bool:
    """Whether one of the words is the typed one, or begins with it."""
    return any(w.startswith(word) for w in words) if begins else word in words


def _forgiven(subject: _Subject, word: str, own: Sequence[tuple[str, str]]) -> Iterator[tuple[int, Reason]]:
    """What sounds like a name word, or is one letter away from it."""
    if len(word) < SHORTEST_FORGIVEN or not word.isalpha():
        return
    heard = sound(word)
    for cost, sounds in ((6, True), (7, False)):
        for label, part in own:
            if any(_near(w, word, heard, sounds) for w in name_words(part, "")):
                how = "{name} sounds like «{word}»" if sounds else "{name}: one letter from «{word}»"
                yield cost, Reason(f"{label} {how}", {"name": part, "word": word})
        for other in subject.relatives:
            if any(_near(w, word, heard, sounds) for w in name_words(other.surname, other.given_name)):
                yield cost + 1, Reason(f"{_relation(other)}: {{name}}, similar to «{{word}}»", {"name": other.name, "word": word})


def _near(stored: str, word: str, heard: str, sounds: bool) -> bool:
    """Whether a stored word begins with the sound of the typed one, or is one letter away."""
    if sounds:
        return sound(stored).startswith(heard)
    return one_edit_apart(stored, word) or one_edit_apart(sound(stored), heard)


def _relation(other: _Relative) -> str:
    return _RELATIONS.get(other.kind, "family")


def _of_code(subject: _Subject, code: Code) -> Reason | None:
    """Which code has the typed part: file number, fiscal code, telephone, house number."""
    key, order = file_key(subject.file_number), file_order(subject.file_number)
    if any(key.startswith(f) for f in code.files) or any(a <= order < b + "{" for a, b in code.series) or (
            code.plain in plain_code(fold(subject.file_number))):
        return Reason("file number {number}", {"number": subject.file_number})
    if code.plain in plain_code(subject.fiscal_code):
        return Reason("fiscal code «{part}»", {"part": code.plain.upper()})
    for whose, written, compared in subject.phones:
        if code.plain in compared:
            other = next((r for r in subject.relatives if r.person_id == whose), None)
            return Reason(f"{_relation(other)}: telephone {{number}}" if other else "telephone {number}", {"number": written})
    for written, codes in subject.orders:
        if any(code.plain in compared for compared in codes):
            return Reason("order or proceeding {number}", {"number": written})
    for written, words in subject.streets:
        if code.plain in words:
            return Reason("address {address}", {"address": written})
    return None


def _of_filter(connection: Connection, case_id: int, item: Filter) -> Reason | None:
    """The value of the case that a ``field:value`` word asked for."""
    row = connection.execute("SELECT c.status, c.municipality, c.birth_date, c.next_due, f.msna, p.sex, c.activity "
                             "FROM lookup_case c JOIN case_file f ON f.id = c.case_id JOIN person p ON p.id = f.person_id "
                             "WHERE c.case_id = ?", (case_id,)).fetchone()
    if row is None:
        return None
    status, municipality, born, due, msna, sex, activity = row
    if item.field == "worker":
        names = [name for code, name in connection.execute(
            "SELECT o.code, o.name FROM assignment a JOIN operator o ON o.id = a.operator_id "
            "WHERE a.case_id = ? AND a.valid_to IS NULL ORDER BY a.valid_from", (case_id,)) if is_worker(item.text, code, name)]
        return Reason("followed by {name}", {"name": names[0]}) if names else None
    reasons = {
        "status": Reason("open case" if status == "open" else "closed case"),
        "municipality": Reason("lives in {place}", {"place": municipality}),
        "age": Reason("born on {day}", {"day": born}),
        "due": Reason("due on {day}", {"day": due}),
        "msna": Reason("unaccompanied minor" if msna else "not an unaccompanied minor"),
        "sex": Reason("male" if sex == "M" else "female"),
        "activity": Reason("under way: {kinds}", {"kinds": activity}),
    }
    return reasons.get(item.field)
