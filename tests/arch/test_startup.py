"""What is loaded when the agenda is painted for the first time, and when its rows are there: by names of modules, not by time."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from minori_tui.data.demo import make

ROOT = Path(__file__).parents[2]
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "typer", "calamine", "python_calamine", "xlsxwriter", "stdnum")
"""What writing, the command line and files need; forms load the first three in the background."""
PROGRAM = r"""
import asyncio, json, sys
from minori_tui.i18n import set_language
set_language("it")
from minori_tui.wiring import open_for_screens
context = open_for_screens(sys.argv[1])
from minori_tui.app import MinoriApp
from minori_tui.screens import places
from minori_tui.screens.session import Session
import minori_tui.start
session = Session(context)
frame = []
class Watched(MinoriApp):
    def _display(self, screen, renderable):
        super()._display(screen, renderable)
        frame[:] = frame or sorted(sys.modules)
app = Watched(lambda: places.home(session), places=places.places(session))
async def main():
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen.table.shown_rows:
            await pilot.pause()
            if app._exception:
                raise app._exception
        rows, painted = len(app.screen.table.shown_rows), sorted(sys.modules)
        app.screen.run_worker(session.warm, thread=True)
        await app.workers.wait_for_complete()
        session._warm.join()
        print(json.dumps({"rows": rows, "frame": frame, "painted": painted, "warm": sorted(sys.modules)}))
asyncio.run(main())
"""
ALLOWED = {
    "minori_tui", "minori_tui.app", "minori_tui.config", "minori_tui.hardening", "minori_tui.i18n", "minori_tui.logs",
    "minori_tui.paths", "minori_tui.start", "minori_tui.themes", "minori_tui.wiring",
}
ALLOWED_ROOMS = ("minori_tui.commands", "minori_tui.domain", "minori_tui.screens", "minori_tui.services", "minori_tui.widgets",
                 "minori_tui.data")
FORBIDDEN = ("minori_tui.data.unit", "minori_tui.data.tables", "minori_tui.data.demo", "minori_tui.data.backup",
             "minori_tui.data.compensate", "minori_tui.services.cases", "minori_tui.services.writing",
             "minori_tui.services.importing", "minori_tui.screens.case", "minori_tui.screens.cases",
             "minori_tui.screens.timeline", "minori_tui.screens.quality", "minori_tui.screens.form_base", "minori_tui.cli",
             "minori_tui.transfer")
"""Not before something is opened, written or imported."""
LATER = ("minori_tui.domain.legal_clock", "minori_tui.screens.agenda.rows", "minori_tui.services.due")
"""Not before the first frame: what the thread that reads the sheet needs."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The modules of a fresh process at the first frame, when the rows are there, and when the first form has warmed up."""
    folder = tmp_path_factory.mktemp("startup")
    home = folder / "home"
    make(folder / "a.minori", home / "config", size=100, seed=1, today=date(2026, 11, 22))
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(folder / "a.minori")], capture_output=True, text=True, timeout=120,
                          cwd=ROOT, env={"MINORI_HOME": str(home), "PATH": "/usr/bin:/bin", "TERM": "xterm-256color",
                                         "MINORI_OPERATOR": "anna", "PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def under(modules: list[str], names: tuple[str, ...]) -> list[str]:
    return [m for m in modules if any(m == name or m.startswith(name + ".") for name in names)]


def test_the_rows_are_there(loaded):
    assert loaded["rows"] > 10


@pytest.mark.parametrize("name", HEAVY)
def test_nothing_heavy_is_loaded_before_the_first_paint(loaded, name):
    assert under(loaded["painted"], (name,)) == []


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_the_agenda_does_not_need_waits(loaded, name):
    assert under(loaded["painted"], (name,)) == []


@pytest.mark.parametrize("name", LATER)
def test_the_first_frame_waits_for_no_rule(loaded, name):
    assert under(loaded["frame"], (name,)) == []
    assert under(loaded["painted"], (name,))


def test_our_own_modules_are_those_of_the_agenda(loaded):
    ours = under(loaded["painted"], ("minori_tui",))
    assert [m for m in ours if m not in ALLOWED and not under([m], ALLOWED_ROOMS)] == []


def test_a_form_warms_up_what_writing_needs(loaded):
    assert under(loaded["warm"], ("sqlmodel", "sqlalchemy", "minori_tui.data.unit"))
    assert not under(loaded["warm"], ("typer",))
