"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from minori_tui.i18n import N_

Json = Annotated[bool, typer.Option("--json", help=N_("One JSON document instead of text"))]
JsonLines = Annotated[bool, typer.Option("--jsonl", help=N_("One JSON document a line, one line a record"))]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=0, help=N_("At most so many; 0 = all"))]
Case = Annotated[str, typer.Argument(metavar="CASE", help=N_("File number, however written: 2026/0142, 142/2026"))]

EVERYTHING = 1 << 40
"""What ``--limit 0`` asks for."""


def at_most(limit: int) -> int:
    """The number of records that a limit stands for."""
    return limit or EVERYTHING
