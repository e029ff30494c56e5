"""What happens when something unforeseen does: a reference, no values, an intact process around it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from tui_fakes import FakeSource, ListScreen

from minori_tui.logs import LOGGER, close_log, crash_reference, open_log, outline

SECRET = "Savoldelli Martina"


class Broken(ListScreen):
    """A screen with a mistake in it."""

    def action_sort(self) -> None:
        child = SECRET
        raise ValueError(f"cannot sort {child}")

    def action_peek(self) -> None:
        self.run(lambda: 1 / int(SECRET), print)


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "state" / "minori.log"
    open_log(path)
    yield path
    close_log()


@pytest.mark.parametrize("key", ["s", "space"])
async def test_a_crash_shows_a_reference_and_no_values(make_app, log, capsys, key):
    app = make_app(Broken)
    with pytest.raises(ValueError, match=r"sort|literal"):  # noqa: PT012 - the pilot raises it again when the app has ended
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("tab", key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
    assert app.return_code == 70
    told = capsys.readouterr().err
    written = log.read_text()
    reference = told.split("Internal error ")[1].split(".")[0]
    assert "Your saved data is intact" in told
    assert reference in written
    assert "ValueError at" in written
    assert "test_crash.py:" in written
    for text in (told, written):
        assert SECRET not in text
        assert "cannot sort" not in text


def test_causes_are_outlined_without_messages():
    def inner() -> None:
        raise KeyError(SECRET)

    try:
        try:
            inner()
        except KeyError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        text = outline(error)
    assert "builtins.RuntimeError at test_crash.py:" in text
    assert "<- builtins.KeyError at" in text
    assert "inner" in text
    assert SECRET not in text


def test_an_error_never_raised_has_an_outline():
    assert outline(ValueError(SECRET)) == "builtins.ValueError at ?"


def test_the_log_is_the_owners_and_rotates(log):
    before = os.umask(0)
    try:
        for _n in range(3):
            LOGGER.info("x" * 400_000)
        references = {crash_reference(ValueError(SECRET)) for _n in range(20)}
    finally:
        os.umask(before)
    assert len(references) == 20
    files = sorted(log.parent.iterdir())
    assert len(files) == 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert log.parent.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform != "linux", reason="what it shuts differs elsewhere")
def test_hardening():
    code = """
        import os, resource, sys
        os.environ["TEXTUAL_LOG"] = "x"; os.environ["TEXTUAL"] = "debug"; os.environ["TERM"] = "xterm"
        from minori_tui.hardening import harden
        harden()
        print(sorted(name for name in os.environ if name.startswith("TEXTUAL")), oct(os.umask(0)),
              resource.getrlimit(resource.RLIMIT_CORE), "textual" in sys.modules)
        import ctypes
        print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[] 0o77 (0, 0) False", "0"]


async def test_trouble_of_the_event_loop_leaves_no_values(make_app, log):
    import asyncio

    async with make_app(lambda: ListScreen(FakeSource(3))).run_test(size=(80, 24)):
        asyncio.get_running_loop().call_exception_handler({"message": SECRET, "exception": ValueError(SECRET)})
    assert "event loop: builtins.ValueError" in Path(log).read_text()
    assert SECRET not in Path(log).read_text()
