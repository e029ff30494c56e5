"""Making the deadlines of one case: arithmetic of a rule, and what operators did about each deadline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from minori_tui.domain.dates import add_months
from minori_tui.domain.deadlines import Reason, Unit, add_term, roll_forward
from minori_tui.domain.facts import CaseFacts, Mark, Subject
from minori_tui.domain.legal_clock.book import RuleBook
from minori_tui.domain.legal_clock.deadline import Deadline, period_end
from minori_tui.domain.legal_clock.rule import Rule
from minori_tui.domain.moments import add_hours, day_of, midnight

Subjects = Sequence[tuple[Subject, int | None]]
"""What a deadline hangs on, then under which other names marks about it may stand."""
Slot = tuple[str, Subject, int | None, int]


def term_end(rule: Rule, anchor: date) -> date:
    """Where the term of the rule ends that runs from ``anchor``, before any rolling; the anchor itself is not counted.

    A rule without a term ends on its anchor. Hours that run from a day run from its first minute: the cautious reading.
    """
    if rule.number is None or rule.unit is None:
        return anchor
    if rule.unit == "H":
        return add_hours(anchor if isinstance(anchor, datetime) else midnight(anchor), rule.number)
    day = day_of(anchor)
    return back(day, rule.number, rule.unit) if rule.backwards else add_term(day, rule.number, rule.unit)


def back(day: date, number: int, unit: Unit) -> date:
    """So many days, months or years before ``day``."""
    return day - timedelta(days=number) if unit == "D" else add_months(day, -number * (12 if unit == "Y" else 1))


def rolled(rule: Rule, end: date) -> date:
    """The legal end: the term's end, moved past days off as far as the rule says. Moments never move."""
    if rule.rolling == "none" or isinstance(end, datetime):
        return end
    return roll_forward(end, saturday=rule.rolling == "procedural")


class Acts:
    """What operators did about one deadline: the last mark of each kind counts."""

    __slots__ = ("court_date", "done", "rescheduled", "waived")

    def __init__(self) -> None:
        self.done: Mark | None = None
        self.rescheduled: Mark | None = None
        self.court_date: Mark | None = None
        self.waived: Mark | None = None

    def take(self, mark: Mark) -> None:
        """One more mark. "Done" without a day is no proof and does not count, nor a new date without the date."""
        if mark.act == "waived" or (mark.at if mark.act == "done" else mark.new_due) is not None:
            setattr(self, mark.act, mark)

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.done is not None or self.waived is not None


class Maker:
    """Collects the deadlines of one case. Of what has ended, and of a closed case, only what operators marked as done."""

    __slots__ = ("book", "case", "found", "marks")

    def __init__(self, case: CaseFacts, book: RuleBook) -> None:
        self.case, self.book = case, book
        self.found: list[Deadline] = []
        self.marks: dict[Slot, Acts] = {}
        for mark in case.marks:
            slot = mark.rule, mark.subject, mark.subject_id, mark.occurrence
            self.marks.setdefault(slot, Acts()).take(mark)

    def rule(self, code: str, on: date) -> Rule | None:
        """The rule of the book for an anchor on that day."""
        return self.book.rule(code, day_of(on))

    def acts(self, code: str, subjects: Subjects, occurrence: int) -> Acts | None:
        """What was done about a deadline, under the first of its names that has marks."""
        if self.marks:
            for subject, subject_id in subjects:
                if found := self.marks.get((code, subject, subject_id, occurrence)):
                    return found
        return None

    def add(self, rule: Rule, subjects: Subjects, occurrence: int, anchor: Reason, at: date, *, end: date | None = None,
            title: str = "", court: date | None = None, done: date | None = None, waiting: bool = False, live: bool = True,
            notes: tuple[Reason, ...] = (), every: tuple[int, Unit] | None = None, covered: tuple[int, ...] = (),
            ) -> Deadline | None:
        """One deadline; None when it hangs on something that has ended and was not marked as done.

        ``end``: where the count ends when it is not the rule's own term from ``at``. ``court``: the day an order fixes; a date
        recorded on the deadline itself is newer and comes before it. What is due on a day stays due on a day when the court says
        the time as well (a hearing). ``done``: the day facts show that it was done; a mark comes before it.
        """
        acts = self.acts(rule.code, subjects, occurrence)
        if not (live and self.case.is_open) and (acts is None or acts.done is None):
            return None
        rescheduled, waived = None, False
        if acts is not None:
            if acts.done is not None:
                done = acts.done.at
            if acts.court_date is not None:
                court = acts.court_date.new_due
            rescheduled = acts.rescheduled.new_due if acts.rescheduled is not None else None
            waived = acts.waived is not None
        end = term_end(rule, at) if end is None else end
        legal = rolled(rule, end)
        if court is not None and not isinstance(legal, datetime):
            court = day_of(court)
        subject, subject_id = subjects[0]
        made = Deadline(self.case.case_id, rule, title or rule.title, subject, subject_id, occurrence, anchor, at, end, legal,
                        legal if court is None else court, court, done, waived,
                        waiting and court is None and done is None, rescheduled, notes, every, covered)
        self.found.append(made)
        return made

    def make(self, code: str, on: date, subjects: Subjects, occurrence: int, anchor: Reason, at: date, *, end: date | None = None,
             title: str = "", court: date | None = None, done: date | None = None, live: bool = True,
             notes: tuple[Reason, ...] = ()) -> None:
        """As ``add``, by the version of the rule that holds on a day; nothing when there is none or it is turned off."""
        if (rule := self.rule(code, on)) is not None:
            self.add(rule, subjects, occurrence, anchor, at, end=end, title=title, court=court, done=done, live=live, notes=notes)

    def periodic(self, rule: Rule, subjects: Subjects, anchor: Reason, start: date, number: int, unit: Unit, *, title: str = "",
                 first_court: date | None = None, live: bool = True, first: int = 1) -> None:
        """What comes back: the periods that are settled, and the first one that is not. ``first_court``: a day fixed by the
        court for the first report; ``first``: the number of the first period."""
        settled = self._settled(rule.code, subjects)
        upcoming = first
        while upcoming in settled:
            upcoming += 1
        later = tuple(n for n in settled if n > upcoming)
        for occurrence in (*range(first, upcoming + 1), *later):
            self.add(rule, subjects, occurrence, anchor, start, end=period_end(start, occurrence, number, unit), title=title,
                     court=first_court if occurrence == first else None, live=live, every=(number, unit), covered=later)

    def _settled(self, code: str, subjects: Subjects) -> list[int]:
        """The occurrences of a rule that were done or waived, in order."""
        return sorted({slot[3] for slot, acts in self.marks.items()
                       if acts.settled and slot[0] == code and slot[1:3] in subjects}) if self.marks else []


def day_number(day: date) -> int:
    """A day as the occurrence of what is planned for it (20261201): planned anew, it is another deadline."""
    return day.year * 10_000 + day.month * 100 + day.day


Kind = Literal["half", "period", "once"]
_TITLES: dict[tuple[Kind, str], str] = {
    ("half", "guardianship_judge"): "Half-yearly report: guardianship judge",
    ("half", "juvenile_court"): "Half-yearly report: juvenile court",
    ("half", "family_court"): "Half-yearly report: family court",
    ("half", "ordinary_court"): "Half-yearly report: ordinary court",
    ("half", "court_of_appeal"): "Half-yearly report: court of appeal",
    ("half", "juvenile_prosecutor"): "Half-yearly report: prosecutor",
    ("half", ""): "Half-yearly report to the authority",
    ("period", "guardianship_judge"): "Periodic report: guardianship judge",
    ("period", "juvenile_court"): "Periodic report: juvenile court",
    ("period", "family_court"): "Periodic report: family court",
    ("period", "ordinary_court"): "Periodic report: ordinary court",
    ("period", "court_of_appeal"): "Periodic report: court of appeal",
    ("period", "juvenile_prosecutor"): "Periodic report: prosecutor",
    ("period", ""): "Periodic report to the authority",
    ("once", "guardianship_judge"): "Report ordered: guardianship judge",
    ("once", "juvenile_court"): "Report ordered: juvenile court",
    ("once", "family_court"): "Report ordered: family court",
    ("once", "ordinary_court"): "Report ordered: ordinary court",
    ("once", "court_of_appeal"): "Report ordered: court of appeal",
    ("once", "juvenile_prosecutor"): "Report ordered: prosecutor",
    ("once", ""): "Report ordered by the authority",
}
REPORT_TITLES: Iterable[str] = _TITLES.values()
"""Titles of reports, by how often and to whom."""


def report_title(kind: Kind, authority_kind: str) -> str:
    """The title of a report to an authority of that kind."""
    return _TITLES.get((kind, authority_kind)) or _TITLES[kind, ""]
