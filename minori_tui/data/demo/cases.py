"""Fills an archive: family after family, open and past cases side by side, until the wanted number of each is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from minori_tui.data.demo import places
from minori_tui.data.demo.histories import Histories
from minori_tui.data.demo.law_texts import SITUATION
from minori_tui.data.demo.names import abroad, first_name
from minori_tui.data.demo.people import Child, Family, People, provisional
from minori_tui.data.demo.stories import Stories
from minori_tui.data.places import place_name

_SIBLING_SHARE = 0.75  # siblings in the same house who have a file of their own
_UNACCOMPANIED_SHARE = {False: 0.012, True: 0.05}  # Italy 2024: 14,199 of 345,083 in charge; per family, not per case
_MAJORITY = 18 * 365 + 4
_UNACCOMPANIED_FROM = frozenset(("EGY", "ALB", "PAK", "BGD", "CIV", "SEN", "MAR"))


@dataclass(frozen=True, slots=True)
class Plan:
    """How many cases over how many years, from where, and how full their diaries are (lowest and highest number)."""

    open_cases: int
    past_cases: int
    years: int = 20
    nationwide: bool = False
    events_open: tuple[int, int] = (10, 40)
    events_past: tuple[int, int] = (2, 10)

    @property
    def cases(self) -> int:
        """All cases."""
        return self.open_cases + self.past_cases


class Filler:
    """Makes families and the files of their children until the plan is met exactly."""

    def __init__(self, plan: Plan, people: People, histories: Histories, stories: Stories) -> None:
        self.plan, self.people, self.histories, self.stories = plan, people, histories, stories
        self.draw = people.draw

    def left(self, is_open: bool) -> int:
        """How many open or past cases are still to be made."""
        wanted = self.plan.open_cases if is_open else self.plan.past_cases
        return wanted - self.histories.made[is_open]

    def run(self) -> Iterator[int]:
        """Make one family at a time; gives the number of cases done after each."""
        plan, made = self.plan, self.histories.made
        while (open_left := self.left(True)) + (past_left := self.left(False)) > 0:
            is_open = open_left > 0 and (past_left <= 0 or open_left * plan.past_cases >= past_left * plan.open_cases)
            if is_open and self.draw.rnd() < _UNACCOMPANIED_SHARE[plan.nationwide]:
                self._unaccompanied()
            else:
                self._family(is_open)
            yield made[True] + made[False]

    def _family(self, is_open: bool) -> None:
        histories, today = self.histories, self.people.today
        opened = histories.opening(is_open, self.plan.years)
        born = self.people.birthday_of_a_case(0 if is_open else today - opened)
        if opened < born:
            opened = born + int(self.draw.rnd() * (today - born))
        if born + _MAJORITY <= opened:  # in extended care: the file was opened before
            opened = born + _MAJORITY - 30 - self.draw.waiting(700)
        family = self.people.family(born, today - 1 if is_open else opened)
        story = self.stories.choose(is_open, born)
        made = [histories.add(child, family.town, histories.spells(child, opened, is_open), situation=SITUATION.get(story))
                for child in family.children
                if self.left(is_open) > 0 and (child.born == born or self._has_a_file(child, opened, is_open))]
        self.stories.tell(story, made)

    def _has_a_file(self, child: Child, opened: int, is_open: bool) -> bool:
        """Whether a sibling has a file too: most have, unless they were of age already."""
        return child.born + _MAJORITY > (self.people.today if is_open else opened) and self.draw.rnd() < _SIBLING_SHARE

    def _unaccompanied(self) -> None:
        """A foreign child alone: nearly always a boy of 15 to 17, with a guardian (art. 11 L. 47/2017)."""
        draw, people, today = self.draw, self.people, self.people.today
        stock = draw.pick([s for s in abroad() if s.citizenship in _UNACCOMPANIED_FROM])
        surname = draw.pick(stock.surnames)
        sex = "M" if draw.rnd() < 0.9 else "F"
        born = today - 15 * 365 - 30 - int(draw.rnd() * 1_040)
        place = (stock.country, place_name(stock.country) or "")
        given = first_name(draw, stock.boys if sex == "M" else stock.girls, surname)
        code = provisional(int(draw.rnd() * 10**10)) if draw.rnd() < 0.6 else None
        person = people.person(surname, given, sex, born, place, stock.citizenship, code)
        child = Child(person, born, stock.citizenship)
        family = Family(draw.pick(places.towns(self.plan.nationwide)), surname, [child])
        opened = today - 1 - min(draw.waiting(250), 900)
        people.lives_at(person, places.street(draw), family.town, None)
        guardian = people.adult(people.italian, draw.pick(people.italian.surnames), "F", today - 18_000, family.town)
        people.reached_at(guardian, "mobile", *places.mobile(draw))
        people.relate(person, guardian, "guardian")
        case = self.histories.add(child, family.town, self.histories.spells(child, opened, True), msna=1,
                                  situation="Minore straniero non accompagnato: tutore nominato")
        self.stories.unaccompanied(case, guardian)
