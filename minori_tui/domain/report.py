"""The draft of an update report: which diary entries go in, and into which section.

Art. 473-bis.27 c.p.c. keeps apart the facts ascertained, the statements of parties and third persons, and the evaluations of
the operators, which rest on a method that is named. What an entry is was said by who wrote it; where nobody said, it is listed
apart and never guessed. The parties may see and copy what is sent, so reserved entries stay out unless each is chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

SECTIONS = ("fact", "statement", "evaluation")
REPORTS = frozenset({"report_sent"})
"""Kinds of entry that are about reports, not for them."""
REPORT_RULES = frozenset({"AFF-3", "ASS-2", "CPC-27", "INQ"})
"""Rules of the legal clock that ask the service for a report (or the outcome of an inquiry)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A diary entry as a source. ``at`` is ISO to the day or minute; ``late``: written after the last report, about a day
    before its end."""

    event_id: int
    at: str
    kind: str
    nature: str | None
    text: str
    author: str | None = None
    by_whom: str | None = None
    outcome: str | None = None
    reserved: bool = False
    late: bool = False

    @property
    def day(self) -> date:
        """The day it is about."""
        return date.fromisoformat(self.at[:10])


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included. ``last_event``: the last entry that was there when the last report was made (None:
    not known), so that what was written later about earlier days is not lost."""

    since: date | None
    until: date
    last_event: int | None = None

    def place(self, entry: Entry) -> Entry | None:
        """The entry if it belongs to the period, marked when it comes late; else None."""
        if entry.day > self.until:
            return None
        if self.since is None or entry.day >= self.since:
            return entry
        return replace(entry, late=True) if self.last_event is not None and entry.event_id > self.last_event else None


@dataclass(frozen=True, slots=True)
class Sections:
    """The entries of a report by section, in order of time; those that nobody has classified; the reserved ones left out."""

    facts: tuple[Entry, ...]
    statements: tuple[Entry, ...]
    evaluations: tuple[Entry, ...]
    unclassified: tuple[Entry, ...]
    left_out: tuple[Entry, ...]

    @property
    def method_needed(self) -> bool:
        """Evaluations must name the method they rest on."""
        return bool(self.evaluations)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that is in the report."""
        return (*self.facts, *self.statements, *self.evaluations, *self.unclassified)


def compose(entries: Iterable[Entry], period: Period, reserved: Collection[int] = ()) -> Sections:
    """The sections of a report. ``reserved``: numbers of the reserved entries that were chosen to go in."""
    placed = [found for entry in entries if entry.kind not in REPORTS and (found := period.place(entry)) is not None]
    placed.sort(key=lambda entry: (entry.at, entry.event_id))
    told = [entry for entry in placed if not entry.reserved or entry.event_id in reserved]
    facts, statements, evaluations = (tuple(e for e in told if e.nature == section) for section in SECTIONS)
    return Sections(facts, statements, evaluations, tuple(e for e in told if e.nature not in SECTIONS),
                    tuple(e for e in placed if e.reserved and e.event_id not in reserved))
