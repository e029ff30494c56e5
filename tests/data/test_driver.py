"""One way to the file: always encrypted, always with the same rules, errors as sentences without values."""

import pytest

from minori_tui.data import driver
from minori_tui.domain.errors import StoreTrouble

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "à b?#%.db"
    connection = driver.connect(path, KEY, must_exist=False)
    connection.execute("CREATE TABLE t (a TEXT UNIQUE CHECK (length(a) < 9))")
    connection.close()
    return path


def test_the_file_is_encrypted_and_opens_with_its_key_only(path):
    assert path.exists()
    assert not path.read_bytes().startswith(driver.PLAIN_HEADER)
    driver.connect(path, KEY).close()
    with pytest.raises(StoreTrouble) as caught:
        driver.connect(path, KEY[::-1])
    assert caught.value.facts["code"] == "damaged"


@pytest.mark.parametrize("size", [0, 1, 16, 31, 33, 48, 64])
def test_a_key_of_another_length_is_refused(path, size):
    with pytest.raises(ValueError, match="32 bytes"):
        driver.connect(path, bytes(size))


def test_nothing_is_made_where_nothing_is(tmp_path):
    with pytest.raises(StoreTrouble) as caught:
        driver.connect(tmp_path / "absent", KEY)
    assert caught.value.facts["code"] == "cannot-open"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("pragma", "value"), [("foreign_keys", 1), ("recursive_triggers", 1), ("trusted_schema", 0),
                                               ("synchronous", 2), ("temp_store", 2), ("busy_timeout", driver.BUSY_MS),
                                               ("cell_size_check", 1), ("cache_size", -4_096)])
def test_rules_of_every_connection(path, pragma, value):
    connection = driver.connect(path, KEY)
    assert int(connection.execute(f"PRAGMA {pragma}").fetchone()[0]) == value
    assert connection.isolation_level is None
    connection.close()


def test_a_driver_that_does_not_encrypt_is_refused(path, monkeypatch):
    import sqlite3

    with pytest.raises(RuntimeError, match="does not encrypt"):
        driver.configure(sqlite3.connect(":memory:"), KEY)


def test_errors_never_carry_values(path):
    connection = driver.connect(path, KEY)
    for sql in ("INSERT INTO t VALUES ('segretissimo')", "SELECT segreto FROM t"):
        with pytest.raises(StoreTrouble) as caught, driver.sentences(path):
            connection.execute(sql)
        assert "segret" not in repr((caught.value.args, caught.value.facts))
        assert caught.value.__cause__ is None
        assert caught.value.facts["code"] == "store-error"
    connection.close()


@pytest.mark.parametrize(("name", "code"), [
    ("SQLITE_BUSY", "busy"), ("SQLITE_BUSY_SNAPSHOT", "busy"), ("SQLITE_LOCKED", "busy"), ("SQLITE_NOTADB", "damaged"),
    ("SQLITE_CORRUPT_INDEX", "damaged"), ("SQLITE_FULL", "disk-full"), ("SQLITE_READONLY_DBMOVED", "read-only"),
    ("SQLITE_CANTOPEN", "cannot-open"), ("SQLITE_IOERR_WRITE", "disk-trouble"), ("SQLITE_PERM", "read-only"),
    ("SQLITE_MISUSE", "store-error"), ("", "store-error")])
def test_a_sentence_for_each_kind_of_trouble(tmp_path, name, code):
    error = driver.DatabaseError("near 'Rossi'")
    error.sqlite_errorname = name
    found = driver.trouble(error, tmp_path / "x")
    assert (found.facts["code"], found.exit_code) == (code, 4)
    assert "Rossi" not in repr((found.args, found.facts))


MOUNTS = """22 1 8:1 / / rw - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/server rw shared:1 - cifs //server/dati rw
31 22 0:41 / /mnt/Unit\\303\\240\\040rete rw - nfs4 server:/x rw
32 22 0:42 / /mnt/server/locale rw - ext4 /dev/sdb1 rw
33 22 0:43 / /mnt/Università rw - fuse.sshfs x rw
34 22 0:44 / /mnt/due\\040parole rw - 9p x rw
"""


@pytest.mark.parametrize(("place", "kind"), [
    ("/home/a.minori", "ext4"), ("/mnt/server/a.minori", "cifs"), ("/mnt/server2/a.minori", "ext4"),
    ("/mnt/server/locale/a.minori", "ext4"), ("/mnt/Università/sub/a.minori", "fuse.sshfs"), ("/mnt/due parole/a.minori", "9p")])
def test_network_places_are_told(tmp_path, monkeypatch, place, kind):
    from pathlib import Path

    (tmp_path / "mountinfo").write_text(MOUNTS, "utf-8")
    monkeypatch.setattr(driver, "MOUNTS", tmp_path / "mountinfo")
    assert driver.file_system(Path(place)) == kind
    if kind in driver.NETWORK_TYPES:
        with pytest.raises(StoreTrouble) as caught:
            driver.check_place(Path(place))
        assert caught.value.facts["code"] == "network"
    else:
        driver.check_place(Path(place))


def test_a_system_without_a_list_of_mounts(tmp_path, monkeypatch):
    monkeypatch.setattr(driver, "MOUNTS", tmp_path / "absent")
    assert driver.file_system(tmp_path) == ""
