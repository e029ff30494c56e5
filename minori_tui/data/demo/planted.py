"""Edge cases that are in every synthetic archive on purpose, each named in the manifest with the files that show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from minori_tui.data.demo import places
from minori_tui.data.demo.draw import Draw, iso, ordinal
from minori_tui.data.demo.histories import Case, Histories, Spell
from minori_tui.data.demo.names import given, surname
from minori_tui.data.demo.people import BirthPlace, Child, People, omocodia, provisional
from minori_tui.data.demo.places import Town
from minori_tui.data.demo.texts import LONG_ENTRY
from minori_tui.data.demo.writer import Sink
from minori_tui.data.places import place_name

_CLUSONE = Town("C800", "Clusone", "24023", "0346")
_ROVETTA = Town("H615", "Rovetta", "24020", "0346")
_ARDESIO = Town("A383", "Ardesio", "24020", "0346")
_PIARIO: BirthPlace = ("G574", "Piario")


@dataclass(frozen=True, slots=True)
class Planted:
    """An edge case: its code, what it is (an English message id), and the numbers of the files that show it."""

    code: str
    description: str
    file_numbers: tuple[str, ...]


class Scene:
    """What the edge cases are made with."""

    def __init__(self, sink: Sink, draw: Draw, people: People, histories: Histories, today: date) -> None:
        self.sink, self.draw, self.people, self.histories, self.today = sink, draw, people, histories, today

    def born(self, years: int, days: int = 0) -> int:
        """The day of birth of who completes ``years`` in ``days`` days from today."""
        return ordinal(self.today, -years, days)

    def child(self, last: str, first: str, sex: str | None, born: int, *, code: str | None = "", citizenship: str = "ITA",
              place: BirthPlace | None = _PIARIO) -> Child:
        """A child; the fiscal code is worked out when it is not given (None: it has none)."""
        if code == "" and sex and place:
            code = self.people.fiscal_code(surname(last), given(first), sex, born, place[0])
        person = self.people.person(surname(last), given(first), sex, born, place, citizenship, code or None)
        return Child(person, born, citizenship)

    def adult(self, child: Child, last: str, first: str, sex: str, kind: str, phone: tuple[str, str] | None = None) -> int:
        """A parent or carer of a child, with a telephone."""
        person = self.people.person(surname(last), given(first), sex, None, None, None, None)
        self.people.relate(child.person_id, person, kind)
        if kind == "mother":
            child.mother = person
        elif kind == "father":
            child.father = person
        self.people.reached_at(person, "mobile", *(phone or places.mobile(self.draw)))
        return person

    def home(self, child: Child, town: Town, since: int | None = None, until: int | None = None, *, protected: int = 0) -> None:
        """Where a child lives."""
        self.people.lives_at(child.person_id, places.street(self.draw), town, iso(since or child.born),
                             iso(until) if until else None, protected=protected)

    def file(self, child: Child, town: Town = _CLUSONE, spells: list[Spell] | None = None, *, msna: int = 0,
             workers: bool = True) -> str:
        """The file of a child: open since some time, unless its spells are given."""
        opened = max(child.born, self.today.toordinal() - 20 - self.draw.between(0, 500))
        return self.histories.add(child, town, spells or [Spell(opened)], msna=msna, workers=workers).number

    @property
    def town(self) -> Town:
        """Where the invented families of the edge cases live."""
        return _CLUSONE

    def opened(self, child: Child, day: int) -> Case:
        """A file that was opened on a day and is open, with no review planned."""
        return self.histories.add(child, _CLUSONE, [Spell(day)], review=self.today.toordinal() + 60)

    def simple(self, last: str, first: str, sex: str | None, born: int, town: Town = _CLUSONE, *, code: str | None = "",
               citizenship: str = "ITA", place: BirthPlace | None = _PIARIO) -> str:
        """A child with a home, a mother and an open file."""
        child = self.child(last, first, sex, born, code=code, citizenship=citizenship, place=place)
        self.home(child, town)
        self.adult(child, "Baronchelli", "Ornella", "F", "mother")
        return self.file(child, town)


def _hostile(s: Scene) -> tuple[str, ...]:
    return (s.simple("Zenoni[/b]", "Ugo [red]", "M", s.born(9, -40)), s.simple("[bold]Epis[/]", "Ada", "F", s.born(12, 90)))


def _long_name(s: Scene) -> tuple[str, ...]:
    return (s.simple("Fernández de Montesilva y Álvarez Castelbarco-Roncisvalle degli Olivari",
                     "Maria Vittoria Eleonora Josefina", "F", s.born(8, 12)),)


def _apostrophes(s: Scene) -> tuple[str, ...]:
    return (s.simple("D'Angelo", "Niccolò", "M", s.born(10, 30)), s.simple("Dell'Orto", "Ilaria", "F", s.born(7, 3)))


def _joined_surnames(s: Scene) -> tuple[str, ...]:
    return (s.simple("De Luca", "Tobia", "M", s.born(9, 120), _ROVETTA), s.simple("Deluca", "Tobia", "M", s.born(14, 15)),
            s.simple("Lo Presti", "Gemma", "F", s.born(6, 20)), s.simple("Lopresti", "Gemma", "F", s.born(13, 80)))


def _joined_given_names(s: Scene) -> tuple[str, ...]:
    return (s.simple("Morstabilini", "Gian Luca", "M", s.born(11, 60)), s.simple("Filisetti", "Gianluca", "M", s.born(15, 44)),
            s.simple("Visinoni", "Maria Teresa", "F", s.born(4, 9)), s.simple("Legrenzi", "Mariateresa", "F", s.born(5, 190)))


def _joined_from_abroad(s: Scene) -> tuple[str, ...]:
    return (s.simple("Al Hassan", "Yasmine", "F", s.born(6, 70), citizenship="MAR"),
            s.simple("Alhassan", "Yasmine", "F", s.born(12, 71), citizenship="MAR"),
            s.simple("Abd El Rahman", "Omar", "M", s.born(8, 33), citizenship="EGY"),
            s.simple("Abdelrahman", "Omar", "M", s.born(16, 34), citizenship="EGY"))


def _homonyms(s: Scene) -> tuple[str, ...]:
    born = s.born(10, -75)
    return (s.simple("Balduzzi", "Irene", "F", born), s.simple("Balduzzi", "Irene", "F", born, _ARDESIO))


def _leap_day(s: Scene) -> tuple[str, ...]:
    year = next(y for y in range(s.today.year - 6, 0, -1) if y % 4 == 0 and (y % 100 or y % 400 == 0))
    return (s.simple("Bergamini", "Febe", "F", date(year, 2, 29).toordinal()),)


def _nearly_adult(s: Scene) -> tuple[str, ...]:
    return (s.simple("Scandella", "Ruben", "M", s.born(18, 12)), s.simple("Imberti", "Gloria", "F", s.born(18, 29), _ROVETTA))


def _just_adult(s: Scene) -> tuple[str, ...]:
    return (s.simple("Cossali", "Loris", "M", s.born(18, -3)),)


def _newborn(s: Scene) -> tuple[str, ...]:
    return (s.simple("Pedretti", "Zoe", "F", s.born(0, -19), code=None),)


def _unaccompanied(s: Scene) -> tuple[str, ...]:
    child = s.child("Ceesay", "Lamin", "M", s.born(17, 100), code=provisional(1_234_567_890), citizenship="GMB",
                    place=("Z317", place_name("Z317") or ""))
    guardian = s.people.person(surname("Oprandi"), given("Loredana"), "F", None, None, None, None)
    s.people.relate(child.person_id, guardian, "guardian")
    return (s.file(child, msna=1),)


def _unknown(s: Scene) -> tuple[str, ...]:
    return (s.simple("Surini", "Alex", None, s.born(3, 50), place=None),)


def _twins(s: Scene) -> tuple[str, ...]:
    born = s.born(5, 140)
    one, two = s.child("Trussardi", "Nina", "F", born), s.child("Trussardi", "Leo", "M", born)
    for child, other in ((one, two), (two, one)):
        s.people.relate(child.person_id, other.person_id, "sibling")
        s.home(child, _ROVETTA)
    mother = s.adult(one, "Bendotti", "Wilma", "F", "mother")
    s.people.relate(two.person_id, mother, "mother")
    return (s.file(one, _ROVETTA), s.file(two, _ROVETTA))


def _three_fathers(s: Scene) -> tuple[str, ...]:
    children = [s.child("Hoxha", "Elira", "F", s.born(13, 5)), s.child("Bigoni", "Alan", "M", s.born(9, 25)),
                s.child("Diallo", "Awa", "F", s.born(4, 66))]
    mother = s.people.person(surname("Romelli"), given("Sabina"), "F", None, None, "ITA", None)
    s.people.reached_at(mother, "mobile", *places.mobile(s.draw))
    home = s.sink["household"].put("Romelli")
    s.sink["household_member"].put(home, mother, "parent", iso(children[0].born), None)
    for child, (last, first) in zip(children, (("Hoxha", "Bledar"), ("Bigoni", "Cesare"), ("Diallo", "Modou")), strict=True):
        s.people.relate(child.person_id, mother, "mother")
        s.adult(child, last, first, "M", "father")
        s.home(child, _CLUSONE)
        s.sink["household_member"].put(home, child.person_id, "child", iso(child.born), None)
        for other in children:
            if other is not child:
                s.people.relate(child.person_id, other.person_id, "half_sibling")
    return tuple(s.file(child) for child in children)


def _reopened_twice(s: Scene) -> tuple[str, ...]:
    child = s.child("Barzasi", "Samuel", "M", s.born(15, 8))
    s.home(child, _CLUSONE)
    day = s.today.toordinal()
    return (s.file(child, spells=[Spell(day - 3_900, day - 3_300, "4"), Spell(day - 2_400, day - 1_500, "5"), Spell(day - 260)]),)


def _without_worker(s: Scene) -> tuple[str, ...]:
    child = s.child("Seghezzi", "Dora", "F", s.born(2, 30))
    s.home(child, _CLUSONE)
    return (s.file(child, workers=False),)


def _protected(s: Scene) -> tuple[str, ...]:
    child = s.child("Castelletti", "Luna", "F", s.born(7, 200))
    s.home(child, Town("A794", "Bergamo", "24121", "035"), protected=1)
    s.adult(child, "Migliorati", "Tea", "F", "mother")
    return (s.file(child),)


def _omocodia(s: Scene) -> tuple[str, ...]:
    born = s.born(9, 77)
    plain = s.people.fiscal_code(surname("Noris"), given("Elia"), "M", born, "G574")
    return (s.simple("Noris", "Elia", "M", born, code=omocodia(plain, 3)),)


def _two_households(s: Scene) -> tuple[str, ...]:
    child = s.child("Messa", "Tommaso", "M", s.born(12, 111))
    moved = s.today.toordinal() - 400
    for label, since, until in (("Messa", child.born, moved), ("Zanoletti", moved, None)):
        home = s.sink["household"].put(label)
        s.sink["household_member"].put(home, child.person_id, "child", iso(since), iso(until) if until else None)
        s.home(child, _CLUSONE if until else _ARDESIO, since, until)
    s.adult(child, "Zanoletti", "Mirella", "F", "mother")
    return (s.file(child, _ARDESIO),)


def _foreign_letters(s: Scene) -> tuple[str, ...]:
    return (s.simple("Głowacki", "Michał", "M", s.born(8, 41), citizenship="POL"),
            s.simple("Đorđević", "Ivana", "F", s.born(11, 42), citizenship="SRB"),
            s.simple("Sørensen", "Bjørn", "M", s.born(5, 43), citizenship="DNK"),
            s.simple("Çelaj", "Mërgim", "M", s.born(13, 44), citizenship="ALB"))


def _two_municipalities(s: Scene) -> tuple[str, ...]:
    child, day = s.child("Poli", "Amelia", "F", s.born(10, 150)), s.today.toordinal()
    moved = day - 300
    s.home(child, _ARDESIO, child.born, moved)
    s.home(child, _CLUSONE, moved)
    s.adult(child, "Fornoni", "Nives", "F", "mother")
    return (s.file(child, _ARDESIO, [Spell(day - 1_400, moved, "9")]), s.file(child, _CLUSONE, [Spell(moved)]))


def _long_entry(s: Scene) -> tuple[str, ...]:
    number = s.simple("Cagnoni", "Iris", "F", s.born(14, 160))
    case_id = s.sink["case_file"].last
    s.sink["event"].put(case_id, f"{iso(s.today.toordinal() - 3)}T15:00", "interview", "evaluation", "held", "genitori",
                        None, None, 0, (LONG_ENTRY * 60).strip(), None)
    return (number,)


def _shared_phone(s: Scene) -> tuple[str, ...]:
    phone, numbers = places.mobile(s.draw), []
    for last, first, sex, years in (("Guerini", "Nadir", "M", 6), ("Guerini", "Stella", "F", 8), ("Ouattara", "Aya", "F", 11)):
        child = s.child(last, first, sex, s.born(years, 18))
        s.home(child, _CLUSONE)
        s.adult(child, last, "Rina" if last == "Guerini" else "Mariam", "F", "uncle_aunt", phone)
        numbers.append(s.file(child))
    return tuple(numbers)


_CASES: tuple[tuple[str, str, Callable[[Scene], tuple[str, ...]]], ...] = (
    ("hostile-name", "Names with brackets that a screen could take for markup", _hostile),
    ("long-name", "A very long double surname", _long_name),
    ("apostrophes", "Surnames with an apostrophe", _apostrophes),
    ("joined-surnames", "Surnames written joined and parted", _joined_surnames),
    ("joined-given-names", "Given names written joined and parted", _joined_given_names),
    ("joined-from-abroad", "Arabic surnames written joined and parted", _joined_from_abroad),
    ("homonyms", "Two children with the same name and birth date, told apart by the fiscal code", _homonyms),
    ("leap-day", "Born on 29 February", _leap_day),
    ("nearly-adult", "Comes of age within 30 days", _nearly_adult),
    ("just-adult", "Has just come of age and the file is still open", _just_adult),
    ("newborn", "A newborn without a fiscal code", _newborn),
    ("unaccompanied", "An unaccompanied foreign child without any family, with a provisional code", _unaccompanied),
    ("unknown-data", "Sex and birth place not known", _unknown),
    ("twins", "Twins", _twins),
    ("three-fathers", "Half-siblings with three fathers in one household", _three_fathers),
    ("reopened-twice", "A file that was closed and opened again twice", _reopened_twice),
    ("no-worker", "A file that nobody follows", _without_worker),
    ("protected-address", "An address that must not be shown", _protected),
    ("omocodia", "A fiscal code with letters in the place of digits", _omocodia),
    ("two-households", "A child that moved from one household to another", _two_households),
    ("foreign-letters", "Names with letters that Italian keyboards do not have", _foreign_letters),
    ("two-municipalities", "A child with a closed file of one municipality and an open one of another", _two_municipalities),
    ("long-entry", "A very long diary entry", _long_entry),
    ("shared-phone", "One telephone for several children", _shared_phone),
)


def plant(scene: Scene) -> tuple[Planted, ...]:
    """Put every edge case into the archive."""
    return tuple(Planted(code, description, make(scene)) for code, description, make in _CASES)
