"""Invented interventions of every kind, each with the details its kind has: who does it, where, how much, what was done."""

from __future__ import annotations

from datetime import date

from minori_tui.data.demo.courts import Courts, Decree, months_after
from minori_tui.data.demo.draw import Draw, iso, ordinal, working
from minori_tui.data.demo.histories import Case
from minori_tui.data.demo.law_texts import (
    CONTACTS,
    CUSTODY,
    FAMILIES,
    PLACES,
    PROVIDERS,
    QUESTIONS,
    TIMES,
    WHY_NOT_FOSTER,
    WHY_NOT_HOME,
)
from minori_tui.data.demo.staff import Home
from minori_tui.data.demo.writer import Sink

_OUTCOMES = {"AFF": "1", "COM": "1"}  # of the national lists: returned to the family of origin


class Measures:
    """Writes interventions. Days are ordinals; ``ended`` None: it still runs."""

    def __init__(self, sink: Sink, draw: Draw, courts: Courts, homes: list[Home], today: int) -> None:
        self.sink, self.draw, self.courts, self.homes, self.today = sink, draw, courts, homes, today
        self.rich = not courts.nationwide  # hours, contacts and pauses are written down one by one

    def put(self, case: Case, kind: str, start: int, ended: int | None = None, *, decree: Decree | None = None,
            planned_end: int | None = None, provider: str | None = None, home: Home | None = None, family: str | None = None,
            end_reason: str = "completed", agreement: int | None = None, judicial: bool = False) -> int:
        """An intervention: on a decree it is judicial, otherwise agreed in writing."""
        planned = start > self.today
        judicial = judicial or (decree is not None and decree.court != "guardianship_judge")
        return self.sink["intervention"].put(
            case.case_id, kind, iso(start) if planned else None, None if planned else iso(start),
            iso(planned_end) if planned_end else None, iso(ended) if ended else None,
            _OUTCOMES.get(kind, end_reason) if ended else None, "judicial" if judicial else "consensual",
            decree.order_id if decree else None,
            None if judicial else iso(agreement if agreement is not None else min(start, self.today)), provider,
            home.facility_id if home else None, family, home.fee if home else None)

    # --- at home -----------------------------------------------------------------------------------------------------

    def home_education(self, case: Case, start: int, ended: int | None = None, decree: Decree | None = None) -> int:
        """ADM with its project, hours planned and done, now and then a pause."""
        draw = self.draw
        number = self.put(case, "ADM", start, ended, decree=decree, provider=draw.pick(PROVIDERS),
                          planned_end=self.later(start, ended, 12))
        weekly = 60 * draw.between(2, 6)
        project = start + draw.between(20, 75)
        known = project <= self.today and (ended is None or project < ended)
        if known and ended is None and not self.rich:  # the present project, renewed when it was due
            project = max(project, self.today - draw.between(3, 100))
        self.sink["home_support"].put(number, weekly, max(1, weekly // 120), None, iso(project) if known else None)
        if known and ended is None and self.rich:
            self.courts.reports(case, "ADM-1", "intervention", number, project, 4, written=False)
        if self.rich:
            self._hours(number, start, ended or self.today, weekly)
            if draw.rnd() < 0.12 and (ended or self.today) - start > 150:
                since = start + draw.between(40, 90)
                self.sink["intervention_pause"].put(number, iso(since), iso(since + draw.between(14, 50)), "Pausa estiva")
        return number

    def _hours(self, number: int, start: int, last: int, weekly: int) -> None:
        """The hours of each whole month of the last half-year, as the cooperative's invoices tell them."""
        first = max(start, last - 190)
        month = date.fromordinal(first).replace(day=1)
        while (ends := months_after(month.toordinal(), 1) - 1) <= last:
            if month.toordinal() >= first:
                done = int(weekly * 4.3 * (0.7 + 0.35 * self.draw.rnd()) / 15) * 15
                self.sink["support_hours"].put(number, iso(ends), max(15, done), 1)
            month = date.fromordinal(ends + 1)

    def contacts(self, case: Case, start: int, ended: int | None = None, decree: Decree | None = None) -> int:
        """Supervised contact with a parent, its calendar, and what became of each appointment."""
        draw, child = self.draw, case.child
        with_mother = child.father is None or (child.mother is not None and draw.rnd() < 0.35)
        every, time = draw.pick((7, 14, 14, 21)), draw.pick(TIMES)
        number = self.put(case, "IP", start, ended, decree=decree, provider=draw.pick(PROVIDERS),
                          planned_end=self.later(start, ended, 12))
        whom = "madre" if with_mother else "padre"
        self.sink["supervised_contact"].put(number, whom, child.mother if with_mother else child.father, draw.pick(PLACES), every,
                                            time, 60)
        if self.rich and start <= self.today:
            self._calendar(case, number, start, ended, whom, every, time)
        return number

    def _calendar(self, case: Case, number: int, start: int, ended: int | None, whom: str, every: int, time: str) -> None:
        """The meetings of the last months, and, when it still runs, the next two."""
        last = ended or self.today
        day = working(max(start, last - 150) + 3)
        while day < last:
            outcome, text = self.draw.pick(CONTACTS)
            self.courts.entry(case, day, time, "supervised_contact", text, outcome=outcome, by_whom=whom, intervention=number,
                              role="educator")
            day = working(day + every)
        if ended is None:
            for _ in range(2):
                self.courts.entry(case, day, time, "supervised_contact", f"Incontro protetto in calendario con {_the(whom)}.",
                                  by_whom=whom, intervention=number, role="educator")
                day = working(day + every)

    def day_care(self, case: Case, start: int, ended: int | None = None, decree: Decree | None = None) -> int:
        """A day centre."""
        number = self.put(case, "SEMI", start, ended, decree=decree, home=self.fitting(("day_centre",), case, start),
                          planned_end=self.later(start, ended, 10))
        self.sink["day_care"].put(number, self.draw.between(2, 5), 1, int(self.draw.rnd() < 0.4))
        return number

    def simple(self, case: Case, kind: str, start: int, ended: int | None = None, decree: Decree | None = None) -> int:
        """Monitoring, psychological support, custody of the service."""
        return self.put(case, kind, start, ended, decree=decree)

    def inquiry(self, case: Case, decree: Decree, due: int, ended: int | None = None, extended: int | None = None) -> int:
        """An inquiry for a court with its term, and perhaps the extension of it."""
        number = self.put(case, "IND", decree.received, ended, decree=decree)
        self.sink["inquiry"].put(number, self.draw.pick(QUESTIONS), iso(due),
                                 iso(due - self.draw.between(3, 12)) if extended else None, iso(extended) if extended else None)
        return number

    # --- away from home ----------------------------------------------------------------------------------------------

    def foster(self, case: Case, start: int, ended: int | None = None, decree: Decree | None = None, *, kin: bool = False,
               family: str | None = None, executive: int | None = None, late: bool = True) -> int:
        """Foster care, residential for most; ``executive``: the day of the guardianship judge's decree; ``late``: whether the
        last report may not have been sent yet."""
        draw = self.draw
        family = family or (f"Zii {case.child.person_id % 7 + 1}" if kin else draw.pick(FAMILIES))
        number = self.put(case, "AFF", start, ended, decree=decree, family=family,
                          agreement=start - 6 if executive else None)
        nights = draw.pick((7, 7, 7, 6, 5, 2))
        self.sink["foster_placement"].put(number, "1" if kin else "2", "1" if nights >= 5 else "2", "1" if nights >= 2 else "2",
                                          nights, iso(executive) if executive else None)
        self.courts.role(case, "foster_carer", family, start, until=ended, decree=decree)
        if ended is None:
            self.courts.reports(case, "AFF-3", "intervention", number, start, 6, late=late)
        return number

    def home(self, case: Case, start: int, ended: int | None = None, decree: Decree | None = None, *,
             away: Home | None = None) -> int:
        """A home, of family type for a child under six, with both reasons and its educational plan."""
        small = start < ordinal(date.fromordinal(case.child.born), 6)
        kinds = ("family_home",) if small else ("residential_home", "residential_home", "family_home")
        where = away or self.fitting(kinds, case, start)
        number = self.put(case, "COM", start, ended, decree=decree, home=where)
        plan = start + self.draw.between(25, 55)
        known = plan <= (ended or self.today)
        if known and ended is None and not self.rich:
            plan = max(plan, self.today - self.draw.between(5, 150))
        self.reasons(number, "2" if where.family_type else "7", plan if known else None)
        if known and ended is None and self.rich:
            self.courts.reports(case, "PEI-2", "intervention", number, plan, 6, written=False)
        return number

    def reasons(self, number: int, character: str, plan: int | None, *, written: bool = True) -> None:
        """What is known of a placement in a home: why not in the family and why not foster care, and the day of its plan."""
        why = (WHY_NOT_HOME, WHY_NOT_FOSTER) if written else (None, None)
        self.sink["residential_placement"].put(number, character, 0, 7, *why, iso(plan) if plan else None)

    def extended(self, case: Case, requested: int, start: int) -> int:
        """Care after the 18th birthday, accepted in writing."""
        number = self.put(case, "PRO", start, planned_end=ordinal(date.fromordinal(case.child.born), 21))
        self.sink["extended_care"].put(number, iso(requested), iso(start))
        return number

    def custody_terms(self, decree: Decree, responsible: str | None) -> None:
        """Points (a) to (f) of an order of custody, and the person named under c. 4."""
        self.sink["custody_terms"].put(decree.order_id, *CUSTODY.values(), responsible)

    # --- helpers -----------------------------------------------------------------------------------------------------

    def fitting(self, kinds: tuple[str, ...], case: Case, day: int) -> Home:
        """A facility of one of some kinds for the child's age on a day, or any of them."""
        kind = self.draw.pick(kinds)
        age = (day - case.child.born) // 365.25
        start = int(self.draw.rnd() * len(self.homes))
        near = self.homes[start:start + 30] + self.homes[:30]
        return next((h for h in near if h.kind == kind and h.low <= age <= h.high), None) or next(
            h for h in self.homes if h.kind == kinds[0])

    def later(self, start: int, ended: int | None, months: int) -> int | None:
        """A planned end: so many months from the start, renewed as often as it was over; none for what has ended."""
        if ended is not None:
            return None
        end = start
        while end <= self.today + 5:
            end = months_after(end, months)
        return end


def _the(parent: str) -> str:
    return "la madre" if parent == "madre" else "il padre"
