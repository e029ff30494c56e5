"""The commands of the timelines."""

from __future__ import annotations

from minori_tui.commands.registry import Command

ALL: tuple[Command, ...] = ()
