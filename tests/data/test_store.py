"""Opening and making archives: encrypted from the first byte, every trouble with its own sentence, nothing ever touched."""

import os
import random
import resource
import signal
import stat
import subprocess
import sys
import time

import pytest

from minori_tui.data import driver, keyring, schema
from minori_tui.data.store import create_store, open_store
from minori_tui.data.unit import Unit
from minori_tui.domain.errors import StoreTrouble

SENTINEL = "Zanzibarovich"


@pytest.fixture
def place(tmp_path):
    return tmp_path / "data" / "a.minori", tmp_path / "config"


@pytest.fixture
def closed(place):
    """An archive with one person in it, closed."""
    store = create_store(*place, name="Prova")
    with work(store) as unit:
        unit.run("INSERT INTO person (version, op_id, surname, given_name, match_key, notes) VALUES (1, ?, ?, 'Ada', 'x', ?)",
                 (unit.op_id, SENTINEL, SENTINEL * 3_000))
    store.close()
    return place


def work(store, kind="case.edit"):
    return Unit(store, "anna", "Anna", "2026-03-02T12:00:00.000Z", kind)


def image(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def refusal(place):
    before = image(place[0].parent)
    with pytest.raises(StoreTrouble) as caught:
        open_store(*place)
    assert image(place[0].parent) == before
    assert caught.value.exit_code == 4
    return caught.value


def test_encrypted_from_the_first_byte_everywhere(place, tmp_path):
    store = create_store(*place)
    with work(store) as unit:
        unit.run("INSERT INTO person (version, op_id, surname, given_name, match_key) VALUES (1, ?, ?, 'Ada', 'x')",
                 (unit.op_id, SENTINEL))
    with store.read() as connection:
        assert connection.execute("SELECT surname FROM person").fetchone()[0] == SENTINEL
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    store.copy_to(tmp_path / "copy")
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert {"a.minori", "a.minori-wal", "a.minori-shm", "a.minori.keys", "copy"} <= {p.name for p in files}
    for file in files:
        content = file.read_bytes()
        assert SENTINEL.encode() not in content, file
        assert b"CREATE TABLE" not in content, file
        assert not content.startswith(driver.PLAIN_HEADER), file
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0 or file.name == "copy"
    store.close()


def test_made_whole_and_opened_again(closed):
    assert sorted(p.name for p in closed[0].parent.iterdir()) == ["a.minori", "a.minori.keys"]
    store = open_store(*closed)
    assert store.meta()["name"] == "Prova"
    assert store.meta()["vault"] == store.vault
    with store.read() as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone()[0] == 1
        assert connection.execute("SELECT count(*) FROM code").fetchone()[0] > 100
    store.close()
    store.close()


def test_an_archive_is_never_replaced(closed):
    before = image(closed[0].parent)
    with pytest.raises(StoreTrouble) as caught:
        create_store(*closed)
    assert caught.value.facts["code"] == "exists"
    assert image(closed[0].parent) == before


def test_a_keyring_without_its_archive_is_kept_under_another_name(closed):
    archive, _ = closed
    keys = keyring.keyring_path(archive).read_bytes()
    away = archive.with_name("moved.minori")
    archive.rename(away)
    for times in (1, 2):
        create_store(*closed).close()
        archive.unlink()
        kept = [p for p in archive.parent.iterdir() if ".unused" in p.name]
        assert len(kept) == times
    first = archive.with_name("a.minori.keys.unused")
    assert first.read_bytes() == keys
    away.rename(archive)
    keyring.keyring_path(archive).unlink()
    first.rename(keyring.keyring_path(archive))
    open_store(*closed).close()


def test_a_failed_creation_leaves_nothing(place, monkeypatch):
    monkeypatch.setattr(schema, "apply", _explode)
    with pytest.raises(RuntimeError, match="boom"):
        create_store(*place)
    assert list(place[0].parent.iterdir()) == []
    assert list((place[1] / "devices").iterdir()) == []
    monkeypatch.undo()
    create_store(*place).close()


def _explode(*_, **__):
    raise RuntimeError("boom")


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreTrouble) as caught:
        create_store(tmp_path / "file" / "a.minori", tmp_path / "config")
    assert caught.value.facts["code"] == "cannot-open"


CREATE = """import sys; from pathlib import Path; from minori_tui.data.store import create_store
print("go", flush=True); create_store(Path(sys.argv[1]), Path(sys.argv[2])).close(); print("done", flush=True)"""


def test_killed_creations_leave_no_half_archive(place):
    chance = random.Random(7)
    states = set()
    for round_ in range(12):
        archive = place[0].with_name(f"{round_}.minori")
        with subprocess.Popen([sys.executable, "-c", CREATE, archive, place[1]], stdout=subprocess.PIPE, text=True) as child:
            child.stdout.readline()
            time.sleep(chance.random() * 0.12)
            child.send_signal(signal.SIGKILL)
        states.add((archive.exists(), keyring.keyring_path(archive).exists()))
        if archive.exists():
            open_store(archive, place[1]).close()
        else:
            create_store(archive, place[1]).close()
            open_store(archive, place[1]).close()
        assert not [p for p in archive.parent.iterdir() if p.name.startswith(f".{archive.name}")]
    assert states <= {(False, False), (False, True), (True, True)}


def test_several_creations_at_once_make_one(place):
    children = [subprocess.Popen([sys.executable, "-c", CREATE, place[0], place[1]], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [child.communicate() for child in children]
    assert sorted(c.returncode for c in children) == [0, 1, 1]
    assert all("There already is an archive" in err for _, err in said if err)
    open_store(*place).close()


def test_missing(place):
    with pytest.raises(StoreTrouble) as caught:
        open_store(*place)
    assert caught.value.facts["code"] == "missing"
    assert not place[0].parent.exists()


@pytest.mark.parametrize(("content", "code"), [
    (b"", "not-ours"), (b"Cognome;Nome\r\nRossi;Anna\r\n" * 500, "not-ours"), ("Fascicolo è\n".encode() * 500, "not-ours"),
    (b"SQLite format 3\0" + bytes(4_080), "not-ours"), (random.Random(1).randbytes(8_192), "no-keyring")])
def test_files_of_others_without_a_keyring(place, content, code):
    place[0].parent.mkdir()
    place[0].write_bytes(content)
    assert refusal(place).facts["code"] == code


def test_a_folder(place):
    place[0].mkdir(parents=True)
    with pytest.raises(StoreTrouble) as caught:
        open_store(*place)
    assert caught.value.facts["code"] == "not-ours"


@pytest.mark.parametrize(("content", "code"), [
    (b"", "damaged"), (b"Cognome;Nome\n" * 999, "damaged"), (b"SQLite format 3\0" + bytes(4_080), "not-ours"),
    (random.Random(2).randbytes(40_960), "damaged")])
def test_other_contents_beside_the_keyring(closed, content, code):
    closed[0].write_bytes(content)
    assert refusal(closed).facts["code"] == code


def test_a_plain_database_of_the_standard_driver(closed):
    import sqlite3

    closed[0].unlink()
    plain = sqlite3.connect(closed[0])
    plain.execute("CREATE TABLE t (a)")
    plain.close()
    assert refusal(closed).facts["code"] == "not-ours"


@pytest.mark.parametrize(("pragma", "code"), [("application_id=1", "not-ours"), ("application_id=0", "not-ours"),
                                              (f"user_version={schema.latest() + 1}", "newer")])
def test_other_programs_and_newer_ones(closed, pragma, code):
    store = open_store(*closed)
    connection = store.connect()
    connection.execute(f"PRAGMA {pragma}")
    connection.close()
    store.close()
    found = refusal(closed)
    assert found.facts["code"] == code
    if code == "newer":
        assert (found.facts["found"], found.facts["known"]) == (schema.latest() + 1, schema.latest())


def test_the_keyring_of_another_archive(closed, tmp_path):
    other = tmp_path / "b.minori"
    create_store(other, closed[1]).close()
    keyring.keyring_path(other).replace(keyring.keyring_path(closed[0]))
    assert refusal(closed).facts["code"] == "damaged"


def noticed(place):
    """Whether opening, or the check that reads everything, says that the archive is damaged."""
    from minori_tui.data import backup

    store = None
    try:
        store = open_store(*place)
        return not backup.check(store).clean
    except StoreTrouble as trouble:
        return trouble.facts["code"] in ("damaged", "disk-trouble")
    finally:
        if store:
            store.close()


def test_every_bit_flip_is_noticed(closed):
    whole = closed[0].read_bytes()
    chance = random.Random(3)
    for _ in range(30):
        at = chance.randrange(len(whole) * 8)
        broken = bytearray(whole)
        broken[at // 8] ^= 1 << at % 8
        closed[0].write_bytes(broken)
        assert noticed(closed), at
        assert closed[0].read_bytes() == broken


@pytest.mark.parametrize("left", [1, 100, 4_095, 4_096, 8_192, 0.3, 0.5, 0.9, -4_096, -1])
def test_every_truncation_is_noticed(closed, left):
    whole = closed[0].read_bytes()
    size = int(len(whole) * left) if isinstance(left, float) else left
    closed[0].write_bytes(whole[:size])
    assert noticed(closed)


def test_whole_archive_is_not_called_damaged(closed):
    assert not noticed(closed)


def test_read_only_file_and_medium(closed, monkeypatch):
    real = os.access
    monkeypatch.setattr(os, "access", lambda p, mode: mode != os.W_OK and real(p, mode))
    assert refusal(closed).facts["code"] == "read-only"
    monkeypatch.undo()

    class Mounted:
        f_flag = os.ST_RDONLY

    monkeypatch.setattr(os, "statvfs", lambda _: Mounted)
    assert refusal(closed).facts["code"] == "read-only"


def test_network_drive(closed, monkeypatch, tmp_path):
    (tmp_path / "mounts").write_text("22 1 8:1 / / rw - nfs4 server:/x rw\n")
    monkeypatch.setattr(driver, "MOUNTS", tmp_path / "mounts")
    found = refusal(closed)
    assert (found.facts["code"], found.facts["kind"]) == ("network", "nfs4")
    with pytest.raises(StoreTrouble) as caught:
        create_store(closed[0].with_name("new.minori"), closed[1])
    assert caught.value.facts["code"] == "network"


def test_a_full_disk_changes_nothing(closed):
    store = open_store(*closed)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (closed[0].stat().st_size, limit[1]))
    try:
        with pytest.raises(StoreTrouble) as caught, work(store) as unit:
            unit.many("INSERT INTO person (version, op_id, surname, given_name, match_key, notes) "
                      "VALUES (1, ?, 'A', 'B', 'x', ?)", [(unit.op_id, "x" * 5_000)] * 2_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, handler)
    assert caught.value.facts["code"] in ("disk-full", "disk-trouble")
    with store.read() as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone()[0] == 1
    store.close()
    assert not noticed(closed)


def test_reading_connections_are_given_back(closed):
    store = open_store(*closed)
    with store.read() as first:
        pass
    with store.read() as again, store.read() as second:
        assert again is first
        assert second is not first
    with pytest.raises(StoreTrouble), store.read() as connection:
        connection.execute("SELECT nothing FROM person")
    store.close()


def test_changes_of_others_are_seen(closed):
    mine, other = open_store(*closed), open_store(*closed)
    seen = mine.changed_elsewhere()
    assert mine.changed_elsewhere() == seen
    with work(other):
        pass
    assert mine.changed_elsewhere() != seen
    mine.close()
    other.close()


HOLD = """import sys; from pathlib import Path; from minori_tui.data.store import open_store
c = open_store(Path(sys.argv[1]), Path(sys.argv[2])).connect(); c.execute("BEGIN IMMEDIATE"); print("held", flush=True)
sys.stdin.readline()"""


def test_a_writer_in_another_process(closed, monkeypatch):
    monkeypatch.setattr(driver, "_PRAGMAS", tuple("busy_timeout=50" if "busy" in p else p for p in driver._PRAGMAS))
    store = open_store(*closed)
    with subprocess.Popen([sys.executable, "-c", HOLD, *closed], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as other:
        assert other.stdout.readline() == "held\n"
        for _ in range(5):  # more often than there are writing connections: a refused one is given back
            with pytest.raises(StoreTrouble) as caught, work(store):
                pytest.fail("the lock is held")
            assert (caught.value.facts["code"], caught.value.exit_code) == ("busy", 4)
        with store.read() as connection:  # reading goes on
            assert connection.execute("SELECT count(*) FROM person").fetchone()[0] == 1
        other.kill()
    with work(store):
        pass
    store.close()
