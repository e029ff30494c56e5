"""The commands of the interventions and of data quality."""

from __future__ import annotations

from minori_tui.commands.registry import Command

ALL: tuple[Command, ...] = ()
