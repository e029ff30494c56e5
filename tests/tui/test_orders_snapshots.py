"""Pictures of Provvedimenti: the list with one order in full, and the form while it is typed. Made with one version of Python."""

from __future__ import annotations

import sys
import time

import pytest
from screens_kit import app_on, quiet
from textual.widgets import Input

from minori_tui.services import hearings, orders, roles

MADE_WITH = (3, 11)
pytestmark = pytest.mark.skipif(sys.version_info[:2] != MADE_WITH, reason="pictures are compared on one version of Python")
TOBIA, IRMA = "2026/0001", "2026/0002"
CUSTODY = {"authority": "TM Brescia", "kind": "service_custody", "order_number": "n. 812/2024", "registry_number": "445/24 VG",
           "filed_on": "04/11/2024", "received_on": "08/11/2024", "duration_months": "24", "report_every_months": "6",
           "mother_responsibility": "limited", "father_responsibility": "removed", "placed_with": "zia materna",
           "custody_placed_with": "Zia materna, via Roma 3", "service_acts": "Scelta della scuola e del medico di base",
           "service_tasks": "Sostegno educativo; vigilanza", "responsible": "Poli Carla", "provisional": "no",
           "text": "Il Tribunale dispone l'affidamento dei minori al servizio sociale."}
REMOVAL = {"authority": "Sindaco di Clusone", "kind": "emergency_removal", "order_number": "ord. 15", "filed_on": "19/11/2026",
           "occurred_at": "18/11/2026 22:40"}
TYPED = {"authority": "TM BS", "kind": "foster_care", "filed_on": "10/11/2026", "received_on": "09/11/2026",
         "duration_months": "25", "report_every_months": "7"}


@pytest.fixture(autouse=True)
def _still(monkeypatch):
    """The same office clock, cursor and colours everywhere."""
    monkeypatch.setenv("TZ", "Europe/Rome")
    monkeypatch.setenv("COLORTERM", "truecolor")
    time.tzset()
    monkeypatch.setattr(Input, "cursor_blink", False)


@pytest.fixture
def office(session):
    """Two orders, one of them for two children; a role and a hearing."""
    context = session.context
    orders.add_order(context, TOBIA, CUSTODY, [(IRMA, {"kind": "home_support", "placed_with": "madre"})])
    orders.add_order(context, TOBIA, REMOVAL)
    roles.add_role(context, TOBIA, {"role": "special_representative", "name": "Avv. Bonomi Sara", "valid_from": "20/11/2024"})
    hearings.add_hearing(context, TOBIA, {"at": "03/12/2026 09:30", "authority": "TM Brescia"})
    return session


@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("what", ["pane", "form"])
def test_picture(snap_compare, office, size, language, what):
    from minori_tui.i18n import set_language

    set_language(language)

    async def prepared(pilot):
        await quiet(pilot, lambda: getattr(pilot.app.screen, "view", None))
        case = pilot.app.screen
        case.show_pane("orders")
        await quiet(pilot, lambda: not case.pane_named("orders").stale)
        await pilot.press("down" if what == "pane" else "f6")
        await quiet(pilot)
        if what == "form":
            form = pilot.app.screen.form
            for name, text in TYPED.items():
                form.fields[name].choose(text)
            form.focus_field("report_every_months")
            await quiet(pilot, lambda: form.fields["report_every_months"].problem_text)
        for _step in range(5):
            await quiet(pilot)

    assert snap_compare(app_on(office, open_at=TOBIA), terminal_size=size, run_before=prepared)
