"""The invented courts at work: orders with their numbers and both dates, what they say of parents, roles, hearings, and the
marks of what was done about their deadlines.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from minori_tui.data.codes import load_authorities
from minori_tui.data.demo.draw import Draw, iso, working_before
from minori_tui.data.demo.histories import Case, at_work
from minori_tui.data.demo.law_texts import COURTS, HEARING_TEXT, ORDER_TEXTS, PEC, REPORT_TEXT, SEATS
from minori_tui.data.demo.staff import Lawyer
from minori_tui.data.demo.writer import Sink
from minori_tui.domain.dates import add_months
from minori_tui.domain.text import fold

MAYOR = "mayor"  # who acts in an emergency: the public authority, not the court (art. 403 c. 1 c.c.)
LATE_SHARE = {False: 0.2, True: 0.1}
"""Of the reports that were due in the last weeks: not sent yet, in a district and in the archive of a nation. Older ones were."""
LATE_AT_MOST = 45  # days


def months_after(day: int, months: int) -> int:
    """The ordinal of the same day some months later (the last of the month when it is missing)."""
    return add_months(date.fromordinal(day), months).toordinal()


@dataclass(frozen=True, slots=True)
class Decree:
    """An order that was made: its id, kind, number, the days it was filed and received (ordinals), and its author's kind."""

    order_id: int
    kind: str
    number: str
    filed: int
    received: int
    court: str
    report_every: int | None


class Courts:
    """The authorities, and everything that comes from them."""

    def __init__(self, sink: Sink, draw: Draw, lawyers: list[Lawyer], today: int, *, nationwide: bool) -> None:
        self.sink, self.draw, self.today, self.nationwide = sink, draw, today, nationwide
        self.lawyers = lawyers
        self.curators = [lawyer for lawyer in lawyers if lawyer.represents_children] or lawyers
        self._numbers: dict[int, int] = {}
        self._seats: list[dict[str, int]] = self._country() if nationwide else [self._district()]

    def _district(self) -> dict[str, int]:
        put = self.sink["authority"].put
        found = {o.kind: put(o.name, fold(o.name), o.kind, o.seat, None, o.valid_from and o.valid_from.isoformat(), None)
                 for o in load_authorities()}
        return found | {MAYOR: put("Sindaco di Clusone", "sindaco di clusone", "other", "Clusone", None, None, None)}

    def _country(self) -> list[dict[str, int]]:
        put = self.sink["authority"].put
        return [{kind: put(name.format(seat), fold(name.format(seat)), "other" if kind == MAYOR else kind, seat, None, None, None)
                 for kind, name in COURTS} for seat in SEATS]

    # --- orders ------------------------------------------------------------------------------------------------------

    def number(self, day: int) -> str:
        """The next order number of the year, as registers count."""
        year = date.fromordinal(day).year
        self._numbers[year] = number = self._numbers.get(year, 100) + 1 + int(self.draw.rnd() * 3)
        return f"{number}/{year}"

    def order(self, kind: str, court: str, filed: int, children: list[Case], *, kinds: dict[int, str] | None = None,
              received: int | None = None, occurred_at: str | None = None, effective: int | None = None,
              months: int | None = None, every: int | None = None, due: int | None = None, hearing: str | None = None,
              follows: int | None = None, ended: int | None = None, end_reason: str = "replaced",
              numbered: bool = True) -> Decree:
        """An order about one or several children; ``kinds`` says by case what is ordered for a child when it differs."""
        received = min(self.today, filed + self.draw.between(1, 9)) if received is None else received
        number = self.number(filed) if numbered else None
        registry = f"{self.draw.between(50, 2900)}/{date.fromordinal(filed).year}" if numbered else None
        seats = self._seats[children[0].case_id % len(self._seats)]
        order_id = self.sink["court_order"].put(
            seats[court], registry and f"{registry} VG", number, number and number.replace("/", ""), kind,
            int(months is not None), iso(filed), iso(received), occurred_at, iso(effective) if effective else None, months,
            every, iso(due) if due else None, hearing, follows, ORDER_TEXTS[kind])
        put = self.sink["order_child"].put
        for case in children:
            other = (kinds or {}).get(case.case_id)
            put(order_id, case.case_id, other if other != kind else None, None, iso(ended) if ended else None,
                end_reason if ended else None)
        return Decree(order_id, kind, number or "", filed, received, court, every)

    def parents(self, decree: Decree, case: Case, mother: str | None, father: str | None) -> None:
        """What an order says of the responsibility of each parent that is known."""
        put = self.sink["order_parent"].put
        for parent, person, measure in (("mother", case.child.mother, mother), ("father", case.child.father, father)):
            if measure and person is not None:
                put(decree.order_id, case.case_id, parent, person, measure)

    def represented(self, decree: Decree, case: Case, *, lawyers: bool = True) -> None:
        """The special representative of a child, and now and then the lawyers of the parents."""
        put, draw = self.sink["legal_role"].put, self.draw
        curator = draw.pick(self.curators)
        put(case.case_id, "special_representative", curator.name, None, curator.lawyer_id, decree.order_id, iso(decree.filed),
            iso(case.closed) if case.closed else None)
        for role, parent in (("lawyer_mother", case.child.mother), ("lawyer_father", case.child.father)):
            if lawyers and parent is not None and draw.rnd() < 0.4:
                lawyer = draw.pick(self.lawyers)
                put(case.case_id, role, lawyer.name, None, lawyer.lawyer_id, None, iso(decree.received), None)

    def role(self, case: Case, role: str, name: str, since: int, *, until: int | None = None, decree: Decree | None = None,
             person: int | None = None) -> None:
        """Another part in the proceeding."""
        self.sink["legal_role"].put(case.case_id, role, name, person, None, decree.order_id if decree else None, iso(since),
                                    iso(until) if until else None)

    # --- what was done -----------------------------------------------------------------------------------------------

    def done(self, case: Case, rule: str, subject: str, subject_id: int | None, occurrence: int, at: str,
             evidence: str | None = PEC) -> None:
        """A deadline marked as done."""
        self.sink["deadline_mark"].put(case.case_id, rule, subject, subject_id, occurrence, "done", at, evidence)

    def reports(self, case: Case, rule: str, subject: str, subject_id: int, start: int, every: int, *,
                written: bool = True, late: bool = True) -> None:
        """The reports of every period that is over, each sent some days before its end; now and then the last one not yet."""
        occurrence, draw = 1, self.draw
        while (due := months_after(start, occurrence * every)) <= self.today:
            if late and self.today - due <= LATE_AT_MOST and draw.rnd() < LATE_SHARE[self.nationwide]:
                return
            sent = working_before(due - draw.between(0, 14))
            self.done(case, rule, subject, subject_id, occurrence, iso(sent), PEC if written else None)
            if written and not self.nationwide:
                self.entry(case, sent, "12:00", "report_sent", REPORT_TEXT)
            occurrence += 1

    def entry(self, case: Case, day: int, time: str, kind: str, text: str, *, outcome: str | None = None,
              by_whom: str | None = None, intervention: int | None = None, role: str = "social_worker") -> int:
        """An entry of the diary."""
        author = at_work(case.team.get(role) or case.team.get("social_worker"), day)
        return self.sink["event"].put(case.case_id, f"{iso(day)}T{time}", kind, "fact", outcome, by_whom,
                                      author.name if author else None, author.operator_id if author else None, 0, text,
                                      intervention)

    def hearing(self, case: Case, day: int, decree: Decree, summoned: int | None) -> None:
        """A hearing, past or to come, and when the foster carers were summoned to it."""
        seats = self._seats[case.case_id % len(self._seats)]
        event = self.entry(case, day, self.draw.pick(("09:30", "10:15", "11:00")), "hearing", HEARING_TEXT,
                           outcome="held" if day < self.today else None)
        self.sink["hearing"].put(event, seats[decree.court], None, iso(summoned) if summoned else None)
