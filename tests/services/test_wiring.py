"""Which archive, which operator, which day."""

import getpass
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from minori_tui import paths, wiring
from minori_tui.data.store import create_store
from minori_tui.domain.clock import ROME, SystemClock
from minori_tui.domain.errors import StoreTrouble
from minori_tui.services.context import Actor, Context


def test_who_works(monkeypatch):
    assert wiring.actor().code == "anna"
    monkeypatch.delenv("MINORI_OPERATOR")
    monkeypatch.setattr(getpass, "getuser", lambda: "dora")
    assert (wiring.actor().code, wiring.actor().name) == ("dora", "dora")

    def nameless():
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert wiring.actor().code == "operator"


def test_the_clock(monkeypatch):
    fixed = wiring.clock(date(2026, 3, 2))
    assert (fixed.today(), fixed.utc()) == (date(2026, 3, 2), "2026-03-02T12:00:00.000Z")
    assert wiring.clock().today() == datetime.now(ROME).date()
    assert wiring.clock().utc().endswith("Z")


def test_the_clock_is_that_of_the_office_whatever_the_machine_says(monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        office = datetime.now(UTC).astimezone(ROME).replace(tzinfo=None)
        assert abs(SystemClock().now() - office) < timedelta(minutes=1)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_folders_below_one_home(home):
    assert paths.default_store() == home / "data" / "archivio.minori"
    assert paths.config_folder() == home / "config"
    assert paths.state_folder() == home / "state"
    assert paths.demo_store().parent == paths.data_folder()


def test_the_users_own_folders(monkeypatch, tmp_path):
    monkeypatch.delenv("MINORI_HOME")
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    found = [paths.data_folder(), paths.config_folder(), paths.state_folder()]
    assert len(set(found)) == 3
    assert all("minori" in str(path) for path in found)


def test_the_named_store(monkeypatch):
    assert paths.named_store() is None
    monkeypatch.setenv("MINORI_STORE", "~/b.minori")
    assert paths.named_store() == Path.home() / "b.minori"
    assert paths.named_store("/a.minori") == Path("/a.minori")


def test_an_archive_that_is_not_there(home):
    with pytest.raises(StoreTrouble) as caught:
        wiring.open_context()
    assert caught.value.facts["code"] == "missing"
    assert not home.exists()


def test_the_first_import_makes_the_archive(home):
    made = wiring.open_or_create(on=date(2026, 3, 2))
    assert made.store.path == paths.default_store()
    made.store.close()
    for opening in (wiring.open_or_create, wiring.open_context, wiring.open_for_screens):
        again = opening()
        assert again.store.vault == made.store.vault
        again.store.close()


def test_who_works_has_the_name_that_the_archive_knows(monkeypatch):
    made = wiring.open_or_create()
    assert made.actor == Actor("anna", "anna")
    with Context(made.store, Actor("anna", "Verdi Anna"), made.clock).unit("operator.add", "anna"):
        pass  # the first operation of an operator enters the name
    made.store.close()
    for opening in (wiring.open_or_create, wiring.open_context, wiring.open_for_screens):
        again = opening()
        assert again.actor == Actor("anna", "Verdi Anna")
        again.store.close()
    monkeypatch.setenv("MINORI_OPERATOR", "dora")
    stranger = wiring.open_context()
    assert stranger.actor == Actor("dora", "dora")
    stranger.store.close()


def test_a_named_archive_is_opened(tmp_path):
    create_store(tmp_path / "b.minori", paths.config_folder()).close()
    for opening in (wiring.open_or_create, wiring.open_context, wiring.open_for_screens):
        opened = opening(str(tmp_path / "b.minori"))
        assert opened.store.path == tmp_path / "b.minori"
        opened.store.close()
    with pytest.raises(StoreTrouble):
        wiring.open_for_screens(str(tmp_path / "absent.minori"))


def test_screens_open_the_synthetic_archive_when_there_is_no_other(monkeypatch):
    made, told = [], []

    def make(path, **how):
        made.append((path, how["size"]))
        create_store(path, paths.config_folder(), synthetic=True).close()

    monkeypatch.setattr(wiring, "make_demo", make)
    for _ in range(2):
        opened = wiring.open_for_screens(progress=lambda: told.append("making"))
        assert opened.store.meta()["synthetic"] == "1"
        opened.store.close()
    assert made == [(paths.demo_store(), "S")]
    assert told == ["making"]
