"""The commands, and how a line becomes an exit code. Nothing heavy is imported before a command runs: help, version and
completion load neither the screens nor the store.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.main import get_command

from minori_tui import __version__, config
from minori_tui.cli import (
    cases,
    checking,
    doctor,
    due,
    events,
    exits,
    exporting,
    finding,
    importing,
    interventions,
    journal,
    lawyers,
    making,
    orders,
    render,
    report,
    rules,
    settings,
    store,
    timeline,
)
from minori_tui.cli.session import Screens, Session, day_of, open_screens
from minori_tui.cli.words import Command, Group, help_text, usage_error
from minori_tui.domain.errors import InvalidInput
from minori_tui.i18n import LANGUAGES, N_, _, set_language

ORDER = ("open", "demo", "import", "export", "find", "case", "event", "intervention", "order", "timeline", "due", "report",
         "lawyer", "roster", "check", "rules", "undo", "redo", "log", "store", "keys", "config", "doctor")
"""The commands in the order of the help: the main job first."""
GENERAL = ("--store", "--lang", "--on")
"""Options that may stand before or after the command."""


class Root(Group):
    """The program: its commands in the order of ``ORDER``."""

    def list_commands(self, ctx: Any) -> list[str]:
        """As the help lists them."""
        return sorted(self.commands, key=ORDER.index)


app = typer.Typer(cls=Root, help=N_("Console of the child and family service. Without a command it opens the screens."),
                  rich_markup_mode=None, pretty_exceptions_enable=False)


def _version(wanted: bool) -> None:
    if wanted:
        render.out(f"minori {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def general(
    ctx: typer.Context,
    store: Annotated[str | None, typer.Option("--store", metavar="PATH", help=N_(
        "The archive to work on (also MINORI_STORE)"))] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="it|en", help=N_("The language (also MINORI_LANG)"))] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=N_(
        "The day that counts as today, ISO or Italian: 2026-11-22, 22/11/2026, oggi, -3m"))] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=N_(
        "Print the version"))] = False,
) -> int | None:
    """The general options; the language was already chosen."""
    del version
    if lang is not None and lang.lower() not in LANGUAGES:
        raise InvalidInput(N_("The language is one of: {values}"), values=", ".join(LANGUAGES))
    given: dict[str, Any] = ctx.obj or {}
    ctx.obj = Session(store, day_of(on), given.get("settings", config.Settings()), given.get("screens", open_screens))
    if ctx.invoked_subcommand is None:
        render.out(help_text(ctx.command, ctx))
    return None


for name, noun in (("import", importing.app), ("case", cases.app), ("event", events.app),
                   ("intervention", interventions.app), ("order", orders.app), ("due", due.app),
                   ("lawyer", lawyers.app), ("roster", lawyers.rosters), ("rules", rules.app), ("store", store.app)):
    app.add_typer(noun, name=name)
for register in (making.register, finding.register, checking.register, exporting.register, timeline.register, report.register,
                 journal.register,
                 settings.register, doctor.register):
    register(app)


def _hoisted(argv: Sequence[str]) -> list[str]:
    """The line with the general options first, wherever they stood; what follows ``--`` is left alone."""
    front: list[str] = []
    rest: list[str] = []
    words = list(argv)
    while words:
        word = words.pop(0)
        if word == "--":
            return [*front, *rest, word, *words]
        if word in GENERAL and words:
            front += [word, words.pop(0)]
        elif word.startswith(tuple(f"{name}=" for name in GENERAL)):
            front.append(word)
        else:
            rest.append(word)
    return [*front, *rest]


def _choose_language(line: Sequence[str], said: str | None) -> None:
    """``--lang``, else ``MINORI_LANG``, else the settings, else the locale."""
    wanted = next((line[i + 1] for i, word in enumerate(line[:-1]) if word == "--lang"), None)
    wanted = wanted or next((word.partition("=")[2] for word in line if word.startswith("--lang=")), None)
    set_language(wanted or os.environ.get("MINORI_LANG") or said)


def run(argv: Sequence[str], screens: Screens = open_screens) -> int:
    """Run one command line; returns its exit code and never raises. ``screens`` opens the console after ``demo``."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a character the terminal lacks is no reason to fail
    line = _hoisted(argv)
    said = config.load()
    _choose_language(line, said.language)
    for problem in said.problems:
        exits.hint(N_("Settings {file}, {key}: {what}"), file=problem.file, key=problem.key or "-",
                   what=exits.sentence(problem.message, problem.facts))
    try:
        code = get_command(app).main(line, prog_name="minori", standalone_mode=False,
                                     obj={"settings": said, "screens": screens})
        return _finished(code)
    except SystemExit as stop:  # completion ends so
        return _finished(stop.code)
    except typer.TyperException as error:
        exits.say(_("Error: {sentence}", sentence=usage_error(error)))
        exits.say(_("«{command} --help» says how it is used.", command=_path_of(error)))
        return exits.INVALID
    except typer.Abort:
        return exits.report(KeyboardInterrupt())
    except BaseException as error:
        return exits.report(error)


def _finished(code: object) -> int:
    render.flush()
    if code == exits.STOPPED:
        return exits.report(KeyboardInterrupt())
    return code if isinstance(code, int) else exits.DONE


def _path_of(error: typer.TyperException) -> str:
    ctx = getattr(error, "ctx", None)
    return ctx.command_path if ctx is not None else "minori"


__all__ = ["Command", "app", "run"]
