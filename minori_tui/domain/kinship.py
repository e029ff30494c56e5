"""How two persons are related by the civil code: line, degree and the way from one to the other (artt. 74-78 c.c.).

* Kin descend from a common ancestor (art. 74). In the direct line a degree is a generation; in the collateral line degrees are
  the generations up to the common ancestor and down to the other person, the ancestor left out (art. 76).
* Affinity binds a spouse to the kin of the other spouse, in the same line and degree (art. 78). It arises from marriage only:
  who lives with a parent without being married to the parent is neither kin nor affine, and affines of one's affines are
  nobody. It does not end with the death of a spouse (art. 78 c. 3), so an ended marriage still counts here.
* Only what is recorded is known. Two persons with no recorded tie are not "unrelated": the answer is None, a third value.

A bond says what ``other`` is to ``person``. Ancestors that a bond implies without naming them (a grandmother is the mother of
a parent who may not be recorded) are nodes of their own here, so that degrees are right and nobody is taken for somebody else.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

PARENTS = ("mother", "father")
BLOOD = frozenset({*PARENTS, "sibling", "half_sibling", "grandparent", "uncle_aunt"})
"""Kinds of bond that make kin; ``sibling`` shares both parents, ``half_sibling`` one."""
Move = Literal["up", "down", "marriage"]
Node = int | str
"""A person by its number, or an ancestor that is implied and not named."""


@dataclass(frozen=True, slots=True)
class Bond:
    """``other`` is ``kind`` (mother, sibling, spouse …) to ``person``. ``ended``: it no longer holds today."""

    person: int
    other: int
    kind: str
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: to a parent, to a child, to a spouse; ``person`` is None for somebody who is not recorded."""

    move: Move
    person: int | None


@dataclass(frozen=True, slots=True)
class Kinship:
    """The closest recorded tie of two persons.

    ``up`` and ``down`` are the generations to and from the common ancestor; for affines those between the spouse and the
    other, with ``by_marriage``. ``half`` is for brothers and sisters: True when they have one parent in common, False when
    both, None when that is not known.
    """

    up: int
    down: int
    path: tuple[Step, ...]
    by_marriage: bool = False
    half: bool | None = None

    @property
    def degree(self) -> int:
        """The degree (art. 76 c.c.); 0 for a person and itself, and for spouses, who have none."""
        return self.up + self.down

    @property
    def line(self) -> Literal["direct", "collateral"]:
        """Direct when one descends from the other (art. 75 c.c.)."""
        return "collateral" if self.up and self.down else "direct"


class Family:
    """The bonds of a family, ready to be asked many times."""

    def __init__(self, bonds: Iterable[Bond]) -> None:
        self._bonds = tuple(bonds)
        blood = [b for b in self._bonds if b.kind in BLOOD and not b.ended]
        self._named: dict[int, dict[str, set[int]]] = {}
        for bond in blood:
            if bond.kind in PARENTS:
                self._named.setdefault(bond.person, {}).setdefault(bond.kind, set()).add(bond.other)
        self._spouses: dict[int, set[int]] = {}
        for bond in self._bonds:
            if bond.kind == "spouse":
                self._spouses.setdefault(bond.person, set()).add(bond.other)
                self._spouses.setdefault(bond.other, set()).add(bond.person)
        self._half_said = {frozenset((b.person, b.other)) for b in blood if b.kind == "half_sibling"}
        self._full = self._full_siblings([b for b in blood if b.kind == "sibling"])
        self._up: dict[Node, set[Node]] = {}
        for bond in blood:
            self._climb(bond)
        for group in {id(g): g for g in self._full.values()}.values():
            self._share_parents(group)

    # ---- building

    def _full_siblings(self, bonds: Sequence[Bond]) -> dict[int, set[int]]:
        """Who are brothers and sisters of both parents: groups of them. A group in which two have different mothers, or
        different fathers, is none: those bonds are of half-siblings, whatever was written."""
        groups: dict[int, set[int]] = {}
        for bond in bonds:
            joined = groups.get(bond.person, {bond.person}) | groups.get(bond.other, {bond.other})
            for member in joined:
                groups[member] = joined
        return {person: group for person, group in groups.items() if not self._contradictory(group)}

    def _contradictory(self, group: set[int]) -> bool:
        return any(len(set[int]().union(*(self._named.get(p, {}).get(role, set()) for p in group))) > 1 for role in PARENTS)

    def _climb(self, bond: Bond) -> None:
        """The generations a bond goes up, and down again, with nodes for who is implied."""
        child, other = bond.person, bond.other
        tag = f"{bond.kind}:{min(child, other)}:{max(child, other)}"
        if bond.kind in PARENTS:
            self._edge(child, other)
        elif bond.kind == "grandparent":
            self._edge(child, f"{tag}/1")
            self._edge(f"{tag}/1", other)
        elif bond.kind == "uncle_aunt":
            self._edge(child, f"{tag}/1")
            self._edge(f"{tag}/1", f"{tag}/2")
            self._edge(other, f"{tag}/2")
        else:
            self._edge(child, tag)
            self._edge(other, tag)

    def _edge(self, child: Node, parent: Node) -> None:
        self._up.setdefault(child, set()).add(parent)

    def _share_parents(self, group: set[int]) -> None:
        """Brothers and sisters of both parents have all their parents in common, named or implied."""
        shared = {parent for member in group for parent in self._up.get(member, ())}
        for member in group:
            self._up.setdefault(member, set()).update(shared)

    # ---- asking

    def parents(self, person: int) -> dict[str, int]:
        """The recorded mother and father, also those known from a brother or sister of both parents."""
        found: dict[str, int] = {}
        for role in PARENTS:
            for member in (person, *sorted(self._full.get(person, ()))):
                for parent in self._named.get(member, {}).get(role, ()):
                    found.setdefault(role, parent)
        return found

    def spouses(self, person: int) -> set[int]:
        """To whom a person is or was married."""
        return set(self._spouses.get(person, ()))

    def kin(self, a: int, b: int) -> Kinship | None:
        """The closest recorded kinship of two persons; None when none is known."""
        ups, downs = self._ancestors(a), self._ancestors(b)
        common = ups.keys() & downs.keys()
        if not common:
            return None
        best = min(common, key=lambda node: (ups[node][0] + downs[node][0], ups[node][1] + downs[node][1],
                                             isinstance(node, str), abs(ups[node][0] - downs[node][0]), str(node)))
        climb, descent = ups[best][2], downs[best][2]
        path = [Step("up", _person(node)) for node in climb[1:]] + [Step("down", _person(node)) for node in descent[-2::-1]]
        half = self._half(a, b) if (len(climb), len(descent)) == (2, 2) else None
        return Kinship(len(climb) - 1, len(descent) - 1, tuple(path), half=half)

    def _ancestors(self, person: int) -> dict[Node, tuple[int, int, tuple[Node, ...]]]:
        """Every ancestor by the shortest way to it, the person first: generations, unnamed ones among them, the way."""
        found: dict[Node, tuple[int, int, tuple[Node, ...]]] = {}
        waiting: list[tuple[int, int, tuple[str, ...], tuple[Node, ...]]] = [(0, 0, (), (person,))]
        while waiting:
            generations, unnamed, order, way = heapq.heappop(waiting)
            if way[-1] in found:
                continue
            found[way[-1]] = (generations, unnamed, way)
            for parent in self._up.get(way[-1], ()):
                if parent not in found:
                    heapq.heappush(waiting, (generations + 1, unnamed + isinstance(parent, str), (*order, str(parent)),
                                             (*way, parent)))
        return found

    def _half(self, a: int, b: int) -> bool | None:
        """Whether two who have a parent in common have the other one apart."""
        mine, theirs = self.parents(a), self.parents(b)
        known = [mine[role] == theirs[role] for role in PARENTS if role in mine and role in theirs]
        if False in known:
            return True
        if len(known) == len(PARENTS) or b in self._full.get(a, ()):
            return False
        return True if frozenset((a, b)) in self._half_said else None

    def related(self, a: int, b: int) -> Kinship | None:
        """The closest recorded tie of two persons by blood, else by marriage; None when none is known."""
        if b in self.spouses(a):
            return Kinship(0, 0, (Step("marriage", b),), by_marriage=True)
        found = self.kin(a, b)
        if found is not None:
            return found
        by_mine = (self._through(a, spouse, b, first=True) for spouse in sorted(self.spouses(a)))
        by_theirs = (self._through(a, spouse, b, first=False) for spouse in sorted(self.spouses(b)))
        ties = [tie for tie in (*by_mine, *by_theirs) if tie is not None]
        return min(ties, key=lambda tie: (tie.degree, tie.up), default=None)

    def _through(self, a: int, spouse: int, b: int, *, first: bool) -> Kinship | None:
        """The affinity of a and b by the spouse of a (``first``) or of b."""
        blood = self.kin(spouse, b) if first else self.kin(a, spouse)
        if blood is None or not blood.degree:
            return None
        path = (Step("marriage", spouse), *blood.path) if first else (*blood.path, Step("marriage", b))
        return Kinship(blood.up, blood.down, path, by_marriage=True, half=blood.half)

    def within(self, a: int, b: int, limit: int) -> bool | None:
        """Whether two persons are kin or affines within a degree (art. 2 c. 1.1 L. 184/1983 asks about the 4th).

        True for spouses too, who are closer than any degree. False when the closest recorded tie is farther, or when all
        ancestors of both that could make one are recorded. None otherwise: that nothing is recorded proves nothing.
        """
        tie = self.related(a, b)
        if tie is not None:
            return tie.degree <= limit
        if self.spouses(a) or self.spouses(b):
            return None  # kin of a spouse may be missing
        return False if self.complete(a, limit) and self.complete(b, limit) else None

    def complete(self, person: int, generations: int) -> bool:
        """Whether mother and father are recorded for a person and all ancestors up to so many generations."""
        level = {person}
        for _generation in range(generations):
            pairs = [self.parents(one) for one in level]
            if any(len(pair) < len(PARENTS) for pair in pairs):
                return False
            level = {parent for pair in pairs for parent in pair.values()}
        return True


def _person(node: Node) -> int | None:
    return node if isinstance(node, int) else None


def degree(a: int, b: int, bonds: Iterable[Bond]) -> Kinship | None:
    """The closest recorded tie of two persons, with its degree and its way; None when none is known."""
    return Family(bonds).related(a, b)


def within_degree(a: int, b: int, bonds: Iterable[Bond], limit: int = 4) -> bool | None:
    """Whether two persons are kin or affines within a degree (see ``Family.within``)."""
    return Family(bonds).within(a, b, limit)
