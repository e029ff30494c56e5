"""How a deadline stands in the picture."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from minori_tui.domain.legal_clock import RULES, Deadline
from minori_tui.domain.moments import ROME
from minori_tui.domain.timeline_due import due_facts

NOW = datetime(2026, 11, 22, 12, tzinfo=ROME)
TODAY, DAY = NOW.date(), timedelta(days=1)
RULE = replace(RULES[0], lapses=False)


def one(due, **more):
    rule = more.pop("rule", RULE)
    return Deadline(1, rule, "What is due", "order", 7, 2, ("since", {}), due, due, due, due, **more)


@pytest.mark.parametrize(("deadline", "state"), [
    (one(TODAY + DAY), "due"), (one(TODAY), "due"), (one(TODAY - DAY), "overdue"),
    (one(TODAY, done_at=TODAY - DAY), "done"), (one(TODAY - DAY, done_at=TODAY - DAY), "done"),
    (one(TODAY - DAY, done_at=TODAY), "late"), (one(TODAY - DAY, waived=True), ""),
    (one(TODAY - DAY, rule=replace(RULE, lapses=True)), ""),
    (one(NOW + timedelta(minutes=1)), "due"), (one(NOW - timedelta(minutes=1)), "overdue"),
    (one(NOW, done_at=NOW + timedelta(minutes=1)), "late"), (one(NOW, done_at=NOW), "done"),
    (one(NOW, done_at=TODAY), "done"),
])
def test_states(deadline, state):
    assert [found.state for found in due_facts([deadline], NOW)] == [state]


def test_what_waits_for_another_step_has_no_day_yet():
    assert list(due_facts([one(TODAY, waiting=True)], NOW)) == []


def test_day_minute_and_name():
    day, minute = due_facts([one(TODAY), one(NOW.replace(hour=18, minute=40))], NOW)
    assert (day.on, day.time, day.title, day.rule) == (TODAY, "", "What is due", RULE.code)
    assert (minute.on, minute.time) == (date(2026, 11, 22), "18:40")
    assert (day.hangs_on, day.subject_id, day.occurrence) == ("order", 7, 2)
