"""The main places: what each is called in ``go`` commands and how its screen is made. The agenda is the first screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from minori_tui.screens.agenda.screen import Agenda
from minori_tui.screens.base import MinoriScreen

if TYPE_CHECKING:
    from minori_tui.screens.session import Session


def home(session: Session, open_at: str = "") -> Agenda:
    """The first screen; a case above it when its number is given."""
    return Agenda(session, open_at=open_at)


def _cases(session: Session) -> MinoriScreen[None]:
    from minori_tui.screens.cases import CaseList

    return CaseList(session)


def _quality(session: Session) -> MinoriScreen[None]:
    from minori_tui.screens.quality import QualityList

    return QualityList(session)


def _timelines(session: Session) -> MinoriScreen[None]:
    from minori_tui.screens.timeline.place import TimelinePlace

    return TimelinePlace(session)


PLACES: dict[str, Callable[[Session], MinoriScreen[None]]] = {"cases": _cases, "timelines": _timelines, "quality": _quality}
"""The places that are opened over the first screen. Each is loaded when it is first gone to."""


def places(session: Session) -> dict[str, Callable[[], MinoriScreen[None]]]:
    """The places for one session of work."""
    return {name: partial(make, session) for name, make in PLACES.items()}
