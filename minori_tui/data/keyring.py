"""The envelope keyring beside the store: who can open it, without ever holding a key in clear.

A random master secret M gives the store's key (``BLAKE2b(M, "db")``) and a key for the seal of this file. Each slot holds
an identity seed wrapped under a key of its own (from a device key now, from a passphrase for operators), and M sealed to
the public key of that identity. Slots can be added, removed and changed without re-encrypting the store and without
anybody else's secret.

A device slot is opened by 32 random bytes kept in the user's configuration folder. They carry full entropy, so the key is
derived by BLAKE2b and not by a slow function, which would protect nothing and cost a quarter of a second at every start.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nacl import bindings as sodium

from minori_tui.data.files import make_folder, write_whole
from minori_tui.domain.errors import StoreTrouble

FORMAT = "minori-keyring-1"
_SLOT_TEXT = ("id", "name", "kind", "kdf")
_SLOT_HEX = {"salt": 16, "public": 32, "verify": 32, "nonce": 24, "wrapped": 48, "sealed": 80}


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """What an opened keyring gives: the store's raw key (32 bytes), the vault it belongs to and the keyring's revision."""

    db_key: bytes
    vault: str
    revision: int


def keyring_path(store: Path) -> Path:
    """The keyring lies beside its store and has its name."""
    return store.with_name(store.name + ".keys")


def device_key_path(config: Path, vault: str) -> Path:
    """The device key of a vault, in the user's configuration folder."""
    return config / "devices" / f"{vault}.key"


def create(store: Path, config: Path) -> Opened:
    """Make a new keyring with one device slot. Raises ``FileExistsError`` rather than replace a keyring."""
    path = keyring_path(store)
    if path.exists():
        raise FileExistsError(path)
    vault, master, device = os.urandom(16).hex(), os.urandom(32), os.urandom(32)
    key_file = device_key_path(config, vault)
    make_folder(key_file.parent)
    write_whole(key_file, device.hex().encode() + b"\n")
    slot = _new_slot(vault, "device", "device", device, master)
    _save(path, {"format": FORMAT, "vault": vault, "revision": 1, "slots": [slot]}, master)
    return Opened(_derive(master, b"db"), vault, 1)


def open_with_device(store: Path, config: Path) -> Opened:
    """Open the keyring of ``store`` with this user's device key.

    Raises ``StoreTrouble``: no keyring, no device key for it, or a keyring that was altered.
    """
    ring = _load(keyring_path(store))
    key_file = device_key_path(config, ring["vault"])
    try:
        device = bytes.fromhex(key_file.read_text("ascii").strip())
    except FileNotFoundError:
        raise StoreTrouble("The archive is locked: the key of this computer ({file}) is not there. "
                           "Put it back from your backup.", code="no-device-key", file=str(key_file)) from None
    except (OSError, ValueError):
        raise StoreTrouble("The archive is locked: the key file {file} cannot be read.", code="bad-device-key",
                           file=str(key_file)) from None
    for slot in ring["slots"]:
        if slot["kind"] == "device":
            master = _unseal(ring["vault"], slot, device)
            if master and hmac.compare_digest(_mac(ring, master), ring["mac"]):
                return Opened(_derive(master, b"db"), ring["vault"], ring["revision"])
    raise _altered(keyring_path(store))


def _derive(secret: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    return hashlib.blake2b(key=secret, salt=salt, person=purpose, digest_size=32).digest()


def _pairs(seed: bytes) -> tuple[bytes, bytes, bytes]:
    """The sealing pair (public, secret) and the signature public key of an identity seed."""
    public, secret = sodium.crypto_box_seed_keypair(_derive(seed, b"box"))
    verify, _ = sodium.crypto_sign_seed_keypair(_derive(seed, b"sign"))
    return public, secret, verify


def _slot_bound(vault: str, slot: dict[str, Any]) -> bytes:
    """The public fields of a slot, bound to its wrapped seed: altering one makes the slot unusable."""
    return "\x1f".join([vault, *(slot[name] for name in (*_SLOT_TEXT, "salt", "public", "verify"))]).encode()


def _new_slot(vault: str, name: str, kind: str, secret: bytes, master: bytes) -> dict[str, Any]:
    seed, salt, nonce = os.urandom(32), os.urandom(16), os.urandom(24)
    public, _, verify = _pairs(seed)
    slot: dict[str, Any] = {"id": os.urandom(8).hex(), "name": name, "kind": kind, "kdf": "blake2b", "salt": salt.hex(),
                            "public": public.hex(), "verify": verify.hex(), "nonce": nonce.hex()}
    wrapped = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        seed, _slot_bound(vault, slot), nonce, _derive(secret, b"slot", salt))
    return slot | {"wrapped": wrapped.hex(), "sealed": sodium.crypto_box_seal(master, public).hex()}


def _unseal(vault: str, slot: dict[str, Any], secret: bytes) -> bytes | None:
    """The master secret out of a slot, or None when the secret or the slot is not the right one."""
    raw = {name: bytes.fromhex(slot[name]) for name in _SLOT_HEX}
    try:
        seed = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            raw["wrapped"], _slot_bound(vault, slot), raw["nonce"], _derive(secret, b"slot", raw["salt"]))
        public, private, _ = _pairs(seed)
        return bytes(sodium.crypto_box_seal_open(raw["sealed"], public, private))
    except Exception:  # every failure of the library means the same: not this secret, or altered
        return None


def _mac(ring: dict[str, Any], master: bytes) -> str:
    body = json.dumps({k: v for k, v in ring.items() if k != "mac"}, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(body.encode(), key=_derive(master, b"keyring"), digest_size=32).hexdigest()


def _save(path: Path, ring: dict[str, Any], master: bytes) -> None:
    content = json.dumps(ring | {"mac": _mac(ring, master)}, indent=1).encode()
    if path.exists():
        write_whole(path.with_name(path.name + ".1"), path.read_bytes())
    write_whole(path, content)


def _altered(path: Path) -> StoreTrouble:
    return StoreTrouble("The keyring {file} is damaged or belongs to another archive. Restore it from a backup, together "
                        "with its archive.", code="bad-keyring", file=str(path))


def _load(path: Path) -> dict[str, Any]:
    """The keyring file with its shape checked, before anything in it is believed."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise StoreTrouble("The keyring {file} is missing: without it the archive cannot be opened. Restore it from a "
                           "backup.", code="no-keyring", file=str(path)) from None
    except OSError:
        raise StoreTrouble("The keyring {file} cannot be read.", code="bad-keyring", file=str(path)) from None
    try:
        ring = json.loads(content)
        if _well_formed(ring):
            return dict(ring)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    raise _altered(path)


def _well_formed(ring: Any) -> bool:
    if ring["format"] != FORMAT or len(bytes.fromhex(ring["vault"])) != 16 or type(ring["revision"]) is not int:
        return False
    if len(bytes.fromhex(ring["mac"])) != 32:
        return False
    return all(all(isinstance(slot[name], str) for name in _SLOT_TEXT)
               and all(len(bytes.fromhex(slot[name])) == size for name, size in _SLOT_HEX.items())
               for slot in ring["slots"])
