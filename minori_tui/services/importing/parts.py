"""What persons and cases have in common: places, codes, operators, addresses, telephones."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from minori_tui.data.codes import load_district, load_list, place_index
from minori_tui.data.queries import matching
from minori_tui.data.queries.matching import Row
from minori_tui.domain import codes, fiscal_code
from minori_tui.domain.errors import FieldError, FieldProblem
from minori_tui.domain.text import fold
from minori_tui.i18n import N_
from minori_tui.services.importing import base
from minori_tui.services.importing.base import Setting
from minori_tui.services.importing.compare import Work, keys_of, phone_key
from minori_tui.services.importing.names import match_key, same_name

PERSON = ("surname", "given_name", "sex", "birth_date", "birth_place", "fiscal_code", "citizenship")


def word_key(*names: str | None) -> str:
    """The folded words of a name in alphabetical order."""
    return " ".join(sorted(fold(" ".join(n or "" for n in names)).split()))


def reference(row: Row) -> Any:
    """How another row refers to this one: its id, or the row itself when it has none yet."""
    return row["id"] if "version" in row else row


@cache
def _district() -> dict[str, str]:
    return {fold(p.name): p.code for p in load_district()} | {p.code.lower(): p.code for p in load_district()}


@lru_cache(maxsize=10_000)
def place_code(text: str) -> str | None:
    """The cadastral code of a municipality; None when the text is none or could be several."""
    known = _district().get(fold(text))
    if known:
        return known
    found = place_index().by_name(text)
    return found[0].code if len(found) == 1 else None


def take_place(values: Row, field: str, told: list[FieldProblem]) -> None:
    """Put the code of a municipality in the place of its name; a name nobody knows stays text, with a word about it."""
    text = values.get(field)
    if text is None:
        return
    code = place_code(text)
    if code is None:
        told.append(base.warning(field, "unknown-place", N_("No municipality is surely meant by this name: kept as text"), text))
    else:
        values[field] = code


@lru_cache(maxsize=10_000)
def _code(list_name: str, text: str) -> str | None:
    found = codes.match(text, load_list(list_name))
    return found.code if found else None


def take_code(values: Row, field: str, list_name: str, told: list[FieldProblem]) -> None:
    """Put the code of a list in the place of its words; words that are in no list stay text, with a word about them."""
    text = values.get(field)
    if text is None:
        return
    code = _code(list_name, text)
    if code is None:
        told.append(base.warning(field, "not-in-list", N_("Not one of the words of this list: kept as text"), text))
    else:
        values[field] = code


def check_code(values: Row, setting: Setting, told: list[FieldProblem]) -> None:
    """Compare a fiscal code with the names, sex and birth date beside it (warnings only)."""
    from datetime import date

    if values.get("fiscal_code") is None:
        return
    try:
        found = fiscal_code.check(values["fiscal_code"], setting.today)
    except FieldError:  # of an adult born a century ago: read once with the kind's own rule already
        return
    born = values.get("birth_date")
    told += fiscal_code.cross_check(
        found, values["surname"], values["given_name"], values.get("sex"), date.fromisoformat(born) if born else None
    )


def new_person(values: Row) -> Row:
    """The row of a person from the values of a file's row."""
    row: Row = {f: values.get(f) for f in PERSON}
    row["match_key"] = match_key(row["surname"], row["given_name"])
    if row["birth_place"]:
        row["birth_place_code"] = place_code(row["birth_place"])
    return row


def compare_person(work: Work, person: Row, values: Row) -> None:
    """Compare names, birth, sex, fiscal code and citizenship."""
    full = f"{values['surname']} {values['given_name']}"
    if not same_name(f"{person['surname']} {person['given_name']}", full):
        key: Row = {"match_key": match_key(values["surname"], values["given_name"])}
        for field in ("surname", "given_name"):
            work.value("person", person, field, values[field], also=key)
    for field in PERSON[2:]:
        also: Row = {"birth_place_code": place_code(values[field])} if field == "birth_place" and values.get(field) else {}
        work.value("person", person, field, values.get(field), also=also)


class Belongings:
    """Addresses and contacts of persons, stored and of this file."""

    def __init__(self, setting: Setting, persons: set[int]) -> None:
        self.setting = setting
        self._addresses = matching.by_ids(setting.connection, "address", "person_id", persons) if persons else {}
        self._claims: dict[tuple[int, str], set[str]] = {}  # numbers that rows of this file gave to a person
        self._contacts = matching.by_ids(setting.connection, "contact", "person_id", persons) if persons else {}

    def address(self, person: Row) -> Row | None:
        """The present address of a person."""
        kept = [a for a in self._addresses.get(_key(person), ()) if a.get("valid_to") is None]
        return kept[-1] if kept else None

    def numbers(self, person: Row, kinds: tuple[str, ...]) -> list[Row]:
        """The present contacts of a person of some kinds."""
        return [c for c in self._contacts.get(_key(person), ()) if c["kind"] in kinds and c.get("valid_to") is None]

    def compare_address(self, work: Work, person: Row, values: Row, town: str | None, since: str | None = None) -> None:
        """Compare street, town (``town`` names its field; None when it belongs to the case) and protection."""
        address = self.address(person)
        protected = values.get("protected_address")
        place = values.get("comune")
        if address is None:
            if values.get("address") is None and (town is None or place is None) and not protected:
                return
            address = work.add(
                "address",
                {
                    "person_id": reference(person),
                    "street": values.get("address"),
                    "municipality": place,
                    "protected": protected or 0,
                    "valid_from": since,
                },
                "address",
                values.get("address") or place or protected,
            )
            self._addresses.setdefault(_key(person), []).append(address)
            return
        owner = ("person", person)
        work.value("address", address, "street", values.get("address"), field="address", owner=owner)
        if town is not None:
            work.value("address", address, "municipality", place, field=town, owner=owner)
        work.value("address", address, "protected", protected, field="protected_address", owner=owner)

    def compare_contacts(self, work: Work, person: Row, field: str, kinds: tuple[str, ...], text: str | None) -> None:
        """Compare the numbers (or addresses) of a cell with those stored: new ones begin, others end today, but for those
        that an earlier row of this file gave.
        """
        wanted = {_contact_key(kinds, item): item for item in _items(text)}
        beside = self._claims.setdefault((_key(person), field), set())
        beside |= wanted.keys()
        stored = self.numbers(person, kinds)
        known = {_contact_key(kinds, c["value"]) for c in stored}
        if not wanted or wanted.keys() <= known:
            return
        old = "; ".join(c["value"] for c in stored) or None
        if old is not None and work.kept(old):
            return
        origins = work.origins
        by = [origins.of_row("contact", c, "person", person) for c in stored]
        by += [
            origins.of_value("contact", c, "valid_to")
            for c in self._contacts.get(_key(person), ())
            if c.get("valid_to") and "version" in c and _contact_key(kinds, c["value"]) in wanted
        ]
        if any(work.newer(b, field, text, old) for b in sorted({b for b in by if b})[:1]):
            return
        for contact in stored:
            if _contact_key(kinds, contact["value"]) not in beside:
                work.put("contact", contact, valid_to=max(self.setting.today.isoformat(), contact.get("valid_from") or ""))
        for key, item in wanted.items():
            if key not in known:
                kind = kinds[0] if "mobile" not in kinds or not key.startswith("3") else "mobile"
                row = work.extra("contact", {"person_id": reference(person), "kind": kind, "value": item, "match_key": key})
                self._contacts.setdefault(_key(person), []).append(row)
        work.changes.append(base_change(field, old, text))


def base_change(field: str, old: Any, new: Any) -> Any:
    """A change of a field that is kept in rows of its own."""
    from minori_tui.services.importing.model import FieldChange

    return FieldChange(field, old, new)


def _key(person: Row) -> int:
    return person["id"] if "version" in person else -id(person)


def _items(text: str | None) -> list[str]:
    return [i for part in (text or "").split(";") if (i := part.strip())]


def _contact_key(kinds: tuple[str, ...], item: str) -> str:
    return phone_key(item) if "phone" in kinds else next(iter(keys_of("email", item)))
