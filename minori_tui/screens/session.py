"""What the screens share while the program runs: the session of work, the lookup, and lists that do not change under way."""

from __future__ import annotations

from functools import cache
from threading import Thread
from typing import TYPE_CHECKING

from minori_tui.i18n import language
from minori_tui.services.context import Context
from minori_tui.services.lookup import Lookup

if TYPE_CHECKING:
    from collections.abc import Callable

    from minori_tui.services.maintenance import Upkeep
    from minori_tui.widgets.fields import Choice


class Session:
    """One run of the screens on one store."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.lookup = Lookup(context)
        self.choices = cache(self._choices)
        self._warm: Thread | None = None
        self._upkeep: Upkeep | None = None

    def _choices(self, list_name: str) -> list[Choice]:
        from minori_tui.services import records
        from minori_tui.widgets.fields import Choice

        return [Choice(code, label) for code, label in records.choices(self.context, list_name, language())]

    def choose(self, list_name: str) -> Callable[[], list[Choice]]:
        """The values of a code list, for a field."""
        return lambda: self.choices(list_name)

    def places(self) -> list[Choice]:
        """The municipalities of the district by sub-area, for a field (any other may be typed)."""
        from minori_tui.services import records
        from minori_tui.widgets.fields import Choice

        return [Choice(place, place, area) for place, area in records.district()]

    def operators(self) -> list[Choice]:
        """The operators at work."""
        from minori_tui.services import records
        from minori_tui.widgets.fields import Choice

        return [Choice(name, name, code) for code, name in records.operators(self.context)]

    def warm(self) -> None:
        """Load in the background what writing needs, as soon as a form is opened: it is ready when the form is saved.

        From then on somebody looks after the archive whenever nobody has saved for a moment.
        """
        if self._warm is None:
            from minori_tui.services import maintenance

            self._upkeep = maintenance.keep(self.context)
            self._warm = Thread(target=_load_writing, daemon=True)
            self._warm.start()

    def close(self) -> None:
        """Give the connections back."""
        if self._upkeep is not None:
            self._upkeep.stop()
        self.lookup.close()
        self.context.store.close()


def _load_writing() -> None:
    import minori_tui.services.cases
    import minori_tui.services.writing  # noqa: F401 - loaded for its effect: SQLModel and the tables
