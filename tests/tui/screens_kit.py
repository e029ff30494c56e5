"""A small office for the tests of the screens: invented children entered through the services, a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from minori_tui.app import MinoriApp
from minori_tui.data.store import create_store, open_store
from minori_tui.domain.clock import FixedClock
from minori_tui.screens import places
from minori_tui.screens.session import Session
from minori_tui.services.cases import close_case, new_case
from minori_tui.services.context import Actor, Context
from minori_tui.services.events import add_event
from minori_tui.widgets.title_line import TitleFacts

NOON = datetime(2026, 11, 20, 12)
CHILDREN = (
    {"surname": "Quarenghi", "given_name": "Tobia", "birth_date": "03/05/2017", "comune": "Clusone", "sex": "M",
     "phone": "0346 89651", "address": "Via San Lucio 4", "mother": "Fantoni Elisa", "father": "Quarenghi Remo",
     "social_worker": "Poli Carla", "school": "Primaria di Clusone", "review_on": "21/11/2026", "opened_on": "02/03/2026"},
    {"surname": "Quarenghi", "given_name": "Irma", "birth_date": "11/09/2014", "comune": "Rovetta", "social_worker": "Poli Carla",
     "review_on": "02/11/2026", "opened_on": "02/03/2026"},
    {"surname": "De Luca", "given_name": "Gianna", "birth_date": "20/11/2009", "comune": "Ponte Nossa", "sex": "F",
     "opened_on": "10/01/2025"},
    {"surname": "D'Angelo", "given_name": "Niccolò", "birth_date": "29/02/2012", "comune": "Ardesio", "opened_on": "05/06/2026"},
    {"surname": "Prova [b]", "given_name": "Ugo", "birth_date": "01/01/2020", "comune": "Gromo", "opened_on": "07/07/2026"},
)


def office(folder: Path) -> None:
    """Make the archive: five open cases and a closed one, two diary entries."""
    store = create_store(folder / "a.minori", folder / "config", name="Prova")
    context = Context(store, Actor("anna", "Anna Verdi"), FixedClock(NOON))
    numbers = [new_case(context, child) for child in CHILDREN]
    add_event(context, numbers[0], {"at": "10/11/2026 09:30", "kind": "telephone", "nature": "fact",
                                    "text": "La madre chiede di spostare l'incontro."})
    add_event(context, numbers[0], {"at": "12/11/2026", "kind": "note", "nature": "evaluation", "reserved": "sì",
                                    "text": "Sentire la scuola prima del colloquio."})
    new_case(context, {"surname": "Balestra", "given_name": "Ada", "birth_date": "15/08/2010", "comune": "Clusone",
                       "opened_on": "01/02/2024"})
    close_case(context, "2024/0001", {"closed_on": "30/06/2025", "closing_reason": "4"})
    store.close()


def session_of(folder: Path, code: str = "anna", name: str = "Anna Verdi") -> Session:
    """A session of work on the archive."""
    return Session(Context(open_store(folder / "a.minori", folder / "config"), Actor(code, name), FixedClock(NOON)))


class GoneToCases(MinoriApp):
    """The app after the operator has gone from the agenda to the list of cases."""

    async def on_mount(self) -> None:
        """As with the key 2."""
        await self.action_go("cases")


def agenda_on(session: Session, *, open_at: str = "", kind: type[MinoriApp] = MinoriApp) -> MinoriApp:
    """The app as it starts: the agenda, and a case above it when its number is given."""
    facts = TitleFacts("Prova", session.context.actor.name, "ven 20/11/2026")
    return kind(lambda: places.home(session, open_at), places=places.places(session), title_facts=lambda: facts,
                theme="minori-dark")


def app_on(session: Session, *, open_at: str = "") -> MinoriApp:
    """The app at the list of cases, or at a case above the agenda."""
    return agenda_on(session, open_at=open_at, kind=MinoriApp if open_at else GoneToCases)


async def quiet(pilot: Pilot[Any], until: Callable[[], bool] | None = None) -> None:
    """Wait until nothing is under way, and until something is so."""
    for _step in range(400):
        with suppress(WorkerCancelled):  # a read that a later one overtook
            await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.02)
        if until is None or until():
            return
    raise AssertionError("it never became so")
