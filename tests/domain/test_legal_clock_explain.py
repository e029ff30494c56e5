"""Why a deadline is due when it is: the sentences, in order, and their Italian."""

from __future__ import annotations

import ast
from datetime import date, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from clock_kit import ALL_ON, case, done, found, intervention, mark, order

from minori_tui.domain import legal_clock
from minori_tui.domain.legal_clock import RULES, STANDARD, Adjustment, RuleBook, deadlines, explain
from minori_tui.domain.legal_clock.maker import REPORT_TITLES
from minori_tui.domain.legal_clock.measures import TERM_TITLES
from minori_tui.domain.moments import show

NOW = datetime(2026, 11, 22, 9, 0)
REMOVAL = order(7, "emergency_removal", "other", occurred_at="2026-04-03T22:40")
PACKAGE = Path(legal_clock.__file__).parent
LOCALE = PACKAGE.parents[1] / "locale" / "it"
TITLES = {r.title for r in RULES} | {*REPORT_TITLES, *TERM_TITLES, "Home support: educational project",
                                     "Home support: update of the project"}


def sentences(reasons):
    return [text.format(**{k: show(v) if isinstance(v, date) else v for k, v in facts.items()}) for text, facts in reasons]


def why(facts, code, now=NOW, book=STANDARD, occurrence=None):
    deadline = next(d for d in found(facts, code, book) if occurrence in (None, d.occurrence))
    said = explain(facts, deadline, book, now)
    assert (said.source, said.verified, said.note, said.consequence) == (
        deadline.rule.source, deadline.rule.verified, deadline.rule.note, deadline.rule.consequence)
    return sentences(said.steps), sentences(said.changes)


def test_a_term_that_rolls_over_easter():
    facts = case(order(3, "service_custody", filed_on="2026-03-20", received_on="2026-03-22"))
    steps, changes = why(facts, "ASS-3", datetime(2026, 3, 30))
    assert steps == [
        "The rule is in force from 28/02/2023.",
        "The order was notified to the service on 22/03/2026.",
        "15 days: the first day is not counted, holidays in between are. The count ends on 06/04/2026.",
        "06/04/2026 is a holiday: Easter Monday.",
        "The term moves on to 07/04/2026 (art. 155 c.p.c.).",
        "06/04/2026 is not a working day: the last one before it is 03/04/2026.",
        "Days left: 8."]
    assert changes == ["The day of notification, when it is recorded or corrected.",
                       "A date fixed by the court takes its place; both are kept."]


def test_a_term_that_ends_on_a_saturday():
    steps, _changes = why(case(order(3, "service_custody", received_on="2026-04-16")), "ASS-3")
    assert steps[3:7] == [
        "01/05/2026 is a holiday: Labour Day.",
        "The term moves on to 02/05/2026 (art. 155 c.p.c.).",
        "02/05/2026 is a Saturday.",
        "A Saturday moves only the term of a procedural act outside a hearing: this one ends on it."]


def test_an_appeal_rolls_over_christmas_and_a_sunday():
    facts = case(REMOVAL, done("A403-7", "order", 7, "2026-12-15"))
    steps, changes = why(facts, "A403-8", datetime(2027, 1, 10))
    assert steps[1:] == [
        "The decree of the panel was communicated: 15/12/2026.",
        "10 days: the first day is not counted, holidays in between are. The count ends on 25/12/2026.",
        "25/12/2026 is a holiday: Christmas.", "26/12/2026 is a holiday: Saint Stephen.", "27/12/2026 is a Sunday.",
        "The term moves on to 28/12/2026 (art. 155 c.p.c.).",
        "25/12/2026 is not a working day: the last one before it is 24/12/2026.",
        "This rule is not verified: check it before relying on it.",
        "The day is over: nothing is left to do."]
    assert changes[-1] == "The coordinator may adjust the rule."


def test_an_appeal_rolls_over_a_saturday_and_counts_august():
    facts = case(REMOVAL, done("A403-7", "order", 7, "2026-08-12"))
    steps, _changes = why(facts, "A403-8", datetime(2026, 8, 20))
    assert steps[2:6] == [
        "10 days: the first day is not counted, holidays in between are. The count ends on 22/08/2026.",
        "22/08/2026 is a Saturday.", "23/08/2026 is a Sunday.", "The term moves on to 24/08/2026 (art. 155 c.p.c.)."]
    assert steps[6].startswith("August is counted")


def test_hours():
    steps, changes = why(case(REMOVAL), "A403-2", datetime(2026, 4, 4, 19, 28))
    assert steps == [
        "The rule is in force from 22/06/2022.",
        "The child was placed in safety: 03/04/2026 22:40.",
        "24 hours, to the minute, over Sundays and holidays too: 04/04/2026 22:40.",
        "Time left: 3 h 12 min."]
    assert changes[0] == "Another minute of the placement in safety moves every link of the chain."
    late, _changes = why(case(REMOVAL), "A403-1", datetime(2026, 4, 4, 0, 10))
    assert late[2:] == ["At once: 03/04/2026 22:40.", "Overdue by 1 h 30 min."]


def test_hours_over_the_change_of_the_clocks():
    steps, _changes = why(case(order(7, "emergency_removal", occurred_at="2026-10-24T22:40")), "A403-2")
    assert steps[2:4] == ["24 hours, to the minute, over Sundays and holidays too: 25/10/2026 21:40.",
                          "The clocks change in between: the hours are counted exactly, the time of day shifts."]


def test_a_link_that_waits():
    steps, changes = why(case(REMOVAL), "A403-3", datetime(2026, 4, 4, 22, 40))
    assert "The papers must reach the prosecutor by 04/04/2026 22:40." in steps
    assert "The step before is not recorded as done: this is the latest possible moment." in steps
    assert changes[0] == "The minute in which the step before was done: this term runs from it."


def test_a_link_that_was_late():
    facts = case(REMOVAL, done("A403-2", "order", 7, "2026-04-05T00:10", evidence="receipt of the PEC"))
    steps, changes = why(facts, "A403-2")
    assert steps[3:] == ["Done: 05/04/2026 00:10.", "That was 1 h 30 min late.", "Evidence: receipt of the PEC."]
    assert changes == []  # nothing moves what is done
    early = case(REMOVAL, done("A403-2", "order", 7, "2026-04-04T22:40"))
    assert why(early, "A403-2")[0][3:] == ["Done: 04/04/2026 22:40."]
    next_link, _changes = why(facts, "A403-3")
    assert next_link[1] == "The papers were received by the prosecutor: 05/04/2026 00:10."


def test_done_in_time_and_done_late_by_days():
    asked = order(4, "monitoring", filed_on="2026-01-31", due_on="2026-09-15")
    in_time = case(asked, done("CPC-27", "order", 4, "2026-09-15", 1))
    late = case(asked, done("CPC-27", "order", 4, "2026-09-18", 1))
    assert why(in_time, "CPC-27")[0][2:] == ["Done: 15/09/2026."]
    assert why(late, "CPC-27")[0][2:] == ["Done: 18/09/2026.", "That was 3 days late."]


def test_months_of_a_report_and_what_was_missed():
    facts = case(intervention(5, "AFF", "2026-08-31", consent="judicial"))
    steps, changes = why(facts, "AFF-3", datetime(2028, 3, 1))
    assert steps[1:] == [
        "The foster placement began on 31/08/2026.",
        "Period 1: 6 months each, counted from the start by the name of the day. It ends on 28/02/2027.",
        "That month has no day 31: its last day counts (art. 2963 c.c.).",
        "28/02/2027 is a Sunday.", "The legal day stays: durations, ages and reports do not move.",
        "28/02/2027 is not a working day: the last one before it is 26/02/2027.",
        "This rule is not verified: check it before relying on it.",
        "Periods that are over without a report: 3.", "Overdue: days late 367."]
    assert "Once this one is done, the next one is due on 31/08/2027." in changes


def test_the_next_report_skips_what_is_done_already():
    facts = case(intervention(5, "AFF", "2026-01-15"), done("AFF-3", "intervention", 5, "2027-01-10", 2))
    _steps, changes = why(facts, "AFF-3", occurrence=1)
    assert "Once this one is done, the next one is due on 15/07/2027." in changes


def test_a_duration_an_order_shortened_and_one_it_may_not_lengthen():
    shorter = case(order(1, "foster_care", duration_months=12), intervention(5, "AFF", "2025-12-19", order_id=1))
    steps, _changes = why(shorter, "AFF-1")
    assert ("The court fixed 19/12/2026: it takes the place of 19/12/2027, which the rule alone would give.") in steps
    assert "The order lasts 12 months." in steps
    assert "19/12/2026 is a Saturday." in steps
    longer = case(order(1, "foster_care", duration_months=36), intervention(5, "AFF", "2025-12-19", order_id=1))
    assert "The order says 36 months: the law allows 24 from the start." in why(longer, "AFF-1")[0]


def test_the_same_day_fixed_by_the_court():
    facts = case(order(3, "service_custody", filed_on="2026-04-10", due_on="2026-10-10"))
    assert "The court fixed the same day, 10/10/2026." in why(facts, "ASS-2")[0]


def test_an_extension():
    facts = case(order(1, "foster_care"), order(2, "extension", follows_id=1, effective_on="2027-12-19"),
                 intervention(5, "AFF", "2025-12-19", order_id=1))
    steps, changes = why(facts, "AFF-1")
    assert "Order 2/26 of Tribunale has effect from 19/12/2027." in steps
    assert "The end moves to 19/12/2029." in steps
    assert "Extended by 24 months from 19/12/2027." in steps
    assert "The duration of the extension is not recorded: at most 24 months are counted." in steps
    assert changes[-1] == "An order of extension moves the end. The end of the placement settles it."


def test_the_signal_is_counted_backwards():
    steps, _changes = why(case(intervention(5, "AFF", "2025-12-19")), "AFF-2")
    assert steps[1:4] == ["The foster placement ends on 19/12/2027.", "90 days before it: 20/09/2027.",
                          "20/09/2027 is a working day: the office can act until then."]


@pytest.mark.parametrize(("number", "unit", "said"), [
    (60, "D", "60 days before it: 20/10/2027."), (4, "M", "4 months before it: 19/08/2027."),
    (1, "Y", "1 years before it: 19/12/2026.")])
def test_an_adjusted_rule_says_so(number, unit, said):
    book = RuleBook([Adjustment("AFF-2", number, unit, reason="the court is slow")])
    steps, _changes = why(case(intervention(5, "AFF", "2025-12-19")), "AFF-2", book=book)
    assert said in steps
    assert "The coordinator adjusted the term: the table says 90 days (the court is slow)." in steps


@pytest.mark.parametrize(("code", "facts", "unit", "said"), [
    ("A403-6", case(REMOVAL), "D", "the table says 48 hours"), ("PEI-1", case(intervention(6, "COM", "2026-01-15")), "Y",
                                                             "3 years by the name of the day."),
    ("AFF-3", case(intervention(5, "AFF", "2025-12-19")), "Y", "Period 1: 3 years each"),
    ("AFF-3", case(intervention(5, "AFF", "2025-12-19")), "D", "Period 1: 3 days each"),
    ("ADM-1", case(intervention(6, "ADM", "2026-01-15")), "M", "3 months by the name of the day"),
])
def test_other_units(code, facts, unit, said):
    book = RuleBook([Adjustment(code, 3, unit, reason="try")])
    assert any(said in step for step in why(facts, code, book=book)[0])


def test_ages():
    steps, changes = why(case(birth_date="2008-02-29"), "AGE-18", datetime(2026, 2, 28))
    assert steps[1:] == [
        "Born on 29/02/2008.", "Turns 18 on 28/02/2026.",
        "Born on 29 February: in a common year the birthday is taken to be 28 February.",
        "28/02/2026 is a Saturday.", "The legal day stays: durations, ages and reports do not move.",
        "28/02/2026 is not a working day: the last one before it is 27/02/2026.", "Today."]
    assert changes[0] == "Extended care that has begun settles it, and so does closing the case."


def test_what_the_office_planned_and_waived():
    facts = case(intervention(6, "COM", "2026-01-15"), mark("rescheduled", "PEI-1", "intervention", 6, new_due="2026-04-01"),
                 mark("waived", "PEI-1", "intervention", 6, reason="moves out"))
    steps, _changes = why(facts, "PEI-1")
    assert "The office planned it for 01/04/2026 (-): the legal day does not move." in steps
    assert "It was waived: moves out." in steps
    assert not any("Overdue" in step for step in steps)


def test_marks_of_another_name_are_told_only_where_none_is_nearer():
    """Two placements: each tells its own; what was marked under the order is told by the placement."""
    both = case(intervention(6, "COM", "2026-01-15"), intervention(7, "COM", "2026-05-15"),
                mark("waived", "PEI-1", "intervention", 6, reason="first"),
                mark("waived", "PEI-1", "intervention", 7, reason="second"))
    said = [sentences(explain(both, d, STANDARD, NOW).steps)[-2] for d in found(both, "PEI-1")]
    assert said == ["It was waived: first.", "It was waived: second."]
    facts = case(order(1, "foster_care"), intervention(5, "AFF", "2025-12-19", order_id=1),
                 done("AFF-3", "order", 1, "2026-06-10", 1, evidence="PEC"))
    assert "Evidence: PEC." in why(facts, "AFF-3", occurrence=1)[0]


def test_a_version_that_is_over_says_until_when():
    old = why(case(intervention(5, "AFF", "2022-05-10")), "AFF-1")[0]
    assert old[0] == "The rule as in force from 27/04/2001 until 27/02/2023 holds: the day it is counted from decides."
    older = why(case(order(3, "monitoring", filed_on="2022-05-10", report_every_months=6)), "CPC-27")[0]
    assert older[0] == "The rule as in force until 27/02/2023 holds: the day it is counted from decides."
    assert why(case(review_on="2026-12-01"), "REVIEW")[0] == [
        "The operators of the case planned a review on 01/12/2026.",
        "01/12/2026 is a working day: the office can act until then.", "Days left: 9."]


WHOLE = [
    case(REMOVAL, order(3, "service_custody", filed_on="2026-04-10", report_every_months=4), intervention(5, "AFF", "2025-12-19"),
         intervention(6, "COM", "2026-01-15", project_on="2026-02-02"),
         intervention(8, "ADM", "2026-01-10", planned_end="2027-01-01"),
         intervention(9, "PRO", "2026-02-28"), birth_date="2021-01-01", review_on="2026-12-01", msna=True),
    case(REMOVAL, done("A403-7", "order", 7, "2026-05-08"), done("A403-8", "order", 7, "2026-05-12"),
         intervention(5, "AFF", "2026-01-01", consent="consensual"),
         intervention(2, "IND", "2026-01-07", inquiry_due_on="2026-06-01"),
         order(4, "monitoring", filed_on="2026-01-31", due_on="2026-09-15"), birth_date="2010-01-01"),
]


@pytest.mark.parametrize("facts", WHOLE)
@pytest.mark.parametrize("now", [datetime(2026, 4, 4, 12), datetime(2026, 11, 22, 9), datetime(2035, 1, 1)])
def test_every_deadline_can_be_explained_and_says_what_would_change_it(facts, now):
    for deadline in deadlines(facts, ALL_ON):
        said = explain(facts, deadline, ALL_ON, now)
        assert len(said.steps) >= 2
        assert sentences(said.steps)
        assert bool(said.changes) is deadline.pending
        assert deadline.pending is False or sentences(said.changes)


def catalogue():
    words: dict[str, str] = {}
    for path in LOCALE.glob("*.po"):
        with path.open("rb") as file:
            words |= {m.id: m.string for m in read_po(file) if isinstance(m.id, str)}
    return words


def written_here():
    """Every text of the package that is a sentence, a title or a phrase; no docstrings, citations, errors for programmers."""
    for path in [*PACKAGE.glob("*.py"), PACKAGE.parent / "moments.py"]:
        tree = ast.parse(path.read_text("utf-8"))
        bare = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        bare |= {id(a) for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
                 and n.func.id == "ValueError" for a in n.args for a in ast.walk(a)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare and (
                    len(node.value.split()) > 1 and not node.value.startswith(("art. ", "[T"))):
                yield node.value


def test_every_sentence_has_its_italian():
    known = catalogue()
    assert {text for text in written_here() if not known.get(text)} == set()


@pytest.mark.parametrize("title", sorted(TITLES))
def test_titles_fit_a_row_of_the_agenda(title):
    assert len(title) <= 40
    assert len(catalogue()[title]) <= 40

