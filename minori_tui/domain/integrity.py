"""What the record of a case must not say, as named checks: placements that overlap, a gap between them, a child under six in
a home that is not of family type …

Every check is a small function over the facts of one case and does not know what day it is: a finding says since when it
holds (None: whatever the day), so that what is found can be kept beside the record and asked for on any day. A check looks
only at what happened since its article is in force. A finding is a remark on the record; it never undoes what is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from minori_tui.domain.dates import add_months, age_on, as_day, birthday
from minori_tui.domain.deadlines import Reason, roll_forward
from minori_tui.domain.errors import FieldProblem
from minori_tui.domain.facts import PLACEMENTS, CaseFacts, InterventionFacts, OrderFacts, Subject

FOSTER_MONTHS = 24
"""The longest that foster care may last without an extension: art. 4 c. 4 L. 184/1983, calendar months from its start."""
FAMILY_TYPE_AGE = 6
NAMING_DAYS = 15
"""Days from the notification in which the responsible of a custody is named: art. 5-bis c. 4 L. 184/1983."""

LAW_149_2001 = date(2001, 4, 27)
LAW_173_2015 = date(2015, 11, 13)
LAW_206_2021 = date(2022, 6, 22)
DECREE_149_2022 = date(2023, 3, 1)  # proceedings started after 28 February 2023


@dataclass(frozen=True, slots=True)
class Check:
    """One named check: title and remedy (message ids), the article it rests on (empty: good order of the record), and whether
    the law itself forbids what it finds (a form then refuses it while it is still a plan)."""

    code: str
    title: str
    source: str
    remedy: str
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: the record it is about, the other one of a pair (0: none), and from which day on it holds."""

    code: str
    subject: Subject
    subject_id: int
    other_id: int
    since: date | None
    reason: Reason


CHECKS = (
    Check("PL-OVERLAP", "Two placements at the same time", "",
          "Correct the dates: on a move, the day of the end is the day of the next start"),
    Check("PL-GAP", "Days without a placement between two", "",
          "Correct the dates, or record where the child was in between"),
    Check("PL-NEW-WHILE-OPEN", "A new placement while the one before has no end", "",
          "End the earlier one: on a move, on the day the next one starts"),
    Check("PL-ENDED-BEFORE-START", "Ended before it started", "", "Correct the dates"),
    Check("PL-UNDER-SIX", "Under six in a home that is not of family type", "art. 2 c. 2 L. 184/1983",
          "Correct the type of the home, or look for another home and tell the court", blocking=True),
    Check("PL-HOME-TYPE-UNKNOWN", "Under six in a home not known to be of family type", "art. 2 c. 2 L. 184/1983",
          "Write in the intervention whether the home is of family type"),
    Check("PL-NO-REASONS", "Home without the reasons: why not in the family, why not foster care",
          "art. 2 c. 3-bis L. 184/1983", "Write both reasons in the intervention"),
    Check("PL-OVER-18", "Placed after 18 without extended care", "art. 25 R.D.L. 1404/1934",
          "Record the extended care, or end the placement"),
    Check("PL-OVER-21", "Placed after 21", "art. 25 R.D.L. 1404/1934", "End it: there is no such care after 21", blocking=True),
    Check("PL-OVER-24M", "Foster care over 24 months without a recorded request of extension", "art. 4 c. 4 L. 184/1983",
          "Mark the deadline of the request to the prosecutor as done, or record the order of extension"),
    Check("PL-NO-REPRESENTATIVE", "Ordered placement or removal without a special representative", "art. 473-bis.8 c.p.c.",
          "Record the special representative among the roles, or point it out to the court"),
    Check("PL-CARERS-NOT-SUMMONED", "Hearing to which the foster carers were not summoned", "art. 5 c. 1 L. 184/1983",
          "Record when they were summoned, or point it out to the court"),
    Check("PL-NOT-EXECUTIVE", "Agreed foster care without the decree that makes it executive", "art. 4 c. 1 L. 184/1983",
          "Record the day of the decree, or ask the guardianship judge for it"),
    Check("IN-NO-ORDER", "Ordered by a court, but no order is recorded", "",
          "Record the order, then name it in the intervention"),
    Check("SAS-NO-RESPONSIBLE", "Custody of the service without a named responsible", "art. 5-bis c. 4 L. 184/1983",
          "Tell the court who is responsible, and record it in the order"),
)
"""Every check, in the order in which they are told."""
CHECK_OF: Mapping[str, Check] = {check.code: check for check in CHECKS}


def check_case(case: CaseFacts) -> list[Finding]:
    """Everything the checks find in one case; it does not depend on the day it is asked."""
    if not (case.interventions or case.orders):
        return []
    return [finding for look in _LOOKS for finding in look(case)]


PairCode = Literal["PL-OVERLAP", "PL-GAP", "PL-NEW-WHILE-OPEN"]


class DefectivePair(NamedTuple):
    """Two consecutive placements, and what is wrong between them."""

    code: PairCode
    first: InterventionFacts
    then: InterventionFacts


def placements_in_order(interventions: Sequence[InterventionFacts]) -> list[InterventionFacts]:
    """The placements that began (plans are left out), in order of start; on one day the one that ended first comes first."""
    begun = [i for i in interventions if i.kind in PLACEMENTS and i.started_on is not None]
    return sorted(begun, key=lambda i: (i.started_on or date.min, i.ended_on or date.max, i.intervention_id))


def _of(code: str, one: InterventionFacts, day: date | None, text: str, other_id: int = 0, /, **facts: Any) -> Finding:
    return Finding(code, "intervention", one.intervention_id, other_id, day, (text, facts))


def defective_pairs(interventions: Sequence[InterventionFacts]) -> Iterator[DefectivePair]:
    """Each pair of consecutive placements that do not meet, and how: the one place that says so, for the checks and the
    timeline.

    Intervals are ``[from, to)``: an end on the day of the next start touches, so that a move within a day is neither.
    """
    for first, then in pairwise(placements_in_order(interventions)):
        begins, ended = then.started_on or date.min, first.ended_on
        if ended is None:
            yield DefectivePair("PL-NEW-WHILE-OPEN", first, then)
        elif begins < ended:
            yield DefectivePair("PL-OVERLAP", first, then)
        elif begins > ended:
            yield DefectivePair("PL-GAP", first, then)


_OF_A_PAIR = {"PL-NEW-WHILE-OPEN": "{kind} began on {day} while {other} of {since} has no end",
              "PL-OVERLAP": "{kind} began on {day}, {other} ended only on {end}",
              "PL-GAP": "{days} days without a placement: {other} ended on {end}, {kind} began on {day}"}


def _pairs(case: CaseFacts) -> Iterator[Finding]:
    """PL-OVERLAP, PL-GAP, PL-NEW-WHILE-OPEN: one finding a pair of consecutive placements, of the later one."""
    for code, first, then in defective_pairs(case.interventions):
        day, end = then.started_on or date.min, first.ended_on
        facts: dict[str, Any] = {"kind": then.kind, "day": day, "other": first.kind}
        facts |= {"since": first.started_on} if end is None else {"end": end}
        if code == "PL-GAP" and end is not None:
            facts["days"] = (day - end).days
        yield _of(code, then, day, _OF_A_PAIR[code], first.intervention_id, **facts)


def _ended_before_start(case: CaseFacts) -> Iterator[Finding]:
    for one in case.interventions:
        if one.started_on is not None and one.ended_on is not None and one.ended_on < one.started_on:
            yield _of("PL-ENDED-BEFORE-START", one, None, "It ended on {end}, before it started on {start}",
                      end=one.ended_on, start=one.started_on)


def needs_family_type(birth_date: date | None, start: date | None, with_parent: bool | None) -> bool:
    """Whether a home entered on ``start`` must be of family type: the child is under six (art. 2 c. 2 L. 184/1983).

    A child who enters a mother-and-child home together with the parent is not placed away from the family.
    """
    return (birth_date is not None and start is not None and start >= LAW_149_2001 and not with_parent
            and age_on(birth_date, start) < FAMILY_TYPE_AGE)


def _under_six(case: CaseFacts) -> Iterator[Finding]:
    for one in _begun(case, {"COM"}):
        if one.family_type or not needs_family_type(case.birth_date, one.started_on, one.with_parent):
            continue
        if one.family_type is None:
            yield _of("PL-HOME-TYPE-UNKNOWN", one, one.started_on,
                      "Under six on {start}; whether the home is of family type is not recorded", start=one.started_on)
        else:
            yield _of("PL-UNDER-SIX", one, one.started_on, "Under six on {start}, in a home that is not of family type",
                      start=one.started_on)


def _no_reasons(case: CaseFacts) -> Iterator[Finding]:
    for one in _begun(case, {"COM"}, DECREE_149_2022):
        if not (one.why_not_home and one.why_not_foster):
            yield _of("PL-NO-REASONS", one, one.started_on,
                      "It is not written why the child cannot stay at home and why foster care is not possible")


def _over_18(case: CaseFacts) -> Iterator[Finding]:
    """A placement that goes on after the 18th birthday on no basis. That the extension came somewhat later than the birthday
    is no defect: it may be asked for close to it, before or after (Cass. 1674/2026)."""
    if case.birth_date is None:
        return
    of_age, covered = birthday(case.birth_date, 18), _extended_until(case)
    for one in _begun(case, PLACEMENTS):
        since = max(of_age, one.started_on or of_age, covered or date.min)
        if one.ended_on is None or one.ended_on > since:
            if covered == date.max:
                continue
            yield _of("PL-OVER-18", one, since, "It goes on after {since} without extended care", since=since)


def _extended_until(case: CaseFacts) -> date | None:
    """Up to when care is extended: by an intervention that began, or by the order; ``date.max`` when it has no end."""
    ends = [min(i.ended_on or date.max, i.withdrawn_on or date.max) for i in case.interventions
            if i.kind == "PRO" and i.started_on is not None]
    ends += [o.ended_on or date.max for o in case.orders if o.kind == "extended_care"]
    return max(ends, default=None)


def _over_21(case: CaseFacts) -> Iterator[Finding]:
    if case.birth_date is None:
        return
    over = birthday(case.birth_date, 21)
    for one in _begun(case, PLACEMENTS | {"PRO"}):
        since = max(over, one.started_on or over)
        if one.ended_on is None or one.ended_on > since:
            yield _of("PL-OVER-21", one, since, "It goes on after the 21st birthday, {day}", day=over)


def _over_24_months(case: CaseFacts) -> Iterator[Finding]:
    asked = {m.subject_id for m in case.marks if m.rule == "AFF-2" and m.subject == "intervention" and m.act == "done"}
    for one in _begun(case, {"AFF"}, LAW_149_2001):
        end = add_months(one.started_on or date.min, FOSTER_MONTHS)
        if (one.ended_on is None or one.ended_on > end) and one.intervention_id not in asked and not extension_of(case, one):
            yield _of("PL-OVER-24M", one, end, "24 months were over on {end} and no request of extension is recorded", end=end)


def extension_of(case: CaseFacts, one: InterventionFacts) -> OrderFacts | None:
    """The order that extends a foster placement: it follows its order, or was made during it and says not what it follows."""
    return next((o for o in case.orders if o.kind == "extension" and _extends(o, one)), None)


def _extends(order: OrderFacts, one: InterventionFacts) -> bool:
    if order.follows_id is not None and one.order_id is not None:
        return order.follows_id == one.order_id
    made = order.made_on
    return made is not None and one.started_on is not None and one.started_on <= made and (
        one.ended_on is None or made < one.ended_on)


def _no_representative(case: CaseFacts) -> Iterator[Finding]:
    """Measures of art. 403 c.c. and placements of art. 2 ff. L. 184/1983 need a special representative, on pain of nullity."""
    removals = set()
    for order in case.orders:
        day = order.occurred_at.date() if order.occurred_at else order.begins_on
        if order.kind != "emergency_removal" or day is None or day < LAW_206_2021:
            continue
        removals.add(order.order_id)
        if not _represented(case, day):
            yield Finding("PL-NO-REPRESENTATIVE", "order", order.order_id, 0, day,
                          ("Removed on {day}; no special representative is recorded (nullity)", {"day": day}))
    for one in _begun(case, PLACEMENTS, DECREE_149_2022):
        if one.consent == "judicial" and one.order_id not in removals and not _represented(case, one.started_on or date.min):
            yield _of("PL-NO-REPRESENTATIVE", one, one.started_on,
                      "Ordered placement of {start}; no special representative is recorded (nullity)", start=one.started_on)


def _represented(case: CaseFacts, day: date) -> bool:
    """Whether a special representative was named who had not ended before ``day``; the naming often comes after the fact."""
    return any(r.role == "special_representative" and (r.valid_to is None or r.valid_to > day) for r in case.roles)


def _not_summoned(case: CaseFacts) -> Iterator[Finding]:
    for hearing in case.hearings:
        if hearing.carers_summoned_on is not None or hearing.on < LAW_173_2015:
            continue
        with_carers = next((i for i in _begun(case, {"AFF"}) if (i.started_on or date.max) <= hearing.on
                            and (i.ended_on is None or hearing.on < i.ended_on)), None)
        if with_carers is not None:
            yield _of("PL-CARERS-NOT-SUMMONED", with_carers, with_carers.started_on,
                      "Hearing of {day}: that the foster carers were summoned is not recorded (nullity)",
                      hearing.event_id, day=hearing.on)


def _not_executive(case: CaseFacts) -> Iterator[Finding]:
    for one in _begun(case, {"AFF"}):
        if one.consent == "consensual" and one.executive_on is None:
            yield _of("PL-NOT-EXECUTIVE", one, one.started_on,
                      "The decree of the guardianship judge that makes it executive is not recorded")


def _no_order(case: CaseFacts) -> Iterator[Finding]:
    for one in _begun(case):
        if one.consent == "judicial" and one.order_id is None:
            yield _of("IN-NO-ORDER", one, one.started_on, "{kind} is ordered by a court: record the order", kind=one.kind)


def _no_responsible(case: CaseFacts) -> Iterator[Finding]:
    """Found when the 15 days to name the responsible are over; before that it is a deadline, not a defect."""
    if any(r.role == "responsible" for r in case.roles):
        return
    orders = [o for o in case.orders if o.kind == "service_custody"]
    for order in orders:
        day = order.received_on or order.filed_on or order.effective_on
        if day is not None and day >= DECREE_149_2022 and order.ended_on is None and not order.responsible:
            yield Finding("SAS-NO-RESPONSIBLE", "order", order.order_id, 0, _after_naming(day), _NOT_NAMED)
    for one in _begun(case, {"SAS"}, DECREE_149_2022):
        if one.ended_on is None and one.order_id not in {o.order_id for o in orders}:
            yield _of("SAS-NO-RESPONSIBLE", one, _after_naming(one.started_on or date.min), _NOT_NAMED[0])


_NOT_NAMED: Reason = ("The responsible was to be named within 15 days of the notification", {})


def _after_naming(day: date) -> date:
    return roll_forward(day + timedelta(days=NAMING_DAYS)) + timedelta(days=1)


def _begun(case: CaseFacts, kinds: frozenset[str] | set[str] | None = None,
           since: date = date.min) -> Iterator[InterventionFacts]:
    """The interventions of some kinds (all: None) that began, from ``since`` on."""
    return (i for i in case.interventions
            if i.started_on is not None and i.started_on >= since and (kinds is None or i.kind in kinds))


_LOOKS: tuple[Callable[[CaseFacts], Iterator[Finding]], ...] = (
    _pairs, _ended_before_start, _under_six, _no_reasons, _over_18, _over_21, _over_24_months, _no_representative,
    _not_summoned, _not_executive, _no_order, _no_responsible)


def check_new(case: CaseFacts, values: Mapping[str, Any], intervention_id: int = 0) -> list[FieldProblem]:
    """The warnings for what an intervention in a form would cause beside the others of the case: overlap, gap, new while open.

    ``values`` are parsed fields; ``intervention_id`` names the one that is being changed (0: it is new). Pairs of others
    are not told. Nothing here blocks: the past is recorded as it was.
    """
    one = InterventionFacts(intervention_id, values.get("kind") or "", started_on=as_day(values.get("started_on")),
                            ended_on=as_day(values.get("ended_on")))
    others = (i for i in case.interventions if i.intervention_id != intervention_id)
    return [_beside(found, intervention_id) for found in _pairs(replace(case, interventions=(*others, one)))
            if intervention_id in (found.subject_id, found.other_id)]


def _beside(found: Finding, own: int) -> FieldProblem:
    """The warning of a pair, beside the field that makes it: the start of the later one, the end of the earlier one."""
    field = "started_on" if found.subject_id == own else "ended_on"
    return FieldProblem(field, found.code, *found.reason, warning=True)
