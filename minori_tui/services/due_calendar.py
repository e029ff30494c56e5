"""Deadlines as a calendar file. It may end up on a telephone: it names file numbers and rules, never a person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from minori_tui.data.queries import due as queries
from minori_tui.domain.legal_clock import DeadlineKey
from minori_tui.domain.moments import show
from minori_tui.i18n import N_, _
from minori_tui.services.context import Context
from minori_tui.services.due_items import DueItem
from minori_tui.services.journal import note_access

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT = "-//Minori//minori_tui//IT"
OWNERS = {"service": N_("the service must act"), "other": N_("others must act, the service watches")}


def uid(vault: str, key: DeadlineKey) -> str:
    """The same deadline of the same archive has the same id in every export, and tells nothing of what it names."""
    text = "|".join((vault, str(key.case_id), key.rule, key.subject, str(key.subject_id or 0), str(key.occurrence)))
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}@minori"


def calendar(context: Context, items: Iterable[DueItem]) -> bytes:
    """The deadlines as iCalendar (RFC 5545), with the warnings of each rule; the export is written down before it leaves."""
    from icalendar import Calendar

    note_access(context, "export", "deadlines", None, "ics")
    with context.store.read() as connection:
        vault = queries.vault(connection)
    stamp = datetime.fromisoformat(context.clock.utc().replace("Z", "+00:00")).replace(microsecond=0)
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for item in items:
        made.add_component(_event(item, uid(vault, item.key), stamp))
    return bytes(made.to_ical())


def _event(item: DueItem, name: str, stamp: datetime) -> Event:
    """One deadline: a whole day, or the minute in UTC, which no change of the clocks can move."""
    from icalendar import Event

    deadline, made = item.deadline, Event()
    due = deadline.due
    made.add("uid", name)
    made.add("dtstamp", stamp)
    if isinstance(due, datetime):
        made.add("dtstart", due.astimezone(UTC))
    else:
        made.add("dtstart", due)
        made.add("dtend", due + timedelta(days=1))
    made.add("summary", f"{item.file_number} · {_(deadline.title)}")
    made.add("description", "\n".join(_lines(item)))
    made.add("categories", [deadline.rule.code])
    made.add("transp", "TRANSPARENT")
    for days in deadline.rule.warn_days:
        made.add_component(_alarm(days, f"{item.file_number} · {_(deadline.title)}"))
    return made


def _lines(item: DueItem) -> list[str]:
    """Source, who must act, the last working day: no name, no text of the case."""
    deadline = item.deadline
    last: date | None = deadline.last_working_day
    found = [deadline.rule.source, _(OWNERS[deadline.rule.owner])]
    if last is not None and last != deadline.due:
        found.append(_("last working day: {day}", day=show(last)))
    if not deadline.rule.verified:
        found.append(_("This rule is not verified: check it before relying on it."))
    return [line for line in found if line]


def _alarm(days: int, text: str) -> Alarm:
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", text)
    made.add("trigger", timedelta(days=-days))
    return made


def save(context: Context, items: Iterable[DueItem], target: Path) -> None:
    """The same into a file for its owner alone; one that exists is not written over. Raises what ``new_file`` raises."""
    from minori_tui.transfer.writers import new_file

    with new_file(target) as stream:
        stream.write(calendar(context, items))
