"""Build hook: compiles the Italian catalogue (``locale/it/*.po``, one file a room) into one ``minori.mo``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "tools"))


class CatalogueHook(BuildHookInterface[Any]):
    """Runs before every wheel, editable or not."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogue in place."""
        from compile_messages import compile_messages

        compile_messages(Path(self.root) / "minori_tui" / "locale")
