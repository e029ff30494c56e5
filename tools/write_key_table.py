"""Writes the key table of the README from the declared commands. Usage: ``python tools/write_key_table.py``."""

from __future__ import annotations

from pathlib import Path

from minori_tui.commands.registry import key_table

BEGIN, END = "<!-- keys: written by tools/write_key_table.py -->\n", "<!-- end of keys -->"


def with_key_table(readme: str) -> str:
    """The README with the key table of today between its marks."""
    before, _, rest = readme.partition(BEGIN)
    return f"{before}{BEGIN}{key_table('en')}{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    path = Path(__file__).parent.parent / "README.md"
    path.write_text(with_key_table(path.read_text("utf-8")), "utf-8")
