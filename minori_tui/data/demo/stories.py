"""Which story the file of a family tells, and its orders and interventions: what is agreed, what a court wanted, who lives where.

The shares follow the published figures: of 100 children in charge about 5 in foster care and 5 in homes (more nationwide), a
quarter with home education, one in ten with supervised contact.
"""

from __future__ import annotations

from datetime import date

from minori_tui.data.demo.courts import MAYOR, Courts, Decree, months_after
from minori_tui.data.demo.draw import Draw, iso, ordinal, spread, working
from minori_tui.data.demo.histories import Case
from minori_tui.data.demo.law_texts import PEC
from minori_tui.data.demo.measures import Measures

_OPEN = spread([("none", 16), ("agreed", 35), ("inquiry", 10), ("monitoring", 13), ("custody", 10), ("contact", 7), ("foster", 3),
                ("agreed_foster", 1), ("home", 3), ("removal", 0.5)], 200)
_PAST = spread([("none", 60), ("agreed", 18), ("inquiry", 10), ("monitoring", 7), ("foster", 2.5), ("home", 2.5)], 100)
_PLANTED_ALREADY = {"home": 6, "removal": 1, "foster": 2}
"""Cards of the first deck that the planted cases have told: else a small archive would have twice as many children away."""
_MAJORITY = 18
_VALIDATED = 3  # links of a removal before the decree that validates it
_SHORT = 60  # days of a past case in which no court came to decide
_HALF_YEAR = 6
_SIGNALS = 90  # days before the end of foster care at which the extension should be asked for (rule AFF-2)


class Stories:
    """Chooses and writes stories."""

    def __init__(self, draw: Draw, courts: Courts, measures: Measures, today: int) -> None:
        self.draw, self.courts, self.measures, self.today = draw, courts, measures, today
        self._decks: dict[bool, list[str]] = {}

    def choose(self, is_open: bool, born: int) -> str:
        """The story of a family whose child was born on a day."""
        if is_open and born + _MAJORITY * 365.25 + 20 < self.today:
            return "adult"
        deck = self._decks.get(is_open)
        if not deck:
            cards = list(_OPEN if is_open else _PAST)
            if is_open and deck is None:
                for story, count in _PLANTED_ALREADY.items():
                    for _ in range(count):
                        cards[cards.index(story)] = "agreed"
            deck = self._decks[is_open] = self.draw.shuffled(cards)
        return deck.pop()

    def tell(self, story: str, cases: list[Case]) -> None:
        """Write the orders and interventions of the children of a family."""
        if story == "none" or not cases:
            return
        if cases[0].closed is not None and cases[0].closed - cases[0].opened < _SHORT:
            story = "agreed"
        last = max(cases, key=lambda c: c.opened)  # from then on there were all of them
        getattr(self, f"_{story}")([last, *(c for c in cases if c is not last and _as_long(c, last))])

    def _day(self, case: Case, low: int, high: int) -> int:
        """A day so long before today (or before the end of the case), when the case was open."""
        last = (case.closed or self.today) - 1
        return max(case.opened, min(last, last - self.draw.between(low, high)))

    # --- without or with a judge, at home ----------------------------------------------------------------------------

    def _agreed(self, cases: list[Case]) -> None:
        draw, do = self.draw, self.measures
        for case in cases:
            chance, start, end = draw.rnd(), self._day(case, 10, 420), case.closed
            if chance < 0.5:
                do.home_education(case, start, end)
            elif chance < 0.75:
                do.simple(case, "PSI", start, end)
            elif chance < 0.87 and start - case.child.born > 6 * 366:
                do.day_care(case, start, end)
            else:
                do.simple(case, "MON", start, end)

    def _inquiry(self, cases: list[Case]) -> None:
        """An inquiry that runs, within its term or with an extension; in a past case the report was sent."""
        draw, first = self.draw, cases[0]
        filed = self._day(first, 4, 100) if first.closed is None else self._day(first, 90, 200)
        due = filed + draw.pick((60, 90, 90, 120))
        court = draw.pick(("juvenile_prosecutor", "juvenile_prosecutor", "juvenile_court", "ordinary_court"))
        ended = first.closed
        decree = self.courts.order("inquiry", court, filed, cases, due=due, ended=ended, end_reason="other")
        extended = None
        if ended is None and due < self.today + 4 and draw.rnd() > 0.04:
            extended = self.today + draw.between(8, 60)
        for case in cases:
            self.measures.inquiry(case, decree, due, max(ended, decree.received) if ended else None, extended)

    def _monitoring(self, cases: list[Case]) -> None:
        draw, first = self.draw, cases[0]
        filed, every = self._day(first, 15, 800 if self.measures.rich else 330), draw.pick((6, 6, 6, 4, 3))
        decree = self.courts.order("monitoring", "juvenile_court", filed, cases, every=every, ended=first.closed)
        parents = draw.pick((("instructions", "instructions"), ("full", "limited"), (None, None)))
        support = draw.rnd() < 0.35
        for case in cases:
            self.courts.parents(decree, case, *parents)
            end = case.closed and max(case.closed, decree.received)
            self.measures.simple(case, "MON", decree.received, end, decree)
            if case.closed is None:
                self.courts.reports(case, "CPC-27", "order", decree.order_id, filed, every)
                if support:
                    self.measures.home_education(case, min(self.today, decree.received + 20), None, decree)

    def _custody(self, cases: list[Case]) -> None:
        """Custody of the social service with points (a) to (f), the responsible named in time, half-yearly reports."""
        draw, first = self.draw, cases[0]
        filed, every = self._day(first, 4, 640 if self.measures.rich else 300), draw.pick((6, 6, 4))
        months = 24 if self.today - filed > 250 else draw.pick((12, 18, 24))
        decree = self.courts.order("service_custody", "juvenile_court", filed, cases, months=months, every=every)
        team = first.team.get("social_worker")
        named = self.today - decree.received > 9 or draw.rnd() < 0.3
        responsible = team[-1].name if team else "Assistente sociale del Comune"
        self.measures.custody_terms(decree, responsible if named else None)
        support, contact = draw.rnd() < 0.5, draw.rnd() < 0.3
        for case in cases:
            self.courts.parents(decree, case, "limited", draw.pick(("limited", "limited", "suspended")))
            self.measures.simple(case, "SAS", decree.received, None, decree)
            if named:
                told = iso(min(self.today, decree.received + draw.between(2, 13)))
                self.courts.done(case, "ASS-3", "order", decree.order_id, 0, told)
                self.courts.role(case, "responsible", responsible, decree.received, decree=decree)
            self.courts.reports(case, "ASS-2", "order", decree.order_id, filed, every)
            if support:
                self.measures.home_education(case, min(self.today, decree.received + 25), None, decree)
            if contact:
                self.measures.contacts(case, min(self.today, decree.received + 18), None, decree)

    def _contact(self, cases: list[Case]) -> None:
        draw, first = self.draw, cases[0]
        filed = self._day(first, 12, 400 if self.measures.rich else 170)
        court = draw.pick(("ordinary_court", "ordinary_court", "juvenile_court"))
        every = draw.pick((None, 6, 6))
        decree = self.courts.order("supervised_contact", court, filed, cases, every=every)
        for case in cases:
            self.courts.parents(decree, case, None, "limited")
            self.measures.contacts(case, min(self.today, decree.received + draw.between(5, 30)), None, decree)
            if every:
                self.courts.reports(case, "CPC-27", "order", decree.order_id, filed, every)

    # --- away from home ----------------------------------------------------------------------------------------------

    def _apart(self, cases: list[Case], kind: str, filed: int, months: int | None = None) -> tuple[Decree, list[Case]]:
        """One order for all children with different outcomes: some are placed, the others stay at home with support."""
        placed = [c for i, c in enumerate(cases) if i == 0 or self.draw.rnd() < 0.6]
        home = [c for c in cases if c not in placed]
        decree = self.courts.order(kind, "juvenile_court", filed, cases, kinds={c.case_id: "home_support" for c in home},
                                   ended=cases[0].closed, end_reason="revoked", months=months, every=_HALF_YEAR)
        measure = self.draw.pick((("limited", "limited"), ("limited", "removed"), ("suspended", "suspended")))
        for case in cases:
            self.courts.parents(decree, case, *measure)
        for case in placed:
            self.courts.represented(decree, case)
        for case in home:
            if case.closed is None:
                self.measures.home_education(case, min(self.today, decree.received + 15), None, decree)
                self.courts.reports(case, "CPC-27", "order", decree.order_id, filed, _HALF_YEAR)
        return decree, placed

    def _foster(self, cases: list[Case]) -> None:
        draw, first = self.draw, cases[0]
        filed = self._day(first, 12, 640 if first.closed else 1_000 if self.measures.rich else 420)
        decree, placed = self._apart(cases, "foster_care", filed, months=24)
        kin, contact = draw.rnd() < 0.29, draw.rnd() < 0.55
        start = min((first.closed or self.today), decree.received + draw.between(0, 9))
        for case in placed:
            number = self.measures.foster(case, start, case.closed, decree, kin=kin)
            if case.closed is None:
                self._term(case, decree, number, start)
                if contact:
                    self.measures.contacts(case, min(self.today, start + 15), None, decree)
                if self.measures.rich and draw.rnd() < 0.6:
                    self._heard(case, decree, start)

    def _term(self, case: Case, decree: Decree, number: int, start: int) -> None:
        """Towards the end of the 24 months the extension is asked for; after it the court has extended, for most."""
        occurrence, end = 0, months_after(start, 24)
        while end - _SIGNALS <= self.today + 10:
            asked = max(start, min(self.today - 1, end - _SIGNALS - self.draw.between(5, 40)))
            self.courts.done(case, "AFF-2", "intervention", number, occurrence, iso(asked))
            if end > self.today or self.draw.rnd() < 0.12:
                return  # in time, or expired: the court has not decided, and the placement stays open
            self.courts.order("extension", "juvenile_court", end - 12, [case], months=12, effective=end, follows=decree.order_id)
            occurrence, end = occurrence + 1, months_after(end, 12)

    def _heard(self, case: Case, decree: Decree, start: int) -> None:
        """Hearings to which the foster carers were summoned: one that was held, perhaps one to come."""
        past = working(start + 60 + self.draw.between(0, 90))
        if past < self.today:
            self.courts.hearing(case, past, decree, past - self.draw.between(12, 30))
        if self.draw.rnd() < 0.4:
            coming = working(self.today + self.draw.between(9, 70))
            self.courts.hearing(case, coming, decree, self.today - self.draw.between(0, 5))

    def _agreed_foster(self, cases: list[Case]) -> None:
        """Agreed with the parents, made executive by the guardianship judge."""
        case = cases[0]
        start = self._day(case, 40, 560 if self.measures.rich else 330)
        executive = min(self.today, start + self.draw.between(6, 22))
        decree = self.courts.order("foster_care", "guardianship_judge", executive, [case], months=24, every=6)
        self.measures.foster(case, start, case.closed, decree, kin=self.draw.rnd() < 0.3, executive=executive)

    def _home(self, cases: list[Case]) -> None:
        draw, first = self.draw, cases[0]
        filed = self._day(first, 10, 700 if self.measures.rich else 320)
        decree, placed = self._apart(cases, "residential", filed)
        start = min((first.closed or self.today), decree.received + draw.between(0, 6))
        contact = draw.rnd() < 0.6
        for case in placed:
            moved = start + 200 + draw.between(0, 150)
            if case.closed is None and moved < self.today - 60 and draw.rnd() < 0.3:
                self.measures.home(case, start, moved, decree)  # another home from the same day on
                self.measures.home(case, moved, None, decree)
            else:
                self.measures.home(case, start, case.closed, decree)
            if case.closed is None:
                self.courts.reports(case, "CPC-27", "order", decree.order_id, filed, _HALF_YEAR)
                if contact:
                    self.measures.contacts(case, min(self.today, start + 20), None, decree)

    def _removal(self, cases: list[Case]) -> None:
        """A removal of the past with every link marked, and the placement that the court ordered."""
        case = cases[0]
        day = self._day(case, 60, 300)
        decree = self.removal(case, day, 7)
        self.measures.home(case, day, case.closed, decree)

    def removal(self, case: Case, day: int, links: int) -> Decree:
        """A removal by the mayor in the evening of a day; of its links (art. 403 c.c.) the first ``links`` are marked as done.

        Once it is validated the court has ordered the placement and fixed the hearing; returns what the placement rests on.
        """
        act = self.courts.order("emergency_removal", MAYOR, day, [case], received=day, numbered=False,
                                occurred_at=f"{iso(day)}T21:40")
        hearing = working(day + 13)
        chain = (("A403-1", day, "T22:05"), ("A403-2", day + 1, "T10:30"), ("A403-3", day + 3, "T12:15"),
                 ("A403-4", day + 4, "T18:00"), ("A403-6", day + 5, "T11:20"), ("A403-5", hearing, ""), ("A403-7", day + 25, ""))
        for rule, at, time in chain[:links]:
            self.courts.done(case, rule, "order", act.order_id, 0, f"{iso(at)}{time}", PEC)
        decree = act
        if links > _VALIDATED:
            decree = self.courts.order("residential", "juvenile_court", day + 4, [case], received=day + 5, follows=act.order_id,
                                       hearing=f"{iso(hearing)}T10:30")
            self.courts.parents(decree, case, "suspended", "suspended")
        self.courts.represented(decree, case)
        return decree

    def _adult(self, cases: list[Case]) -> None:
        """Of age and still helped: asked for before the birthday, ordered, accepted."""
        for case in cases:
            of_age = ordinal(date.fromordinal(case.child.born), _MAJORITY)
            if of_age + 20 >= self.today:
                continue
            since = max(case.opened, of_age - 300)
            court = self.courts.order("extended_care", "juvenile_court", of_age - 15, [case])
            self.measures.extended(case, max(case.opened, of_age - self.draw.between(60, 200)), of_age)
            if self.draw.rnd() < 0.45 and since < of_age:
                self.courts.represented(court, case, lawyers=False)
                self.measures.home(case, since, None, court)

    def unaccompanied(self, case: Case, guardian: int) -> None:
        """A foreign child alone: a volunteer guardian, and a home by order of the court (L. 47/2017)."""
        start = min(self.today, case.opened + 3)
        decree = self.courts.order("residential", "juvenile_court", case.opened, [case])
        self.courts.role(case, "guardian", "Tutore volontario", case.opened, decree=decree, person=guardian)
        self.courts.represented(decree, case, lawyers=False)
        self.measures.home(case, start, None, decree)


def _as_long(case: Case, other: Case) -> bool:
    """Whether a case was open until the end of another at least."""
    return case.closed is None or (other.closed is not None and case.closed >= other.closed)
