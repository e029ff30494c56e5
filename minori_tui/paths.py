"""Where things live: store, keys, configuration, logs, backups. Pure look-ups; folders are made by who writes.

``MINORI_HOME`` puts everything below one folder (portable installations, tests); otherwise the user's own folders, as
platformdirs knows them for each system.
"""

from __future__ import annotations

import os
from pathlib import Path

APP = "minori"


def _folder(kind: str) -> Path:
    home = os.environ.get("MINORI_HOME")
    if home:
        return Path(home).expanduser() / kind
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP, appauthor=False)
    return Path({"data": dirs.user_data_dir, "config": dirs.user_config_dir, "state": dirs.user_state_dir}[kind])


def data_folder() -> Path:
    """The folder of stores and backups."""
    return _folder("data")


def config_folder() -> Path:
    """The folder of settings and of the device keys; never on the medium that carries the store."""
    return _folder("config")


def state_folder() -> Path:
    """The folder of logs."""
    return _folder("state")


def default_store() -> Path:
    """The store that is opened when none is named."""
    return data_folder() / "archivio.minori"


def demo_store() -> Path:
    """The synthetic archive that is opened when there is no other."""
    return data_folder() / "dimostrazione.minori"


def named_store(option: str | None = None) -> Path | None:
    """The store named by ``--store`` or ``MINORI_STORE``; None when neither is given."""
    name = option or os.environ.get("MINORI_STORE")
    return Path(name).expanduser() if name else None
