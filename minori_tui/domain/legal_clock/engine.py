"""From the facts of a case to its deadlines: pure, independent of today, cheap enough to run for every case of a store.

A closed case has no deadline but those that were done. ``AFF-4``, ``ART9-4`` and ``ALBO`` are rules of the book from which no
deadline of a case is made: what starts them is not a fact of a case (see their notes; ``term_end`` counts them).
"""

from __future__ import annotations

from minori_tui.domain.facts import CaseFacts
from minori_tui.domain.legal_clock import measures, others, removal
from minori_tui.domain.legal_clock.book import STANDARD, RuleBook
from minori_tui.domain.legal_clock.deadline import Deadline
from minori_tui.domain.legal_clock.maker import Maker
from minori_tui.domain.legal_clock.orders import Orders


def deadlines(case: CaseFacts, book: RuleBook = STANDARD) -> tuple[Deadline, ...]:
    """All deadlines of a case: pending, waiting, done and waived, in no order of days.

    Independent of today: what is overdue or coming is told by ``state``. What operators did (``case.marks``) is in them.
    """
    if not case.is_open and not case.marks:
        return ()
    maker = Maker(case, book)
    others.ages(maker)
    if case.orders or case.interventions:
        orders = Orders(case.orders)
        removal.removals(maker, orders)
        reported = measures.measures(maker, orders)
        measures.executive_decrees(maker, orders)
        others.ordered_reports(maker, orders, reported)
        others.interventions(maker, orders)
    others.review(maker)
    return tuple(maker.found)
