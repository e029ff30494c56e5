"""The legal clock: what falls due for a case, by which rule, and how that day was found.

``deadlines`` makes them from the facts of a case; ``state``, ``days_left`` and ``minutes_left`` say how one stands today;
``explain`` says every step. Nothing is stored but what operators did about them.
"""

from minori_tui.domain.legal_clock.book import STANDARD, RuleBook, check_adjustment
from minori_tui.domain.legal_clock.deadline import (
    Deadline,
    DeadlineKey,
    State,
    days_left,
    minutes_left,
    missed_periods,
    state,
)
from minori_tui.domain.legal_clock.engine import deadlines
from minori_tui.domain.legal_clock.explanation import Explanation, explain
from minori_tui.domain.legal_clock.maker import rolled, term_end
from minori_tui.domain.legal_clock.rule import Adjustment, Owner, Rolling, Rule
from minori_tui.domain.legal_clock.rules import LAPSING, RULES

__all__ = [
    "LAPSING",
    "RULES",
    "STANDARD",
    "Adjustment",
    "Deadline",
    "DeadlineKey",
    "Explanation",
    "Owner",
    "Rolling",
    "Rule",
    "RuleBook",
    "State",
    "check_adjustment",
    "days_left",
    "deadlines",
    "explain",
    "minutes_left",
    "missed_periods",
    "rolled",
    "state",
    "term_end",
]
