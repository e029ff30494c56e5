"""What is done for a child: its kinds, how it stands on a day, and what may not be written about it.

What the law forbids is refused while it is still to be decided, and only told once it has happened: a record that could not
hold what was done would not be true. Warnings never block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, Protocol

from minori_tui.domain.dates import add_months, as_day, birthday
from minori_tui.domain.errors import FieldProblem
from minori_tui.domain.facts import PLACEMENTS
from minori_tui.domain.integrity import CHECK_OF, DECREE_149_2022, FOSTER_MONTHS, LAW_149_2001, needs_family_type

State = Literal["planned", "active", "suspended", "ended"]

LONG_NAMES: Mapping[str, str] = {
    "ADM": "home_support", "IP": "supervised_contact", "AFF": "foster_care", "COM": "residential", "SEMI": "day_care",
    "IND": "inquiry", "MON": "monitoring", "PSI": "psychological_support", "SAS": "service_custody", "PRO": "extended_care",
}
"""The kinds, and the long names that files and commands may use as well: the same words as the kinds of orders."""
KINDS = tuple(LONG_NAMES)
END_LISTS: Mapping[str, str] = {"AFF": "foster_outcome", "COM": "residential_outcome"}
"""The code list of the reasons for an end: national outcomes for placements, the service's own list for the rest."""
LAST_AGE = 21
"""Extended care ends at the latest on this birthday (art. 25 R.D.L. 1404/1934)."""
WEEK_MINUTES = 7 * 24 * 60


class Dated(Protocol):
    """What has the dates of an intervention."""

    @property
    def started_on(self) -> date | None:
        """The day it began."""

    @property
    def ended_on(self) -> date | None:
        """The first day that does not belong to it any more."""

    @property
    def pauses(self) -> tuple[tuple[date, date | None], ...]:
        """The times in which it is suspended, ``[from, to)``."""


def kind_of(text: str) -> str | None:
    """The kind that a code or a long name means, in any case; None when it is neither."""
    word = text.strip().lower().replace(" ", "_").replace("-", "_")
    return next((kind for kind, name in LONG_NAMES.items() if word in (kind.lower(), name)), None)


def end_list(kind: str) -> str:
    """The code list that the reason for an end is taken from."""
    return END_LISTS.get(kind, "intervention_end")


def state(intervention: Dated, today: date) -> State:
    """How an intervention stands on a day; a plan that was given up is ended."""
    if intervention.ended_on is not None and intervention.ended_on <= today:
        return "ended"
    if intervention.started_on is None or intervention.started_on > today:
        return "planned"
    paused = any(since <= today and (until is None or today < until) for since, until in intervention.pauses)
    return "suspended" if paused else "active"


def check_intervention(values: Mapping[str, Any], today: date, birth_date: date | None) -> list[FieldProblem]:
    """What is wrong with an intervention by itself: its dates, and what the law asks of its kind.

    ``values`` are parsed fields under their canonical names (dates as ``date`` or ISO text, money in cents, hours a week in
    minutes). A field that is absent was not asked; one that is None was left empty. Beside the fields, ``extended`` says that
    an order extends the foster care and ``extended_care`` that care after 18 is recorded.
    """
    kind = str(values.get("kind") or "")
    days = {name: as_day(values.get(name)) for name in _DATES}
    found = [*_dates(days, today, birth_date, bool(values.get("end_reason"))), *_numbers(values), *_basis(kind, values, days)]
    found += _age(kind, values, days, birth_date)
    if kind == "AFF":
        found += _foster(values, days)
    elif kind == "COM":
        found += _home(values, days, birth_date, today)
    elif kind == "PRO":
        found += _extended(values, days, birth_date)
    elif kind == "IND" and days["due_on"] and days["extended_to"] and days["extended_to"] < days["due_on"]:
        found.append(_problem("extended_to", "extended-before-due", "The term was {due}: an extension is later",
                              due=days["due_on"]))
    return found


_DATES = ("planned_start", "started_on", "planned_end", "ended_on", "agreement_on", "executive_on", "due_on", "extended_to",
          "consent_on", "withdrawn_on")
Days = Mapping[str, date | None]


def _problem(field: str, code: str, message: str, **facts: Any) -> FieldProblem:
    return FieldProblem(field, code, message, facts)


def _warning(field: str, code: str, message: str, **facts: Any) -> FieldProblem:
    return FieldProblem(field, code, message, facts, warning=True)


def _dates(days: Days, today: date, birth_date: date | None, reason: bool) -> Iterator[FieldProblem]:
    start, end = days["started_on"], days["ended_on"]
    if start is None and days["planned_start"] is None:
        yield _problem("started_on", "begins-no-day", "Say when it started, or for when it is planned")
    if start is not None and start > today:
        yield _problem("started_on", "in-the-future", "This day has not come yet: write it as the planned start")
    if birth_date is not None and start is not None and start < birth_date:
        yield _problem("started_on", "before-birth", "The child was born on {day}", day=birth_date)
    if end is not None and end > today:
        yield _problem("ended_on", "in-the-future", "This day has not come yet: write it as the planned end")
    if start is not None and end is not None and end < start:
        yield _problem("ended_on", "ended-before-start", "It started on {day}: it cannot end before", day=start)
    first = start or days["planned_start"]
    if first is not None and days["planned_end"] is not None and days["planned_end"] < first:
        yield _problem("planned_end", "ended-before-start", "It starts on {day}: it cannot end before", day=first)
    if reason and end is None:
        yield _problem("ended_on", "end-missing", "There is a reason for the end: say on which day it ended")


_RANGES = {"nights_per_week": (0, 7), "days_per_week": (1, 7), "weekly_hours": (1, WEEK_MINUTES), "weekly_visits": (1, 50),
           "every_days": (1, 365), "minutes": (1, 24 * 60)}


def _numbers(values: Mapping[str, Any]) -> Iterator[FieldProblem]:
    for name, (low, high) in _RANGES.items():
        given = values.get(name)
        if isinstance(given, int) and not low <= given <= high:
            if name == "weekly_hours":
                yield _problem(name, "number-range", "More than none, and no more than a week has")
            else:
                yield _problem(name, "number-range", "The number must be between {low} and {high}", low=low, high=high)
    if isinstance(values.get("daily_fee"), int) and values["daily_fee"] < 0:
        yield _problem("daily_fee", "negative", "A fee is not negative")


def _basis(kind: str, values: Mapping[str, Any], days: Days) -> Iterator[FieldProblem]:
    """The legal basis: an order, or an agreement in writing."""
    if values.get("consent") == "judicial" and "order_number" in values and not values["order_number"]:
        yield _warning("order_number", "IN-NO-ORDER", "Ordered by a court: which order?")
    if kind == "ADM" and values.get("consent") == "consensual" and "agreement_on" in values and days["agreement_on"] is None:
        yield _warning("agreement_on", "no-agreement", "Home education by agreement needs it in writing: on which day?")


def _foster(values: Mapping[str, Any], days: Days) -> Iterator[FieldProblem]:
    start = days["started_on"] or days["planned_start"]
    if start is not None and start >= LAW_149_2001 and days["planned_end"] is not None and not values.get("extended"):
        last = add_months(start, FOSTER_MONTHS)
        if days["planned_end"] > last:
            yield _problem("planned_end", "over-24-months",
                           "Foster care lasts 24 months at most, to {last} (art. 4 c. 4 L. 184/1983); longer only by an order "
                           "of extension", last=last)
    if (values.get("consent") == "consensual" and days["started_on"] is not None and "executive_on" in values
            and days["executive_on"] is None):
        yield _warning("executive_on", "PL-NOT-EXECUTIVE",
                       "The guardianship judge makes agreed foster care executive (art. 4 c. 1 L. 184/1983)")


def _home(values: Mapping[str, Any], days: Days, birth_date: date | None, today: date) -> Iterator[FieldProblem]:
    start = days["started_on"] or days["planned_start"]
    if needs_family_type(birth_date, start, _yes(values.get("with_parent"))):
        yield from _family_type(values, days, today)
    reasons = {"why_not_home": "Say why the child cannot stay in the family (art. 2 c. 3-bis L. 184/1983)",
               "why_not_foster": "Say why foster care is not possible (art. 2 c. 3-bis L. 184/1983)"}
    for name, message in reasons.items():
        if name in values and not values[name] and start is not None and start >= DECREE_149_2022:
            yield FieldProblem(name, "PL-NO-REASONS", message, warning=days["started_on"] is None)


def _family_type(values: Mapping[str, Any], days: Days, today: date) -> Iterator[FieldProblem]:
    """Under six only a home of family type may be chosen (art. 2 c. 2 L. 184/1983).

    It is refused while it can still be decided. What is over is told, not refused; so is a placement made in an emergency that
    has begun: it was done, and the record must say so, for the court to put right.
    """
    if values.get("family_type") is None:
        yield _warning("facility", "PL-HOME-TYPE-UNKNOWN",
                       "Under six only a home of family type (art. 2 c. 2 L. 184/1983): it is not known whether this is one")
    elif not values["family_type"]:
        begun = days["started_on"] is not None and days["started_on"] <= today
        happened = begun and (bool(values.get("emergency")) or days["ended_on"] is not None)
        yield FieldProblem("facility", "PL-UNDER-SIX", "Under six only a home of family type, and this is none "
                           "(art. 2 c. 2 L. 184/1983)", warning=happened)


def _age(kind: str, values: Mapping[str, Any], days: Days, birth_date: date | None) -> Iterator[FieldProblem]:
    """After 18 only with extended care, after 21 not at all."""
    if birth_date is None or kind not in PLACEMENTS | {"PRO"}:
        return
    of_age, over = birthday(birth_date, 18), birthday(birth_date, LAST_AGE)
    for name in ("planned_start", "started_on", "planned_end", "ended_on"):
        day = days[name]
        if day is not None and (day >= over if name in ("planned_start", "started_on") else day > over):
            yield FieldProblem(name, "PL-OVER-21", "Care ends at the latest at 21, on {day} ({source})",
                               {"day": over, "source": CHECK_OF["PL-OVER-21"].source}, warning=name == "ended_on")
    if kind != "PRO" and not values.get("extended_care"):
        yield from _of_age(days, of_age)


def _of_age(days: Days, of_age: date) -> Iterator[FieldProblem]:
    """The field that takes a placement beyond the 18th birthday: the first of its dates that does."""
    names = ("started_on", "planned_start", "planned_end", "ended_on")
    for name in names:
        day = days[name]
        if day is not None and (day > of_age or (day == of_age and name in names[:2])):
            yield _warning(name, "PL-OVER-18",
                           "Of age on {day}: after that day only with extended care (art. 25 R.D.L. 1404/1934)", day=of_age)
            return


def _extended(values: Mapping[str, Any], days: Days, birth_date: date | None) -> Iterator[FieldProblem]:
    start, agreed, withdrawn = days["started_on"], days["consent_on"], days["withdrawn_on"]
    if start is not None and "consent_on" in values and agreed is None:
        yield _problem("consent_on", "consent-missing",
                       "After 18 the placement goes on only if the young adult agrees in writing: on which day?")
    if birth_date is not None and start is not None and start < birthday(birth_date, 18):
        yield _warning("started_on", "under-age", "Of age only on {day}: extended care begins then",
                       day=birthday(birth_date, 18))
    if agreed is not None and withdrawn is not None and withdrawn < agreed:
        yield _problem("withdrawn_on", "withdrawn-before-consent", "Consent was given on {day}: it cannot be withdrawn before",
                       day=agreed)
    if withdrawn is not None and days["ended_on"] is None:
        yield _warning("withdrawn_on", "not-ended", "Consent was withdrawn: extended care is over")


def _yes(value: Any) -> bool | None:
    return None if value is None else bool(value)


def minutes_planned(weekly: int, start: date, end: date | None, pauses: Iterable[tuple[date, date | None]], today: date) -> int:
    """The minutes that ``weekly`` minutes make from the start up to the end or today (that day not counted), by the day;
    suspended days ask for none."""
    until = min(end or today, today)
    asked = (until - start).days
    for since, to in pauses:
        asked -= max(0, (min(to or until, until) - max(since, start)).days)
    return max(0, asked) * weekly // 7
