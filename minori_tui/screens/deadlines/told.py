"""What is known of one deadline, in lines of text: for the pane of the case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from minori_tui.domain.legal_clock import missed_periods
from minori_tui.i18n import _, n_
from minori_tui.screens import due_show

if TYPE_CHECKING:
    from minori_tui.services.due import DueItem


def facts_of(item: DueItem, now: datetime) -> list[str]:
    """The deadline written out: what, from which fact, until when, what operators did about it."""
    return list(_lines(item, now))


def _lines(item: DueItem, now: datetime) -> Iterator[str]:
    deadline, rule = item.deadline, item.deadline.rule
    yield " · ".join(filter(None, (due_show.title(deadline), rule.code, rule.source)))
    yield due_show.sentence(deadline.anchor)
    yield " · ".join(_days(item))
    if deadline.done_at is not None:
        late = f" ({_('late')})" if due_show.late(deadline) else ""
        yield _("Done on {day}", day=due_show.when(deadline.done_at)) + late + (f" · {item.evidence}" if item.evidence else "")
    if deadline.waived:
        yield _("It was written down that it does not apply here")
    if deadline.rescheduled_to is not None and deadline.pending:
        yield _("Planned by the service for {day}; the day of the law stays", day=due_show.when(deadline.rescheduled_to))
    missed = missed_periods(deadline, now.date())
    if missed > 1:
        yield n_("{count} period is over without a report", "{count} periods are over without a report", missed)
    yield from due_show.sentences(deadline.notes)
    if deadline.pending and rule.consequence:
        yield _(rule.consequence)


def _days(item: DueItem) -> Iterator[str]:
    deadline = item.deadline
    yield _("Due by {day}", day=due_show.when(deadline.due))
    if deadline.court_due is not None:
        yield _("fixed by the court; by the rule {day}", day=due_show.when(deadline.legal_due))
    if deadline.last_working_day is not None:
        yield _("last working day {day}", day=due_show.when(deadline.last_working_day))
    if deadline.rule.owner == "other":
        yield _("others act, the service watches")
