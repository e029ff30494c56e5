"""Commands as Textual bindings. The only module of this room that loads Textual."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from minori_tui.commands.registry import Command


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """One binding a key, all of a command under its id (the name it has in the operator's key file).

    The action is the screen's ``do``, which answers why when the command cannot be used now.
    """
    return [
        Binding(key, f"do({command.id!r})", command.label, id=command.id, tooltip=command.help, show=False)
        for command in commands
        for key in command.keys
    ]
