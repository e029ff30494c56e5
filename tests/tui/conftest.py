"""Fixtures of the screens' tests: English, and an app around any first screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from screens_kit import office, session_of
from textual.screen import Screen

from minori_tui.app import MinoriApp
from minori_tui.i18n import language, set_language
from minori_tui.screens.session import Session
from minori_tui.widgets.title_line import TitleFacts


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Tests read English; the language of the machine does not matter."""
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture
def make_app() -> Callable[..., MinoriApp]:
    """Makes an app whose first screen comes from the factory given."""

    def make(home: Callable[[], Screen[Any]], **options: Any) -> MinoriApp:
        facts = TitleFacts("Clusone", "M. Rossi", "dom 22/11/2026")
        return MinoriApp(home, **{"title_facts": lambda: facts, **options})

    return make


@pytest.fixture(scope="session")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of ``screens_kit``, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("office")
    office(folder)
    return folder


@pytest.fixture
def folder(office_folder: Path, tmp_path: Path) -> Path:
    """A copy of the archive for one test."""
    return Path(shutil.copytree(office_folder, tmp_path / "office"))


@pytest.fixture
def session(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Anna at work on it; counts and reasons come soon after the last key."""
    monkeypatch.setattr("minori_tui.screens.cases.SETTLE_SECONDS", 0.01)
    made = session_of(folder)
    yield made
    made.close()


@pytest.fixture
def colleague(folder: Path) -> Iterator[Session]:
    """Bruno at work on the same archive, through connections of his own."""
    made = session_of(folder, "bruno", "Bruno Neri")
    yield made
    made.close()
