"""What would move a deadline or settle it: the facts it hangs on, the steps that are open to the office and to the court."""

from __future__ import annotations

from minori_tui.domain.deadlines import Reason
from minori_tui.domain.legal_clock.deadline import Deadline, period_end
from minori_tui.domain.moments import day_of

_REMOVAL = "Another minute of the placement in safety moves every link of the chain."
_PREVIOUS = "The minute in which the step before was done: this term runs from it."
_ORDER_DAY = "Another day of the order: its effect, else filed, else received."
_EXTENDED = "An order of extension moves the end. The end of the placement settles it."
_BIRTH = "Another birth date moves it."
_PLAN = "The day of the educational plan settles it."

_BY_CODE: dict[str, tuple[str, ...]] = {
    "A403-1": (_REMOVAL,), "A403-2": (_REMOVAL,),
    **{f"A403-{n}": (_PREVIOUS, _REMOVAL) for n in range(3, 10)},
    "AFF-1": ("Another start of the placement, or an earlier day from which the order has effect.", _EXTENDED),
    "AFF-2": ("Another end of the placement moves it. Recorded as done, it shows since when the extension is asked for.",),
    "AFF-3": ("Another start of the placement, or a shorter report period in the order.",),
    "AFF-5": ("The day of the decree of the guardianship judge settles it.",),
    "ASS-1": (_ORDER_DAY, "An order of extension moves the end. The end of the order settles it."),
    "ASS-2": (_ORDER_DAY, "A shorter report period in the order."),
    "ASS-3": ("The day of notification, when it is recorded or corrected.",),
    "CPC-27": (_ORDER_DAY, "Another report period or another day in the order."),
    "INQ": ("An extension granted by the court. The end of the inquiry settles it.",),
    "ART9-2": ("The end of the placement settles it.",), "ART9-3": ("The end of the placement settles it.",),
    "PEI-1": (_PLAN,), "PEI-2": ("Another day of the educational plan.",),
    "ADM-1": ("The day of the educational project, when it is recorded or corrected.",),
    "AGE-6": ("A home recorded as of family type, or the end of the placement, settles it.", _BIRTH),
    "AGE-12": (_BIRTH,), "AGE-14": (_BIRTH,),
    "AGE-18": ("Extended care that has begun settles it, and so does closing the case.", _BIRTH),
    "AGE-21": ("The end of the extended care settles it.", _BIRTH),
    "REVIEW": ("Another day planned for the review.",), "PLAN-END": ("Another planned end, or the end of the intervention.",),
}


_COURT_MAY_FIX = frozenset(("AFF-3", "ASS-2", "ASS-3", "CPC-27", "INQ", *(f"A403-{n}" for n in range(2, 10))))


def changes_of(deadline: Deadline) -> tuple[Reason, ...]:
    """What would change a deadline that is still pending; nothing would for one that is done or waived."""
    if not deadline.pending:
        return ()
    said: list[Reason] = [(text, {}) for text in _BY_CODE.get(deadline.rule.code, ())]
    if deadline.every is not None:
        upcoming = deadline.occurrence + 1
        while upcoming in deadline.covered:
            upcoming += 1
        said.append(("Once this one is done, the next one is due on {day}.",
                     {"day": period_end(day_of(deadline.anchor_at), upcoming, *deadline.every)}))
    if deadline.rule.code in _COURT_MAY_FIX:
        said.append(("A date fixed by the court takes its place; both are kept.", {}))
    if not deadline.rule.verified:
        said.append(("The coordinator may adjust the rule.", {}))
    return tuple(said)
