"""The only source of "now", so that every answer can be reproduced for another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
"""The zone of the office; summer time begins and ends at 01:00 UTC (directive 2000/84/EC)."""


class Clock(Protocol):
    """What the rest of the program asks for the time."""

    def today(self) -> date:
        """The civil date of the office."""

    def now(self) -> datetime:
        """The local moment, to the second, without zone."""

    def utc(self) -> str:
        """The moment in UTC, ISO to the millisecond, for the journal."""


class SystemClock:
    """The machine's clock, read in the zone of the office whatever zone the machine is set to."""

    def today(self) -> date:
        """The civil date of the office."""
        return self.now().date()

    def now(self) -> datetime:
        """The local moment, to the second."""
        return datetime.now(ROME).replace(microsecond=0, tzinfo=None)

    def utc(self) -> str:
        """The moment in UTC for the journal."""
        return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still: tests, ``--on DATE``, reproducible demos."""

    moment: datetime

    def today(self) -> date:
        """The fixed date."""
        return self.moment.date()

    def now(self) -> datetime:
        """The fixed moment."""
        return self.moment

    def utc(self) -> str:
        """The fixed moment, taken as UTC."""
        return self.moment.isoformat(timespec="milliseconds") + "Z"
