"""What every synthetic archive holds on purpose of orders, interventions and terms: one file for each check of data quality, and
the chains and terms that an agenda must show. One check has no file: what ended before it started is refused by the store.
"""

from __future__ import annotations

from collections.abc import Callable

from minori_tui.data.demo.courts import Decree, months_after
from minori_tui.data.demo.draw import iso, ordinal, working
from minori_tui.data.demo.histories import Case
from minori_tui.data.demo.names import given, surname
from minori_tui.data.demo.planted import Planted, Scene
from minori_tui.data.demo.staff import Home
from minori_tui.data.demo.stories import Stories

_OPENED = 900  # days ago, for files whose story is long


class Bench:
    """What the stories are made with: the scene, the writers, today."""

    def __init__(self, scene: Scene, stories: Stories) -> None:
        self.scene, self.stories = scene, stories
        self.courts, self.do, self.today = stories.courts, stories.measures, stories.today

    def case(self, last: str, first: str, sex: str, years: int, days: int = 60, since: int = _OPENED) -> Case:
        """A child with both parents and an open file."""
        scene = self.scene
        child = scene.child(last, first, sex, scene.born(years, days))
        scene.home(child, scene.town)
        scene.adult(child, "Benzoni", "Nora", "F", "mother")
        scene.adult(child, last, "Dario", "M", "father")
        return scene.opened(child, max(child.born, self.today - since))

    def ordered(self, case: Case, kind: str, ago: int, *, represented: bool = True) -> Decree:
        """An order of the juvenile court so many days ago."""
        decree = self.courts.order(kind, "juvenile_court", self.today - ago, [case], received=self.today - ago + 2)
        self.courts.parents(decree, case, "limited", "suspended")
        if represented:
            self.courts.represented(decree, case, lawyers=False)
        return decree

    def residence(self, family_type: bool) -> Home:
        """A home of the wanted type."""
        kind = "family_home" if family_type else "residential_home"
        return next(h for h in self.do.homes if h.kind == kind)


# --- one file for each check -----------------------------------------------------------------------------------------------

def _two_homes(b: Bench, case: Case, ago: int, left: int | None, entered: int) -> tuple[str, ...]:
    """Two homes one after the other on one order; days are counted back from today."""
    decree = b.ordered(case, "residential", ago + 4)
    b.do.home(case, b.today - ago, None if left is None else b.today - left, decree)
    b.do.home(case, b.today - entered, None, decree)
    b.do.contacts(case, b.today - entered + 14, None, decree)
    return (case.number,)


def _overlap(b: Bench) -> tuple[str, ...]:
    return _two_homes(b, b.case("Bonadei", "Teo", "M", 12), 170, 60, 81)


def _gap(b: Bench) -> tuple[str, ...]:
    return _two_homes(b, b.case("Carobbio", "Mia", "F", 13), 160, 90, 74)


def _while_open(b: Bench) -> tuple[str, ...]:
    return _two_homes(b, b.case("Fogliata", "Igor", "M", 14), 150, None, 40)


def _under_six(b: Bench) -> tuple[str, ...]:
    case = b.case("Gamba", "Lia", "F", 4)
    b.do.home(case, b.today - 45, None, b.ordered(case, "residential", 50), away=b.residence(family_type=False))
    return (case.number,)


def _type_unknown(b: Bench) -> tuple[str, ...]:
    case = b.case("Locatelli", "Pio", "M", 3)
    decree = b.ordered(case, "residential", 44)
    number = b.do.put(case, "COM", b.today - 40, decree=decree, provider="Comunità fuori provincia")
    b.do.reasons(number, "1", b.today - 5)
    return (case.number,)


def _no_reasons(b: Bench) -> tuple[str, ...]:
    case = b.case("Masneri", "Ivo", "M", 11)
    decree = b.ordered(case, "residential", 39)
    number = b.do.put(case, "COM", b.today - 33, decree=decree, home=b.residence(family_type=False))
    b.do.reasons(number, "7", b.today - 2, written=False)
    return (case.number,)


def _after_18(b: Bench) -> tuple[str, ...]:
    case = b.case("Nicoli", "Ester", "F", 18, -50)
    b.do.foster(case, b.today - 300, None, b.ordered(case, "foster_care", 306))
    return (case.number,)


def _after_21(b: Bench) -> tuple[str, ...]:
    case = b.case("Pezzotta", "Manuel", "M", 21, -24, since=1_500)
    of_age = ordinal(b.scene.today, -3, -24)
    b.ordered(case, "extended_care", b.today - of_age + 10, represented=False)
    b.do.extended(case, of_age - 80, of_age)
    return (case.number,)


def _over_24_months(b: Bench) -> tuple[str, ...]:
    case = b.case("Quarti", "Anita", "F", 9)
    b.do.foster(case, b.today - 790, None, b.ordered(case, "foster_care", 795))
    return (case.number,)


def _not_represented(b: Bench) -> tuple[str, ...]:
    case = b.case("Rondi", "Marco", "M", 10)
    b.do.home(case, b.today - 120, None, b.ordered(case, "residential", 124, represented=False))
    return (case.number,)


def _not_summoned(b: Bench) -> tuple[str, ...]:
    case = b.case("Stefanoni", "Viola", "F", 8)
    decree = b.ordered(case, "foster_care", 155)
    b.do.foster(case, b.today - 150, None, decree)
    b.courts.hearing(case, working(b.today - 34), decree, None)
    return (case.number,)


def _not_executive(b: Bench) -> tuple[str, ...]:
    case = b.case("Togni", "Sveva", "F", 7)
    b.do.foster(case, b.today - 70)
    return (case.number,)


def _no_order(b: Bench) -> tuple[str, ...]:
    case = b.case("Valoti", "Andrea", "M", 12)
    b.do.put(case, "MON", b.today - 60, judicial=True)
    return (case.number,)


def _no_responsible(b: Bench) -> tuple[str, ...]:
    case = b.case("Zambelli", "Ludovica", "F", 6)
    decree = b.courts.order("service_custody", "juvenile_court", b.today - 33, [case], months=24, every=6)
    b.do.custody_terms(decree, None)
    b.do.simple(case, "SAS", decree.received, None, decree)
    return (case.number,)


# --- chains and terms ------------------------------------------------------------------------------------------------------

def _removal(b: Bench, case: Case, ago: int, links: int) -> tuple[str, ...]:
    """A removal so many evenings ago, with its first links done, and the home where the child is."""
    decree = b.stories.removal(case, b.today - ago, links)
    b.do.home(case, b.today - ago, None, decree)
    return (case.number,)


def _removal_now(b: Bench) -> tuple[str, ...]:
    return _removal(b, b.case("Algisi", "Bruno", "M", 9, since=1), 1, 1)


def _removal_prosecutor(b: Bench) -> tuple[str, ...]:
    return _removal(b, b.case("Bertocchi", "Nives", "F", 7, since=300), 3, 2)


def _removal_hearing(b: Bench) -> tuple[str, ...]:
    return _removal(b, b.case("Cortesi", "Dylan", "M", 13, since=200), 9, 5)


def _removal_whole(b: Bench) -> tuple[str, ...]:
    return _removal(b, b.case("Donadoni", "Emma", "F", 8, since=500), 100, 7)


def _siblings(b: Bench) -> tuple[str, ...]:
    """Three children in one order, each with an outcome of its own; the fathers' responsibility differs."""
    scene, cases = b.scene, []
    mother = scene.people.person(surname("Epinati"), given("Marta"), "F", None, None, "ITA", None)
    for last, first, sex, years in (("Facchetti", "Luigi", "M", 14), ("Facchetti", "Irma", "F", 9), ("Okeke", "Joy", "F", 4)):
        child = scene.child(last, first, sex, scene.born(years, 40))
        scene.home(child, scene.town)
        scene.people.relate(child.person_id, mother, "mother")
        child.mother = mother
        scene.adult(child, last, "Ezio" if last == "Facchetti" else "Obi", "M", "father")
        cases.append(scene.opened(child, b.today - 400))
    for one in cases:
        for other in cases:
            if one is not other:
                kind = "sibling" if cases[2] not in (one, other) else "half_sibling"
                scene.people.relate(one.child.person_id, other.child.person_id, kind)
    eldest, second, youngest = cases
    decree = b.courts.order("foster_care", "juvenile_court", b.today - 140, cases, months=18, every=6, kinds={
        eldest.case_id: "residential", youngest.case_id: "home_support"})
    for case, father in ((eldest, "suspended"), (second, "suspended"), (youngest, "instructions")):
        b.courts.parents(decree, case, "limited", father)
    for case in (eldest, second):
        b.courts.represented(decree, case)
    b.do.home(eldest, b.today - 132, None, decree)
    b.do.foster(second, b.today - 130, None, decree)
    b.do.contacts(second, b.today - 110, None, decree)
    b.do.home_education(youngest, b.today - 120, None, decree)
    return tuple(c.number for c in cases)


def _foster_long(b: Bench, case: Case, *, extended: bool) -> tuple[str, ...]:
    """Foster care whose 24 months are over: the extension was asked for in time; the court has granted it, or not yet."""
    start = b.today - 760
    decree = b.ordered(case, "foster_care", 766)
    number = b.do.foster(case, start, None, decree, late=False)
    end = months_after(start, 24)
    b.courts.done(case, "AFF-2", "intervention", number, 0, iso(end - 110))
    b.do.contacts(case, start + 30, None, decree)
    if extended:
        b.courts.order("extension", "juvenile_court", end - 9, [case], months=12, effective=end, follows=decree.order_id)
    return (case.number,)


def _foster_waiting(b: Bench) -> tuple[str, ...]:
    return _foster_long(b, b.case("Gherardi", "Sofia", "F", 11), extended=False)


def _foster_extended(b: Bench) -> tuple[str, ...]:
    return _foster_long(b, b.case("Imberti", "Carlo", "M", 10), extended=True)


def _naming_due(b: Bench) -> tuple[str, ...]:
    case = b.case("Lanfranchi", "Rita", "F", 5)
    decree = b.courts.order("service_custody", "juvenile_court", b.today - 12, [case], received=b.today - 8, months=12, every=6)
    b.courts.parents(decree, case, "limited", "limited")
    b.do.custody_terms(decree, None)
    b.do.simple(case, "SAS", decree.received, None, decree)
    return (case.number,)


def _report_late(b: Bench) -> tuple[str, ...]:
    case = b.case("Moretti", "Gaia", "F", 12)
    decree = b.courts.order("monitoring", "juvenile_court", b.today - 200, [case], every=6)
    b.do.simple(case, "MON", decree.received, None, decree)
    return (case.number,)


def _extended_care(b: Bench) -> tuple[str, ...]:
    case = b.case("Noris", "Stella", "F", 19, 100, since=1_200)
    of_age = ordinal(b.scene.today, -1, 100)
    decree = b.ordered(case, "extended_care", b.today - of_age + 12)
    b.do.extended(case, of_age - 120, of_age)
    b.do.foster(case, of_age - 100, None, decree, late=False)
    return (case.number,)


def _planned(b: Bench) -> tuple[str, ...]:
    case = b.case("Perani", "Nicola", "M", 15, since=120)
    b.do.day_care(case, b.today + 15)
    return (case.number,)


_CASES: tuple[tuple[str, str, Callable[[Bench], tuple[str, ...]]], ...] = (
    ("PL-OVERLAP", "Two placements at the same time", _overlap),
    ("PL-GAP", "Days without a placement between two", _gap),
    ("PL-NEW-WHILE-OPEN", "A new placement while the one before has no end", _while_open),
    ("PL-UNDER-SIX", "Under six in a home that is not of family type", _under_six),
    ("PL-HOME-TYPE-UNKNOWN", "Under six in a home not known to be of family type", _type_unknown),
    ("PL-NO-REASONS", "Home without the reasons: why not in the family, why not foster care", _no_reasons),
    ("PL-OVER-18", "Placed after 18 without extended care", _after_18),
    ("PL-OVER-21", "Placed after 21", _after_21),
    ("PL-OVER-24M", "Foster care over 24 months without a recorded request of extension", _over_24_months),
    ("PL-NO-REPRESENTATIVE", "Ordered placement or removal without a special representative", _not_represented),
    ("PL-CARERS-NOT-SUMMONED", "Hearing to which the foster carers were not summoned", _not_summoned),
    ("PL-NOT-EXECUTIVE", "Agreed foster care without the decree that makes it executive", _not_executive),
    ("IN-NO-ORDER", "Ordered by a court, but no order is recorded", _no_order),
    ("SAS-NO-RESPONSIBLE", "Custody of the service without a named responsible", _no_responsible),
    ("removal-papers", "An emergency removal of yesterday evening: the papers are due within 24 hours", _removal_now),
    ("removal-prosecutor", "An emergency removal whose 72 hours of the prosecutor are running", _removal_prosecutor),
    ("removal-hearing", "An emergency removal that was validated: the hearing is to come", _removal_hearing),
    ("removal-whole", "An emergency removal with every link done", _removal_whole),
    ("siblings-one-order", "Three children in one order, each with an outcome of its own", _siblings),
    ("foster-waiting", "Foster care that has run out: the extension was asked for, the court has not decided", _foster_waiting),
    ("foster-extended", "Foster care that the court has extended", _foster_extended),
    ("responsible-due", "Custody of the service: the responsible is to be named within days", _naming_due),
    ("report-late", "A half-yearly report that is late", _report_late),
    ("extended-care", "Of age and in extended care", _extended_care),
    ("planned-start", "An intervention planned for a day to come", _planned),
)


def plant_law(scene: Scene, stories: Stories) -> tuple[Planted, ...]:
    """Put every one of them into the archive."""
    bench = Bench(scene, stories)
    return tuple(Planted(code, description, make(bench)) for code, description, make in _CASES)
