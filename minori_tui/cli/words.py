"""Help and usage errors in the operator's language. Commands declare English message ids; they are translated when shown,
so that the language can be chosen after the commands were declared.

Plain text on purpose: it reads well aloud, in a pipe and on any terminal.
"""

from __future__ import annotations

import textwrap
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from minori_tui.cli.exits import sentence
from minori_tui.domain.text import shown
from minori_tui.i18n import N_, _

WIDTH = 80
Pair = tuple[str, str]


def _usage(command: Any, ctx: Any) -> str:
    """The line that shows how a command is written: optional things in brackets, those that repeat with dots."""
    pieces = [ctx.command_path, _("[OPTIONS]")]
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            name = _name(param) + ("..." if param.nargs == -1 else "")
            pieces.append(name if param.required else f"[{name}]")
    if isinstance(command, TyperGroup):
        pieces.append(_("COMMAND ..."))
    return _("Usage: {usage}", usage=" ".join(pieces))


def _name(param: Any) -> str:
    """What stands for the value of an option or argument."""
    return str(param.metavar or param.name.upper())


def _section(title: str, pairs: list[Pair]) -> list[str]:
    """A title and a list of names with what they mean."""
    if not pairs:
        return []
    width = min(28, max(len(name) for name, _meaning in pairs))
    lines = ["", f"{title}:"]
    for name, meaning in pairs:
        wrapped = textwrap.wrap(meaning, WIDTH - width - 4, break_on_hyphens=False) or [""]
        if len(name) > width:
            lines.append(f"  {name}")
            name = ""
        lines += [f"  {name:{width}}  {wrapped[0]}".rstrip(), *(f"  {'':{width}}  {line}" for line in wrapped[1:])]
    return lines


def _meaning(param: Any) -> str:
    """What an option or argument means, and its default."""
    text = _(param.help or "")
    default = param.default
    if param.show_default and isinstance(default, str | int) and not isinstance(default, bool) and default != "":
        text += " " + _("[default: {value}]", value=default)
    return text


def _params(command: Any, ctx: Any) -> tuple[list[Pair], list[Pair]]:
    """The arguments and the options of a command."""
    arguments, options = [], []
    for param in command.get_params(ctx):
        if getattr(param, "hidden", False):
            continue
        if param.param_type_name == "argument":
            arguments.append((_name(param), _meaning(param)))
            continue
        takes = "" if param.is_flag else f" {_name(param)}"
        options.append((", ".join(param.opts) + takes, _meaning(param)))
    return arguments, options


def _commands(command: Any, ctx: Any) -> list[Pair]:
    found = ((name, command.get_command(ctx, name)) for name in command.list_commands(ctx))
    return [(name, _(sub.help or "")) for name, sub in found if not sub.hidden]


def help_text(command: Any, ctx: Any) -> str:
    """The whole help of a command or of a group."""
    lines = [_usage(command, ctx), ""]
    lines += textwrap.wrap(_(command.help or ""), WIDTH, break_on_hyphens=False)
    if command.epilog:
        lines += ["", *textwrap.wrap(_("Fields: {names}", names=command.epilog.replace(" ", ", ")), WIDTH)]
    arguments, options = _params(command, ctx)
    lines += _section(_("Arguments"), arguments) + _section(_("Options"), options)
    if isinstance(command, TyperGroup):
        lines += _section(_("Commands"), _commands(command, ctx))
    if ctx.parent is not None:
        lines += ["", _("--store, --lang and --on may stand anywhere: see «minori --help».")]
    return "\n".join(lines)


class Command(TyperCommand):
    """A command whose help is in the operator's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(help_text(self, ctx) + "\n")

    def get_short_help_str(self, limit: int = 45) -> str:
        """The one line that shells show when they complete."""
        return _(self.help or "")


class Group(TyperGroup):
    """A group of commands whose help is in the operator's language; the commands stand in the order they were declared."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(help_text(self, ctx) + "\n")

    def get_short_help_str(self, limit: int = 45) -> str:
        """The one line that shells show when they complete."""
        return _(self.help or "")

    def list_commands(self, ctx: Any) -> list[str]:
        """In the order of declaration."""
        return list(self.commands)


class GroupWithDefault(Group):
    """A group whose first command needs no name: ``import FILE`` beside ``import undo``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the first command before anything that names no other."""
        first = next(iter(self.commands))
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [first, *args]
        return list(super().parse_args(ctx, args))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the first command, then the others."""
        first = self.get_command(ctx, next(iter(self.commands)))
        assert first is not None
        arguments, options = _params(first, ctx)
        lines = [_usage(first, ctx), ""]
        lines += textwrap.wrap(_(self.help or ""), WIDTH, break_on_hyphens=False)
        lines += _section(_("Arguments"), arguments) + _section(_("Options"), options)
        lines += _section(_("Commands"), [pair for pair in _commands(self, ctx) if pair[0] != first.name])
        formatter.write("\n".join([*lines, ""]))


def app(help_id: str, *, cls: type[TyperGroup] = Group) -> typer.Typer:
    """A new group of commands; its help is a message id."""
    return typer.Typer(cls=cls, help=help_id, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def usage_error(error: Any) -> str:
    """A usage error as a sentence. Typer's own are English and may print what was typed with its control characters."""
    kind = type(error).__name__
    param = getattr(error, "param", None)
    name = ""
    if param is not None:
        name = param.opts[0] if param.param_type_name == "option" else _name(param)
    if kind == "MissingParameter":
        return sentence(N_("{name} is missing"), {"name": name})
    if kind == "NoSuchOption":
        near = ", ".join(sorted(error.possibilities or ()))
        told = sentence(N_("There is no option {name}"), {"name": error.option_name})
        return told + (f" ({near})" if near else "")
    if kind == "BadParameter" and name:
        return sentence(N_("{name}: this value cannot be used"), {"name": name}) + _takes(param)
    if kind == "BadOptionUsage":
        return sentence(N_("{name} needs a value"), {"name": error.option_name})
    return _unknown_command(error)


def _takes(param: Any) -> str:
    return f" ({param.metavar})" if param.metavar else ""


def _unknown_command(error: Any) -> str:
    """No such command, none at all, or an argument too many: told from what is left of the line."""
    command, ctx = getattr(error, "cmd", None), getattr(error, "ctx", None)
    if isinstance(command, TyperGroup) and ctx is not None:
        names = ", ".join(name for name in command.list_commands(ctx) if not command.commands[name].hidden)
        return sentence(N_("Name one of the commands: {names}"), {"names": names})
    return sentence(N_("There is an argument too many, or one that cannot be used"), {}) if command else shown(str(error))
