"""The commands of the court orders, roles and hearings."""

from __future__ import annotations

from minori_tui.commands.registry import Command

ALL: tuple[Command, ...] = ()
