"""The family around a child as lines of text: who descends from whom, by which two parents, half-siblings under their own.

Pure: names and words are the front end's. A person who has children with several others is drawn once, with a line for each
of the others and the children below it; whoever comes a second time (a father with parents of his own) is marked ``again``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from minori_tui.domain.kinship import PARENTS, Family

Role = Literal["person", "with", "heading"]
"""A person; the other parent of the children below; a title over those who have no place in the descent."""
BRANCH, LAST, ON, BLANK = "├─ ", "└─ ", "│  ", "   "
SIBLINGS, KIN, OTHERS = "siblings", "kin", "others"
"""Titles, by the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One line: the drawing before the name, whose line it is, whether the person stands further up already."""

    prefix: str
    role: Role
    person: int | None = None
    title: str = ""
    again: bool = False


class _Drawing:
    """A tree under way."""

    def __init__(self, family: Family, born: Mapping[int, str | None]) -> None:
        self._born = born
        self._parents = {one: family.parents(one) for one in born}
        self._spouses = {one: family.spouses(one) & born.keys() for one in born}
        self._children: dict[int, list[int]] = {}
        for child, pair in self._parents.items():
            for parent in pair.values():
                self._children.setdefault(parent, []).append(child)
        self.lines: list[TreeLine] = []
        self.drawn: set[int] = set()
        self._placed: set[int] = set()  # below their parents
        self._couples: set[frozenset[int]] = set()

    def tops(self, child: int) -> list[int]:
        """The ancestors of a child of whom no parent is recorded, the mother's side first."""
        found: list[int] = []
        seen: set[int] = set()
        waiting = [child]
        while waiting:
            one = waiting.pop()
            if one in seen or one not in self._parents:
                continue
            seen.add(one)
            pair = self._parents[one]
            known = [pair[role] for role in PARENTS if pair.get(role) in self._parents]
            if not known:
                found.append(one)
            waiting += reversed(known)
        return found

    def roots(self) -> list[int]:
        """Everybody with children and without recorded parents, the eldest first."""
        return self._by_birth(one for one in self._children if one in self._parents
                              and not any(p in self._parents for p in self._parents[one].values()))

    def unplaced(self, person: int) -> bool:
        """Whether the person has children who stand below nobody yet."""
        return any(child not in self._placed for child in self._children.get(person, ()))

    def draw(self, person: int, first: str = "", rest: str = "") -> None:
        """The person, then below each other parent the children of the two, then those of whom the other is not known."""
        self.lines.append(TreeLine(first, "person", person, again=person in self.drawn))
        self.drawn.add(person)
        groups = self._groups(person)
        entries: list[tuple[int | None, list[int]]] = []
        for other, children in groups:
            entries += [(other, children)] if other is not None else [(None, [child]) for child in children]
        for number, (other, children) in enumerate(entries):
            last = number == len(entries) - 1
            mark, below = rest + (LAST if last else BRANCH), rest + (BLANK if last else ON)
            if other is None:
                self.draw(children[0], mark, below)
                continue
            self.lines.append(TreeLine(mark, "with", other, again=other in self.drawn))
            self.drawn.add(other)
            for place, child in enumerate(children):
                end = place == len(children) - 1
                self.draw(child, below + (LAST if end else BRANCH), below + (BLANK if end else ON))

    def _groups(self, person: int) -> list[tuple[int | None, list[int]]]:
        groups: dict[int | None, list[int]] = {}
        for child in self._by_birth(c for c in self._children.get(person, ()) if c not in self._placed):
            self._placed.add(child)
            others = [p for p in self._parents[child].values() if p != person and p in self._born]
            groups.setdefault(others[0] if others else None, []).append(child)
        for spouse in sorted(self._spouses[person]):
            if frozenset((person, spouse)) not in self._couples:
                groups.setdefault(spouse, [])
        self._couples.update(frozenset((person, other)) for other in groups if other is not None)
        return sorted(groups.items(), key=lambda item: item[0] is None)

    def _by_birth(self, people: Iterable[int]) -> list[int]:
        return sorted(people, key=lambda one: (self._born[one] is None, self._born[one] or "", one))

    def group(self, title: str, people: Sequence[int]) -> None:
        """Those who have no place in the descent, under a title."""
        left = [one for one in people if one not in self.drawn]
        if left:
            self.lines.append(TreeLine("", "heading", title=title))
            for number, one in enumerate(left):
                self.lines.append(TreeLine(LAST if number == len(left) - 1 else BRANCH, "person", one))
                self.drawn.add(one)


def lines(child: int, family: Family, born: Mapping[int, str | None]) -> tuple[TreeLine, ...]:
    """The tree around a child. ``born``: everybody in it with the birth date (ISO, None when not known)."""
    tree = _Drawing(family, born)
    for top in tree.tops(child):
        if top not in tree.drawn or tree.unplaced(top):
            tree.draw(top)
    if child not in tree.drawn:
        tree.draw(child)  # parents and children in a circle: a wrong record is shown all the same
    for top in tree.roots():
        if tree.unplaced(top):
            tree.draw(top)
    rest = [one for one in sorted(born, key=lambda one: (born[one] is None, born[one] or "", one)) if one not in tree.drawn]
    ties = {one: family.kin(child, one) for one in rest}
    siblings = [one for one in rest if (tie := ties[one]) is not None and (tie.up, tie.down) == (1, 1)]
    tree.group(SIBLINGS, siblings)
    tree.group(KIN, [one for one in rest if ties[one] is not None])
    tree.group(OTHERS, rest)
    return tuple(tree.lines)
