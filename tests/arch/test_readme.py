"""The README says what the program does: its key table is the one of the commands."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_key_table_is_up_to_date() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from write_key_table import with_key_table
    finally:
        sys.path.pop(0)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert with_key_table(readme) == readme


def test_both_commands_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in ("run", "test"):
        assert f"\nmake {command} " in readme
        assert f"\n{command}: " in makefile
