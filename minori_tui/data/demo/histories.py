"""Invented case files: spells, who followed them, where they came from, schools, reviews, and the diary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from minori_tui.data.demo import places
from minori_tui.data.demo.draw import Draw, iso, ordinal, working_before
from minori_tui.data.demo.people import Child
from minori_tui.data.demo.places import Town
from minori_tui.data.demo.staff import Office, Turn
from minori_tui.data.demo.texts import (
    CLOSING_NOTES,
    ENTRIES,
    MOMENTS,
    REASONS,
    REFERRAL_NOTES,
    SOURCES,
    STRENGTHS,
)
from minori_tui.data.demo.writer import Sink

_CAME_OF_AGE = "3"
_REOPENED_SHARE, _REVIEW_SHARE = 0.06, 0.85
_OVERDUE_SHARE = {False: 0.03, True: 0.008}  # of the planned reviews; nationwide as few as an orderly office leaves
_WITH_PSYCHOLOGIST, _WITH_EDUCATOR = 0.35, 0.30


@dataclass(frozen=True, slots=True)
class Spell:
    """A period in which a case was open (days are ordinals); closed with a reason of the national list."""

    opened: int
    closed: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A file that was made: its child, its last spell (days are ordinals) and who followed it then, by role."""

    case_id: int
    number: str
    child: Child
    town: Town
    opened: int
    closed: int | None
    team: dict[str, list[Turn]]


class Register:
    """Gives file numbers ``year/number`` that grow with the day of opening, as in an office's register."""

    def __init__(self, cases: int, years: int) -> None:
        self._a_day = max(1, 2 * cases // (years * 366))
        self._taken: dict[int, bytearray] = {}

    def number(self, day: int) -> str:
        """The next free number for a case opened on a day."""
        opened = date.fromordinal(day)
        taken = self._taken.setdefault(opened.year, bytearray())
        wanted = (day - date(opened.year, 1, 1).toordinal()) * self._a_day + 1
        if len(taken) <= wanted:
            taken.extend(bytes(wanted + 64 - len(taken)))
        free = taken.find(0, wanted)
        if free < 0:
            free = len(taken)
            taken.extend(bytes(64))
        taken[free] = 1
        return f"{opened.year}/{free:04}"


class Histories:
    """Makes case files of children and puts their rows into the sink."""

    def __init__(self, sink: Sink, draw: Draw, office: Office, register: Register, today: date, *, nationwide: bool,
                 events_open: tuple[int, int], events_closed: tuple[int, int]) -> None:
        self.sink, self.draw, self.office, self.register, self.nationwide = sink, draw, office, register, nationwide
        self.today, self._this_day = today.toordinal(), today
        self._events = {True: events_open, False: events_closed}
        self.made = {True: 0, False: 0}  # open and past cases so far

    def opening(self, is_open: bool, years: int) -> int:
        """The day on which a case was opened: lately for open ones, any time in the years for those of the past."""
        if is_open:
            return self.today - 1 - min(self.draw.waiting(800), 5_400)
        return self.today - 90 - int(self.draw.rnd() * (years * 365 - 120))

    def spells(self, child: Child, opened: int, is_open: bool) -> list[Spell]:
        """The life of a case: one spell, or an earlier one that was closed and then opened again."""
        opened = max(opened, child.born)
        last = Spell(opened) if is_open else self._closed(child.born, opened)
        earlier = opened - 900 - int(self.draw.rnd() * 700)
        if self.draw.rnd() < _REOPENED_SHARE and earlier > child.born:
            return [Spell(earlier, earlier + 200 + int(self.draw.rnd() * 400), "4"), last]
        return [last]

    def _closed(self, born: int, opened: int) -> Spell:
        """A spell that ended: by its own time, at the latest with the coming of age, and before today."""
        comes_of_age = ordinal(date.fromordinal(born), 18)
        ends = opened + 30 + self.draw.waiting(850)
        if ends >= comes_of_age > opened:
            ends, reason = comes_of_age, _CAME_OF_AGE
        else:
            reason = self.draw.pick(REASONS)
        return Spell(opened, ends, reason) if ends < self.today else Spell(
            opened, max(opened, self.today - 1 - int(self.draw.rnd() * 60)), self.draw.pick(REASONS))

    def add(self, child: Child, town: Town, spells: list[Spell], *, msna: int = 0, workers: bool = True,
            review: int | None = None, municipality: str | None = None, situation: str | None = None) -> Case:
        """The file of a child with everything that belongs to it but its orders and interventions."""
        draw, chance = self.draw, self.draw.rnd
        is_open = spells[-1].closed is None
        self.made[is_open] += 1
        number = self.register.number(spells[0].opened)
        if review is None and is_open and chance() < _REVIEW_SHARE:
            review = self.today + (-draw.between(1, 40) if chance() < _OVERDUE_SHARE[self.nationwide] else draw.between(0, 200))
        case_id = self.sink["case_file"].put(
            number, child.person_id, municipality or town.code, msna, iso(review) if review and is_open else None,
            situation, draw.pick(STRENGTHS) if is_open else None, None)
        for spell in spells:
            self.sink["case_spell"].put(case_id, iso(spell.opened), iso(spell.closed) if spell.closed else None,
                                        spell.reason, draw.pick(CLOSING_NOTES) if spell.closed else None)
        team = self._team(case_id, spells) if workers else {}
        self._referral(case_id, child, spells[0].opened)
        self._school(child, town, spells)
        self._diary(case_id, spells, team, draw.between(*self._events[is_open]))
        return Case(case_id, number, child, town, spells[-1].opened, spells[-1].closed, team)

    def _team(self, case_id: int, spells: list[Spell]) -> dict[str, list[Turn]]:
        """Who follows the case in each spell: a social worker always, others in some cases."""
        chance = self.draw.rnd
        roles = ["social_worker", *(["psychologist"] if chance() < _WITH_PSYCHOLOGIST else []),
                 *(["educator"] if chance() < _WITH_EDUCATOR else [])]
        team: dict[str, list[Turn]] = {}
        put = self.sink["assignment"].put
        for role in roles:
            for spell in spells:
                for turn in self.office.holders(self.draw, role, spell.opened, spell.closed):
                    team.setdefault(role, []).append(turn)
                    put(case_id, turn.operator_id, role, iso(turn.since), iso(turn.until) if turn.until else None)
        return team

    def _referral(self, case_id: int, child: Child, opened: int) -> None:
        """Where the case came from: reported some days before it was opened."""
        received = max(child.born, opened - int(self.draw.rnd() * 21))
        self.sink["referral"].put(case_id, self.draw.pick(SOURCES), iso(received), self.draw.pick(REFERRAL_NOTES))

    def _school(self, child: Child, town: Town, spells: list[Spell]) -> None:
        """The school attended in the last school year of the case."""
        last = date.fromordinal(spells[-1].closed or self.today)
        year = last.year if last.month >= 9 else last.year - 1
        name = places.school(year - date.fromordinal(child.born).year, town.name, self.nationwide)
        if name:
            ended = None if spells[-1].closed is None else f"{year + 1}-08-31"
            self.sink["schooling"].put(child.person_id, name, f"{year}-09-01", ended)

    def _diary(self, case_id: int, spells: list[Spell], team: dict[str, list[Turn]], count: int) -> None:
        """So many entries on working days of the last spell, in the order of time."""
        draw, spell = self.draw, spells[-1]
        length = (spell.closed or self.today) - spell.opened
        put = self.sink["event"].put
        for day in sorted([spell.opened + int(draw.rnd() * length) for _ in range(count)]):
            day = max(spell.opened, working_before(day))
            entry = draw.pick(ENTRIES)
            author = at_work(team.get(entry.role) or team.get("social_worker"), day)
            put(case_id, f"{iso(day)}T{draw.pick(MOMENTS)}", entry.kind, entry.nature, entry.outcome, entry.by_whom,
                author.name if author else None, author.operator_id if author else None, entry.reserved, entry.text, None)


def at_work(turns: list[Turn] | None, day: int) -> Turn | None:
    """Who of a role followed the case on a day."""
    for turn in turns or ():
        if turn.since <= day and (turn.until is None or day < turn.until):
            return turn
    return turns[-1] if turns else None
