"""Invented persons and families: parents, children, who lives with whom, addresses, telephones, fiscal codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from stdnum import luhn

from minori_tui.data.demo import places
from minori_tui.data.demo.draw import Draw, iso, spread
from minori_tui.data.demo.names import FOREIGN_SHARE, Name, Stock, abroad, first_name, italian
from minori_tui.data.demo.places import Town
from minori_tui.data.demo.writer import Sink
from minori_tui.data.places import place_name
from minori_tui.domain.fiscal_code import check_letter, compute

BirthPlace = tuple[str, str]
"""Cadastral code and name."""

_BY_OMOCODIA = str.maketrans("0123456789", "LMNPQRSTUV")
_DIGIT_PLACES = (14, 13, 12, 10, 9, 7, 6)
# Ages of children in the care of services, in years: the national bands 0-2, 3-5, 6-10, 11-14, 15-17 and 18-20.
_AGES = spread([(a, 5.4 / 3) for a in range(3)] + [(a, 9.4 / 3) for a in range(3, 6)] + [(a, 28.6 / 5) for a in range(6, 11)]
               + [(a, 31.6 / 4) for a in range(11, 15)] + [(a, 23.5 / 3) for a in range(15, 18)]
               + [(a, 1.5 / 3) for a in range(18, 21)], 1_000)
_CHILDREN = spread([(1, 54), (2, 30), (3, 12), (4, 4)], 100)
_EMAIL_SHARE, _LANDLINE_SHARE, _PROTECTED_SHARE = 0.12, 0.3, 0.015


@dataclass(slots=True)
class Child:
    """A child of a family: its person, its day of birth (ordinal), its citizenship, and its parents when they are known."""

    person_id: int
    born: int
    citizenship: str
    mother: int | None = None
    father: int | None = None


@dataclass(slots=True)
class Family:
    """A family: where it lives and its children, the oldest first."""

    town: Town
    surname: Name
    children: list[Child] = field(default_factory=list)


def omocodia(code: str, changes: int = 1) -> str:
    """The fiscal code with the last ``changes`` digits written as letters, as the Revenue does for namesakes."""
    body = list(code[:15])
    for place in _DIGIT_PLACES[:changes]:
        body[place] = body[place].translate(_BY_OMOCODIA)
    text = "".join(body)
    return text + check_letter(text)


def provisional(number: int) -> str:
    """A provisional fiscal code: ten digits and the check digit of Luhn."""
    body = f"{number % 10**10:010}"
    return body + luhn.calc_check_digit(body)


class People:
    """Makes persons and families and puts their rows into the sink."""

    def __init__(self, sink: Sink, draw: Draw, today: date, nationwide: bool) -> None:
        self.sink, self.draw, self.today, self.nationwide = sink, draw, today.toordinal(), nationwide
        self._codes: set[str] = set()
        self._birth_marks: dict[int, str] = {}
        self.italian = italian(nationwide)
        self._put = sink["person"].put

    # --- one person ---------------------------------------------------------------------------------------------------

    def fiscal_code(self, surname: Name, given: Name, sex: str, born: int, place: str) -> str:
        """The code of a person; a second person with the same one gets its next form by omocodia, as in the registry."""
        mark = self._birth_marks.get(born * 2 + (sex == "F"))
        if mark is None:
            mark = compute("X", "X", sex, date.fromordinal(born), "A001")[6:11]
            self._birth_marks[born * 2 + (sex == "F")] = mark
        body = surname.letters + given.letters + mark + place
        plain = code = body + check_letter(body)
        changes = 0
        while code in self._codes:
            changes += 1
            code = omocodia(plain, changes)
        self._codes.add(code)
        return code

    def person(self, surname: Name, given: Name, sex: str | None, born: int | None, place: BirthPlace | None,
               citizenship: str | None, code: str | None) -> int:
        """A person; returns its id."""
        return self._put(surname.text, given.text, surname.key + given.key, sex, iso(born) if born else None,
                         place[1] if place else None, place[0] if place else None, code, citizenship)

    def adult(self, stock: Stock, surname: Name, sex: str, born: int, town: Town) -> int:
        """A parent or carer; their fiscal code is on file less than half of the time."""
        given = first_name(self.draw, stock.women if sex == "F" else stock.men, surname)
        place = (stock.country, place_name(stock.country) or "") if stock.country else (town.code, town.name)
        known = self.draw.rnd() < 0.45
        code = self.fiscal_code(surname, given, sex, born, place[0]) if known else None
        return self.person(surname, given, sex, born if known else None, place if known else None, stock.citizenship, code)

    def child_of(self, stock: Stock, surname: Name, born: int, town: Town) -> Child:
        """A child in the care of the service: a code in most cases, provisional or missing in some."""
        chance = self.draw.rnd
        sex = "M" if chance() < 0.53 else "F"
        given = first_name(self.draw, stock.girls if sex == "F" else stock.boys, surname)
        place = self._birth_place(stock, town)
        fate = chance()
        code: str | None = None
        if fate > 0.035:
            code = self.fiscal_code(surname, given, sex, born, place[0])
            code = omocodia(code) if fate < 0.037 else code
        elif fate > 0.025:
            code = provisional(int(chance() * 10**10) + 1)
        return Child(self.person(surname, given, sex, born, place, stock.citizenship, code), born, stock.citizenship)

    def _birth_place(self, stock: Stock, town: Town) -> BirthPlace:
        if stock.country and self.draw.rnd() < 0.3:
            return stock.country, place_name(stock.country) or ""
        return (town.code, town.name) if self.nationwide else self.draw.pick(places.hospitals())

    def lives_at(self, person_id: int, street: str, town: Town, since: str | None, until: str | None = None, *,
                 protected: int = 0) -> None:
        """Where a person lives, from a day to a day."""
        self.sink["address"].put(person_id, street, town.postcode, town.code, protected, since, until)

    def reached_at(self, person_id: int, kind: str, shown: str, key: str, since: str | None = None) -> None:
        """A telephone or e-mail of a person."""
        self.sink["contact"].put(person_id, kind, shown, key, since)

    def relate(self, person_id: int, other_id: int, kind: str, since: str | None = None) -> None:
        """``other_id`` is ``kind`` to ``person_id``."""
        self.sink["relationship"].put(person_id, other_id, kind, since)

    # --- a family -----------------------------------------------------------------------------------------------------

    def birthday_of_a_case(self, age_of_file: int) -> int:
        """The day of birth of a child in care ``age_of_file`` days ago, by the ages that services know.

        Over 18 are only those in care today: extended care.
        """
        years = self.draw.pick(_AGES) if not age_of_file else self.draw.pick(_AGES) % 18
        return self.today - age_of_file - int((years + self.draw.rnd()) * 365.2425) - 1

    def origin(self) -> Stock:
        """Where a family comes from."""
        return self.draw.pick(abroad()) if self.draw.rnd() < FOREIGN_SHARE else self.italian

    def family(self, born: int, latest: int) -> Family:
        """A family with a child born on ``born`` and perhaps others born up to ``latest``."""
        draw, chance = self.draw, self.draw.rnd
        town = draw.pick(places.towns(self.nationwide))
        stock = self.origin()
        mothers = stock if chance() < 0.93 else self.italian
        surname, birth_name = draw.pick(stock.surnames), draw.pick(mothers.surnames)
        births = self._births(born, latest)
        first = births[0]
        mother = self.adult(mothers, birth_name, "F", first - 7_000 - int(chance() * 7_500), town)
        father = self.adult(stock, surname, "M", first - 7_500 - int(chance() * 8_500), town) if chance() < 0.93 else None
        family = Family(town, surname)
        second = self._second_father(births, first, town)
        for place, day in enumerate(births):
            half = second is not None and place >= second[0]
            own = second[2] if second is not None and half else surname
            child = self.child_of(stock, own, day, town)
            family.children.append(child)
            self.relate(child.person_id, mother, "mother")
            child.mother = mother
            his = second[1] if second is not None and half else father
            if his is not None:
                self.relate(child.person_id, his, "father")
                child.father = his
        self._siblings(family, second[0] if second else None)
        self._home(family, mother, second[1] if second else father, father, stock)
        return family

    def _births(self, born: int, latest: int) -> list[int]:
        """The days of birth of the children of a family, in order; never two within ten months of each other."""
        births = [born]
        for _ in range(self.draw.pick(_CHILDREN) - 1):
            day = births[-1] + 420 + self.draw.waiting(700) if self.draw.rnd() < 0.5 else (
                births[0] - 420 - self.draw.waiting(700))
            if day > latest:
                day = births[0] - 420 - self.draw.waiting(700)
            births.append(day)
            births.sort()
        return births

    def _second_father(self, births: list[int], first: int, town: Town) -> tuple[int, int, Name] | None:
        """In some families the younger children have another father: from which child on, who, and his surname."""
        if len(births) < 2 or self.draw.rnd() > 0.28:
            return None
        stock = self.origin()
        surname = self.draw.pick(stock.surnames)
        his = self.adult(stock, surname, "M", first - 7_500 - int(self.draw.rnd() * 7_000), town)
        return 1 + int(self.draw.rnd() * (len(births) - 1)), his, surname

    def _siblings(self, family: Family, second: int | None) -> None:
        for i, child in enumerate(family.children):
            for j, other in enumerate(family.children):
                if i != j:
                    half = second is not None and (i < second) != (j < second)
                    self.relate(child.person_id, other.person_id, "half_sibling" if half else "sibling")

    def _home(self, family: Family, mother: int, partner: int | None, father: int | None, stock: Stock) -> None:
        """Where the family lives, and how its adults are reached."""
        draw, chance, town = self.draw, self.draw.rnd, family.town
        together = chance() < 0.6
        since = iso(family.children[0].born)
        street = places.street(draw)
        protected = int(chance() < _PROTECTED_SHARE and not together)
        home = self.sink["household"].put(family.surname.text)
        member = self.sink["household_member"].put
        members = [mother, *([partner] if partner is not None and together else [])]
        for person in members:
            member(home, person, "parent" if person in (mother, father) else "partner", since, None)
        for child in family.children:
            begins = iso(child.born)
            member(home, child.person_id, "child", begins, None)
            self.lives_at(child.person_id, street, town, begins, protected=protected)
        self.lives_at(mother, street, town, since, protected=protected)
        self.reached_at(mother, "mobile", *places.mobile(draw))
        if chance() < _LANDLINE_SHARE:
            self.reached_at(mother, "phone", *places.landline(draw, town.prefix))
        if chance() < _EMAIL_SHARE:
            address = f"{family.surname.key}.{int(chance() * 10_000)}@posta.example"
            self.reached_at(mother, "email", address, address)
        if father is not None:
            self.reached_at(father, "mobile", *places.mobile(draw))
            if not together:
                self.lives_at(father, places.street(draw), draw.pick(places.towns(self.nationwide)), since)
        if chance() < 0.12:
            self._grandmother(family, stock)

    def _grandmother(self, family: Family, stock: Stock) -> None:
        """A grandmother who can be called."""
        surname = self.draw.pick(stock.surnames)
        born = family.children[0].born - 17_000 - int(self.draw.rnd() * 6_000)
        grandmother = self.adult(stock, surname, "F", born, family.town)
        self.reached_at(grandmother, "mobile", *places.mobile(self.draw))
        for child in family.children:
            self.relate(child.person_id, grandmother, "grandparent")

