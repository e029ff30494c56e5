"""The commands of the family tree, drafts and reports."""

from __future__ import annotations

from minori_tui.commands.registry import Command

ALL: tuple[Command, ...] = ()
