"""The only source of "now", so that every answer can be reproduced for another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """What the rest of the program asks for the time."""

    def today(self) -> date:
        """The civil date of the office."""

    def now(self) -> datetime:
        """The local moment, to the second, without zone."""

    def utc(self) -> str:
        """The moment in UTC, ISO to the millisecond, for the journal."""


class SystemClock:
    """The machine's clock."""

    def today(self) -> date:
        """The civil date of the office."""
        return date.today()

    def now(self) -> datetime:
        """The local moment, to the second."""
        return datetime.now().replace(microsecond=0)

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
