"""The command line as it is used: one line in, exit code, standard output and errors out; every test in a home of its own."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from cli_data import CASES, LAWYERS

from minori_tui import i18n
from minori_tui.cli.main import run


class Outcome(NamedTuple):
    """What a command line gave."""

    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]


def clear_environment(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Nothing of this machine's own settings or stores."""
    for name in ("MINORI_STORE", "NO_COLOR", "COLORTERM", "TMUX", "STY", "_MINORI_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MINORI_HOME", str(home))
    monkeypatch.setenv("MINORI_LANG", "en")
    monkeypatch.setenv("MINORI_OPERATOR", "prova")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home."""
    folder = tmp_path / "home"
    clear_environment(monkeypatch, folder)
    yield folder
    i18n.set_language("en")


@pytest.fixture
def cli(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run one command line in the home."""

    def call(*argv: object, stdin: str | bytes = "", screens: Callable[[str | None, str], int] | None = None) -> Outcome:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        extra = {} if screens is None else {"screens": screens}
        code = run([str(word) for word in argv], **extra)
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return call


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose store holds three cases and a roster of two lawyers; made once, copied for each test."""
    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        clear_environment(patch, folder / "home")
        (folder / "cases.csv").write_text(CASES, "utf-8")
        (folder / "lawyers.csv").write_text(LAWYERS, "utf-8")
        assert run(["import", str(folder / "cases.csv")]) == 0
        assert run(["import", str(folder / "lawyers.csv"), "--roster", "2025-2027"]) == 0
    return folder / "home"


@pytest.fixture
def filled(cli: Cli, home: Path, filled_home: Path) -> Cli:
    """The command line on a copy of the filled home."""
    shutil.copytree(filled_home, home)
    return cli
