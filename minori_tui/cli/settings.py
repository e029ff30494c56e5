"""``keys`` and ``config``: how the program is set up."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.options import Json
from minori_tui.cli.session import session
from minori_tui.cli.words import Command
from minori_tui.i18n import N_, _, language


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("keys", cls=Command, help=N_("The keys of the screens"))(keys)
    app.command("config", cls=Command, help=N_("The settings in use, where they come from, and where everything is"))(config)


def keys(
    markdown: Annotated[bool, typer.Option("--markdown", help=N_("As a Markdown table"))] = False,
    json: Json = False,
) -> int:
    """The key table, from the same declarations as the screens."""
    from minori_tui.commands.keys import ALL
    from minori_tui.commands.registry import key_listing, key_table

    if markdown:
        render.out(key_table(language()).rstrip())
        return exits.DONE
    entries = key_listing(ALL)
    if json:
        render.document({"commands": entries})
        return exits.DONE
    render.table([_("Where"), _("Keys"), _("What it does"), _("Name")],
                 [[str(e["group"]), " ".join(str(k) for k in e["keys"]) if isinstance(e["keys"], list) else "",  # no key: palette
                   str(e["help"]), str(e["id"])] for e in entries])
    return exits.DONE


def config(ctx: typer.Context, json: Json = False) -> int:
    """Settings and paths; 2 when the file of settings has something that cannot be used."""
    from minori_tui import config as file
    from minori_tui import paths, wiring

    here = session(ctx)
    said = here.settings
    who = os.environ.get("MINORI_OPERATOR") or said.operator_code or wiring.actor().code
    found = {
        "file": str(file.config_file()), "language": language(), "theme": said.theme, "operator_code": who,
        "operator_name": said.operator_name, "backup_folder": str(said.backup_folder) if said.backup_folder else None,
        "store": str(here.store_path()), "demo_store": str(paths.demo_store()), "data_folder": str(paths.data_folder()),
        "config_folder": str(paths.config_folder()), "state_folder": str(paths.state_folder())}
    problems = [{"key": p.key, "message": exits.sentence(p.message, p.facts)} for p in said.problems]
    if json:
        render.document(found | {"problems": problems})
    else:
        names = (_("Settings"), _("Language"), _("Colours"), _("Operator"), _("Operator's name"), _("Backups"), _("Archive"),
                 _("Demo archive"), _("Folder of archives"), _("Folder of settings and device keys"), _("Folder of logs"))
        render.facts(zip(names, found.values(), strict=True))
    return exits.INVALID if problems else exits.DONE
