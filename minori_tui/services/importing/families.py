"""Who belongs to a child: parents shared by brothers and sisters, households, siblings, and those who follow the case.

A parent is one person for two children when they live in one household or when both parents have the same names; a name alone
is not enough.
"""

from __future__ import annotations

from typing import Any

from minori_tui.data.queries import matching
from minori_tui.data.queries.matching import Row
from minori_tui.domain.names import Order, name_order, split_full_name
from minori_tui.domain.text import fold
from minori_tui.services.importing.base import Setting
from minori_tui.services.importing.compare import Work
from minori_tui.services.importing.names import match_key
from minori_tui.services.importing.parts import reference, word_key

PARENTS = ("mother", "father")


class Child:
    """What is known about the family of one child."""

    __slots__ = ("houses", "parents", "person", "siblings")

    def __init__(self, person: Row) -> None:
        self.person = person
        self.parents: dict[str, tuple[Row, Row]] = {}  # role -> relationship, the other person
        self.siblings: set[str] = set()  # names by their words
        self.houses: list[tuple[Row, str]] = []  # membership, label


class Families:
    """The families of the children that rows are about."""

    def __init__(self, setting: Setting, persons: dict[int, Row]) -> None:
        self.setting = setting
        self._children: dict[int, Child] = {}
        self._shared: dict[tuple[str, ...], Any] = {}  # evidence that a parent is one and the same -> how to refer to it
        self._houses: dict[str, Any] = {}
        self._awaited: dict[str, tuple[Row, dict[str, Any]]] = {}  # siblings without a case: the person, the row that named them
        self._others: dict[str, list[Row]] = {}  # children by the words of their name, for siblings
        self.order: Order = "surname-given"
        if not setting.columns.isdisjoint((*PARENTS, "household", "siblings")):
            self._load(persons)

    def _load(self, persons: dict[int, Row]) -> None:
        connection = self.setting.connection
        related = matching.by_ids(connection, "relationship", "person_id", persons) if persons else {}
        others = matching.by_ids(connection, "person", "id", (r["other_id"] for rows in related.values() for r in rows))
        for person_id, rows in related.items():
            child = self.child(persons[person_id])
            for row in rows:
                other = others[row["other_id"]][0]
                if row["kind"] in PARENTS and row["valid_to"] is None:
                    child.parents[row["kind"]] = (row, other)
                elif row["kind"] in ("sibling", "half_sibling"):
                    child.siblings.add(word_key(other["surname"], other["given_name"]))
        if self.setting.columns.isdisjoint(PARENTS) is False:
            pairs: dict[int, dict[str, tuple[int, str]]] = {}
            for person_id, kind, other_id, surname, given in matching.parents(connection):
                pairs.setdefault(person_id, {})[kind] = (other_id, word_key(surname, given))
            self._learn(pairs)
        self._load_houses(persons)

    def _learn(self, pairs: dict[int, dict[str, tuple[int, str]]]) -> None:
        """The stored parents by the evidence that finds them again."""
        labels: dict[int, str] = {}
        for row in matching.rows_of(
            self.setting.connection,
            "SELECT m.person_id, h.label FROM household_member m JOIN household h "
            "ON h.id = m.household_id WHERE m.valid_to IS NULL",
        ):
            labels[row["person_id"]] = fold(row["label"])
        for person_id, found in pairs.items():
            names = {role: name for role, (_, name) in found.items()}
            for role, (other_id, name) in found.items():
                for evidence in _evidence(role, name, names, labels.get(person_id)):
                    self._shared.setdefault(evidence, other_id)

    def _load_houses(self, persons: dict[int, Row]) -> None:
        if "household" not in self.setting.columns:
            return
        houses = {h["id"]: h for h in matching.everything(self.setting.connection, "household")}
        for house in houses.values():
            self._houses.setdefault(fold(house["label"]), house["id"])
        for person_id, rows in matching.by_ids(self.setting.connection, "household_member", "person_id", persons).items():
            child = self.child(persons[person_id])
            child.houses += [(m, houses[m["household_id"]]["label"]) for m in rows if m["valid_to"] is None]

    def child(self, person: Row) -> Child:
        """What is known about a child."""
        return self._children.setdefault(id(person), Child(person))

    def learn_order(self, values: list[dict[str, Any]]) -> None:
        """The order of names in the columns of parents, from the whole columns; surname first when they do not tell."""
        found = name_order(str(v[f]) for v in values for f in PARENTS if v.get(f))
        self.order = found.order or "surname-given"

    def compare_parents(self, work: Work, person: Row, values: dict[str, Any]) -> None:
        """Compare mother and father; a new one is looked for among the parents of brothers and sisters first."""
        child = self.child(person)
        names = {r: word_key(v) for r in PARENTS if (v := values.get(r))}
        house = fold(values.get("household") or "") or None
        for role, name in names.items():
            known = child.parents.get(role)
            if known is not None:
                stored = word_key(known[1]["surname"], known[1]["given_name"])
                if (
                    stored == name
                    or set(name.split()) <= set(stored.split())
                    or not self._may_replace(work, person, role, known, values)
                ):
                    self._remember(role, stored, {**names, role: stored}, house, reference(known[1]))
                    continue
            parent = self._parent(work, role, name, names, house, str(values[role]))
            other = (
                parent if isinstance(parent, dict) else {"id": parent, "version": 0, "surname": values[role], "given_name": ""}
            )
            relation = work.add(
                "relationship",
                {"person_id": reference(person), "other_id": parent, "kind": role},
                role,
                values[role],
                known and f"{known[1]['surname']} {known[1]['given_name']}".strip(),
            )
            child.parents[role] = (relation, other)

    def _may_replace(self, work: Work, person: Row, role: str, known: tuple[Row, Row], values: dict[str, Any]) -> bool:
        """Whether another parent may take the place of the stored one, whose relationship then ends today."""
        relation, other = known
        old = f"{other['surname']} {other['given_name']}".strip()
        if "version" not in relation or work.kept(old):
            return False
        if work.newer(work.origins.of_row("relationship", relation, "person", person), role, values[role], old):
            return False
        work.put("relationship", relation, valid_to=self.setting.today.isoformat())
        return True

    def _parent(self, work: Work, role: str, name: str, names: dict[str, str], house: str | None, text: str) -> Any:
        for evidence in _evidence(role, name, names, house):
            if evidence in self._shared:
                found = self._shared[evidence]
                self._remember(role, name, names, house, found)
                return found
        surname, given = split_full_name(text, self.order)
        row = work.extra(
            "person",
            {
                "surname": surname,
                "given_name": given,
                "match_key": match_key(surname, given),
                "sex": "F" if role == "mother" else "M",
            },
        )
        self._remember(role, name, names, house, row)
        return row

    def _remember(self, role: str, name: str, names: dict[str, str], house: str | None, parent: Any) -> None:
        for evidence in _evidence(role, name, names, house):
            self._shared.setdefault(evidence, parent)

    def compare_household(self, work: Work, person: Row, label: str | None) -> None:
        """Compare the household of a child: a label means one household wherever it stands."""
        child = self.child(person)
        if not label or any(fold(known) == fold(label) for _, known in child.houses):
            return
        old = child.houses[-1][1] if child.houses else None
        if old is not None:
            if work.kept(old) or "version" not in child.houses[-1][0]:
                return
            if work.newer(
                work.origins.of_row("household_member", child.houses[-1][0], "person", person), "household", label, old
            ):
                return
            for membership, _ in child.houses:
                work.put("household_member", membership, valid_to=self.setting.today.isoformat())
        house = self._houses.get(fold(label))
        if house is None:
            house = self._houses[fold(label)] = work.extra("household", {"label": label})
        member = work.add(
            "household_member", {"household_id": house, "person_id": reference(person), "role": "child"}, "household", label, old
        )
        child.houses = [(member, label)]

    def children(self, heads: list[tuple[Row, str, str]]) -> None:
        """The children of the store and of this file among whom siblings are looked for: person, surname, given name."""
        for person, surname, given in heads:
            self._others.setdefault(word_key(surname, given), []).append(person)

    def enlist(self, person: Row) -> None:
        """A child of this file, among whom siblings are looked for from now on."""
        known = self._others.setdefault(word_key(person["surname"], person["given_name"]), [])
        if not any(k is person for k in known):
            known.append(person)

    def awaited(self, values: dict[str, Any]) -> Row | None:
        """The person whom an earlier row of this file named as a sibling, when this row is about the same family."""
        name = word_key(values["surname"], values["given_name"])
        person, other = self._awaited.get(name, (None, {}))
        if person is None:
            return None
        given = fold(str(other["given_name"]))
        named = any(given in fold(part).split() for part in str(values.get("siblings") or "").split(";"))
        if named or any(values.get(f) and values[f] == other.get(f) for f in ("mother", "father", "household", "address")):
            del self._awaited[name]
            return person
        return None

    def compare_siblings(self, work: Work, person: Row, values: dict[str, Any]) -> None:
        """Enter brothers and sisters that are not related yet, in both directions."""
        text = values.get("siblings")
        child = self.child(person)
        for part in (text or "").split(";"):
            item = part.strip()
            words = item.split()
            full = item if len(words) > 1 else f"{person['surname']} {item}"
            name = word_key(full)
            if (
                not item
                or name in child.siblings
                or word_key(item) in child.siblings
                or name == word_key(person["surname"], person["given_name"])
            ):
                continue
            child.siblings.add(name)
            found = [o for o in self._others.get(name, []) if o is not person and fold(o["surname"]) == fold(person["surname"])]
            if len(found) == 1:
                other = found[0]
            else:
                surname, given = split_full_name(full, self.order)
                other = work.extra("person", {"surname": surname, "given_name": given, "match_key": match_key(surname, given)})
                self._others.setdefault(name, []).append(other)
                self._awaited[name] = (other, values)
            work.add(
                "relationship",
                {"person_id": reference(person), "other_id": reference(other), "kind": "sibling"},
                "siblings",
                item,
            )
            work.extra("relationship", {"person_id": reference(other), "other_id": reference(person), "kind": "sibling"})
            self.child(other).siblings.add(word_key(person["surname"], person["given_name"]))


def _evidence(role: str, name: str, names: dict[str, str], house: str | None) -> list[tuple[str, ...]]:
    """What would show that a parent of this name is the same person: the household, or the other parent's name too."""
    found: list[tuple[str, ...]] = [("house", role, house, name)] if house else []
    if len(names) == len(PARENTS):
        found.append(("pair", role, *(names[r] for r in PARENTS)))
    return found


class Operators:
    """Who works here, by code or name; a name nobody has yet is entered, with a word about it."""

    def __init__(self, setting: Setting) -> None:
        self._known: dict[str, Row] = {}
        self.names: dict[int, str] = {}
        self._codes: set[str] = set()
        for row in matching.everything(setting.connection, "operator"):
            self.names[row["id"]] = row["name"]
            self._codes.add(row["code"])
            for key in (word_key(row["code"]), word_key(row["name"])):
                self._known.setdefault(key, row)

    def find(self, text: str) -> Row | None:
        """The operator of that code or name."""
        return self._known.get(word_key(text))

    def enter(self, work: Work, text: str, role: str) -> Row:
        """A new operator; the code is made of the words of the name."""
        words = fold(text).split()
        base = code = "-".join(sorted(words)) or text
        count = 1
        while code in self._codes:
            count += 1
            code = f"{base}-{count}"
        self._codes.add(code)
        row = work.extra("operator", {"code": code, "name": text, "role": role})
        self._known[word_key(text)] = row
        return row
