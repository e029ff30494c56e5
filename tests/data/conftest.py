"""A fresh store for each test, copied from one that is made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from minori_tui.data.store import Store, create_store, open_store


@pytest.fixture(scope="session")
def store_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty store and its keys, never opened again: tests copy it."""
    folder = tmp_path_factory.mktemp("template")
    create_store(folder / "test.minori", folder / "config", name="test", synthetic=True).close()
    return folder


@pytest.fixture
def store(store_template: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty store of the test's own, at ``tmp_path/store/test.minori``; its keys are in ``tmp_path/store/config``."""
    folder = tmp_path / "store"
    shutil.copytree(store_template, folder)
    opened = open_store(folder / "test.minori", folder / "config")
    yield opened
    opened.close()
