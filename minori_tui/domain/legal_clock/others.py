"""Deadlines of homes, home support, inquiries, orders with terms of their own, ages and plans."""

from __future__ import annotations

from datetime import date

from minori_tui.domain.dates import birthday
from minori_tui.domain.deadlines import Reason
from minori_tui.domain.facts import InterventionFacts, OrderFacts, Subject
from minori_tui.domain.legal_clock.maker import Maker, day_number, report_title
from minori_tui.domain.legal_clock.orders import Orders, starts

_CHILD: list[tuple[Subject, int | None]] = [("child", None)]
_ENDS = frozenset(("AFF-1", "ASS-1", "AGE-18", "AGE-21"))


def ages(maker: Maker) -> None:
    """The birthdays that change what may or must be done. Birthdays before the case was opened are left out, except the
    18th: a case that is open after it must be closed or have extended care, whenever it was opened."""
    born = maker.case.birth_date
    if born is None:
        return
    opened = maker.case.opened_on
    for code, years in (("AGE-12", 12), ("AGE-14", 14)):
        day = birthday(born, years)
        if opened is None or day >= opened:
            _age(maker, code, born, day)
    _small_child(maker, born)
    _of_age(maker, born)


def _age(maker: Maker, code: str, born: date, day: date, *, done: date | None = None,
         subjects: list[tuple[Subject, int | None]] = _CHILD, notes: tuple[Reason, ...] = ()) -> None:
    maker.make(code, day, subjects, 0, ("Born on {birth_date}.", {"birth_date": born}), born, end=day, done=done, notes=notes)


def _small_child(maker: Maker, born: date) -> None:
    """AGE-6: for a child under six in a home that is not of family type, or of which that is not known."""
    day = birthday(born, 6)
    for i in maker.case.interventions:
        if i.kind == "COM" and i.started_on is not None and i.ended_on is None and not i.family_type and i.started_on < day:
            note: Reason = ("The home is not of family type: a child under six may not live there.", {})
            if i.family_type is None:
                note = ("Whether the home is of family type is not recorded.", {})
            _age(maker, "AGE-6", born, day, subjects=[("intervention", i.intervention_id)], notes=(note,))


def _of_age(maker: Maker, born: date) -> None:
    """AGE-18, settled by extended care that runs; AGE-21 under extended care only.

    Care that was only asked for does not settle it: without the court's decree the case closes. After the young adult has
    withdrawn the 18th birthday is overdue again, until the case is closed.
    """
    cared = [i for i in maker.case.interventions if i.kind == "PRO" and i.ended_on is None and i.withdrawn_on is None]
    running = next((i for i in cared if i.started_on is not None), None)
    ordered = next((o for o in maker.case.orders if o.kind == "extended_care" and o.ended_on is None), None)
    ended = any(i.kind == "PRO" and i not in cared for i in maker.case.interventions)
    notes: list[Reason] = [("Extended care was asked for on {day}.", {"day": i.requested_on}) for i in cared if i.requested_on]
    if maker.case.msna:
        notes.append(("Unaccompanied foreign child: the request may also come shortly after the birthday (Cass. 1674/2026).", {}))
    done = None
    if running is not None:
        done = running.requested_on or running.started_on
    elif ordered is not None and not ended:
        done = ordered.made_on
    _age(maker, "AGE-18", born, birthday(born, 18), done=done, notes=tuple(notes))
    if done is not None:
        _age(maker, "AGE-21", born, birthday(born, 21))


def interventions(maker: Maker, orders: Orders) -> None:
    """Homes, home support, inquiries and planned ends of what runs. A pause stops none of them."""
    for i in maker.case.interventions:
        live = i.ended_on is None
        if i.started_on is None or not (live or maker.marks):
            continue
        if i.kind == "COM":
            _home(maker, i, i.started_on, live)
        elif i.kind == "ADM":
            _support(maker, i, i.started_on, live)
        elif i.kind == "IND":
            _inquiry(maker, i, orders.get(i.order_id), live)
        if i.planned_end is not None:
            _planned_end(maker, i, i.planned_end, live)


def _home(maker: Maker, i: InterventionFacts, start: date, live: bool) -> None:
    """PEI-1 until the plan is recorded, PEI-2 from the plan on; ART9-2 and ART9-3 when they are turned on."""
    subjects: list[tuple[Subject, int | None]] = [("intervention", i.intervention_id)]
    anchor: Reason = ("The placement in the home began on {day}.", {"day": start})
    maker.make("PEI-1", start, subjects, 0, anchor, start, done=i.project_on, live=live)
    if i.project_on is not None:
        _coming_back(maker, "PEI-2", subjects, ("The educational plan is of {day}.", {"day": i.project_on}), i.project_on, live)
    # Half-years are counted from a 31 December: from 30 June the next would end on the 30th.
    second = start > date(start.year, 6, 30)
    half = date(start.year, 12, 31) if second else date(start.year, 6, 30)
    _coming_back(maker, "ART9-2", subjects, ("The placement began in the half-year that ends on {day}.", {"day": half}),
                 date(start.year - 1, 12, 31), live, first=2 if second else 1)
    _coming_back(maker, "ART9-3", subjects, anchor, start, live)


def _support(maker: Maker, i: InterventionFacts, start: date, live: bool) -> None:
    """ADM-1: first the educational project (occurrence 0), then its updates, counted from the project."""
    subjects: list[tuple[Subject, int | None]] = [("intervention", i.intervention_id)]
    maker.make("ADM-1", start, subjects, 0, ("The home support began on {day}.", {"day": start}), start, done=i.project_on,
               live=live, title="Home support: educational project")
    if i.project_on is not None:
        _coming_back(maker, "ADM-1", subjects, ("The educational project is of {day}.", {"day": i.project_on}), i.project_on,
                     live, "Home support: update of the project")


def _coming_back(maker: Maker, code: str, subjects: list[tuple[Subject, int | None]], anchor: Reason, start: date, live: bool,
                 title: str = "", first: int = 1) -> None:
    """The periods of a rule from ``start``."""
    if (rule := maker.rule(code, start)) is not None:
        maker.periodic(rule, subjects, anchor, start, *rule.term, title=title, live=live, first=first)


def _inquiry(maker: Maker, i: InterventionFacts, order: OrderFacts | None, live: bool) -> None:
    """INQ: the term the court gave, moved by the extension it granted."""
    given = i.inquiry_due_on or (order.due_on if order is not None else None)
    if given is None and i.inquiry_extended_to is None:
        return
    day = given or i.inquiry_extended_to or date.min
    maker.make("INQ", day, [("intervention", i.intervention_id)], 0, ("The court gave time until {day}.", {"day": day}), day,
               court=i.inquiry_extended_to, live=live)


def _planned_end(maker: Maker, i: InterventionFacts, day: date, live: bool) -> None:
    """PLAN-END: unless a deadline of the same intervention, or an end by law, falls on that day and says more."""
    subject: tuple[Subject, int | None] = ("intervention", i.intervention_id)
    if not any(d.due == day and ((d.subject, d.subject_id) == subject or d.rule.code in _ENDS) for d in maker.found):
        maker.make("PLAN-END", day, [subject], day_number(day), ("The operators planned the end for {day}.", {"day": day}), day,
                   live=live)


def ordered_reports(maker: Maker, orders: Orders, reported: set[int]) -> None:
    """CPC-27 and INQ: the terms an order sets for reports, where no rule of its own does (``reported``: orders of a measure)."""
    at_work = {i.order_id for i in maker.case.interventions if i.kind == "IND"}
    for order in orders.all:
        live = orders.alive(order)
        if order.order_id in reported or not (live or maker.marks):
            continue
        due = order.due_on
        if order.kind == "inquiry" and due is not None:
            if order.order_id not in at_work:
                maker.make("INQ", due, [("order", order.order_id)], 0, ("The court gave time until {day}.", {"day": due}), due,
                           live=live)
            due = None  # what is left is how often to report, if the order says it
        _ordered(maker, order, due, live)


def _ordered(maker: Maker, order: OrderFacts, due: date | None, live: bool) -> None:
    """CPC-27: every so many months from the order, or once on the day it fixes; nothing where another rule looks after it."""
    since = starts(order)
    # Custody ordered before art. 5-bis was in force has no rule of its own: the term of the order counts all the same.
    if order.kind in ("foster_care", "revocation") or (
            order.kind == "service_custody" and since is not None and maker.rule("ASS-2", since[0]) is not None):
        return
    subjects: list[tuple[Subject, int | None]] = [("order", order.order_id)]
    months = order.report_every_months
    if months is not None and since is not None and (rule := maker.rule("CPC-27", since[0])) is not None:
        maker.periodic(rule, subjects, since[1], since[0], months, "M", first_court=due, live=live,
                       title=report_title("half" if months == 6 else "period", order.authority_kind))
    elif due is not None:
        maker.make("CPC-27", since[0] if since else due, subjects, 1, ("The order fixes {day}.", {"day": due}), due, live=live,
                   title=report_title("once", order.authority_kind))


def review(maker: Maker) -> None:
    """REVIEW: the day the operators planned; planned for another day it is another deadline."""
    day = maker.case.review_on
    if day is not None:
        maker.make("REVIEW", day, _CHILD, day_number(day), ("The operators of the case planned a review on {day}.", {"day": day}),
                   day)
