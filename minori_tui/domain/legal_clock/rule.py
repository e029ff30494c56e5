"""What a rule of the legal clock is: one declarative entry, nothing that computes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from minori_tui.domain.deadlines import Unit

Rolling = Literal["none", "holiday", "procedural"]
"""What happens when a term ends on a day off: nothing (durations, ages, hours, reports); it moves past holidays (art. 155
fourth paragraph c.p.c.); it moves past holidays and Saturdays (procedural acts outside a hearing, fifth paragraph)."""
Owner = Literal["service", "other"]
"""Who must act: the service itself, or somebody whom the service watches."""

ALWAYS = date.min
"""The first day of a rule that no statute brought into force: a plan, a term fixed by a court, a contract."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in one of its versions. Texts are English message ids; ``source`` is a citation, the same in every language.

    The version holds for anchors on the days ``[in_force_from, in_force_to)``. ``number`` and ``unit`` are None when a court or
    a plan fixes the day, or when the law says "at once" without a term. For ages the number is the years.
    """

    code: str
    title: str
    source: str
    in_force_from: date
    anchor: str
    number: int | None
    unit: Unit | None
    rolling: Rolling
    owner: Owner
    warn_days: tuple[int, ...]
    consequence: str
    verified: bool = True
    note: str = ""
    in_force_to: date | None = None
    backwards: bool = False
    """The term is counted back from the anchor (so long *before* the end of a placement)."""
    lapses: bool = False
    """Nothing is left to do after its day: it says what changes on that day and is never overdue."""
    settled_by: str = ""
    """What alone puts an end to it (a sentence): it is never marked as done and stays in sight until then."""
    active: bool = True
    """Whether deadlines are made of it; the coordinator may turn on a rule that is off."""

    @property
    def term(self) -> tuple[int, Unit]:
        """The number and its unit. Raises ``ValueError`` for a rule without a term of its own."""
        if self.number is None or self.unit is None:
            raise ValueError(f"{self.code} has no term of its own")
        return self.number, self.unit

    def holds_on(self, day: date) -> bool:
        """Whether this version is in force on ``day``."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What the coordinator changed in a rule, and why; None leaves a value as it is."""

    rule: str
    number: int | None = None
    unit: Unit | None = None
    warn_days: tuple[int, ...] | None = None
    active: bool | None = None
    reason: str = ""
