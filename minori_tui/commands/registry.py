"""One declaration per action of the operator; keys, footer, help, palette and the key table all come from it.

No Textual here: ``minori keys`` and the table in the README read this too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from minori_tui.i18n import N_, _, language, set_language

MAX_FOOTER = 6
"""Keys in a footer: six labels fit 80 columns in Italian, seven do not."""
MAX_LABEL = 8
"""Cells of a label in the footer."""

GENERAL, LISTS, CASE, FORM = N_("Everywhere"), N_("Lists"), N_("Case"), N_("Forms")

_NAMES = {
    "escape": N_("Esc"), "enter": N_("Enter"), "space": N_("Space"), "up": "↑", "down": "↓", "left": "←", "right": "→",
    "pageup": N_("PgUp"), "pagedown": N_("PgDn"), "home": N_("Home"), "end": N_("End"), "tab": "Tab",
    "full_stop": ".", "comma": ",", "plus": "+", "minus": "-", "equals_sign": "=",
    "left_square_bracket": "[", "right_square_bracket": "]",
}


@dataclass(frozen=True, slots=True)
class Command:
    """What the operator can do.

    ``keys``: the primary one first, in Textual's spelling. ``action``: the action of the screen that does it.
    ``label``: message id of one word, at most ``MAX_LABEL`` cells when ``footer``. ``help``: message id of a sentence.
    ``why_not``: name of a method of the screen that says why the command cannot be used now (a message), or None.
    ``dangerous``: set apart in the help; the screen asks before it acts.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    footer: bool = False
    group: str = GENERAL
    dangerous: bool = False
    why_not: str = ""


class FooterEntry(NamedTuple):
    """One key of the footer, in the operator's language."""

    key: str
    label: str
    enabled: bool = True


def key_name(key: str, *, short: bool = False) -> str:
    """How a key is written for the operator: ``ctrl+s`` is ``Ctrl+S``, or ``^S`` where room is short."""
    if key.startswith("ctrl+"):
        rest = key[5:]
        return f"^{rest.upper()}" if short and len(rest) == 1 else f"Ctrl+{key_name(rest).capitalize()}"
    if key.startswith("shift+"):
        return f"Shift+{key_name(key[6:])}"
    if key in _NAMES:
        return _(_NAMES[key])
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key


def with_keymap(commands: Iterable[Command], keymap: Mapping[str, str]) -> tuple[Command, ...]:
    """The commands with the operator's own keys (``id`` to comma-separated keys), the rest unchanged."""
    changed = []
    for command in commands:
        keys = tuple(key.strip() for key in keymap.get(command.id, "").split(",") if key.strip())
        changed.append(replace(command, keys=keys) if keys else command)
    return tuple(changed)


def footer_entries(commands: Sequence[Command], unavailable: Iterable[str] = ()) -> tuple[FooterEntry, ...]:
    """What the footer shows: the footer commands in their order, at most ``MAX_FOOTER``."""
    barred = set(unavailable)
    shown = [command for command in commands if command.footer][:MAX_FOOTER]
    return tuple(FooterEntry(key_name(c.keys[0], short=True), _(c.label), c.id not in barred) for c in shown)


def by_group(commands: Iterable[Command]) -> dict[str, list[Command]]:
    """The commands by the message id of their group, both in the order of declaration."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    return groups


def clashes(commands: Iterable[Command]) -> list[tuple[str, str, str]]:
    """Keys that two commands of one screen want: ``(key, id of the first, id of the second)``."""
    owners: dict[str, str] = {}
    found = []
    for command in commands:
        for key in command.keys:
            if key in owners and owners[key] != command.id:
                found.append((key, owners[key], command.id))
            owners.setdefault(key, command.id)
    return found


def key_listing(commands: Iterable[Command]) -> list[dict[str, object]]:
    """What ``minori keys`` prints, in the operator's language: one entry a command."""
    return [
        {
            "id": c.id, "keys": [key_name(key) for key in c.keys], "label": _(c.label), "help": _(c.help),
            "group": _(c.group), "dangerous": c.dangerous,
        }
        for c in commands
    ]


def key_table(wanted: str, commands: Iterable[Command] | None = None) -> str:
    """The key table of the README as Markdown, in language ``wanted``; all commands unless some are given."""
    if commands is None:
        from minori_tui.commands.keys import ALL

        commands = ALL
    before = language()
    set_language(wanted)
    try:
        lines = []
        for group, members in by_group(commands).items():
            lines += [f"| {_(group)} | |", "|---|---|"]
            for command in members:
                keys = " ".join(f"`{key_name(key)}`" for key in command.keys)
                lines.append(f"| {keys} | {_(command.help)} |")
            lines.append("")
        return "\n".join(lines)
    finally:
        set_language(before)
