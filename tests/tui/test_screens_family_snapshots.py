"""Pictures of the family: few, since they are compared sign by sign; made with one minor version of Python."""

from __future__ import annotations

import sys
import time
from datetime import datetime

import pytest
from screens_kit import quiet
from textual.widgets import Input

from minori_tui.app import MinoriApp
from minori_tui.domain.clock import FixedClock
from minori_tui.i18n import set_language
from minori_tui.screens.case.screen import CaseScreen
from minori_tui.screens.session import Session
from minori_tui.services import family, family_writing
from minori_tui.services.context import Context
from minori_tui.widgets.title_line import TitleFacts

TOBIA = "2026/0001"
pytestmark = pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="pictures are compared on one version of Python")


@pytest.fixture(autouse=True)
def _still(monkeypatch):
    """The same office clock, cursor and colours everywhere."""
    monkeypatch.setenv("TZ", "Europe/Rome")
    monkeypatch.setenv("COLORTERM", "truecolor")
    time.tzset()
    monkeypatch.setattr(Input, "cursor_blink", False)


@pytest.fixture
def settled(session):
    """Half-siblings by three fathers, grandparents, a stepfather, a guardian, two households."""
    context = Context(session.context.store, session.context.actor, FixedClock(datetime(2026, 11, 20, 12)))
    found = family.around(context, TOBIA)
    people = {p.given_name: p.person_id for p in found.rows.persons.values()}

    def add(of, **values):
        return family_writing.add_relative(context, TOBIA, values, of=of)

    elder = add(people["Elisa"], kind="child", surname="Hoxha", given_name="Elira", birth_date="1/5/2012", sex="F")
    younger = add(people["Elisa"], kind="child", surname="Diallo", given_name="Awa", birth_date="1/2/2022", sex="F")
    add(elder, kind="father", surname="Hoxha", given_name="Bledar")
    add(younger, kind="father", surname="Diallo", given_name="Modou Serigne Mbacké Abdoulaye")
    add(people["Elisa"], kind="mother", surname="Belli", given_name="Rosa", sex="F")
    add(None, kind="uncle_aunt", surname="Fantoni", given_name="Carlo", sex="M")
    add(None, kind="guardian", surname="Moro", given_name="Livia")
    for who in (found.child, people["Elisa"], elder, younger):
        family_writing.move(context, TOBIA, who, {"household": "Fantoni", "valid_from": "1/9/2024"})
    return session


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize(("language", "keys"), [("it", ()), ("en", ("up", "up", "k", "down", "down", "k"))],
                         ids=["it-tree", "en-related"])
def test_family(snap_compare, settled: Session, size, language, keys):
    set_language(language)

    async def shown(pilot):
        await quiet(pilot, lambda: pilot.app.screen.view)
        pilot.app.screen.show_pane("family")
        await quiet(pilot, lambda: not pilot.app.screen.pane.stale)
        for key in keys:
            await pilot.press(key)
            await quiet(pilot)
        for _step in range(5):
            await quiet(pilot)

    facts = TitleFacts("Prova", "Anna Verdi", "ven 20/11/2026")
    app = MinoriApp(lambda: CaseScreen(settled, TOBIA), title_facts=lambda: facts, theme="minori-dark")
    assert snap_compare(app, terminal_size=size, run_before=shown)
