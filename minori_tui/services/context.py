"""What every use case needs: the store, who is working, and what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minori_tui.data.store import Store
from minori_tui.domain.clock import Clock

if TYPE_CHECKING:
    from minori_tui.data.unit import Unit


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is working: the code of the operator, and the name to show."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The store, the operator and the clock of one session of work."""

    store: Store
    actor: Actor
    clock: Clock

    def unit(self, kind: str, subject: str | None = None, *, reason: str | None = None) -> Unit:
        """A unit of work of this operator (imports SQLModel on its first use)."""
        from minori_tui.data.unit import Unit

        return Unit(self.store, self.actor.code, self.actor.name, self.clock.utc(), kind, subject, reason=reason)
