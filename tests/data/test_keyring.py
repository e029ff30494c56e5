"""The keyring opens the archive of its own vault with its own key, whole and unaltered, or says why it does not."""

import json
import os
import random
import stat

import pytest

from minori_tui.data import files, keyring
from minori_tui.domain.errors import StoreTrouble


@pytest.fixture
def ring(tmp_path):
    store, config = tmp_path / "a.minori", tmp_path / "config"
    return store, config, keyring.create(store, config)


def open_again(ring):
    store, config, _ = ring
    return keyring.open_with_device(store, config)


def rewrite(ring, change):
    path = keyring.keyring_path(ring[0])
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content))


def test_created_private_and_opens(ring):
    store, config, made = ring
    opened = open_again(ring)
    assert opened == made
    assert len(opened.db_key) == 32
    for path in (keyring.keyring_path(store), keyring.device_key_path(config, made.vault)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((config / "devices").stat().st_mode) == 0o700
    assert made.db_key.hex() not in keyring.keyring_path(store).read_text()
    assert made.db_key.hex() not in repr(made)


def test_never_replaces_a_keyring(ring):
    store, config, made = ring
    with pytest.raises(FileExistsError):
        keyring.create(store, config)
    assert open_again(ring) == made


def test_two_keyrings_share_nothing(tmp_path, ring):
    other = keyring.create(tmp_path / "b.minori", ring[1])
    assert other.db_key != ring[2].db_key
    assert other.vault != ring[2].vault


def test_bit_flips_are_refused_or_harmless(ring):
    path = keyring.keyring_path(ring[0])
    whole = path.read_bytes()
    parsed = json.loads(whole)
    chance = random.Random(20260302)
    refused = harmless = 0
    for _ in range(300):
        at = chance.randrange(len(whole) * 8)
        broken = bytearray(whole)
        broken[at // 8] ^= 1 << at % 8
        path.write_bytes(broken)
        try:
            opened = open_again(ring)
        except StoreTrouble as trouble:
            refused += trouble.facts["code"] in ("bad-keyring", "no-device-key")
        else:  # the same content in another writing: a hex digit in capitals, another kind of blank
            assert opened == ring[2]
            assert json.dumps(json.loads(broken)).lower() == json.dumps(parsed).lower()
            harmless += 1
    assert refused + harmless == 300
    assert refused > 250


@pytest.mark.parametrize("change", [
    lambda r: r["slots"][0].update(name="direttore"),
    lambda r: r["slots"][0].update(kind="operator"),
    lambda r: r["slots"][0].update(id="00" * 8),
    lambda r: r["slots"][0].update(public="11" * 32),
    lambda r: r["slots"][0].update(verify="11" * 32),
    lambda r: r["slots"][0].update(sealed="11" * 80),
    lambda r: r["slots"].clear(),
    lambda r: r["slots"].append(dict(r["slots"][0], name="intruso")),
    lambda r: r.update(revision=7),
    lambda r: r.update(revision=True),
    lambda r: r.update(extra="x"),
    lambda r: r.update(mac="00" * 32),
    lambda r: r.update(mac=""),
    lambda r: r.update(format="minori-keyring-2"),
    lambda r: r.update(slots={"a": 1}),
    lambda r: r.update(slots=None),
    lambda r: r.pop("vault"),
    lambda r: r["slots"][0].pop("nonce"),
    lambda r: r["slots"][0].update(kdf=3),
])
def test_altered_on_purpose(ring, change):
    rewrite(ring, change)
    with pytest.raises(StoreTrouble) as caught:
        open_again(ring)
    assert caught.value.facts["code"] == "bad-keyring"


def test_forged_slot_with_a_known_device_key(ring, tmp_path):
    """Who knows the device key but not the master secret cannot put another master under it."""
    device = os.urandom(32)
    slot = keyring._new_slot(ring[2].vault, "device", "device", device, os.urandom(32))
    files.write_whole(keyring.device_key_path(ring[1], ring[2].vault), device.hex().encode())
    rewrite(ring, lambda r: r["slots"].append(slot))
    with pytest.raises(StoreTrouble) as caught:
        open_again(ring)
    assert caught.value.facts["code"] == "bad-keyring"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff\xfe\x00", b"[" * 100_000,
                                     b'{"format": "minori-keyring-1"}'])
def test_not_a_keyring(ring, content):
    keyring.keyring_path(ring[0]).write_bytes(content)
    with pytest.raises(StoreTrouble) as caught:
        open_again(ring)
    assert caught.value.facts["code"] == "bad-keyring"


def test_missing_keyring(ring):
    keyring.keyring_path(ring[0]).unlink()
    with pytest.raises(StoreTrouble) as caught:
        open_again(ring)
    assert caught.value.facts["code"] == "no-keyring"


def test_keyring_that_is_a_folder(ring):
    keyring.keyring_path(ring[0]).unlink()
    keyring.keyring_path(ring[0]).mkdir()
    with pytest.raises(StoreTrouble) as caught:
        open_again(ring)
    assert caught.value.facts["code"] == "bad-keyring"


def test_device_key_missing_unreadable_or_of_another_vault(ring, tmp_path):
    _, config, made = ring
    key = keyring.device_key_path(config, made.vault)
    other = keyring.create(tmp_path / "b.minori", config)
    for content, code in ((None, "no-device-key"), (b"not hex", "bad-device-key"), (b"\xff\xff", "bad-device-key"),
                          (b"", "bad-keyring"), (keyring.device_key_path(config, other.vault).read_bytes(), "bad-keyring")):
        key.unlink(missing_ok=True)
        if content is not None:
            key.write_bytes(content)
        with pytest.raises(StoreTrouble) as caught:
            open_again(ring)
        assert (caught.value.facts["code"], caught.value.exit_code) == (code, 4)


def test_keyring_of_another_archive(ring, tmp_path):
    keyring.create(tmp_path / "b.minori", ring[1])
    keyring.keyring_path(tmp_path / "b.minori").replace(keyring.keyring_path(ring[0]))
    assert open_again(ring).db_key != ring[2].db_key  # opens, but gives a key that this archive refuses (test_store)


def test_the_copy_before_is_kept(ring):
    path = keyring.keyring_path(ring[0])
    before = path.read_bytes()
    content = json.loads(before)
    content["revision"] = 2
    keyring._save(path, {k: v for k, v in content.items() if k != "mac"}, _master(ring))
    assert path.with_name(path.name + ".1").read_bytes() == before
    assert open_again(ring).revision == 2


def test_short_write_keeps_the_old_keyring(ring, monkeypatch):
    path = keyring.keyring_path(ring[0])
    before, real = path.read_bytes(), os.write
    master = _master(ring)
    ring_now = {k: v for k, v in json.loads(before).items() if k != "mac"} | {"revision": 2}

    def full(handle, data):
        raise OSError(28, "no space left")

    def liar(handle, data):
        real(handle, bytes(data)[:10])
        return len(data)

    for broken in (full, liar):
        monkeypatch.setattr(os, "write", broken)
        with pytest.raises(OSError, match=r"space|short"):
            keyring._save(path, ring_now, master)
        monkeypatch.undo()
        assert path.read_bytes() == before
        assert sorted(p.name for p in path.parent.iterdir() if p.name.endswith(".tmp")) == []
    assert open_again(ring) == ring[2]


def _master(ring):
    store, config, made = ring
    content = json.loads(keyring.keyring_path(store).read_bytes())
    device = bytes.fromhex(keyring.device_key_path(config, made.vault).read_text().strip())
    return keyring._unseal(made.vault, content["slots"][0], device)
