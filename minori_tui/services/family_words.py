"""A family in words: the lines of its tree, the heading about households, the text about one person. For screens and commands.

Where somebody with a protected address lives is never among them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from minori_tui.domain.dates import age_on, format_date
from minori_tui.domain.family_tree import KIN, SIBLINGS, TreeLine
from minori_tui.i18n import N_, _, n_
from minori_tui.services import kinship_words
from minori_tui.services.family import FamilyView, MeasureRow, PersonRow, StayRow

Labeller = Callable[[str, str | None], str]
"""Gives the label of a code: (list, code)."""
UNKNOWN = "—"
CHILD_SIGN, MARK_SIGN, HOME_SIGN, DEAD_SIGN = "▶ ", "◆ ", "⌂ ", "†"
_TITLES = {SIBLINGS: N_("Brothers and sisters"), KIN: N_("Other kin")}


def name_of(person: PersonRow | None) -> str:
    """Surname and given name; of somebody who is not recorded, that."""
    return f"{person.surname} {person.given_name}".strip() if person else _("(not recorded)")


class FamilyText:
    """The words about one family on one day. ``label`` gives the label of a code."""

    def __init__(self, view: FamilyView, day: date, label: Labeller) -> None:
        self.view, self.day, self._label = view, day, label
        self._own = {s.household_id for s in view.homes(view.child, day)}

    # ---- the rows

    def cells(self, lines: Sequence[TreeLine], marked: int | None = None) -> list[tuple[int | None, tuple[str, ...]]]:
        """For each line the person (None for a title) and: name, what they are to the child, age, file, where they live."""
        return [(line.person, self._cells(line, marked)) for line in lines]

    def _cells(self, line: TreeLine, marked: int | None) -> tuple[str, ...]:
        if line.person is None:
            return (f"── {_(_TITLES.get(line.title, N_('Other persons')))}", "", "", "", "")
        person = self.view.rows.persons[line.person]
        sign = (MARK_SIGN if line.person == marked else "") + (CHILD_SIGN if line.person == self.view.child else "")
        name = _("with {name}", name=name_of(person)) if line.role == "with" else name_of(person)
        if line.again:
            return (f"{line.prefix}{sign}{_('{name} (see above)', name=name)}", self.tie_word(line.person), "", "", "")
        return (f"{line.prefix}{sign}{name}", self.tie_word(line.person), self._age(person), person.case_number or "",
                self._home(person))

    def tie_word(self, person: int) -> str:
        """What a person is to the child in a word or two; of a parent also what a court decided."""
        if person == self.view.child:
            return _("the child")
        tie = self.view.tie(self.view.child, person)
        bond = self.view.bond_with_child(person)
        if tie is not None:
            said = kinship_words.word(tie, self._sex(person))
        elif bond is not None:
            said = self._label("relationship_kind", bond.kind).lower()
            if bond.valid_to and bond.valid_to <= self.day.isoformat():
                said = _("{what}, ended", what=said)
        else:
            return ""
        measure = self.view.responsible(person, self.day)
        return f"{said} · {self._label('parent_measure', measure.measure).lower()}" if measure else said

    def _sex(self, person: int | None) -> str | None:
        """The sex as recorded, else as the bond as mother or father says."""
        row = self.view.rows.persons.get(person) if person is not None else None
        if row is None or row.sex:
            return row.sex if row else None
        kinds = {b.kind for b in self.view.rows.bonds if b.other_id == person}
        return "F" if "mother" in kinds else "M" if "father" in kinds else None

    def _age(self, person: PersonRow) -> str:
        if person.died_on:
            return DEAD_SIGN
        return str(age_on(date.fromisoformat(person.birth_date), self.day)) if person.birth_date and date.fromisoformat(
            person.birth_date) <= self.day else ""

    def _home(self, person: PersonRow) -> str:
        homes = self.view.homes(person.person_id, self.day)
        with_child = [s for s in homes if s.household_id in self._own]
        if with_child:
            return HOME_SIGN + with_child[0].label
        if person.protected:
            return _("protected")
        return homes[0].label if homes else ""

    # ---- the heading

    def heading(self, today: date) -> str:
        """Where the child lives on the day, since when, with how many others."""
        day = _("today") if self.day == today else format_date(self.day)
        homes = self.view.homes(self.view.child, self.day)
        if not homes:
            return _("{day}: no household of the child is recorded", day=day)
        home = homes[0]
        others = {s.person_id for s in self.view.rows.stays if s.household_id == home.household_id
                  and s in self.view.homes(s.person_id, self.day)} - {self.view.child}
        return _("{day}: household {label}, {stay}, {others}", day=day, label=home.label, stay=self.period(home),
                 others=n_("with {count} other", "with {count} others", len(others)) if others else _("with nobody else"))

    def period(self, stay: StayRow) -> str:
        """From when to when."""
        if stay.valid_from and stay.valid_to:
            return f"{_day(stay.valid_from)} – {_day(stay.valid_to)}"
        if stay.valid_to:
            return _("until {day}", day=_day(stay.valid_to))
        return _("since {day}", day=_day(stay.valid_from)) if stay.valid_from else _("since when is not recorded")

    # ---- one person

    def about(self, number: int) -> str:
        """Everything the tree knows about a person, in sentences. Where somebody protected lives is not among it."""
        person = self.view.rows.persons[number]
        born = _day(person.birth_date) if person.birth_date else _("not known")
        lines = [f"{name_of(person)} · {_('born {day}', day=born)}"
                 + (f" · {_('died {day}', day=_day(person.died_on))}" if person.died_on else "")
                 + (f" · {_('file {number}', number=person.case_number)}" if person.case_number else "")]
        if number != self.view.child:
            lines += [self.related(self.view.child, number), *self.responsibility(number)]
        homes = [f"{s.label} ({self.period(s)})" for s in self.view.stays(number)]
        if homes:
            lines.append(_("Households: {list}", list="; ".join(homes)))
        if person.protected:
            lines.append(_("The address of this person is protected: it is not shown here."))
        return "\n".join([*lines, *([person.notes] if person.notes else [])])

    def related(self, a: int, b: int) -> str:
        """The sentence about two persons, with what law says of who lives with a parent."""
        people = self.view.rows.persons
        said = kinship_words.sentence(self.view.tie(a, b), name_of(people.get(a)), name_of(people.get(b)), self._sex(b))
        kinds = {x.kind for x in self.view.rows.bonds if {x.person_id, x.other_id} == {a, b}}
        if "partner_of_parent" in kinds and self.view.tie(a, b) is None:
            said += " " + _("Recorded as partner of a parent: without marriage there is no affinity (art. 78 c.c.).")
        return said

    def way(self, a: int, b: int) -> list[str]:
        """The steps from one person to the other."""
        tie = self.view.tie(a, b)
        if tie is None:
            return []
        return kinship_words.steps(tie, a, lambda one: name_of(self.view.rows.persons.get(one) if one else None), self._sex)

    def responsibility(self, person: int) -> list[str]:
        """What a court decided about a person as a parent of the child, and of a parent also that nothing is recorded."""
        measure = self.view.responsible(person, self.day)
        if measure is not None:
            return [_("Parental responsibility: {what}", what=self._measure(measure))]
        if person in self.view.family.parents(self.view.child).values():
            return [_("Parental responsibility: no order about it is recorded")]
        return []

    def _measure(self, row: MeasureRow) -> str:
        order = " ".join(filter(None, (row.authority, row.number)))
        return " · ".join(filter(None, (self._label("parent_measure", row.measure), order, _day(row.known_on), row.note)))


def _day(iso: str | None) -> str:
    return format_date(date.fromisoformat(iso)) if iso else UNKNOWN
