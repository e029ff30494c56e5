"""The invented office: operators in their posts over the years, facilities, lawyers and the rosters of two terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from minori_tui.data.demo import places
from minori_tui.data.demo.draw import Draw, iso, ordinal
from minori_tui.data.demo.names import first_name, italian
from minori_tui.data.demo.people import People
from minori_tui.data.demo.writer import Sink
from minori_tui.domain.text import fold

# Posts of the office: role, how many in a district of 240 open cases (8-15 operators).
_POSTS = (("social_worker", 5), ("psychologist", 3), ("educator", 3), ("coordinator", 1), ("clerk", 1))
_OPEN_CASES_A_POST = 120  # open cases for one social worker, beyond which there are more posts
YEARS = 22  # how far back the posts are filled


@dataclass(frozen=True, slots=True)
class Turn:
    """A time in which one operator held a post; ``until`` is None for who holds it now. Days are ordinals."""

    operator_id: int
    name: str
    since: int
    until: int | None


class Office:
    """The posts of the office, each a chain of operators without a gap."""

    def __init__(self, sink: Sink, draw: Draw, today: date, open_cases: int) -> None:
        self._codes: set[str] = set()
        times = max(1, min(40, open_cases // (5 * _OPEN_CASES_A_POST)))
        self.posts: dict[str, list[tuple[Turn, ...]]] = {
            role: [self._post(sink, draw, today, role) for _ in range(count * (times if count > 1 else 1))]
            for role, count in _POSTS}

    def _post(self, sink: Sink, draw: Draw, today: date, role: str) -> tuple[Turn, ...]:
        """One post: who held it from the beginning to now."""
        stock = italian(False)
        turns: list[Turn] = []
        since = ordinal(today, -YEARS)
        while not turns or turns[-1].until is not None:
            stays = since + 1_500 + draw.waiting(2_000)
            until = stays if stays < today.toordinal() - 200 else None
            surname = draw.pick(stock.surnames)
            given = first_name(draw, stock.women if draw.rnd() < 0.82 else stock.men, surname)
            code, number = f"{surname.key}.{given.key[0]}", 1
            while code in self._codes:
                number += 1
                code = f"{surname.key}.{given.key[0]}{number}"
            self._codes.add(code)
            name = f"{surname.text} {given.text}"
            operator = sink["operator"].put(code, name, role, iso(since), iso(until) if until else None)
            turns.append(Turn(operator, name, since, until))
            since = until or since
        return tuple(turns)

    def holders(self, draw: Draw, role: str, since: int, until: int | None) -> list[Turn]:
        """Who held one of the posts of a role from a day to a day (None: still), cut to those days."""
        post = draw.pick(self.posts[role])
        if len(post) == 1 or since >= post[-1].since:
            return [Turn(post[-1].operator_id, post[-1].name, since, until)]
        found = []
        for turn in post:
            if (turn.until is None or turn.until > since) and (until is None or turn.since < until):
                ends = [d for d in (turn.until, until) if d is not None]
                found.append(Turn(turn.operator_id, turn.name, max(turn.since, since), min(ends) if ends else None))
        return found


# name, kind, family type, places, ages from and to, fee in cents a day, town
_FACILITIES = (
    ("Casa Larice", "residential_home", 0, 10, 11, 17, 11_800, "Rovetta"),
    ("La Betulla", "residential_home", 0, 9, 6, 14, 11_250, "Lovere"),
    ("Casa Genziana", "residential_home", 0, 10, 14, 20, 12_100, "Albino"),
    ("Il Girasole", "family_home", 1, 6, 3, 14, 9_600, "Clusone"),
    ("Casa delle Rondini", "family_home", 1, 5, 0, 10, 9_900, "Gandino"),
    ("Nido Sicuro", "mother_child", 0, 8, None, None, 13_400, "Bergamo"),
    ("Spazio Incontro", "day_centre", 0, 15, 6, 14, 3_850, "Clusone"),
    ("Il Cortile", "day_centre", 0, 12, 6, 13, 3_600, "Ponte Nossa"),
    ("La Baita dei Ragazzi", "day_centre", 0, 12, 11, 17, 3_700, "Vilminore di Scalve"),
)
_CASES_A_NETWORK = 400  # open cases that one such network of homes and centres serves
_TOWN_CODES = {"Rovetta": "H615", "Lovere": "E704", "Clusone": "C800", "Gandino": "D905", "Bergamo": "A794",
               "Ponte Nossa": "F941", "Vilminore di Scalve": "M050", "Albino": "A163"}


@dataclass(frozen=True, slots=True)
class Home:
    """A facility: id, kind, whether it is of family type, ages from and to (open ends: 0 and 99), fee in cents a day."""

    facility_id: int
    kind: str
    family_type: bool
    low: int
    high: int
    fee: int


def add_facilities(sink: Sink, draw: Draw, open_cases: int) -> list[Home]:
    """Homes and day centres that the office knows; where children are many there are as many more of each."""
    stock = italian(False)
    wanted = [row for _ in range(max(1, open_cases // _CASES_A_NETWORK)) for row in _FACILITIES]
    homes = []
    for number, (name, kind, family, places_, low, high, fee, town) in enumerate(wanted, 1):
        name = f"{name} {number // len(_FACILITIES) + 1}" if number > len(_FACILITIES) else name
        surname = draw.pick(stock.surnames)
        person = f"{surname.text} {first_name(draw, stock.women, surname).text}"
        facility = sink["facility"].put(
            f"U{number:03}", name, fold(name).replace(" ", ""), kind, family, person, _TOWN_CODES[town], places.street(draw),
            places.landline(draw, "0346" if town in ("Clusone", "Rovetta") else "035")[0],
            f"{fold(name).replace(' ', '.')}@unita.example", places_, low, high, fee)
        homes.append(Home(facility, kind, bool(family), low or 0, high or 99, fee))
    return homes


@dataclass(frozen=True, slots=True)
class Lawyer:
    """A lawyer of the rosters: id, name as it is written in an order, and whether children are represented."""

    lawyer_id: int
    name: str
    represents_children: bool


_SUBJECTS = ("family", "minors", "voluntary_jurisdiction", "civil", "criminal", "labour", "legal_aid", "inheritance",
             "immigration", "property", "administrative", "insurance")
_OFFICES = (("Clusone", "24023", "BG", "0346"), ("Bergamo", "24121", "BG", "035"), ("Rovetta", "24020", "BG", "0346"),
            ("Albino", "24021", "BG", "035"), ("Lovere", "24065", "BG", "035"), ("Brescia", "25121", "BS", "030"))
_INSURERS = ("Mutua Forense Alpina", "Assicura Lex", "Garanzia Professioni")
_LAWYERS = 25
_TERMS = ((2022, 16), (2025, 20))  # first year of the term, how many lawyers from its first day


def add_rosters(sink: Sink, draw: Draw, people: People) -> list[Lawyer]:
    """The rosters 2022-2024 and 2025-2027: most lawyers are on both, some join in mid-term, one has left."""
    lawyers = [_lawyer(sink, draw, people, number) for number in range(_LAWYERS)]
    for year, count in _TERMS:
        first, last = date(year, 1, 1), date(year + 2, 12, 31)
        act = f"Determina n. {draw.between(40, 900)} del {draw.between(1, 20):02}/12/{year - 1}"
        roster = sink["roster"].put(f"{year}-{year + 2}", first.isoformat(), last.isoformat(), act)
        start = 0 if year == _TERMS[0][0] else 3
        entry = sink["roster_entry"].put
        for lawyer in lawyers[start:start + count]:
            left = date(year + 1, 5, 31).isoformat() if lawyer == lawyers[start + 1] else None
            entry(roster, lawyer.lawyer_id, "admitted", first.isoformat(), left, draw.pick((None, None, 4, 6)),
                  "Cancellazione chiesta per trasferimento ad altro foro" if left else None)
        for lawyer in lawyers[start + count:start + count + 2]:
            entry(roster, lawyer.lawyer_id, "admitted", date(year + 1, 3, 1).isoformat(), None, None,
                  "Domanda accolta in corso di triennio")
    return lawyers


def _lawyer(sink: Sink, draw: Draw, people: People, number: int) -> Lawyer:
    """A lawyer with one office, sometimes two."""
    stock = italian(False)
    sex = "F" if draw.rnd() < 0.55 else "M"
    surname = draw.pick(stock.surnames)
    given = first_name(draw, stock.women if sex == "F" else stock.men, surname)
    born = ordinal(date(1958 + draw.between(0, 30), 1, 1), days=draw.between(0, 364))
    city, postcode, province, prefix = draw.pick(_OFFICES)
    enrolled = ordinal(date.fromordinal(born), 28 + draw.between(0, 4))
    aid, curator = int(draw.rnd() < 0.6), int(draw.rnd() < 0.35)
    subjects = ";".join(sorted({draw.pick(_SUBJECTS) for _ in range(3)}, key=_SUBJECTS.index))
    lawyer = sink["lawyer"].put(
        surname.text, given.text, surname.key + given.key, people.fiscal_code(surname, given, sex, born, "A794"), "Avv.",
        "Brescia" if city == "Brescia" else "Bergamo", f"A{4_000 + number * 37}", iso(enrolled), int(draw.rnd() < 0.2),
        f"{given.key}.{surname.key}@studio.example", f"{given.key}.{surname.key}@pec.example",
        draw.pick(("Italiano", "Italiano;Inglese", "Italiano;Francese", "Italiano;Spagnolo")), subjects, aid, curator,
        draw.pick(_INSURERS), f"{draw.between(2026, 2028)}-{draw.between(1, 12):02}-28")
    partner = draw.pick(stock.surnames).text if draw.rnd() < 0.3 else ""
    firm = f"Studio associato {surname.text} – {partner}" if partner else f"Studio legale {surname.text}"
    office = sink["lawyer_office"].put
    office(lawyer, firm, places.street(draw), postcode, city, province, places.landline(draw, prefix)[0],
           places.mobile(draw)[0], iso(enrolled), None)
    if draw.rnd() < 0.2:
        office(lawyer, firm, places.street(draw), "24023", "Clusone", "BG", places.landline(draw, "0346")[0], None,
               iso(enrolled), None)
    return Lawyer(lawyer, f"Avv. {surname.text} {given.text}", bool(curator))
