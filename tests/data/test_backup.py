"""A copy is a backup only after it was read back whole; restoring removes nothing and never writes to the backup."""

import os
import subprocess
import sys
from datetime import datetime

import pytest

from minori_tui.data import backup, keyring
from minori_tui.data.store import Store, create_store, open_store
from minori_tui.data.unit import Unit
from minori_tui.domain.errors import Refused, StoreTrouble

MOMENT = datetime(2026, 3, 2, 12, 30, 15)


@pytest.fixture
def place(tmp_path):
    return tmp_path / "data" / "a.minori", tmp_path / "config"


@pytest.fixture
def store(place):
    made = create_store(*place)
    yield made
    made.close()


def add(store, surname="Rossi"):
    with Unit(store, "anna", "Anna", "2026-03-02T12:00:00.000Z", "case.new") as unit:
        unit.run("INSERT INTO person (version, op_id, surname, given_name, match_key) VALUES (1, ?, ?, 'A', 'x')",
                 (unit.op_id, surname))


def surnames(store):
    with store.read() as connection:
        return [r[0] for r in connection.execute("SELECT surname FROM person ORDER BY id")]


def test_a_backup_holds_everything_and_opens_by_itself(store, place, tmp_path):
    add(store)
    folder = backup.make(store, tmp_path / "out", MOMENT)
    assert folder.name == "a-20260302-123015"
    assert sorted(p.name for p in folder.iterdir()) == ["a.minori", "a.minori.keys"]
    copy = open_store(folder / "a.minori", place[1])
    assert surnames(copy) == ["Rossi"]
    assert backup.check(copy).clean
    assert backup.format_version(copy) == backup.format_version(store)
    copy.close()


def test_the_same_moment_twice(store, tmp_path):
    backup.make(store, tmp_path / "out", MOMENT)
    with pytest.raises(Refused):
        backup.make(store, tmp_path / "out", MOMENT)


def test_a_copy_that_is_not_clean_is_not_kept(store, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "check", lambda _: backup.Checked((), ("page 3",), 0, 0))
    with pytest.raises(StoreTrouble) as caught:
        backup.make(store, tmp_path / "out", MOMENT)
    assert caught.value.facts["code"] == "backup-failed"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_place_that_cannot_be_written(store, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreTrouble) as caught:
        backup.make(store, tmp_path / "file", MOMENT)
    assert caught.value.facts["code"] == "backup-failed"


def test_restore_brings_back_and_keeps_what_was_there(store, place, tmp_path):
    add(store)
    folder = backup.make(store, tmp_path / "out", MOMENT)
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()}
    add(store, "Bianchi")
    store.close()
    for times in (1, 2):
        assert backup.restore(folder, *place).clean
        now = open_store(*place)
        assert surnames(now) == ["Rossi"]
        add(now, "Verdi")
        now.close()
        kept = [p for p in place[0].parent.iterdir() if "before-restore" in p.name and p.name.endswith((".keys",))]
        assert len(kept) == times
    first = min(kept, key=lambda p: len(p.name))
    old = open_store(first.with_name(first.name.removesuffix(".keys")), place[1])
    assert surnames(old) == ["Rossi", "Bianchi"]
    old.close()
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()} == before
    assert not [p for p in place[0].parent.iterdir() if p.name.startswith(".")]


def test_rehearsal_changes_nothing(store, place, tmp_path):
    folder = backup.make(store, tmp_path / "out", MOMENT)
    add(store)
    before = {p.name for p in place[0].parent.iterdir()}
    assert backup.restore(folder / "a.minori", *place, rehearse=True).clean
    assert {p.name for p in place[0].parent.iterdir()} == before
    assert surnames(store) == ["Rossi"]


def test_restore_where_nothing_is(store, place, tmp_path):
    add(store)
    folder = backup.make(store, tmp_path / "out", MOMENT)
    target = tmp_path / "new" / "b.minori"
    backup.restore(folder, target, place[1])
    other = open_store(target, place[1])
    assert surnames(other) == ["Rossi"]
    other.close()


@pytest.mark.parametrize("where", [100, 20_000, -3])
def test_a_damaged_backup_is_refused(store, place, tmp_path, where):
    add(store)
    folder = backup.make(store, tmp_path / "out", MOMENT)
    file = folder / "a.minori"
    broken = bytearray(file.read_bytes())
    broken[where] ^= 1
    file.write_bytes(broken)
    store.close()
    before = place[0].read_bytes()
    with pytest.raises(StoreTrouble) as caught:
        backup.restore(folder, *place)
    assert (caught.value.facts["code"], caught.value.facts["file"]) == ("damaged", str(file))
    assert place[0].read_bytes() == before


def test_a_damaged_archive_is_replaced(store, place, tmp_path):
    add(store)
    folder = backup.make(store, tmp_path / "out", MOMENT)
    store.close()
    place[0].write_bytes(os.urandom(8_192))
    backup.restore(folder, *place)
    now = open_store(*place)
    assert surnames(now) == ["Rossi"]
    now.close()


OPEN = """import sys; from pathlib import Path; from minori_tui.data.store import open_store
s = open_store(Path(sys.argv[1]), Path(sys.argv[2]))
with s.read() as c: c.execute("SELECT 1"); print("open", flush=True); sys.stdin.readline()"""


def test_an_archive_in_use_is_not_replaced(store, place, tmp_path):
    add(store)
    folder = backup.make(store, tmp_path / "out", MOMENT)
    store.close()
    with subprocess.Popen([sys.executable, "-c", OPEN, *place], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreTrouble) as caught:
            backup.restore(folder, *place)
        assert caught.value.facts["code"] == "busy"
        other.kill()
    assert not [p for p in place[0].parent.iterdir() if "before" in p.name or p.name.startswith(".")]
    backup.restore(folder, *place)


def test_what_is_not_a_backup(tmp_path, place):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    for source in (tmp_path / "empty", tmp_path / "file", tmp_path / "absent"):
        with pytest.raises(StoreTrouble) as caught:
            backup.restore(source, *place)
        assert caught.value.facts["code"] == "not-a-backup"


def test_a_disk_that_refuses_the_restore(store, place, tmp_path, monkeypatch):
    folder = backup.make(store, tmp_path / "out", MOMENT)
    store.close()

    def full(*_):
        raise OSError(28, "full")

    monkeypatch.setattr(backup.shutil, "copyfile", full)
    with pytest.raises(StoreTrouble) as caught:
        backup.restore(folder, *place)
    assert caught.value.facts["code"] == "restore-failed"
    open_store(*place).close()


def test_check_tells_a_lookup_that_lost_a_case_and_a_broken_reference(store):
    assert backup.check(store).clean
    connection = store.connect()
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("INSERT INTO case_file (version, op_id, file_number, person_id) VALUES (1, 99, '2026/0001', 77)")
    connection.close()
    found = backup.check(store)
    assert not found.clean
    assert (found.references, found.lookup_missing) == (2, 1)


def test_before_migration_names_the_state(store):
    first = backup.before_migration(store, 1)
    assert backup.before_migration(store, 1) == first
    add(store)
    assert backup.before_migration(store, 1) != first
    assert keyring.keyring_path(first).exists()


def test_before_migration_without_room(store, monkeypatch):
    def full(*_):
        raise OSError(28, "full")

    monkeypatch.setattr(Store, "copy_to", full)
    with pytest.raises(StoreTrouble) as caught:
        backup.before_migration(store, 1)
    assert caught.value.facts["code"] == "backup-failed"
