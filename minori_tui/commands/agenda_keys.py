"""The commands of the agenda and of deadlines."""

from __future__ import annotations

from minori_tui.commands.registry import Command

ALL: tuple[Command, ...] = ()
