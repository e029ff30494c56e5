"""Fixtures of the screens' tests: English, and an app around any first screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.screen import Screen

from minori_tui.app import MinoriApp
from minori_tui.i18n import language, set_language
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
