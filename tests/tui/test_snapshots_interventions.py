"""Pictures of the interventions and of data quality; made with one minor version of Python."""

from __future__ import annotations

import sys
import time

import pytest
from screens_kit import app_on, quiet
from textual.widgets import Input

from minori_tui.screens.case.screen import CaseScreen
from minori_tui.services import interventions, support

MADE_WITH = (3, 11)
pytestmark = pytest.mark.skipif(sys.version_info[:2] != MADE_WITH, reason="pictures are compared on one version of Python")
NARROW, WIDE = (80, 24), (120, 36)
TOBIA = "2026/0001"


@pytest.fixture(autouse=True)
def _still(monkeypatch):
    """The same office clock, cursor and colours everywhere; warnings soon after the last key."""
    monkeypatch.setenv("TZ", "Europe/Rome")
    monkeypatch.setenv("COLORTERM", "truecolor")
    time.tzset()
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr("minori_tui.screens.case.checked.SETTLE_SECONDS", 0.01)


@pytest.fixture
def filled(session):
    """Tobia with one of each of the common kinds."""
    context = session.context
    for values in ({"kind": "ADM", "started_on": "02/03/2026", "weekly_hours": "4:30", "provider": "Coop. Lume",
                    "consent": "consensual", "agreement_on": "20/02/2026"},
                   {"kind": "AFF", "started_on": "10/03/2026", "family": "Famiglia Bonomi", "consent": "judicial",
                    "nights_per_week": "7", "planned_end": "10/03/2028"},
                   {"kind": "PSI", "planned_start": "01/12/2026", "provider": "Consultorio"}):
        interventions.add(context, TOBIA, values)
    number = interventions.add(context, TOBIA, {"kind": "IP", "started_on": "01/10/2026", "with_whom": "madre", "every_days": "7",
                                                "time_of_day": "14:30", "place": "Spazio neutro"})
    for day, outcome, whom in (("06/10/2026", "held", ""), ("13/10/2026", "missed", "madre"), ("20/10/2026", "late", "madre")):
        support.record_contact(context, interventions.one(context, number), {"at": day, "outcome": outcome, "by_whom": whom})
    return session


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize(("name", "keys"), [
    ("pane", ("down",)), ("contacts", ("home",)),
    ("new", ("f6", *"aff", "enter", *"1/6/2026", "tab", "tab", *"1/9/2028", "tab")),
    ("quality", ()),
], ids=["pane", "contacts", "form with warnings", "quality"])
def test_picture(snap_compare, filled, size, language, name, keys):
    from minori_tui.i18n import set_language

    set_language(language)
    words = {"it": "qualità", "en": "data quality"}
    typed = ("ctrl+p", *words[language], "enter") if name == "quality" else keys

    async def run(pilot):
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        pilot.app.screen.show_pane("interventions")
        await quiet(pilot)
        for key in typed:
            await pilot.press(key)
            if len(key) > 1:
                await quiet(pilot)
        for _step in range(5):
            await quiet(pilot)

    assert snap_compare(app_on(filled, open_at=TOBIA), terminal_size=size, run_before=run)
