"""Foster care and custody of the service: what lasts at most 24 months, is reported on and may be extended by a court.

Decisions on what the law leaves open, each on the side of the child:

* The 24 months run from the earlier of the two days: the order has effect, the placement begins. They never roll, are not
  suspended by a pause, and stay overdue until the placement is ended or extended: there is no silent renewal.
* A shorter duration in the order counts; a longer one does not (it is not lawful) and is left out.
* Foster care of which zero nights a week are known, agreed without an order, is day care: it has no such terms.
* A placement that is not ended keeps its terms although its order was revoked or ended: it must be seen.
* The duration an order states runs from the day the order has effect, but never beyond the 24 months.
* An order of foster care without a recorded placement counts by itself; once the placement is recorded, that one does, and
  what was marked on the order still holds.
* An extension that names no order extends the only measure it can be about; when there are two, neither.
* An extension with a report period of its own starts a new count of reports; without one the old count goes on.
* A child who moves to another family under the same order keeps the count of the order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from minori_tui.domain.dates import add_months
from minori_tui.domain.deadlines import Reason
from minori_tui.domain.facts import InterventionFacts, OrderFacts, Subject
from minori_tui.domain.legal_clock.maker import Maker, report_title
from minori_tui.domain.legal_clock.orders import Orders, starts
from minori_tui.domain.legal_clock.rule import Rule


@dataclass(slots=True)
class Measure:
    """One foster placement or custody of the service: its start, its order and the extensions of it."""

    kind: str  # AFF, ASS
    subjects: list[tuple[Subject, int | None]]
    start: date
    anchor: Reason
    live: bool
    placement: InterventionFacts | None = None
    order: OrderFacts | None = None
    extensions: list[OrderFacts] = field(default_factory=list)


def measures(maker: Maker, orders: Orders) -> set[int]:
    """The deadlines of all foster placements and custodies of the case; the orders whose reports they look after."""
    found = [*_fosters(maker, orders), *_custodies(maker, orders)]
    live = [m for m in found if m.live]
    if len(live) == 1:
        own = {m.order.order_id for m in found if m.order is not None}
        live[0].extensions += [o for o in orders.loose_extensions()
                               if o.order_id not in own and (s := starts(o)) and s[0] >= live[0].start]
    for measure in found:
        if measure.live or maker.marks:
            _term(maker, measure)
            _reports(maker, measure)
    return {o.order_id for m in found for o in m.extensions if o.report_every_months is not None}


def _fosters(maker: Maker, orders: Orders) -> Iterator[Measure]:
    """Foster care: placements with their orders, then orders of foster care of which no placement is recorded."""
    placements = [p for p in maker.case.interventions if p.kind == "AFF"]
    named = {o.order_id for p in placements if (o := orders.base(p.order_id)) is not None}
    free = [o for o in orders.all if o.kind == "foster_care" and o.order_id not in named]
    for placement in sorted(placements, key=lambda p: p.ended_on is not None):  # an order is of what runs, else of what ended
        order = orders.base(placement.order_id) or _fitting(placement, free, orders)
        if order is not None and order in free:
            free.remove(order)
        if placement.started_on is not None and not _day_care(placement, order):
            yield _placed(placement, order, orders, placements)
    for order in free:
        if orders.alive(order) and (since := starts(order)):
            yield Measure("AFF", [("order", order.order_id)], *since, True, None, order, orders.extensions(order.order_id))


def _day_care(placement: InterventionFacts, order: OrderFacts | None) -> bool:
    return placement.nights_per_week == 0 and placement.consent != "judicial" and order is None


def _fitting(placement: InterventionFacts, free: list[OrderFacts], orders: Orders) -> OrderFacts | None:
    """The order of a placement that names none: the last standing one of the same manner (agreed: the guardianship judge) from
    before its end. Without this the order of a placement that is over would go on by itself."""
    for order in reversed(free):
        since = starts(order)
        if orders.alive(order) and (
                placement.consent is None or (placement.consent == "consensual") == (order.authority_kind == "guardianship_judge")
                ) and (placement.ended_on is None or since is None or since[0] <= placement.ended_on):
            return order
    return None


def _placed(placement: InterventionFacts, order: OrderFacts | None, orders: Orders, all_: list[InterventionFacts]) -> Measure:
    """A placement that began, from the earlier of its two days."""
    start = placement.started_on or date.min
    anchor: Reason = ("The foster placement began on {day}.", {"day": start})
    subjects: list[tuple[Subject, int | None]] = [("intervention", placement.intervention_id)]
    extensions: list[OrderFacts] = []
    if order is not None:
        subjects.append(("order", order.order_id))
        subjects += [("intervention", p.intervention_id) for p in all_
                     if p is not placement and p.order_id is not None and orders.base(p.order_id) is order]
        extensions = orders.extensions(order.order_id)
        if order.kind == "extension":
            extensions.insert(0, order)
        elif order.kind == "foster_care" and order.effective_on is not None and order.effective_on < start:
            start, anchor = starts(order) or (start, anchor)
    return Measure("AFF", subjects, start, anchor, placement.ended_on is None, placement, order, extensions)


def _custodies(maker: Maker, orders: Orders) -> Iterator[Measure]:
    """Custody of the service: the orders; custodies of which no order is recorded by their start."""
    interventions = [i for i in maker.case.interventions if i.kind == "SAS"]
    recorded = [o for o in orders.all if o.kind == "service_custody"]
    for order in recorded:
        linked = [i for i in interventions if i.order_id == order.order_id]
        over = bool(linked) and all(i.ended_on is not None for i in linked)
        if since := starts(order):
            subjects: list[tuple[Subject, int | None]] = [("order", order.order_id)]
            subjects += [("intervention", i.intervention_id) for i in linked]
            yield Measure("ASS", subjects, *since, orders.alive(order) and not over, None, order,
                          orders.extensions(order.order_id))
    if not recorded:
        for i in interventions:
            if i.started_on is not None:
                anchor: Reason = ("The custody of the service began on {day}.", {"day": i.started_on})
                yield Measure("ASS", [("intervention", i.intervention_id)], i.started_on, anchor, i.ended_on is None)


def _term(maker: Maker, measure: Measure) -> None:
    """The end of the 24 months (AFF-1, ASS-1) and, for foster care, the signal to the prosecutor before it (AFF-2)."""
    rule = maker.rule(f"{measure.kind}-1", measure.start)
    if rule is None:
        return
    longest, title, notes = rule.term[0], "", list[Reason]()
    end, anchor, at, court = add_months(measure.start, longest), measure.anchor, measure.start, None
    fits = measure.order is not None and measure.order.kind == ("foster_care" if measure.kind == "AFF" else "service_custody")
    if fits and measure.order is not None and measure.order.duration_months is not None:
        stated = measure.order.duration_months
        until = add_months(measure.order.effective_on or measure.start, stated)
        if until < end:
            court, title = until, _SHORTER[measure.kind]
            notes.append(("The order lasts {months} months.", {"months": stated}))
        elif until > end:
            notes.append(("The order says {months} months: the law allows {longest} from the start.",
                          {"months": stated, "longest": longest}))
    count = 0
    for order in measure.extensions:
        if (since := starts(order)) is not None:
            count, current = count + 1, end if court is None else court
            months = order.duration_months or longest
            at, anchor, court, title = since[0], since[1], None, _EXTENDED[measure.kind]
            end = max(current, add_months(at, months))
            notes = [("Extended by {months} months from {day}.", {"months": months, "day": at})]
            if order.duration_months is None:
                notes.append(("The duration of the extension is not recorded: at most {months} months are counted.",
                              {"months": longest}))
    asked = maker.acts("AFF-2", measure.subjects, count) if measure.kind == "AFF" else None
    if asked is not None and asked.done is not None:
        notes.append(("Extension asked for on {day}.", {"day": asked.done.at}))
    maker.add(rule, measure.subjects, count, anchor, at, end=end, title=title, court=court, live=measure.live, notes=tuple(notes))
    if measure.kind == "AFF":
        last = end if court is None else court
        maker.make("AFF-2", last, measure.subjects, count, ("The foster placement ends on {day}.", {"day": last}), last,
                   live=measure.live)


_SHORTER = {"AFF": "Foster care: end of the term set", "ASS": "Custody: end of the term set"}
_EXTENDED = {"AFF": "Foster care: end of the extension", "ASS": "Custody: end of the extension"}
TERM_TITLES = (*_SHORTER.values(), *_EXTENDED.values())


def _reports(maker: Maker, measure: Measure) -> None:
    """The periodic reports (AFF-3, ASS-2), the name of the responsible (ASS-3) and the decree of the judge (AFF-5)."""
    if measure.kind == "AFF":
        _foster_reports(maker, measure)
        return
    order = measure.order
    if (rule := maker.rule("ASS-2", measure.start)) is not None:
        _count_reports(maker, measure, rule, order, order.authority_kind if order is not None else "")
    if order is not None:
        _responsible(maker, measure, order)


def _count_reports(maker: Maker, measure: Measure, rule: Rule, order: OrderFacts | None, authority_kind: str) -> None:
    """The reports of a measure, in the period of its order where that is shorter than the rule's."""
    subjects, start, anchor = measure.subjects, measure.start, measure.anchor
    for extension in measure.extensions:
        if extension.report_every_months is not None and (since := starts(extension)) is not None:
            order, subjects, (start, anchor) = extension, [("order", extension.order_id)], since
            authority_kind = extension.authority_kind
    number, unit = rule.term
    if order is not None and order.report_every_months is not None and unit == "M":
        number = min(order.report_every_months, number)
    maker.periodic(rule, subjects, anchor, start, number, unit, live=measure.live,
                   title=report_title("half" if (number, unit) == (6, "M") else "period", authority_kind),
                   first_court=order.due_on if order is not None else None)


def _foster_reports(maker: Maker, measure: Measure) -> None:
    """AFF-3 and AFF-5. To the guardianship judge when the placement was agreed, else to the court of the order."""
    placement, order = measure.placement, measure.order
    agreed = placement is not None and placement.consent == "consensual"
    rule = maker.rule("AFF-3", measure.start)
    # An order of custody has the same judge told about the same child at least as often: one report, not two (ASS-2).
    custody = order is not None and order.kind == "service_custody" and maker.rule("ASS-2", measure.start) is not None
    if rule is None or custody:
        return
    judge = "guardianship_judge" if agreed else order.authority_kind if order is not None else (
        "juvenile_court" if placement is not None and placement.consent == "judicial" else "")
    _count_reports(maker, measure, rule, order if order is not None and order.kind == "foster_care" else None, judge)


def _responsible(maker: Maker, measure: Measure, order: OrderFacts) -> None:
    """ASS-3: fifteen days from notification; when that day is not recorded, from the day of the order, which is not later."""
    anchor: Reason
    if order.received_on is not None:
        at, anchor = order.received_on, ("The order was notified to the service on {day}.", {"day": order.received_on})
    else:
        at, anchor = measure.start, ("The day of notification is not recorded: counted from {day}.", {"day": measure.start})
    notes: tuple[Reason, ...] = ()
    if order.responsible:
        notes = (("The name is recorded ({name}); the day it was communicated is not.", {"name": order.responsible}),)
    # The day of the order picks the version, as for the rest of the custody.
    maker.make("ASS-3", measure.start, [("order", order.order_id)], 0, anchor, at, live=measure.live, notes=notes)


def executive_decrees(maker: Maker, orders: Orders) -> None:
    """AFF-5: a placement that was agreed waits for the decree that makes it executive, signed or begun, whichever is known."""
    for placement in maker.case.interventions:
        if placement.kind != "AFF" or placement.consent != "consensual" or placement.nights_per_week == 0:
            continue
        at = placement.agreement_on or placement.started_on
        if at is None:
            continue
        order = orders.get(placement.order_id)
        done = placement.executive_on
        if done is None and order is not None and order.authority_kind == "guardianship_judge":
            done = order.filed_on or order.received_on
        text = "The agreement was signed on {day}." if placement.agreement_on else "The foster placement began on {day}."
        maker.make("AFF-5", at, [("intervention", placement.intervention_id)], 0, (text, {"day": at}), at, done=done,
                   live=placement.ended_on is None)
