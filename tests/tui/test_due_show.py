"""How deadlines are written: signs and words, hours and days, names with an initial."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

import pytest

from minori_tui.domain.facts import CaseFacts, InterventionFacts, Mark, OrderFacts
from minori_tui.domain.legal_clock import Deadline, deadlines
from minori_tui.domain.moments import ROME
from minori_tui.i18n import set_language
from minori_tui.screens import due_show

REMOVED = datetime(2026, 11, 21, 22, 40, tzinfo=ROME)


class Person(NamedTuple):
    surname: str
    given_name: str


def one(rule: str, *marks: Mark) -> Deadline:
    """The deadline of that rule in a case that has a bit of everything."""
    case = CaseFacts(
        1, "2026/0131", "Gatti", "Lia", date(2011, 5, 3), review_on=date(2026, 11, 25), marks=marks,
        orders=(OrderFacts(1, "emergency_removal", "", "Sindaco", "mayor", occurred_at=REMOVED),),
        interventions=(InterventionFacts(5, "AFF", started_on=date(2024, 10, 12), consent="judicial", family="Poli"),))
    return next(d for d in deadlines(case) if d.rule.code == rule)


@pytest.mark.parametrize(("rule", "now", "left", "word"), [
    ("REVIEW", datetime(2026, 11, 22, 9), "       3 d", ""), ("REVIEW", datetime(2026, 11, 24, 9), "!      1 d", ""),
    ("REVIEW", datetime(2026, 11, 25, 23, 59), "!      0 d", ""), ("REVIEW", datetime(2026, 11, 26), "!!    -1 d", ""),
    ("A403-2", datetime(2026, 11, 22, 19, 28), "!   03:12h", ""), ("A403-2", datetime(2026, 11, 22, 22, 40), "!   00:00h", ""),
    ("A403-2", datetime(2026, 11, 23, 0, 41), "!! -02:01h", ""), ("AFF-1", datetime(2026, 11, 22), "!!   -41 d", ""),
    ("A403-3", datetime(2026, 11, 22), "", "waiting"), ("AGE-14", datetime(2026, 11, 22), "", "over"),
])
def test_how_long_is_left(rule, now, left, word):
    deadline = one(rule)
    assert due_show.standing(deadline, now) == (word or left)
    if left:
        assert due_show.left(deadline, now) == left


def test_the_hours_are_counted_when_the_clocks_go_back():
    case = CaseFacts(1, "1", "A", "B", orders=(OrderFacts(1, "emergency_removal", "", "S", "mayor",
                                                          occurred_at=datetime(2026, 10, 24, 22, 40, tzinfo=ROME)),))
    deadline = next(d for d in deadlines(case) if d.rule.code == "A403-2")
    assert due_show.left(deadline, datetime(2026, 10, 25, 2, 30, tzinfo=ROME)) == "!   20:10h"
    assert due_show.left(deadline, datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ROME)) == "!   19:10h"
    assert due_show.when(deadline.due) == "25/10/2026 21:40"


@pytest.mark.parametrize(("done", "late", "word"), [
    (datetime(2026, 11, 22, 22, 40, tzinfo=ROME), False, "done"), (datetime(2026, 11, 22, 22, 41, tzinfo=ROME), True, "!! late"),
    (date(2026, 11, 22), False, "done"), (date(2026, 11, 23), True, "!! late"),
])
def test_what_was_done_late_is_marked(done, late, word):
    deadline = one("A403-2", Mark("A403-2", "order", 1, 0, "done", at=done, evidence="PEC"))
    assert due_show.late(deadline) is late
    assert due_show.standing(deadline, datetime(2026, 12, 1)) == word


def test_what_is_not_done_is_not_late():
    assert not due_show.late(one("AFF-1"))


def test_what_does_not_apply_says_so():
    key = one("REVIEW").key
    waived = one("REVIEW", Mark(key.rule, key.subject, key.subject_id, key.occurrence, "waived", reason="trasferita"))
    assert due_show.standing(waived, datetime(2027, 1, 1)) == "not due"


def test_the_language_of_the_operator():
    set_language("it")
    assert due_show.left(one("REVIEW"), datetime(2026, 11, 22)) == "       3 g"
    assert due_show.title(one("REVIEW")) == "Verifica programmata"


@pytest.mark.parametrize(("value", "long", "short"), [
    (None, "—", "—"), (date(2026, 11, 30), "30/11/2026", "30/11/2026"),
    (datetime(2026, 11, 22, 22, 40, tzinfo=ROME), "22/11/2026 22:40", "22/11 22:40"),
    (datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ROME), "25/10/2026 02:30 (+01:00)", "25/10 02:30"),
])
def test_days_and_moments(value, long, short):
    assert due_show.when(value) == long
    assert due_show.brief_when(value) == short


@pytest.mark.parametrize(("surname", "given", "text"), [
    ("Gatti", "Lia", "Gatti L."), ("De Luca", "Gian Paolo", "De Luca G."), ("Òrsi", "Élodie", "Òrsi É."), ("Solo", " ", "Solo"),
])
def test_surname_and_initial(surname, given, text):
    assert due_show.short_name(Person(surname, given)) == text


def test_facts_are_text():
    assert due_show.sentence(("Planned: {what}", {"what": "a\x1b[31m\nb"})) == "Planned: a␛[31m b"
    assert due_show.sentences([("On {day}", {"day": date(2026, 11, 22)})]) == ["On 22/11/2026"]
