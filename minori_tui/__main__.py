"""The way in. The screens are reached without loading the command line, which costs as much as a third of the screens."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """``minori``: the screens when no command is given, else the command line. Returns the exit code."""
    from minori_tui.hardening import harden

    harden()
    arguments = sys.argv[1:]
    wanted = _screens_wanted(arguments)
    if wanted is None:
        from minori_tui.cli.main import run

        return run(arguments)
    from minori_tui import config
    from minori_tui.i18n import set_language
    from minori_tui.start import screens

    set_language(_option(arguments, "--lang") or os.environ.get("MINORI_LANG") or config.load().language)

    return screens(_option(arguments, "--store"), wanted)


def _option(arguments: list[str], name: str) -> str | None:
    """The value of an option that both ways in know."""
    for place, word in enumerate(arguments):
        if word == name and place + 1 < len(arguments):
            return arguments[place + 1]
        if word.startswith(name + "="):
            return word.partition("=")[2]
    return None


def _screens_wanted(arguments: list[str]) -> str | None:
    """The case to open («» for the list) when only the screens are asked for; None for everything else."""
    words = list(arguments)
    for name in ("--store", "--lang"):
        value = _option(words, name)
        if value is not None:
            words = [w for w in words if w not in (name, f"{name}={value}", value)]
    if not words:
        return ""
    if words[0] == "open" and len(words) <= 2 and not words[-1].startswith("-"):
        return words[1] if len(words) == 2 else ""
    return None


if __name__ == "__main__":
    sys.exit(main())
